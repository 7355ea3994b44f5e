/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_PLANE_H
#define MODEL_PLANE_H

/*
 * From the plan to the earth: a smooth bend that makes rivers meander and streets curve.
 *
 * A spot is moved by three layers of value noise (kilometres, hundreds of metres, tens of metres), by the river's own
 * meander, which fades with the distance from it, turned a little, and rounded to 1e-7 degrees (1 cm). Equal spots
 * give equal places bit for bit, which is all that exact tiling needs. Only + - x / and sqrt on doubles, correctly
 * rounded everywhere, and no fused multiply-add.
 */

#include "geo/metric.h"
#include "model/plan.h"

/* The place of a spot, on the lattice of 1e-7 degrees. */
ht_lonlat plane_lonlat(const model_plan *plan, model_spot spot);

/* Where a spot comes to lie, in metres east and north of the plan's middle. */
geo_xy plane_xy(const model_plan *plan, model_spot spot);

/* The place of metres from the plan's middle, on the lattice. */
ht_lonlat plane_place(const model_plan *plan, geo_xy xy);

/* The direction, of length 1, in which the plan's east runs at a spot. */
geo_xy plane_east(const model_plan *plan, model_spot spot);

/* Noise of a whole wavelength along one line, -1..1: for the river's width. */
double plane_ripple(uint64_t seed, int32_t at_cm, int32_t wave_cm);

#endif
