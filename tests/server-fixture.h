/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real Xapian servers on the loopback, and a relay between them and a client, which can be told to fail. Servers end
 * with the test, however it ends. */
#pragma once

#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static inline guint16
server_fixture_find_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/* The server makes a process for each connection: in a group of their own they can be ended together. Those processes
 * end with their connection, and it ends with the test. */
static inline void
server_fixture_become_group (gpointer data)
{
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* The pipe stays open: the server writes to it at each connection. */
static inline void
server_fixture_wait_until_listening (GSubprocess *server)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
    }
  while (line != NULL && !g_str_has_prefix (line, "Listening"));
  g_assert_nonnull (line);
}

static inline GSubprocess *
server_fixture_start (const char *path, guint16 port)
{
  const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autoptr (GError) error = NULL;
  GSubprocess *server;

  g_subprocess_launcher_set_child_setup (launcher, server_fixture_become_group, NULL, NULL);
  server = g_subprocess_launcher_spawn (launcher, &error, "xapian-tcpsrv", "--interface", "127.0.0.1", "--port",
                                        number, path, NULL);
  g_assert_no_error (error);
  server_fixture_wait_until_listening (server);
  return server;
}

static inline void
server_fixture_stop (GSubprocess *server)
{
  g_assert_cmpint (kill (-(pid_t) g_ascii_strtoll (g_subprocess_get_identifier (server), NULL, 10), SIGKILL), ==, 0);
  g_assert_true (g_subprocess_wait (server, NULL, NULL));
  g_object_unref (server);
}

static inline gboolean
server_fixture_have (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  if (path == NULL)
    g_test_skip ("the package with Xapian's servers is not there");
  return path != NULL;
}

/* What becomes of the server's answers */
typedef enum
{
  RELAY_PASS,
  RELAY_HOLD, /* they never come */
  RELAY_CUT, /* the connection ends instead of the next one */
  RELAY_NONSENSE, /* something else comes */
} RelayMode;

typedef struct
{
  GSocketService *service;
  guint16 port, server_port; /* 0: there is no server behind it */
  gint mode; /* atomic */
  gint connections; /* atomic: made so far */
} Relay;

typedef struct
{
  GIOStream *from, *to;
} RelayPair;

static inline gpointer
server_fixture_forward (gpointer data)
{
  RelayPair *pair = data;
  GInputStream *in = g_io_stream_get_input_stream (pair->from);
  char bytes[4096];
  gssize length;

  while ((length = g_input_stream_read (in, bytes, sizeof bytes, NULL, NULL)) > 0)
    if (!g_output_stream_write_all (g_io_stream_get_output_stream (pair->to), bytes, (gsize) length, NULL, NULL, NULL))
      break;
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (pair->to)), FALSE, TRUE, NULL);
  return NULL;
}

/* Returns: whether to go on */
static inline gboolean
server_fixture_answer (Relay *relay, GIOStream *client, const char *bytes, gsize length)
{
  static const char nonsense[] = "\x05\x03HTTP/1.1 418 I'm a teapot\r\n\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (client);

  switch ((RelayMode) g_atomic_int_get (&relay->mode))
    {
    case RELAY_PASS:
      return g_output_stream_write_all (out, bytes, length, NULL, NULL, NULL);
    case RELAY_NONSENSE:
      return g_output_stream_write_all (out, nonsense, sizeof nonsense, NULL, NULL, NULL);
    case RELAY_HOLD:
      return TRUE;
    case RELAY_CUT:
    default:
      return FALSE;
    }
}

static inline void
server_fixture_drain (GIOStream *client)
{
  char bytes[4096];

  while (g_input_stream_read (g_io_stream_get_input_stream (client), bytes, sizeof bytes, NULL, NULL) > 0)
    ;
}

/* In a thread of the service's, one for each connection */
static gboolean
server_fixture_serve (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer data)
{
  Relay *relay = data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server
    = relay->server_port != 0 ? g_socket_client_connect_to_host (connector, "127.0.0.1", relay->server_port, NULL, NULL)
                              : NULL;
  char bytes[4096];
  gssize length;

  g_atomic_int_inc (&relay->connections);
  if (server == NULL)
    {
      server_fixture_answer (relay, G_IO_STREAM (client), "", 0);
      server_fixture_drain (G_IO_STREAM (client));
      return TRUE;
    }

  RelayPair up = { G_IO_STREAM (client), G_IO_STREAM (server) };
  GThread *thread = g_thread_new ("relay", server_fixture_forward, &up);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (server));
  while ((length = g_input_stream_read (in, bytes, sizeof bytes, NULL, NULL)) > 0)
    if (!server_fixture_answer (relay, G_IO_STREAM (client), bytes, (gsize) length))
      break;
  g_socket_shutdown (g_socket_connection_get_socket (client), TRUE, TRUE, NULL);
  g_thread_join (thread);
  return TRUE;
}

static inline gpointer
server_fixture_run_relay (gpointer data)
{
  GMainContext *context = data;
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  return NULL;
}

/* Lives, with a thread of its own, until the test ends. @server_port: 0: connections are taken, and no server is
 * behind */
static inline Relay *
server_fixture_relay (guint16 server_port, RelayMode mode)
{
  GMainContext *context = g_main_context_new ();
  Relay *relay = g_new0 (Relay, 1);
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  relay->service = g_threaded_socket_service_new (20);
  relay->server_port = server_port;
  relay->mode = mode;
  relay->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (relay->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (relay->service, "run", G_CALLBACK (server_fixture_serve), relay);
  g_main_context_pop_thread_default (context);
  g_thread_unref (g_thread_new ("relays", server_fixture_run_relay, context));
  return relay;
}
