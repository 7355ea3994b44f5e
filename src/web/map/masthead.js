// SPDX-License-Identifier: Apache-2.0
// The city's name at the top of the panel and, at its foot, where the data come from.

import {byId} from '../dom.js';
import {t} from '../strings.js';

const STREETS = '© OpenStreetMap contributors';

export function renderMasthead({name, model, approval, credits, version}) {
  byId('city').textContent = name || 'haitang';
  byId('model').hidden = !model;
  document.title = `${name ? `${name} · ` : ''}海棠 haitang`;
  byId('approval').hidden = !approval;
  byId('approval').textContent = approval ? t('footer.approval', {number: approval}) : '';
  const sources = credits?.includes(STREETS) ? credits : [STREETS, credits].filter(Boolean).join('; ');
  const parts = [t('footer.sources', {sources}), version !== undefined && t('footer.version', {version})];
  byId('credits').textContent = parts.filter(Boolean).join(' · ');
}
