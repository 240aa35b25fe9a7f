/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands of the `offprint` program share: their table, exit statuses, option parsing and complaints. */
#pragma once

#include "core/config.h"
#include "core/i18n.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses: a contract with scripts. */
typedef enum
{
  EXIT_STATUS_DONE = 0,
  EXIT_STATUS_SOME_FAILED = 1, /* or nothing found */
  EXIT_STATUS_USAGE = 2,
  EXIT_STATUS_INDEX = 3, /* index unusable, or no room for it */
  EXIT_STATUS_INTERRUPTED = 130,
} ExitStatus;

/* Returns: the exit status. @arguments are the program's own, beginning with the command's name. */
typedef ExitStatus (*CommandFunc) (GStrv arguments, const OffprintConfig *config);

ExitStatus command_extract (GStrv arguments, const OffprintConfig *config);
ExitStatus command_index (GStrv arguments, const OffprintConfig *config);
ExitStatus command_watch (GStrv arguments, const OffprintConfig *config);
ExitStatus command_search (GStrv arguments, const OffprintConfig *config);
ExitStatus command_complete (GStrv arguments, const OffprintConfig *config);
ExitStatus command_similar (GStrv arguments, const OffprintConfig *config);
ExitStatus command_facets (GStrv arguments, const OffprintConfig *config);
ExitStatus command_add (GStrv arguments, const OffprintConfig *config);
ExitStatus command_remove (GStrv arguments, const OffprintConfig *config);
ExitStatus command_folders (GStrv arguments, const OffprintConfig *config);
ExitStatus command_pause (GStrv arguments, const OffprintConfig *config);
ExitStatus command_resume (GStrv arguments, const OffprintConfig *config);
ExitStatus command_save_search (GStrv arguments, const OffprintConfig *config);
ExitStatus command_saved_searches (GStrv arguments, const OffprintConfig *config);
ExitStatus command_tag (GStrv arguments, const OffprintConfig *config);
ExitStatus command_status (GStrv arguments, const OffprintConfig *config);
ExitStatus command_recoll (GStrv arguments, const OffprintConfig *config);
ExitStatus command_check (GStrv arguments, const OffprintConfig *config);
ExitStatus command_compact (GStrv arguments, const OffprintConfig *config);

/* Of commands that search: in seconds; 0 is none */
#define COMMAND_TIME_LIMIT 10
#define COMMAND_TIME_LIMIT_HELP N_("Give what was found after so long (default: 10; 0: search on)")
#define COMMAND_DATABASES_HELP N_("Directory of an index, or a Xapian stub file; may be given again")

gboolean command_parse_options (GStrv *arguments, const char *summary, const char *description,
                                const GOptionEntry *entries, ExitStatus *status);
gboolean command_parse_database_options (GStrv arguments, const char *summary, char **database, gboolean *as_json,
                                         ExitStatus *status);
gboolean command_parse_databases_options (GStrv arguments, const char *summary, GStrv *databases, gboolean *as_json,
                                          ExitStatus *status);
gboolean command_check_time_limit (const char *name, double seconds, ExitStatus *status);
guint command_get_milliseconds (double seconds);
ExitStatus command_fail (const GError *error);
ExitStatus command_misuse (const char *name, const char *format, ...) G_GNUC_PRINTF (2, 3);
void command_warn (const char *format, ...) G_GNUC_PRINTF (1, 2);
void command_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void command_print_pair (const char *name, const char *value);
void command_print_json (JsonBuilder *json);
void command_print_notes (char **notes);
char *command_translate_reason (const char *reason);
void command_complain (const char *path, const char *reason, const char *kind);

G_END_DECLS
