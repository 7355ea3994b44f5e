/* SPDX-License-Identifier: Apache-2.0 */
#include "bridge/geos.h"

/*
 * GEOS reports a failure by NULL (or 2, for a question) and one message to a handler; the handler keeps the message
 * until the failing function turns it into a fault. Overlays are tried as given; GEOS's own overlay copes with nearly
 * all, and only when it gives up are the operands mended, which costs several overlays.
 */

#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "bridge/geos_shape.h"

struct bridge_geos {
  GEOSContextHandle_t context;
  char message[256]; /* the last failure's */
};

static void keep_message(const char *message, void *geos) {
  bridge_geos *self = geos;
  snprintf(self->message, sizeof self->message, "%s", message);
}

ht_err bridge_geos_new(ht_fault *fault, bridge_geos **geos) {
  bridge_geos *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->context = GEOS_init_r();
  if (!made->context) {
    free(made);
    return fault_memory(fault);
  }
  GEOSContext_setErrorMessageHandler_r(made->context, keep_message, made);
  *geos = made;
  return HT_OK;
}

void bridge_geos_free(bridge_geos *geos) {
  if (!geos) return;
  GEOS_finish_r(geos->context);
  free(geos);
}

static ht_err failed(bridge_geos *geos, const char *what, ht_fault *fault) {
  const char *why = geos->message[0] ? geos->message : "out of memory";
  return fault_set(fault, geos->message[0] ? HT_BAD_DATA : HT_NO_MEMORY, "cannot %s shapes: %s", what, why);
}

static ht_err geometry_new(bridge_geos *geos, const ht_shape *shape, ht_fault *fault, GEOSGeometry **geometry) {
  ht_lonlat place = {0};
  const char *flaw = geos_shape_flaw(shape, &place);
  if (flaw) return fault_set(fault, HT_BAD_DATA, "not a shape: %s at %.7f %.7f", flaw, place.lon_deg, place.lat_deg);
  geos->message[0] = '\0';
  GEOSGeometry *made = geos_shape_in(geos->context, shape);
  if (!made) return failed(geos, "read", fault);
  *geometry = made;
  return HT_OK;
}

/* Copies the parts of a kind out of result, which is destroyed; NULL is a failure. */
static ht_err take_result(bridge_geos *geos, GEOSGeometry *result, ht_shape_kind kind, const char *what,
                          base_arena *arena, ht_fault *fault, ht_shape *shape) {
  if (!result) return failed(geos, what, fault);
  bool copied = geos_shape_out(geos->context, result, kind, arena, shape);
  GEOSGeom_destroy_r(geos->context, result);
  return copied ? HT_OK : fault_memory(fault);
}

static void place_of(bridge_geos *geos, const GEOSGeometry *point, ht_lonlat *place) {
  ht_lonlat found;
  if (!point || GEOSGeomGetX_r(geos->context, point, &found.lon_deg) != 1) return;
  if (GEOSGeomGetY_r(geos->context, point, &found.lat_deg) == 1) *place = found;
}

ht_err bridge_geos_validity(bridge_geos *geos, const ht_shape *shape, ht_fault *fault, bridge_validity *validity) {
  bridge_validity found = {.valid = true};
  const char *flaw = geos_shape_flaw(shape, &found.place);
  if (flaw) {
    found.valid = false;
    snprintf(found.reason, sizeof found.reason, "%s", flaw);
    *validity = found;
    return HT_OK;
  }
  GEOSGeometry *geometry = NULL, *location = NULL;
  ht_err err = geometry_new(geos, shape, fault, &geometry);
  if (err) return err;
  char *reason = NULL;
  char valid = GEOSisValidDetail_r(geos->context, geometry, 0, &reason, &location);
  found.valid = valid == 1;
  if (!found.valid) snprintf(found.reason, sizeof found.reason, "%.95s", reason ? reason : geos->message);
  place_of(geos, location, &found.place);
  GEOSFree_r(geos->context, reason);
  GEOSGeom_destroy_r(geos->context, location);
  GEOSGeom_destroy_r(geos->context, geometry);
  *validity = found;
  return HT_OK;
}

static GEOSGeometry *try_overlay(bridge_geos *geos, bridge_overlay how, const GEOSGeometry *a, const GEOSGeometry *b) {
  return how == BRIDGE_DIFFERENCE ? GEOSDifference_r(geos->context, a, b) : GEOSIntersection_r(geos->context, a, b);
}

