/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_RENDER_H
#define API_RENDER_H

/* The answers of haitang.h in the shapes that programs build on (DESIGN section 13). Each appends to output->out; after
   an error what was appended is to be thrown away. Errors: HT_BAD_ARGUMENT for an unknown crs, HT_NO_MEMORY. */

#include "api/output.h"

/* members: write them too; HTTP never does. */
HT_CHECKED ht_err location_json(const api_output *output, const ht_location *location, bool members, ht_fault *fault);
HT_CHECKED ht_err nearest_json(const api_output *output, const ht_nearest *nearest, ht_fault *fault);
/* A FeatureCollection, a feature a limit, the longest first. */
HT_CHECKED ht_err isochrone_json(const api_output *output, const ht_isochrone *isochrone, ht_fault *fault);
HT_CHECKED ht_err coverage_json(const api_output *output, const ht_coverage *coverage, ht_fault *fault);
/* A FeatureCollection, with the coverage's figures as its member "summary". */
HT_CHECKED ht_err gaps_json(const api_output *output, const ht_gaps *gaps, ht_fault *fault);

/* Tables. A location has a row a layer, the others a row an item. */
HT_CHECKED ht_err location_csv(const api_output *output, const ht_location *location, ht_fault *fault);
HT_CHECKED ht_err nearest_csv(const api_output *output, const ht_nearest *nearest, ht_fault *fault);
HT_CHECKED ht_err coverage_csv(const api_output *output, const ht_coverage *coverage, ht_fault *fault);
HT_CHECKED ht_err gaps_csv(const api_output *output, const ht_gaps *gaps, ht_fault *fault);

#endif
