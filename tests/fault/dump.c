/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints what an index holds in a form that two indexes of the same disk agree on: for each article, sorted by its
 * location, a checksum of its terms with counts and positions, values, data and text; docids left out. So that bytes of
 * any kind stand in one line, they are escaped as in C.
 *
 * usage: dump-index [--terms] [--failures] [--synonyms] DATABASE
 *   --terms     all of it in place of checksums
 *   --failures  also files and folders that could not be read, with why
 *   --synonyms  also the words of each stem: they agree only after both indexes were compacted */
#include "core/schema.h"
#include "shim/xap.h"
#include "store/metadata.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  XapReader *reader;
  GHashTable *values; /* (element-type guint GString): docid -> lines of its values */
  guint32 slot;       /* being read */
  guint32 docid;      /* of the article in work */
  GString *text;      /* of it */
  GPtrArray *lines;   /* of char * */
} Dump;

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static char *
escape (const void *bytes, gsize length)
{
  GString *text = g_string_new (NULL);
  for (const guchar *byte = bytes; length > 0; byte++, length--)
    if (*byte < 0x20 || *byte == 0x7f || *byte == '\\')
      g_string_append_printf (text, "\\%03o", *byte);
    else
      g_string_append_c (text, (char) *byte);
  return g_string_free (text, FALSE);
}

static void
gstring_free (gpointer data)
{
  g_string_free (data, TRUE);
}

static gboolean
add_value (guint32 docid, const void *value, gsize length, gpointer data)
{
  Dump *dump = data;
  GString *lines = g_hash_table_lookup (dump->values, GUINT_TO_POINTER (docid));
  g_autofree char *text = escape (value, length);
  if (lines == NULL)
    {
      lines = g_string_new (NULL);
      g_hash_table_insert (dump->values, GUINT_TO_POINTER (docid), lines);
    }
  g_string_append_printf (lines, "\tvalue %u %s\n", dump->slot, text);
  return TRUE;
}

static void
read_slot (Dump *dump, guint32 slot)
{
  GError *error = NULL;
  dump->slot = slot;
  xap_reader_foreach_value (dump->reader, slot, add_value, dump, &error);
  stop_on (error);
}

static void
read_values (Dump *dump)
{
  static const guint32 others[] = { OFFPRINT_SLOT_DATE,      OFFPRINT_SLOT_COLLAPSE,         OFFPRINT_SLOT_SIZE,
                                    OFFPRINT_SLOT_SIGNATURE, OFFPRINT_SLOT_RECENCY, OFFPRINT_SLOT_PATH };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    read_slot (dump, others[i]);
  for (OffprintField field = 0; field < OFFPRINT_N_FIELDS; field++)
    if (offprint_schema_get (field)->slot != OFFPRINT_NO_SLOT)
      read_slot (dump, offprint_schema_get (field)->slot);
}

static gboolean
add_position (guint32 position, gpointer data)
{
  g_string_append_printf (((Dump *) data)->text, " %u", position);
  return TRUE;
}

static gboolean
add_term (const char *term, gsize length, guint32 count, gpointer data)
{
  Dump *dump = data;
  GError *error = NULL;
  g_autofree char *text = escape (term, length);
  g_string_append_printf (dump->text, "\tterm %s %u:", text, count);
  xap_reader_foreach_position (dump->reader, dump->docid, term, length, add_position, dump, &error);
  stop_on (error);
  g_string_append_c (dump->text, '\n');
  return TRUE;
}

static void
add_data (Dump *dump)
{
  GError *error = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = xap_reader_get_data (dump->reader, dump->docid, &error);
  stop_on (error);
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *whole = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (dump->text, "\tdata %s\n", lines[i]);
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
  g_autofree char *line = text != NULL ? escape (text, strlen (text)) : NULL;
  g_string_append_printf (dump->text, "\ttext %s\n", line != NULL ? line : "");
}

static gboolean
add_article (guint32 docid, const void *value, gsize length, gpointer user_data)
{
  Dump *dump = user_data;
  GError *error = NULL;
  const GString *values = g_hash_table_lookup (dump->values, GUINT_TO_POINTER (docid));
  dump->docid = docid;
  g_string_truncate (dump->text, 0);
  xap_reader_foreach_document_term (dump->reader, docid, add_term, dump, &error);
  stop_on (error);
  g_string_append_len (dump->text, values->str, (gssize) values->len);
  add_data (dump);
  add_text (dump);
  g_autofree char *location = escape (value, length);
  g_ptr_array_add (dump->lines, g_strdup_printf ("%s\n%s", location, dump->text->str));
  return TRUE;
}

