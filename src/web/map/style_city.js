// SPDX-License-Identifier: Apache-2.0
// The city's own layers: the nets of grids, how well they are covered, gaps, circles, and the answer to a click.

import {circle, coverage, gap, grid, reasons, route, text} from './palette.js';
import {boldFonts, byZoom, fonts} from './style_words.js';

const ofKind = (kind, ...more) => ['all', ['==', ['get', 'kind'], kind], ...more];
const ofLevel = (...levels) => ['in', ['get', 'level'], ['literal', levels]];
const isArea = ofLevel('city', 'town', 'community');
const gapColor = (part) => [
  'match',
  ['get', 'reason'],
  ...reasons.flatMap((reason) => [reason, gap[reason][part]]),
  gap.too_far[part],
];

export const coverageLayers = [
  {
    id: 'coverage',
    type: 'fill',
    source: 'grids',
    metadata: {switch: 'coverage'},
    filter: ['has', 'share'],
    paint: {
      'fill-color': ['interpolate', ['linear'], ['get', 'share'], ...coverage.flat()],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.6, 15.5, 0.22],
    },
  },
];

export const gridLayers = [
  {
    id: 'grid-special',
    type: 'fill',
    source: 'grids',
    metadata: {switch: 'special'},
    filter: ofKind('special'),
    paint: {'fill-pattern': 'special'},
  },
  {
    id: 'grid-line',
    type: 'line',
    source: 'grids',
    minzoom: 9,
    metadata: {switch: 'grids'},
    filter: ofKind('base', ['!', isArea]),
    layout: {'line-join': 'round'},
    paint: {'line-color': grid.line, 'line-width': byZoom(9, 0.25, 12, 0.5, 14, 1.1, 17, 2.2), 'line-opacity': 0.85},
  },
  {
    id: 'grid-role',
    type: 'line',
    source: 'grids',
    metadata: {switch: 'roles'},
    filter: ofKind('role'),
    paint: {'line-color': grid.role, 'line-width': 1.6, 'line-dasharray': [2, 1.5]},
  },
  {
    id: 'grid-community',
    type: 'line',
    source: 'grids',
    metadata: {switch: 'areas'},
    filter: ofKind('base', ofLevel('community')),
    paint: {'line-color': grid.area, 'line-width': byZoom(10, 0.5, 14, 1.8, 17, 3), 'line-dasharray': [5, 2]},
  },
  {
    id: 'grid-town',
    type: 'line',
    source: 'grids',
    metadata: {switch: 'areas'},
    filter: ofKind('base', ofLevel('town', 'city')),
    paint: {'line-color': grid.area, 'line-width': byZoom(9, 1, 14, 3, 17, 4.5), 'line-dasharray': [6, 2, 1, 2]},
  },
  {
    id: 'grid-special-line',
    type: 'line',
    source: 'grids',
    metadata: {switch: 'special'},
    filter: ofKind('special'),
    paint: {'line-color': grid.special, 'line-width': byZoom(11, 1, 14, 2, 17, 3)},
  },
];

const label = (id, switched, filter, minzoom, maxzoom, field, size, color, font) => ({
  id,
  type: 'symbol',
  source: 'grid-labels',
  minzoom,
  maxzoom,
  metadata: {switch: switched},
  filter,
  layout: {
    'text-field': field,
    'text-font': font,
    'text-size': size,
    'text-max-width': 8,
    'text-padding': 4,
    'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
    'text-radial-offset': 0.9,
  },
  paint: {'text-color': color, 'text-halo-color': text.halo, 'text-halo-width': 1.6},
});
const nameAndShare = [
  'case',
  ['has', 'share_text'],
  ['concat', ['get', 'name'], '\n', ['get', 'share_text']],
  ['get', 'name'],
];
const nameAndCode = ['concat', nameAndShare, '\n', ['get', 'code']];

