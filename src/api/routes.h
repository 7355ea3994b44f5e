/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_ROUTES_H
#define API_ROUTES_H

/* The resources, one file each, and the table of their paths. */

#include "http/route.h"

http_handler locate_handle, nearest_handle, isochrone_handle, circle_handle, coverage_handle, gaps_handle,
    collections_handle, collections_handle_one, items_handle, items_handle_one, landing_handle, health_handle,
    pages_handle;

/* The table; *count is its length. Handlers want an api_service as their context. */
const http_route *routes_all(uint32_t *count);

#endif
