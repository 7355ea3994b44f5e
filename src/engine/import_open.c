/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OGR is lenient where an import must not be: it reads a GeoJSON without a crs member as WGS 84 (RFC 7946 says so,
 * but the files of Chinese map services are GCJ-02 and say nothing), a DBF without a code page as Latin 1, and a CSV
 * that was cut inside quotes as if it were whole. So each format is probed for what OGR does not tell, and opened
 * again when its texts are GBK.
 */
#include "engine/import_open.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "codec/probe.h"

#define CHINESE "GB18030" /* what GBK and GB 2312 are parts of */

enum { DBF_HEADER_BYTES = 32, DBF_HEADER_SIZE_AT = 8, DBF_CODE_PAGE_AT = 29, DBF_UNSAID = 0, DBF_ANSI = 0x57 };

static ht_err open_table(import_job *job, const char *encoding, ogr_table **table) {
  ogr_options options = {.layer = job->options->table, .where = job->options->where, .encoding = encoding};
  return ogr_table_open(job->path, &options, job->fault, table);
}

static ht_err open_again(import_job *job, import_source *source) {
  ogr_table_close(source->table);
  source->table = NULL;
  return open_table(job, CHINESE, &source->table);
}

static ht_err check_text(import_job *job, const probe_text *text) {
  if (text->utf16) return fault_set(job->fault, HT_BAD_DATA, "it is UTF-16: save it as UTF-8");
  if (text->has_nul) return fault_set(job->fault, HT_BAD_DATA, "it is no text: it has a byte 0");
  return HT_OK;
}

static ht_err probe_geojson(import_job *job, import_source *source) {
  probe_json json;
  probe_text text;
  ht_err err = probe_json_file(job->path, job->fault, &json);
  if (!err) err = probe_text_file(job->path, 0, job->fault, &text);
  if (!err) err = check_text(job, &text);
  if (!err && !json.whole)
    err = fault_set(job->fault, HT_BAD_DATA, "the JSON does not end as it must: the file is cut");
  if (!err && !text.utf8) err = open_again(job, source);
  if (!err) source->crs = json.has_crs ? ogr_table_crs(source->table) : NULL;
  return err;
}

static ht_err probe_csv(import_job *job, import_source *source) {
  probe_text text;
  ht_err err = probe_text_file(job->path, 0, job->fault, &text);
  if (!err) err = check_text(job, &text);
  if (!err && text.quote_open)
    err = fault_set(job->fault, HT_BAD_DATA, "it ends inside a text in quotes: the file is cut");
  return err || text.utf8 ? err : open_again(job, source);
}

/* The path of a Shapefile's companion, such as ".dbf"; false when there is none. */
static bool companion(const char *path, const char *lower, const char *upper, char *found, size_t size) {
  const char *dot = strrchr(path, '.');
  int stem = dot ? (int)(dot - path) : (int)strlen(path);
  snprintf(found, size, "%.*s%s", stem, path, lower);
  if (access(found, R_OK) == 0) return true;
  snprintf(found, size, "%.*s%s", stem, path, upper);
  return access(found, R_OK) == 0;
}

/* A DBF's code page is a byte of its header; many programs write none, or "ANSI" for whatever their computer used. */
static ht_err probe_dbf(import_job *job, const char *path, import_source *source) {
  unsigned char header[DBF_HEADER_BYTES] = {0};
  FILE *stream = fopen(path, "rb");
  size_t got = stream ? fread(header, 1, sizeof header, stream) : 0;
  if (stream) fclose(stream);
  bool unsaid = header[DBF_CODE_PAGE_AT] == DBF_UNSAID || header[DBF_CODE_PAGE_AT] == DBF_ANSI;
  if (got < sizeof header || !unsaid) return HT_OK;
  uint64_t records = header[DBF_HEADER_SIZE_AT] | (uint64_t)header[DBF_HEADER_SIZE_AT + 1] << 8;
  probe_text text;
  ht_err err = probe_text_file(path, records, job->fault, &text);
  return err || text.utf8 ? err : open_again(job, source);
}

static ht_err probe_shapefile(import_job *job, import_source *source) {
  char path[4096];
  if (companion(job->path, ".cpg", ".CPG", path, sizeof path)) return HT_OK;
  return companion(job->path, ".dbf", ".DBF", path, sizeof path) ? probe_dbf(job, path, source) : HT_OK;
}

/* OGR only says that it cannot read a UTF-16 text; what to do about it is worth a word. */
static ht_err explain(import_job *job, ht_err err) {
  probe_text text;
  if (err == HT_BAD_DATA && probe_text_file(job->path, 0, NULL, &text) == HT_OK && text.utf16)
    return check_text(job, &text);
  return err;
}

ht_err import_open(import_job *job, import_source *source) {
  import_source opened = {0};
  ht_err err = open_table(job, NULL, &opened.table);
  if (err) return explain(job, err);
  const char *format = ogr_table_format(opened.table);
  bool geojson = strcmp(format, "GeoJSON") == 0;
  if (geojson)
    err = probe_geojson(job, &opened);
  else if (strcmp(format, "CSV") == 0)
    err = probe_csv(job, &opened);
  else if (strcmp(format, "ESRI Shapefile") == 0)
    err = probe_shapefile(job, &opened);
  if (err) {
    ogr_table_close(opened.table);
    return err;
  }
  if (!geojson) opened.crs = ogr_table_crs(opened.table);
  *source = opened;
  return HT_OK;
}
