/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of queries, without an error case:
 *
 *     parts    = part (["AND"] part)*          all of them
 *     part     = near ("OR" near)*             OR binds more tightly than the space, as in Recoll
 *     near     = unit (("NEAR" | "NEAR/N") unit)*
 *     unit     = ["-" | "NOT"] (item | "(" parts ")")
 *
 * Brackets are kept on a stack of our own, at most 32 deep. */
#include "store/query.h"

#include "core/i18n.h"
#include "core/text.h"
#include "store/query-dates.h"
#include "store/query-lexer.h"
#include "store/query-period.h"
#include "store/query-words.h"

#include <string.h>

#define TEXT_MAX_BYTES (256 * 1024)
#define DEPTH_MAX 32
#define ITEMS_MAX 1000 /* phrases, filters, brackets and the like */
#define WORDS_MAX 20000 /* of these query-adapt.c chooses */
#define NEAR_DISTANCE 10
#define QUOTED_MAX_CHARS 60

/* An open bracket, or the whole query */
typedef struct
{
  OffprintQueryNode *group;
  OffprintToken joint; /* OR, AND or NEAR that waits for what follows; END: none */
  OffprintToken not_; /* likewise */
} Frame;

typedef struct
{
  OffprintLexer lexer;
  const char *text;
  gint64 now;
  gboolean unfinished; /* the last word goes on somehow */
  GPtrArray *notes;
  Frame frames[DEPTH_MAX];
  guint depth; /* of frames in use */
  guint too_deep; /* open brackets beyond them */
  guint n_items;
  guint n_words;
} Parser;

static const OffprintToken nothing = { .kind = OFFPRINT_TOKEN_END };

static Frame *
get_frame (Parser *parser)
{
  return &parser->frames[parser->depth - 1];
}

/* A range of the text, from @start to where the lexer is */
static OffprintQueryRange
make_range (const Parser *parser, const char *start)
{
  return (OffprintQueryRange){ (gsize) (start - parser->text), (gsize) (parser->lexer.at - parser->text) };
}

static void
push_frame (Parser *parser, const OffprintToken *token)
{
  Frame *frame = &parser->frames[parser->depth++];
  *frame = (Frame){ offprint_query_node_new (OFFPRINT_QUERY_ALL, NULL), nothing, nothing };
  frame->group->negated = token->negated;
  frame->group->typed = make_range (parser, token->start);
}

static OffprintQueryNode *
get_last (const GPtrArray *children)
{
  return children->len > 0 ? g_ptr_array_index (children, children->len - 1) : NULL;
}

static OffprintQueryNode *
steal_last (GPtrArray *children)
{
  return g_ptr_array_steal_index (children, children->len - 1);
}

static void
join_any (GPtrArray *children, OffprintQueryNode *node)
{
  OffprintQueryNode *last = get_last (children);
  if (!last->joined)
    {
      OffprintQueryNode *any = offprint_query_node_new (OFFPRINT_QUERY_ANY, NULL);
      any->joined = TRUE;
      any->typed = last->typed;
      g_ptr_array_add (any->children, steal_last (children));
      g_ptr_array_add (children, any);
      last = any;
    }
  last->typed.end = node->typed.end;
  g_ptr_array_add (last->children, node);
}

static gboolean
is_single (const OffprintQueryNode *node)
{
  return !node->negated && node->terms->len == 1
         && (node->kind == OFFPRINT_QUERY_WORD || node->kind == OFFPRINT_QUERY_PHRASE);
}

/* Only words can be near each other: anything else must just be there. */
static void
join_near (Parser *parser, GPtrArray *children, OffprintQueryNode *node, guint distance)
{
  OffprintQueryNode *last = get_last (children);
  if (last->joined)
    {
      children = last->children;
      last = get_last (children);
    }
  if (!is_single (node) || !(is_single (last) || (last->kind == OFFPRINT_QUERY_NEAR && !last->negated))
      || last->field != node->field)
    {
      offprint_query_add_note (parser->notes, _("NEAR stands between single words only: taken as AND"));
      g_ptr_array_add (get_frame (parser)->group->children, node);
      return;
    }
  last->window = MAX (last->kind == OFFPRINT_QUERY_NEAR ? last->window : 0, distance > 0 ? distance : NEAR_DISTANCE);
  last->kind = OFFPRINT_QUERY_NEAR;
  last->typed.end = node->typed.end;
  last->words.end = last->words.start;
  g_ptr_array_add (last->terms, g_ptr_array_steal_index (node->terms, 0));
  offprint_query_node_free (node);
}

