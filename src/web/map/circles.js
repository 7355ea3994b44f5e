// SPDX-License-Identifier: Apache-2.0
// The circle on the map: of a chosen station as it was computed, or of any place. Shorter limits lie on top of longer
// ones, so the nested fills grow darker towards the centre, and every rim bears its limit.

import {get, latest} from '../api.js';
import {draw, erase} from './canvas.js';
import {boxOf} from './features.js';
import {limitText} from './profiles.js';
import {current, set, watch} from './state.js';

export class Circles {
  /** `fail(problem)` is told what went wrong; `look(box)` brings a box into view. */
  constructor({map, fail, look}) {
    Object.assign(this, {map, fail, look});
    this.wanted = null;
    this.load = latest((signal, move) => this.loadNow(signal, move));
    watch(['profile'], () => this.wanted && this.load(false));
  }

  ofStation(station) {
    set({station});
    this.mark(station.code);
    return this.want(`/stations/${encodeURIComponent(station.code)}/circle`, {});
  }

  around(place) {
    set({station: null});
    this.mark('');
    return this.want('/isochrone', place);
  }

  want(path, parameters) {
    this.wanted = {path, parameters};
    return this.load(true);
  }

  clear() {
    this.wanted = null;
    set({station: null});
    this.mark('');
    erase(this.map, 'circle', 'circle-lines');
  }

  mark(code) {
    this.map.setFilter('station-chosen', ['==', ['get', 'code'], code]);
  }

  async loadNow(signal, move) {
    try {
      const {features} = await get(this.wanted.path, {...this.wanted.parameters, profile: current().profile}, signal);
      this.features = features.filter((feature) => feature.geometry?.coordinates.length);
      this.paint();
      if (move && this.features.length) this.look(boxOf(this.features[0].geometry));
    } catch (problem) {
      if (problem.name === 'AbortError') throw problem;
      erase(this.map, 'circle', 'circle-lines');
      this.fail(problem);
    }
  }

  /** Also when the language changes: the rims bear words. */
  paint() {
    if (!this.wanted || !this.features) return;
    const longestFirst = [...this.features].sort((a, b) => b.properties.limit - a.properties.limit);
    draw(this.map, 'circle', longestFirst);
    draw(this.map, 'circle-lines', longestFirst.flatMap(rims));
  }
}

function rims({geometry, properties}) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const label = limitText(properties.limit, properties.unit);
  return polygons.map(([shell]) => ({
    type: 'Feature',
    properties: {label},
    geometry: {type: 'LineString', coordinates: shell},
  }));
}
