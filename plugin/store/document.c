/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the record to terms, values and data.
 *
 * Positions. Fields come first, from position 1 on, each item of a list as a field of its own, 100 apart so that no
 * phrase reaches from one into the next; the body starts at 100000, where Recoll wants it. A field's word stands under
 * its prefix and, at the same position, without it.
 *
 * Counts. The sum of all counts is the document's length, by which every weighting scheme divides: what is counted
 * twice in long articles only, or in those with many fields, would change the order of the hits. So exactly these
 * count, each as often as the word occurs:
 *   - the bare word, in fields and body (`otter`): Recoll ranks by it. Were a field's copy not counted, an article
 *     whose title alone has the word would come last there;
 *   - the bare stem, likewise (`Zotter`): Omega and Offprint rank by it;
 *   - a field's stem (`ZSotter`): the title's share in the ranking, and `author:` and the like;
 *   - pairs of CJK characters (`東京`): Recoll ranks such text by them.
 * The words of the body thus count twice, those of a field three times, in every article alike; schemes use the length
 * only in proportion to the average, so a common factor does nothing. All else is there to be matched, by position or
 * as a filter, and has count 0: a field's word under its prefix (`Sotter`: `title:` in Recoll gives the same articles;
 * their order, by length alone, was worth nothing), anchors, spans (`e-mail`: its parts are counted), words as they are
 * without folding (`café`: `cafe` is counted), Xapian's own forms (`at&t`), stems of both, and the English stems of
 * articles in other languages, which only Omega asks for. (The identity adds 1 to every length, see identity.c.) */
#include "store/document-private.h"

#include "core/error.h"
#include "core/text.h"
#include "core/words.h"
#include "shim/xap.h"
#include "store/data.h"
#include "store/metadata.h"
#include "store/sketch.h"
#include "store/url.h"
#include "store/stemming.h"

#include <string.h>

#define FIELDS_START 1
#define FIELD_GAP 100
#define BODY_START OFFPRINT_DOCUMENT_BODY_START
#define SAMPLE_BYTES 400
#define PREFIX_STEM 'Z'
#define TERM_BUFFER 256

typedef struct
{
  OffprintDocument *document;
  OffprintRecord *record;
  OffprintLayout layout;
  const char *prefix; /* of the field that is being walked, empty: body */
  gsize prefix_length;
  guint32 position; /* next free one before the body */
  OffprintSketch *sketch; /* (nullable): of the text that is being walked */
} Maker;

