/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each answer is one call of the store; what is left is turning values round. */
#include "service/answers.h"

#include "core/error.h"
#include "core/i18n.h"
#include "service/columns.h"
#include "service/options.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 1000
#define PATHS_MAX 10000
/* Somebody waits for the answer, and for each letter typed there is another one. */
#define SEARCH_LIMIT_MS 5000
#define COMPLETE_LIMIT_MS 2000

static gboolean
read_sort (GVariant *options, OffprintSort *sort, GError **error)
{
  g_autofree char *name = NULL;
  if (!options_get_text (options, "sort", &name, error))
    return FALSE;
  if (name == NULL || offprint_sort_find (name, sort))
    return TRUE;
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
               _("unknown order '%s': write relevance, published or saved"), name);
  return FALSE;
}

static gboolean
read_search (GVariant *options, OffprintSearch *search, GError **error)
{
  g_autofree char *session = NULL;
  return options_get_text (options, "session", &session, error)
         && options_get_number (options, "limit", 0, LIMIT_MAX, &search->limit, error)
         && options_get_number (options, "offset", 0, G_MAXUINT, &search->offset, error)
         && options_get_boolean (options, "fold", &search->fold, error)
         && options_get_boolean (options, "expand", &search->expand, error)
         && options_get_boolean (options, "recency", &search->recency, error)
         && options_get_boolean (options, "all", &search->all, error)
         && read_sort (options, &search->sort, error);
}

/* The index has paths without links. What a person has before them may be a link to an article, or lie below a link to
 * a folder.
 * Returns: (transfer full) (nullable): where @path leads; %NULL when that is where it is, or nowhere */
static char *
follow_links (const char *path)
{
  char *place = realpath (path, NULL);
  if (place != NULL && strcmp (place, path) == 0)
    g_clear_pointer (&place, free);
  return place;
}

/* Files are only looked at when the index does not know them.
 * Returns: (transfer full): the articles of a file, perhaps none; %NULL with an #OffprintError */
static GPtrArray *
find_file (OffprintReader *reader, const char *path, GError **error)
{
  GPtrArray *records = offprint_reader_find (reader, path, error);
  if (records == NULL || records->len > 0)
    return records;
  char *place = follow_links (path);
  if (place == NULL)
    return records;
  g_ptr_array_unref (records);
  records = offprint_reader_find (reader, place, error);
  free (place);
  return records;
}

/* Returns: (transfer full): the path that the index has for a file, if it has one */
static char *
find_place (OffprintReader *reader, const char *path)
{
  g_autoptr (GPtrArray) records = find_file (reader, path, NULL);
  const char *place = records != NULL && records->len > 0
                          ? offprint_record_get (g_ptr_array_index (records, 0), OFFPRINT_FIELD_PATH)
                          : NULL;
  return g_strdup (place != NULL ? place : path);
}

static GVariant *
make_empty_info (void)
{
  return g_variant_new_parsed ("{'estimated': <uint32 0>, 'cut': <false>, 'notes': <@as []>}");
}

static GVariant *
make_nothing (void)
{
  return g_variant_new ("(@aa{sv}@a{sv})", g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0), make_empty_info ());
}

/* @parameters and @options keep what @search points to. */
static gboolean
read_question (GVariant *parameters, gboolean unfinished, GVariant **options, OffprintSearch *search, GError **error)
{
  const char *query;
  g_variant_get (parameters, "(&s@a{sv})", &query, options);
  *search = (OffprintSearch){
    .text = query,
    .limit = LIMIT_DEFAULT,
    .fold = TRUE,
    .unfinished = unfinished,
    .expand = !unfinished,
    .recency = TRUE,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = unfinished ? COMPLETE_LIMIT_MS : SEARCH_LIMIT_MS,
  };
  return read_search (*options, search, error);
}

static GVariant *
make_reply (const OffprintHits *hits)
{
  return g_variant_new ("(@aa{sv}@a{sv})", offprint_hits_to_variant (hits), offprint_hits_get_info (hits));
}

static GVariant *
find (OffprintReader *reader, GVariant *parameters, gboolean unfinished, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  OffprintSearch search;
  if (!read_question (parameters, unfinished, &options, &search, error))
    return NULL;
  if (reader == NULL)
    return make_nothing ();
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &search, error);
  return hits != NULL ? make_reply (hits) : NULL;
}

