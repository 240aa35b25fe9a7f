/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of an article, with the words that were searched for marked. */
#pragma once

#include "window/hit-item.h"
#include "window/question.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define OFFPRINT_TYPE_PREVIEW (offprint_preview_get_type ())
G_DECLARE_FINAL_TYPE (OffprintPreview, offprint_preview, OFFPRINT, PREVIEW, AdwBin)

void offprint_preview_show (OffprintPreview *preview, OffprintBusService *client, OffprintHitItem *item,
                            const OffprintQuestion *question);
void offprint_preview_focus (OffprintPreview *preview);

G_END_DECLS
