// SPDX-License-Identifier: Apache-2.0
// Who is covered and who is not: the city's figure with its numerator, denominator, profile and data date, the areas
// from the least covered on, and the gaps by the people in them. Asked when the tab is first opened and when a filter
// changes.

import {get, latest} from '../api.js';
import {byId, fill, make} from '../dom.js';
import {area, metres, number, percent, walkTime} from '../format.js';
import {name, t} from '../strings.js';
import {errorCard, loadingCard} from './answer_cards.js';
import {boxOf} from './features.js';
import {reasons} from './palette.js';
import {current, set, watch} from './state.js';

const LEVELS = ['town', 'community', 'grid'];
const WEIGHTS = ['population', 'households', 'elderly', 'residential_land'];
const PAGE = 30;

export class Coverage {
  /**
   * `share(rows)` colours areas, `showGaps(features)` draws gaps, `go(box)` moves there, `showArea(code)` returns
   * its box.
   */
  constructor({share, showGaps, go, showArea}) {
    Object.assign(this, {share, showGaps, go, showArea});
    this.asked = '';
    this.listed = PAGE;
    this.reason = '';
    this.load = latest((signal) => this.loadNow(signal));
    watch(['profile', 'function', 'by', 'weight', 'tab'], () => this.open());
  }

  question() {
    const {profile, function: wanted, by, weight} = current();
    return {profile, function: wanted, by, weight};
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
      this.listed = PAGE;
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

  choices() {
    const select = (key, values) =>
      make(
        'label',
        {},
        make('span', {}, t(`coverage.${key}`)),
        make(
          'select',
          {id: `coverage-${key}`, onchange: ({target}) => set({[key]: target.value})},
          values.map((value) =>
            make('option', {value, selected: current()[key] === value}, name(key === 'by' ? 'level' : key, value)),
          ),
        ),
      );
    return make('div', {class: 'choices-row'}, select('by', LEVELS), select('weight', WEIGHTS));
  }

  cards() {
    const {said} = this;
    if (!said || said.loading) return [loadingCard()];
    if (said.problem) return [errorCard(said.problem)];
    return [totalCard(said.coverage), this.areasCard(said.coverage), this.gapsCard(said.gaps)];
  }

  areasCard({rows, weight}) {
    const sorted = [...rows].filter((row) => row.total > 0).sort((a, b) => a.share - b.share || b.total - a.total);
    const line = (row) =>
      make(
        'tr',
        {},
        make(
          'th',
          {scope: 'row'},
          make(
            'button',
            {type: 'button', class: 'link', onclick: () => this.showArea(row.code)},
            row.name || row.code || t('coverage.nowhere'),
          ),
        ),
        make('td', {class: 'bar-cell'}, bar(row)),
        make('td', {class: 'figure'}, percent(row.share)),
        make('td', {class: 'figure soft'}, `${amount(row.covered, weight)} / ${amount(row.total, weight)}`),
      );
    return make(
      'section',
      {class: 'card'},
      make('h2', {}, t('coverage.areas')),
      make(
        'table',
        {},
        make('caption', {class: 'soft'}, t('coverage.areas_note')),
        make('tbody', {}, sorted.map(line)),
      ),
    );
  }

  gapsCard(gaps) {
    const wanted = gaps.filter((gap) => !this.reason || gap.properties.reason === this.reason);
    const rows = wanted.slice(0, this.listed).map((gap) => this.gapRow(gap));
    const more =
      wanted.length > this.listed &&
      make(
        'button',
        {type: 'button', class: 'quiet', onclick: () => this.more()},
        t('gaps.more', {n: number(wanted.length - this.listed)}),
      );
    return make(
      'section',
      {class: 'card'},
      make('h2', {}, t('gaps.title', {n: number(gaps.length)})),
      this.chips(gaps),
      wanted.length ? make('ol', {class: 'gaps', id: 'gap-list'}, rows) : make('p', {}, t('gaps.none')),
      more,
    );
  }

  chips(gaps) {
    const count = (reason) => gaps.filter((gap) => gap.properties.reason === reason).length;
    const chip = (reason, label, n) =>
      make(
        'button',
        {
          type: 'button',
          class: `chip ${reason}`,
          'aria-pressed': String(this.reason === reason),
          onclick: () => this.filter(reason),
        },
        `${label} ${number(n)}`,
      );
    const present = reasons.filter((reason) => count(reason) > 0);
    return make(
      'div',
      {class: 'chips', role: 'group', 'aria-label': t('gaps.reasons')},
      chip('', t('gaps.all'), gaps.length),
      present.map((reason) => chip(reason, name('reason', reason), count(reason))),
    );
  }

  filter(reason) {
    this.reason = reason;
    this.listed = PAGE;
    this.render();
  }

  more() {
    this.listed += PAGE;
    this.render();
  }

  gapRow(gap) {
    const {grid, reason} = gap.properties;
    return make(
      'li',
      {class: `gap ${reason}`},
      make(
        'button',
        {type: 'button', class: 'pick', onclick: () => this.go(boxOf(gap.geometry))},
        make('b', {class: 'people'}, sizeOf(gap.properties)),
        make(
          'span',
          {class: 'what'},
          make('span', {class: `reason ${reason}`}, name('reason', reason)),
          grid && make('span', {class: 'code'}, grid),
          make('span', {class: 'soft'}, gapSummary(gap.properties)),
        ),
      ),
    );
  }
}

function sizeOf({population, households, area_m2: land}) {
  if (population > 0) return t('unit.people', {n: number(population)});
  return households > 0 ? t('unit.households', {n: number(households)}) : area(land);
}

/** One line: the nearest station, its walk, the straight line, the detour; what is unknown is left out. */
function gapSummary({nearest, walk_s: walk, straight_m: straight, detour}) {
  const parts = [];
  if (nearest && Number.isFinite(walk)) parts.push(t('gap.to_nearest', {station: nearest, time: walkTime(walk)}));
  if (Number.isFinite(straight) && straight >= 0) parts.push(t('station.straight', {distance: metres(straight)}));
  if (detour > 0) parts.push(t('station.detour', {n: number(detour, 2)}));
  return parts.join(' · ');
}

const amount = (value, weight) => (weight === 'residential_land' ? number(value / 1e4, 1) : number(value));

/** A bar in three parts that differ in texture too: covered, not covered, not connected. */
function bar({covered, total, unconnected}) {
  const part = (kind, value) => {
    const element = make('i', {class: kind});
    element.style.width = `${total > 0 ? (100 * value) / total : 0}%`;
    return element;
  };
  return make(
    'span',
    {class: 'bar', 'aria-hidden': 'true'},
    part('covered', covered),
    part('uncovered', Math.max(0, total - covered - unconnected)),
    part('unconnected', unconnected),
  );
}

function totalCard(coverage) {
  const {total, weight, profile, limit, function: wanted, data_date: date, unit} = coverage;
  const unitName = t(`amount.${weight}`);
  const limitText = t(unit === 'm' ? 'unit.m' : 'unit.min', {n: number(limit)});
  const facts = [
    [t('coverage.covered'), total.covered],
    [t('coverage.uncovered'), total.total - total.covered - total.unconnected],
    [t('coverage.unconnected'), total.unconnected],
    [t('coverage.total'), total.total],
  ];
  return make(
    'section',
    {class: 'card total'},
    make('h2', {}, t('coverage.title', {weight: name('weight', weight), limit: limitText})),
    make('p', {class: 'big', id: 'coverage-share'}, percent(total.share)),
    bar(total),
    make(
      'dl',
      {class: 'sum'},
      facts.flatMap(([term, value], i) => [
        make('dt', {class: ['covered', 'uncovered', 'unconnected', 'all'][i]}, term),
        make('dd', {}, `${amount(value, weight)} ${unitName}`),
      ]),
    ),
    make(
      'p',
      {class: 'soft'},
      t('coverage.basis', {
        profile: name('profile', profile),
        function: wanted ? name('function', wanted) : t('filter.any_function'),
        date: date || '–',
      }),
    ),
  );
}
