/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From bytes in whatever encoding to valid UTF-8. Never fails: what can't be decoded becomes U+FFFD. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintEncodingResult:
 * @text: (transfer full): valid UTF-8 without a byte order mark and without NUL bytes; as the original bytes where they
 * were that already. Not NUL-terminated
 * @name: (transfer none): the encoding that was read, as iconv knows it: a static string
 * @guessed: nothing declared it and it was not UTF-8: worth a warning
 */
typedef struct
{
  GBytes *text;
  const char *name;
  gboolean guessed;
} OffprintEncodingResult;

/**
 * OffprintEncodingKind:
 * @OFFPRINT_ENCODING_PLAIN: only a byte order mark declares the encoding
 * @OFFPRINT_ENCODING_MARKUP: `<meta charset>` and `<?xml encoding>` do too
 */
typedef enum
{
  OFFPRINT_ENCODING_PLAIN,
  OFFPRINT_ENCODING_MARKUP,
} OffprintEncodingKind;

void offprint_encoding_to_utf8 (GBytes *bytes, OffprintEncodingKind kind, OffprintEncodingResult *result);
const char *offprint_encoding_find_label (const char *label, gsize length);

GArray *offprint_encoding_open_all (void);

G_END_DECLS