/**
 * answer_describe_session:
 * @parameters: of a call of Search
 * @name: (out): of its session
 * @question: (out): all that the session's list of hits depends on
 *
 * Returns: whether it is part of a session; a wrong option is told later
 */
gboolean
answer_describe_session (GVariant *parameters, char **name, char **question)
{
  g_autoptr (GVariant) options = NULL;
  OffprintSearch search;
  if (!read_question (parameters, FALSE, &options, &search, NULL)
      || !options_get_text (options, "session", name, NULL) || *name == NULL)
    return FALSE;
  *question = g_strdup_printf ("%d %d %d %d %d %s", (int) search.sort, search.fold, search.expand, search.recency,
                               search.all, search.text);
  return TRUE;
}

/**
 * answer_page:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of a call of Search in a session
 * @ranked: (inout) (nullable): the session's list of hits; made when there is none yet
 * @error: return location
 *
 * Pages that the list does not reach are searched for as without a session.
 *
 * Returns: (transfer floating): the reply of Search, or %NULL with an #OffprintError
 */
GVariant *
answer_page (OffprintReader *reader, GVariant *parameters, OffprintRanked **ranked, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  OffprintSearch search;
  if (!read_question (parameters, FALSE, &options, &search, error))
    return NULL;
  if (reader == NULL)
    return make_nothing ();
  if (*ranked == NULL)
    *ranked = offprint_ranked_new (reader, &search, error);
  if (*ranked == NULL)
    return NULL;
  g_autoptr (OffprintHits) hits = offprint_ranked_covers (*ranked, search.offset, search.limit)
                                      ? offprint_ranked_show (*ranked, reader, &search, error)
                                      : offprint_reader_search (reader, &search, error);
  return hits != NULL ? make_reply (hits) : NULL;
}

/**
 * answer_search:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of Search, or %NULL with an #OffprintError
 */
GVariant *
answer_search (OffprintReader *reader, GVariant *parameters, GError **error)
{
  return find (reader, parameters, FALSE, error);
}

/**
 * answer_complete:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of Complete, or %NULL with an #OffprintError
 */
GVariant *
answer_complete (OffprintReader *reader, GVariant *parameters, GError **error)
{
  return find (reader, parameters, TRUE, error);
}

/**
 * answer_similar:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of Similar, or %NULL with an #OffprintError
 */
GVariant *
answer_similar (OffprintReader *reader, GVariant *parameters, GError **error)
{
  const char *path, *member;
  g_autoptr (GVariant) options = NULL;
  guint limit = LIMIT_DEFAULT;
  g_variant_get (parameters, "(^&ay&s@a{sv})", &path, &member, &options);
  if (!options_get_number (options, "limit", 0, LIMIT_MAX, &limit, error))
    return NULL;
  if (reader == NULL)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("there is no index yet: nothing is like anything"));
      return NULL;
    }
  g_autofree char *place = find_place (reader, path);
  g_autoptr (OffprintHits) hits
      = offprint_reader_similar (reader, place, *member != '\0' ? member : NULL, limit, error);
  return hits != NULL ? g_variant_new ("(@aa{sv})", offprint_hits_to_variant (hits)) : NULL;
}

static GVariant *
make_counts (const OffprintFacets *facets)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa(su)}"));
  for (OffprintFacet facet = 0; facet < OFFPRINT_N_FACETS; facet++)
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{sa(su)}"));
      g_variant_builder_add (&builder, "s", offprint_facet_get_name (facet));
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(su)"));
      for (guint i = 0; facets != NULL && i < facets->counts[facet]->len; i++)
        {
          const OffprintFacetCount *count = &g_array_index (facets->counts[facet], OffprintFacetCount, i);
          g_variant_builder_add (&builder, "(su)", count->value, (guint32) count->count);
        }
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
make_facets_info (const OffprintFacets *facets)
{
  return g_variant_new_parsed ("{'estimated': <%u>, 'cut': <%b>, 'notes': <%^as>}", facets->estimated, facets->cut,
                               facets->notes);
}

/**
 * answer_facets:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of Facets, or %NULL with an #OffprintError
 */
