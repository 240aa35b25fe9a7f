/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Front matter is flat in all that matters: keys with a value or a list of values. Each form is read into calls of
 * header-field.c; what lies deeper is only read where its key tells (author: {name: ...}). Read by events, so depth
 * costs nothing; YAML aliases are ignored: they are how a small file becomes a large one. */
#include "extract/front-matter.h"

#include "extract/header-field.h"
#include "offprint-config.h"

#if HAVE_YAML
#include <yaml.h>
#endif

#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_VALUES 1000

/* Returns: %NULL or where the line after @start begins that holds nothing but @fence */
static const char *
find_fence (const char *start, const char *end, const char *fence, const char **after)
{
  gsize n = strlen (fence);
  for (const char *line = start; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      const char *next = stop != NULL ? stop + 1 : end;
      gsize length = (gsize) ((stop != NULL ? stop : end) - line);
      while (length > 0 && g_ascii_isspace (line[length - 1]))
        length--;
      if ((length == n && memcmp (line, fence, n) == 0)
          || (fence[0] == '-' && length == 3 && memcmp (line, "...", 3) == 0))
        {
          *after = next;
          return line;
        }
      line = next;
    }
  return NULL;
}

#if HAVE_YAML
/* The state of the walk through YAML events: how deep, and which key the next scalar belongs to. */
typedef struct
{
  OffprintRecordBuilder *builder;
  guint depth;      /* of mappings and sequences */
  guint list_depth; /* of the list that is the value of @key, or 0 */
  gboolean value;   /* the next scalar is a value, at depth 1 */
  char *key;
  guint values;
} Walk;

/* Only `name` of a mapping that is a value is read: the rest of it describes it. */
static void
take_inner_scalar (Walk *walk, const char *text)
{
  if (walk->list_depth == walk->depth)
    offprint_header_field_set (walk->builder, walk->key, text);
}

static void
take_scalar (Walk *walk, const char *text)
{
  if (walk->depth > 1)
    {
      take_inner_scalar (walk, text);
      return;
    }
  if (walk->value)
    offprint_header_field_set (walk->builder, walk->key, text);
  else
    {
      g_free (walk->key);
      walk->key = g_strdup (text);
    }
  walk->value = !walk->value;
}

static void
enter (Walk *walk, gboolean is_list)
{
  walk->depth++;
  if (walk->depth == 2 && is_list && walk->value)
    walk->list_depth = 2;
}

static void
leave (Walk *walk)
{
  if (walk->list_depth == walk->depth)
    walk->list_depth = 0;
  walk->depth -= walk->depth > 0;
  if (walk->depth == 1)
    walk->value = FALSE;
}

/* Returns: whether to go on */
static gboolean
take_event (Walk *walk, const yaml_event_t *event)
{
  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      walk->values++;
      if (walk->depth > 0 && (walk->depth > 1 || !walk->value || walk->key != NULL))
        take_scalar (walk, (const char *) event->data.scalar.value);
      return walk->values < MAX_VALUES;
    case YAML_ALIAS_EVENT:
      if (walk->depth == 1)
        walk->value = !walk->value;
      return TRUE;
    case YAML_MAPPING_START_EVENT:
      enter (walk, FALSE);
      return TRUE;
    case YAML_SEQUENCE_START_EVENT:
      enter (walk, TRUE);
      return walk->depth > 1;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
      leave (walk);
      return TRUE;
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Returns: whether all of it was YAML */
static gboolean
read_yaml (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  yaml_parser_t parser;
  Walk walk = { .builder = builder };
  gboolean going = TRUE, valid = TRUE;
  if (!yaml_parser_initialize (&parser))
    return FALSE;
  yaml_parser_set_input_string (&parser, (const guchar *) text, length);
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  while (going)
    {
      yaml_event_t event;
      valid = yaml_parser_parse (&parser, &event) != 0;
      if (!valid)
        break;
      going = take_event (&walk, &event);
      yaml_event_delete (&event);
    }
  yaml_parser_delete (&parser);
  g_free (walk.key);
  return valid;
}
#else
static gboolean
read_yaml (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  return FALSE;
}
#endif

static void
set_items (OffprintRecordBuilder *builder, const char *key, char *value)
{
  value[strcspn (value, "]")] = '\0';
  g_auto (GStrv) items = g_strsplit (value, ",", 64);
  for (gsize i = 0; items[i] != NULL; i++)
    {
      char *item = g_strstrip (items[i]);
      gsize n = strlen (item);
      if (n >= 2 && (item[0] == '"' || item[0] == '\'') && item[n - 1] == item[0])
        {
          item[n - 1] = '\0';
          item++;
        }
      offprint_header_field_set (builder, key, item);
    }
}

/* "key = value" and "key: value" lines: TOML, and what was meant as YAML but is not ("title: Fact: a colon"). */
static void
read_lines (const char *text, gsize length, char separator, OffprintRecordBuilder *builder)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", MAX_VALUES);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *mark = strchr (lines[i], separator);
      if (mark == NULL || g_ascii_isspace (*lines[i]))
        continue;
      *mark = '\0';
      char *value = g_strstrip (mark + 1);
      gsize n = strlen (value);
      if (*value == '[' && !g_str_has_prefix (value, "[["))
        {
          set_items (builder, g_strstrip (lines[i]), value + 1);
          continue;
        }
      if (n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n - 1] == value[0])
        {
          value[n - 1] = '\0';
          value++;
        }
      offprint_header_field_set (builder, g_strstrip (lines[i]), value);
    }
}

