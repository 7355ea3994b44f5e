/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/circle.h"

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>

void walk_compass_release(walk_compass *compass) {
  walk_reach_release(&compass->reach);
  walk_canvas_release(&compass->canvas);
  walk_sight_release(&compass->sight);
  free(compass->hiders);
  *compass = (walk_compass){0};
}

/* One circle while it is drawn. */
typedef struct drawing {
  walk_compass *compass;
  const walk_ground *ground;
  const walk_profile *profile;
  int64_t limit;
  double leg_m, limit_m; /* longest leg; metres of a level walk of the whole limit */
  bool walled;           /* a barrier was met */
  bool failed;
} drawing;

/* A reached part of a street: either reached along the streets, or seen from the centre. */
typedef struct stretch {
  drawing *d;
  uint32_t segment;
  walk_ray ray;
  double from_m, to_m;       /* of the ray */
  double cost_from, cost_to; /* network costs when left by either end; INFINITY: not that way */
  double cost_per_m;
  bool seen; /* from the centre, which lies at (centre_x_m, centre_y_m) */
  double centre_x_m, centre_y_m;
} stretch;

static double length_between(double ax, double ay, double bx, double by) {
  return sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
}

/* How far legs go from a point of a stretch that is reached along streets; below 0: it is out of reach. */
static double radius_at(const stretch *s, double at_m) {
  double cost = fmin(s->cost_from + (at_m - s->from_m) * s->cost_per_m, s->cost_to + (s->to_m - at_m) * s->cost_per_m);
  if (cost > (double)s->d->limit) return -1;
  const walk_profile *profile = s->d->profile;
  double metres = ((double)s->d->limit - cost) / 1000;
  if (profile->mode == WALK_TIME) metres *= profile->speed_m_per_h / 3600.0;
  return fmin(metres, s->d->leg_m);
}

/* The ends of the two ranges, from either end of the stretch, from which legs go as far as they may. */
static double full_from_start(const stretch *s) {
  double spare =
      (double)s->d->limit - (double)walk_profile_leg_cost(s->d->profile, s->d->profile->longest_leg_mm) - s->cost_from;
  if (spare < 0) return -INFINITY;
  return s->cost_per_m > 0 ? fmin(s->to_m, s->from_m + spare / s->cost_per_m) : s->to_m;
}
static double full_from_end(const stretch *s) {
  double spare =
      (double)s->d->limit - (double)walk_profile_leg_cost(s->d->profile, s->d->profile->longest_leg_mm) - s->cost_to;
  if (spare < 0) return INFINITY;
  return s->cost_per_m > 0 ? fmax(s->from_m, s->to_m - spare / s->cost_per_m) : s->from_m;
}

/* Called with parts of a stretch from which legs go radius_m, or (radius below 0) of which the sum of two legs counts.
 */
typedef void stretch_part(void *context, const stretch *s, double from_m, double to_m, double radius_m);

/* Cuts what is visible of a street-reached stretch into the parts that matter. */
static void cut_reached(const stretch *s, double from_m, double to_m, stretch_part *part, void *context) {
  double start = full_from_start(s), end = full_from_end(s), leg = s->d->leg_m;
  if (from_m <= start) part(context, s, from_m, fmin(to_m, start), leg);
  if (end <= to_m) part(context, s, fmax(from_m, end), to_m, leg);
  double radius = from_m > start && from_m < end ? radius_at(s, from_m) : -1;
  if (radius >= 0) part(context, s, from_m, from_m, radius);
  radius = to_m > start && to_m < end ? radius_at(s, to_m) : -1;
  if (radius >= 0) part(context, s, to_m, to_m, radius);
}

/* The same of a stretch that is seen from the centre: around a limit of less than two legs, only what lies nearer than
   the limit less a leg is left by the longest leg, the rest by what the leg from the centre leaves over. */
static void cut_seen(const stretch *s, double from_m, double to_m, stretch_part *part, void *context) {
  double inner = s->d->limit_m - s->d->leg_m;
  if (inner >= s->d->leg_m) {
    part(context, s, from_m, to_m, s->d->leg_m);
    return;
  }
  double x = s->centre_x_m - s->ray.x_m, y = s->centre_y_m - s->ray.y_m;
  double foot = x * s->ray.dx + y * s->ray.dy, beside = x * s->ray.dy - y * s->ray.dx;
  double half = inner > 0 && inner > fabs(beside) ? sqrt(inner * inner - beside * beside) : -1;
  double west = fmax(from_m, foot - half), east = fmin(to_m, foot + half);
  if (half < 0 || west > east) {
    part(context, s, from_m, to_m, -1);
    return;
  }
  part(context, s, west, east, s->d->leg_m);
  if (from_m < west) part(context, s, from_m, west, -1);
  if (east < to_m) part(context, s, east, to_m, -1);
}

