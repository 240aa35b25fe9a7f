/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a language is called in the person's own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *offprint_language_name_new (const char *tag);

G_END_DECLS
