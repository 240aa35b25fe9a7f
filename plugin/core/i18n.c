/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where translations are found. */
#include "core/i18n.h"

#include <locale.h>

/**
 * offprint_i18n_bind:
 *
 * Says where our translations are and that they are wanted as UTF-8: in `$OFFPRINT_LOCALEDIR`, else where they were
 * installed. For code that is loaded by a program which is not ours: neither its locale nor its default domain changes.
 * May be called more than once; from any thread that nobody else translates beside.
 */
void
offprint_i18n_bind (void)
{
  const char *directory = g_getenv ("OFFPRINT_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : OFFPRINT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

/**
 * offprint_i18n_init:
 *
 * Takes the locale of the environment, and our domain as the program's own: GLib then speaks a language only where we
 * do. The first thing that a program's main() does.
 */
void
offprint_i18n_init (void)
{
  setlocale (LC_ALL, "");
  offprint_i18n_bind ();
  textdomain (GETTEXT_PACKAGE);
}
