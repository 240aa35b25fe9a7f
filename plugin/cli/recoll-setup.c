/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/recoll-setup.h"

#include "cli/recoll-block.h"
#include "cli/recoll-files.h"

#include "core/error.h"
#include "core/i18n.h"
#include "index/place.h"

#include <stdlib.h>
#include <string.h>

/**
 * recoll_setup_find_folder:
 * @given: (nullable): what the command line names
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the folder of the configuration: @given, else as Recoll finds it;
 * %OFFPRINT_ERROR_USAGE when there is none: Recoll makes one with all that belongs into it only where there is none
 */
char *
recoll_setup_find_folder (const char *given, GError **error)
{
  const char *named = given != NULL ? given : g_getenv ("RECOLL_CONFDIR");
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".recoll", NULL);
  char *folder = g_canonicalize_filename (named != NULL && *named != '\0' ? named : usual, NULL);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return folder;
  g_autofree char *name = g_filename_display_name (folder);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
               _ ("there is no configuration of Recoll in '%s': start Recoll once, or name its folder by --config"),
               name);
  g_free (folder);
  return NULL;
}

static RecollConfig *
read_config (RecollFiles *files, const char *name, GError **error)
{
  GBytes *content;
  return recoll_files_read (files, name, &content, error) ? recoll_config_parse (content) : NULL;
}

static void
read_bindings (RecollSetup *setup, const RecollConfig *mimemap)
{
  g_autoptr (GPtrArray) sections = recoll_config_list_sections (mimemap);
  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);
      const char *page = recoll_config_get (mimemap, section, ".html");
      const char *note = recoll_config_get (mimemap, section, ".md");
      gboolean ours = g_strcmp0 (page, RECOLL_ARTICLE_TYPE) == 0;
      if (*section != '/' || (!ours && g_strcmp0 (note, RECOLL_ARTICLE_TYPE) != 0))
        continue;
      g_ptr_array_add (setup->bound, g_strdup (section));
      if (!ours)
        g_ptr_array_add (setup->overridden, g_strdup (section));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_main (RecollSetup *setup, const RecollConfig *main_file)
{
  const char *value = recoll_config_get (main_file, "", "topdirs");
  const char *strips = recoll_config_get (main_file, "", "indexStripChars");
  g_autoptr (GPtrArray) words = recoll_config_split (value != NULL ? value : "~");
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *path = recoll_config_expand (g_ptr_array_index (words, i));
      g_ptr_array_add (setup->tops, g_canonicalize_filename (path, "/"));
    }
  setup->strips = g_strcmp0 (strips, "0") != 0;
}

/**
 * recoll_setup_read:
 * @folder: of the configuration
 * @index: folder of our index
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it says; %OFFPRINT_ERROR_IO
 */
RecollSetup *
recoll_setup_read (const char *folder, const char *index, GError **error)
{
  g_autoptr (RecollFiles) files = recoll_files_new (folder);
  g_autoptr (RecollConfig) main_file = read_config (files, "recoll.conf", error);
  g_autoptr (RecollConfig) mimemap = main_file != NULL ? read_config (files, "mimemap", error) : NULL;
  g_autoptr (RecollConfig) mimeconf = mimemap != NULL ? read_config (files, "mimeconf", error) : NULL;
  g_autoptr (RecollConfig) history = mimeconf != NULL ? read_config (files, "history", error) : NULL;
  if (history == NULL)
    return NULL;
  RecollSetup *setup = g_new0 (RecollSetup, 1);
  setup->folder = g_strdup (folder);
  setup->bound = g_ptr_array_new_with_free_func (g_free);
  setup->overridden = g_ptr_array_new_with_free_func (g_free);
  setup->tops = g_ptr_array_new_with_free_func (g_free);
  read_bindings (setup, mimemap);
  g_ptr_array_sort (setup->bound, compare_names);
  read_main (setup, main_file);
  setup->handler = g_strdup (recoll_config_get (mimeconf, "index", RECOLL_ARTICLE_TYPE));
  setup->asks_index = recoll_settings_ask_index (history, index);
  return setup;
}

/**
 * recoll_setup_free:
 * @setup: (transfer full) (nullable): a setup
 */
void
recoll_setup_free (RecollSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->folder);
  g_free (setup->handler);
  g_ptr_array_unref (setup->bound);
  g_ptr_array_unref (setup->overridden);
  g_ptr_array_unref (setup->tops);
  g_free (setup);
}

/**
 * recoll_setup_list_ways:
 * @setup: a setup
 * @folder: absolute path, links followed
 *
 * Recoll does not follow links in the names of what it indexes: where it comes to a folder by a link, the folder has
 * that name there.
 *
 * Returns: (transfer full) (element-type filename): the names that the folder has in Recoll; none when Recoll does not
 * index it
 */
GPtrArray *
recoll_setup_list_ways (const RecollSetup *setup, const char *folder)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < setup->tops->len; i++)
    {
      const char *top = g_ptr_array_index (setup->tops, i);
      g_autofree char *real = offprint_path_resolve (top);
      g_autofree char *way = NULL;
      if (offprint_path_is_below (folder, top))
        way = g_strdup (folder);
      else if (real != NULL && offprint_path_is_below (folder, real))
        way = g_strconcat (top, folder + (strcmp (real, "/") != 0 ? strlen (real) : 0), NULL);
      if (way != NULL && !g_ptr_array_find_with_equal_func (ways, way, g_str_equal, NULL))
        g_ptr_array_add (ways, g_steal_pointer (&way));
    }
  return ways;
}

static gboolean
own_line (const char *line, gpointer file)
{
  return recoll_settings_own_line (file, line);
}

static gboolean
change_file (RecollFiles *files, const char *name, const RecollSettings *settings, GError **error)
{
  GBytes *content;
  if (!recoll_files_read (files, name, &content, error))
    return FALSE;
  g_autoptr (GBytes) bare = content != NULL ? recoll_block_take_out (content, own_line, (gpointer) name) : NULL;
  g_autoptr (RecollConfig) others = recoll_config_parse (bare);
  g_autofree char *lines = recoll_settings_make_lines (settings, name, others);
  recoll_files_change (files, name, *lines != '\0' ? recoll_block_put (bare, lines) : g_steal_pointer (&bare));
  return TRUE;
}

/**
 * recoll_setup_apply:
 * @folder: of the configuration
 * @settings: what it shall say of us; nothing in it: nothing at all
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO: then it is as it was
 */
gboolean
recoll_setup_apply (const char *folder, const RecollSettings *settings, GError **error)
{
  g_autoptr (RecollFiles) files = recoll_files_new (folder);
  const char *const *names = recoll_settings_list_files ();
  for (gsize i = 0; names[i] != NULL; i++)
    if (!change_file (files, names[i], settings, error))
      return FALSE;
  return recoll_files_write (files, error);
}
