/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker answers, checked: nothing that it says is believed. */
#pragma once

#include "index/article.h"

#include <gio/gio.h>

G_BEGIN_DECLS

OffprintArticle *offprint_worker_answer_get_article (GVariant *answer, GError **error);
GError *offprint_worker_answer_get_error (GVariant *answer, GError **error);

G_END_DECLS
