/* SPDX-License-Identifier: Apache-2.0 */
#include "api/routes.h"

static const char *const none[] = {NULL};
static const char *const landing[] = {"f", NULL};
static const char *const locate[] = {"lon", "lat", "address", "crs", "layer", "at", "uncertainty", "f", NULL};
static const char *const nearest[] = {"lon",     "lat",     "crs",   "function", "tier", "k",
                                      "profile", "open_at", "route", "f",        NULL};
static const char *const isochrone[] = {"lon", "lat", "crs", "limits", "profile", NULL};
static const char *const circle[] = {"crs", "limits", "profile", NULL};
static const char *const coverage[] = {"by", "weight", "profile", "limit", "function", "at", "f", NULL};
static const char *const gaps[] = {"weight", "profile", "limit", "function", "at", "crs", "f", NULL};
static const char *const items[] = {"bbox", "limit", "offset", "crs", "layer", "station", "profile", NULL};
static const char *const item[] = {"crs", NULL};

static const http_route table[] = {
    {"/locate", locate_handle, HTTP_AT_ONCE, "at", locate}, /* a past day is rebuilt */
    {"/nearest", nearest_handle, HTTP_SHORT, NULL, nearest},
    {"/isochrone", isochrone_handle, HTTP_SHORT, NULL, isochrone},
    {"/stations/{code}/circle", circle_handle, HTTP_SHORT, NULL, circle},
    {"/coverage", coverage_handle, HTTP_LONG, NULL, coverage},
    {"/gaps", gaps_handle, HTTP_LONG, NULL, gaps},
    {"/collections/{c}/items", items_handle, HTTP_SHORT, NULL, items},
    {"/collections/{c}/items/{id}", items_handle_one, HTTP_SHORT, NULL, item},
    {"/collections/{c}", collections_handle_one, HTTP_AT_ONCE, NULL, none},
    {"/collections", collections_handle, HTTP_AT_ONCE, NULL, none},
    {"/", landing_handle, HTTP_AT_ONCE, NULL, landing},
    {"/healthz", health_handle, HTTP_AT_ONCE, NULL, none},
    {"/map", pages_handle, HTTP_AT_ONCE, NULL, NULL}, /* its query is the page's own */
    {"/web/*", pages_handle, HTTP_AT_ONCE, NULL, none},
};

const http_route *routes_all(uint32_t *count) {
  *count = sizeof table / sizeof *table;
  return table;
}
