/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File managers sort a column by comparing its text byte by byte. So dates are ISO 8601, and numbers have spaces before
 * them; nobody sees those, since the column is aligned to the right. */
#include "hosts/files/card.h"

#include "core/i18n.h"
#include "core/text.h"

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

/* Some file managers make a column as wide as its longest text, and leave the name of the file what is left over. */
static void
set_text (Card *card, CardColumn column, const char *text)
{
  card->values[column] = offprint_text_truncate_words (text, (gsize) columns[column].width);
}

/**
 * card_new:
 * @file: of type `(ubssssst)`, what GetColumns tells of a file
 *
 * Returns: (transfer full): what is shown of it
 */
Card *
card_new (GVariant *file)
{
  Card *card = g_new0 (Card, 1);
  const char *title, *publisher, *author, *published, *language;
  guint64 words;
  g_variant_get (file, "(ub&s&s&s&s&st)", &card->count, &card->has_url, &title, &publisher, &author, &published,
                 &language, &words);
  card->refs = 1;
  set_text (card, CARD_TITLE, title);
  set_text (card, CARD_PUBLISHER, publisher);
  set_text (card, CARD_AUTHOR, author);
  set_text (card, CARD_PUBLISHED, published);
  set_text (card, CARD_LANGUAGE, language);
  card->values[CARD_WORDS] = card->count > 0 ? g_strdup_printf (WORDS_FORMAT, words) : g_strdup ("");
  if (card->count < 2)
    return card;
  g_free (card->values[CARD_TITLE]);
  card->values[CARD_TITLE] = g_strdup_printf (ngettext ("%u article", "%u articles", card->count), card->count);
  return card;
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
