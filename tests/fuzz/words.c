/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: any bytes, made valid, cleaned, folded and split into words; what comes out must keep the promises of
 * words.h and text.h. */
#include "core/text.h"
#include "core/words.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  gsize length; /* of the text */
  guint32 first; /* position */
  guint32 last; /* highest position given */
  gsize forms;
} Seen;

static gboolean
check_word (const OffprintWord *word, gpointer data)
{
  Seen *seen = data;

  g_assert_cmpuint (word->length, >, 0);
  g_assert_cmpuint (word->length, <=, OFFPRINT_WORD_MAX_BYTES);
  g_assert_cmpuint (word->length, ==, strlen (word->term));
  g_assert_true (g_utf8_validate (word->term, (gssize) word->length, NULL));
  g_assert_cmpuint (word->start, <, word->end);
  g_assert_cmpuint (word->end, <=, seen->length);
  g_assert_cmpuint (word->position, >=, seen->first);
  seen->last = MAX (seen->last, word->position);
  seen->forms++;
  return TRUE;
}

static void
check_words (const char *text)
{
  Seen seen = { .length = strlen (text), .first = 100, .last = 100 };
  guint32 end = offprint_words_foreach (text, seen.length, seen.first, check_word, &seen);

  g_assert_cmpuint (end, >=, seen.first);
  if (seen.forms > 0)
    g_assert_cmpuint (end, >, seen.last);
  g_assert_cmpuint (end - seen.first, <=, seen.length + 1);
}

static void
check_valid (char *text, gsize max_bytes)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (max_bytes > 0)
    g_assert_cmpuint (strlen (text), <=, max_bytes);
  g_free (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = offprint_text_make_valid ((const char *) data, (gssize) size);
  gsize limit = size / 2 + 1;

  check_words (text);
  check_valid (offprint_text_squeeze (text, limit), limit);
  check_valid (offprint_text_clean_paragraphs (text, limit), limit);
  check_valid (offprint_text_truncate_words (text, limit), 0);
  check_valid (offprint_text_fold (text, -1), 0);
  check_valid (offprint_text_fold_accents (text, -1), 0);
  check_valid (offprint_text_printable (bytes), 0);
  g_assert_cmpuint (offprint_text_count_words (text), <=, strlen (text));
  return 0;
}
