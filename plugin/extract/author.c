/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A byline holds more than names: "By", jobs, agencies in brackets, dates, addresses. What is left is split into one
 * name each. */
#include "extract/author.h"

#include "core/date.h"
#include "core/text.h"

#include <string.h>

#define TEXT_MAX_BYTES 1500
#define NAME_MAX_CHARS 70
#define NAME_MAX_WORDS 7

/* What stands before a name, folded. A longer one comes before its beginning. */
static const char *const prefixes[] = {
  "view all posts by ", "view all articles by ", "posts by ", "see all posts by ", "more from ", "articles by ",
  "written by ", "posted by ", "published by ", "reported by ", "reviewed by ", "words by ", "story by ",
  "article by ", "text by ", "created by ", "submitted by ", "edited by ", "ein artikel von ", "ein beitrag von ",
  "eine analyse von ", "ein kommentar von ", "eine kolumne von ", "von: ", "geschrieben von ", "verfasst von ",
  "ecrit par ", "publie par ", "propos recueillis par ", "escrito por ", "publicado por ", "scritto da ",
  "geschreven door ", "di: ", "by: ", "by ", "von ", "par ", "por ", "di ", "af ", "av ", "door ", "from ", "text: ",
  "tekst: ", "author: ", "authors: ", "author ", "autor: ", "autorin: ", "autor ", "autoren: ", "auteur: ",
  "auteur ", "reporter ", "reporter: ", "автор: ", "автор ", "от ", "作者: ", "作者：", "作者:",
  "文/", "文 / ", "記者", "记者",
  "a cura di ", "redaktion: ", "foto: ", "writer: ", "posted ",
};

/* Words of a part that is no name: jobs and what surrounds them; folded. */
static const char *const job_words[] = {
  "editor",       "editors",       "reporter",      "reporters",
  "writer",       "correspondent", "contributor",   "journalist",
  "columnist",    "director",      "professor",     "analyst",
  "redakteur",    "redakteurin",   "korrespondent", "korrespondentin",
  "journalistin", "autorin",       "redactrice",    "redacteur",
  "redaktor",     "manager",       "producer",      "photographer",
  "intern",       "officer",       "founder",       "president",
  "lecturer",     "fellow",        "researcher",    "chefredakteur",
  "periodista",   "corresponsal",  "giornalista",   "jornalista",
  "ph.d",         "phd",           "m.d",           "md",
  "rd",           "rdn",           "mba",           "jr",
  "cfp",
};

/* What templates put where nobody wrote a name; folded. */
static const char *const placeholders[] = {
  "admin", "administrator", "author", "authors", "guest", "user", "unknown", "anonymous", "n/a", "none", "webmaster",
  "by", "default", "root", "name", "staff", "editor", "published", "updated", "share", "read more",
  "redaktion online", "about the author", "website", "null", "article", "posted", "follow", "contributor",
  "author name", "administrador", "super user", "comments", "facebook", "twitter", "more", "profile", "guest author",
  "about", "on", "stand", "datum", "artikel von", "veroffentlicht", "veroffentlicht am", "published on", "posted on",
  "no author", "follow us", "sponsored", "sponsored content", "contributor content", "photograph", "photographs",
  "last updated", "updated on", "at", "in", "von", "posted in", "staff writer", "staff report", "staff reports",
  "archiv anzeigen", "フォロー", "publicado", "publie le", "foto", "photo", "photos", "editorial", "written by",
};

