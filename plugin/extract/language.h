/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a text that does not declare it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *offprint_language_detect (const char *text);

G_END_DECLS
