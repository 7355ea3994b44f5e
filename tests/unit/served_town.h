/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SERVED_TOWN_H
#define TESTS_UNIT_SERVED_TOWN_H

/*
 * A town for the tests of the service, small enough to know by heart. Four grids G1 to G4 tile it, west to east, then
 * south to north, from (120.96, 31.38) to (120.97, 31.388); the market M1 is a special grid in the middle of G4.
 * Streets run along five meridians and five parallels. Stations: A, a library in the middle of town, always open; B in
 * the south-west corner; C, closed for good. 300 homes stand along the southernmost street, 10 people each; one home
 * with 7 people lies 3 km away from every street.
 */

#include "haitang/store.h"

#define TOWN_WEST 120.96
#define TOWN_SOUTH 31.38
#define TOWN_MIDDLE_LON 120.965
#define TOWN_MIDDLE_LAT 31.384
#define TOWN_EAST 120.97
#define TOWN_NORTH 31.388
#define TOWN_PHONE "13800138000" /* of the officer of G1 */
enum { TOWN_HOMES = 300, TOWN_PEOPLE = 3007 };

/* Makes the database at path; ends the test when it cannot. */
void served_town_make(const char *path);

/* Names the city anew: a committed write. */
void served_town_rename(const char *path, const char *name);

#endif
