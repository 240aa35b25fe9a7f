/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands above a Markdown text: `---` YAML, `+++` TOML, `{` JSON. */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

gsize offprint_front_matter_read (const char *text, gsize length, OffprintRecordBuilder *builder);

G_END_DECLS
