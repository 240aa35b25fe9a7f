/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Not g_main_context_invoke(): that calls at once, in the wrong thread, while nobody runs the context's loop. */
#include "service/post.h"

/**
 * post_to:
 * @context: (nullable): of the other thread; %NULL: the main thread's
 * @func: called once there, in the order of the calls of post_to(); its return value does not matter
 * @data: for @func, which now owns it
 */
void
post_to (GMainContext *context, GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, context);
}
