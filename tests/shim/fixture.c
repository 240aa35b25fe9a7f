/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small databases for the tests of the shim. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

char *
fixture_make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("xap-XXXXXX", &error);

  g_assert_no_error (error);
  return directory;
}

/* Two levels are enough: a database is a flat directory. */
static void
remove_below (const char *directory, gboolean deeper)
{
  GDir *dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (deeper && g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_below (path, FALSE);
      g_remove (path);
    }
  g_clear_pointer (&dir, g_dir_close);
}

void
fixture_remove_directory (const char *directory)
{
  remove_below (directory, TRUE);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

char *
fixture_get_path (const char *directory, const char *name)
{
  return g_build_filename (directory, name, NULL);
}

XapWriter *
fixture_open_writer (const char *path)
{
  g_autoptr (GError) error = NULL;
  XapWriter *writer = xap_writer_open (path, XAP_WRITER_CREATE | XAP_WRITER_NO_SYNC, &error);

  g_assert_no_error (error);
  g_assert_nonnull (writer);
  return writer;
}

XapReader *
fixture_open_reader (const char *first, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;
  XapReader *reader;
  va_list arguments;

  va_start (arguments, first);
  for (const char *path = first; path != NULL; path = va_arg (arguments, const char *))
    g_strv_builder_add (builder, path);
  va_end (arguments);
  paths = g_strv_builder_end (builder);
  reader = xap_reader_open ((const char *const *) paths, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reader);
  return reader;
}

void
fixture_commit (XapWriter *writer)
{
  g_autoptr (GError) error = NULL;

  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
}

void
fixture_add_term (XapDocument *document, const char *term, guint32 wdf)
{
  g_autoptr (GError) error = NULL;

  xap_document_add_term (document, term, strlen (term), wdf, NULL, 0, &error);
  g_assert_no_error (error);
}

void
fixture_set_value (XapDocument *document, guint32 slot, const char *value)
{
  g_autoptr (GError) error = NULL;

  xap_document_set_value (document, slot, value, strlen (value), &error);
  g_assert_no_error (error);
}

/* A word stands at its place from 1, and its English stem is there too. */
static void
add_word (XapDocument *document, XapStem *stem, const char *word, guint32 position)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) term = g_string_new ("Z");
  gsize length;
  const char *stemmed = xap_stem_word (stem, word, strlen (word), &length);

  g_string_append_len (term, stemmed, length);
  xap_document_add_term (document, word, strlen (word), 1, &position, 1, &error);
  g_assert_no_error (error);
  fixture_add_term (document, term->str, 1);
}

/* The words of @text are separated by single spaces; the text is the data too. */
XapDocument *
fixture_make_document (const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapStem) stem = xap_stem_new ("en", &error);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *unique = g_strconcat ("Q", id, NULL);
  XapDocument *document = xap_document_new (&error);

  g_assert_no_error (error);
  for (guint32 i = 0; words[i] != NULL; i++)
    add_word (document, stem, words[i], i + 1);
  fixture_add_term (document, unique, 0);
  xap_document_set_data (document, text, strlen (text), &error);
  g_assert_no_error (error);
  return document;
}

guint32
fixture_replace (XapWriter *writer, const char *id, XapDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *unique = g_strconcat ("Q", id, NULL);
  guint32 docid = xap_writer_replace (writer, unique, strlen (unique), document, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (docid, !=, 0);
  return docid;
}

guint32
fixture_add (XapWriter *writer, const char *id, const char *text)
{
  g_autoptr (XapDocument) document = fixture_make_document (id, text);

  return fixture_replace (writer, id, document);
}

/* One document a text; their ids are 1, 2 and so on. */
void
fixture_make_database (const char *path, const char *first_text, ...)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  va_list arguments;
  guint n = 0;

  va_start (arguments, first_text);
  for (const char *text = first_text; text != NULL; text = va_arg (arguments, const char *))
    {
      g_autofree char *id = g_strdup_printf ("%u", ++n);

      fixture_add (writer, id, text);
    }
  va_end (arguments);
  fixture_commit (writer);
}

void
fixture_write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

XapQuery *
fixture_make_term_query (const char *term)
{
  g_autoptr (GError) error = NULL;
  XapQuery *query = xap_query_new_term (term, strlen (term), &error);

  g_assert_no_error (error);
  return query;
}

/* Returns: (transfer full): the docids of the hits, best first; @search may be %NULL: the first ten */
char *
fixture_search (XapReader *reader, XapQuery *query, const XapSearch *search)
{
  const XapSearch first_ten = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapHits) hits = xap_reader_search (reader, query, search != NULL ? search : &first_ten, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (gsize i = 0; i < xap_hits_get_count (hits); i++)
    g_string_append_printf (found, "%s%u", i > 0 ? " " : "", xap_hits_get (hits, i)->docid);
  return g_string_free (g_steal_pointer (&found), FALSE);
}

void
fixture_assert_bytes (GBytes *bytes, const char *expected)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpmem (data, length, expected, strlen (expected));
}

Gathered
gathered_init (guint limit)
{
  return (Gathered){ .text = g_string_new (NULL), .limit = limit };
}

char *
gathered_finish (Gathered *gathered)
{
  return g_string_free (g_steal_pointer (&gathered->text), FALSE);
}

/* Returns: what a callback returns: whether to go on */
static gboolean
gather (Gathered *gathered, const char *bytes, gsize length, guint32 number)
{
  if (gathered->count > 0)
    g_string_append_c (gathered->text, ' ');
  g_string_append_len (gathered->text, bytes, length);
  if (number != 0)
    g_string_append_printf (gathered->text, "/%u", number);
  return ++gathered->count != gathered->limit;
}

gboolean
gather_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  return gather (data, term, length, frequency);
}

gboolean
gather_value (guint32 docid, const void *value, gsize length, gpointer data)
{
  return gather (data, value, length, docid);
}

gboolean
gather_position (guint32 position, gpointer data)
{
  g_autofree char *number = g_strdup_printf ("%u", position);

  return gather (data, number, strlen (number), 0);
}

gboolean
gather_facet (const void *value, gsize length, guint32 count, gpointer data)
{
  return gather (data, value, length, count);
}
