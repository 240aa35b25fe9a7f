/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article is known by its title and where it appeared; where something is not known, the next best takes its place:
 * the file's name, the site, the day on which it was saved. */
#include "desktop/presentation.h"

#include "core/i18n.h"
#include "core/text.h"
#include "desktop/date-line.h"
#include "desktop/line.h"

#include <string.h>

#define TITLE_MAX_CHARS 200
#define NAME_MAX_CHARS 80
#define AUTHORS_SHOWN 3
/* Between the parts of a byline, and before what the article says itself */
#define BYLINE_SEPARATOR " · "
#define SNIPPET_SEPARATOR " — "
/* A snippet that has no room starts so few characters before the first word that was found. */
#define LEAD_CHARS 12
#define ELLIPSIS "…"

static char *
make_line (const OffprintRecord *record, OffprintField field, gsize max_chars)
{
  const char *value = offprint_record_get (record, field);
  return offprint_line_new (value != NULL ? value : "", max_chars);
}

/* Of a member of a container, the member's */
static char *
make_file_name (const OffprintRecord *record)
{
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  const char *member = offprint_record_get (record, OFFPRINT_FIELD_MEMBER);
  g_autofree char *name = g_path_get_basename (member != NULL ? member : path != NULL ? path : "");
  return offprint_line_new (name, TITLE_MAX_CHARS);
}

/**
 * offprint_presentation_get_title:
 * @record: an article
 *
 * Returns: (transfer full): its title; without one, the name of its file. Not empty
 */
char *
offprint_presentation_get_title (const OffprintRecord *record)
{
  g_autofree char *title = make_line (record, OFFPRINT_FIELD_TITLE, TITLE_MAX_CHARS);
  return *title != '\0' ? g_steal_pointer (&title) : make_file_name (record);
}

static char *
get_site (const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return g_strdup ("");
  return offprint_line_new (g_str_has_prefix (host, "www.") ? host + strlen ("www.") : host, NAME_MAX_CHARS);
}

/**
 * offprint_presentation_get_publisher:
 * @record: an article
 *
 * Returns: (transfer full): who published it: publisher, else the site, else the agency; perhaps empty
 */
char *
offprint_presentation_get_publisher (const OffprintRecord *record)
{
  g_autofree char *publisher = make_line (record, OFFPRINT_FIELD_PUBLISHER, NAME_MAX_CHARS);
  if (*publisher != '\0')
    return g_steal_pointer (&publisher);
  g_autofree char *site = get_site (record);
  return *site != '\0' ? g_steal_pointer (&site) : make_line (record, OFFPRINT_FIELD_AGENCY, NAME_MAX_CHARS);
}

/**
 * offprint_presentation_get_authors:
 * @record: an article
 *
 * Returns: (transfer full): the first three authors, an ellipsis for others; perhaps empty
 */
char *
offprint_presentation_get_authors (const OffprintRecord *record)
{
  const char *const *authors = offprint_record_get_list (record, OFFPRINT_FIELD_AUTHORS);
  GString *line = g_string_new (NULL);
  for (gsize i = 0; authors[i] != NULL && i <= AUTHORS_SHOWN; i++)
    {
      g_autofree char *author = offprint_line_new (i < AUTHORS_SHOWN ? authors[i] : ELLIPSIS, NAME_MAX_CHARS);
      g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", author);
    }
  return g_string_free (line, FALSE);
}

/**
 * offprint_presentation_get_date:
 * @record: an article
 *
 * Returns: (transfer full): when it was published, in the locale of this process, no more precise than it is known;
 * else when it was saved, with a word that says so; perhaps empty
 */
char *
offprint_presentation_get_date (const OffprintRecord *record)
{
  g_autofree char *published = offprint_date_line_new (offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED));
  if (*published != '\0')
    return g_steal_pointer (&published);
  g_autofree char *saved = offprint_date_line_new (offprint_record_get (record, OFFPRINT_FIELD_SAVED));
  /* Translators: a date that is only that of saving, as in "saved 27 January 2022" */
  return *saved != '\0' ? g_strdup_printf (_("saved %s"), saved) : g_steal_pointer (&saved);
}

/**
 * offprint_presentation_get_byline:
 * @record: an article
 * @parts: what it shows
 *
 * Returns: (transfer full): where it appeared, perhaps by whom, and when; perhaps empty
 */
char *
offprint_presentation_get_byline (const OffprintRecord *record, OffprintBylineParts parts)
{
  g_autofree char *publisher = offprint_presentation_get_publisher (record);
  g_autofree char *authors
      = (parts & OFFPRINT_BYLINE_AUTHORS) != 0 ? offprint_presentation_get_authors (record) : g_strdup ("");
  g_autofree char *date = offprint_presentation_get_date (record);
  const char *const lines[] = { publisher, authors, date, NULL };
  return offprint_line_join (lines, BYLINE_SEPARATOR);
}

/**
 * offprint_presentation_get_location:
 * @record: an article
 *
 * Returns: (transfer full): the path of its file, for a person to read, and the member of a container
 */
char *
offprint_presentation_get_location (const OffprintRecord *record)
{
  g_autofree char *path = make_line (record, OFFPRINT_FIELD_PATH, 0);
  g_autofree char *member = make_line (record, OFFPRINT_FIELD_MEMBER, 0);
  const char *const parts[] = { path, member, NULL };
  return offprint_line_join (parts, " | ");
}

static void
append_printable (GString *line, const char *text, gsize length)
{
  g_autofree char *piece = g_strndup (text, MIN (length, strlen (text)));
  g_autofree char *printable = offprint_text_printable (piece);
  g_string_append (line, printable);
}

