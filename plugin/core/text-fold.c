/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding whole texts: what character.c does to one character, done to all of them. */
#include "core/text.h"

#include "core/character.h"

#include <string.h>

typedef gsize (*FoldFunc) (gunichar c, char *folded);

static char *
fold_with (const char *text, gssize length, FoldFunc fold)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  GString *result = g_string_sized_new (bytes + 1);

  for (gsize at = 0, step; at < bytes; at += step)
    {
      char folded[OFFPRINT_CHARACTER_MAX_FOLD];
      gsize written = fold (offprint_character_decode (text + at, &step), folded);
      g_string_append_len (result, folded, (gssize) written);
    }
  return g_string_free (result, FALSE);
}

/**
 * offprint_text_fold:
 * @text: valid UTF-8
 * @length: its bytes, or -1 if NUL-terminated
 *
 * Folds @text as Recoll folds words: lower-case, without accents, `œ` and `ß` and their like opened, curly apostrophes
 * and hyphens made straight, soft hyphens and joiners removed. `ł`, `ø`, `đ` are letters of their own and stay, as do
 * the voicing marks of kana.
 *
 * Returns: (transfer full): the folded text
 */
char *
offprint_text_fold (const char *text, gssize length)
{
  return fold_with (text, length, offprint_character_fold);
}

/**
 * offprint_text_fold_accents:
 * @text: valid UTF-8
 * @length: its bytes, or -1 if NUL-terminated
 *
 * Like offprint_text_fold(), but keeps capitals, so that the operators of a query stay what they are.
 *
 * Returns: (transfer full): the text without accents
 */
char *
offprint_text_fold_accents (const char *text, gssize length)
{
  return fold_with (text, length, offprint_character_fold_accents);
}
