// SPDX-License-Identifier: Apache-2.0
// The legend is the layer switch: every row shows how a thing is drawn, says its name, and turns it on or off.

import {byId, fill, make} from '../dom.js';
import {name, t} from '../strings.js';
import {imageCanvas, pictures} from './icons.js';
import {barrier, circle, coverage, grid, land, reasons, street} from './palette.js';
import {current, set} from './state.js';

const line = (color, style = 'solid', width = 2) => {
  const element = make('i', {class: 'line'});
  element.style.borderTop = `${width}px ${style} ${color}`;
  return element;
};
const box = (color, edge = color) => {
  const element = make('i', {class: 'box'});
  element.style.background = color;
  element.style.borderColor = edge;
  return element;
};
const picture = (image) => () => imageCanvas(pictures[image]);

function special() {
  const element = make('i', {class: 'box'}, imageCanvas(pictures.special));
  element.style.borderColor = grid.special;
  return element;
}

function ramp() {
  const element = make('i', {class: 'box ramp'});
  const stops = coverage.map(([at, color]) => `${color} ${at * 100}%`);
  element.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
  return element;
}

// Groups of rows: [switch, how it is drawn, words].
const groups = [
  [
    'legend.grids',
    [
      ['grids', () => line(grid.line), 'legend.grid'],
      ['areas', () => line(grid.area, 'dashed', 3), 'legend.area'],
      ['special', special, 'legend.special'],
      ['roles', () => line(grid.role, 'dashed'), 'legend.roles'],
      ['coverage', ramp, 'legend.coverage'],
    ],
  ],
  [
    'legend.stations',
    [
      ['station-centre', picture('station-centre'), 'tier.centre'],
      ['station-station', picture('station-station'), 'tier.station'],
      ['station-point', picture('station-point'), 'tier.point'],
      ['circle', () => box(`${circle.fill}55`, circle.line), 'legend.circle'],
    ],
  ],
  ['legend.gaps', [['gaps', null, 'legend.gaps_switch']]],
  [
    'legend.ground',
    [
      ['streets', () => line(street.casing, 'solid', 4), 'legend.streets'],
      ['land', () => box(land.park, '#8db07f'), 'legend.land'],
      ['water', () => box(land.water, barrier.water), 'legend.water'],
      ['barriers', () => line(barrier.wall), 'legend.barriers'],
    ],
  ],
];

/** Shows or hides the layers of every switch. */
export function applySwitches(map) {
  const {hidden} = current();
  for (const {id, metadata} of map.getStyle().layers) {
    if (metadata?.switch) map.setLayoutProperty(id, 'visibility', hidden.has(metadata.switch) ? 'none' : 'visible');
  }
}

function toggle(map, key, on) {
  const hidden = new Set(current().hidden);
  if (on) hidden.delete(key);
  else hidden.add(key);
  set({hidden});
  applySwitches(map);
}

function row(map, [key, drawn, words], notes) {
  const note = notes[key];
  return make(
    'label',
    {class: 'switch'},
    make('input', {
      type: 'checkbox',
      checked: !current().hidden.has(key),
      onchange: ({target}) => toggle(map, key, target.checked),
    }),
    make('span', {class: 'swatch'}, drawn && drawn()),
    make('span', {}, t(words), note && make('small', {}, t(`note.${note}`))),
  );
}

const reasonRow = (reason) =>
  make('li', {}, make('span', {class: 'swatch'}, imageCanvas(pictures[`mark-${reason}`])), name('reason', reason));

/** `notes`: why a layer is not shown, by switch: far, crowded, partial, failed. */
export function renderLegend(map, notes) {
  const parts = groups.map(([title, rows]) =>
    make(
      'fieldset',
      {},
      make('legend', {}, t(title)),
      rows.map((each) => row(map, each, notes)),
      title === 'legend.gaps' && make('ul', {class: 'reasons'}, reasons.map(reasonRow)),
    ),
  );
  fill(byId('legend-body'), parts, make('p', {class: 'soft'}, t('legend.closed')));
}
