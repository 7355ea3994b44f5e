/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/nearest.h"

#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

#define NEAREST_CELL_MM 256000

static ht_err index_edges(base_arena *arena, walk_targets *targets, ht_fault *fault) {
  uint32_t edge_count = targets->ground->graph->edge_count, total = 0;
  uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)edge_count + 1);
  if (!start) return fault_memory(fault);
  for (uint32_t i = 0; i < targets->place_count; i++)
    for (uint32_t s = 0; s < targets->places[i].snap_count; s++) start[targets->places[i].snaps[s].edge]++;
  for (uint32_t edge = 0; edge <= edge_count; edge++) total += start[edge], start[edge] = total;
  walk_target_snap *items = ARENA_ARRAY(arena, walk_target_snap, total);
  if (!items) return fault_memory(fault);
  for (uint32_t i = targets->place_count; i-- > 0;)
    for (uint32_t s = targets->places[i].snap_count; s-- > 0;)
      items[--start[targets->places[i].snaps[s].edge]] = (walk_target_snap){i, s};
  targets->edge_start = start, targets->on_edges = items;
  return HT_OK;
}

ht_err walk_targets_build(base_arena *arena, const walk_ground *ground, const walk_place *places,
                          const uint32_t *place_target, uint32_t place_count, uint32_t count, ht_fault *fault,
                          walk_targets *targets) {
  walk_targets built = {
      .ground = ground, .count = count, .place_count = place_count, .places = places, .place_target = place_target};
  walk_segment *points = ARENA_ARRAY(arena, walk_segment, place_count);
  if (!points) return fault_memory(fault);
  for (uint32_t i = 0; i < place_count; i++) points[i] = (walk_segment){places[i].at, places[i].at};
  if (!walk_cells_build(arena, points, place_count, NEAREST_CELL_MM, &built.cells)) return fault_memory(fault);
  ht_err err = index_edges(arena, &built, fault);
  if (!err) *targets = built;
  return err;
}

void walk_nearest_release(walk_nearest *nearest) {
  walk_list_release(&nearest->near);
  free(nearest->ways);
  free(nearest->way_of);
  *nearest = (walk_nearest){0};
}

static ht_err begin(walk_nearest *nearest, const walk_question *question, ht_fault *fault) {
  size_t ways = (size_t)question->k + 1, targets = question->targets->count;
  if (ways > nearest->way_capacity) {
    walk_way *larger = realloc(nearest->ways, ways * sizeof *larger);
    if (!larger) return fault_memory(fault);
    nearest->ways = larger, nearest->way_capacity = ways;
  }
  if (targets > nearest->target_capacity) {
    uint32_t *larger = realloc(nearest->way_of, targets * sizeof *larger);
    if (!larger) return fault_memory(fault);
    memset(larger + nearest->target_capacity, 0xff, (targets - nearest->target_capacity) * sizeof *larger);
    nearest->way_of = larger, nearest->target_capacity = targets;
  }
  for (size_t i = 0; i < nearest->way_count; i++) nearest->way_of[nearest->ways[i].target] = WALK_NONE;
  nearest->way_count = 0;
  return HT_OK;
}

/* What a way must not exceed to be among the k. */
static int64_t bar(const walk_nearest *nearest, const walk_question *question) {
  return nearest->way_count < question->k ? question->limit : nearest->ways[question->k - 1].cost;
}

static bool comes_before(const walk_way *a, const walk_way *b) {
  return a->cost != b->cost ? a->cost < b->cost : a->target < b->target;
}

/* Puts a way among the best k, one a target. */
static void offer(walk_nearest *nearest, const walk_question *question, walk_way way) {
  if (way.cost > bar(nearest, question)) return;
  way.target = question->targets->place_target[way.place];
  if (question->wanted && !question->wanted[way.target]) return;
  size_t at = nearest->way_of[way.target];
  if (at == WALK_NONE)
    at = nearest->way_count++;
  else if (nearest->ways[at].cost <= way.cost)
    return;
  for (; at > 0 && comes_before(&way, &nearest->ways[at - 1]); at--) {
    nearest->ways[at] = nearest->ways[at - 1];
    nearest->way_of[nearest->ways[at].target] = (uint32_t)at;
  }
  nearest->ways[at] = way, nearest->way_of[way.target] = (uint32_t)at;
  if (nearest->way_count > question->k) nearest->way_of[nearest->ways[--nearest->way_count].target] = WALK_NONE;
}

static bool find_near(walk_nearest *nearest, const walk_question *question) {
  int64_t reach_mm = 2 * (int64_t)question->costs->profile->longest_leg_mm;
  reach_mm += reach_mm / 50; /* the plane's scale is that of the city's middle */
  return walk_cells_query(&question->targets->cells, walk_box_around(question->place->at, reach_mm), &nearest->near);
}

