/* SPDX-License-Identifier: Apache-2.0 */
#include "model/network.h"

#include <string.h>

#include "model/plane.h"

enum { FREE = UINT32_MAX, FIRST_SLOTS = 1024 };

static uint32_t slot_of(const model_network *network, model_spot spot) {
  uint64_t key = (uint64_t)(uint32_t)spot.u_cm << 32 | (uint32_t)spot.v_cm;
  uint32_t mask = network->slot_count - 1, slot = (uint32_t)((key * 0x9e3779b97f4a7c15u) >> 32) & mask;
  while (network->slots[slot] != FREE) {
    model_spot other = network->spots.items[network->slots[slot]];
    if (other.u_cm == spot.u_cm && other.v_cm == spot.v_cm) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

/* Keeps at least half of the slots free. */
static bool make_slots(model_sheet *sheet, model_network *network) {
  if (network->slots && network->nodes.count < network->slot_count / 2) return true;
  uint32_t count = network->slots ? network->slot_count * 2 : FIRST_SLOTS;
  uint32_t *slots = sheet_array(sheet, count, sizeof *slots);
  if (!slots) return false;
  memset(slots, 0xff, count * sizeof *slots);
  network->slots = slots;
  network->slot_count = count;
  for (uint32_t i = 0; i < network->nodes.count; i++) slots[slot_of(network, network->spots.items[i])] = i;
  return true;
}

uint32_t network_node(model_sheet *sheet, const model_plan *plan, model_network *network, model_spot spot,
                      uint32_t flags) {
  if (sheet->failed || !make_slots(sheet, network)) return 0;
  uint32_t *slot = &network->slots[slot_of(network, spot)];
  if (*slot == FREE) {
    *SHEET_PUSH(sheet, &network->nodes) =
        (ht_street_node_record){.source = network->nodes.count, .position = plane_lonlat(plan, spot)};
    *SHEET_PUSH(sheet, &network->spots) = spot;
    *slot = network->nodes.count - 1;
  }
  network->nodes.items[*slot].flags |= flags;
  return *slot;
}

void network_street(model_sheet *sheet, const model_plan *plan, model_network *network, model_spot from, model_spot to,
                    const model_way *way) {
  if (sheet->failed || (from.u_cm == to.u_cm && from.v_cm == to.v_cm)) return;
  ht_street_record street = {
      .class_name = way->class_name, .name = way->name, .flags = way->flags, .layer = way->layer};
  street.node_a = network_node(sheet, plan, network, from, 0);
  street.node_b = network_node(sheet, plan, network, to, 0);
  street.first_point = network->path.points.count;
  path_start(sheet, plan, &network->path, from);
  path_follow(sheet, plan, &network->path, from, to);
  street.point_count = network->path.points.count - street.first_point;
  street.source = (int64_t)network->streets.count + 1;
  *SHEET_PUSH(sheet, &network->streets) = street;
}

void network_streets(model_sheet *sheet, const model_plan *plan, model_network *network, const model_spot *spots,
                     uint32_t count, const model_way *way) {
  for (uint32_t i = 0; i + 1 < count; i++) network_street(sheet, plan, network, spots[i], spots[i + 1], way);
}

ht_network_record network_record(const model_network *network) {
  return (ht_network_record){.nodes = network->nodes.items,
                             .node_count = network->nodes.count,
                             .streets = network->streets.items,
                             .street_count = network->streets.count,
                             .points = network->path.points.items,
                             .point_count = network->path.points.count};
}
