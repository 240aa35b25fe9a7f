/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the writer puts an identity into a Xapian document, and takes it out again. */
#pragma once

#include "shim/xap.h"
#include "store/identity.h"

G_BEGIN_DECLS

gboolean offprint_identity_apply (const OffprintIdentity *identity, XapDocument *document, const char *lines,
                                  gboolean titled, GError **error);
gboolean offprint_identity_withdraw (const char *path, const char *member, XapDocument *document, GString *lines,
                                     gboolean *titled, GError **error);

G_END_DECLS
