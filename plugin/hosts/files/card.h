/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a file manager shows of a file in its list: few words, kept for many files. Immutable, counted, for one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CARD_TITLE,
  CARD_PUBLISHER,
  CARD_AUTHOR,
  CARD_PUBLISHED,
  CARD_LANGUAGE,
  CARD_WORDS,
  N_CARD_COLUMNS,
} CardColumn;

/**
 * CardColumnInfo:
 * @name: of the column and of the attribute that it shows, the same in all file managers
 * @label: for the head of the column, not translated yet
 * @description: for the list of columns, not translated yet
 * @align: 0 for text, 1 for numbers
 * @width: in characters; no value is longer
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *description;
  float align;
  int width;
} CardColumnInfo;

typedef struct _Card Card;

const CardColumnInfo *card_column_get (CardColumn column);

Card *card_new (GVariant *file);
Card *card_ref (Card *card);
void card_unref (Card *card);
gboolean card_equal (const Card *a, const Card *b);
guint card_get_count (const Card *card);
const char *card_get (const Card *card, CardColumn column);
gboolean card_has_url (const Card *card);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Card, card_unref)

G_END_DECLS
