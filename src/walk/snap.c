/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/snap.h"

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void walk_snapper_release(walk_snapper *snapper) {
  walk_list_release(&snapper->streets);
  walk_sight_release(&snapper->sight);
  free(snapper->ends);
  free(snapper->snaps);
  free(snapper->seen);
  *snapper = (walk_snapper){0};
}

/* Makes room for one more item of an array that grows. */
static bool grow(void **items, size_t *capacity, size_t count, size_t item_size) {
  if (count < *capacity) return true;
  size_t larger = *capacity ? 2 * *capacity : 64;
  void *moved = realloc(*items, larger * item_size);
  if (!moved) return false;
  *items = moved, *capacity = larger;
  return true;
}

static bool add_snap(walk_snapper *snapper, walk_snap snap) {
  if (!grow((void **)&snapper->snaps, &snapper->snap_capacity, snapper->snap_count, sizeof snap)) return false;
  snapper->snaps[snapper->snap_count++] = snap;
  return true;
}

static bool add_end(walk_snapper *snapper, walk_end end) {
  if (!grow((void **)&snapper->ends, &snapper->end_capacity, snapper->end_count, sizeof end)) return false;
  snapper->ends[snapper->end_count++] = end;
  return true;
}

static bool add_seen(walk_snapper *snapper, walk_seen seen) {
  if (!grow((void **)&snapper->seen, &snapper->seen_capacity, snapper->seen_count, sizeof *snapper->seen)) return false;
  snapper->seen[snapper->seen_count++] = seen;
  return true;
}

/* Adds what is visible of one segment, and keeps the nearest visible point of all. */
static bool look_at(walk_snapper *snapper, const walk_ground *ground, const walk_view *view, double reach_m,
                    uint32_t id, walk_place *place) {
  const walk_segment *segment = &ground->streets[id];
  walk_interval disc, left[WALK_SIGHTS_MAX];
  if (!walk_sight_disc(view, segment, reach_m, &disc)) return true;
  uint32_t count;
  if (!walk_ground_look(ground, &snapper->sight, view->at, id, disc, left, &count)) return false;
  for (uint32_t i = 0; i < count; i++) {
    if (!add_seen(snapper, (walk_seen){id, left[i]})) return false;
    geo_xy foot = walk_sight_at(view, segment, walk_sight_nearest(view, segment, left[i]));
    double distance_m = hypot(foot.x_m, foot.y_m);
    if (place->nearest_m < 0 || distance_m < place->nearest_m)
      place->nearest_m = distance_m, place->nearest_edge = ground->street_edge[id];
  }
  return true;
}

/* Whether part j of what is seen goes on where part i ends: the next segment of the same edge. */
static bool goes_on(const walk_snapper *snapper, const walk_ground *ground, size_t i, size_t j) {
  if (j >= snapper->seen_count) return false;
  const walk_seen *a = &snapper->seen[i], *b = &snapper->seen[j];
  return b->segment == a->segment + 1 && ground->street_edge[a->segment] == ground->street_edge[b->segment] &&
         a->part.to == 1 && b->part.from == 0;
}

/* The end of a visible stretch at a fraction of a segment. An edge of no length has its end at node a. */
static walk_end end_at(const walk_ground *ground, const walk_view *view, uint32_t segment, double fraction) {
  geo_xy at = walk_sight_at(view, &ground->streets[segment], fraction);
  uint32_t edge = ground->street_edge[segment], offset_mm = walk_ground_offset_mm(ground, segment, fraction);
  const walk_edge *e = &ground->graph->edges[edge];
  uint32_t node = offset_mm == 0 ? e->node_a : offset_mm == e->length_mm ? e->node_b : WALK_NONE;
  return (walk_end){{edge, offset_mm, (uint32_t)lround(hypot(at.x_m, at.y_m) * 1000)}, node, false};
}

/* Adds both ends of every visible stretch of an edge. */
static bool add_ends(walk_snapper *snapper, const walk_ground *ground, const walk_view *view) {
  for (size_t i = 0; i < snapper->seen_count; i++) {
    size_t last = i;
    while (goes_on(snapper, ground, last, last + 1)) last++;
    walk_end from = end_at(ground, view, snapper->seen[i].segment, snapper->seen[i].part.from);
    walk_end to = end_at(ground, view, snapper->seen[last].segment, snapper->seen[last].part.to);
    from.is_stretch = to.is_stretch = to.snap.offset_mm != from.snap.offset_mm;
    if (!add_end(snapper, from) || (from.is_stretch && !add_end(snapper, to))) return false;
    i = last;
  }
  return true;
}

static bool has_link(const walk_graph *graph, uint32_t node) {
  for (uint32_t i = graph->arc_start[node]; i < graph->arc_start[node + 1]; i++)
    if (graph->arcs[i].edge == WALK_NONE) return true;
  return false;
}

/* Whether end i may be left out: another at the same node stands before it, or every street there is visible, so that
   whoever comes to the node along one of them left it earlier. */
static bool is_idle(const walk_snapper *snapper, const walk_graph *graph, size_t i) {
  uint32_t node = snapper->ends[i].node, arms = 0;
  if (node == WALK_NONE) return false;
  for (size_t j = 0; j < snapper->end_count; j++) {
    if (snapper->ends[j].node != node) continue;
    if (j < i) return true;
    arms += snapper->ends[j].is_stretch;
  }
  uint32_t degree = graph->arc_start[node + 1] - graph->arc_start[node];
  return degree > 1 && arms == degree && !has_link(graph, node);
}

