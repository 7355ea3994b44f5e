// SPDX-License-Identifier: Apache-2.0
// Uses the planner's map as people do, and compares what it shows with what the service answers.
// usage: node map.mjs URL, of a service with the model town. Prints TAP; writes pictures to $SCREENS.

import assert from 'node:assert/strict';
import {drawn, lowContrast, project, settled, smallTargets} from './browser.mjs';
import {ask, open, picture, runSession, seen, text as textOf} from './session.mjs';
import {test} from './tap.mjs';

const desktop = {viewport: {width: 1440, height: 900}, locale: 'zh-CN'};
const phone = {
  viewport: {width: 390, height: 844},
  locale: 'zh-CN',
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};
let page, place;

const text = (selector) => textOf(page, selector);

/**
 * A home in view, inside a grid, that is connected and as far as possible from every station: a click there means
 * the home.
 */
async function quietPlace() {
  const view = await page.evaluate(() => document.getElementById('map').map.getBounds().toArray().flat());
  const placesOf = async (name) =>
    (await ask(`/collections/${name}/items?bbox=${view.join(',')}&limit=2000`)).features.map(
      ({geometry}) => geometry.coordinates,
    );
  const stations = await placesOf('stations');
  const away = ([lon, lat]) => Math.min(...stations.map(([x, y]) => Math.hypot(x - lon, y - lat)));
  for (const [lon, lat] of (await placesOf('demand')).sort((a, b) => away(b) - away(a))) {
    const {x, y} = await project(page, lon, lat);
    const inView = x > 480 && x < 1150 && y > 100 && y < 800;
    if (inView && (await isPlain(lon, lat))) return {lon, lat};
  }
  throw new Error('no home lies well inside a grid');
}

async function isPlain(lon, lat) {
  const {grid, layers} = await ask(`/locate?lon=${lon}&lat=${lat}&uncertainty=12`);
  if (!grid || Object.values(layers).some(({ambiguous}) => ambiguous)) return false;
  return (await ask(`/nearest?lon=${lon}&lat=${lat}`)).stations.length > 0;
}

async function desktopTests() {
  page = await open('/map?lang=zh', desktop);
  await picture(page, 'desktop-zh');

  await test('the map opens on the city with its grids, stations and streets', async () => {
    for (const layers of [['grid-line'], ['station-centre', 'station-station', 'station-point'], ['street'], ['water']])
      assert.ok((await drawn(page, ...layers)).length > 0, `nothing drawn of ${layers}`);
  });

  await test('grids and stations bear Chinese names, drawn without any font from elsewhere', async () => {
    const names = await drawn(page, 'label-community', 'label-town', 'label-grid', 'station-centre');
    assert.ok(
      names.some(({name}) => /[\u4e00-\u9fff]/.test(name)),
      'no Chinese label in view',
    );
    const ink = await page.evaluate(
      () =>
        Object.values(document.getElementById('map').map.style.glyphManager.entries)
          .flatMap(({glyphs}) => Object.entries(glyphs))
          .filter(([code, glyph]) => code > 0x4e00 && glyph?.bitmap.data.some((v) => v > 128)).length,
    );
    assert.ok(ink > 0, 'no Chinese glyph has ink');
  });

  await test('a made-up city is marked as one, and services bear their names', async () => {
    assert.ok(await page.isVisible('#model'));
    const names = await page.locator('#function option').allTextContents();
    assert.ok(names.length > 3 && names.every((name) => /[\u4e00-\u9fff]/.test(name)), names.join());
  });

  await test('a click answers the grid that /locate answers', async () => {
    place = await quietPlace();
    const {x, y} = await project(page, place.lon, place.lat);
    await page.mouse.click(x, y);
    await page.waitForSelector('#grid-code');
    await page.waitForSelector('.station-name');
    const asked = new URL(
      seen.asked.findLast((url) => url.startsWith('/locate')),
      'http://service',
    ).searchParams;
    place = {lon: Number(asked.get('lon')), lat: Number(asked.get('lat'))};
    const {grid} = await ask(`/locate?lon=${place.lon}&lat=${place.lat}`);
    assert.equal(await text('#grid-code'), grid.code);
    assert.equal(await text('#grid-name'), grid.name);
  });

  await test('and the station that /nearest answers, with the way there drawn', async () => {
    const {stations} = await ask(`/nearest?lon=${place.lon}&lat=${place.lat}&k=3&route=true&profile=adult`);
    assert.equal(await text('.station-name'), stations[0].name);
    assert.equal(await page.locator('.station').count(), stations.length);
    await settled(page);
    assert.ok((await drawn(page, 'route')).length > 0, 'no route on the map');
    await picture(page, 'desktop-answer');
  });

  await test('another walker or service asks again', async () => {
    await page.selectOption('#profile', 'elder');
    await page.waitForFunction(() => document.querySelector('#answer').textContent.includes('老年人'));
    assert.ok(seen.asked.some((url) => url.startsWith('/nearest') && url.includes('profile=elder')));
    await page.selectOption('#profile', 'adult');
    await page.waitForSelector('.station-name');
  });

  await test("a station's circle is drawn with its limits", async () => {
    await page.locator('.station .quiet').first().click();
    await settled(page);
    await page.waitForFunction(
      () => document.getElementById('map').map.queryRenderedFeatures({layers: ['circle-fill']}).length > 0,
    );
    const limits = new Set((await drawn(page, 'circle-fill')).map(({limit}) => limit));
    assert.deepEqual(
      [...limits].sort((a, b) => a - b),
      [5, 10, 15],
    );
    await picture(page, 'desktop-circle');
  });

  await test('Escape clears, and Enter asks about the middle of the map', async () => {
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#grid-code').count(), 0);
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#answer .card h2');
    await page.waitForFunction(() => document.querySelector('#answer .place, #answer dl'));
  });
}

