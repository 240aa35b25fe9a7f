/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A name is the name of a folder too, and so may not be one that means another place, or that nobody sees. */
#include "index/saved-list.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX_BYTES (8 * 1024 * 1024)
#define KEY_QUERY "query"
/* What the name of a group may hold as it is: all but brackets and the sign of an escape */
#define PLAIN " !\"#$&'()*+,/:;<=>?@\\^`{|}"

struct _OffprintSavedList
{
  char *file;
  GKeyFile *groups;
};

static gboolean
fail_to_read (const OffprintSavedList *list, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (list->file);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, _("can't read the list of saved searches '%s': %s"), name,
               reason);
  return FALSE;
}

static gboolean
fail_to_write (const OffprintSavedList *list, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (list->file);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, _("can't write the list of saved searches '%s': %s"), name,
               reason);
  return FALSE;
}

/* Returns: (nullable): why @name can't be one */
static const char *
find_fault (const char *name)
{
  g_autofree char *clean = offprint_text_squeeze (name, 0);
  if (*name == '\0')
    return _("it is empty");
  if (strlen (name) > OFFPRINT_SAVED_NAME_MAX_BYTES)
    return _("it is too long");
  if (*name == '.')
    return _("it begins with a full stop");
  if (strchr (name, '/') != NULL)
    return _("it has a slash");
  if (strcmp (clean, name) != 0)
    return _("it has characters that can't be seen, or white space where none belongs");
  return NULL;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *printable = offprint_text_printable (name);
  const char *fault = g_utf8_validate (name, -1, NULL) ? find_fault (name) : _("it is no UTF-8");
  if (fault != NULL)
    g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("'%s' can't be the name of a saved search: %s"),
                 printable, fault);
  return fault == NULL;
}

static gboolean
check_query (const char *query, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (query));
  const char *fault = NULL;
  if (*bare == '\0')
    fault = _("there is no word to search for");
  else if (strlen (query) > OFFPRINT_SAVED_QUERY_MAX_BYTES)
    fault = _("the query is too long to be saved");
  else if (!g_utf8_validate (query, -1, NULL))
    fault = _("the query is no UTF-8");
  if (fault != NULL)
    g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, fault);
  return fault == NULL;
}

static char *
make_group (const char *name)
{
  return g_uri_escape_string (name, PLAIN, TRUE);
}

/* Returns: (transfer full) (nullable): what stands in the file in another way than it is written here is not ours */
static char *
read_name (const char *group)
{
  g_autofree char *name = g_uri_unescape_string (group, NULL);
  g_autofree char *again = name != NULL && check_name (name, NULL) ? make_group (name) : NULL;
  return g_strcmp0 (again, group) == 0 ? g_steal_pointer (&name) : NULL;
}

static void
saved_search_free (gpointer data)
{
  OffprintSavedSearch *search = data;
  g_free (search->name);
  g_free (search->query);
  g_free (search);
}

static gboolean
read_file (OffprintSavedList *list, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *content = NULL;
  gsize length;
  struct stat status;
  if (stat (list->file, &status) != 0 && errno == ENOENT)
    return TRUE;
  if (!g_file_test (list->file, G_FILE_TEST_IS_REGULAR) || status.st_size > FILE_MAX_BYTES)
    return fail_to_read (list, _("no file of at most 8 MiB"), error);
  if (!g_file_get_contents (list->file, &content, &length, &problem))
    return fail_to_read (list, problem->message, error);
  if (length > 0 && !g_key_file_load_from_data (list->groups, content, length, G_KEY_FILE_KEEP_COMMENTS, &problem))
    return fail_to_read (list, problem->message, error);
  return TRUE;
}

/**
 * offprint_saved_list_load:
 * @file: where the list is; it need not be there
 * @error: return location
 *
 * Returns: (transfer full): the list, or %NULL with %OFFPRINT_ERROR_IO
 */
