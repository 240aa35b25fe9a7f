/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses in the form in which they are compared: terms and queries use the same functions, so they agree. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: %FALSE to stop */
typedef gboolean (*OffprintUrlSiteFunc) (const char *site, gpointer user_data);

char *offprint_url_normalise (const char *url);
char *offprint_url_get_host (const char *url);
char *offprint_url_normalise_host (const char *host);
char *offprint_url_get_term (const char *url);
void offprint_url_foreach_site (const char *host, OffprintUrlSiteFunc func, gpointer user_data);

G_END_DECLS
