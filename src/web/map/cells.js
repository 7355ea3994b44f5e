// SPDX-License-Identifier: Apache-2.0
// The cells in which a view is loaded: the square tiles of web Mercator, so that panning asks only for what is new and
// every cell is asked for once.

/** The column and row of a place at a zoom, not rounded. */
function place({lon, lat}, zoom) {
  const side = 2 ** zoom;
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return {x: ((lon + 180) / 360) * side, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side};
}

const longitude = (x, zoom) => (x / 2 ** zoom) * 360 - 180;
const latitude = (y, zoom) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** zoom))) * 180) / Math.PI;

function cellAt(zoom, x, y) {
  const box = {
    west: longitude(x, zoom),
    south: latitude(y + 1, zoom),
    east: longitude(x + 1, zoom),
    north: latitude(y, zoom),
  };
  return {zoom, x, y, key: `${zoom}/${x}/${y}`, box};
}

/** The cells at a zoom that a box {west, south, east, north} touches: {zoom, x, y, key, box}. */
export function cellsOf(box, zoom) {
  const from = place({lon: box.west, lat: box.north}, zoom);
  const to = place({lon: box.east, lat: box.south}, zoom);
  const cells = [];
  for (let y = Math.floor(from.y); y <= Math.floor(to.y); y++)
    for (let x = Math.floor(from.x); x <= Math.floor(to.x); x++) cells.push(cellAt(zoom, x, y));
  return cells;
}

export function quarters({zoom, x, y}) {
  return [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([dx, dy]) => cellAt(zoom + 1, 2 * x + dx, 2 * y + dy));
}

/** The keys of the cell itself and of all larger cells around it, smallest first. */
export function lineage({zoom, x, y}) {
  return Array.from({length: zoom + 1}, (_, up) => `${zoom - up}/${x >> up}/${y >> up}`);
}

export const boxText = ({west, south, east, north}) => [west, south, east, north].map((v) => v.toFixed(6)).join(',');
