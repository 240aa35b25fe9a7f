/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A short name of an article, for hosts that keep names rather than values: it lasts over restarts of programs, as long
 * as the article stays in the index where it is, and is never another article's. */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

char *offprint_handle_new (const OffprintHit *hit);
char **offprint_handle_list (OffprintReader *reader, const OffprintSearch *search, GError **error);
GPtrArray *offprint_handle_show (OffprintReader *reader, const char *const *handles, const OffprintSearch *search,
                                 GError **error);

G_END_DECLS
