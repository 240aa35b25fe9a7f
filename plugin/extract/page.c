/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page from tokens: what becomes of each, and what can be asked of the page afterwards. */
#include "extract/page.h"

#include "extract/page-sums.h"
#include "extract/page-tree.h"

#include <string.h>

#define NOTES_MAX 64
#define COMMENT_MAX 4096
#define JSON_LD_MAX (2 * 1024 * 1024)

static void
append_root (OffprintPageBuilder *self)
{
  OffprintNode root = { .end = 1, .tag = OFFPRINT_TAG_ROOT };
  g_array_append_val (self->nodes, root);
}

static void
add_note (GPtrArray *notes, const char *text, gsize length, gsize max_bytes)
{
  if (notes->len < NOTES_MAX && length <= max_bytes)
    g_ptr_array_add (notes, g_strndup (text, length));
}

static void
add_text (OffprintPageBuilder *self, const OffprintToken *token)
{
  if (token->length == 0)
    return;
  if (self->json_ld)
    add_note (self->page.json_ld, token->text, token->length, JSON_LD_MAX);
  else if (!self->dropped)
    offprint_page_tree_add_text (self, token);
}

/* What programs that save pages write as comments: near the start, or in these words. */
static void
add_comment (OffprintPageBuilder *self, const OffprintToken *token)
{
  static const char *const marks[] = { "saved from", "Saved from", "SingleFile", "FILE ARCHIVED ON", "Mirrored from" };
  gsize length = MIN (token->length, COMMENT_MAX);
  gboolean wanted = self->page.body == 0 || self->last_child[self->depth] == 0;
  for (gsize i = 0; !wanted && i < G_N_ELEMENTS (marks); i++)
    wanted = memmem (token->text, length, marks[i], strlen (marks[i])) != NULL;
  if (!wanted)
    return;
  while (length > 0 && length < token->length && ((guchar) token->text[length] & 0xc0) == 0x80)
    length--;
  add_note (self->page.comments, token->text, length, COMMENT_MAX);
}

static void
take (OffprintPageBuilder *self, const OffprintToken *token)
{
  switch (token->kind)
    {
    case OFFPRINT_TOKEN_START:
      offprint_page_tree_start (self, token);
      return;
    case OFFPRINT_TOKEN_END:
      self->json_ld = self->dropped = FALSE;
      offprint_page_tree_end (self, token->tag);
      return;
    case OFFPRINT_TOKEN_TEXT:
      add_text (self, token);
      return;
    case OFFPRINT_TOKEN_COMMENT:
      add_comment (self, token);
      return;
    }
}

static gboolean
has_room (OffprintPageBuilder *self)
{
  return self->nodes->len + 8 < OFFPRINT_PAGE_MAX_NODES && self->text->len < OFFPRINT_PAGE_MAX_TEXT
         && self->values->len < OFFPRINT_PAGE_MAX_TEXT;
}

static OffprintPage *
finish (OffprintPageBuilder *self)
{
  offprint_page_tree_ensure_body (self);
  offprint_page_builder_pop_to (self, 0);
  OffprintNode *root = offprint_page_builder_get_node (self, 0);
  root->end = self->nodes->len;
  root->text_end = (guint32) self->text->len;

  OffprintPage *page = g_new (OffprintPage, 1);
  *page = self->page;
  page->n_nodes = self->nodes->len;
  page->text = g_string_free (self->text, FALSE);
  page->values = g_string_free (self->values, FALSE);
  OffprintNode *nodes = (OffprintNode *) (gpointer) g_array_free (self->nodes, FALSE);
  offprint_page_sum (nodes, page->n_nodes, page->text);
  page->nodes = nodes;
  page->attributes = (OffprintAttribute *) (gpointer) g_array_free (self->attributes, FALSE);
  return page;
}

/**
 * offprint_page_new:
 * @html: valid UTF-8, may hold anything
 * @length: bytes of @html
 *
 * Reads a page. Never fails: what is no HTML gives a page with text only. Time and memory are linear in @length, and
 * bounded by the limits in the header.
 *
 * Returns: (transfer full): the page
 */
