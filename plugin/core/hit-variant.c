/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles and hits as they travel over the bus. One place says which keys a dictionary has, for both ends. Loops over
 * the schema table; a value that is not known is an empty one, so that clients need no case for it. What comes in may
 * be of a newer daemon: keys that are not known, and those of another type, are passed over. */
#include "core/hit.h"

#include <string.h>

static const OffprintField fields[] = {
  OFFPRINT_FIELD_PATH,     OFFPRINT_FIELD_MEMBER,    OFFPRINT_FIELD_TITLE,  OFFPRINT_FIELD_DESCRIPTION,
  OFFPRINT_FIELD_AUTHORS,  OFFPRINT_FIELD_PUBLISHER, OFFPRINT_FIELD_AGENCY, OFFPRINT_FIELD_PUBLISHED,
  OFFPRINT_FIELD_MODIFIED, OFFPRINT_FIELD_SAVED,     OFFPRINT_FIELD_URL,    OFFPRINT_FIELD_LANGUAGE,
  OFFPRINT_FIELD_SECTION,  OFFPRINT_FIELD_KEYWORDS,  OFFPRINT_FIELD_COMMENT, OFFPRINT_FIELD_PLACE,
  OFFPRINT_FIELD_MIME_TYPE, OFFPRINT_FIELD_WORDS,
};

/* A member's name may be any bytes, a D-Bus string may not. */
static GVariant *
make_text (const char *value)
{
  return g_variant_new_take_string (g_utf8_make_valid (value != NULL ? value : "", -1));
}

static GVariant *
make_value (const OffprintRecord *record, OffprintField field)
{
  switch (offprint_schema_get (field)->kind)
    {
    case OFFPRINT_KIND_LIST:
      return g_variant_new_strv (offprint_record_get_list (record, field), -1);
    case OFFPRINT_KIND_NUMBER:
      return g_variant_new_uint64 (offprint_record_get_words (record));
    default:
      return make_text (offprint_record_get (record, field));
    }
}

static void
add_fields (GVariantBuilder *builder, const OffprintRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
      GVariant *value = fields[i] == OFFPRINT_FIELD_PATH ? g_variant_new_bytestring (path != NULL ? path : "")
                                                         : make_value (record, fields[i]);
      g_variant_builder_add (builder, "{sv}", offprint_schema_get (fields[i])->name, value);
    }
}

static GVariant *
make_matches (const OffprintHit *hit)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uu)"));
  for (gsize i = 0; i < hit->n_matches; i++)
    g_variant_builder_add (&builder, "(uu)", (guint32) hit->matches[i].start, (guint32) hit->matches[i].end);
  return g_variant_builder_end (&builder);
}

/**
 * offprint_record_to_bus:
 * @record: an article
 *
 * Returns: (transfer floating): what is known of it, of type `a{sv}`, as GetArticles gives it
 */
GVariant *
offprint_record_to_bus (const OffprintRecord *record)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_fields (&builder, record);
  return g_variant_builder_end (&builder);
}

/**
 * offprint_hit_to_variant:
 * @hit: a hit
 *
 * Returns: (transfer floating): of type `a{sv}`
 */
GVariant *
offprint_hit_to_variant (const OffprintHit *hit)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "rank", g_variant_new_uint32 (hit->rank));
  g_variant_builder_add (&builder, "{sv}", "score", g_variant_new_double (hit->score));
  add_fields (&builder, hit->record);
  g_variant_builder_add (&builder, "{sv}", "snippet", make_text (hit->snippet));
  g_variant_builder_add (&builder, "{sv}", "matches", make_matches (hit));
  g_variant_builder_add (&builder, "{sv}", "duplicates", g_variant_new_uint32 (hit->duplicates));
  g_variant_builder_add (&builder, "{sv}", "near_duplicate", g_variant_new_boolean (hit->near_duplicate));
  return g_variant_builder_end (&builder);
}

/**
 * offprint_hits_to_variant:
 * @hits: hits
 *
 * Returns: (transfer floating): of type `aa{sv}`
 */
GVariant *
offprint_hits_to_variant (const OffprintHits *hits)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < hits->hits->len; i++)
    g_variant_builder_add_value (&builder, offprint_hit_to_variant (g_ptr_array_index (hits->hits, i)));
  return g_variant_builder_end (&builder);
}

/**
 * offprint_hits_get_info:
 * @hits: hits
 *
 * Returns: (transfer floating): what is to be known of them all, of type `a{sv}`, as Search and Complete give it
 */
GVariant *
offprint_hits_get_info (const OffprintHits *hits)
{
  static const char *const none[] = { NULL };
  const char *const *notes = hits->notes != NULL ? (const char *const *) hits->notes : none;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "estimated", g_variant_new_uint32 (hits->estimated));
  g_variant_builder_add (&builder, "{sv}", "cut", g_variant_new_boolean (hits->cut));
  g_variant_builder_add (&builder, "{sv}", "notes", g_variant_new_strv (notes, -1));
  if (hits->suggestion != NULL)
    {
      g_variant_builder_add (&builder, "{sv}", "suggestion", g_variant_new_string (hits->suggestion));
      g_variant_builder_add (&builder, "{sv}", "corrected", g_variant_new_boolean (hits->corrected));
    }
  return g_variant_builder_end (&builder);
}

