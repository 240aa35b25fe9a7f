/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of elements and attributes as numbers: two sorted tables, searched by halving. */
#include "extract/tag.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK OFFPRINT_TAG_BLOCK
#define EMPTY OFFPRINT_TAG_EMPTY
#define UNSEEN OFFPRINT_TAG_UNSEEN

typedef struct
{
  const char *name;
  OffprintTagFlags flags;
} TagInfo;

/* In the order of OffprintTag; sorted by name from "a" on. */
static const TagInfo tags[OFFPRINT_N_TAGS] = {
  [OFFPRINT_TAG_ROOT] = { "#root", BLOCK },
  [OFFPRINT_TAG_TEXT] = { "#text", 0 },
  [OFFPRINT_TAG_OTHER] = { "#other", 0 },
  [OFFPRINT_TAG_A] = { "a", 0 },
  [OFFPRINT_TAG_ABBR] = { "abbr", 0 },
  [OFFPRINT_TAG_ADDRESS] = { "address", BLOCK },
  [OFFPRINT_TAG_AMP_AD] = { "amp-ad", UNSEEN },
  [OFFPRINT_TAG_ARTICLE] = { "article", BLOCK },
  [OFFPRINT_TAG_ASIDE] = { "aside", BLOCK },
  [OFFPRINT_TAG_AUDIO] = { "audio", UNSEEN },
  [OFFPRINT_TAG_B] = { "b", 0 },
  [OFFPRINT_TAG_BASE] = { "base", EMPTY },
  [OFFPRINT_TAG_BLOCKQUOTE] = { "blockquote", BLOCK },
  [OFFPRINT_TAG_BODY] = { "body", BLOCK },
  [OFFPRINT_TAG_BR] = { "br", EMPTY },
  [OFFPRINT_TAG_BUTTON] = { "button", 0 },
  [OFFPRINT_TAG_CANVAS] = { "canvas", UNSEEN },
  [OFFPRINT_TAG_CAPTION] = { "caption", BLOCK },
  [OFFPRINT_TAG_CENTER] = { "center", BLOCK },
  [OFFPRINT_TAG_CITE] = { "cite", 0 },
  [OFFPRINT_TAG_CODE] = { "code", 0 },
  [OFFPRINT_TAG_DATALIST] = { "datalist", UNSEEN },
  [OFFPRINT_TAG_DD] = { "dd", BLOCK },
  [OFFPRINT_TAG_DEL] = { "del", 0 },
  [OFFPRINT_TAG_DETAILS] = { "details", BLOCK },
  [OFFPRINT_TAG_DIALOG] = { "dialog", BLOCK },
  [OFFPRINT_TAG_DIV] = { "div", BLOCK },
  [OFFPRINT_TAG_DL] = { "dl", BLOCK },
  [OFFPRINT_TAG_DT] = { "dt", BLOCK },
  [OFFPRINT_TAG_EM] = { "em", 0 },
  [OFFPRINT_TAG_EMBED] = { "embed", EMPTY },
  [OFFPRINT_TAG_FIELDSET] = { "fieldset", BLOCK },
  [OFFPRINT_TAG_FIGCAPTION] = { "figcaption", BLOCK },
  [OFFPRINT_TAG_FIGURE] = { "figure", BLOCK },
  [OFFPRINT_TAG_FONT] = { "font", 0 },
  [OFFPRINT_TAG_FOOTER] = { "footer", BLOCK },
  [OFFPRINT_TAG_FORM] = { "form", BLOCK },
  [OFFPRINT_TAG_FRAME] = { "frame", EMPTY },
  [OFFPRINT_TAG_FRAMESET] = { "frameset", BLOCK },
  [OFFPRINT_TAG_H1] = { "h1", BLOCK },
  [OFFPRINT_TAG_H2] = { "h2", BLOCK },
  [OFFPRINT_TAG_H3] = { "h3", BLOCK },
  [OFFPRINT_TAG_H4] = { "h4", BLOCK },
  [OFFPRINT_TAG_H5] = { "h5", BLOCK },
  [OFFPRINT_TAG_H6] = { "h6", BLOCK },
  [OFFPRINT_TAG_HEAD] = { "head", BLOCK | UNSEEN },
  [OFFPRINT_TAG_HEADER] = { "header", BLOCK },
  [OFFPRINT_TAG_HGROUP] = { "hgroup", BLOCK },
  [OFFPRINT_TAG_HR] = { "hr", BLOCK | EMPTY },
  [OFFPRINT_TAG_HTML] = { "html", BLOCK },
  [OFFPRINT_TAG_I] = { "i", 0 },
  [OFFPRINT_TAG_IFRAME] = { "iframe", UNSEEN },
  [OFFPRINT_TAG_IMG] = { "img", EMPTY },
  [OFFPRINT_TAG_INPUT] = { "input", EMPTY },
  [OFFPRINT_TAG_INS] = { "ins", 0 },
  [OFFPRINT_TAG_LABEL] = { "label", 0 },
  [OFFPRINT_TAG_LEGEND] = { "legend", BLOCK },
  [OFFPRINT_TAG_LI] = { "li", BLOCK },
  [OFFPRINT_TAG_LINK] = { "link", EMPTY },
  [OFFPRINT_TAG_MAIN] = { "main", BLOCK },
  [OFFPRINT_TAG_MARK] = { "mark", 0 },
  [OFFPRINT_TAG_MATH] = { "math", 0 },
  [OFFPRINT_TAG_MENU] = { "menu", BLOCK },
  [OFFPRINT_TAG_META] = { "meta", EMPTY },
  [OFFPRINT_TAG_NAV] = { "nav", BLOCK },
  [OFFPRINT_TAG_NOSCRIPT] = { "noscript", UNSEEN },
  [OFFPRINT_TAG_OBJECT] = { "object", 0 },
  [OFFPRINT_TAG_OL] = { "ol", BLOCK },
  [OFFPRINT_TAG_OPTION] = { "option", BLOCK },
  [OFFPRINT_TAG_P] = { "p", BLOCK },
  [OFFPRINT_TAG_PICTURE] = { "picture", 0 },
  [OFFPRINT_TAG_PRE] = { "pre", BLOCK },
  [OFFPRINT_TAG_Q] = { "q", 0 },
  [OFFPRINT_TAG_S] = { "s", 0 },
  [OFFPRINT_TAG_SCRIPT] = { "script", UNSEEN },
  [OFFPRINT_TAG_SECTION] = { "section", BLOCK },
  [OFFPRINT_TAG_SELECT] = { "select", UNSEEN },
  [OFFPRINT_TAG_SMALL] = { "small", 0 },
  [OFFPRINT_TAG_SOURCE] = { "source", EMPTY },
  [OFFPRINT_TAG_SPAN] = { "span", 0 },
  [OFFPRINT_TAG_STRONG] = { "strong", 0 },
  [OFFPRINT_TAG_STYLE] = { "style", UNSEEN },
  [OFFPRINT_TAG_SUB] = { "sub", 0 },
  [OFFPRINT_TAG_SUMMARY] = { "summary", BLOCK },
  [OFFPRINT_TAG_SUP] = { "sup", 0 },
  [OFFPRINT_TAG_SVG] = { "svg", UNSEEN },
  [OFFPRINT_TAG_TABLE] = { "table", BLOCK },
  [OFFPRINT_TAG_TBODY] = { "tbody", BLOCK },
  [OFFPRINT_TAG_TD] = { "td", BLOCK },
  [OFFPRINT_TAG_TEMPLATE] = { "template", UNSEEN },
  [OFFPRINT_TAG_TEXTAREA] = { "textarea", UNSEEN },
  [OFFPRINT_TAG_TFOOT] = { "tfoot", BLOCK },
  [OFFPRINT_TAG_TH] = { "th", BLOCK },
  [OFFPRINT_TAG_THEAD] = { "thead", BLOCK },
  [OFFPRINT_TAG_TIME] = { "time", 0 },
  [OFFPRINT_TAG_TITLE] = { "title", UNSEEN },
  [OFFPRINT_TAG_TR] = { "tr", BLOCK },
  [OFFPRINT_TAG_U] = { "u", 0 },
  [OFFPRINT_TAG_UL] = { "ul", BLOCK },
  [OFFPRINT_TAG_VIDEO] = { "video", UNSEEN },
  [OFFPRINT_TAG_WBR] = { "wbr", EMPTY },
};

