/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file manager asks about thousands of files, and has one thread: what can be done for it is done here, once. */
#include "service/columns.h"

#include "core/date.h"
#include "desktop/presentation.h"

#include <string.h>

static char *
get_published (const OffprintRecord *record)
{
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  char text[OFFPRINT_DATE_BUFFER];
  OffprintDate date;
  if (published == NULL || !offprint_date_parse_iso8601 (published, &date))
    return g_strdup ("");
  date.precision = MIN (date.precision, OFFPRINT_PRECISION_DAY);
  date.has_offset = FALSE;
  return g_strdup (offprint_date_format (&date, text));
}

static char *
get_language (const OffprintRecord *record)
{
  const char *language = offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE);
  return g_strdup (language != NULL ? language : "");
}

typedef char *(*TextFunc) (const OffprintRecord *record);

/* In the order of the columns */
static const TextFunc texts[] = { offprint_presentation_get_title, offprint_presentation_get_publisher,
                                  offprint_presentation_get_authors, get_published, get_language };

/* Several articles in one file have in common what all of them say. */
static char *
get_common (GPtrArray *records, TextFunc func)
{
  g_autofree char *common = func (g_ptr_array_index (records, 0));
  for (guint i = 1; i < records->len && *common != '\0'; i++)
    {
      g_autofree char *text = func (g_ptr_array_index (records, i));
      if (strcmp (common, text) != 0)
        *common = '\0';
    }
  return g_steal_pointer (&common);
}

static gboolean
has_url (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    if (offprint_record_get (g_ptr_array_index (records, i), OFFPRINT_FIELD_URL) != NULL)
      return TRUE;
  return FALSE;
}

static guint64
add_up_words (GPtrArray *records)
{
  guint64 words = 0;
  for (guint i = 0; i < records->len; i++)
    words += offprint_record_get_words (g_ptr_array_index (records, i));
  return words;
}

/**
 * columns_new:
 * @records: (nullable) (element-type OffprintRecord): the articles of one file; none: it is not in the index
 *
 * Returns: (transfer floating): what is shown of the file, of type %COLUMNS_TYPE
 */
GVariant *
columns_new (GPtrArray *records)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (COLUMNS_TYPE));
  gboolean any = records != NULL && records->len > 0;
  g_variant_builder_add (&builder, "u", any ? (guint32) records->len : 0);
  g_variant_builder_add (&builder, "b", any && has_url (records));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_variant_builder_add_value (
        &builder, any ? g_variant_new_take_string (get_common (records, texts[i])) : g_variant_new_string (""));
  g_variant_builder_add (&builder, "t", any ? add_up_words (records) : 0);
  return g_variant_builder_end (&builder);
}
