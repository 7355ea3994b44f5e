// SPDX-License-Identifier: Apache-2.0
// On a phone the panel is a sheet at the bottom with three heights. The grip drags it; a tap, Enter or Space on the
// grip steps through them.

import {byId} from '../dom.js';

const heights = ['low', 'half', 'full'];
const DRAG_PX = 8;

export function setSheet(height) {
  const panel = byId('panel');
  panel.dataset.height = height;
  byId('grip').setAttribute('aria-expanded', String(height !== 'low'));
}

const isSheet = () => getComputedStyle(byId('grip')).display !== 'none';

/** Raises a sheet that is low and scrolls past the filters, so that an answer can be seen. */
export function raiseSheet() {
  if (!isSheet()) return;
  if (byId('panel').dataset.height === 'low') setSheet('half');
  const body = byId('panel-body');
  body.scrollTop = byId('answer').offsetTop - byId('tabs').offsetHeight - body.offsetTop;
}

function nearestHeight(top) {
  const part = 1 - top / innerHeight;
  if (part < 0.32) return 'low';
  return part < 0.72 ? 'half' : 'full';
}

/** Lowers a sheet that hides the map, so that what was asked for there can be seen. */
export function lowerSheet() {
  if (byId('panel').dataset.height === 'full') setSheet('half');
}

export function startSheet() {
  const panel = byId('panel'),
    grip = byId('grip');
  let from = null;
  setSheet('low');
  grip.addEventListener('pointerdown', (event) => {
    from = {y: event.clientY, top: panel.getBoundingClientRect().top, dragged: false};
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (!from) return;
    const moved = event.clientY - from.y;
    from.dragged ||= Math.abs(moved) > DRAG_PX;
    if (from.dragged) panel.style.height = `${innerHeight - Math.max(0, from.top + moved)}px`;
  });
  const drop = () => {
    if (from?.dragged) setSheet(nearestHeight(panel.getBoundingClientRect().top));
    panel.style.height = '';
  };
  grip.addEventListener('pointerup', drop);
  grip.addEventListener('pointercancel', () => {
    panel.style.height = '';
    from = null;
  });
  grip.addEventListener('click', () => {
    if (!from?.dragged) setSheet(heights[(heights.indexOf(panel.dataset.height) + 1) % heights.length]);
    from = null;
  });
}
