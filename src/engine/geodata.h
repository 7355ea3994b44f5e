/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_GEODATA_H
#define ENGINE_GEODATA_H

/* The tables of the folder geodata, byte for byte, each up to its _end. */

extern const char geodata_profiles[], geodata_profiles_end[];
extern const char geodata_functions[], geodata_functions_end[];

#endif
