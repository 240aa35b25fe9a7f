/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Good enough to cut a headline out of a paragraph and to tell whole sentences from labels; not for linguistics. */
#include "extract/sentence.h"

#include <string.h>

static gboolean
is_mark (gunichar c)
{
  switch (c)
    {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
    case 0xff0e: /* ． */
    case 0x0964: /* । */
    case 0x061f: /* ؟ */
    case 0x06d4: /* ۔ */
    case 0x1362: /* ። */
    case 0x0589: /* ։ */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_closing (gunichar c)
{
  switch (c)
    {
    case '"':
    case '\'':
    case ')':
    case ']':
    case 0xbb: /* » */
    case 0xab: /* « closes in German */
    case 0x2019:
    case 0x201d:
    case 0x201c: /* “ closes in German */
    case 0x203a:
    case 0x300d: /* 」 */
    case 0x300f: /* 』 */
    case 0xff09: /* ） */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Scripts that put no space after a sentence. */
static gboolean
needs_no_space (gunichar mark)
{
  return mark >= 0x3000;
}

/**
 * offprint_sentence_is_end:
 * @start: valid UTF-8
 * @at: a character's start in it, or its end
 *
 * Returns: whether what stands from @start to @at ends with a sentence mark; quotes, brackets and spaces after the mark
 * do not matter
 */
gboolean
offprint_sentence_is_end (const char *start, const char *at)
{
  while (at > start)
    {
      at = g_utf8_prev_char (at);
      gunichar c = g_utf8_get_char (at);
      if (is_mark (c))
        return TRUE;
      if (!is_closing (c) && !g_unichar_isspace (c))
        return FALSE;
    }
  return FALSE;
}

/* Titles and the like, which a name follows. */
static const char *const abbreviations[] = {
  "Adm",    "Brig", "Capt", "Col", "Dr",  "Gen", "Gov", "Hon", "Jr",   "Lt",   "Maj",
  "Messrs", "Mgr",  "Mr",   "Mrs", "Ms",  "Mt",  "No",  "Nr",  "Pres", "Prof", "Rep",
  "Rev",    "Sen",  "Sgt",  "Sr",  "Sra", "St",  "Ste", "bzw", "ca",   "etc",  "vs",
};

/* Whether the full stop at @stop belongs to an abbreviation: initials ("U.S.", "J."), a title, or a lower-case word or
 * digit goes on after it. */
static gboolean
is_abbreviation (const char *text, const char *stop, const char *next)
{
  const char *word = stop;
  gboolean has_stop = FALSE;
  guint letters = 0;
  while (word > text && (g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (word))) || word[-1] == '.'))
    {
      word = g_utf8_prev_char (word);
      has_stop = has_stop || *word == '.';
      letters += *word != '.';
    }
  if (g_unichar_islower (g_utf8_get_char (next)))
    return TRUE;
  if (has_stop || (letters == 1 && g_unichar_isupper (g_utf8_get_char (word))))
    return letters > 0 && letters <= 4;
  g_autofree char *name = g_strndup (word, (gsize) (stop - word));
  for (gsize i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strcmp (abbreviations[i], name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * offprint_sentence_skip:
 * @text: valid UTF-8
 *
 * Returns: where the second sentence of @text starts, the end of the line, or its end
 */
const char *
offprint_sentence_skip (const char *text)
{
  const char *p = text;
  while (*p != '\0' && *p != '\n')
    {
      gunichar c = g_utf8_get_char (p);
      p = g_utf8_next_char (p);
      if (!is_mark (c))
        continue;
      const char *after = p;
      while (*after != '\0' && (is_mark (g_utf8_get_char (after)) || is_closing (g_utf8_get_char (after))))
        after = g_utf8_next_char (after);
      if (*after != '\0' && *after != '\n' && !needs_no_space (c) && !g_unichar_isspace (g_utf8_get_char (after)))
        continue;
      while (*after != '\0' && *after != '\n' && g_unichar_isspace (g_utf8_get_char (after)))
        after = g_utf8_next_char (after);
      if (c == '.' && *after != '\0' && *after != '\n' && is_abbreviation (text, p - 1, after))
        continue;
      return after;
    }
  return p;
}

/**
 * offprint_sentence_is_title_case:
 * @start: valid UTF-8
 * @end: where to stop
 *
 * Returns: whether most words of more than three letters have a capital, as in English headlines
 */
gboolean
offprint_sentence_is_title_case (const char *start, const char *end)
{
  guint capitals = 0, words = 0;
  for (const char *p = start; p < end;)
    {
      const char *word = p;
      while (p < end && g_unichar_isalpha (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > word && g_utf8_pointer_to_offset (word, p) > 3)
        {
          words++;
          capitals += g_unichar_isupper (g_utf8_get_char (word)) != 0;
        }
      if (p == word)
        p = g_utf8_next_char (p);
    }
  return words > 0 && capitals * 10 >= words * 7;
}
