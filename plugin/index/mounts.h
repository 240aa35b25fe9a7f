/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells when something was mounted or unmounted: no event of the folders themselves does. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintMounts OffprintMounts;

OffprintMounts *offprint_mounts_new (void (*func) (gpointer data), gpointer data);
void offprint_mounts_free (OffprintMounts *mounts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintMounts, offprint_mounts_free)

G_END_DECLS
