/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A citation as an entry of a BibTeX file. Three readers have to understand it alike: BibTeX, which counts braces and
 * changes the case of titles; biber, which knows UTF-8; LaTeX, for which ten characters mean something. Non-ASCII stays
 * UTF-8: all three of today read it. */
#include "desktop/citation-private.h"

#include <string.h>

/* Braces by name, not as `\{`: BibTeX counts those too, and an odd one would swallow the rest of the file. */
static const char *
escape_character (char c)
{
  switch (c)
    {
    case '&':
      return "\\&";
    case '%':
      return "\\%";
    case '$':
      return "\\$";
    case '#':
      return "\\#";
    case '_':
      return "\\_";
    case '{':
      return "\\textbraceleft{}";
    case '}':
      return "\\textbraceright{}";
    case '~':
      return "\\textasciitilde{}";
    case '^':
      return "\\textasciicircum{}";
    case '\\':
      return "\\textbackslash{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '`':
      return "\\textasciigrave{}";
    case '"':
      return "{\"}"; /* bare, it makes umlauts in a German document */
    default:
      return NULL;
    }
}

/* Two of these in a row are another character to TeX: a dash, a quotation mark. */
static gboolean
is_ligature (const char *p)
{
  return p[0] == p[1] && strchr ("-,'", p[0]) != NULL;
}

static void
append_escaped (GString *bibtex, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p++)
    {
      const char *escape = escape_character (*p);
      if (escape != NULL)
        g_string_append (bibtex, escape);
      else
        g_string_append_c (bibtex, *p);
      if (p + 1 < text + length && is_ligature (p))
        g_string_append (bibtex, "{}");
    }
}

static gboolean
has_capital (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (g_unichar_isupper (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Styles make titles lower-case but for their first letter: words with capitals need braces, or "the Thames" is "the
 * thames". A group that begins with a backslash is an accented letter to BibTeX, and is changed all the same: hence two
 * pairs. */
static void
append_title_word (GString *bibtex, const char *word, gsize length, gboolean first)
{
  gsize initial = first ? g_utf8_next_char (word) - word : 0;
  if (!has_capital (word + initial, length - initial))
    {
      append_escaped (bibtex, word, length);
      return;
    }
  g_autoptr (GString) escaped = g_string_new (NULL);
  append_escaped (escaped, word, length);
  gboolean looks_accented = escaped->str[0] == '\\';
  g_string_append_printf (bibtex, "%s%s%s", looks_accented ? "{{" : "{", escaped->str, looks_accented ? "}}" : "}");
}

static void
append_title (GString *bibtex, const OffprintRecord *record)
{
  g_autofree char *title = citation_get_title (record);
  const char *word = title;
  g_string_append (bibtex, "  title = {");
  while (*word != '\0')
    {
      gsize length = strcspn (word, " ");
      append_title_word (bibtex, word, length, word == title);
      word += length;
      if (*word == ' ')
        {
          g_string_append_c (bibtex, ' ');
          word++;
        }
    }
  g_string_append (bibtex, "},\n");
}

static void
append_field (GString *bibtex, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (bibtex, "  %s = {", name);
  append_escaped (bibtex, value, strlen (value));
  g_string_append (bibtex, "},\n");
}

/* Several persons are joined by the word "and", and commas part surname and forename. A name with either in it is one
 * whole, as are those of papers and agencies, which have no surname. */
static gboolean
is_whole_name (const char *name, const OffprintRecord *record)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);
  return strchr (name, ',') != NULL || strstr (folded, " and ") != NULL || g_str_equal (folded, "others")
         || g_strcmp0 (name, offprint_record_get (record, OFFPRINT_FIELD_AGENCY)) == 0
         || g_strcmp0 (name, offprint_record_get (record, OFFPRINT_FIELD_PUBLISHER)) == 0;
}

static void
append_authors (GString *bibtex, const OffprintRecord *record)
{
  const char *agency[2];
  const char *const *creators = citation_get_creators (record, agency);
  if (creators[0] == NULL)
    return;
  g_string_append (bibtex, "  author = {");
  for (const char *const *creator = creators; *creator != NULL; creator++)
    {
      gboolean whole = is_whole_name (*creator, record);
      g_string_append_printf (bibtex, "%s%s", creator > creators ? " and " : "", whole ? "{" : "");
      append_escaped (bibtex, *creator, strlen (*creator));
      g_string_append (bibtex, whole ? "}" : "");
    }
  g_string_append (bibtex, "},\n");
}

/* Year and month are what BibTeX knows; biblatex reads the day too. */
static void
append_date (GString *bibtex, const OffprintRecord *record)
{
  static const char *const months[]
      = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
  OffprintDate date;
  if (!citation_get_date (record, &date))
    return;
  g_string_append_printf (bibtex, "  year = {%04d},\n", date.year);
  if (date.precision >= OFFPRINT_PRECISION_MONTH)
    g_string_append_printf (bibtex, "  month = %s,\n", months[date.month - 1]);
  if (date.precision >= OFFPRINT_PRECISION_DAY)
    g_string_append_printf (bibtex, "  day = {%d},\n", date.day);
}

/* Addresses are read as they stand, so that LaTeX's characters keep their own meaning; only what would end the field is
 * escaped, in the address's own way. */
static void
append_url (GString *bibtex, const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  if (url == NULL)
    return;
  g_string_append (bibtex, "  url = {");
  for (const char *p = url; *p != '\0'; p++)
    g_string_append_printf (bibtex, strchr ("{}\\ \"<>^`|", *p) != NULL ? "%%%02X" : "%c", (guchar) *p);
  g_string_append (bibtex, "},\n");
}

/* When the page was as it is cited: the day that the copy was saved. */
static void
append_day_of_saving (GString *bibtex, const OffprintRecord *record)
{
  const char *saved = offprint_record_get (record, OFFPRINT_FIELD_SAVED);
  OffprintDate date;
  if (saved != NULL && offprint_record_get (record, OFFPRINT_FIELD_URL) != NULL
      && offprint_date_parse_iso8601 (saved, &date) && date.precision >= OFFPRINT_PRECISION_DAY)
    g_string_append_printf (bibtex, "  urldate = {%04d-%02d-%02d},\n", date.year, date.month, date.day);
}

char *
citation_format_bibtex (const OffprintRecord *record)
{
  const char *publisher = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHER);
  g_autofree char *key = citation_make_key (record);
  g_autoptr (GString) bibtex = g_string_new (NULL);
  g_string_append_printf (bibtex, "@%s{%s,\n", publisher != NULL ? "article" : "misc", key);
  append_authors (bibtex, record);
  append_title (bibtex, record);
  append_field (bibtex, "journal", publisher);
  append_date (bibtex, record);
  append_field (bibtex, "language", offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE));
  append_url (bibtex, record);
  append_day_of_saving (bibtex, record);
  g_string_append_c (bibtex, '}');
  return g_string_free (g_steal_pointer (&bibtex), FALSE);
}
