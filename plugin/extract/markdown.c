/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown becomes paragraphs and is then read as a clipping is: front matter and headings only tell more. The tree of
 * cmark is walked by its iterator, never by recursion. Without cmark the marks stay in the text. */
#include "extract/markdown.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/text.h"
#include "extract/clipping.h"
#include "extract/encoding.h"
#include "extract/front-matter.h"
#include "extract/paragraphs.h"
#include "offprint-config.h"

#if HAVE_CMARK
#include <cmark.h>
#endif

#include <string.h>

#define MAX_BYTES (2 * 1024 * 1024) /* cmark needs up to a hundred times as much memory: more is read as plain text */
#define MAX_WIKI_LINK 300
#define MAX_LABEL 30

#if HAVE_CMARK
/* The paragraph being put together, and those that are done. */
typedef struct
{
  OffprintRecordBuilder *builder;
  GArray *paragraphs;                 /* of OffprintParagraph */
  GString *text;                      /* lines separated by \n */
  guint links, images, items, quotes; /* how deep we are in them */
  gsize link_start, link_bytes;       /* of @text */
  int heading;                        /* level of the heading we are in, or 0 */
  gboolean excerpt;                   /* in a quote that is headed so */
} Walk;

/* Every line is "Key: value" or "Key:": fields, not prose. */
static gboolean
is_labelled (const char *text)
{
  for (const char *line = text; *line != '\0';)
    {
      gsize n = strcspn (line, "\n");
      const char *colon = memchr (line, ':', n);
      if (colon == NULL || colon - line > MAX_LABEL || colon == line || (colon[1] != ' ' && colon + 1 != line + n))
        return FALSE;
      line += n + (line[n] == '\n');
    }
  return TRUE;
}

static gsize
measure_wiki_link (const char *text)
{
  gsize n = 0;
  while (n < MAX_WIKI_LINK && text[n] != '\0' && text[n] != '\n' && text[n] != ']')
    n++;
  return n;
}

/* "[[page]]" and "[[page|shown]]" are links of note-takers, "![[picture.png]]" their pictures, "==word==" their marker.
 */
static char *
unwrap_wiki_links (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0';)
    {
      const char *open = g_str_has_prefix (p, "![[") ? p + 3 : g_str_has_prefix (p, "[[") ? p + 2 : NULL;
      gsize n = open != NULL ? measure_wiki_link (open) : 0;
      if (open == NULL || !g_str_has_prefix (open + n, "]]"))
        {
          gsize skip = g_str_has_prefix (p, "==") ? 2 : 0;
          if (skip == 0)
            g_string_append_c (plain, *p);
          p += skip > 0 ? skip : 1;
          continue;
        }
      const char *shown = memchr (open, '|', n);
      const char *start = shown != NULL ? shown + 1 : open;
      if (*p != '!')
        g_string_append_len (plain, start, open + n - start);
      p = open + n + 2;
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Tables are no part of CommonMark: their rows come as lines of a paragraph. */
static void
blank_table_marks (char *text)
{
  if (*text != '|')
    return;
  for (char *p = text; *p != '\0'; p++)
    if (*p == '|' || (*p == '-' && (p[1] == '-' || p[1] == '|' || p[1] == ' ')))
      *p = ' ';
}

static void
add_line (Walk *walk, const char *line, OffprintBlockFlags flags, guint link_percent)
{
  g_autofree char *squeezed = offprint_text_squeeze (line, G_MAXSIZE);
  OffprintParagraph paragraph = { NULL, TRUE, flags, (guint8) MIN (link_percent, 100) };
  if (squeezed == NULL || *squeezed == '\0' || walk->paragraphs->len >= OFFPRINT_PARAGRAPHS_MAX)
    return;
  paragraph.text = g_steal_pointer (&squeezed);
  g_array_append_val (walk->paragraphs, paragraph);
}

static void
add_paragraph (Walk *walk, OffprintBlockFlags flags)
{
  g_autofree char *plain = unwrap_wiki_links (walk->text->str);
  guint percent = walk->text->len > 0 ? (guint) (walk->link_bytes * 100 / walk->text->len) : 0;
  blank_table_marks (plain);
  if (is_labelled (plain))
    {
      g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
      for (gsize i = 0; lines[i] != NULL; i++)
        add_line (walk, lines[i], flags, percent);
      return;
    }
  add_line (walk, plain, flags, percent);
}

static gboolean
is_same_line (const char *a, const char *b)
{
  g_autofree char *folded_a = offprint_text_fold (a, -1);
  g_autofree char *folded_b = offprint_text_fold (b, -1);
  return strcmp (g_strstrip (folded_a), g_strstrip (folded_b)) == 0;
}

static gboolean
take_title (Walk *walk)
{
  const char *title = offprint_record_builder_get (walk->builder, OFFPRINT_FIELD_TITLE);
  if (title != NULL)
    return walk->heading <= 2 && is_same_line (title, walk->text->str);
  if (walk->heading > 1 && walk->paragraphs->len > 0)
    return FALSE;
  g_autofree char *plain = unwrap_wiki_links (walk->text->str);
  offprint_record_builder_set (walk->builder, OFFPRINT_FIELD_TITLE, plain);
  return TRUE;
}

static void
end_heading (Walk *walk)
{
  if (walk->quotes > 0 && is_same_line (walk->text->str, "excerpt"))
    walk->excerpt = TRUE;
  else if (!take_title (walk))
    add_paragraph (walk, OFFPRINT_BLOCK_HEADING);
  walk->heading = 0;
}

static void
end_paragraph (Walk *walk)
{
  if (walk->excerpt && offprint_record_builder_get (walk->builder, OFFPRINT_FIELD_DESCRIPTION) == NULL)
    offprint_record_builder_set (walk->builder, OFFPRINT_FIELD_DESCRIPTION, walk->text->str);
  else if (!walk->excerpt)
    add_paragraph (walk, walk->items > 0 ? OFFPRINT_BLOCK_ITEM : 0);
}

static void
start_text (Walk *walk)
{
  g_string_truncate (walk->text, 0);
  walk->link_bytes = 0;
}

/* Raw HTML: what stands between the tags. */
static void
add_html (Walk *walk, const char *html)
{
  gboolean in_tag = FALSE;
  start_text (walk);
  if (g_ascii_strncasecmp (html, "<script", 7) == 0 || g_ascii_strncasecmp (html, "<style", 6) == 0
      || g_str_has_prefix (html, "<!--"))
    return;
  for (const char *p = html; *p != '\0'; p++)
    {
      if (*p == '<')
        in_tag = TRUE;
      if (!in_tag)
        g_string_append_c (walk->text, *p);
      if (*p == '>')
        {
          in_tag = FALSE;
          g_string_append_c (walk->text, ' ');
        }
    }
  add_line (walk, walk->text->str, 0, 0);
}

static void
take_literal (Walk *walk, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  if (literal != NULL && walk->images == 0)
    g_string_append (walk->text, literal);
}

static void
enter_node (Walk *walk, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      walk->heading = cmark_node_get_heading_level (node);
      start_text (walk);
      break;
    case CMARK_NODE_PARAGRAPH:
      start_text (walk);
      break;
    case CMARK_NODE_ITEM:
      walk->items++;
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      walk->quotes++;
      break;
    case CMARK_NODE_LINK:
      if (walk->links++ == 0)
        walk->link_start = walk->text->len;
      break;
    case CMARK_NODE_IMAGE:
      walk->images++;
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      take_literal (walk, node);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      g_string_append_c (walk->text, '\n');
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_line (walk, cmark_node_get_literal (node), OFFPRINT_BLOCK_VERBATIM, 0);
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_html (walk, cmark_node_get_literal (node));
      break;
    default:
      break;
    }
}

static void
leave_node (Walk *walk, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      end_heading (walk);
      break;
    case CMARK_NODE_PARAGRAPH:
      end_paragraph (walk);
      break;
    case CMARK_NODE_ITEM:
      walk->items--;
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      walk->quotes--;
      walk->excerpt = FALSE;
      break;
    case CMARK_NODE_LINK:
      if (--walk->links == 0)
        walk->link_bytes += walk->text->len - walk->link_start;
      break;
    case CMARK_NODE_IMAGE:
      walk->images--;
      break;
    default:
      break;
    }
}

