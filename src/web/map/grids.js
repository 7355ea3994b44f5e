// SPDX-License-Identifier: Apache-2.0
// The grids on the map: their areas, the points that bear their names, and, when a coverage was counted, their shares.

import {percent} from '../format.js';
import {draw} from './canvas.js';
import {labelPoint} from './features.js';

export class Grids {
  constructor(map) {
    this.map = map;
    this.features = [];
    this.shares = new Map();
    this.labels = new WeakMap();
    this.level = '';
  }

  isEmpty() {
    return this.features.length === 0;
  }

  show(features) {
    this.features = features;
    this.paint();
  }

  /** `figures`: an answer of /coverage. */
  share({by, rows}) {
    this.level = by;
    this.shares = new Map(rows.filter((row) => row.total > 0).map((row) => [row.code, row.share]));
    this.paint();
  }

  paint() {
    const areas = this.features.map((feature) => this.withShare(feature));
    draw(this.map, 'grids', areas);
    draw(
      this.map,
      'grid-labels',
      areas.map((area) => ({...area, geometry: this.place(area.geometry)})),
    );
  }

  /** Where a shape bears its name; worked out once a shape. */
  place(geometry) {
    if (!this.labels.has(geometry)) this.labels.set(geometry, {type: 'Point', coordinates: labelPoint(geometry)});
    return this.labels.get(geometry);
  }

  withShare(feature) {
    const {kind, level, code} = feature.properties;
    if (kind !== 'base' || level !== this.level || !this.shares.has(code)) return feature;
    const share = this.shares.get(code);
    return {...feature, properties: {...feature.properties, share, share_text: percent(share)}};
  }

  find(code, layer) {
    return this.features.find(({properties}) => properties.code === code && properties.layer === layer);
  }

  /** The area that a row of /coverage names; undefined when it was not loaded. */
  ofLevel(code) {
    return this.features.find(({properties}) => properties.code === code && properties.level === this.level);
  }
}
