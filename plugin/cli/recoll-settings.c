/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/recoll-settings.h"

#include "core/i18n.h"
#include "core/schema.h"
#include "extract/extract.h"

#include <string.h>

/* External indexes are in the file in which Recoll's window keeps what it remembers: those it knows, those it asks. */
#define INDEXES_FILE "history"
static const char *const index_lists[] = { "allExtDbs", "actExtDbs" };

/* Recoll's window writes the lists anew, with other numbers. What comes behind the path of an index tells which entry
 * is ours, whatever the index was then. */
#define INDEX_MARK "//"

#define HANDLER_PROGRAM "offprint-recoll"

static const char *const files[] = { "mimemap", "mimeconf", "mimeview", "fields", INDEXES_FILE, NULL };

/* Fields beyond those that Recoll has anyway. Each is stored; one with a prefix can be asked for, the terms of what
 * is no text are only found by their field. The prefixes are those of our own index. */
static const struct
{
  OffprintField field;
  const char *name, *prefix, *other_name;
} fields[] = {
  { OFFPRINT_FIELD_PUBLISHER, "publisher", "XYPUB", NULL },
  { OFFPRINT_FIELD_AGENCY, "agency", "XYAG", NULL },
  { OFFPRINT_FIELD_SECTION, "section", "XYSEC", NULL },
  { OFFPRINT_FIELD_PLACE, "place", "XYPL", NULL },
  { OFFPRINT_FIELD_COMMENT, "comment", "XYCOM", NULL },
  { OFFPRINT_FIELD_SITE, "site", "H ; pfxonly = 1", NULL },
  { OFFPRINT_FIELD_LANGUAGE, "language", "L ; pfxonly = 1", "lang" },
  { OFFPRINT_FIELD_URL, "canonical", "XYURL ; pfxonly = 1", NULL },
  { OFFPRINT_FIELD_PUBLISHED, "published", NULL, NULL },
  { OFFPRINT_FIELD_MODIFIED, "modified", NULL, NULL },
  { OFFPRINT_FIELD_SAVED, "saved", NULL, NULL },
  { OFFPRINT_FIELD_RIGHTS, "rights", NULL, NULL },
  { OFFPRINT_FIELD_WORDS, "words", NULL, NULL },
};

/**
 * recoll_settings_clear:
 * @settings: settings
 */
void
recoll_settings_clear (RecollSettings *settings)
{
  g_clear_pointer (&settings->folders, g_strfreev);
  g_clear_pointer (&settings->handler, g_free);
  g_clear_pointer (&settings->index, g_free);
}

/**
 * recoll_settings_list_files:
 *
 * Returns: (transfer none) (array zero-terminated=1): names of the files that have lines of ours
 */
const char *const *
recoll_settings_list_files (void)
{
  return files;
}

static void
add_folders (GString *lines, const RecollSettings *settings)
{
  g_autoptr (GPtrArray) extensions = offprint_extract_list_extensions ();
  for (gsize i = 0; settings->folders[i] != NULL; i++)
    {
      g_string_append_printf (lines, "[%s]\n", settings->folders[i]);
      for (guint j = 0; j < extensions->len; j++)
        g_string_append_printf (lines, "%s = " RECOLL_ARTICLE_TYPE "\n",
                                (const char *) g_ptr_array_index (extensions, j));
    }
}

static void
add_fields (GString *lines)
{
  g_string_append (lines, "[prefixes]\n");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].prefix != NULL)
      g_string_append_printf (lines, "%s = %s\n", fields[i].name, fields[i].prefix);
  g_string_append (lines, "[stored]\n");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (lines, "%s =\n", fields[i].name);
  g_string_append (lines, "[queryaliases]\n");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].other_name != NULL)
      g_string_append_printf (lines, "%s = %s\n", fields[i].name, fields[i].other_name);
}

/* Entries have numbers: ours comes behind those that are there, wherever they stand. */
static guint
find_number (const RecollConfig *others, const char *list)
{
  guint64 highest = 0;
  g_autoptr (GPtrArray) names = recoll_config_list_names (others, list);
  for (guint i = 0; i < names->len; i++)
    {
      guint64 number;
      if (g_ascii_string_to_unsigned (g_ptr_array_index (names, i), 10, 0, G_MAXUINT32 - 1, &number, NULL))
        highest = MAX (highest, number);
    }
  return (guint) highest + 1;
}

/* Returns: (transfer full) (nullable): the folder of an index from its entry */
static char *
decode (const char *value)
{
  gsize length;
  g_autofree guchar *bytes = value != NULL && *value != '\0' ? g_base64_decode (value, &length) : NULL;
  char *path = bytes != NULL ? g_strndup ((const char *) bytes, length) : NULL;
  return path;
}

