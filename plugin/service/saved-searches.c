/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is to be done is gathered until a run takes it along; what comes meanwhile is for the next one. */
#include "service/saved-searches.h"

#include "core/error.h"
#include "index/saved-list.h"
#include "service/limiter.h"
#include "service/midnight.h"
#include "service/saved-run.h"

/* While much is being indexed, folders follow at most so often; and runs take at most a twentieth of the time. */
#define INTERVAL_MS 5000
#define REST_FACTOR 20
#define RETRY_SECONDS 600
/* Files that changed since the last run; of more, any may have. */
#define CHANGED_MAX 1000

typedef struct
{
  SavedSearchesFunc func;
  gpointer data;
} Waiter;

/**
 * SavedSearches:
 * @searches: (element-type OffprintSavedSearch): as the file has them; replaced, never changed
 * @is_pending: there is work for the next run, which is in @due and @changed as in #SavedRunWork
 * @waiting: (element-type Waiter): for the next run
 * @served: (element-type Waiter): for the one under way
 * @not_before: monotonic time of the next run, unless somebody waits for it
 */
struct _SavedSearches
{
  char *file;
  char *database;
  GPtrArray *searches;
  gboolean is_pending;
  GHashTable *due;
  GHashTable *changed;
  GArray *waiting;
  GArray *served;
  SavedRun *run; /* (nullable) */
  gint64 run_began;
  gint64 not_before;
  Limiter *limiter;
  Midnight *midnight; /* (nullable) */
  guint retry;        /* source, 0: none */
  gboolean is_ending;
};

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
gather_anew (SavedSearches *saved)
{
  saved->is_pending = FALSE;
  saved->due = new_set ();
  saved->changed = new_set ();
}

static void
drop_gathered (SavedSearches *saved)
{
  g_clear_pointer (&saved->due, g_hash_table_unref);
  g_clear_pointer (&saved->changed, g_hash_table_unref);
}

static void
answer (GArray *waiters, const GError *error)
{
  for (guint i = 0; i < waiters->len; i++)
    {
      const Waiter *waiter = &g_array_index (waiters, Waiter, i);
      waiter->func (error, waiter->data);
    }
}

static GArray *
new_waiters (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Waiter));
}

/* Any search may find something else now. */
static void
note_all (SavedSearches *saved)
{
  g_clear_pointer (&saved->changed, g_hash_table_unref);
  saved->is_pending = TRUE;
  limiter_touch (saved->limiter);
}

static gboolean
on_retry (gpointer data)
{
  SavedSearches *saved = data;
  saved->retry = 0;
  saved->is_pending = TRUE;
  limiter_touch (saved->limiter);
  return G_SOURCE_REMOVE;
}

/* What failed is done once more with the next run; where the index is just not there, that is no reason for one. */
static void
take_failures (SavedSearches *saved, GHashTable *failed, const GError *error)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, failed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (saved->due, g_strdup (name));
  if (error != NULL && saved->retry == 0 && !saved->is_ending)
    saved->retry = g_timeout_add_seconds (RETRY_SECONDS, on_retry, saved);
}

static void start_run (SavedSearches *saved);

static void
on_run_end (SavedRun *run, GHashTable *failed, const GError *error, gpointer data)
{
  SavedSearches *saved = data;
  g_autoptr (GArray) served = g_steal_pointer (&saved->served);
  g_autoptr (GError) ended
      = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED, "the daemon ends");
  gint64 now = g_get_monotonic_time ();
  saved->served = new_waiters ();
  saved->run = NULL;
  saved->not_before = now + (now - saved->run_began) * REST_FACTOR;
  take_failures (saved, failed, error);
  answer (served, saved->is_ending ? ended : error);
  saved_run_free (run);
  if (saved->is_ending)
    return;
  if (saved->waiting->len > 0)
    start_run (saved);
  else if (saved->is_pending)
    limiter_touch (saved->limiter);
}

static void
start_run (SavedSearches *saved)
{
  if (saved->run != NULL || !saved->is_pending)
    return;
  const SavedRunWork work = {
    .database = saved->database,
    .searches = saved->searches,
    .due = saved->due,
    .changed = saved->changed,
    .quietly = saved->waiting->len == 0,
  };
  saved->run_began = g_get_monotonic_time ();
  saved->run = saved_run_start (&work, on_run_end, saved);
  drop_gathered (saved);
  gather_anew (saved);
  g_array_unref (saved->served);
  saved->served = saved->waiting;
  saved->waiting = new_waiters ();
}

static void
on_limiter (gpointer data)
{
  SavedSearches *saved = data;
  if (g_get_monotonic_time () < saved->not_before)
    limiter_touch (saved->limiter);
  else
    start_run (saved);
}

/* "Last week" is another one each day. */
static void
on_midnight (gpointer data)
{
  note_all (data);
}

static void
take_list (SavedSearches *saved, const OffprintSavedList *list)
{
  g_clear_pointer (&saved->searches, g_ptr_array_unref);
  saved->searches = list != NULL ? offprint_saved_list_get (list) : g_ptr_array_new ();
  if (saved->searches->len == 0)
    g_clear_pointer (&saved->midnight, midnight_free);
  else if (saved->midnight == NULL)
    saved->midnight = midnight_new (0, on_midnight, saved);
}

