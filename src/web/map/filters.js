// SPDX-License-Identifier: Apache-2.0
// The three choices that every answer depends on: how one walks, which service, which tier of station.

import {byId, fill, make} from '../dom.js';
import {name, t} from '../strings.js';
import {profiles} from './profiles.js';
import {current, set} from './state.js';

const TIERS = ['centre', 'station', 'point'];
let services = [];

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
  options('profile', Object.keys(profiles), 'profile');
  options(
    'function',
    [...services].sort((a, b) => name('function', a).localeCompare(name('function', b))),
    'function',
    'filter.any_function',
  );
  options('tier', TIERS, 'tier', 'filter.any_tier');
}

/** `functions`: the codes of the services there are. */
export function startFilters(functions) {
  services = functions;
  for (const key of ['profile', 'function', 'tier'])
    byId(key).addEventListener('change', ({target}) => set({[key]: target.value}));
  renderFilters();
}