static void
add_node (Parser *parser, OffprintQueryNode *node)
{
  Frame *frame = get_frame (parser);
  OffprintToken joint = frame->joint;
  if (frame->not_.kind == OFFPRINT_TOKEN_NOT)
    {
      node->negated = !node->negated;
      node->typed.start = (gsize) (frame->not_.start - parser->text);
    }
  if (node->negated)
    offprint_query_node_finish (node);
  frame->joint = frame->not_ = nothing;
  if (joint.kind == OFFPRINT_TOKEN_OR)
    join_any (frame->group->children, node);
  else if (joint.kind == OFFPRINT_TOKEN_NEAR)
    join_near (parser, frame->group->children, node, joint.distance);
  else
    g_ptr_array_add (frame->group->children, node);
}

/* What is being typed: the word at the very end. */
static gboolean
is_unfinished (const Parser *parser, const OffprintToken *token)
{
  return parser->unfinished && !token->quoted && token->text + token->length == parser->lexer.end;
}

static OffprintQueryNode *
make_words (Parser *parser, const OffprintToken *token, const OffprintFieldInfo *field)
{
  OffprintQueryText text = { field, token->text, token->length, token->quoted, token->starred };
  if (!token->starred && is_unfinished (parser, token))
    return offprint_query_node_new_unfinished (&text, parser->notes);
  return offprint_query_node_new_words (&text, parser->notes);
}

static OffprintDateLimit
get_sense (const OffprintToken *token)
{
  if (token->name_length == strlen ("after") && g_ascii_strncasecmp (token->name, "after", token->name_length) == 0)
    return OFFPRINT_DATE_AFTER;
  if (token->name_length == strlen ("before") && g_ascii_strncasecmp (token->name, "before", token->name_length) == 0)
    return OFFPRINT_DATE_BEFORE;
  return OFFPRINT_DATE_WITHIN;
}

/* after:3 days ago */
static void
extend_date (Parser *parser, OffprintToken *token)
{
  gsize length = token->quoted ? 0 : offprint_query_dates_measure (token->text,
                                                                   (gsize) (parser->lexer.end - token->text));
  if (length <= token->length)
    return;
  token->length = length;
  parser->lexer.at = token->text + length;
}

static OffprintQueryNode *
make_span (Parser *parser, OffprintToken *token)
{
  OffprintDateSpan span;
  extend_date (parser, token);
  if (!offprint_query_dates_parse (token->text, token->length, get_sense (token), parser->now, &span))
    {
      g_autofree char *text = g_strndup (token->text, token->length);
      g_autofree char *start = offprint_text_truncate_words (text, QUOTED_MAX_CHARS);
      offprint_query_add_note (parser->notes, _("\"%s\" is no date: taken as words"), start);
      return make_words (parser, token, NULL);
    }
  OffprintQueryNode *node = offprint_query_node_new (OFFPRINT_QUERY_SPAN, token->field);
  node->span = span;
  return node;
}

static OffprintQueryNode *
make_filter (const Parser *parser, const OffprintToken *token)
{
  OffprintQueryNode *node = offprint_query_node_new (OFFPRINT_QUERY_FILTER, token->field);
  node->value = g_strndup (token->text, token->length + (token->starred ? 1 : 0));
  node->whole = token->whole;
  node->unfinished = !token->whole && is_unfinished (parser, token);
  return node;
}

/* An address without a field is the article's own, or one that stands in a text. */
static OffprintQueryNode *
make_address (Parser *parser, const OffprintToken *token)
{
  OffprintQueryNode *node = offprint_query_node_new (OFFPRINT_QUERY_ANY, NULL);
  OffprintQueryNode *words = make_words (parser, token, NULL);
  g_ptr_array_add (node->children, make_filter (parser, token));
  if (words != NULL)
    g_ptr_array_add (node->children, words);
  return node;
}

