/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits a query's text. Nothing is an error: what makes no sense as an operator, a field or a quotation is a word, and
 * a note says so. Linear in the length of the text. */
#include "store/query-lexer.h"

#include "core/i18n.h"
#include "core/text.h"
#include "store/query.h"

#include <string.h>

#define NAME_MAX_LENGTH 32
#define DISTANCE_MAX 1000

static const char *
next_char (const char *at)
{
  return at + g_utf8_skip[(guchar) *at];
}

static gunichar
peek (const OffprintLexer *lexer, const char *at)
{
  return at < lexer->end ? g_utf8_get_char (at) : 0;
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iscntrl (character);
}

static gboolean
ends_word (gunichar character)
{
  return is_space (character) || offprint_text_is_quote (character) || character == '(' || character == ')';
}

static const char *
find_end (const OffprintLexer *lexer, const char *at, gboolean (*is_end) (gunichar character))
{
  while (at < lexer->end && !is_end (g_utf8_get_char (at)))
    at = next_char (at);
  return at;
}

static void
skip_space (OffprintLexer *lexer)
{
  while (lexer->at < lexer->end)
    {
      gunichar character = g_utf8_get_char (lexer->at);
      if (!is_space (character) && !(lexer->no_more_quotes && offprint_text_is_quote (character)))
        return;
      lexer->at = next_char (lexer->at);
    }
}

/* Where no quotation mark follows, the one at hand and all before it mean nothing. */
static gboolean
take_quoted (OffprintLexer *lexer, OffprintToken *token)
{
  const char *start = next_char (lexer->at);
  const char *end = find_end (lexer, start, offprint_text_is_quote);
  if (end == lexer->end)
    {
      lexer->no_more_quotes = TRUE;
      offprint_query_add_note (lexer->notes, _("a quotation mark without its partner was left out"));
      return FALSE;
    }
  token->quoted = TRUE;
  token->text = start;
  token->length = (gsize) (end - start);
  lexer->at = next_char (end);
  return TRUE;
}

static void
set_text (OffprintToken *token, const char *start, const char *end)
{
  token->text = start;
  token->length = (gsize) (end - start);
}

static void
take_stars (OffprintToken *token)
{
  while (token->length > 1 && token->text[token->length - 1] == '*')
    {
      token->length--;
      token->starred = TRUE;
    }
}

static gboolean
take_value (OffprintLexer *lexer, OffprintToken *token)
{
  gboolean address = token->field == offprint_schema_get (OFFPRINT_FIELD_URL);
  if (offprint_text_is_quote (peek (lexer, lexer->at)))
    {
      if (take_quoted (lexer, token))
        return TRUE;
      lexer->at = next_char (lexer->at);
    }
  const char *end = find_end (lexer, lexer->at, address ? is_space : ends_word);
  set_text (token, lexer->at, end);
  lexer->at = end;
  if (!address)
    take_stars (token);
  return token->length > 0;
}

static const OffprintFieldInfo *
find_field (const char *name, gsize length)
{
  gboolean limit = (length == 5 && g_ascii_strncasecmp (name, "after", length) == 0)
                   || (length == 6 && g_ascii_strncasecmp (name, "before", length) == 0);
  return limit ? offprint_schema_get (OFFPRINT_FIELD_PUBLISHED) : offprint_schema_find_query_name (name, length);
}

static gboolean
is_address (const char *text, const char *end)
{
  return (end - text > 7 && g_ascii_strncasecmp (text, "http://", 7) == 0)
         || (end - text > 8 && g_ascii_strncasecmp (text, "https://", 8) == 0);
}

/* example.org/a, example.org:8080/a, www.example.org: labels and dots, the last label of letters */
static gboolean
is_bare_address (const char *text, const char *end)
{
  const char *dot = NULL, *at = text;
  gboolean www = end - text > 4 && g_ascii_strncasecmp (text, "www.", 4) == 0;
  for (; at < end && ((*at & 0x80) != 0 || g_ascii_isalnum (*at) || *at == '-' || *at == '.'); at++)
    if (*at == '.' && (at == text || at[-1] == '.'))
      return FALSE;
    else if (*at == '.')
      dot = at;
  if (dot == NULL || at - dot < 3)
    return FALSE;
  for (const char *label = dot + 1; label < at; label++)
    if (g_ascii_isdigit (*label))
      return FALSE;
  while (at < end && (*at == ':' || g_ascii_isdigit (*at)))
    at++;
  return at < end ? *at == '/' : www;
}

static void
take_equals (OffprintLexer *lexer, OffprintToken *token)
{
  gunichar next = peek (lexer, lexer->at + 1);
  token->whole = peek (lexer, lexer->at) == '=' && next != 0 && !is_space (next);
  if (token->whole)
    lexer->at++;
}

