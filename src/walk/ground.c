/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/ground.h"

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GROUND_CELL_MM 64000
#define GROUND_WALL_CELL_MM 16000
#define GROUND_NO_LEGS                                                                                                 \
  (HT_STREET_BRIDGE | HT_STREET_TUNNEL | HT_STREET_INDOOR | HT_STREET_LIFT | HT_STREET_FERRY | HT_STREET_CLOSED)

static ht_err add_segment(walk_barriers *barriers, walk_segment segment, ht_fault *fault) {
  if (segment.a.x_mm == segment.b.x_mm && segment.a.y_mm == segment.b.y_mm) return HT_OK;
  if (barriers->count == barriers->capacity) {
    size_t capacity = barriers->capacity ? 2 * barriers->capacity : 1024;
    walk_segment *segments = realloc(barriers->segments, capacity * sizeof *segments);
    if (!segments) return fault_memory(fault);
    barriers->segments = segments, barriers->capacity = capacity;
  }
  barriers->segments[barriers->count++] = segment;
  return HT_OK;
}

ht_err walk_barriers_add(walk_barriers *barriers, const walk_frame *frame, const ht_shape *shape, ht_fault *fault) {
  if (shape->kind != HT_LINES && shape->kind != HT_POLYGONS) return HT_OK; /* a point blocks nobody */
  for (uint32_t path = 0; path < shape->path_count; path++) {
    walk_segment segment = {{0, 0}, {0, 0}};
    for (uint32_t i = shape->path_start[path]; i < shape->path_start[path + 1]; i++) {
      segment.a = segment.b;
      if (!walk_frame_xy(frame, shape->points[i], &segment.b))
        return fault_set(fault, HT_BAD_DATA, "barrier: %g %g is no place within 2,000 km of the city",
                         shape->points[i].lon_deg, shape->points[i].lat_deg);
      ht_err err = i == shape->path_start[path] ? HT_OK : add_segment(barriers, segment, fault);
      if (err) return err;
    }
  }
  return HT_OK;
}

void walk_barriers_release(walk_barriers *barriers) {
  free(barriers->segments);
  *barriers = (walk_barriers){0};
}

static uint32_t count_streets(const walk_graph *graph) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < graph->edge_count; i++)
    if (!(graph->edges[i].flags & GROUND_NO_LEGS)) count += graph->edges[i].point_count - 1;
  return count;
}

static void fill_streets(const walk_graph *graph, walk_segment *streets, uint32_t *edge, uint32_t *point,
                         uint32_t *first) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < graph->edge_count; i++) {
    const walk_edge *e = &graph->edges[i];
    first[i] = count;
    if (e->flags & GROUND_NO_LEGS) continue;
    for (uint32_t p = e->first_point; p + 1 < e->first_point + e->point_count; p++, count++)
      streets[count] = (walk_segment){graph->points[p], graph->points[p + 1]}, edge[count] = i, point[count] = p;
  }
  first[graph->edge_count] = count;
}

/* Marks the streets that have a barrier near. Most have none, and their legs need no look at barriers. */
static void mark_walled(const walk_ground *ground, uint8_t *walled) {
  for (uint32_t i = 0; i < ground->street_count; i++)
    walled[i] =
        walk_cells_meet(&ground->walls.cells, ground->walls.segments, walk_box_of(ground->streets[i], WALK_WALLED_MM));
}

static ht_err build_streets(base_arena *arena, walk_ground *ground, ht_fault *fault) {
  const walk_graph *graph = ground->graph;
  uint32_t count = ground->street_count;
  walk_segment *streets = ARENA_ARRAY(arena, walk_segment, count);
  uint32_t *edge = ARENA_ARRAY(arena, uint32_t, count), *point = ARENA_ARRAY(arena, uint32_t, count);
  uint32_t *first = ARENA_ARRAY(arena, uint32_t, (size_t)graph->edge_count + 1);
  if (!streets || !edge || !point || !first) return fault_memory(fault);
  fill_streets(graph, streets, edge, point, first);
  ground->streets = streets, ground->street_edge = edge, ground->street_point = point, ground->edge_street = first;
  return walk_cells_build(arena, streets, count, GROUND_CELL_MM, &ground->street_cells) ? HT_OK : fault_memory(fault);
}

static ht_err build_walls(base_arena *arena, const walk_barriers *barriers, ht_fault *fault, walk_walls *walls) {
  if (barriers->count >= UINT32_MAX) return fault_set(fault, HT_LIMIT, "more than 2^32 pieces of barrier");
  walk_segment *segments = ARENA_ARRAY(arena, walk_segment, barriers->count);
  if (!segments) return fault_memory(fault);
  if (barriers->count > 0) memcpy(segments, barriers->segments, barriers->count * sizeof *segments);
  *walls = (walk_walls){.segments = segments, .count = (uint32_t)barriers->count};
  return walk_cells_build(arena, segments, walls->count, GROUND_WALL_CELL_MM, &walls->cells) ? HT_OK
                                                                                             : fault_memory(fault);
}

ht_err walk_ground_build(base_arena *arena, const walk_graph *graph, const walk_barriers *barriers, ht_fault *fault,
                         walk_ground *ground) {
  walk_ground built = {.graph = graph, .street_count = count_streets(graph)};
  ht_err err = build_streets(arena, &built, fault);
  if (!err) err = build_walls(arena, barriers, fault, &built.walls);
  if (err) return err;
  uint8_t *walled = ARENA_ARRAY(arena, uint8_t, built.street_count);
  if (!walled) return fault_memory(fault);
  mark_walled(&built, walled);
  built.street_walled = walled;
  *ground = built;
  return HT_OK;
}

/* Whether a segment begins, or ends, at a closed gate. */
static bool is_shut(const walk_ground *ground, uint32_t segment, bool at_end) {
  const walk_edge *edge = &ground->graph->edges[ground->street_edge[segment]];
  uint32_t point = ground->street_point[segment] + at_end;
  uint32_t gate = at_end ? edge->first_point + edge->point_count - 1 : edge->first_point;
  return point == gate && ground->graph->node_shut[at_end ? edge->node_b : edge->node_a];
}

bool walk_ground_look(const walk_ground *ground, walk_sight *sight, walk_xy eye, uint32_t segment, walk_interval whole,
                      walk_interval left[WALK_SIGHTS_MAX], uint32_t *count) {
  uint32_t seen, kept = 0;
  if (!walk_sight_look(sight, &ground->walls, eye, &ground->streets[segment], whole, left, &seen)) return false;
  for (uint32_t i = 0; i < seen; i++)
    if (left[i].from < left[i].to || whole.from == whole.to || !is_shut(ground, segment, left[i].to > 0.5))
      left[kept++] = left[i];
  *count = kept;
  return true;
}

uint32_t walk_ground_offset_mm(const walk_ground *ground, uint32_t segment, double fraction) {
  const uint32_t *offset = ground->graph->point_offset_mm + ground->street_point[segment];
  return offset[0] + (uint32_t)lround(fraction * (double)(offset[1] - offset[0]));
}
