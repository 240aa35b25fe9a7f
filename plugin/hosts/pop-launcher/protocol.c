/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Written after https://github.com/pop-os/launcher, README.md. A message is a string, or an object with one member. */
#include "hosts/pop-launcher/protocol.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef enum
{
  ARGUMENT_NONE,
  ARGUMENT_TEXT,
  ARGUMENT_ID,
  ARGUMENT_CONTEXT,
} Argument;

static const struct
{
  const char *name;
  RequestKind kind;
  Argument argument;
} requests[] = {
  { "Search", REQUEST_SEARCH, ARGUMENT_TEXT },
  { "Interrupt", REQUEST_INTERRUPT, ARGUMENT_NONE },
  { "Activate", REQUEST_ACTIVATE, ARGUMENT_ID },
  { "ActivateContext", REQUEST_ACTIVATE_CONTEXT, ARGUMENT_CONTEXT },
  { "Complete", REQUEST_COMPLETE, ARGUMENT_ID },
  { "Context", REQUEST_CONTEXT, ARGUMENT_ID },
  { "Exit", REQUEST_EXIT, ARGUMENT_NONE },
};

/**
 * request_clear:
 * @request: a request
 */
void
request_clear (Request *request)
{
  g_clear_pointer (&request->text, g_free);
}

static gboolean
read_id (JsonNode *node, guint32 *id)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  gint64 number = json_node_get_int (node);
  *id = (guint32) number;
  return number >= 0 && number <= G_MAXUINT32;
}

static gboolean
read_argument (Argument argument, JsonNode *node, Request *request)
{
  switch (argument)
    {
    case ARGUMENT_NONE:
      return node == NULL;
    case ARGUMENT_TEXT:
      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return FALSE;
      request->text = json_node_dup_string (node);
      return TRUE;
    case ARGUMENT_ID:
      return read_id (node, &request->id);
    case ARGUMENT_CONTEXT:
      return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             && read_id (json_object_get_member (json_node_get_object (node), "id"), &request->id)
             && read_id (json_object_get_member (json_node_get_object (node), "context"), &request->context);
    }
  return FALSE;
}

/* Returns: (nullable): the name of the message; @argument is what comes with it */
static const char *
read_name (JsonNode *root, JsonNode **argument)
{
  *argument = NULL;
  if (JSON_NODE_HOLDS_VALUE (root) && json_node_get_value_type (root) == G_TYPE_STRING)
    return json_node_get_string (root);
  if (!JSON_NODE_HOLDS_OBJECT (root) || json_object_get_size (json_node_get_object (root)) != 1)
    return NULL;
  JsonObjectIter iter;
  const char *name = NULL;
  json_object_iter_init (&iter, json_node_get_object (root));
  json_object_iter_next (&iter, &name, argument);
  return name;
}

/**
 * request_parse:
 * @line: a line from the launcher, UTF-8 or not
 * @request: (out caller-allocates): what it says; %REQUEST_OTHER when its name is not known
 *
 * Returns: %FALSE when that is no message; @request is then empty
 */
gboolean
request_parse (const char *line, Request *request)
{
  *request = (Request){ 0 };
  g_autoptr (JsonNode) root = g_utf8_validate (line, -1, NULL) ? json_from_string (line, NULL) : NULL;
  JsonNode *argument = NULL;
  const char *name = root != NULL ? read_name (root, &argument) : NULL;
  if (name == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    if (strcmp (requests[i].name, name) == 0)
      {
        if (!read_argument (requests[i].argument, argument, request))
          {
            request_clear (request);
            return FALSE;
          }
        request->kind = requests[i].kind;
      }
  return TRUE;
}

static char *
end (JsonBuilder *json)
{
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static JsonBuilder *
begin (const char *name)
{
  JsonBuilder *json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, name);
  return json;
}

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_id (JsonBuilder *json, guint32 id)
{
  json_builder_set_member_name (json, "id");
  json_builder_add_int_value (json, id);
}

/**
 * response_new:
 * @name: Clear, Close or Finished
 *
 * Returns: (transfer full): the message, without the line feed; so do the others here
 */
char *
response_new (const char *name)
{
  return g_strdup_printf ("\"%s\"", name);
}

/**
 * response_new_append:
 * @id: by which the launcher will speak of it
 * @name: what it is called, UTF-8
 * @description: more about it
 * @icon: (nullable): an icon's name
 *
 * Returns: (transfer full): the message that adds a result
 */
char *
response_new_append (guint32 id, const char *name, const char *description, const char *icon)
{
  g_autoptr (JsonBuilder) json = begin ("Append");
  json_builder_begin_object (json);
  add_id (json, id);
  add_string (json, "name", name);
  add_string (json, "description", description);
  if (icon != NULL)
    {
      json_builder_set_member_name (json, "icon");
      json_builder_begin_object (json);
      add_string (json, "Name", icon);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
  return end (json);
}

/**
 * response_new_context:
 * @id: of a result
 * @options: (array zero-terminated=1): what can be done with it; their numbers are their places
 *
 * Returns: (transfer full): the message that offers them
 */
char *
response_new_context (guint32 id, const char *const *options)
{
  g_autoptr (JsonBuilder) json = begin ("Context");
  json_builder_begin_object (json);
  add_id (json, id);
  json_builder_set_member_name (json, "options");
  json_builder_begin_array (json);
  for (guint32 i = 0; options[i] != NULL; i++)
    {
      json_builder_begin_object (json);
      add_id (json, i);
      add_string (json, "name", options[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return end (json);
}

/**
 * response_new_fill:
 * @text: for the launcher's entry
 *
 * Returns: (transfer full): the message that puts it there
 */
char *
response_new_fill (const char *text)
{
  g_autoptr (JsonBuilder) json = begin ("Fill");
  json_builder_add_string_value (json, text);
  return end (json);
}
