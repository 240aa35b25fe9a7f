/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splitting text into the terms that Recoll and Omega look for (DESIGN: index layout, "folding" and "stems").
 * One walk gives every form of every word with its position and its place in the text, so that indexing and the
 * marking of matches in snippets agree by construction. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintWordForm:
 * @OFFPRINT_WORD_PLAIN: a word, folded (lower-case, accents removed, ligatures opened): what a search means by a word
 * @OFFPRINT_WORD_CJK_PAIR: two neighbouring CJK or Hangul characters (single ones are %OFFPRINT_WORD_PLAIN)
 * @OFFPRINT_WORD_SPAN: several parts joined as written (`e-mail`, `don't`, `x@y.com`), folded, at the first part's
 *    position, and initials without their dots (`usa`); Recoll asks for it
 * @OFFPRINT_WORD_UNFOLDED: a word only lower-cased, where that differs from the folded form (`café`); Omega asks for it
 * @OFFPRINT_WORD_PARSER: a form that Xapian's query parser makes of `&`, `'`, digits with `,` and `.`, a trailing
 *    `+` or `#`, and of what is no letter to Recoll (`at&t`, `13,200`, `c++`, `m²`), at the first part's position;
 *    where the same term was already given for this position it is not repeated
 */
typedef enum
{
  OFFPRINT_WORD_PLAIN,
  OFFPRINT_WORD_CJK_PAIR,
  OFFPRINT_WORD_SPAN,
  OFFPRINT_WORD_UNFOLDED,
  OFFPRINT_WORD_PARSER,
} OffprintWordForm;

/* Longest term in bytes; longer words give no term but still use up their position (as in Recoll). */
#define OFFPRINT_WORD_MAX_BYTES 40

typedef struct
{
  const char *term; /* valid UTF-8, NUL-terminated, not owned, valid during the call only */
  gsize length; /* bytes of @term */
  OffprintWordForm form;
  guint32 position;
  gsize start, end; /* byte range in the text that the form was made of */
} OffprintWord;

/* Returns: %FALSE to stop the walk */
typedef gboolean (*OffprintWordFunc) (const OffprintWord *word, gpointer data);

guint32 offprint_words_foreach (const char *text, gsize length, guint32 position, OffprintWordFunc func, gpointer data);

G_END_DECLS
