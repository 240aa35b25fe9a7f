/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of folders: what is in the file, what is kept of it, and which folders are taken. */
#include "index/folders.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *top;
  char *file; /* in a folder that is not there yet */
  char *odd;  /* a folder whose name is no UTF-8 */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp ("offprint-folders-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->top = g_canonicalize_filename (top, NULL);
  fixture->file = g_build_filename (fixture->top, "config", "offprint", "folders", NULL);
  fixture->odd = g_build_filename (fixture->top, "odd \xff\nfolder", NULL);
  g_assert_cmpint (g_mkdir (fixture->odd, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->file);
  g_autofree char *config = g_path_get_dirname (parent);
  g_unlink (fixture->file);
  g_rmdir (parent);
  g_rmdir (config);
  g_rmdir (fixture->odd);
  g_assert_cmpint (g_rmdir (fixture->top), ==, 0);
  g_free (fixture->top);
  g_free (fixture->file);
  g_free (fixture->odd);
}

static OffprintFolders *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  OffprintFolders *folders = offprint_folders_load (fixture->file, &error);
  g_assert_no_error (error);
  return folders;
}

static void
save (OffprintFolders *folders)
{
  g_autoptr (GError) error = NULL;
  offprint_folders_save (folders, &error);
  g_assert_no_error (error);
}

static char *
list (OffprintFolders *folders)
{
  g_auto (GStrv) paths = offprint_folders_list (folders);
  return g_strjoinv ("|", paths);
}

/* Folders with any name come back as they were, each once, from a file whose lines are plain. */
static void
test_round (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintFolders) folders = load (fixture);
  g_autofree char *nothing = list (folders);
  g_autofree char *wanted = g_strjoin ("|", fixture->top, fixture->odd, NULL);
  g_autofree char *dotted = g_build_filename (fixture->odd, "..", ".", NULL);
  g_autofree char *content = NULL;
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (offprint_folders_add (folders, fixture->top, &error));
  g_assert_true (offprint_folders_add (folders, fixture->odd, &error));
  g_assert_true (offprint_folders_add (folders, dotted, &error));
  g_assert_no_error (error);
  save (folders);
  g_autoptr (OffprintFolders) again = load (fixture);
  g_autofree char *paths = list (again);
  g_assert_cmpstr (paths, ==, wanted);
  g_assert_true (g_file_get_contents (fixture->file, &content, NULL, &error));
  g_assert_true (g_str_has_prefix (content, "file:///"));
  g_assert_nonnull (strstr (content, "odd%20%FF%0Afolder\n"));
}

/* Lines that are not understood are told, but for comments, and all of them are kept when the list changes. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_path_get_dirname (fixture->file);
  g_autofree char *before = g_strdup_printf ("# mine\n\nhttp://x.example/\n  file:///a%%20b  \nnonsense\xff\n"
                                             "file:///a%%20b\nfile://%s\n", fixture->top);
  g_autofree char *after = NULL;
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->file, before, -1, &error));
  g_autoptr (OffprintFolders) folders = load (fixture);
  g_auto (GStrv) lines = offprint_folders_list_unreadable (folders);
  g_autofree char *unreadable = g_strjoinv ("|", lines);
  g_autofree char *paths = list (folders);
  g_autofree char *wanted = g_strconcat ("/a b|", fixture->top, NULL);
  g_assert_cmpstr (unreadable, ==, "http://x.example/|nonsense\357\277\275");
  g_assert_cmpstr (paths, ==, wanted);
  g_autofree char *removed = offprint_folders_remove (folders, "/a b/", &error);
  g_assert_cmpstr (removed, ==, "/a b");
  save (folders);
  g_autofree char *kept = g_strdup_printf ("# mine\n\nhttp://x.example/\nnonsense\xff\nfile://%s\n", fixture->top);
  g_assert_true (g_file_get_contents (fixture->file, &after, NULL, &error));
  g_assert_cmpstr (after, ==, kept);
}

/* What is no folder is not taken, what is not in the list can't be removed; both say which. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintFolders) folders = load (fixture);
  const char *paths[] = { "relative", "", "/nowhere/at/all", "/dev/null" };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL, removing = NULL;
      g_assert_false (offprint_folders_add (folders, paths[i], &error));
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, paths[i]));
      g_assert_null (offprint_folders_remove (folders, paths[i], &removing));
      g_assert_error (removing, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
    }
  g_autofree char *nothing = list (folders);
  g_assert_cmpstr (nothing, ==, "");
}

/* A list that can't be read is an error, not an empty one. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir_with_parents (fixture->file, 0700), ==, 0);
  g_assert_null (offprint_folders_load (fixture->file, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_assert_cmpint (g_rmdir (fixture->file), ==, 0);
}

/* A list that is a link to a file elsewhere stays one. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_path_get_dirname (fixture->file);
  g_autofree char *elsewhere = g_build_filename (fixture->odd, "list", NULL);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (elsewhere, "", 0, &error));
  g_assert_cmpint (symlink (elsewhere, fixture->file), ==, 0);
  g_autoptr (OffprintFolders) folders = load (fixture);
  g_assert_true (offprint_folders_add (folders, fixture->top, &error));
  save (folders);
  g_assert_true (g_file_test (fixture->file, G_FILE_TEST_IS_SYMLINK));
  g_autoptr (OffprintFolders) again = load (fixture);
  g_autofree char *paths = list (again);
  g_assert_cmpstr (paths, ==, fixture->top);
  g_unlink (elsewhere);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/folders/round", test_round);
  ADD ("/folders/unreadable", test_unreadable);
  ADD ("/folders/refused", test_refused);
  ADD ("/folders/broken", test_broken);
  ADD ("/folders/link", test_link);
  return g_test_run ();
}
