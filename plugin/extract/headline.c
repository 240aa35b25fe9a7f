/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page calls its title elsewhere is written for search engines: cut, turned round, with the name of the site.
 * The title that readers see is the heading which says most nearly the same. */
#include "extract/headline.h"

#include "core/text.h"

#include <string.h>

#define WORDS_MAX 48
#define REFERENCES_MAX 12
#define CANDIDATES_MAX 200
#define HEADLINE_MAX_BYTES 600
#define GOOD_ENOUGH 0.45
#define KICKER_MAX_WORDS 5
#define SITE_MAX_WORDS 6

/* The folded words of a title. Each ideograph is a word. */
typedef struct
{
  char *folded;
  const char *words[WORDS_MAX];
  gsize lengths[WORDS_MAX];
  guint n;
} Words;

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || c >= 0x20000;
}

static void
add_word (Words *words, const char *start, const char *end)
{
  if (end <= start || words->n == WORDS_MAX)
    return;
  words->words[words->n] = start;
  words->lengths[words->n++] = (gsize) (end - start);
}

static void
words_init (Words *words, const char *text)
{
  g_autofree char *cut = offprint_text_squeeze (text, HEADLINE_MAX_BYTES);
  words->folded = offprint_text_fold (cut, -1);
  words->n = 0;
  const char *start = words->folded;
  const char *at = start;
  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = at + g_utf8_skip[(guchar) *at];
      gboolean single = is_ideograph (c);
      if (single || !(g_unichar_isalnum (c) || g_unichar_ismark (c)))
        {
          add_word (words, start, at);
          if (single)
            add_word (words, at, next);
          start = next;
        }
      at = next;
    }
  add_word (words, start, at);
}

static void
words_clear (Words *words)
{
  g_clear_pointer (&words->folded, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* How many words of @a are in @b, each of @b once. */
static guint
count_common (const Words *a, const Words *b)
{
  gboolean used[WORDS_MAX] = { FALSE };
  guint common = 0;
  for (guint i = 0; i < a->n; i++)
    for (guint j = 0; j < b->n; j++)
      if (!used[j] && a->lengths[i] == b->lengths[j] && memcmp (a->words[i], b->words[j], a->lengths[i]) == 0)
        {
          used[j] = TRUE;
          common++;
          break;
        }
  return common;
}

static double
compare_words (const Words *a, const Words *b)
{
  return a->n + b->n == 0 ? 0 : 2.0 * count_common (a, b) / (a->n + b->n);
}

/**
 * offprint_headline_compare:
 * @a: valid UTF-8
 * @b: valid UTF-8
 *
 * Returns: how much the words of two titles agree, whatever their case, accents and order: 0 not at all, 1 entirely
 */
double
offprint_headline_compare (const char *a, const char *b)
{
  g_auto (Words) first = { NULL };
  g_auto (Words) second = { NULL };
  words_init (&first, a);
  words_init (&second, b);
  return compare_words (&first, &second);
}

/* What is common, but not of a `title` that is longer by the name of its site: there it is enough that the heading is
 * in it. */
static double
score_reference (const Words *heading, const Words *reference)
{
  guint common = count_common (heading, reference);
  if (heading->n == 0 || reference->n == 0)
    return 0;
  double dice = 2.0 * common / (heading->n + reference->n);
  double inside = heading->n >= 3 ? 0.9 * common / heading->n : 0;
  return MAX (dice, MIN (inside, dice + 0.3));
}

static double
tag_bonus (OffprintTag tag)
{
  switch (tag)
    {
    case OFFPRINT_TAG_H1:
      return 0.3;
    case OFFPRINT_TAG_H2:
      return 0.05;
    default:
      return 0;
    }
}

static gboolean
is_named_headline (const OffprintPage *page, guint32 node)
{
  const char *property = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_ITEMPROP);
  if (property != NULL && strstr (property, "headline") != NULL)
    return TRUE;
  const char *class = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CLASS);
  if (class == NULL)
    return FALSE;
  g_autofree char *lower = g_ascii_strdown (class, -1);
  return strstr (lower, "headline") != NULL || strstr (lower, "entry-title") != NULL
      || strstr (lower, "post-title") != NULL || strstr (lower, "article-title") != NULL
      || strstr (lower, "articletitle") != NULL || strstr (lower, "post__title") != NULL
      || strstr (lower, "article__title") != NULL;
}

