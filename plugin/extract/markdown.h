/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format Markdown: what web clippers and note-takers write, with front matter in YAML, TOML or JSON. */
#pragma once

#include "extract/format.h"

G_BEGIN_DECLS

gboolean offprint_markdown_read (const OffprintSource *source, GPtrArray *builders, GError **error);
void offprint_markdown_read_text (const char *text, gsize length, OffprintRecordBuilder *builder);

G_END_DECLS
