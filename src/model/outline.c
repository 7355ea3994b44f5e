/* SPDX-License-Identifier: Apache-2.0 */
#include "model/outline.h"

#include <stdlib.h>

#include "model/path.h"

/*
 * Rings around sets of blocks.
 *
 * A piece belongs to the outline of a set when the set is on one side only. Each such piece is an edge that keeps the
 * set on its left; edges that follow each other make rings. Where four blocks meet and a set holds two opposite ones,
 * a corner has two edges to go on with; turning right there keeps every ring simple, as OGC wants it.
 */

typedef struct outline_edge {
  uint32_t label;
  model_spot from, to;
  bool used;
} outline_edge;

typedef struct outline_ring {
  uint32_t first, count; /* into the corners */
  int64_t area;          /* twice, in cm2; positive: a shell */
} outline_ring;

typedef struct outline_work {
  SHEET_LIST(outline_edge) edges;
  SHEET_LIST(model_spot) corners; /* of the set at hand */
  SHEET_LIST(outline_ring) rings;
} outline_work;

static int compare_spots(model_spot a, model_spot b) {
  if (a.v_cm != b.v_cm) return a.v_cm < b.v_cm ? -1 : 1;
  return (a.u_cm > b.u_cm) - (a.u_cm < b.u_cm);
}

static int compare_edges(const void *left, const void *right) {
  const outline_edge *a = left, *b = right;
  if (a->label != b->label) return a->label < b->label ? -1 : 1;
  int order = compare_spots(a->from, b->from);
  return order ? order : compare_spots(a->to, b->to);
}

static void add_edge(model_sheet *sheet, outline_work *work, uint32_t label, const model_line *line,
                     const model_piece *piece, bool forward) {
  if (label == MODEL_NONE) return;
  model_spot from =
      line->upright ? (model_spot){line->at_cm, piece->from_cm} : (model_spot){piece->from_cm, line->at_cm};
  model_spot to = line->upright ? (model_spot){line->at_cm, piece->to_cm} : (model_spot){piece->to_cm, line->at_cm};
  *SHEET_PUSH(sheet, &work->edges) =
      (outline_edge){.label = label, .from = forward ? from : to, .to = forward ? to : from};
}

static void list_edges(model_sheet *sheet, const model_blocks *blocks, const model_borders *borders,
                       const uint32_t *labels, outline_work *work) {
  for (uint32_t i = 0; i < borders->pieces.count; i++) {
    const model_piece *piece = &borders->pieces.items[i];
    const model_line *line = &blocks->lines.items[piece->line];
    uint32_t low = piece->low == MODEL_NONE ? MODEL_NONE : labels[piece->low];
    uint32_t high = piece->high == MODEL_NONE ? MODEL_NONE : labels[piece->high];
    if (low == high) continue;
    add_edge(sheet, work, low, line, piece, line->upright);
    add_edge(sheet, work, high, line, piece, !line->upright);
  }
  qsort(work->edges.items, work->edges.count, sizeof *work->edges.items, compare_edges);
}

/* Whether going from a to b to c turns right. */
static bool turns_right(model_spot a, model_spot b, model_spot c) {
  int64_t cross = (int64_t)(b.u_cm - a.u_cm) * (c.v_cm - b.v_cm) - (int64_t)(b.v_cm - a.v_cm) * (c.u_cm - b.u_cm);
  return cross < 0;
}

/* The edge of the same set that goes on from the end of `edge`; NULL when the ring is closed. */
static outline_edge *next_edge(outline_work *work, const outline_edge *edge) {
  uint32_t low = 0, high = work->edges.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const outline_edge *probe = &work->edges.items[middle];
    if (probe->label < edge->label || (probe->label == edge->label && compare_spots(probe->from, edge->to) < 0))
      low = middle + 1;
    else
      high = middle;
  }
  outline_edge *next = NULL;
  for (uint32_t i = low; i < work->edges.count; i++) {
    outline_edge *probe = &work->edges.items[i];
    if (probe->label != edge->label || compare_spots(probe->from, edge->to) != 0) break;
    if (!next || turns_right(edge->from, edge->to, probe->to)) next = probe;
  }
  return next && next->used ? NULL : next;
}

static void trace_ring(model_sheet *sheet, outline_work *work, outline_edge *edge) {
  outline_ring ring = {.first = work->corners.count};
  for (; edge; edge = next_edge(work, edge)) {
    edge->used = true;
    *SHEET_PUSH(sheet, &work->corners) = edge->from;
    ring.count++;
    ring.area += (int64_t)edge->from.u_cm * edge->to.v_cm - (int64_t)edge->to.u_cm * edge->from.v_cm;
  }
  *SHEET_PUSH(sheet, &work->rings) = ring;
}

/* Draws the rings at hand as one polygon, its shell first. */
static ht_shape draw_rings(model_sheet *sheet, const model_plan *plan, outline_work *work) {
  uint32_t count = work->rings.count, at = 0;
  uint32_t *starts = sheet_array(sheet, (size_t)count + 3, sizeof *starts);
  if (!starts) return (ht_shape){0};
  model_path path = {.step_cm = PATH_FINE_STEP_CM};
  for (int shells = 1; shells >= 0; shells--) {
    for (uint32_t i = 0; i < count; i++) {
      const outline_ring *ring = &work->rings.items[i];
      if ((ring->area > 0) != (shells > 0)) continue;
      const model_spot *corners = work->corners.items + ring->first;
      path_start(sheet, plan, &path, corners[0]);
      for (uint32_t j = 0; j < ring->count; j++)
        path_follow(sheet, plan, &path, corners[j], corners[(j + 1) % ring->count]);
      starts[++at] = path.points.count;
    }
  }
  starts[count + 2] = count;
  return (ht_shape){.kind = HT_POLYGONS,
                    .point_count = path.points.count,
                    .path_count = count,
                    .part_count = 1,
                    .points = path.points.items,
                    .path_start = starts,
                    .part_start = starts + count + 1};
}

void outline_draw(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, const model_borders *borders,
                  const uint32_t *labels, uint32_t count, ht_shape *shapes) {
  outline_work work = {0};
  list_edges(sheet, blocks, borders, labels, &work);
  uint32_t at = 0;
  for (uint32_t label = 0; label < count && !sheet->failed; label++) {
    work.corners.count = work.rings.count = 0;
    for (; at < work.edges.count && work.edges.items[at].label == label; at++)
      if (!work.edges.items[at].used) trace_ring(sheet, &work, &work.edges.items[at]);
    shapes[label] = draw_rings(sheet, plan, &work);
  }
}
