/* SPDX-License-Identifier: Apache-2.0 */
/* Standard addresses. Where province, city and county stand in columns of their own they are put before the address,
   unless it begins with them already; what the place is called (a school, an estate) becomes an alias. */
#include <string.h>

#include "base/fault.h"
#include "engine/import_kinds.h"
#include "engine/import_table.h"

#define MOST_PEOPLE 1e7

static const import_field areas[] = {IMPORT_PROVINCE, IMPORT_CITY, IMPORT_COUNTY};

/* Puts the areas that the text does not name yet in front of it. */
static const char *full_text(import_job *job, const import_row *row, const char *text) {
  const char *front = "";
  for (size_t i = 0; front && i < sizeof areas / sizeof *areas; i++) {
    const char *area = import_row_text(job, row, areas[i]);
    if (!area) return NULL;
    if (!*area || strstr(text, area) || strstr(front, area)) continue;
    front = arena_printf(&job->row, "%s%s", front, area);
  }
  return front ? arena_printf(&job->row, "%s%s", front, text) : NULL;
}

/* The column of aliases, and the name where it is another text. */
static ht_err read_aliases(import_job *job, const import_row *row, ht_address_record *address) {
  const char *aliases = import_row_text(job, row, IMPORT_ALIASES), *name = import_row_text(job, row, IMPORT_NAME);
  if (!aliases || !name) return fault_memory(job->fault);
  const char *const *listed;
  uint32_t count;
  ht_err err = import_split(job, aliases, &listed, &count);
  const char **all = err ? NULL : ARENA_ARRAY(&job->row, const char *, (size_t)count + 1);
  if (!all) return err ? err : fault_memory(job->fault);
  for (uint32_t i = 0; i < count; i++) all[i] = listed[i];
  bool named = *name && strcmp(name, address->text) != 0;
  if (named) all[count] = name;
  address->aliases = all;
  address->alias_count = count + named;
  return HT_OK;
}

static ht_err put_address(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  ht_address_record address = {.position = row->shape.points[0]};
  const char *text = import_row_text(job, row, IMPORT_ADDRESS);
  if (!text) return fault_memory(job->fault);
  if (!*text) return import_refuse(job, row->number, "address", "it is missing");
  if (row->shape.point_count != 1)
    return import_refuse(job, row->number, "geometry", "it has %u points, expected one", row->shape.point_count);
  if (!import_row_number(job, row, IMPORT_HOUSEHOLDS, MOST_PEOPLE, 0, &address.households, &err) ||
      !import_row_number(job, row, IMPORT_POPULATION, MOST_PEOPLE, 0, &address.population, &err))
    return err;
  address.text = full_text(job, row, text);
  if (!address.text) return fault_memory(job->fault);
  if ((err = read_aliases(job, row, &address))) return err;
  err = ht_put_address(job->store, &address, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_addresses(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_ADDRESS) | IMPORT_BIT(IMPORT_NAME) | IMPORT_BIT(IMPORT_ALIASES) |
                           IMPORT_BIT(IMPORT_PROVINCE) | IMPORT_BIT(IMPORT_CITY) | IMPORT_BIT(IMPORT_COUNTY) |
                           IMPORT_BIT(IMPORT_HOUSEHOLDS) | IMPORT_BIT(IMPORT_POPULATION),
                 .required = IMPORT_BIT(IMPORT_ADDRESS)},
      .shapes = 1u << HT_POINTS,
      .row = put_address,
  };
  return import_table(job, &spec);
}
