/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/author.h"

static void
check (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  offprint_author_split (text, names);
  g_ptr_array_add (names, NULL);
  g_autofree char *found = g_strjoinv ("; ", (char **) names->pdata);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_bylines (void)
{
  g_test_summary ("What stands around a name is taken off");
  check ("By Ada Quill", "Ada Quill");
  check ("by: ADA QUILL", "Ada Quill");
  check ("Von Jörg Müller", "Jörg Müller");
  check ("Written byAda Quill", "Ada Quill");
  check ("Ada Quill (Reuters)", "Ada Quill");
  check ("Ada Quill ada@example.org @adaq", "Ada Quill");
  check ("Ada Quill, senior editor", "Ada Quill");
  check ("Ada Quill Staff Writer", "Ada Quill");
  check ("Ada Quill - Example Gazette", "Ada Quill");
  check ("Ada Quill 27 January 2022", "Ada Quill");
  check ("View all posts by Ada Quill", "Ada Quill");
  check ("Interview: Ada Quill", "Ada Quill");
  check ("홍길동 기자", "홍길동");
}

static void
test_several (void)
{
  g_test_summary ("Several names are told apart; words that are also part of names divide only whole names");
  check ("Ada Quill, Tom Reed and Jo Lee", "Ada Quill; Tom Reed; Jo Lee");
  check ("Ada Quill; Tom Reed & Jo Lee", "Ada Quill; Tom Reed; Jo Lee");
  check ("Ada Quill und Tom Reed", "Ada Quill; Tom Reed");
  check ("Ana Gil y Luis Mora", "Ana Gil; Luis Mora");
  check ("José Ortega y Gasset", "José Ortega y Gasset");
  check ("Ada Quill / Tom Reed", "Ada Quill; Tom Reed");
  check ("Ada Quill, ada quill", "Ada Quill");
}

static void
test_turned (void)
{
  g_test_summary ("A family name in front is put behind");
  check ("Quill, Ada", "Ada Quill");
  check ("Quill, Ada M.", "Ada M. Quill");
}

static void
test_no_names (void)
{
  g_test_summary ("What templates write where nobody wrote a name is no author");
  check ("admin", "");
  check ("By", "");
  check ("{{author}}", "");
  check ("", "");
  check ("12 comments", "");
  check ("a very long sentence that somebody has put into the field for the author", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/author/bylines", test_bylines);
  g_test_add_func ("/author/several", test_several);
  g_test_add_func ("/author/turned", test_turned);
  g_test_add_func ("/author/no-names", test_no_names);
  return g_test_run ();
}
