/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs: what a client hears of one, and how long it is there. */
#include "bus-fixture.h"

typedef struct
{
  BusFixture *fixture;
  OffprintBusJob *proxy;
  char *path;
  guint complaints;
  gboolean finished;
  guint64 found, done, added, failed;
  char *error; /* name */
} Job;

static void
on_complaint (OffprintBusJob *proxy, const char *path, const char *reason, gboolean failed, Job *job)
{
  g_assert_false (job->finished);
  g_assert_cmpstr (reason, !=, "");
  job->complaints++;
}

static void
on_finished (OffprintBusJob *proxy, guint64 found, guint64 done, guint64 added, guint64 changed, guint64 unchanged,
             guint64 renamed, guint64 removed, guint64 failed, GVariant *error, Job *job)
{
  job->finished = TRUE;
  job->found = found;
  job->done = done;
  job->added = added;
  job->failed = failed;
  g_variant_get (error, "(ss)", &job->error, NULL);
  g_main_loop_quit (job->fixture->loop);
}

static void
job_init (Job *job, BusFixture *fixture, const char *const *paths, const char *options)
{
  g_autoptr (GError) error = NULL;
  *job = (Job){ .fixture = fixture };
  offprint_bus_service_call_index_sync (fixture->proxy, paths, bus_fixture_options (options), &job->path, NULL, &error);
  g_assert_no_error (error);
  job->proxy = offprint_bus_job_proxy_new_sync (fixture->connection, G_DBUS_PROXY_FLAGS_NONE, BUS_NAME, job->path, NULL,
                                                &error);
  g_assert_no_error (error);
  g_signal_connect (job->proxy, "complaint", G_CALLBACK (on_complaint), job);
  g_signal_connect (job->proxy, "finished", G_CALLBACK (on_finished), job);
}

static void
job_start (Job *job)
{
  g_autoptr (GError) error = NULL;
  offprint_bus_job_call_start_sync (job->proxy, NULL, &error);
  g_assert_no_error (error);
}

static void
job_clear (Job *job)
{
  g_clear_object (&job->proxy);
  g_free (job->path);
  g_free (job->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* Every complaint comes, then the end with all figures, which are the properties too. */
static void
test_complaints (BusFixture *fixture, gconstpointer data)
{
  g_auto (Job) job;
  g_autofree char *missing = g_build_filename (fixture->home, "missing", NULL);
  const char *paths[] = { fixture->articles, missing, NULL };
  g_autofree char *good = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  job_init (&job, fixture, paths, NULL);
  g_assert_false (offprint_bus_job_get_finished (job.proxy));
  job_start (&job);
  bus_fixture_wait (fixture, "the job");
  g_assert_cmpuint (job.complaints, ==, 1);
  g_assert_cmpuint (job.added, ==, 1);
  g_assert_cmpuint (job.failed, ==, 1);
  g_assert_cmpstr (job.error, ==, "");
  g_assert_true (offprint_bus_job_get_finished (job.proxy));
  g_assert_cmpuint (offprint_bus_job_get_added (job.proxy), ==, 1);
  g_assert_cmpuint (offprint_bus_job_get_found (job.proxy), ==, job.found);
  g_assert_cmpuint (offprint_bus_job_get_done (job.proxy), ==, job.done);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 1);
}

static void
cancel_when_begun (GDBusProxy *proxy, GVariant *changed, const char *const *invalidated, Job *job)
{
  if (offprint_bus_job_get_done (job->proxy) > 0)
    offprint_bus_job_call_cancel (job->proxy, NULL, NULL, NULL);
}

/* A job that is cancelled in the middle ends soon, says so, and what was done stays. */
static void
test_cancel (BusFixture *fixture, gconstpointer data)
{
  g_auto (Job) job;
  const char *paths[] = { fixture->articles, NULL };
  bus_fixture_write_many (fixture, 5000);
  job_init (&job, fixture, paths, NULL);
  g_signal_connect (job.proxy, "g-properties-changed", G_CALLBACK (cancel_when_begun), &job);
  job_start (&job);
  bus_fixture_wait (fixture, "the job");
  g_assert_cmpstr (job.error, ==, "org.offprint.Offprint.Error.Cancelled");
  g_assert_cmpuint (job.done, >, 0);
  g_assert_cmpuint (job.done, <, 5000);
}

/* One that was not started yet ends at once, and can't be started any more. */
static void
test_cancel_waiting (BusFixture *fixture, gconstpointer data)
{
  g_auto (Job) job;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { fixture->articles, NULL };
  g_autofree char *good = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  job_init (&job, fixture, paths, NULL);
  offprint_bus_job_call_cancel (job.proxy, NULL, NULL, NULL);
  bus_fixture_wait (fixture, "the job");
  g_assert_cmpstr (job.error, ==, "org.offprint.Offprint.Error.Cancelled");
  job_start (&job);
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 0);
}

