/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading is the trusted side's part: whoever wrote the value may have been taken over by the page that it read. What
 * passes can spoil the records of the files that this process is given to read, from that page on, and nothing else:
 * no term, slot or line that identifies a file passes, nor one that could be taken for such; nothing is larger than an
 * honest document can be, so that neither memory nor the index suffers. Where an array is not in normal form, GVariant
 * gives an empty one: bulk parts need no other check of their form. */
#include "store/document-variant-private.h"

#include "core/error.h"
#include "core/words.h"
#include "shim/xap.h"
#include "store/data.h"
#include "store/metadata.h"
#include "store/sketch.h"
#include "store/stemming.h"

#include <string.h>

#define PREFIX_STEM 'Z'
/* Each word as it stands and under a prefix, each of them with two stems; then a few filters and anchors. */
#define TERMS_MAX (3 * (OFFPRINT_DOCUMENT_WORDS_MAX + 2) + 1000)
/* Parts of words that are joined stand at more places than there are bytes: 29 for the 14 of `a.b.c.d.e.f.g.`, 9 for
 * the 4 of `123-` among ideographs. */
#define POSITIONS_MAX (3 * TEXT_MAX_BYTES + 1024 * 1024)
#define TEXT_MAX_BYTES ((gsize) offprint_schema_get (OFFPRINT_FIELD_TEXT)->max_bytes)
#define POSITION_MAX (OFFPRINT_DOCUMENT_BODY_START + TEXT_MAX_BYTES + 2)
/* Counts come from words that stand somewhere: each place counts in the word, its stem, and its field's. A word that
 * folds to several (`a˘a`) has all of them at one place: up to half as many as bytes. */
#define COUNT_PER_POSITION (3 * OFFPRINT_WORD_MAX_BYTES / 2)
#define LINES_MAX_BYTES (256 * 1024)
#define VALUES_MAX 32
#define NUMBER_MAX_BYTES 21
#define SAMPLE_MAX_BYTES 4096

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, reason);
  return FALSE;
}

static gboolean
is_text (const char *text, gsize length)
{
  gsize ascii = 0;
  while (ascii < length && text[ascii] >= 0x20 && text[ascii] < 0x7f)
    ascii++;
  /* As most terms are */
  if (ascii == length)
    return TRUE;
  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (gsize i = ascii; i < length; i++)
    if ((guchar) text[i] < 0x20 || text[i] == 0x7f
        || ((guchar) text[i] == 0xc2 && (guchar) text[i + 1] < 0xa0))
      return FALSE;
  return TRUE;
}