static ht_err offer_meetings(walk_nearest *nearest, const walk_question *question, ht_fault *fault) {
  if (!find_near(nearest, question)) return fault_memory(fault);
  for (size_t i = 0; i < nearest->near.count; i++) {
    walk_way way = {.place = nearest->near.items[i], .kind = WALK_WAY_MEETING};
    way.cost = walk_meet_cost(question->targets->ground, question->costs->profile,
                              &question->targets->places[way.place], question->place, &way.meeting);
    offer(nearest, question, way);
  }
  return HT_OK;
}

static void offer_along_edges(walk_nearest *nearest, const walk_question *question) {
  const walk_targets *targets = question->targets;
  for (uint32_t i = 0; i < question->place->snap_count; i++) {
    walk_snap from = question->place->snaps[i];
    for (uint32_t t = targets->edge_start[from.edge]; t < targets->edge_start[from.edge + 1]; t++) {
      walk_target_snap on = targets->on_edges[t];
      walk_way way = {
          .place = on.place, .kind = WALK_WAY_ALONG, .first = from, .last = targets->places[on.place].snaps[on.snap]};
      way.cost = walk_along_cost(targets->ground->graph, question->costs, &from, &way.last);
      offer(nearest, question, way);
    }
  }
}

/* Offers the targets on the edges that lead away from a settled state. */
static void offer_around(walk_nearest *nearest, const walk_question *question, uint32_t state, int64_t cost) {
  const walk_targets *targets = question->targets;
  const walk_graph *graph = targets->ground->graph;
  uint32_t node = walk_graph_state_node(graph, state);
  for (uint32_t i = graph->arc_start[node]; i < graph->arc_start[node + 1]; i++) {
    const walk_arc *arc = &graph->arcs[i];
    if (arc->edge == WALK_NONE) continue;
    for (uint32_t t = targets->edge_start[arc->edge]; t < targets->edge_start[arc->edge + 1]; t++) {
      walk_target_snap on = targets->on_edges[t];
      walk_way way = {.place = on.place,
                      .kind = WALK_WAY_THROUGH,
                      .state = state,
                      .last = targets->places[on.place].snaps[on.snap]};
      int64_t along = walk_costs_along(question->costs, graph, arc->edge, way.last.offset_mm);
      int64_t leg = walk_profile_leg_cost(question->costs->profile, way.last.leg_mm);
      const walk_edge *edge = &graph->edges[arc->edge];
      if (edge->node_a == node && walk_graph_may_walk(graph, arc->edge, way.last.offset_mm, false, false)) {
        way.cost = cost + along + leg;
        offer(nearest, question, way);
      }
      if (edge->node_b == node && walk_graph_may_walk(graph, arc->edge, way.last.offset_mm, true, false)) {
        way.cost = cost + question->costs->edge_cost[arc->edge] - along + leg;
        offer(nearest, question, way);
      }
    }
  }
}

ht_err walk_nearest_find(walk_nearest *nearest, walk_search *search, const walk_question *question, ht_fault *fault,
                         const walk_way **ways, uint32_t *count) {
  uint32_t state;
  int64_t cost;
  ht_err err = begin(nearest, question, fault);
  if (err || (err = offer_meetings(nearest, question, fault)) ||
      (err = walk_search_begin(search, question->targets->ground->graph, question->costs, WALK_FROM, fault)) ||
      (err = walk_search_seed_place(search, question->place, 0, fault)))
    return err;
  offer_along_edges(nearest, question);
  while (walk_search_next(search, bar(nearest, question), &state, &cost)) offer_around(nearest, question, state, cost);
  if ((err = walk_search_run(search, -1, fault))) return err;
  *ways = nearest->ways, *count = (uint32_t)nearest->way_count;
  return HT_OK;
}

ht_err walk_nearest_meeting(walk_nearest *nearest, const walk_question *question, ht_fault *fault, int64_t *cost,
                            uint32_t *target) {
  *cost = WALK_COST_NONE, *target = WALK_NONE;
  if (!find_near(nearest, question)) return fault_memory(fault);
  for (size_t i = 0; i < nearest->near.count; i++) {
    uint32_t place = nearest->near.items[i], at = question->targets->place_target[place];
    if (question->wanted && !question->wanted[at]) continue;
    int64_t legs = walk_meet_cost(question->targets->ground, question->costs->profile,
                                  &question->targets->places[place], question->place, NULL);
    if (legs < *cost || (legs == *cost && at < *target)) *cost = legs, *target = at;
  }
  return HT_OK;
}
