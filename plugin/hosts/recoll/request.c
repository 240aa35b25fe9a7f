/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing that is asked ends the handler: a line that is no element spoils its message only, and that is answered with
 * an error. Only the end of the input ends the reading. */
#include "hosts/recoll/request.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES 16384
#define LINE_MAX_BYTES 256

struct _RecollInput
{
  int descriptor;
  gsize at, end; /* of what is in the buffer and was not taken yet */
  char buffer[BUFFER_BYTES];
};

/**
 * recoll_input_new:
 * @descriptor: where messages come from; not closed
 *
 * Returns: (transfer full): an input
 */
RecollInput *
recoll_input_new (int descriptor)
{
  RecollInput *input = g_new0 (RecollInput, 1);
  input->descriptor = descriptor;
  return input;
}

/**
 * recoll_input_free:
 * @input: (transfer full) (nullable): an input
 */
void
recoll_input_free (RecollInput *input)
{
  g_free (input);
}

/**
 * recoll_request_clear:
 * @request: a request; it may be cleared again
 */
void
recoll_request_clear (RecollRequest *request)
{
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->member, g_free);
}

/* Returns: whether there is anything in the buffer; waits for it */
static gboolean
fill (RecollInput *input)
{
  if (input->at < input->end)
    return TRUE;
  gssize n;
  do
    n = read (input->descriptor, input->buffer, sizeof input->buffer);
  while (n < 0 && errno == EINTR);
  input->at = 0;
  input->end = n > 0 ? (gsize) n : 0;
  return n > 0;
}

/* @line: what does not fit is left out, and makes it no element
 *
 * Returns: %FALSE at the end of the input, where no line ends */
static gboolean
read_line (RecollInput *input, char line[LINE_MAX_BYTES])
{
  gsize length = 0;
  while (fill (input))
    {
      char c = input->buffer[input->at++];
      if (c == '\n')
        {
          line[length] = '\0';
          return TRUE;
        }
      /* A line with a NUL or too long a one has no length any more. */
      if (length < LINE_MAX_BYTES - 1)
        line[length++] = c != '\0' ? c : '?';
      else
        line[length - 1] = '?';
    }
  return FALSE;
}

/* @to: (nullable): where the bytes go */
static gboolean
read_bytes (RecollInput *input, char *to, guint64 length)
{
  while (length > 0)
    {
      if (!fill (input))
        return FALSE;
      gsize n = MIN (length, input->end - input->at);
      if (to != NULL)
        {
          memcpy (to, input->buffer + input->at, n);
          to += n;
        }
      input->at += n;
      length -= n;
    }
  return TRUE;
}

/* Returns: whether the line is `name: LENGTH`; then @line is cut behind the name */
static gboolean
parse_element (char *line, guint64 *length)
{
  char *colon = strchr (line, ':');
  if (colon == NULL)
    return FALSE;
  *colon = '\0';
  g_strchomp (line);
  const char *number = g_strstrip (colon + 1);
  return g_ascii_string_to_unsigned (number, 10, 0, G_MAXINT64, length, NULL);
}

/* @value: (nullable): where the request keeps the value, %NULL for what we do not need */
static gboolean
read_value (RecollInput *input, guint64 length, char **value, gboolean *valid)
{
  if (value == NULL)
    return read_bytes (input, NULL, length);
  if (length > RECOLL_ELEMENT_MAX_BYTES)
    {
      *valid = FALSE;
      return read_bytes (input, NULL, length);
    }
  g_autofree char *bytes = g_malloc0 (length + 1);
  if (!read_bytes (input, bytes, length))
    return FALSE;
  /* No file has such a name. */
  if (memchr (bytes, '\0', length) != NULL)
    *valid = FALSE;
  g_free (*value);
  *value = length > 0 ? g_steal_pointer (&bytes) : NULL;
  return TRUE;
}

static char **
find_place (RecollRequest *request, const char *name)
{
  if (g_ascii_strcasecmp (name, "filename") == 0)
    return &request->path;
  return g_ascii_strcasecmp (name, "ipath") == 0 ? &request->member : NULL;
}

/**
 * recoll_input_read:
 * @input: an input
 * @request: (out caller-allocates): the next request, to be cleared by recoll_request_clear() also after %FALSE
 *
 * Waits for a whole message.
 *
 * Returns: %FALSE at the end of the input: a message that it cuts off is none
 */
gboolean
recoll_input_read (RecollInput *input, RecollRequest *request)
{
  char line[LINE_MAX_BYTES];
  guint64 length;
  *request = (RecollRequest){ .valid = TRUE };
  while (read_line (input, line))
    {
      if (*line == '\0')
        return TRUE;
      if (!parse_element (line, &length))
        request->valid = FALSE;
      else if (!read_value (input, length, find_place (request, line), &request->valid))
        return FALSE;
    }
  return FALSE;
}
