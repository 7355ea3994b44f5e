/* SPDX-License-Identifier: Apache-2.0 */
#include "model/members.h"

#include <string.h>

#include "model/names.h"

static const struct {
  const char *role, *department;
} POSTS[] = {{"grid_officer", "网格化服务管理中心"},
             {"police", "社区警务室"},
             {"fire", "消防救援站"},
             {"property", "物业管理处"}};
enum { POST_COUNT = sizeof POSTS / sizeof *POSTS };

void members_bind(model_sheet *sheet, const model_areas *areas, model_members *members) {
  for (uint32_t i = 0; i < areas->records.count; i++) {
    const ht_grid_record *grid = &areas->records.items[i];
    if (strcmp(grid->layer, "grid") != 0 && strcmp(grid->layer, "special") != 0) continue;
    for (uint32_t post = 0; post < POST_COUNT; post++) {
      uint32_t number = members->count;
      *SHEET_PUSH(sheet, members) = (ht_member_record){.layer = grid->layer,
                                                       .grid = grid->code,
                                                       .role = POSTS[post].role,
                                                       .name = names_person(sheet, number),
                                                       .phone = sheet_text(sheet, "000-1000-%04u", number + 1),
                                                       .department = POSTS[post].department};
    }
  }
}