static GArray *
read_paragraphs (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  Walk walk = { .builder = builder, .paragraphs = offprint_paragraphs_new (), .text = g_string_new (NULL) };
  cmark_node *document = cmark_parse_document (text, length, CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      if (event == CMARK_EVENT_ENTER)
        enter_node (&walk, cmark_iter_get_node (iter));
      else
        leave_node (&walk, cmark_iter_get_node (iter));
    }
  cmark_iter_free (iter);
  cmark_node_free (document);
  g_string_free (walk.text, TRUE);
  return walk.paragraphs;
}
#else
static GArray *
read_paragraphs (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  return offprint_paragraphs_split (text, length);
}
#endif

/**
 * offprint_markdown_read_text:
 * @text: valid UTF-8, need not be NUL-terminated
 * @length: its bytes; the marks of a text of more than 2 MiB stay in it
 * @builder: where the record is built
 *
 * Reads Markdown with or without front matter. Where there is front matter a program cleaned the text already.
 */
void
offprint_markdown_read_text (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  gsize head = offprint_front_matter_read (text, length, builder);
  g_autoptr (GArray) paragraphs = length <= MAX_BYTES ? read_paragraphs (text + head, length - head, builder)
                                                      : offprint_paragraphs_split (text + head, length - head);
  offprint_clipping_read_paragraphs (paragraphs, head > 0 ? OFFPRINT_BOILERPLATE_GENTLE : OFFPRINT_BOILERPLATE_ALL,
                                     builder);
}

/**
 * offprint_markdown_read:
 * @source: a Markdown file
 * @builders: (element-type OffprintRecordBuilder): where to append its article
 * @error: return location
 *
 * Returns: %FALSE when the file holds no text and no title: %OFFPRINT_ERROR_INPUT
 */
gboolean
offprint_markdown_read (const OffprintSource *source, GPtrArray *builders, GError **error)
{
  OffprintEncodingResult encoding;
  offprint_encoding_to_utf8 (source->bytes, OFFPRINT_ENCODING_PLAIN, &encoding);
  g_autoptr (GBytes) bytes = encoding.text;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  if (encoding.guessed)
    offprint_record_builder_warn (builder, "character encoding not declared, read as %s", encoding.name);
  if (length > 0)
    offprint_markdown_read_text (text, length, builder);
  if (offprint_record_builder_get (builder, OFFPRINT_FIELD_TEXT) == NULL
      && offprint_record_builder_get (builder, OFFPRINT_FIELD_TITLE) == NULL)
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("there is no text in the file"));
      return FALSE;
    }
  g_ptr_array_add (builders, g_steal_pointer (&builder));
  return TRUE;
}