/* Whoever has typed `title:` wants to go on. */
static gboolean
is_bare_field (const Parser *parser, const OffprintToken *token)
{
  const char *end = token->text + token->length;
  return parser->unfinished && token->field == NULL && end + 1 == parser->lexer.end && *end == ':'
         && offprint_schema_find_query_name (token->text, token->length) != NULL;
}

static OffprintQueryNode *
make_item (Parser *parser, OffprintToken *token)
{
  const OffprintFieldInfo *field = token->field;
  if (is_bare_field (parser, token))
    return NULL;
  if (field == NULL)
    return make_words (parser, token, NULL);
  if (field->kind == OFFPRINT_KIND_DATE)
    return make_span (parser, token);
  if (token->name == NULL)
    return make_address (parser, token);
  if (field->filter != NULL || field->kind == OFFPRINT_KIND_LOCATION || token->whole)
    return make_filter (parser, token);
  return make_words (parser, token, field);
}

static void
add_item (Parser *parser, OffprintToken *token)
{
  g_autoptr (OffprintQueryNode) node = make_item (parser, token);
  if (node != NULL && token->field == NULL && !token->negated && !token->quoted && !token->starred)
    parser->n_words++;
  else
    parser->n_items++;
  if (node == NULL)
    return;
  node->negated = token->negated;
  node->typed = make_range (parser, token->start);
  if (token->field == NULL || (token->name != NULL && !offprint_query_is_filter (node)))
    {
      node->words.start = (gsize) (token->text - parser->text);
      node->words.end = node->words.start + token->length;
    }
  add_node (parser, g_steal_pointer (&node));
}

static void
add_operator_as_word (Parser *parser, OffprintToken *token)
{
  offprint_query_add_note (parser->notes, _("\"%.*s\" has nothing to join: taken as a word"), (int) token->length,
                           token->text);
  add_item (parser, token);
}

/* An operator at the end waits in vain. */
static void
end_frame (Parser *parser)
{
  Frame *frame = get_frame (parser);
  OffprintToken joint = frame->joint, not_ = frame->not_;
  frame->joint = frame->not_ = nothing;
  if (joint.kind != OFFPRINT_TOKEN_END)
    add_operator_as_word (parser, &joint);
  if (not_.kind != OFFPRINT_TOKEN_END)
    add_operator_as_word (parser, &not_);
}

static OffprintQueryNode *
flatten (OffprintQueryNode *group)
{
  OffprintQueryNode *only = group->children->len == 1 ? steal_last (group->children) : NULL;
  if (only == NULL)
    return group;
  only->negated = only->negated != group->negated;
  only->joined = FALSE;
  only->typed = group->typed;
  offprint_query_node_free (group);
  return only;
}

static void
close_frame (Parser *parser)
{
  end_frame (parser);
  OffprintQueryNode *group = parser->frames[--parser->depth].group;
  group->typed.end = (gsize) (parser->lexer.at - parser->text);
  if (group->children->len == 0)
    offprint_query_node_free (group);
  else
    add_node (parser, flatten (group));
}

static void
open_bracket (Parser *parser, const OffprintToken *token)
{
  parser->n_items++;
  if (parser->depth < DEPTH_MAX)
    push_frame (parser, token);
  else
    {
      parser->too_deep++;
      offprint_query_add_note (parser->notes, _("brackets more than %d deep were left out"), DEPTH_MAX);
    }
}

static void
close_bracket (Parser *parser)
{
  if (parser->too_deep > 0)
    parser->too_deep--;
  else if (parser->depth > 1)
    close_frame (parser);
  else
    offprint_query_add_note (parser->notes, _("a bracket without its partner was left out"));
}

