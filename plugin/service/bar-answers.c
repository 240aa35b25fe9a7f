/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bar has a few rows of sixty characters or so, asks anew with each key, and throws away what it does not show: it is
 * told handles first where it can, and the texts of articles are read only for what it shows. */
#include "service/bar-answers.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/text.h"
#include "desktop/presentation.h"
#include "service/runner.h"
#include "store/handle.h"

#include <string.h>

#define HANDLES_MAX 50
#define MATCHES_MAX 15
#define SNIPPET_MAX_CHARS 160
#define TIME_LIMIT_MS 2000
/* How KRunner sorts what its runners find: 100 is for what is exactly meant, 10 for what only completes a word. */
#define RELEVANCE_TITLE 50
#define RELEVANCE_TEXT 30
/* From one match to the next, so that they stay in our order */
#define RELEVANCE_STEP 0.03
/* Looks like "<", but begins no markup */
#define HARMLESS_LESS "\342\200\271"

static OffprintSearch
make_search (const char *text, guint limit)
{
  return (OffprintSearch){
    .text = text,
    .limit = limit,
    .fold = TRUE,
    .unfinished = TRUE,
    .recency = TRUE,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = TIME_LIMIT_MS,
  };
}

/**
 * bar_answer_handles:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: (s) what was typed
 * @error: return location
 *
 * Returns: (transfer floating): (as) at most 50 handles, or %NULL with an #OffprintError
 */
GVariant *
bar_answer_handles (OffprintReader *reader, GVariant *parameters, GError **error)
{
  static const char *const none[] = { NULL };
  const char *text;
  g_variant_get (parameters, "(&s)", &text);
  const OffprintSearch search = make_search (text, HANDLES_MAX);
  if (reader == NULL)
    return g_variant_new ("(^as)", none);
  g_auto (GStrv) handles = offprint_handle_list (reader, &search, error);
  return handles != NULL ? g_variant_new ("(^as)", handles) : NULL;
}

static void
add_hit (GVariantDict *meta, const OffprintHit *hit)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *description = offprint_presentation_get_description (hit, SNIPPET_MAX_CHARS);
  g_autoptr (GIcon) icon = offprint_presentation_get_icon (hit->record);
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);
  const char *url = offprint_record_get (hit->record, OFFPRINT_FIELD_URL);
  g_variant_dict_insert (meta, "name", "s", title);
  g_variant_dict_insert (meta, "description", "s", description);
  if (serialized != NULL)
    g_variant_dict_insert_value (meta, "icon", serialized);
  if (url != NULL)
    g_variant_dict_insert (meta, "clipboardText", "s", url);
}

/* The shell blanks all rows when one has no name. */
static GVariant *
make_meta (const char *handle, const OffprintHit *hit)
{
  g_auto (GVariantDict) meta = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&meta, "id", "s", handle);
  if (hit != NULL)
    add_hit (&meta, hit);
  else
    g_variant_dict_insert (&meta, "name", "s", _("This article is no longer there"));
  return g_variant_dict_end (&meta);
}

/**
 * bar_answer_metas:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: (ass) handles, and what was typed
 * @error: return location
 *
 * Returns: (transfer floating): (aa{sv}) what GNOME Shell shows of each, in their order; or %NULL with an
 * #OffprintError
 */
GVariant *
bar_answer_metas (OffprintReader *reader, GVariant *parameters, GError **error)
{
  g_autofree const char **handles = NULL;
  const char *text;
  g_variant_get (parameters, "(^a&s&s)", &handles, &text);
  const OffprintSearch search = make_search (text, 0);
  g_autoptr (GPtrArray) hits
      = reader != NULL ? offprint_handle_show (reader, handles, &search, error) : NULL;
  if (reader != NULL && hits == NULL)
    return NULL;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; handles[i] != NULL; i++)
    g_variant_builder_add_value (&builder, make_meta (handles[i], hits != NULL ? g_ptr_array_index (hits, i) : NULL));
  return g_variant_new ("(@aa{sv})", g_variant_builder_end (&builder));
}

/* Where a line may be drawn as styled text, "<img src=...>" would be fetched from the network. */
static char *
defuse (const char *line)
{
  GString *text = g_string_new (line);
  g_string_replace (text, "<", HARMLESS_LESS, 0);
  return g_string_free (text, FALSE);
}