static gboolean
in_list (const char *text, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (text, list[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Folding may change lengths, so prefixes are compared character by character. Returns: bytes of @text that are
 * @prefix, or 0 */
static gsize
match_prefix (const char *text, const char *prefix)
{
  const char *at = text;
  g_autofree char *folded_prefix = offprint_text_fold (prefix, -1);
  const char *expected = folded_prefix;
  while (*expected != '\0')
    {
      if (*at == '\0')
        return 0;
      gsize length = g_utf8_skip[(guchar) *at];
      g_autofree char *folded = offprint_text_fold (at, (gssize) length);
      gsize n = strlen (folded);
      if (strncmp (folded, expected, n) != 0)
        return 0;
      expected += n;
      at += length;
    }
  return (gsize) (at - text);
}

static void
strip_prefixes (char *text)
{
  for (guint round = 0; round < 3; round++)
    {
      gsize length = 0;
      for (gsize i = 0; length == 0 && i < G_N_ELEMENTS (prefixes); i++)
        length = match_prefix (text, prefixes[i]);
      if (length == 0)
        return;
      memmove (text, text + length, strlen (text + length) + 1);
      g_strstrip (text);
    }
}

/* Takes out what stands in brackets, and words with `@` or `://`. */
static char *
strip_addresses (const char *text)
{
  GString *out = g_string_new (NULL);
  guint depth = 0;
  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean word_begins = at == text || at[-1] == ' ';
      gsize word = strcspn (at, " ");
      if (*at == '(' || *at == '[')
        depth++;
      else if ((*at == ')' || *at == ']') && depth > 0)
        depth--;
      else if (depth == 0 && word_begins
               && (memchr (at, '@', word) != NULL || g_strstr_len (at, (gssize) word, "://") != NULL))
        at += word - 1;
      else if (depth == 0)
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

/* "ByJane Doe": the space was in the layout. */
static void
strip_glued_prefix (char *text)
{
  static const char *const glued[] = { "Written by", "By", "by", "Von", "von", "Par" };
  for (gsize i = 0; i < G_N_ELEMENTS (glued); i++)
    {
      gsize length = strlen (glued[i]);
      if (g_str_has_prefix (text, glued[i]) && g_ascii_isupper (text[length]) && g_ascii_islower (text[length + 1]))
        {
          memmove (text, text + length, strlen (text + length) + 1);
          return;
        }
    }
}

/* "Interview: Jane Doe" */
static void
strip_label (char *text)
{
  const char *colon = strchr (text, ':');
  const char *after = colon != NULL ? colon + strspn (colon, ": ") : NULL;
  if (after == NULL || *after == '\0' || colon - text > 25)
    return;
  memmove (text, after, strlen (after) + 1);
}

/* "Jane Doe 3 May 2022" */
static void
cut_date (char *text)
{
  OffprintDate date;
  gsize start, end;
  if (strpbrk (text, "0123456789") != NULL && offprint_date_find_written (text, NULL, &date, &start, &end) && start > 0)
    text[start] = '\0';
}

/* Cuts at what never belongs to a name: a bar, a dot in the middle, a dash with spaces, a year. */
static void
cut_tail (char *text)
{
  static const char *const stops[] = { " • ",     " · ",        " – ",      " — ",      " - ",
                                       " on ",    " is a ",     " is the ", " is an ",  "•",
                                       "·",       " Published", " Updated", " updated", " published",
                                       " Posted", " für ",      " About ",  " Follow",  " for " };
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      char *stop = strstr (text, stops[i]);
      if (stop != NULL && stop > text)
        *stop = '\0';
    }
  for (char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) && (at == text || at[-1] == ' '))
      {
        *at = '\0';
        break;
      }
  g_strchomp (text);
}

static guint
count_spaces (const char *text)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == ' ';
  return n;
}

/* "Doe, Jane" */
static gboolean
take_turned_name (const char *text, GPtrArray *parts)
{
  g_auto (GStrv) halves = g_strsplit (text, ",", 3);
  if (g_strv_length (halves) != 2)
    return FALSE;
  g_strstrip (halves[0]);
  g_strstrip (halves[1]);
  if (count_spaces (halves[0]) > 0 || count_spaces (halves[1]) > 1 || *halves[0] == '\0' || *halves[1] == '\0'
      || count_spaces (text) > 2)
    return FALSE;
  g_autofree char *folded = offprint_text_fold (halves[1], -1);
  if (in_list (folded, job_words, G_N_ELEMENTS (job_words)))
    return FALSE;
  g_ptr_array_add (parts, g_strconcat (halves[1], " ", halves[0], NULL));
  return TRUE;
}

typedef struct
{
  const char *text;
  gboolean needs_full_names; /* the word is also part of names: only between two names of two words or more */
} Separator;

static const Separator separators[] = {
  { ";", FALSE },      { " and ", FALSE }, { " AND ", FALSE }, { " und ", FALSE }, { " et ", FALSE }, { " & ", FALSE },
  { " with ", FALSE }, { " mit ", FALSE }, { " og ", FALSE },  { " och ", FALSE }, { " y ", TRUE },   { " e ", TRUE },
  { " en ", TRUE },    { " i ", TRUE },    { " und", TRUE },   { " | ", FALSE },   { "|", FALSE },    { " / ", FALSE },
  { "/", FALSE },      { "、", FALSE },    { "，", FALSE },    { " by ", FALSE },  { " ve ", TRUE },
};

static char *
find_separator (char *text, gsize *length)
{
  char *first = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      char *found = strstr (text, separators[i].text);
      if (found == NULL || (first != NULL && found >= first))
        continue;
      gsize n = strlen (separators[i].text);
      if (separators[i].needs_full_names
          && (strchr (found + n, ' ') == NULL || memchr (text, ' ', (gsize) (found - text)) == NULL))
        continue;
      first = found;
      *length = n;
    }
  return first;
}

static void
split_commas (const char *text, GPtrArray *parts)
{
  if (take_turned_name (text, parts))
    return;
  g_auto (GStrv) items = g_strsplit (text, ",", 30);
  for (gsize i = 0; items[i] != NULL; i++)
    g_ptr_array_add (parts, g_strdup (g_strstrip (items[i])));
}

