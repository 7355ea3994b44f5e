// SPDX-License-Identifier: Apache-2.0
// Asking the service. Every failure becomes a Problem with a sentence for people; a question that was overtaken by a
// newer one is aborted and throws AbortError, which callers leave alone.

export class Problem extends Error {
  constructor({title, detail, status, parameter, value}) {
    super(detail || title || `HTTP ${status}`);
    this.name = 'Problem';
    Object.assign(this, {title, detail, status, parameter, value});
  }
}

const versionListeners = [];
let dataVersion = null;

/** Calls fn when an answer shows that the data have changed since the page was loaded. */
export function onDataChange(fn) {
  versionListeners.push(fn);
}

function noteVersion(version) {
  if (!Number.isFinite(version)) return;
  const changed = dataVersion !== null && version !== dataVersion;
  dataVersion = version;
  if (changed) versionListeners.forEach((fn) => fn(version));
}

function toUrl(path, parameters) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  }
  return url;
}

async function toProblem(response) {
  const type = response.headers.get('content-type') ?? '';
  const said = type.includes('json') ? await response.json().catch(() => ({})) : {};
  return new Problem({status: response.status, title: response.statusText, ...said});
}

/** GETs JSON. Throws Problem, or AbortError when the signal says so. */
export async function get(path, parameters, signal) {
  let response;
  try {
    response = await fetch(toUrl(path, parameters), {
      signal,
      headers: {accept: 'application/geo+json, application/json'},
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({status: 0, title: 'unreachable'});
  }
  if (!response.ok) throw await toProblem(response);
  const answer = await response.json();
  noteVersion(answer.data_version);
  return answer;
}

/** Makes a function that aborts its previous run: the last question asked is the only one answered. */
export function latest(fn) {
  let running = null;
  return async (...values) => {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      return await fn(mine.signal, ...values);
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
      return undefined;
    } finally {
      if (running === mine) running = null;
    }
  };
}
