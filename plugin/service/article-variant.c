/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loops over the schema table; a value that is not known is an empty one, so that clients need no case for it. */
#include "service/article-variant.h"

static const OffprintField fields[] = {
  OFFPRINT_FIELD_PATH,     OFFPRINT_FIELD_MEMBER,    OFFPRINT_FIELD_TITLE,  OFFPRINT_FIELD_DESCRIPTION,
  OFFPRINT_FIELD_AUTHORS,  OFFPRINT_FIELD_PUBLISHER, OFFPRINT_FIELD_AGENCY, OFFPRINT_FIELD_PUBLISHED,
  OFFPRINT_FIELD_MODIFIED, OFFPRINT_FIELD_SAVED,     OFFPRINT_FIELD_URL,    OFFPRINT_FIELD_LANGUAGE,
  OFFPRINT_FIELD_SECTION,  OFFPRINT_FIELD_KEYWORDS,  OFFPRINT_FIELD_PLACE,  OFFPRINT_FIELD_MIME_TYPE,
  OFFPRINT_FIELD_WORDS,
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
 * article_variant_new:
 * @record: an article
 *
 * Returns: (transfer floating): what is known of it, of type `a{sv}`
 */
GVariant *
article_variant_new (const OffprintRecord *record)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_fields (&builder, record);
  return g_variant_builder_end (&builder);
}

/**
 * article_variant_new_hit:
 * @hit: a hit
 *
 * Returns: (transfer floating): of type `a{sv}`
 */
GVariant *
article_variant_new_hit (const OffprintHit *hit)
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
 * article_variant_new_hits:
 * @hits: hits
 *
 * Returns: (transfer floating): of type `aa{sv}`
 */
GVariant *
article_variant_new_hits (const OffprintHits *hits)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < hits->hits->len; i++)
    g_variant_builder_add_value (&builder, article_variant_new_hit (g_ptr_array_index (hits->hits, i)));
  return g_variant_builder_end (&builder);
}
