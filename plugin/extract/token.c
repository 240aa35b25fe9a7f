/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tokenizer of the HTML standard, without its reports of errors.
 *
 * Why not libxml2's: its HTML parser (2.9 to 2.13) knows HTML 4 and closes elements before its user sees them
 * (`<h1><p>` becomes an empty h1), compares every end tag with every open element, and copies all it reads. Saved pages
 * are hostile and many.
 *
 * Each search for an end (of a comment, a quoted value, a script) that finds none is remembered, so that all of them
 * together stay linear in the input. */
#include "extract/token.h"

#include <string.h>

#define NAME_MAX_BYTES 24

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/**
 * offprint_tokenizer_init:
 * @tokenizer: what to set up
 * @html: valid UTF-8, which must live as long as @tokenizer and its tokens
 * @length: bytes of @html
 */
void
offprint_tokenizer_init (OffprintTokenizer *tokenizer, const char *html, gsize length)
{
  memset (tokenizer, 0, sizeof *tokenizer);
  tokenizer->at = html;
  tokenizer->end = html + length;
}

static const char *
find_byte (const char *from, const char *end, char c)
{
  return from < end ? memchr (from, c, (gsize) (end - from)) : NULL;
}

/* Copies a name in lower case; a longer one than anybody knows is cut, which makes it unknown. Returns: where it ends
 */
static const char *
read_lower_name (const char *at, const char *end, const char *stops, char name[NAME_MAX_BYTES + 1])
{
  gsize n = 0;
  for (; at < end && !is_space (*at) && (*at == '\0' || strchr (stops, *at) == NULL); at++)
    if (n < NAME_MAX_BYTES)
      name[n++] = g_ascii_tolower (*at);
  name[n] = '\0';
  return at;
}

static const char *
skip_spaces (const char *at, const char *end)
{
  while (at < end && is_space (*at))
    at++;
  return at;
}

/* Returns: after the value. A quote that nothing closes ends the value at the end of the tag. */
static const char *
read_value (OffprintTokenizer *self, const char *at, OffprintTokenAttribute *attribute)
{
  const char *close = NULL;
  if (at < self->end && (*at == '"' || *at == '\''))
    {
      gboolean *none = &self->no_quote[*at == '"'];
      close = *none ? NULL : find_byte (at + 1, self->end, *at);
      *none = close == NULL;
      at++;
    }
  attribute->value = at;
  if (close != NULL)
    {
      attribute->length = (gsize) (close - at);
      return close + 1;
    }
  while (at < self->end && !is_space (*at) && *at != '>')
    at++;
  attribute->length = (gsize) (at - attribute->value);
  return at;
}

/* Whether a style makes its element invisible. Only the start of it is looked at: what follows is the work of a hostile
 * page. */
static gboolean
style_hides (const OffprintTokenAttribute *style)
{
  char buffer[512];
  gsize n = 0;
  for (gsize i = 0; i < style->length && n < sizeof buffer - 1; i++)
    if (!is_space (style->value[i]))
      buffer[n++] = g_ascii_tolower (style->value[i]);
  buffer[n] = '\0';
  return strstr (buffer, "display:none") != NULL || strstr (buffer, "visibility:hidden") != NULL;
}

static void
keep_attribute (OffprintToken *token, const char *name, const OffprintTokenAttribute *read)
{
  if (strcmp (name, "style") == 0)
    token->hidden |= style_hides (read);
  else if (strcmp (name, "hidden") == 0)
    token->hidden = TRUE;
  else if (strcmp (name, "open") == 0 || g_str_has_prefix (name, "shadowroot"))
    token->open = TRUE;

  OffprintAttributeName number = offprint_attribute_find (name);
  if (number == OFFPRINT_N_ATTRIBUTES || token->n_attributes == OFFPRINT_TOKEN_MAX_ATTRIBUTES)
    return;
  for (guint i = 0; i < token->n_attributes; i++)
    if (token->attributes[i].name == number)
      return;
  token->attributes[token->n_attributes] = *read;
  token->attributes[token->n_attributes++].name = number;
}

/* Returns: after the `>` of the tag, or the end */
static const char *
read_attributes (OffprintTokenizer *self, const char *at, OffprintToken *token)
{
  char name[NAME_MAX_BYTES + 1];
  while ((at = skip_spaces (at, self->end)) < self->end && *at != '>')
    {
      token->self_closing = *at == '/';
      if (*at == '/')
        {
          at++;
          continue;
        }
      OffprintTokenAttribute attribute = { OFFPRINT_N_ATTRIBUTES, at, 0 };
      /* a name may begin with `=`, and then it is part of it */
      const char *after = read_lower_name (at + (*at == '='), self->end, "/>=", name);
      at = skip_spaces (after, self->end);
      if (at < self->end && *at == '=')
        at = read_value (self, skip_spaces (at + 1, self->end), &attribute);
      keep_attribute (token, name, &attribute);
    }
  return at < self->end ? at + 1 : at;
}

static gboolean
is_raw (OffprintTag tag)
{
  return tag == OFFPRINT_TAG_SCRIPT || tag == OFFPRINT_TAG_STYLE || tag == OFFPRINT_TAG_TITLE
      || tag == OFFPRINT_TAG_TEXTAREA || tag == OFFPRINT_TAG_IFRAME;
}