/* Or folders of searches that were removed while the daemon did not run */
static gboolean
has_folders (const SavedSearches *saved)
{
  g_autofree char *top = offprint_saved_list_get_folder (NULL);
  return saved->searches->len > 0 || g_file_test (top, G_FILE_TEST_IS_DIR);
}

/**
 * saved_searches_new:
 * @file: where the list is; one that can't be read has no searches, and saving one says why
 * @database: directory of the index, which need not be there
 *
 * Has all folders brought up to date soon.
 *
 * Returns: (transfer full): the saved searches
 */
SavedSearches *
saved_searches_new (const char *file, const char *database)
{
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (file, NULL);
  SavedSearches *saved = g_new0 (SavedSearches, 1);
  saved->file = g_strdup (file);
  saved->database = g_strdup (database);
  saved->waiting = new_waiters ();
  saved->served = new_waiters ();
  saved->limiter = limiter_new (INTERVAL_MS, on_limiter, saved);
  gather_anew (saved);
  take_list (saved, list);
  if (list != NULL && has_folders (saved))
    note_all (saved);
  return saved;
}

/**
 * saved_searches_free:
 * @saved: (nullable) (transfer full): the saved searches
 *
 * A run under way is stopped. Whoever waits is told so before this returns.
 */
void
saved_searches_free (SavedSearches *saved)
{
  if (saved == NULL)
    return;
  g_autoptr (GError) ended
      = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED, "the daemon ends");
  saved->is_ending = TRUE;
  if (saved->run != NULL)
    saved_run_stop (saved->run);
  while (saved->run != NULL)
    g_main_context_iteration (NULL, TRUE);
  answer (saved->waiting, ended);
  g_clear_handle_id (&saved->retry, g_source_remove);
  midnight_free (saved->midnight);
  limiter_free (saved->limiter);
  drop_gathered (saved);
  g_array_unref (saved->waiting);
  g_array_unref (saved->served);
  g_ptr_array_unref (saved->searches);
  g_free (saved->database);
  g_free (saved->file);
  g_free (saved);
}

/**
 * saved_searches_describe:
 * @saved: the saved searches
 *
 * Returns: (transfer floating): name, query and folder of each, of type `a(ssay)`
 */
GVariant *
saved_searches_describe (const SavedSearches *saved)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssay)"));
  for (guint i = 0; i < saved->searches->len; i++)
    {
      const OffprintSavedSearch *search = g_ptr_array_index (saved->searches, i);
      g_autofree char *folder = offprint_saved_list_get_folder (search->name);
      g_variant_builder_add (&builder, "(ss^ay)", search->name, search->query, folder);
    }
  return g_variant_builder_end (&builder);
}

/**
 * saved_searches_save:
 * @saved: the saved searches
 * @name: see offprint_saved_list_set()
 * @query: what it finds
 * @error: return location
 *
 * Remembers the search, in the place of another one of that name. Its folder is there after saved_searches_await().
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE or %OFFPRINT_ERROR_IO
 */
gboolean
saved_searches_save (SavedSearches *saved, const char *name, const char *query, GError **error)
{
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (saved->file, error);
  if (list == NULL || !offprint_saved_list_set (list, name, query, error) || !offprint_saved_list_save (list, error))
    return FALSE;
  take_list (saved, list);
  g_hash_table_add (saved->due, g_strdup (name));
  saved->is_pending = TRUE;
  return TRUE;
}

/**
 * saved_searches_remove:
 * @saved: the saved searches
 * @name: of one of them
 * @error: return location
 *
 * Forgets the search. Its links, and its folder unless something else is in it, are gone after saved_searches_await().
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE or %OFFPRINT_ERROR_IO
 */
gboolean
saved_searches_remove (SavedSearches *saved, const char *name, GError **error)
{
  g_autoptr (OffprintSavedList) list = offprint_saved_list_load (saved->file, error);
  if (list == NULL || !offprint_saved_list_remove (list, name, error) || !offprint_saved_list_save (list, error))
    return FALSE;
  take_list (saved, list);
  saved->is_pending = TRUE;
  return TRUE;
}

/**
 * saved_searches_note_commit:
 * @saved: the saved searches
 * @paths: (array zero-terminated=1) (element-type filename): files whose articles changed
 */
void
saved_searches_note_commit (SavedSearches *saved, const char *const *paths)
{
  if (saved->searches->len == 0)
    return;
  for (; saved->changed != NULL && *paths != NULL; paths++)
    g_hash_table_add (saved->changed, g_strdup (*paths));
  if (saved->changed != NULL && g_hash_table_size (saved->changed) > CHANGED_MAX)
    g_clear_pointer (&saved->changed, g_hash_table_unref);
  saved->is_pending = TRUE;
  limiter_touch (saved->limiter);
}

/**
 * saved_searches_await:
 * @saved: the saved searches
 * @func: called when the folders show what is in the index now: at once, or when a run has ended
 * @data: for @func
 */
void
saved_searches_await (SavedSearches *saved, SavedSearchesFunc func, gpointer data)
{
  const Waiter waiter = { func, data };
  if (saved->is_pending)
    {
      g_array_append_val (saved->waiting, waiter);
      start_run (saved);
    }
  else if (saved->run != NULL)
    g_array_append_val (saved->served, waiter);
  else
    func (NULL, data);
}
