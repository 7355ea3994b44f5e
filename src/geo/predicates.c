/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/predicates.h"

/*
 * A number that does not fit into a double is kept as an expansion: a sum of doubles, smallest first, none of which
 * overlap, so that the last one has the sign of the whole. Sums and products of two doubles are expansions of two,
 * found without loss by the error-free transformations of Dekker and Knuth.
 *
 * Two ways, by cost. Where the differences to c are exact, as for places close together, the determinant is two
 * products. Else it is written out in coordinates, six products; no difference is taken at all.
 */

#include <float.h>

_Static_assert(FLT_EVAL_METHOD == 0, "error-free sums need doubles that are rounded as doubles");

enum { MOST_TERMS = 12 };

typedef struct expansion {
  double term[MOST_TERMS]; /* smallest first, without zeros */
  int count;
} expansion;

/* a + b = *sum + *error, exactly. */
static void two_sum(double a, double b, double *sum, double *error) {
  double s = a + b, b_part = s - a, a_part = s - b_part;
  *error = (a - a_part) + (b - b_part);
  *sum = s;
}

/* Splits a into two halves of 26 bits. */
static void split(double a, double *high, double *low) {
  double c = 0x1p27 * a + a;
  *high = c - (c - a);
  *low = a - *high;
}

/* a * b = *product + *error, exactly. */
static void two_product(double a, double b, double *product, double *error) {
  double a_high, a_low, b_high, b_low, p = a * b;
  split(a, &a_high, &a_low);
  split(b, &b_high, &b_low);
  *error = a_low * b_low - (((p - a_high * b_high) - a_low * b_high) - a_high * b_low);
  *product = p;
}

/* Adds one double: Shewchuk's grow-expansion, with zeros left out. */
static void add(expansion *e, double value) {
  int kept = 0;
  for (int i = 0; i < e->count; i++) {
    double error;
    two_sum(value, e->term[i], &value, &error);
    if (error != 0) e->term[kept++] = error;
  }
  if (value != 0) e->term[kept++] = value;
  e->count = kept;
}

/* Adds sign * a * b. */
static void add_product(expansion *e, double sign, double a, double b) {
  double product, error;
  two_product(sign * a, b, &product, &error);
  add(e, error);
  add(e, product);
}

static int sign_of(const expansion *e) {
  if (e->count == 0) return 0;
  return e->term[e->count - 1] > 0 ? 1 : -1;
}

/* True when a - b is a double; *difference is it. */
static bool exact_difference(double a, double b, double *difference) {
  double error;
  two_sum(a, -b, difference, &error);
  return error == 0;
}

int geo_orientation_exact(ht_lonlat a, ht_lonlat b, ht_lonlat c) {
  expansion determinant = {.count = 0};
  double ax, ay, bx, by;
  if (exact_difference(a.lon_deg, c.lon_deg, &ax) && exact_difference(a.lat_deg, c.lat_deg, &ay) &&
      exact_difference(b.lon_deg, c.lon_deg, &bx) && exact_difference(b.lat_deg, c.lat_deg, &by)) {
    add_product(&determinant, 1, ax, by);
    add_product(&determinant, -1, ay, bx);
    return sign_of(&determinant);
  }
  add_product(&determinant, 1, a.lon_deg, b.lat_deg);
  add_product(&determinant, -1, a.lat_deg, b.lon_deg);
  add_product(&determinant, 1, b.lon_deg, c.lat_deg);
  add_product(&determinant, -1, b.lat_deg, c.lon_deg);
  add_product(&determinant, 1, c.lon_deg, a.lat_deg);
  add_product(&determinant, -1, c.lat_deg, a.lon_deg);
  return sign_of(&determinant);
}
