/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every code of XapError, provoked by what it stands for. */
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixmounts.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_directory ();
  fixture->path = fixture_get_path (fixture->directory, "db");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_remove_directory (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
assert_open_fails (const char *path, int code)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = xap_reader_open (paths, &error);

  g_assert_error (error, XAP_ERROR, code);
  g_assert_null (reader);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
assert_open_for_writing_fails (const char *path, XapWriterFlags flags, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapWriter) writer = xap_writer_open (path, flags, &error);

  g_assert_error (error, XAP_ERROR, code);
  g_assert_null (writer);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* A second writer is refused at once, in the same process as well as in another, and let in when the first is gone. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (fixture->path);

  assert_open_for_writing_fails (fixture->path, 0, XAP_ERROR_LOCKED);
  g_setenv ("XAP_TEST_PATH", fixture->path, TRUE);
  g_test_trap_subprocess ("/shim/error/locked/other-process", 0, 0);
  g_test_trap_assert_passed ();

  g_clear_pointer (&writer, xap_writer_free);
  writer = fixture_open_writer (fixture->path);
}

static void
locked_other_process (void)
{
  if (g_test_subprocess ())
    assert_open_for_writing_fails (g_getenv ("XAP_TEST_PATH"), 0, XAP_ERROR_LOCKED);
}

/* A missing path is not found, and so is a folder to make a database in; the text names the path. */
static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = fixture_get_path (fixture->directory, "none/db");
  g_autoptr (GError) error = NULL;

  assert_open_fails (fixture->path, XAP_ERROR_NOT_FOUND);
  assert_open_fails ("", XAP_ERROR_NOT_FOUND);
  assert_open_for_writing_fails (fixture->path, 0, XAP_ERROR_NOT_FOUND);
  assert_open_for_writing_fails (deep, XAP_WRITER_CREATE, XAP_ERROR_NOT_FOUND);
  g_assert_null (xap_writer_open (deep, XAP_WRITER_CREATE, &error));
  g_assert_nonnull (strstr (error->message, deep));
}

/* A folder that is no database is something else than a missing one. */
static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = fixture_get_path (fixture->directory, "file");

  fixture_write_file (file, "This is a letter.\n");
  assert_open_fails (fixture->directory, XAP_ERROR_CORRUPT);
  assert_open_fails (file, XAP_ERROR_CORRUPT);
  assert_open_fails ("/dev/null", XAP_ERROR_CORRUPT);
  assert_open_for_writing_fails (fixture->directory, 0, XAP_ERROR_CORRUPT);
  assert_open_for_writing_fails (file, 0, XAP_ERROR_CORRUPT);
  assert_open_for_writing_fails (file, XAP_WRITER_CREATE, XAP_ERROR_CORRUPT);
}

static void
overwrite (const char *directory, const char *name, goffset keep, const char *bytes)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  int fd = open (path, O_WRONLY);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, keep), ==, 0);
  g_assert_cmpint (pwrite (fd, bytes, strlen (bytes), 0), ==, strlen (bytes));
  g_assert_cmpint (close (fd), ==, 0);
}

static void
make_many (const char *path, guint n)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%05u", i);
      g_autofree char *text = g_strdup_printf ("common a%05u b%05u c%05u", i, i, i);

      fixture_add (writer, id, text);
    }
  fixture_commit (writer);
}

/* Damage to the file that names the version is found at opening. */
static void
test_corrupt_version (Fixture *fixture, gconstpointer data)
{
  fixture_make_database (fixture->path, "otter", NULL);
  overwrite (fixture->path, "iamglass", 5, "xxxxx");
  assert_open_fails (fixture->path, XAP_ERROR_CORRUPT);
  assert_open_for_writing_fails (fixture->path, 0, XAP_ERROR_CORRUPT);
  overwrite (fixture->path, "iamglass", 0, "");
  assert_open_fails (fixture->path, XAP_ERROR_CORRUPT);
}

