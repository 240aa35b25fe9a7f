/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The world's news agencies and the names they go by. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *offprint_agency_find (const char *name);
const char *offprint_agency_find_in (const char *text, gsize length, gsize *start, gsize *end);

G_END_DECLS
