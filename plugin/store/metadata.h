/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the database holds beside documents: keys of its metadata and the form of their values. */
#pragma once

#include "shim/xap.h"

G_BEGIN_DECLS

#define OFFPRINT_METADATA_VERSION "offprint.version"
#define OFFPRINT_METADATA_FAILURE_PREFIX "offprint.failure."
#define OFFPRINT_METADATA_STATE_PREFIX "offprint.state."
/* Then 32 hexadecimal digits: docids of a group of near-duplicates, ascending, four bytes each, the most significant
 * first */
#define OFFPRINT_METADATA_GROUP_PREFIX "offprint.group."
/* Recoll's own keys */
#define OFFPRINT_METADATA_RECOLL_VERSION "RCL_IDX_VERSION_KEY"
#define OFFPRINT_METADATA_RECOLL_DESCRIPTOR "RCL_IDX_DESCRIPTOR_KEY"

/* Path (bytes with NUL), signature, reason */
#define OFFPRINT_METADATA_FAILURE_TYPE G_VARIANT_TYPE ("(ayss)")

/* Bytes of a text key with its NUL */
#define OFFPRINT_METADATA_TEXT_KEY 11
/* And of a group's */
#define OFFPRINT_METADATA_GROUP_KEY (sizeof OFFPRINT_METADATA_GROUP_PREFIX + 32)

/* Recoll's stem expansion: key before the stem's language, and the key that lists the languages */
#define OFFPRINT_METADATA_STEM_PREFIX ":Stm:"
#define OFFPRINT_METADATA_STEM_MEMBERS ":Stm;members"

const char *offprint_metadata_text_key (guint32 docid, char buffer[OFFPRINT_METADATA_TEXT_KEY]);
const char *offprint_metadata_group_key (const guint8 *key, char buffer[OFFPRINT_METADATA_GROUP_KEY]);
char *offprint_metadata_failure_key (const char *path);
char *offprint_metadata_state_key (const char *name);
GBytes *offprint_metadata_pack_text (const char *text);
char *offprint_metadata_unpack_text (GBytes *packed);
GBytes *offprint_metadata_pack_variant (GVariant *value);
GVariant *offprint_metadata_unpack_variant (GBytes *packed, const GVariantType *type);
gboolean offprint_metadata_check_version (GBytes *version, guint32 n_documents, const char *database, GError **error);

G_END_DECLS
