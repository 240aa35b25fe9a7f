/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much of the machine a thread gets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean priority_lower_thread (void);

G_END_DECLS
