/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

/* Fill in the detail of a failure and return its error, so that a failing line reads
   `return fault_set(fault, HT_BAD_DATA, "line %d: longitude %g is outside -180..180", line, lon);`
   Messages begin without capital and end without full stop. All accept fault NULL. */

#include "haitang/types.h"

ht_err fault_set(ht_fault *fault, ht_err err, const char *format, ...) HT_PRINTF(3, 4);

/* Names the parameter at fault and its value too; the detail says what was expected:
   fault_parameter(fault, "lon", text, "a number in -180..180") gives "lon is 'abc', expected a number in -180..180".
   Always HT_BAD_ARGUMENT. */
ht_err fault_parameter(ht_fault *fault, const char *parameter, const char *value, const char *expected);

/* Puts "prefix: " before the detail already there and returns err. */
ht_err fault_prefix(ht_fault *fault, ht_err err, const char *format, ...) HT_PRINTF(3, 4);

/* The error of an errno value (ENOSPC is HT_NO_SPACE …), with "cannot DO 'PATH': strerror" as the detail. */
ht_err fault_errno(ht_fault *fault, int number, const char *what, const char *path);

ht_err fault_memory(ht_fault *fault);

#endif