static gboolean
is_in_list (const RecollConfig *config, const char *list, const char *index)
{
  g_autoptr (GPtrArray) names = recoll_config_list_names (config, list);
  g_autofree char *wanted = g_canonicalize_filename (index, "/");
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = decode (recoll_config_get (config, list, g_ptr_array_index (names, i)));
      g_autofree char *plain = path != NULL ? g_canonicalize_filename (path, "/") : NULL;
      if (g_strcmp0 (plain, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * recoll_settings_ask_index:
 * @history: what Recoll's window remembers
 * @index: folder of an index
 *
 * Returns: whether the window asks this index
 */
gboolean
recoll_settings_ask_index (const RecollConfig *history, const char *index)
{
  return is_in_list (history, index_lists[G_N_ELEMENTS (index_lists) - 1], index);
}

/* A list in which a person put the index stays as it is. */
static void
add_index (GString *lines, const char *index, const RecollConfig *others)
{
  g_autofree char *marked = g_strconcat (index, INDEX_MARK, NULL);
  g_autofree char *value = g_base64_encode ((const guchar *) marked, strlen (marked));
  for (gsize i = 0; i < G_N_ELEMENTS (index_lists); i++)
    if (!is_in_list (others, index_lists[i], index))
      g_string_append_printf (lines, "[%s]\n%010u = %s\n", index_lists[i], find_number (others, index_lists[i]), value);
}

/**
 * recoll_settings_make_lines:
 * @settings: what is wanted
 * @file: one of recoll_settings_list_files()
 * @others: what the file says without us
 *
 * Returns: (transfer full): the lines that the file needs; empty where it needs none
 */
char *
recoll_settings_make_lines (const RecollSettings *settings, const char *file, const RecollConfig *others)
{
  GString *lines = g_string_new (NULL);
  if (strcmp (file, "mimemap") == 0 && settings->folders != NULL)
    add_folders (lines, settings);
  else if (strcmp (file, "mimeconf") == 0 && settings->folders != NULL)
    g_string_append_printf (lines,
                            "[index]\n" RECOLL_ARTICLE_TYPE " = execm %s\n[icons]\n" RECOLL_ARTICLE_TYPE " = html\n",
                            settings->handler);
  else if (strcmp (file, "mimeview") == 0 && settings->folders != NULL)
    g_string_append (lines, "[view]\n" RECOLL_ARTICLE_TYPE " = xdg-open %f\n");
  else if (strcmp (file, "fields") == 0 && (settings->folders != NULL || settings->index != NULL))
    add_fields (lines);
  else if (strcmp (file, INDEXES_FILE) == 0 && settings->index != NULL)
    add_index (lines, settings->index, others);
  return g_string_free (lines, FALSE);
}

static gboolean
is_field_line (const char *line)
{
  g_autoptr (GString) lines = g_string_new ("\n");
  add_fields (lines);
  g_autofree char *wanted = g_strdup_printf ("\n%s\n", line);
  return strstr (lines->str, wanted) != NULL;
}

static gboolean
is_index_line (const char *line)
{
  const char *equals = strstr (line, " = ");
  g_autofree char *path = equals != NULL ? decode (equals + strlen (" = ")) : NULL;
  return path != NULL && g_str_has_suffix (path, INDEX_MARK);
}

/**
 * recoll_settings_own_line:
 * @file: one of recoll_settings_list_files()
 * @line: a line from our block in it, without white space around it; no section
 *
 * Returns: whether we wrote it, now or with other folders and indexes
 */
gboolean
recoll_settings_own_line (const char *file, const char *line)
{
  if (strcmp (file, "mimemap") == 0)
    return *line == '.' && g_str_has_suffix (line, " = " RECOLL_ARTICLE_TYPE);
  if (strcmp (file, "fields") == 0)
    return is_field_line (line);
  if (strcmp (file, INDEXES_FILE) == 0)
    return is_index_line (line);
  return g_str_has_prefix (line, RECOLL_ARTICLE_TYPE " =");
}

/**
 * recoll_settings_find_handler:
 *
 * Returns: (transfer full): the handler as Recoll is told it: beside this program, in its build tree, or by its name
 */
char *
recoll_settings_find_handler (void)
{
  static const char *const places[] = { ".", "../hosts/recoll" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup ("/");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *joined = g_build_filename (folder, places[i], HANDLER_PROGRAM, NULL);
      g_autofree char *path = g_canonicalize_filename (joined, NULL);
      if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        continue;
      return strchr (path, ' ') != NULL ? g_strdup_printf ("\"%s\"", path) : g_steal_pointer (&path);
    }
  return g_strdup (HANDLER_PROGRAM);
}

/**
 * recoll_settings_check_folder:
 * @folder: absolute path
 *
 * Returns: (transfer full) (nullable): why Recoll's files can't name it, for a person
 */
char *
recoll_settings_check_folder (const char *folder)
{
  gsize length = strlen (folder);
  if (strpbrk (folder, "\n\r") != NULL)
    return g_strdup (_("its name has a line feed in it"));
  if (length > 0 && strchr ("[] \t/", folder[length - 1]) != NULL)
    return g_strdup_printf (_("its name ends with '%c'"), folder[length - 1]);
  return NULL;
}