static gboolean
is_number (const char *text, gsize length)
{
  gsize sign = length > 0 && *text == '-';
  for (gsize i = sign; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > sign && length <= NUMBER_MAX_BYTES;
}

static gboolean
equals (const char *text, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (text, wanted, length) == 0;
}

/* Whether the words of a field that comes from the content, or of the body, stand under the prefix */
static gboolean
is_word_prefix (const char *prefix, gsize length)
{
  if (length == 0)
    return TRUE;
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    {
      const char *known = offprint_schema_get (field)->prefix;
      if (known != NULL && equals (prefix, length, known))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_anchor (const char *capitals, gsize length)
{
  const gsize anchor = strlen (OFFPRINT_ANCHOR_START);
  if (length < anchor)
    return FALSE;
  const char *last = capitals + length - anchor;
  return (equals (last, anchor, OFFPRINT_ANCHOR_START) || equals (last, anchor, OFFPRINT_ANCHOR_END))
      && is_word_prefix (capitals, length - anchor);
}

static gboolean
is_filter (const char *prefix, gsize length, const char *value, gsize value_length)
{
  if (equals (prefix, length, OFFPRINT_PREFIX_DAY))
    return value_length == 8 && is_number (value, value_length) && *value != '-';
  if (equals (prefix, length, OFFPRINT_PREFIX_MONTH))
    return value_length == 6 && is_number (value, value_length) && *value != '-';
  if (equals (prefix, length, OFFPRINT_PREFIX_YEAR))
    return value_length == 4 && is_number (value, value_length) && *value != '-';
  return value_length > 0
      && (equals (prefix, length, OFFPRINT_PREFIX_HOST) || equals (prefix, length, OFFPRINT_PREFIX_URL)
          || equals (prefix, length, offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter));
}

/* A prefix is all the capitals at the start, since words have none: so nothing that follows a prefix makes it
 * another. */
static gboolean
is_content_term (const char *text, gsize length, gsize *prefix)
{
  gsize capitals = 0;
  while (capitals < length && g_ascii_isupper (text[capitals]))
    capitals++;
  *prefix = capitals;
  gsize rest = length - capitals;
  gsize stem = capitals > 0 && *text == PREFIX_STEM;
  if (rest > 0 && is_word_prefix (text + stem, capitals - stem))
    return TRUE;
  if (rest == 0)
    return is_anchor (text, capitals);
  return is_filter (text, capitals, text + capitals, rest);
}

/* What is left to be read of the parts that describe terms */
typedef struct
{
  const char *bytes;
  gsize n_bytes;
  const guint32 *positions;
  gsize n_positions;
  guint64 wdf;
} Rest;

static gboolean
check_term (const Rest *rest, const OffprintTermRow *row, GError **error)
{
  gsize prefix;
  if (row->length == 0 || row->length > XAP_TERM_MAX_BYTES || row->length >= rest->n_bytes
      || rest->bytes[row->length] != '\0')
    return refuse (error, "a term of %u bytes", row->length);
  if (!is_text (rest->bytes, row->length))
    return refuse (error, "a term that is not text in UTF-8");
  if (!is_content_term (rest->bytes, row->length, &prefix))
    return refuse (error, "a term that no article brings");
  if (row->synonym > 1 || (row->synonym && prefix > 0))
    return refuse (error, "a synonym of what is no word");
  return TRUE;
}

static gboolean
check_positions (const Rest *rest, const OffprintTermRow *row, GError **error)
{
  if (row->n_positions > rest->n_positions)
    return refuse (error, "fewer positions than it says");
  guint32 last = 0;
  for (guint32 i = 0; i < row->n_positions; last = rest->positions[i++])
    if (rest->positions[i] <= last || rest->positions[i] > POSITION_MAX)
      return refuse (error, "position %u after %u", rest->positions[i], last);
  return TRUE;
}

static gboolean
take_term (Rest *rest, const OffprintTermRow *row, OffprintTerms *terms, GError **error)
{
  if (!check_term (rest, row, error) || !check_positions (rest, row, error))
    return FALSE;
  OffprintTerm *term = offprint_terms_append (terms, rest->bytes, row->length);
  term->wdf = row->wdf;
  term->synonym = (gboolean) row->synonym;
  term->positions = (guint32 *) rest->positions;
  term->n_positions = row->n_positions;
  rest->wdf += row->wdf;
  rest->bytes += row->length + 1;
  rest->n_bytes -= row->length + 1;
  if (row->n_positions > 0)
    rest->positions += row->n_positions;
  rest->n_positions -= row->n_positions;
  return TRUE;
}

static GVariant *
get_part (GVariant *variant, OffprintDocumentPart part)
{
  return g_variant_get_child_value (variant, part);
}

static OffprintTerms *
take_terms (GVariant *variant, GError **error)
{
  g_autoptr (GVariant) bytes = get_part (variant, OFFPRINT_DOCUMENT_PART_TERMS);
  g_autoptr (GVariant) rows = get_part (variant, OFFPRINT_DOCUMENT_PART_ROWS);
  g_autoptr (GVariant) positions = get_part (variant, OFFPRINT_DOCUMENT_PART_POSITIONS);
  gsize n_rows;
  Rest rest = { 0 };
  const OffprintTermRow *row = g_variant_get_fixed_array (rows, &n_rows, sizeof *row);
  rest.bytes = g_variant_get_fixed_array (bytes, &rest.n_bytes, 1);
  rest.positions = g_variant_get_fixed_array (positions, &rest.n_positions, sizeof *rest.positions);
  gsize all_positions = rest.n_positions;
  if (n_rows > TERMS_MAX || all_positions > POSITIONS_MAX)
    {
      refuse (error, "%" G_GSIZE_FORMAT " terms at %" G_GSIZE_FORMAT " positions", n_rows, all_positions);
      return NULL;
    }
  g_autoptr (OffprintTerms) terms = offprint_terms_new_for (variant, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    if (!take_term (&rest, &row[i], terms, error))
      return NULL;
  if (rest.n_bytes == 0 && rest.n_positions == 0 && rest.wdf <= all_positions * COUNT_PER_POSITION)
    return g_steal_pointer (&terms);
  refuse (error, "bytes, positions or counts that belong to no term");
  return NULL;
}

static const OffprintFieldInfo *
find_slot (guint32 slot)
{
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    if (offprint_schema_get (field)->slot == slot && field != OFFPRINT_FIELD_MIME_TYPE)
      return offprint_schema_get (field);
  return NULL;
}

static gsize
get_max_bytes (const OffprintFieldInfo *info)
{
  if (info->kind == OFFPRINT_KIND_NUMBER)
    return NUMBER_MAX_BYTES;
  return info->kind == OFFPRINT_KIND_LIST ? info->max_items * (info->max_bytes + strlen (OFFPRINT_LIST_SEPARATOR))
                                          : info->max_bytes;
}

/* The bytes are in the order of the numbers. */
static gboolean
is_recency (const char *data, gsize length)
{
  char least[9], most[9];
  gsize least_length = xap_sortable_serialise (0, least);
  gsize most_length = xap_sortable_serialise (OFFPRINT_DOCUMENT_RECENCY_MAX, most);
  g_autoptr (GBytes) value = g_bytes_new (data, length);
  g_autoptr (GBytes) low = g_bytes_new (least, least_length);
  g_autoptr (GBytes) high = g_bytes_new (most, most_length);
  return length <= sizeof most && g_bytes_compare (value, low) >= 0 && g_bytes_compare (value, high) <= 0;
}

static gboolean
is_content_value (guint32 slot, const char *data, gsize length)
{
  if (slot == OFFPRINT_SLOT_DATE)
    return length == sizeof (guint32);
  if (slot == OFFPRINT_SLOT_RECENCY)
    return is_recency (data, length);
  if (slot == OFFPRINT_SLOT_SKETCH)
    return offprint_sketch_is_valid ((const guint8 *) data, length);
  if (slot == OFFPRINT_SLOT_KEYS)
    return offprint_sketch_keys_are_valid ((const guint8 *) data, length);
  const OffprintFieldInfo *info = slot != OFFPRINT_NO_SLOT ? find_slot (slot) : NULL;
  return info != NULL && length <= get_max_bytes (info) && is_text (data, length);
}

static gboolean
has_slot (const GArray *values, guint32 slot)
{
  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, OffprintValue, i).slot == slot)
      return TRUE;
  return FALSE;
}

static gboolean
take_values (OffprintDocument *document, GVariant *variant, GError **error)
{
  g_autoptr (GVariant) values = get_part (variant, OFFPRINT_DOCUMENT_PART_VALUES);
  gsize n_values = g_variant_n_children (values);
  for (gsize i = 0; i < n_values && n_values <= VALUES_MAX; i++)
    {
      OffprintValue value;
      gsize length;
      g_autoptr (GVariant) bytes = NULL;
      g_variant_get_child (values, i, "(u@ay)", &value.slot, &bytes);
      const char *data = g_variant_get_fixed_array (bytes, &length, 1);
      if (!is_content_value (value.slot, data, length) || has_slot (document->values, value.slot))
        return refuse (error, "slot %u with %" G_GSIZE_FORMAT " bytes", value.slot, length);
      value.value = g_bytes_new (data, length);
      g_array_append_val (document->values, value);
    }
  if (n_values > VALUES_MAX)
    return refuse (error, "%" G_GSIZE_FORMAT " slots", n_values);
  return has_slot (document->values, OFFPRINT_SLOT_SKETCH) == has_slot (document->values, OFFPRINT_SLOT_KEYS)
         || refuse (error, "a sketch without keys, or keys without a sketch");
}

/* Lines for the hosts that no field of the schema table has */
static const struct
{
  const char *key;
  gsize max_bytes;
  gboolean number;
} host_lines[] = {
  { "sample", SAMPLE_MAX_BYTES, FALSE },      { "origcharset", 16, FALSE },
  { "dbytes", NUMBER_MAX_BYTES, TRUE },       { "dmtime", NUMBER_MAX_BYTES, TRUE },
  { "created", NUMBER_MAX_BYTES, TRUE },
};

static gboolean
is_host_line (const char *key, gsize key_length, const char *value, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_lines); i++)
    if (equals (key, key_length, host_lines[i].key))
      return length <= host_lines[i].max_bytes && (!host_lines[i].number || is_number (value, length));
  return FALSE;
}

