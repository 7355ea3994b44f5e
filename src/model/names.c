/* SPDX-License-Identifier: Apache-2.0 */
#include "model/names.h"

#include "model/chance.h"

static const char FIRST[][4] = {"春", "秋", "云", "锦", "文", "玉", "银", "清", "明", "安", "康",
                                "福", "瑞", "德", "景", "晨", "翠", "碧", "青", "紫", "丹", "雅",
                                "望", "听", "映", "临", "怀", "静", "兰", "柳", "枫", "棠"};
static const char SECOND[][4] = {"华", "兴", "泰", "宁", "和", "平", "溪", "泉", "湖", "岭", "林",
                                 "柏", "松", "竹", "桂", "荷", "霞", "辉", "光", "月", "风", "雨",
                                 "波", "塘", "浦", "泾", "港", "屿", "园", "亭", "桥", "舟"};
static const char SURNAMES[][4] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫",
                                   "蒋", "沈", "韩", "杨", "朱", "秦", "尤", "许", "何", "吕", "施", "张"};
static const char STEMS[][4] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
static const char BRANCHES[][4] = {"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"};

enum { FIRST_COUNT = sizeof FIRST / sizeof *FIRST, SECOND_COUNT = sizeof SECOND / sizeof *SECOND, CYCLE = 60 };
_Static_assert(FIRST_COUNT *SECOND_COUNT == NAMES_COUNT, "every name has a number");

const char *names_word(model_sheet *sheet, uint64_t seed, uint32_t number) {
  chance_stream stream = chance_of(seed, CHANCE_NAMES, 0);
  /* An odd factor and a sum permute the numbers below a power of two. */
  uint32_t factor = (uint32_t)chance_bits(&stream) | 1, sum = (uint32_t)chance_bits(&stream);
  uint32_t word = (number * factor + sum) % NAMES_COUNT;
  return sheet_text(sheet, "%s%s", FIRST[word % FIRST_COUNT], SECOND[word / FIRST_COUNT]);
}

const char *names_person(model_sheet *sheet, uint32_t number) {
  uint32_t year = number % CYCLE, surname = (number + number / CYCLE) % (sizeof SURNAMES / sizeof *SURNAMES);
  return sheet_text(sheet, "%s%s%s", SURNAMES[surname], STEMS[year % 10], BRANCHES[year % 12]);
}
