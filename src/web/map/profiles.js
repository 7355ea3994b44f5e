// SPDX-License-Identifier: Apache-2.0
// The profiles that are built into the service, with their limits: minutes, or metres along streets.

import {number} from '../format.js';
import {t} from '../strings.js';

export const profiles = {
  adult: {unit: 'min', limits: [5, 10, 15]},
  elder: {unit: 'min', limits: [5, 10, 15]},
  gb50180: {unit: 'm', limits: [300, 500, 1000]},
  sdg1121: {unit: 'm', limits: [500]},
};

/** A limit for people: 15 minutes, 500 m. */
export const limitText = (limit, unit) => t(unit === 'm' ? 'unit.m' : 'unit.min', {n: number(limit)});
