// SPDX-License-Identifier: Apache-2.0
// The map's images, drawn on canvases when the page starts: a shape for every tier of station, a pattern for every
// reason of a gap. Drawn at twice the size so that they stay crisp on dense screens.

import {gap, grid, station} from './palette.js';

const RATIO = 2;

function draw(size, paint) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext('2d', {willReadFrequently: true}); // drawn in memory: reading back is quick
  pen.scale(RATIO, RATIO);
  paint(pen, size);
  return pen.getImageData(0, 0, size * RATIO, size * RATIO);
}

/** The crab-apple flower, five petals around (x, y). */
function flower(pen, x, y, radius, color) {
  pen.fillStyle = color;
  for (let petal = 0; petal < 5; petal++) {
    const turn = (petal * 2 * Math.PI) / 5 - Math.PI / 2;
    pen.beginPath();
    pen.arc(x + Math.cos(turn) * radius * 0.55, y + Math.sin(turn) * radius * 0.55, radius * 0.46, 0, 2 * Math.PI);
    pen.fill();
  }
}

function outline(pen, size, tier) {
  const half = size / 2,
    edge = 2;
  pen.beginPath();
  if (tier === 'centre') pen.roundRect(edge, edge, size - 2 * edge, size - 2 * edge, 6);
  else if (tier === 'station') pen.arc(half, half, half - edge, 0, 2 * Math.PI);
  else {
    pen.moveTo(half, edge);
    pen.lineTo(size - edge, half);
    pen.lineTo(half, size - edge);
    pen.lineTo(edge, half);
    pen.closePath();
  }
}

function paintStation(pen, size, tier, closed) {
  outline(pen, size, tier);
  pen.fillStyle = closed ? '#ffffff' : station.fill;
  pen.strokeStyle = closed ? station.closed : station.edge;
  pen.lineWidth = 2;
  pen.fill();
  pen.stroke();
  if (tier !== 'point')
    flower(pen, size / 2, size / 2, size * (tier === 'centre' ? 0.3 : 0.22), closed ? station.closed : '#ffffff');
  if (!closed) return;
  pen.beginPath();
  pen.moveTo(size * 0.22, size * 0.78);
  pen.lineTo(size * 0.78, size * 0.22);
  pen.strokeStyle = station.closed;
  pen.stroke();
}

function line(pen, ...points) {
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}

/** Patterns repeat without a seam: what leaves on one side enters on the other. */
const patterns = {
  too_far(pen, size) {
    for (const shift of [-size, 0, size]) line(pen, [shift - 2, size + 2], [shift + size + 2, -2]);
  },
  severed(pen, size) {
    patterns.too_far(pen, size);
    for (const shift of [-size, 0, size]) line(pen, [shift - 2, -2], [shift + size + 2, size + 2]);
  },
  unconnected(pen, size) {
    for (const [x, y] of [
      [size / 4, size / 4],
      [(size * 3) / 4, (size * 3) / 4],
    ]) {
      pen.beginPath();
      pen.arc(x, y, 1.4, 0, 2 * Math.PI);
      pen.fill();
    }
  },
  closed(pen, size) {
    line(pen, [0, size / 2], [size, size / 2]);
  },
};

function paintPattern(pen, size, reason, color) {
  pen.strokeStyle = pen.fillStyle = color;
  pen.lineWidth = 1.4;
  patterns[reason](pen, size);
}

function paintGapMark(pen, size, reason) {
  pen.beginPath();
  pen.roundRect(1.5, 1.5, size - 3, size - 3, 3);
  pen.fillStyle = gap[reason].fill;
  pen.fill();
  pen.save();
  pen.clip();
  paintPattern(pen, size, reason, gap[reason].ink);
  pen.restore();
  pen.lineWidth = 1.5;
  pen.strokeStyle = gap[reason].ink;
  pen.stroke();
}

const sizes = {centre: 28, station: 22, point: 18};

/** All images by name: station-TIER, station-TIER-closed, gap-REASON (pattern), mark-REASON (a square), special. */
function drawAll() {
  const all = {};
  for (const [tier, size] of Object.entries(sizes)) {
    all[`station-${tier}`] = draw(size, (pen) => paintStation(pen, size, tier, false));
    all[`station-${tier}-closed`] = draw(size, (pen) => paintStation(pen, size, tier, true));
  }
  for (const reason of Object.keys(gap)) {
    all[`gap-${reason}`] = draw(8, (pen, size) => paintPattern(pen, size, reason, gap[reason].ink));
    all[`mark-${reason}`] = draw(14, (pen, size) => paintGapMark(pen, size, reason));
  }
  all.special = draw(12, (pen, size) => {
    pen.globalAlpha = 0.55;
    paintPattern(pen, size, 'too_far', grid.special);
  });
  return all;
}

export const pictures = drawAll();

export function addImages(map) {
  for (const [name, data] of Object.entries(pictures)) map.addImage(name, data, {pixelRatio: RATIO});
}

/** The image as a canvas for the legend. */
export function imageCanvas(data) {
  const canvas = document.createElement('canvas');
  canvas.width = data.width;
  canvas.height = data.height;
  canvas.style.width = `${data.width / RATIO}px`;
  canvas.getContext('2d').putImageData(data, 0, 0);
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}
