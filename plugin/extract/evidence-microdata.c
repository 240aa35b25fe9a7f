/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims of microdata: `itemprop` of an article, in the body of the page. */
#include "extract/evidence-finders.h"

#include <string.h>

#define PROPERTIES_MAX 500
#define NAME_REACH 200 /* nodes */

typedef struct
{
  const char *name;
  OffprintField field;
  gboolean named; /* the value is a thing: its name is asked for */
} PropertyInfo;

static const PropertyInfo properties[] = {
  { "headline", OFFPRINT_FIELD_TITLE, FALSE },
  { "author", OFFPRINT_FIELD_AUTHORS, TRUE },
  { "creator", OFFPRINT_FIELD_AUTHORS, TRUE },
  { "publisher", OFFPRINT_FIELD_PUBLISHER, TRUE },
  { "sourceOrganization", OFFPRINT_FIELD_AGENCY, TRUE },
  { "datePublished", OFFPRINT_FIELD_PUBLISHED, FALSE },
  { "dateModified", OFFPRINT_FIELD_MODIFIED, FALSE },
  { "articleSection", OFFPRINT_FIELD_SECTION, FALSE },
  { "inLanguage", OFFPRINT_FIELD_LANGUAGE, FALSE },
  { "license", OFFPRINT_FIELD_RIGHTS, FALSE },
};

/* The type of the thing that the property belongs to; NULL when it is not said. */
static const char *
find_type (const OffprintPage *page, guint32 node)
{
  for (guint32 n = page->nodes[node].parent; n != 0; n = page->nodes[n].parent)
    if (offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_ITEMTYPE) != NULL)
      return offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_ITEMTYPE);
  return NULL;
}

static gboolean
is_article_type (const char *type)
{
  static const char *const others[]
      = { "Comment",     "Person",      "Organization", "Product",  "Offer",    "Event",
          "ImageObject", "VideoObject", "WPSideBar",    "WPFooter", "WPHeader", "SiteNavigationElement",
          "Review" };
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (type, others[i]))
      return FALSE;
  return TRUE;
}

static guint32
find_name (const OffprintPage *page, guint32 node)
{
  for (guint32 n = node + 1; n < MIN (page->nodes[node].end, node + NAME_REACH); n++)
    {
      const char *property = offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_ITEMPROP);
      if (property != NULL && strcmp (property, "name") == 0)
        return n;
    }
  return node;
}

static void
add_value (const OffprintPage *page, guint32 node, OffprintField field, OffprintEvidence *evidence)
{
  const char *value = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CONTENT);
  if (value == NULL && (field == OFFPRINT_FIELD_PUBLISHED || field == OFFPRINT_FIELD_MODIFIED))
    value = offprint_page_get_attribute (page, node,
                                         page->nodes[node].tag == OFFPRINT_TAG_ABBR ? OFFPRINT_ATTRIBUTE_TITLE
                                                                                    : OFFPRINT_ATTRIBUTE_DATETIME);
  if (value == NULL && field == OFFPRINT_FIELD_RIGHTS)
    value = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_HREF);
  g_autofree char *text = value == NULL ? offprint_page_get_text (page, node, 500) : NULL;
  offprint_evidence_add (evidence, field, OFFPRINT_EVIDENCE_MICRODATA, node, value != NULL ? value : text);
}

/* One element may have several properties. */
static void
take (const OffprintPage *page, guint32 node, const char *names, OffprintEvidence *evidence)
{
  g_auto (GStrv) list = g_strsplit (names, " ", 6);
  for (gsize i = 0; list[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (properties); j++)
      if (strcmp (list[i], properties[j].name) == 0)
        add_value (page, properties[j].named ? find_name (page, node) : node, properties[j].field, evidence);
}

/**
 * offprint_evidence_find_microdata:
 * @page: a page
 * @evidence: where to add
 *
 * Adds what the properties of the article claim; those of comments, persons, pictures are about something else.
 */
void
offprint_evidence_find_microdata (const OffprintPage *page, OffprintEvidence *evidence)
{
  guint taken = 0;
  for (guint32 n = page->body; n < page->n_nodes && taken < PROPERTIES_MAX; n++)
    {
      const char *names = offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_ITEMPROP);
      if (names == NULL)
        continue;
      taken++;
      if (is_article_type (find_type (page, n)))
        take (page, n, names, evidence);
    }
}
