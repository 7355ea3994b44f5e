/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_CIRCLE_H
#define API_CIRCLE_H

#include "api/service.h"

/* Reads limits and profile: what an isochrone and a station's circle share. */
HT_CHECKED ht_err circle_read_options(api_question *question, ht_isochrone_options *options);

#endif
