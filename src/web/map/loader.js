// SPDX-License-Identifier: Apache-2.0
// Brings the collections into the view, as much as it needs and no more. A collection of a few thousand items is loaded
// once and whole. A larger one is loaded by cells: one small question tells how many items the view holds, and a view with
// more than the budget is not loaded: the person is told to zoom in. A cell with more items than one answer may hold is
// asked for in quarters. Answers are kept for the cells visited last, and a cell is also served by a larger one that was
// kept.

import {get} from '../api.js';
import {boxText, cellsOf, lineage, quarters} from './cells.js';
import {normalise} from './features.js';

// from: the zoom at which it is first shown; cell: the zoom of its smallest cells; budget: the most items a view may
// hold.
export const collections = {
  grids: {from: 0, cell: 11, budget: 9000},
  stations: {from: 0, cell: 10, budget: 9000},
  gaps: {from: 9, cell: 12, budget: 9000},
  land: {from: 10.5, cell: 13, budget: 12000},
  barriers: {from: 11.5, cell: 13, budget: 15000},
  streets: {from: 11, cell: 14, budget: 40000},
};
const PAGE = 10000; // the most items that the service gives in one answer
const SMALL = 5000; // a collection of so many items is loaded whole; also how many a cell should hold
const SPLITS = 3; // how often a crowded cell is quartered
const KEPT_CELLS = 160;
const AT_ONCE = 4;
const [WORLD] = cellsOf({west: 0, south: 0, east: 0, north: 0}, 0);

/** Runs the tasks, a few at a time; stops at the first that fails. */
async function inTurn(tasks) {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({length: AT_ONCE}, worker));
}

export class Loader {
  /**
   * `show(name, features)` receives what the view holds; `tell(name, state)`: loading, shown, partial, crowded, far,
   * failed. `filters(name)` returns further parameters of a collection.
   */
  constructor({show, tell, filters}) {
    this.filters = filters;
    this.show = show;
    this.tell = tell;
    this.kept = new Map();
    this.totals = new Map();
    this.shown = new Map();
    this.running = new Map();
  }

  /** Loads what a view {box, zoom} needs. */
  view(view, names = Object.keys(collections)) {
    return Promise.all(names.map((name) => this.load(name, view)));
  }

  /** Forgets everything, for data that have changed. */
  forget(names = Object.keys(collections)) {
    for (const key of [...this.kept.keys()]) if (names.includes(key.split(':')[0])) this.kept.delete(key);
    for (const name of names) {
      this.shown.delete(name);
      this.totals.delete(name);
    }
  }

  async load(name, {box, zoom}) {
    this.running.get(name)?.abort();
    if (zoom < collections[name].from) return this.leave(name, 'far');
    const mine = new AbortController();
    this.running.set(name, mine);
    try {
      const cells = await this.bring(name, box, zoom, mine.signal);
      return cells ? this.present(name, cells) : this.leave(name, 'crowded');
    } catch (error) {
      if (error.name !== 'AbortError') this.tell(name, 'failed', error);
      return undefined;
    }
  }

  /** Sees to it that the cells of a view are kept, and returns them; null when the view holds too much. */
  async bring(name, box, zoom, signal) {
    const {cell: finest, budget} = collections[name];
    let cells = cellsOf(box, Math.min(Math.floor(zoom), finest));
    if (this.missing(name, cells).length === 0) return cells;
    this.tell(name, 'loading');
    if ((await this.total(name, signal)) <= SMALL) {
      await this.fetchCell(name, WORLD, signal);
      return cells;
    }
    const matched = await this.count(name, box, signal);
    if (matched > budget) return null;
    for (let at = Math.floor(zoom) + 1; at <= finest && matched / cells.length > SMALL; at += 1)
      cells = cellsOf(box, at);
    await inTurn(this.missing(name, cells).map((cell) => () => this.fetchCell(name, cell, signal)));
    return cells;
  }

  missing(name, cells) {
    return cells.filter((cell) => !this.keyOf(name, cell));
  }

  async count(name, box, signal) {
    const {numberMatched} = await this.get(name, box, 1, signal);
    return numberMatched ?? 0;
  }

  async total(name, signal) {
    if (!this.totals.has(name)) this.totals.set(name, await this.count(name, WORLD.box, signal));
    return this.totals.get(name);
  }

  async fetchCell(name, cell, signal) {
    const {features, whole} = await this.ask(name, cell, SPLITS, signal);
    this.kept.set(`${name}:${cell.key}`, {whole, features: features.map((f) => normalise(name, f)).filter(Boolean)});
  }

  async ask(name, cell, splits, signal) {
    const {features, numberMatched} = await this.get(name, cell.box, PAGE, signal);
    const whole = (numberMatched ?? 0) <= features.length;
    if (whole || splits === 0) return {features, whole};
    const parts = [];
    for (const part of quarters(cell)) parts.push(await this.ask(name, part, splits - 1, signal));
    return {features: parts.flatMap((part) => part.features), whole: parts.every((part) => part.whole)};
  }

  get(name, box, limit, signal) {
    return get(`/collections/${name}/items`, {bbox: boxText(box), limit, ...this.filters(name)}, signal);
  }

  /** The key of what was kept for this cell, be it the cell itself or a larger one. */
  keyOf(name, cell) {
    return lineage(cell)
      .map((key) => `${name}:${key}`)
      .find((key) => this.kept.has(key));
  }

  present(name, cells) {
    const keys = [...new Set(cells.map((cell) => this.keyOf(name, cell)))];
    const kept = keys.map((key) => this.touch(key));
    this.tell(name, kept.every((cell) => cell.whole) ? 'shown' : 'partial');
    const signature = keys.join(' ');
    if (this.shown.get(name) === signature) return;
    this.shown.set(name, signature);
    const byId = new Map(kept.flatMap((cell) => cell.features.map((feature) => [feature.id, feature])));
    this.show(name, [...byId.values()]);
    this.trim();
  }

  /** Marks what was kept as used last. */
  touch(key) {
    const cell = this.kept.get(key);
    this.kept.delete(key);
    this.kept.set(key, cell);
    return cell;
  }

  trim() {
    for (const key of this.kept.keys()) {
      if (this.kept.size <= KEPT_CELLS) return;
      this.kept.delete(key);
    }
  }

  leave(name, state) {
    this.tell(name, state);
    if (this.shown.get(name) === '') return;
    this.shown.set(name, '');
    this.show(name, []);
  }
}
