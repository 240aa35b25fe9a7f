/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/i18n.h"

#include <locale.h>

/* In a program that is not ours neither the locale nor the default domain changes. */
static void
test_bind_changes_only_our_domain (void)
{
  g_autofree char *locale = g_strdup (setlocale (LC_ALL, NULL));
  g_autofree char *domain = g_strdup (textdomain (NULL));
  g_setenv ("OFFPRINT_LOCALEDIR", "/nowhere/locale", TRUE);
  offprint_i18n_bind ();
  g_assert_cmpstr (setlocale (LC_ALL, NULL), ==, locale);
  g_assert_cmpstr (textdomain (NULL), ==, domain);
  g_assert_cmpstr (bindtextdomain (GETTEXT_PACKAGE, NULL), ==, "/nowhere/locale");
  g_assert_cmpstr (bind_textdomain_codeset (GETTEXT_PACKAGE, NULL), ==, "UTF-8");
}

/* Without the variable translations are where they were installed. */
static void
test_bind_finds_installed (void)
{
  g_unsetenv ("OFFPRINT_LOCALEDIR");
  offprint_i18n_bind ();
  g_assert_cmpstr (bindtextdomain (GETTEXT_PACKAGE, NULL), ==, OFFPRINT_LOCALEDIR);
}

/* What has no translation is said as it is written in the code, in the right number. */
static void
test_text_without_translation (void)
{
  offprint_i18n_bind ();
  g_assert_cmpstr (_("no catalogue has this"), ==, "no catalogue has this");
  g_assert_cmpstr (C_("verb", "no catalogue has this"), ==, "no catalogue has this");
  g_assert_cmpstr (ngettext ("one otter", "many otters", 1), ==, "one otter");
  g_assert_cmpstr (ngettext ("one otter", "many otters", 2), ==, "many otters");
}

/* A program of ours takes the locale of its environment and our domain. */
static void
test_init (void)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  offprint_i18n_init ();
  g_assert_cmpstr (textdomain (NULL), ==, GETTEXT_PACKAGE);
  g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/i18n/bind-changes-only-our-domain", test_bind_changes_only_our_domain);
  g_test_add_func ("/i18n/bind-finds-installed", test_bind_finds_installed);
  g_test_add_func ("/i18n/text-without-translation", test_text_without_translation);
  g_test_add_func ("/i18n/init", test_init);
  return g_test_run ();
}
