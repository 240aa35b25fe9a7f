/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What search bars of desktops are answered, in their own types. Like answers.h: from parameters to a reply, in a
 * search thread; the parameters are ours, since a bar's calls do not hold all that is needed. */
#pragma once

#include "service/answers.h"

G_BEGIN_DECLS

/* Parameters: (s) what was typed. Reply: (as) handles */
GVariant *bar_answer_handles (OffprintReader *reader, GVariant *parameters, GError **error);
/* Parameters: (ass) handles, what was typed. Reply: (aa{sv}) metas of GNOME Shell */
GVariant *bar_answer_metas (OffprintReader *reader, GVariant *parameters, GError **error);
/* Parameters: (s) what was typed. Reply: (a(sssida{sv})) matches of KRunner */
GVariant *bar_answer_matches (OffprintReader *reader, GVariant *parameters, GError **error);
/* Parameters: (s) a handle. Reply: (a{sv}) the article; %OFFPRINT_ERROR_INPUT: it is not there any more */
GVariant *bar_answer_article (OffprintReader *reader, GVariant *parameters, GError **error);

G_END_DECLS
