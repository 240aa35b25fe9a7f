/* SPDX-License-Identifier: GPL-2.0-or-later */
/* As Recoll does it: white space around a line does not count, a line that ends with a backslash goes on in the next
 * one (a comment there is no comment), of equal settings the last one counts, a section may come again. */
#include "cli/recoll-config.h"

#include <string.h>

struct _RecollConfig
{
  GHashTable *sections; /* name -> (name -> value) */
};

static void
unref_table (gpointer table)
{
  g_hash_table_unref (table);
}

static void
set (RecollConfig *config, const char *section, const char *name, const char *value)
{
  GHashTable *settings = g_hash_table_lookup (config->sections, section);
  if (settings == NULL)
    {
      settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (config->sections, g_strdup (section), settings);
    }
  g_hash_table_replace (settings, g_strdup (name), g_strdup (value));
}

/**
 * recoll_config_expand:
 * @path: as a person writes it
 *
 * Returns: (transfer full): the same with `~` at its start replaced by the home folder
 */
char *
recoll_config_expand (const char *path)
{
  if (path[0] != '~' || (path[1] != '\0' && path[1] != '/'))
    return g_strdup (path);
  return g_strconcat (g_get_home_dir (), path + 1, NULL);
}

static char *
read_section (char *line)
{
  const char *start = line + strspn (line, "[] \t");
  char *end = line + strlen (line);
  while (end > start && strchr ("[] \t", end[-1]) != NULL)
    *--end = '\0';
  return recoll_config_expand (start);
}

static void
take_line (RecollConfig *config, char *line, char **section)
{
  char *equals;
  if (*line == '[')
    {
      g_free (*section);
      *section = read_section (line);
    }
  else if ((equals = strchr (line, '=')) != NULL)
    {
      *equals = '\0';
      const char *name = g_strstrip (line);
      if (*name != '\0')
        set (config, *section, name, g_strstrip (equals + 1));
    }
}

/**
 * recoll_config_parse:
 * @content: (nullable): of a file
 *
 * Returns: (transfer full): what it says
 */
RecollConfig *
recoll_config_parse (GBytes *content)
{
  RecollConfig *config = g_new0 (RecollConfig, 1);
  gsize length = 0;
  const char *data = content != NULL ? g_bytes_get_data (content, &length) : NULL;
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *section = g_strdup ("");
  g_autoptr (GString) line = g_string_new (NULL);
  config->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_table);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_string_append (line, lines[i]);
      g_autofree char *bare = g_strstrip (g_strdup (line->str));
      gboolean goes_on = *bare != '\0' && *bare != '#' && g_str_has_suffix (bare, "\\");
      g_string_assign (line, goes_on ? bare : "");
      if (goes_on)
        g_string_truncate (line, line->len - 1);
      else if (*bare != '\0' && *bare != '#')
        take_line (config, bare, &section);
    }
  return config;
}

/**
 * recoll_config_free:
 * @config: (transfer full) (nullable): a configuration
 */
void
recoll_config_free (RecollConfig *config)
{
  if (config == NULL)
    return;
  g_hash_table_unref (config->sections);
  g_free (config);
}

/**
 * recoll_config_get:
 * @config: a configuration
 * @section: of this name alone: no other one is asked
 * @name: of a setting
 *
 * Returns: (nullable): its value
 */
const char *
recoll_config_get (const RecollConfig *config, const char *section, const char *name)
{
  GHashTable *settings = g_hash_table_lookup (config->sections, section);
  return settings != NULL ? g_hash_table_lookup (settings, name) : NULL;
}

static GPtrArray *
list_keys (GHashTable *table)
{
  GHashTableIter iter;
  gpointer key;
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  if (table == NULL)
    return keys;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  return keys;
}

/**
 * recoll_config_list_sections:
 * @config: a configuration
 *
 * Returns: (transfer full) (element-type filename): the sections that have settings, in no order
 */
GPtrArray *
recoll_config_list_sections (const RecollConfig *config)
{
  return list_keys (config->sections);
}

/**
 * recoll_config_list_names:
 * @config: a configuration
 * @section: one of its sections, or another name
 *
 * Returns: (transfer full) (element-type utf8): the settings in it, in no order
 */
GPtrArray *
recoll_config_list_names (const RecollConfig *config, const char *section)
{
  return list_keys (g_hash_table_lookup (config->sections, section));
}

/**
 * recoll_config_split:
 * @value: of a setting that is a list: words, those with spaces in double quotes
 *
 * Returns: (transfer full) (element-type filename): the words
 */
GPtrArray *
recoll_config_split (const char *value)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;
  for (const char *at = value; *at != '\0' || word->len > 0; at += *at != '\0')
    {
      if (*at == '"')
        quoted = !quoted;
      else if (*at == '\\' && quoted && at[1] != '\0')
        g_string_append_c (word, *++at);
      else if (*at != '\0' && (quoted || !g_ascii_isspace (*at)))
        g_string_append_c (word, *at);
      else if (word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
    }
  return words;
}
