/* SPDX-License-Identifier: GPL-2.0-or-later */
/* With tests/liar/ in the place of the worker program. */
#include "tests/unit/worker-fixture.h"
#include "core/error.h"
#include "index/extractor.h"

static const OffprintWorkerLimits short_limits = { .cpu_seconds = 1, .stall_ms = 200, .total_ms = 2000 };
static const OffprintWorkerLimits wide_limits = { .cpu_seconds = 60, .stall_ms = 10000, .total_ms = 600000 };

static void
set_lie (const char *lie)
{
  g_assert_true (g_setenv ("OFFPRINT_LIE", lie, TRUE));
}

static void
assert_lie (const char *lie, const OffprintWorkerLimits *limits, OffprintWorkerState state, const char *reason)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  set_lie (lie);
  g_autoptr (OffprintWorker) worker = worker_start (limits);
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  if (error == NULL || strstr (error->message, reason) == NULL)
    g_error ("%s: '%s' instead of '%s'", lie, error != NULL ? error->message : "no error", reason);
  g_assert_null (articles);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_cmpint (offprint_worker_get_state (worker), ==, state);
  g_assert_true ((state == OFFPRINT_WORKER_READY) == (offprint_worker_get_process_id (worker) != 0));
}

/* The liar is understood when it does not lie: so it is the lies that are refused. */
static void
test_honest (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  set_lie ("nothing");
  g_autoptr (OffprintWorker) worker = worker_start (&wide_limits);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (articles->len, ==, 1);
    }
}

/* Content that is not allowed, or no content, is refused as a whole, and its worker ended. */
static void
test_content (void)
{
  static const struct
  {
    const char *lie, *reason;
  } rows[] = {
    { "identity", "wrong answer: a term that no article brings" },
    { "long-term", "wrong answer: a term of 1000000 bytes" },
    { "not-utf8", "wrong answer: a term that is not text" },
    { "length", "wrong answer: a message of 4294967295 bytes" },
    { "kind", "wrong answer: a message of kind 77" },
    { "garbage", "wrong answer: " },
    { "nothing-found", "wrong answer: no article" },
    { "hello", "wrong answer: not what was asked" },
    { "escapes", "wrong answer: a reason that is not one line" },
    { "member", "wrong answer: a member" },
    { "warnings", "wrong answer: too many warnings" },
    { "large", "wrong answer: " },
    { "endless", "wrong answer: " },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_lie (rows[i].lie, &wide_limits, OFFPRINT_WORKER_LOST, rows[i].reason);
}

/* What is said to a first question is no answer to the second. */
static void
test_twice (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  set_lie ("twice");
  g_autoptr (OffprintWorker) worker = worker_start (&wide_limits);
  g_autoptr (GPtrArray) first = worker_extract (worker, path, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) second = worker_extract (worker, path, &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "more than was asked"));
  g_assert_null (second);
}

/* A failure is the file's, whatever the worker says: it can't stop the run. */
static void
test_error (void)
{
  assert_lie ("no-space", &wide_limits, OFFPRINT_WORKER_READY, "the disk is full");
}

/* Each way to end or to hang is told, in words. */
static void
test_ends (void)
{
  assert_lie ("crash", &wide_limits, OFFPRINT_WORKER_LOST, "ended unexpectedly (signal 11)");
  assert_lie ("abort", &wide_limits, OFFPRINT_WORKER_LOST, "too much memory, or is damaged (signal 6)");
  assert_lie ("exit", &wide_limits, OFFPRINT_WORKER_LOST, "ended unexpectedly (status 7)");
  assert_lie ("hang-up", &wide_limits, OFFPRINT_WORKER_LOST, "ended unexpectedly (signal 9)");
  assert_lie ("silence", &short_limits, OFFPRINT_WORKER_LOST, "hangs");
  assert_lie ("trickle", &short_limits, OFFPRINT_WORKER_EXHAUSTED, "takes too long to read");
  const OffprintWorkerLimits computing = { .cpu_seconds = 1, .stall_ms = 200, .total_ms = 600000 };
  assert_lie ("half", &wide_limits, OFFPRINT_WORKER_LOST, "ended unexpectedly (status 0)");
  assert_lie ("spin", &computing, OFFPRINT_WORKER_EXHAUSTED, "takes too long to read");
}