static gboolean
is_content_line (const char *key, gsize key_length, const char *value, gsize length)
{
  const OffprintFieldInfo *info = offprint_schema_find_data_key (key, key_length);
  if (length == 0 || !is_text (value, length))
    return FALSE;
  if (info == NULL)
    return is_host_line (key, key_length, value, length);
  OffprintField field = offprint_schema_get_field (info);
  return field != OFFPRINT_FIELD_MEMBER && field != OFFPRINT_FIELD_MIME_TYPE && length <= get_max_bytes (info)
      && (info->kind != OFFPRINT_KIND_NUMBER || is_number (value, length));
}

typedef struct
{
  GString *lines; /* those that passed, as offprint_data_append() writes them */
  gboolean refused;
} Lines;

static gboolean
take_line (const char *key, gsize key_length, const char *value, gsize value_length, gpointer user_data)
{
  Lines *lines = user_data;
  if (!is_content_line (key, key_length, value, value_length))
    {
      lines->refused = TRUE;
      return FALSE;
    }
  g_autofree char *name = g_strndup (key, key_length);
  g_autofree char *text = g_strndup (value, value_length);
  g_autofree char *known = offprint_data_get (lines->lines->str, lines->lines->len, name);
  lines->refused = known != NULL;
  offprint_data_append (lines->lines, name, text);
  return !lines->refused;
}

