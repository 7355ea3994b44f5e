/* SPDX-License-Identifier: Apache-2.0 */
/* The lists of words. Land and barriers have OpenStreetMap's values too, where one value says enough without its key.
   */
#include "engine/import_words.h"

#include <strings.h>

const import_word import_words_tier[] = {
    {"centre", "centre"}, {"center", "centre"},
    {"中心", "centre"},   {"服务中心", "centre"},
    {"一级", "centre"},   {"station", "station"},
    {"站", "station"},    {"服务站", "station"},
    {"二级", "station"},  {"point", "point"},
    {"点", "point"},      {"服务点", "point"},
    {"三级", "point"},    {0},
};

const import_word import_words_status[] = {
    {"open", "open"},    {"开放", "open"},       {"正常", "open"},
    {"运行", "open"},    {"启用", "open"},       {"营业", "open"},
    {"在用", "open"},    {"closed", "closed"},   {"关闭", "closed"},
    {"停用", "closed"},  {"暂停", "closed"},     {"撤销", "closed"},
    {"停业", "closed"},  {"planned", "planned"}, {"规划", "planned"},
    {"在建", "planned"}, {"筹建", "planned"},    {0},
};

const import_word import_words_role[] = {
    {"grid_officer", "grid_officer"},
    {"网格员", "grid_officer"},
    {"专职网格员", "grid_officer"},
    {"网格长", "grid_head"},
    {"grid_head", "grid_head"},
    {"police", "police"},
    {"警务员", "police"},
    {"民警", "police"},
    {"社区民警", "police"},
    {"辅警", "police"},
    {"fire", "fire"},
    {"消防协管员", "fire"},
    {"消防员", "fire"},
    {"消防", "fire"},
    {"property", "property"},
    {"物管员", "property"},
    {"物业", "property"},
    {"物业经理", "property"},
    {0},
};

const import_word import_words_land[] = {
    {"residential", "residential"},
    {"居住用地", "residential"},
    {"住宅用地", "residential"},
    {"居住", "residential"},
    {"住宅", "residential"},
    {"城镇住宅用地", "residential"},
    {"农村宅基地", "residential"},
    {"commercial", "commercial"},
    {"retail", "commercial"},
    {"商业用地", "commercial"},
    {"商服用地", "commercial"},
    {"商业", "commercial"},
    {"industrial", "industrial"},
    {"工业用地", "industrial"},
    {"工业", "industrial"},
    {"工矿用地", "industrial"},
    {"park", "park"},
    {"garden", "park"},
    {"公园绿地", "park"},
    {"绿地", "park"},
    {"公园", "park"},
    {"water", "water"},
    {"水域", "water"},
    {"水系", "water"},
    {"河流水面", "water"},
    {"湖泊水面", "water"},
    {"farmland", "farmland"},
    {"耕地", "farmland"},
    {"农用地", "farmland"},
    {"education", "education"},
    {"school", "education"},
    {"教育用地", "education"},
    {"学校", "education"},
    {"other", "other"},
    {"其他", "other"},
    {"其他用地", "other"},
    {0},
};

const import_word import_words_barrier[] = {
    {"water", "water"},       {"river", "water"},       {"canal", "water"},
    {"水域", "water"},        {"河流", "water"},        {"水系", "water"},
    {"railway", "railway"},   {"rail", "railway"},      {"铁路", "railway"},
    {"motorway", "motorway"}, {"高速公路", "motorway"}, {"高速", "motorway"},
    {"wall", "wall"},         {"fence", "wall"},        {"围墙", "wall"},
    {"墙", "wall"},           {"围栏", "wall"},         {0},
};

const char *import_word_meant(const import_word *words, const char *written) {
  for (; words->written; words++)
    if (strcasecmp(words->written, written) == 0) return words->meant;
  return NULL;
}
