/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/route.h"

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>

void walk_line_release(walk_line *line) {
  free(line->points);
  *line = (walk_line){0};
}

typedef struct route {
  const walk_graph *graph;
  const walk_search *search;
  walk_line *line;
  bool failed;
} route;

static void add_point(route *r, walk_xy point) {
  walk_line *line = r->line;
  if (line->count > 0 && line->points[line->count - 1].x_mm == point.x_mm &&
      line->points[line->count - 1].y_mm == point.y_mm)
    return;
  if (line->count == line->capacity) {
    size_t capacity = line->capacity ? 2 * line->capacity : 64;
    walk_xy *points = realloc(line->points, capacity * sizeof *points);
    if (!points) {
      r->failed = true;
      return;
    }
    line->points = points, line->capacity = capacity;
  }
  line->points[line->count++] = point;
}

/* Adds a part of an edge, from one offset to the other, either way. */
static void add_street(route *r, uint32_t edge, uint32_t from_mm, uint32_t to_mm) {
  const walk_edge *e = &r->graph->edges[edge];
  const uint32_t *offsets = r->graph->point_offset_mm + e->first_point;
  bool forward = from_mm <= to_mm;
  uint32_t least = forward ? from_mm : to_mm, most = forward ? to_mm : from_mm;
  add_point(r, walk_graph_point(r->graph, edge, from_mm));
  for (uint32_t i = 0; i < e->point_count; i++) {
    uint32_t p = forward ? i : e->point_count - 1 - i;
    if (offsets[p] > least && offsets[p] < most) add_point(r, r->graph->points[e->first_point + p]);
  }
  add_point(r, walk_graph_point(r->graph, edge, to_mm));
  r->line->length_mm += most - least;
}

/* The states of a way from the first to the last, turned round from the search's memory of what came before. */
static ht_err list_states(const route *r, uint32_t state, walk_list *states, ht_fault *fault) {
  uint32_t arc;
  for (; state != WALK_NONE; state = walk_search_before(r->search, state, &arc))
    if (!walk_list_push(states, state)) return fault_memory(fault);
  for (size_t i = 0, j = states->count; i + 1 < j; i++) {
    uint32_t swap = states->items[i];
    states->items[i] = states->items[--j], states->items[j] = swap;
  }
  return HT_OK;
}

/* The end of an edge at which a state's node lies; of a loop, the end on the cheaper side of the snap. */
static uint32_t end_at(const walk_graph *graph, uint32_t edge, uint32_t node, uint32_t offset_mm, bool towards_node) {
  const walk_edge *e = &graph->edges[edge];
  bool may_a = walk_graph_may_walk(graph, edge, offset_mm, false, towards_node);
  bool may_b = walk_graph_may_walk(graph, edge, offset_mm, true, towards_node);
  if (e->node_a != e->node_b) return e->node_a == node ? 0 : e->length_mm;
  if (may_a && may_b) return offset_mm <= e->length_mm / 2 ? 0 : e->length_mm;
  return may_a ? 0 : e->length_mm;
}

static void add_arc(route *r, uint32_t from_node, uint32_t arc) {
  uint32_t edge = r->graph->arcs[arc].edge;
  if (edge == WALK_NONE) return;
  const walk_edge *e = &r->graph->edges[edge];
  bool forward = e->node_a == from_node && (e->node_b != from_node || !(e->flags & HT_STREET_NO_FORWARD));
  add_street(r, edge, forward ? 0 : e->length_mm, forward ? e->length_mm : 0);
}

static ht_err add_streets(route *r, const walk_way *way, ht_fault *fault) {
  walk_list states = {0};
  uint32_t arc;
  ht_err err = list_states(r, way->state, &states, fault);
  if (!err) {
    (void)walk_search_before(r->search, states.items[0], &arc);
    walk_snap first = walk_search_seed_snap(r->search, arc);
    uint32_t node = walk_graph_state_node(r->graph, states.items[0]);
    r->line->length_mm += first.leg_mm;
    add_street(r, first.edge, first.offset_mm, end_at(r->graph, first.edge, node, first.offset_mm, true));
    for (size_t i = 1; i < states.count; i++) {
      (void)walk_search_before(r->search, states.items[i], &arc);
      add_arc(r, node, arc);
      node = walk_graph_state_node(r->graph, states.items[i]);
    }
    add_street(r, way->last.edge, end_at(r->graph, way->last.edge, node, way->last.offset_mm, false),
               way->last.offset_mm);
    r->line->length_mm += way->last.leg_mm;
  }
  walk_list_release(&states);
  return err;
}

static void add_meeting(route *r, walk_xy from, walk_xy meeting, walk_xy to) {
  walk_view view = walk_view_at(&r->graph->frame, to);
  geo_xy a = walk_view_xy(&view, from), m = walk_view_xy(&view, meeting);
  add_point(r, meeting);
  r->line->length_mm += lround(1000 * (hypot(a.x_m - m.x_m, a.y_m - m.y_m) + hypot(m.x_m, m.y_m)));
}

ht_err walk_route(const walk_search *search, const walk_question *question, const walk_way *way, ht_fault *fault,
                  walk_line *line) {
  const walk_place *from = question->place, *to = &question->targets->places[way->place];
  route r = {question->targets->ground->graph, search, line, false};
  ht_err err = HT_OK;
  line->count = 0, line->length_mm = 0;
  add_point(&r, from->at);
  if (way->kind == WALK_WAY_MEETING) add_meeting(&r, from->at, way->meeting, to->at);
  if (way->kind == WALK_WAY_THROUGH) err = add_streets(&r, way, fault);
  if (way->kind == WALK_WAY_ALONG) {
    add_street(&r, way->first.edge, way->first.offset_mm, way->last.offset_mm);
    line->length_mm += (int64_t)way->first.leg_mm + way->last.leg_mm;
  }
  add_point(&r, to->at);
  if (line->count == 1 && !r.failed) { /* a line has two points, even one that stays where it is */
    line->points[1] = line->points[0], line->count = 2;
  }
  if (!err && r.failed) err = fault_memory(fault);
  return err;
}
