/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/worker.h"
#include "core/error.h"
#include "tests/unit/document-fixture.h"
#include "tests/unit/worker-fixture.h"

#include <signal.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LARGE_BYTES (100 * 1000 * 1000)
#define PATIENCE_MS 30000
#define MEMORY_BYTES (250 * 1000 * 1000)

static GPtrArray *
extract_here (const char *path, GError **error)
{
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, G_MAXINT32, NULL, error);
  g_assert_nonnull (file);
  return offprint_article_file_extract (file, path, error);
}

/* The worker gives what this process would: the same documents, or the same reason why not. */
static void
assert_same (const char *path, gpointer data)
{
  g_autoptr (GError) error = NULL, error_here = NULL;
  g_autoptr (GPtrArray) articles = worker_extract (data, path, &error);
  g_autoptr (GPtrArray) records = extract_here (path, &error_here);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, error_here != NULL ? error_here->message : NULL);
  g_assert_cmpuint (articles != NULL ? articles->len : 0, ==, records != NULL ? records->len : 0);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const OffprintArticle *article = g_ptr_array_index (articles, i);
      OffprintRecord *record = g_ptr_array_index (records, i);
      g_autoptr (OffprintDocument) document = offprint_document_new (record, &error_here);
      document_assert_equal (article->document, document);
      g_assert_cmpstrv (article->warnings, offprint_record_get_warnings (record));
      g_assert_cmpstr (article->mime_type, ==, offprint_record_get (record, OFFPRINT_FIELD_MIME_TYPE));
      g_assert_cmpstr (article->member, ==, offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
    }
}

/* The worker gives the records that this process would make, but that it sees only the file's name. */
static void
assert_same_records (const char *path, gpointer data)
{
  g_autoptr (GError) error = NULL, error_here = NULL;
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, G_MAXINT32, NULL, &error);
  OffprintWorker *worker = data;
  g_autoptr (GPtrArray) records = offprint_worker_extract_surely (&worker, offprint_worker_extract_records, file, path,
                                                                  NULL, &error);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) records_here = offprint_article_file_extract (file, name, &error_here);
  g_assert_true (worker == data);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, error_here != NULL ? error_here->message : NULL);
  g_assert_cmpuint (records != NULL ? records->len : 0, ==, records_here != NULL ? records_here->len : 0);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autofree char *json = offprint_record_to_json (g_ptr_array_index (records, i));
      g_autofree char *json_here = offprint_record_to_json (g_ptr_array_index (records_here, i));
      g_assert_cmpstr (json, ==, json_here);
    }
}

/* So for every fixture, through one worker. */
static void
test_records (void)
{
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  guint n_files = document_foreach_fixture ("html", assert_same_records, worker);
  n_files += document_foreach_fixture ("markdown", assert_same_records, worker);
  n_files += document_foreach_fixture ("text", assert_same_records, worker);
  g_assert_cmpuint (n_files, >, 50);
}

/* Every fixture of the golden tests, through one worker. */
static void
test_fixtures (void)
{
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  guint n_files = document_foreach_fixture ("html", assert_same, worker);
  n_files += document_foreach_fixture ("markdown", assert_same, worker);
  n_files += document_foreach_fixture ("text", assert_same, worker);
  g_assert_cmpuint (n_files, >, 50);
  g_assert_cmpint (offprint_worker_get_state (worker), ==, OFFPRINT_WORKER_READY);
}

static void
assert_encoding (const Folder *folder, OffprintWorker *worker, const char *label)
{
  g_autofree char *name = g_strdup_printf ("%s.html", label);
  g_autofree char *path = folder_get (folder, name);
  GString *page = g_string_new (NULL);
  g_string_printf (page, "<!doctype html><meta charset=%s><title>A</title><p>\x1b$B%s", label, "%?\x1b(B ~{<:~} ");
  for (int c = 0x80; c < 0x100; c++)
    g_string_append_printf (page, "%c%c ", c, 0x80 | (c * 7 % 0x7f));
  folder_write (folder, name, page->str);
  g_string_free (page, TRUE);
  assert_same (path, worker);
}

/* Every encoding is read in the worker as it is here, although it can load none. */
static void
test_encodings (void)
{
  static const char *const labels[] = {
    "866",          "big5",         "ansi_x3.4-1968", "chinese",      "cp1250",       "cp1251",       "cp1253",
    "cp1254",       "cp1255",       "cp1256",         "cp1257",       "cp1258",       "cp932",        "cp949",
    "euc-jp",       "iso-2022-jp",  "csisolatin2",    "iso-8859-6",   "iso-8859-5",   "iso-8859-7",   "hebrew",
    "koi8-r",       "macintosh",    "utf-16le",       "dos-874",      "euc-tw",       "hz-gb-2312",   "iso-8859-10",
    "iso-8859-13",  "iso-8859-14",  "iso-8859-15",    "iso-8859-16",  "iso-8859-3",   "iso-8859-4",   "johab",
    "koi8-u",       "mac-cyrillic", "utf-16be",       "utf-32",       "viscii",       "x-mac-ukrainian",
  };
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    assert_encoding (folder, worker, labels[i]);
}

