/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From claims to the values of the record: for each field, which claim is believed. */
#pragma once

#include "extract/evidence.h"
#include "extract/page.h"

#include "core/record.h"

G_BEGIN_DECLS

void offprint_decide_addresses (const OffprintEvidence *evidence, OffprintRecordBuilder *builder);
char *offprint_decide_language (const OffprintEvidence *evidence);
void offprint_decide_publisher (const OffprintEvidence *evidence, OffprintRecordBuilder *builder);
void offprint_decide_title (const OffprintPage *page, guint32 headline, const OffprintEvidence *evidence,
                            OffprintRecordBuilder *builder);
void offprint_decide_dates (const OffprintEvidence *evidence, const char *language, OffprintRecordBuilder *builder);
void offprint_decide_authors (const OffprintEvidence *evidence, OffprintRecordBuilder *builder);
void offprint_decide_lines (const OffprintEvidence *evidence, OffprintRecordBuilder *builder);
void offprint_decide_agency (const OffprintEvidence *evidence, const char *text, OffprintRecordBuilder *builder);

G_END_DECLS
