/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that read an index share. */
#pragma once

#include "store/query-terms.h"
#include "store/reader.h"

G_BEGIN_DECLS

/**
 * OffprintReader:
 * @databases: as opened
 * @name: (type filename): of the indexes, for messages
 * @stemmers: (element-type utf8 XapStem): by name, those used so far
 * @stems: (nullable) (element-type OffprintQueryStem): what articles of the index are stemmed with; %NULL: not known
 *   yet
 */
struct _OffprintReader
{
  char **databases;
  char *name;
  XapReader *index;
  GHashTable *stemmers;
  GPtrArray *stems;
};

gboolean offprint_reader_load_stems (OffprintReader *reader, GError **error);
XapStem *offprint_reader_get_stem (OffprintReader *reader, const char *language, GError **error);
gboolean offprint_reader_fail (const OffprintReader *reader, GError *problem, GError **error);

G_END_DECLS
