/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the shim's errors to those of plugin/, with what a person can do about it. */
#pragma once

#include "core/error.h"

G_BEGIN_DECLS

void offprint_errors_propagate (GError **error, GError *problem, const char *database);

G_END_DECLS
