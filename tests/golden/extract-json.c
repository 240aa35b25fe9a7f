/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the records of files as JSON, one a line: what the golden tests compare. `extract-json extract --json
 * FILE...`; the first arguments are those of the command line of Offprint, so that either program can be measured.
 * Times of files are not looked at, and only the names of files are printed with `--names`, so that the output is the
 * same everywhere. */
#include "core/error.h"
#include "extract/extract.h"

#include <stdio.h>
#include <string.h>

static gboolean
print_records (const char *file, gboolean names, GError **error)
{
  g_autofree char *contents = NULL;
  gsize length;
  if (!g_file_get_contents (file, &contents, &length, error))
    return FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  g_autofree char *name = names ? g_path_get_basename (file) : g_strdup (file);
  OffprintSource source = {
    .path = name,
    .bytes = bytes,
    .origin_url = g_getenv ("OFFPRINT_ORIGIN"),
    .tags = g_getenv ("OFFPRINT_TAGS"),
    .comment = g_getenv ("OFFPRINT_COMMENT"),
    .modified = G_MININT64,
  };
  g_autoptr (GPtrArray) records = offprint_extract (&source, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autofree char *json = offprint_record_to_json (g_ptr_array_index (records, i));
      printf ("%s\n", json);
    }
  return records != NULL;
}

int
main (int argc, char **argv)
{
  gboolean names = FALSE;
  int status = 0;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      names = names || strcmp (argv[i], "--names") == 0;
      if ((i == 1 && strcmp (argv[i], "extract") == 0) || g_str_has_prefix (argv[i], "--"))
        continue;
      if (!print_records (argv[i], names, &error))
        {
          fprintf (stderr, "%s: %s\n", argv[i], error->message);
          status = 1;
        }
    }
  return status;
}