static gboolean
read_tag (OffprintTokenizer *self, OffprintToken *token)
{
  char name[NAME_MAX_BYTES + 1];
  gboolean ends = self->at[1] == '/';
  const char *after = read_lower_name (self->at + 1 + ends, self->end, "/>", name);
  token->kind = ends ? OFFPRINT_TOKEN_END : OFFPRINT_TOKEN_START;
  token->tag = offprint_tag_find (name);
  self->at = read_attributes (self, after, token);
  if (!ends && is_raw (token->tag))
    self->raw = token->tag;
  return TRUE;
}

static gboolean
begins_with (const char *at, const char *end, const char *what)
{
  gsize length = strlen (what);
  return (gsize) (end - at) >= length && memcmp (at, what, length) == 0;
}

/* `<!-- ... -->`, and all else that begins with `<!`, `<?` or `</` and is no tag: that ends at the next `>`. */
static gboolean
read_comment (OffprintTokenizer *self, OffprintToken *token)
{
  const char *start = self->at + 2;
  const char *close = NULL;
  gsize dashes = 0;
  if (begins_with (start, self->end, "--"))
    {
      start += 2;
      close = self->no_comment_end ? NULL : memmem (start, (gsize) (self->end - start), "-->", 3);
      self->no_comment_end = close == NULL;
      dashes = close != NULL ? 2 : 0;
      /* `<!-->` and `<!--->` are whole comments */
      if (begins_with (start, self->end, ">") || begins_with (start, self->end, "->"))
        {
          close = start + (*start == '-');
          dashes = 0;
        }
    }
  if (close == NULL)
    close = find_byte (start, self->end, '>');
  if (close == NULL)
    close = self->end;
  token->kind = OFFPRINT_TOKEN_COMMENT;
  token->text = start;
  token->length = (gsize) (close - start);
  self->at = MIN (close + dashes + 1, self->end);
  return TRUE;
}

/* Whether `</name` at @at ends the raw element. */
static gboolean
is_end_tag (const char *at, const char *end, const char *name, gsize length)
{
  return (gsize) (end - at) > length + 2 && at[1] == '/' && g_ascii_strncasecmp (at + 2, name, length) == 0
         && (is_space (at[2 + length]) || at[2 + length] == '>' || at[2 + length] == '/');
}

static const char *
find_end_tag (OffprintTokenizer *self, OffprintTag tag)
{
  const char *name = offprint_tag_get_name (tag);
  gsize length = strlen (name);
  if (self->no_end_tag[tag])
    return NULL;
  for (const char *at = self->at; (at = find_byte (at, self->end, '<')) != NULL; at++)
    if (is_end_tag (at, self->end, name, length))
      return at;
  self->no_end_tag[tag] = TRUE;
  return NULL;
}

/* The content of script, title and so on: one text. Where the end is missing, a script goes on to the end of the page
 * (all of it is code), anything else to the next tag (it was forgotten). */
static gboolean
read_raw (OffprintTokenizer *self, OffprintToken *token)
{
  OffprintTag tag = self->raw;
  gboolean code = tag == OFFPRINT_TAG_SCRIPT || tag == OFFPRINT_TAG_STYLE;
  const char *close = find_end_tag (self, tag);
  self->raw = OFFPRINT_TAG_ROOT;
  if (close == NULL && !code)
    close = find_byte (self->at, self->end, '<');
  if (close == NULL)
    close = self->end;
  token->kind = OFFPRINT_TOKEN_TEXT;
  token->text = self->at;
  token->length = (gsize) (close - self->at);
  token->raw = code;
  self->at = close;
  return TRUE;
}

/* A `<` begins a tag only before a letter, and markup before `!`, `?` and `/`. */
static gboolean
begins_markup (const char *at, const char *end)
{
  return end - at >= 2 && (g_ascii_isalpha (at[1]) || at[1] == '!' || at[1] == '?' || (at[1] == '/' && end - at >= 3));
}

static gboolean
read_text (OffprintTokenizer *self, OffprintToken *token)
{
  const char *at = self->at + 1;
  while ((at = find_byte (at, self->end, '<')) != NULL && !begins_markup (at, self->end))
    at++;
  const char *close = at != NULL ? at : self->end;
  token->kind = OFFPRINT_TOKEN_TEXT;
  token->text = self->at;
  token->length = (gsize) (close - self->at);
  self->at = close;
  return TRUE;
}

/**
 * offprint_tokenizer_next:
 * @tokenizer: the tokenizer
 * @token: (out): what comes next; its slices live as long as the input
 *
 * Returns: %FALSE at the end of the input
 */
gboolean
offprint_tokenizer_next (OffprintTokenizer *tokenizer, OffprintToken *token)
{
  token->raw = token->self_closing = token->hidden = token->open = FALSE;
  token->n_attributes = 0;
  token->tag = OFFPRINT_TAG_OTHER;
  if (tokenizer->at >= tokenizer->end)
    return FALSE;
  if (tokenizer->raw != OFFPRINT_TAG_ROOT)
    return read_raw (tokenizer, token);
  if (*tokenizer->at != '<' || !begins_markup (tokenizer->at, tokenizer->end))
    return read_text (tokenizer, token);
  char next = tokenizer->at[1];
  if (g_ascii_isalpha (next) || (next == '/' && g_ascii_isalpha (tokenizer->at[2])))
    return read_tag (tokenizer, token);
  return read_comment (tokenizer, token);
}