static gboolean
is_wanted (const Maker *maker, OffprintWordForm form)
{
  switch (form)
    {
    case OFFPRINT_WORD_SPAN:
      return (maker->layout & OFFPRINT_LAYOUT_SPANS) != 0;
    case OFFPRINT_WORD_UNFOLDED:
    case OFFPRINT_WORD_PARSER:
      return (maker->layout & OFFPRINT_LAYOUT_OTHER_FORMS) != 0;
    case OFFPRINT_WORD_PLAIN:
    case OFFPRINT_WORD_CJK_PAIR:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static void
add_position (Maker *maker, OffprintTerm *term, guint32 position)
{
  if (maker->layout & OFFPRINT_LAYOUT_POSITIONS)
    offprint_terms_add_position (maker->document->terms, term, position);
}

/* Spans that Xapian's parser takes for one word, so that Omega asks for their stem: `don't` and `3.14`, but not
 * `e-mail`. */
static gboolean
is_parser_word (const OffprintWord *word)
{
  for (gsize i = 0; i < word->length; i++)
    {
      char byte = word->term[i];
      gboolean inner = i > 0 && i + 1 < word->length;
      if ((byte & 0x80) != 0 || g_ascii_isalnum (byte) || byte == '\'' || byte == '_')
        continue;
      if (!inner || (byte != '.' && byte != ',') || !g_ascii_isdigit (word->term[i - 1])
          || !g_ascii_isdigit (word->term[i + 1]))
        return FALSE;
    }
  return TRUE;
}

/* Whether the stem is wanted although the form is no plain word */
static gboolean
is_asked (const OffprintWord *word)
{
  return word->form == OFFPRINT_WORD_UNFOLDED || word->form == OFFPRINT_WORD_PARSER
         || (word->form == OFFPRINT_WORD_SPAN && is_parser_word (word));
}

static void
add_form (Maker *maker, const OffprintWord *word, gsize prefix_length)
{
  OffprintTerm *term =
    offprint_terms_add (maker->document->terms, maker->prefix, prefix_length, word->term, word->length);
  if (prefix_length == 0)
    term->wdf += word->form == OFFPRINT_WORD_PLAIN || word->form == OFFPRINT_WORD_CJK_PAIR;
  term->n_plain += word->form == OFFPRINT_WORD_PLAIN;
  term->asked |= is_asked (word);
  add_position (maker, term, word->position);
}

/* Characters of a script without spaces count in pairs. */
static void
sketch_word (OffprintSketch *sketch, const OffprintWord *word)
{
  if (word->form == OFFPRINT_WORD_PLAIN)
    offprint_sketch_add_word (sketch, word->term, word->length);
  else if (word->form == OFFPRINT_WORD_CJK_PAIR)
    offprint_sketch_replace_word (sketch, word->term, word->length);
}

/* Returns: %FALSE when the document has terms enough */
static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  Maker *maker = data;
  if (offprint_terms_get_count (maker->document->terms) >= OFFPRINT_DOCUMENT_WORDS_MAX)
    return FALSE;
  if (!is_wanted (maker, word->form))
    return TRUE;
  if (maker->sketch != NULL)
    sketch_word (maker->sketch, word);
  if (maker->prefix_length > 0)
    add_form (maker, word, maker->prefix_length);
  if (maker->prefix_length == 0 || maker->layout & OFFPRINT_LAYOUT_FIELD_COPIES)
    add_form (maker, word, 0);
  return TRUE;
}

static void
add_anchor (Maker *maker, const char *anchor, guint32 position)
{
  if ((maker->layout & OFFPRINT_LAYOUT_ANCHORS) == 0)
    return;
  OffprintTerm *term =
    offprint_terms_add (maker->document->terms, maker->prefix, maker->prefix_length, anchor, strlen (anchor));
  add_position (maker, term, position);
}

/* Returns: the position after the end anchor */
static guint32
add_words (Maker *maker, const char *prefix, const char *text, guint32 position)
{
  maker->prefix = prefix;
  maker->prefix_length = strlen (prefix);
  add_anchor (maker, OFFPRINT_ANCHOR_START, position);
  guint32 end = offprint_words_foreach (text, strlen (text), position + 1, take_word, maker);
  add_anchor (maker, OFFPRINT_ANCHOR_END, end);
  return end + 1;
}

static void
add_field (Maker *maker, const char *prefix, const char *text)
{
  if (maker->position + strlen (text) + FIELD_GAP < BODY_START)
    maker->position = add_words (maker, prefix, text, maker->position) + FIELD_GAP;
}

static void
add_fields (Maker *maker)
{
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      if (info->prefix == NULL)
        continue;
      const char *value = info->kind == OFFPRINT_KIND_LIST ? NULL : offprint_record_get (maker->record, field);
      const char *single[] = { value, NULL };
      const char *const *items = single;
      if (info->kind == OFFPRINT_KIND_LIST)
        items = offprint_record_get_list (maker->record, field);
      for (gsize i = 0; items[i] != NULL; i++)
        add_field (maker, info->prefix, items[i]);
    }
}

/* Counts the stem of @term @wdf times more. Returns: whether it is another word than @term */
static gboolean
add_stem (OffprintTerms *terms, XapStem *stem, const OffprintTerm *term, guint32 wdf)
{
  char prefix[TERM_BUFFER] = { PREFIX_STEM };
  const char *bare = term->text + term->prefix;
  gsize length, bare_length = term->length - term->prefix;
  const char *word = xap_stem_word (stem, bare, bare_length, &length);
  if (length == 0 || 1 + term->prefix + length > XAP_TERM_MAX_BYTES)
    return FALSE;
  gboolean differs = length != bare_length || memcmp (word, bare, length) != 0;
  memcpy (prefix + 1, term->text, term->prefix);
  offprint_terms_add (terms, prefix, 1 + term->prefix, word, length)->wdf += wdf;
  return differs;
}

