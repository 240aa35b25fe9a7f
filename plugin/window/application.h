/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program `offprint-window`: one window, and actions that other programs ask for over D-Bus. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OFFPRINT_APPLICATION_ID "org.offprint.Window"

#define OFFPRINT_TYPE_APPLICATION (offprint_application_get_type ())
G_DECLARE_FINAL_TYPE (OffprintApplication, offprint_application, OFFPRINT, APPLICATION, AdwApplication)

OffprintApplication *offprint_application_new (void);

G_END_DECLS
