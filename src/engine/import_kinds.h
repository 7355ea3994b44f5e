/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_KINDS_H
#define ENGINE_IMPORT_KINDS_H

/* The roads from a file into the store, one a kind of data. Each reads job->path and puts what is good. */

#include "engine/import_job.h"

HT_CHECKED ht_err import_streets(import_job *job);
HT_CHECKED ht_err import_grids(import_job *job);
HT_CHECKED ht_err import_stations(import_job *job);
HT_CHECKED ht_err import_members(import_job *job);
HT_CHECKED ht_err import_addresses(import_job *job);
HT_CHECKED ht_err import_demand(import_job *job);
HT_CHECKED ht_err import_land(import_job *job);
HT_CHECKED ht_err import_barriers(import_job *job);

/* Names the file as the source of land, barriers or demand, and removes what it brought before. */
HT_CHECKED ht_err import_renew_source(import_job *job);

/* Streets from a line layer, put as the whole network. */
HT_CHECKED ht_err import_lines(import_job *job);

/* Fills in the lengths of network's streets and puts it. */
HT_CHECKED ht_err import_put_network(import_job *job, const ht_network_record *network);

#endif
