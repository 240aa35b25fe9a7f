/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens indexes and reads what is in them article by article. Searching is in search.c, numbers for a person are in
 * reader-status.c, walks in reader-walk.c. */
#include "core/i18n.h"
#include "store/reader-private.h"

#include "core/error.h"
#include "store/errors.h"
#include "store/metadata.h"
#include "store/stemming.h"
#include "store/swap.h"

#include <string.h>

/**
 * offprint_reader_fail:
 * @reader: a reader
 * @problem: (transfer full): an error of the shim
 * @error: return location
 *
 * Returns: %FALSE, with @error set to what @problem means to a person
 */
gboolean
offprint_reader_fail (OffprintReader *reader, GError *problem, GError **error)
{
  if (problem->domain == XAP_ERROR)
    reader->trouble = problem->code;
  offprint_errors_propagate (error, problem, reader->name);
  return FALSE;
}

static gboolean
check_shard (OffprintReader *reader, guint shard, guint32 n_documents, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) version = xap_reader_get_metadata (reader->index, shard, OFFPRINT_METADATA_VERSION, &problem);
  if (version == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  g_autofree char *name = xap_reader_get_shard_name (reader->index, shard);
  return offprint_metadata_check_version (version, n_documents, name, error);
}

/**
 * offprint_reader_check:
 * @reader: a reader
 * @error: return location
 *
 * Another program's index looks like an empty one of ours at best, and like nonsense at worst.
 *
 * Returns: whether there are indexes, and all are ours; else %FALSE with %OFFPRINT_ERROR_INDEX
 */
gboolean
offprint_reader_check (OffprintReader *reader, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint n_shards = xap_reader_get_shard_count (reader->index);
  guint32 n_documents = xap_reader_get_document_count (reader->index, &problem);
  if (problem != NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  for (guint shard = 0; shard < n_shards; shard++)
    if (!check_shard (reader, shard, n_documents, error))
      return FALSE;
  if (n_shards == 0)
    g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX,
                 _("no index '%s' answers: start its server, or name another one"),
                 reader->name);
  return n_shards > 0;
}

static gpointer
check (OffprintReader *reader, gconstpointer question, GError **error)
{
  return offprint_reader_check (reader, error) ? reader : NULL;
}

static void
keep (gpointer reader)
{
}

/* Where a replacement of an index was killed between two renames, it is finished first. */
static XapReader *
open_reachable (const char *const *databases, GError **problem)
{
  XapReader *index = xap_reader_open_reachable (databases, problem);
  if (!g_error_matches (*problem, XAP_ERROR, XAP_ERROR_NOT_FOUND))
    return index;
  for (gsize i = 0; databases[i] != NULL; i++)
    offprint_swap_recover (databases[i], NULL);
  g_clear_error (problem);
  return xap_reader_open_reachable (databases, problem);
}

/**
 * offprint_reader_open:
 * @databases: (array zero-terminated=1) (element-type filename): directories of indexes, or Xapian stub files that name
 *   some; at least one
 * @error: return location
 *
 * Opens indexes to be read as one. Servers that do not answer within two seconds, or not as they should, are left out;
 * offprint_reader_search() notes that.
 *
 * Returns: (transfer full): the reader, or %NULL with %OFFPRINT_ERROR_INDEX: missing, damaged, of another version or of
 *    another program; the text says what to do
 */
OffprintReader *
offprint_reader_open (const char *const *databases, GError **error)
{
  g_return_val_if_fail (databases != NULL && databases[0] != NULL, NULL);

  g_autoptr (GError) problem = NULL;
  g_autoptr (OffprintReader) reader = g_new0 (OffprintReader, 1);
  reader->weights = &offprint_ranking_weights;
  reader->databases = g_strdupv ((char **) (guintptr) databases);
  reader->name = g_strjoinv ("', '", reader->databases);
  reader->stemmers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) xap_stem_free);
  reader->index = open_reachable (databases, &problem);
  if (reader->index == NULL)
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  return offprint_reader_ask (reader, check, NULL, keep, 0, error) != NULL ? g_steal_pointer (&reader) : NULL;
}

/**
 * offprint_reader_free:
 * @reader: (nullable) (transfer full): a reader
 */
void
offprint_reader_free (OffprintReader *reader)
{
  if (reader == NULL)
    return;
  g_clear_pointer (&reader->stems, g_ptr_array_unref);
  g_clear_pointer (&reader->stop_words, offprint_stop_words_free);
  g_hash_table_unref (reader->stemmers);
  xap_reader_free (reader->index);
  g_strfreev (reader->databases);
  g_free (reader->name);
  g_free (reader);
}

/**
 * offprint_reader_reopen:
 * @reader: a reader
 * @error: return location
 *
 * Goes on to what was committed last.
 *
 * Returns: %TRUE, or %FALSE with an error as for offprint_reader_open()
 */
gboolean
offprint_reader_reopen (OffprintReader *reader, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean changed;
  if (!xap_reader_reopen (reader->index, &changed, &problem))
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  if (!changed)
    return TRUE;
  g_clear_pointer (&reader->stems, g_ptr_array_unref);
  g_clear_pointer (&reader->stop_words, offprint_stop_words_free);
  return offprint_reader_check (reader, error);
}

/**
 * offprint_reader_count:
 * @reader: a reader
 * @error: return location
 *
 * Returns: how many articles there are; 0 with @error set on failure
 */
guint32
offprint_reader_count (OffprintReader *reader, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint32 count = xap_reader_get_document_count (reader->index, &problem);
  if (problem != NULL)
    offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return count;
}