OffprintPage *
offprint_page_new (const char *html, gsize length)
{
  g_autofree OffprintPageBuilder *self = g_new0 (OffprintPageBuilder, 1);
  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (OffprintNode), (guint) MIN (length / 48 + 16, 65536));
  self->attributes = g_array_new (FALSE, FALSE, sizeof (OffprintAttribute));
  self->text = g_string_sized_new (length / 8);
  self->values = g_string_sized_new (length / 8);
  self->page.json_ld = g_ptr_array_new_with_free_func (g_free);
  self->page.comments = g_ptr_array_new_with_free_func (g_free);
  append_root (self);

  OffprintTokenizer tokenizer;
  OffprintToken token;
  offprint_tokenizer_init (&tokenizer, html, length);
  while (has_room (self) && offprint_tokenizer_next (&tokenizer, &token))
    take (self, &token);
  self->page.truncated = tokenizer.at < tokenizer.end;
  return finish (self);
}

/**
 * offprint_page_free:
 * @page: (transfer full) (nullable): a page
 */
void
offprint_page_free (OffprintPage *page)
{
  if (page == NULL)
    return;
  g_free ((gpointer) (gsize) page->nodes);
  g_free ((gpointer) (gsize) page->attributes);
  g_free ((gpointer) (gsize) page->text);
  g_free ((gpointer) (gsize) page->values);
  g_ptr_array_unref (page->json_ld);
  g_ptr_array_unref (page->comments);
  g_free (page);
}

/**
 * offprint_page_get_attribute:
 * @page: a page
 * @node: a node
 * @name: an attribute
 *
 * Returns: (transfer none) (nullable): its value, %NULL when the element does not have it
 */
const char *
offprint_page_get_attribute (const OffprintPage *page, guint32 node, OffprintAttributeName name)
{
  guint32 first = page->nodes[node].first_attribute;
  for (guint32 i = first; i < first + page->nodes[node].n_attributes; i++)
    if (page->attributes[i].name == name)
      return page->values + page->attributes[i].value;
  return NULL;
}

static void
append_squeezed (GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  while (text < end)
    {
      const char *next = g_utf8_next_char (text);
      if (g_unichar_isspace (g_utf8_get_char (text)))
        {
          if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c (out, ' ');
        }
      else
        g_string_append_len (out, text, next - text);
      text = next;
    }
}

/**
 * offprint_page_get_text:
 * @page: a page
 * @node: a node
 * @max_bytes: where to stop, roughly
 *
 * The text of @node and all below it in one line: white space squeezed, a space where a block or line begins or ends.
 * What is hidden is left out, unless @node itself is hidden.
 *
 * Returns: (transfer full): valid UTF-8, may be empty
 */
char *
offprint_page_get_text (const OffprintPage *page, guint32 node, gsize max_bytes)
{
  GString *out = g_string_new (NULL);
  guint8 hidden = page->nodes[node].flags & OFFPRINT_NODE_HIDDEN;
  /* many empty nodes must not make this slow */
  guint32 end = (guint32) MIN (page->nodes[node].end, node + max_bytes + 1000);
  for (guint32 n = node; n < end && out->len < max_bytes; n++)
    {
      const OffprintNode *at = &page->nodes[n];
      if ((at->flags & OFFPRINT_NODE_HIDDEN) != hidden)
        continue;
      if (at->tag == OFFPRINT_TAG_TEXT)
        append_squeezed (out, page->text + at->text_start, at->text_end - at->text_start);
      else if ((offprint_tag_get_flags (at->tag) & OFFPRINT_TAG_BLOCK) || at->tag == OFFPRINT_TAG_BR)
        append_squeezed (out, " ", 1);
    }
  return g_strchomp (g_string_free (out, FALSE));
}

/**
 * offprint_page_find_ancestor:
 * @page: a page
 * @node: where to start, included
 * @tag: an element
 *
 * Returns: the nearest such element around @node, or 0
 */
guint32
offprint_page_find_ancestor (const OffprintPage *page, guint32 node, OffprintTag tag)
{
  while (node != 0 && page->nodes[node].tag != tag)
    node = page->nodes[node].parent;
  return node;
}

/**
 * offprint_page_find_tag:
 * @page: a page
 * @root: where to look: below this node
 * @tag: an element
 *
 * Returns: the first such element below @root, or 0
 */
guint32
offprint_page_find_tag (const OffprintPage *page, guint32 root, OffprintTag tag)
{
  for (guint32 n = root + 1; n < page->nodes[root].end; n++)
    if (page->nodes[n].tag == tag)
      return n;
  return 0;
}

/**
 * offprint_page_is_inside:
 * @page: a page
 * @node: a node
 * @ancestor: another, or the same
 *
 * Returns: whether @node is @ancestor or below it
 */
gboolean
offprint_page_is_inside (const OffprintPage *page, guint32 node, guint32 ancestor)
{
  return node >= ancestor && node < page->nodes[ancestor].end;
}
