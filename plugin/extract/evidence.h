/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page says about itself: a list of claims, each with where it comes from. Finders only add; decide.c weighs
 * them. */
#pragma once

#include "core/schema.h"

G_BEGIN_DECLS

/* Where a claim comes from. What each is worth for which field is written in one place: decide.c. */
typedef enum
{
  OFFPRINT_EVIDENCE_SAVER, /* the mark of the program that saved the page */
  OFFPRINT_EVIDENCE_JSON_LD, /* schema.org article in a script */
  OFFPRINT_EVIDENCE_JSON_LD_ORGANIZATION, /* an author there that is no person */
  OFFPRINT_EVIDENCE_JSON_LD_PAGE, /* what is there about the page or site, not the article */
  OFFPRINT_EVIDENCE_OPEN_GRAPH, /* og:, article: */
  OFFPRINT_EVIDENCE_META, /* meta names that mean the article: citation_, parsely-, dc., ... */
  OFFPRINT_EVIDENCE_META_LOOSE, /* meta names that may mean the site or the server: date, title, ... */
  OFFPRINT_EVIDENCE_TWITTER,
  OFFPRINT_EVIDENCE_MICRODATA, /* itemprop */
  OFFPRINT_EVIDENCE_REL, /* rel=author, canonical, license */
  OFFPRINT_EVIDENCE_TIME, /* time element near the headline */
  OFFPRINT_EVIDENCE_TIME_LOOSE, /* time element elsewhere */
  OFFPRINT_EVIDENCE_BYLINE, /* element classed as byline or author, near the headline */
  OFFPRINT_EVIDENCE_BYLINE_LOOSE, /* the same elsewhere */
  OFFPRINT_EVIDENCE_TEXT, /* words of the page: "By Jane Doe", "3 May 2022" near the headline */
  OFFPRINT_EVIDENCE_TITLE, /* the title element */
  OFFPRINT_EVIDENCE_ELEMENT, /* html lang and the like */
  OFFPRINT_EVIDENCE_ADDRESS, /* read off the URL */
  OFFPRINT_EVIDENCE_ORIGIN, /* attribute that a downloader left at the file */
  OFFPRINT_N_EVIDENCE_SOURCES,
} OffprintEvidenceSource;

/* @value: valid UTF-8, white space squeezed; a name or date as it was written. @node: where it was seen, or 0 */
typedef struct
{
  OffprintField field;
  OffprintEvidenceSource source;
  guint32 node;
  char *value;
} OffprintClaim;

/* @claims: in the order of the page, of OffprintClaim */
typedef struct
{
  GArray *claims;
} OffprintEvidence;

OffprintEvidence *offprint_evidence_new (void);
void offprint_evidence_free (OffprintEvidence *evidence);
void offprint_evidence_add (OffprintEvidence *evidence, OffprintField field, OffprintEvidenceSource source,
                            guint32 node, const char *value);
const char *
offprint_evidence_get (const OffprintEvidence *evidence, OffprintField field, OffprintEvidenceSource source);
gboolean offprint_evidence_has (const OffprintEvidence *evidence, OffprintField field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintEvidence, offprint_evidence_free)

G_END_DECLS
