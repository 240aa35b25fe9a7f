/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims of `meta`, `link`, `title` and `html lang`. One table says which name means which field. */
#include "extract/evidence-finders.h"

#include <stdlib.h>
#include <string.h>

#define OG OFFPRINT_EVIDENCE_OPEN_GRAPH
#define META OFFPRINT_EVIDENCE_META
#define LOOSE OFFPRINT_EVIDENCE_META_LOOSE
#define TWITTER OFFPRINT_EVIDENCE_TWITTER

typedef struct
{
  const char *name;
  OffprintField field;
  OffprintEvidenceSource source;
} MetaInfo;

/* Sorted by name; names in lower case, with `.`, `_` and `:` as they are written. */
static const MetaInfo metas[] = {
  { "application-name", OFFPRINT_FIELD_PUBLISHER, LOOSE },
  { "article.author", OFFPRINT_FIELD_AUTHORS, META },
  { "article.created", OFFPRINT_FIELD_PUBLISHED, META },
  { "article.published", OFFPRINT_FIELD_PUBLISHED, META },
  { "article.section", OFFPRINT_FIELD_SECTION, META },
  { "article.updated", OFFPRINT_FIELD_MODIFIED, META },
  { "article:author", OFFPRINT_FIELD_AUTHORS, OG },
  { "article:author:name", OFFPRINT_FIELD_AUTHORS, OG },
  { "article:author_name", OFFPRINT_FIELD_AUTHORS, OG },
  { "article:modified", OFFPRINT_FIELD_MODIFIED, OG },
  { "article:modified_time", OFFPRINT_FIELD_MODIFIED, OG },
  { "article:published", OFFPRINT_FIELD_PUBLISHED, OG },
  { "article:published_date", OFFPRINT_FIELD_PUBLISHED, OG },
  { "article:published_time", OFFPRINT_FIELD_PUBLISHED, OG },
  { "article:publisher_name", OFFPRINT_FIELD_PUBLISHER, OG },
  { "article:section", OFFPRINT_FIELD_SECTION, OG },
  { "article:tag", OFFPRINT_FIELD_KEYWORDS, OG },
  { "article_author", OFFPRINT_FIELD_AUTHORS, META },
  { "article_date_original", OFFPRINT_FIELD_PUBLISHED, META },
  { "article_date_updated", OFFPRINT_FIELD_MODIFIED, META },
  { "author", OFFPRINT_FIELD_AUTHORS, META },
  { "author_name", OFFPRINT_FIELD_AUTHORS, META },
  { "authors", OFFPRINT_FIELD_AUTHORS, META },
  { "bt:author", OFFPRINT_FIELD_AUTHORS, META },
  { "bt:moddate", OFFPRINT_FIELD_MODIFIED, META },
  { "bt:pubdate", OFFPRINT_FIELD_PUBLISHED, META },
  { "byl", OFFPRINT_FIELD_AUTHORS, META },
  { "byline", OFFPRINT_FIELD_AUTHORS, META },
  { "citation_author", OFFPRINT_FIELD_AUTHORS, META },
  { "citation_authors", OFFPRINT_FIELD_AUTHORS, META },
  { "citation_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "citation_journal_title", OFFPRINT_FIELD_PUBLISHER, META },
  { "citation_keywords", OFFPRINT_FIELD_KEYWORDS, META },
  { "citation_language", OFFPRINT_FIELD_LANGUAGE, META },
  { "citation_online_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "citation_publication_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "citation_publisher", OFFPRINT_FIELD_PUBLISHER, LOOSE },
  { "citation_title", OFFPRINT_FIELD_TITLE, META },
  { "content-language", OFFPRINT_FIELD_LANGUAGE, META },
  { "copyright", OFFPRINT_FIELD_RIGHTS, META },
  { "creation_date", OFFPRINT_FIELD_PUBLISHED, LOOSE },
  { "creator", OFFPRINT_FIELD_AUTHORS, LOOSE },
  { "cxenseparse:author", OFFPRINT_FIELD_AUTHORS, META },
  { "cxenseparse:publishtime", OFFPRINT_FIELD_PUBLISHED, META },
  { "cxenseparse:recs:publishtime", OFFPRINT_FIELD_PUBLISHED, META },
  { "cxenseparse:title", OFFPRINT_FIELD_TITLE, META },
  { "date", OFFPRINT_FIELD_PUBLISHED, LOOSE },
  { "date_published", OFFPRINT_FIELD_PUBLISHED, META },
  { "datecreated", OFFPRINT_FIELD_PUBLISHED, LOOSE },
  { "datemodified", OFFPRINT_FIELD_MODIFIED, META },
  { "datepublished", OFFPRINT_FIELD_PUBLISHED, META },
  { "dc.creator", OFFPRINT_FIELD_AUTHORS, META },
  { "dc.creator.name", OFFPRINT_FIELD_AUTHORS, META },
  { "dc.date", OFFPRINT_FIELD_PUBLISHED, META },
  { "dc.date.created", OFFPRINT_FIELD_PUBLISHED, META },
  { "dc.date.issued", OFFPRINT_FIELD_PUBLISHED, META },
  { "dc.date.modified", OFFPRINT_FIELD_MODIFIED, META },
  { "dc.description", OFFPRINT_FIELD_DESCRIPTION, META },
  { "dc.language", OFFPRINT_FIELD_LANGUAGE, META },
  { "dc.publisher", OFFPRINT_FIELD_PUBLISHER, META },
  { "dc.rights", OFFPRINT_FIELD_RIGHTS, META },
  { "dc.subject", OFFPRINT_FIELD_KEYWORDS, META },
  { "dc.title", OFFPRINT_FIELD_TITLE, META },
  { "dcterms.created", OFFPRINT_FIELD_PUBLISHED, META },
  { "dcterms.creator", OFFPRINT_FIELD_AUTHORS, META },
  { "dcterms.date", OFFPRINT_FIELD_PUBLISHED, META },
  { "dcterms.issued", OFFPRINT_FIELD_PUBLISHED, META },
  { "dcterms.license", OFFPRINT_FIELD_RIGHTS, META },
  { "dcterms.modified", OFFPRINT_FIELD_MODIFIED, META },
  { "dcterms.publisher", OFFPRINT_FIELD_PUBLISHER, META },
  { "dcterms.rights", OFFPRINT_FIELD_RIGHTS, META },
  { "dcterms.title", OFFPRINT_FIELD_TITLE, META },
  { "description", OFFPRINT_FIELD_DESCRIPTION, META },
  { "displaydate", OFFPRINT_FIELD_PUBLISHED, META },
  { "doc_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "headline", OFFPRINT_FIELD_TITLE, META },
  { "iso-8601-publish-date", OFFPRINT_FIELD_PUBLISHED, META },
  { "keywords", OFFPRINT_FIELD_KEYWORDS, META },
  { "language", OFFPRINT_FIELD_LANGUAGE, LOOSE },
  { "last-modified", OFFPRINT_FIELD_MODIFIED, LOOSE },
  { "last_updated_date", OFFPRINT_FIELD_MODIFIED, META },
  { "lastmod", OFFPRINT_FIELD_MODIFIED, LOOSE },
  { "lastmodified", OFFPRINT_FIELD_MODIFIED, LOOSE },
  { "lp.article:author", OFFPRINT_FIELD_AUTHORS, META },
  { "news_keywords", OFFPRINT_FIELD_KEYWORDS, META },
  { "og:article:author", OFFPRINT_FIELD_AUTHORS, OG },
  { "og:article:modified_time", OFFPRINT_FIELD_MODIFIED, OG },
  { "og:article:published_time", OFFPRINT_FIELD_PUBLISHED, OG },
  { "og:description", OFFPRINT_FIELD_DESCRIPTION, OG },
  { "og:locale", OFFPRINT_FIELD_LANGUAGE, OG },
  { "og:pubdate", OFFPRINT_FIELD_PUBLISHED, OG },
  { "og:published_time", OFFPRINT_FIELD_PUBLISHED, OG },
  { "og:site_name", OFFPRINT_FIELD_PUBLISHER, OG },
  { "og:title", OFFPRINT_FIELD_TITLE, OG },
  { "og:updated_time", OFFPRINT_FIELD_MODIFIED, OG },
  { "og:url", OFFPRINT_FIELD_URL, OG },
  { "originalpublicationdate", OFFPRINT_FIELD_PUBLISHED, META },
  { "parsely-author", OFFPRINT_FIELD_AUTHORS, META },
  { "parsely-link", OFFPRINT_FIELD_URL, META },
  { "parsely-pub-date", OFFPRINT_FIELD_PUBLISHED, META },
  { "parsely-section", OFFPRINT_FIELD_SECTION, META },
  { "parsely-tags", OFFPRINT_FIELD_KEYWORDS, META },
  { "parsely-title", OFFPRINT_FIELD_TITLE, META },
  { "pdate", OFFPRINT_FIELD_PUBLISHED, META },
  { "ptime", OFFPRINT_FIELD_PUBLISHED, META },
  { "pubdate", OFFPRINT_FIELD_PUBLISHED, META },
  { "publication_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "publish-date", OFFPRINT_FIELD_PUBLISHED, META },
  { "publish_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "publish_time", OFFPRINT_FIELD_PUBLISHED, META },
  { "publishdate", OFFPRINT_FIELD_PUBLISHED, META },
  { "published-date", OFFPRINT_FIELD_PUBLISHED, META },
  { "published_at", OFFPRINT_FIELD_PUBLISHED, META },
  { "published_date", OFFPRINT_FIELD_PUBLISHED, META },
  { "published_time", OFFPRINT_FIELD_PUBLISHED, META },
  { "publisher", OFFPRINT_FIELD_PUBLISHER, LOOSE },
  { "rbauthors", OFFPRINT_FIELD_AUTHORS, META },
  { "revised", OFFPRINT_FIELD_MODIFIED, LOOSE },
  { "rights", OFFPRINT_FIELD_RIGHTS, META },
  { "rnews:datepublished", OFFPRINT_FIELD_PUBLISHED, META },
  { "sailthru.author", OFFPRINT_FIELD_AUTHORS, META },
  { "sailthru.date", OFFPRINT_FIELD_PUBLISHED, META },
  { "sailthru.description", OFFPRINT_FIELD_DESCRIPTION, META },
  { "sailthru.tags", OFFPRINT_FIELD_KEYWORDS, META },
  { "sailthru.title", OFFPRINT_FIELD_TITLE, META },
  { "section", OFFPRINT_FIELD_SECTION, META },
  { "shareaholic:article_author_name", OFFPRINT_FIELD_AUTHORS, META },
  { "shareaholic:article_published_time", OFFPRINT_FIELD_PUBLISHED, META },
  { "title", OFFPRINT_FIELD_TITLE, LOOSE },
  { "twitter:description", OFFPRINT_FIELD_DESCRIPTION, TWITTER },
  { "twitter:title", OFFPRINT_FIELD_TITLE, TWITTER },
  { "twitter:url", OFFPRINT_FIELD_URL, TWITTER },
  { "vr:published_time", OFFPRINT_FIELD_PUBLISHED, META },
};

static int
compare_meta (const void *name, const void *info)
{
  return strcmp (name, ((const MetaInfo *) info)->name);
}

/* Keywords of one meta are separated by commas, or by semicolons. */
static void
add_keywords (OffprintEvidence *evidence, OffprintEvidenceSource source, guint32 node, const char *content)
{
  g_auto (GStrv) words = g_strsplit (content, strchr (content, ',') != NULL ? "," : ";", 60);
  for (gsize i = 0; words[i] != NULL; i++)
    offprint_evidence_add (evidence, OFFPRINT_FIELD_KEYWORDS, source, node, words[i]);
}

static void
add_named (OffprintEvidence *evidence, guint32 node, const char *name, const char *content)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  /* "DCTERMS:created", "dc:creator" */
  char *colon = g_str_has_prefix (lower, "dc") ? strchr (lower, ':') : NULL;
  if (colon != NULL)
    *colon = '.';
  const MetaInfo *info = bsearch (g_strstrip (lower), metas, G_N_ELEMENTS (metas), sizeof (MetaInfo), compare_meta);
  if (info == NULL)
    return;
  if (info->field == OFFPRINT_FIELD_KEYWORDS)
    add_keywords (evidence, info->source, node, content);
  else
    offprint_evidence_add (evidence, info->field, info->source, node, content);
}

/* Labelled values of twitter cards: label1 "Written by", data1 the name. WordPress writes its authors there. */
static void
add_labelled (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  const char *data = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CONTENT);
  static const char *const labels[] = { "written by", "author", "by", "verfasst von", "geschrieben von", "écrit par",
                                        "escrito por", "scritto da", "geschreven door", "skrevet av", "skriven av" };
  for (guint32 n = node; data != NULL && n != 0; n = page->nodes[n].next)
    {
      const char *name = offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_NAME);
      const char *content = offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_CONTENT);
      if (name == NULL || content == NULL || strcmp (name, "twitter:data1") != 0)
        continue;
      g_autofree char *label = g_utf8_strdown (data, -1);
      for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
        if (strcmp (label, labels[i]) == 0)
          offprint_evidence_add (evidence, OFFPRINT_FIELD_AUTHORS, OFFPRINT_EVIDENCE_TWITTER, n, content);
      return;
    }
}

