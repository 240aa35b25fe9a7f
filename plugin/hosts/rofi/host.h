/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What rofi lends to its modes but does not declare in its headers: each is used only where this rofi has it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void host_reload (void);
const char *host_get_input (void);
gboolean host_prepare_rows (void);

G_END_DECLS
