/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that every text of a language is full of: they tell languages apart, and say nothing else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most 64 rows: a word's languages are bits of a guint64. */
typedef struct
{
  const char *language; /* BCP 47 */
  const char *words;    /* lower-case, separated by spaces */
} OffprintLanguageRow;

extern const OffprintLanguageRow offprint_language_rows[];
extern const gsize offprint_language_n_rows;

G_END_DECLS
