/* SPDX-License-Identifier: GPL-2.0-or-later */
/* There is no way to write a comma in a tag. Which tags are the same is decided by what can be seen of them; what
 * others wrote is kept byte for byte. */
#include "core/tags.h"

#include "core/text.h"

#include <string.h>

#define SEPARATOR ','

/* Returns: (transfer full): the tag that a person sees */
static char *
see (const char *bytes, gsize length)
{
  g_autofree char *valid = offprint_text_make_valid (bytes, (gssize) length);
  return offprint_text_squeeze (valid, 0);
}

/**
 * offprint_tags_is_tag:
 * @text: any bytes
 *
 * Returns: whether @text stands for one tag: there is something to see of it, and no comma
 */
gboolean
offprint_tags_is_tag (const char *text)
{
  g_autofree char *tag = see (text, strlen (text));
  return *tag != '\0' && strchr (tag, SEPARATOR) == NULL;
}

/**
 * offprint_tags_split:
 * @tags: (nullable): valid UTF-8
 *
 * Returns: (transfer full): each tag once, as one line
 */
GStrv
offprint_tags_split (const char *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *tag = offprint_text_squeeze (parts[i], 0);
      if (*tag != '\0' && g_hash_table_add (seen, g_strdup (tag)))
        g_strv_builder_add (builder, tag);
    }
  return g_strv_builder_end (builder);
}

/* Writes one more, without the white space and NULs around it. */
static void
append (GString *tags, const char *bytes, gsize length)
{
  while (length > 0 && (g_ascii_isspace (*bytes) || *bytes == '\0'))
    bytes++, length--;
  while (length > 0 && (g_ascii_isspace (bytes[length - 1]) || bytes[length - 1] == '\0'))
    length--;
  if (tags->len > 0)
    g_string_append_c (tags, SEPARATOR);
  g_string_append_len (tags, bytes, (gssize) length);
}

static GHashTable *
gather (const char *const *tags)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (; *tags != NULL; tags++)
    g_hash_table_add (set, see (*tags, strlen (*tags)));
  return set;
}

/* @kept: (inout): those that were kept
 *
 * Returns: whether any tag was left out */
static gboolean
keep_others (GString *tags, const char *value, gsize length, GHashTable *unwanted, GHashTable *kept)
{
  gboolean removed = FALSE;
  for (const char *at = value, *end = value + length, *comma; at < end; at = comma + 1)
    {
      comma = memchr (at, SEPARATOR, (gsize) (end - at));
      if (comma == NULL)
        comma = end;
      g_autofree char *tag = see (at, (gsize) (comma - at));
      if (g_hash_table_contains (unwanted, tag))
        removed = TRUE;
      else if (*tag != '\0')
        {
          append (tags, at, (gsize) (comma - at));
          g_hash_table_add (kept, g_steal_pointer (&tag));
        }
    }
  return removed;
}

/**
 * offprint_tags_edit:
 * @value: (array length=length): tags, any bytes
 * @length: bytes of @value
 * @add: (array zero-terminated=1): tags
 * @remove: (array zero-terminated=1): tags
 *
 * Removes tags and then adds, at the end, those that are not there. All others stay as they are, in their order.
 *
 * Returns: (transfer full) (nullable): the new value, empty when there is no tag any more; %NULL when nothing changes
 */
GString *
offprint_tags_edit (const char *value, gsize length, const char *const *add, const char *const *remove)
{
  g_autoptr (GString) tags = g_string_sized_new (length + 1);
  g_autoptr (GHashTable) unwanted = gather (remove);
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean changed = keep_others (tags, value, length, unwanted, kept);
  for (; *add != NULL; add++)
    {
      g_autofree char *tag = see (*add, strlen (*add));
      if (!g_hash_table_add (kept, g_strdup (tag)))
        continue;
      append (tags, tag, strlen (tag));
      changed = TRUE;
    }
  return changed ? g_steal_pointer (&tags) : NULL;
}
