/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File managers sort a column by comparing its text byte by byte. So dates are ISO 8601, and numbers have spaces before
 * them; nobody sees those, since the column is aligned to the right. */
#include "hosts/files/card.h"

#include "core/date.h"
#include "core/hit.h"
#include "core/i18n.h"
#include "desktop/line.h"
#include "desktop/presentation.h"

#include <string.h>

#define WORDS_FORMAT "%8" G_GUINT64_FORMAT

struct _Card
{
  guint refs;
  guint count; /* of articles in the file */
  gboolean has_url;
  char *values[N_CARD_COLUMNS]; /* never NULL */
};

/* lint: table */
static const CardColumnInfo columns[N_CARD_COLUMNS] = {
  [CARD_TITLE] = { "offprint-title", N_ ("Article"), N_ ("Title of the article"), 0, 50 },
  [CARD_PUBLISHER] = { "offprint-publisher", N_ ("Publisher"), N_ ("Where the article appeared"), 0, 24 },
  [CARD_AUTHOR] = { "offprint-author", N_ ("Author"), N_ ("Who wrote the article"), 0, 24 },
  [CARD_PUBLISHED] = { "offprint-published", N_ ("Published"), N_ ("When the article appeared"), 0, 10 },
  [CARD_LANGUAGE] = { "offprint-language", N_ ("Language"), N_ ("Language of the article"), 0, 8 },
  [CARD_WORDS] = { "offprint-words", N_ ("Words"), N_ ("Length of the article in words"), 1, 8 },
};

/**
 * card_column_get:
 * @column: a column
 *
 * Returns: (transfer none): what it is called
 */
const CardColumnInfo *
card_column_get (CardColumn column)
{
  g_return_val_if_fail (column < N_CARD_COLUMNS, NULL);

  return &columns[column];
}

static char *
get_published (const OffprintRecord *record)
{
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  char text[OFFPRINT_DATE_BUFFER];
  OffprintDate date;
  if (published == NULL || !offprint_date_parse_iso8601 (published, &date))
    return g_strdup ("");
  date.precision = MIN (date.precision, OFFPRINT_PRECISION_DAY);
  date.has_offset = FALSE;
  return g_strdup (offprint_date_format (&date, text));
}

/* Some file managers make a column as wide as its longest text, and leave the name of the file what is left over. */
static char *
shorten (char *line, CardColumn column)
{
  g_autofree char *whole = line;
  return offprint_line_new (whole, (gsize) columns[column].width);
}

static char *
get_value (const OffprintRecord *record, CardColumn column)
{
  const char *language = offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE);
  switch (column)
    {
    case CARD_TITLE:
      return shorten (offprint_presentation_get_title (record), column);
    case CARD_PUBLISHER:
      return shorten (offprint_presentation_get_publisher (record), column);
    case CARD_AUTHOR:
      return shorten (offprint_presentation_get_authors (record), column);
    case CARD_PUBLISHED:
      return get_published (record);
    case CARD_LANGUAGE:
      return g_strdup (language != NULL ? language : "");
    default:
      return g_strdup_printf (WORDS_FORMAT, offprint_record_get_words (record));
    }
}

/* Several articles in one file have in common what all of them say. */
static void
merge (Card *card, const OffprintRecord *record)
{
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    {
      g_autofree char *value = get_value (record, column);
      if (strcmp (card->values[column], value) != 0)
        *card->values[column] = '\0';
    }
}

static void
add_up (Card *card, GPtrArray *records)
{
  guint64 words = 0;
  for (guint i = 0; i < records->len; i++)
    words += offprint_record_get_words (g_ptr_array_index (records, i));
  g_free (card->values[CARD_TITLE]);
  g_free (card->values[CARD_WORDS]);
  card->values[CARD_TITLE] = g_strdup_printf (ngettext ("%u article", "%u articles", records->len), records->len);
  card->values[CARD_WORDS] = g_strdup_printf (WORDS_FORMAT, words);
}

/**
 * card_new:
 * @records: (element-type OffprintRecord): the articles of one file; none: it is not in the index
 *
 * Returns: (transfer full): what is shown of the file
 */
Card *
card_new (GPtrArray *records)
{
  Card *card = g_new0 (Card, 1);
  card->refs = 1;
  card->count = records->len;
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    card->values[column] = records->len > 0 ? get_value (g_ptr_array_index (records, 0), column) : g_strdup ("");
  for (guint i = 0; i < records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (records, i);
      card->has_url |= offprint_record_get (record, OFFPRINT_FIELD_URL) != NULL;
      if (i > 0)
        merge (card, record);
    }
  if (records->len > 1)
    add_up (card, records);
  return card;
}

/**
 * card_new_from_bus:
 * @articles: of type `aa{sv}`: the articles of one file
 *
 * Returns: (transfer full): what is shown of the file
 */
Card *
card_new_from_bus (GVariant *articles)
{
  static const OffprintField fields[] = { OFFPRINT_FIELD_PATH,     OFFPRINT_FIELD_MEMBER,    OFFPRINT_FIELD_TITLE,
                                          OFFPRINT_FIELD_AUTHORS,  OFFPRINT_FIELD_PUBLISHER, OFFPRINT_FIELD_PUBLISHED,
                                          OFFPRINT_FIELD_LANGUAGE, OFFPRINT_FIELD_URL,       OFFPRINT_FIELD_WORDS };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  for (gsize i = 0; i < g_variant_n_children (articles); i++)
    {
      g_autoptr (GVariant) article = g_variant_get_child_value (articles, i);
      g_ptr_array_add (records, offprint_record_new_from_bus_fields (article, fields, G_N_ELEMENTS (fields)));
    }
  return card_new (records);
}

/**
 * card_ref:
 * @card: a card
 *
 * Returns: (transfer full): @card
 */
Card *
card_ref (Card *card)
{
  card->refs++;
  return card;
}

/**
 * card_unref:
 * @card: (nullable) (transfer full): a card
 */
void
card_unref (Card *card)
{
  if (card == NULL || --card->refs > 0)
    return;
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    g_free (card->values[column]);
  g_free (card);
}

/**
 * card_equal:
 * @a: a card
 * @b: another one
 *
 * Returns: whether both look the same
 */
gboolean
card_equal (const Card *a, const Card *b)
{
  if (a->count != b->count || a->has_url != b->has_url)
    return FALSE;
  for (CardColumn column = 0; column < N_CARD_COLUMNS; column++)
    if (strcmp (a->values[column], b->values[column]) != 0)
      return FALSE;
  return TRUE;
}

/**
 * card_get_count:
 * @card: a card
 *
 * Returns: how many articles are in the file; 0 when it is not in the index
 */
guint
card_get_count (const Card *card)
{
  return card->count;
}

/**
 * card_get:
 * @card: a card
 * @column: which of its values
 *
 * Returns: (transfer none) (not nullable): one line of text, empty when it is not known
 */
const char *
card_get (const Card *card, CardColumn column)
{
  g_return_val_if_fail (column < N_CARD_COLUMNS, NULL);

  return card->values[column];
}

/**
 * card_has_url:
 * @card: a card
 *
 * Returns: whether the original page of an article in the file is known
 */
gboolean
card_has_url (const Card *card)
{
  return card->has_url;
}
