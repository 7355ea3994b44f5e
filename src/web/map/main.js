// SPDX-License-Identifier: Apache-2.0
// The planner's map: puts the parts together. The map shows what the Loader brings; a click goes to Answer, a station
// to Circles, the second tab is Coverage.

import {onDataChange} from '../api.js';
import {byId, debounce} from '../dom.js';
import {language, learnNames, preferredLanguage, setLanguage, t} from '../strings.js';
import {Answer} from './answer.js';
import {draw, flyTo, noMap, onPick, openMap, pinOn, reveal, translateControls, viewOf} from './canvas.js';
import {Circles} from './circles.js';
import {readCity} from './city.js';
import {Coverage} from './coverage.js';
import {boxOf} from './features.js';
import {renderFilters, startFilters} from './filters.js';
import {Grids} from './grids.js';
import {applySwitches, renderLegend} from './legend.js';
import {Loader} from './loader.js';
import {renderMasthead} from './masthead.js';
import {layerNotes, noteLayer, notice, problemText, renderStatus, say} from './messages.js';
import {lowerSheet, raiseSheet, startSheet} from './sheet.js';
import {current, readAddress, set, watch} from './state.js';
import {showTab, startTabs} from './tabs.js';

const SETTLED_MS = 180; // a view that stands still for so long is loaded

class Page {
  constructor(map, city) {
    Object.assign(this, {map, city});
    const go = (box) => this.go(box);
    this.grids = new Grids(map);
    this.loader = new Loader({
      show: (name, features) => this.show(name, features),
      tell: (...state) => this.tell(...state),
      filters: (name) => (name === 'gaps' ? {profile: current().profile} : {}),
    });
    this.circles = new Circles({map, fail: (problem) => notice(problemText(problem)), look: go});
    this.answer = new Answer({
      map,
      pin: pinOn(map),
      findGrid: (...key) => this.grids.find(...key),
      circles: this.circles,
      go: ({lon, lat}) => go({west: lon, south: lat, east: lon, north: lat}),
    });
    this.coverage = new Coverage({
      share: (figures) => this.share(figures),
      showGaps: (gaps) => this.showRun(gaps),
      go,
      showArea: (code) => this.showArea(code),
    });
  }

  /** Draws what the view holds of a collection. */
  show(name, features) {
    if (name === 'grids') {
      this.grids.show(features);
      this.answer.paint();
    } else if (name !== 'gaps' || !this.run) {
      draw(this.map, name, features);
    }
    // Gaps name their nearest station by its code alone.
    if (name === 'stations')
      learnNames(
        'station',
        features.map((feature) => feature.properties),
      );
  }

  tell(layer, state, problem) {
    noteLayer(layer, state, problem);
    renderLegend(this.map, layerNotes());
  }

  /** Colours areas by their share, and turns that layer on. */
  share(figures) {
    this.grids.share(figures);
    const hidden = new Set(current().hidden);
    hidden.delete('coverage');
    set({hidden});
    applySwitches(this.map);
    renderLegend(this.map, layerNotes());
  }

  /** Brings a box into the view. */
  go(box) {
    lowerSheet();
    flyTo(this.map, box);
  }

  /** Outlines an area that coverage was counted by, and goes there. */
  showArea(code) {
    const area = this.grids.ofLevel(code);
    if (!area) return notice(t('coverage.missing'));
    draw(this.map, 'chosen', [area]);
    return this.go(boxOf(area.geometry));
  }

  /** Draws the gaps of the run on show in place of the stored ones. */
  showRun(gaps) {
    this.run = gaps;
    draw(this.map, 'gaps', gaps);
  }

  /** Back to the stored gaps of the profile chosen, until coverage is counted again. */
  showStoredGaps() {
    this.run = null;
    this.loader.forget(['gaps']);
    this.loader.load('gaps', viewOf(this.map));
  }

  load() {
    return this.loader.view(viewOf(this.map));
  }

  async pick(place, {station, gap}) {
    showTab('answer');
    raiseSheet();
    if (station) return this.pickStation(station);
    reveal(this.map, place);
    await this.answer.ask(place, {gap});
    return raiseSheet();
  }

  pickStation(station) {
    this.answer.ask(null, {station});
    return this.circles.ofStation(station);
  }

  refresh() {
    this.loader.forget();
    this.load();
    this.coverage.again();
    say(t('state.changed'));
  }

  translate(lang) {
    setLanguage(lang);
    translateControls();
    renderMasthead(this.city);
    renderFilters();
    renderLegend(this.map, layerNotes());
    renderStatus();
    this.answer.render();
    this.coverage.render();
    this.circles.paint();
    this.grids.paint();
  }

  listen() {
    this.map.on(
      'moveend',
      debounce(() => this.load(), SETTLED_MS),
    );
    onPick(this.map, (...picked) => this.pick(...picked));
    onDataChange(() => this.refresh());
    watch(['profile', 'function', 'weight', 'limit'], () => this.showStoredGaps());
    byId('language').addEventListener('click', () => this.translate(language() === 'zh' ? 'en' : 'zh'));
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      const text = byId('address').value.trim();
      showTab('answer');
      raiseSheet();
      if (text) this.answer.search(text);
    });
    byId('notice').lastElementChild.addEventListener('click', () => notice(''));
    document.addEventListener('keydown', ({key}) => key === 'Escape' && this.answer.clear());
  }

  async start() {
    applySwitches(this.map);
    this.translate(language());
    this.listen();
    const {place} = current();
    if (place) {
      raiseSheet();
      this.answer.ask(place);
    }
    await this.load();
    if (this.grids.isEmpty() && this.city.isEmpty) notice(t('empty.city'));
  }
}

/** The map on the city's box, or one that draws nothing where the browser cannot. */
async function tryMap(box) {
  try {
    return await openMap(box);
  } catch (error) {
    console.warn('the map cannot be drawn', error);
    notice(t('error.webgl'));
    return noMap(box);
  }
}

async function start() {
  setLanguage(preferredLanguage());
  readAddress();
  startSheet();
  startTabs((tab) => set({tab}));
  const city = await readCity().catch((problem) => {
    notice(problemText(problem));
    return {box: undefined};
  });
  learnNames('function', city.functions ?? []);
  learnNames('net', city.layers ?? []);
  startFilters((city.functions ?? []).map(({code}) => code));
  if (matchMedia('(max-width: 760px)').matches) byId('legend').open = false;
  const map = await tryMap(city.box);
  const page = new Page(map, city);
  await page.start();
  document.body.dataset.ready = 'true';
}

start();
