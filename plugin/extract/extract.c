/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entry to this room: which format a file is in, and what all formats have in common. The media type and reading
 * are two steps, so that who reads need not see the disk: each type belongs to one format. */
#include "extract/extract.h"

#include "core/i18n.h"
#include "extract/address.h"
#include "extract/clipping.h"
#include "extract/html.h"
#include "extract/markdown.h"

#include "core/date.h"
#include "core/error.h"
#include "core/tags.h"

#include <string.h>

typedef gboolean (*SniffFunc) (const char *head, gsize length);

/**
 * Format:
 * @name: for messages
 * @extensions: (array zero-terminated=1): in lower case, with the dot
 * @mime_types: (array zero-terminated=1): as shared-mime-info names them; the first one is what the record says when it
 * knows none
 * @sniff: (nullable): whether the first bytes are of this format, for files that have no or a foreign extension
 * @read: reads the articles
 */
typedef struct
{
  const char *name;
  const char *const *extensions;
  const char *const *mime_types;
  SniffFunc sniff;
  OffprintFormatFunc read;
} Format;

/* Whether a page begins here: after white space, comments and an XML declaration. */
static gboolean
sniff_html (const char *head, gsize length)
{
  g_autofree char *start = g_ascii_strdown (head, (gssize) MIN (length, 512));
  static const char *const marks[] = { "<!doctype html", "<html", "<head", "<title", "<!-- saved from url" };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (start, marks[i]) != NULL)
      return TRUE;
  return FALSE;
}

#define LIST(...) ((const char *const[]) { __VA_ARGS__, NULL })

static const Format formats[] = {
  { N_("web page"), LIST (".html", ".htm", ".xhtml", ".xht", ".shtml"), LIST ("text/html", "application/xhtml+xml"),
    sniff_html, offprint_html_read },
  { N_("Markdown"), LIST (".md", ".markdown", ".mdown", ".mkd"), LIST ("text/markdown", "text/x-markdown"), NULL,
    offprint_markdown_read },
  { N_("plain text"), LIST (".txt", ".text"), LIST ("text/plain"), NULL, offprint_clipping_read },
};

static gboolean
has_extension (const Format *format, const char *path)
{
  const char *dot = strrchr (path, '.');
  for (gsize i = 0; dot != NULL && format->extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot, format->extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_mime_type (const Format *format, const char *mime_type)
{
  return mime_type != NULL && g_strv_contains (format->mime_types, mime_type);
}

/**
 * offprint_extract_supports:
 * @path: bytes of a path
 *
 * Returns: whether the name of the file is one that offprint_extract() can read. Files without extension may be too:
 * their bytes tell
 */
gboolean
offprint_extract_supports (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (has_extension (&formats[i], path))
      return TRUE;
  return FALSE;
}

/**
 * offprint_extract_list_extensions:
 *
 * Returns: (transfer container) (element-type utf8): the ends of names that offprint_extract_supports(), in lower case,
 * each with its dot
 */
GPtrArray *
offprint_extract_list_extensions (void)
{
  GPtrArray *extensions = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    for (gsize j = 0; formats[i].extensions[j] != NULL; j++)
      g_ptr_array_add (extensions, (gpointer) formats[i].extensions[j]);
  return extensions;
}

/* Returns: (transfer full) (nullable): what shared-mime-info takes the file for. GIO calls HTML whose extension it does
 * not know so. */
static char *
guess_mime_type (const char *path, const guchar *head, gsize length)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *type = g_content_type_guess (display_name, head, length, NULL);
  g_autofree char *mime_type = type != NULL ? g_content_type_get_mime_type (type) : NULL;
  if (g_strcmp0 (mime_type, "application/x-extension-html") == 0
      || g_strcmp0 (mime_type, "application/x-extension-htm") == 0)
    return g_strdup ("text/html");
  return g_steal_pointer (&mime_type);
}

static const Format *
find_format (const char *path, const char *mime_type, const char *head, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (has_extension (&formats[i], path))
      return &formats[i];
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].sniff != NULL && formats[i].sniff (head, length))
      return &formats[i];
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (has_mime_type (&formats[i], mime_type))
      return &formats[i];
  return NULL;
}

