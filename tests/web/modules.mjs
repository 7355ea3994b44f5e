// SPDX-License-Identifier: Apache-2.0
// The page's modules without a browser: words, cells, label points, and how a view is loaded. Prints TAP.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {finish, test} from './tap.mjs';

globalThis.location = {origin: 'http://test', href: 'http://test/map'};
const web = new URL('../../src/web/', import.meta.url);
const {cellsOf, lineage, quarters} = await import(new URL('map/cells.js', web));
const {boxOf, labelPoint, normalise} = await import(new URL('map/features.js', web));
const {collections, Loader} = await import(new URL('map/loader.js', web));
const strings = await import(new URL('strings.js', web));

const scripts = ['', 'map/'].flatMap((folder) =>
  readdirSync(new URL(folder || '.', web))
    .filter((file) => file.endsWith('.js'))
    .map((file) => folder + file),
);
const source = (file) => readFileSync(new URL(file, web), 'utf8');

/** The keys of one language's table, with the words in braces of each text. */
function tableOf(lang) {
  const body = source('strings.js').match(new RegExp(`const ${lang} = \\{([\\s\\S]*?)\\n\\};`))[1];
  const entries = [...body.matchAll(/^ {2}'([\w.]+)':\s*([\s\S]*?),$/gm)];
  return new Map(
    entries.map(([, key, text]) => [
      key,
      [...text.matchAll(/\{(\w+)\}/g)]
        .map(([, word]) => word)
        .sort()
        .join(),
    ]),
  );
}

await test('every text stands in both languages with the same blanks', () => {
  assert.deepEqual([...tableOf('en')].sort(), [...tableOf('zh')].sort());
  assert.ok(tableOf('zh').size > 150);
});

await test('every text that the page asks for exists', () => {
  const known = tableOf('zh');
  const asked = scripts.flatMap((file) => [...source(file).matchAll(/\bt\('([\w.]+)'/g)].map(([, key]) => key));
  const inPage = [...source('map.html').matchAll(/data-(?:t|label|placeholder)="([\w.]+)"/g)].map(([, key]) => key);
  assert.deepEqual(
    [...asked, ...inPage].filter((key) => !known.has(key)),
    [],
  );
});

await test('every script and sheet is embedded', () => {
  const listed = source('assets.list')
    .split('\n')
    .map((line) => line.split(/\s+/)[2]);
  assert.deepEqual(
    [...scripts, 'map.html', 'map.css'].filter((file) => !listed.includes(file)),
    [],
  );
});

await test('the cells of a box cover it and do not overlap', () => {
  const box = {west: 120.83, south: 31.11, east: 121.15, north: 31.54};
  const cells = cellsOf(box, 12);
  const inside = (lon, lat) =>
    cells.filter(({box: c}) => lon >= c.west && lon < c.east && lat > c.south && lat <= c.north).length;
  for (let i = 0; i <= 40; i += 1)
    for (let j = 0; j <= 40; j += 1)
      assert.equal(
        inside(box.west + ((box.east - box.west) * i) / 40, box.south + ((box.north - box.south) * j) / 40),
        1,
      );
});

await test('quarters tile their cell, and the cell is in their lineage', () => {
  const [cell] = cellsOf({west: 120.9, south: 31.3, east: 120.9, north: 31.3}, 11);
  const parts = quarters(cell);
  const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9);
  close(Math.min(...parts.map(({box}) => box.west)), cell.box.west);
  close(Math.max(...parts.map(({box}) => box.north)), cell.box.north);
  for (const part of parts) assert.ok(lineage(part).includes(cell.key));
});

const isInside = ([x, y], ring) =>
  ring.slice(1).reduce((odd, [bx, by], i) => {
    const [ax, ay] = ring[i];
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !odd : odd;
  }, false);

await test('an area bears its name inside itself, whatever its form', () => {
  const crescent = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 9],
    [9, 9],
    [9, 1],
    [0, 1],
    [0, 0],
  ];
  const star = Array.from({length: 21}, (_, i) => {
    const turn = ((i % 20) * Math.PI) / 10,
      radius = i % 2 ? 2 : 9;
    return [120 + (radius * Math.cos(turn)) / 1000, 31 + (radius * Math.sin(turn)) / 1000];
  });
  for (const ring of [crescent, star]) assert.ok(isInside(labelPoint({type: 'Polygon', coordinates: [ring]}), ring));
  const two = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [50, 50],
          [51, 50],
          [51, 51],
          [50, 50],
        ],
      ],
      [crescent],
    ],
  };
  assert.ok(isInside(labelPoint(two), crescent));
});

await test('the box of a geometry holds all its points', () => {
  assert.deepEqual(
    boxOf({
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [-3, 4],
        [0, -5],
      ],
    }),
    {west: -3, south: -5, east: 1, north: 4},
  );
});

