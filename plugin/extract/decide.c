/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which claim is believed. Simple fields take the first source of a list that says anything; dates and authors are
 * weighed in files of their own. What is not known well enough stays empty: a wrong value is worse than none. */
#include "extract/decide.h"

#include "extract/agency.h"
#include "extract/dateline.h"
#include "extract/headline.h"
#include "extract/site.h"
#include "extract/address.h"

#include <string.h>

#define SAVER OFFPRINT_EVIDENCE_SAVER
#define JSON OFFPRINT_EVIDENCE_JSON_LD
#define JSON_PAGE OFFPRINT_EVIDENCE_JSON_LD_PAGE
#define OG OFFPRINT_EVIDENCE_OPEN_GRAPH
#define META OFFPRINT_EVIDENCE_META
#define LOOSE OFFPRINT_EVIDENCE_META_LOOSE
#define TWITTER OFFPRINT_EVIDENCE_TWITTER
#define MICRODATA OFFPRINT_EVIDENCE_MICRODATA
#define REL OFFPRINT_EVIDENCE_REL
#define TEXT OFFPRINT_EVIDENCE_TEXT
#define TITLE OFFPRINT_EVIDENCE_TITLE
#define ELEMENT OFFPRINT_EVIDENCE_ELEMENT
#define NONE OFFPRINT_N_EVIDENCE_SOURCES

/* Sources of a field, best first. */
typedef OffprintEvidenceSource Order[10];

static const char *
get_first (const OffprintEvidence *evidence, OffprintField field, const Order order)
{
  for (gsize i = 0; order[i] != NONE; i++)
    {
      const char *value = offprint_evidence_get (evidence, field, order[i]);
      if (value != NULL)
        return value;
    }
  return NULL;
}

/* Canonical addresses that name the front page, or nothing whole, say nothing about the article. */
static char *
get_address (const OffprintEvidence *evidence, OffprintEvidenceSource source, const char *base)
{
  const char *claimed = offprint_evidence_get (evidence, OFFPRINT_FIELD_URL, source);
  g_autofree char *inner = claimed != NULL ? offprint_address_unwrap (claimed) : NULL;
  g_autofree char *whole = inner != NULL ? offprint_address_resolve (inner, base) : NULL;
  if (whole == NULL || (source != SAVER && offprint_address_is_front_page (whole)))
    return NULL;
  return g_steal_pointer (&whole);
}

/* Whether two addresses belong to one site: equal hosts, or one below the other. */
static gboolean
is_same_site (const char *a, const char *b)
{
  g_autofree char *first = offprint_address_get_site (a);
  g_autofree char *second = offprint_address_get_site (b);
  return first != NULL && second != NULL
         && (strcmp (first, second) == 0 || g_str_has_suffix (first, second) || g_str_has_suffix (second, first));
}

/**
 * offprint_decide_addresses:
 * @evidence: claims
 * @builder: where to set the URL and the time of saving
 *
 * The article is called by its canonical address, so that copies are known as such; where that is of another site than
 * the page was fetched from, the latter is believed.
 */
void
offprint_decide_addresses (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  static const OffprintEvidenceSource order[] = { REL, OG, JSON, META, TWITTER };
  g_autofree char *saver = get_address (evidence, SAVER, NULL);
  g_autofree char *url = NULL;
  for (gsize i = 0; url == NULL && i < G_N_ELEMENTS (order); i++)
    {
      url = get_address (evidence, order[i], saver);
      if (url != NULL && saver != NULL && !is_same_site (url, saver))
        g_clear_pointer (&url, g_free);
    }
  offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, url != NULL ? url : saver);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_SAVED,
                               offprint_evidence_get (evidence, OFFPRINT_FIELD_SAVED, SAVER));
}

/* "de_DE", "EN-us", "zh-Hans", "English" is none. Returns: (transfer full) (nullable): BCP 47 */
static char *
clean_language (const char *text)
{
  gsize primary = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (primary < 2 || primary > 3 || (text[primary] != '\0' && strchr ("-_,; ", text[primary]) == NULL))
    return NULL;
  g_autofree char *tag = g_ascii_strdown (text, (gssize) primary);
  gsize region = text[primary] == '-' || text[primary] == '_' ? strcspn (text + primary + 1, "-_,; ") : 0;
  const char *rest = text + primary + 1;
  if (region == 2 && g_ascii_isalpha (rest[0]) && g_ascii_isalpha (rest[1]))
    return g_strdup_printf ("%s-%c%c", tag, g_ascii_toupper (rest[0]), g_ascii_toupper (rest[1]));
  if (region == 4 && g_ascii_isalpha (rest[0]))
    return g_strdup_printf ("%s-%c%c%c%c", tag, g_ascii_toupper (rest[0]), g_ascii_tolower (rest[1]),
                            g_ascii_tolower (rest[2]), g_ascii_tolower (rest[3]));
  return g_steal_pointer (&tag);
}

