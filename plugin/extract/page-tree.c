/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the HTML standard says about elements that are left open or closed in the wrong order is followed as far as it
 * decides which text belongs to which block; formatting elements are not reopened after a block. */
#include "extract/page-tree.h"

#include "extract/entity.h"

#include <string.h>

static gboolean
token_has (const OffprintToken *token, OffprintAttributeName name)
{
  for (guint i = 0; i < token->n_attributes; i++)
    if (token->attributes[i].name == name)
      return TRUE;
  return FALSE;
}

static gboolean
token_is_json_ld (const OffprintToken *token)
{
  for (guint i = 0; i < token->n_attributes; i++)
    if (token->attributes[i].name == OFFPRINT_ATTRIBUTE_TYPE)
      return memmem (token->attributes[i].value, token->attributes[i].length, "ld+json", 7) != NULL;
  return FALSE;
}

static guint8
token_flags (const OffprintToken *token)
{
  guint8 flags = token->hidden ? OFFPRINT_NODE_HIDDEN : 0;
  if ((offprint_tag_get_flags (token->tag) & OFFPRINT_TAG_UNSEEN)
      && !(token->tag == OFFPRINT_TAG_TEMPLATE && token->open))
    flags |= OFFPRINT_NODE_HIDDEN;
  if (token->tag == OFFPRINT_TAG_DIALOG && !token->open)
    flags |= OFFPRINT_NODE_HIDDEN;
  if (token->tag == OFFPRINT_TAG_A && token_has (token, OFFPRINT_ATTRIBUTE_HREF))
    flags |= OFFPRINT_NODE_IN_LINK;
  return flags;
}

static gboolean
is_heading (OffprintTag tag)
{
  return tag >= OFFPRINT_TAG_H1 && tag <= OFFPRINT_TAG_H6;
}

/* An item closes the item before it, unless a list or another block is open in between. */
static void
close_item (OffprintPageBuilder *self, OffprintTag a, OffprintTag b)
{
  for (guint depth = self->depth; depth > 0; depth--)
    {
      OffprintTag open = offprint_page_builder_get_open_tag (self, depth);
      if (open == a || open == b)
        {
          offprint_page_builder_pop_to (self, depth - 1);
          return;
        }
      if ((offprint_tag_get_flags (open) & OFFPRINT_TAG_BLOCK) && open != OFFPRINT_TAG_P && open != OFFPRINT_TAG_DIV
          && open != OFFPRINT_TAG_ADDRESS)
        return;
    }
}

