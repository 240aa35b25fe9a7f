/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims of the programs that save pages: where the page was fetched, and when. */
#include "extract/evidence-finders.h"
#include "extract/address.h"

#include "core/date.h"

#include <string.h>

#define SAVER OFFPRINT_EVIDENCE_SAVER

/* Returns: (transfer full) (nullable): what stands after @key up to the end of its line */
static char *
read_line (const char *text, const char *key)
{
  const char *found = strstr (text, key);
  if (found == NULL)
    return NULL;
  found += strlen (key);
  return g_strstrip (g_strndup (found, strcspn (found, "\r\n")));
}

/* Returns: (transfer full) (nullable): what stands after @key up to @stop */
static char *
read_until (const char *text, const char *key, const char *stop)
{
  const char *found = strstr (text, key);
  const char *end = found != NULL ? strstr (found + strlen (key), stop) : NULL;
  if (end == NULL)
    return NULL;
  found += strlen (key);
  return g_strstrip (g_strndup (found, (gsize) (end - found)));
}

static void
add_url (OffprintEvidence *evidence, const char *url)
{
  g_autofree char *inner = url != NULL ? offprint_address_unwrap (url) : NULL;
  g_autofree char *whole = inner != NULL ? offprint_address_resolve (inner, NULL) : NULL;
  offprint_evidence_add (evidence, OFFPRINT_FIELD_URL, SAVER, 0, whole);
}

static void
add_date (OffprintEvidence *evidence, const OffprintDate *date)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  offprint_evidence_add (evidence, OFFPRINT_FIELD_SAVED, SAVER, 0, offprint_date_format (date, buffer));
}

static void
add_any_date (OffprintEvidence *evidence, const char *text)
{
  OffprintDate date;
  if (text != NULL && (offprint_date_parse_javascript (text, &date) || offprint_date_parse (text, NULL, &date)))
    add_date (evidence, &date);
}

/* SingleFile: a heading, then the lines "url:" and "saved date:" */
static void
read_single_file (const char *comment, OffprintEvidence *evidence)
{
  if (strstr (comment, "SingleFile") == NULL)
    return;
  g_autofree char *url = read_line (comment, "url:");
  g_autofree char *date = read_line (comment, "saved date:");
  add_url (evidence, url);
  add_any_date (evidence, date);
}

/* Chrome, Edge, Internet Explorer: "saved from url=(0043)https://..."; the number is not always right */
static void
read_browser (const char *comment, OffprintEvidence *evidence)
{
  const char *found = strstr (comment, "saved from url=(");
  const char *url = found != NULL ? strchr (found, ')') : NULL;
  if (url == NULL)
    return;
  g_autofree char *line = g_strndup (url + 1, strcspn (url + 1, " \t\r\n"));
  add_url (evidence, line);
}

static void
read_monolith (const char *comment, OffprintEvidence *evidence)
{
  if (strstr (comment, "monolith") == NULL)
    return;
  g_autofree char *url = read_until (comment, "Saved from ", " at ");
  g_autofree char *date = read_until (comment, " at ", " using ");
  add_url (evidence, url);
  add_any_date (evidence, date);
}

/* "Mirrored from example.org/page.html by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 24 Sep 2025 10:11:12 GMT" */
static void
read_httrack (const char *comment, OffprintEvidence *evidence)
{
  g_autofree char *where = read_until (comment, "Mirrored from ", " by HTTrack");
  if (where == NULL)
    return;
  g_autofree char *url = strstr (where, "://") != NULL ? g_strdup (where) : g_strconcat ("http://", where, NULL);
  add_url (evidence, url);
  const char *after = strstr (comment, "], ");
  OffprintDate date;
  if (after != NULL && offprint_date_parse_rfc2822 (after + 3, &date))
    add_date (evidence, &date);
}

/* "FILE ARCHIVED ON 14:30:15 Jan 05, 2020 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 12:00:00 Mar 03, 2024." */
static void
read_wayback (const char *comment, OffprintEvidence *evidence)
{
  g_autofree char *when = read_until (comment, "INTERNET ARCHIVE ON ", ".");
  const char *day = when != NULL ? strchr (when, ' ') : NULL;
  OffprintDate date;
  if (day != NULL && offprint_date_parse_written (day + 1, "en", &date))
    add_date (evidence, &date);
}

static void
read_comments (const OffprintPage *page, OffprintEvidence *evidence)
{
  for (guint i = 0; i < page->comments->len; i++)
    {
      const char *comment = g_ptr_array_index (page->comments, i);
      read_single_file (comment, evidence);
      read_browser (comment, evidence);
      read_monolith (comment, evidence);
      read_httrack (comment, evidence);
      read_wayback (comment, evidence);
    }
}

/* Save Page WE */
static void
read_meta (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  const char *name = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_NAME);
  const char *content = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CONTENT);
  if (name == NULL || content == NULL)
    return;
  if (strcmp (name, "savepage-url") == 0)
    add_url (evidence, content);
  else if (strcmp (name, "savepage-title") == 0)
    offprint_evidence_add (evidence, OFFPRINT_FIELD_TITLE, OFFPRINT_EVIDENCE_META_LOOSE, node, content);
  else if (strcmp (name, "savepage-date") == 0)
    add_any_date (evidence, content);
}

/* The bars that web archives put above a page know its address. */
static void
read_archive_bar (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  const char *id = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_ID);
  const char *name = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_NAME);
  const char *value = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_VALUE);
  if (id != NULL && strcmp (id, "wmtbURL") == 0)
    add_url (evidence, value);
  else if (name != NULL && strcmp (name, "q") == 0 && value != NULL && g_str_has_prefix (value, "http"))
    {
      for (guint32 n = node; n != 0; n = page->nodes[n].parent)
        if (g_strcmp0 (offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_ID), "HEADER") == 0)
          add_url (evidence, value);
    }
}

/* Firefox's reader view, saved */
static void
read_reader_view (const OffprintPage *page, guint32 node, OffprintEvidence *evidence)
{
  const char *class = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CLASS);
  if (class == NULL || strstr (class, "reader-") == NULL)
    return;
  if (strstr (class, "reader-domain") != NULL)
    add_url (evidence, offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_HREF));
  if (strstr (class, "reader-credits") == NULL)
    return;
  g_autofree char *text = offprint_page_get_text (page, node, 500);
  offprint_evidence_add (evidence, OFFPRINT_FIELD_AUTHORS, OFFPRINT_EVIDENCE_BYLINE, node, text);
}

/**
 * offprint_evidence_find_saver:
 * @page: a page
 * @evidence: where to add
 *
 * Adds where and when the page was saved, as SingleFile, monolith, Save Page WE, browsers, HTTrack, the Wayback
 * Machine, archive.today and Firefox's reader view note it.
 */
void
offprint_evidence_find_saver (const OffprintPage *page, OffprintEvidence *evidence)
{
  read_comments (page, evidence);
  for (guint32 n = 1; n < page->n_nodes; n++)
    switch (page->nodes[n].tag)
      {
      case OFFPRINT_TAG_META:
        read_meta (page, n, evidence);
        break;
      case OFFPRINT_TAG_INPUT:
        read_archive_bar (page, n, evidence);
        break;
      case OFFPRINT_TAG_A:
      case OFFPRINT_TAG_DIV:
        read_reader_view (page, n, evidence);
        break;
      default:
        break;
      }
}