static bool choose_snaps(walk_snapper *snapper, const walk_graph *graph) {
  for (size_t i = 0; i < snapper->end_count; i++)
    if (!is_idle(snapper, graph, i) && !add_snap(snapper, snapper->ends[i].snap)) return false;
  return true;
}

static ht_err hand_out(walk_snapper *snapper, base_arena *arena, ht_fault *fault, walk_place *place) {
  walk_snap *snaps = snapper->snaps;
  walk_seen *seen = snapper->seen;
  if (arena) {
    snaps = ARENA_ARRAY(arena, walk_snap, snapper->snap_count);
    seen = ARENA_ARRAY(arena, walk_seen, snapper->seen_count);
    if (!snaps || !seen) return fault_memory(fault);
    if (snapper->snap_count > 0) memcpy(snaps, snapper->snaps, snapper->snap_count * sizeof *snaps);
    if (snapper->seen_count > 0) memcpy(seen, snapper->seen, snapper->seen_count * sizeof *seen);
  }
  place->snaps = snaps, place->snap_count = (uint32_t)snapper->snap_count;
  place->seen = seen, place->seen_count = (uint32_t)snapper->seen_count;
  return HT_OK;
}

ht_err walk_snap_place(walk_snapper *snapper, const walk_ground *ground, walk_xy at, int32_t longest_leg_mm,
                       base_arena *arena, ht_fault *fault, walk_place *place) {
  walk_place found = {.at = at, .nearest_m = -1, .nearest_edge = WALK_NONE};
  walk_view view = walk_view_at(&ground->graph->frame, at);
  /* The plane's millimetres may be a little shorter or longer than true ones. */
  int64_t reach_mm = (int64_t)ceil(longest_leg_mm / 1000.0 / fmin(view.scale_x, view.scale_y)) + 2;
  walk_box box = walk_box_around(at, reach_mm);
  snapper->end_count = snapper->snap_count = snapper->seen_count = 0;
  if (!walk_cells_query(&ground->street_cells, box, &snapper->streets)) return fault_memory(fault);
  for (size_t i = 0; i < snapper->streets.count; i++)
    if (!look_at(snapper, ground, &view, longest_leg_mm / 1000.0, snapper->streets.items[i], &found))
      return fault_memory(fault);
  if (!add_ends(snapper, ground, &view) || !choose_snaps(snapper, ground->graph)) return fault_memory(fault);
  ht_err err = hand_out(snapper, arena, fault, &found);
  if (!err) *place = found;
  return err;
}

/* The cost of the two legs that meet on the common part of a segment, and where (a fraction). */
static int64_t meet_on(const walk_view *view, const walk_profile *profile, const walk_segment *segment,
                       walk_interval part, walk_xy other, double *fraction) {
  geo_xy a = walk_view_xy(view, segment->a), b = walk_view_xy(view, segment->b), p = walk_view_xy(view, other);
  double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m, square = dx * dx + dy * dy, at = 0;
  if (square > 0) {
    /* Reflected to opposite sides, the straight line between the two crosses the street in proportion to their
     * distances. */
    double foot_0 = -(a.x_m * dx + a.y_m * dy) / square,
           foot_1 = ((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / square;
    double off_0 = fabs(a.x_m * dy - a.y_m * dx), off_1 = fabs((a.x_m - p.x_m) * dy - (a.y_m - p.y_m) * dx);
    at = off_0 + off_1 > 0 ? (foot_0 * off_1 + foot_1 * off_0) / (off_0 + off_1) : foot_0;
  }
  at = fmax(part.from, fmin(part.to, at));
  geo_xy s = {a.x_m + at * dx, a.y_m + at * dy};
  *fraction = at;
  return walk_profile_leg_cost(profile, lround(hypot(s.x_m, s.y_m) * 1000)) +
         walk_profile_leg_cost(profile, lround(hypot(s.x_m - p.x_m, s.y_m - p.y_m) * 1000));
}

int64_t walk_meet_cost(const walk_ground *ground, const walk_profile *profile, const walk_place *a, const walk_place *b,
                       walk_xy *meeting) {
  walk_view view = {0};
  int64_t best = WALK_COST_NONE;
  for (uint32_t i = 0, j = 0; i < a->seen_count && j < b->seen_count;) {
    const walk_seen *one = &a->seen[i], *two = &b->seen[j];
    walk_interval part = {fmax(one->part.from, two->part.from), fmin(one->part.to, two->part.to)};
    if (one->segment == two->segment && part.from <= part.to) {
      const walk_segment *segment = &ground->streets[one->segment];
      double at;
      if (view.scale_x == 0) view = walk_view_at(&ground->graph->frame, a->at);
      int64_t cost = meet_on(&view, profile, segment, part, b->at, &at);
      if (cost < best && meeting)
        *meeting = (walk_xy){(int32_t)lround(segment->a.x_mm + at * ((double)segment->b.x_mm - segment->a.x_mm)),
                             (int32_t)lround(segment->a.y_mm + at * ((double)segment->b.y_mm - segment->a.y_mm))};
      if (cost < best) best = cost;
    }
    bool first_ends = one->segment < two->segment || (one->segment == two->segment && one->part.to < two->part.to);
    if (first_ends)
      i++;
    else
      j++;
  }
  return best;
}
