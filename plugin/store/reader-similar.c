/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles like one that is in the index: its near-duplicates, then those with most of the words that set it apart from
 * all others. */
#include "core/i18n.h"
#include "store/reader-private.h"

#include "store/ranking.h"

#include <string.h>

#define TERMS_MAX 40
#define LIMIT_MAX 1000
#define STEM_PREFIX "Z"
#define TIME_LIMIT_MS 5000

static gboolean
keep_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  g_ptr_array_add (data, g_strndup (term, length));
  return TRUE;
}

static XapQuery *
build_words (OffprintReader *reader, guint32 docid, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  if (!xap_reader_expand (reader->index, &docid, 1, STEM_PREFIX, TERMS_MAX, keep_term, terms, error))
    return NULL;
  return offprint_query_build_terms (XAP_OPERATOR_OR, terms, 0, error);
}

/* All articles of its group, itself too */
static XapQuery *
build_group (OffprintReader *reader, guint32 docid, GError **error)
{
  gsize length;
  g_autoptr (GBytes) key = xap_reader_get_value (reader->index, docid, OFFPRINT_SLOT_COLLAPSE, error);
  if (key == NULL)
    return NULL;
  const void *data = g_bytes_get_data (key, &length);
  return xap_query_new_range (OFFPRINT_SLOT_COLLAPSE, data, length, data, length, error);
}

/**
 * Model:
 * @self: the article that others are to be like
 * @group: it and its near-duplicates
 * @words: some of its words
 */
typedef struct
{
  XapQuery *self, *group, *words;
} Model;

/* Those that have more of the words come first, those that have none are near-duplicates all the same. */
static XapHits *
run_near (OffprintReader *reader, const Model *model, guint limit, GError **error)
{
  const XapSearch wanted = {
    .limit = limit,
    .weighting = OFFPRINT_RANKING_WEIGHTING,
    .collapse_slot = OFFPRINT_NO_SLOT,
  };
  g_autoptr (XapQuery) all = xap_query_prefer (model->group, model->words, error);
  XapQuery *both[] = { all, model->self };
  g_autoptr (XapQuery) others = all != NULL ? xap_query_combine (XAP_OPERATOR_AND_NOT, both, 2, 0, error) : NULL;
  return others != NULL ? offprint_reader_run (reader, others, &wanted, error) : NULL;
}

static XapHits *
run_others (OffprintReader *reader, const Model *model, guint limit, GError **error)
{
  const XapSearch wanted = {
    .limit = limit,
    .weighting = OFFPRINT_RANKING_WEIGHTING,
    .collapse_slot = OFFPRINT_SLOT_COLLAPSE,
  };
  XapQuery *both[] = { model->words, model->group };
  g_autoptr (XapQuery) others = xap_query_combine (XAP_OPERATOR_AND_NOT, both, G_N_ELEMENTS (both), 0, error);
  return others != NULL ? offprint_reader_run (reader, others, &wanted, error) : NULL;
}

static gboolean
take (OffprintReader *reader, XapHits *found, OffprintHits *hits, GError **error)
{
  g_autoptr (OffprintQuery) nothing = offprint_query_new ("", 0);
  g_autoptr (GPtrArray) stems = g_ptr_array_new ();
  g_autoptr (OffprintMarks) marks = offprint_marks_new (nothing, stems);
  return offprint_reader_take_hits (reader, found, marks, hits->hits->len, hits, error);
}

static gboolean
fill (OffprintReader *reader, const Model *model, guint limit, OffprintHits *hits, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (XapHits) near = run_near (reader, model, limit, &problem);
  if (near == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  if (!take (reader, near, hits, error))
    return FALSE;
  for (guint i = 0; i < hits->hits->len; i++)
    ((OffprintHit *) g_ptr_array_index (hits->hits, i))->near_duplicate = TRUE;
  guint n_near = hits->hits->len, estimated = hits->estimated;
  if (n_near >= limit)
    return TRUE;
  g_autoptr (XapHits) others = run_others (reader, model, limit - n_near, &problem);
  if (others == NULL)
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  if (!take (reader, others, hits, error))
    return FALSE;
  hits->estimated += estimated;
  return TRUE;
}

static gboolean
load_model (OffprintReader *reader, guint32 docid, Model *model, GError **error)
{
  g_autoptr (GError) problem = NULL;
  model->group = build_group (reader, docid, &problem);
  model->words = model->group != NULL ? build_words (reader, docid, &problem) : NULL;
  return model->words != NULL || offprint_reader_fail (reader, g_steal_pointer (&problem), error);
}

static void
clear_model (Model *model)
{
  xap_query_free (model->self);
  xap_query_free (model->group);
  xap_query_free (model->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Model, clear_model)

typedef struct
{
  const char *path, *member;
  guint limit;
} Question;

static gpointer
find_similar (OffprintReader *reader, gconstpointer data, GError **error)
{
  const Question *question = data;
  g_auto (Model) model = { NULL, NULL, NULL };
  guint32 docid = offprint_reader_find_docid (reader, question->path, question->member, &model.self, error);
  if (docid == 0)
    return NULL;
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  if (!load_model (reader, docid, &model, error)
      || !fill (reader, &model, MIN (question->limit, LIMIT_MAX), hits, error))
    return NULL;
  g_autoptr (OffprintQuery) nothing = offprint_query_new ("", 0);
  hits->cut = reader->cut;
  hits->notes = offprint_reader_take_notes (reader, nothing);
  return g_steal_pointer (&hits);
}

/**
 * offprint_reader_similar:
 * @reader: a reader
 * @path: of a file, any bytes
 * @member: (nullable): name of the article inside that file
 * @limit: how many at most, up to 1,000
 * @error: return location
 *
 * The near-duplicates of that article come first and are marked; the others are no near-duplicates of it, nor of one
 * another: of each group the most similar one is shown.
 *
 * Returns: (transfer full): the articles that are most like that one, which is left out; their snippets are the start
 *   of the text. %NULL with %OFFPRINT_ERROR_INPUT when it is not in the index, or another #OffprintError
 */
OffprintHits *
offprint_reader_similar (OffprintReader *reader, const char *path, const char *member, guint limit, GError **error)
{
  const Question question = { path, member, limit };
  return offprint_reader_ask (reader, find_similar, &question, (GDestroyNotify) offprint_hits_free, TIME_LIMIT_MS,
                              error);
}
