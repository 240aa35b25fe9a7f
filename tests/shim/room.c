/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Little room on the disk: with any number of bytes a commit is whole, or an error, and the process lives on. */
#include "fixture.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#define DISK (16 * 1024 * 1024)
#define STEP (16 * 1024)
#define SLOTS 20

/* A file system that nobody else sees, and that ends with this process */
static gboolean
mount_disk (const char *path)
{
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("offprint-test", path, "tmpfs", 0, "size=16m,mode=700") == 0;
}

static void
leave_room (const char *path, guint64 room)
{
  struct statvfs status;
  g_autofree char *options = NULL;

  g_assert_cmpint (statvfs (path, &status), ==, 0);
  options = g_strdup_printf ("size=%" G_GUINT64_FORMAT, (status.f_blocks - status.f_bfree) * status.f_frsize + room);
  g_assert_cmpint (mount ("offprint-test", path, "tmpfs", MS_REMOUNT, options), ==, 0);
}

/* Documents that are next to nothing but values */
static void
write_documents (XapWriter *writer, guint from, guint to, guint version)
{
  for (guint number = from; number < to; number++)
    {
      g_autofree char *id = g_strdup_printf ("Q%u", number);
      g_autoptr (XapDocument) document = fixture_make_document (id, "otter");

      for (guint slot = 0; slot < SLOTS; slot++)
        {
          g_autofree char *value = g_strdup_printf ("%u %0100u", version, number * SLOTS + slot);

          fixture_set_value (document, slot, value);
        }
      fixture_replace (writer, id, document);
    }
}

static gboolean
find_value (guint32 docid, const void *value, gsize length, gpointer data)
{
  *(gboolean *) data |= length > 2 && memcmp (value, "2 ", 2) == 0;
  return TRUE;
}

static void
assert_unchanged (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapReader) reader = fixture_open_reader (path, NULL);
  gboolean found = FALSE;

  g_assert_cmpuint (xap_reader_get_document_count (reader, &error), ==, 100);
  g_assert_no_error (error);
  g_assert_true (xap_reader_foreach_value (reader, 3, find_value, &found, &error));
  g_assert_no_error (error);
  g_assert_false (found);
}

typedef gboolean (*Write) (XapWriter *writer, GError **error);

/* The values of uncommitted documents are written before they are walked over. */
static gboolean
walk_and_commit (XapWriter *writer, GError **error)
{
  gboolean found = FALSE;

  if (!xap_writer_foreach_value (writer, 3, find_value, &found, error))
    return FALSE;
  g_assert_true (found);
  return xap_writer_commit (writer, error);
}

/* Room is given in small steps until there is enough. */
static void
test_little_room (gconstpointer data)
{
  const Write write = *(const Write *) data;
  g_autofree char *directory = fixture_make_directory ();
  g_autofree char *path = fixture_get_path (directory, "db");
  XapWriter *writer = NULL;
  gboolean written = FALSE;
  guint full = 0;

  if (!mount_disk (directory))
    {
      g_test_skip ("nothing can be mounted here");
      fixture_remove_directory (directory);
      return;
    }
  writer = fixture_open_writer (path);
  write_documents (writer, 0, 100, 1);
  fixture_commit (writer);
  for (guint64 room = 0; !written && room < DISK; room += STEP)
    {
      g_autoptr (GError) error = NULL;

      leave_room (directory, room);
      write_documents (writer, 50, 150, 2);
      written = write (writer, &error);
      if (!written)
        {
          g_assert_error (error, XAP_ERROR, XAP_ERROR_NO_SPACE);
          assert_unchanged (path);
          full++;
        }
    }
  g_assert_true (written);
  g_assert_cmpuint (full, >, 10);
  xap_writer_free (writer);
  g_assert_cmpint (umount (directory), ==, 0);
  fixture_remove_directory (directory);
}

int
main (int argc, char **argv)
{
  static const Write commit = xap_writer_commit, walk = walk_and_commit;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/shim/room/commit", &commit, test_little_room);
  g_test_add_data_func ("/shim/room/walk", &walk, test_little_room);
  return g_test_run ();
}
