/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims that readers see: the byline and the date beside the headline, `rel=author`, the copyright line at the end. */
#include "extract/evidence-finders.h"

#include "core/date.h"

#include <string.h>

#define BEFORE_CHARS 300 /* how far from the headline something still belongs to it */
#define AFTER_CHARS 900
#define BYLINE_MAX_CHARS 150
#define BLOCK_MAX_CHARS 220
#define LOOSE_MAX 12
#define LINES_REACH 2000 /* nodes */
#define RIGHTS_MAX_CHARS 250
#define CLASS_MAX_BYTES 500 /* of a class that are looked at */

typedef struct
{
  const OffprintPage *page;
  OffprintEvidence *evidence;
  const char *language;
  guint32 first, end; /* nodes beside the headline */
  guint32 headline;
  guint loose; /* claims taken from elsewhere in the page */
} Finder;

/* Nodes whose text is at most so many characters away from the headline. */
static void
find_surroundings (Finder *self)
{
  const OffprintNode *nodes = self->page->nodes;
  self->first = self->end = self->headline;
  if (self->headline == 0)
    return;
  guint32 chars = 0;
  for (guint32 n = self->headline; n > self->page->body && chars < BEFORE_CHARS; n--)
    {
      chars += nodes[n].tag == OFFPRINT_TAG_TEXT ? nodes[n].sums.chars : 0;
      self->first = n;
    }
  chars = 0;
  for (guint32 n = nodes[self->headline].end; n < self->page->n_nodes && chars < AFTER_CHARS; n++)
    {
      chars += nodes[n].tag == OFFPRINT_TAG_TEXT ? nodes[n].sums.chars : 0;
      self->end = n + 1;
    }
}

static gboolean
is_near (const Finder *self, guint32 node)
{
  return node >= self->first && node < self->end;
}

/* Whether one of the words that a class or id is made of is in @words. Words end at `-`, `_`, spaces and before
 * capitals. */
static gboolean
has_class_word (const char *names, const char *const *words)
{
  char word[24];
  gsize n = 0;
  for (const char *at = names;; at++)
    {
      gboolean capital = at > names && g_ascii_isupper (*at) && g_ascii_islower (at[-1]);
      if (!g_ascii_isalnum (*at) || capital)
        {
          word[n] = '\0';
          for (gsize i = 0; n > 0 && words[i] != NULL; i++)
            if (strcmp (word, words[i]) == 0)
              return TRUE;
          n = 0;
        }
      if (*at == '\0' || at - names > CLASS_MAX_BYTES)
        return FALSE;
      if (g_ascii_isalnum (*at) && n < sizeof word - 1)
        word[n++] = g_ascii_tolower (*at);
    }
}

static gboolean
node_has_word (const OffprintPage *page, guint32 node, const char *const *words)
{
  const char *class = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CLASS);
  const char *id = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_ID);
  return (class != NULL && has_class_word (class, words)) || (id != NULL && has_class_word (id, words));
}

/* Comments, other articles, side columns: what is there is not about this article. What also holds the headline is none
 * of these, whatever it is called ("has-sidebar"). */
static gboolean
is_elsewhere (const Finder *self, guint32 node)
{
  const OffprintPage *page = self->page;
  static const char *const words[]
      = { "comment", "comments", "respond", "disqus", "related", "sidebar", "recommended", "teaser", "trending",
          "popular", "latest",   "widget",  "footer", "card",    "cards",   "more",        NULL };
  for (guint32 n = node; n != 0 && n != page->body; n = page->nodes[n].parent)
    {
      if (self->headline != 0 && offprint_page_is_inside (page, self->headline, n))
        return FALSE;
      OffprintTag tag = page->nodes[n].tag;
      if (tag == OFFPRINT_TAG_NAV || tag == OFFPRINT_TAG_ASIDE || tag == OFFPRINT_TAG_FOOTER)
        return TRUE;
      if (node_has_word (page, n, words))
        return TRUE;
    }
  return FALSE;
}

/* The text of a byline, with bars where a line ends: what stands on a line of its own is no part of the name beside it.
 */
static char *
get_lines (const OffprintPage *page, guint32 node)
{
  GString *lines = g_string_new (NULL);
  guint32 end = MIN (page->nodes[node].end, node + LINES_REACH);
  for (guint32 n = node; n < end && lines->len < 1000; n++)
    {
      const OffprintNode *at = &page->nodes[n];
      if ((offprint_tag_get_flags (at->tag) & OFFPRINT_TAG_BLOCK) || at->tag == OFFPRINT_TAG_BR)
        g_string_append (lines, " | ");
      else if (at->tag == OFFPRINT_TAG_TEXT && !(at->flags & OFFPRINT_NODE_HIDDEN))
        g_string_append_len (lines, page->text + at->text_start, at->text_end - at->text_start);
    }
  return g_string_free (lines, FALSE);
}