/* Whatever is noted at a file, its request is one that the worker takes: the longest values beside the longest name. */
static void
test_attributes (void)
{
  static const gsize lengths[] = { OFFPRINT_ATTRIBUTE_ORIGIN_URL_MAX_BYTES, OFFPRINT_ATTRIBUTE_TAGS_MAX_BYTES,
                                   OFFPRINT_ATTRIBUTE_COMMENT_MAX_BYTES };
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *stem = g_strnfill (NAME_MAX - strlen (".txt"), 'n');
  g_autofree char *name = g_strconcat (stem, ".txt", NULL);
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  OffprintWorker *worker = worker_start (NULL);
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, G_MAXINT32, NULL, &error);
  offprint_file_attributes_clear (&file->attributes);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    file->attributes.values[i] = g_strnfill (lengths[i], 'x');
  g_autoptr (GPtrArray) records = offprint_worker_extract_surely (&worker, offprint_worker_extract_records, file, name,
                                                                  NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (offprint_record_get (records->pdata[0], OFFPRINT_FIELD_COMMENT)), ==,
                    lengths[OFFPRINT_ATTRIBUTE_COMMENT]);
  offprint_worker_free (worker);
}

/* A worker that is killed while it has nothing to do is known to be lost before it is asked. */
static void
test_killed_idle (void)
{
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  int id = offprint_worker_get_process_id (worker);
  siginfo_t info;
  g_assert_no_errno (kill (id, SIGKILL));
  g_assert_no_errno (waitid (P_PID, (id_t) id, &info, WEXITED | WNOWAIT));
  g_assert_cmpint (offprint_worker_get_state (worker), ==, OFFPRINT_WORKER_LOST);
  g_assert_cmpint (offprint_worker_get_process_id (worker), ==, 0);
}

static void
write_repeated (const Folder *folder, const char *name, const char *piece)
{
  g_autofree char *text = g_malloc (LARGE_BYTES + 1);
  gsize length = strlen (piece);
  for (gsize i = 0; i < LARGE_BYTES; i++)
    text[i] = piece[i % length];
  text[LARGE_BYTES] = '\0';
  folder_write (folder, name, text);
}

static void
write_large (const Folder *folder, const char *name)
{
  write_repeated (folder, name, "The river had risen over night, and the people carried their chairs upstairs. ");
}

static gpointer
kill_at_work (gpointer data)
{
  worker_wait_for_work (GPOINTER_TO_INT (data));
  g_assert_no_errno (kill (GPOINTER_TO_INT (data), SIGKILL));
  return NULL;
}

/* One that is killed in the middle says so; nothing of what it began is left. */
static void
test_killed_at_work (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "large.txt");
  write_large (folder, "large.txt");
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  GThread *killer
      = g_thread_new ("killer", kill_at_work, GINT_TO_POINTER (offprint_worker_get_process_id (worker)));
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  g_thread_join (killer);
  g_assert_null (articles);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, "the reader process ended unexpectedly (signal 9)");
  g_assert_cmpint (offprint_worker_get_state (worker), ==, OFFPRINT_WORKER_LOST);
}

/* From another thread, a worker is stopped at once, whatever it reads. */
static void
test_cancelled (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = folder_get (folder, "large.txt");
  write_large (folder, "large.txt");
  g_autoptr (OffprintWorker) worker = offprint_worker_new (NULL, cancellable, &error);
  g_assert_no_error (error);
  gpointer both[] = { GINT_TO_POINTER (offprint_worker_get_process_id (worker)), cancellable };
  GThread *canceller = g_thread_new ("canceller", worker_cancel_at_work, both);
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  g_thread_join (canceller);
  g_assert_null (articles);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (offprint_worker_get_process_id (worker), ==, 0);
}

/* A page that takes more time than a page may is given up, and no other worker shall try. */
static void
test_too_long (void)
{
  const OffprintWorkerLimits limits = { .cpu_seconds = 1, .stall_ms = 10000, .total_ms = 600000 };
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "entities.html");
  write_repeated (folder, "entities.html", "&amp;&#x41;&notanentity;&");
  g_autoptr (OffprintWorker) worker = worker_start (&limits);
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  g_assert_null (articles);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, "takes too long to read");
  g_assert_cmpint (offprint_worker_get_state (worker), ==, OFFPRINT_WORKER_EXHAUSTED);
}

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER TRUE
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER FALSE
#endif