/* Written anew and compared, so that the form holds no surprise either: lines without key, or that run on. */
static gboolean
take_lines (OffprintDocument *document, GVariant *variant, GError **error)
{
  g_autoptr (GVariant) part = get_part (variant, OFFPRINT_DOCUMENT_PART_LINES);
  gsize length;
  const char *data = g_variant_get_fixed_array (part, &length, 1);
  if (length > LINES_MAX_BYTES)
    return refuse (error, "%" G_GSIZE_FORMAT " bytes of lines", length);
  Lines lines = { document->lines, FALSE };
  if (length > 0)
    offprint_data_foreach (data, length, take_line, &lines);
  if (lines.refused || document->lines->len != length
      || (length > 0 && memcmp (document->lines->str, data, length) != 0))
    return refuse (error, "a line that no article brings");
  const char *title = offprint_schema_get (OFFPRINT_FIELD_TITLE)->data_key;
  g_autofree char *caption = offprint_data_get (document->lines->str, length, title);
  document->titled = caption != NULL;
  return TRUE;
}

static gboolean
take_text (OffprintDocument *document, GVariant *variant, GError **error)
{
  g_autoptr (GVariant) part = get_part (variant, OFFPRINT_DOCUMENT_PART_TEXT);
  if (g_variant_n_children (part) == 0)
    return TRUE;
  document->text = g_variant_get_data_as_bytes (part);
  g_autofree char *text = offprint_metadata_unpack_text (document->text);
  return text != NULL || refuse (error, "a text that can't be unpacked");
}

static gboolean
take_stemmer (OffprintDocument *document, GVariant *variant, GError **error)
{
  g_autoptr (GVariant) part = get_part (variant, OFFPRINT_DOCUMENT_PART_STEMMER);
  document->stemmer = offprint_stemming_find (g_variant_get_string (part, NULL));
  document->synonyms = document->beginnings = TRUE;
  return document->stemmer != NULL || refuse (error, "a stemmer that nobody knows");
}

/**
 * offprint_document_new_from_variant:
 * @variant: of %OFFPRINT_DOCUMENT_TYPE, with any bytes in it, in normal form or not; the document keeps a reference
 * @error: return location
 *
 * Any number of threads may.
 *
 * Returns: (transfer full) (nullable): the document; %OFFPRINT_ERROR_INPUT, with what is wrong, when anything in it is
 *   not what the content of an article can bring
 */
OffprintDocument *
offprint_document_new_from_variant (GVariant *variant, GError **error)
{
  g_return_val_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE (OFFPRINT_DOCUMENT_TYPE)), NULL);

  /* Now in one piece, if it was not: what points into it stays where it is. */
  g_variant_get_data (variant);
  OffprintTerms *terms = take_terms (variant, error);
  if (terms == NULL)
    return NULL;
  g_autoptr (OffprintDocument) document = offprint_document_new_for (terms);
  if (!take_values (document, variant, error) || !take_lines (document, variant, error)
      || !take_text (document, variant, error) || !take_stemmer (document, variant, error))
    return NULL;
  return g_steal_pointer (&document);
}
