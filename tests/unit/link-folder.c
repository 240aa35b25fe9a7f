/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of links: what is in it after each update, what is left alone, and what somebody who lists it meanwhile
 * sees. */
#include "folder.h"

#include "core/error.h"
#include "service/link-folder.h"
#include "service/link-name.h"

#include <sys/stat.h>
#include <unistd.h>

/* Returns: (transfer full): links from pairs of a name and a target */
static GPtrArray *
make_links (const char *const *pairs)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_folder_link_free);
  for (; *pairs != NULL; pairs += 2)
    g_ptr_array_add (links, link_folder_link_new (pairs[0], pairs[1]));
  return links;
}

static void
update (const char *path, const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = make_links (pairs);
  link_folder_update (path, links, &error);
  g_assert_no_error (error);
}

#define update(path, ...) (update) (path, (const char *const[]){ __VA_ARGS__, NULL })

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): what a person sees there: names, and where links lead */
static char *
show (const char *path)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *target = g_file_read_link (child, NULL);
      if (*name != '.')
        g_ptr_array_add (lines, target != NULL ? g_strdup_printf ("%s>%s", name, target) : g_strdup (name));
    }
  g_ptr_array_sort (lines, compare);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("|", (char **) lines->pdata);
}

#define assert_shows(path, expected)                                                                                 \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *shown = show (path);                                                                            \
    g_assert_cmpstr (shown, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

static gint64
get_change_time (const char *path)
{
  struct stat status;
  g_assert_no_errno (stat (path, &status));
  return (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
}

/* Links come, stay, are renamed with their titles, and go; nothing is written when nothing is to be done. */
static void
test_update (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "searches/Otters");
  update (path, "A.html", "/x/a.html", "B.html", "/x/b \xff\n.html");
  assert_shows (path, "A.html>/x/a.html|B.html>/x/b \xff\n.html");
  gint64 before = get_change_time (path);
  update (path, "B.html", "/x/b \xff\n.html", "A.html", "/x/a.html");
  g_assert_cmpint (get_change_time (path), ==, before);
  update (path, "New.html", "/x/a.html", "C.html", "/x/c.html");
  assert_shows (path, "C.html>/x/c.html|New.html>/x/a.html");
  (update) (path, (const char *const[]){ NULL });
  assert_shows (path, "");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
}

/* Articles of one title are numbered, and keep their numbers when others go; one that takes the place of another takes
 * its name too. */
static void
test_same_names (void)
{
  g_autoptr (Folder) folder = folder_new ();
  const char *path = folder->path;
  update (path, "A.html", "/1", "A.html", "/2", "A.html", "/3");
  assert_shows (path, "A (2).html>/2|A (3).html>/3|A.html>/1");
  update (path, "A.html", "/3", "A.html", "/2");
  assert_shows (path, "A (2).html>/2|A (3).html>/3");
  update (path, "A.html", "/3", "A.html", "/4");
  assert_shows (path, "A (3).html>/3|A.html>/4");
  update (path, "A.html", "/3", "A.html", "/5");
  assert_shows (path, "A (3).html>/3|A.html>/5");
  update (path, "A.html", "/5", "A.html", "/5");
  assert_shows (path, "A.html>/5");
}

/* Two articles that exchange their titles both have a link at every moment. */
static void
test_exchange (void)
{
  g_autoptr (Folder) folder = folder_new ();
  const char *path = folder->path;
  update (path, "A.html", "/1", "B.html", "/2");
  update (path, "B.html", "/1", "A.html", "/2");
  assert_shows (path, "A (2).html>/2|B (2).html>/1");
}

/* A person's files, folders and links stay, under the names of links too, and when everything goes. */
static void
test_others (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "Otters");
  g_autofree char *own_link = folder_get (folder, "Otters/mine");
  g_autoptr (GError) error = NULL;
  folder_write (folder, "Otters/A.html", "a person's page");
  folder_write (folder, "Otters/sub/B.html", "another one");
  g_assert_no_errno (symlink ("/x/b.html", own_link));
  update (path, "A.html", "/x/a.html", "B.html", "/x/b.html", "sub", "/x/sub");
  assert_shows (path, "A (2).html>/x/a.html|A.html|B.html>/x/b.html|mine>/x/b.html|sub|sub (2)>/x/sub");
  folder_remove (folder, "Otters/B.html");
  folder_write (folder, "Otters/B.html", "saved by a person over the link");
  update (path, "A.html", "/x/a.html");
  assert_shows (path, "A (2).html>/x/a.html|A.html|B.html|mine>/x/b.html|sub");
  g_assert_true (link_folder_remove (path, &error));
  assert_shows (path, "A.html|B.html|mine>/x/b.html|sub");
  g_assert_false (link_folder_is_ours (path));
}

