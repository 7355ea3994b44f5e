/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_LIMITS_H
#define API_LIMITS_H

/*
 * What one client may ask of the service, in one place. What is above a limit of a parameter is answered with 400,
 * which says the range; the other answers stand beside the limits.
 */

enum {
  API_TARGET_BYTES = 8192,       /* path and query; longer: 414 */
  API_CONNECTIONS = 1000,        /* at a time; further ones wait */
  API_IDLE_S = 30,               /* a silent connection is closed */
  API_QUEUED = 256,              /* requests that wait for a slow answer; further ones: 503 */
  API_LONG_THREADS = 2,          /* coverage and gaps that are computed at a time */
  API_PLAN_S = 60,               /* coverage or gaps that take longer are given up: 503 */
  API_STOP_S = 10,               /* requests in flight may take this long when the service ends */
  API_STATIONS = 1000,           /* k of nearest */
  API_CIRCLE_LIMITS = 16,        /* limits of one isochrone */
  API_LAYERS = 32,               /* layers of one locate */
  API_ITEMS = 10000,             /* features of one page */
  API_DEFAULT_ITEMS = 10,        /* as OGC API - Features has it */
  API_ADDRESS_BYTES = 400,       /* of an address to be resolved */
  API_CACHED_ANSWERS = 32,       /* of coverage and gaps that are kept */
  API_CACHED_BYTES = 64 << 20,   /* of them together */
  API_UNPACKED_BYTES = 16 << 10, /* bodies below are not worth packing */
};

#endif
