// SPDX-License-Identifier: Apache-2.0
// What the person has chosen. One plain object; modules subscribe to the keys they show. What is worth sharing with a
// colleague stands in the address bar too.

const SHARED = ['profile', 'function', 'tier', 'place'];
const state = {
  place: null, // {lon, lat} that was asked about
  profile: 'adult',
  function: '',
  tier: '',
  station: null, // {code, name} whose circle is drawn
  tab: 'answer',
  hidden: new Set(['coverage', 'roles']), // layers switched off
  by: 'community',
  weight: 'population',
  limit: undefined, // of coverage; undefined: the profile's longest
};
const listeners = [];

export function current() {
  return state;
}

/** Calls fn(state) after any of these keys was set. */
export function watch(keys, fn) {
  listeners.push({keys, fn});
}

export function set(changes) {
  Object.assign(state, changes);
  writeAddress();
  const names = Object.keys(changes);
  for (const {keys, fn} of listeners) if (keys.some((key) => names.includes(key))) fn(state);
}

function writeAddress() {
  const url = new URL(location);
  for (const key of SHARED) {
    const value =
      key === 'place' && state.place ? `${state.place.lon.toFixed(6)},${state.place.lat.toFixed(6)}` : state[key];
    if (value && value !== 'adult') url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  history.replaceState(null, '', url);
}

/** Reads what the address bar shares; what is not valid is left at its default. */
export function readAddress() {
  const query = new URL(location).searchParams;
  for (const key of ['profile', 'function', 'tier']) if (query.has(key)) state[key] = query.get(key);
  const [lon, lat] = (query.get('place') ?? '').split(',').map(Number);
  if (query.has('place') && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) state.place = {lon, lat};
}