/* One that always has something to say takes no more time and memory than others, and can be stopped. */
static void
test_flood (void)
{
  const OffprintWorkerLimits limits = { .cpu_seconds = 1, .stall_ms = 10000, .total_ms = 600000 };
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  assert_lie ("bombs", &limits, OFFPRINT_WORKER_EXHAUSTED, "takes too long to read");
  assert_lie ("terms", &wide_limits, OFFPRINT_WORKER_LOST, "wrong answer: too much");
  set_lie ("bombs");
  g_autoptr (OffprintWorker) worker = offprint_worker_new (&wide_limits, cancellable, &error);
  g_assert_no_error (error);
  gpointer both[] = { GINT_TO_POINTER (offprint_worker_get_process_id (worker)), cancellable };
  GThread *canceller = g_thread_new ("canceller", worker_cancel_at_work, both);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
  g_assert_null (articles);
  g_thread_join (canceller);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n_descriptors = 0;
  while (g_dir_read_name (dir) != NULL)
    n_descriptors++;
  return n_descriptors;
}

/* Descriptors that a worker sends along are not kept. */
static void
test_descriptors (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  set_lie ("descriptors");
  g_autoptr (OffprintWorker) worker = worker_start (&wide_limits);
  guint before = count_descriptors ();
  g_autoptr (GPtrArray) articles = worker_extract (worker, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (articles->len, ==, 50);
  g_assert_cmpuint (count_descriptors (), ==, before);
}

static void
assert_no_start (const char *lie, const char *reason)
{
  g_autoptr (GError) error = NULL;
  set_lie (lie);
  g_assert_null (offprint_worker_new (&wide_limits, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED);
  if (strstr (error->message, reason) == NULL)
    g_error ("%s: '%s' instead of '%s'", lie, error->message, reason);
}

/* A program that does not start, or is no worker, is no fault of any file. */
static void
test_no_start (void)
{
  assert_no_start ("no-start", "does not start: the reader process ended unexpectedly (status 127)");
  assert_no_start ("no-hello", "does not say hello");
  assert_no_start ("version", "another version");
}

static void
assert_extraction (OffprintExtractor *extractor, const char *path, gboolean good)
{
  offprint_extractor_push (extractor, &(OffprintOrder){ .path = path });
  g_autoptr (OffprintExtraction) result = offprint_extractor_pop (extractor);
  if (good)
    g_assert_no_error (result->error);
  else
    g_assert_error (result->error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_assert_true ((result->articles != NULL) == good);
}

/* A file that ends one worker after the other fails, and the next file is read. */
static void
test_extractor (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *good = folder_get (folder, "nothing");
  g_autofree char *bad = folder_get (folder, "crash");
  folder_write (folder, "nothing", "<!doctype html><title>Otters</title>");
  folder_write (folder, "crash", "<!doctype html><title>Otters</title>");
  set_lie ("as-named");
  g_autoptr (OffprintExtractor) extractor = offprint_extractor_new (1, 1000, NULL, NULL);
  for (int i = 0; i < 3; i++)
    {
      assert_extraction (extractor, bad, FALSE);
      assert_extraction (extractor, good, TRUE);
    }
}

/* Records come by another request; what is none is refused, and so is a document in the place of a record. */
static void
test_records (void)
{
  static const struct
  {
    const char *lie, *reason;
  } rows[] = { { "members", NULL }, { "record", "wrong value for 'title'" }, { "nothing", "not what was asked" } };
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "a.txt");
  folder_write (folder, "a.txt", "An otter.");
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, 1000, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      OffprintWorker *worker = NULL;
      set_lie (rows[i].lie);
      g_autoptr (GPtrArray) records
          = offprint_worker_extract_surely (&worker, offprint_worker_extract_records, file, path, NULL, &error);
      g_assert_cmpuint (records != NULL ? records->len : 0, ==, rows[i].reason == NULL ? 3 : 0);
      if (rows[i].reason != NULL)
        g_assert_nonnull (strstr (error->message, rows[i].reason));
      offprint_worker_free (worker);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *liar = g_test_build_filename (G_TEST_BUILT, "liar", NULL);
  g_assert_true (g_setenv ("OFFPRINT_LIBEXECDIR", liar, TRUE));
  g_test_add_func ("/worker-lies/honest", test_honest);
  g_test_add_func ("/worker-lies/content", test_content);
  g_test_add_func ("/worker-lies/twice", test_twice);
  g_test_add_func ("/worker-lies/error", test_error);
  g_test_add_func ("/worker-lies/ends", test_ends);
  g_test_add_func ("/worker-lies/flood", test_flood);
  g_test_add_func ("/worker-lies/descriptors", test_descriptors);
  g_test_add_func ("/worker-lies/no-start", test_no_start);
  g_test_add_func ("/worker-lies/records", test_records);
  g_test_add_func ("/worker-lies/extractor", test_extractor);
  return g_test_run ();
}