/**
 * offprint_decide_language:
 * @evidence: claims
 *
 * Returns: (transfer full) (nullable): BCP 47, as declared. og:locale is often what a template came with, so it counts
 * only when `html` says nothing
 */
char *
offprint_decide_language (const OffprintEvidence *evidence)
{
  static const OffprintEvidenceSource order[] = { ELEMENT, JSON, META, MICRODATA, OG, JSON_PAGE, LOOSE };
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *claimed = offprint_evidence_get (evidence, OFFPRINT_FIELD_LANGUAGE, order[i]);
      char *language = claimed != NULL ? clean_language (claimed) : NULL;
      if (language != NULL)
        return language;
    }
  return NULL;
}

static gboolean
is_good_name (const char *name)
{
  guint words = 1;
  for (const char *at = name; *at != '\0'; at++)
    words += *at == ' ';
  return words <= 7 && strstr (name, "://") == NULL;
}

/* Whether something else agrees that this is the name of the site: the host, or the copyright line. */
static gboolean
is_confirmed (const OffprintEvidence *evidence, const char *name, const char *host)
{
  return offprint_site_is_within (name, host)
         || offprint_site_is_within (name, offprint_evidence_get (evidence, OFFPRINT_FIELD_RIGHTS, TEXT));
}

/* Returns: (transfer none) (nullable): the part of `title` behind a separator that names the site: "Title | Example
 * News" */
static const char *
get_from_title (const OffprintEvidence *evidence, const char *host)
{
  static const char *const separators[] = { " | ", " - ", " – ", " — ", " · ", " :: " };
  const char *title = offprint_evidence_get (evidence, OFFPRINT_FIELD_TITLE, TITLE);
  for (gsize i = 0; title != NULL && i < G_N_ELEMENTS (separators); i++)
    {
      const char *found = g_strrstr (title, separators[i]);
      const char *part = found != NULL ? found + strlen (separators[i]) : NULL;
      if (part != NULL && strlen (part) <= 60 && is_confirmed (evidence, part, host))
        return part;
    }
  return NULL;
}

/**
 * offprint_decide_publisher:
 * @evidence: claims
 * @builder: where to set the publisher; its URL is set already
 */
void
offprint_decide_publisher (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  static const Order order = { OG, JSON, JSON_PAGE, META, MICRODATA, LOOSE, NONE };
  g_autofree char *host = offprint_address_get_site (offprint_record_builder_get (builder, OFFPRINT_FIELD_URL));
  for (gsize i = 0; order[i] != NONE; i++)
    {
      const char *name = offprint_evidence_get (evidence, OFFPRINT_FIELD_PUBLISHER, order[i]);
      if (name != NULL && is_good_name (name))
        {
          offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, name);
          return;
        }
    }
  const char *part = get_from_title (evidence, host);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, part != NULL ? part : host);
}

/* All names the site goes by, for taking them off titles. */
static GPtrArray *
get_sites (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  GPtrArray *sites = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < evidence->claims->len && sites->len < 10; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_PUBLISHER)
        g_ptr_array_add (sites, g_strdup (claim->value));
    }
  g_autofree char *host = offprint_address_get_site (offprint_record_builder_get (builder, OFFPRINT_FIELD_URL));
  if (host != NULL)
    g_ptr_array_add (sites, g_steal_pointer (&host));
  g_ptr_array_add (sites, NULL);
  return sites;
}

/**
 * offprint_decide_title:
 * @page: a page
 * @headline: its visible headline, or 0
 * @evidence: claims
 * @builder: where to set the title; URL and publisher are set already
 */
