/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The title: which of the visible headings it is, and how to clean what stands in `title` and `og:title`. */
#pragma once

#include "extract/evidence.h"
#include "extract/page.h"

G_BEGIN_DECLS

double offprint_headline_compare (const char *a, const char *b);
guint32 offprint_headline_find (const OffprintPage *page, const OffprintEvidence *evidence);
const char *offprint_headline_strip_kicker (const char *text, const OffprintEvidence *evidence);
char *offprint_headline_clean (const char *title, const char *const *sites);

G_END_DECLS