async function coverageTests() {
  await test('coverage shows its share with numerator and denominator as /coverage answers them', async () => {
    await page.click('#tab-coverage');
    await page.waitForSelector('#coverage-share', {timeout: 60000});
    const {total} = await ask('/coverage?by=community&weight=population&profile=adult');
    assert.equal(await text('#coverage-share'), `${(total.share * 100).toFixed(1)}%`);
    const said = (await text('.sum')).replaceAll(',', '');
    assert.ok(said.includes(`${Math.round(total.covered)}`) && said.includes(`${Math.round(total.total)}`), said);
    await settled(page);
    await picture(page, 'desktop-coverage');
  });

  await test('a gap of the list is shown on the map', async () => {
    const gap = page.locator('#gap-list .pick').first();
    assert.ok(await gap.count(), 'the model town has no gaps');
    await gap.click();
    await settled(page);
    assert.ok((await drawn(page, 'gap-fill', 'gap-mark')).length > 0);
    await picture(page, 'desktop-gap');
  });

  await test('the language changes everywhere', async () => {
    await page.click('#language');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    const words = `${await text('#tabs')} ${await text('#legend')} ${await text('#coverage h2')}`;
    assert.match(words, /Coverage and gaps/);
    assert.doesNotMatch(words, /[\u4e00-\u9fff]/);
    const [people, what] = await Promise.all(
      ['.people', '.what'].map((part) => page.locator(`#gap-list ${part}`).first().boundingBox()),
    );
    assert.ok(people.x + people.width <= what.x, 'English words run into one another');
    await settled(page);
    await picture(page, 'desktop-en');
  });

  await test('text can be read: contrast is 4.5:1 or more', async () => {
    assert.deepEqual(await lowContrast(page, 4.5), []);
    await page.click('#tab-answer');
    assert.deepEqual(await lowContrast(page, 4.5), []);
  });

  await test('an address that is not known is said plainly', async () => {
    await page.fill('#address', 'nowhere 999');
    await page.click('#search button');
    await page.waitForSelector('#answer .warning, #answer .error');
    assert.match(await text('#answer'), /nowhere 999/);
  });

  await test('an address of the town is found', async () => {
    const {features} = await ask('/collections/addresses/items?limit=1');
    const known = features[0].properties.text;
    await page.fill('#address', known);
    await page.click('#search button');
    await page.waitForSelector('#grid-code');
    assert.ok((await text('#answer')).includes(known));
  });
}

async function phoneTests() {
  await page.close();
  page = await open('/map?lang=zh', phone);
  await picture(page, 'phone-zh');

  await test('on a phone the panel is a sheet at the bottom and nothing overflows', async () => {
    const box = await page.locator('#panel').boundingBox();
    assert.ok(box.y > 600 && Math.abs(box.width - 390) < 1, JSON.stringify(box));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  await test('a tap raises the sheet with the answer', async () => {
    await page.touchscreen.tap(195, 300);
    await page.waitForSelector('#answer .card:not(.loading):not(.hint)');
    await page.waitForTimeout(300);
    const box = await page.locator('#panel').boundingBox();
    assert.ok(box.y < 500, JSON.stringify(box));
    await picture(page, 'phone-answer');
  });

  await test('what is touched is 44 px or more', async () => {
    await page.click('#legend summary');
    assert.deepEqual(await smallTargets(page, 44), []);
    await page.click('#legend summary');
    await page.click('#grip');
    await page.click('#tab-coverage');
    await page.waitForSelector('#coverage-share', {timeout: 60000});
    assert.deepEqual(await smallTargets(page, 44), []);
    await picture(page, 'phone-coverage');
  });
}

await runSession(async () => {
  await desktopTests();
  await coverageTests();
  await phoneTests();
});
