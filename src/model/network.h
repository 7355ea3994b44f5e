/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_NETWORK_H
#define MODEL_NETWORK_H

/* The walking network as it is drawn: one node a spot and level, streets between nodes with their bent lines. */

#include "haitang/records.h"
#include "model/path.h"

typedef struct model_network {
  SHEET_LIST(ht_street_node_record) nodes;
  SHEET_LIST(model_spot) spots; /* of the nodes */
  SHEET_LIST(ht_street_record) streets;
  model_path path;     /* the points of all streets, one after another */
  uint32_t *slots;     /* node numbers by spot, open addressing; MODEL_NONE: free */
  uint32_t slot_count; /* a power of two */
} model_network;

/* How a street looks and behaves. */
typedef struct model_way {
  const char *class_name, *name;
  uint32_t flags; /* ht_street_flag */
  int32_t layer;
} model_way;

/* Draws a street from a spot to another; nodes are made where there are none. Spots that are equal draw nothing. */
void network_street(model_sheet *sheet, const model_plan *plan, model_network *network, model_spot from, model_spot to,
                    const model_way *way);
/* The same by way of the spots between. count >= 2. */
void network_streets(model_sheet *sheet, const model_plan *plan, model_network *network, const model_spot *spots,
                     uint32_t count, const model_way *way);
/* The node at a spot, made when there is none; flags are added to its own. */
uint32_t network_node(model_sheet *sheet, const model_plan *plan, model_network *network, model_spot spot,
                      uint32_t flags);
ht_network_record network_record(const model_network *network);

#endif