GVariant *
answer_facets (OffprintReader *reader, GVariant *parameters, GError **error)
{
  const char *query;
  g_autoptr (GVariant) options = NULL;
  g_variant_get (parameters, "(&s@a{sv})", &query, &options);
  OffprintSearch search = {
    .text = query,
    .fold = TRUE,
    .recency = TRUE,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = SEARCH_LIMIT_MS,
  };
  if (!options_get_boolean (options, "unfinished", &search.unfinished, error)
      || !options_get_boolean (options, "fold", &search.fold, error))
    return NULL;
  g_autoptr (OffprintFacets) facets = reader != NULL ? offprint_reader_facets (reader, &search, error) : NULL;
  if (facets == NULL && reader != NULL)
    return NULL;
  return g_variant_new ("(@a{sa(su)}@a{sv})", make_counts (facets),
                        facets != NULL ? make_facets_info (facets) : make_empty_info ());
}

static GVariant *
make_text_reply (const OffprintMarkedText *marked)
{
  GVariantBuilder matches;
  g_variant_builder_init (&matches, G_VARIANT_TYPE ("a(uu)"));
  for (gsize i = 0; i < marked->n_matches; i++)
    g_variant_builder_add (&matches, "(uu)", (guint32) marked->matches[i].start, (guint32) marked->matches[i].end);
  return g_variant_new ("(sa(uu))", marked->text, &matches);
}

/**
 * answer_text:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of GetText, or %NULL with an #OffprintError
 */
GVariant *
answer_text (OffprintReader *reader, GVariant *parameters, GError **error)
{
  const char *path, *member;
  g_autoptr (GVariant) options = NULL;
  g_autofree char *query = NULL;
  OffprintSearch search = { .now = g_get_real_time () / G_USEC_PER_SEC, .time_limit_ms = SEARCH_LIMIT_MS };
  g_variant_get (parameters, "(^&ay&s@a{sv})", &path, &member, &options);
  if (!options_get_text (options, "query", &query, error)
      || !options_get_boolean (options, "unfinished", &search.unfinished, error))
    return NULL;
  if (reader == NULL)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "there is no index yet: no article has a text");
      return NULL;
    }
  search.text = query != NULL ? query : "";
  g_autofree char *place = find_place (reader, path);
  g_autoptr (OffprintMarkedText) marked
      = offprint_reader_read (reader, place, *member != '\0' ? member : NULL, &search, error);
  return marked != NULL ? make_text_reply (marked) : NULL;
}

/* Returns: (transfer floating): what is told of one file; @records: (nullable): of its articles */
typedef GVariant *(*FileFunc) (GPtrArray *records);

/* Returns: (transfer floating): an array of @type in a tuple: for each path that is asked about, in order, what @func
 * makes of its articles */
static GVariant *
tell_files (OffprintReader *reader, GVariant *parameters, FileFunc func, const char *type, GError **error)
{
  g_autoptr (GVariant) paths = g_variant_get_child_value (parameters, 0);
  gsize n_paths = g_variant_n_children (paths);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (type));
  if (n_paths > PATHS_MAX)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("more than %d paths: ask for a part of them"),
                   PATHS_MAX);
      return NULL;
    }
  for (gsize i = 0; i < n_paths; i++)
    {
      g_autoptr (GVariant) path = g_variant_get_child_value (paths, i);
      g_autoptr (GPtrArray) records
          = reader != NULL ? find_file (reader, g_variant_get_bytestring (path), error) : NULL;
      if (reader != NULL && records == NULL)
        return NULL;
      g_variant_builder_add_value (&builder, func (records));
    }
  GVariant *files = g_variant_builder_end (&builder);
  return g_variant_new_tuple (&files, 1);
}

static GVariant *
make_articles (GPtrArray *records)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_variant_builder_add_value (&builder, offprint_record_to_bus (g_ptr_array_index (records, i)));
  return g_variant_builder_end (&builder);
}

/**
 * answer_articles:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of GetArticles, or %NULL with an #OffprintError
 */
GVariant *
answer_articles (OffprintReader *reader, GVariant *parameters, GError **error)
{
  return tell_files (reader, parameters, make_articles, "aaa{sv}", error);
}

/**
 * answer_columns:
 * @reader: (nullable): see #AnswerFunc
 * @parameters: of the call
 * @error: return location
 *
 * Returns: (transfer floating): the reply of GetColumns, or %NULL with an #OffprintError
 */
GVariant *
answer_columns (OffprintReader *reader, GVariant *parameters, GError **error)
{
  return tell_files (reader, parameters, columns_new, "a" COLUMNS_TYPE, error);
}
