/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Place and agency out of the first words of a story. Silent unless the form is plain: a place in capitals and a dash,
 * or an agency in brackets. */
#include "extract/dateline.h"

#include "extract/agency.h"

#include <string.h>

#define HEAD_MAX_BYTES 120
#define PLACE_MAX_WORDS 5

/* Returns: where the dash after the dateline begins, or the colon that stands for it, or NULL */
static const char *
find_dash (const char *head)
{
  static const char *const dashes[] = { " — ", " – ", " - ", " -- ", "— ", "– ", ".- ", " —" };
  const char *first = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      const char *found = strstr (head, dashes[i]);
      if (found != NULL && (first == NULL || found < first))
        first = found;
    }
  const char *bracket = strstr (head, "]: "); /* "KABUL [Afghanistan]: " */
  return bracket != NULL && (first == NULL || bracket < first) ? bracket + 1 : first;
}

/* "NEW YORK, Jan 5": without the date and what follows. */
static char *
clean_place (const char *text, gsize length)
{
  g_autofree char *place = g_strndup (text, length);
  g_strdelimit (place, "[", ','); /* "New Delhi [India]" */
  g_strdelimit (place, "]", ' ');
  g_auto (GStrv) parts = g_strsplit (place, ",", 4);
  GString *out = g_string_new (NULL);
  for (gsize i = 0; parts[i] != NULL && i < 2; i++)
    {
      g_strstrip (parts[i]);
      if (strpbrk (parts[i], "0123456789") != NULL || *parts[i] == '\0')
        break;
      if (i > 0)
        g_string_append (out, ", ");
      g_string_append (out, parts[i]);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_capital_word (const char *word)
{
  guint capitals = 0;
  for (const char *at = word; *at != '\0'; at += g_utf8_skip[(guchar) *at])
    {
      gunichar c = g_utf8_get_char (at);
      if (g_unichar_islower (c))
        return FALSE;
      capitals += g_unichar_isupper (c) != FALSE;
    }
  return capitals >= 2;
}

static gboolean
begins_capital (const char *word)
{
  gunichar c = g_utf8_get_char (word);
  return g_unichar_isupper (c);
}

/* @strict: the first word must be all in capitals, as nothing else tells that this is a place */
static gboolean
is_place (const char *place, gboolean strict)
{
  g_auto (GStrv) words = g_strsplit (place, " ", PLACE_MAX_WORDS + 2);
  guint n = g_strv_length (words);
  if (n == 0 || n > PLACE_MAX_WORDS || !begins_capital (place))
    return FALSE;
  return !strict || is_capital_word (words[0]);
}

/**
 * offprint_dateline_read:
 * @text: valid UTF-8, the text of an article
 * @place: (out) (optional) (transfer full) (nullable): the place as written
 * @agency: (out) (optional) (transfer none) (nullable): the news agency in the dateline
 *
 * Returns: whether @text begins with a dateline; else nothing is set
 */
gboolean
offprint_dateline_read (const char *text, char **place, const char **agency)
{
  g_autofree char *head = g_strndup (text, HEAD_MAX_BYTES);
  head[strcspn (head, "\n")] = '\0';
  const char *open = strchr (head, '(');
  const char *close = open != NULL ? strchr (open, ')') : NULL;
  const char *dash = find_dash (head);
  const char *found_agency = NULL;
  if (close != NULL && (dash == NULL || open < dash))
    {
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open) - 1);
      found_agency = offprint_agency_find (name);
    }
  const char *end = found_agency != NULL ? open : dash;
  if (end == NULL)
    return FALSE;
  g_autofree char *found_place = clean_place (head, (gsize) (end - head));
  if (!is_place (found_place, found_agency == NULL))
    return FALSE;
  if (agency != NULL)
    *agency = found_agency;
  if (place != NULL)
    *place = g_steal_pointer (&found_place);
  return TRUE;
}
