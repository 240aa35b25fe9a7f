/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random operations on a small tree, heard by something that does what an indexer does, late and interrupted: it looks
 * at the paths that it is told of, adds and lists the folders that appear, and keeps a list of files. In the end that
 * list must be what is on the disk, and the folders that are watched those that are there. */
#include "tests/unit/watch-fixture.h"

#include <fcntl.h>

#define ROUNDS 40
#define OPERATIONS 400

typedef struct
{
  OffprintWatchKind kind;
  char *path;
} Told;

typedef struct
{
  Folder *folder;
  char *root;
  OffprintWatch *watch;
  GQueue told;       /* of Told, not looked at yet */
  GHashTable *files; /* path -> its state when it was looked at */
  gboolean removes;  /* says of what is gone that it is not to be watched */
  gboolean at_ease;  /* nothing happens any more */
} World;

static guint
pick (guint end)
{
  return (guint) g_test_rand_int_range (0, (gint32) end);
}

static void
told_free (gpointer data)
{
  g_free (((Told *) data)->path);
  g_free (data);
}

static void
hear (OffprintWatchKind kind, const char *path, gpointer data)
{
  World *world = data;
  Told *told = g_new (Told, 1);
  told->kind = kind;
  told->path = g_strdup (path);
  g_queue_push_tail (&world->told, told);
}

static char *
pick_folder (World *world)
{
  GString *path = g_string_new (pick (6) == 0 ? "out" : "r");
  for (guint depth = pick (4); depth > 0; depth--)
    g_string_append_printf (path, "/d%u", pick (3));
  g_autofree char *name = g_string_free (path, FALSE);
  return folder_get (world->folder, name);
}

static char *
pick_file (World *world)
{
  g_autofree char *folder = pick_folder (world);
  return g_strdup_printf ("%s/f%u", folder, pick (4));
}

/* Never through a hard link: its other names are not told. */
static void
write_file (const char *path)
{
  struct stat status;
  if (lstat (path, &status) == 0 && (status.st_nlink > 1 || S_ISLNK (status.st_mode)))
    unlink (path);
  FILE *file = fopen (path, "w");
  if (file == NULL)
    return;
  fprintf (file, "%*s", (int) pick (1000), "");
  fclose (file);
}

static void
rename_or_exchange (World *world)
{
  g_autofree char *from = pick_folder (world);
  g_autofree char *to = pick_folder (world);
  if (strcmp (from, world->root) != 0 && strcmp (to, world->root) != 0)
    renameat2 (AT_FDCWD, from, AT_FDCWD, to, pick (4) == 0 ? RENAME_EXCHANGE : 0);
}

static void
save_by_rename (const char *path)
{
  g_autofree char *temporary = g_strconcat (path, ".tmp", NULL);
  write_file (temporary);
  if (g_rename (temporary, path) != 0)
    unlink (temporary);
}

static void
change_mode (const char *path)
{
  struct stat status;
  if (lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_nlink == 1)
    chmod (path, (mode_t) (0600 + pick (8)));
}

static void
move_root (World *world)
{
  g_autofree char *away = folder_get (world->folder, "away");
  if (g_rename (world->root, away) == 0)
    return;
  g_rename (away, world->root);
}

static void
overflow (World *world)
{
  g_autofree char *one = folder_get (world->folder, "r/one");
  g_autofree char *other = folder_get (world->folder, "r/other");
  write_file (one);
  write_file (other);
  for (guint i = 0; i < 17000; i++)
    chmod ((i & 1) == 0 ? one : other, (mode_t) (0600 + i % 7));
}

static void
operate (World *world)
{
  g_autofree char *folder = pick_folder (world);
  g_autofree char *file = pick_file (world);
  g_autofree char *other = pick_file (world);
  gboolean is_root = strcmp (folder, world->root) == 0;
  switch (pick (17))
    {
    case 0:
    case 1:
      g_mkdir_with_parents (folder, 0700);
      break;
    case 2:
      g_mkdir (folder, 0700);
      break;
    case 3:
      if (!is_root)
        folder_remove_tree (folder);
      break;
    case 4:
      rmdir (folder);
      break;
    case 5:
    case 6:
      write_file (file);
      break;
    case 7:
      unlink (file);
      break;
    case 8:
      g_rename (file, other);
      break;
    case 9:
    case 10:
    case 11:
      rename_or_exchange (world);
      break;
    case 12:
      if (link (file, other) == 0 && pick (2) == 0)
        unlink (file);
      break;
    case 13:
      if (symlink (pick (2) == 0 ? folder : other, file) != 0)
        unlink (file);
      break;
    case 14:
      save_by_rename (file);
      break;
    case 15:
      change_mode (file);
      break;
    default:
      if (pick (30) == 0)
        overflow (world);
      else if (pick (10) == 0)
        move_root (world);
      else if (!is_root)
        {
          folder_remove_tree (folder);
          write_file (folder);
        }
      break;
    }
}

static void
interrupt (World *world)
{
  while (!world->at_ease && pick (8) == 0)
    operate (world);
}

static gboolean
is_below (gpointer key, gpointer value, gpointer data)
{
  const char *path = key, *folder = data;
  return g_str_has_prefix (path, folder) && (path[strlen (folder)] == '/' || path[strlen (folder)] == '\0');
}

