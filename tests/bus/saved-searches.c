/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saved searches: their folders follow the index, and the list follows whoever changes it. */
#include "bus-fixture.h"

#include <unistd.h>

static char *
get_folder (BusFixture *fixture, const char *name)
{
  return g_build_filename (fixture->home, "offprint", "searches", name, NULL);
}

static void
save (BusFixture *fixture, const char *name, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *expected = get_folder (fixture, name);
  offprint_bus_service_call_save_search_sync (fixture->proxy, name, query, bus_fixture_options (NULL), &folder, NULL,
                                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (folder, ==, expected);
}

static void
flush (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (nullable): names in the folder of a search, sorted, where links lead to an article */
static char *
show (BusFixture *fixture, const char *name)
{
  g_autofree char *folder = get_folder (fixture, name);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;
  if (dir == NULL)
    return NULL;
  while ((child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, child, NULL);
      if (*child != '.' && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (names, g_strdup (child));
    }
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("|", (char **) names->pdata);
}

#define assert_shows(fixture, name, expected)                                                                        \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *shown = show (fixture, name);                                                                   \
    g_assert_cmpstr (shown, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

/* Before there is an index a folder is empty; then articles come into it that were there, that come, that change; those
 * that go leave it. Links lead to the articles and are called after their titles. */
static void
test_follows (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *otter = bus_fixture_write (fixture, "1.txt", "Otters\n\nThe otter swims in the river.\n");
  g_autofree char *heron = bus_fixture_write (fixture, "2.txt", "Herons\n\nThe heron waits.\n");
  g_autofree char *link = g_build_filename (fixture->home, "offprint", "searches", "River", "Otters.txt", NULL);
  save (fixture, "River", "river");
  assert_shows (fixture, "River", "");
  bus_fixture_follow (fixture);
  assert_shows (fixture, "River", "Otters.txt");
  g_autofree char *target = g_file_read_link (link, NULL);
  g_assert_cmpstr (target, ==, otter);
  save (fixture, "Birds", "heron -otter");
  assert_shows (fixture, "Birds", "Herons.txt");
  g_free (bus_fixture_write (fixture, "2.txt", "Herons / storks\n\nThe heron waits at the river.\n"));
  g_free (bus_fixture_write (fixture, "3.txt", "Otters\n\nAnother otter of that river.\n"));
  flush (fixture);
  assert_shows (fixture, "River", "Herons - storks.txt|Otters (2).txt|Otters.txt");
  assert_shows (fixture, "Birds", "Herons - storks.txt");
  g_assert_no_errno (g_unlink (otter));
  g_free (bus_fixture_write (fixture, "2.txt", "Storks\n\nNothing.\n"));
  flush (fixture);
  assert_shows (fixture, "River", "Otters (2).txt");
  assert_shows (fixture, "Birds", "");
}

/* One name is one search: the new query counts. One that is removed takes its links along, and its folder unless a
 * person put something in. */
static void
test_list (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *otter = bus_fixture_write (fixture, "1.txt", "Otters\n\nThe otter swims in the river.\n");
  g_autofree char *heron = bus_fixture_write (fixture, "2.txt", "Herons\n\nThe heron waits.\n");
  g_autofree char *own = g_build_filename (fixture->home, "offprint", "searches", "B", "mine.txt", NULL);
  g_autofree char *folder = get_folder (fixture, "A");
  bus_fixture_follow (fixture);
  save (fixture, "A", "otter");
  save (fixture, "B", "otter");
  save (fixture, "A", "heron");
  assert_shows (fixture, "A", "Herons.txt");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_autofree char *printed = g_variant_print (offprint_bus_service_get_saved_searches (fixture->proxy), FALSE);
  g_assert_true (g_str_has_prefix (printed, "[('A', 'heron', b'/"));
  g_assert_nonnull (strstr (printed, "('B', 'otter', b'/"));
  g_assert_true (g_file_set_contents (own, "my own", -1, NULL));
  for (const char *const *name = (const char *const[]){ "A", "B", NULL }; *name != NULL; name++)
    {
      offprint_bus_service_call_remove_saved_search_sync (fixture->proxy, *name, NULL, &error);
      g_assert_no_error (error);
    }
  assert_shows (fixture, "A", NULL);
  assert_shows (fixture, "B", "mine.txt");
  g_assert_true (g_file_test (otter, G_FILE_TEST_IS_REGULAR) && g_file_test (heron, G_FILE_TEST_IS_REGULAR));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_variant_n_children (offprint_bus_service_get_saved_searches (fixture->proxy)), ==, 0);
  offprint_bus_service_call_remove_saved_search_sync (fixture->proxy, "A", NULL, &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

/* No name leads out of the folder of searches, and what makes no sense is refused with a reason. */
static void
test_refused (BusFixture *fixture, gconstpointer data)
{
  static const char *const wrong[][2] = { { "../x", "otter" }, { "", "otter" }, { "a/b", "otter" }, { "..", "otter" },
                                          { "A", "" }, { "A", " \n" } };
  g_autofree char *top = get_folder (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      offprint_bus_service_call_save_search_sync (fixture->proxy, wrong[i][0], wrong[i][1], bus_fixture_options (NULL),
                                                  NULL, NULL, &error);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
    }
  g_assert_false (g_file_test (top, G_FILE_TEST_EXISTS));
}

/* A folder of links in a folder that is followed brings no article twice, and nothing of ours is taken for one. */
static void
test_not_indexed (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "1.txt", "Otters\n\nThe otter swims in the river.\n");
  bus_fixture_follow (fixture);
  save (fixture, "Otters", "otter");
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->home, NULL, &error);
  g_assert_no_error (error);
  flush (fixture);
  g_autoptr (GVariant) hits = bus_fixture_search (fixture, "otter", "{'fold': <false>}");
  g_assert_cmpuint (g_variant_n_children (hits), ==, 1);
  assert_shows (fixture, "Otters", "Otters.txt");
}

static void
stop_daemon (BusFixture *fixture, int with_signal)
{
  g_subprocess_send_signal (fixture->daemon, with_signal);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
}

/* A proxy that saw its daemon go would notice the new one only later. */
static void
start_daemon (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  bus_fixture_start_daemon (fixture);
  g_clear_object (&fixture->proxy);
  fixture->proxy = offprint_bus_service_proxy_new_sync (fixture->connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                                                        BUS_NAME, OBJECT_PATH, NULL, &error);
  g_assert_no_error (error);
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (fixture->proxy), DEADLINE_SECONDS * 1000);
}

static guint
count_links (BusFixture *fixture, const char *name)
{
  g_autofree char *shown = show (fixture, name);
  g_auto (GStrv) names = g_strsplit (shown != NULL ? shown : "", "|", -1);
  return g_strv_length (names);
}

/* A daemon that was killed in the middle, or did not run, catches up: with articles, with searches that were added to
 * the list and taken off it. */
static void
test_catches_up (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *list = g_build_filename (fixture->home, "offprint", "saved-searches", NULL);
  bus_fixture_write_many (fixture, 200);
  save (fixture, "Otters", "otter");
  save (fixture, "Gone", "otter");
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  stop_daemon (fixture, SIGKILL);
  g_assert_true (g_file_set_contents (list, "[Otters]\nquery=otter\n[Seven]\nquery=number7\n", -1, NULL));
  start_daemon (fixture);
  flush (fixture);
  g_assert_cmpuint (count_links (fixture, "Otters"), ==, 200);
  assert_shows (fixture, "Seven", "Article 7.txt");
  assert_shows (fixture, "Gone", NULL);
}

/* Of very many articles the best thousand have links; thousands with one title are no trouble. */
static void
test_many (BusFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 1100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05u.txt", i);
      g_autofree char *text = g_strdup_printf ("Otters\n\nThe otter number%u swims in the river.\n", i);
      g_autofree char *path = bus_fixture_write (fixture, name, text);
    }
  bus_fixture_follow (fixture);
  save (fixture, "Otters", "otter");
  g_assert_cmpuint (count_links (fixture, "Otters"), ==, 1000);
}

/* Where the folder can't be made the search is remembered all the same, and its folder comes when it can. */
static void
test_no_folder (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = get_folder (fixture, NULL);
  g_autofree char *parent = g_path_get_dirname (top);
  g_autofree char *path = bus_fixture_write (fixture, "1.txt", "Otters\n\nThe otter swims.\n");
  bus_fixture_follow (fixture);
  g_assert_true (g_file_set_contents (top, "a file", -1, NULL));
  offprint_bus_service_call_save_search_sync (fixture->proxy, "Otters", "otter", bus_fixture_options (NULL), NULL, NULL,
                                              &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "the search is saved"));
  g_assert_no_errno (g_unlink (top));
  g_free (bus_fixture_write (fixture, "2.txt", "Herons\n\nNo such animal.\n"));
  flush (fixture);
  assert_shows (fixture, "Otters", "Otters.txt");
}