/* NAME:VALUE, NAME:=VALUE, or for a name that is none NAME alone as a word */
static gboolean
take_field (OffprintLexer *lexer, OffprintToken *token, const char *end)
{
  const char *start = lexer->at, *colon = start;
  while (colon < end && colon - start < NAME_MAX_LENGTH && (g_ascii_isalpha (*colon) || *colon == '_'))
    colon++;
  if (colon == start || colon == end || *colon != ':')
    return FALSE;
  token->field = find_field (start, (gsize) (colon - start));
  token->name = start;
  token->name_length = (gsize) (colon - start);
  lexer->at = colon + 1;
  if (token->field != NULL)
    take_equals (lexer, token);
  if (token->field != NULL && take_value (lexer, token))
    return TRUE;
  gunichar next = peek (lexer, colon + 1);
  if (token->field != NULL)
    offprint_query_add_note (lexer->notes, _("nothing follows \"%.*s:\": taken as a word"), (int) token->name_length,
                             start);
  else if (next != 0 && !is_space (next))
    offprint_query_add_note (lexer->notes, _("there is no field \"%.*s:\": taken as a word"), (int) token->name_length,
                             start);
  token->field = NULL;
  token->name = NULL;
  set_text (token, start, colon);
  return TRUE;
}

static gboolean
equals (const char *text, gsize length, const char *word)
{
  return strlen (word) == length && memcmp (text, word, length) == 0;
}

/* NEAR or NEAR/3 */
static gboolean
take_near (OffprintToken *token, const char *text, gsize length)
{
  guint64 distance = 0;
  g_autofree char *number = length > 5 ? g_strndup (text + 5, length - 5) : NULL;
  if (length < 4 || memcmp (text, "NEAR", 4) != 0 || (length > 4 && text[4] != '/')
      || (length > 4 && (number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, DISTANCE_MAX, &distance, NULL))))
    return FALSE;
  token->kind = OFFPRINT_TOKEN_NEAR;
  token->distance = (guint) distance;
  return TRUE;
}

static gboolean
take_operator (OffprintLexer *lexer, OffprintToken *token, const char *end)
{
  gsize length = (gsize) (end - lexer->at);
  if (equals (lexer->at, length, "OR"))
    token->kind = OFFPRINT_TOKEN_OR;
  else if (equals (lexer->at, length, "AND"))
    token->kind = OFFPRINT_TOKEN_AND;
  else if (equals (lexer->at, length, "NOT"))
    token->kind = OFFPRINT_TOKEN_NOT;
  else if (!take_near (token, lexer->at, length))
    return FALSE;
  set_text (token, lexer->at, end);
  lexer->at = end;
  return TRUE;
}

static void
take_bracket (OffprintLexer *lexer, OffprintToken *token)
{
  token->kind = *lexer->at == '(' ? OFFPRINT_TOKEN_OPEN : OFFPRINT_TOKEN_CLOSE;
  set_text (token, lexer->at, lexer->at + 1);
  lexer->at++;
}

static void
take_word (OffprintLexer *lexer, OffprintToken *token)
{
  const char *end = find_end (lexer, lexer->at, ends_word);
  while (lexer->at + 1 < end && *lexer->at == '<')
    lexer->at++;
  if (is_address (lexer->at, end) || is_bare_address (lexer->at, end))
    {
      token->field = offprint_schema_get (OFFPRINT_FIELD_URL);
      take_value (lexer, token);
      return;
    }
  if ((!token->negated && take_operator (lexer, token, end)) || take_field (lexer, token, end))
    return;
  set_text (token, lexer->at, end);
  lexer->at = end;
  take_stars (token);
}

/* A minus that stands alone or before another one is a dash. */
static void
take_sign (OffprintLexer *lexer, OffprintToken *token)
{
  if (*lexer->at != '-' && *lexer->at != '+')
    return;
  gunichar next = peek (lexer, lexer->at + 1);
  if (next == 0 || is_space (next) || next == '-' || next == ')')
    return;
  token->negated = *lexer->at == '-';
  lexer->at++;
}

/**
 * offprint_lexer_next:
 * @lexer: where in the text; valid UTF-8
 * @token: (out): the next part of the text; it points into the text
 *
 * At the end of the text the token is %OFFPRINT_TOKEN_END, as often as it is asked for. An ITEM may turn out to hold no
 * word.
 */
void
offprint_lexer_next (OffprintLexer *lexer, OffprintToken *token)
{
  *token = (OffprintToken){ .kind = OFFPRINT_TOKEN_ITEM, .text = lexer->end };
  skip_space (lexer);
  token->start = lexer->at;
  if (lexer->at == lexer->end)
    {
      token->kind = OFFPRINT_TOKEN_END;
      return;
    }
  take_sign (lexer, token);
  if (*lexer->at == '(' || *lexer->at == ')')
    take_bracket (lexer, token);
  else if (!offprint_text_is_quote (peek (lexer, lexer->at)) || lexer->no_more_quotes || !take_quoted (lexer, token))
    {
      skip_space (lexer);
      take_word (lexer, token);
    }
}
