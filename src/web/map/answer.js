// SPDX-License-Identifier: Apache-2.0
// The answer to "what about this place?": who is responsible, which stations are near on foot, and the way there. Asked
// again when a filter changes, redrawn when the language does.

import {get, latest} from '../api.js';
import {byId, fill} from '../dom.js';
import {
  addressCard,
  errorCard,
  gapCard,
  gridCard,
  hintCard,
  loadingCard,
  placeCard,
  stationCard,
  stationsCard,
} from './answer_cards.js';
import {draw, erase} from './canvas.js';
import {current, set, watch} from './state.js';

const STATIONS = 3;
const LEG_SHOWN_DEG = 1e-5; // about a metre: shorter legs off the street are not drawn

export class Answer {
  /**
   * `pin(place)` marks a place, `findGrid(code, layer)` returns a loaded grid, `circles` draws circles, `go(place)`
   * moves.
   */
  constructor({map, pin, findGrid, circles, go}) {
    Object.assign(this, {map, pin, findGrid, circles, go});
    this.said = null; // what is shown: {place, location, nearest, address, gap, station, problem}
    this.route = 0;
    this.ask = latest((signal, ...values) => this.askNow(signal, ...values));
    this.search = latest((signal, text) => this.searchNow(signal, text));
    watch(['profile', 'function', 'tier'], () => this.again());
    this.render();
  }

  /** Asks about a place. context: the gap that was clicked, the address by which it was found; or, with place null, the
      station to speak of instead. */
  async askNow(signal, place, context = {}) {
    set({place});
    this.route = 0;
    this.pin(place);
    this.show({place, ...context, loading: Boolean(place)});
    if (!place) return;
    const {profile, function: wanted, tier} = current();
    const [location, nearest] = await Promise.all([
      settle(get('/locate', place, signal)),
      settle(get('/nearest', {...place, k: STATIONS, route: true, profile, function: wanted, tier}, signal)),
    ]);
    this.show({place, ...context, location, nearest});
  }

  /** Resolves an address; more than one candidate is shown as a choice, never guessed between. */
  async searchNow(signal, text) {
    this.show({loading: true});
    const answer = await settle(get('/locate', {address: text}, signal));
    const found = answer.address;
    const place = Number.isFinite(answer.lon) ? {lon: answer.lon, lat: answer.lat} : null;
    if (place) {
      this.go(place);
      await this.ask(place, {address: found});
    } else {
      this.forgetPlace();
      this.show({address: found, problem: answer.problem});
    }
  }

  again() {
    const {place} = current();
    if (place) this.ask(place, {gap: this.said?.gap, address: this.said?.address});
  }

  forgetPlace() {
    set({place: null});
    this.pin(null);
  }

  clear() {
    this.forgetPlace();
    this.circles.clear();
    this.show(null);
  }

  show(said) {
    this.said = said;
    this.paint();
    this.render();
  }

  paint() {
    const {location, nearest, place} = this.said ?? {};
    const grid = location?.grid && this.findGrid(location.grid.code, location.grid.layer);
    draw(this.map, 'chosen', grid ? [grid] : []);
    const station = nearest?.stations?.[this.route];
    if (station?.route && place) this.paintRoute(station, place);
    else erase(this.map, 'route', 'legs');
  }

  paintRoute(station, place) {
    const line = station.route.geometry ?? station.route;
    const path = line.coordinates;
    const legs = [
      [[place.lon, place.lat], path[0]],
      [path.at(-1), [station.lon, station.lat]],
    ].filter(isLong);
    draw(this.map, 'route', [toFeature(line)]);
    draw(
      this.map,
      'legs',
      legs.map((coordinates) => toFeature({type: 'LineString', coordinates})),
    );
  }

  chooseRoute(index) {
    this.route = index;
    this.paint();
    this.render();
  }

  render() {
    fill(byId('answer'), ...this.cards());
  }

  cards() {
    const {said} = this;
    if (!said) return [hintCard()];
    const cards = [];
    if (said.problem) cards.push(errorCard(said.problem));
    if (said.address) cards.push(addressCard(said.address, (candidate) => this.chooseCandidate(candidate)));
    if (said.gap) cards.push(gapCard(said.gap));
    if (said.station) cards.push(stationCard(said.station, () => this.clear()));
    if (said.loading) return [...cards, loadingCard()];
    if (said.location) cards.push(said.location.problem ? errorCard(said.location.problem) : gridCard(said.location));
    if (said.nearest) cards.push(this.nearestCard(said.nearest));
    if (said.place)
      cards.push(placeCard(said.place, {circle: () => this.circles.around(said.place), clear: () => this.clear()}));
    return cards;
  }

  nearestCard(nearest) {
    if (nearest.problem) return errorCard(nearest.problem);
    const choose = (index) => this.chooseRoute(index);
    return stationsCard(nearest, {chosen: this.route, choose, circle: (station) => this.circles.ofStation(station)});
  }

  chooseCandidate(candidate) {
    const place = {lon: candidate.lon, lat: candidate.lat};
    this.go(place);
    this.ask(place);
  }
}

/** The answer, or {problem} when the service refused; an abort still throws. */
async function settle(promise) {
  try {
    return await promise;
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    return {problem};
  }
}

const isLong = ([[ax, ay], [bx, by]]) => Math.hypot(ax - bx, ay - by) > LEG_SHOWN_DEG;
const toFeature = (geometry) => ({type: 'Feature', properties: {}, geometry});
