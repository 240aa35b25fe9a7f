/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From BCP 47 to the names of Xapian's stemmers. */
#include "store/stemming.h"

#include <string.h>

/* lint: table */
static const struct
{
  const char *language, *stemmer;
} stemmers[] = {
  { "ar", "arabic" },
  { "ca", "catalan" },
  { "da", "danish" },
  { "de", "german" },
  { "en", "english" },
  { "es", "spanish" },
  { "eu", "basque" },
  { "fi", "finnish" },
  { "fr", "french" },
  { "ga", "irish" },
  { "hu", "hungarian" },
  { "hy", "armenian" },
  { "id", "indonesian" },
  { "it", "italian" },
  { "lt", "lithuanian" },
  { "nb", "norwegian" },
  { "ne", "nepali" },
  { "nl", "dutch" },
  { "nn", "norwegian" },
  { "no", "norwegian" },
  { "pt", "portuguese" },
  { "ro", "romanian" },
  { "ru", "russian" },
  { "sv", "swedish" },
  { "ta", "tamil" },
  { "tr", "turkish" },
};

#define NO_STEMMER "none"

/**
 * offprint_stemming_get_name:
 * @language: (nullable): a BCP 47 tag, in any case; only its primary subtag matters
 *
 * An article whose language is not known (too short to tell, mostly) is stemmed as English, as Omega does with all.
 *
 * Returns: (transfer none): the stemmer's name for xap_stem_new(), `none` for a language without one
 */
const char *
offprint_stemming_get_name (const char *language)
{
  gsize length = language != NULL ? strcspn (language, "-_") : 0;
  if (length == 0 || g_ascii_strcasecmp (language, "und") == 0)
    return OFFPRINT_STEMMING_OMEGA;
  for (gsize i = 0; i < G_N_ELEMENTS (stemmers); i++)
    if (strlen (stemmers[i].language) == length && g_ascii_strncasecmp (stemmers[i].language, language, length) == 0)
      return stemmers[i].stemmer;
  return NO_STEMMER;
}

/**
 * offprint_stemming_find:
 * @stemmer: any string
 *
 * Returns: (transfer none) (nullable): the same, as offprint_stemming_get_name() returns it; %NULL if it never does
 */
const char *
offprint_stemming_find (const char *stemmer)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stemmers); i++)
    if (strcmp (stemmers[i].stemmer, stemmer) == 0)
      return stemmers[i].stemmer;
  return strcmp (stemmer, NO_STEMMER) == 0 ? NO_STEMMER : NULL;
}