static void
take_meta (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  static const OffprintAttributeName names[] = { OFFPRINT_ATTRIBUTE_PROPERTY, OFFPRINT_ATTRIBUTE_NAME,
                                                 OFFPRINT_ATTRIBUTE_ITEMPROP, OFFPRINT_ATTRIBUTE_HTTP_EQUIV };
  const char *content = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CONTENT);
  if (content == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = offprint_page_get_attribute (page, node, names[i]);
      if (name == NULL || strlen (name) > 64)
        continue;
      /* inside an item of microdata, itemprop is about that item */
      if (names[i] == OFFPRINT_ATTRIBUTE_ITEMPROP && offprint_page_is_inside (page, node, page->body)
          && page->body != 0)
        continue;
      if (strcmp (name, "twitter:label1") == 0)
        add_labelled (page, node, evidence);
      else
        add_named (evidence, node, name, content);
    }
}

static gboolean
has_word (const char *list, const char *word)
{
  gsize length = strlen (word);
  for (const char *at = list; at != NULL && *at != '\0'; at = strchr (at, ' '))
    {
      at += strspn (at, " ");
      if (g_ascii_strncasecmp (at, word, length) == 0 && (at[length] == '\0' || at[length] == ' '))
        return TRUE;
    }
  return FALSE;
}

