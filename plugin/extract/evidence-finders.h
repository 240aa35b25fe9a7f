/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The finders: each looks at one kind of thing in the page and adds what it claims. */
#pragma once

#include "extract/evidence.h"
#include "extract/page.h"

G_BEGIN_DECLS

void offprint_evidence_find_saver (const OffprintPage *page, OffprintEvidence *evidence);
void offprint_evidence_find_head (const OffprintPage *page, OffprintEvidence *evidence);
void offprint_evidence_find_json_ld (const OffprintPage *page, OffprintEvidence *evidence);
void offprint_evidence_find_microdata (const OffprintPage *page, OffprintEvidence *evidence);
void offprint_evidence_find_visible (const OffprintPage *page, guint32 headline, const char *language,
                                     OffprintEvidence *evidence);

G_END_DECLS
