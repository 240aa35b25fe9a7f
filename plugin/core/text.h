/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text is valid UTF-8 from here on. Cleaning, folding, measuring; splitting into words is in words.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *offprint_text_make_valid (const char *bytes, gssize length);
char *offprint_text_squeeze (const char *text, gsize max_bytes);
char *offprint_text_clean_paragraphs (const char *text, gsize max_bytes);
char *offprint_text_truncate_words (const char *text, gsize max_chars);
char *offprint_text_fold (const char *text, gssize length);
char *offprint_text_fold_accents (const char *text, gssize length);
char *offprint_text_printable (const char *text);
gsize offprint_text_count_words (const char *text);
gboolean offprint_text_is_quote (gunichar character);

G_END_DECLS
