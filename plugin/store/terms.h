/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The distinct terms of one article while they are counted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintTerm:
 * @text: (array length=length): prefix and word, owned by the table
 * @prefix: bytes of the prefix at the start of @text
 * @wdf: how often it counts
 * @n_plain: how often it was met as a plain word: what its stem counts
 * @asked: %TRUE: Omega asks for its stem although it is no plain word
 * @synonym: %TRUE: a plain word without prefix whose stem is another word
 * @positions: (array length=n_positions): where it stands, ascending
 */
typedef struct
{
  const char *text;
  guint64 hash;
  guint32 length;
  guint32 prefix;
  guint32 wdf;
  guint32 n_plain;
  gboolean asked;
  gboolean synonym;
  guint32 *positions;
  guint32 n_positions, n_allocated;
} OffprintTerm;

typedef struct _OffprintTerms OffprintTerms;

OffprintTerms *offprint_terms_new (void);
OffprintTerms *offprint_terms_new_for (GVariant *owner, gsize n_terms);
void offprint_terms_free (OffprintTerms *terms);
OffprintTerm *offprint_terms_add (OffprintTerms *terms, const char *prefix, gsize prefix_length, const char *word,
                                  gsize length);
OffprintTerm *offprint_terms_append (OffprintTerms *terms, const char *text, gsize length);
void offprint_terms_add_position (OffprintTerms *terms, OffprintTerm *term, guint32 position);
gsize offprint_terms_get_count (const OffprintTerms *terms);
OffprintTerm *offprint_terms_get (const OffprintTerms *terms, gsize index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintTerms, offprint_terms_free)

G_END_DECLS
