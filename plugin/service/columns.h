/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a list of files shows of one of them: a line of text each, ready to be shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* See GetColumns */
#define COLUMNS_TYPE "(ubssssst)"

GVariant *columns_new (GPtrArray *records);

G_END_DECLS
