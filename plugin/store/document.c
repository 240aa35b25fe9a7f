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

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"
#include "core/words.h"
#include "shim/xap.h"
#include "store/data.h"
#include "store/metadata.h"
#include "store/stemming.h"
#include "store/url.h"

#include <string.h>

#define FIELDS_START 1
#define FIELD_GAP 100
#define BODY_START OFFPRINT_DOCUMENT_BODY_START
#define SAMPLE_BYTES 400
#define PREFIX_STEM 'Z'
#define TERM_BUFFER 256
#define SECONDS_PER_DAY (24 * 60 * 60)

typedef struct
{
  OffprintDocument *document;
  OffprintRecord *record;
  OffprintLayout layout;
  const char *prefix; /* of the field that is being walked, empty: body */
  gsize prefix_length;
  guint32 position; /* next free one before the body */
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

/* Returns: %FALSE when the document has terms enough */
static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  Maker *maker = data;
  if (offprint_terms_get_count (maker->document->terms) >= OFFPRINT_DOCUMENT_WORDS_MAX)
    return FALSE;
  if (!is_wanted (maker, word->form))
    return TRUE;
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

static void
add_filter (OffprintDocument *document, const char *prefix, const char *value)
{
  if (*value != '\0' && strlen (prefix) + strlen (value) <= XAP_TERM_MAX_BYTES)
    offprint_terms_add (document->terms, prefix, strlen (prefix), value, strlen (value));
}

static void
add_date_filters (OffprintDocument *document, const OffprintDate *date)
{
  char text[16];
  if (date->precision >= OFFPRINT_PRECISION_DAY)
    {
      g_snprintf (text, sizeof text, "%04d%02d%02d", date->year, date->month, date->day);
      add_filter (document, OFFPRINT_PREFIX_DAY, text);
    }
  if (date->precision >= OFFPRINT_PRECISION_MONTH)
    {
      g_snprintf (text, sizeof text, "%04d%02d", date->year, date->month);
      add_filter (document, OFFPRINT_PREFIX_MONTH, text);
    }
  g_snprintf (text, sizeof text, "%04d", date->year);
  add_filter (document, OFFPRINT_PREFIX_YEAR, text);
}

static void
add_language_filters (OffprintDocument *document, const char *language)
{
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter;
  g_autofree char *tag = g_ascii_strdown (language, -1);
  add_filter (document, prefix, tag);
  tag[strcspn (tag, "-_")] = '\0';
  add_filter (document, prefix, tag);
}

static gboolean
add_site (const char *site, gpointer data)
{
  add_filter (data, OFFPRINT_PREFIX_HOST, site);
  return TRUE;
}

static void
add_url_filters (OffprintDocument *document, const char *url)
{
  g_autofree char *host = offprint_url_get_host (url);
  g_autofree char *term = offprint_url_get_term (url);
  if (host != NULL)
    offprint_url_foreach_site (host, add_site, document);
  if (term != NULL)
    add_filter (document, "", term);
}

static void
add_value (OffprintDocument *document, guint32 slot, const void *data, gsize length)
{
  OffprintValue value = { slot, g_bytes_new (data, length) };
  g_array_append_val (document->values, value);
}

/* Slot for the hosts: Unix time of at most 4 bytes. */
static void
add_host_date (OffprintDocument *document, gint64 seconds)
{
  guint32 value = GUINT32_TO_BE ((guint32) CLAMP (seconds, 0, G_MAXUINT32));
  add_value (document, OFFPRINT_SLOT_DATE, &value, sizeof value);
}

/* What counts a little in ranking may be a guess: an undated article is as recent as its copy. No weight is below 0. */
static void
add_recency (OffprintDocument *document, gint64 seconds)
{
  char buffer[9];
  double days = CLAMP ((double) (seconds / SECONDS_PER_DAY), 0, OFFPRINT_DOCUMENT_RECENCY_MAX);
  gsize length = xap_sortable_serialise (days, buffer);
  add_value (document, OFFPRINT_SLOT_RECENCY, buffer, length);
}

static gboolean
get_date (const OffprintRecord *record, OffprintField field, OffprintDate *date)
{
  const char *text = offprint_record_get (record, field);
  return text != NULL && offprint_date_parse_iso8601 (text, date) && date->precision != OFFPRINT_PRECISION_NONE;
}

/* The hosts know one date: when the article was published, else when it was saved. */
static void
add_dates (OffprintDocument *document, const OffprintRecord *record)
{
  OffprintDate date;
  if (!get_date (record, OFFPRINT_FIELD_PUBLISHED, &date) && !get_date (record, OFFPRINT_FIELD_SAVED, &date))
    return;
  gint64 seconds = offprint_date_to_unix (&date);
  g_autofree char *padded = g_strdup_printf ("%011" G_GINT64_FORMAT, seconds);
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  add_date_filters (document, &date);
  add_host_date (document, seconds);
  add_recency (document, seconds);
  offprint_data_append (document->lines, "dmtime", padded);
  offprint_data_append (document->lines, "created", plain);
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
        add_value (document, info->slot, value, strlen (value));
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

static gboolean
add_text (Maker *maker, GError **error)
{
  OffprintDocument *document = maker->document;
  const char *text = offprint_record_get (maker->record, OFFPRINT_FIELD_TEXT);
  if (text == NULL)
    return TRUE;
  add_words (maker, "", text, BODY_START);
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
  Maker maker = { document, record, layout, "", 0, FIELDS_START };
  add_fields (&maker);
  if (!add_text (&maker, error) || !add_stems (&maker, error))
    return NULL;
  add_values_and_lines (document, record);
  add_dates (document, record);
  const char *language = offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE);
  if (language != NULL)
    add_language_filters (document, language);
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  if (url != NULL)
    add_url_filters (document, url);
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
