/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of columns, as found in files of Chinese cities, in open data and in spreadsheets. Names are compared
 * without case. Of several names that a file has, the one that stands first here is taken; of several columns that
 * differ in case only, the first that has a value in the row (a collection put together from two sources has XZQHBM
 * in some features and xzqhbm in the others).
 */
#include "engine/import_columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/fault.h"

#define MOST_NAMES 24

typedef struct field_names {
  const char *field;
  const char *names[MOST_NAMES];
} field_names;

static const field_names table[IMPORT_FIELD_COUNT] = {
    [IMPORT_CODE] = {"code",
                     {"code",     "编码",      "代码",         "编号",     "网格编码",     "网格代码", "网格编号",
                      "站点编码", "站点编号",  "社区代码",     "区划代码", "行政区划代码", "XZQHBM",   "areaCode",
                      "OA11CD",   "grid_code", "station_code", "adcode",   "id",           "osm_id"}},
    [IMPORT_NAME] = {"name",
                     {"name", "名称", "姓名", "网格名称", "站点名称", "服务站名称", "社区名称", "areaName", "mz_csmc",
                      "cunshe", "社区", "村社区", "网格", "grid_name", "station_name", "title"}},
    [IMPORT_PARENT] = {"parent",
                       {"parent", "parent_code", "上级编码", "上级代码", "上级", "所属社区编码", "所属社区代码",
                        "CS_XZQHBM", "parentAreaCode", "streetCode", "LAD11CD"}},
    [IMPORT_ORGANISATION] = {"organisation",
                             {"organisation", "organization", "责任单位", "责任部门", "单位", "所属单位", "主管部门"}},
    [IMPORT_FROM] = {"valid_from", {"valid_from", "生效日期", "启用日期", "开始日期"}},
    [IMPORT_TO] = {"valid_to", {"valid_to", "失效日期", "停用日期", "结束日期", "作废日期"}},
    [IMPORT_GRID] = {"grid", {"grid", "grid_code", "网格编码", "网格代码", "网格编号", "所属网格", "网格"}},
    [IMPORT_ROLE] = {"role", {"role", "角色", "岗位", "职务", "类型", "人员类型"}},
    [IMPORT_PHONE] = {"phone",
                      {"phone", "tel", "telephone", "mobile", "电话", "联系电话", "手机", "手机号", "手机号码",
                       "联系方式"}},
    [IMPORT_DEPARTMENT] = {"department", {"department", "部门", "所属部门", "单位", "工作单位", "所属单位"}},
    [IMPORT_TIER] = {"tier", {"tier", "级别", "层级", "站点级别", "等级"}},
    [IMPORT_ADDRESS] = {"address",
                        {"address", "地址", "详细地址", "站点地址", "标准地址", "门牌地址", "addr", "text",
                         "full_address", "全称"}},
    [IMPORT_HOURS] = {"opening_hours", {"opening_hours", "hours", "开放时间", "服务时间", "营业时间", "工作时间"}},
    [IMPORT_STATUS] = {"status", {"status", "状态", "运行状态", "开放状态"}},
    [IMPORT_CAPACITY] = {"capacity", {"capacity", "容量", "日接待量", "服务能力"}},
    [IMPORT_FUNCTIONS] = {"functions",
                          {"functions", "function", "功能", "服务功能", "服务类型", "站点类型", "服务内容"}},
    [IMPORT_ALIASES] = {"aliases", {"aliases", "alias", "别名", "俗称", "曾用名", "又名"}},
    [IMPORT_PROVINCE] = {"province", {"province", "pname", "省", "省份"}},
    [IMPORT_CITY] = {"city", {"city", "cityname", "市", "城市"}},
    [IMPORT_COUNTY] = {"county", {"county", "district", "adname", "区", "县", "区县", "区市县"}},
    [IMPORT_POPULATION] = {"population",
                           {"population", "pop", "people", "人口", "人口数", "常住人口", "总人口", "人数"}},
    [IMPORT_HOUSEHOLDS] = {"households", {"households", "户数", "住户数", "家庭数", "总户数"}},
    [IMPORT_ELDERLY] = {"elderly", {"elderly", "老年人", "老年人口", "老人数", "60岁以上人口", "65岁以上人口"}},
    [IMPORT_CLASS] = {"class",
                      {"class", "walk_class", "highway", "fclass", "landuse", "类别", "用地类型", "用地性质", "地类",
                       "道路等级", "道路类型", "class_name", "type"}},
    [IMPORT_LAYER] = {"layer", {"layer", "所在层", "网格层", "层"}},
    [IMPORT_LON] = {"lon", {"lon", "lng", "long", "longitude", "经度", "x", "lon_deg", "point_x"}},
    [IMPORT_LAT] = {"lat", {"lat", "latitude", "纬度", "y", "lat_deg", "point_y"}},
};

const char *import_field_name(import_field field) {
  return table[field].field;
}

/* The fields of one kind differ so much from those of another that a name may mean two of them; the kind's own fields
   decide. */
static bool is_wanted(import_wanted wanted, import_field field) {
  return wanted.fields & IMPORT_BIT(field);
}

