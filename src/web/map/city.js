// SPDX-License-Identifier: Apache-2.0
// What the service says about the city as a whole: its name, where it lies, where its data come from.

import {get} from '../api.js';

const KUNSHAN = {west: 120.83, south: 31.11, east: 121.15, north: 31.54}; // where an empty map opens

/** {name, box, model, approval, credits, version, functions}; what is not known is left out. */
export async function readCity() {
  const landing = await get('/', {f: 'json'});
  const info = landing.city ?? landing;
  return {
    name: info.name ?? landing.title,
    box: toBox(info.extent ?? info.bbox),
    model: Boolean(info.model),
    approval: info.map_approval,
    credits: info.credits,
    version: info.data_version,
    functions: info.functions ?? [],
    layers: info.layers ?? [],
  };
}

function toBox(extent) {
  const [west, south, east, north] = extent?.spatial?.bbox?.[0] ?? extent ?? [];
  const usable = [west, south, east, north].every(Number.isFinite) && west < east && south < north;
  return usable ? {west, south, east, north} : KUNSHAN;
}
