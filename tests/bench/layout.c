/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each element of the index layout costs: builds the same index again and again, one element left out at a time,
 * and prints CPU seconds and bytes. Not a test: it proves nothing, it measures.
 *
 * usage: layout [--language TAG] [--batch N] [--limit N] [--folder DIR] [--row N] INPUT
 * INPUT is a file with a JSON object a line (title, text, date, author, publisher, url; all may be null) or a folder of
 * text files. */
#include "core/record.h"
#include "store/document.h"
#include "store/maintenance.h"
#include "store/swap.h"
#include "store/writer.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static char *language = NULL;
static int batch = 1000;
static int limit = G_MAXINT;
static int only_row = -1;
static char *work_folder = NULL;

static const GOptionEntry options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, "of all articles", "TAG" },
  { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "articles a commit", "N" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "read no more articles", "N" },
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &work_folder, "where indexes are made", "DIR" },
  { "row", 0, 0, G_OPTION_ARG_INT, &only_row, "only that row, from 0 on: to count instructions", "N" },
  G_OPTION_ENTRY_NULL
};

/* lint: table */
static const struct
{
  const char *name;
  OffprintLayout without;
} rows[] = {
  { "nothing (full layout)", 0 },
  { "Z terms, all", OFFPRINT_LAYOUT_STEMS | OFFPRINT_LAYOUT_OMEGA_STEMS },
  { "Z terms, English ones for others", OFFPRINT_LAYOUT_OMEGA_STEMS },
  { "spans", OFFPRINT_LAYOUT_SPANS },
  { "other forms", OFFPRINT_LAYOUT_OTHER_FORMS },
  { "field copies", OFFPRINT_LAYOUT_FIELD_COPIES },
  { "anchors", OFFPRINT_LAYOUT_ANCHORS },
  { "positions", OFFPRINT_LAYOUT_POSITIONS },
  { "stored text", OFFPRINT_LAYOUT_TEXT },
  { "synonyms", OFFPRINT_LAYOUT_SYNONYMS },
  { "beginnings", OFFPRINT_LAYOUT_BEGINNINGS },
  { "sketch", OFFPRINT_LAYOUT_SKETCH },
  { "all of these", OFFPRINT_LAYOUT_FULL },
  { "nothing, once more", 0 },
};

typedef struct
{
  double make, write, compact; /* CPU seconds */
  guint64 bytes;
} Cost;

static void
die (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("layout: %s\n", error->message);
  exit (1);
}

static double
get_cpu (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
take_member (OffprintRecordBuilder *builder, JsonObject *object, const char *name, OffprintField field)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    offprint_record_builder_set (builder, field, json_node_get_string (node));
}

static void
add_json_line (GPtrArray *records, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  json_parser_load_from_data (parser, line, -1, &error);
  die (error);
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  take_member (builder, object, "title", OFFPRINT_FIELD_TITLE);
  take_member (builder, object, "text", OFFPRINT_FIELD_TEXT);
  take_member (builder, object, "date", OFFPRINT_FIELD_PUBLISHED);
  take_member (builder, object, "author", OFFPRINT_FIELD_AUTHORS);
  take_member (builder, object, "publisher", OFFPRINT_FIELD_PUBLISHER);
  take_member (builder, object, "url", OFFPRINT_FIELD_URL);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, language);
  g_ptr_array_add (records, offprint_record_builder_end (builder));
}

static void
read_json_lines (GPtrArray *records, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  die (error);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (G_INPUT_STREAM (stream));
  while (records->len < (guint) limit)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      die (error);
      if (line == NULL)
        return;
      add_json_line (records, line);
    }
}

static void
add_text_file (GPtrArray *records, const char *path)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  g_autofree char *title = g_strndup (text, strcspn (text, "\n"));
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, language);
  g_ptr_array_add (records, offprint_record_builder_end (builder));
}

static void
read_folder (GPtrArray *records, const char *top)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (folders, g_strdup (top));
  while (folders->len > 0 && records->len < (guint) limit)
    {
      g_autofree char *folder = g_ptr_array_steal_index_fast (folders, folders->len - 1);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL && records->len < (guint) limit)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          if (g_file_test (path, G_FILE_TEST_IS_DIR))
            g_ptr_array_add (folders, g_steal_pointer (&path));
          else
            add_text_file (records, path);
        }
    }
}

static void
put (OffprintWriter *writer, OffprintRecord *record, guint number, OffprintLayout layout, Cost *cost)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("/home/user/Articles/%03u/story-%06u.html", number / 250, number);
  OffprintIdentity identity = { path, NULL, "text/html", 1000, 1600000000, { number & 255, number >> 8 }, "1-1" };
  double start = get_cpu ();
  g_autoptr (OffprintDocument) document = offprint_document_new_with_layout (record, layout, &error);
  die (error);
  double made = get_cpu ();
  offprint_writer_put (writer, &identity, document, &error);
  if (error == NULL && (number + 1) % (guint) batch == 0)
    offprint_writer_commit (writer, &error);
  die (error);
  cost->make += made - start;
  cost->write += get_cpu () - made;
}

static Cost
measure (GPtrArray *records, OffprintLayout layout)
{
  g_autoptr (GError) error = NULL;
  Cost cost = { 0, 0, 0, 0 };
  guint64 before;
  g_autofree char *folder
      = g_build_filename (work_folder != NULL ? work_folder : g_get_tmp_dir (), "layout-XXXXXX", NULL);
  if (g_mkdtemp (folder) == NULL)
    g_error ("can't make a folder '%s'", folder);
  OffprintWriter *writer = offprint_writer_open (folder, &error);
  die (error);
  for (guint i = 0; i < records->len; i++)
    put (writer, g_ptr_array_index (records, i), i, layout, &cost);
  double start = get_cpu ();
  offprint_writer_commit (writer, &error);
  die (error);
  offprint_writer_free (writer);
  double written = get_cpu ();
  offprint_maintenance_compact (folder, &before, &cost.bytes, &error);
  die (error);
  cost.write += written - start;
  cost.compact = get_cpu () - written;
  offprint_swap_remove (folder);
  return cost;
}

static void
print_rows (GPtrArray *records)
{
  Cost full = { 0, 0, 0, 0 };
  g_print ("%u articles, %d a commit, language %s\n\n", records->len, batch, language != NULL ? language : "not known");
  g_print ("%-34s %8s %8s %8s %8s %7s %12s %7s\n", "left out", "make s", "write s", "compact", "CPU s", "saved",
           "bytes", "saved");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (only_row >= 0 && i != (gsize) only_row)
        continue;
      Cost cost = measure (records, OFFPRINT_LAYOUT_FULL & ~rows[i].without);
      full = i == 0 || only_row >= 0 ? cost : full;
      double cpu = cost.make + cost.write + cost.compact, full_cpu = full.make + full.write + full.compact;
      g_print ("%-34s %8.2f %8.2f %8.2f %8.2f %6.1f%% %12" G_GUINT64_FORMAT " %6.1f%%\n", rows[i].name, cost.make,
               cost.write, cost.compact, cpu, 100 * (1 - cpu / full_cpu), cost.bytes,
               100 * (1 - (double)cost.bytes / (double)full.bytes));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("INPUT");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) offprint_record_unref);
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_parse (context, &argc, &argv, &error);
  die (error);
  if (argc != 2 || batch < 1)
    {
      g_printerr ("layout: name one folder of text files or file of JSON lines\n");
      return 2;
    }
  if (g_file_test (argv[1], G_FILE_TEST_IS_DIR))
    read_folder (records, argv[1]);
  else
    read_json_lines (records, argv[1]);
  print_rows (records);
  return 0;
}