static bool find_field(const char *name, import_wanted wanted, import_field *field) {
  for (int f = 0; f < IMPORT_FIELD_COUNT; f++) {
    if (!is_wanted(wanted, (import_field)f) || strcasecmp(name, table[f].field) != 0) continue;
    *field = (import_field)f;
    return true;
  }
  return false;
}

static void list_header(const import_header *header, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (uint32_t i = 0; i < header->count && used < size; i++)
    used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", header->names[i]);
}

static void list_fields(import_wanted wanted, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (int f = 0; f < IMPORT_FIELD_COUNT && used < size; f++)
    if (is_wanted(wanted, (import_field)f))
      used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", table[f].field);
}

typedef struct finding {
  const import_header *header;
  base_arena *arena;
  ht_fault *fault;
  import_columns *found;
  bool *used;
} finding;

/* Adds every column of that name, whatever its case. HT_NOT_FOUND when there is none. */
static ht_err take_columns(finding *f, import_field field, const char *name) {
  uint32_t *columns = ARENA_ARRAY(f->arena, uint32_t, f->header->count), count = 0;
  if (!columns) return fault_memory(f->fault);
  for (int pass = 0; pass < 2; pass++) /* the exact name goes first */
    for (uint32_t i = 0; i < f->header->count; i++) {
      bool exact = strcmp(f->header->names[i], name) == 0;
      if (pass == 0 ? !exact : exact || strcasecmp(f->header->names[i], name) != 0) continue;
      columns[count++] = i;
      f->used[i] = true;
    }
  if (count == 0) return HT_NOT_FOUND;
  f->found->columns[field] = columns;
  f->found->counts[field] = count;
  return HT_OK;
}

static ht_err take_told(finding *f, const char *told, import_wanted wanted) {
  char list[300];
  const char *equals = strrchr(told, '=');
  if (!equals || equals == told || !equals[1]) return fault_parameter(f->fault, "map", told, "COLUMN=FIELD");
  import_field field;
  list_fields(wanted, list, sizeof list);
  if (!find_field(equals + 1, wanted, &field))
    return fault_set(f->fault, HT_BAD_ARGUMENT, "--map %s: there is no field '%s'; there are: %s", told, equals + 1,
                     list);
  const char *column = arena_text_n(f->arena, told, (size_t)(equals - told));
  if (!column) return fault_memory(f->fault);
  ht_err err = take_columns(f, field, column);
  list_header(f->header, list, sizeof list);
  if (err == HT_NOT_FOUND)
    return fault_set(f->fault, HT_BAD_ARGUMENT, "--map %s: the file has no column '%s'; it has: %s", told, column,
                     list);
  return err;
}

static ht_err take_known(finding *f, import_field field) {
  if (f->found->counts[field]) return HT_OK;
  for (int n = 0; n < MOST_NAMES && table[field].names[n]; n++) {
    ht_err err = take_columns(f, field, table[field].names[n]);
    if (err != HT_NOT_FOUND) return err;
  }
  return HT_OK;
}

static ht_err require(const finding *f, import_field field) {
  if (f->found->counts[field]) return HT_OK;
  char has[160], known[160];
  size_t used = 0;
  known[0] = '\0';
  for (int n = 0; n < 8 && table[field].names[n] && used < sizeof known; n++)
    used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", n ? ", " : "", table[field].names[n]);
  list_header(f->header, has, sizeof has);
  return fault_set(f->fault, HT_BAD_DATA,
                   "no column for '%s' was found; the file has: %s; expected one of: %s, or --map COLUMN=%s",
                   table[field].field, *has ? has : "none", known, table[field].field);
}

/* Of several fields that would do, none is there: the message speaks of the first. */
static ht_err require_one(const finding *f, uint64_t fields) {
  int first = -1;
  for (int field = 0; field < IMPORT_FIELD_COUNT; field++) {
    if (!(fields & IMPORT_BIT(field))) continue;
    if (f->found->counts[field]) return HT_OK;
    if (first < 0) first = field;
  }
  return first < 0 ? HT_OK : require(f, (import_field)first);
}

ht_err import_columns_find(const import_header *header, const ht_import_options *options, import_wanted wanted,
                           base_arena *arena, ht_fault *fault, import_columns *columns) {
  *columns = (import_columns){0};
  finding f = {header, arena, fault, columns, ARENA_ARRAY(arena, bool, header->count)};
  if (!f.used) return fault_memory(fault);
  ht_err err = HT_OK;
  for (uint32_t i = 0; !err && i < options->map_count; i++) err = take_told(&f, options->maps[i], wanted);
  for (int field = 0; !err && field < IMPORT_FIELD_COUNT; field++)
    if (is_wanted(wanted, (import_field)field)) err = take_known(&f, (import_field)field);
  for (int field = 0; !err && field < IMPORT_FIELD_COUNT; field++)
    if (wanted.required & IMPORT_BIT(field)) err = require(&f, (import_field)field);
  if (!err) err = require_one(&f, wanted.one_of);
  columns->used = f.used;
  return err;
}

static bool is_blank(const char *text) {
  return text[strspn(text, " \t\r\n")] == '\0';
}

const char *import_columns_value(const import_columns *columns, const char *const *values, import_field field) {
  for (uint32_t i = 0; i < columns->counts[field]; i++) {
    const char *value = values[columns->columns[field][i]];
    if (value && !is_blank(value)) return value;
  }
  return NULL;
}
