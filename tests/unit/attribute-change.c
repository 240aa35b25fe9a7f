/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/attribute-change.h"
#include "core/error.h"
#include "core/tags.h"
#include "index/file-attributes.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define NONE ((const char *const[]){ NULL })
#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define TAGS "user.xdg.tags"
#define COMMENT "user.xdg.comment"
#define WRITERS 4
#define ROUNDS 200

typedef struct
{
  Folder *folder;
  char *path;
  int fd;
  gint n_writers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = folder_new ();
  fixture->path = folder_get (fixture->folder, "a.txt");
  folder_write (fixture->folder, "a.txt", "An otter.");
  fixture->fd = open (fixture->path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (fixture->fd, >=, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close (fixture->fd);
  g_free (fixture->path);
  folder_free (fixture->folder);
}

static gboolean
is_skipped (Fixture *fixture)
{
  if (setxattr (fixture->path, "user.offprint.test", "x", 1, 0) == 0)
    return FALSE;
  g_test_skip ("no extended attributes on this file system");
  return TRUE;
}

static void
assert_value (Fixture *fixture, const char *name, const char *wanted)
{
  char value[1000];
  gssize length = fgetxattr (fixture->fd, name, value, sizeof value);
  if (wanted == NULL)
    g_assert_cmpint (length, ==, -1);
  else
    g_assert_cmpmem (value, length, wanted, strlen (wanted));
}

static void
apply (Fixture *fixture, const char *const *add, const char *const *remove, const char *comment)
{
  g_autoptr (GError) error = NULL;
  const OffprintAttributeChange change = { add, remove, comment };
  g_assert_true (offprint_attribute_change_apply (&change, fixture->fd, &error));
  g_assert_no_error (error);
}

/* Tags and comment come, change and go, each without the other; an attribute with nothing in it is not left behind. */
static void
test_apply (Fixture *fixture, gconstpointer data)
{
  if (is_skipped (fixture))
    return;
  apply (fixture, LIST ("otter", "to read"), NONE, NULL);
  assert_value (fixture, TAGS, "otter,to read");
  assert_value (fixture, COMMENT, NULL);
  apply (fixture, NONE, NONE, "for Jo");
  apply (fixture, LIST ("otter", "river"), LIST ("otter", "none"), NULL);
  assert_value (fixture, TAGS, "to read,otter,river");
  assert_value (fixture, COMMENT, "for Jo");
  apply (fixture, NONE, LIST ("otter", "to read", "river"), NULL);
  assert_value (fixture, TAGS, NULL);
  apply (fixture, NONE, LIST ("otter"), "");
  apply (fixture, NONE, NONE, "");
  assert_value (fixture, COMMENT, NULL);
}

/* What is so already is not written: the file's time of change stays. Nor is anything of the file's content. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  struct stat before, after;
  if (is_skipped (fixture))
    return;
  apply (fixture, LIST ("otter"), NONE, NULL);
  g_assert_no_errno (fstat (fixture->fd, &before));
  apply (fixture, LIST ("otter"), LIST ("river"), NULL);
  g_assert_no_errno (fstat (fixture->fd, &after));
  g_assert_cmpint (before.st_ctim.tv_sec, ==, after.st_ctim.tv_sec);
  g_assert_cmpint (before.st_ctim.tv_nsec, ==, after.st_ctim.tv_nsec);
  g_assert_cmpint (before.st_mtim.tv_nsec, ==, after.st_mtim.tv_nsec);
  g_assert_cmpint (before.st_size, ==, after.st_size);
}

/* More than there is room for is refused in words, and what was there stays. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (70000, 'x');
  const OffprintAttributeChange change = { LIST (large), LIST ("otter"), NULL };
  if (is_skipped (fixture))
    return;
  apply (fixture, LIST ("otter"), NONE, NULL);
  g_assert_false (offprint_attribute_change_apply (&change, fixture->fd, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_assert_cmpstr (error->message, ==, "its file system has no room for more tags or a longer comment");
  assert_value (fixture, TAGS, "otter");
}

/* Where there is no place for attributes, that is said. */
static void
test_no_place (void)
{
  g_autoptr (GError) error = NULL;
  const OffprintAttributeChange change = { LIST ("otter"), NONE, NULL };
  int fd = open ("/proc/self/status", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_false (offprint_attribute_change_apply (&change, fd, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_assert_cmpstr (error->message, ==, "its file system has no place for tags and comments");
  close (fd);
}

static gboolean
has_tag (int fd, const char *tag)
{
  OffprintFileAttributes attributes;
  offprint_file_attributes_read (&attributes, fd);
  g_auto (GStrv) tags = offprint_tags_split (attributes.values[OFFPRINT_ATTRIBUTE_TAGS]);
  offprint_file_attributes_clear (&attributes);
  return g_strv_contains ((const char *const *) tags, tag);
}

/* A tag of its own comes and goes; returns how often it was not as it had just been made. */
static gpointer
come_and_go (gpointer data)
{
  Fixture *fixture = data;
  guint lost = 0;
  g_autofree char *tag = g_strdup_printf ("writer %d", g_atomic_int_add (&fixture->n_writers, 1));
  const OffprintAttributeChange come = { LIST (tag), NONE, NULL }, go = { NONE, LIST (tag), NULL };
  int fd = open (fixture->path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  for (int i = 0; i < ROUNDS; i++)
    {
      lost += !offprint_attribute_change_apply (&come, fd, NULL) || !has_tag (fd, tag);
      lost += !offprint_attribute_change_apply (&go, fd, NULL) || has_tag (fd, tag);
    }
  close (fd);
  return GUINT_TO_POINTER (lost);
}

/* What several write at the same time is not lost. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  GThread *threads[WRITERS];
  guint lost = 0;
  if (is_skipped (fixture))
    return;
  apply (fixture, LIST ("otter"), NONE, NULL);
  for (int i = 0; i < WRITERS; i++)
    threads[i] = g_thread_new ("writer", come_and_go, fixture);
  for (int i = 0; i < WRITERS; i++)
    lost += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (lost, ==, 0);
  assert_value (fixture, TAGS, "otter");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/attribute-change/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/attribute-change/unchanged", Fixture, NULL, set_up, test_unchanged, tear_down);
  g_test_add ("/attribute-change/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  g_test_add_func ("/attribute-change/no-place", test_no_place);
  g_test_add ("/attribute-change/together", Fixture, NULL, set_up, test_together, tear_down);
  return g_test_run ();
}
