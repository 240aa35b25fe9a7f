/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks over what indexes hold besides the articles' own words: which files there are, which failed, states. */
#include "store/reader-private.h"

#include "store/metadata.h"

#include <string.h>

/* Of one index; a person reads a few. */
#define FAILURES_MAX 1000000

/* The signatures of all articles: one allocation, not one for each. */
typedef struct
{
  GString *bytes; /* NUL-terminated one after the other */
  GArray *places; /* (element-type SignaturePlace): by ascending docid */
  guint next;
  OffprintEntryFunc func;
  gpointer data;
} EntryWalk;

typedef struct
{
  guint32 docid;
  gsize offset;
} SignaturePlace;

static gboolean
keep_signature (guint32 docid, const void *value, gsize length, gpointer data)
{
  EntryWalk *walk = data;
  SignaturePlace place = { docid, walk->bytes->len };
  g_array_append_val (walk->places, place);
  g_string_append_len (walk->bytes, value, (gssize) length);
  g_string_append_c (walk->bytes, '\0');
  return TRUE;
}

static const char *
get_signature (EntryWalk *walk, guint32 docid)
{
  while (walk->next < walk->places->len && g_array_index (walk->places, SignaturePlace, walk->next).docid < docid)
    walk->next++;
  if (walk->next == walk->places->len)
    return "";
  const SignaturePlace *place = &g_array_index (walk->places, SignaturePlace, walk->next);
  return place->docid == docid ? walk->bytes->str + place->offset : "";
}

/* Path, NUL, member */
static gboolean
give_entry (guint32 docid, const void *value, gsize length, gpointer data)
{
  EntryWalk *walk = data;
  g_autofree char *location = g_malloc (length + 1);
  memcpy (location, value, length);
  location[length] = '\0';
  gsize path_length = strlen (location);
  OffprintEntry entry = {
    .path = location,
    .member = path_length + 1 < length ? location + path_length + 1 : NULL,
    .signature = get_signature (walk, docid),
  };
  return walk->func (&entry, walk->data);
}

/**
 * offprint_reader_foreach_entry:
 * @reader: a reader of local indexes
 * @func: (scope call): called for each article, in the order in which they came; %FALSE stops
 * @data: for @func
 * @error: return location
 *
 * Reads two value streams and no article: 10,000 take some 10 ms.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with an #OffprintError
 */
gboolean
offprint_reader_foreach_entry (OffprintReader *reader, OffprintEntryFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (SignaturePlace));
  EntryWalk walk = { bytes, places, 0, func, data };
  if (!xap_reader_foreach_value (reader->index, OFFPRINT_SLOT_SIGNATURE, keep_signature, &walk, &problem)
      || !xap_reader_foreach_value (reader->index, OFFPRINT_SLOT_PATH, give_entry, &walk, &problem))
    return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return TRUE;
}

static gboolean
keep_key (const char *key, gsize length, guint32 frequency, gpointer data)
{
  GPtrArray *keys = data;
  g_ptr_array_add (keys, g_strndup (key, length));
  return keys->len < FAILURES_MAX;
}

/* What is no failure of ours is passed over. */
static gboolean
give_failure (GBytes *packed, OffprintFailureFunc func, gpointer data)
{
  g_autoptr (GVariant) value = offprint_metadata_unpack_variant (packed, OFFPRINT_METADATA_FAILURE_TYPE);
  OffprintFailure failure;
  if (value == NULL)
    return TRUE;
  g_variant_get (value, "(^&ay&s&s)", &failure.path, &failure.signature, &failure.reason);
  return func (&failure, data);
}

static gboolean
walk_failures (XapReader *index, guint shard, OffprintFailureFunc func, gpointer data, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  if (!xap_reader_foreach_metadata (index, shard, OFFPRINT_METADATA_FAILURE_PREFIX, keep_key, keys, error))
    return FALSE;
  for (guint i = 0; i < keys->len && *more; i++)
    {
      g_autoptr (GBytes) packed = xap_reader_get_metadata (index, shard, g_ptr_array_index (keys, i), error);
      if (packed == NULL)
        return FALSE;
      *more = give_failure (packed, func, data);
    }
  return TRUE;
}

/**
 * offprint_reader_foreach_failure:
 * @reader: a reader
 * @func: (scope call): called for each file that could not be indexed; %FALSE stops
 * @data: for @func
 * @error: return location
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with an #OffprintError
 */
gboolean
offprint_reader_foreach_failure (OffprintReader *reader, OffprintFailureFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean more = TRUE;
  guint n_shards = xap_reader_get_shard_count (reader->index);
  for (guint shard = 0; shard < n_shards && more; shard++)
    if (!walk_failures (reader->index, shard, func, data, &more, &problem))
      return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
  return TRUE;
}

/**
 * offprint_reader_foreach_state:
 * @reader: a reader
 * @name: as given to offprint_writer_set_state()
 * @type: the type that it must have
 * @func: (scope call): called with the state in each index that has it, checked to be in normal form
 * @data: for @func
 * @error: return location
 *
 * Returns: %TRUE, also when there is none of that type, or %FALSE with an #OffprintError
 */
gboolean
offprint_reader_foreach_state (OffprintReader *reader, const char *name, const GVariantType *type,
                               OffprintStateFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *key = offprint_metadata_state_key (name);
  guint n_shards = xap_reader_get_shard_count (reader->index);
  for (guint shard = 0; shard < n_shards; shard++)
    {
      g_autoptr (GBytes) packed = xap_reader_get_metadata (reader->index, shard, key, &problem);
      if (packed == NULL)
        return offprint_reader_fail (reader, g_steal_pointer (&problem), error);
      g_autoptr (GVariant) value = offprint_metadata_unpack_variant (packed, type);
      if (value != NULL)
        func (value, data);
    }
  return TRUE;
}

static void
keep_first (GVariant *state, gpointer data)
{
  GVariant **first = data;
  if (*first == NULL)
    *first = g_variant_ref (state);
}

/**
 * offprint_reader_get_state:
 * @reader: a reader
 * @name: as given to offprint_writer_set_state()
 * @type: the type that it must have
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the state in the first index that has it; %NULL without an error when there is
 *    none of that type, or %NULL with an #OffprintError
 */
GVariant *
offprint_reader_get_state (OffprintReader *reader, const char *name, const GVariantType *type, GError **error)
{
  g_autoptr (GVariant) first = NULL;
  gboolean done = offprint_reader_foreach_state (reader, name, type, keep_first, &first, error);
  return done ? g_steal_pointer (&first) : NULL;
}
