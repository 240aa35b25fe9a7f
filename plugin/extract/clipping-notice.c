/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Copyright (c) 2018. Example Agency, Inc." names the agency or the paper; "Sign up for Example News" names the paper;
 * "first appeared on Example" likewise. A name is only believed when it is written as one. */
#include "extract/clipping-notice.h"

#include "extract/agency.h"
#include "extract/phrases.h"
#include "extract/sentence.h"

#include <string.h>

#define MAX_NAME_WORDS 5
#define MAX_RIGHTS 1000 /* bytes of notices that are read */
#define MAX_NAME 60
#define MAX_ABBREVIATION 4 /* bytes with its full stop: a longer word that ends in one ends the sentence */

static gboolean
is_capital (const char *word)
{
  gunichar c = g_utf8_get_char (word);
  return g_unichar_isalpha (c) && !g_unichar_islower (c);
}

/* What people sign up for when it is not the paper itself. */
static gboolean
is_generic (const char *name)
{
  static const char *const words[] = {
    "newsletter",
    "briefing",
    "update",
    "updates",
    "alert",
    "alerts",
    "digest",
    "today",
    "free",
    "here",
    "now",
    "our",
    "daily headlines",
    "notifications",
    "email",
    "emails",
    "premium",
    "account",
    "breaking",
    "nieuwsbrief",
    "infolettre",
    "boletín",
    "telegram",
    "youtube",
    "whatsapp",
    "google",
    "all rights reserved",
    "rss",
    "your",
    "this",
    "facebook",
    "twitter",
    "instagram",
  };
  g_autofree char *lower = g_utf8_strdown (name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
starts_rights (const char *text)
{
  static const char *const words[] = { "All ", "Alle ", "Tous ", "Todos ", "Tutti ", "Wszelkie ", "Все " };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): the name in capitals that stands at @text, up to a mark or a small word */
static char *
read_name (const char *text)
{
  static const char *const joints[] = { "of ",  "the ", "and ", "de ", "der ", "la ",  "du ",  "for ",
                                        "del ", "di ",  "da ",  "do ", "des ", "van ", "von ", "& " };
  const char *end = text, *p = text;
  for (guint words = 0; words < MAX_NAME_WORDS && *p != '\0'; words++)
    {
      gboolean joint = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (joints) && words > 0; i++)
        joint |= g_str_has_prefix (p, joints[i]);
      if (!joint && !is_capital (p) && !(words > 0 && g_ascii_isdigit (*p)))
        break;
      const char *word = p;
      p += strcspn (p, " ,;:!?|\n\"");
      if (!joint)
        end = p;
      if (*p != ' ' || (p - word > MAX_ABBREVIATION && p[-1] == '.') || starts_rights (p + 1))
        break;
      p++;
    }
  g_autofree char *name = g_strndup (text, (gsize) (end - text));
  static const char *const tails[] = { "'s", "’s", "." };
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (name, tails[i]))
      name[strlen (name) - strlen (tails[i])] = '\0';
  return *name != '\0' && strlen (name) <= MAX_NAME ? g_steal_pointer (&name) : NULL;
}

static const char *
skip_word_and_space (const char *p)
{
  return p + strspn (p, " \t.,:;-–—\"“”'");
}

static void
set_publisher (OffprintRecordBuilder *builder, const char *text)
{
  if (offprint_record_builder_get (builder, OFFPRINT_FIELD_PUBLISHER) != NULL)
    return;
  if (g_ascii_strncasecmp (text, "the ", 4) == 0 && g_ascii_islower (text[0]))
    text += 4;
  g_autofree char *name = read_name (text);
  if (name == NULL || is_generic (name) || offprint_agency_find (name) != NULL)
    return;
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, name);
}

static void
read_sign_up (const char *text, OffprintRecordBuilder *builder)
{
  static const char *const calls[]
      = { "sign up for ",    "sign up to ",      "subscribe to ", "signup for ",  "register for ", "abonnieren sie ",
          "abonnez-vous à ", "abonnez-vous au ", "suscríbete a ", "iscriviti a ", "assine o ",     "assine a " };
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_ascii_strncasecmp (text, calls[i], strlen (calls[i])) == 0)
      set_publisher (builder, text + strlen (calls[i]));
}

static gboolean
is_sign (const char *word)
{
  return strcmp (word, "©") == 0 || strcmp (word, "copyright") == 0 || strcmp (word, "by") == 0
      || strcmp (word, "the") == 0 || strcmp (word, "c") == 0;
}

