// SPDX-License-Identifier: Apache-2.0
// What the panel says about coverage, as cards: no figure without its numerator, denominator, profile and data date.

import {make} from '../dom.js';
import {area, metres, number, percent, walkTime} from '../format.js';
import {name, t} from '../strings.js';
import {boxOf} from './features.js';
import {reasons} from './palette.js';
import {limitText} from './profiles.js';

/** Land is told in hectares, all else by the head. */
const amount = (value, weight) => (weight === 'residential_land' ? number(value / 1e4, 1) : number(value));

/** A bar in three parts that differ in texture too: covered, not covered, not connected. */
function bar({covered, total, unconnected}) {
  const part = (kind, value) => {
    const element = make('i', {class: kind});
    element.style.width = `${total > 0 ? (100 * value) / total : 0}%`;
    return element;
  };
  const uncovered = Math.max(0, total - covered - unconnected);
  return make(
    'span',
    {class: 'bar', 'aria-hidden': 'true'},
    part('covered', covered),
    part('uncovered', uncovered),
    part('unconnected', unconnected),
  );
}

export function totalCard({total, weight, profile, limit, unit, function: wanted, data_date: date}) {
  const uncovered = total.total - total.covered - total.unconnected;
  const facts = {covered: total.covered, uncovered, unconnected: total.unconnected, total: total.total};
  const sum = Object.entries(facts).flatMap(([kind, value]) => [
    make('dt', {class: kind}, t(`coverage.${kind}`)),
    make('dd', {}, `${amount(value, weight)} ${t(`amount.${weight}`)}`),
  ]);
  const basis = t('coverage.basis', {
    profile: name('profile', profile),
    function: wanted ? name('function', wanted) : t('filter.any_function'),
    date: date || '–',
  });
  return make(
    'section',
    {class: 'card sum-card'},
    make('h2', {}, t('coverage.title', {weight: name('weight', weight), limit: limitText(limit, unit)})),
    make('p', {class: 'big', id: 'coverage-share'}, total.total > 0 ? percent(total.share) : '–'),
    bar(total),
    make('dl', {class: 'sum'}, sum),
    make('p', {class: 'soft'}, basis),
  );
}

const moreButton = (left, more) =>
  left > 0 && make('button', {type: 'button', class: 'quiet more', onclick: more}, t('list.more', {n: number(left)}));

const tableLink = (href) => make('a', {class: 'table-link', href, download: ''}, t('list.table'));

function areaLine(row, weight, show) {
  const button = make('button', {type: 'button', class: 'link', onclick: () => show(row.code)}, row.name || row.code);
  return make(
    'tr',
    {},
    make('th', {scope: 'row'}, row.code ? button : t('coverage.nowhere')),
    make('td', {class: 'bar-cell'}, bar(row)),
    make('td', {class: 'figure'}, percent(row.share)),
    make('td', {class: 'figure soft'}, `${amount(row.covered, weight)} / ${amount(row.total, weight)}`),
  );
}

/** Areas from the least covered on, the largest first among equals. */
export function areasCard({rows, weight}, {count, more, show, table}) {
  const sorted = rows.filter((row) => row.total > 0).sort((a, b) => a.share - b.share || b.total - a.total);
  const lines = sorted.slice(0, count).map((row) => areaLine(row, weight, show));
  return make(
    'section',
    {class: 'card'},
    make('h2', {}, t('coverage.areas')),
    make('table', {}, make('caption', {class: 'soft'}, t('coverage.areas_note')), make('tbody', {}, lines)),
    moreButton(sorted.length - lines.length, more),
    tableLink(table),
  );
}

function reasonChips(gaps, reason, choose) {
  const count = (wanted) => gaps.filter((gap) => gap.properties.reason === wanted).length;
  const chip = (value, label, n) =>
    make(
      'button',
      {type: 'button', class: 'chip', 'aria-pressed': String(reason === value), onclick: () => choose(value)},
      `${label} ${number(n)}`,
    );
  const present = reasons.filter((each) => count(each) > 0);
  return make(
    'div',
    {class: 'chips', role: 'group', 'aria-label': t('gaps.reasons')},
    chip('', t('gaps.all'), gaps.length),
    present.map((each) => chip(each, name('reason', each), count(each))),
  );
}

function sizeOf({population, households, area_m2: land}) {
  if (population > 0) return t('unit.people', {n: number(population)});
  return households > 0 ? t('unit.households', {n: number(households)}) : area(land);
}

/** One line: the nearest station, its walk, the straight line, the detour; what is unknown is left out. */
function gapSummary({nearest, walk_s: walk, straight_m: straight, detour}) {
  const parts = [];
  if (nearest && Number.isFinite(walk))
    parts.push(t('gap.to_nearest', {station: name('station', nearest), time: walkTime(walk)}));
  if (Number.isFinite(straight) && straight >= 0) parts.push(t('station.straight', {distance: metres(straight)}));
  if (detour > 0) parts.push(t('station.detour', {n: number(detour, 2)}));
  return parts.join(' · ');
}

function gapRow({properties, geometry}, go) {
  const {grid, reason} = properties;
  const what = make(
    'span',
    {class: 'what'},
    make('span', {class: `reason ${reason}`}, name('reason', reason)),
    grid && make('span', {class: 'code'}, grid),
    make('span', {class: 'soft'}, gapSummary(properties)),
  );
  const people = make('b', {class: 'people'}, sizeOf(properties));
  return make(
    'li',
    {class: 'gap'},
    make('button', {type: 'button', class: 'pick', onclick: () => go(boxOf(geometry))}, people, what),
  );
}

/** Gaps in the service's order: most people first. */
export function gapsCard(gaps, {count, more, reason, choose, go, table}) {
  const wanted = gaps.filter((gap) => !reason || gap.properties.reason === reason);
  const rows = wanted.slice(0, count).map((gap) => gapRow(gap, go));
  return make(
    'section',
    {class: 'card'},
    make('h2', {}, t('gaps.title', {n: number(gaps.length)})),
    reasonChips(gaps, reason, choose),
    wanted.length ? make('ol', {class: 'gaps', id: 'gap-list'}, rows) : make('p', {}, t('gaps.none')),
    moreButton(wanted.length - rows.length, more),
    tableLink(table),
  );
}
