// SPDX-License-Identifier: Apache-2.0
// Features as the map draws them: only the properties it needs, and the point at which an area bears its name.

// What the map reads of each collection; the service may send more.
const wanted = {
  grids: ['layer', 'kind', 'level', 'code', 'name'],
  stations: ['code', 'name', 'tier', 'status', 'functions', 'address', 'phone', 'opening_hours'],
  gaps: ['grid', 'reason', 'population', 'households', 'area_m2', 'nearest', 'walk_s', 'straight_m', 'detour'],
  land: ['class', 'name'],
  barriers: ['class'],
  streets: ['class', 'name'],
};

/** Returns a lean copy of the feature, or null for one without geometry. */
export function normalise(collection, feature) {
  if (!feature.geometry) return null;
  const properties = {};
  for (const key of wanted[collection]) {
    const value = feature.properties?.[key];
    if (value !== null && value !== undefined) properties[key] = value;
  }
  if (collection === 'stations' && !['centre', 'station'].includes(properties.tier)) properties.tier = 'point';
  if (collection === 'gaps') properties.id = feature.id;
  return {type: 'Feature', id: feature.id, properties, geometry: feature.geometry};
}

const rings = (geometry) =>
  geometry.type === 'Polygon' ? [geometry.coordinates[0]] : geometry.coordinates.map((part) => part[0]);

function ringArea(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice) / 2;
}

/** The widest stretch of a ring along one latitude: {width, middle}. */
function widest(ring, lat) {
  const crossings = [];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1],
      [bx, by] = ring[i];
    if (ay > lat !== by > lat) crossings.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
  }
  crossings.sort((a, b) => a - b);
  let best = {width: 0, middle: 0};
  for (let i = 1; i < crossings.length; i += 2) {
    const width = crossings[i] - crossings[i - 1];
    if (width > best.width) best = {width, middle: (crossings[i] + crossings[i - 1]) / 2};
  }
  return best;
}

/** A point well inside the largest part: the middle of the widest stretch along one of three latitudes. */
export function labelPoint(geometry) {
  const ring = rings(geometry).reduce((a, b) => (ringArea(b) > ringArea(a) ? b : a));
  const lats = ring.map((point) => point[1]);
  const low = Math.min(...lats),
    high = Math.max(...lats);
  const tries = [0.5, 0.38, 0.62].map((part) => {
    const lat = low + (high - low) * part;
    return {lat, ...widest(ring, lat)};
  });
  // The middle line is preferred unless another is clearly wider.
  const best = tries.reduce((a, b) => (b.width > a.width * 1.2 ? b : a));
  return [best.middle, best.lat];
}

/** The box {west, south, east, north} of a geometry of any kind. */
export function boxOf(geometry) {
  const box = {west: Infinity, south: Infinity, east: -Infinity, north: -Infinity};
  const visit = (part) => {
    if (typeof part[0] !== 'number') return part.forEach(visit);
    box.west = Math.min(box.west, part[0]);
    box.east = Math.max(box.east, part[0]);
    box.south = Math.min(box.south, part[1]);
    box.north = Math.max(box.north, part[1]);
    return undefined;
  };
  visit(geometry.coordinates);
  return box;
}

export const collectionOf = (features) => ({type: 'FeatureCollection', features});