typedef struct
{
  const char *name;
  OffprintAttributeName number;
} AttributeInfo;

static const AttributeInfo attributes[] = {
  { "alt", OFFPRINT_ATTRIBUTE_ALT },
  { "aria-hidden", OFFPRINT_ATTRIBUTE_ARIA_HIDDEN },
  { "class", OFFPRINT_ATTRIBUTE_CLASS },
  { "content", OFFPRINT_ATTRIBUTE_CONTENT },
  { "datetime", OFFPRINT_ATTRIBUTE_DATETIME },
  { "dir", OFFPRINT_ATTRIBUTE_DIR },
  { "href", OFFPRINT_ATTRIBUTE_HREF },
  { "http-equiv", OFFPRINT_ATTRIBUTE_HTTP_EQUIV },
  { "id", OFFPRINT_ATTRIBUTE_ID },
  { "itemprop", OFFPRINT_ATTRIBUTE_ITEMPROP },
  { "itemscope", OFFPRINT_ATTRIBUTE_ITEMSCOPE },
  { "itemtype", OFFPRINT_ATTRIBUTE_ITEMTYPE },
  { "lang", OFFPRINT_ATTRIBUTE_LANG },
  { "name", OFFPRINT_ATTRIBUTE_NAME },
  { "property", OFFPRINT_ATTRIBUTE_PROPERTY },
  { "rel", OFFPRINT_ATTRIBUTE_REL },
  { "role", OFFPRINT_ATTRIBUTE_ROLE },
  { "title", OFFPRINT_ATTRIBUTE_TITLE },
  { "type", OFFPRINT_ATTRIBUTE_TYPE },
  { "value", OFFPRINT_ATTRIBUTE_VALUE },
  { "xml:lang", OFFPRINT_ATTRIBUTE_LANG },
};

