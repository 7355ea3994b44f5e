// SPDX-License-Identifier: Apache-2.0
// The base map: land use, water, barriers and streets, drawn quietly so that the city's own data stand out.

import {barrier, land, street, superblock, text, waterEdge} from './palette.js';
import {byZoom, fonts} from './style_words.js';

const byClass = (table, fallback) => ['match', ['get', 'class'], ...Object.entries(table).flat(), fallback];

export const landLayers = [
  {
    id: 'land',
    type: 'fill',
    source: 'land',
    metadata: {switch: 'land'},
    filter: ['!=', ['get', 'class'], 'water'],
    paint: {'fill-color': byClass(land, land.other)},
  },
  {
    id: 'superblocks',
    type: 'line',
    source: 'land',
    metadata: {switch: 'land'},
    filter: ['==', ['get', 'class'], 'residential'],
    paint: {'line-color': superblock, 'line-width': byZoom(12, 0.3, 17, 1.2)},
  },
];

// Above the colours of coverage: water stays blue whatever is counted.
export const waterLayers = [
  {
    id: 'water',
    type: 'fill',
    source: 'land',
    metadata: {switch: 'water'},
    filter: ['==', ['get', 'class'], 'water'],
    paint: {'fill-color': land.water, 'fill-outline-color': waterEdge},
  },
];

export const barrierLayers = [
  {
    id: 'barrier-water',
    type: 'line',
    source: 'barriers',
    metadata: {switch: 'water'},
    filter: ['==', ['get', 'class'], 'water'],
    paint: {'line-color': barrier.water, 'line-width': byZoom(11, 0.5, 16, 1.6)},
  },
  {
    id: 'barrier-wall',
    type: 'line',
    source: 'barriers',
    minzoom: 13.5,
    metadata: {switch: 'barriers'},
    filter: ['==', ['get', 'class'], 'wall'],
    paint: {'line-color': barrier.wall, 'line-width': byZoom(13, 0.5, 17, 1.6)},
  },
  {
    id: 'barrier-railway',
    type: 'line',
    source: 'barriers',
    metadata: {switch: 'barriers'},
    filter: ['==', ['get', 'class'], 'railway'],
    paint: {'line-color': barrier.railway, 'line-width': byZoom(11, 0.8, 17, 2.4), 'line-dasharray': [4, 2]},
  },
];

const carRank = [
  'match',
  ['get', 'class'],
  ['motorway', 'trunk', 'motorway_link', 'trunk_link'],
  5,
  ['primary', 'primary_link'],
  4,
  ['secondary', 'secondary_link'],
  3.2,
  ['tertiary', 'tertiary_link'],
  2.6,
  ['residential', 'unclassified', 'living_street', 'road'],
  1.9,
  ['service', 'pedestrian'],
  1.3,
  0,
];
const isCar = ['>', carRank, 0];
const carWidth = (extra) =>
  byZoom(11, ['*', carRank, 0.16], 14, ['+', ['*', carRank, 0.75], extra / 2], 17, ['+', ['*', carRank, 3], extra]);

export const streetLayers = [
  {
    id: 'street-casing',
    type: 'line',
    source: 'streets',
    minzoom: 12,
    metadata: {switch: 'streets'},
    filter: isCar,
    layout: {'line-cap': 'round', 'line-join': 'round'},
    paint: {'line-color': street.casing, 'line-width': carWidth(1.8)},
  },
  {
    id: 'street',
    type: 'line',
    source: 'streets',
    metadata: {switch: 'streets'},
    filter: isCar,
    layout: {'line-cap': 'round', 'line-join': 'round'},
    paint: {
      // White without its casing would be lost on the ground, so far away streets are grey.
      'line-color': ['interpolate', ['linear'], ['zoom'], 12.2, street.far, 13.2, street.fill],
      'line-width': carWidth(0),
    },
  },
  {
    id: 'street-foot',
    type: 'line',
    source: 'streets',
    minzoom: 13.5,
    metadata: {switch: 'streets'},
    filter: ['all', ['!', isCar], ['!=', ['get', 'class'], 'steps']],
    paint: {'line-color': street.foot, 'line-width': byZoom(13, 0.5, 17, 1.6), 'line-dasharray': [3, 1.5]},
  },
  {
    id: 'street-steps',
    type: 'line',
    source: 'streets',
    minzoom: 14,
    metadata: {switch: 'streets'},
    filter: ['==', ['get', 'class'], 'steps'],
    paint: {'line-color': street.steps, 'line-width': byZoom(14, 1.5, 17, 5), 'line-dasharray': [0.4, 0.4]},
  },
];

// Above all lines of the ground, so that no street runs through a name.
export const groundLabels = [
  {
    id: 'land-labels',
    type: 'symbol',
    source: 'land',
    minzoom: 14,
    metadata: {switch: 'land'},
    filter: ['all', ['has', 'name'], ['!=', ['get', 'name'], '']],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': fonts,
      'text-size': 11,
      'text-max-width': 7,
      'text-padding': 12,
    },
    paint: {
      'text-color': byClass({park: text.park, water: text.water}, text.soft),
      'text-halo-color': text.halo,
      'text-halo-width': 1.2,
    },
  },
  {
    id: 'street-labels',
    type: 'symbol',
    source: 'streets',
    minzoom: 14.5,
    metadata: {switch: 'streets'},
    filter: ['all', isCar, ['has', 'name'], ['!=', ['get', 'name'], '']],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 400,
      'text-field': ['get', 'name'],
      'text-font': fonts,
      'text-size': byZoom(14, 10, 17, 13),
      'text-padding': 6,
    },
    paint: {'text-color': text.soft, 'text-halo-color': text.halo, 'text-halo-width': 1.4},
  },
];