// Special grids take precedence on the ground, so their names are placed first.
export const gridLabels = [
  label(
    'label-grid',
    'grids',
    ofKind('base', ['!', isArea]),
    13.4,
    24,
    ['step', ['zoom'], nameAndShare, 15.2, nameAndCode],
    byZoom(13, 10.5, 17, 13),
    grid.label,
    fonts,
  ),
  label(
    'label-special',
    'special',
    ofKind('special'),
    13,
    24,
    ['get', 'name'],
    byZoom(13, 11, 17, 14),
    grid.special,
    boldFonts,
  ),
  label(
    'label-community',
    'areas',
    ofKind('base', ofLevel('community')),
    11.4,
    13.4,
    nameAndShare,
    12,
    grid.area,
    fonts,
  ),
  label(
    'label-town',
    'areas',
    ofKind('base', ofLevel('town')),
    8,
    12.6,
    nameAndShare,
    byZoom(8, 11, 12, 15),
    grid.area,
    boldFonts,
  ),
];

const isOfType = (...types) => ['in', ['geometry-type'], ['literal', types]];
const isPolygon = isOfType('Polygon', 'MultiPolygon');
const isPoint = isOfType('Point', 'MultiPoint');

export const gapLayers = [
  {
    id: 'gap-fill',
    type: 'fill',
    source: 'gaps',
    metadata: {switch: 'gaps'},
    filter: isPolygon,
    paint: {'fill-color': gapColor('fill'), 'fill-opacity': 0.28},
  },
  {
    id: 'gap-pattern',
    type: 'fill',
    source: 'gaps',
    metadata: {switch: 'gaps'},
    filter: isPolygon,
    paint: {'fill-pattern': ['concat', 'gap-', ['get', 'reason']], 'fill-opacity': 0.8},
  },
  {
    id: 'gap-line',
    type: 'line',
    source: 'gaps',
    metadata: {switch: 'gaps'},
    filter: isPolygon,
    paint: {'line-color': gapColor('ink'), 'line-width': byZoom(11, 0.4, 15, 1.2)},
  },
  {
    id: 'gap-mark',
    type: 'symbol',
    source: 'gaps',
    metadata: {switch: 'gaps'},
    filter: isPoint,
    layout: {
      'icon-image': ['concat', 'mark-', ['get', 'reason']],
      'icon-allow-overlap': true,
      'icon-size': byZoom(11, 0.75, 15, 1.1),
    },
  },
];

export const circleLayers = [
  {
    id: 'circle-fill',
    type: 'fill',
    source: 'circle',
    metadata: {switch: 'circle'},
    paint: {'fill-color': circle.fill, 'fill-opacity': 0.17},
  },
  {
    id: 'circle-line',
    type: 'line',
    source: 'circle',
    metadata: {switch: 'circle'},
    paint: {'line-color': circle.line, 'line-width': 1.6, 'line-opacity': 0.9},
  },
  {
    id: 'circle-label',
    type: 'symbol',
    source: 'circle-lines',
    metadata: {switch: 'circle'},
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'label'],
      'text-font': boldFonts,
      'text-size': 12,
      'text-keep-upright': true,
      'text-padding': 10,
    },
    paint: {'text-color': circle.line, 'text-halo-color': text.halo, 'text-halo-width': 2},
  },
];

export const answerLayers = [
  {
    id: 'chosen-fill',
    type: 'fill',
    source: 'chosen',
    paint: {'fill-color': grid.chosen, 'fill-opacity': 0.06},
  },
  {
    id: 'chosen-casing',
    type: 'line',
    source: 'chosen',
    layout: {'line-join': 'round'},
    paint: {'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.85},
  },
  {
    id: 'chosen-line',
    type: 'line',
    source: 'chosen',
    layout: {'line-join': 'round'},
    paint: {'line-color': grid.chosen, 'line-width': 2.6},
  },
  {
    id: 'route-casing',
    type: 'line',
    source: 'route',
    layout: {'line-cap': 'round', 'line-join': 'round'},
    paint: {'line-color': route.casing, 'line-width': byZoom(12, 5, 17, 11)},
  },
  {
    id: 'route',
    type: 'line',
    source: 'route',
    layout: {'line-cap': 'round', 'line-join': 'round'},
    paint: {'line-color': route.line, 'line-width': byZoom(12, 3, 17, 6)},
  },
  {
    id: 'route-legs',
    type: 'line',
    source: 'legs',
    layout: {'line-cap': 'round'},
    paint: {'line-color': route.line, 'line-width': 3, 'line-dasharray': [0.2, 2]},
  },
];
