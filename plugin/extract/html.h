/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format HTML: a saved web page, by whatever program saved it. */
#pragma once

#include "extract/format.h"

G_BEGIN_DECLS

gboolean offprint_html_read (const OffprintSource *source, GPtrArray *builders, GError **error);

G_END_DECLS
