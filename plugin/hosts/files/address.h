/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The address of an original page is what some page said of itself: only the web may be opened by it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean address_is_web (const char *url);

G_END_DECLS
