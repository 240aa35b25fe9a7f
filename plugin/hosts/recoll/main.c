/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program `offprint-recoll`, which Recoll starts to read saved articles, and keeps as long as it indexes. */
#include "core/i18n.h"
#include "core/record.h"
#include "extract/extract.h"
#include "hosts/recoll/handler.h"
#include "hosts/recoll/reply.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static int
serve (void)
{
  g_autoptr (RecollInput) input = recoll_input_new (STDIN_FILENO);
  g_autoptr (RecollHandler) handler = recoll_handler_new (OFFPRINT_SOURCE_MAX_BYTES);
  for (;;)
    {
      g_auto (RecollRequest) request = { 0 };
      if (!recoll_input_read (input, &request))
        return EXIT_SUCCESS;
      GString *reply = recoll_handler_answer (handler, &request);
      gboolean heard = recoll_reply_send (reply, STDOUT_FILENO);
      g_string_free (reply, TRUE);
      if (!heard)
        return EXIT_SUCCESS;
    }
}

int
main (int argc, char **argv G_GNUC_UNUSED)
{
  setlocale (LC_ALL, "");
  offprint_i18n_init ();
  signal (SIGPIPE, SIG_IGN);
  if (argc == 1 && !isatty (STDIN_FILENO))
    return serve ();
  g_printerr (_("offprint-recoll is started by Recoll: 'offprint recoll enable' has it do so.\n"));
  return 2;
}