static gboolean
add_stems (Maker *maker, GError **error)
{
  OffprintTerms *terms = maker->document->terms;
  gboolean own = (maker->layout & OFFPRINT_LAYOUT_STEMS) != 0;
  gboolean omega = (maker->layout & OFFPRINT_LAYOUT_OMEGA_STEMS) != 0
                   && !g_str_equal (maker->document->stemmer, OFFPRINT_STEMMING_OMEGA);
  g_autoptr (XapStem) stem = xap_stem_new (maker->document->stemmer, error);
  g_autoptr (XapStem) omega_stem = stem != NULL ? xap_stem_new (OFFPRINT_STEMMING_OMEGA, error) : NULL;
  if (omega_stem == NULL)
    return FALSE;
  gsize n_words = offprint_terms_get_count (terms);
  for (gsize i = 0; i < n_words; i++)
    {
      OffprintTerm *term = offprint_terms_get (terms, i);
      if (term->n_plain == 0 && !term->asked)
        continue;
      if (own)
        term->synonym = add_stem (terms, stem, term, term->n_plain) && term->prefix == 0 && term->n_plain > 0;
      if (omega)
        add_stem (terms, omega_stem, term, 0);
    }
  return TRUE;
}

/* What the file itself tells is in the identity: it may differ from what its content claims. */
static gboolean
is_identity (OffprintField field)
{
  return field == OFFPRINT_FIELD_PATH || field == OFFPRINT_FIELD_MEMBER || field == OFFPRINT_FIELD_MIME_TYPE;
}

static char *
get_whole (const OffprintRecord *record, OffprintField field)
{
  switch (offprint_schema_get (field)->kind)
    {
    case OFFPRINT_KIND_LIST:
      return offprint_record_join_list (record, field);
    case OFFPRINT_KIND_NUMBER:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, offprint_record_get_words (record));
    case OFFPRINT_KIND_LOCATION:
    case OFFPRINT_KIND_LINE:
    case OFFPRINT_KIND_DATE:
    case OFFPRINT_KIND_TEXT:
      return g_strdup (offprint_record_get (record, field));
    }
  g_return_val_if_reached (NULL);
}

static void
add_values_and_lines (OffprintDocument *document, const OffprintRecord *record)
{
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (field);
      if (is_identity (field) || (info->slot == OFFPRINT_NO_SLOT && info->data_key == NULL))
        continue;
      g_autofree char *value = get_whole (record, field);
      if (value == NULL || *value == '\0')
        continue;
      if (info->slot != OFFPRINT_NO_SLOT)
        offprint_document_add_value (document, info->slot, value, strlen (value));
      if (info->data_key != NULL)
        offprint_data_append (document->lines, info->data_key, value);
    }
}

static void
add_text_lines (OffprintDocument *document, const char *text)
{
  g_autofree char *start = offprint_text_squeeze (text, SAMPLE_BYTES);
  g_autofree char *bytes = g_strdup_printf ("%" G_GSIZE_FORMAT, strlen (text));
  offprint_data_append (document->lines, "sample", start);
  offprint_data_append (document->lines, "dbytes", bytes);
  offprint_data_append (document->lines, "origcharset", "UTF-8");
}

static void
add_sketch (OffprintDocument *document, OffprintSketch *sketch)
{
  g_autoptr (GBytes) keys = NULL;
  g_autoptr (GBytes) bytes = offprint_sketch_end (sketch, &keys);
  if (bytes == NULL)
    return;
  offprint_document_add_value (document, OFFPRINT_SLOT_SKETCH, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes));
  offprint_document_add_value (document, OFFPRINT_SLOT_KEYS, g_bytes_get_data (keys, NULL), g_bytes_get_size (keys));
}

static void
add_body (Maker *maker, const char *text)
{
  g_autoptr (OffprintSketch) sketch = maker->layout & OFFPRINT_LAYOUT_SKETCH ? offprint_sketch_new () : NULL;
  maker->sketch = sketch;
  add_words (maker, "", text, BODY_START);
  maker->sketch = NULL;
  if (sketch == NULL)
    return;
  const char *url = offprint_record_get (maker->record, OFFPRINT_FIELD_URL);
  g_autofree char *site = url != NULL ? offprint_url_get_host (url) : NULL;
  offprint_sketch_set_source (sketch, site, offprint_record_get (maker->record, OFFPRINT_FIELD_TITLE));
  add_sketch (maker->document, sketch);
}

