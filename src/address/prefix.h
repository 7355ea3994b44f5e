/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ADDRESS_PREFIX_H
#define ADDRESS_PREFIX_H

/*
 * The province, city and county with which an address may begin, 江苏省苏州市昆山市: most people leave them out.
 *
 * A name ends in 省 or 自治区 (a province), 市 (a city), 市 区 or 县 (a county). A province is known by its ending. A
 * city that stands first is taken only when it is known, as one of the four municipalities or by the caller: otherwise
 * 新城市广场 would lose its beginning. After a province or city the next lower names are taken by their endings.
 */

#include "haitang/types.h"

enum { ADDRESS_MOST_PREFIXES = 3 };

/* Names that count when they stand first: the deployment's own, from the province down, such as 江苏省, 苏州市,
   昆山市. */
typedef struct address_known {
  const char *const *names;
  uint32_t count;
} address_known;

typedef struct address_prefix {
  uint32_t count;
  uint16_t end[ADDRESS_MOST_PREFIXES]; /* where each name ends, in bytes; the next begins there */
} address_prefix;

/* Finds the names that begin a normal form. At least one character follows the last. */
address_prefix address_prefix_find(const char *normal, const address_known *known);

/* The length in bytes of the name with which a text begins when it looks like a city, known or not; 0: none. */
size_t address_prefix_city(const char *normal);

/* The beginning of an address that was taken off: the first count names of its prefix. */
typedef struct address_beginning {
  const char *normal;
  const address_prefix *prefix;
  uint32_t count;
} address_beginning;

/* Whether two addresses may be the same as far as their beginnings tell: the names of one are among those of the other
   in the same order, or all are among the known ones. */
bool address_prefix_agree(const address_beginning *a, const address_beginning *b, const address_known *known);

#endif
