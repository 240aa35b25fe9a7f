/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The searches that a person saved: a key file that the daemon and the command read and write, a group for each with
 * its name and its `query`. Comments, and groups and keys that can't be understood, stay as they are. Where the folders
 * of their links are is said here too; what is in those folders is not this list's matter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OFFPRINT_SAVED_LIST_MAX 200
#define OFFPRINT_SAVED_NAME_MAX_BYTES 100
#define OFFPRINT_SAVED_QUERY_MAX_BYTES 10000

typedef struct _OffprintSavedList OffprintSavedList;

/* Both valid UTF-8 */
typedef struct
{
  char *name;
  char *query;
} OffprintSavedSearch;

OffprintSavedList *offprint_saved_list_load (const char *file, GError **error);
void offprint_saved_list_free (OffprintSavedList *list);
GPtrArray *offprint_saved_list_get (const OffprintSavedList *list);
gboolean offprint_saved_list_set (OffprintSavedList *list, const char *name, const char *query, GError **error);
gboolean offprint_saved_list_remove (OffprintSavedList *list, const char *name, GError **error);
gboolean offprint_saved_list_save (const OffprintSavedList *list, GError **error);
char *offprint_saved_list_get_default_file (void);
char *offprint_saved_list_get_folder (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintSavedList, offprint_saved_list_free)

G_END_DECLS
