/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints what an index holds in a form that two indexes of the same disk agree on: for each article, sorted by its
 * location, a checksum of its terms with counts and positions, values, data and text; docids left out. With --terms all
 * of it in full. */
#include "core/schema.h"
#include "shim/xap.h"
#include "store/metadata.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  XapReader *reader;
  guint32 docid;
  GString *text;       /* of the article in work */
  GPtrArray *articles; /* of char * */
} Dump;

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static gboolean
add_position (guint32 position, gpointer data)
{
  g_string_append_printf (((Dump *) data)->text, " %u", position);
  return TRUE;
}

static gboolean
add_term (const char *term, gsize length, guint32 frequency, gpointer data)
{
  Dump *dump = data;
  GError *error = NULL;
  g_string_append_printf (dump->text, "\t%.*s", (int) length, term);
  xap_reader_foreach_position (dump->reader, dump->docid, term, length, add_position, dump, &error);
  stop_on (error);
  g_string_append_c (dump->text, '\n');
  return TRUE;
}

static void
add_text (Dump *dump)
{
  GError *error = NULL;
  guint shard;
  guint32 docid;
  char key[OFFPRINT_METADATA_TEXT_KEY];
  xap_reader_locate (dump->reader, dump->docid, &shard, &docid);
  g_autoptr (GBytes) packed
      = xap_reader_get_metadata (dump->reader, shard, offprint_metadata_text_key (docid, key), &error);
  stop_on (error);
  g_autofree char *text = offprint_metadata_unpack_text (packed);
  g_string_append_printf (dump->text, "\ttext %s\n", text != NULL ? text : "");
}

static gboolean
add_article (guint32 docid, const void *value, gsize length, gpointer user_data)
{
  Dump *dump = user_data;
  GError *error = NULL;
  dump->docid = docid;
  g_string_truncate (dump->text, 0);
  xap_reader_foreach_document_term (dump->reader, docid, add_term, dump, &error);
  stop_on (error);
  g_autoptr (GBytes) data = xap_reader_get_data (dump->reader, docid, &error);
  stop_on (error);
  g_string_append_len (dump->text, g_bytes_get_data (data, NULL), (gssize) g_bytes_get_size (data));
  add_text (dump);
  g_autofree char *location = g_strndup (value, length);
  g_ptr_array_add (dump->articles, g_strdup_printf ("%s\n%s", location, dump->text->str));
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
print_article (const char *article, gboolean full)
{
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, article, -1);
  if (full)
    g_print ("%s\n", article);
  else
    g_print ("%s %.*s\n", checksum, (int) strcspn (article, "\n"), article);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  GError *error = NULL;
  gboolean full = argc == 3 && strcmp (argv[1], "--terms") == 0;
  const char *paths[] = { argv[argc - 1], NULL };
  Dump dump = { .reader = xap_reader_open (paths, &error) };
  stop_on (error);
  dump.text = g_string_new (NULL);
  dump.articles = g_ptr_array_new_with_free_func (g_free);
  xap_reader_foreach_value (dump.reader, OFFPRINT_SLOT_PATH, add_article, &dump, &error);
  stop_on (error);
  g_ptr_array_sort (dump.articles, compare);
  for (guint i = 0; i < dump.articles->len; i++)
    print_article (g_ptr_array_index (dump.articles, i), full);
  g_ptr_array_unref (dump.articles);
  g_string_free (dump.text, TRUE);
  xap_reader_free (dump.reader);
  return 0;
}
