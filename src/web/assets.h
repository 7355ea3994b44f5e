/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

/* The web pages and what they load, embedded in the program. Nothing is read from disk, nothing from elsewhere. */

#include <stddef.h>

/* One embedded file. Both forms are the same content; offer the packed one only to clients that accept gzip. */
typedef struct web_asset {
  const char *path;         /* as requested, such as "/map" or "/web/map.css" */
  const char *content_type; /* with its charset */
  const char *etag;         /* weak and quoted, the same for both forms: W/"..." */
  const unsigned char *bytes;
  size_t size;
  const unsigned char *gzip_bytes;
  size_t gzip_size;
} web_asset;

/* Returns the file served at path (without query), or NULL when there is none. The result is a constant. */
const web_asset *web_asset_find(const char *path);

#endif