/* Returns: (nullable): what follows the signs and years at the start of a notice: the holder's name */
static const char *
find_holder (const char *notice)
{
  g_autoptr (OffprintPhraseLine) line = offprint_phrase_line_new (notice);
  for (guint i = 0; i < line->words->len; i++)
    {
      const char *word = offprint_phrase_line_get_word (line, i);
      if (!is_sign (word) && !g_ascii_isdigit (*word))
        return i > 0 ? notice + g_array_index (line->words, OffprintPhraseWord, i).start : NULL;
    }
  return NULL;
}

static void
append_rights (const char *text, OffprintRecordBuilder *builder)
{
  const char *before = offprint_record_builder_get (builder, OFFPRINT_FIELD_RIGHTS);
  g_autofree char *rights = before != NULL ? g_strconcat (before, " ", text, NULL) : g_strdup (text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_RIGHTS, rights);
}

static void
read_copyright (const char *text, OffprintRecordBuilder *builder)
{
  const char *before = offprint_record_builder_get (builder, OFFPRINT_FIELD_RIGHTS);
  if (before != NULL && strlen (before) > MAX_RIGHTS)
    return;
  const char *agency = offprint_agency_find_in (text, strnlen (text, OFFPRINT_PHRASES_MAX_BYTES), NULL, NULL);
  append_rights (text, builder);
  if (agency != NULL)
    {
      if (offprint_record_builder_get (builder, OFFPRINT_FIELD_AGENCY) == NULL)
        offprint_record_builder_set (builder, OFFPRINT_FIELD_AGENCY, agency);
      return;
    }
  const char *holder = find_holder (text);
  if (holder != NULL)
    set_publisher (builder, holder);
}

static void
read_origin (const char *text, OffprintRecordBuilder *builder)
{
  static const char *const marks[]
      = { " appeared first on ",       " originally published on ", " originally published by ",
          " originally published in ", "first published by ",       "first published in ",
          "first published on ",       " first appeared on ",       " first appeared in " };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = strstr (text, marks[i]);
      if (at != NULL)
        {
          set_publisher (builder, skip_word_and_space (at + strlen (marks[i])));
          return;
        }
    }
}

/* The call is one that people answer with an address only if it, or what stands below it, says more than the name. */
static gboolean
is_about_letters (const OffprintBlock *blocks, gsize n_blocks, gsize i)
{
  return blocks[i].kind == OFFPRINT_BOILERPLATE_SIGN_UP
      && (i + 1 == n_blocks || blocks[i + 1].kind != OFFPRINT_BOILERPLATE_NONE);
}

/**
 * offprint_clipping_notice_read:
 * @blocks: (array length=n_blocks): classified paragraphs
 * @n_blocks: their number
 * @i: the paragraph to read
 * @builder: where rights, publisher and agency are set, the latter two only where they are unknown
 */
void
offprint_clipping_notice_read (const OffprintBlock *blocks, gsize n_blocks, gsize i, OffprintRecordBuilder *builder)
{
  if (is_about_letters (blocks, n_blocks, i))
    read_sign_up (blocks[i].text, builder);
  else if (blocks[i].kind == OFFPRINT_BOILERPLATE_COPYRIGHT)
    read_copyright (blocks[i].text, builder);
  else if (blocks[i].kind == OFFPRINT_BOILERPLATE_ORIGIN)
    read_origin (blocks[i].text, builder);
}

/**
 * offprint_clipping_notice_find:
 * @paragraph: valid UTF-8
 *
 * Returns: (transfer none) (nullable): where in @paragraph a notice of rights starts that goes on to its end, behind at
 * least one sentence
 */
const char *
offprint_clipping_notice_find (const char *paragraph)
{
  static const char *const marks[] = { "Copyright", "©", "(c)", "(C)" };
  gsize length = strlen (paragraph);
  const char *from = paragraph + (length > MAX_RIGHTS ? length - MAX_RIGHTS : 0);
  while (((guchar) *from & 0xc0) == 0x80)
    from++;
  for (const char *at = offprint_sentence_skip (from); *at != '\0'; at = offprint_sentence_skip (at))
    for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
      if (g_str_has_prefix (at, marks[i]))
        {
          OffprintBlock block = { .text = at };
          offprint_boilerplate_classify (&block, 1, OFFPRINT_BOILERPLATE_GENTLE);
          if (block.kind == OFFPRINT_BOILERPLATE_COPYRIGHT)
            return at;
        }
  return NULL;
}
