/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_CELLS_H
#define WALK_CELLS_H

/* Straight pieces of the plane in uniform square cells: which of them come near a box? */

#include "base/arena.h"
#include "walk/frame.h"

typedef struct walk_segment {
  walk_xy a, b;
} walk_segment;

typedef struct walk_box {
  int64_t west_mm, south_mm, east_mm, north_mm;
} walk_box;

typedef struct walk_cells {
  int64_t west_mm, south_mm, cell_mm;
  int64_t columns, rows;
  const uint32_t *start; /* columns × rows + 1, row by row from the south */
  const uint32_t *items; /* indices of segments */
} walk_cells;

/* Numbers that grow; memory is kept from one use to the next. */
typedef struct walk_list {
  uint32_t *items;
  size_t count, capacity;
} walk_list;

HT_CHECKED bool walk_list_push(walk_list *list, uint32_t item);
void walk_list_release(walk_list *list);

/* Cells of at least cell_mm, larger where the segments are sparse. False when memory is exhausted. */
HT_CHECKED bool walk_cells_build(base_arena *arena, const walk_segment *segments, uint32_t count, int32_t cell_mm,
                                 walk_cells *cells);
/* Fills list with the segments of all cells that the box touches, ascending, each once. False when memory is
   exhausted. */
HT_CHECKED bool walk_cells_query(const walk_cells *cells, walk_box box, walk_list *list);

/* Whether the box of any segment meets the box. */
bool walk_cells_meet(const walk_cells *cells, const walk_segment *segments, walk_box box);

/* Fills list with the segments of all cells that a triangle touches, in no order, each once by the marks: one a segment
   of all, which hold numbers below mark. False when memory is exhausted. */
HT_CHECKED bool walk_cells_query_triangle(const walk_cells *cells, const walk_xy corners[3], uint32_t *marks,
                                          uint32_t mark, walk_list *list);

walk_box walk_box_around(walk_xy at, int64_t reach_mm);
walk_box walk_box_of(walk_segment segment, int64_t margin_mm);
/* Around a segment and the eye that looks at it: what may stand between them meets this box. */
walk_box walk_box_of_view(walk_segment segment, walk_xy eye);
static inline bool walk_box_meets(const walk_box *a, const walk_box *b) {
  return a->west_mm <= b->east_mm && b->west_mm <= a->east_mm && a->south_mm <= b->north_mm &&
         b->south_mm <= a->north_mm;
}

#endif
