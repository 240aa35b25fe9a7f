/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of saved searches: what is in the file, what is kept of it, and which names and queries are taken. */
#include "folder.h"

#include "core/error.h"
#include "index/saved-list.h"

static OffprintSavedList *
load (const char *file)
{
  g_autoptr (GError) error = NULL;
  OffprintSavedList *list = offprint_saved_list_load (file, &error);
  g_assert_no_error (error);
  return list;
}

static void
save (const char *file, const char *name, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintSavedList) list = load (file);
  g_assert_true (offprint_saved_list_set (list, name, query, &error));
  g_assert_no_error (error);
  g_assert_true (offprint_saved_list_save (list, &error));
  g_assert_no_error (error);
}

/* Returns: (transfer full): names and queries of a list as the file has it */
static char *
describe (const char *file)
{
  g_autoptr (OffprintSavedList) list = load (file);
  g_autoptr (GPtrArray) searches = offprint_saved_list_get (list);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < searches->len; i++)
    {
      const OffprintSavedSearch *search = g_ptr_array_index (searches, i);
      g_string_append_printf (text, "%s=%s|", search->name, search->query);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_list(file, expected)                                                                                  \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *found = describe (file);                                                                        \
    g_assert_cmpstr (found, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

/* Searches are remembered in their order, replaced under the same name, removed; the folder of the file is made. */
static void
test_round (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = folder_get (folder, "config/offprint/saved-searches");
  assert_list (file, "");
  save (file, "Otters", "otter last week");
  save (file, "[to do] 50% = ä\\b", " tag:\"to do\" -done\n; #x ");
  save (file, "Otters", "otter OR heron");
  assert_list (file, "Otters=otter OR heron|[to do] 50% = ä\\b= tag:\"to do\" -done\n; #x |");
  g_autoptr (OffprintSavedList) list = load (file);
  g_assert_true (offprint_saved_list_remove (list, "Otters", &error));
  g_assert_true (offprint_saved_list_save (list, &error));
  assert_list (file, "[to do] 50% = ä\\b= tag:\"to do\" -done\n; #x |");
  g_assert_false (offprint_saved_list_remove (list, "Otters", &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

/* What is not understood is passed over and stays; a link to the file stays one. */
static void
test_foreign (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *real = folder_get (folder, "real");
  g_autofree char *file = folder_get (folder, "link");
  g_autofree char *content = NULL;
  folder_write (folder, "real",
                "# mine\n[A]\nquery=otter\nsort=saved\n[..]\nquery=x\n[a%2fb]\nquery=x\n[B]\nother=1\n[C]\nquery=\n");
  g_assert_no_errno (symlink ("real", file));
  assert_list (file, "A=otter|");
  save (file, "A", "heron");
  assert_list (file, "A=heron|");
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (real, &content, NULL, NULL));
  for (const char *const *part = (const char *const[]){ "# mine", "sort=saved", "[..]", "[a%2fb]", "other=1", NULL };
       *part != NULL; part++)
    g_assert_nonnull (strstr (content, *part));
}

/* A name must be one of a folder that a person sees, and that lies where it should; a query must say something. */
static void
test_refused (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *file = folder_get (folder, "list");
  g_autofree char *long_name = g_strnfill (101, 'x');
  g_autofree char *long_query = g_strnfill (10001, 'x');
  const char *names[] = { "", ".", "..", "../x", "a/b", "/", ".hidden", " a", "a ", "a  b", "a\nb", "a\x1b[1m",
                          "a\u202e", "a\u200b", "\xff", long_name };
  const char *queries[] = { "", "  \n", "a\xff", long_query };
  g_autoptr (OffprintSavedList) list = load (file);
  for (gsize i = 0; i < G_N_ELEMENTS (names) + G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *name = i < G_N_ELEMENTS (names) ? names[i] : "A";
      const char *query = i < G_N_ELEMENTS (names) ? "otter" : queries[i - G_N_ELEMENTS (names)];
      g_assert_false (offprint_saved_list_set (list, name, query, &error));
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_autoptr (GPtrArray) searches = offprint_saved_list_get (list);
  g_assert_cmpuint (searches->len, ==, 0);
}

/* There is an end to their number, but not to replacing one. */
static void
test_many (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = folder_get (folder, "list");
  g_autoptr (OffprintSavedList) list = load (file);
  for (guint i = 0; i < OFFPRINT_SAVED_LIST_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf ("search %u", i);
      g_assert_true (offprint_saved_list_set (list, name, "otter", &error));
    }
  g_assert_true (offprint_saved_list_set (list, "search 7", "heron", &error));
  g_assert_false (offprint_saved_list_set (list, "one more", "otter", &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

/* A list that can't be read or written says so. */
static void
test_broken (void)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *broken = folder_get (folder, "broken");
  g_autofree char *below = folder_get (folder, "broken/list");
  folder_write (folder, "broken", "query=otter\n");
  const char *files[] = { broken, folder->path, below };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintSavedList) list = offprint_saved_list_load (files[i], &error);
      if (list != NULL)
        g_assert_false (offprint_saved_list_save (list, &error));
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO);
      g_assert_nonnull (strstr (error->message, files[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-list/round", test_round);
  g_test_add_func ("/saved-list/foreign", test_foreign);
  g_test_add_func ("/saved-list/refused", test_refused);
  g_test_add_func ("/saved-list/many", test_many);
  g_test_add_func ("/saved-list/broken", test_broken);
  return g_test_run ();
}