/* Wrong options and paths are refused, and no folder is added then. */
static void
test_refused (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *file = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  const struct
  {
    const char *paths[3];
    const char *options;
  } cases[] = {
    { { NULL }, NULL },
    { { "articles", NULL }, NULL },
    { { fixture->articles, NULL }, "{'full': <'yes'>}" },
    { { fixture->articles, file, NULL }, "{'add': <true>}" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;
      offprint_bus_service_call_index_sync (fixture->proxy, cases[i].paths, bus_fixture_options (cases[i].options),
                                            &path, NULL, &error);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
    }
  g_assert_cmpuint (g_strv_length ((char **) (guintptr) offprint_bus_service_get_folders (fixture->proxy)), ==, 0);
}

static void
quit_with_folders (OffprintBusService *proxy, GParamSpec *property, BusFixture *fixture)
{
  g_main_loop_quit (fixture->loop);
}

/* Folders of a job that adds them are followed when it has ended. */
static void
test_add (BusFixture *fixture, gconstpointer data)
{
  g_auto (Job) job;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { fixture->articles, NULL };
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  job_init (&job, fixture, paths, "{'add': <true>}");
  job_start (&job);
  bus_fixture_wait (fixture, "the job");
  g_assert_cmpuint (job.added, ==, 1);
  g_signal_connect (fixture->proxy, "notify::folders", G_CALLBACK (quit_with_folders), fixture);
  if (offprint_bus_service_get_folders (fixture->proxy)[0] == NULL)
    bus_fixture_wait (fixture, "the folder");
  g_assert_cmpstr (offprint_bus_service_get_folders (fixture->proxy)[0], ==, fixture->articles);
  g_autofree char *later = bus_fixture_write (fixture, "heron.txt", "Herons\n\nThe heron waits.\n");
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bus_fixture_count (fixture, "heron"), ==, 1);
}

static gboolean
is_there (BusFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      fixture->connection, BUS_NAME, path, "org.freedesktop.DBus.Properties", "GetAll",
      g_variant_new ("(s)", BUS_NAME ".Job"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  return reply != NULL;
}

static char *
start_and_leave (BusFixture *fixture, const char *options)
{
  g_autoptr (GDBusConnection) connection = bus_fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  const char *paths[] = { fixture->articles, NULL };
  char *path = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      connection, BUS_NAME, OBJECT_PATH, BUS_NAME, "Index",
      g_variant_new ("(^aay@a{sv})", paths, bus_fixture_options (options)), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(o)", &path);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  return path;
}

/* The maker that leaves stops no work that was started; then the object goes. One that was not started goes at once. */
static void
test_left (BusFixture *fixture, gconstpointer data)
{
  bus_fixture_write_many (fixture, 200);
  g_autofree char *started = start_and_leave (fixture, "{'start': <true>}");
  while (is_there (fixture, started))
    ;
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 200);
  g_autofree char *waiting = start_and_leave (fixture, NULL);
  while (is_there (fixture, waiting))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bus_fixture_test ("/job/complaints", test_complaints);
  bus_fixture_test ("/job/cancel", test_cancel);
  bus_fixture_test ("/job/cancel-waiting", test_cancel_waiting);
  bus_fixture_test ("/job/refused", test_refused);
  bus_fixture_test ("/job/add", test_add);
  bus_fixture_test ("/job/left", test_left);
  return g_test_run ();
}
