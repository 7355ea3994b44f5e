/* SPDX-License-Identifier: Apache-2.0 */
#include "random_town.h"

#include <math.h>
#include <stdlib.h>

/* Streets cut into short pieces: a point every step, joined to its neighbours on the street and, at corners, to all. */
typedef struct sampled {
  const random_town *town;
  walk_xy *at;
  uint32_t *first; /* point of each street */
  double *cost;
  uint32_t count;
} sampled;

static double side(walk_xy a, walk_xy b, walk_xy c) {
  return ((double)b.x_mm - a.x_mm) * ((double)c.y_mm - a.y_mm) - ((double)b.y_mm - a.y_mm) * ((double)c.x_mm - a.x_mm);
}

/* Whether a leg from p to the street point s crosses a barrier before it arrives. */
static bool is_blocked(const random_town *town, walk_xy p, walk_xy s) {
  for (uint32_t i = 0; i < town->ground.walls.count; i++) {
    walk_segment wall = town->ground.walls.segments[i];
    double a = side(p, s, wall.a), b = side(p, s, wall.b), c = side(wall.a, wall.b, p), d = side(wall.a, wall.b, s);
    if (((a > 0) != (b > 0)) && ((c > 0 && d < 0) || (c < 0 && d > 0))) return true;
  }
  return false;
}

/* Metres of a leg, or INFINITY when it is too long or blocked. */
static double leg_m(const random_town *town, walk_xy p, walk_xy s) {
  walk_view view = walk_view_at(&town->graph.frame, p);
  double metres = walk_view_distance_m(&view, s);
  return metres > town->profile.longest_leg_mm / 1000.0 || is_blocked(town, p, s) ? INFINITY : metres;
}

static bool takes_legs(const random_town *town, uint32_t street) {
  return !(town->streets[street].flags & (HT_STREET_BRIDGE | HT_STREET_CLOSED));
}

static void sample(sampled *s, const random_town *town, double step_m) {
  uint32_t capacity = 0;
  s->town = town, s->count = 0;
  s->first = calloc(town->network.street_count + 1, sizeof *s->first);
  for (uint32_t i = 0; i < town->network.street_count; i++)
    capacity += 2 + (uint32_t)ceil((double)town->streets[i].length_mm / 1000 / step_m);
  s->at = calloc(capacity, sizeof *s->at), s->cost = calloc(capacity, sizeof *s->cost);
  for (uint32_t i = 0; i < town->network.street_count; i++) {
    uint32_t pieces = 1 + (uint32_t)ceil((double)town->streets[i].length_mm / 1000 / step_m);
    s->first[i] = s->count;
    for (uint32_t k = 0; k <= pieces; k++)
      s->at[s->count++] =
          walk_graph_point(&town->graph, i, (uint32_t)((uint64_t)town->streets[i].length_mm * k / pieces));
  }
  s->first[town->network.street_count] = s->count;
}

/* Walks along a street from one end to the other, lowering costs; the last point's may have fallen. */
static bool sweep(sampled *s, uint32_t street, bool forward) {
  uint32_t from = s->first[street], to = s->first[street + 1] - 1;
  double piece = (double)s->town->costs.edge_cost[street] / (to - from);
  bool better = false;
  if (s->town->streets[street].flags & HT_STREET_CLOSED) return false;
  if (s->town->streets[street].flags & (forward ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD)) return false;
  for (uint32_t k = 0; k < to - from; k++) {
    double *here = forward ? &s->cost[from + k] : &s->cost[to - k];
    double *next = forward ? here + 1 : here - 1;
    if (*here + piece < *next - 1e-9) *next = *here + piece, better = true;
  }
  return better;
}

/* Makes the ends of all streets at each corner equal. */
static bool join(sampled *s) {
  const random_town *town = s->town;
  double least[TOWN_NODES];
  bool better = false;
  for (uint32_t i = 0; i < TOWN_NODES; i++) least[i] = INFINITY;
  for (int round = 0; round < 2; round++)
    for (uint32_t end = 0; end < 2 * town->network.street_count; end++) {
      const ht_street_record *street = &town->streets[end / 2];
      double *cost = &s->cost[end % 2 ? s->first[end / 2 + 1] - 1 : s->first[end / 2]];
      double *node = &least[end % 2 ? street->node_b : street->node_a];
      if (street->flags & HT_STREET_CLOSED) continue;
      if (round == 0)
        *node = fmin(*node, *cost);
      else if (*node < *cost - 1e-9)
        *cost = *node, better = true;
    }
  return better;
}

double random_town_sampled_ms(const random_town *town, walk_xy from, walk_xy to, double step_m) {
  sampled s;
  double best = INFINITY, ms_per_m = 3.6e6 / town->profile.speed_m_per_h;
  sample(&s, town, step_m);
  for (uint32_t street = 0; street < town->network.street_count; street++)
    for (uint32_t i = s.first[street]; i < s.first[street + 1]; i++)
      s.cost[i] = takes_legs(town, street) ? leg_m(town, from, s.at[i]) * ms_per_m : INFINITY;
  for (bool better = true; better;) {
    better = join(&s);
    for (uint32_t street = 0; street < town->network.street_count; street++) {
      better |= sweep(&s, street, true);
      better |= sweep(&s, street, false);
    }
  }
  for (uint32_t street = 0; street < town->network.street_count; street++)
    for (uint32_t i = s.first[street]; i < s.first[street + 1] && takes_legs(town, street); i++)
      if (s.cost[i] < best) best = fmin(best, s.cost[i] + leg_m(town, to, s.at[i]) * ms_per_m);
  free(s.at);
  free(s.first);
  free(s.cost);
  return best;
}
