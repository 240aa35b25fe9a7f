/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Beginnings of the words in fields, as terms: what the first typed characters find (completion.c). */
#pragma once

#include "store/document.h"

#include "shim/xap.h"

G_BEGIN_DECLS

/* Of any word of the title, of its first word alone, and of the words of other fields that people type */
#define OFFPRINT_PREFIX_TITLE_BEGINNING "XYBT"
#define OFFPRINT_PREFIX_FIRST_BEGINNING "XYBF"
#define OFFPRINT_PREFIX_OTHER_BEGINNING "XYBO"

/* In characters. Of three letters so few words of titles begin alike that Xapian may walk them: terms for them would
 * cost half as much again, and save a millisecond at 100,000 articles. Of the first word there is but one. */
#define OFFPRINT_BEGINNING_MAX 2
#define OFFPRINT_FIRST_BEGINNING_MAX 3

gboolean offprint_beginnings_add (XapDocument *target, const OffprintDocument *document, GError **error);

G_END_DECLS
