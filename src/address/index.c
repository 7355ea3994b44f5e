/* SPDX-License-Identifier: Apache-2.0 */
#include "address/index.h"

/*
 * Every text is entered under its whole normal form and under what is left when one, two or three of its first names
 * are taken off. A question is looked up in the same ways. So 江苏省苏州市昆山市玉山镇人民路1号 is found as
 * 玉山镇人民路1号 and the other way round; but what was taken off must agree, or the same street in another city would
 * be found.
 *
 * Keys are hashes, sorted; equal hashes are told apart by comparing texts.
 */

#include <stdlib.h>
#include <string.h>

#include "address/normal.h"
#include "base/fault.h"

typedef struct index_text {
  const char *normal;
  address_prefix prefix;
  uint32_t address;
  bool alias;
} index_text;

typedef struct index_key {
  uint64_t hash;
  uint32_t text, taken; /* how many names are taken off */
} index_key;

struct address_index {
  index_text *texts;
  const index_key *keys; /* by hash, then text, then taken */
  uint32_t text_count;
  size_t key_count;
  address_known known;
};

/* FNV-1a. */
static uint64_t hash_of(const char *text) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
  return hash;
}

static const char *rest_of(const index_text *text, uint32_t taken) {
  return text->normal + (taken ? text->prefix.end[taken - 1] : 0);
}

static int compare_keys(const void *left, const void *right) {
  const index_key *a = left, *b = right;
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  if (a->text != b->text) return a->text < b->text ? -1 : 1;
  return (a->taken > b->taken) - (a->taken < b->taken);
}

/* Copies the names that have a normal form. */
static ht_err read_texts(const address_name *names, size_t count, base_arena *arena, ht_fault *fault,
                         address_index *index) {
  index_text *texts = ARENA_ARRAY(arena, index_text, count);
  if (!texts || count > UINT32_MAX) return fault_memory(fault);
  for (size_t i = 0; i < count; i++) {
    char normal[ADDRESS_NORMAL_BYTES];
    if (address_normal(names[i].text, NULL, normal)) continue;
    index_text *text = &texts[index->text_count++];
    *text = (index_text){.normal = arena_text(arena, normal), .address = names[i].address, .alias = names[i].alias};
    if (!text->normal) return fault_memory(fault);
  }
  index->texts = texts;
  return HT_OK;
}

/* The city with which more than half of the texts begin, by R. Boyer's and J. Moore's majority vote: whoever survives
   the pairing off of different ones is the only one who can have a majority. NULL: there is none. */
static const char *common_city(const address_index *index, base_arena *arena) {
  const char *city = NULL;
  size_t city_length = 0, votes = 0, holders = 0;
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < index->text_count; i++) {
      const char *text = index->texts[i].normal;
      size_t length = address_prefix_city(text);
      bool same = length == city_length && (length == 0 || memcmp(text, city, length) == 0);
      if (round == 1) {
        holders += same;
      } else if (votes == 0) {
        city = text;
        city_length = length;
        votes = 1;
      } else {
        votes += same ? 1 : (size_t)-1;
      }
    }
  return city_length && holders > index->text_count / 2 ? arena_text_n(arena, city, city_length) : NULL;
}

/* The names of the deployment's own beginning; a name without an ending, such as 昆山, is taken for a city's. */
static ht_err read_own(const char *own, base_arena *arena, ht_fault *fault, const char **names, uint32_t *count) {
  char normal[ADDRESS_NORMAL_BYTES];
  if (!own || !*own || address_normal(own, NULL, normal)) return HT_OK;
  const char *ended = address_prefix_city(normal) || strstr(normal, "省") || strstr(normal, "自治区") ? "" : "市";
  char *text = arena_printf(arena, "%s%s|", normal, ended); /* a sign after it: something must follow the last name */
  if (!text) return fault_memory(fault);
  const char *first = arena_text_n(arena, text, address_prefix_city(text));
  address_prefix prefix = address_prefix_find(text, &(address_known){&first, 1});
  for (uint32_t i = 0, from = 0; first && i < prefix.count; from = prefix.end[i++]) {
    names[*count] = arena_text_n(arena, text + from, prefix.end[i] - from);
    if (!names[(*count)++]) return fault_memory(fault);
  }
  return first ? HT_OK : fault_memory(fault);
}

static ht_err learn_names(const char *own, base_arena *arena, ht_fault *fault, address_index *index) {
  const char **names = ARENA_ARRAY(arena, const char *, ADDRESS_MOST_PREFIXES + 1);
  if (!names) return fault_memory(fault);
  uint32_t count = 0;
  ht_err err = read_own(own, arena, fault, names, &count);
  if (err) return err;
  const char *city = common_city(index, arena);
  for (uint32_t i = 0; city && i < count; i++)
    if (strcmp(city, names[i]) == 0) city = NULL;
  if (city) names[count++] = city;
  index->known = (address_known){names, count};
  return HT_OK;
}

