/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin of pop-launcher, and so of the COSMIC launcher, Pop Shell and Onagre: a process that the launcher starts,
 * with requests on standard input and responses on standard output. The launcher waits for one `Finished` a search,
 * also for one that it interrupts. It shows eight results of all plugins, in its own order unless the text begins with
 * the plugin's word. */
#include "core/i18n.h"
#include "desktop/action.h"
#include "desktop/presentation.h"
#include "desktop/typing.h"
#include "hosts/pop-launcher/protocol.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_HITS 8
#define DESCRIPTION_MAX_CHARS 200
#define LINE_MAX_BYTES 65536
/* The word before a search in articles only, as in plugin.ron. Other searches have to be of three letters at least. */
#define PREFIX "articles "
#define MIN_LETTERS 3
/* The launcher finds whose result is meant by a number that all plugins share: ours are out of the others' way. */
#define FIRST_ID 0x0FF00000
#define PATIENCE_SECONDS 5

typedef struct
{
  GMainLoop *loop;
  GDataInputStream *input;
  OffprintTyping *typing;
  OffprintHits *hits; /* what the launcher has; NULL: nothing */
  gboolean similar;   /* asked for by a result's menu, so they take the place of what is shown */
  guint busy;         /* actions under way */
  gboolean ending;
} Plugin;

typedef enum
{
  OPTION_SHOW,
  OPTION_COPY_LINK,
  OPTION_SIMILAR,
} Option;

static void
respond (char *line)
{
  g_autofree char *own = line;
  fputs (own, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

static const OffprintRecord *
find_record (const Plugin *plugin, guint32 id)
{
  guint place = id - FIRST_ID;
  if (plugin->hits == NULL || place >= plugin->hits->hits->len)
    return NULL;
  const OffprintHit *hit = g_ptr_array_index (plugin->hits->hits, place);
  return hit->record;
}

static void
append (const OffprintHit *hit, guint place)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *description = offprint_presentation_get_description (hit, DESCRIPTION_MAX_CHARS);
  g_autofree char *icon = offprint_presentation_get_icon_name (hit->record);
  respond (response_new_append (FIRST_ID + place, title, description, icon));
}

static void
on_answer (OffprintTyping *typing, OffprintHits *hits, const GError *error, gpointer data)
{
  Plugin *plugin = data;
  if (error != NULL)
    g_debug ("no answer: %s", error->message);
  offprint_hits_free (plugin->hits);
  plugin->hits = hits;
  if (plugin->similar)
    respond (response_new ("Clear"));
  for (guint i = 0; hits != NULL && i < hits->hits->len; i++)
    append (g_ptr_array_index (hits->hits, i), i);
  respond (response_new ("Finished"));
}

static void
search (Plugin *plugin, const char *text)
{
  gboolean ours = g_str_has_prefix (text, PREFIX);
  plugin->similar = FALSE;
  g_clear_pointer (&plugin->hits, offprint_hits_free);
  if (ours || g_utf8_strlen (text, -1) >= MIN_LETTERS)
    {
      offprint_typing_ask (plugin->typing, ours ? text + strlen (PREFIX) : text);
      return;
    }
  offprint_typing_stop (plugin->typing);
  respond (response_new ("Finished"));
}

static void
interrupt (Plugin *plugin)
{
  if (!offprint_typing_is_waiting (plugin->typing))
    return;
  offprint_typing_stop (plugin->typing);
  respond (response_new ("Finished"));
}

static void
end_if_done (Plugin *plugin)
{
  if (plugin->ending && plugin->busy == 0)
    g_main_loop_quit (plugin->loop);
}

static void
on_action (GObject *source, GAsyncResult *result, gpointer data)
{
  Plugin *plugin = data;
  offprint_action_finish (result, NULL);
  plugin->busy--;
  end_if_done (plugin);
}

static void
act (Plugin *plugin, OffprintActionKind kind, const OffprintRecord *record)
{
  plugin->busy++;
  offprint_action_run (kind, record, on_action, plugin);
  respond (response_new ("Close"));
}

static void
offer_options (guint32 id)
{
  const char *const options[] = {
    [OPTION_SHOW] = _("Show in file manager"),
    [OPTION_COPY_LINK] = _("Copy link"),
    [OPTION_SIMILAR] = _("Similar articles"),
    NULL,
  };
  respond (response_new_context (id, options));
}

static void
choose_option (Plugin *plugin, guint32 option, const OffprintRecord *record)
{
  if (option == OPTION_SHOW)
    act (plugin, OFFPRINT_ACTION_SHOW, record);
  else if (option == OPTION_COPY_LINK)
    act (plugin, OFFPRINT_ACTION_COPY_LINK, record);
  else if (option == OPTION_SIMILAR)
    {
      plugin->similar = TRUE;
      offprint_typing_ask_similar (plugin->typing, offprint_record_get (record, OFFPRINT_FIELD_PATH),
                                   offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
    }
}

static void
fill (const OffprintRecord *record)
{
  g_autofree char *title = offprint_presentation_get_title (record);
  g_autofree char *text = g_strconcat (PREFIX, title, NULL);
  respond (response_new_fill (text));
}

static gboolean
on_patience_ends (gpointer data)
{
  Plugin *plugin = data;
  g_main_loop_quit (plugin->loop);
  return G_SOURCE_REMOVE;
}

/* What a person chose is done first. */
static void
begin_to_end (Plugin *plugin)
{
  plugin->ending = TRUE;
  offprint_typing_stop (plugin->typing);
  g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_ends, plugin);
  end_if_done (plugin);
}

static void
obey (Plugin *plugin, const Request *request)
{
  const OffprintRecord *record = find_record (plugin, request->id);
  switch (request->kind)
    {
    case REQUEST_SEARCH:
      search (plugin, request->text);
      break;
    case REQUEST_INTERRUPT:
      interrupt (plugin);
      break;
    case REQUEST_ACTIVATE:
      if (record != NULL)
        act (plugin, OFFPRINT_ACTION_OPEN, record);
      break;
    case REQUEST_COMPLETE:
      if (record != NULL)
        fill (record);
      break;
    case REQUEST_CONTEXT:
      if (record != NULL)
        offer_options (request->id);
      break;
    case REQUEST_ACTIVATE_CONTEXT:
      if (record != NULL)
        choose_option (plugin, request->context, record);
      break;
    case REQUEST_EXIT:
      begin_to_end (plugin);
      break;
    case REQUEST_OTHER:
      break;
    }
}

static void read_line (Plugin *plugin);

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  Plugin *plugin = data;
  gsize length;
  g_autofree char *line = g_data_input_stream_read_line_finish (plugin->input, result, &length, NULL);
  g_auto (Request) request = { 0 };
  if (line == NULL)
    {
      begin_to_end (plugin);
      return;
    }
  if (length > LINE_MAX_BYTES || !request_parse (line, &request))
    g_debug ("not a request: %.80s", line);
  else
    obey (plugin, &request);
  if (!plugin->ending)
    read_line (plugin);
}

static void
read_line (Plugin *plugin)
{
  g_data_input_stream_read_line_async (plugin->input, G_PRIORITY_DEFAULT, NULL, on_line, plugin);
}

int
main (int argc, char **argv)
{
  offprint_i18n_init ();
  g_set_prgname ("offprint-pop-launcher");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (standard_input);
  Plugin plugin = { .loop = loop, .input = input };
  g_autoptr (OffprintTyping) typing = offprint_typing_new (MAX_HITS, on_answer, &plugin);
  plugin.typing = typing;
  read_line (&plugin);
  g_main_loop_run (loop);
  offprint_hits_free (plugin.hits);
  return 0;
}