/* A row ends the cell before it, a group of rows the row before it. */
static void
close_table_parts (OffprintPageBuilder *self, OffprintTag tag)
{
  static const OffprintTag parts[] = { OFFPRINT_TAG_TD, OFFPRINT_TAG_TH,    OFFPRINT_TAG_CAPTION, OFFPRINT_TAG_TR,
                                       OFFPRINT_TAG_TBODY, OFFPRINT_TAG_THEAD, OFFPRINT_TAG_TFOOT };
  gsize n = tag == OFFPRINT_TAG_TD || tag == OFFPRINT_TAG_TH ? 3 : tag == OFFPRINT_TAG_TR ? 4 : G_N_ELEMENTS (parts);
  for (gsize i = 0; i < n; i++)
    offprint_page_builder_close (self, parts[i]);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/* A paragraph after words of a heading: its end was forgotten. (The standard would take the whole article for the
 * heading. In
 * `<h1><p>`, which is common, the paragraph is the heading.) */
static void
close_unfinished_heading (OffprintPageBuilder *self)
{
  for (guint depth = self->depth;
       depth > 0 && !offprint_page_builder_is_scope (offprint_page_builder_get_open_tag (self, depth)); depth--)
    if (is_heading (offprint_page_builder_get_open_tag (self, depth)))
      {
        gsize start = offprint_page_builder_get_node (self, self->stack[depth])->text_start;
        if (!is_blank (self->text->str + start, self->text->len - start))
          offprint_page_builder_pop_to (self, depth - 1);
        return;
      }
}

/* Ends what the start of @tag ends without saying so. */
static void
close_implied (OffprintPageBuilder *self, OffprintTag tag)
{
  if (offprint_page_builder_is_table_part (tag))
    {
      close_table_parts (self, tag);
      return;
    }
  if (offprint_tag_get_flags (tag) & OFFPRINT_TAG_BLOCK)
    {
      offprint_page_builder_close (self, OFFPRINT_TAG_SVG);
      if (tag != OFFPRINT_TAG_OPTION && tag != OFFPRINT_TAG_LEGEND && tag != OFFPRINT_TAG_TABLE)
        offprint_page_builder_close (self, OFFPRINT_TAG_P);
    }
  if (tag == OFFPRINT_TAG_P)
    close_unfinished_heading (self);
  if (tag == OFFPRINT_TAG_LI || tag == OFFPRINT_TAG_OPTION || tag == OFFPRINT_TAG_A)
    close_item (self, tag, tag);
  else if (tag == OFFPRINT_TAG_DD || tag == OFFPRINT_TAG_DT)
    close_item (self, OFFPRINT_TAG_DD, OFFPRINT_TAG_DT);
  else if (is_heading (tag) && is_heading (offprint_page_builder_get_open_tag (self, self->depth)))
    offprint_page_builder_pop_to (self, self->depth - 1);
}

static guint32
open_element (OffprintPageBuilder *self, const OffprintToken *token)
{
  guint32 number = offprint_page_builder_append (self, token->tag, token_flags (token));
  offprint_page_builder_keep_attributes (self, number, token);
  offprint_page_builder_push (self, number);
  return number;
}

static void
open_implied (OffprintPageBuilder *self, OffprintTag tag, guint32 *where)
{
  OffprintToken token = { .kind = OFFPRINT_TOKEN_START, .tag = tag };
  *where = open_element (self, &token);
}

static void
ensure_html (OffprintPageBuilder *self)
{
  if (self->page.html == 0)
    open_implied (self, OFFPRINT_TAG_HTML, &self->page.html);
}

static gboolean
belongs_in_head (OffprintTag tag)
{
  switch (tag)
    {
    case OFFPRINT_TAG_BASE:
    case OFFPRINT_TAG_LINK:
    case OFFPRINT_TAG_META:
    case OFFPRINT_TAG_NOSCRIPT:
    case OFFPRINT_TAG_SCRIPT:
    case OFFPRINT_TAG_STYLE:
    case OFFPRINT_TAG_TEMPLATE:
    case OFFPRINT_TAG_TITLE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether noscript or template is open before the body began: what is in there does not begin it. */
static gboolean
is_inside_head_part (OffprintPageBuilder *self)
{
  for (guint depth = self->depth; depth > 0; depth--)
    if (offprint_page_builder_get_open_tag (self, depth) == OFFPRINT_TAG_NOSCRIPT
        || offprint_page_builder_get_open_tag (self, depth) == OFFPRINT_TAG_TEMPLATE)
      return TRUE;
  return FALSE;
}

/**
 * offprint_page_tree_ensure_body:
 * @self: the page so far
 *
 * Opens html and body unless they are there: a page has a body even when nothing is in it
 */
void
offprint_page_tree_ensure_body (OffprintPageBuilder *self)
{
  ensure_html (self);
  if (self->page.body != 0)
    return;
  offprint_page_builder_pop_to (self, 1);
  open_implied (self, OFFPRINT_TAG_BODY, &self->page.body);
}

/* Opens html, head and body when the first thing comes that belongs in there. */
static void
ensure_place (OffprintPageBuilder *self, OffprintTag tag)
{
  ensure_html (self);
  if (self->page.body != 0)
    return;
  if (belongs_in_head (tag))
    {
      if (self->page.head == 0)
        open_implied (self, OFFPRINT_TAG_HEAD, &self->page.head);
      return;
    }
  if (!is_inside_head_part (self))
    offprint_page_tree_ensure_body (self);
}

/* html, head, body: only the first one of each. Returns: %FALSE when @token is another element */
static gboolean
start_skeleton (OffprintPageBuilder *self, const OffprintToken *token)
{
  if (token->tag == OFFPRINT_TAG_HTML)
    {
      if (self->page.html == 0)
        self->page.html = open_element (self, token);
      return TRUE;
    }
  if (token->tag == OFFPRINT_TAG_HEAD)
    {
      ensure_html (self);
      if (self->page.head == 0 && self->page.body == 0)
        self->page.head = open_element (self, token);
      return TRUE;
    }
  if (token->tag == OFFPRINT_TAG_BODY)
    {
      ensure_html (self);
      if (self->page.body == 0)
        {
          offprint_page_builder_pop_to (self, 1);
          self->page.body = open_element (self, token);
        }
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_in_foreign (OffprintPageBuilder *self)
{
  for (guint depth = self->depth; depth > 0; depth--)
    if (offprint_page_builder_get_open_tag (self, depth) == OFFPRINT_TAG_SVG
        || offprint_page_builder_get_open_tag (self, depth) == OFFPRINT_TAG_MATH)
      return TRUE;
  return FALSE;
}

static gboolean
has_no_content (OffprintPageBuilder *self, const OffprintToken *token)
{
  if (offprint_tag_get_flags (token->tag) & OFFPRINT_TAG_EMPTY)
    return TRUE;
  return token->self_closing
         && (token->tag == OFFPRINT_TAG_SVG || token->tag == OFFPRINT_TAG_MATH || is_in_foreign (self));
}

/**
 * offprint_page_tree_start:
 * @self: the page so far
 * @token: a start tag
 *
 * Closes what the start of this element ends without saying so, and opens it
 */
void
offprint_page_tree_start (OffprintPageBuilder *self, const OffprintToken *token)
{
  self->json_ld = token->tag == OFFPRINT_TAG_SCRIPT && token_is_json_ld (token);
  self->dropped
      = token->tag == OFFPRINT_TAG_SCRIPT || token->tag == OFFPRINT_TAG_STYLE || token->tag == OFFPRINT_TAG_IFRAME;
  if (start_skeleton (self, token))
    return;
  ensure_place (self, token->tag);
  if (self->too_deep == 0)
    close_implied (self, token->tag);
  /* a form in a form is none */
  if (token->tag == OFFPRINT_TAG_FORM && offprint_page_builder_find_open (self, OFFPRINT_TAG_FORM) > 0)
    return;

  gboolean leaf = has_no_content (self, token);
  if (!leaf && self->depth < OFFPRINT_PAGE_MAX_DEPTH)
    {
      open_element (self, token);
      return;
    }
  offprint_page_builder_keep_attributes (self, offprint_page_builder_append (self, token->tag, token_flags (token)),
                                         token);
  self->too_deep += !leaf;
}

/* `</a>` while blocks are open that began inside the link: they go on, outside of it. */
static void
end_link (OffprintPageBuilder *self, guint link)
{
  guint8 around = self->inherited[link - 1];
  for (guint depth = link; depth <= self->depth; depth++)
    if (!(around & OFFPRINT_NODE_IN_LINK))
      self->inherited[depth] &= (guint8) ~OFFPRINT_NODE_IN_LINK;
}

static void
end_inline (OffprintPageBuilder *self, OffprintTag tag)
{
  gboolean block = FALSE;
  for (guint depth = self->depth;
       depth > 0 && !offprint_page_builder_is_scope (offprint_page_builder_get_open_tag (self, depth)); depth--)
    {
      if (offprint_page_builder_get_open_tag (self, depth) == tag)
        {
          if (!block)
            offprint_page_builder_pop_to (self, depth - 1);
          else if (tag == OFFPRINT_TAG_A)
            end_link (self, depth);
          return;
        }
      block |= (offprint_tag_get_flags (offprint_page_builder_get_open_tag (self, depth)) & OFFPRINT_TAG_BLOCK) != 0;
    }
}

/**
 * offprint_page_tree_end:
 * @self: the page so far
 * @tag: the element of an end tag
 *
 * Closes the element, unless none is open or what is open may not be closed from here
 */
void
offprint_page_tree_end (OffprintPageBuilder *self, OffprintTag tag)
{
  if (self->too_deep > 0)
    {
      self->too_deep--;
      return;
    }
  if (tag == OFFPRINT_TAG_HTML || tag == OFFPRINT_TAG_BODY)
    return;
  if (tag == OFFPRINT_TAG_HEAD)
    {
      if (self->page.body == 0 && self->page.head != 0)
        offprint_page_builder_pop_to (self, 1);
      return;
    }
  OffprintTagFlags flags = offprint_tag_get_flags (tag);
  if (!(flags & (OFFPRINT_TAG_BLOCK | OFFPRINT_TAG_UNSEEN)))
    {
      end_inline (self, tag);
      return;
    }
  /* an end of no paragraph is a paragraph; a form that other blocks overlap ends with its parent */
  guint depth = offprint_page_builder_find_open (self, tag);
  if (depth == 0 && tag == OFFPRINT_TAG_P && self->page.body != 0)
    offprint_page_builder_append (self, OFFPRINT_TAG_P, 0);
  else if (depth > 0 && !(tag == OFFPRINT_TAG_FORM && depth != self->depth))
    offprint_page_builder_pop_to (self, depth - 1);
}

/* Whether the text to come goes on with the node before it: text without an element in between, the end of a link
 * included. */
static gboolean
continues_text (OffprintPageBuilder *self, guint32 last)
{
  return last != 0 && offprint_page_builder_get_node (self, last)->tag == OFFPRINT_TAG_TEXT
         && offprint_page_builder_get_node (self, last)->flags == self->inherited[self->depth];
}

/**
 * offprint_page_tree_add_text:
 * @self: the page so far
 * @token: text
 *
 * Appends text with its references resolved. Runs of text without an element in between are one node
 */
void
offprint_page_tree_add_text (OffprintPageBuilder *self, const OffprintToken *token)
{
  if (self->page.body == 0 && is_blank (token->text, token->length)
      && (self->depth == 0 || offprint_page_builder_get_open_tag (self, self->depth) != OFFPRINT_TAG_TITLE))
    return;
  if (self->depth == 0 || offprint_page_builder_get_open_tag (self, self->depth) != OFFPRINT_TAG_TITLE)
    ensure_place (self, OFFPRINT_TAG_TEXT);
  guint32 last = self->last_child[self->depth];
  if (!continues_text (self, last))
    last = offprint_page_builder_append (self, OFFPRINT_TAG_TEXT, 0);
  offprint_entity_append (self->text, token->text, token->length, FALSE);
  offprint_page_builder_get_node (self, last)->text_end = (guint32) self->text->len;
}
