/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_STREET_NAMES_H
#define MODEL_STREET_NAMES_H

/* Names of streets, and the numbers of the doors along them. Lines that continue each other bear one name; doors are
   numbered from the south or west end, odd on one side, even on the other. */

#include "model/blocks.h"

/* Names every line that is a street. False when memory is exhausted. */
HT_CHECKED bool street_names_choose(model_sheet *sheet, const model_plan *plan, model_blocks *blocks);

/* The name of a line on its low or high side: the banks of the river and the sides of the railway differ. NULL:
   none. */
const char *street_names_of(const model_line *line, int32_t side);

/* The number of the door at a coordinate along a line. Doors 12 m apart or more have different numbers. */
uint32_t street_names_number(const model_line *line, int32_t side, int32_t at_cm);

#endif
