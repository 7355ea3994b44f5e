/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_LOCATE_H
#define HAITANG_LOCATE_H

/*
 * A city in memory, and which grid owns a place in it.
 *
 * An ht_city is immutable and may be asked by any number of threads. An ht_worker is what one thread needs to ask:
 * scratch space, and the memory of its answers, which live until the worker's next reset.
 */

#include "haitang/records.h"
#include "haitang/store.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_city ht_city;
typedef struct ht_worker ht_worker;

/* Builds a snapshot of the store as it is now. The caller frees it once. */
HT_CHECKED ht_err ht_city_load(ht_store *store, ht_progress progress, ht_fault *fault, ht_city **city);
void ht_city_free(ht_city *city);
int64_t ht_city_data_version(const ht_city *city);
const char *ht_city_name(const ht_city *city);
ht_box ht_city_extent(const ht_city *city);
/* How far east of UTC the deployment's clock is; YYYY-MM-DD of the newest import. */
int32_t ht_city_utc_offset_s(const ht_city *city);
const char *ht_city_data_date(const ht_city *city);

HT_CHECKED ht_err ht_worker_new(ht_fault *fault, ht_worker **worker);
void ht_worker_free(ht_worker *worker);
/* Forgets all answers given through this worker; keeps the memory for the next. */
void ht_worker_reset(ht_worker *worker);

/* Converts count points in place between the named system (wgs84, cgcs2000, gcj02, bd09, EPSG:n) and WGS 84. Points of
   a projected system have x in lon_deg and y in lat_deg, easting first. Errors: HT_BAD_ARGUMENT for an unknown system
   or a coordinate outside its domain. */
HT_CHECKED ht_err ht_to_wgs84(ht_worker *worker, const char *crs, ht_lonlat *points, size_t count, ht_fault *fault);
HT_CHECKED ht_err ht_from_wgs84(ht_worker *worker, const char *crs, ht_lonlat *points, size_t count, ht_fault *fault);

typedef struct ht_chain_link {
  const char *level, *code, *name;
} ht_chain_link;

/* Who owns a place on one layer. */
typedef struct ht_ownership {
  const char *layer, *kind;
  const char *code, *name;    /* NULL: nobody */
  const ht_chain_link *chain; /* the owner first, up to the city (code "" when the city is no layer) */
  uint32_t chain_count;
  double boundary_distance_m;    /* to the nearest border of the layer; -1: it has none */
  bool ambiguous;                /* nearer to the border than the position is certain */
  bool hole;                     /* a base layer that nobody owns here though grids lie around */
  const char *const *neighbours; /* codes beyond the near border, when ambiguous */
  uint32_t neighbour_count;
  const char *const *overlap; /* all codes that contain the place when more than one does */
  uint32_t overlap_count;
} ht_ownership;

typedef struct ht_candidate {
  const char *text, *code; /* the standard address, the dispatched grid (NULL: none) */
  ht_lonlat position;
} ht_candidate;

/* How an address was resolved. */
typedef struct ht_address_match {
  const char *text, *standard; /* as asked; NULL when there is none or more than one */
  const char *method;          /* exact, alias, none, ambiguous */
  double confidence;           /* 0..1 */
  const ht_candidate *candidates;
  uint32_t candidate_count;
} ht_address_match;

typedef struct ht_location {
  ht_lonlat position;
  bool has_position; /* false: an address that was not resolved to one place */
  ht_day at;
  int64_t data_version;
  const ht_ownership *dispatch; /* who is sent: the smallest special grid, else the base owner at level grid; NULL */
  bool special;                 /* dispatch is a special grid that takes precedence over the base owner */
  const ht_ownership *layers;
  uint32_t layer_count;
  const ht_address_match *address; /* NULL unless asked by address */
  const ht_member_record *members; /* of the dispatched grid */
  uint32_t member_count;
} ht_location;

typedef struct ht_locate_options {
  const char *const *layers; /* codes; none: every layer */
  uint32_t layer_count;
  ht_day at;            /* 0: today */
  double uncertainty_m; /* 0: 10 m; negative: a position known exactly */
  bool members;
} ht_locate_options;

/* Says who owns a place. The answer lives in the worker. Errors: HT_BAD_ARGUMENT (not a place, unknown layer). */
HT_CHECKED ht_err ht_locate(const ht_city *city, ht_worker *worker, ht_lonlat position,
                            const ht_locate_options *options, ht_fault *fault, const ht_location **location);

/* Writes the code of the owner of each of count points on one layer on the day the city was loaded: NULL for nobody.
   The codes live as long as the city. Errors: HT_BAD_ARGUMENT (unknown layer). */
HT_CHECKED ht_err ht_locate_batch(const ht_city *city, const char *layer, const ht_lonlat *points, size_t count,
                                  ht_fault *fault, const char **codes);

/* Resolves an address to a place, then as ht_locate. An unknown or ambiguous address is an answer, not an error. */
HT_CHECKED ht_err ht_locate_address(const ht_city *city, ht_worker *worker, const char *text,
                                    const ht_locate_options *options, ht_fault *fault, const ht_location **location);

#ifdef __cplusplus
}
#endif
#endif
