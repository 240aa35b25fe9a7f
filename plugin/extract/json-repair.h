/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON as pages really contain it, made into JSON that a parser takes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper nesting is refused: JSON parsers recurse. */
#define OFFPRINT_JSON_REPAIR_MAX_DEPTH 60

char *offprint_json_repair (const char *text, gsize length);

G_END_DECLS