static gboolean
is_candidate (const OffprintPage *page, guint32 node)
{
  const OffprintNode *at = &page->nodes[node];
  if ((at->flags & OFFPRINT_NODE_HIDDEN) || at->sums.chars < 2 || at->sums.chars > 400)
    return FALSE;
  if (at->tag >= OFFPRINT_TAG_H1 && at->tag <= OFFPRINT_TAG_H4)
    return TRUE;
  return at->tag != OFFPRINT_TAG_TEXT && at->sums.paragraphs <= 1 && is_named_headline (page, node);
}

/* Headings in navigation, side columns and footers, and those that lead to other pages, are titles of something else.
 */
static double
place_penalty (const OffprintPage *page, guint32 node)
{
  double penalty = 0;
  for (guint32 n = page->nodes[node].parent; n != 0; n = page->nodes[n].parent)
    if (page->nodes[n].tag == OFFPRINT_TAG_NAV || page->nodes[n].tag == OFFPRINT_TAG_FOOTER
        || page->nodes[n].tag == OFFPRINT_TAG_ASIDE)
      penalty = 0.3;
  const OffprintSums *sums = &page->nodes[node].sums;
  if (sums->link_chars * 2 > sums->chars)
    penalty += 0.15;
  return penalty;
}

/* @sites: names of the site: a heading that says only that is none */
typedef struct
{
  Words references[REFERENCES_MAX];
  guint n;
  Words sites[REFERENCES_MAX];
  guint n_sites;
} References;

static void
references_init (References *references, const OffprintEvidence *evidence)
{
  references->n = references->n_sites = 0;
  for (guint i = 0; i < evidence->claims->len; i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_TITLE && references->n < REFERENCES_MAX)
        words_init (&references->references[references->n++], claim->value);
      if (claim->field == OFFPRINT_FIELD_PUBLISHER && references->n_sites < REFERENCES_MAX)
        {
          /* a template may put the title there too */
          Words *site = &references->sites[references->n_sites];
          words_init (site, claim->value);
          if (site->n <= SITE_MAX_WORDS)
            references->n_sites++;
          else
            words_clear (site);
        }
    }
}