/**
 * offprint_extract_guess_type:
 * @path: bytes of the file's path: only its name is looked at
 * @head: (array length=length): its first %OFFPRINT_SOURCE_HEAD_BYTES bytes, or all
 * @length: bytes of @head
 * @error: return location
 *
 * Looks into shared-mime-info, which lies on the disk; nothing else in this room touches it. Thread-safe.
 *
 * Returns: (transfer full) (nullable): the media type of the file, always one that offprint_extract() reads;
 * %OFFPRINT_ERROR_UNSUPPORTED for a format that nobody knows, %OFFPRINT_ERROR_INPUT for an empty file
 */
char *
offprint_extract_guess_type (const char *path, const char *head, gsize length, GError **error)
{
  if (length == 0)
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("the file is empty"));
      return NULL;
    }
  g_autofree char *mime_type = guess_mime_type (path, (const guchar *) head, length);
  const Format *format = find_format (path, mime_type, head, length);
  if (format == NULL)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_UNSUPPORTED, "no format that can be read (%s)",
                   mime_type != NULL ? mime_type : "unknown");
      return NULL;
    }
  return has_mime_type (format, mime_type) ? g_steal_pointer (&mime_type) : g_strdup (format->mime_types[0]);
}

static const Format *
find_format_of_type (const char *mime_type, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (has_mime_type (&formats[i], mime_type))
      return &formats[i];
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_UNSUPPORTED, "no format that can be read (%s)", mime_type);
  return NULL;
}

/* What the person who keeps the file noted about it comes before what the publisher did: the list has an end. */
static void
add_notes (OffprintRecordBuilder *builder, const OffprintSource *source)
{
  g_auto (GStrv) tags = offprint_tags_split (source->tags);
  if (tags[0] != NULL)
    offprint_record_builder_add_before (builder, OFFPRINT_FIELD_KEYWORDS, (const char *const *) tags);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_COMMENT, source->comment);
}

/* Returns: (transfer full): @builder with what every format has, as a record */
static OffprintRecord *
end_record (OffprintRecordBuilder *builder, const OffprintSource *source, const char *mime_type)
{
  char buffer[OFFPRINT_DATE_BUFFER];
  OffprintDate date;
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, source->path);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_MIME_TYPE, mime_type);
  if (offprint_record_builder_get (builder, OFFPRINT_FIELD_SAVED) == NULL
      && offprint_date_from_unix (source->modified, &date))
    offprint_record_builder_set (builder, OFFPRINT_FIELD_SAVED, offprint_date_format (&date, buffer));
  /* What a downloader noted comes last: it may name a server that only delivers. */
  g_autofree char *origin = source->origin_url != NULL && g_utf8_validate (source->origin_url, -1, NULL)
                                ? offprint_address_resolve (source->origin_url, NULL)
                                : NULL;
  if (offprint_record_builder_get (builder, OFFPRINT_FIELD_URL) == NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, origin);
  add_notes (builder, source);
  return offprint_record_builder_end (builder);
}

static void
free_builder (gpointer builder)
{
  offprint_record_builder_free (builder);
}

static void
unref_record (gpointer record)
{
  offprint_record_unref (record);
}

/**
 * offprint_extract:
 * @source: a file: its bytes may be anything
 * @error: return location: %OFFPRINT_ERROR_UNSUPPORTED for a format that nobody knows, %OFFPRINT_ERROR_INPUT for a file
 * that is damaged or too large
 *
 * Reads the articles of a file. A pure function: any thread, the same bytes always give the same records.
 *
 * Returns: (transfer full) (nullable) (element-type OffprintRecord): at least one record, or %NULL on error
 */
GPtrArray *
offprint_extract (const OffprintSource *source, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (source->bytes, &length);
  if (length > OFFPRINT_SOURCE_MAX_BYTES)
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("the file is too large"));
      return NULL;
    }
  g_autofree char *mime_type
      = source->mime_type != NULL
            ? g_strdup (source->mime_type)
            : offprint_extract_guess_type (source->path, bytes, MIN (length, OFFPRINT_SOURCE_HEAD_BYTES), error);
  const Format *format = mime_type != NULL ? find_format_of_type (mime_type, error) : NULL;
  if (format == NULL)
    return NULL;
  g_autoptr (GPtrArray) builders = g_ptr_array_new_with_free_func (free_builder);
  if (!format->read (source, builders, error))
    {
      g_prefix_error (error, "%s: ", format->name);
      return NULL;
    }
  GPtrArray *records = g_ptr_array_new_with_free_func (unref_record);
  for (guint i = 0; i < builders->len; i++)
    {
      OffprintRecordBuilder *builder = g_steal_pointer (&g_ptr_array_index (builders, i));
      g_ptr_array_add (records, end_record (builder, source, mime_type));
    }
  return records;
}
