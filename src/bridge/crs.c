/* SPDX-License-Identifier: Apache-2.0 */
#include "bridge/crs.h"

/*
 * Making a PROJ transformation takes milliseconds, using one takes a microsecond, so the last few systems are kept.
 * Points pass in blocks through a copy: PROJ writes over what it reads, and a message needs the point as it was given.
 *
 * PROJ's formulas give numbers far outside the area for which a system was made (a swapped northing is 3,000 km away,
 * and fits into a transverse Mercator all the same). The area of use, widened by a margin, is what catches those.
 */

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "base/number.h"
#include "geo/gcj02.h"

enum { KEPT_SYSTEMS = 8, BLOCK_POINTS = 256, EPSG_WGS84 = 4326, EPSG_CGCS2000 = 4490, LARGEST_EPSG = 999999 };
static const double AREA_MARGIN_DEG = 3;

typedef enum crs_family { CRS_WGS84, CRS_GCJ02, CRS_BD09, CRS_EPSG } crs_family;

typedef struct crs_system {
  int epsg;    /* 0: a free place */
  PJ *to_epsg; /* from WGS 84 longitude and latitude */
  bool projected;
  bool has_area;
  ht_box area; /* of use, with the margin; west > east across the antimeridian */
} crs_system;

struct bridge_crs {
  PJ_CONTEXT *context;
  crs_system systems[KEPT_SYSTEMS];
  unsigned next; /* the place to use when all are taken */
  char message[200];
};

static void keep_message(void *crs, int level, const char *message) {
  bridge_crs *self = crs;
  if (level == PJ_LOG_ERROR) snprintf(self->message, sizeof self->message, "%s", message);
}

ht_err bridge_crs_new(ht_fault *fault, bridge_crs **crs) {
  bridge_crs *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->context = proj_context_create();
  if (!made->context) {
    free(made);
    return fault_memory(fault);
  }
  proj_context_set_enable_network(made->context, 0);
  proj_log_func(made->context, made, keep_message);
  *crs = made;
  return HT_OK;
}

void bridge_crs_free(bridge_crs *crs) {
  if (!crs) return;
  for (int i = 0; i < KEPT_SYSTEMS; i++) proj_destroy(crs->systems[i].to_epsg);
  proj_context_destroy(crs->context);
  free(crs);
}

static ht_err unknown(const char *name, ht_fault *fault) {
  return fault_parameter(fault, "crs", name, "wgs84, cgcs2000, gcj02, bd09 or EPSG:n");
}

/* Reads a name; *epsg is set for CRS_EPSG. */
static ht_err parse_name(const char *name, ht_fault *fault, crs_family *family, int *epsg) {
  static const struct {
    const char *name;
    crs_family family;
  } own[] = {{"wgs84", CRS_WGS84}, {"cgcs2000", CRS_WGS84}, {"gcj02", CRS_GCJ02}, {"bd09", CRS_BD09}};
  for (size_t i = 0; name && i < sizeof own / sizeof *own; i++) {
    if (strcasecmp(name, own[i].name) != 0) continue;
    *family = own[i].family;
    return HT_OK;
  }
  int64_t number;
  if (!name || strncasecmp(name, "EPSG:", 5) != 0) return unknown(name, fault);
  if (!number_parse_int(name + 5, 1, LARGEST_EPSG, &number)) return unknown(name, fault);
  *family = number == EPSG_WGS84 || number == EPSG_CGCS2000 ? CRS_WGS84 : CRS_EPSG;
  *epsg = (int)number;
  return HT_OK;
}

static void read_area(PJ_CONTEXT *context, const PJ *definition, crs_system *system) {
  double west, south, east, north;
  if (!proj_get_area_of_use(context, definition, &west, &south, &east, &north, NULL)) return;
  if (west < -180 || south < -90 || east > 180 || north > 90) return; /* -1000 stands for unknown */
  double m = AREA_MARGIN_DEG;
  system->has_area = true;
  system->area = (ht_box){west - m, south - m, east + m, north + m};
}

/* Fills system for an EPSG code; false when PROJ knows no such system of two axes. */
static bool system_open(bridge_crs *crs, int epsg, crs_system *system) {
  char name[24];
  snprintf(name, sizeof name, "EPSG:%d", epsg);
  *system = (crs_system){.epsg = epsg};
  PJ *definition = proj_create(crs->context, name);
  PJ_TYPE type = definition ? proj_get_type(definition) : PJ_TYPE_UNKNOWN;
  system->projected = type == PJ_TYPE_PROJECTED_CRS;
  if (system->projected || type == PJ_TYPE_GEOGRAPHIC_2D_CRS) {
    read_area(crs->context, definition, system);
    PJ *as_defined = proj_create_crs_to_crs(crs->context, "EPSG:4326", name, NULL);
    if (as_defined) system->to_epsg = proj_normalize_for_visualization(crs->context, as_defined);
    proj_destroy(as_defined);
  }
  proj_destroy(definition);
  return system->to_epsg != NULL;
}

static ht_err find_system(bridge_crs *crs, int epsg, ht_fault *fault, const crs_system **system) {
  for (int i = 0; i < KEPT_SYSTEMS; i++) {
    if (crs->systems[i].epsg != epsg) continue;
    *system = &crs->systems[i];
    return HT_OK;
  }
  crs_system made;
  crs->message[0] = '\0';
  if (!system_open(crs, epsg, &made)) {
    char name[24];
    snprintf(name, sizeof name, "EPSG:%d", epsg);
    ht_err err = fault_parameter(fault, "crs", name, "a geographic or projected system that PROJ knows");
    return crs->message[0] ? fault_prefix(fault, err, "%s", crs->message) : err;
  }
  crs_system *place = &crs->systems[crs->next++ % KEPT_SYSTEMS];
  proj_destroy(place->to_epsg);
  *place = made;
  *system = place;
  return HT_OK;
}

