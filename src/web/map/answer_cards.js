// SPDX-License-Identifier: Apache-2.0
// What the panel says about a place, as cards. Each function turns a piece of an answer into an element and draws
// nothing else; DESIGN's section 13 names the fields.

import {make} from '../dom.js';
import {area, lonLat, metres, number, walkTime} from '../format.js';
import {name, t} from '../strings.js';

const card = (title, ...children) => make('section', {class: 'card'}, title && make('h2', {}, title), ...children);
const warning = (text) =>
  make('p', {class: 'warning'}, make('span', {class: 'sign', 'aria-hidden': 'true'}, '!'), text);
const fact = (term, value) => [make('dt', {}, term), make('dd', {}, value)];

export function hintCard() {
  return make(
    'section',
    {class: 'card hint'},
    make('h2', {}, t('hint.title')),
    make('p', {}, t('hint.click')),
    make('p', {class: 'soft'}, t('hint.keys')),
  );
}

export function loadingCard() {
  return make(
    'section',
    {class: 'card loading', 'aria-busy': 'true'},
    make('span', {class: 'sr'}, t('state.loading')),
    make('i'),
    make('i'),
    make('i'),
  );
}

/** A refusal of the service, in its own words where it gave any. */
export function errorCard(problem) {
  const title = t(problem.status === 0 ? 'error.unreachable' : 'error.title');
  const asked = problem.parameter && t('error.parameter', {name: problem.parameter, value: problem.value ?? ''});
  return make(
    'section',
    {class: 'card error', role: 'alert'},
    make('h2', {}, title),
    problem.status !== 0 && problem.detail && make('p', {}, problem.detail),
    asked && make('p', {class: 'soft'}, asked),
  );
}

/** The owner's own layer, and the base layer with the longest way up. */
function ownerships({grid, layers}) {
  const all = Object.entries(layers ?? {}).map(([code, layer]) => ({layer: code, ...layer}));
  const bases = all.filter((layer) => layer.kind === 'base');
  const depth = (layer) => (layer.code ? 100 : 0) + (layer.chain?.length ?? 0);
  const base = bases.reduce((best, layer) => (!best || depth(layer) > depth(best) ? layer : best), null);
  const own = all.find((layer) => layer.layer === grid?.layer) ?? base;
  return {own, base, roles: all.filter((layer) => layer.kind === 'role' && layer.code)};
}

function chain(links) {
  if (!links?.length) return null;
  const steps = [...links]
    .reverse()
    .map((link) =>
      make(
        'li',
        {},
        make('span', {class: 'level'}, name('level', link.level)),
        make('span', {}, link.name || link.code),
      ),
    );
  return make('ol', {class: 'chain', 'aria-label': t('grid.chain')}, steps);
}

/** `beyond` names what lies across the border where the layer itself has no neighbour. */
function borderWarnings(layer, beyond) {
  if (!layer) return [];
  const notes = [];
  if (layer.ambiguous) {
    const others = (layer.neighbours ?? []).join(', ') || beyond || t('grid.outside');
    notes.push(warning(t('grid.ambiguous', {distance: metres(layer.boundary_distance_m), others})));
  }
  if (layer.overlap?.length > 1) notes.push(warning(t('grid.overlap', {codes: layer.overlap.join(', ')})));
  if (layer.hole) notes.push(warning(t('grid.hole')));
  return notes;
}

function members(list) {
  if (!list?.length) return null;
  const rows = list.map((member) =>
    make(
      'li',
      {},
      make('span', {class: 'soft'}, name('role', member.role)),
      make('b', {}, member.name),
      member.phone && make('a', {href: `tel:${member.phone}`}, member.phone),
    ),
  );
  return make('ul', {class: 'members'}, rows);
}

export function gridCard(location) {
  const {grid} = location;
  const {own, base, roles} = ownerships(location);
  const special = grid?.kind === 'special';
  if (!grid) return card(t('grid.title'), make('p', {}, t('grid.none')), ...borderWarnings(base));
  return make(
    'section',
    {class: 'card grid-card'},
    make('h2', {}, t('grid.title')),
    special && make('p', {class: 'badge special'}, t('grid.special')),
    make('p', {class: 'headline', id: 'grid-name'}, grid.name || grid.code),
    make('p', {class: 'code', id: 'grid-code'}, grid.code),
    special &&
      base?.code &&
      make('p', {class: 'soft'}, t('grid.base', {name: base.name || base.code, code: base.code})),
    chain(own?.chain?.length > 1 ? own.chain : base?.chain),
    ...borderWarnings(own, special && base?.code),
    own !== base && borderWarnings(base),
    Number.isFinite(own?.boundary_distance_m) &&
      !own.ambiguous &&
      make('p', {class: 'soft'}, t('grid.boundary', {distance: metres(own.boundary_distance_m)})),
    roles.length > 0 &&
      make(
        'dl',
        {},
        roles.flatMap((role) => fact(name('net', role.layer), role.name || role.code)),
      ),
    members(location.members),
  );
}

function openBadge(open) {
  if (open === true) return make('span', {class: 'badge open'}, t('open.yes'));
  if (open === false) return make('span', {class: 'badge shut'}, t('open.no'));
  return make('span', {class: 'badge unknown'}, t('open.unknown'));
}

