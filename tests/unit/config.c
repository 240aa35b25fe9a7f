/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/config.h"
#include "core/error.h"
#include "tests/unit/folder.h"

static OffprintConfig *
load (const char *system, const char *person, GError **error)
{
  g_autoptr (Folder) folder = folder_new ();
  g_autofree char *first = folder_get (folder, "system.conf");
  g_autofree char *second = folder_get (folder, "person.conf");
  const char *files[] = { first, second, NULL };
  if (system != NULL)
    folder_write (folder, "system.conf", system);
  if (person != NULL)
    folder_write (folder, "person.conf", person);
  return offprint_config_load_from (files, error);
}

/* Without files there are defaults: an index in the person's data folder, a job a processor. */
static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintConfig) config = load (NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (config->database, "/offprint/xapiandb"));
  g_assert_cmpuint (config->jobs, >=, 1);
  g_assert_cmpuint (config->max_depth, >=, 10);
}

/* The later file wins key by key. */
static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintConfig) config
      = load ("[offprint]\njobs=3\nmax-depth=5\n", "[offprint]\njobs=7\ndatabase=~/articles.db\n", &error);
  g_autofree char *database = g_build_filename (g_get_home_dir (), "articles.db", NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (config->jobs, ==, 7);
  g_assert_cmpuint (config->max_depth, ==, 5);
  g_assert_cmpstr (config->database, ==, database);
}

/* A wrong value, an unknown key or a broken file is an error that names it. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *text, *named;
  } cases[] = {
    { "[offprint]\njobs=many\n", "'jobs'" },
    { "[offprint]\njobs=0\n", "'jobs'" },
    { "[offprint]\njob=1\n", "'job'" },
    { "[offprint]\ndatabase=here\n", "'database'" },
    { "[offprint]\nmax-file-bytes=-1\n", "'-1'" },
    { "no group\n", "person.conf" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintConfig) config = load (NULL, cases[i].text, &error);
      g_assert_null (config);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/defaults", test_defaults);
  g_test_add_func ("/config/order", test_order);
  g_test_add_func ("/config/wrong", test_wrong);
  return g_test_run ();
}
