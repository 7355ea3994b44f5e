// SPDX-License-Identifier: Apache-2.0
// The panel's two tabs, by click or arrow keys.

import {byId} from '../dom.js';

const tabs = ['answer', 'coverage'];
let changed = () => {};

export function showTab(wanted) {
  for (const tab of tabs) {
    const button = byId(`tab-${tab}`),
      chosen = tab === wanted;
    button.setAttribute('aria-selected', String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    byId(tab).hidden = !chosen;
  }
  changed(wanted);
}

/** `onChange(tab)` is told which tab is on show. */
export function startTabs(onChange) {
  changed = onChange;
  tabs.forEach((tab) => byId(`tab-${tab}`).addEventListener('click', () => showTab(tab)));
  byId('tabs').addEventListener('keydown', ({key}) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const next = tabs.find((tab) => byId(`tab-${tab}`).getAttribute('aria-selected') === 'false');
    showTab(next);
    byId(`tab-${next}`).focus();
  });
}