static void cut(const stretch *s, double from_m, double to_m, stretch_part *part, void *context) {
  if (s->seen)
    cut_seen(s, from_m, to_m, part, context);
  else
    cut_reached(s, from_m, to_m, part, context);
}

/* The least sum of the legs from (x, y) and from the centre to a common point of the part, less the limit. */
static double meeting_clearance(const stretch *s, double from_m, double to_m, double x_m, double y_m) {
  const walk_ray *ray = &s->ray;
  double foot_0 = (s->centre_x_m - ray->x_m) * ray->dx + (s->centre_y_m - ray->y_m) * ray->dy;
  double foot_1 = (x_m - ray->x_m) * ray->dx + (y_m - ray->y_m) * ray->dy;
  double off_0 = fabs((s->centre_x_m - ray->x_m) * ray->dy - (s->centre_y_m - ray->y_m) * ray->dx);
  double off_1 = fabs((x_m - ray->x_m) * ray->dy - (y_m - ray->y_m) * ray->dx);
  double at = off_0 + off_1 > 0 ? (foot_0 * off_1 + foot_1 * off_0) / (off_0 + off_1) : foot_1;
  at = fmax(from_m, fmin(to_m, at));
  double mx = ray->x_m + at * ray->dx, my = ray->y_m + at * ray->dy;
  return length_between(mx, my, s->centre_x_m, s->centre_y_m) + length_between(mx, my, x_m, y_m) - s->d->limit_m;
}

/* A corner that looks at a stretch. */
typedef struct look {
  const stretch *s;
  double x_m, y_m, least;
} look;

static void look_at_part(void *context, const stretch *s, double from_m, double to_m, double radius_m) {
  look *l = context;
  double clearance = radius_m < 0 ? meeting_clearance(s, from_m, to_m, l->x_m, l->y_m)
                                  : walk_ray_clearance(&s->ray, from_m, to_m, radius_m, l->x_m, l->y_m);
  if (clearance < l->least) l->least = clearance;
}

static double value_in_the_open(void *context, walk_xy corner, double x_m, double y_m, double least) {
  const stretch *s = context;
  look l = {s, x_m, y_m, INFINITY};
  (void)corner, (void)least;
  cut(s, s->from_m, s->to_m, look_at_part, &l);
  return l.least;
}

enum { DIRECTIONS = 8 };

/* Room for a hider by corner and direction. What it holds from before are walls as good to try as any. */
static bool make_hiders(walk_compass *compass) {
  size_t count = (size_t)compass->canvas.columns * compass->canvas.rows * DIRECTIONS;
  if (count <= compass->hider_capacity) return true;
  free(compass->hiders);
  compass->hiders = calloc(count, sizeof *compass->hiders);
  compass->hider_capacity = compass->hiders ? count : 0;
  return compass->hiders != NULL;
}

/* The hider of the corner for the direction in which a stretch lies: streets that lie next to each other hide behind
   the same wall more often than not. */
static uint32_t *hider_of(const stretch *s, walk_xy corner, double x_m, double y_m) {
  const walk_canvas *canvas = &s->d->compass->canvas;
  double dx = s->ray.x_m + s->ray.dx * s->ray.length_m / 2 - x_m,
         dy = s->ray.y_m + s->ray.dy * s->ray.length_m / 2 - y_m;
  size_t column = (size_t)(corner.x_mm / WALK_LATTICE_MM - canvas->west);
  size_t row = (size_t)(corner.y_mm / WALK_LATTICE_MM - canvas->south);
  size_t direction = (dx > 0) | (dy > 0) << 1 | (dx * dx > dy * dy) << 2;
  return &s->d->compass->hiders[(row * canvas->columns + column) * DIRECTIONS + direction];
}

/* Before walls are looked at, which takes long: nothing lies lower than a leg around the whole stretch, and walls only
   take away from what is reached in the open. */
static double value_past_walls(void *context, walk_xy corner, double x_m, double y_m, double least) {
  const stretch *s = context;
  look l = {s, x_m, y_m, INFINITY};
  walk_interval left[WALK_SIGHTS_MAX], whole = {0, 1};
  uint32_t count;
  double bound = walk_ray_clearance(&s->ray, s->from_m, s->to_m, s->d->leg_m, x_m, y_m);
  if (bound < least) bound = value_in_the_open(context, corner, x_m, y_m, least);
  if (bound >= least) return bound;
  uint32_t *hider = hider_of(s, corner, x_m, y_m);
  s->d->compass->sight.hider = *hider;
  if (!walk_ground_look(s->d->ground, &s->d->compass->sight, corner, s->segment, whole, left, &count)) {
    s->d->failed = true;
    return INFINITY;
  }
  *hider = s->d->compass->sight.hider;
  for (uint32_t i = 0; i < count; i++) {
    double from = fmax(s->from_m, left[i].from * s->ray.length_m), to = fmin(s->to_m, left[i].to * s->ray.length_m);
    if (from <= to) cut(s, from, to, look_at_part, &l);
  }
  return l.least;
}

