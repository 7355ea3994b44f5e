// SPDX-License-Identifier: Apache-2.0
// Numbers for people, in the language chosen.

import {language, t} from './strings.js';

const locale = () => (language() === 'zh' ? 'zh-CN' : 'en-GB');

export function number(value, digits = 0) {
  return Number(value).toLocaleString(locale(), {maximumFractionDigits: digits});
}

export function percent(share) {
  return Number(share).toLocaleString(locale(), {style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1});
}

/** Metres: 4.2 m, 380 m, 1.25 km. */
export function metres(value) {
  if (value >= 1000) return t('unit.km', {n: number(value / 1000, 2)});
  return t('unit.m', {n: number(value, value < 10 ? 1 : 0)});
}

/** Seconds of walking as minutes; below one minute it says so. */
export function walkTime(seconds) {
  if (seconds < 60) return t('unit.under_minute');
  return t('unit.min', {n: number(seconds / 60, seconds < 600 ? 1 : 0)});
}

/** Square metres: 850 m², 1.2 ha, 3.4 km². */
export function area(value) {
  if (value >= 1e6) return t('unit.km2', {n: number(value / 1e6, 2)});
  if (value >= 1e4) return t('unit.ha', {n: number(value / 1e4, 1)});
  return t('unit.m2', {n: number(value)});
}

export function lonLat({lon, lat}) {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
}