void
offprint_decide_title (const OffprintPage *page, guint32 headline, const OffprintEvidence *evidence,
                       OffprintRecordBuilder *builder)
{
  static const Order order = { OG, JSON, META, MICRODATA, TWITTER, TITLE, JSON_PAGE, LOOSE, NONE };
  g_autofree char *visible = headline != 0 ? offprint_page_get_text (page, headline, 1000) : NULL;
  const char *claimed = get_first (evidence, OFFPRINT_FIELD_TITLE, order);
  g_autoptr (GPtrArray) sites = get_sites (evidence, builder);
  g_autofree char *clean = visible == NULL && claimed != NULL
                             ? offprint_headline_clean (claimed, (const char *const *) sites->pdata)
                             : NULL;
  const char *bare = visible != NULL ? offprint_headline_strip_kicker (visible, evidence) : NULL;
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, bare != NULL ? bare : visible != NULL ? visible : clean);
}

static void
add_keywords (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  static const OffprintEvidenceSource order[] = { OG, JSON, META };
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (offprint_evidence_get (evidence, OFFPRINT_FIELD_KEYWORDS, order[i]) == NULL)
        continue;
      for (guint j = 0; j < evidence->claims->len; j++)
        {
          const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, j);
          if (claim->field == OFFPRINT_FIELD_KEYWORDS && claim->source == order[i])
            offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, claim->value);
        }
      return;
    }
}

/**
 * offprint_decide_lines:
 * @evidence: claims
 * @builder: where to set description, section, keywords and rights
 */
void
offprint_decide_lines (const OffprintEvidence *evidence, OffprintRecordBuilder *builder)
{
  static const Order description = { OG, META, JSON, TWITTER, JSON_PAGE, NONE };
  static const Order section = { OG, JSON, META, MICRODATA, NONE };
  static const Order rights = { META, JSON, REL, TEXT, MICRODATA, NONE };
  offprint_record_builder_set (builder, OFFPRINT_FIELD_DESCRIPTION,
                               get_first (evidence, OFFPRINT_FIELD_DESCRIPTION, description));
  offprint_record_builder_set (builder, OFFPRINT_FIELD_SECTION, get_first (evidence, OFFPRINT_FIELD_SECTION, section));
  offprint_record_builder_set (builder, OFFPRINT_FIELD_RIGHTS, get_first (evidence, OFFPRINT_FIELD_RIGHTS, rights));
  add_keywords (evidence, builder);
}

static gboolean
is_other_than_publisher (OffprintRecordBuilder *builder, const char *name)
{
  const char *publisher = offprint_record_builder_get (builder, OFFPRINT_FIELD_PUBLISHER);
  if (publisher == NULL)
    return TRUE;
  const char *agency = offprint_agency_find (publisher);
  return offprint_headline_compare (publisher, name) < 0.6 && (agency == NULL || agency != offprint_agency_find (name));
}

/* An agency that signs the byline. Other organisations there may be anything. */
static const char *
find_signing_agency (const OffprintEvidence *evidence)
{
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      const char *agency;
      if (claim->field != OFFPRINT_FIELD_AUTHORS || claim->source == OFFPRINT_EVIDENCE_BYLINE_LOOSE
          || strlen (claim->value) > 200)
        continue;
      agency = offprint_agency_find_in (claim->value, strlen (claim->value), NULL, NULL);
      if (agency != NULL)
        return agency;
    }
  return NULL;
}

/**
 * offprint_decide_agency:
 * @evidence: claims
 * @text: (nullable): text of the article
 * @builder: where to set agency and place; the publisher is set already
 *
 * The agency is whoever the article comes from where that is not the publisher: the source that JSON-LD names, the
 * agency in the dateline, the one that signs the byline.
 */
void
offprint_decide_agency (const OffprintEvidence *evidence, const char *text, OffprintRecordBuilder *builder)
{
  static const Order order = { JSON, MICRODATA, NONE };
  g_autofree char *place = NULL;
  const char *in_dateline = NULL;
  if (text != NULL)
    offprint_dateline_read (text, &place, &in_dateline);
  const char *claimed_place = offprint_evidence_get (evidence, OFFPRINT_FIELD_PLACE, JSON);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PLACE, place != NULL ? place : claimed_place);

  const char *candidates[]
      = { in_dateline, get_first (evidence, OFFPRINT_FIELD_AGENCY, order), find_signing_agency (evidence) };
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] != NULL && is_good_name (candidates[i]) && is_other_than_publisher (builder, candidates[i]))
      {
        offprint_record_builder_set (builder, OFFPRINT_FIELD_AGENCY, candidates[i]);
        return;
      }
}