static gboolean
is_in_title (const OffprintHit *hit, char **words)
{
  const char *title = offprint_record_get (hit->record, OFFPRINT_FIELD_TITLE);
  g_autofree char *folded = title != NULL ? offprint_text_fold (title, -1) : g_strdup ("");
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static GVariant *
make_properties (const OffprintHit *hit, gboolean multiline)
{
  g_auto (GVariantDict) properties = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autofree char *subtext = defuse (byline);
  const char *path = offprint_record_get (hit->record, OFFPRINT_FIELD_PATH);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;
  const char *uris[] = { uri, NULL };
  gboolean has_link = offprint_record_get (hit->record, OFFPRINT_FIELD_URL) != NULL;
  const char *actions[] = { RUNNER_ACTION_SHOW, RUNNER_ACTION_SIMILAR, has_link ? RUNNER_ACTION_COPY : NULL, NULL };
  g_variant_dict_insert_value (&properties, "urls", g_variant_new_strv (uris, -1));
  g_variant_dict_insert (&properties, "category", "s", _("Saved articles"));
  g_variant_dict_insert (&properties, "subtext", "s", subtext);
  g_variant_dict_insert_value (&properties, "actions", g_variant_new_strv (actions, -1));
  if (multiline)
    g_variant_dict_insert (&properties, "multiline", "b", TRUE);
  return g_variant_dict_end (&properties);
}

static void
add_match (GVariantBuilder *builder, const OffprintHit *hit, int category, guint position)
{
  g_autofree char *handle = offprint_handle_new (hit);
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *snippet = offprint_presentation_get_snippet (hit, SNIPPET_MAX_CHARS, NULL);
  gboolean multiline = *snippet != '\0';
  g_autofree char *lines = g_strconcat (title, multiline ? "\n" : "", snippet, NULL);
  g_autofree char *text = defuse (lines);
  g_autofree char *icon = offprint_presentation_get_icon_name (hit->record);
  g_variant_builder_add (builder, "(sssid@a{sv})", handle, text, icon, category, 1 - position * RELEVANCE_STEP,
                         make_properties (hit, multiline));
}

static GVariant *
make_matches (const OffprintHits *hits, const char *text)
{
  g_autofree char *folded = offprint_text_fold (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  int category = RELEVANCE_TITLE;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssida{sv})"));
  for (guint i = 0; hits != NULL && i < hits->hits->len; i++)
    {
      const OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      if (!is_in_title (hit, words))
        category = RELEVANCE_TEXT;
      add_match (&builder, hit, category, i);
    }
  return g_variant_new ("(@a(sssida{sv}))", g_variant_builder_end (&builder));
}

/**
 * bar_answer_matches:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: (s) what was typed
 * @error: return location
 *
 * Returns: (transfer floating): (a(sssida{sv})) what KRunner shows, or %NULL with an #OffprintError
 */
GVariant *
bar_answer_matches (OffprintReader *reader, GVariant *parameters, GError **error)
{
  const char *text;
  g_variant_get (parameters, "(&s)", &text);
  const OffprintSearch search = make_search (text, MATCHES_MAX);
  g_autoptr (OffprintHits) hits = reader != NULL ? offprint_reader_search (reader, &search, error) : NULL;
  return hits != NULL || reader == NULL ? make_matches (hits, text) : NULL;
}

/**
 * bar_answer_article:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: (s) a handle
 * @error: return location
 *
 * Returns: (transfer floating): (a{sv}) the article, as offprint_record_to_bus() has it; %OFFPRINT_ERROR_INPUT when it
 * is not there any more, or another #OffprintError
 */
GVariant *
bar_answer_article (OffprintReader *reader, GVariant *parameters, GError **error)
{
  const char *handle;
  g_variant_get (parameters, "(&s)", &handle);
  const char *handles[] = { handle, NULL };
  const OffprintSearch search = make_search ("", 0);
  g_autoptr (GPtrArray) hits
      = reader != NULL ? offprint_handle_show (reader, handles, &search, error) : NULL;
  if (reader != NULL && hits == NULL)
    return NULL;
  const OffprintHit *hit = hits != NULL ? g_ptr_array_index (hits, 0) : NULL;
  if (hit != NULL)
    return g_variant_new ("(@a{sv})", offprint_record_to_bus (hit->record));
  g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("this article is no longer in the index"));
  return NULL;
}
