/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person types stands for other ways to write it, unless it is in quotation marks:
 *
 *     l'été, d'Artagnan, dell'arte     the word without its article
 *     America's                        the word without its ending
 *     e-mail                           email too (the other way round is in query-adapt.c: it needs the index)
 *     U.S., N.A.T.O.                   us, nato too
 *     1,000 1.000 1000                 each other (13,200 stands for `13 200` as well, since that is how it is indexed)
 *     #climate                         climate too
 *
 * Only what stays the same word in every language: `J'accuse`, `don't`, `O'Brien`, `C#`, `rock'n'roll` are left alone.
 */
#include "store/query-forms.h"

#include "core/text.h"
#include "core/words.h"

#include <string.h>

/* Years are not written in groups of digits. */
#define YEAR_FIRST 1600
#define YEAR_LAST 2199
#define DIGITS_MIN 4
#define DIGITS_MAX 15
#define LETTERS_MIN 2 /* of what has `'s` */

static gboolean
is_apostrophe (gunichar character)
{
  return character == '\'' || character == 0x2019 || character == 0x2bc;
}

/* French and Italian articles that lose their vowel */
static gboolean
is_article (const char *text, gsize length)
{
  static const char *const articles[] = { "l", "d", "qu", "dell", "all", "nell", "sull", "dall" };
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    if (strlen (articles[i]) == length && g_ascii_strncasecmp (articles[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* The first apostrophe; %NULL: none */
static const char *
find_apostrophe (const char *text, const char *end)
{
  while (text < end && !is_apostrophe (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text < end ? text : NULL;
}

static void
strip_article (OffprintQueryText *text)
{
  const char *end = text->text + text->length;
  const char *mark = find_apostrophe (text->text, end);
  const char *rest = mark != NULL ? g_utf8_next_char (mark) : end;
  if (rest == end || !is_article (text->text, (gsize) (mark - text->text))
      || !g_unichar_isalpha (g_utf8_get_char (rest)))
    return;
  text->text = rest;
  text->length = (gsize) (end - rest);
}

static void
strip_ending (OffprintQueryText *text)
{
  const char *end = text->text + text->length;
  if (text->length < 3 || g_ascii_tolower (end[-1]) != 's')
    return;
  const char *mark = g_utf8_find_prev_char (text->text, end - 1);
  if (mark != NULL && find_apostrophe (text->text, end) == mark
      && g_utf8_strlen (text->text, mark - text->text) >= LETTERS_MIN)
    text->length = (gsize) (mark - text->text);
}

/**
 * offprint_query_forms_strip:
 * @text: (inout): a word that was typed; shortened by what does not belong to it
 */
void
offprint_query_forms_strip (OffprintQueryText *text)
{
  strip_article (text);
  strip_ending (text);
}

/* Returns: (nullable): the letters of a word around the only hyphen */
static char *
join_hyphened (const char *word)
{
  const char *hyphen = strchr (word, '-');
  if (hyphen == NULL || hyphen == word || hyphen[1] == '\0')
    return NULL;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (at != hyphen && !g_unichar_isalpha (g_utf8_get_char (at)))
      return NULL;
  return g_strdup_printf ("%.*s%s", (int) (hyphen - word), word, hyphen + 1);
}

/* Returns: (nullable): letters with a full stop between each and the next one, without these */
static char *
join_initials (const char *word)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  guint n_letters = 0;
  for (const char *at = word; *at != '\0'; n_letters++)
    {
      gunichar letter = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
      if (!g_unichar_isalpha (letter) || (*at != '.' && (*at != '\0' || n_letters == 0)))
        return NULL;
      g_string_append_unichar (joined, letter);
      at += *at == '.';
    }
  return n_letters > 1 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

/* Returns: (nullable): the word of a hashtag */
static char *
get_tag (const char *word)
{
  if (*word != '#' || word[1] == '\0')
    return NULL;
  for (const char *at = word + 1; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isalnum (g_utf8_get_char (at)) && *at != '_')
      return NULL;
  return g_strdup (word + 1);
}

/* Returns: (nullable): the digits of a number that may be in groups of three, all parted by the same sign */
static char *
get_digits (const char *word)
{
  gsize length = strlen (word), first = strspn (word, "0123456789");
  g_autoptr (GString) digits = g_string_new_len (word, (gssize) first);
  char sign = word[first];
  if (first == 0 || *word == '0' || (sign != '\0' && (first > 3 || (sign != ',' && sign != '.'))))
    return NULL;
  for (gsize at = first; at < length; at += 4)
    {
      if (word[at] != sign || strspn (word + at + 1, "0123456789") != 3)
        return NULL;
      g_string_append_len (digits, word + at + 1, 3);
    }
  gboolean year = sign == '\0' && digits->len == 4 && strcmp (digits->str, G_STRINGIFY (YEAR_FIRST)) >= 0
                  && strcmp (digits->str, G_STRINGIFY (YEAR_LAST)) <= 0;
  gboolean fits = digits->len >= DIGITS_MIN && digits->len <= DIGITS_MAX && !year;
  return fits ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static char *
group_digits (const char *digits, char sign)
{
  g_autoptr (GString) grouped = g_string_new (NULL);
  gsize length = strlen (digits);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (grouped, sign);
      g_string_append_c (grouped, digits[i]);
    }
  return g_string_free (g_steal_pointer (&grouped), FALSE);
}

/* @form: another way to write it, split like any text: so it becomes what the index has for it */
static void
add_form (GPtrArray *children, const OffprintQueryText *text, const char *form)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  OffprintQueryText other = { .field = text->field, .text = form, .length = strlen (form), .exact = TRUE };
  g_autoptr (OffprintQueryNode) node = offprint_query_node_new_words (&other, notes);
  if (node == NULL)
    return;
  if (node->terms->len == 1 && strpbrk (form, ",.") == NULL)
    node->kind = OFFPRINT_QUERY_WORD;
  g_ptr_array_add (children, g_steal_pointer (&node));
}

static void
add_number (GPtrArray *children, const OffprintQueryText *text, const char *digits)
{
  g_autofree char *commas = group_digits (digits, ','), *stops = group_digits (digits, '.');
  const char *const forms[] = { digits, commas, stops };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strlen (forms[i]) != text->length || memcmp (forms[i], text->text, text->length) != 0)
      add_form (children, text, forms[i]);
}

/**
 * offprint_query_forms_add:
 * @node: what @text means as it stands: a WORD or PHRASE, which is given children
 * @text: a word that was typed
 */
void
offprint_query_forms_add (OffprintQueryNode *node, const OffprintQueryText *text)
{
  if (text->length > OFFPRINT_WORD_MAX_BYTES
      || (node->kind != OFFPRINT_QUERY_WORD && node->kind != OFFPRINT_QUERY_PHRASE))
    return;
  g_autofree char *word = g_strndup (text->text, text->length);
  g_autofree char *hyphened = join_hyphened (word), *initials = join_initials (word), *tag = get_tag (word);
  g_autofree char *digits = get_digits (word);
  const char *form = hyphened != NULL ? hyphened : initials != NULL ? initials : tag;
  if (form != NULL)
    add_form (node->children, text, form);
  if (digits != NULL)
    add_number (node->children, text, digits);
}
