/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person chose in rofi's window. Rofi ends when something was chosen, so a wish is fulfilled when the window is
 * gone, before the process ends; it is bounded, and hands over to programs that stay. */
#pragma once

#include "desktop/action.h"

G_BEGIN_DECLS

/**
 * Wish:
 *
 * What is to be done. Opaque.
 */
typedef struct _Wish Wish;

Wish *wish_new (OffprintActionKind kind, const OffprintRecord *record);
Wish *wish_new_best (const char *text, const OffprintRecord *preferred);
Wish *wish_new_search (const char *text);
void wish_free (Wish *wish);
void wish_fulfil (Wish *wish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

G_END_DECLS
