/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Titles are written by whoever made the page. A name must stay in its folder (no slash), be seen (no full stop at the
 * start), be no option of a command (no dash there), hold nothing that deceives (controls, invisible characters), and
 * be opened as what it is: it ends like the file. */
#include "service/link-name.h"

#include "core/text.h"

#include <string.h>

/* With extension and number at most 143 bytes, which encrypted home folders bear too */
#define TITLE_MAX_BYTES 120
#define EXTENSION_MAX_BYTES 16

static const struct
{
  const char *mime_type, *extension;
} extensions[] = {
  { "text/html", ".html" },
  { "application/xhtml+xml", ".xhtml" },
  { "text/markdown", ".md" },
  { "text/plain", ".txt" },
};

static gboolean
is_extension (const char *text)
{
  gsize length = strlen (text);
  if (length < 2 || length > EXTENSION_MAX_BYTES)
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer none): with its full stop; empty where none is known */
static const char *
find_extension (const char *path, const char *mime_type)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  const char *stop = strrchr (name, '.');
  if (stop != NULL && stop > name && is_extension (stop))
    return stop;
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_strcmp0 (mime_type, extensions[i].mime_type) == 0)
      return extensions[i].extension;
  return "";
}

static void
cut_at (GString *name, gsize max_bytes)
{
  if (name->len <= max_bytes)
    return;
  const char *end = name->str + max_bytes;
  while (end > name->str && ((guchar) *end & 0xc0) == 0x80)
    end--;
  g_string_truncate (name, (gsize) (end - name->str));
}

static gboolean
ends_with (const GString *name, const char *extension)
{
  gsize length = strlen (extension);
  return length > 0 && name->len > length
         && g_ascii_strcasecmp (name->str + name->len - length, extension) == 0;
}

static void
trim_end (GString *name)
{
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

/* Returns: (transfer full): what is left of @text as the beginning of a file name, perhaps nothing */
static GString *
clean (const char *text, const char *extension)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = offprint_text_squeeze (valid, 0);
  GString *name = g_string_sized_new (strlen (line));
  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c == '/')
        g_string_append_c (name, '-');
      else if (!g_unichar_iscntrl (c))
        g_string_append_unichar (name, c);
    }
  if (ends_with (name, extension))
    g_string_truncate (name, name->len - strlen (extension));
  g_string_erase (name, 0, (gssize) strspn (name->str, ".-~ "));
  if (name->len > TITLE_MAX_BYTES)
    {
      g_autofree char *shorter = offprint_text_squeeze (name->str, TITLE_MAX_BYTES);
      g_string_assign (name, shorter);
    }
  cut_at (name, TITLE_MAX_BYTES);
  trim_end (name);
  return name;
}

/**
 * link_name_make:
 * @title: (nullable): of the article
 * @path: (type filename): of its file
 * @mime_type: (nullable): what it is, for a file without extension
 *
 * Returns: (transfer full): a file name, valid UTF-8, at most 136 bytes: the title, else what the file is called, with
 *   the extension of the file
 */
char *
link_name_make (const char *title, const char *path, const char *mime_type)
{
  const char *extension = find_extension (path, mime_type);
  g_autofree char *file = g_path_get_basename (path);
  const char *const texts[] = { title != NULL ? title : "", file, "article" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) name = clean (texts[i], extension);
      if (name->len > 0)
        return g_strconcat (name->str, extension, NULL);
    }
  g_return_val_if_reached (NULL);
}

/**
 * link_name_number:
 * @name: of link_name_make()
 * @number: 1 for the first link of that name
 *
 * Returns: (transfer full): the name for the link of that number: `Title.html`, `Title (2).html`, ...
 */
char *
link_name_number (const char *name, guint number)
{
  const char *stop = strrchr (name, '.');
  const char *extension = stop != NULL && is_extension (stop) ? stop : name + strlen (name);
  if (number <= 1)
    return g_strdup (name);
  return g_strdup_printf ("%.*s (%u)%s", (int) (extension - name), name, number, extension);
}
