/* SPDX-License-Identifier: Apache-2.0 */
/* The orientation test against whole numbers of 512 bits, which cannot round. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/predicates.h"

static uint64_t seed = 20240603;

static uint64_t random_bits(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static double random_between(double low, double high) {
  return low + (high - low) * (double)(random_bits() >> 11) * 0x1p-53;
}

/*
 * The oracle: a coordinate as a whole number of 2^-120, in two's complement over 16 words of 32 bits. Coordinates of
 * the tests are multiples of 2^-120 below 2^10, so products are below 2^261 and nothing is ever lost.
 */
enum { WORDS = 16, SCALE = 120 };
typedef struct wide {
  uint32_t word[WORDS]; /* least first */
} wide;

static wide wide_add(wide a, wide b) {
  uint64_t carry = 0;
  for (int i = 0; i < WORDS; i++) {
    carry += (uint64_t)a.word[i] + b.word[i];
    a.word[i] = (uint32_t)carry;
    carry >>= 32;
  }
  return a;
}

static wide wide_negative(wide a) {
  wide one = {{1}};
  for (int i = 0; i < WORDS; i++) a.word[i] = ~a.word[i];
  return wide_add(a, one);
}

static bool wide_is_negative(wide a) {
  return a.word[WORDS - 1] >> 31;
}

static wide wide_product(wide a, wide b) {
  bool negative = wide_is_negative(a) != wide_is_negative(b);
  if (wide_is_negative(a)) a = wide_negative(a);
  if (wide_is_negative(b)) b = wide_negative(b);
  wide product = {{0}};
  for (int i = 0; i < WORDS; i++) {
    uint64_t carry = 0;
    for (int k = 0; i + k < WORDS; k++) {
      carry += (uint64_t)a.word[i] * b.word[k] + product.word[i + k];
      product.word[i + k] = (uint32_t)carry;
      carry >>= 32;
    }
  }
  return negative ? wide_negative(product) : product;
}

static wide wide_of(double value) {
  int exponent;
  double mantissa = frexp(fabs(value), &exponent); /* value = mantissa * 2^exponent */
  uint64_t bits = (uint64_t)ldexp(mantissa, 53);
  int shift = exponent - 53 + SCALE;
  wide made = {{0}};
  if (bits == 0) return made;
  for (; shift < 0; shift++, bits >>= 1) assert_int_equal(bits & 1, 0);
  for (int i = 0; i < 53; i++)
    if (bits >> i & 1) made.word[(i + shift) / 32] |= 1u << (i + shift) % 32;
  return value < 0 ? wide_negative(made) : made;
}

static int oracle(ht_lonlat a, ht_lonlat b, ht_lonlat c) {
  wide cx = wide_negative(wide_of(c.lon_deg)), cy = wide_negative(wide_of(c.lat_deg));
  wide ax = wide_add(wide_of(a.lon_deg), cx), ay = wide_add(wide_of(a.lat_deg), cy);
  wide bx = wide_add(wide_of(b.lon_deg), cx), by = wide_add(wide_of(b.lat_deg), cy);
  wide determinant = wide_add(wide_product(ax, by), wide_negative(wide_product(ay, bx)));
  static const wide zero;
  if (!memcmp(&determinant, &zero, sizeof zero)) return 0;
  return wide_is_negative(determinant) ? -1 : 1;
}

static void check(ht_lonlat a, ht_lonlat b, ht_lonlat c) {
  int truth = oracle(a, b, c);
  if (geo_orientation(a, b, c) != truth || geo_orientation_exact(a, b, c) != truth)
    fail_msg("(%a %a) (%a %a) (%a %a) is not %d", a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg, c.lon_deg, c.lat_deg,
             truth);
}

static ht_lonlat random_place(void) {
  return (ht_lonlat){random_between(-180, 180), random_between(-90, 90)};
}

static ht_lonlat nudged(ht_lonlat p, int most_ulps) {
  for (int i = (int)(random_bits() % (unsigned)(most_ulps + 1)); i > 0; i--)
    p.lon_deg = nextafter(p.lon_deg, random_bits() & 1 ? 400 : -400);
  for (int i = (int)(random_bits() % (unsigned)(most_ulps + 1)); i > 0; i--)
    p.lat_deg = nextafter(p.lat_deg, random_bits() & 1 ? 400 : -400);
  return p;
}