static bool is_clear(void *context, walk_box box) {
  const walk_ground *ground = context;
  return !walk_cells_meet(&ground->walls.cells, ground->walls.segments, box);
}

static void fill_part(void *context, const stretch *s, double from_m, double to_m, double radius_m) {
  (void)context;
  if (radius_m >= s->d->leg_m)
    walk_canvas_fill(&s->d->compass->canvas, &s->ray, from_m, to_m, is_clear, (void *)s->d->ground);
}

static void paint_part(void *context, const stretch *s, double from_m, double to_m, double radius_m) {
  if (radius_m >= 0)
    walk_canvas_paint(&s->d->compass->canvas, &s->ray, from_m, to_m, radius_m);
  else
    walk_canvas_paint_by(&s->d->compass->canvas, &s->ray, s->d->leg_m, value_in_the_open, context);
}

static bool is_walled(const drawing *d, uint32_t segment) {
  double scale = fmin(d->compass->canvas.view.scale_x, d->compass->canvas.view.scale_y);
  bool far = (d->leg_m + 2 * WALK_CLEARANCE_M) / scale > WALK_WALLED_MM;
  return d->ground->walls.count > 0 && (far || d->ground->street_walled[segment]);
}

static void paint_stretch(drawing *d, stretch *s) {
  if (is_walled(d, s->segment)) {
    d->walled = true;
    walk_canvas_paint_by(&d->compass->canvas, &s->ray, d->leg_m, value_past_walls, s);
  } else {
    cut(s, s->from_m, s->to_m, paint_part, s);
  }
}

static stretch stretch_of(drawing *d, uint32_t segment, walk_interval part) {
  const walk_segment *line = &d->ground->streets[segment];
  walk_ray ray = walk_canvas_ray(&d->compass->canvas, line->a, line->b);
  return (stretch){
      .d = d, .segment = segment, .ray = ray, .from_m = part.from * ray.length_m, .to_m = part.to * ray.length_m};
}

static double known(int64_t cost) {
  return cost == WALK_COST_NONE ? INFINITY : (double)cost;
}

static stretch reached_stretch(drawing *d, const walk_piece *piece) {
  stretch s = stretch_of(d, piece->segment, piece->part);
  s.cost_from = known(piece->cost_from), s.cost_to = known(piece->cost_to);
  s.cost_per_m = s.to_m > s.from_m ? (double)piece->cost_along / (s.to_m - s.from_m) : 0;
  return s;
}

static stretch seen_stretch(drawing *d, const walk_place *place, uint32_t i) {
  geo_xy centre = walk_view_xy(&d->compass->canvas.view, place->at);
  stretch s = stretch_of(d, place->seen[i].segment, place->seen[i].part);
  s.seen = true, s.centre_x_m = centre.x_m, s.centre_y_m = centre.y_m;
  return s;
}

typedef void each_stretch(drawing *d, stretch *s);

static void fill_stretch(drawing *d, stretch *s) {
  (void)d;
  cut(s, s->from_m, s->to_m, fill_part, NULL);
}

/* First the blocks in which legs are free are filled, so that the rest of the painting need not look there. */
static void for_all(drawing *d, const walk_centre *centre, each_stretch *each) {
  for (size_t i = 0; i < d->compass->reach.count; i++) {
    stretch s = reached_stretch(d, &d->compass->reach.pieces[i]);
    each(d, &s);
  }
  for (uint32_t p = 0; p < centre->place_count; p++)
    for (uint32_t i = 0; i < centre->places[p].seen_count; i++) {
      stretch s = seen_stretch(d, &centre->places[p], i);
      each(d, &s);
    }
}

static void widen(walk_xy *south_west, walk_xy *north_east, walk_xy point) {
  if (point.x_mm < south_west->x_mm) south_west->x_mm = point.x_mm;
  if (point.y_mm < south_west->y_mm) south_west->y_mm = point.y_mm;
  if (point.x_mm > north_east->x_mm) north_east->x_mm = point.x_mm;
  if (point.y_mm > north_east->y_mm) north_east->y_mm = point.y_mm;
}

