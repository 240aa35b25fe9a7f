/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass over the text with a small stack of open brackets. Well-formed JSON comes out with the same meaning. */
#include "extract/json-repair.h"

#include <string.h>

typedef struct
{
  const char *at, *end;
  GString *out;
  char open[OFFPRINT_JSON_REPAIR_MAX_DEPTH + 1]; /* the closing brackets that are due */
  guint depth;
  char last; /* last significant character written */
} Repair;

static const char *
skip_spaces (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

static void
put (Repair *self, char c)
{
  g_string_append_c (self->out, c);
  if (!g_ascii_isspace (c))
    self->last = c;
}

/* Whether the quote at @at ends the string: after a string comes `:`, a closing bracket, the end, or `,` and then
 * another value. A quotation mark within the string that nobody escaped is followed by other things. */
static gboolean
ends_string (const char *at, const char *end)
{
  at = skip_spaces (at + 1, end);
  if (at == end || *at == ':' || *at == '}' || *at == ']' || *at == '/' || *at == '<')
    return TRUE;
  if (*at != ',')
    return FALSE;
  at = skip_spaces (at + 1, end);
  return at == end || strchr ("\"{[-0123456789tfn}],/", *at) != NULL;
}

/* After a backslash. Returns: bytes used */
static gsize
put_escape (Repair *self)
{
  gsize rest = (gsize) (self->end - self->at);
  if (rest < 2)
    return 1;
  char c = self->at[1];
  if (c == 'u' && rest >= 6)
    {
      gboolean hex = TRUE;
      for (gsize i = 2; i < 6; i++)
        hex = hex && g_ascii_isxdigit (self->at[i]);
      /* \u0000 would end the string early */
      if (hex && strncmp (self->at, "\\u0000", 6) != 0)
        g_string_append_len (self->out, self->at, 6);
      return hex ? 6 : 2;
    }
  if (c != 'u' && c != '\0' && strchr ("\"\\/bfnrt", c) != NULL)
    g_string_append_len (self->out, self->at, 2);
  else if (c == '\n' || c == '\r')
    g_string_append_c (self->out, ' ');
  else
    return 1;
  return 2;
}

static void
put_string (Repair *self)
{
  put (self, '"');
  for (self->at++; self->at < self->end;)
    {
      if (*self->at == '\\')
        {
          self->at += put_escape (self);
          continue;
        }
      if (*self->at == '"')
        {
          if (ends_string (self->at, self->end))
            break;
          g_string_append (self->out, "\\\"");
        }
      else
        g_string_append_c (self->out, (guchar) *self->at < ' ' ? ' ' : *self->at);
      self->at++;
    }
  put (self, '"');
  self->at += self->at < self->end;
}

/* A value begins: a comma that was forgotten before it. */
static void
begin_value (Repair *self)
{
  if (self->last != '[' && self->last != '{' && self->last != ',' && self->last != ':')
    put (self, ',');
}

static void
drop_comma (Repair *self)
{
  while (self->out->len > 0
         && (g_ascii_isspace (self->out->str[self->out->len - 1]) || self->out->str[self->out->len - 1] == ','))
    g_string_truncate (self->out, self->out->len - 1);
  self->last = self->out->len > 0 ? self->out->str[self->out->len - 1] : '\0';
}

static void
close_bracket (Repair *self)
{
  drop_comma (self);
  if (self->last == ':')
    g_string_append (self->out, "null");
  put (self, self->open[--self->depth]);
}

/* What follows `//` is a wrapping again, or a comment to the end of the line. */
static void
skip_line_comment (Repair *self)
{
  while (self->at < self->end && *self->at == ' ')
    self->at++;
  if (self->at == self->end || strchr ("<]-", *self->at) != NULL)
    return;
  while (self->at < self->end && *self->at != '\n')
    self->at++;
}

/* Comments and the wrappings that hid scripts from old browsers. Returns: whether there was one */
static gboolean
skip_comment (Repair *self)
{
  static const char *const wrappings[] = { "<!--", "-->", "<![CDATA[", "]]>", "//" };
  gsize rest = (gsize) (self->end - self->at);
  for (gsize i = 0; i < G_N_ELEMENTS (wrappings); i++)
    {
      gsize length = strlen (wrappings[i]);
      if (rest < length || strncmp (self->at, wrappings[i], length) != 0)
        continue;
      self->at += length;
      if (i + 1 == G_N_ELEMENTS (wrappings))
        skip_line_comment (self);
      return TRUE;
    }
  if (rest < 2 || strncmp (self->at, "/*", 2) != 0)
    return FALSE;
  const char *close = memmem (self->at + 2, rest - 2, "*/", 2);
  self->at = close != NULL ? close + 2 : self->end;
  return TRUE;
}

static gboolean
take_bracket (Repair *self)
{
  char c = *self->at++;
  if (c == '{' || c == '[')
    {
      if (self->depth >= OFFPRINT_JSON_REPAIR_MAX_DEPTH)
        return FALSE;
      begin_value (self);
      put (self, c);
      self->open[self->depth++] = c == '{' ? '}' : ']';
    }
  else if (self->depth > 1 && self->open[self->depth - 1] == c)
    close_bracket (self);
  else if (self->depth > 2 && self->open[self->depth - 2] == c)
    {
      close_bracket (self);
      close_bracket (self);
    }
  return TRUE;
}

/* Numbers, true, false, null; anything else that stands bare is null. */
static void
take_word (Repair *self)
{
  const char *start = self->at;
  while (self->at < self->end && !g_ascii_isspace (*self->at) && strchr (",:{}[]\"/<", *self->at) == NULL)
    self->at++;
  gsize length = (gsize) (self->at - start);
  g_autofree char *word = g_strndup (start, length);
  char *number_end;
  g_ascii_strtod (word, &number_end);
  gboolean known
      = g_str_equal (word, "true") || g_str_equal (word, "false")
     || (length > 0 && *number_end == '\0' && (g_ascii_isdigit (*word) || *word == '-') && !strpbrk (word, "xXnN"));
  begin_value (self);
  g_string_append (self->out, known ? word : "null");
  self->last = 'x';
  self->at += length == 0;
}

static gboolean
take (Repair *self)
{
  if (g_ascii_isspace (*self->at))
    self->at++;
  else if (skip_comment (self))
    return TRUE;
  else if (strchr ("{}[]", *self->at) != NULL)
    return take_bracket (self);
  else if (*self->at == '"')
    {
      begin_value (self);
      put_string (self);
    }
  else if (*self->at == ',' || *self->at == ':')
    {
      if (self->last != ',' && self->last != ':' && self->last != '[' && self->last != '{')
        put (self, *self->at);
      self->at++;
    }
  else if (*self->at == ';')
    self->at++;
  else
    take_word (self);
  return TRUE;
}

/**
 * offprint_json_repair:
 * @text: valid UTF-8, what a page holds as JSON: perhaps in comment or CDATA marks, with comments, trailing or missing
 * commas, control characters and bare quotation marks in strings, wrong escapes, several roots, or cut off
 * @length: bytes of @text
 *
 * Linear in @length. What comes out is an array of the roots; it can still be refused by a parser.
 *
 * Returns: (transfer full) (nullable): JSON, or %NULL when it is nested more than %OFFPRINT_JSON_REPAIR_MAX_DEPTH deep
 */
char *
offprint_json_repair (const char *text, gsize length)
{
  Repair self = { .at = text, .end = text + length, .out = g_string_sized_new (length + 16) };
  put (&self, '[');
  self.open[self.depth++] = ']';
  gboolean good = TRUE;
  while (good && self.at < self.end && *self.at != '\0')
    good = take (&self);
  while (self.depth > 0)
    close_bracket (&self);
  return g_string_free (self.out, !good);
}
