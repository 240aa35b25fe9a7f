/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arithmetic of the proleptic Gregorian calendar on OffprintDate. Only date parsing uses it; no time zones of the
 * system. */
#pragma once

#include "core/date.h"

G_BEGIN_DECLS

guint offprint_date_calendar_days_in_month (guint year, guint month);
gint64 offprint_date_calendar_to_days (guint year, guint month, guint day);
gboolean offprint_date_calendar_set_year (OffprintDate *date, guint year);
gboolean offprint_date_calendar_set_month (OffprintDate *date, guint year, guint month);
gboolean offprint_date_calendar_set_day (OffprintDate *date, guint year, guint month, guint day);
gboolean offprint_date_calendar_set_days (OffprintDate *date, gint64 days);
gboolean offprint_date_calendar_add_time (OffprintDate *date, const OffprintDate *time);

G_END_DECLS
