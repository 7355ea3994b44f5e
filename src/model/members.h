/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_MEMBERS_H
#define MODEL_MEMBERS_H

/* The four people bound to every grid (四员联动), with names and telephones that nobody has. */

#include "model/grids.h"

typedef SHEET_LIST(ht_member_record) model_members;

/* Binds four members to every grid of level grid. */
void members_bind(model_sheet *sheet, const model_areas *areas, model_members *members);

#endif