static int
compare_tag (const void *name, const void *info)
{
  return strcmp (name, ((const TagInfo *) info)->name);
}

/**
 * offprint_tag_find:
 * @name: name of an element in lower case
 *
 * Returns: its number, %OFFPRINT_TAG_OTHER for one nobody asks about
 */
OffprintTag
offprint_tag_find (const char *name)
{
  const TagInfo *first = tags + OFFPRINT_TAG_A;
  const TagInfo *found = bsearch (name, first, OFFPRINT_N_TAGS - OFFPRINT_TAG_A, sizeof (TagInfo), compare_tag);
  return found != NULL ? (OffprintTag) (found - tags) : OFFPRINT_TAG_OTHER;
}

/**
 * offprint_tag_get_flags:
 * @tag: an element
 *
 * Returns: what kind of element it is
 */
OffprintTagFlags
offprint_tag_get_flags (OffprintTag tag)
{
  return tags[tag].flags;
}

/**
 * offprint_tag_get_name:
 * @tag: an element
 *
 * Returns: (transfer none): its name, for messages and tests; `#text` and the like for what is no element
 */
const char *
offprint_tag_get_name (OffprintTag tag)
{
  return tags[tag].name;
}

static int
compare_attribute (const void *name, const void *info)
{
  return strcmp (name, ((const AttributeInfo *) info)->name);
}

/**
 * offprint_attribute_find:
 * @name: name of an attribute in lower case
 *
 * Returns: its number, %OFFPRINT_N_ATTRIBUTES for one that is not kept
 */
OffprintAttributeName
offprint_attribute_find (const char *name)
{
  const AttributeInfo *found
      = bsearch (name, attributes, G_N_ELEMENTS (attributes), sizeof (AttributeInfo), compare_attribute);
  return found != NULL ? found->number : OFFPRINT_N_ATTRIBUTES;
}
