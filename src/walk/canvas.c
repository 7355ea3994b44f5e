/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/canvas.h"

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CANVAS_MARGIN 2 /* corners around what can be reached, so that the outermost are outside */
#define CANVAS_BLOCK_MAX 16

void walk_canvas_release(walk_canvas *canvas) {
  free(canvas->values);
  free(canvas->filled);
  *canvas = (walk_canvas){0};
}

static int32_t floor_side(double mm) {
  return (int32_t)floor(mm / WALK_LATTICE_MM);
}

/* How many corners a block's side may have for all of them to be within the leg of a point anywhere in the block. */
static uint32_t block_of(const walk_canvas *canvas, double leg_m) {
  double diagonal = sqrt(canvas->side_x_m * canvas->side_x_m + canvas->side_y_m * canvas->side_y_m);
  double fits = (leg_m - WALK_CLEARANCE_M) / diagonal;
  return fits < 1 ? 0 : fits > CANVAS_BLOCK_MAX ? CANVAS_BLOCK_MAX : (uint32_t)fits;
}

static bool make_room(walk_canvas *canvas, size_t corners, size_t blocks) {
  if (corners > canvas->value_capacity) {
    free(canvas->values);
    canvas->values = malloc(corners * sizeof *canvas->values);
    canvas->value_capacity = canvas->values ? corners : 0;
  }
  if (blocks > canvas->block_capacity) {
    free(canvas->filled);
    canvas->filled = malloc(blocks);
    canvas->block_capacity = canvas->filled ? blocks : 0;
  }
  return canvas->value_capacity >= corners && canvas->block_capacity >= blocks;
}

ht_err walk_canvas_begin(walk_canvas *canvas, const walk_view *view, walk_xy south_west, walk_xy north_east,
                         double leg_m, ht_fault *fault) {
  double reach_x_mm = leg_m / view->scale_x, reach_y_mm = leg_m / view->scale_y;
  canvas->west = floor_side(south_west.x_mm - reach_x_mm) - CANVAS_MARGIN;
  canvas->south = floor_side(south_west.y_mm - reach_y_mm) - CANVAS_MARGIN;
  double columns = floor_side(north_east.x_mm + reach_x_mm) + 2.0 + CANVAS_MARGIN - canvas->west;
  double rows = floor_side(north_east.y_mm + reach_y_mm) + 2.0 + CANVAS_MARGIN - canvas->south;
  if (columns * rows > WALK_CORNERS_MAX)
    return fault_set(fault, HT_LIMIT, "the circle is %.0f by %.0f km, larger than can be drawn", columns * 0.008,
                     rows * 0.008);
  canvas->view = *view, canvas->columns = (uint32_t)columns, canvas->rows = (uint32_t)rows;
  canvas->side_x_m = WALK_LATTICE_MM * view->scale_x, canvas->side_y_m = WALK_LATTICE_MM * view->scale_y;
  canvas->x_m = ((double)canvas->west * WALK_LATTICE_MM - view->at.x_mm) * view->scale_x;
  canvas->y_m = ((double)canvas->south * WALK_LATTICE_MM - view->at.y_mm) * view->scale_y;
  canvas->block = block_of(canvas, leg_m);
  uint32_t block = canvas->block ? canvas->block : CANVAS_BLOCK_MAX;
  canvas->block_columns = (canvas->columns + block - 1) / block;
  size_t blocks = (size_t)canvas->block_columns * ((canvas->rows + block - 1) / block);
  size_t corners = (size_t)canvas->columns * canvas->rows;
  if (!make_room(canvas, corners, blocks)) return fault_memory(fault);
  for (size_t i = 0; i < corners; i++) canvas->values[i] = (float)WALK_CLEARANCE_M;
  memset(canvas->filled, 0, blocks);
  return HT_OK;
}

walk_ray walk_canvas_ray(const walk_canvas *canvas, walk_xy a, walk_xy b) {
  geo_xy from = walk_view_xy(&canvas->view, a), to = walk_view_xy(&canvas->view, b);
  double dx = to.x_m - from.x_m, dy = to.y_m - from.y_m, length = sqrt(dx * dx + dy * dy);
  if (length == 0) return (walk_ray){from.x_m, from.y_m, 1, 0, 0};
  return (walk_ray){from.x_m, from.y_m, dx / length, dy / length, length};
}