static gboolean
add_text (Maker *maker, GError **error)
{
  OffprintDocument *document = maker->document;
  const char *text = offprint_record_get (maker->record, OFFPRINT_FIELD_TEXT);
  if (text == NULL)
    return TRUE;
  add_body (maker, text);
  add_text_lines (document, text);
  if (maker->layout & OFFPRINT_LAYOUT_TEXT)
    {
      document->text = offprint_metadata_pack_text (text);
      if (document->text == NULL)
        g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, "out of memory while compressing %" G_GSIZE_FORMAT
                     " bytes of text", strlen (text));
    }
  return document->text != NULL || (maker->layout & OFFPRINT_LAYOUT_TEXT) == 0;
}

static OffprintDocument *
document_new_empty (const OffprintRecord *record, OffprintLayout layout)
{
  OffprintDocument *document = offprint_document_new_for (offprint_terms_new ());
  document->stemmer = offprint_stemming_get_name (offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE));
  document->beginnings = (layout & OFFPRINT_LAYOUT_BEGINNINGS) != 0;
  document->synonyms = (layout & OFFPRINT_LAYOUT_SYNONYMS) != 0;
  document->titled = offprint_record_get (record, OFFPRINT_FIELD_TITLE) != NULL;
  return document;
}

static void
clear_value (gpointer data)
{
  g_clear_pointer (&((OffprintValue *) data)->value, g_bytes_unref);
}

/**
 * offprint_document_new_for:
 * @terms: (transfer full): its terms
 *
 * Returns: (transfer full): a document with nothing else in it
 */
OffprintDocument *
offprint_document_new_for (OffprintTerms *terms)
{
  OffprintDocument *document = g_new0 (OffprintDocument, 1);
  document->terms = terms;
  document->values = g_array_new (FALSE, FALSE, sizeof (OffprintValue));
  g_array_set_clear_func (document->values, clear_value);
  document->lines = g_string_new (NULL);
  return document;
}

/**
 * offprint_document_new_with_layout:
 * @record: an article
 * @layout: elements of the index layout that it shall have
 * @error: return location
 *
 * As offprint_document_new(), for measuring what elements cost: the hosts need all of them.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with %OFFPRINT_ERROR_FAILED
 */
OffprintDocument *
offprint_document_new_with_layout (OffprintRecord *record, OffprintLayout layout, GError **error)
{
  g_autoptr (OffprintDocument) document = document_new_empty (record, layout);
  Maker maker = { document, record, layout, "", 0, FIELDS_START, NULL };
  add_fields (&maker);
  if (!add_text (&maker, error) || !add_stems (&maker, error))
    return NULL;
  add_values_and_lines (document, record);
  offprint_document_add_filters (document, record);
  return g_steal_pointer (&document);
}

/**
 * offprint_document_new:
 * @record: an article
 * @error: return location
 *
 * Makes everything that the index shall hold of @record, but what identifies its file. Takes no lock and keeps nothing,
 * so any number of threads may.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with %OFFPRINT_ERROR_FAILED (out of memory)
 */
OffprintDocument *
offprint_document_new (OffprintRecord *record, GError **error)
{
  return offprint_document_new_with_layout (record, OFFPRINT_LAYOUT_FULL, error);
}

/**
 * offprint_document_get_term_count:
 * @document: a document
 *
 * Returns: its distinct terms: a measure of the memory that it takes until it is committed
 */
gsize
offprint_document_get_term_count (const OffprintDocument *document)
{
  return offprint_terms_get_count (document->terms);
}

/**
 * offprint_document_free:
 * @document: (transfer full) (nullable): a document
 */
void
offprint_document_free (OffprintDocument *document)
{
  if (document == NULL)
    return;
  offprint_terms_free (document->terms);
  g_array_unref (document->values);
  g_string_free (document->lines, TRUE);
  g_clear_pointer (&document->text, g_bytes_unref);
  g_free (document);
}
