/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One character as the hosts read it: whether it divides words, and what it is folded to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintCharacterKind:
 * @OFFPRINT_CHARACTER_LETTER: part of a word: letters, digits, marks, and whatever Recoll does not know better (emoji)
 * @OFFPRINT_CHARACTER_SEPARATOR: between words
 * @OFFPRINT_CHARACTER_SKIPPED: as if it were not there (soft hyphen, joiners)
 */
typedef enum
{
  OFFPRINT_CHARACTER_LETTER,
  OFFPRINT_CHARACTER_SEPARATOR,
  OFFPRINT_CHARACTER_SKIPPED,
} OffprintCharacterKind;

/* More bytes than any character's folded form has. */
#define OFFPRINT_CHARACTER_MAX_FOLD 40

OffprintCharacterKind offprint_character_get_kind (gunichar c);
gboolean offprint_character_is_cjk (gunichar c);
gboolean offprint_character_is_invisible (gunichar c);
gsize offprint_character_fold (gunichar c, char folded[OFFPRINT_CHARACTER_MAX_FOLD]);
gsize offprint_character_fold_accents (gunichar c, char folded[OFFPRINT_CHARACTER_MAX_FOLD]);

/* Decodes the character at @text, which is valid UTF-8, and puts its number of bytes into @length. The library's own is
 * not inlined, and everything here looks at every character. */
static inline gunichar
offprint_character_decode (const char *text, gsize *length)
{
  const guint8 *bytes = (const guint8 *) text;

  if (bytes[0] < 0x80)
    {
      *length = 1;
      return bytes[0];
    }
  if (bytes[0] < 0xe0)
    {
      *length = 2;
      return (bytes[0] & 0x1fu) << 6 | (bytes[1] & 0x3fu);
    }
  if (bytes[0] < 0xf0)
    {
      *length = 3;
      return (bytes[0] & 0x0fu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
    }
  *length = 4;
  return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3fu) << 12 | (bytes[2] & 0x3fu) << 6 | (bytes[3] & 0x3fu);
}

G_END_DECLS