static void
split (char *text, GPtrArray *parts)
{
  gsize length;
  char *separator;
  while (parts->len < 40 && (separator = find_separator (text, &length)) != NULL)
    {
      *separator = '\0';
      split_commas (text, parts);
      text = separator + length;
    }
  split_commas (text, parts);
}

/* "JANE DOE" is "Jane Doe"; one word in capitals may be an agency. */
static char *
lower_capitals (const char *name)
{
  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autofree char *lower = g_utf8_strdown (name, -1);
  if (strcmp (upper, name) != 0 || strcmp (lower, name) == 0 || strchr (name, ' ') == NULL)
    return g_strdup (name);
  GString *out = g_string_new (NULL);
  gboolean begins = TRUE;
  for (const char *at = lower; *at != '\0'; at += g_utf8_skip[(guchar) *at])
    {
      gunichar c = g_utf8_get_char (at);
      g_string_append_unichar (out, begins ? g_unichar_totitle (c) : c);
      begins = !g_unichar_isalnum (c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_job_word (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", NAME_MAX_WORDS + 2);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_strdelimit (words[i], ".,", ' ');
      if (in_list (g_strstrip (words[i]), job_words, G_N_ELEMENTS (job_words)))
        return TRUE;
    }
  return FALSE;
}

/* "Jane Doe Senior Writer", "홍길동 기자": what follows the name without a comma. */
static void
strip_job (char *name)
{
  static const char *const ranks[]
      = { "senior", "staff", "chief", "deputy", "managing", "associate", "assistant", "contributing", "executive" };
  gboolean stripped = TRUE;
  while (stripped)
    {
      char *space = strrchr (name, ' ');
      if (space == NULL)
        return;
      g_autofree char *folded = offprint_text_fold (space + 1, -1);
      stripped = strcmp (space + 1, "기자") == 0 || strcmp (space + 1, "記者") == 0 || strcmp (space + 1, "记者") == 0;
      if (count_spaces (name) >= 2)
        stripped = stripped || in_list (folded, job_words, G_N_ELEMENTS (job_words))
                || in_list (folded, ranks, G_N_ELEMENTS (ranks));
      if (stripped)
        *space = '\0';
    }
}

static gboolean
is_name (const char *name)
{
  gunichar first = g_utf8_get_char (name);
  if (!g_unichar_isalpha (first) || g_utf8_strlen (name, -1) > NAME_MAX_CHARS || g_utf8_strlen (name, -1) < 2
      || count_spaces (name) >= NAME_MAX_WORDS || strpbrk (name, "{}<>=?!\"") != NULL)
    return FALSE;
  g_autofree char *folded = offprint_text_fold (name, -1);
  return !in_list (folded, placeholders, G_N_ELEMENTS (placeholders));
}

static gboolean
is_known (GPtrArray *names, const char *name)
{
  g_autofree char *folded = offprint_text_fold (name, -1);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *other = offprint_text_fold (g_ptr_array_index (names, i), -1);
      if (strcmp (folded, other) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
take_part (char *part, gboolean first, GPtrArray *names)
{
  g_strstrip (part);
  strip_prefixes (part);
  strip_glued_prefix (part);
  strip_label (part);
  strip_job (part);
  while (*part != '\0' && strchr (".,;:-*'\"", part[strlen (part) - 1]) != NULL && !g_str_has_suffix (part, "r."))
    part[strlen (part) - 1] = '\0';
  g_strstrip (part);
  if (*part == '\0' || !is_name (part))
    return;
  g_autofree char *folded = offprint_text_fold (part, -1);
  /* "Jane Doe, senior editor" */
  if (!first && (has_job_word (folded) || g_unichar_islower (g_utf8_get_char (part))))
    return;
  g_autofree char *name = lower_capitals (part);
  if (names->len < OFFPRINT_AUTHORS_MAX && !is_known (names, name))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

/**
 * offprint_author_split:
 * @text: valid UTF-8, a byline or whatever a page gives as author
 * @names: (element-type utf8): where to append; what is there already is not appended again
 *
 * Appends the names in @text, one each: without "By", jobs, brackets, addresses. "Doe, Jane" is turned round, "JANE
 * DOE" lowered, and what templates write instead of a name left out.
 */
void
offprint_author_split (const char *text, GPtrArray *names)
{
  g_autofree char *line = offprint_text_squeeze (text, TEXT_MAX_BYTES);
  g_autofree char *bare = strip_addresses (line);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_strstrip (bare);
  strip_prefixes (bare);
  cut_date (bare);
  cut_tail (bare);
  split (bare, parts);
  for (guint i = 0; i < parts->len; i++)
    take_part (g_ptr_array_index (parts, i), i == 0, names);
}
