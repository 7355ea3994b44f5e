/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

/* The words under which kinds, levels, reasons and weights stand in the tables. */

#include "haitang/plan.h"

const char *names_layer_kind(ht_layer_kind kind);
/* The kind or level of a word; false for an unknown word. */
HT_CHECKED bool names_parse_layer_kind(const char *word, ht_layer_kind *kind);
HT_CHECKED bool names_parse_level(const char *word, ht_level *level);

#endif
