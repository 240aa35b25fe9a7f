/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything is escaped: nothing of what the publisher wrote is markup here. */
#include "cli/article-page.h"

#include "core/date.h"

static const struct
{
  OffprintField field;
  const char *name;
} metas[] = {
  { OFFPRINT_FIELD_AUTHORS, "author" },     { OFFPRINT_FIELD_DESCRIPTION, "description" },
  { OFFPRINT_FIELD_KEYWORDS, "keywords" },  { OFFPRINT_FIELD_PUBLISHED, "date" },
  { OFFPRINT_FIELD_PUBLISHER, "publisher" }, { OFFPRINT_FIELD_AGENCY, "agency" },
  { OFFPRINT_FIELD_SECTION, "section" },    { OFFPRINT_FIELD_PLACE, "place" },
  { OFFPRINT_FIELD_RIGHTS, "copyright" },   { OFFPRINT_FIELD_COMMENT, "comment" },
};

/* @before, @after: markup around the value */
static void
add (GString *page, const char *before, const char *value, const char *after)
{
  g_autofree char *escaped = value != NULL && *value != '\0' ? g_markup_escape_text (value, -1) : NULL;
  if (escaped != NULL)
    g_string_append_printf (page, "%s%s%s", before, escaped, after);
}

static void
add_meta (GString *page, const OffprintRecord *record, OffprintField field, const char *name)
{
  g_autofree char *joined
      = offprint_schema_get (field)->kind == OFFPRINT_KIND_LIST ? offprint_record_join_list (record, field) : NULL;
  g_autofree char *before = g_strdup_printf ("<meta name=\"%s\" content=\"", name);
  add (page, before, joined != NULL ? joined : offprint_record_get (record, field), "\">\n");
}

/* `created` is what omindex reads. It takes any time of day for UTC, whatever stands behind it. */
static void
add_created (GString *page, const OffprintRecord *record)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  OffprintDate date;
  if (published == NULL || !offprint_date_parse_iso8601 (published, &date))
    return;
  if (date.has_offset)
    offprint_date_from_unix (offprint_date_to_unix (&date), &date);
  add (page, "<meta name=\"created\" content=\"", offprint_date_format (&date, buffer), "\">\n");
}

static void
add_head (GString *page, const OffprintRecord *record)
{
  g_string_append (page, "<head>\n<meta charset=\"utf-8\">\n");
  add (page, "<title>", offprint_record_get (record, OFFPRINT_FIELD_TITLE), "</title>\n");
  for (gsize i = 0; i < G_N_ELEMENTS (metas); i++)
    add_meta (page, record, metas[i].field, metas[i].name);
  add_created (page, record);
  add (page, "<link rel=\"canonical\" href=\"", offprint_record_get (record, OFFPRINT_FIELD_URL), "\">\n");
  g_string_append (page, "</head>\n");
}

static void
add_body (GString *page, const OffprintRecord *record)
{
  const char *text = offprint_record_get (record, OFFPRINT_FIELD_TEXT);
  g_auto (GStrv) paragraphs = g_strsplit (text != NULL ? text : "", "\n\n", -1);
  g_string_append (page, "<body>\n");
  add (page, "<h1>", offprint_record_get (record, OFFPRINT_FIELD_TITLE), "</h1>\n");
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    add (page, "<p>", paragraphs[i], "</p>\n");
  g_string_append (page, "</body>\n");
}

/**
 * article_page_make:
 * @record: a record
 *
 * Returns: (transfer full): a page in UTF-8
 */
char *
article_page_make (const OffprintRecord *record)
{
  GString *page = g_string_new ("<!DOCTYPE html>\n<html");
  add (page, " lang=\"", offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE), "\"");
  g_string_append (page, ">\n");
  add_head (page, record);
  add_body (page, record);
  g_string_append (page, "</html>\n");
  return g_string_free (page, FALSE);
}
