/* SPDX-License-Identifier: Apache-2.0 */
/* The embedded pages: what is found, and that both forms of a file are the same content. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "web/assets.h"
#include "web/table.h"

static void the_map_page_is_found_and_is_html(void **state) {
  (void)state;
  const web_asset *page = web_asset_find("/map");
  assert_non_null(page);
  assert_string_equal(page->content_type, "text/html;charset=utf-8");
  assert_memory_equal(page->bytes, "<!doctype html>", 15);
}

static void what_is_not_embedded_is_not_found(void **state) {
  (void)state;
  assert_null(web_asset_find(""));
  assert_null(web_asset_find("/map/"));
  assert_null(web_asset_find("/web/../map"));
}

static void both_forms_of_a_file_are_the_same_content(void **state) {
  (void)state;
  assert_true(web_table_count > 10);
  for (size_t i = 0; i < web_table_count; i++) {
    const web_asset *asset = &web_table[i];
    unsigned char *plain = malloc(asset->size + 1);
    assert_non_null(plain);
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)asset->gzip_bytes,
                       .avail_in = (uInt)asset->gzip_size,
                       .next_out = plain,
                       .avail_out = (uInt)asset->size + 1};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, asset->size);
    assert_memory_equal(plain, asset->bytes, asset->size);
    inflateEnd(&stream);
    free(plain);
  }
}

static void every_etag_is_weak_quoted_and_no_path_comes_twice(void **state) {
  (void)state;
  for (size_t i = 0; i < web_table_count; i++) {
    const char *etag = web_table[i].etag;
    assert_int_equal(strncmp(etag, "W/\"", 3), 0);
    assert_int_equal(etag[strlen(etag) - 1], '"');
    assert_ptr_equal(web_asset_find(web_table[i].path), &web_table[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_map_page_is_found_and_is_html),
      cmocka_unit_test(what_is_not_embedded_is_not_found),
      cmocka_unit_test(both_forms_of_a_file_are_the_same_content),
      cmocka_unit_test(every_etag_is_weak_quoted_and_no_path_comes_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
