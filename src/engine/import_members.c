/* SPDX-License-Identifier: Apache-2.0 */
/* Members: who serves a grid. The roles that haitang knows have Chinese names too; any other role is the deployment's
   own. */
#include <string.h>

#include "base/fault.h"
#include "engine/import_kinds.h"
#include "engine/import_table.h"
#include "engine/import_words.h"

static ht_err put_member(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  const char *layer = job->options->layer && *job->options->layer ? job->options->layer : "grid";
  ht_member_record member = {.layer = layer};
  if (!import_row_phone(job, row, &member.phone, &err)) return err;
  member.grid = import_row_text(job, row, IMPORT_GRID);
  member.role = import_row_text(job, row, IMPORT_ROLE);
  member.name = import_row_text(job, row, IMPORT_NAME);
  member.department = import_row_text(job, row, IMPORT_DEPARTMENT);
  if (!member.grid || !member.role || !member.name || !member.department) return fault_memory(job->fault);
  const char *role = import_word_meant(import_words_role, member.role);
  if (role) member.role = role;
  err = ht_put_member(job->store, &member, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_members(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_GRID) | IMPORT_BIT(IMPORT_ROLE) | IMPORT_BIT(IMPORT_NAME) |
                           IMPORT_BIT(IMPORT_PHONE) | IMPORT_BIT(IMPORT_DEPARTMENT),
                 .required = IMPORT_BIT(IMPORT_GRID) | IMPORT_BIT(IMPORT_ROLE)},
      .row = put_member,
  };
  return import_table(job, &spec);
}
