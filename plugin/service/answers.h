/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the methods that ask the index answer: from the parameters of a call to its reply. Called in a search thread. */
#pragma once

#include "store/ranked.h"

G_BEGIN_DECLS

/**
 * AnswerFunc:
 * @reader: (nullable): the index; %NULL: there is none yet
 * @parameters: as they came over the bus, of the types in the interface
 * @error: return location
 *
 * Returns: (transfer floating): the reply, a tuple; %NULL with an #OffprintError
 */
typedef GVariant *(*AnswerFunc) (OffprintReader *reader, GVariant *parameters, GError **error);

gboolean answer_describe_session (GVariant *parameters, char **name, char **question);
GVariant *answer_search (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_page (OffprintReader *reader, GVariant *parameters, OffprintRanked **ranked, GError **error);
GVariant *answer_complete (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_similar (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_facets (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_text (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_articles (OffprintReader *reader, GVariant *parameters, GError **error);
GVariant *answer_columns (OffprintReader *reader, GVariant *parameters, GError **error);

G_END_DECLS
