/* SPDX-License-Identifier: Apache-2.0 */
#include "town.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ht_lonlat MIDDLE = {120.95, 31.38};

static char cell(const town *t, int32_t column, int32_t row) {
  if (row < 0 || row >= (int32_t)t->row_count || column < 0 || column >= (int32_t)strlen(t->rows[row])) return ' ';
  return t->rows[row][column];
}

static ht_lonlat place_of(const town *t, int32_t column, int32_t row) {
  geo_metric metric = geo_metric_at(MIDDLE);
  return geo_metric_lonlat(&metric, (geo_xy){column * t->cell_m, -row * t->cell_m});
}

static bool refuse(town *t, const char *why, const char *line) {
  snprintf(t->title, sizeof t->title, "%.60s: %.80s", why, line);
  return false;
}

static void add_street(town *t, char a, char b, double length_m) {
  uint32_t i = t->network.street_count++;
  ht_lonlat *points = &t->points[2 * i];
  points[0] = t->nodes[a - 'A'].position, points[1] = t->nodes[b - 'A'].position;
  t->streets[i] = (ht_street_record){.node_a = (uint32_t)(a - 'A'),
                                     .node_b = (uint32_t)(b - 'A'),
                                     .first_point = 2 * i,
                                     .point_count = 2,
                                     .class_name = "residential",
                                     .name = "",
                                     .length_mm = llround(length_m * 1000)};
}

/* Follows a line from a corner to the next one. Lines that cross it are passed over. */
static void follow(town *t, int32_t column, int32_t row, int32_t dx, int32_t dy, char line) {
  char from = cell(t, column, row);
  uint32_t own = 0, steps = 1;
  for (;; steps++) {
    char at = cell(t, column + dx * (int32_t)steps, row + dy * (int32_t)steps);
    if (isupper((unsigned char)at)) {
      if (own > 0) add_street(t, from, at, steps * hypot(dx, dy) * t->cell_m);
      return;
    }
    if (!strchr("-|/\\", at)) return;
    own += at == line;
  }
}

static bool draw_corners(town *t) {
  for (int32_t row = 0; row < (int32_t)t->row_count; row++)
    for (int32_t column = 0; column < (int32_t)strlen(t->rows[row]); column++) {
      char at = cell(t, column, row);
      bool corner = isupper((unsigned char)at), place = islower((unsigned char)at);
      if (!corner && !place) continue;
      bool *known = corner ? &t->has_node[at - 'A'] : &t->has_place[at - 'a'];
      if (*known) return refuse(t, "a letter stands twice", t->rows[row]);
      *known = true;
      if (corner)
        t->nodes[at - 'A'].position = place_of(t, column, row);
      else
        t->places[at - 'a'] = place_of(t, column, row);
    }
  return true;
}

static void draw_streets(town *t) {
  for (int32_t row = 0; row < (int32_t)t->row_count; row++)
    for (int32_t column = 0; column < (int32_t)strlen(t->rows[row]); column++) {
      if (!isupper((unsigned char)cell(t, column, row))) continue;
      follow(t, column, row, 1, 0, '-');
      follow(t, column, row, 0, 1, '|');
      follow(t, column, row, 1, 1, '\\');
      follow(t, column, row, -1, 1, '/');
    }
}

static bool wall_piece(town *t, walk_barriers *walls, ht_lonlat a, ht_lonlat b) {
  ht_lonlat points[2] = {a, b};
  uint32_t start[2] = {0, 2};
  ht_shape line = {
      .kind = HT_LINES, .point_count = 2, .path_count = 1, .part_count = 1, .points = points, .path_start = start};
  return walk_barriers_add(walls, &t->graph.frame, &line, NULL) == HT_OK;
}

/* Joins neighbouring cells of a wall, also across a street or corner that stands in its line. */
static bool draw_walls(town *t, walk_barriers *walls) {
  static const int32_t ways[4][2] = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
  for (int32_t row = 0; row < (int32_t)t->row_count; row++)
    for (int32_t column = 0; column < (int32_t)strlen(t->rows[row]); column++) {
      char at = cell(t, column, row);
      if (at != '~' && at != '#') continue;
      for (int way = 0; way < 4; way++) {
        int32_t dx = ways[way][0], dy = ways[way][1], far = 1;
        char next = cell(t, column + dx, row + dy);
        if (way < 2 && (isupper((unsigned char)next) || strchr("-|", next))) far = 2;
        if (cell(t, column + far * dx, row + far * dy) != at) continue;
        if (!wall_piece(t, walls, place_of(t, column, row), place_of(t, column + far * dx, row + far * dy)))
          return false;
      }
    }
  return true;
}

static const struct {
  const char *word;
  uint32_t flag;
} street_words[] = {{"private", HT_STREET_PRIVATE}, {"steps", HT_STREET_STEPS},   {"bridge", HT_STREET_BRIDGE},
                    {"tunnel", HT_STREET_TUNNEL},   {"indoor", HT_STREET_INDOOR}, {"lift", HT_STREET_LIFT},
                    {"ferry", HT_STREET_FERRY},     {"closed", HT_STREET_CLOSED}, {"crossing", HT_STREET_CROSSING}};

