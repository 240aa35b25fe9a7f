/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine alone, without a bus: follows the folders named, and does what lines on standard input say, answering each
 * with a line. For tests that kill it, and change the folders under its hands.
 *
 * usage: engine [--scan-interval SECONDS] DATABASE FOLDER...
 *   flush   answers when all changes made on disk until now are in the index, or why that can't be
 *   status  state, articles, errors, then in words: why, how changes are noticed, what is away
 *   await STATE   answers with the status once the state is that: idle, working, paused, no-space, locked, refused
 *   rescan, rebuild, pause, resume
 *   follow FOLDER...   the folders from now on (bytes, percent-encoded)
 *   forget FOLDER      drops what is indexed of a folder that is not followed any more
 *   quit    ends it in good order, as the end of its input does */
#include "index/indexer.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static OffprintIndexer *indexer;
static GMainLoop *loop;
static char *awaited; /* state */
static const char *const state_names[] = { "idle", "working", "paused", "no-space", "locked", "refused" };

static void
answer (const char *text)
{
  printf ("%s\n", text);
  fflush (stdout);
}

static void
answer_flushed (const GError *error, gpointer data)
{
  answer (error != NULL ? error->message : "flushed");
}

static void
answer_status (void)
{
  OffprintIndexerStatus status;
  offprint_indexer_get_status (indexer, &status);
  g_autofree char *away = g_strjoinv (" ", (char **) status.away);
  g_autofree char *line = g_strdup_printf ("%s\t%u\t%u\t%s\t%s\t%s", state_names[status.state], status.articles,
                                           status.errors, status.reason != NULL ? status.reason : "",
                                           status.watch_state != NULL ? status.watch_state : "", away);
  answer (line);
}

static void
take_status (gpointer data)
{
  OffprintIndexerStatus status;
  if (awaited == NULL || indexer == NULL)
    return;
  offprint_indexer_get_status (indexer, &status);
  if (!g_str_equal (state_names[status.state], awaited))
    return;
  g_clear_pointer (&awaited, g_free);
  answer_status ();
}

static void
await (const char *state)
{
  g_free (awaited);
  awaited = g_strdup (state);
  take_status (NULL);
}

/* Not g_uri_unescape_string(), which wants UTF-8. */
static char *
unquote (const char *word)
{
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (word, -1, NULL, NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
follow (char **words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    {
      char *path = unquote (words[i]);
      g_free (words[i]);
      words[i] = path;
    }
  offprint_indexer_set_roots (indexer, (const char *const *) words);
}

static void
forget (const char *word)
{
  g_autofree char *path = unquote (word);
  offprint_indexer_forget (indexer, path);
}

static void
carry_out (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  if (g_str_equal (line, "flush"))
    {
      offprint_indexer_flush (indexer, answer_flushed, NULL);
      return;
    }
  if (g_str_equal (line, "status"))
    {
      answer_status ();
      return;
    }
  if (g_str_has_prefix (line, "await "))
    {
      await (words[1]);
      return;
    }
  if (g_str_equal (line, "rescan"))
    offprint_indexer_rescan (indexer, NULL);
  else if (g_str_equal (line, "rebuild"))
    offprint_indexer_rebuild (indexer);
  else if (g_str_equal (line, "pause") || g_str_equal (line, "resume"))
    offprint_indexer_set_paused (indexer, *line == 'p');
  else if (g_str_has_prefix (line, "follow "))
    follow (words + 1);
  else if (g_str_has_prefix (line, "forget "))
    forget (words[1]);
  answer ("done");
}

static void
read_line (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (line == NULL || g_str_equal (line, "quit"))
    {
      g_main_loop_quit (loop);
      return;
    }
  carry_out (line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, read_line, NULL);
}

static gboolean
end (gpointer data)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  int scan_interval = 300;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "scan-interval", 0, 0, G_OPTION_ARG_INT, &scan_interval, "between looks at what can't be watched", "SECONDS" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("DATABASE FOLDER...");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    return 2;
  const OffprintIndexerOptions options = {
    .database = argv[1],
    .jobs = 2,
    .max_depth = 64,
    .max_file_bytes = 256 * 1024 * 1024,
    .follow = TRUE,
    .scan_interval = (guint) scan_interval,
  };
  const OffprintIndexerFuncs funcs = { .status = take_status };
  indexer = offprint_indexer_new (&options, &funcs, NULL, &error);
  if (indexer == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 3;
    }
  offprint_indexer_set_roots (indexer, (const char *const *) argv + 2);
  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, end, NULL);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, read_line, NULL);
  g_main_loop_run (loop);
  offprint_indexer_free (indexer);
  g_free (awaited);
  g_main_loop_unref (loop);
  return 0;
}