/* Returns: (transfer full): the snippet without what harms; @matches are where the words found are in it */
static GString *
clean_snippet (const OffprintHit *hit, GArray *matches)
{
  GString *line = g_string_new (NULL);
  const char *description = offprint_record_get (hit->record, OFFPRINT_FIELD_DESCRIPTION);
  gsize at = 0;
  if (*hit->snippet == '\0')
    append_printable (line, description != NULL ? description : "", G_MAXSIZE);
  for (gsize i = 0; i < hit->n_matches; i++)
    {
      append_printable (line, hit->snippet + at, hit->matches[i].start - at);
      OffprintMatch match = { line->len, line->len };
      append_printable (line, hit->snippet + hit->matches[i].start, hit->matches[i].end - hit->matches[i].start);
      match.end = line->len;
      if (match.end > match.start)
        g_array_append_val (matches, match);
      at = hit->matches[i].end;
    }
  append_printable (line, hit->snippet + at, strlen (hit->snippet + at));
  return line;
}

/* Returns: where a snippet starts that shows the first match soon */
static gsize
find_start (const GString *line, const GArray *matches)
{
  if (matches->len == 0)
    return 0;
  gsize match = g_array_index (matches, OffprintMatch, 0).start;
  const char *first = line->str + match, *at = first;
  for (guint i = 0; i < LEAD_CHARS && at > line->str; i++)
    at = g_utf8_prev_char (at);
  if (at == line->str)
    return 0;
  const char *space = memchr (at, ' ', (gsize) (first - at));
  return (gsize) ((space != NULL ? space + 1 : first) - line->str);
}

/* What lies outside of @length bytes from @start on is not shown; before it comes an ellipsis of @lead bytes. */
static void
move_matches (GArray *matches, gsize start, gsize length, gsize lead)
{
  guint kept = 0;
  for (guint i = 0; i < matches->len; i++)
    {
      OffprintMatch match = g_array_index (matches, OffprintMatch, i);
      if (match.start < start || match.end > start + length)
        continue;
      g_array_index (matches, OffprintMatch, kept++)
          = (OffprintMatch){ match.start - start + lead, match.end - start + lead };
    }
  g_array_set_size (matches, kept);
}

static char *
cut_snippet (const GString *line, GArray *matches, gsize max_chars)
{
  gsize start = find_start (line, matches);
  const char *lead = start > 0 && !g_str_has_prefix (line->str + start, ELLIPSIS) ? ELLIPSIS : "";
  gsize lead_chars = *lead != '\0' ? 1 : 0;
  g_autofree char *shown = offprint_text_truncate_words (line->str + start, max_chars - MIN (lead_chars, max_chars));
  gsize same = 0;
  while (shown[same] != '\0' && shown[same] == line->str[start + same])
    same++;
  move_matches (matches, start, same, strlen (lead));
  return g_strconcat (lead, shown, NULL);
}

/**
 * offprint_presentation_get_snippet:
 * @hit: a hit
 * @max_chars: the most characters that the line may have; then it starts near the first word that was found. 0: the
 *   whole snippet
 * @matches: (out) (optional) (transfer full) (element-type OffprintMatch): the words that were found, in order, in
 * bytes of the line
 *
 * Returns: (transfer full): what the article says there; of one without text its standfirst; perhaps empty
 */
char *
offprint_presentation_get_snippet (const OffprintHit *hit, gsize max_chars, GArray **matches)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (OffprintMatch));
  g_autoptr (GString) line = clean_snippet (hit, found);
  char *shown = max_chars > 0 && g_utf8_strlen (line->str, -1) > (glong) max_chars
                    ? cut_snippet (line, found, max_chars)
                    : g_strdup (line->str);
  if (matches != NULL)
    *matches = g_steal_pointer (&found);
  return shown;
}

/**
 * offprint_presentation_get_description:
 * @hit: a hit
 * @max_chars: about the most characters that its snippet may have
 *
 * Returns: (transfer full): all but the title on one line: publisher, date, what the article says from near the first
 *   word found on, since nobody knows how much of a row is left for it; perhaps empty
 */
char *
offprint_presentation_get_description (const OffprintHit *hit, gsize max_chars)
{
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (OffprintMatch));
  g_autoptr (GString) line = clean_snippet (hit, found);
  g_autofree char *snippet = cut_snippet (line, found, max_chars);
  const char *const parts[] = { byline, snippet, NULL };
  return offprint_line_join (parts, SNIPPET_SEPARATOR);
}

/**
 * offprint_presentation_get_icon:
 * @record: an article
 *
 * Returns: (transfer full): the icon of its type, by name
 */
GIcon *
offprint_presentation_get_icon (const OffprintRecord *record)
{
  const char *mime_type = offprint_record_get (record, OFFPRINT_FIELD_MIME_TYPE);
  g_autofree char *type = g_content_type_from_mime_type (mime_type != NULL ? mime_type : "text/html");
  return g_content_type_get_icon (type != NULL ? type : "text/html");
}

/**
 * offprint_presentation_get_icon_name:
 * @record: an article
 *
 * Returns: (transfer full): the best name of the icon of its type, for those who take only one
 */
char *
offprint_presentation_get_icon_name (const OffprintRecord *record)
{
  g_autoptr (GIcon) icon = offprint_presentation_get_icon (record);
  const char *const *names = G_IS_THEMED_ICON (icon) ? g_themed_icon_get_names (G_THEMED_ICON (icon)) : NULL;
  return g_strdup (names != NULL && *names != NULL ? *names : "text-html");
}
