/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses as pages and savers write them. Text only: nothing is ever fetched. */
#pragma once

#include "core/date.h"

G_BEGIN_DECLS

char *offprint_address_unwrap (const char *url);
char *offprint_address_resolve (const char *url, const char *base);
char *offprint_address_get_site (const char *url);
gboolean offprint_address_is_front_page (const char *url);
gboolean offprint_address_find_date (const char *url, OffprintDate *date);

G_END_DECLS