/* Damage to a table is found by the search that reads it. */
static void
test_corrupt_table (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("common");

  make_many (fixture->path, 1000);
  overwrite (fixture->path, "postlist.glass", 8192, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
  {
    const char *const paths[] = { fixture->path, NULL };

    reader = xap_reader_open (paths, &error);
  }
  if (reader != NULL)
    g_assert_null (xap_reader_search (reader, query, &search, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_CORRUPT);
}

typedef struct
{
  XapWriter *writer;
  guint steps;
  guint times_left;
  GString *last; /* the key before */
  gboolean repeated; /* a key was given twice or out of order */
} Disturber;

/* Three commits that change most blocks: a block is used again two commits after it was given up. Xapian does not write
 * what is as before, so the words are counted once and twice in turn. */
static void
overwrite_blocks (XapWriter *writer)
{
  for (guint i = 0; i < 3; i++)
    {
      for (guint j = 0; j < 1000; j += 10)
        {
          g_autofree char *id = g_strdup_printf ("%05u", j);
          g_autofree char *words = g_strdup_printf ("a%05u b%05u c%05u", j, j, j);
          g_autofree char *text = g_strconcat ("common ", words, i % 2 == 0 ? " " : NULL, words, NULL);

          fixture_add (writer, id, text);
        }
      fixture_commit (writer);
    }
}

static gboolean
disturb (const char *term, gsize length, guint32 frequency, gpointer data)
{
  Disturber *disturber = data;

  disturber->repeated |= disturber->steps > 0 && strcmp (term, disturber->last->str) <= 0;
  g_string_assign (disturber->last, term);
  if (disturber->steps++ % 100 == 0 && disturber->times_left > 0)
    {
      overwrite_blocks (disturber->writer);
      disturber->times_left--;
    }
  return TRUE;
}

static gboolean
walk_disturbed (const char *path, guint times, Disturber *disturber, GError **error)
{
  g_autoptr (XapWriter) writer = fixture_open_writer (path);
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);
  g_autoptr (GString) last = g_string_new (NULL);
  gboolean done;

  *disturber = (Disturber){ .writer = writer, .times_left = times, .last = last };
  done = xap_reader_foreach_term (reader, "", disturb, disturber, error);
  disturber->last = NULL;
  return done;
}

/* A walk whose snapshot is overwritten goes on in a newer one and gives no key twice; when it happens again and
 * again it fails. */
static void
test_modified (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Disturber disturber;

  make_many (fixture->path, 1000);
  g_assert_true (walk_disturbed (fixture->path, 2, &disturber, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (disturber.times_left, ==, 0);
  g_assert_cmpuint (disturber.steps, >=, 7 * 1000 + 2);
  g_assert_false (disturber.repeated);

  g_assert_false (walk_disturbed (fixture->path, G_MAXUINT, &disturber, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_MODIFIED);
  g_assert_false (disturber.repeated);
}

/* A search whose snapshot is gone is run again on the newest one, unseen by the caller. */
static void
test_modified_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapWriter) writer = NULL;
  g_autofree char *found = NULL;
  g_autofree char *found_word = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("new");
  g_autoptr (XapQuery) word = fixture_make_term_query ("c00700");

  make_many (fixture->path, 1000);
  reader = fixture_open_reader (fixture->path, NULL);
  writer = fixture_open_writer (fixture->path);
  for (guint i = 0; i < 5; i++)
    {
      for (guint j = 0; j < 1000; j++)
        {
          g_autofree char *id = g_strdup_printf ("%05u", j);
          g_autofree char *text = g_strdup_printf ("common a%05u b%05u c%05u more%u", j, j, j, i);

          fixture_add (writer, id, text);
        }
      fixture_add (writer, "extra", "new");
      fixture_commit (writer);
    }
  found_word = fixture_search (reader, word, NULL);
  g_assert_cmpstr (found_word, ==, "701");
  found = fixture_search (reader, query, NULL);
  g_assert_cmpstr (found, ==, "1001");
}

/* Text that can't be parsed. */
static void
test_query (Fixture *fixture, gconstpointer data)
{
  const XapParseOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapQuery) query = xap_query_parse ("otters AND", &options, &error);

  g_assert_error (error, XAP_ERROR, XAP_ERROR_QUERY);
  g_assert_null (query);
}

/* Mounts a file system of 2 MiB for this process alone. Returns: whether it could */
static gboolean
mount_small (const char *directory)
{
  if (unshare (CLONE_NEWNS) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return FALSE;
  return mount (NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL) == 0
         && mount ("tmpfs", directory, "tmpfs", 0, "size=2m") == 0;
}

/* Returns: (transfer full) (nullable): the error with which many values ended */
static GError *
fill_with_metadata (XapWriter *writer)
{
  GError *error = NULL;
  char noise[1024];

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_test_rand_int ();
  for (guint i = 0; i < 2000 && error == NULL; i++)
    {
      g_autofree char *key = g_strdup_printf ("%04u", i);

      xap_writer_set_metadata (writer, key, noise, sizeof noise, &error);
    }
  return error;
}

/* Terms are written at the commit. Returns: (transfer full) (nullable): the error with which it ended */
static GError *
fill_with_terms (XapWriter *writer)
{
  g_autoptr (XapDocument) document = fixture_make_document ("big", "big");
  GError *error = NULL;

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *term = g_strdup_printf ("%08x", g_test_rand_int ());

      fixture_add_term (document, term, 1);
    }
  if (xap_writer_replace (writer, "Qbig", 4, document, &error) != 0)
    xap_writer_commit (writer, &error);
  return error;
}

/* On a full disk changes are lost, with a code of its own; what was committed stays, and when there is room the
 * same writer goes on. */
static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  GError *(*fill) (XapWriter *) = data;
  g_autofree char *path = fixture_get_path (fixture->path, "db");
  g_autofree char *ballast = fixture_get_path (fixture->path, "ballast");
  g_autofree char *weight = g_strnfill (1024 * 1024, 'x');
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (XapWriter) writer = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  if (!mount_small (fixture->path))
    {
      g_test_skip ("no right to mount a small file system");
      return;
    }
  fixture_write_file (ballast, weight);
  writer = fixture_open_writer (path);
  fixture_add (writer, "a", "otter");
  fixture_commit (writer);
  error = fill (writer);
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NO_SPACE);
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  fixture_add (writer, "b", "otter");
  fixture_commit (writer);

  reader = fixture_open_reader (path, NULL);
  found = fixture_search (reader, query, NULL);
  g_assert_cmpstr (found, ==, "1 2");
  g_clear_pointer (&reader, xap_reader_free);
  g_clear_pointer (&writer, xap_writer_free);
  g_assert_cmpint (umount2 (fixture->path, MNT_DETACH), ==, 0);
}

