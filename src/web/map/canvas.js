// SPDX-License-Identifier: Apache-2.0
// The map itself: MapLibre with our style and no outside sources, its controls in the language chosen, and what a click
// or the Enter key means.

import {byId} from '../dom.js';
import {t} from '../strings.js';
import {addImages} from './icons.js';
import {mapStyle} from './style.js';
import {stationLayerIds} from './style_stations.js';
import {collectionOf} from './features.js';

const {maplibregl} = window;
const CLICK_SLACK_PX = 6;
const GAP_LAYERS = ['gap-fill', 'gap-mark'];

/** MapLibre asks for its words once; later changes of language are written onto the buttons. */
export function translateControls() {
  const buttons = {
    'maplibregl-ctrl-zoom-in': 'control.zoom_in',
    'maplibregl-ctrl-zoom-out': 'control.zoom_out',
    'maplibregl-canvas': 'map.label',
  };
  for (const [className, key] of Object.entries(buttons)) {
    const element = document.querySelector(`.${className}`);
    element?.setAttribute('aria-label', t(key));
    if (element?.tagName === 'BUTTON') element.title = t(key);
  }
}

/** Opens the map on a box {west, south, east, north}; resolves once layers can be filled. */
export function openMap(box) {
  maplibregl.setWorkerUrl('/web/vendor/maplibre-worker.js');
  const map = new maplibregl.Map({
    container: 'map',
    style: mapStyle(),
    hash: 'map',
    attributionControl: false,
    bounds: [box.west, box.south, box.east, box.north],
    fitBoundsOptions: {padding: padding()},
    minZoom: 3,
    maxZoom: 19.5,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 150,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(
    new maplibregl.AttributionControl({compact: false, customAttribution: '© OpenStreetMap contributors'}),
    'bottom-right',
  );
  map.addControl(new maplibregl.NavigationControl({showCompass: false}), 'bottom-right');
  map.addControl(new maplibregl.ScaleControl({maxWidth: 110, unit: 'metric'}), 'bottom-left');
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-describedby', 'map-help');
  return new Promise((resolve, reject) => {
    map.once('error', ({error}) => reject(error));
    map.once('load', () => {
      addImages(map);
      map.getContainer().map = map; // for tests and for the curious
      resolve(map);
    });
  });
}

/** What panel and legend cover, so that places are centred in what remains. */
export function padding() {
  const panel = byId('panel').getBoundingClientRect();
  if (panel.width > innerWidth * 0.8)
    return {left: 24, right: 24, top: 84, bottom: Math.min(innerHeight * 0.55, innerHeight - panel.top + 24)};
  const legend = byId('legend').getBoundingClientRect();
  const covered = byId('legend').open ? innerWidth - legend.left : 0;
  return {left: panel.right + 36, top: 40, right: Math.max(60, covered + 24), bottom: 50};
}

export function viewOf(map) {
  const bounds = map.getBounds();
  const box = {
    west: Math.max(-180, bounds.getWest()),
    south: Math.max(-85, bounds.getSouth()),
    east: Math.min(180, bounds.getEast()),
    north: Math.min(85, bounds.getNorth()),
  };
  return {box, zoom: map.getZoom()};
}

export function draw(map, source, features) {
  map.getSource(source).setData(collectionOf(features));
}

/** Empties sources. */
export function erase(map, ...names) {
  names.forEach((name) => draw(map, name, []));
}

/**
 * Calls pick({lon, lat}, {station, gap}) when a place was clicked, or Enter pressed: then it is the middle of the
 * map.
 */
export function onPick(map, pick) {
  map.on('click', ({point, lngLat}) => pick(toPlace(lngLat), thingsAt(map, [point.x, point.y])));
  const canvas = map.getCanvas();
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const point = middle(map);
    pick(toPlace(map.unproject(point)), thingsAt(map, point));
  });
  // The crosshair shows which place Enter means; only those who came by keyboard see it.
  canvas.addEventListener('focus', () => showCrosshair(map, canvas.matches(':focus-visible')));
  canvas.addEventListener('blur', () => showCrosshair(map, false));
  for (const layer of [...stationLayerIds, ...GAP_LAYERS]) {
    map.on('mouseenter', layer, () => canvas.classList.add('over-thing'));
    map.on('mouseleave', layer, () => canvas.classList.remove('over-thing'));
  }
}

const toPlace = ({lng, lat}) => ({lon: Number(lng.toFixed(7)), lat: Number(lat.toFixed(7))});

/** The middle of what the panel leaves free. */
function middle(map) {
  const {left, right, top, bottom} = padding();
  const {clientWidth, clientHeight} = map.getContainer();
  return [(left + clientWidth - right) / 2, (top + clientHeight - bottom) / 2];
}

function showCrosshair(map, wanted) {
  const crosshair = byId('crosshair');
  crosshair.hidden = !wanted;
  const [x, y] = middle(map);
  crosshair.style.left = `${x}px`;
  crosshair.style.top = `${y}px`;
}

function thingsAt(map, [x, y]) {
  const area = [
    [x - CLICK_SLACK_PX, y - CLICK_SLACK_PX],
    [x + CLICK_SLACK_PX, y + CLICK_SLACK_PX],
  ];
  const first = (layers, where) => map.queryRenderedFeatures(where, {layers})[0]?.properties;
  return {station: first([...stationLayerIds].reverse(), area), gap: first(GAP_LAYERS, [x, y])};
}

/** Moves the map when the panel covers a place; beside a raised sheet always, for little of the map is left. */
export function reveal(map, place) {
  const {x, y} = map.project([place.lon, place.lat]);
  const {left, bottom} = padding();
  const {clientWidth, clientHeight} = map.getContainer();
  const isFree = x > left && x < clientWidth && y > 0 && y < clientHeight - bottom;
  if (isFree && bottom < clientHeight / 3) return;
  const [middleX, middleY] = middle(map);
  map.panBy([x - middleX, y - middleY]);
}

/** Stands in for the map where the browser cannot draw one: takes everything and shows nothing. */
export function noMap(box) {
  const nothing = () => {};
  return {
    getSource: () => ({setData: nothing}),
    getStyle: () => ({layers: []}),
    getZoom: () => 0,
    getContainer: () => byId('map'),
    getBounds: () => ({
      getWest: () => box.west,
      getSouth: () => box.south,
      getEast: () => box.east,
      getNorth: () => box.north,
    }),
    getCanvas: () => byId('map'),
    project: () => ({x: Infinity, y: 0}),
    on: nothing,
    setFilter: nothing,
    fitBounds: nothing,
    panBy: nothing,
    drawsNothing: true,
  };
}

/** Puts the pin on a place; null takes it away. */
export function pinOn(map) {
  const element = document.createElement('div');
  element.className = 'pin';
  const pin = new maplibregl.Marker({element, anchor: 'bottom'});
  if (map.drawsNothing) return () => {};
  return (place) => (place ? pin.setLngLat([place.lon, place.lat]).addTo(map) : pin.remove());
}

export function flyTo(map, box, maxZoom = 16.5) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds([box.west, box.south, box.east, box.north], {
    padding: padding(),
    maxZoom,
    animate: !still,
    duration: 900,
  });
}
