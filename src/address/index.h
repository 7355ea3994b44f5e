/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ADDRESS_INDEX_H
#define ADDRESS_INDEX_H

/* Which addresses a text names: those of the same normal form, the beginning of province, city and county being
   optional on both sides. Nothing fuzzy. Immutable; any number of threads may ask. */

#include "address/prefix.h"
#include "base/arena.h"

typedef struct address_index address_index;

/* A text under which an address is known. */
typedef struct address_name {
  const char *text;
  uint32_t address; /* the caller's number */
  bool alias;
} address_name;

/* Builds the index into arena; texts are copied. A text that has no normal form (too long, no UTF-8) is left out, as
   nobody can ask for it either. own is the beginning of the deployment's own addresses, such as 江苏省苏州市昆山市, or
   its city's name; NULL: unknown. A city with which more than half of the texts begin counts as own too. Errors:
   HT_NO_MEMORY. */
HT_CHECKED ht_err address_index_build(const address_name *names, size_t count, const char *own, base_arena *arena,
                                      ht_fault *fault, const address_index **index);

typedef struct address_hit {
  uint32_t address;
  bool alias; /* only an alias matches */
  bool whole; /* with its beginning, letter by letter of the normal forms */
} address_hit;

/* Finds the addresses that text may name, by number, into arena. Where some match whole, those that match without
   a beginning are left out. Errors: HT_BAD_ARGUMENT as address_normal, HT_NO_MEMORY. */
HT_CHECKED ht_err address_index_find(const address_index *index, const char *text, base_arena *arena, ht_fault *fault,
                                     const address_hit **hits, uint32_t *count);

#endif
