/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_COVERAGE_JSON_H
#define API_COVERAGE_JSON_H

#include "api/output.h"

/* Puts the members that say what was counted, and "total": what coverage and the summary of gaps share. */
void coverage_put_summary(const api_output *output, json_writer *json, const ht_coverage *coverage);

#endif
