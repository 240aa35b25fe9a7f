/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of BibTeX entries: doe2022otters-3f2a1c. What a person can remember comes first, then what makes it unique. Made
 * of the article, not of its file: the same article has the same key tomorrow, in another folder, in another copy. */
#include "core/text.h"
#include "desktop/citation-private.h"

#include <string.h>

/* A word that says something is rarely shorter, in any language. */
#define MIN_WORD_LENGTH 4
#define MAX_PART_LENGTH 24
#define MARK_LENGTH 6

/* Returns: (transfer full): the letters and digits of ASCII that @word can be written with, perhaps none */
static char *
make_part (const char *word)
{
  g_autofree char *folded = offprint_text_fold (word, -1);
  g_autofree char *ascii = g_str_to_ascii (folded, "C");
  g_autoptr (GString) part = g_string_new (NULL);
  for (const char *p = ascii; *p != '\0' && part->len < MAX_PART_LENGTH; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (part, g_ascii_tolower (*p));
  return g_string_free (g_steal_pointer (&part), FALSE);
}

static void
append_surname (GString *key, const OffprintRecord *record)
{
  const char *agency[2];
  const char *creator = citation_get_creators (record, agency)[0];
  const char *space = creator != NULL ? strrchr (creator, ' ') : NULL;
  g_autofree char *part = make_part (creator == NULL ? "" : space != NULL ? space + 1 : creator);
  /* Not every program takes a key that begins with a digit. */
  g_string_append (key, g_ascii_isalpha (part[0]) ? part : "article");
}

static void
append_title_word (GString *key, const OffprintRecord *record)
{
  g_autofree char *title = citation_get_title (record);
  g_auto (GStrv) words = g_strsplit (title, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *part = make_part (*word);
      if (strlen (part) >= MIN_WORD_LENGTH)
        {
          g_string_append (key, part);
          return;
        }
    }
}

/* An article is its address; without one, what it says of itself, and the start of its text's measure. */
static void
append_mark (GString *key, const OffprintRecord *record)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  g_autofree char *title = citation_get_title (record);
  g_autofree char *authors = offprint_record_join_list (record, OFFPRINT_FIELD_AUTHORS);
  const char *publisher = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHER);
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  const char *const whole[] = { title, authors, publisher, published };
  const char *const *parts = url != NULL ? &url : whole;
  for (gsize i = 0; i < (url != NULL ? 1 : G_N_ELEMENTS (whole)); i++)
    g_checksum_update (checksum, (const guchar *) (parts[i] != NULL ? parts[i] : ""),
                       parts[i] != NULL ? strlen (parts[i]) + 1 : 1);
  g_string_append_printf (key, "-%.*s", MARK_LENGTH, g_checksum_get_string (checksum));
}

/**
 * citation_make_key:
 * @record: an article
 *
 * Returns: (transfer full): its key: letters and digits of ASCII and one hyphen, a letter first
 */
char *
citation_make_key (const OffprintRecord *record)
{
  OffprintDate date;
  g_autoptr (GString) key = g_string_new (NULL);
  append_surname (key, record);
  if (citation_get_date (record, &date))
    g_string_append_printf (key, "%04d", date.year);
  append_title_word (key, record);
  append_mark (key, record);
  return g_string_free (g_steal_pointer (&key), FALSE);
}
