/* SPDX-License-Identifier: Apache-2.0 */
/* Demand: people or homes at a point or on a footprint. Footprints without numbers are taken with weight 0; points
   without numbers would say nothing at all and are refused. */
#include "base/fault.h"
#include "engine/import_kinds.h"
#include "engine/import_polygon.h"
#include "engine/import_table.h"

#define MOST_PEOPLE 1e9

static ht_err place_demand(import_job *job, const import_row *row, ht_demand_record *demand) {
  if (row->shape.kind == HT_POINTS) {
    demand->position = row->shape.points[0];
    return row->shape.point_count == 1
               ? HT_OK
               : fault_set(job->fault, HT_BAD_DATA, "it has %u points, expected one", row->shape.point_count);
  }
  return bridge_geos_inside(job->geos, &demand->footprint, job->fault, &demand->position);
}

static bool has_weight(const import_row *row) {
  return row->columns->counts[IMPORT_POPULATION] || row->columns->counts[IMPORT_HOUSEHOLDS] ||
         row->columns->counts[IMPORT_ELDERLY];
}

static ht_err put_demand(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  ht_demand_record demand = {.code = import_row_text(job, row, IMPORT_CODE)};
  if (!demand.code) return fault_memory(job->fault);
  if (row->shape.kind == HT_POINTS && !has_weight(row))
    return fault_set(job->fault, HT_BAD_DATA,
                     "no column for 'population', 'households' or 'elderly' was found: points without people say "
                     "nothing; use --map COLUMN=population");
  if (!import_row_number(job, row, IMPORT_POPULATION, MOST_PEOPLE, 0, &demand.population, &err) ||
      !import_row_number(job, row, IMPORT_HOUSEHOLDS, MOST_PEOPLE, 0, &demand.households, &err) ||
      !import_row_number(job, row, IMPORT_ELDERLY, MOST_PEOPLE, 0, &demand.elderly, &err))
    return err;
  if (row->shape.kind == HT_POLYGONS) {
    bool sound;
    demand.footprint = row->shape;
    err = import_check_polygon(job, row->number, &demand.footprint, &sound);
    if (err || !sound) return err;
  }
  err = place_demand(job, row, &demand);
  if (!err) err = ht_put_demand(job->store, &demand, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_demand(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_CODE) | IMPORT_BIT(IMPORT_POPULATION) | IMPORT_BIT(IMPORT_HOUSEHOLDS) |
                           IMPORT_BIT(IMPORT_ELDERLY)},
      .shapes = 1u << HT_POINTS | 1u << HT_POLYGONS,
      .row = put_demand,
  };
  ht_err err = import_renew_source(job);
  return err ? err : import_table(job, &spec);
}
