/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saved searches: remembers them, and keeps a folder of links to what each of them finds, after commits that matter to
 * it and once a day. Used in the main thread; the searches and the folders are a thread's, one run at a time, which has
 * low priority unless somebody waits for it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SavedSearches SavedSearches;

/* @error: (nullable): why a folder is not up to date */
typedef void (*SavedSearchesFunc) (const GError *error, gpointer data);

SavedSearches *saved_searches_new (const char *file, const char *database);
void saved_searches_free (SavedSearches *saved);
GVariant *saved_searches_describe (const SavedSearches *saved);
gboolean saved_searches_save (SavedSearches *saved, const char *name, const char *query, GError **error);
gboolean saved_searches_remove (SavedSearches *saved, const char *name, GError **error);
void saved_searches_note_commit (SavedSearches *saved, const char *const *paths);
void saved_searches_await (SavedSearches *saved, SavedSearchesFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SavedSearches, saved_searches_free)

G_END_DECLS