walk_xy walk_canvas_corner(const walk_canvas *canvas, uint32_t column, uint32_t row) {
  return (walk_xy){(canvas->west + (int32_t)column) * WALK_LATTICE_MM,
                   (canvas->south + (int32_t)row) * WALK_LATTICE_MM};
}

/* Corners by their distance from the first one, not one from the next: the same for every circle's extent up to
   rounding that does not depend on what is painted. */
static double corner_x(const walk_canvas *canvas, uint32_t column) {
  return (((double)canvas->west + column) * WALK_LATTICE_MM - canvas->view.at.x_mm) * canvas->view.scale_x;
}
static double corner_y(const walk_canvas *canvas, uint32_t row) {
  return (((double)canvas->south + row) * WALK_LATTICE_MM - canvas->view.at.y_mm) * canvas->view.scale_y;
}

double walk_ray_clearance(const walk_ray *ray, double from_m, double to_m, double radius_m, double x_m, double y_m) {
  double x = x_m - ray->x_m, y = y_m - ray->y_m;
  double along = x * ray->dx + y * ray->dy, beside = x * ray->dy - y * ray->dx;
  double beyond = along < from_m ? from_m - along : along > to_m ? along - to_m : 0;
  return sqrt(beside * beside + beyond * beyond) - radius_m;
}

static void lower(float *value, double clearance) {
  if (clearance < -WALK_CLEARANCE_M) clearance = -WALK_CLEARANCE_M;
  if ((float)clearance < *value) *value = (float)clearance;
}

/* A rectangle of corners [west, east) × [south, north). */
typedef struct corners {
  uint32_t west, south, east, north;
} corners;

static uint32_t clamp_corner(double value, uint32_t most) {
  return value <= 0 ? 0 : value >= most ? most : (uint32_t)value;
}

/* The corners within reach of a part of a ray. */
static corners corners_near(const walk_canvas *canvas, const walk_ray *ray, double from_m, double to_m,
                            double reach_m) {
  double x0 = ray->x_m + from_m * ray->dx, x1 = ray->x_m + to_m * ray->dx;
  double y0 = ray->y_m + from_m * ray->dy, y1 = ray->y_m + to_m * ray->dy;
  return (corners){clamp_corner(floor((fmin(x0, x1) - reach_m - canvas->x_m) / canvas->side_x_m), canvas->columns),
                   clamp_corner(floor((fmin(y0, y1) - reach_m - canvas->y_m) / canvas->side_y_m), canvas->rows),
                   clamp_corner(ceil((fmax(x0, x1) + reach_m - canvas->x_m) / canvas->side_x_m) + 1, canvas->columns),
                   clamp_corner(ceil((fmax(y0, y1) + reach_m - canvas->y_m) / canvas->side_y_m) + 1, canvas->rows)};
}

static uint32_t block_size(const walk_canvas *canvas) {
  return canvas->block ? canvas->block : CANVAS_BLOCK_MAX;
}

static corners corners_of_block(const walk_canvas *canvas, uint32_t column, uint32_t row) {
  uint32_t size = block_size(canvas), east = (column + 1) * size, north = (row + 1) * size;
  return (corners){column * size, row * size, east < canvas->columns ? east : canvas->columns,
                   north < canvas->rows ? north : canvas->rows};
}

enum { BLOCK_UNKNOWN = 0, BLOCK_FILLED, BLOCK_OCCUPIED };

/* The ground between the corners of a block and those of the next ones. */
static walk_box ground_of_block(const walk_canvas *canvas, uint32_t column, uint32_t row) {
  int64_t side_mm = (int64_t)canvas->block * WALK_LATTICE_MM;
  int64_t west = (int64_t)canvas->west * WALK_LATTICE_MM + column * side_mm;
  int64_t south = (int64_t)canvas->south * WALK_LATTICE_MM + row * side_mm;
  return (walk_box){west, south, west + side_mm, south + side_mm};
}

