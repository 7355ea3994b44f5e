/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_BEYOND_H
#define MODEL_BEYOND_H

/*
 * Homes that no station can be reached from within 15 minutes, proved without walking.
 *
 * Nobody walks shorter than straight, and nobody crosses the river but on a bridge. So a home is beyond every station
 * when each one on its own bank is farther than the limit in a straight line, and each one on the other bank by way
 * of the nearer bridge. It is `severed` when one is nevertheless near (DESIGN 13: 0.7 of the limit's distance), and
 * `too_far` when none is. The margins are more than what lengths on the plane differ from geodesics.
 */

#include "model/stations.h"

typedef enum beyond_reason { BEYOND_NOT = 0, BEYOND_SEVERED, BEYOND_TOO_FAR } beyond_reason;

beyond_reason beyond_of(const model_scene *scene, const model_stations *stations, const model_home *home);

#endif
