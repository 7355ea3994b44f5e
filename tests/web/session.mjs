// SPDX-License-Identifier: Apache-2.0
// One run of a browser test: the service to ask, a browser, and what was seen on the way.

import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {launch, openPage} from './browser.mjs';
import {finish, test} from './tap.mjs';

export const base = process.argv[2];
export const seen = {outside: [], errors: [], asked: []};
const screens = process.env.SCREENS ?? 'build/screens';
let browser;

/** What the service answers to a path. */
export const ask = async (path) => (await fetch(base + path)).json();

export const open = (path, options) => openPage(browser, base, path, options, seen);

export const picture = (page, name) => page.screenshot({path: `${screens}/${name}.png`});

export const text = (page, selector) => page.locator(selector).first().textContent();

async function untilServed() {
  for (let tries = 150; tries > 0; tries -= 1) {
    const answer = await fetch(`${base}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${base} does not answer`);
}

/** Runs the tests against the service; afterwards nothing may have left it, and nothing have been complained of. */
export async function runSession(tests) {
  mkdirSync(screens, {recursive: true});
  browser = await launch();
  try {
    await untilServed();
    await tests();
    await test('no request leaves the service', () => assert.deepEqual(seen.outside, []));
    await test('the console stays without errors', () => assert.deepEqual(seen.errors, []));
  } finally {
    await browser.close();
    finish();
  }
}