/* A list that can't be read keeps the daemon from nothing but saving, and no folder is touched. */
static void
test_broken_list (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *list = g_build_filename (fixture->home, "offprint", "saved-searches", NULL);
  g_autofree char *path = bus_fixture_write (fixture, "1.txt", "Otters\n\nThe otter swims.\n");
  bus_fixture_follow (fixture);
  save (fixture, "Otters", "otter");
  stop_daemon (fixture, SIGTERM);
  g_assert_true (g_file_set_contents (list, "nonsense\n", -1, NULL));
  start_daemon (fixture);
  flush (fixture);
  assert_shows (fixture, "Otters", "Otters.txt");
  offprint_bus_service_call_save_search_sync (fixture->proxy, "A", "otter", bus_fixture_options (NULL), NULL, NULL,
                                              &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
  assert_shows (fixture, "Otters", "Otters.txt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bus_fixture_test ("/saved-searches/follows", test_follows);
  bus_fixture_test ("/saved-searches/list", test_list);
  bus_fixture_test ("/saved-searches/refused", test_refused);
  bus_fixture_test ("/saved-searches/not-indexed", test_not_indexed);
  bus_fixture_test ("/saved-searches/catches-up", test_catches_up);
  bus_fixture_test ("/saved-searches/many", test_many);
  bus_fixture_test ("/saved-searches/no-folder", test_no_folder);
  bus_fixture_test ("/saved-searches/broken-list", test_broken_list);
  return g_test_run ();
}
