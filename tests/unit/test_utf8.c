/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static void utf8_is_what_rfc_3629_says(void **state) {
  (void)state;
  assert_true(utf8_valid("网格 grid é 𠀀", sizeof "网格 grid é 𠀀" - 1));
  assert_false(utf8_valid("\xC0\xAF", 2));         /* overlong */
  assert_false(utf8_valid("\xED\xA0\x80", 3));     /* a surrogate */
  assert_false(utf8_valid("\xF4\x90\x80\x80", 4)); /* above U+10FFFF */
  assert_false(utf8_valid("\xE7\xBD", 2));         /* cut */
  assert_false(utf8_valid("\xCD\xF8\xB8\xF1", 4)); /* 网格 in GBK */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(utf8_is_what_rfc_3629_says)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