static void
look_at (GHashTable *files, const char *path)
{
  struct stat status;
  if (lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return;
  char *state = g_strdup_printf ("%lu %ld %o %ld", (gulong) status.st_ino, (long) status.st_size, status.st_mode,
                                 (long) status.st_mtim.tv_nsec);
  g_hash_table_insert (files, g_strdup (path), state);
}

/* @world: (nullable): whose watch is to know of the folders */
static void
scan (World *world, GHashTable *files, GPtrArray *folders, const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      look_at (files, path);
      return;
    }
  if (folders != NULL)
    g_ptr_array_add (folders, g_strdup (path));
  if (world != NULL)
    {
      interrupt (world);
      offprint_watch_add (world->watch, path);
      interrupt (world);
    }
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      scan (world, files, folders, child);
    }
}

static void
attend (World *world, const Told *told)
{
  struct stat status;
  gboolean is_there = lstat (told->path, &status) == 0;
  gboolean is_folder = is_there && S_ISDIR (status.st_mode);
  gboolean is_scan = told->kind == OFFPRINT_WATCH_FOLDER || told->kind == OFFPRINT_WATCH_LOST;
  /* What was a folder may be a file by now, and the other way round. */
  if (is_scan || !is_folder)
    g_hash_table_foreach_remove (world->files, is_below, told->path);
  else
    g_hash_table_remove (world->files, told->path);
  if (is_scan)
    scan (world, world->files, NULL, told->path);
  else if (!is_folder)
    look_at (world->files, told->path);
  if (!is_there && world->removes)
    offprint_watch_remove (world->watch, told->path);
}

static void
attend_some (World *world, guint most)
{
  for (guint i = 0; i < most && !g_queue_is_empty (&world->told); i++)
    {
      Told *told = g_queue_pop_head (&world->told);
      attend (world, told);
      told_free (told);
    }
}

static void
come_to_rest (World *world)
{
  world->at_ease = TRUE;
  do
    {
      attend_some (world, G_MAXUINT);
      offprint_watch_drain (world->watch);
    }
  while (!g_queue_is_empty (&world->told));
}

static char *
list_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, watched_compare);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
list_files (GHashTable *files)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path, state;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &state))
    g_ptr_array_add (lines, g_strdup_printf ("%s %s", (char *) path, (char *) state));
  return list_sorted (lines);
}

static GHashTable *
files_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The list of files is what is on the disk; the folders watched are those that are there. */
static void
compare (World *world, guint round)
{
  g_autoptr (GHashTable) files = files_new ();
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) known_folders = g_ptr_array_new_with_free_func (g_free);
  scan (NULL, files, folders, world->root);
  offprint_watch_foreach_folder (world->watch, watched_list_folder, known_folders);
  g_autofree char *expected = list_files (files);
  g_autofree char *known = list_files (world->files);
  g_autofree char *expected_folders = list_sorted (folders);
  g_autofree char *known_names = list_sorted (known_folders);
  if (strcmp (expected, known) != 0 || strcmp (expected_folders, known_names) != 0)
    g_test_message ("round %u", round);
  g_assert_cmpstr (known, ==, expected);
  g_assert_cmpstr (known_names, ==, expected_folders);
}

/* Each folder still tells what happens in it. */
static void
touch_all (World *world)
{
  g_autoptr (GHashTable) files = files_new ();
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  scan (NULL, files, folders, world->root);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *path = g_build_filename (g_ptr_array_index (folders, i), "last", NULL);
      write_file (path);
    }
}

static void
play (World *world)
{
  for (guint i = 0; i < OPERATIONS; i++)
    {
      operate (world);
      if (pick (10) == 0)
        offprint_watch_drain (world->watch);
      else if (pick (5) == 0)
        g_main_context_iteration (NULL, FALSE);
      if (pick (4) == 0)
        attend_some (world, pick (20));
    }
}

static void
test_round (guint round)
{
  World world = { .folder = folder_new (), .files = files_new (), .removes = pick (2) == 0 };
  world.root = folder_get (world.folder, "r");
  g_autofree char *out = folder_get (world.folder, "out");
  const char *roots[] = { world.root, NULL };
  g_assert_no_errno (g_mkdir (world.root, 0700));
  g_assert_no_errno (g_mkdir (out, 0700));
  world.watch = offprint_watch_new (300, hear, &world);
  offprint_watch_set_roots (world.watch, roots);
  scan (&world, world.files, NULL, world.root);
  play (&world);
  if (!g_file_test (world.root, G_FILE_TEST_EXISTS))
    move_root (&world);
  come_to_rest (&world);
  compare (&world, round);
  touch_all (&world);
  come_to_rest (&world);
  compare (&world, round);
  offprint_watch_free (world.watch);
  g_queue_clear_full (&world.told, told_free);
  g_hash_table_unref (world.files);
  g_free (world.root);
  folder_free (world.folder);
}

/* OFFPRINT_ROUNDS may ask for more of them. */
static void
test_rounds (void)
{
  const char *more = g_getenv ("OFFPRINT_ROUNDS");
  guint rounds = more != NULL ? (guint) g_ascii_strtoull (more, NULL, 10) : ROUNDS;
  for (guint round = 0; round < rounds; round++)
    test_round (round);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/random", test_rounds);
  return g_test_run ();
}