static ht_err begin_canvas(drawing *d, const walk_centre *centre, ht_fault *fault) {
  walk_xy south_west = centre->places[0].at, north_east = south_west;
  walk_view view = walk_view_at(&d->ground->graph->frame, centre->places[0].at);
  for (uint32_t i = 0; i < centre->place_count; i++)
    for (uint32_t k = 0; k < centre->places[i].seen_count; k++) {
      widen(&south_west, &north_east, d->ground->streets[centre->places[i].seen[k].segment].a);
      widen(&south_west, &north_east, d->ground->streets[centre->places[i].seen[k].segment].b);
    }
  for (size_t i = 0; i < d->compass->reach.count; i++) {
    widen(&south_west, &north_east, d->ground->streets[d->compass->reach.pieces[i].segment].a);
    widen(&south_west, &north_east, d->ground->streets[d->compass->reach.pieces[i].segment].b);
  }
  return walk_canvas_begin(&d->compass->canvas, &view, south_west, north_east, d->leg_m, fault);
}

/* Where the first barrier stands on the way between two corners, as a share of it. */
static double wall_between(void *context, uint32_t in_column, uint32_t in_row, uint32_t out_column, uint32_t out_row) {
  drawing *d = context;
  walk_compass *compass = d->compass;
  walk_segment way = {walk_canvas_corner(&compass->canvas, in_column, in_row),
                      walk_canvas_corner(&compass->canvas, out_column, out_row)};
  double first = 2, wx = way.b.x_mm - way.a.x_mm, wy = way.b.y_mm - way.a.y_mm;
  if (!walk_cells_query(&d->ground->walls.cells, walk_box_of(way, 1), &compass->sight.near)) {
    d->failed = true;
    return first;
  }
  for (size_t i = 0; i < compass->sight.near.count; i++) {
    const walk_segment *wall = &d->ground->walls.segments[compass->sight.near.items[i]];
    double ax = (double)wall->a.x_mm - way.a.x_mm, ay = (double)wall->a.y_mm - way.a.y_mm;
    double bx = (double)wall->b.x_mm - way.a.x_mm, by = (double)wall->b.y_mm - way.a.y_mm;
    double side_a = wx * ay - wy * ax, side_b = wx * by - wy * bx;
    if ((side_a > 0) == (side_b > 0)) continue;
    double on = side_a / (side_a - side_b);
    double share = ((ax + on * (bx - ax)) * wx + (ay + on * (by - ay)) * wy) / (wx * wx + wy * wy);
    if (share >= 0 && share < first) first = share;
  }
  return first;
}

/* Turns steps of the lattice into degrees: whole millimetres of the frame. */
static bool to_shape(const drawing *d, base_arena *arena, const geo_outline *outline, ht_shape *circle) {
  const walk_canvas *canvas = &d->compass->canvas;
  const int32_t step_mm = WALK_LATTICE_MM / GEO_CONTOUR_STEPS;
  ht_lonlat *points = ARENA_ARRAY(arena, ht_lonlat, outline->point_count);
  if (!points) return false;
  for (uint32_t i = 0; i < outline->point_count; i++) {
    walk_xy xy = {canvas->west * WALK_LATTICE_MM + outline->points[i].x * step_mm,
                  canvas->south * WALK_LATTICE_MM + outline->points[i].y * step_mm};
    points[i] = walk_frame_lonlat(&d->ground->graph->frame, xy);
  }
  *circle = (ht_shape){HT_POLYGONS, outline->point_count, outline->ring_count,   outline->polygon_count,
                       points,      outline->ring_start,  outline->polygon_start};
  return true;
}

ht_err walk_circle_draw(walk_compass *compass, const walk_search *search, const walk_centre *centre, int64_t limit,
                        base_arena *arena, ht_fault *fault, ht_shape *circle) {
  const walk_profile *profile = centre->costs->profile;
  drawing d = {.compass = compass,
               .ground = centre->ground,
               .profile = profile,
               .limit = limit,
               .leg_m = profile->longest_leg_mm / 1000.0,
               .limit_m = walk_profile_metres(profile, limit)};
  geo_outline outline;
  ht_err err = walk_reach_collect(&compass->reach, search, centre->ground, centre->costs, limit, fault);
  if (err || (err = begin_canvas(&d, centre, fault))) return err;
  if (!make_hiders(compass)) return fault_memory(fault);
  for_all(&d, centre, fill_stretch);
  for_all(&d, centre, paint_stretch);
  geo_lattice lattice = {compass->canvas.columns, compass->canvas.rows, compass->canvas.values};
  if (d.failed ||
      !geo_contour_draw(arena, &lattice, WALK_LATTICE_MM / 1000.0, d.walled ? wall_between : NULL, &d, &outline) ||
      d.failed || !to_shape(&d, arena, &outline, circle))
    return fault_memory(fault);
  return HT_OK;
}
