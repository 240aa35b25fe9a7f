/* SPDX-License-Identifier: GPL-2.0-or-later */
/* At the beginning, since there nothing of the person's is in the way (a last line without an end, or that goes on in
 * the next), and since Recoll takes the last of equal settings: what a person wrote wins. The block ends with the
 * section `[]`, so that what follows it means what it meant. A file that was not there is one whose block says so.
 *
 * Recoll's window may put a person's settings into our block when it writes a file. They stay when the block goes. */
#include "cli/recoll-block.h"

#include <string.h>

#define BEGIN "# >>> offprint recoll"
#define END "# <<< offprint recoll"
#define NEW_FILE " (new file)"
#define EXPLANATION ": 'offprint recoll disable' takes these lines out again"

/* One line of a file, without its end, and with it */
typedef struct
{
  const char *start;
  gsize length, whole;
} Line;

static gboolean
next_line (const char **at, const char *end, Line *line)
{
  if (*at == end)
    return FALSE;
  const char *feed = memchr (*at, '\n', (gsize) (end - *at));
  line->start = *at;
  line->whole = (gsize) ((feed != NULL ? feed + 1 : end) - *at);
  line->length = line->whole;
  while (line->length > 0 && (line->start[line->length - 1] == '\n' || line->start[line->length - 1] == '\r'))
    line->length--;
  *at += line->whole;
  return TRUE;
}

static gboolean
begins_with (const Line *line, const char *text)
{
  return line->length >= strlen (text) && memcmp (line->start, text, strlen (text)) == 0;
}

/* @at: (out): behind the line that begins the block */
static gboolean
find_begin (const char *start, const char *end, Line *begin, const char **at)
{
  *at = start;
  while (next_line (at, end, begin))
    if (begins_with (begin, BEGIN))
      return TRUE;
  return FALSE;
}

/**
 * recoll_block_is_there:
 * @content: of a file
 *
 * Returns: whether it has a block of ours
 */
gboolean
recoll_block_is_there (GBytes *content)
{
  gsize length;
  Line begin;
  const char *at, *start = g_bytes_get_data (content, &length);
  return length > 0 && find_begin (start, start + length, &begin, &at);
}

static gboolean
ends_lines_with_return (const char *start, gsize length)
{
  const char *feed = length > 0 ? memchr (start, '\n', length) : NULL;
  return feed != NULL && feed > start && feed[-1] == '\r';
}

/**
 * recoll_block_put:
 * @content: (nullable): of a file without a block; %NULL when there is no file
 * @lines: what goes into the block, each line with a line feed
 *
 * Returns: (transfer full): the content with the block
 */
GBytes *
recoll_block_put (GBytes *content, const char *lines)
{
  gsize length = 0;
  const char *start = content != NULL ? g_bytes_get_data (content, &length) : NULL;
  GString *result = g_string_new (BEGIN);
  g_string_append (result, content == NULL ? NEW_FILE : "");
  g_string_append_printf (result, "%s\n%s[]\n%s\n", EXPLANATION, lines, END);
  if (ends_lines_with_return (start, length))
    g_string_replace (result, "\n", "\r\n", 0);
  g_string_append_len (result, start, (gssize) length);
  return g_string_free_to_bytes (result);
}

/* What a person's settings inside of a block need to stay what they are */
typedef struct
{
  GString *kept;
  GString *section; /* the line of the section that is open, until something is kept in it */
  gboolean in_section;
} Rest;

static void
keep_line (Rest *rest, const Line *line)
{
  g_string_append_len (rest->kept, rest->section->str, (gssize) rest->section->len);
  rest->in_section = rest->in_section || rest->section->len > 0;
  g_string_truncate (rest->section, 0);
  g_string_append_len (rest->kept, line->start, (gssize) line->whole);
}

static void
take_line (Rest *rest, const Line *line, RecollBlockFunc is_ours, gpointer data)
{
  g_autofree char *text = g_strstrip (g_strndup (line->start, line->length));
  if (*text == '[')
    {
      g_string_truncate (rest->section, 0);
      g_string_append_len (rest->section, line->start, (gssize) line->whole);
    }
  else if (*text != '\0' && !is_ours (text, data))
    keep_line (rest, line);
}

/* Where its last line was deleted, a block ends before the first line that is not ours. */
static gboolean
has_end (const char *at, const char *end)
{
  Line line;
  while (next_line (&at, end, &line))
    if (begins_with (&line, END) || begins_with (&line, BEGIN))
      return begins_with (&line, END);
  return FALSE;
}

static gboolean
is_plainly_ours (const Line *line, RecollBlockFunc is_ours, gpointer data)
{
  g_autofree char *text = g_strstrip (g_strndup (line->start, line->length));
  return *text == '[' || is_ours (text, data);
}

/* Returns: where the block ends; what stays of it is in @rest */
static const char *
read_block (const char *at, const char *end, Rest *rest, RecollBlockFunc is_ours, gpointer data)
{
  Line line;
  gboolean ended = has_end (at, end);
  for (const char *before = at; next_line (&at, end, &line); before = at)
    {
      if (ended && begins_with (&line, END))
        return at;
      if (!ended && !is_plainly_ours (&line, is_ours, data))
        return before;
      take_line (rest, &line, is_ours, data);
    }
  return end;
}

/**
 * recoll_block_take_out:
 * @content: of a file
 * @is_ours: says which of the lines in a block are ours
 * @data: for @is_ours
 *
 * Returns: (transfer full) (nullable): the content without blocks; %NULL when the file would not be there without us
 */
GBytes *
recoll_block_take_out (GBytes *content, RecollBlockFunc is_ours, gpointer data)
{
  gsize length;
  Line begin;
  gboolean was_new = FALSE;
  const char *at, *start = g_bytes_get_data (content, &length);
  const char *end = start + length;
  GString *result = g_string_new (NULL);
  while (start != end && find_begin (start, end, &begin, &at))
    {
      Rest rest = { g_string_new (NULL), g_string_new (NULL), FALSE };
      was_new = was_new || begins_with (&begin, BEGIN NEW_FILE);
      g_string_append_len (result, start, begin.start - start);
      start = read_block (at, end, &rest, is_ours, data);
      g_string_append_len (result, rest.kept->str, (gssize) rest.kept->len);
      g_string_append (result, rest.in_section ? "[]\n" : "");
      g_string_free (rest.kept, TRUE);
      g_string_free (rest.section, TRUE);
    }
  g_string_append_len (result, start, end - start);
  if (!was_new || result->len > 0)
    return g_string_free_to_bytes (result);
  g_string_free (result, TRUE);
  return NULL;
}