static void
add_byline (Finder *self, guint32 node, OffprintEvidenceSource source)
{
  g_autofree char *text = get_lines (self->page, node);
  offprint_evidence_add (self->evidence, OFFPRINT_FIELD_AUTHORS, source, node, text);
}

static const char *const byline_words[]
    = { "byline",    "bylines",     "author",    "authors",    "autor",      "autoren",  "autore",
        "auteur",    "auteurs",     "forfatter", "writer",     "writers",    "reporter", "journalist",
        "redacteur", "contributor", "writtenby", "authorname", "bylinename", NULL };

static gboolean
is_byline (const OffprintPage *page, guint32 node)
{
  guint32 chars = page->nodes[node].sums.chars;
  return chars >= 3 && chars <= BYLINE_MAX_CHARS && node_has_word (page, node, byline_words);
}

/* The name within a byline, where it is marked: without the job, the date and the links beside it. */
static guint32
find_inner_byline (const OffprintPage *page, guint32 node)
{
  static const char *const name_words[] = { "name", "authorname", "fn", "url", NULL };
  for (guint32 n = node + 1; n < page->nodes[node].end; n++)
    {
      const char *rel = offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_REL);
      if (page->nodes[n].sums.chars < 3)
        continue;
      if (rel != NULL && strstr (rel, "author") != NULL)
        return n;
      if (node_has_word (page, n, name_words) && node_has_word (page, n, byline_words))
        return n;
    }
  return node;
}