/* A folder with nothing else in it goes with its links; one that is not there is gone. */
static void
test_remove (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *path = folder_get (folder, "Otters");
  g_autoptr (GError) error = NULL;
  update (path, "A.html", "/x/a.html");
  g_assert_true (link_folder_is_ours (path));
  g_assert_true (link_folder_remove (path, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (link_folder_remove (path, &error));
  g_assert_no_error (error);
}

/* What a killed process left, at any step, is finished by the next update; what was deleted by hand comes back; a list
 * of ours that is lost makes no second links. */
static void
test_left_over (void)
{
  g_autoptr (Folder) folder = folder_new ();
  const char *path = folder->path;
  g_autofree char *list = folder_get (folder, ".offprint-links");
  g_autofree char *temporary = folder_get (folder, ".offprint-new");
  g_autofree char *made = folder_get (folder, "C.html");
  g_autofree char *content = NULL;
  update (path, "A.html", "/x/a.html", "B.html", "/x/b.html");
  g_assert_true (g_file_get_contents (list, &content, NULL, NULL));
  g_autofree char *meanwhile = g_strconcat (content, "file:///x/c.html C.html\nfile:///x/d.html D.html\n", NULL);
  folder_write (folder, ".offprint-links", meanwhile);
  g_assert_no_errno (symlink ("/x/c.html", made));
  g_assert_no_errno (symlink ("/x/d.html", temporary));
  update (path, "A.html", "/x/a.html", "D.html", "/x/d.html");
  assert_shows (path, "A.html>/x/a.html|D.html>/x/d.html");
  g_assert_false (g_file_test (temporary, G_FILE_TEST_IS_SYMLINK));
  folder_remove (folder, "A.html");
  update (path, "A.html", "/x/a.html", "D.html", "/x/d.html");
  assert_shows (path, "A.html>/x/a.html|D.html>/x/d.html");
  folder_remove (folder, ".offprint-links");
  update (path, "A.html", "/x/a.html", "D.html", "/x/d.html");
  update (path, "D.html", "/x/d.html");
  assert_shows (path, "D.html>/x/d.html");
}

/* Where there is no folder, or may be none, the reason is told. */
static void
test_errors (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *file = folder_get (folder, "file");
  g_autofree char *below = folder_get (folder, "file/Otters");
  g_autoptr (GPtrArray) nothing = make_links ((const char *const[]){ NULL });
  folder_write (folder, "file", "a person's");
  for (const char *const *path = (const char *const[]){ file, below, NULL }; *path != NULL; path++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (link_folder_update (*path, nothing, &error));
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
      g_assert_nonnull (strstr (error->message, *path));
    }
}

static void
test_has_any (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  g_assert_false (link_folder_has_any ("/nowhere", targets));
  update (folder->path, "A.html", "/x/a b\xff.html");
  g_hash_table_add (targets, (gpointer) "/x/a");
  g_assert_false (link_folder_has_any (folder->path, targets));
  g_hash_table_add (targets, (gpointer) "/x/a b\xff.html");
  g_assert_true (link_folder_has_any (folder->path, targets));
}

typedef struct
{
  const char *path;
  gint stop; /* atomic */
  guint listed;
} Watcher;

/* In another thread: the article that always stays is always there. */
static gpointer
watch (gpointer data)
{
  Watcher *watcher = data;
  while (!g_atomic_int_get (&watcher->stop))
    {
      g_autofree char *shown = show (watcher->path);
      g_auto (GStrv) lines = g_strsplit (shown, "|", -1);
      g_assert_true (g_strv_contains ((const char *const *) lines, "Stays.html>/x/stays"));
      watcher->listed++;
    }
  return NULL;
}

/* Whoever lists the folder while it changes never misses what is there before and after. */
static void
test_meanwhile (void)
{
  g_autoptr (Folder) folder = folder_new ();
  Watcher watcher = { .path = folder->path };
  update (folder->path, "Stays.html", "/x/stays");
  GThread *thread = g_thread_new ("watch", watch, &watcher);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) links = make_links ((const char *const[]){ NULL });
      g_autoptr (GError) error = NULL;
      g_autofree char *title = g_strdup_printf ("Title %u.html", round % 3);
      for (guint i = 0; i < 20; i++)
        {
          g_autofree char *target = g_strdup_printf ("/x/%u", (round * 7 + i) % 40);
          g_ptr_array_add (links, link_folder_link_new (title, target));
        }
      g_ptr_array_add (links, link_folder_link_new ("Stays.html", "/x/stays"));
      g_assert_true (link_folder_update (folder->path, links, &error));
      g_assert_no_error (error);
    }
  g_atomic_int_set (&watcher.stop, TRUE);
  g_thread_join (thread);
  g_test_message ("listed %u times", watcher.listed);
  g_assert_cmpuint (watcher.listed, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-folder/update", test_update);
  g_test_add_func ("/link-folder/same-names", test_same_names);
  g_test_add_func ("/link-folder/exchange", test_exchange);
  g_test_add_func ("/link-folder/others", test_others);
  g_test_add_func ("/link-folder/remove", test_remove);
  g_test_add_func ("/link-folder/left-over", test_left_over);
  g_test_add_func ("/link-folder/errors", test_errors);
  g_test_add_func ("/link-folder/has-any", test_has_any);
  g_test_add_func ("/link-folder/meanwhile", test_meanwhile);
  return g_test_run ();
}