/**
 * offprint_reader_get_text:
 * @reader: a reader
 * @docid: of an article
 * @error: return location
 *
 * Returns: (transfer full): its text as stored, valid UTF-8; empty when there is none or it is damaged, %NULL with an
 *   #OffprintError
 */
char *
offprint_reader_get_text (OffprintReader *reader, guint32 docid, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint shard;
  guint32 shard_docid;
  char key[OFFPRINT_METADATA_TEXT_KEY];
  xap_reader_locate (reader->index, docid, &shard, &shard_docid);
  g_autoptr (GBytes) packed =
    xap_reader_get_metadata (reader->index, shard, offprint_metadata_text_key (shard_docid, key), &problem);
  if (packed == NULL)
    {
      offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      return NULL;
    }
  g_autofree char *text = offprint_metadata_unpack_text (packed);
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

/**
 * offprint_reader_get_stem:
 * @reader: a reader
 * @language: (nullable): BCP 47
 * @error: return location
 *
 * Returns: (transfer none): what the words of articles in @language are stemmed with, valid as long as @reader; %NULL
 *   with an #OffprintError
 */
XapStem *
offprint_reader_get_stem (OffprintReader *reader, const char *language, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *name = offprint_stemming_get_name (language);
  XapStem *stem = g_hash_table_lookup (reader->stemmers, name);
  if (stem != NULL)
    return stem;
  stem = xap_stem_new (name, &problem);
  if (stem == NULL)
    offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  else
    g_hash_table_insert (reader->stemmers, g_strdup (name), stem);
  return stem;
}

static void
stem_free (gpointer data)
{
  OffprintQueryStem *stem = data;
  g_ptr_array_unref (stem->languages);
  g_free (stem);
}

static OffprintQueryStem *
get_source (GPtrArray *stems, XapStem *stem)
{
  for (guint i = 0; i < stems->len; i++)
    if (((OffprintQueryStem *) g_ptr_array_index (stems, i))->stem == stem)
      return g_ptr_array_index (stems, i);
  OffprintQueryStem *source = g_new (OffprintQueryStem, 1);
  *source = (OffprintQueryStem){ stem, g_ptr_array_new_with_free_func (g_free) };
  g_ptr_array_add (stems, source);
  return source;
}

/* How many articles have the term of a language */
typedef struct
{
  char *term;
  guint32 frequency;
} Language;

static gboolean
keep_language (const char *term, gsize length, guint32 frequency, gpointer data)
{
  GArray *languages = data;
  Language language = { g_strndup (term, length), frequency };
  g_array_append_val (languages, language);
  return TRUE;
}

static int
compare_languages (gconstpointer a, gconstpointer b)
{
  const Language *x = a, *y = b;
  return x->frequency != y->frequency ? (x->frequency < y->frequency ? 1 : -1) : strcmp (x->term, y->term);
}

static void
clear_language (gpointer data)
{
  g_free (((Language *) data)->term);
}

/* An article with a tag like `de-AT` has the term of `de` too. All articles have English stems: Omega asks for them,
 * and those whose language is not known have no others. */
static gboolean
add_language (OffprintReader *reader, GPtrArray *stems, const char *term, GError **error)
{
  const char *tag = term + strlen (offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter);
  XapStem *stem = offprint_reader_get_stem (reader, tag, error);
  if (stem != NULL && strpbrk (tag, "-_") == NULL
      && stem != g_hash_table_lookup (reader->stemmers, OFFPRINT_STEMMING_OMEGA))
    g_ptr_array_add (get_source (stems, stem)->languages, g_strdup (term));
  return stem != NULL;
}

/* English is asked for in any index. */
static OffprintStopWords *
make_stop_words (const GArray *languages, const char *prefix)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  gboolean english = FALSE;
  for (guint i = 0; i < languages->len; i++)
    {
      const char *tag = g_array_index (languages, Language, i).term + strlen (prefix);
      g_ptr_array_add (tags, (gpointer) tag);
      english = english || strcmp (tag, "en") == 0;
    }
  if (!english)
    g_ptr_array_add (tags, (gpointer) "en");
  g_ptr_array_add (tags, NULL);
  return offprint_stop_words_new ((const char *const *) tags->pdata);
}

/**
 * offprint_reader_load_stems:
 * @reader: a reader
 * @error: return location
 *
 * Finds out which languages the index holds, unless that is known, and so what the words of a query may have been
 * stemmed with, and which of them are stop words.
 *
 * Returns: %TRUE, or %FALSE with an #OffprintError
 */
gboolean
offprint_reader_load_stems (OffprintReader *reader, GError **error)
{
  if (reader->stems != NULL)
    return TRUE;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GArray) languages = g_array_new (FALSE, FALSE, sizeof (Language));
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (stem_free);
  XapStem *common = offprint_reader_get_stem (reader, NULL, error);
  if (common == NULL)
    return FALSE;
  get_source (stems, common);
  g_array_set_clear_func (languages, clear_language);
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter;
  if (!xap_reader_foreach_term (reader->index, prefix, keep_language, languages, &problem))
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  for (guint i = 0; i < languages->len; i++)
    if (!add_language (reader, stems, g_array_index (languages, Language, i).term, error))
      return FALSE;
  g_array_sort (languages, compare_languages);
  reader->stems = g_steal_pointer (&stems);
  reader->stop_words = make_stop_words (languages, prefix);
  return TRUE;
}
