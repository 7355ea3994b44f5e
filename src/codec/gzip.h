/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_GZIP_H
#define CODEC_GZIP_H

/* gzip (RFC 1952), for bodies on their way over a network. */

#include "base/buffer.h"

/* Appends the packed bytes to out, fast rather than small. False when memory is exhausted; out is then to be thrown
   away. */
HT_CHECKED bool gzip_pack(const void *bytes, size_t length, base_buffer *out);

#endif
