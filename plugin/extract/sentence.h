/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences end, in all scripts; abbreviations are known by their form, and a few by name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean offprint_sentence_is_end (const char *start, const char *at);
const char *offprint_sentence_skip (const char *text);
gboolean offprint_sentence_is_title_case (const char *start, const char *end);

G_END_DECLS