static ht_err make_keys(base_arena *arena, ht_fault *fault, address_index *index) {
  index_key *keys = ARENA_ARRAY(arena, index_key, (size_t)index->text_count * (ADDRESS_MOST_PREFIXES + 1));
  index_text *texts = index->texts;
  if (!keys) return fault_memory(fault);
  for (uint32_t i = 0; i < index->text_count; i++) {
    texts[i].prefix = address_prefix_find(texts[i].normal, &index->known);
    for (uint32_t taken = 0; taken <= texts[i].prefix.count; taken++)
      keys[index->key_count++] = (index_key){hash_of(rest_of(&texts[i], taken)), i, taken};
  }
  if (index->key_count) qsort(keys, index->key_count, sizeof *keys, compare_keys);
  index->keys = keys;
  return HT_OK;
}

ht_err address_index_build(const address_name *names, size_t count, const char *own, base_arena *arena, ht_fault *fault,
                           const address_index **index) {
  address_index *made = ARENA_NEW(arena, address_index);
  if (!made) return fault_memory(fault);
  ht_err err = read_texts(names, count, arena, fault, made);
  if (!err) err = learn_names(own, arena, fault, made);
  if (!err) err = make_keys(arena, fault, made);
  if (!err) *index = made;
  return err;
}

/* The first key of a hash, or where it would stand. */
static size_t lower_bound(const address_index *index, uint64_t hash) {
  size_t low = 0, high = index->key_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (index->keys[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Hits as they are found, in an array that grows. */
typedef struct hit_list {
  base_arena *arena;
  address_hit *hits;
  uint32_t count, room;
} hit_list;

static bool add_hit(hit_list *list, address_hit hit) {
  if (list->count == list->room) {
    uint32_t room = list->room ? list->room * 2 : 8;
    address_hit *larger = ARENA_ARRAY(list->arena, address_hit, room);
    if (!larger) return false;
    if (list->count) memcpy(larger, list->hits, list->count * sizeof *larger);
    list->hits = larger;
    list->room = room;
  }
  list->hits[list->count++] = hit;
  return true;
}

/* Adds the texts that equal what is left of the question when taken names are taken off. */
static bool add_level(const address_index *index, const index_text *question, uint32_t taken, hit_list *list) {
  const char *rest = rest_of(question, taken);
  uint64_t hash = hash_of(rest);
  for (size_t i = lower_bound(index, hash); i < index->key_count && index->keys[i].hash == hash; i++) {
    const index_key *key = &index->keys[i];
    const index_text *text = &index->texts[key->text];
    address_beginning ours = {question->normal, &question->prefix, taken},
                      theirs = {text->normal, &text->prefix, key->taken};
    if (strcmp(rest_of(text, key->taken), rest) != 0 || !address_prefix_agree(&ours, &theirs, &index->known)) continue;
    if (!add_hit(list, (address_hit){text->address, text->alias, taken == 0 && key->taken == 0})) return false;
  }
  return true;
}

/* By number; of one address the whole match first, then its own text before an alias. */
static int compare_hits(const void *left, const void *right) {
  const address_hit *a = left, *b = right;
  if (a->address != b->address) return a->address < b->address ? -1 : 1;
  if (a->whole != b->whole) return a->whole ? -1 : 1;
  return a->alias - b->alias;
}

/* Keeps one hit an address, and only whole ones where there are any. */
static uint32_t settle(address_hit *hits, uint32_t count) {
  bool whole = false;
  uint32_t kept = 0;
  if (count) qsort(hits, count, sizeof *hits, compare_hits);
  for (uint32_t i = 0; i < count; i++) whole |= hits[i].whole;
  for (uint32_t i = 0; i < count; i++) {
    bool again = kept > 0 && hits[kept - 1].address == hits[i].address;
    if (!again && (hits[i].whole || !whole)) hits[kept++] = hits[i];
  }
  return kept;
}

ht_err address_index_find(const address_index *index, const char *text, base_arena *arena, ht_fault *fault,
                          const address_hit **hits, uint32_t *count) {
  char normal[ADDRESS_NORMAL_BYTES];
  ht_err err = address_normal(text, fault, normal);
  if (err) return err;
  index_text question = {.normal = normal, .prefix = address_prefix_find(normal, &index->known)};
  hit_list list = {.arena = arena};
  for (uint32_t taken = 0; taken <= question.prefix.count; taken++)
    if (!add_level(index, &question, taken, &list)) return fault_memory(fault);
  *hits = list.hits;
  *count = settle(list.hits, list.count);
  return HT_OK;
}
