/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

/* Invented names. The same number gives the same name; numbers below NAMES_COUNT give different ones. Nothing here is
   copied from a real city, though a word as common as 春华 stands on a street sign somewhere. */

#include "model/sheet.h"

enum { NAMES_COUNT = 1024 };

/* Two syllables of a name, such as 锦溪: for streets, compounds, communities. The seed shuffles them. */
const char *names_word(model_sheet *sheet, uint64_t seed, uint32_t number);
/* A person's name that nobody bears: a surname and a year of the sixty-year cycle, such as 钱甲子. */
const char *names_person(model_sheet *sheet, uint32_t number);

#endif