/* A port where nobody listens. */
static guint16
find_dead_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/* A server that is not there, and a program that does not speak the language of servers. */
static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autofree char *server = g_strdup_printf ("remote 127.0.0.1:%u\n", find_dead_port ());

  fixture_write_file (fixture->path, server);
  assert_open_fails (fixture->path, XAP_ERROR_NETWORK);
  fixture_write_file (fixture->path, "remote :false\n");
  assert_open_fails (fixture->path, XAP_ERROR_NETWORK);
}

/* All else: a wrong argument is told, and harms nothing. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  const XapSearch search = { .limit = 10, .collapse_slot = NO_SLOT, .weighting = "magic" };
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = NULL;
  g_autoptr (XapQuery) query = fixture_make_term_query ("otter");
  g_autofree char *found = NULL;

  fixture_make_database (fixture->path, "otter", NULL);
  reader = fixture_open_reader (fixture->path, NULL);
  g_assert_null (xap_reader_search (reader, query, &search, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "magic"));
  found = fixture_search (reader, query, NULL);
  g_assert_cmpstr (found, ==, "1");
}

/* Nobody has to ask for the error. */
static void
test_ignored (Fixture *fixture, gconstpointer data)
{
  g_assert_null (xap_writer_open (fixture->path, 0, NULL));
  g_assert_null (xap_stem_new ("martian", NULL));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shim/error/locked", test_locked);
  g_test_add_func ("/shim/error/locked/other-process", locked_other_process);
  ADD ("/shim/error/not-found", test_not_found);
  ADD ("/shim/error/no-database", test_no_database);
  ADD ("/shim/error/corrupt-version", test_corrupt_version);
  ADD ("/shim/error/corrupt-table", test_corrupt_table);
  ADD ("/shim/error/modified", test_modified);
  ADD ("/shim/error/modified-search", test_modified_search);
  ADD ("/shim/error/query", test_query);
  ADD ("/shim/error/network", test_network);
  ADD ("/shim/error/failed", test_failed);
  ADD ("/shim/error/ignored", test_ignored);
  g_test_add ("/shim/error/no-space/metadata", Fixture, fill_with_metadata, set_up, test_no_space, tear_down);
  g_test_add ("/shim/error/no-space/terms", Fixture, fill_with_terms, set_up, test_no_space, tear_down);
  return g_test_run ();
}
