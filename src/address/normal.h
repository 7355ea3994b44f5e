/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ADDRESS_NORMAL_H
#define ADDRESS_NORMAL_H

/* The normal form of an address: texts that mean the same door letter by letter become the same text. */

#include "haitang/types.h"

enum { ADDRESS_MOST_BYTES = 512, ADDRESS_NORMAL_BYTES = ADDRESS_MOST_BYTES + 1 };

/*
 * Writes the normal form of text:
 *
 *   full-width letters, digits and signs      ＡＢ１２－（）   ab12-()
 *   small letters for capitals                B座             b座
 *   blanks, and characters that print nothing                left out
 *   dashes of all kinds                       – — ‐ －        -
 *   building                                  栋 棟 号楼 #楼  幢
 *   Chinese numbers before 幢 号 弄 单元 层 室  十二幢 三〇一室  12幢 301室
 *
 * Only what people write in several ways for one thing; nothing is guessed. Errors: HT_BAD_ARGUMENT naming the
 * parameter address, when text is empty, longer than ADDRESS_MOST_BYTES, or no UTF-8.
 */
HT_CHECKED ht_err address_normal(const char *text, ht_fault *fault, char normal[ADDRESS_NORMAL_BYTES]);

#endif
