// SPDX-License-Identifier: Apache-2.0
// Stations: a shape for each tier, struck out when closed, smaller tiers later as one zooms in. The chosen one has a
// ring.

import {circle, station, text} from './palette.js';
import {boldFonts, fonts} from './style_words.js';

const tiers = ['point', 'station', 'centre'];
const appearsAt = {centre: 0, station: 11, point: 12.5};
const namedAt = {centre: 12, station: 13.6, point: 14.8};
const image = (tier) => ['concat', `station-${tier}`, ['case', ['==', ['get', 'status'], 'closed'], '-closed', '']];

const layerOf = (tier) => ({
  id: `station-${tier}`,
  type: 'symbol',
  source: 'stations',
  minzoom: appearsAt[tier],
  metadata: {switch: `station-${tier}`},
  filter: ['==', ['get', 'tier'], tier],
  layout: {
    'icon-image': image(tier),
    'icon-allow-overlap': true,
    'text-optional': true,
    'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.55, 14, 0.9, 16, 1.1],
    'text-field': ['step', ['zoom'], '', namedAt[tier], ['get', 'name']],
    'text-font': tier === 'centre' ? boldFonts : fonts,
    'text-size': tier === 'centre' ? 13 : 11.5,
    'text-anchor': 'top',
    'text-offset': [0, tier === 'point' ? 0.8 : 1.1],
    'text-max-width': 9,
  },
  paint: {'text-color': station.label, 'text-halo-color': text.halo, 'text-halo-width': 1.6},
});

export const stationLayerIds = tiers.map((tier) => `station-${tier}`);

export const stationLayers = [
  {
    id: 'station-chosen',
    type: 'circle',
    source: 'stations',
    filter: ['==', ['get', 'code'], ''],
    paint: {
      'circle-radius': 19,
      'circle-color': 'rgba(255,255,255,0.65)',
      'circle-stroke-color': circle.line,
      'circle-stroke-width': 3,
    },
  },
  ...tiers.map(layerOf),
];
