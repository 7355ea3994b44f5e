/* SPDX-License-Identifier: Apache-2.0 */

/* The inside of a .osm.pbf file's blobs, without the packing that would hide it from a fuzzer: what is shown is
   whole. */

#include "codec/osm_block.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static void must_be_texts(osm_tags tags) {
  for (uint32_t i = 0; i < tags.count; i++) must(strlen(tags.items[i].key) + strlen(tags.items[i].value) < SIZE_MAX);
}

static ht_err see_node(void *context, const osm_node *node, ht_fault *fault) {
  (void)context, (void)fault;
  must(fabs(node->position.lon_deg) <= 180 && fabs(node->position.lat_deg) <= 90);
  must_be_texts(node->tags);
  return HT_OK;
}

static ht_err see_way(void *context, const osm_way *way, ht_fault *fault) {
  (void)fault;
  int64_t *sum = context;
  for (uint32_t i = 0; i < way->ref_count; i++) *sum ^= way->refs[i];
  must_be_texts(way->tags);
  return HT_OK;
}

static ht_err see_relation(void *context, const osm_relation *relation, ht_fault *fault) {
  (void)context, (void)fault;
  for (uint32_t i = 0; i < relation->member_count; i++)
    must(relation->members[i].type <= OSM_RELATION && strlen(relation->members[i].role) < SIZE_MAX);
  must_be_texts(relation->tags);
  return HT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  osm_block block = {0};
  int64_t sum = 0;
  osm_sink sink = {.context = &sum, .node = see_node, .way = see_way, .relation = see_relation};
  uint8_t *copy = malloc(length + 1);
  must(copy != NULL);
  memcpy(copy, bytes, length);
  ht_fault fault = {.detail = ""};
  ht_err err = osm_block_read(&block, copy, length, &sink, &fault);
  must(!err || *fault.detail);
  osm_block_release(&block);
  memcpy(copy, bytes, length);
  err = osm_block_check_header(copy, length, &fault);
  must(!err || *fault.detail);
  free(copy);
  return 0;
}
