/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/member.h"

#include "core/error.h"
#include "offprint-config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOW G_GINT64_CONSTANT (1700000000)
#define DAY (24 * 60 * 60)

/* A home for one test: where members go, and a container, which the test tree keeps in tests/unit/members.tar. */
typedef struct
{
  char *home, *folder, *container;
} Fixture;

/* The header of one regular file of a tar archive, as POSIX says */
static void
append_entry (GString *tar, const char *name, const char *content)
{
  char header[512] = { 0 };
  guint sum = 0;
  gsize length = strlen (content);
  g_strlcpy (header, name, 100);
  g_snprintf (header + 100, 8, "0000644");
  g_snprintf (header + 124, 12, "%011o", (guint) length);
  memset (header + 148, ' ', 8);
  header[156] = '0';
  memcpy (header + 257, "ustar\00000", 8);
  for (gsize i = 0; i < sizeof header; i++)
    sum += (guchar) header[i];
  g_snprintf (header + 148, 8, "%06o", sum);
  g_string_append_len (tar, header, sizeof header);
  g_string_append (tar, content);
  while (tar->len % 512 != 0)
    g_string_append_c (tar, '\0');
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) tar = g_string_new (NULL);
  fixture->home = g_dir_make_tmp ("offprint-member-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->home, "offprint", "members", NULL);
  fixture->container = g_build_filename (fixture->home, "all.tar", NULL);
  append_entry (tar, "2022/otters.html", "<p>Otters return.");
  append_entry (tar, "../../herons.html", "<p>Herons wait.");
  append_entry (tar, "run.desktop", "[Desktop Entry]\n");
  g_string_append_len (tar, (const char[1024]){ 0 }, 1024);
  g_file_set_contents (fixture->container, tar->str, (gssize) tar->len, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->home);
  g_free (fixture->home);
  g_free (fixture->folder);
  g_free (fixture->container);
}

static guint
count_kept (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint count = 0;
  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* A member is a file of its own that only its owner may read; asked for again, it is the same file. */
static void
test_extract (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  struct stat status;
  g_autofree char *path = offprint_member_extract (fixture->folder, fixture->container, "2022/otters.html", NOW, &error);
  g_assert_no_error (error);
  g_autofree char *again = offprint_member_extract (fixture->folder, fixture->container, "2022/otters.html", NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, again);
  g_assert_true (g_str_has_suffix (path, "/otters.html"));
  g_assert_true (g_file_get_contents (path, &content, NULL, &error));
  g_assert_cmpstr (content, ==, "<p>Otters return.");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (fixture->folder, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
}

/* A name that leads out of the folder does not. */
static void
test_outside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = offprint_member_extract (fixture->folder, fixture->container, "../../herons.html", NOW, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (path, fixture->folder));
  g_assert_null (strstr (path, ".."));
}

/* What is not there, or is no container, is told; nothing stays behind. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->home, "text.txt", NULL);
  g_assert_true (g_file_set_contents (text, "no container at all", -1, NULL));
  const char *containers[] = { fixture->container, text, "/nowhere/at-all.zip" };
  for (gsize i = 0; i < G_N_ELEMENTS (containers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = offprint_member_extract (fixture->folder, containers[i], "swans.html", NOW, &error);
      g_autofree char *name = g_path_get_basename (containers[i]);
      g_assert_null (path);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, name));
    }
  g_assert_cmpuint (count_kept (fixture), ==, 0);
}

/* A folder that others may look into is not used. */
static void
test_not_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (chmod (fixture->folder, 0755), ==, 0);
  g_assert_null (offprint_member_extract (fixture->folder, fixture->container, "2022/otters.html", NOW, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_ACCESS);
}

/* What nobody asked for in a day goes, and so does what is too many. */
static void
test_clean_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *place = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *file = g_build_filename (place, "old.html", NULL);
      g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
      g_assert_true (g_file_set_contents (file, "old", -1, NULL));
    }
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_free (offprint_member_extract (fixture->folder, fixture->container, "2022/otters.html", now, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (fixture), ==, 64);
  g_free (offprint_member_extract (fixture->folder, fixture->container, "2022/otters.html", now + 2 * DAY, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
}

/* Names of files are harmless and short, and of a type that is for reading. */
static void
test_names (void)
{
  g_autofree char *letters = g_strnfill (1000, 'o');
  g_autofree char *long_member = g_strconcat (letters, ".html", NULL);
  g_autofree char *long_name = offprint_member_make_file_name (long_member);
  static const char *const names[][2] = {
    { "2022/otters.html", "otters.html" }, { "été.HTM", "été.HTM" },        { "..", "article.txt" },
    { "", "article.txt" },                 { ".hidden.html", "hidden.html" }, { "a\nb\033;$(x).md", "a_b___(x).md" },
    { "run.desktop", "run.desktop.txt" },  { "-rf.html", "rf.html" },       { "x\xff.txt", "x_.txt" },
    { "html", "html.txt" },                { ".html", "html.txt" },         { "a/", "a.txt" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = offprint_member_make_file_name (names[i][0]);
      g_assert_cmpstr (name, ==, names[i][1]);
    }
  g_assert_cmpuint (strlen (long_name), <, 140);
  g_assert_true (g_str_has_suffix (long_name, ".html"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/member/names", test_names);
#if HAVE_LIBARCHIVE
  g_test_add ("/member/extract", Fixture, NULL, set_up, test_extract, tear_down);
  g_test_add ("/member/outside", Fixture, NULL, set_up, test_outside, tear_down);
  g_test_add ("/member/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/member/not-private", Fixture, NULL, set_up, test_not_private, tear_down);
  g_test_add ("/member/clean-up", Fixture, NULL, set_up, test_clean_up, tear_down);
#endif
  return g_test_run ();
}