static void fill_block(walk_canvas *canvas, uint32_t column, uint32_t row) {
  corners c = corners_of_block(canvas, column, row);
  for (uint32_t r = c.south; r < c.north; r++)
    for (uint32_t i = c.west; i < c.east; i++)
      canvas->values[(size_t)r * canvas->columns + i] = (float)-WALK_CLEARANCE_M;
}

void walk_canvas_fill(walk_canvas *canvas, const walk_ray *ray, double from_m, double to_m, walk_canvas_clear *is_clear,
                      void *context) {
  if (!canvas->block) return;
  double step = fmin(canvas->side_x_m, canvas->side_y_m) * canvas->block;
  for (double at = from_m;; at = fmin(to_m, at + step)) {
    uint32_t column = (uint32_t)((ray->x_m + at * ray->dx - canvas->x_m) / (canvas->side_x_m * canvas->block));
    uint32_t row = (uint32_t)((ray->y_m + at * ray->dy - canvas->y_m) / (canvas->side_y_m * canvas->block));
    uint8_t *filled = &canvas->filled[(size_t)row * canvas->block_columns + column];
    if (*filled == BLOCK_UNKNOWN) {
      bool clear = !is_clear || is_clear(context, ground_of_block(canvas, column, row));
      *filled = clear ? BLOCK_FILLED : BLOCK_OCCUPIED;
      if (clear) fill_block(canvas, column, row);
    }
    if (at >= to_m) return;
  }
}

typedef void paint_block(walk_canvas *canvas, corners part, void *context);

/* Calls paint for the part of each block that is not filled and that lies in area. */
static void each_block(walk_canvas *canvas, corners area, paint_block *paint, void *context) {
  uint32_t size = block_size(canvas);
  if (area.west >= area.east || area.south >= area.north) return;
  for (uint32_t row = area.south / size; row <= (area.north - 1) / size; row++)
    for (uint32_t column = area.west / size; column <= (area.east - 1) / size; column++) {
      if (canvas->filled[(size_t)row * canvas->block_columns + column] == BLOCK_FILLED) continue;
      corners c = corners_of_block(canvas, column, row);
      if (c.west < area.west) c.west = area.west;
      if (c.south < area.south) c.south = area.south;
      if (c.east > area.east) c.east = area.east;
      if (c.north > area.north) c.north = area.north;
      paint(canvas, c, context);
    }
}

typedef struct stadium {
  const walk_ray *ray;
  double from_m, to_m, radius_m;
} stadium;

static void paint_stadium(walk_canvas *canvas, corners c, void *context) {
  const stadium *s = context;
  for (uint32_t row = c.south; row < c.north; row++) {
    float *values = canvas->values + (size_t)row * canvas->columns;
    double y = corner_y(canvas, row);
    for (uint32_t column = c.west; column < c.east; column++)
      if (values[column] > (float)-WALK_CLEARANCE_M)
        lower(&values[column],
              walk_ray_clearance(s->ray, s->from_m, s->to_m, s->radius_m, corner_x(canvas, column), y));
  }
}

void walk_canvas_paint(walk_canvas *canvas, const walk_ray *ray, double from_m, double to_m, double radius_m) {
  stadium s = {ray, from_m, to_m, radius_m};
  each_block(canvas, corners_near(canvas, ray, from_m, to_m, radius_m + WALK_CLEARANCE_M), paint_stadium, &s);
}

typedef struct painter {
  walk_canvas_value *value;
  void *context;
} painter;

static void paint_by_value(walk_canvas *canvas, corners c, void *context) {
  const painter *p = context;
  for (uint32_t row = c.south; row < c.north; row++) {
    float *values = canvas->values + (size_t)row * canvas->columns;
    for (uint32_t column = c.west; column < c.east; column++)
      if (values[column] > (float)-WALK_CLEARANCE_M)
        lower(&values[column], p->value(p->context, walk_canvas_corner(canvas, column, row), corner_x(canvas, column),
                                        corner_y(canvas, row), values[column]));
  }
}

void walk_canvas_paint_by(walk_canvas *canvas, const walk_ray *ray, double reach_m, walk_canvas_value *value,
                          void *context) {
  painter p = {value, context};
  each_block(canvas, corners_near(canvas, ray, 0, ray->length_m, reach_m + WALK_CLEARANCE_M), paint_by_value, &p);
}
