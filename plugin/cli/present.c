/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that comes out of a page is made printable first, whatever the format but JSON, which escapes it. */
#include "cli/present.h"

#include "cli/terminal.h"

#include "core/text.h"
#include "desktop/line.h"
#include "desktop/presentation.h"

#include <string.h>
#include <unistd.h>

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define MARK "\033[1;33m"
#define RESET "\033[0m"
/* Around matches where there is no colour */
#define MARK_START "[["
#define MARK_END "]]"

static char *
get_printable (const OffprintRecord *record, OffprintField field)
{
  const char *value = offprint_record_get (record, field);
  return offprint_text_printable (value != NULL ? value : "");
}

static char *
get_printable_list (const OffprintRecord *record, OffprintField field)
{
  g_autofree char *joined = offprint_record_join_list (record, field);
  return offprint_text_printable (joined);
}

static char *
get_day (const OffprintRecord *record)
{
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  return g_strndup (published != NULL ? published : "", 10);
}

static void
append_printable (GString *line, const char *text, gsize length)
{
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *printable = offprint_text_printable (piece);
  g_string_append (line, printable);
}

static char *
mark_snippet (const OffprintHit *hit, const char *start, const char *end)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize at = 0;
  for (gsize i = 0; i < hit->n_matches; i++)
    {
      const OffprintMatch *match = &hit->matches[i];
      append_printable (line, hit->snippet + at, match->start - at);
      g_string_append (line, start);
      append_printable (line, hit->snippet + match->start, match->end - match->start);
      g_string_append (line, end);
      at = match->end;
    }
  append_printable (line, hit->snippet + at, strlen (hit->snippet + at));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
present_text (const OffprintHit *hit, gboolean colour)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_AUTHORS);
  g_autofree char *location = offprint_presentation_get_location (hit->record);
  g_autofree char *snippet = mark_snippet (hit, colour ? MARK : MARK_START, colour ? RESET : MARK_END);
  command_print ("%u. %s%s%s%s\n", hit->rank, colour ? BOLD : "", title, colour ? RESET : "",
                 hit->near_duplicate ? _(" (near-duplicate)") : "");
  if (*byline != '\0')
    command_print ("   %s\n", byline);
  if (*snippet != '\0')
    command_print ("   %s\n", snippet);
  command_print ("   %s%s%s", colour ? DIM : "", location, colour ? RESET : "");
  if (hit->duplicates > 0)
    command_print (ngettext (" (and %u near-duplicate)", " (and %u near-duplicates)", hit->duplicates),
                   hit->duplicates);
  command_print ("\n");
}

static const OffprintField json_fields[] = {
  OFFPRINT_FIELD_PATH,     OFFPRINT_FIELD_MEMBER,    OFFPRINT_FIELD_TITLE,  OFFPRINT_FIELD_DESCRIPTION,
  OFFPRINT_FIELD_AUTHORS,  OFFPRINT_FIELD_PUBLISHER, OFFPRINT_FIELD_AGENCY, OFFPRINT_FIELD_PUBLISHED,
  OFFPRINT_FIELD_MODIFIED, OFFPRINT_FIELD_SAVED,     OFFPRINT_FIELD_URL,    OFFPRINT_FIELD_LANGUAGE,
  OFFPRINT_FIELD_SECTION,  OFFPRINT_FIELD_KEYWORDS,  OFFPRINT_FIELD_COMMENT, OFFPRINT_FIELD_PLACE,
  OFFPRINT_FIELD_MIME_TYPE, OFFPRINT_FIELD_WORDS,
};

static void
add_matches (JsonBuilder *json, const OffprintHit *hit)
{
  json_builder_set_member_name (json, "matches");
  json_builder_begin_array (json);
  for (gsize i = 0; i < hit->n_matches; i++)
    {
      json_builder_begin_array (json);
      json_builder_add_int_value (json, (gint64) hit->matches[i].start);
      json_builder_add_int_value (json, (gint64) hit->matches[i].end);
      json_builder_end_array (json);
    }
  json_builder_end_array (json);
}

static void
present_json (const OffprintHit *hit, gboolean colour)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "rank");
  json_builder_add_int_value (json, hit->rank);
  json_builder_set_member_name (json, "score");
  json_builder_add_double_value (json, hit->score);
  offprint_record_add_json (hit->record, json, json_fields, G_N_ELEMENTS (json_fields));
  json_builder_set_member_name (json, "snippet");
  json_builder_add_string_value (json, hit->snippet);
  add_matches (json, hit);
  json_builder_set_member_name (json, "duplicates");
  json_builder_add_int_value (json, hit->duplicates);
  json_builder_set_member_name (json, "near_duplicate");
  json_builder_add_boolean_value (json, hit->near_duplicate);
  json_builder_end_object (json);
  command_print_json (json);
}

