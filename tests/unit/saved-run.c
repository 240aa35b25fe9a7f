/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One round over the folders of saved searches: which of them are searched for, and what is left alone. A link that was
 * taken away by hand shows it: it comes back when its search is searched for. */
#include "index-fixture.h"

#include "folder.h"
#include "service/saved-run.h"

typedef struct
{
  char *directory; /* of the index */
  GPtrArray *searches;
  GHashTable *due;
  GMainLoop *loop;
  char *failed; /* names */
} Fixture;

static void
search_free (gpointer data)
{
  OffprintSavedSearch *search = data;
  g_free (search->name);
  g_free (search->query);
  g_free (search);
}

static void
add_search (Fixture *fixture, const char *name, const char *query)
{
  OffprintSavedSearch *search = g_new (OffprintSavedSearch, 1);
  *search = (OffprintSavedSearch){ g_strdup (name), g_strdup (query) };
  g_ptr_array_add (fixture->searches, search);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = fixture_make_index ();
  fixture->searches = g_ptr_array_new_with_free_func (search_free);
  fixture->due = g_hash_table_new (g_str_hash, g_str_equal);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  add_search (fixture, "Nato", "nato");
  add_search (fixture, "Alpha", "alpha");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *top = offprint_saved_list_get_folder (NULL);
  folder_remove_tree (top);
  fixture_remove_index (fixture->directory);
  g_ptr_array_unref (fixture->searches);
  g_hash_table_unref (fixture->due);
  g_main_loop_unref (fixture->loop);
  g_free (fixture->failed);
}

static void
on_end (SavedRun *run, GHashTable *failed, const GError *error, gpointer data)
{
  Fixture *fixture = data;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (failed, NULL);
  g_assert_no_error (error);
  g_free (fixture->failed);
  fixture->failed = g_strjoinv ("|", (char **) names);
  saved_run_free (run);
  g_main_loop_quit (fixture->loop);
}

/* @changed: (nullable): the only file with a change; %NULL: any */
static void
run (Fixture *fixture, const char *changed)
{
  g_autoptr (GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  SavedRunWork work = { fixture->directory, fixture->searches, fixture->due, files, FALSE };
  if (changed == NULL)
    work.changed = NULL;
  else if (*changed != '\0')
    g_hash_table_add (files, (gpointer) (guintptr) changed);
  saved_run_start (&work, on_end, fixture);
  g_main_loop_run (fixture->loop);
}

static char *
get_link (const char *search, const char *name)
{
  g_autofree char *folder = offprint_saved_list_get_folder (search);
  return g_build_filename (folder, name, NULL);
}

static gboolean
is_there (const char *search, const char *name)
{
  g_autofree char *link = get_link (search, name);
  return g_file_test (link, G_FILE_TEST_IS_SYMLINK);
}

static void
take_away (const char *search, const char *name)
{
  g_autofree char *link = get_link (search, name);
  g_assert_no_errno (g_unlink (link));
}

#define LAVROV "Lavrov meets NATO envoys.txt"
#define GREEK "greek letters.txt"

/* A change of a file that is found, or that a link leads to, matters; one of another file does not; what is due is
 * searched for anyhow. */
static void
test_matters (Fixture *fixture, gconstpointer data)
{
  run (fixture, NULL);
  g_assert_true (is_there ("Nato", LAVROV) && is_there ("Alpha", GREEK));
  take_away ("Nato", LAVROV);
  take_away ("Alpha", GREEK);
  run (fixture, "");
  run (fixture, "/library/Notes/code.md");
  run (fixture, "/library/gone.html");
  g_assert_false (is_there ("Nato", LAVROV) || is_there ("Alpha", GREEK));
  run (fixture, "/library/News/2023/alliance.html");
  g_assert_true (is_there ("Nato", LAVROV) && !is_there ("Alpha", GREEK));
  take_away ("Nato", LAVROV);
  g_hash_table_add (fixture->due, (gpointer) "Alpha");
  run (fixture, "");
  g_assert_true (!is_there ("Nato", LAVROV) && is_there ("Alpha", GREEK));
  g_assert_cmpstr (fixture->failed, ==, "");
}

/* A file that is found no longer matters because of its link. */
static void
test_link_matters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  run (fixture, NULL);
  OffprintWriter *writer = offprint_writer_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_true (offprint_writer_remove (writer, "/library/News/2023/lavrov.txt", NULL, &error));
  g_assert_true (offprint_writer_commit (writer, &error));
  offprint_writer_free (writer);
  run (fixture, "/library/News/2023/lavrov.txt");
  g_assert_false (is_there ("Nato", LAVROV));
  g_assert_true (is_there ("Nato", "An alliance looks north.html"));
}

/* Without an index nothing comes or goes, and all is to be done again; folders of searches that are not saved go, and
 * no others. */
static void
test_no_index (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = get_link ("mine", "a.html");
  g_autofree char *folder = offprint_saved_list_get_folder ("mine");
  run (fixture, NULL);
  g_assert_no_errno (g_mkdir (folder, 0700));
  g_assert_true (g_file_set_contents (own, "my own", -1, NULL));
  g_autofree char *moved = g_strconcat (fixture->directory, "-moved", NULL);
  g_assert_no_errno (g_rename (fixture->directory, moved));
  g_ptr_array_remove_index (fixture->searches, 1);
  add_search (fixture, "New", "nato");
  run (fixture, NULL);
  g_autofree char *added = offprint_saved_list_get_folder ("New");
  g_autofree char *gone = offprint_saved_list_get_folder ("Alpha");
  g_assert_true (is_there ("Nato", LAVROV) && g_file_test (added, G_FILE_TEST_IS_DIR));
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (own, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (strlen (fixture->failed), ==, strlen ("Nato|New"));
  g_assert_no_errno (g_rename (moved, fixture->directory));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (Folder) home = folder_new ();
  g_setenv ("XDG_DATA_HOME", home->path, TRUE);
  g_test_add ("/saved-run/matters", Fixture, NULL, set_up, test_matters, tear_down);
  g_test_add ("/saved-run/link-matters", Fixture, NULL, set_up, test_link_matters, tear_down);
  g_test_add ("/saved-run/no-index", Fixture, NULL, set_up, test_no_index, tear_down);
  return g_test_run ();
}
