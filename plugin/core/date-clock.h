/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times of day and time zones as people and programs write them. Only date parsing uses it. */
#pragma once

#include "core/date-reader.h"
#include "core/date.h"

G_BEGIN_DECLS

gboolean offprint_date_clock_take_time (OffprintDateReader *reader, OffprintDate *time);
gboolean offprint_date_clock_take_seconds (OffprintDateReader *reader, OffprintDate *time);
gboolean offprint_date_clock_take_offset (OffprintDateReader *reader, OffprintDate *time);
gboolean offprint_date_clock_take_zone (OffprintDateReader *reader, OffprintDate *time);

G_END_DECLS
