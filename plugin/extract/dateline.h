/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dateline of a news story: "BERLIN (Reuters) - The ..." */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean offprint_dateline_read (const char *text, char **place, const char **agency);

G_END_DECLS