static GEOSGeometry *overlay(bridge_geos *geos, bridge_overlay how, const GEOSGeometry *a, const GEOSGeometry *b) {
  if (GEOSisValid_r(geos->context, a) == 1 && GEOSisValid_r(geos->context, b) == 1) {
    GEOSGeometry *result = try_overlay(geos, how, a, b);
    if (result) return result;
  }
  GEOSGeometry *mended_a = GEOSMakeValid_r(geos->context, a), *mended_b = GEOSMakeValid_r(geos->context, b);
  GEOSGeometry *result = mended_a && mended_b ? try_overlay(geos, how, mended_a, mended_b) : NULL;
  GEOSGeom_destroy_r(geos->context, mended_a);
  GEOSGeom_destroy_r(geos->context, mended_b);
  return result;
}

ht_err bridge_geos_overlay(bridge_geos *geos, bridge_overlay how, const ht_shape *a, const ht_shape *b,
                           base_arena *arena, ht_fault *fault, ht_shape *result) {
  GEOSGeometry *geometry_a = NULL, *geometry_b = NULL;
  ht_err err = geometry_new(geos, a, fault, &geometry_a);
  if (!err) err = geometry_new(geos, b, fault, &geometry_b);
  if (!err) {
    GEOSGeometry *made = overlay(geos, how, geometry_a, geometry_b);
    err = take_result(geos, made, a->kind, how == BRIDGE_DIFFERENCE ? "subtract" : "intersect", arena, fault, result);
  }
  GEOSGeom_destroy_r(geos->context, geometry_a);
  GEOSGeom_destroy_r(geos->context, geometry_b);
  return err;
}

/* Makes one collection of all shapes, each mended where it is not valid. */
static ht_err collect(bridge_geos *geos, const ht_shape *shapes, size_t count, ht_fault *fault, GEOSGeometry **all) {
  GEOSGeometry **made = calloc(count + 1, sizeof *made);
  if (!made) return fault_memory(fault);
  ht_err err = HT_OK;
  size_t done = 0;
  while (!err && done < count) {
    err = geometry_new(geos, &shapes[done], fault, &made[done]);
    if (err) break;
    GEOSGeometry *given = made[done++];
    if (GEOSisValid_r(geos->context, given) == 1) continue;
    made[done - 1] = GEOSMakeValid_r(geos->context, given);
    GEOSGeom_destroy_r(geos->context, given);
    if (!made[done - 1]) err = failed(geos, "mend", fault);
  }
  if (!err) {
    *all = GEOSGeom_createCollection_r(geos->context, GEOS_GEOMETRYCOLLECTION, made, (unsigned)count);
    if (!*all) err = failed(geos, "collect", fault);
  } else {
    for (size_t i = 0; i < done; i++) GEOSGeom_destroy_r(geos->context, made[i]);
  }
  free(made);
  return err;
}

ht_err bridge_geos_union(bridge_geos *geos, const ht_shape *shapes, size_t count, base_arena *arena, ht_fault *fault,
                         ht_shape *all) {
  GEOSGeometry *collection = NULL;
  ht_err err = collect(geos, shapes, count, fault, &collection);
  if (err) return err;
  GEOSGeometry *made = GEOSUnaryUnion_r(geos->context, collection);
  GEOSGeom_destroy_r(geos->context, collection);
  return take_result(geos, made, count ? shapes[0].kind : HT_POLYGONS, "unite", arena, fault, all);
}

ht_err bridge_geos_faces(bridge_geos *geos, const ht_shape *lines, base_arena *arena, ht_fault *fault,
                         ht_shape *faces) {
  GEOSGeometry *given = NULL;
  ht_err err = geometry_new(geos, lines, fault, &given);
  if (err) return err;
  GEOSGeometry *cut = GEOSUnaryUnion_r(geos->context, given);
  const GEOSGeometry *const list[] = {cut};
  GEOSGeometry *made = cut ? GEOSPolygonize_r(geos->context, list, 1) : NULL;
  err = take_result(geos, made, HT_POLYGONS, "find the faces of", arena, fault, faces);
  GEOSGeom_destroy_r(geos->context, cut);
  GEOSGeom_destroy_r(geos->context, given);
  return err;
}

ht_err bridge_geos_inside(bridge_geos *geos, const ht_shape *polygons, ht_fault *fault, ht_lonlat *place) {
  if (polygons->path_count == 0) return fault_set(fault, HT_BAD_DATA, "an empty shape has no inside");
  GEOSGeometry *geometry = NULL;
  ht_err err = geometry_new(geos, polygons, fault, &geometry);
  if (err) return err;
  GEOSGeometry *point = GEOSPointOnSurface_r(geos->context, geometry);
  if (point)
    place_of(geos, point, place);
  else
    err = failed(geos, "find the inside of", fault);
  GEOSGeom_destroy_r(geos->context, point);
  GEOSGeom_destroy_r(geos->context, geometry);
  return err;
}
