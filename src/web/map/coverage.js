// SPDX-License-Identifier: Apache-2.0
// Who is covered and who is not: the city's figure, the areas from the least covered on, and the gaps by the people in
// them. Asked when the tab is first opened and when a choice changes.

import {get, latest} from '../api.js';
import {byId, fill, make} from '../dom.js';
import {name, t} from '../strings.js';
import {errorCard, loadingCard} from './answer_cards.js';
import {areasCard, gapsCard, totalCard} from './coverage_cards.js';
import {limitText, profiles} from './profiles.js';
import {current, set, watch} from './state.js';

const LEVELS = ['town', 'community', 'grid'];
const WEIGHTS = ['population', 'households', 'elderly', 'residential_land'];
const PAGE = 30; // how many rows of a list are shown at first, and more at a time

export class Coverage {
  /** `share(answer)` colours areas, `showGaps(features)` draws gaps, `go(box)` moves there, `showArea(code)` too. */
  constructor({share, showGaps, go, showArea}) {
    Object.assign(this, {share, showGaps, go, showArea});
    this.asked = '';
    this.shown = {areas: PAGE, gaps: PAGE, reason: ''};
    this.load = latest((signal) => this.loadNow(signal));
    watch(['profile', 'function', 'by', 'weight', 'limit', 'tab'], () => this.open());
  }

  question() {
    const {profile, function: wanted, by, weight} = current();
    return {profile, function: wanted, by, weight, limit: this.limit()};
  }

  /** The limit chosen, where the profile has it; else the profile's longest, which the service takes by itself. */
  limit() {
    const {profile, limit} = current();
    return profiles[profile]?.limits.includes(limit) ? limit : undefined;
  }

  /** Asks when the tab is open and the question is a new one. */
  open() {
    if (current().tab !== 'coverage') return;
    const question = JSON.stringify(this.question());
    if (question === this.asked) return;
    this.asked = question;
    this.load();
  }

  /** Asks again, for data that have changed. */
  again() {
    this.asked = '';
    this.open();
  }

  async loadNow(signal) {
    this.said = {loading: true};
    this.render();
    const {by, ...rest} = this.question();
    try {
      const [coverage, gaps] = await Promise.all([get('/coverage', {by, ...rest}, signal), get('/gaps', rest, signal)]);
      this.said = {coverage, gaps: gaps.features};
      this.shown = {areas: PAGE, gaps: PAGE, reason: ''};
      this.share(coverage);
      this.showGaps(gaps.features);
    } catch (problem) {
      if (problem.name === 'AbortError') throw problem;
      this.asked = '';
      this.said = {problem};
    }
    this.render();
  }

  render() {
    fill(byId('coverage'), this.choices(), ...this.cards());
  }

  /** Shows other rows: changes is a part of `shown`. */
  turn(changes) {
    Object.assign(this.shown, changes);
    this.render();
  }

  choices() {
    const {by, weight, profile} = current();
    const {limits, unit} = profiles[profile] ?? {limits: [], unit: 'min'};
    const row = make(
      'div',
      {class: 'choices-row'},
      choice('by', LEVELS, by, (value) => name('level', value)),
      choice('weight', WEIGHTS, weight, (value) => name('weight', value)),
      limits.length > 0 && choice('limit', limits, this.limit() ?? limits.at(-1), (limit) => limitText(limit, unit)),
    );
    row.addEventListener('change', ({target}) => {
      const [, key] = target.id.split('-');
      set({[key]: key === 'limit' ? Number(target.value) : target.value});
    });
    return row;
  }

  cards() {
    const {said, shown} = this;
    if (!said || said.loading) return [loadingCard()];
    if (said.problem) return [errorCard(said.problem)];
    const links = this.tableLinks();
    return [
      totalCard(said.coverage),
      areasCard(said.coverage, {
        count: shown.areas,
        more: () => this.turn({areas: shown.areas + PAGE}),
        show: this.showArea,
        table: links.coverage,
      }),
      gapsCard(said.gaps, {
        count: shown.gaps,
        more: () => this.turn({gaps: shown.gaps + PAGE}),
        reason: shown.reason,
        choose: (reason) => this.turn({reason, gaps: PAGE}),
        go: this.go,
        table: links.gaps,
      }),
    ];
  }

  /** Where the same figures are to be had as tables. */
  tableLinks() {
    const {by, ...rest} = this.question();
    const query = (values) => new URLSearchParams(Object.entries({...values, f: 'csv'}).filter(([, value]) => value));
    return {coverage: `/coverage?${query({by, ...rest})}`, gaps: `/gaps?${query(rest)}`};
  }
}

function choice(key, values, chosen, words) {
  const options = values.map((value) => make('option', {value, selected: value === chosen}, words(value)));
  return make('label', {}, make('span', {}, t(`coverage.${key}`)), make('select', {id: `coverage-${key}`}, options));
}
