/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which query the search window is given for a folder. */
#include "desktop/search-window.h"

static void
assert_query (const char *folder, const char *expected)
{
  g_autofree char *query = offprint_search_window_make_folder_query (folder);
  g_assert_cmpstr (query, ==, expected);
}

/* A folder is named as a person would name it, from home on where it is there. */
static void
test_plain (void)
{
  assert_query ("/home/jo", "dir:\"~\" ");
  assert_query ("/home/jo/My Articles (2022)", "dir:\"~/My Articles (2022)\" ");
  assert_query ("/home/joan/Été", "dir:\"/home/joan/Été\" ");
  assert_query ("/", "dir:\"/\" ");
}

/* One whose name no quotation can hold is named by its address, which holds any bytes. */
static void
test_address (void)
{
  assert_query ("/home/jo/of \"otters\"", "dir:\"file:///home/jo/of%20%22otters%22\" ");
  assert_query ("/a/«b»", "dir:\"file:///a/%C2%ABb%C2%BB\" ");
  assert_query ("/a/\xff", "dir:\"file:///a/%FF\" ");
  assert_query ("/a/two\nlines", "dir:\"file:///a/two%0Alines\" ");
}

int
main (int argc, char **argv)
{
  g_setenv ("HOME", "/home/jo", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-window/plain", test_plain);
  g_test_add_func ("/search-window/address", test_address);
  return g_test_run ();
}
