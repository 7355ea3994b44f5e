/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_WORDS_H
#define ENGINE_IMPORT_WORDS_H

/* The words of files for the words of haitang: 中心 is a centre, 停用 is closed. */

#include "haitang/types.h"

typedef struct import_word {
  const char *written, *meant;
} import_word;

/* Each of these lists ends with an empty word. Compared without case. */
extern const import_word import_words_tier[], import_words_status[], import_words_role[], import_words_land[],
    import_words_barrier[];

/* What a written word means, or NULL when the list does not know it. */
const char *import_word_meant(const import_word *words, const char *written);

#endif
