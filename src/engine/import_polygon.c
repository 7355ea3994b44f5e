/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A polygon that crosses itself means two things at once and is refused. A ring that touches itself in a point means
 * one thing only, though OGC wants it written as shell and hole; such rings are in otherwise perfect data (a
 * statistical office's areas that tile a city exactly), and to refuse them would tear a hole there. Cutting at the
 * point moves no edge.
 */
#include "engine/import_polygon.h"

#include <string.h>

#include "base/fault.h"
#include "geo/rings.h"

static ht_err refuse(import_job *job, uint64_t row, const bridge_validity *flaw) {
  return import_refuse(job, row, "geometry", "%s at %.7f %.7f", flaw->reason, flaw->place.lon_deg, flaw->place.lat_deg);
}

/* Cuts and nests the rings anew. *mended says whether the result keeps the rules. */
static ht_err cut_at_touches(import_job *job, const ht_shape *shape, ht_shape *cut, bool *mended) {
  const geo_rings rings = {shape->points, shape->path_start, shape->path_count};
  geo_rings split;
  bridge_validity validity = {0};
  *mended = false;
  geo_rings_split_result result = geo_rings_split(&rings, &job->row, &split);
  if (result == GEO_RINGS_SPIKE) return HT_OK;
  if (result == GEO_RINGS_NO_MEMORY || !geo_rings_nest(&split, &job->row, cut)) return fault_memory(job->fault);
  if (cut->path_count < split.count) return HT_OK; /* they cross */
  ht_err err = bridge_geos_validity(job->geos, cut, job->fault, &validity);
  *mended = !err && validity.valid;
  return err;
}

ht_err import_check_polygon(import_job *job, uint64_t row, ht_shape *shape, bool *sound) {
  bridge_validity validity;
  ht_shape cut;
  bool mended;
  ht_err err = bridge_geos_validity(job->geos, shape, job->fault, &validity);
  if (err) return err;
  *sound = validity.valid;
  if (validity.valid) return HT_OK;
  if (strcmp(validity.reason, "Ring Self-intersection") != 0) return refuse(job, row, &validity);
  if ((err = cut_at_touches(job, shape, &cut, &mended))) return err;
  if (!mended) return refuse(job, row, &validity);
  const char *note = arena_printf(&job->row, "a ring touches itself at %.7f %.7f: it was cut there into shell and hole",
                                  validity.place.lon_deg, validity.place.lat_deg);
  if (!note) return fault_memory(job->fault);
  import_note(job, row, "geometry", note);
  *shape = cut;
  *sound = true;
  return HT_OK;
}
