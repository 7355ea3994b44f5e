/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_GEOS_H
#define BRIDGE_GEOS_H

/*
 * The one door to GEOS: validity and overlays of shapes in longitude and latitude.
 *
 * A bridge_geos is GEOS's reentrant context; one thread uses it at a time. Results die with the arena they are made in.
 * A shape of kind HT_NO_SHAPE, or one without paths, is empty. Errors of all: HT_BAD_DATA when a shape is no geometry
 * at all (a ring of two points) or GEOS gives up, HT_NO_MEMORY.
 */

#include "base/arena.h"
#include "haitang/types.h"

typedef struct bridge_geos bridge_geos;

HT_CHECKED ht_err bridge_geos_new(ht_fault *fault, bridge_geos **geos);
void bridge_geos_free(bridge_geos *geos);

/* Whether a shape keeps the rules of OGC Simple Features (06-103r4, 6.1): rings closed and not crossing themselves or
   each other, holes inside their shells. */
typedef struct bridge_validity {
  bool valid;
  char reason[96]; /* of the first flaw, such as "Self-intersection"; "" when valid */
  ht_lonlat place; /* where it is */
} bridge_validity;

/* Never fails for a bad shape: being bad is the answer. */
HT_CHECKED ht_err bridge_geos_validity(bridge_geos *geos, const ht_shape *shape, ht_fault *fault,
                                       bridge_validity *validity);

/* Makes one shape of all, which are of one kind. */
HT_CHECKED ht_err bridge_geos_union(bridge_geos *geos, const ht_shape *shapes, size_t count, base_arena *arena,
                                    ht_fault *fault, ht_shape *all);

typedef enum bridge_overlay { BRIDGE_DIFFERENCE, BRIDGE_INTERSECTION } bridge_overlay;

/* Makes a − b or a ∩ b. The result has the kind of a: what is left of lower dimension (two polygons that only touch) is
   dropped. Shapes that are not valid are mended first, as GEOSMakeValid does. */
HT_CHECKED ht_err bridge_geos_overlay(bridge_geos *geos, bridge_overlay how, const ht_shape *a, const ht_shape *b,
                                      base_arena *arena, ht_fault *fault, ht_shape *result);

/* Makes polygons of the bounded regions that lines enclose, each with its holes. Lines are cut where they meet
   first. */
HT_CHECKED ht_err bridge_geos_faces(bridge_geos *geos, const ht_shape *lines, base_arena *arena, ht_fault *fault,
                                    ht_shape *faces);

/* Finds a place inside polygons, away from their border where it can be. Errors: also HT_BAD_DATA for an empty
   shape. */
HT_CHECKED ht_err bridge_geos_inside(bridge_geos *geos, const ht_shape *polygons, ht_fault *fault, ht_lonlat *place);

#endif
