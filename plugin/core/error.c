/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The error domain of all rooms of plugin/; its codes are in the header. */
#include "core/error.h"

G_DEFINE_QUARK (offprint-error-quark, offprint_error)
