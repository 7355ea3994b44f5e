/* SPDX-License-Identifier: Apache-2.0 */
#include "model/regions.h"

/* A neighbour of a part, in a chain; merging two regions joins their chains. */
typedef struct region_link {
  uint32_t other; /* a part; its region is found through `into` */
  uint32_t next;
  int64_t shared; /* border, metres times thousandths of binding */
} region_link;

typedef struct region {
  int64_t weight;
  uint32_t into;        /* the region it was merged into; itself while it is one */
  uint32_t first, last; /* of its chain of links; MODEL_NONE: none */
  bool stuck;           /* has no neighbour it may join */
  int64_t shared;       /* with the region at hand */
} region;

typedef struct region_work {
  region *regions;
  uint32_t count;
  SHEET_LIST(region_link) links;
} region_work;

/* Halves the way on each visit (Tarjan, van Leeuwen 1984). */
static uint32_t region_of(region_work *work, uint32_t part) {
  region *regions = work->regions;
  while (regions[part].into != part) part = regions[part].into = regions[regions[part].into].into;
  return part;
}

static void link_parts(model_sheet *sheet, region_work *work, uint32_t part, uint32_t other, int64_t shared) {
  *SHEET_PUSH(sheet, &work->links) = (region_link){.other = other, .next = MODEL_NONE, .shared = shared};
  uint32_t link = work->links.count - 1;
  region *owner = &work->regions[part];
  if (owner->first == MODEL_NONE)
    owner->first = link;
  else
    work->links.items[owner->last].next = link;
  owner->last = link;
}

static bool start_regions(model_sheet *sheet, const int64_t *weights, uint32_t count, region_work *work) {
  work->regions = sheet_array(sheet, count, sizeof *work->regions);
  work->count = count;
  if (!work->regions) return false;
  for (uint32_t i = 0; i < count; i++)
    work->regions[i] = (region){.weight = weights[i], .into = i, .first = MODEL_NONE, .last = MODEL_NONE};
  return true;
}

static void link_all(model_sheet *sheet, const model_blocks *blocks, const model_borders *borders,
                     const uint32_t *part_of_block, const model_binding *binding, region_work *work) {
  for (uint32_t i = 0; i < borders->pieces.count; i++) {
    const model_piece *piece = &borders->pieces.items[i];
    if (piece->low == MODEL_NONE || piece->high == MODEL_NONE) continue;
    uint32_t low = part_of_block[piece->low], high = part_of_block[piece->high];
    int64_t shared =
        (int64_t)binding->per_mille[blocks->lines.items[piece->line].kind] * (piece->to_cm - piece->from_cm) / 100;
    if (low == high || shared == 0) continue;
    link_parts(sheet, work, low, high, shared);
    link_parts(sheet, work, high, low, shared);
  }
}

static uint32_t lightest(const region_work *work) {
  uint32_t best = MODEL_NONE;
  for (uint32_t i = 0; i < work->count; i++) {
    const region *at = &work->regions[i];
    if (at->into == i && !at->stuck && (best == MODEL_NONE || at->weight < work->regions[best].weight)) best = i;
  }
  return best;
}

/* The neighbour with most shared border for the weight of both together; MODEL_NONE: no neighbour. */
static uint32_t best_neighbour(region_work *work, uint32_t number) {
  region *regions = work->regions;
  uint32_t best = MODEL_NONE;
  for (uint32_t i = regions[number].first; i != MODEL_NONE; i = work->links.items[i].next)
    regions[region_of(work, work->links.items[i].other)].shared += work->links.items[i].shared;
  for (uint32_t i = regions[number].first; i != MODEL_NONE; i = work->links.items[i].next) {
    uint32_t other = region_of(work, work->links.items[i].other);
    if (other == number || other == best) continue;
    int64_t mine = regions[number].weight;
    if (best == MODEL_NONE ||
        regions[other].shared * (regions[best].weight + mine) > regions[best].shared * (regions[other].weight + mine))
      best = other;
  }
  for (uint32_t i = regions[number].first; i != MODEL_NONE; i = work->links.items[i].next)
    regions[region_of(work, work->links.items[i].other)].shared = 0;
  return best;
}

static void merge(region_work *work, uint32_t number, uint32_t into) {
  region *gone = &work->regions[number], *kept = &work->regions[into];
  gone->into = into;
  kept->weight += gone->weight;
  kept->stuck = false;
  if (gone->first == MODEL_NONE) return;
  if (kept->first == MODEL_NONE)
    kept->first = gone->first;
  else
    work->links.items[kept->last].next = gone->first;
  kept->last = gone->last;
}

static bool label_blocks(model_sheet *sheet, region_work *work, const uint32_t *part_of_block, uint32_t block_count,
                         model_regions *regions) {
  uint32_t *label_of_part = sheet_array(sheet, work->count, sizeof *label_of_part);
  regions->label_of_block = sheet_array(sheet, block_count, sizeof *regions->label_of_block);
  if (!label_of_part || !regions->label_of_block) return false;
  regions->count = 0;
  for (uint32_t i = 0; i < work->count; i++) label_of_part[i] = MODEL_NONE;
  for (uint32_t i = 0; i < work->count; i++) {
    uint32_t *label = &label_of_part[region_of(work, i)];
    if (*label == MODEL_NONE) *label = regions->count++;
    label_of_part[i] = *label;
  }
  for (uint32_t i = 0; i < block_count; i++)
    regions->label_of_block[i] = part_of_block[i] == MODEL_NONE ? MODEL_NONE : label_of_part[part_of_block[i]];
  return true;
}

bool regions_merge(model_sheet *sheet, const model_blocks *blocks, const model_borders *borders,
                   const uint32_t *part_of_block, const int64_t *weights, uint32_t part_count, uint32_t wanted,
                   const model_binding *binding, model_regions *regions) {
  region_work work = {0};
  if (!start_regions(sheet, weights, part_count, &work)) return false;
  link_all(sheet, blocks, borders, part_of_block, binding, &work);
  for (uint32_t left = part_count; left > wanted && !sheet->failed;) {
    uint32_t number = lightest(&work);
    if (number == MODEL_NONE) break;
    uint32_t into = best_neighbour(&work, number);
    work.regions[number].stuck = into == MODEL_NONE;
    if (into == MODEL_NONE) continue;
    merge(&work, number, into);
    left--;
  }
  return label_blocks(sheet, &work, part_of_block, blocks->blocks.count, regions) && !sheet->failed;
}