static bool street_fact(town *t, const char *line) {
  for (uint32_t i = 0; i < t->network.street_count; i++) {
    ht_street_record *street = &t->streets[i];
    char a = (char)('A' + street->node_a), b = (char)('A' + street->node_b);
    bool turned = line[0] == b && line[2] == a;
    if (!turned && !(line[0] == a && line[2] == b)) continue;
    if (strcmp(line + 4, "oneway") == 0) street->flags |= turned ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD;
    for (size_t w = 0; w < sizeof street_words / sizeof *street_words; w++)
      if (strcmp(line + 4, street_words[w].word) == 0) street->flags |= street_words[w].flag;
    return street->flags != 0 || refuse(t, "no such fact", line);
  }
  return refuse(t, "no such street", line);
}

static bool read_walk(town *t, const char *line) {
  town_walk *walk = &t->walks[t->walk_count++];
  walk->from = line[5], walk->to = line[7];
  walk->minutes = strcmp(line + 9, "none") == 0 ? -1 : strtod(line + 9, NULL);
  return t->walk_count < TOWN_WALKS && (walk->minutes != 0 || strcmp(line + 9, "0") == 0)
             ? true
             : refuse(t, "no minutes", line);
}

/* A line below the map. */
static bool read_fact(town *t, const char *line) {
  size_t length = strlen(line);
  if (length >= 10 && strncmp(line, "walk ", 5) == 0) return read_walk(t, line);
  if (length > 4 && line[1] == '-' && line[3] == ' ') return street_fact(t, line);
  if (length < 3 || !isupper((unsigned char)line[0])) return refuse(t, "not understood", line);
  if (strcmp(line + 2, "gate") == 0)
    t->nodes[line[0] - 'A'].flags |= HT_NODE_GATE;
  else if (strcmp(line + 2, "closed") == 0)
    t->nodes[line[0] - 'A'].flags |= HT_NODE_CLOSED;
  else
    return refuse(t, "no such fact", line);
  return true;
}

static bool end_map(town *t) {
  if (!draw_corners(t)) return false;
  t->network = (ht_network_record){.nodes = t->nodes, .node_count = 26, .streets = t->streets, .points = t->points};
  draw_streets(t);
  t->network.point_count = 2 * t->network.street_count;
  return true;
}

static bool read_lines(town *t, FILE *file) {
  char line[128];
  bool in_map = false;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    if (in_map && strcmp(line, "end") == 0) {
      in_map = false;
      if (!end_map(t)) return false;
    } else if (in_map) {
      if (t->row_count == 64 || strlen(line) >= 80) return refuse(t, "the map is too large", line);
      memcpy(t->rows[t->row_count++], line, strlen(line) + 1);
    } else if (line[0] == '#') {
      if (!t->title[0]) snprintf(t->title, sizeof t->title, "%s", line + 2);
    } else if (strncmp(line, "cell ", 5) == 0) {
      t->cell_m = strtod(line + 5, NULL);
    } else if (strcmp(line, "map") == 0) {
      in_map = true;
    } else if (line[0] && !read_fact(t, line)) {
      return false;
    }
  }
  return t->walk_count > 0 || refuse(t, "no walks", "");
}

static bool build(town *t) {
  walk_barriers walls = {0};
  ht_fault fault = {0};
  t->profile = (walk_profile){.name = "town",
                              .speed_m_per_h = 6000,
                              .limits = {15},
                              .limit_count = 1,
                              .crossing_delay_ms = 12000,
                              .stairs_permille = 1500,
                              .longest_leg_mm = 100000};
  bool built = walk_graph_build(&t->arena, &t->network, MIDDLE, &fault, &t->graph) == HT_OK && draw_walls(t, &walls) &&
               walk_ground_build(&t->arena, &t->graph, &walls, &fault, &t->ground) == HT_OK &&
               walk_costs_build(&t->arena, &t->graph, &t->profile, &fault, &t->costs) == HT_OK;
  walk_barriers_release(&walls);
  return built || refuse(t, "cannot be built", fault.detail);
}

bool town_open(const char *path, town *t) {
  memset(t, 0, sizeof *t);
  t->cell_m = 50;
  FILE *file = fopen(path, "r");
  if (!file) return refuse(t, "cannot open", path);
  bool read = read_lines(t, file);
  fclose(file);
  return read && build(t);
}

void town_close(town *t) {
  arena_release(&t->arena);
}

static walk_place look_around(town *t, char letter) {
  walk_snapper snapper = {0};
  walk_place place = {.nearest_m = -1};
  walk_xy at = {0, 0};
  ht_lonlat position = isupper((unsigned char)letter) ? t->nodes[letter - 'A'].position : t->places[letter - 'a'];
  if (!walk_frame_xy(&t->graph.frame, position, &at) ||
      walk_snap_place(&snapper, &t->ground, at, t->profile.longest_leg_mm, &t->arena, NULL, &place))
    abort();
  walk_snapper_release(&snapper);
  return place;
}

double town_walk_minutes(town *t, char from, char to) {
  walk_place start = look_around(t, from), end = look_around(t, to);
  uint32_t target = 0, count = 0;
  walk_targets targets;
  walk_nearest nearest = {0};
  const walk_way *ways;
  walk_search *search = walk_search_new();
  if (!search || walk_targets_build(&t->arena, &t->ground, &end, &target, 1, 1, NULL, &targets)) abort();
  walk_question question = {&targets, &t->costs, &start, NULL, 1, WALK_COST_MAX};
  if (walk_nearest_find(&nearest, search, &question, NULL, &ways, &count)) abort();
  double minutes = count ? (double)ways[0].cost / 60000 : -1;
  walk_search_free(search);
  walk_nearest_release(&nearest);
  return minutes;
}
