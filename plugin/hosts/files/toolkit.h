/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The little that is asked of the toolkit of the program that loads us: GTK 4 in Nautilus, GTK 3 in the others. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void toolkit_copy (const char *text);
GAppLaunchContext *toolkit_get_launch_context (void);

G_END_DECLS
