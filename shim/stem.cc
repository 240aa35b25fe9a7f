/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemmers (Snowball, as shipped with Xapian). */
#include "shim/handles.hh"

using xap::guard;

/**
 * xap_stem_new:
 * @language: English name (`english`) or two-letter code (`en`); `none` leaves words as they are
 * @error: return location for an error
 *
 * Returns: (transfer full): the stemmer, or %NULL with %XAP_ERROR_FAILED (no stemmer for this language)
 */
XapStem *
xap_stem_new (const char *language, GError **error)
{
  return guard<XapStem *> (nullptr, error, [&] { return new XapStem (language); });
}

/**
 * xap_stem_free:
 * @stem: (nullable) (transfer full): a stemmer
 */
void
xap_stem_free (XapStem *stem)
{
  delete stem;
}

/**
 * xap_stem_word:
 * @stem: a stemmer
 * @word: (array length=length): UTF-8, lower-case
 * @length: bytes
 * @stem_length: (out): bytes of the stem
 *
 * Never fails: where the word can't be stemmed, the word is its own stem.
 *
 * Returns: (transfer none) (array length=stem_length): the stem, NUL-terminated (but @word itself, not terminated by
 *    this function, when memory ran out), valid until the next call with @stem
 */
const char *
xap_stem_word (XapStem *stem, const char *word, gsize length, gsize *stem_length)
{
  const bool done = guard (false, nullptr, [&] {
    stem->word = stem->stem (xap::make_text (word, length));
    return true;
  });

  *stem_length = done ? stem->word.size () : length;
  return done ? stem->word.c_str () : word;
}

/**
 * xap_sortable_serialise:
 * @number: any number but NaN
 * @buffer: (out caller-allocated): receives the bytes; no NUL is added
 *
 * Makes bytes that compare as the numbers do.
 *
 * Returns: how many of the 9 bytes are used; 0 for the least number of all, minus infinity
 */
gsize
xap_sortable_serialise (double number, char buffer[9])
{
  return Xapian::sortable_serialise_ (number, buffer);
}
