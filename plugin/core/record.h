/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article record: what extraction found out about one article. Immutable and reference-counted, so that it may
 * cross threads; made by a builder that cleans and bounds every value by the schema table. */
#pragma once

#include "core/schema.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _OffprintRecord OffprintRecord;
typedef struct _OffprintRecordBuilder OffprintRecordBuilder;

OffprintRecordBuilder *offprint_record_builder_new (void);
OffprintRecordBuilder *offprint_record_builder_new_from (const OffprintRecord *record);
void offprint_record_builder_free (OffprintRecordBuilder *builder);
void offprint_record_builder_set (OffprintRecordBuilder *builder, OffprintField field, const char *value);
void offprint_record_builder_add (OffprintRecordBuilder *builder, OffprintField field, const char *value);
void offprint_record_builder_add_before (OffprintRecordBuilder *builder, OffprintField field,
                                         const char *const *values);
void offprint_record_builder_set_words (OffprintRecordBuilder *builder, guint64 words);
const char *offprint_record_builder_get (const OffprintRecordBuilder *builder, OffprintField field);
void offprint_record_builder_warn (OffprintRecordBuilder *builder, const char *format, ...) G_GNUC_PRINTF (2, 3);
OffprintRecord *offprint_record_builder_end (OffprintRecordBuilder *builder);

OffprintRecord *offprint_record_ref (OffprintRecord *record);
void offprint_record_unref (OffprintRecord *record);
const char *offprint_record_get (const OffprintRecord *record, OffprintField field);
const char *const *offprint_record_get_list (const OffprintRecord *record, OffprintField field);
char *offprint_record_join_list (const OffprintRecord *record, OffprintField field);
guint64 offprint_record_get_words (const OffprintRecord *record);
const char *const *offprint_record_get_warnings (const OffprintRecord *record);

void
offprint_record_add_json (const OffprintRecord *record, JsonBuilder *json, const OffprintField *fields, gsize n_fields);
char *offprint_record_to_json (const OffprintRecord *record);
GVariant *offprint_record_to_variant (const OffprintRecord *record);
OffprintRecord *offprint_record_new_from_variant (GVariant *variant, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintRecord, offprint_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintRecordBuilder, offprint_record_builder_free)

G_END_DECLS
