/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/* The SQL that leads from one version of the schema to the next. Each list ends with NULL. A list that was released is
   never changed: databases out there were made by it. */

enum { SCHEMA_APPLICATION_ID = 0x48744744 }; /* HtGD, in the file's header */

extern const char *const schema_v1[]; /* from nothing */
extern const char *const schema_v2[]; /* from version 1 */

#endif
