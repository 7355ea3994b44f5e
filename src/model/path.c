/* SPDX-License-Identifier: Apache-2.0 */
#include "model/path.h"

#include "model/plane.h"

void path_start(model_sheet *sheet, const model_plan *plan, model_path *path, model_spot at) {
  *SHEET_PUSH(sheet, &path->points) = plane_lonlat(plan, at);
}

static int32_t step_of(const model_path *path) {
  return path->step_cm ? path->step_cm : PATH_STEP_CM;
}

/* The next lattice line after at_cm towards to_cm, or to_cm. */
static int32_t next_stop(int32_t at_cm, int32_t to_cm, int32_t step_cm) {
  int32_t cell = (at_cm + step_cm * 1024) / step_cm - 1024; /* rounds down below zero too */
  if (to_cm > at_cm) {
    int32_t stop = (cell + 1) * step_cm;
    return stop < to_cm ? stop : to_cm;
  }
  int32_t stop = (cell * step_cm == at_cm ? cell - 1 : cell) * step_cm;
  return stop > to_cm ? stop : to_cm;
}

/* Counts from the western end, whichever way it goes, so that both ways round make the same points. */
static void follow_slanting(model_sheet *sheet, const model_plan *plan, model_path *path, model_spot from,
                            model_spot to) {
  bool eastward = from.u_cm < to.u_cm;
  model_spot west = eastward ? from : to, east = eastward ? to : from;
  int32_t du = east.u_cm - west.u_cm, dv = east.v_cm - west.v_cm;
  int32_t steps = (du + (dv < 0 ? -dv : dv)) / step_of(path) + 1;
  for (int32_t i = 1; i <= steps; i++) {
    int32_t step = eastward ? i : steps - i;
    model_spot spot = {west.u_cm + (int32_t)((int64_t)du * step / steps),
                       west.v_cm + (int32_t)((int64_t)dv * step / steps)};
    path_start(sheet, plan, path, spot);
  }
}

void path_follow(model_sheet *sheet, const model_plan *plan, model_path *path, model_spot from, model_spot to) {
  if (from.u_cm != to.u_cm && from.v_cm != to.v_cm) {
    follow_slanting(sheet, plan, path, from, to);
    return;
  }
  while (from.u_cm != to.u_cm || from.v_cm != to.v_cm) {
    if (from.u_cm == to.u_cm)
      from.v_cm = next_stop(from.v_cm, to.v_cm, step_of(path));
    else
      from.u_cm = next_stop(from.u_cm, to.u_cm, step_of(path));
    path_start(sheet, plan, path, from);
  }
}

ht_shape path_shape(model_sheet *sheet, ht_shape_kind kind, const model_path *path) {
  uint32_t *starts = sheet_array(sheet, 4, sizeof *starts);
  if (!starts || !path->points.count) return (ht_shape){0};
  starts[1] = path->points.count;
  starts[3] = 1;
  return (ht_shape){.kind = kind,
                    .point_count = path->points.count,
                    .path_count = 1,
                    .part_count = kind == HT_POLYGONS,
                    .points = path->points.items,
                    .path_start = starts,
                    .part_start = kind == HT_POLYGONS ? starts + 2 : NULL};
}

static void follow_ring(model_sheet *sheet, const model_plan *plan, model_path *path, const model_spot *spots,
                        uint32_t count) {
  path_start(sheet, plan, path, spots[0]);
  for (uint32_t i = 0; i < count; i++) path_follow(sheet, plan, path, spots[i], spots[(i + 1) % count]);
}

ht_shape path_ring(model_sheet *sheet, const model_plan *plan, ht_shape_kind kind, const model_spot *spots,
                   uint32_t count) {
  model_path path = {0};
  follow_ring(sheet, plan, &path, spots, count);
  return path_shape(sheet, kind, &path);
}

void path_corners(model_rect rect, model_spot corners[4]) {
  corners[0] = (model_spot){rect.west_cm, rect.south_cm};
  corners[1] = (model_spot){rect.east_cm, rect.south_cm};
  corners[2] = (model_spot){rect.east_cm, rect.north_cm};
  corners[3] = (model_spot){rect.west_cm, rect.north_cm};
}

void path_octagon(model_rect rect, model_spot corners[8]) {
  int32_t width_cm = plan_width(rect) * 3 / 10, height_cm = plan_height(rect) * 3 / 10;
  corners[0] = (model_spot){rect.west_cm + width_cm, rect.south_cm};
  corners[1] = (model_spot){rect.east_cm - width_cm, rect.south_cm};
  corners[2] = (model_spot){rect.east_cm, rect.south_cm + height_cm};
  corners[3] = (model_spot){rect.east_cm, rect.north_cm - height_cm};
  corners[4] = (model_spot){rect.east_cm - width_cm, rect.north_cm};
  corners[5] = (model_spot){rect.west_cm + width_cm, rect.north_cm};
  corners[6] = (model_spot){rect.west_cm, rect.north_cm - height_cm};
  corners[7] = (model_spot){rect.west_cm, rect.south_cm + height_cm};
}

ht_shape path_rect(model_sheet *sheet, const model_plan *plan, ht_shape_kind kind, model_rect rect) {
  model_spot corners[4];
  path_corners(rect, corners);
  return path_ring(sheet, plan, kind, corners, 4);
}

/* Holes run the other way round. */
static void follow_hole(model_sheet *sheet, const model_plan *plan, model_path *path, path_spots ring) {
  path_start(sheet, plan, path, ring.spots[0]);
  for (uint32_t i = ring.count; i > 0; i--)
    path_follow(sheet, plan, path, ring.spots[i % ring.count], ring.spots[i - 1]);
}

ht_shape path_polygon(model_sheet *sheet, const model_plan *plan, const path_spots *rings, uint32_t ring_count) {
  uint32_t *starts = sheet_array(sheet, (size_t)ring_count + 3, sizeof *starts);
  if (!starts) return (ht_shape){0};
  model_path path = {0};
  for (uint32_t i = 0; i < ring_count; i++) {
    if (i == 0)
      follow_ring(sheet, plan, &path, rings[i].spots, rings[i].count);
    else
      follow_hole(sheet, plan, &path, rings[i]);
    starts[i + 1] = path.points.count;
  }
  starts[ring_count + 2] = ring_count;
  return (ht_shape){.kind = HT_POLYGONS,
                    .point_count = path.points.count,
                    .path_count = ring_count,
                    .part_count = 1,
                    .points = path.points.items,
                    .path_start = starts,
                    .part_start = starts + ring_count + 1};
}