OffprintSavedList *
offprint_saved_list_load (const char *file, GError **error)
{
  g_autoptr (OffprintSavedList) list = g_new0 (OffprintSavedList, 1);
  list->file = g_strdup (file);
  list->groups = g_key_file_new ();
  return read_file (list, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * offprint_saved_list_free:
 * @list: (nullable) (transfer full): a list
 */
void
offprint_saved_list_free (OffprintSavedList *list)
{
  if (list == NULL)
    return;
  g_key_file_unref (list->groups);
  g_free (list->file);
  g_free (list);
}

/**
 * offprint_saved_list_get:
 * @list: a list
 *
 * Returns: (transfer full) (element-type OffprintSavedSearch): the searches in the order in which they were saved, at
 *   most %OFFPRINT_SAVED_LIST_MAX
 */
GPtrArray *
offprint_saved_list_get (const OffprintSavedList *list)
{
  GPtrArray *searches = g_ptr_array_new_with_free_func (saved_search_free);
  g_auto (GStrv) groups = g_key_file_get_groups (list->groups, NULL);
  for (gsize i = 0; groups[i] != NULL && searches->len < OFFPRINT_SAVED_LIST_MAX; i++)
    {
      g_autofree char *name = read_name (groups[i]);
      g_autofree char *query
          = name != NULL ? g_key_file_get_string (list->groups, groups[i], KEY_QUERY, NULL) : NULL;
      if (query == NULL || !check_query (query, NULL))
        continue;
      OffprintSavedSearch *search = g_new (OffprintSavedSearch, 1);
      *search = (OffprintSavedSearch){ g_steal_pointer (&name), g_steal_pointer (&query) };
      g_ptr_array_add (searches, search);
    }
  return searches;
}

/**
 * offprint_saved_list_set:
 * @list: a list
 * @name: of the search, and of its folder: at most 100 bytes, without slash, not hidden
 * @query: what it finds
 * @error: return location
 *
 * Adds the search, or gives the one of that name another query.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
offprint_saved_list_set (OffprintSavedList *list, const char *name, const char *query, GError **error)
{
  if (!check_name (name, error) || !check_query (query, error))
    return FALSE;
  g_autofree char *group = make_group (name);
  g_autoptr (GPtrArray) searches = offprint_saved_list_get (list);
  if (!g_key_file_has_group (list->groups, group) && searches->len >= OFFPRINT_SAVED_LIST_MAX)
    {
      g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
                   _("there are %d saved searches, the most there may be: remove one first"), OFFPRINT_SAVED_LIST_MAX);
      return FALSE;
    }
  g_key_file_set_string (list->groups, group, KEY_QUERY, query);
  return TRUE;
}

/**
 * offprint_saved_list_remove:
 * @list: a list
 * @name: of a search in it
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
offprint_saved_list_remove (OffprintSavedList *list, const char *name, GError **error)
{
  g_autofree char *group = check_name (name, NULL) ? make_group (name) : NULL;
  g_autofree char *printable = offprint_text_printable (name);
  if (group != NULL && g_key_file_remove_group (list->groups, group, NULL))
    return TRUE;
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE,
               _("there is no saved search '%s': 'offprint saved-searches' lists those that there are"), printable);
  return FALSE;
}

/**
 * offprint_saved_list_save:
 * @list: a list
 * @error: return location
 *
 * Writes the file so that after a power cut there is the old list or the new one. A link stays a link.
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_IO
 */
gboolean
offprint_saved_list_save (const OffprintSavedList *list, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gsize length;
  g_autofree char *content = g_key_file_to_data (list->groups, &length, NULL);
  g_autofree char *real = realpath (list->file, NULL);
  const char *file = real != NULL ? real : list->file;
  g_autofree char *parent = g_path_get_dirname (file);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail_to_write (list, g_strerror (errno), error);
  if (!g_file_set_contents_full (file, content, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &problem))
    return fail_to_write (list, problem->message, error);
  return TRUE;
}

/**
 * offprint_saved_list_get_default_file:
 *
 * Returns: (transfer full) (type filename): `offprint/saved-searches` in the person's configuration folder
 */
char *
offprint_saved_list_get_default_file (void)
{
  return g_build_filename (g_get_user_config_dir (), "offprint", "saved-searches", NULL);
}

/**
 * offprint_saved_list_get_folder:
 * @name: (nullable): of a saved search
 *
 * Returns: (transfer full) (type filename): the folder of its links, `offprint/searches/NAME` in the person's data
 *   folder; for %NULL the folder of these folders
 */
char *
offprint_saved_list_get_folder (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "offprint", "searches", name, NULL);
}
