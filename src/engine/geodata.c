/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/geodata.h"

/* The assembler reads a file into the program; paths are those of the repository's root, where make runs. */
#define GEODATA(name)                                                                                                  \
  __asm__(".section .rodata\n"                                                                                         \
          ".global geodata_" #name ", geodata_" #name "_end\n"                                                         \
          "geodata_" #name ": .incbin \"geodata/" #name ".csv\"\n"                                                     \
          "geodata_" #name "_end: .byte 0\n"                                                                           \
          ".previous")

GEODATA(profiles);
GEODATA(functions);