await test('an unknown tier is drawn as a point and a feature without geometry is left out', () => {
  const geometry = {type: 'Point', coordinates: [1, 2]};
  assert.equal(normalise('stations', {id: 1, properties: {tier: 'kiosk'}, geometry}).properties.tier, 'point');
  assert.equal(normalise('stations', {id: 1, properties: {}, geometry: null}), null);
});

/** A service with `total` items in every box down to one side of a cell; counts what it was asked. */
function serve(matched) {
  const asked = [];
  globalThis.fetch = async (url) => {
    const limit = Number(url.searchParams.get('limit')),
      bbox = url.searchParams.get('bbox');
    asked.push({bbox, limit});
    const count = matched(bbox.split(',').map(Number));
    const features = Array.from({length: Math.min(limit, count)}, (_, i) => ({
      type: 'Feature',
      id: `${bbox}/${i}`,
      properties: {class: 'footway'},
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
    }));
    return {ok: true, json: async () => ({numberMatched: count, features})};
  };
  return asked;
}

function newLoader() {
  const states = [],
    shown = [];
  return {
    states,
    shown,
    loader: new Loader({
      show: (name, features) => shown.push(features.length),
      tell: (name, state) => states.push(state),
      filters: () => ({}),
    }),
  };
}

const view = {box: {west: 120.9, south: 31.3, east: 120.92, north: 31.31}, zoom: 14.5};

await test('a small collection is asked for once, whole', async () => {
  const asked = serve(() => 50);
  const {loader, states, shown} = newLoader();
  await loader.load('stations', view);
  await loader.load('stations', {...view, zoom: 9});
  assert.equal(asked.length, 2);
  assert.equal(states.at(-1), 'shown');
  assert.equal(shown.at(-1), 50);
});

const isWorld = ([west, , east]) => east - west > 300;
const large = (each) => (box) => (isWorld(box) ? 1e6 : each);

await test('panning back in a large collection asks nothing', async () => {
  const asked = serve(large(50));
  const {loader, states} = newLoader();
  await loader.load('streets', view);
  const first = asked.length;
  await loader.load('streets', view);
  assert.equal(asked.length, first);
  assert.equal(states.at(-1), 'shown');
});

await test('a larger cell that was kept serves the smaller ones inside it', async () => {
  const asked = serve(large(50));
  const {loader} = newLoader();
  await loader.load('streets', {...view, zoom: 12.5});
  const first = asked.length;
  await loader.load('streets', view);
  assert.equal(asked.length, first);
});

await test('a view beyond the budget is not loaded, and says so', async () => {
  const asked = serve(() => collections.streets.budget + 1);
  const {loader, states} = newLoader();
  await loader.load('streets', view);
  assert.deepEqual(
    asked.map(({limit}) => limit),
    [1, 1],
  );
  assert.equal(states.at(-1), 'crowded');
});

await test('a cell that holds more than one answer may is asked for in quarters', async () => {
  const [cell] = cellsOf(view.box, 14);
  const size = ([west, south, east, north]) => (east - west) * (north - south);
  const whole = size([cell.box.west, cell.box.south, cell.box.east, cell.box.north]);
  serve((box) => (isWorld(box) ? 1e6 : Math.round((30000 * size(box)) / whole)));
  const {loader, states, shown} = newLoader();
  const lon = (cell.box.west + cell.box.east) / 2,
    lat = (cell.box.south + cell.box.north) / 2;
  await loader.load('streets', {zoom: 14.5, box: {west: lon, south: lat, east: lon, north: lat}});
  assert.equal(states.at(-1), 'shown');
  assert.ok(Math.abs(shown.at(-1) - 30000) < 10, String(shown.at(-1)));
});

await test('what lies below its zoom is not asked for', async () => {
  const asked = serve(() => 1);
  const {loader, states} = newLoader();
  await loader.load('streets', {...view, zoom: 9});
  assert.equal(asked.length, 0);
  assert.equal(states.at(-1), 'far');
});

await test('numbers and names follow the language', async () => {
  globalThis.document = {documentElement: {}, querySelectorAll: () => []};
  const format = await import(new URL('format.js', web));
  strings.setLanguage('zh');
  assert.equal(format.metres(1234), '1.23 公里');
  assert.equal(format.walkTime(30), '不到 1 分钟');
  strings.setLanguage('en');
  assert.equal(format.walkTime(150), '2.5 min');
  assert.equal(format.percent(0.8412), '84.1%');
  strings.learnNames('function', [{code: 'library_24h', zh: '24小时图书馆', en: '24-hour library'}]);
  assert.equal(strings.name('function', 'library_24h'), '24-hour library');
  assert.equal(strings.name('function', 'unheard_of'), 'unheard_of');
});

finish();
