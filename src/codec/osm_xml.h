/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_XML_H
#define CODEC_OSM_XML_H

/* OSM XML, fed in pieces. Source: wiki.openstreetmap.org, "OSM XML". */

#include "codec/osm.h"

typedef struct osm_xml osm_xml;

/* The sink must outlive the parser. The caller frees the parser once. */
HT_CHECKED ht_err osm_xml_new(const osm_sink *sink, ht_fault *fault, osm_xml **parser);
void osm_xml_free(osm_xml *parser);

/* Reads the next piece; length 0 says that the file has ended. Errors: HT_BAD_DATA with the line, HT_NO_MEMORY, what
   the sink returns. After an error only osm_xml_free may follow. */
HT_CHECKED ht_err osm_xml_feed(osm_xml *parser, const char *bytes, size_t length, ht_fault *fault);

#endif
