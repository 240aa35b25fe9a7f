/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the configuration files (GKeyFile, group "offprint"). A wrong value is an error that names the file and the
 * key: silently taking a default would index to a place that the person did not mean. */
#include "core/config.h"

#include "core/error.h"
#include "core/i18n.h"

#include <gio/gio.h>
#include <string.h>

#define GROUP "offprint"

typedef gboolean (*SetFunc) (OffprintConfig *config, const char *value);

static gboolean
parse_number (const char *value, guint64 least, guint64 most, guint64 *number)
{
  return g_ascii_string_to_unsigned (value, 10, least, most, number, NULL);
}

static gboolean
set_database (OffprintConfig *config, const char *value)
{
  g_autofree char *path
      = g_str_has_prefix (value, "~/") ? g_build_filename (g_get_home_dir (), value + 2, NULL) : g_strdup (value);
  if (!g_path_is_absolute (path))
    return FALSE;
  g_free (config->database);
  config->database = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
set_jobs (OffprintConfig *config, const char *value)
{
  guint64 number;
  if (!parse_number (value, 1, 64, &number))
    return FALSE;
  config->jobs = (guint) number;
  return TRUE;
}

static gboolean
set_max_depth (OffprintConfig *config, const char *value)
{
  guint64 number;
  if (!parse_number (value, 0, 1000, &number))
    return FALSE;
  config->max_depth = (guint) number;
  return TRUE;
}

static gboolean
set_max_file_bytes (OffprintConfig *config, const char *value)
{
  return parse_number (value, 1, G_MAXUINT32, &config->max_file_bytes);
}

static gboolean
set_scan_interval (OffprintConfig *config, const char *value)
{
  guint64 number;
  if (!parse_number (value, 10, 86400, &number))
    return FALSE;
  config->scan_interval = (guint) number;
  return TRUE;
}

static const struct
{
  const char *key;
  SetFunc set;
  const char *wanted;
} keys[] = {
  { "database", set_database, N_("an absolute path or one that starts with ~/") },
  { "jobs", set_jobs, N_("a number from 1 to 64") },
  { "max-depth", set_max_depth, N_("a number from 0 to 1000") },
  { "max-file-bytes", set_max_file_bytes, N_("a number of bytes below 4 GiB") },
  { "scan-interval", set_scan_interval, N_("a number of seconds from 10 to 86400") },
};

static OffprintConfig *
config_new_default (void)
{
  OffprintConfig *config = g_new0 (OffprintConfig, 1);
  config->database = g_build_filename (g_get_user_data_dir (), "offprint", "xapiandb", NULL);
  config->jobs = CLAMP (g_get_num_processors (), 1, 64);
  config->max_depth = 64;
  config->max_file_bytes = 256 * 1024 * 1024;
  config->scan_interval = 300;
  return config;
}

static gboolean
take_key (OffprintConfig *config, const char *file, const char *key, const char *value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (strcmp (keys[i].key, key) != 0)
        continue;
      if (keys[i].set (config, value))
        return TRUE;
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("wrong value '%s' of '%s' in '%s': write %s"), value,
                   key, file, _(keys[i].wanted));
      return FALSE;
    }
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("unknown key '%s' in '%s': remove it"), key, file);
  return FALSE;
}

static gboolean
take_file (OffprintConfig *config, const char *file, GError **error)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  if (!g_key_file_load_from_file (key_file, file, G_KEY_FILE_NONE, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("can't read '%s': %s"), file, local_error->message);
      return FALSE;
    }
  g_auto (GStrv) names = g_key_file_get_keys (key_file, GROUP, NULL, NULL);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_string (key_file, GROUP, names[i], NULL);
      if (!take_key (config, file, names[i], value != NULL ? value : "", error))
        return FALSE;
    }
  return TRUE;
}

/**
 * offprint_config_load_from:
 * @files: (array zero-terminated=1): configuration files, the least important first; missing ones are fine
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the configuration; %OFFPRINT_ERROR_USAGE for a file that can't be parsed, an
 * unknown key or a wrong value
 */
OffprintConfig *
offprint_config_load_from (const char *const *files, GError **error)
{
  g_autoptr (OffprintConfig) config = config_new_default ();
  for (; *files != NULL; files++)
    if (!take_file (config, *files, error))
      return NULL;
  return g_steal_pointer (&config);
}

/**
 * offprint_config_load:
 * @error: return location
 *
 * Reads `offprint/offprint.conf` of the system's and the person's configuration folders.
 *
 * Returns: (transfer full) (nullable): see offprint_config_load_from()
 */
OffprintConfig *
offprint_config_load (GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *const *system_dirs = g_get_system_config_dirs ();
  for (gsize i = g_strv_length ((char **) system_dirs); i > 0; i--)
    g_ptr_array_add (files, g_build_filename (system_dirs[i - 1], "offprint", "offprint.conf", NULL));
  g_ptr_array_add (files, g_build_filename (g_get_user_config_dir (), "offprint", "offprint.conf", NULL));
  g_ptr_array_add (files, NULL);
  return offprint_config_load_from ((const char *const *) files->pdata, error);
}

/**
 * offprint_config_free:
 * @config: (transfer full) (nullable): a configuration
 */
void
offprint_config_free (OffprintConfig *config)
{
  if (config == NULL)
    return;
  g_free (config->database);
  g_free (config);
}