function stationRow(station, index, {chosen, choose, circle}) {
  const label = station.name || station.code;
  const how = [t('station.straight', {distance: metres(station.straight_m)})];
  if (station.detour > 0) how.push(t('station.detour', {n: number(station.detour, 2)}));
  const functions = (station.functions ?? []).map((code) => name('function', code)).join(' · ');
  return make(
    'li',
    {class: index === chosen ? 'station chosen' : 'station'},
    make(
      'button',
      {type: 'button', class: 'pick', 'aria-pressed': String(index === chosen), onclick: () => choose(index)},
      make('span', {class: 'minutes'}, walkTime(station.walk_s), make('small', {}, metres(station.walk_m))),
      make(
        'span',
        {class: 'what'},
        make('b', {class: 'station-name'}, label),
        openBadge(station.open),
        make('span', {class: 'soft'}, how.join(' · ')),
        functions && make('span', {class: 'soft'}, functions),
      ),
    ),
    make(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': t('station.circle_of', {name: label}),
        onclick: () => circle(station),
      },
      t('station.circle'),
    ),
  );
}

export function stationsCard(nearest, handlers) {
  const {diagnostics = {}, stations = []} = nearest;
  const notes = [];
  if (diagnostics.unconnected) notes.push(warning(t('nearest.unconnected')));
  else if (!stations.length) notes.push(make('p', {}, t('nearest.none')));
  if (diagnostics.suspected_gap) notes.push(warning(t('nearest.suspected')));
  if (diagnostics.snap_m > 0)
    notes.push(make('p', {class: 'soft'}, t('nearest.snap', {distance: metres(diagnostics.snap_m)})));
  return card(
    t('nearest.title', {profile: name('profile', nearest.profile)}),
    stations.length > 0 &&
      make(
        'ol',
        {class: 'stations'},
        stations.map((station, i) => stationRow(station, i, handlers)),
      ),
    ...notes,
  );
}

export function placeCard(place, {circle, clear}) {
  return make(
    'section',
    {class: 'card place'},
    make(
      'p',
      {class: 'soft'},
      t('place.position'),
      ' ',
      make('span', {class: 'code'}, lonLat(place)),
      ' (WGS 84 ≈ CGCS2000)',
    ),
    make(
      'div',
      {class: 'actions'},
      make('button', {type: 'button', onclick: circle}, t('place.circle')),
      make('button', {type: 'button', class: 'quiet', onclick: clear}, t('place.clear')),
    ),
  );
}

/** How an address was understood; two candidates are a choice. */
export function addressCard(address, choose) {
  const list = address.candidates ?? [];
  const found = address.standard && make('p', {class: 'headline small'}, address.standard);
  const method = make(
    'p',
    {class: 'soft'},
    t('address.method', {
      method: name('method', address.method),
      confidence: number((address.confidence ?? 0) * 100),
    }),
  );
  if (found) return card(t('address.title'), found, method);
  if (!list.length) return card(t('address.title'), warning(t('address.none', {text: address.text ?? ''})));
  const rows = list.map((candidate) =>
    make(
      'li',
      {},
      make(
        'button',
        {type: 'button', class: 'pick', onclick: () => choose(candidate)},
        make('b', {}, candidate.text),
        make('span', {class: 'code'}, candidate.grid ?? ''),
      ),
    ),
  );
  return card(t('address.choose', {n: list.length}), make('ul', {class: 'choices'}, rows));
}

function gapFacts(gap) {
  const facts = [];
  if (gap.population > 0) facts.push(fact(t('gap.people'), number(gap.population)));
  if (gap.households > 0) facts.push(fact(t('gap.households'), number(gap.households)));
  if (gap.area_m2 > 0) facts.push(fact(t('gap.area'), area(gap.area_m2)));
  if (gap.nearest) {
    const walk = Number.isFinite(gap.walk_s) ? ` · ${walkTime(gap.walk_s)}` : '';
    facts.push(fact(t('gap.nearest'), name('station', gap.nearest) + walk));
  }
  if (Number.isFinite(gap.straight_m) && gap.straight_m >= 0)
    facts.push(fact(t('gap.straight'), metres(gap.straight_m)));
  if (gap.detour > 0) facts.push(fact(t('gap.detour'), `× ${number(gap.detour, 2)}`));
  return make('dl', {}, facts.flat());
}

export function gapCard(gap) {
  return make(
    'section',
    {class: `card gap ${gap.reason}`},
    make('h2', {}, t('gap.title')),
    make('p', {class: 'headline small'}, name('reason', gap.reason)),
    make('p', {class: 'soft'}, t(`why.${gap.reason}`)),
    gapFacts(gap),
  );
}

export function stationCard(station, clear) {
  const facts = [
    [t('station.tier'), name('tier', station.tier)],
    [t('station.address'), station.address],
    [t('station.phone'), station.phone],
    [t('station.hours'), station.opening_hours],
    [t('station.status'), station.status && name('status', station.status)],
    [
      t('station.functions'),
      listOf(station.functions)
        .map((code) => name('function', code))
        .join(' · '),
    ],
  ];
  return make(
    'section',
    {class: 'card'},
    make('h2', {}, t('station.title')),
    make('p', {class: 'headline small'}, station.name || station.code),
    make('p', {class: 'code'}, station.code),
    make(
      'dl',
      {},
      facts.filter(([, value]) => value).flatMap(([term, value]) => fact(term, value)),
    ),
    make(
      'div',
      {class: 'actions'},
      make('button', {type: 'button', class: 'quiet', onclick: clear}, t('station.hide_circle')),
    ),
  );
}

/** Functions arrive as an array, or, from a drawn feature, as its JSON. */
function listOf(value) {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value) return [];
  return value.startsWith('[') ? JSON.parse(value) : value.split(/[,;]/);
}
