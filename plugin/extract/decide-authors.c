/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Authors: the first source that names people. */
#include "extract/address.h"
#include "extract/agency.h"
#include "extract/author.h"
#include "extract/decide.h"
#include "extract/headline.h"
#include "extract/site.h"

#include <string.h>

/* Best first. */
static const OffprintEvidenceSource order[] = {
  OFFPRINT_EVIDENCE_JSON_LD,
  OFFPRINT_EVIDENCE_META,
  OFFPRINT_EVIDENCE_OPEN_GRAPH,
  OFFPRINT_EVIDENCE_BYLINE,
  OFFPRINT_EVIDENCE_REL,
  OFFPRINT_EVIDENCE_MICRODATA,
  OFFPRINT_EVIDENCE_TWITTER,
  OFFPRINT_EVIDENCE_TEXT,
  OFFPRINT_EVIDENCE_JSON_LD_PAGE,
  OFFPRINT_EVIDENCE_JSON_LD_ORGANIZATION,
  OFFPRINT_EVIDENCE_BYLINE_LOOSE,
  OFFPRINT_EVIDENCE_META_LOOSE,
};

/* Where several elements claim to be bylines, those after the first are of other people: commenters, other articles. */
static gboolean
speaks_once (OffprintEvidenceSource source)
{
  return source == OFFPRINT_EVIDENCE_BYLINE_LOOSE || source == OFFPRINT_EVIDENCE_META_LOOSE
      || source == OFFPRINT_EVIDENCE_TEXT;
}

static GPtrArray *
get_names (const OffprintEvidence *evidence, OffprintEvidenceSource source)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_AUTHORS && claim->source == source && strstr (claim->value, "://") == NULL)
        offprint_author_split (claim->value, names);
      if (names->len > 0 && speaks_once (source))
        break;
    }
  return names;
}

/* Whether a name is part of the host's, or the end of the page's `title`. */
static gboolean
is_in_host_or_title (const OffprintEvidence *evidence, OffprintRecordBuilder *builder, const char *name)
{
  const char *title = offprint_evidence_get (evidence, OFFPRINT_FIELD_TITLE, OFFPRINT_EVIDENCE_TITLE);
  g_autofree char *host = offprint_address_get_site (offprint_record_builder_get (builder, OFFPRINT_FIELD_URL));
  return offprint_site_is_within (name, host) || offprint_site_ends (name, title);
}

/* Whether a name is one that the site goes by: no author, but who publishes. */
static gboolean
is_site (const OffprintEvidence *evidence, OffprintRecordBuilder *builder, const char *name)
{
  const char *publisher = offprint_record_builder_get (builder, OFFPRINT_FIELD_PUBLISHER);
  if ((publisher != NULL && offprint_headline_compare (publisher, name) > 0.8)
      || is_in_host_or_title (evidence, builder, name))
    return TRUE;
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_PUBLISHER && offprint_headline_compare (claim->value, name) > 0.8)
        return TRUE;
    }
  return FALSE;
}

/* Drops the site and agencies. */
static void
drop_organisations (const OffprintEvidence *evidence, OffprintRecordBuilder *builder, GPtrArray *names)
{
  for (guint i = names->len; i-- > 0;)
    {
      const char *name = g_ptr_array_index (names, i);
      if (is_site (evidence, builder, name) || offprint_agency_find (name) != NULL)
        g_ptr_array_remove_index (names, i);
    }
}

/* Returns: whether @source names somebody */
static gboolean
take_source (const OffprintEvidence *evidence, OffprintEvidenceSource source, gboolean people,
             OffprintRecordBuilder *builder)
{
  g_autoptr (GPtrArray) names = get_names (evidence, source);
  if (people)
    drop_organisations (evidence, builder, names);
  for (guint i = 0; i < names->len; i++)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, g_ptr_array_index (names, i));
  return names->len > 0;
}

/**
 * offprint_decide_authors:
 * @evidence: claims
 * @builder: where to set the authors; the publisher is set already
 *
 * People first. Where no source names any, an organisation that the article is explicitly by.
 */
void
offprint_decide_authors (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  static const OffprintEvidenceSource organisations[]
      = { OFFPRINT_EVIDENCE_META, OFFPRINT_EVIDENCE_BYLINE };
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (take_source (evidence, order[i], TRUE, builder))
      return;
  for (gsize i = 0; i < G_N_ELEMENTS (organisations); i++)
    if (take_source (evidence, organisations[i], FALSE, builder))
      return;
}
