/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One character as the hosts read it. What Recoll does with the characters of the basic plane is a table, because it
 * follows no version of Unicode: it removes the vowel signs of Gujarati but not those of Devanagari, splits before `²`
 * and `µ`, and folds nothing above U+FFFF. Splitting text into words is in words.h. */
#include "core/character.h"

#include "core/character-table.h"

#include <string.h>

/* Entries of the table that are not the folded character itself. */
enum
{
  ENTRY_SAME,
  ENTRY_NOTHING,
  ENTRY_SEPARATOR,
  ENTRY_SKIPPED,
};

static inline guint16
get_entry (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) ? ENTRY_SAME : ENTRY_SEPARATOR;
  if (c > 0xffff)
    return ENTRY_SAME;
  return character_entries[character_pages[c / CHARACTER_PAGE_SIZE]][c % CHARACTER_PAGE_SIZE];
}

/**
 * offprint_character_get_kind:
 * @c: a character
 *
 * Tells what @c does to words. ASCII punctuation counts as a separator here; what it does inside a word (`e-mail`,
 * `c++`) depends on its neighbours and is decided in words.c.
 *
 * Returns: the kind of @c
 */
OffprintCharacterKind
offprint_character_get_kind (gunichar c)
{
  switch (get_entry (c))
    {
    case ENTRY_SEPARATOR:
      return OFFPRINT_CHARACTER_SEPARATOR;
    case ENTRY_SKIPPED:
      return OFFPRINT_CHARACTER_SKIPPED;
    default:
      return OFFPRINT_CHARACTER_LETTER;
    }
}

/**
 * offprint_character_is_cjk:
 * @c: a character
 *
 * Tells whether @c is of a script that Recoll indexes character by character: Chinese, Japanese, Korean, and the blocks
 * around them, full-width Latin letters too.
 *
 * Returns: %TRUE for such a character
 */
gboolean
offprint_character_is_cjk (gunichar c)
{
  static const struct
  {
    gunichar first, last;
  } blocks[] = {
    { 0x1100, 0x11ff },   /* Hangul Jamo */
    { 0x2e80, 0x2eff },   /* radicals */
    { 0x3000, 0x9fff },   /* from CJK punctuation to the unified ideographs */
    { 0xa700, 0xa71f },   /* tone letters */
    { 0xac00, 0xd7af },   /* Hangul */
    { 0xf900, 0xfaff },   /* compatibility ideographs */
    { 0xfe30, 0xfe4f },   /* compatibility forms */
    { 0xff00, 0xffef },   /* half-width and full-width forms */
    { 0x20000, 0x2a6df }, /* extension B */
    { 0x2f800, 0x2fa1f }, /* compatibility ideographs, supplement */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (blocks) && c >= blocks[i].first; i++)
    if (c <= blocks[i].last)
      return TRUE;
  return FALSE;
}

/**
 * offprint_character_is_invisible:
 * @c: a character
 *
 * Tells whether @c shows nothing and only steers layout: bidirectional controls, zero-width characters, joiners, the
 * soft hyphen, annotation and tag characters. Variation selectors are not among them, they choose the look of an emoji.
 *
 * Returns: %TRUE for such a character
 */
gboolean
offprint_character_is_invisible (gunichar c)
{
  if (c < 0x80)
    return FALSE;
  if (c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e || c == 0xfeff)
    return TRUE;
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)
         || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static gsize
copy_sequence (guint16 entry, char *folded)
{
  guint16 index = entry - CHARACTER_FIRST_SEQUENCE;
  gsize start = character_sequence_starts[index];
  gsize length = character_sequence_starts[index + 1] - start;

  G_STATIC_ASSERT (sizeof character_sequences <= G_MAXUINT16);
  g_assert (length < OFFPRINT_CHARACTER_MAX_FOLD);
  memcpy (folded, character_sequences + start, length);
  return length;
}

static inline gsize
encode (gunichar c, char *bytes)
{
  if (c >= 0x80)
    return (gsize) g_unichar_to_utf8 (c, bytes);
  bytes[0] = (char) c;
  return 1;
}

/**
 * offprint_character_fold:
 * @c: a character
 * @folded: (out caller-allocated): its folded form, not NUL-terminated
 *
 * Folds one character as Recoll does: lower-case, without accents, ligatures opened. The folded form may be empty (a
 * mark), and may hold a space (a spacing accent). Separators stay as they are.
 *
 * Returns: the number of bytes in @folded
 */
gsize
offprint_character_fold (gunichar c, char folded[OFFPRINT_CHARACTER_MAX_FOLD])
{
  guint16 entry = get_entry (c);

  if (c < 0x80)
    c = (gunichar) g_ascii_tolower ((char) c);
  else if (entry == ENTRY_NOTHING || entry == ENTRY_SKIPPED)
    return 0;
  else if (entry >= CHARACTER_FIRST_SEQUENCE && entry < 0xf900)
    return copy_sequence (entry, folded);
  else if (entry > ENTRY_SKIPPED)
    c = entry;
  return encode (c, folded);
}

/* Puts the capitals back into the folded form of a capital: all of them, or the first for a title-case letter. */
static gsize
restore_capitals (gboolean all, const char *folded, gsize length, char *restored)
{
  gsize at = 0, written = 0;

  while (at < length)
    {
      gsize bytes;
      gunichar c = offprint_character_decode (folded + at, &bytes);
      written += encode (all || at == 0 ? g_unichar_toupper (c) : c, restored + written);
      at += bytes;
    }
  return written;
}

/**
 * offprint_character_fold_accents:
 * @c: a character
 * @folded: (out caller-allocated): its form without accents, not NUL-terminated
 *
 * Folds one character but keeps its case: `É` gives `E`, `Œ` gives `OE`, `ǅ` gives `Dz`.
 *
 * Returns: the number of bytes in @folded
 */
gsize
offprint_character_fold_accents (gunichar c, char folded[OFFPRINT_CHARACTER_MAX_FOLD])
{
  char lower[OFFPRINT_CHARACTER_MAX_FOLD];
  gsize length;

  if (c < 0x80)
    return encode (c, folded);
  length = offprint_character_fold (c, lower);
  if (g_unichar_isupper (c) || g_unichar_istitle (c))
    return restore_capitals (g_unichar_isupper (c), lower, length, folded);
  memcpy (folded, lower, length);
  return length;
}
