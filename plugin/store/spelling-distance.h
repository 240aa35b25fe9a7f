/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In how many letters two words differ. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words are at most 40 bytes long. */
#define OFFPRINT_SPELLING_CHARS_MAX 40

/* A word as characters */
typedef struct
{
  gunichar chars[OFFPRINT_SPELLING_CHARS_MAX];
  guint length;
} OffprintSpellingWord;

gboolean offprint_spelling_word_set (OffprintSpellingWord *word, const char *text, gsize length);
guint offprint_spelling_get_distance (const OffprintSpellingWord *a, const OffprintSpellingWord *b, guint max);

G_END_DECLS