static const char *
get_json_string (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonNode *name = json_object_get_member (json_node_get_object (node), "name");
      node = name != NULL ? name : node;
    }
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                          : NULL;
}

static void
take_json_member (JsonObject *object, const char *key, JsonNode *node, gpointer builder)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const char *text = array == NULL ? get_json_string (node) : NULL;
  if (text != NULL)
    offprint_header_field_set (builder, key, text);
  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MAX_VALUES); i++)
    if ((text = get_json_string (json_array_get_element (array, i))) != NULL)
      offprint_header_field_set (builder, key, text);
}

/* json-glib reads by recursion, one C frame a level. */
static gboolean
is_flat (const char *text, gsize length)
{
  guint depth = 0;
  for (gsize i = 0; i < length && depth < 32; i++)
    {
      if (text[i] == '{' || text[i] == '[')
        depth++;
      else if ((text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return depth < 32;
}

/* Returns: the bytes of the object that starts at @text: up to a line that is its closing brace, 0 if there is none */
static gsize
read_json (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  const char *after;
  const char *close = find_fence (text, text + length, "}", &after);
  if (close == NULL || !is_flat (text, (gsize) (close - text)))
    return 0;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, close + 1 - text, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return 0;
  json_object_foreach_member (json_node_get_object (json_parser_get_root (parser)), take_json_member, builder);
  return (gsize) (after - text);
}

/* The bytes are not NUL-terminated. */
static gboolean
is_blank (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
    at++;
  return at == end;
}

/**
 * offprint_front_matter_read:
 * @text: valid UTF-8, need not be NUL-terminated
 * @length: its bytes
 * @builder: whose fields are set
 *
 * Only the first 64 KiB are looked at.
 *
 * Returns: the bytes of the front matter at the start of @text, 0 when there is none
 */
gsize
offprint_front_matter_read (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  gsize looked_at = MIN (length, MAX_BYTES);
  if (looked_at < 4)
    return 0;
  if (text[0] == '{')
    return read_json (text, looked_at, builder);
  gboolean is_yaml = memcmp (text, "---", 3) == 0;
  if (!is_yaml && memcmp (text, "+++", 3) != 0)
    return 0;
  const char *after, *first = memchr (text, '\n', looked_at);
  if (first == NULL || !is_blank (text + 3, first))
    return 0;
  const char *fence = find_fence (first + 1, text + looked_at, is_yaml ? "---" : "+++", &after);
  if (fence == NULL)
    return 0;
  gsize n = (gsize) (fence - first - 1);
  if (!is_yaml)
    read_lines (first + 1, n, '=', builder);
  else if (!read_yaml (first + 1, n, builder))
    read_lines (first + 1, n, ':', builder);
  return (gsize) (after - text);
}
