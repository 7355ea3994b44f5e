/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/sight.h"

#include <math.h>
#include <stdlib.h>

/* Coordinates relative to the eye: differences of whole millimetres, exact. */
typedef struct arm {
  double x, y;
} arm;

static arm arm_to(walk_xy eye, walk_xy point) {
  return (arm){(double)point.x_mm - eye.x_mm, (double)point.y_mm - eye.y_mm};
}
static double cross(arm a, arm b) {
  return a.x * b.y - a.y * b.x;
}

/* Keeps of [from, to] where the linear function with value at0 at 0 and at1 at 1 is above 0. */
static bool keep_positive(double at0, double at1, walk_interval *interval) {
  if (at0 <= 0 && at1 <= 0) return false;
  if (at0 < 0)
    interval->from = fmax(interval->from, at0 / (at0 - at1));
  else if (at1 < 0)
    interval->to = fmin(interval->to, at0 / (at0 - at1));
  return interval->from < interval->to;
}

/* Keeps of the line from a to b what lies left of a ray from the eye (side 1) or right of it (side -1). When the
   whole line is in the ray's own line, what lies on the ray is kept: a street that points at the corner of two walls is
   hidden by both. */
static bool keep_beside(arm ray, double side, arm a, arm b, walk_interval *interval) {
  double at0 = side * cross(ray, a), at1 = side * cross(ray, b);
  if (at0 == 0 && at1 == 0) at0 = ray.x * a.x + ray.y * a.y, at1 = ray.x * b.x + ray.y * b.y;
  return keep_positive(at0, at1, interval);
}

bool walk_sight_shadow(walk_xy eye, const walk_segment *segment, const walk_segment *barrier, walk_interval *shadow) {
  arm a = arm_to(eye, segment->a), b = arm_to(eye, segment->b);
  arm right = arm_to(eye, barrier->a), left = arm_to(eye, barrier->b);
  double turn = cross(right, left);
  if (turn == 0) return false;
  if (turn < 0) {
    arm swap = right;
    right = left, left = swap;
  }
  walk_interval hidden = {0, 1};
  if (!keep_beside(right, 1, a, b, &hidden) || !keep_beside(left, -1, a, b, &hidden)) return false;
  /* Beyond the barrier's line: the other side than the eye. */
  arm along = {left.x - right.x, left.y - right.y};
  arm to_a = {a.x - right.x, a.y - right.y}, to_b = {b.x - right.x, b.y - right.y};
  if (!keep_positive(-cross(along, to_a), -cross(along, to_b), &hidden)) return false;
  *shadow = hidden;
  return true;
}

geo_xy walk_sight_at(const walk_view *view, const walk_segment *segment, double fraction) {
  geo_xy a = walk_view_xy(view, segment->a), b = walk_view_xy(view, segment->b);
  return (geo_xy){a.x_m + fraction * (b.x_m - a.x_m), a.y_m + fraction * (b.y_m - a.y_m)};
}

double walk_sight_nearest(const walk_view *view, const walk_segment *segment, walk_interval part) {
  geo_xy a = walk_view_xy(view, segment->a), b = walk_view_xy(view, segment->b);
  double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m, square = dx * dx + dy * dy;
  double foot = square > 0 ? -(a.x_m * dx + a.y_m * dy) / square : 0;
  return fmax(part.from, fmin(part.to, foot));
}

bool walk_sight_disc(const walk_view *view, const walk_segment *segment, double reach_m, walk_interval *disc) {
  geo_xy a = walk_view_xy(view, segment->a), b = walk_view_xy(view, segment->b);
  double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m, square = dx * dx + dy * dy;
  if (square == 0) {
    *disc = (walk_interval){0, 1};
    return a.x_m * a.x_m + a.y_m * a.y_m <= reach_m * reach_m;
  }
  double foot = -(a.x_m * dx + a.y_m * dy) / square;
  double off_x = a.x_m + foot * dx, off_y = a.y_m + foot * dy;
  double half_square = (reach_m * reach_m - off_x * off_x - off_y * off_y) / square;
  if (half_square < 0) return false;
  double half = sqrt(half_square);
  *disc = (walk_interval){fmax(0, foot - half), fmin(1, foot + half)};
  return disc->from <= disc->to;
}

static void sort_by_from(walk_interval *intervals, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    walk_interval moved = intervals[i];
    uint32_t j = i;
    for (; j > 0 && intervals[j - 1].from > moved.from; j--) intervals[j] = intervals[j - 1];
    intervals[j] = moved;
  }
}

static uint32_t keep(walk_interval part, uint32_t count, walk_interval *left) {
  if (count < WALK_SIGHTS_MAX) {
    left[count] = part;
    return count + 1;
  }
  uint32_t shortest = 0;
  for (uint32_t i = 1; i < count; i++)
    if (left[i].to - left[i].from < left[shortest].to - left[shortest].from) shortest = i;
  if (part.to - part.from <= left[shortest].to - left[shortest].from) return count;
  for (uint32_t i = shortest; i + 1 < count; i++) left[i] = left[i + 1];
  left[count - 1] = part;
  return count;
}