static gboolean
leads_to_author (const OffprintPage *page, guint32 node)
{
  static const char *const folders[]
      = { "/author/",  "/authors/",     "/autor/",        "/autoren/", "/auteur/",   "/auteurs/",       "/autori/",
          "/autores/", "/contributor/", "/contributors/", "/by/",      "/reporter/", "/profile/author/" };
  const char *href = page->nodes[node].tag == OFFPRINT_TAG_A
                       ? offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_HREF)
                       : NULL;
  for (gsize i = 0; href != NULL && i < G_N_ELEMENTS (folders); i++)
    if (strstr (href, folders[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Links beside the headline that lead to the page of an author. */
static void
find_author_links (Finder *self)
{
  const OffprintPage *page = self->page;
  guint looked_at = 0;
  for (guint32 n = self->first; n < self->end && looked_at < 40; n++)
    {
      if (page->nodes[n].sums.chars < 3 || page->nodes[n].sums.chars > 80 || !leads_to_author (page, n))
        continue;
      looked_at++;
      if (!is_elsewhere (self, n))
        add_byline (self, n, OFFPRINT_EVIDENCE_REL);
    }
}

/* Elements that are called byline or author. Those of the whole page only where nothing says it beside the headline. */
static void
find_bylines (Finder *self)
{
  const OffprintPage *page = self->page;
  guint looked_at = 0;
  for (guint32 n = page->body; n < page->n_nodes && looked_at < 200; n++)
    {
      if (page->nodes[n].tag == OFFPRINT_TAG_TEXT || !is_byline (page, n))
        continue;
      looked_at++;
      gboolean near = is_near (self, n);
      if (is_elsewhere (self, page->nodes[n].parent) || (!near && self->loose++ > LOOSE_MAX))
        continue;
      add_byline (self, find_inner_byline (page, n), near ? OFFPRINT_EVIDENCE_BYLINE : OFFPRINT_EVIDENCE_BYLINE_LOOSE);
      n = page->nodes[n].end - 1;
    }
}

static void
find_rel_authors (Finder *self)
{
  const OffprintPage *page = self->page;
  guint taken = 0;
  for (guint32 n = page->body; n < page->n_nodes && taken < 20; n++)
    {
      const char *rel
          = page->nodes[n].tag == OFFPRINT_TAG_A ? offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_REL) : NULL;
      if (rel == NULL || strstr (rel, "author") == NULL || page->nodes[n].sums.chars < 3)
        continue;
      taken++;
      if (!is_elsewhere (self, n))
        add_byline (self, n, OFFPRINT_EVIDENCE_REL);
    }
}

static gboolean
says_modified (const char *text)
{
  static const char *const words[]
      = { "updated",     "update:",     "modified",   "aktualisiert", "zuletzt",     "geändert",   "mis à jour",
          "mise à jour", "actualizado", "atualizado", "aggiornato",   "bijgewerkt",  "oppdatert",  "uppdaterad",
          "opdateret",   "обновлено",   "更新",       "最終更新",     "güncellenme", "güncelleme", "zaktualizowano" };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The text of the parent before the node: "Updated: <time>". */
static gboolean
is_modified (const OffprintPage *page, guint32 node)
{
  static const char *const words[] = { "updated", "modified", "update", "lastmod", "dtmodified", NULL };
  static const char *const published[] = { "published", "publish", "pubdate", NULL };
  if (node_has_word (page, node, words) && !node_has_word (page, node, published))
    return TRUE;
  const OffprintNode *parent = &page->nodes[page->nodes[node].parent];
  gsize length = page->nodes[node].text_start - parent->text_start;
  if (parent->sums.chars > BLOCK_MAX_CHARS || length > 2000)
    return FALSE;
  g_autofree char *before = g_strndup (page->text + parent->text_start, length);
  return says_modified (before);
}

static void
take_time (Finder *self, guint32 node)
{
  const OffprintPage *page = self->page;
  const char *datetime = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_DATETIME);
  if (datetime == NULL)
    datetime = offprint_page_get_attribute (page, node, OFFPRINT_ATTRIBUTE_CONTENT);
  g_autofree char *text
      = datetime == NULL || *datetime == '\0' ? offprint_page_get_text (page, node, 200) : g_strdup (datetime);
  gboolean near = is_near (self, node);
  if (is_elsewhere (self, node) || (!near && (page->nodes[node].flags & OFFPRINT_NODE_IN_LINK)))
    return;
  offprint_evidence_add (self->evidence, is_modified (page, node) ? OFFPRINT_FIELD_MODIFIED : OFFPRINT_FIELD_PUBLISHED,
                         near ? OFFPRINT_EVIDENCE_TIME : OFFPRINT_EVIDENCE_TIME_LOOSE, node, text);
}

static void
find_times (Finder *self)
{
  const OffprintPage *page = self->page;
  static const char *const published[] = { "published", "pubdate", "dateline", "datepublished", NULL };
  guint looked_at = 0;
  for (guint32 n = page->body; n < page->n_nodes && looked_at < 100; n++)
    if ((page->nodes[n].tag == OFFPRINT_TAG_TIME && !(page->nodes[n].flags & OFFPRINT_NODE_HIDDEN))
        || (page->nodes[n].tag == OFFPRINT_TAG_ABBR && node_has_word (page, n, published)))
      {
        looked_at++;
        take_time (self, n);
      }
}

/* A short block of text: not a paragraph of the article. */
static gboolean
is_short_block (const OffprintPage *page, guint32 node)
{
  const OffprintNode *at = &page->nodes[node];
  if (at->sums.chars < 4 || at->sums.chars > BLOCK_MAX_CHARS || at->tag == OFFPRINT_TAG_TEXT)
    return FALSE;
  return (offprint_tag_get_flags (at->tag) & OFFPRINT_TAG_BLOCK) || at->tag == OFFPRINT_TAG_SPAN
      || at->tag == OFFPRINT_TAG_EM || at->tag == OFFPRINT_TAG_I || at->tag == OFFPRINT_TAG_SMALL
      || at->tag == OFFPRINT_TAG_STRONG || at->tag == OFFPRINT_TAG_OTHER;
}

static const char *
skip_byword (const char *text)
{
  static const char *const words[]
      = { "By ",     "by ",     "BY ",    "By: ",        "By:",         "Von ",        "von ",       "VON ",
          "Par ",    "par ",    "PAR ",   "Por ",        "POR ",        "Di ",         "Af ",        "Av ",
          "Door ",   "Tekst: ", "Text: ", "Written by ", "written by ", "WRITTEN BY ", "Posted by ", "Author: ",
          "Autor: ", "Автор: ", "Автор ", "作者：",      "作者:",       "文/",         "文／",       "文=" };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return text + strlen (words[i]);
  return NULL;
}

static gboolean
begins_like_name (const char *text)
{
  gunichar c = g_utf8_get_char (text);
  return g_unichar_isupper (c) || g_unichar_istitle (c) || c >= 0x2e80;
}

static void
take_block (Finder *self, guint32 node)
{
  g_autofree char *text = offprint_page_get_text (self->page, node, 1000);
  const char *name = skip_byword (text);
  if (name != NULL && begins_like_name (name) && self->page->nodes[node].sums.chars <= BYLINE_MAX_CHARS)
    offprint_evidence_add (self->evidence, OFFPRINT_FIELD_AUTHORS, OFFPRINT_EVIDENCE_TEXT, node, text);

  OffprintDate date;
  gsize start, end;
  char buffer[OFFPRINT_DATE_BUFFER];
  if (!offprint_date_find_written (text, self->language, &date, &start, &end)
      || date.precision < OFFPRINT_PRECISION_DAY)
    return;
  g_autofree char *before = g_strndup (text, start);
  offprint_evidence_add (self->evidence, says_modified (before) ? OFFPRINT_FIELD_MODIFIED : OFFPRINT_FIELD_PUBLISHED,
                         OFFPRINT_EVIDENCE_TEXT, node, offprint_date_format (&date, buffer));
}

static void
find_in_text (Finder *self)
{
  const OffprintPage *page = self->page;
  guint looked_at = 0;
  for (guint32 n = self->first; n < self->end && looked_at < 60; n++)
    {
      if (!is_short_block (page, n) || is_elsewhere (self, n) || offprint_page_is_inside (page, n, self->headline))
        continue;
      looked_at++;
      take_block (self, n);
      n = page->nodes[n].end - 1;
    }
}

static gboolean
is_rights_line (const char *text)
{
  return strstr (text, "©") != NULL || strstr (text, "Copyright") != NULL || strstr (text, "COPYRIGHT") != NULL
         || strstr (text, "All rights reserved") != NULL;
}

/* The line of the last such words. */
static void
find_rights (Finder *self)
{
  const OffprintPage *page = self->page;
  guint looked_at = 0;
  for (guint32 n = page->n_nodes - 1; n > page->body && looked_at < 400; n--)
    {
      const OffprintNode *at = &page->nodes[n];
      if (at->tag != OFFPRINT_TAG_TEXT || at->sums.chars == 0)
        continue;
      looked_at++;
      g_autofree char *text = offprint_page_get_text (page, n, 2000);
      if (!is_rights_line (text))
        continue;
      guint32 block = at->parent;
      if (page->nodes[block].sums.chars > RIGHTS_MAX_CHARS)
        block = n;
      g_autofree char *line = offprint_page_get_text (page, block, RIGHTS_MAX_CHARS);
      offprint_evidence_add (self->evidence, OFFPRINT_FIELD_RIGHTS, OFFPRINT_EVIDENCE_TEXT, n, line);
      return;
    }
}

/* Licences are linked: `a rel=license`. */
static void
find_licence (Finder *self)
{
  const OffprintPage *page = self->page;
  for (guint32 n = page->body; n < page->n_nodes; n++)
    {
      const char *rel
          = page->nodes[n].tag == OFFPRINT_TAG_A ? offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_REL) : NULL;
      if (rel == NULL || strstr (rel, "license") == NULL)
        continue;
      offprint_evidence_add (self->evidence, OFFPRINT_FIELD_RIGHTS, OFFPRINT_EVIDENCE_REL, n,
                             offprint_page_get_attribute (page, n, OFFPRINT_ATTRIBUTE_HREF));
      return;
    }
}

/* The language of the element that holds the headline, where `html` says nothing. */
static void
find_language (Finder *self)
{
  for (guint32 n = self->headline; n > self->page->html; n = self->page->nodes[n].parent)
    offprint_evidence_add (self->evidence, OFFPRINT_FIELD_LANGUAGE, OFFPRINT_EVIDENCE_ELEMENT, n,
                           offprint_page_get_attribute (self->page, n, OFFPRINT_ATTRIBUTE_LANG));
}

/**
 * offprint_evidence_find_visible:
 * @page: a page
 * @headline: the visible headline, or 0
 * @language: (nullable): BCP 47, helps with dates like 3/4/2022
 * @evidence: where to add
 *
 * Adds what a reader sees about author, dates and rights.
 */
void
offprint_evidence_find_visible (const OffprintPage *page, guint32 headline, const char *language,
                                OffprintEvidence *evidence)
{
  Finder self = { .page = page, .evidence = evidence, .language = language, .headline = headline };
  find_surroundings (&self);
  find_language (&self);
  find_rel_authors (&self);
  find_author_links (&self);
  find_bylines (&self);
  find_times (&self);
  find_in_text (&self);
  find_rights (&self);
  find_licence (&self);
}
