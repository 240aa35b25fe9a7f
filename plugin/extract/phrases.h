/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding known phrases in a line of text, whatever its case, accents and punctuation; and the folded words of that
 * line. Both sides are folded the same way, so tables of phrases are written as people write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What lies beyond is not looked at: a phrase that says what a paragraph is stands near its ends. */
#define OFFPRINT_PHRASES_MAX_BYTES 1500

/* One folded word. Ideographs and kana are words of their own; so is © and what stands for it, "(c)". */
typedef struct
{
  guint32 folded;     /* offset in line->folded, NUL-terminated there */
  guint32 start, end; /* byte range in the line */
} OffprintPhraseWord;

typedef struct
{
  const char *text; /* not owned */
  gsize length;     /* bytes of @text that were looked at */
  GString *folded;
  GArray *words; /* of OffprintPhraseWord */
} OffprintPhraseLine;

typedef struct _OffprintPhrases OffprintPhrases;

/* @row: as given to offprint_phrases_add(); @first and @n_words: which words of the line */
typedef void (*OffprintPhraseFunc) (gconstpointer row, guint first, guint n_words, gpointer data);

OffprintPhrases *offprint_phrases_new (void);
void offprint_phrases_add (OffprintPhrases *phrases, const char *phrase, gconstpointer row);
void offprint_phrases_find (const OffprintPhrases *phrases, const OffprintPhraseLine *line, OffprintPhraseFunc func,
                            gpointer data);

OffprintPhraseLine *offprint_phrase_line_new (const char *text);
void offprint_phrase_line_free (OffprintPhraseLine *line);
const char *offprint_phrase_line_get_word (const OffprintPhraseLine *line, guint word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintPhraseLine, offprint_phrase_line_free)

G_END_DECLS
