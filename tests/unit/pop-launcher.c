/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/pop-launcher/protocol.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
expect (const char *line, RequestKind kind, const char *text, guint32 id, guint32 context)
{
  g_auto (Request) request = { 0 };
  g_assert_true (request_parse (line, &request));
  g_assert_cmpint (request.kind, ==, kind);
  g_assert_cmpstr (request.text, ==, text);
  g_assert_cmpuint (request.id, ==, id);
  g_assert_cmpuint (request.context, ==, context);
}

/* Every request of the launcher is understood, with its argument. */
static void
test_requests (void)
{
  expect ("{\"Search\":\"otter \\\"census\\\"\"}", REQUEST_SEARCH, "otter \"census\"", 0, 0);
  expect ("{\"Search\":\"\"}", REQUEST_SEARCH, "", 0, 0);
  expect ("\"Interrupt\"", REQUEST_INTERRUPT, NULL, 0, 0);
  expect ("{\"Activate\":7}", REQUEST_ACTIVATE, NULL, 7, 0);
  expect ("{\"Activate\":4294967295}", REQUEST_ACTIVATE, NULL, G_MAXUINT32, 0);
  expect ("{\"Complete\":2}", REQUEST_COMPLETE, NULL, 2, 0);
  expect ("{\"Context\":3}", REQUEST_CONTEXT, NULL, 3, 0);
  expect ("{\"ActivateContext\":{\"id\":3,\"context\":1}}", REQUEST_ACTIVATE_CONTEXT, NULL, 3, 1);
  expect (" \"Exit\" ", REQUEST_EXIT, NULL, 0, 0);
}

/* Requests of launchers to come are let pass. */
static void
test_others (void)
{
  expect ("{\"Quit\":1}", REQUEST_OTHER, NULL, 0, 0);
  expect ("{\"Refresh\":1}", REQUEST_OTHER, NULL, 0, 0);
  expect ("\"Close\"", REQUEST_OTHER, NULL, 0, 0);
  expect ("{\"Dance\":{\"with\":[1,2,3]}}", REQUEST_OTHER, NULL, 0, 0);
}

/* What is no request is no request: wrong JSON, wrong types, numbers out of range, bytes that are no text. */
static void
test_nonsense (void)
{
  static const char *const lines[] = {
    "", " ", "{", "null", "7", "[]", "{}", "{\"Search\":\"a\",\"Exit\":1}", "{\"Search\":7}", "{\"Search\":null}",
    "{\"Search\":{}}", "\"Search\"", "{\"Activate\":\"1\"}", "{\"Activate\":-1}", "{\"Activate\":4294967296}",
    "{\"Activate\":1.5}", "{\"Activate\":null}", "\"Activate\"", "{\"Interrupt\":1}", "{\"Exit\":{}}",
    "{\"ActivateContext\":3}", "{\"ActivateContext\":{\"id\":3}}", "{\"ActivateContext\":{\"id\":3,\"context\":\"1\"}}",
    "{\"Search\":\"\xff\"}", "{\"Search\":\"\\ud800", "\"Exit",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Request request;
      g_autofree char *shown = g_strescape (lines[i], NULL);
      g_test_message ("%s", shown);
      g_assert_false (request_parse (lines[i], &request));
      g_assert_null (request.text);
    }
}

static JsonObject *
parse (const char *line)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  g_assert_nonnull (root);
  g_assert_null (strchr (line, '\n'));
  return json_object_ref (json_node_get_object (root));
}

/* A result is one line, whatever is in it. */
static void
test_append (void)
{
  g_autofree char *line = response_new_append (9, "A \"title\"\nwith </b>", "by \\ somebody", "text-html");
  g_autoptr (JsonObject) message = parse (line);
  JsonObject *result = json_object_get_object_member (message, "Append");
  g_assert_cmpint (json_object_get_int_member (result, "id"), ==, 9);
  g_assert_cmpstr (json_object_get_string_member (result, "name"), ==, "A \"title\"\nwith </b>");
  g_assert_cmpstr (json_object_get_string_member (result, "description"), ==, "by \\ somebody");
  JsonObject *icon = json_object_get_object_member (result, "icon");
  g_assert_cmpstr (json_object_get_string_member (icon, "Name"), ==, "text-html");
  g_autofree char *bare = response_new_append (0, "", "", NULL);
  g_assert_cmpstr (bare, ==, "{\"Append\":{\"id\":0,\"name\":\"\",\"description\":\"\"}}");
}

/* The other responses are as the launcher wants them. */
static void
test_responses (void)
{
  const char *const options[] = { "Show", "Copy", NULL };
  g_autofree char *finished = response_new ("Finished");
  g_autofree char *fill = response_new_fill ("articles otter");
  g_autofree char *context = response_new_context (4, options);
  g_assert_cmpstr (finished, ==, "\"Finished\"");
  g_assert_cmpstr (fill, ==, "{\"Fill\":\"articles otter\"}");
  g_assert_cmpstr (context, ==,
                   "{\"Context\":{\"id\":4,\"options\":[{\"id\":0,\"name\":\"Show\"},{\"id\":1,\"name\":\"Copy\"}]}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop-launcher/requests", test_requests);
  g_test_add_func ("/pop-launcher/others", test_others);
  g_test_add_func ("/pop-launcher/nonsense", test_nonsense);
  g_test_add_func ("/pop-launcher/append", test_append);
  g_test_add_func ("/pop-launcher/responses", test_responses);
  return g_test_run ();
}
