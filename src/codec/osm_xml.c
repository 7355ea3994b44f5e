/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OSM XML through expat. An element (node, way, relation) is told when it closes, with the tags, references and
 * members collected since it opened. What looks complete and is not is refused too: a server that ran out of time
 * while writing says so in a <remark>, and a document type (nobody needs one here) could make a small file endless.
 */
#include "codec/osm_xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fault.h"
#include "base/number.h"

typedef enum element_kind { OTHER, NODE, WAY, RELATION } element_kind;

struct osm_xml {
  XML_Parser expat;
  const osm_sink *sink;
  ht_err err;
  ht_fault fault;
  uint32_t depth;
  element_kind open; /* at depth 2 */
  bool hidden;       /* deleted: an editor's file keeps such elements */
  bool in_remark;
  osm_node node; /* whose id serves ways and relations too */
  base_arena texts;
  base_buffer tags, refs, members, remark;
};

static void stop(osm_xml *x, ht_err err) {
  x->err = err;
  XML_StopParser(x->expat, XML_FALSE);
}

static void refuse(osm_xml *x, const char *element, const char *name, const char *value) {
  stop(x, fault_set(&x->fault, HT_BAD_DATA, "<%s>: %s is '%s', which is no number in range", element, name, value));
}

static const char *attribute(const char **attributes, const char *name) {
  for (; attributes[0]; attributes += 2)
    if (strcmp(attributes[0], name) == 0) return attributes[1];
  return "";
}

static bool take_id(osm_xml *x, const char *element, const char **attributes, const char *name, int64_t *id) {
  const char *text = attribute(attributes, name);
  if (number_parse_int(text, INT64_MIN, INT64_MAX, id)) return true;
  refuse(x, element, name, text);
  return false;
}

static void take_position(osm_xml *x, const char **attributes) {
  const char *lat = attribute(attributes, "lat"), *lon = attribute(attributes, "lon");
  if (!number_parse(lat, -1e9, 1e9, &x->node.position.lat_deg))
    refuse(x, "node", "lat", lat);
  else if (!number_parse(lon, -1e9, 1e9, &x->node.position.lon_deg))
    refuse(x, "node", "lon", lon);
  else if (osm_check_position(x->node.id, x->node.position, &x->fault))
    stop(x, HT_BAD_DATA);
}

static void open_element(osm_xml *x, const char *name, const char **attributes) {
  x->open = strcmp(name, "node") == 0       ? NODE
            : strcmp(name, "way") == 0      ? WAY
            : strcmp(name, "relation") == 0 ? RELATION
                                            : OTHER;
  x->in_remark = strcmp(name, "remark") == 0;
  buffer_clear(&x->remark);
  if (x->open == OTHER) return;
  arena_reset(&x->texts);
  buffer_clear(&x->tags);
  buffer_clear(&x->refs);
  buffer_clear(&x->members);
  x->hidden =
      strcmp(attribute(attributes, "visible"), "false") == 0 || strcmp(attribute(attributes, "action"), "delete") == 0;
  if (take_id(x, name, attributes, "id", &x->node.id) && x->open == NODE && !x->hidden) take_position(x, attributes);
}

static void add_tag(osm_xml *x, const char **attributes) {
  osm_tag tag = {arena_text(&x->texts, attribute(attributes, "k")), arena_text(&x->texts, attribute(attributes, "v"))};
  if (!tag.key || !tag.value)
    stop(x, fault_memory(&x->fault));
  else
    buffer_append(&x->tags, &tag, sizeof tag);
}

static void add_member(osm_xml *x, const char **attributes) {
  const char *type = attribute(attributes, "type");
  osm_member member = {.role = arena_text(&x->texts, attribute(attributes, "role"))};
  member.type = strcmp(type, "node") == 0 ? OSM_NODE : strcmp(type, "way") == 0 ? OSM_WAY : OSM_RELATION;
  if (!member.role)
    stop(x, fault_memory(&x->fault));
  else if (take_id(x, "member", attributes, "ref", &member.id))
    buffer_append(&x->members, &member, sizeof member);
}

