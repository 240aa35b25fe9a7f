/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of links: readable, and harmless whatever the title is. */
#include "service/link-name.h"

#include <string.h>

static const struct
{
  const char *title, *path, *mime_type, *name;
} cases[] = {
  { "Otters return", "/a/1.html", "text/html", "Otters return.html" },
  { "Otters return", "/a/otters", "text/html", "Otters return.html" },
  { "Otters return", "/a/otters", "text/plain", "Otters return.txt" },
  { "Otters return", "/a/otters", "application/pdf", "Otters return" },
  { "Otters return", "/a.b/otters", NULL, "Otters return" },
  { "Otters return", "/a/otters.no extension at all", "text/html", "Otters return.html" },
  { "Otters.HTML", "/a/1.html", NULL, "Otters.html" },
  { "A/B: 1/2", "/a/1.html", NULL, "A-B: 1-2.html" },
  { "../../etc/passwd", "/a/1.html", NULL, "etc-passwd.html" },
  { "..", "/a/two.html", NULL, "two.html" },
  { ".hidden", "/a/1.html", NULL, "hidden.html" },
  { "-rf ~", "/a/1.html", NULL, "rf ~.html" },
  { " two\nlines\tand \x01\x7f control ", "/a/1.html", NULL, "two lines and control.html" },
  { "left\u202eright", "/a/1.html", NULL, "leftright.html" },
  { "Is it so?...", "/a/1.html", NULL, "Is it so?.html" },
  { NULL, "/a/two words.md", NULL, "two words.md" },
  { "", "/a/two.md", NULL, "two.md" },
  { "\u200b", "/a/bad \xff name.md", NULL, "bad \ufffd name.md" },
  { NULL, "/a/....md", NULL, "article.md" },
  { "日本語 の 記事", "/a/1.html", NULL, "日本語 の 記事.html" },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = link_name_make (cases[i].title, cases[i].path, cases[i].mime_type);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* The longest title of any script, with extension and number, is a name that every file system takes. */
static void
test_long (void)
{
  static const char *const parts[] = { "otter ", "otter", "語", "ǅ\u0301", "😀" };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) title = g_string_new (NULL);
      while (title->len < 10000)
        g_string_append (title, parts[i]);
      g_autofree char *name = link_name_make (title->str, "/a/1.extensionextens", NULL);
      g_autofree char *numbered = link_name_number (name, 1000);
      g_assert_true (g_utf8_validate (numbered, -1, NULL));
      g_assert_cmpuint (strlen (numbered), <=, 143);
      g_assert_cmpuint (strlen (numbered), >, 100);
      g_assert_true (g_str_has_suffix (numbered, " (1000).extensionextens"));
    }
}

/* Numbers stand before the extension. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *name;
    guint number;
    const char *numbered;
  } numbers[] = { { "Otters.html", 0, "Otters.html" }, { "Otters.html", 1, "Otters.html" },
                  { "Otters.html", 2, "Otters (2).html" }, { "Otters", 12, "Otters (12)" },
                  { "U. S. otters", 2, "U. S. otters (2)" } };
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *numbered = link_name_number (numbers[i].name, numbers[i].number);
      g_assert_cmpstr (numbered, ==, numbers[i].numbered);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-name/names", test_names);
  g_test_add_func ("/link-name/long", test_long);
  g_test_add_func ("/link-name/numbers", test_numbers);
  return g_test_run ();
}
