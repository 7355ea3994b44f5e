/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_RINGS_H
#define CODEC_OSM_RINGS_H

/* Polygons with holes from the ways of a multipolygon. */

#include "codec/osm_keep.h"

/* Why a multipolygon gave no polygon. */
typedef enum osm_rings_flaw {
  OSM_RINGS_SOUND = 0,
  OSM_RINGS_WAY_MISSING,  /* the file does not have one of its ways */
  OSM_RINGS_NODE_MISSING, /* or one of its nodes */
  OSM_RINGS_OPEN,         /* the ways do not close to rings */
  OSM_RINGS_CROSS,        /* or the rings cross */
  OSM_RINGS_LARGE,        /* or there are more than a million points */
  OSM_RINGS_EMPTY,        /* it has no ways */
} osm_rings_flaw;

/* Joins the relation's ways to rings and nests them: roles are not asked, geometry decides what is a hole. *shape
   lives in arena and is left alone when there is a flaw. Errors: HT_NO_MEMORY, HT_LIMIT (more than a million points).
   */
HT_CHECKED ht_err osm_rings_of_relation(const osm_kept *kept, const osm_kept_relation *relation, base_arena *arena,
                                        ht_fault *fault, ht_shape *shape, osm_rings_flaw *flaw);

/* The flaw in words for people: a constant. */
const char *osm_rings_flaw_text(osm_rings_flaw flaw);

#endif