static void add_part(osm_xml *x, const char *name, const char **attributes) {
  int64_t ref;
  if (strcmp(name, "tag") == 0)
    add_tag(x, attributes);
  else if (strcmp(name, "member") == 0 && x->open == RELATION)
    add_member(x, attributes);
  else if (strcmp(name, "nd") == 0 && x->open == WAY && take_id(x, "nd", attributes, "ref", &ref))
    buffer_append(&x->refs, &ref, sizeof ref);
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes) {
  osm_xml *x = context;
  x->depth++;
  if (x->err) return;
  if (x->depth == 1 && strcmp(name, "osm") != 0)
    stop(x, fault_set(&x->fault, HT_BAD_DATA, "this is XML, but <%.60s> is no OSM data", name));
  else if (x->depth == 2)
    open_element(x, name, attributes);
  else if (x->depth == 3 && x->open != OTHER)
    add_part(x, name, attributes);
}

static ht_err tell(osm_xml *x) {
  const osm_sink *sink = x->sink;
  if (x->tags.failed || x->refs.failed || x->members.failed) return fault_memory(&x->fault);
  osm_tags tags = {(const osm_tag *)(const void *)x->tags.bytes, (uint32_t)(x->tags.length / sizeof(osm_tag))};
  osm_node node = {x->node.id, x->node.position, tags};
  osm_way way = {x->node.id, (const int64_t *)(const void *)x->refs.bytes, (uint32_t)(x->refs.length / sizeof(int64_t)),
                 tags};
  osm_relation relation = {x->node.id, (const osm_member *)(const void *)x->members.bytes,
                           (uint32_t)(x->members.length / sizeof(osm_member)), tags};
  if (x->open == NODE && sink->node) return sink->node(sink->context, &node, &x->fault);
  if (x->open == WAY && sink->way) return sink->way(sink->context, &way, &x->fault);
  if (x->open == RELATION && sink->relation) return sink->relation(sink->context, &relation, &x->fault);
  return HT_OK;
}

static void close_remark(osm_xml *x) {
  buffer_char(&x->remark, '\0');
  if (x->remark.failed)
    stop(x, fault_memory(&x->fault));
  else if (strstr(x->remark.bytes, "error"))
    stop(x, fault_set(&x->fault, HT_BAD_DATA, "the server that wrote the file gave up: %.200s", x->remark.bytes));
  x->in_remark = false;
}

static void XMLCALL on_end(void *context, const char *name) {
  osm_xml *x = context;
  (void)name;
  bool element_ends = x->depth-- == 2;
  if (x->err || !element_ends) return;
  if (x->in_remark)
    close_remark(x);
  else if (x->open != OTHER && !x->hidden) {
    ht_err err = tell(x);
    if (err) stop(x, err);
  }
  x->open = OTHER;
}

static void XMLCALL on_text(void *context, const char *text, int length) {
  osm_xml *x = context;
  if (x->in_remark && x->remark.length < 4096) buffer_append(&x->remark, text, (size_t)length);
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system, const char *public, int internal) {
  osm_xml *x = context;
  (void)name, (void)system, (void)public, (void)internal;
  stop(x, fault_set(&x->fault, HT_BAD_DATA, "a document type is declared: OSM XML has none"));
}

ht_err osm_xml_new(const osm_sink *sink, ht_fault *fault, osm_xml **parser) {
  osm_xml *x = calloc(1, sizeof *x);
  if (!x) return fault_memory(fault);
  x->sink = sink;
  x->expat = XML_ParserCreate(NULL);
  if (!x->expat) {
    free(x);
    return fault_memory(fault);
  }
  XML_SetUserData(x->expat, x);
  XML_SetElementHandler(x->expat, on_start, on_end);
  XML_SetCharacterDataHandler(x->expat, on_text);
  XML_SetStartDoctypeDeclHandler(x->expat, on_doctype);
  *parser = x;
  return HT_OK;
}

void osm_xml_free(osm_xml *x) {
  if (!x) return;
  XML_ParserFree(x->expat);
  arena_release(&x->texts);
  buffer_release(&x->tags);
  buffer_release(&x->refs);
  buffer_release(&x->members);
  buffer_release(&x->remark);
  free(x);
}

ht_err osm_xml_feed(osm_xml *x, const char *bytes, size_t length, ht_fault *fault) {
  bool read = XML_Parse(x->expat, bytes, (int)length, length == 0) != XML_STATUS_ERROR;
  if (read && !x->err) return HT_OK;
  unsigned long line = (unsigned long)XML_GetCurrentLineNumber(x->expat);
  if (!x->err) return fault_set(fault, HT_BAD_DATA, "line %lu: %s", line, XML_ErrorString(XML_GetErrorCode(x->expat)));
  if (fault) *fault = x->fault;
  return x->err == HT_BAD_DATA ? fault_prefix(fault, x->err, "line %lu", line) : x->err;
}
