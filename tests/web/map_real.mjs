// SPDX-License-Identifier: Apache-2.0
// The map of a real city: streets, stations and gaps are drawn, figures add up, a click finds the way.
// usage: node map_real.mjs URL. Prints TAP; writes pictures to $SCREENS.

import assert from 'node:assert/strict';
import {drawn, project, settled} from './browser.mjs';
import {ask, open, picture, runSession, text} from './session.mjs';
import {test} from './tap.mjs';

const CENTRE = {lon: -51.22, lat: -30.034};

async function realTests() {
  const page = await open('/map?lang=en', {viewport: {width: 1440, height: 900}, locale: 'en-GB'});
  await picture(page, 'real-city');

  await test('the whole city is drawn: streets, stations and gaps', async () => {
    assert.ok((await drawn(page, 'street')).length > 1000, 'too few streets');
    assert.ok(
      (await drawn(page, 'station-centre', 'station-station', 'station-point')).length > 80,
      'too few stations',
    );
    assert.ok((await drawn(page, 'gap-fill', 'gap-mark')).length > 20, 'too few gaps');
  });

  await test('covered, uncovered and unconnected people add up to the total', async () => {
    const {total, rows} = await ask('/coverage?by=city&weight=population');
    const {features, summary} = await ask('/gaps?weight=population');
    assert.ok(total.total > 0 && total.covered > 0 && total.covered < total.total);
    const beyond = features.reduce((sum, {properties}) => sum + properties.population, 0);
    assert.ok(
      Math.abs(total.covered + beyond - total.total) < 0.5,
      `${total.covered} + ${beyond} is not ${total.total}`,
    );
    assert.equal(summary.total.covered, total.covered);
    assert.ok(Math.abs(rows.reduce((sum, row) => sum + row.total, 0) - total.total) < 0.5);
  });

  await test('the map shows these figures', async () => {
    await page.click('#tab-coverage');
    await page.waitForSelector('#coverage-share', {timeout: 120000});
    const {total} = await ask('/coverage?by=community&weight=population&profile=adult');
    assert.equal(await text(page, '#coverage-share'), `${(total.share * 100).toFixed(1)}%`);
    await settled(page);
    await picture(page, 'real-coverage');
  });

  await test('a click in the centre finds the nearest station and draws the way', async () => {
    await page.click('#tab-answer');
    await page.evaluate(
      ({lon, lat}) => document.getElementById('map').map.jumpTo({center: [lon, lat], zoom: 15.5}),
      CENTRE,
    );
    await settled(page);
    const {x, y} = await project(page, CENTRE.lon, CENTRE.lat);
    await page.mouse.click(x, y);
    await page.waitForSelector('.station-name');
    const {stations} = await ask(`/nearest?lon=${CENTRE.lon}&lat=${CENTRE.lat}&profile=adult`);
    const shown = await text(page, '.station-name');
    assert.equal(shown, stations[0].name || stations[0].code);
    await settled(page);
    assert.ok((await drawn(page, 'route')).length > 0);
    await picture(page, 'real-answer');
  });
}

await runSession(realTests);
