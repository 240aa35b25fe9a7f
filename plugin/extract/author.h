/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of authors out of what pages write where the author stands. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OFFPRINT_AUTHORS_MAX 10

void offprint_author_split (const char *text, GPtrArray *names);

G_END_DECLS