static void
take_link (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  const char *rel = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_REL);
  const char *href = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_HREF);
  if (rel == NULL || href == NULL)
    return;
  if (has_word (rel, "canonical"))
    offprint_evidence_add (evidence, OFFPRINT_FIELD_URL, OFFPRINT_EVIDENCE_REL, node, href);
  else if (has_word (rel, "license") || has_word (rel, "copyright"))
    offprint_evidence_add (evidence, OFFPRINT_FIELD_RIGHTS, OFFPRINT_EVIDENCE_REL, node, href);
}

static void
take_title (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  if (offprint_evidence_get (evidence, OFFPRINT_FIELD_TITLE, OFFPRINT_EVIDENCE_TITLE) != NULL
      || offprint_page_find_ancestor (page, node, OFFPRINT_TAG_SVG) != 0)
    return;
  g_autofree char *title = offprint_page_get_text (page, node, 2000);
  offprint_evidence_add (evidence, OFFPRINT_FIELD_TITLE, OFFPRINT_EVIDENCE_TITLE, node, title);
}

/**
 * offprint_evidence_find_head:
 * @page: a page
 * @evidence: where to add
 *
 * Adds what `meta`, `link`, `title` and `html lang` claim, wherever in the page they stand.
 */
void
offprint_evidence_find_head (const OffprintPage *page, OffprintEvidence *evidence)
{
  const char *language = offprint_page_get_attribute (page, page->html, OFFPRINT_ATTRIBUTE_LANG);
  offprint_evidence_add (evidence, OFFPRINT_FIELD_LANGUAGE, OFFPRINT_EVIDENCE_ELEMENT, page->html, language);
  for (guint32 n = 1; n < page->n_nodes; n++)
    {
      if (page->nodes[n].tag == OFFPRINT_TAG_META)
        take_meta (page, n, evidence);
      else if (page->nodes[n].tag == OFFPRINT_TAG_LINK)
        take_link (page, n, evidence);
      else if (page->nodes[n].tag == OFFPRINT_TAG_TITLE)
        take_title (page, n, evidence);
    }
}
