/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A citation in Markdown: Jane Doe: [Otters return](https://...). *Thames Courier*, 2022-01-27. What an article says
 * must come out as text, whatever marks are in it: a title may be "*Three* [sic] `stars`". */
#include "desktop/citation-private.h"

#include <string.h>

/* Punctuation with a meaning somewhere inside a line, in CommonMark or its common extensions (tables, mathematics,
 * struck text). Any ASCII punctuation may have a backslash before it. */
#define INLINE_MARKS "\\`*_[]<>&~|$"

/* Where a line begins, more has a meaning: `# `, `- `, `+ `, `1. `, `1) `, `===`. */
#define LINE_MARKS "#-+="

/* Characters of an address that would end the link or be changed inside it; they mean the same when they are escaped.
 */
#define ADDRESS_MARKS "()<>\"\\` "

static void
append_text (GString *markdown, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (INLINE_MARKS, *p) != NULL)
        g_string_append_c (markdown, '\\');
      g_string_append_c (markdown, *p);
    }
}

static void
append_line_start (GString *markdown, const char *text)
{
  gsize digits = strspn (text, "0123456789");
  if (digits > 0 && text[digits] != '\0' && strchr (".)", text[digits]) != NULL)
    {
      g_string_append_len (markdown, text, digits);
      g_string_append_c (markdown, '\\');
      text += digits;
    }
  else if (*text != '\0' && strchr (LINE_MARKS, *text) != NULL)
    g_string_append_c (markdown, '\\');
  append_text (markdown, text);
}

/* `&copy;` in an address would become a sign; a bare `&` stays what it is. */
static gboolean
is_entity (const char *text)
{
  gsize length = strspn (text + 1, "#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  return length > 0 && text[1 + length] == ';';
}

static void
append_address (GString *markdown, const char *url)
{
  for (const char *p = url; *p != '\0'; p++)
    if (strchr (ADDRESS_MARKS, *p) != NULL)
      g_string_append_printf (markdown, "%%%02X", (guchar) *p);
    else
      g_string_append_printf (markdown, "%c%s", *p, *p == '&' && is_entity (p) ? "amp;" : "");
}

static void
append_creators (GString *markdown, const OffprintRecord *record)
{
  const char *agency[2];
  for (const char *const *creator = citation_get_creators (record, agency); *creator != NULL; creator++)
    {
      if (markdown->len == 0)
        append_line_start (markdown, *creator);
      else
        append_text (markdown, *creator);
      g_string_append (markdown, creator[1] != NULL ? ", " : ": ");
    }
}

static void
append_title (GString *markdown, const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  g_autofree char *title = citation_get_title (record);
  if (url == NULL)
    {
      g_string_append (markdown, "“");
      append_text (markdown, title);
      g_string_append (markdown, "”.");
      return;
    }
  g_string_append_c (markdown, '[');
  append_text (markdown, title);
  g_string_append (markdown, "](");
  append_address (markdown, url);
  g_string_append (markdown, ").");
}

char *
citation_format_markdown (const OffprintRecord *record)
{
  char date_text[OFFPRINT_DATE_BUFFER];
  OffprintDate date;
  const char *publisher = citation_get_publisher (record);
  gboolean has_date = citation_get_date (record, &date);
  g_autoptr (GString) markdown = g_string_new (NULL);
  append_creators (markdown, record);
  append_title (markdown, record);
  if (publisher != NULL)
    {
      g_string_append (markdown, " *");
      append_text (markdown, publisher);
      g_string_append_c (markdown, '*');
    }
  if (has_date)
    g_string_append_printf (markdown, "%s %s", publisher != NULL ? "," : "", offprint_date_format (&date, date_text));
  if (publisher != NULL || has_date)
    g_string_append_c (markdown, '.');
  return g_string_free (g_steal_pointer (&markdown), FALSE);
}
