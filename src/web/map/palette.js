// SPDX-License-Identifier: Apache-2.0
// Every colour of the map, named for what it paints. Data colours differ in lightness as well as hue, and none stands
// alone: reasons have patterns, tiers have shapes, levels have line widths.

export const ground = '#f5f3ee';
export const land = {
  residential: '#ece7dc',
  commercial: '#f3e3dc',
  industrial: '#e6e3ea',
  park: '#cfe5c5',
  water: '#aed3e8',
  farmland: '#eaf0d8',
  education: '#f4ebcd',
  other: '#efece6',
};
export const superblock = '#cfc6b3';
export const waterEdge = '#86b6d3';
export const street = {
  fill: '#ffffff',
  casing: '#bfb9ac',
  far: '#cbc5b8',
  foot: '#b08968',
  steps: '#8c6b4a',
  closed: '#b3261e',
};
export const barrier = {wall: '#6d6a63', railway: '#77737b', motorway: '#d9a441', water: '#86b6d3'};
export const grid = {
  line: '#44558f',
  area: '#2c3a6b',
  label: '#2f3d70',
  special: '#7a3e9d',
  role: '#8a6d1f',
  chosen: '#1f242b',
};
export const station = {fill: '#b0305c', edge: '#ffffff', closed: '#6b6470', label: '#7c1f40'};
export const circle = {fill: '#128a86', line: '#0b5d5b'};
export const route = {line: '#1f4fd1', casing: '#ffffff'};
export const text = {main: '#2b2f36', soft: '#5a5f68', halo: '#ffffff', park: '#3d6b35', water: '#27618a'};
export const gap = {
  too_far: {fill: '#e8a33d', ink: '#8a5200'},
  severed: {fill: '#e0564a', ink: '#9c1c12'},
  unconnected: {fill: '#7d828c', ink: '#3a3f47'},
  closed: {fill: '#9a7fd1', ink: '#4c2f91'},
};
export const reasons = Object.keys(gap);
// Share of people covered, from none to all: one hue, growing lighter, so that what is missing stands out.
export const coverage = [
  [0, '#8c510a'],
  [0.5, '#d9a75c'],
  [0.8, '#f1dfb8'],
  [0.95, '#c9e2df'],
  [1, '#5aa9a3'],
];