static void anywhere_it_agrees_with_whole_numbers(void **state) {
  (void)state;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 20000; i++) check(random_place(), random_place(), random_place());
}

static void next_to_a_line_it_agrees_with_whole_numbers(void **state) {
  (void)state;
  for (int i = 0; i < 100000; i++) {
    ht_lonlat a = random_place(), b = i % 2 ? random_place() : nudged(a, 100);
    double share = random_between(-0.5, 1.5);
    ht_lonlat on = {a.lon_deg + share * (b.lon_deg - a.lon_deg), a.lat_deg + share * (b.lat_deg - a.lat_deg)};
    check(a, b, nudged(on, 3));
  }
}

static void at_the_scale_of_a_city_it_agrees_with_whole_numbers(void **state) {
  (void)state;
  for (int i = 0; i < 100000; i++) {
    ht_lonlat a = {random_between(120.95, 120.951), random_between(31.38, 31.381)};
    ht_lonlat b = {random_between(120.95, 120.951), random_between(31.38, 31.381)};
    ht_lonlat middle = {(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2};
    check(a, b, nudged(middle, 1));
  }
}

static void coordinates_of_very_different_size_agree_too(void **state) {
  (void)state;
  for (int i = 0; i < 100000; i++) {
    ht_lonlat p[3];
    for (int k = 0; k < 3; k++) {
      p[k].lon_deg = ldexp((double)(int)(random_bits() % 17) - 8, -(int)(random_bits() % 100));
      p[k].lat_deg = ldexp((double)(int)(random_bits() % 17) - 8, -(int)(random_bits() % 100));
    }
    check(p[0], p[1], p[2]);
  }
}

static void on_a_lattice_many_are_exactly_on_the_line(void **state) {
  (void)state;
  int on_line = 0;
  for (int i = 0; i < 20000; i++) {
    ht_lonlat p[3];
    for (int k = 0; k < 3; k++)
      p[k] = (ht_lonlat){120 + (double)(random_bits() % 5) / 8, 31 + (double)(random_bits() % 5) / 8};
    check(p[0], p[1], p[2]);
    on_line += oracle(p[0], p[1], p[2]) == 0;
  }
  assert_true(on_line > 1000);
}

static void turning_the_triangle_keeps_the_sign_and_swapping_turns_it(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    ht_lonlat a = random_place(), b = nudged(a, 4), c = nudged(b, 4);
    int turn = geo_orientation(a, b, c);
    assert_int_equal(geo_orientation(b, c, a), turn);
    assert_int_equal(geo_orientation(c, a, b), turn);
    assert_int_equal(geo_orientation(b, a, c), -turn);
  }
}

static void a_place_on_a_line_goes_to_the_east_then_to_the_north(void **state) {
  (void)state;
  ht_lonlat west = {1, 1}, east = {3, 1}, south = {2, 0}, north = {2, 2}, p = {2, 1};
  ht_lonlat low_west = {1, 0}, high_west = {1, 2}, low_east = {3, 0}, high_east = {3, 2};
  assert_true(geo_is_left(west, east, p));           /* north of a line that goes east */
  assert_false(geo_is_left(south, north, p));        /* east of a line that goes north */
  assert_false(geo_is_left(low_west, high_east, p)); /* below a line that rises to the east */
  assert_true(geo_is_left(high_west, low_east, p));  /* above a line that falls to the east */
}

static void of_the_two_sides_of_a_line_a_place_is_on_exactly_one(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    ht_lonlat a = random_place(), b = nudged(a, 3);
    if (a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg) continue;
    ht_lonlat p = i % 3 == 0 ? a : i % 3 == 1 ? b : nudged(a, 2);
    assert_true(geo_is_left(a, b, p) != geo_is_left(b, a, p));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(anywhere_it_agrees_with_whole_numbers),
      cmocka_unit_test(next_to_a_line_it_agrees_with_whole_numbers),
      cmocka_unit_test(at_the_scale_of_a_city_it_agrees_with_whole_numbers),
      cmocka_unit_test(coordinates_of_very_different_size_agree_too),
      cmocka_unit_test(on_a_lattice_many_are_exactly_on_the_line),
      cmocka_unit_test(turning_the_triangle_keeps_the_sign_and_swapping_turns_it),
      cmocka_unit_test(a_place_on_a_line_goes_to_the_east_then_to_the_north),
      cmocka_unit_test(of_the_two_sides_of_a_line_a_place_is_on_exactly_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
