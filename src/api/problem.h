/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_PROBLEM_H
#define API_PROBLEM_H

/* Errors as clients see them: problem details (RFC 9457), naming the parameter, its value and what was expected. */

#include "http/message.h"

/* The HTTP status of an error: the one table. */
int problem_status(ht_err err);

/* Replaces what response holds by the problem. */
void problem_write(int status, const ht_fault *fault, http_response *response);

#endif