ht_err bridge_crs_check(bridge_crs *crs, const char *name, ht_fault *fault, bool *projected) {
  crs_family family;
  int epsg = 0;
  const crs_system *system = NULL;
  ht_err err = parse_name(name, fault, &family, &epsg);
  if (!err && family == CRS_EPSG) err = find_system(crs, epsg, fault, &system);
  if (!err) *projected = system && system->projected;
  return err;
}

static bool is_place(ht_lonlat p) {
  return p.lon_deg >= -180 && p.lon_deg <= 180 && p.lat_deg >= -90 && p.lat_deg <= 90;
}

/* A system of ours, or PROJ's, in one direction. */
typedef struct crs_step {
  crs_family family;
  const crs_system *system; /* of CRS_EPSG */
  bool to_wgs84;
} crs_step;

static bool in_area(const crs_system *system, ht_lonlat p) {
  if (!is_place(p)) return false;
  if (!system->has_area) return true;
  const ht_box *area = &system->area;
  if (p.lat_deg < area->south_deg || p.lat_deg > area->north_deg) return false;
  /* west > east: an area across the antimeridian */
  if (area->west_deg <= area->east_deg) return p.lon_deg >= area->west_deg && p.lon_deg <= area->east_deg;
  return p.lon_deg >= area->west_deg || p.lon_deg <= area->east_deg;
}

static void convert_ours(const crs_step *step, ht_lonlat *points, size_t count) {
  for (size_t i = 0; i < count; i++) {
    ht_lonlat p = points[i];
    bool baidu = step->family == CRS_BD09;
    if (step->to_wgs84)
      points[i] = geo_wgs84_of_gcj02(baidu ? geo_gcj02_of_bd09(p) : p);
    else
      points[i] = baidu ? geo_bd09_of_gcj02(geo_gcj02_of_wgs84(p)) : geo_gcj02_of_wgs84(p);
  }
}

static void convert_proj(const crs_step *step, ht_lonlat *points, size_t count) {
  PJ_DIRECTION direction = step->to_wgs84 ? PJ_INV : PJ_FWD;
  size_t stride = sizeof *points;
  proj_trans_generic(step->system->to_epsg, direction, &points->lon_deg, stride, count, &points->lat_deg, stride, count,
                     NULL, 0, 0, NULL, 0, 0);
}

/* Converts one point of a block; false when it lies outside the step's domain. given is untouched. */
static bool fits(const crs_step *step, ht_lonlat given, ht_lonlat made) {
  if (!isfinite(given.lon_deg) || !isfinite(given.lat_deg)) return false;
  if (step->family != CRS_EPSG) return is_place(given);
  if (!isfinite(made.lon_deg) || !isfinite(made.lat_deg)) return false;
  return in_area(step->system, step->to_wgs84 ? made : given);
}

static bool fits_swapped(const crs_step *step, ht_lonlat given) {
  ht_lonlat swapped = {given.lat_deg, given.lon_deg}, made = swapped;
  if (step->family == CRS_EPSG) convert_proj(step, &made, 1);
  return fits(step, swapped, made);
}

static ht_err outside(const crs_step *step, size_t number, ht_lonlat p, const char *name, ht_fault *fault) {
  const char *hint = fits_swapped(step, p) ? "; its axes look swapped" : "";
  bool metric = step->to_wgs84 && step->family == CRS_EPSG && step->system->projected;
  const char *axes = metric ? "easting, northing" : "longitude, latitude";
  return fault_set(fault, HT_BAD_ARGUMENT, "point %zu: %s %.10g, %.10g is outside the domain of %s%s", number, axes,
                   p.lon_deg, p.lat_deg, name, hint);
}

static ht_err convert_block(const crs_step *step, ht_lonlat *points, size_t count, size_t first, const char *name,
                            ht_fault *fault) {
  ht_lonlat made[BLOCK_POINTS];
  memcpy(made, points, count * sizeof *points);
  if (step->family == CRS_EPSG) convert_proj(step, made, count);
  for (size_t i = 0; i < count; i++)
    if (!fits(step, points[i], made[i])) return outside(step, first + i + 1, points[i], name, fault);
  if (step->family == CRS_GCJ02 || step->family == CRS_BD09) convert_ours(step, made, count);
  memcpy(points, made, count * sizeof *points);
  return HT_OK;
}

static ht_err convert(bridge_crs *crs, const char *name, bool to_wgs84, ht_lonlat *points, size_t count,
                      ht_fault *fault) {
  crs_step step = {.to_wgs84 = to_wgs84};
  int epsg = 0;
  ht_err err = parse_name(name, fault, &step.family, &epsg);
  if (!err && step.family == CRS_EPSG) err = find_system(crs, epsg, fault, &step.system);
  for (size_t done = 0; !err && done < count; done += BLOCK_POINTS) {
    size_t block = count - done < BLOCK_POINTS ? count - done : BLOCK_POINTS;
    err = convert_block(&step, points + done, block, done, name, fault);
  }
  return err;
}

ht_err bridge_crs_to_wgs84(bridge_crs *crs, const char *name, ht_lonlat *points, size_t count, ht_fault *fault) {
  return convert(crs, name, true, points, count, fault);
}

ht_err bridge_crs_from_wgs84(bridge_crs *crs, const char *name, ht_lonlat *points, size_t count, ht_fault *fault) {
  return convert(crs, name, false, points, count, fault);
}
