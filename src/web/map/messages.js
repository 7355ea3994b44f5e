// SPDX-License-Identifier: Apache-2.0
// What the page says outside the panel: a quiet line about loading, and a notice about what failed.

import {byId} from '../dom.js';
import {name, t} from '../strings.js';

const CHANGED_MS = 4000;
const states = {}; // of every collection: {state, problem}
let passing = '';

export function problemText(problem) {
  return problem.status === 0 ? t('error.unreachable') : problem.message;
}

export function notice(text) {
  const box = byId('notice');
  box.firstElementChild.textContent = text;
  box.hidden = !text;
}

/** Says something for a few seconds. */
export function say(text) {
  passing = text;
  renderStatus();
  setTimeout(() => {
    passing = '';
    renderStatus();
  }, CHANGED_MS);
}

export function noteLayer(layer, state, problem) {
  states[layer] = state;
  if (state === 'failed') notice(t('error.layer', {layer: name('layer', layer), detail: problemText(problem)}));
  renderStatus();
}

/** Why layers are not shown, by switch of the legend. */
export function layerNotes() {
  const shownAs = {land: ['land', 'water'], grids: ['grids', 'areas', 'special'], stations: ['station-point']};
  const notes = {};
  for (const [layer, state] of Object.entries(states)) {
    if (!['far', 'crowded', 'partial', 'failed'].includes(state)) continue;
    for (const key of shownAs[layer] ?? [layer]) notes[key] = state;
  }
  return notes;
}

/** Writes the line anew, also when the language changed. */
export function renderStatus() {
  const list = (state) =>
    Object.keys(states)
      .filter((layer) => states[layer] === state)
      .map((layer) => name('layer', layer))
      .join(' · ');
  const line = ['loading', 'crowded', 'partial'].map((state) => [state, list(state)]).find(([, layers]) => layers);
  const keys = {loading: 'state.layers', crowded: 'state.crowded', partial: 'state.partial'};
  const text = passing || (line ? t(keys[line[0]], {layers: line[1]}) : '');
  byId('status').textContent = text;
  byId('status').hidden = !text;
}
