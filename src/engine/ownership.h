/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_OWNERSHIP_H
#define ENGINE_OWNERSHIP_H

/* Who owns a place on one layer, as an answer. */

#include "engine/grids.h"

/* A place that somebody asks about, and where the answer is put together. */
typedef struct engine_question {
  const engine_grids *grids;
  const char *city_name;
  ht_lonlat position;
  double uncertainty_m; /* >= 0 */
  base_arena *arena;
  bool copy_texts; /* the grids may be gone when the answer is read */
} engine_question;

/* Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err engine_ownership(const engine_question *question, const engine_layer *layer, ht_fault *fault,
                                   ht_ownership *ownership);

/* The grid whose people are sent: the smallest special grid that contains the place (then the lower code), else the
   base owner at level grid; NULL: nobody. */
const engine_grid *engine_dispatched(const engine_grids *grids, ht_lonlat place);

/* text, or a copy of it in the question's arena; NULL when there is no memory. */
const char *engine_answer_text(const engine_question *question, const char *text);

#endif
