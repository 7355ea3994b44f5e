/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_RECORDS_H
#define HAITANG_RECORDS_H

/*
 * What a city is made of, one struct a kind. Readers of files and the model city fill these, the store keeps them, the
 * snapshot is built from them. Text is UTF-8; NULL or "" means unknown. Everything pointed to is borrowed.
 */

#include "haitang/types.h"

typedef enum ht_layer_kind { HT_BASE = 0, HT_SPECIAL, HT_ROLE } ht_layer_kind;
typedef enum ht_level { HT_CITY = 0, HT_TOWN, HT_COMMUNITY, HT_GRID, HT_MICROGRID } ht_level;

typedef struct ht_layer_record {
  const char *code, *name;
  ht_layer_kind kind;
  ht_level level;
} ht_layer_record;

/* One version of one grid. */
typedef struct ht_grid_record {
  const char *layer, *code, *name, *parent; /* parent: a code on the next level up */
  ht_day valid_from, valid_to;
  const char *organisation;
  const char *attributes; /* a JSON object */
  ht_shape shape;         /* polygons */
} ht_grid_record;

/* A person or post bound to a grid. Roles: grid_officer, police, fire, property, or the deployment's own. */
typedef struct ht_member_record {
  const char *layer, *grid, *role, *name, *phone, *department;
} ht_member_record;

/* What a station does. Names are "" when nobody has said them. */
typedef struct ht_function_record {
  const char *code, *zh, *en;
} ht_function_record;

typedef struct ht_station_record {
  const char *code, *name;
  const char *tier; /* centre, station or point */
  const char *address, *phone, *opening_hours;
  const char *status;           /* open, closed, planned */
  int32_t capacity;             /* people a day; -1 unknown */
  const char *const *functions; /* codes; ht_put_function gives them names */
  uint32_t function_count;
  ht_lonlat position;
  const ht_lonlat *entrances; /* none: the position is the entrance */
  uint32_t entrance_count;
} ht_station_record;

typedef struct ht_address_record {
  const char *text; /* as written, e.g. 昆山市玉山镇人民路1号 */
  const char *const *aliases;
  uint32_t alias_count;
  ht_lonlat position;
  double households, population;
} ht_address_record;

/* People or homes at a place. */
typedef struct ht_demand_record {
  const char *code;
  ht_lonlat position;                     /* of a footprint: a point inside it */
  ht_shape footprint;                     /* HT_NO_SHAPE when only a position is known */
  double population, households, elderly; /* >= 0 */
} ht_demand_record;

/* Classes: residential, commercial, industrial, park, water, farmland, education, other. */
typedef struct ht_land_record {
  const char *class_name, *name;
  ht_shape shape; /* polygons */
} ht_land_record;

/* Classes: water, railway, motorway, wall, building is none. Lines or polygons; of a polygon the border blocks. */
typedef struct ht_barrier_record {
  const char *class_name;
  ht_shape shape;
} ht_barrier_record;

/* Facts of a street that a walker meets, as bits. */
typedef enum ht_street_flag {
  HT_STREET_PRIVATE = 1, /* belongs to a zone: only for walks that start or end in it */
  HT_STREET_STEPS = 2,
  HT_STREET_BRIDGE = 4, /* bridges, tunnels and indoor ways take no legs */
  HT_STREET_TUNNEL = 8,
  HT_STREET_INDOOR = 16,
  HT_STREET_LIFT = 32,
  HT_STREET_FERRY = 64,
  HT_STREET_NO_FORWARD = 128,  /* may not be walked in the direction of the line */
  HT_STREET_NO_BACKWARD = 256, /* nor against it */
  HT_STREET_CROSSING = 512,    /* a marked crossing: the profile's delay */
  HT_STREET_CLOSED = 1024,     /* shut now (a closed gate, a construction site); kept for scenarios */
} ht_street_flag;

/* Facts of a street node, as bits. */
typedef enum ht_node_flag {
  HT_NODE_GATE = 1,   /* a gate that opens: zones are cut here */
  HT_NODE_CLOSED = 2, /* a gate or barrier that nobody passes */
  HT_NODE_CROSSING = 4,
  HT_NODE_LIFT = 8,
} ht_node_flag;

typedef struct ht_street_node_record {
  int64_t source; /* the OSM node, or a running number */
  ht_lonlat position;
  uint32_t flags; /* ht_node_flag */
} ht_street_node_record;

/* A piece of street between two nodes. Its line runs from node a to node b and repeats their positions. */
typedef struct ht_street_record {
  uint32_t node_a, node_b;           /* indices into the nodes of the same network */
  uint32_t first_point, point_count; /* into the network's points; >= 2 */
  const char *class_name;            /* footway, residential, steps … : OSM's highway value or its like */
  const char *name;
  uint32_t flags;    /* ht_street_flag */
  int32_t layer;     /* OSM's layer: 0 the ground */
  int64_t source;    /* the OSM way */
  int64_t length_mm; /* WGS 84 geodesic, fixed at import */
} ht_street_record;

/* A whole walking network; streets are always replaced whole. */
typedef struct ht_network_record {
  const ht_street_node_record *nodes;
  uint32_t node_count;
  const ht_street_record *streets;
  uint32_t street_count;
  const ht_lonlat *points;
  uint32_t point_count;
} ht_network_record;

/* What coverage counts. */
typedef enum ht_weight { HT_POPULATION = 0, HT_HOUSEHOLDS, HT_ELDERLY, HT_RESIDENTIAL_LAND } ht_weight;

/* Why a place is beyond the limit. */
typedef enum ht_reason {
  HT_TOO_FAR = 0,
  HT_SEVERED,     /* near in a straight line, far on foot */
  HT_UNCONNECTED, /* no visible street within the longest leg */
  HT_CLOSED,      /* a station is near but shut at that time */
} ht_reason;

#endif
