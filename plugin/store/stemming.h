/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of Xapian's stemmers an article's language has. Words are stemmed in their folded form, when indexing and when
 * searching. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stock Omega stems with, whatever the article's language */
#define OFFPRINT_STEMMING_OMEGA "english"

const char *offprint_stemming_get_name (const char *language);
const char *offprint_stemming_find (const char *stemmer);

G_END_DECLS
