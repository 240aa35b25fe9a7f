/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search whose folder a change can't matter to is not searched for: none of its links leads to a file that changed,
 * and none of these files has an article that it finds. That costs a look at a list and a search among a few articles.
 * One thing is missed: an article that is not found itself, but links two that are as near-duplicates. What that hides
 * comes with the next run that matters, or at the end of the day. */
#include "service/saved-run.h"

#include "core/error.h"
#include "service/link-folder.h"
#include "service/link-name.h"
#include "service/post.h"
#include "service/priority.h"
#include "store/reader.h"

#define LINKS_MAX 1000
#define TIME_LIMIT_MS 60000
/* Of more files it is not asked whether they matter: that would cost more than searching. */
#define CHANGED_MAX 100

struct _SavedRun
{
  char *database;
  GPtrArray *searches; /* of OffprintSavedSearch */
  GHashTable *due;
  GHashTable *changed; /* (nullable) */
  gboolean quietly;
  SavedRunFunc func;
  gpointer data;
  GThread *thread;
  gint stop; /* atomic */

  /* The thread's own, until it ends */
  OffprintReader *reader; /* (nullable) */
  GHashTable *failed;
  GError *error;
};

static void
note_failure (SavedRun *run, const char *name, GError *problem)
{
  g_hash_table_add (run->failed, g_strdup (name));
  if (run->error == NULL)
    run->error = problem;
  else
    g_error_free (problem);
}

static OffprintSearch
make_question (const OffprintSavedSearch *search, guint limit)
{
  return (OffprintSearch){
    .text = search->query,
    .limit = limit,
    .fold = TRUE,
    .recency = TRUE,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .time_limit_ms = TIME_LIMIT_MS,
  };
}

/* An article inside a container has a title of its own; the link is to the container. */
static LinkFolderLink *
make_link (const OffprintRecord *record)
{
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  const char *member = offprint_record_get (record, OFFPRINT_FIELD_MEMBER);
  const char *title = member == NULL ? offprint_record_get (record, OFFPRINT_FIELD_TITLE) : NULL;
  g_autofree char *name = link_name_make (title, path, offprint_record_get (record, OFFPRINT_FIELD_MIME_TYPE));
  return link_folder_link_new (name, path);
}

static GPtrArray *
make_links (const GPtrArray *records)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_folder_link_free);
  for (guint i = 0; i < records->len; i++)
    if (offprint_record_get (g_ptr_array_index (records, i), OFFPRINT_FIELD_PATH) != NULL)
      g_ptr_array_add (links, make_link (g_ptr_array_index (records, i)));
  return links;
}

static gboolean
fill_folder (SavedRun *run, const OffprintSavedSearch *search, const char *folder, GError **error)
{
  const OffprintSearch question = make_question (search, LINKS_MAX);
  if (run->reader == NULL)
    {
      g_hash_table_add (run->failed, g_strdup (search->name));
      return link_folder_make (folder, error);
    }
  g_autoptr (GPtrArray) records = offprint_reader_list (run->reader, &question, NULL, error);
  g_autoptr (GPtrArray) links = records != NULL ? make_links (records) : NULL;
  return links != NULL && link_folder_update (folder, links, error);
}

/* Whether one of the files that changed has an article that is found. What can't be told now is searched for. */
static gboolean
finds_changed (SavedRun *run, const OffprintSavedSearch *search)
{
  const OffprintSearch question = make_question (search, 1);
  g_autofree gpointer *paths = g_hash_table_get_keys_as_array (run->changed, NULL);
  g_autoptr (GPtrArray) found
      = offprint_reader_list (run->reader, &question, (const char *const *) paths, NULL);
  return found == NULL || found->len > 0;
}

static gboolean
matters (SavedRun *run, const OffprintSavedSearch *search, const char *folder)
{
  if (run->changed == NULL || g_hash_table_contains (run->due, search->name))
    return TRUE;
  if (run->reader == NULL || g_hash_table_size (run->changed) == 0)
    return FALSE;
  return g_hash_table_size (run->changed) > CHANGED_MAX || link_folder_has_any (folder, run->changed)
         || finds_changed (run, search);
}

static void
bring_up_to_date (SavedRun *run, const OffprintSavedSearch *search)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *folder = offprint_saved_list_get_folder (search->name);
  if (matters (run, search, folder) && !fill_folder (run, search, folder, &problem))
    note_failure (run, search->name, g_steal_pointer (&problem));
}

static gboolean
is_saved (const SavedRun *run, const char *name)
{
  for (guint i = 0; i < run->searches->len; i++)
    if (g_str_equal (((OffprintSavedSearch *) g_ptr_array_index (run->searches, i))->name, name))
      return TRUE;
  return FALSE;
}

/* The folders follow the list, whoever changed it, and whether or not the daemon ran then. */
static void
remove_folders (SavedRun *run)
{
  g_autofree char *top = offprint_saved_list_get_folder (NULL);
  g_autoptr (GDir) dir = g_dir_open (top, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GError) problem = NULL;
      g_autofree char *folder = g_build_filename (top, name, NULL);
      if (!is_saved (run, name) && link_folder_is_ours (folder) && !link_folder_remove (folder, &problem))
        note_failure (run, name, g_steal_pointer (&problem));
    }
}

static gboolean
tell_end (gpointer data)
{
  SavedRun *run = data;
  run->func (run, run->failed, run->error, run->data);
  return G_SOURCE_REMOVE;
}

/* The reader is opened for the run alone: between two of them nothing is kept in memory. */
static gpointer
run_thread (gpointer data)
{
  SavedRun *run = data;
  const char *databases[] = { run->database, NULL };
  if (run->quietly)
    priority_lower_thread ();
  remove_folders (run);
  run->reader = run->searches->len > 0 ? offprint_reader_open (databases, NULL) : NULL;
  if (run->reader != NULL)
    offprint_reader_set_stop (run->reader, &run->stop);
  for (guint i = 0; i < run->searches->len && !g_atomic_int_get (&run->stop); i++)
    bring_up_to_date (run, g_ptr_array_index (run->searches, i));
  g_clear_pointer (&run->reader, offprint_reader_free);
  post_to (NULL, tell_end, run);
  return NULL;
}

/**
 * saved_run_start:
 * @work: what to do; its contents are kept, and must not change any more
 * @func: called at the end
 * @data: for @func
 *
 * Returns: (transfer full): the run, which @func has to free
 */
SavedRun *
saved_run_start (const SavedRunWork *work, SavedRunFunc func, gpointer data)
{
  SavedRun *run = g_new0 (SavedRun, 1);
  run->database = g_strdup (work->database);
  run->searches = g_ptr_array_ref (work->searches);
  run->due = g_hash_table_ref (work->due);
  run->changed = work->changed != NULL ? g_hash_table_ref (work->changed) : NULL;
  run->quietly = work->quietly;
  run->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->func = func;
  run->data = data;
  run->thread = g_thread_new ("saved", run_thread, run);
  return run;
}

/**
 * saved_run_stop:
 * @run: a run
 *
 * Has it end soon.
 */
void
saved_run_stop (SavedRun *run)
{
  g_atomic_int_set (&run->stop, TRUE);
}

/**
 * saved_run_free:
 * @run: (transfer full): a run that has ended
 */
void
saved_run_free (SavedRun *run)
{
  g_thread_join (run->thread);
  g_ptr_array_unref (run->searches);
  g_hash_table_unref (run->due);
  g_clear_pointer (&run->changed, g_hash_table_unref);
  g_hash_table_unref (run->failed);
  g_clear_error (&run->error);
  g_free (run->database);
  g_free (run);
}
