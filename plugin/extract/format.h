/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a format is to the table in extract.c: one function that reads the articles of one file. */
#pragma once

#include "extract/extract.h"

G_BEGIN_DECLS

/**
 * OffprintFormatFunc:
 * @source: the file
 * @builders: (element-type OffprintRecordBuilder): where to append one builder for each article, in the order of the
 * file. The caller sets path, mime type, and the time of saving where the format did not
 * @error: return location: %OFFPRINT_ERROR_INPUT when there is no article that can be read
 *
 * Returns: %FALSE on error
 */
typedef gboolean (*OffprintFormatFunc) (const OffprintSource *source, GPtrArray *builders, GError **error);

G_END_DECLS
