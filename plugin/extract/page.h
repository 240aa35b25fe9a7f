/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A web page as an arena: one compact array of nodes in document order, one string of text, one of attribute values.
 *
 * Nodes are numbered in document order (pre-order), and that is what makes everything later plain loops and arithmetic:
 *   - the subtree of node n is exactly the nodes n .. nodes[n].end - 1 (n itself first)
 *   - the text of that subtree is exactly the bytes nodes[n].text_start .. nodes[n].text_end - 1 of page->text
 *   - number 0 is the root (tag %OFFPRINT_TAG_ROOT, parent of `html`); as the root is nobody's child or sibling,
 *     0 also says "none" in parent, first_child, next, and in any variable that holds a node
 *
 *   for (guint32 n = page->nodes[root].first_child; n != 0; n = page->nodes[n].next)    children of root
 *   for (guint32 n = root; n < page->nodes[root].end; n++)                              root and all below, in order
 *   for (guint32 n = node; n != 0; n = page->nodes[n].parent)                           node and its ancestors
 *
 * Immutable once made, so it may be read by several threads. Bounded: see the limits below. What lies deeper than
 * %OFFPRINT_PAGE_MAX_DEPTH is flattened into the ancestor at that depth: each element becomes an empty node there,
 * its text follows as next sibling; no text is lost and ends of paragraphs can still be seen. */
#pragma once

#include "extract/tag.h"

G_BEGIN_DECLS

#define OFFPRINT_PAGE_MAX_NODES 1000000
#define OFFPRINT_PAGE_MAX_DEPTH 500
#define OFFPRINT_PAGE_MAX_TEXT (32 * 1024 * 1024)
#define OFFPRINT_PAGE_MAX_VALUE 8192 /* bytes of one attribute value; longer ones, and data: URIs, are left out */

/**
 * OffprintNodeFlags:
 * @OFFPRINT_NODE_HIDDEN: a reader does not see it: itself or an ancestor has `hidden` or a style of display:none or
 * visibility:hidden, or is one of head, template, noscript, svg, math annotation, select, datalist, dialog that is not
 * open (text of script and style is not kept at all). `aria-hidden` does not set it: look at the attribute
 * @OFFPRINT_NODE_IN_LINK: itself or an ancestor is an `a` with `href`
 */
typedef enum
{
  OFFPRINT_NODE_HIDDEN = 1 << 0,
  OFFPRINT_NODE_IN_LINK = 1 << 1,
} OffprintNodeFlags;

/**
 * OffprintSums:
 * @chars: characters of text, where a run of white space inside one text node counts as one, and at its ends as none
 * @words: words: runs of letters and digits; each ideograph, kana and Hangul syllable is one
 * @link_chars: of @chars, those inside `a href`
 * @links: `a href` elements that have any text
 * @short_links: of @links, those of fewer than 30 characters
 * @commas: commas of all scripts (, 、 ، ， ﹐ ; and the like)
 * @sentences: sentence marks of all scripts (. ! ? 。 ！ ？ । ؟ ۔ … and the like) that a space, a quote, or the end of
 * the text follows
 * @paragraphs: `p` elements with any text
 * @items: `li` elements
 * @images: `img`, `picture`, `figure` elements
 * @controls: `input`, `button` elements
 * @headings: `h1` to `h6` elements with any text
 *
 * Sums over a subtree, the node itself included; what is hidden (%OFFPRINT_NODE_HIDDEN) counts as nothing.
 */
typedef struct
{
  guint32 chars, words, link_chars;
  guint32 links, short_links;
  guint32 commas, sentences;
  guint32 paragraphs, items, images, controls, headings;
} OffprintSums;

typedef struct
{
  guint32 parent, first_child, next; /* 0: none */
  guint32 end; /* number after the last descendant */
  guint32 text_start, text_end; /* byte range in page->text, also of elements (then all the text below, unseparated and
                                   with white space as in the source) */
  guint32 first_attribute; /* index in page->attributes */
  guint16 n_attributes; /* 0 for text */
  guint16 depth; /* root: 0 */
  guint8 tag; /* OffprintTag; OFFPRINT_TAG_TEXT is a run of text */
  guint8 flags; /* OffprintNodeFlags */
  OffprintSums sums;
} OffprintNode;

typedef struct
{
  OffprintAttributeName name;
  guint32 value; /* byte offset in page->values, NUL-terminated, valid UTF-8 */
} OffprintAttribute;

/**
 * OffprintPage:
 * @nodes: @n_nodes nodes in document order, at least the root
 * @attributes: all attributes that anyone reads, those of one node together
 * @text: all text in document order, entities resolved, valid UTF-8, NUL-terminated
 * @values: attribute values
 * @json_ld: (element-type utf8): the raw contents of `script type=application/ld+json`, in order, at most 64
 * @comments: (element-type utf8): comments before the first element of body, and later ones that look like a saver's
 * mark, at most 64
 * @html, @body: nodes, always there
 * @head: node, or 0
 * @truncated: a limit was reached, something at the end is missing
 */
typedef struct
{
  const OffprintNode *nodes;
  guint32 n_nodes;
  const OffprintAttribute *attributes;
  const char *text;
  const char *values;
  GPtrArray *json_ld;
  GPtrArray *comments;
  guint32 html, head, body;
  gboolean truncated;
} OffprintPage;

OffprintPage *offprint_page_new (const char *html, gsize length);
void offprint_page_free (OffprintPage *page);
const char *offprint_page_get_attribute (const OffprintPage *page, guint32 node, OffprintAttributeName name);
char *offprint_page_get_text (const OffprintPage *page, guint32 node, gsize max_bytes);
guint32 offprint_page_find_ancestor (const OffprintPage *page, guint32 node, OffprintTag tag);
guint32 offprint_page_find_tag (const OffprintPage *page, guint32 root, OffprintTag tag);
gboolean offprint_page_is_inside (const OffprintPage *page, guint32 node, guint32 ancestor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintPage, offprint_page_free)

G_END_DECLS
