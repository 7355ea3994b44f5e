// SPDX-License-Identifier: Apache-2.0
// The map's style: every layer from the ground up, in drawing order. There are no outside tiles, fonts or images: all
// sources are GeoJSON that the service answers, letters are drawn from the fonts of the machine (no `glyphs`).
//
// A layer belongs to the switch named in its metadata; layers without one are always shown.

import {barrierLayers, groundLabels, landLayers, streetLayers, waterLayers} from './style_ground.js';
import {ground} from './palette.js';
import {answerLayers, gridLabels, gridLayers, gapLayers, circleLayers, coverageLayers} from './style_city.js';
import {stationLayers} from './style_stations.js';

export const sources = [
  'land',
  'barriers',
  'streets',
  'grids',
  'grid-labels',
  'gaps',
  'stations',
  'circle',
  'circle-lines',
  'route',
  'legs',
  'chosen',
];

export function mapStyle() {
  return {
    version: 8,
    sources: Object.fromEntries(sources.map((name) => [name, emptySource()])),
    layers: [
      {id: 'ground', type: 'background', paint: {'background-color': ground}},
      ...landLayers,
      ...coverageLayers,
      ...waterLayers,
      ...barrierLayers,
      ...streetLayers,
      ...circleLayers,
      ...gapLayers,
      ...gridLayers,
      ...groundLabels,
      ...gridLabels,
      ...answerLayers,
      ...stationLayers,
    ],
  };
}

function emptySource() {
  return {type: 'geojson', data: {type: 'FeatureCollection', features: []}, tolerance: 0.25, maxzoom: 17};
}