static void
take_value (OffprintRecordBuilder *builder, OffprintField field, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    offprint_record_builder_set (builder, field, g_variant_get_bytestring (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    offprint_record_builder_set (builder, field, g_variant_get_string (value, NULL));
}

static void
take_items (OffprintRecordBuilder *builder, OffprintField field, GVariant *value)
{
  g_autofree const char **items
      = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY) ? g_variant_get_strv (value, NULL) : NULL;
  for (gsize i = 0; items != NULL && items[i] != NULL; i++)
    offprint_record_builder_add (builder, field, items[i]);
}

static void
take_words (OffprintRecordBuilder *builder, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    offprint_record_builder_set_words (builder, g_variant_get_uint64 (value));
}

/**
 * offprint_record_new_from_bus:
 * @article: of type `a{sv}`, an article or a hit
 *
 * Returns: (transfer full): the article, its values cleaned and bounded as always
 */
OffprintRecord *
offprint_record_new_from_bus (GVariant *article)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const OffprintFieldInfo *info = offprint_schema_get (fields[i]);
      g_autoptr (GVariant) value = g_variant_lookup_value (article, info->name, NULL);
      if (value == NULL)
        continue;
      if (info->kind == OFFPRINT_KIND_LIST)
        take_items (builder, fields[i], value);
      else if (info->kind == OFFPRINT_KIND_NUMBER)
        take_words (builder, value);
      else
        take_value (builder, fields[i], value);
    }
  return offprint_record_builder_end (builder);
}

/* Only ranges that lie in the snippet, in order, with whole characters. */
static gboolean
is_in_order (const char *snippet, gsize length, gsize at, guint32 start, guint32 end)
{
  return start >= at && start < end && end <= length && (snippet[start] & 0xc0) != 0x80
         && (snippet[end] & 0xc0) != 0x80;
}

static void
take_matches (OffprintHit *hit, GVariant *article)
{
  g_autoptr (GVariant) ranges = g_variant_lookup_value (article, "matches", G_VARIANT_TYPE ("a(uu)"));
  gsize n_ranges = ranges != NULL ? g_variant_n_children (ranges) : 0;
  gsize length = strlen (hit->snippet), at = 0;
  hit->matches = g_new (OffprintMatch, n_ranges);
  for (gsize i = 0; i < n_ranges; i++)
    {
      guint32 start, end;
      g_variant_get_child (ranges, i, "(uu)", &start, &end);
      if (!is_in_order (hit->snippet, length, at, start, end))
        continue;
      hit->matches[hit->n_matches++] = (OffprintMatch){ start, end };
      at = end;
    }
}

/**
 * offprint_hit_new_from_variant:
 * @variant: of type `a{sv}`, a hit or an article
 *
 * Returns: (transfer full): the hit, of no docid; the snippet of an article is empty
 */
OffprintHit *
offprint_hit_new_from_variant (GVariant *variant)
{
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  hit->record = offprint_record_new_from_bus (variant);
  if (!g_variant_lookup (variant, "snippet", "s", &hit->snippet))
    hit->snippet = g_strdup ("");
  take_matches (hit, variant);
  g_variant_lookup (variant, "rank", "u", &hit->rank);
  g_variant_lookup (variant, "score", "d", &hit->score);
  g_variant_lookup (variant, "duplicates", "u", &hit->duplicates);
  g_variant_lookup (variant, "near_duplicate", "b", &hit->near_duplicate);
  return hit;
}

/**
 * offprint_hits_new_from_variant:
 * @variant: of type `aa{sv}`, hits or articles
 * @info: (nullable): of type `a{sv}`, what is to be known of them all
 *
 * Returns: (transfer full): the hits; without @info, there is nothing to be known but how many there are
 */
OffprintHits *
offprint_hits_new_from_variant (GVariant *variant, GVariant *info)
{
  OffprintHits *hits = offprint_hits_new ();
  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      g_autoptr (GVariant) hit = g_variant_get_child_value (variant, i);
      g_ptr_array_add (hits->hits, offprint_hit_new_from_variant (hit));
    }
  hits->estimated = hits->hits->len;
  if (info == NULL)
    return hits;
  g_variant_lookup (info, "estimated", "u", &hits->estimated);
  g_variant_lookup (info, "cut", "b", &hits->cut);
  g_variant_lookup (info, "notes", "^as", &hits->notes);
  g_variant_lookup (info, "suggestion", "s", &hits->suggestion);
  g_variant_lookup (info, "corrected", "b", &hits->corrected);
  return hits;
}
