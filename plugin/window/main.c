/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/i18n.h"
#include "window/application.h"

int
main (int argc, char **argv)
{
  offprint_i18n_init ();
  g_set_application_name ("Offprint");
  gtk_window_set_default_icon_name (OFFPRINT_APPLICATION_ID);
  g_autoptr (OffprintApplication) application = offprint_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
