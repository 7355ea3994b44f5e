/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

/* The tables that have a shape, each in its column geom with a spatial index. */

#define STORE_EACH_TABLE(X)                                                                                            \
  X(GRID, "grid", "MULTIPOLYGON")                                                                                      \
  X(STATION, "station", "POINT")                                                                                       \
  X(ENTRANCE, "entrance", "POINT")                                                                                     \
  X(ADDRESS, "address", "POINT")                                                                                       \
  X(DEMAND, "demand", "POINT")                                                                                         \
  X(FOOTPRINT, "footprint", "MULTIPOLYGON")                                                                            \
  X(LAND, "land", "MULTIPOLYGON")                                                                                      \
  X(BARRIER, "barrier", "GEOMETRY")                                                                                    \
  X(STREET_NODE, "street_node", "POINT")                                                                               \
  X(STREET, "street", "LINESTRING")                                                                                    \
  X(CIRCLE, "circle", "MULTIPOLYGON")                                                                                  \
  X(GAP, "gap", "GEOMETRY")

typedef enum store_table {
#define X(name, text, type) STORE_##name,
  STORE_EACH_TABLE(X)
#undef X
      STORE_TABLES
} store_table;

#endif
