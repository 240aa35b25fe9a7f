/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How hits are written: for a person, as JSON lines, as tab-separated values, as rows for rofi, as bare paths. */
#pragma once

#include "cli/command.h"
#include "store/reader.h"

G_BEGIN_DECLS

typedef void (*PresentFunc) (const OffprintHit *hit, gboolean colour);

/* What was asked for; at most one of them */
typedef struct
{
  char *format;
  gboolean as_json;
  gboolean as_paths;
} PresentOptions;

/* The options of a command that finds articles, for its table; each is put into a #PresentOptions */
#define PRESENT_ENTRIES(options)                                                                                      \
  { "format", 0, 0, G_OPTION_ARG_STRING, &(options).format, N_("text, jsonl, tsv or rofi"), N_("FORMAT") },           \
      { "json", 0, 0, G_OPTION_ARG_NONE, &(options).as_json, N_("The same as --format jsonl: one object a line"),     \
        NULL },                                                                                                       \
      { "null", '0', 0, G_OPTION_ARG_NONE, &(options).as_paths,                                                       \
        N_("Only the paths of the files, with a NUL after each, for xargs -0"), NULL }

void present_options_clear (PresentOptions *options);
gboolean present_choose (const char *command, const PresentOptions *options, PresentFunc *present, ExitStatus *status);
void present_rofi (const OffprintHit *hit, gboolean colour);
ExitStatus present_hits (const OffprintHits *hits, PresentFunc present);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PresentOptions, present_options_clear)

G_END_DECLS