static void
take_operator (Parser *parser, OffprintToken *token)
{
  Frame *frame = get_frame (parser);
  if (token->kind == OFFPRINT_TOKEN_NOT)
    frame->not_ = *token;
  else if (frame->group->children->len == 0 || frame->joint.kind != OFFPRINT_TOKEN_END
           || frame->not_.kind != OFFPRINT_TOKEN_END)
    add_operator_as_word (parser, token);
  else
    frame->joint = *token;
}

static void
take_token (Parser *parser, OffprintToken *token)
{
  switch (token->kind)
    {
    case OFFPRINT_TOKEN_OPEN:
      open_bracket (parser, token);
      break;
    case OFFPRINT_TOKEN_CLOSE:
      close_bracket (parser);
      break;
    case OFFPRINT_TOKEN_ITEM:
      add_item (parser, token);
      break;
    case OFFPRINT_TOKEN_OR:
    case OFFPRINT_TOKEN_AND:
    case OFFPRINT_TOKEN_NOT:
    case OFFPRINT_TOKEN_NEAR:
      take_operator (parser, token);
      break;
    case OFFPRINT_TOKEN_END:
      break;
    }
}

static OffprintQueryNode *
parse (Parser *parser)
{
  OffprintToken token = { .start = parser->text };
  push_frame (parser, &token);
  offprint_lexer_next (&parser->lexer, &token);
  while (token.kind != OFFPRINT_TOKEN_END && parser->n_items < ITEMS_MAX && parser->n_words < WORDS_MAX)
    {
      take_token (parser, &token);
      offprint_lexer_next (&parser->lexer, &token);
    }
  if (token.kind != OFFPRINT_TOKEN_END)
    offprint_query_add_note (parser->notes, _("only the first %u words were looked at"),
                             parser->n_items + parser->n_words);
  else if (parser->depth > 1)
    offprint_query_add_note (parser->notes, _("a bracket without its partner was left out"));
  while (parser->depth > 1)
    close_frame (parser);
  end_frame (parser);
  return parser->frames[0].group;
}

/* Cut before it is made valid: the cut may go through a character. */
static char *
clean (const char *text)
{
  gsize length = strnlen (text, TEXT_MAX_BYTES);
  return offprint_text_make_valid (text, (gssize) length);
}

static OffprintQuery *
query_new (const char *text, gint64 now, gboolean unfinished)
{
  OffprintQuery *query = g_new0 (OffprintQuery, 1);
  query->text = clean (text);
  query->notes = g_ptr_array_new_with_free_func (g_free);
  Parser parser = { .text = query->text, .now = now, .unfinished = unfinished, .notes = query->notes };
  OffprintQueryRange rest = { 0, strlen (query->text) };
  OffprintQueryNode *period = NULL;
  if (!unfinished)
    period = offprint_query_period_take (query->text, now, &rest, query->notes);
  parser.lexer = (OffprintLexer){ query->text + rest.start, query->text + rest.end, query->notes, FALSE };
  query->root = parse (&parser);
  if (period != NULL)
    g_ptr_array_add (query->root->children, period);
  query->unfinished = unfinished;
  return query;
}

/**
 * offprint_query_new:
 * @text: what was typed, any bytes; beyond 256 KiB, 20,000 words or 1000 other parts it is cut
 * @now: the present in Unix seconds, for dates in words
 *
 * Never fails: what can't be understood is taken as words or left out, and a note says so.
 *
 * Returns: (transfer full): the query
 */
OffprintQuery *
offprint_query_new (const char *text, gint64 now)
{
  return query_new (text, now, FALSE);
}

/**
 * offprint_query_new_unfinished:
 * @text: what was typed so far
 * @now: the present in Unix seconds
 *
 * As offprint_query_new(), but the last word, unless it is quoted, stands for all that begin so.
 *
 * Returns: (transfer full): the query
 */
OffprintQuery *
offprint_query_new_unfinished (const char *text, gint64 now)
{
  return query_new (text, now, TRUE);
}

/**
 * offprint_query_free:
 * @query: (nullable) (transfer full): a query
 */
void
offprint_query_free (OffprintQuery *query)
{
  if (query == NULL)
    return;
  offprint_query_node_free (query->root);
  g_free (query->text);
  g_ptr_array_unref (query->notes);
  g_free (query);
}