static void
present_tsv (const OffprintHit *hit, gboolean colour)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *authors = get_printable_list (hit->record, OFFPRINT_FIELD_AUTHORS);
  g_autofree char *publisher = get_printable (hit->record, OFFPRINT_FIELD_PUBLISHER);
  g_autofree char *day = get_day (hit->record);
  g_autofree char *url = get_printable (hit->record, OFFPRINT_FIELD_URL);
  g_autofree char *location = offprint_presentation_get_location (hit->record);
  g_autofree char *snippet = mark_snippet (hit, "", "");
  command_print ("%u\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", hit->rank, location, title, authors, publisher, day, url, snippet);
}

/* What opens the file: its path, or a URI where the path can't be written on a line of text. */
static char *
get_target (const OffprintRecord *record)
{
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  g_autofree char *printable = get_printable (record, OFFPRINT_FIELD_PATH);
  char *uri = g_strcmp0 (path, printable) != 0 ? g_filename_to_uri (path, NULL, NULL) : NULL;
  return uri != NULL ? uri : g_steal_pointer (&printable);
}

/* Rofi shows only rows that have what is typed next: also words that a row does not show. */
static char *
make_rofi_words (const OffprintHit *hit)
{
  g_autofree char *agency = get_printable (hit->record, OFFPRINT_FIELD_AGENCY);
  g_autofree char *keywords = get_printable_list (hit->record, OFFPRINT_FIELD_KEYWORDS);
  g_autofree char *snippet = mark_snippet (hit, "", "");
  const char *const parts[] = { agency, keywords, snippet, NULL };
  return offprint_line_join (parts, " ");
}

/**
 * present_rofi:
 * @hit: a hit
 * @colour: not for rofi
 *
 * Writes a row as in rofi-script(5): what is shown, NUL, options and their values with a unit separator after each but
 * the last: none of them holds one, nor a line's end. The value of `info` opens the article.
 */
void
present_rofi (const OffprintHit *hit, gboolean colour)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_AUTHORS);
  g_autofree char *target = get_target (hit->record);
  g_autoptr (GString) row = g_string_new (title);
  g_autofree char *icon = offprint_presentation_get_icon_name (hit->record);
  g_autofree char *words = make_rofi_words (hit);
  if (*byline != '\0')
    g_string_append_printf (row, " (%s)", byline);
  command_print ("%s%cicon\x1f%s\x1fmeta\x1f%s\x1finfo\x1f%s\n", row->str, '\0', icon, words, target);
}

/* Any bytes but NUL may be in a path. */
static void
present_path (const OffprintHit *hit, gboolean colour)
{
  command_print ("%s%c", offprint_record_get (hit->record, OFFPRINT_FIELD_PATH), '\0');
}

/* jsonl is what json always was; the name stays for scripts. */
static const struct
{
  const char *name;
  PresentFunc func;
} formats[] = {
  { "text", present_text },
  { "jsonl", present_json },
  { "json", present_json },
  { "tsv", present_tsv },
  { "rofi", present_rofi },
};

static PresentFunc
find_format (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return formats[i].func;
  return NULL;
}

/**
 * present_options_clear:
 * @options: options
 */
void
present_options_clear (PresentOptions *options)
{
  g_clear_pointer (&options->format, g_free);
}

/**
 * present_choose:
 * @command: the command
 * @options: what was asked for
 * @present: (out): what writes a hit to standard output in that format
 * @status: (out): exit status, when the command has to end here
 *
 * Returns: %TRUE to go on
 */
gboolean
present_choose (const char *command, const PresentOptions *options, PresentFunc *present, ExitStatus *status)
{
  guint given = (options->format != NULL) + (options->as_json != 0) + (options->as_paths != 0);
  *present = options->as_paths ? present_path
             : options->as_json ? present_json
                                : find_format (options->format != NULL ? options->format : "text");
  if (given > 1)
    *status = command_misuse (command, _("--json, --format or --null, not more than one of them"));
  else if (*present == NULL)
    *status = command_misuse (command, _("unknown format '%s'"), options->format);
  else
    return TRUE;
  return FALSE;
}

/* A file with several articles is still one file. */
static gboolean
is_repeated (const OffprintHit *hit, PresentFunc present, GHashTable *paths)
{
  return present == present_path
         && !g_hash_table_add (paths, (char *) offprint_record_get (hit->record, OFFPRINT_FIELD_PATH));
}

/**
 * present_hits:
 * @hits: hits
 * @present: what writes one
 *
 * Writes all hits, and on standard error what a person should know of them.
 *
 * Returns: the exit status
 */
ExitStatus
present_hits (const OffprintHits *hits, PresentFunc present)
{
  gboolean colour = terminal_wants_colour (STDOUT_FILENO);
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  command_print_notes (hits->notes);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      if (i > 0 && present == present_text)
        command_print ("\n");
      if (!is_repeated (hit, present, paths))
        present (hit, colour);
    }
  if (hits->hits->len > 0)
    return EXIT_STATUS_DONE;
  command_warn (_("nothing found"));
  return EXIT_STATUS_SOME_FAILED;
}