/* In a child: its worker has no more memory than itself. */
static gboolean
lacks_memory (const char *path)
{
  g_autoptr (GError) error = NULL;
  const struct rlimit limit = { MEMORY_BYTES, MEMORY_BYTES };
  g_assert_no_errno (setrlimit (RLIMIT_AS, &limit));
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  return articles == NULL && offprint_worker_get_state (worker) == OFFPRINT_WORKER_LOST
         && strstr (error->message, "needs too much memory") != NULL;
}

/* A page that takes more memory than a page may ends its worker, and this process knows why. */
static void
test_memory (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "large.txt");
  int status;
  if (HAS_SANITIZER)
    {
      g_test_skip ("a sanitizer's addresses can't be bounded");
      return;
    }
  write_large (folder, "large.txt");
  pid_t child = fork ();
  if (child == 0)
    _exit (lacks_memory (path) ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* In a child: starts a worker, tells its number, and has it read @path, if any, until it is killed itself. */
static void
be_parent (int pipe, const char *path)
{
  OffprintWorker *worker = worker_start (NULL);
  int id = offprint_worker_get_process_id (worker);
  if (write (pipe, &id, sizeof id) != sizeof id)
    _exit (1);
  if (path != NULL)
    worker_extract (worker, path, NULL);
  pause ();
}

static void
assert_dies_with_parent (const char *path)
{
  int pipes[2], id;
  g_assert_no_errno (pipe (pipes));
  pid_t parent = fork ();
  if (parent == 0)
    be_parent (pipes[1], path);
  g_assert_cmpint (read (pipes[0], &id, sizeof id), ==, sizeof id);
  int worker = pidfd_open (id, 0);
  g_assert_cmpint (worker, >=, 0);
  if (path != NULL)
    worker_wait_for_work (id);
  g_assert_no_errno (kill (parent, SIGKILL));
  g_assert_cmpint (waitpid (parent, NULL, 0), ==, parent);
  GPollFD gone = { worker, G_IO_IN, 0 };
  g_assert_cmpint (g_poll (&gone, 1, PATIENCE_MS), ==, 1);
  close (worker);
  close (pipes[0]);
  close (pipes[1]);
}

/* Killing the parent leaves no worker behind, neither an idle one nor one at work. */
static void
test_parent_killed (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "large.txt");
  write_large (folder, "large.txt");
  assert_dies_with_parent (NULL);
  assert_dies_with_parent (path);
}

/* A signal to all programs of the terminal does not end a worker: its parent decides. */
static void
test_signals (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  g_autoptr (OffprintWorker) worker = worker_start (NULL);
  const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_assert_no_errno (kill (offprint_worker_get_process_id (worker), signals[i]));
  assert_same (path, worker);
}

/* What is bounded here is told in words. */
static void
test_protection (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = offprint_worker_describe_protection (&error);
  g_assert_no_error (error);
  g_test_message ("%s", words);
  g_assert_true (g_str_has_prefix (words, "bounded: "));
  g_assert_nonnull (strstr (words, "; not bounded: "));
}

/* A program that is not there is told once and clearly. */
static void
test_missing (void)
{
  g_autofree char *real = g_strdup (g_getenv ("OFFPRINT_LIBEXECDIR"));
  g_autoptr (GError) error = NULL;
  g_setenv ("OFFPRINT_LIBEXECDIR", "/nowhere", TRUE);
  g_assert_null (offprint_worker_new (NULL, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==,
                   "can't start the reader process '/nowhere/offprint-extract': No such file or directory");
  g_setenv ("OFFPRINT_LIBEXECDIR", real, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/missing", test_missing);
  g_test_add_func ("/worker/parent-killed", test_parent_killed);
  g_test_add_func ("/worker/fixtures", test_fixtures);
  g_test_add_func ("/worker/records", test_records);
  g_test_add_func ("/worker/encodings", test_encodings);
  g_test_add_func ("/worker/attributes", test_attributes);
  g_test_add_func ("/worker/killed-idle", test_killed_idle);
  g_test_add_func ("/worker/killed-at-work", test_killed_at_work);
  g_test_add_func ("/worker/cancelled", test_cancelled);
  g_test_add_func ("/worker/too-long", test_too_long);
  g_test_add_func ("/worker/memory", test_memory);
  g_test_add_func ("/worker/signals", test_signals);
  g_test_add_func ("/worker/protection", test_protection);
  return g_test_run ();
}