static void
references_clear (References *references)
{
  for (guint i = 0; i < references->n; i++)
    words_clear (&references->references[i]);
  for (guint i = 0; i < references->n_sites; i++)
    words_clear (&references->sites[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (References, references_clear)

static double
score_heading (const OffprintPage *page, guint32 node, const References *references)
{
  g_autofree char *text = offprint_page_get_text (page, node, HEADLINE_MAX_BYTES);
  g_auto (Words) words = { NULL };
  words_init (&words, text);
  double best = 0;
  for (guint i = 0; i < references->n_sites; i++)
    if (compare_words (&words, &references->sites[i]) > 0.8)
      return 0;
  for (guint i = 0; i < references->n; i++)
    best = MAX (best, score_reference (&words, &references->references[i]));
  if (best < GOOD_ENOUGH)
    return 0;
  return best + tag_bonus (page->nodes[node].tag) + (is_named_headline (page, node) ? 0.1 : 0)
       - place_penalty (page, node);
}

/* The one h1 of a page is its title even when the page calls itself something else, unless it is only the site's name.
 */
static guint32
find_only_h1 (const OffprintPage *page)
{
  guint32 only = 0;
  for (guint32 n = 1; n < page->n_nodes; n++)
    if (page->nodes[n].tag == OFFPRINT_TAG_H1 && is_candidate (page, n))
      {
        if (only != 0)
          return 0;
        only = n;
      }
  return only != 0 && page->nodes[only].sums.words >= 3 && place_penalty (page, only) == 0 ? only : 0;
}

/**
 * offprint_headline_find:
 * @page: a page
 * @evidence: what is claimed about its title
 *
 * Returns: the visible headline of the article, or 0 when none of the headings is
 */
guint32
offprint_headline_find (const OffprintPage *page, const OffprintEvidence *evidence)
{
  g_auto (References) references;
  references_init (&references, evidence);
  guint32 best = 0;
  double best_score = GOOD_ENOUGH;
  guint looked_at = 0;
  for (guint32 n = 1; n < page->n_nodes && looked_at < CANDIDATES_MAX; n++)
    {
      if (!is_candidate (page, n))
        continue;
      looked_at++;
      double score = score_heading (page, n, &references);
      if (score > best_score)
        {
          best = n;
          best_score = score;
        }
    }
  return best != 0 ? best : find_only_h1 (page);
}

/* Whether @part is the last words of @whole, and how many words it leaves out. */
static gboolean
ends_with (const Words *whole, const Words *part, guint *left_out)
{
  if (part->n < 3 || part->n >= whole->n || whole->n == WORDS_MAX)
    return FALSE;
  guint offset = whole->n - part->n;
  for (guint i = 0; i < part->n; i++)
    if (whole->lengths[offset + i] != part->lengths[i]
        || memcmp (whole->words[offset + i], part->words[i], part->lengths[i]) != 0)
      return FALSE;
  *left_out = offset;
  return TRUE;
}

/**
 * offprint_headline_strip_kicker:
 * @text: the visible headline
 * @evidence: what is claimed about the title
 *
 * Some pages keep the line above the headline ("Politics", "Opinion |") within the heading.
 *
 * Returns: (transfer none) (nullable): a claim that is the headline without its first few words; %NULL when there is
 * none
 */
const char *
offprint_headline_strip_kicker (const char *text, const OffprintEvidence *evidence)
{
  g_auto (Words) whole = { NULL };
  words_init (&whole, text);
  for (guint i = 0; i < MIN (evidence->claims->len, 200); i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field != OFFPRINT_FIELD_TITLE || claim->source == OFFPRINT_EVIDENCE_META_LOOSE)
        continue;
      g_auto (Words) part = { NULL };
      guint left_out;
      words_init (&part, claim->value);
      if (ends_with (&whole, &part, &left_out) && left_out <= KICKER_MAX_WORDS)
        return claim->value;
    }
  return NULL;
}

/* Returns: where the last separator between a title and the name of a site begins, with its length; NULL when there is
 * none */
static char *
find_last_separator (char *title, gsize *length)
{
  static const char *const separators[] = { " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ",
                                            " / ", " ‹ ", " › ", " ⋆ ", "｜",  " ~ ", "|",    "ㅣ" };
  char *last = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      char *found = g_strrstr (title, separators[i]);
      if (found != NULL && (last == NULL || found > last))
        {
          last = found;
          *length = strlen (separators[i]);
        }
    }
  return last;
}

static guint
count_words (const char *text)
{
  g_auto (Words) words = { NULL };
  words_init (&words, text);
  return words.n;
}

static gboolean
is_site (const char *part, const char *const *sites)
{
  g_auto (Words) words = { NULL };
  words_init (&words, part);
  for (gsize i = 0; sites[i] != NULL; i++)
    {
      g_auto (Words) site = { NULL };
      words_init (&site, sites[i]);
      if (compare_words (&words, &site) > 0.7)
        return TRUE;
    }
  return FALSE;
}

/* The name of a site is short, and shorter than the title. */
static gboolean
looks_like_site (const char *part, const char *rest)
{
  guint words = count_words (part);
  return words > 0 && words <= 4 && count_words (rest) >= MAX (3, words + 1);
}

/**
 * offprint_headline_clean:
 * @title: a title, perhaps with the name of the site and a section behind or in front of it
 * @sites: (array zero-terminated=1): names that the site goes by
 *
 * Returns: (transfer full): the title alone
 */
char *
offprint_headline_clean (const char *title, const char *const *sites)
{
  g_autofree char *clean = g_strdup (title);
  gsize length;
  char *separator;
  for (guint i = 0; i < 3 && (separator = find_last_separator (clean, &length)) != NULL; i++)
    {
      g_autofree char *head = g_strndup (clean, (gsize) (separator - clean));
      if (!is_site (separator + length, sites) && !looks_like_site (separator + length, head))
        break;
      g_free (clean);
      clean = g_steal_pointer (&head);
    }
  /* "Site | Title" and "Site: Title" */
  static const char *const front[] = { " | ", " - ", " – ", " — ", " :: ", " » ", ": " };
  for (gsize i = 0; i < G_N_ELEMENTS (front); i++)
    {
      g_auto (GStrv) parts = g_strsplit (clean, front[i], 2);
      if (parts[0] != NULL && parts[1] != NULL && is_site (parts[0], sites) && count_words (parts[1]) > 1)
        return g_strdup (g_strstrip (parts[1]));
    }
  return g_strdup (g_strstrip (clean));
}
