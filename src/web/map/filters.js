// SPDX-License-Identifier: Apache-2.0
// The three choices that every answer depends on: how one walks, which service, which tier of station.

import {byId, fill, make} from '../dom.js';
import {name, t} from '../strings.js';
import {listOf} from './answer_cards.js';
import {current, set} from './state.js';

const PROFILES = ['adult', 'elder', 'gb50180', 'sdg1121'];
const TIERS = ['centre', 'station', 'point'];
const functions = new Set();

/** Learns which services there are from the stations seen so far. */
export function noteFunctions(stations) {
  const before = functions.size;
  for (const {properties} of stations) listOf(properties.functions).forEach((code) => functions.add(code));
  if (functions.size !== before) renderFilters();
}

function options(select, codes, group, anyKey) {
  const chosen = current()[select];
  const known = chosen && !codes.includes(chosen) ? [...codes, chosen] : codes;
  const any = anyKey ? [make('option', {value: ''}, t(anyKey))] : [];
  fill(
    byId(select),
    any,
    known.map((value) => make('option', {value}, name(group, value))),
  );
  byId(select).value = chosen;
}

export function renderFilters() {
  options('profile', PROFILES, 'profile');
  options(
    'function',
    [...functions].sort((a, b) => name('function', a).localeCompare(name('function', b))),
    'function',
    'filter.any_function',
  );
  options('tier', TIERS, 'tier', 'filter.any_tier');
}

export function startFilters() {
  for (const key of ['profile', 'function', 'tier'])
    byId(key).addEventListener('change', ({target}) => set({[key]: target.value}));
  renderFilters();
}
