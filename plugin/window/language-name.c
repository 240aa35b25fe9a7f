/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names come from iso-codes, where it is installed, in its own translation. */
#include "window/language-name.h"

#include "core/i18n.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#define DOMAIN "iso_639-2"
#define FILE_NAME "iso-codes/json/iso_639-2.json"

static void
add_name (JsonArray *languages, guint index, JsonNode *node, gpointer names)
{
  JsonObject *language = json_node_get_object (node);
  const char *name = json_object_get_string_member_with_default (language, "name", "");
  static const char *const codes[] = { "alpha_2", "alpha_3" };
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const char *code = json_object_get_string_member_with_default (language, codes[i], NULL);
      if (code != NULL)
        g_hash_table_insert (names, g_strdup (code), g_strdup (name));
    }
}

static gboolean
load_file (const char *path, GHashTable *names)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_file (parser, path, NULL))
    return FALSE;
  JsonNode *root = json_parser_get_root (parser);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL || !json_object_has_member (object, "639-2"))
    return FALSE;
  json_array_foreach_element (json_object_get_array_member (object, "639-2"), add_name, names);
  return TRUE;
}

/* Read once; never changes then. */
static GHashTable *
get_names (void)
{
  static GHashTable *names = NULL;
  if (g_once_init_enter (&names))
    {
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      gboolean done = FALSE;
      for (const char *const *dirs = g_get_system_data_dirs (); !done && *dirs != NULL; dirs++)
        {
          g_autofree char *path = g_build_filename (*dirs, FILE_NAME, NULL);
          done = load_file (path, table);
        }
      bind_textdomain_codeset (DOMAIN, "UTF-8");
      g_once_init_leave (&names, table);
    }
  return names;
}

/* In a list of values a name begins with a capital, whatever the language does in a sentence. */
static char *
capitalise (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, MIN (1, g_utf8_strlen (name, -1)));
  g_autofree char *upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, name + strlen (first), NULL);
}

/**
 * offprint_language_name_new:
 * @tag: BCP 47, such as `en` or `pt-BR`
 *
 * Returns: (transfer full): the name of the language; @tag itself when it is not known. The region is kept as it is
 */
char *
offprint_language_name_new (const char *tag)
{
  gsize length = strcspn (tag, "-_");
  g_autofree char *code = g_ascii_strdown (tag, (gssize) length);
  const char *names = g_hash_table_lookup (get_names (), code);
  if (names == NULL)
    return g_strdup (tag);
  g_autofree char *name = g_strdup (g_dgettext (DOMAIN, names));
  name[strcspn (name, ";")] = '\0';
  g_autofree char *capital = capitalise (name);
  return tag[length] != '\0' ? g_strdup_printf ("%s (%s)", capital, tag + length + 1) : g_steal_pointer (&capital);
}
