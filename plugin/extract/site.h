/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of sites, compared with hosts, titles and lines that hold them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean offprint_site_is_within (const char *name, const char *text);
gboolean offprint_site_ends (const char *name, const char *text);

G_END_DECLS