static gboolean
add_failure (const char *key, gsize length, guint32 frequency, gpointer data)
{
  Dump *dump = data;
  GError *error = NULL;
  g_autofree char *terminated = g_strndup (key, length);
  g_autoptr (GBytes) packed = xap_reader_get_metadata (dump->reader, 0, terminated, &error);
  stop_on (error);
  g_autoptr (GVariant) failure = offprint_metadata_unpack_variant (packed, OFFPRINT_METADATA_FAILURE_TYPE);
  const char *path, *signature, *reason;
  if (failure == NULL)
    stop_on (g_error_new (G_FILE_ERROR, G_FILE_ERROR_INVAL, "'%s' is no failure", terminated));
  g_variant_get (failure, "(^&ay&s&s)", &path, &signature, &reason);
  g_autofree char *escaped = escape (path, strlen (path));
  g_ptr_array_add (dump->lines, g_strdup_printf ("failure %s: %s (%s)", escaped, reason, signature));
  return TRUE;
}

static gboolean
add_word (const char *word, gsize length, guint32 frequency, gpointer data)
{
  g_string_append_printf (data, " %.*s", (int) length, word);
  return TRUE;
}

static gboolean
add_synonyms (const char *key, gsize length, guint32 frequency, gpointer data)
{
  Dump *dump = data;
  GError *error = NULL;
  g_autofree char *terminated = g_strndup (key, length);
  GString *line = g_string_new ("synonyms ");
  g_string_append_printf (line, "%s:", terminated);
  xap_reader_foreach_synonym (dump->reader, 0, terminated, add_word, line, &error);
  stop_on (error);
  g_ptr_array_add (dump->lines, g_string_free (line, FALSE));
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
print_sorted (Dump *dump, gboolean full)
{
  g_ptr_array_sort (dump->lines, compare);
  for (guint i = 0; i < dump->lines->len; i++)
    {
      const char *line = g_ptr_array_index (dump->lines, i);
      g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
      if (full || strchr (line, '\n') == NULL)
        g_print ("%s\n", line);
      else
        g_print ("%s %.*s\n", checksum, (int) strcspn (line, "\n"), line);
    }
  g_ptr_array_set_size (dump->lines, 0);
}

static void
print_articles (Dump *dump, gboolean full)
{
  GError *error = NULL;
  read_values (dump);
  xap_reader_foreach_value (dump->reader, OFFPRINT_SLOT_PATH, add_article, dump, &error);
  stop_on (error);
  print_sorted (dump, full);
}

static void
print_failures (Dump *dump)
{
  GError *error = NULL;
  xap_reader_foreach_metadata (dump->reader, 0, OFFPRINT_METADATA_FAILURE_PREFIX, add_failure, dump, &error);
  stop_on (error);
  print_sorted (dump, TRUE);
}

static void
print_synonyms (Dump *dump)
{
  GError *error = NULL;
  xap_reader_foreach_synonym_key (dump->reader, 0, "", add_synonyms, dump, &error);
  stop_on (error);
  print_sorted (dump, TRUE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  gboolean full = FALSE, failures = FALSE, synonyms = FALSE;
  const GOptionEntry entries[] = {
    { "terms", 0, 0, G_OPTION_ARG_NONE, &full, NULL, NULL },
    { "failures", 0, 0, G_OPTION_ARG_NONE, &failures, NULL, NULL },
    { "synonyms", 0, 0, G_OPTION_ARG_NONE, &synonyms, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  GError *error = NULL;
  GOptionContext *context = g_option_context_new ("DATABASE");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    return 2;
  const char *paths[] = { argv[1], NULL };
  Dump dump = { .reader = xap_reader_open (paths, &error) };
  stop_on (error);
  dump.values = g_hash_table_new_full (NULL, NULL, NULL, gstring_free);
  dump.text = g_string_new (NULL);
  dump.lines = g_ptr_array_new_with_free_func (g_free);
  print_articles (&dump, full);
  if (failures)
    print_failures (&dump);
  if (synonyms)
    print_synonyms (&dump);
  g_ptr_array_unref (dump.lines);
  g_string_free (dump.text, TRUE);
  g_hash_table_unref (dump.values);
  xap_reader_free (dump.reader);
  g_option_context_free (context);
  return 0;
}
