/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translation of what a person reads. All rooms look their text up in one domain, named in each look-up: code that is
 * loaded by another program has no default domain of its own.
 *
 * `_("text")` translates, `N_("text")` marks text in a table for a later `_(text)`, `C_("context", "text")` tells equal
 * words apart, `ngettext (one, many, n)` chooses by number. See HACKING.md on what is translated. */
#pragma once

#include "offprint-config.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

#undef ngettext
#define ngettext(one, many, n) g_dngettext (GETTEXT_PACKAGE, one, many, n)

void offprint_i18n_init (void);
void offprint_i18n_bind (void);

G_END_DECLS
