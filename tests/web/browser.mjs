// SPDX-License-Identifier: Apache-2.0
// A browser for the tests: Debian's Chromium with software WebGL, watched for requests that leave the service and for
// errors on its console.

import {chromium} from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-default-apps',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export function launch() {
  return chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS});
}

/** Opens path in a new window; waits until the page says it is ready. `seen` gathers {outside, errors, asked}. */
export async function openPage(browser, base, path, options, seen) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith(`${base}/`)) seen.asked.push(url.slice(base.length));
    else if (!/^(blob|data):/.test(url)) seen.outside.push(url);
  });
  page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
  page.on('pageerror', (error) => seen.errors.push(String(error.stack ?? error)));
  await page.goto(base + path);
  await page.waitForSelector('body[data-ready]', {timeout: 60000});
  await settled(page);
  return page;
}

/** Waits until the map has drawn everything it has. */
export async function settled(page) {
  await page.waitForTimeout(400); // a moved view is loaded when it stands still
  await page.evaluate(
    () =>
      new Promise((done) => {
        const {map} = document.getElementById('map');
        const quiet = () => map.loaded() && !map.isMoving() && document.getElementById('status').hidden;
        const look = (tries) => (quiet() || tries === 0 ? done() : setTimeout(look, 100, tries - 1));
        look(200);
      }),
  );
}

/** The features that a layer has drawn in view: their properties. */
export function drawn(page, ...layers) {
  return page.evaluate(
    (names) =>
      document
        .getElementById('map')
        .map.queryRenderedFeatures({layers: names})
        .map((f) => f.properties),
    layers,
  );
}

/** Where a place is on the screen. */
export function project(page, lon, lat) {
  return page.evaluate(([x, y]) => document.getElementById('map').map.project([x, y]), [lon, lat]);
}

/** Text of the page whose contrast with its ground is below the limit. */
export function lowContrast(page, limit) {
  return page.evaluate((least) => {
    const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r, g, b]) =>
      [r, g, b]
        .map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const color = parse(getComputedStyle(e).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const poor = [];
    for (const element of document.querySelectorAll('#panel *, #legend *, #status')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.checkVisibility()) continue;
      const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
      const contrast = (a + 0.05) / (b + 0.05);
      if (contrast < least) poor.push(`${element.textContent.trim().slice(0, 20)}: ${contrast.toFixed(2)}`);
    }
    return poor;
  }, limit);
}

/** Buttons, fields and links in view that are lower or narrower than a finger needs. */
export function smallTargets(page, least) {
  return page.evaluate(
    (px) =>
      [...document.querySelectorAll('#panel button, #panel select, #panel input, #legend summary, .switch')]
        .filter((element) => element.checkVisibility() && element.id !== 'grip')
        .map((element) => ({element, box: element.getBoundingClientRect()}))
        .filter(({box}) => box.height < px - 0.5 || box.width < px - 0.5)
        .map(
          ({element, box}) =>
            `${element.id || element.textContent.trim()}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`,
        ),
    least,
  );
}
