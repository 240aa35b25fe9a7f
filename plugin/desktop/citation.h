/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How articles are cited: a line for a letter, a line of Markdown, an entry for a BibTeX file. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * OffprintCitationForm:
 * @OFFPRINT_CITATION_PLAIN: plain text
 * @OFFPRINT_CITATION_MARKDOWN: Markdown (CommonMark) whose title is a link
 * @OFFPRINT_CITATION_BIBTEX: an entry for BibTeX, biblatex and biber, in UTF-8
 */
typedef enum
{
  OFFPRINT_CITATION_PLAIN,
  OFFPRINT_CITATION_MARKDOWN,
  OFFPRINT_CITATION_BIBTEX,
  OFFPRINT_N_CITATION_FORMS,
} OffprintCitationForm;

char *offprint_citation_format (const OffprintRecord *record, OffprintCitationForm form);
char *offprint_citation_format_all (GPtrArray *records, OffprintCitationForm form);

G_END_DECLS