uint32_t walk_sight_remains(walk_interval whole, walk_interval *shadows, uint32_t count,
                            walk_interval left[WALK_SIGHTS_MAX]) {
  uint32_t kept = 0;
  double from = whole.from;
  sort_by_from(shadows, count);
  for (uint32_t i = 0; i < count && from < whole.to; i++) {
    double to = fmin(shadows[i].from, whole.to);
    if (from < to) kept = keep((walk_interval){from, to}, kept, left);
    from = fmax(from, shadows[i].to);
  }
  /* Without shadows a street that the disc just touches, or of no length, is seen all the same. */
  if (from < whole.to || count == 0) kept = keep((walk_interval){from, whole.to}, kept, left);
  return kept;
}

void walk_sight_release(walk_sight *sight) {
  walk_list_release(&sight->near);
  free(sight->shadows);
  free(sight->marks);
  *sight = (walk_sight){0};
}

/* Finds the walls in the triangle between eye and segment, and room for their shadows. */
static bool gather(walk_sight *sight, const walk_walls *walls, walk_xy eye, const walk_segment *segment) {
  walk_xy corners[3] = {eye, segment->a, segment->b};
  if (walls->count > sight->mark_capacity || sight->mark == UINT32_MAX) {
    free(sight->marks);
    sight->mark_capacity = sight->mark = 0;
    sight->marks = calloc(walls->count, sizeof *sight->marks);
    if (!sight->marks) return false;
    sight->mark_capacity = walls->count;
  }
  if (!walk_cells_query_triangle(&walls->cells, corners, sight->marks, ++sight->mark, &sight->near)) return false;
  if (sight->near.count <= sight->shadow_capacity) return true;
  walk_interval *shadows = realloc(sight->shadows, 2 * sight->near.count * sizeof *shadows);
  if (!shadows) return false;
  sight->shadows = shadows, sight->shadow_capacity = 2 * sight->near.count;
  return true;
}

/* Whether a barrier stands before a point: the point lies beyond the barrier's line and not outside its wedge. */
static bool hides_point(walk_xy eye, walk_xy point, const walk_segment *barrier) {
  arm right = arm_to(eye, barrier->a), left = arm_to(eye, barrier->b), to = arm_to(eye, point);
  double turn = cross(right, left), sign = turn < 0 ? -1 : 1;
  if (turn == 0 || sign * cross(right, to) < 0 || sign * cross(to, left) < 0) return false;
  arm along = {left.x - right.x, left.y - right.y}, beyond = {to.x - right.x, to.y - right.y};
  return sign * cross(along, beyond) < 0;
}

/* Whether one barrier stands before a whole segment: before both ends, and so before all between. */
static bool hides_all(walk_xy eye, const walk_segment *segment, const walk_segment *barrier) {
  return hides_point(eye, segment->a, barrier) && hides_point(eye, segment->b, barrier);
}

static bool sees_point(const walk_sight *sight, const walk_walls *walls, walk_xy eye, walk_xy point) {
  for (size_t i = 0; i < sight->near.count; i++)
    if (hides_point(eye, point, &walls->segments[sight->near.items[i]])) return false;
  return true;
}

/* Fills the shadows of the walls near by. False when one of them hides all. */
static bool cast_shadows(walk_sight *sight, const walk_walls *walls, walk_xy eye, const walk_segment *segment,
                         uint32_t *count) {
  *count = 0;
  for (size_t i = 0; i < sight->near.count; i++) {
    const walk_segment *wall = &walls->segments[sight->near.items[i]];
    walk_interval *shadow = &sight->shadows[*count];
    if (!walk_sight_shadow(eye, segment, wall, shadow)) continue;
    if (shadow->from == 0 && shadow->to == 1 && hides_all(eye, segment, wall)) {
      sight->hider = sight->near.items[i];
      return false;
    }
    ++*count;
  }
  return true;
}

/* Drops slits, and adds the ends of which only the point is seen. */
static uint32_t refine(const walk_sight *sight, const walk_walls *walls, walk_xy eye, const walk_segment *segment,
                       walk_interval whole, walk_interval left[WALK_SIGHTS_MAX], uint32_t count) {
  double length_mm = hypot((double)segment->b.x_mm - segment->a.x_mm, (double)segment->b.y_mm - segment->a.y_mm);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if ((left[i].to - left[i].from) * length_mm >= WALK_SLIT_MM) left[kept++] = left[i];
  bool first = kept > 0 && left[0].from == 0, last = kept > 0 && left[kept - 1].to == 1;
  if (!first && whole.from == 0 && kept < WALK_SIGHTS_MAX && sees_point(sight, walls, eye, segment->a)) {
    for (uint32_t i = kept++; i > 0; i--) left[i] = left[i - 1];
    left[0] = (walk_interval){0, 0};
  }
  if (!last && whole.to == 1 && kept < WALK_SIGHTS_MAX && sees_point(sight, walls, eye, segment->b))
    left[kept++] = (walk_interval){1, 1};
  return kept;
}

bool walk_sight_look(walk_sight *sight, const walk_walls *walls, walk_xy eye, const walk_segment *segment,
                     walk_interval whole, walk_interval left[WALK_SIGHTS_MAX], uint32_t *count) {
  uint32_t shadow_count = 0;
  *count = 0;
  if (sight->hider < walls->count && hides_all(eye, segment, &walls->segments[sight->hider])) return true;
  if (walls->count > 0 && !gather(sight, walls, eye, segment)) return false;
  if (walls->count > 0 && !cast_shadows(sight, walls, eye, segment, &shadow_count)) return true;
  *count = walk_sight_remains(whole, sight->shadows, shadow_count, left);
  if (shadow_count > 0) *count = refine(sight, walls, eye, segment, whole, left, *count);
  return true;
}
