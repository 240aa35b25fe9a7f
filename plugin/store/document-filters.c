/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an article can be filtered by that is no word: dates, language, site, address. */
#include "store/document-private.h"

#include "core/date.h"
#include "shim/xap.h"
#include "store/data.h"
#include "store/url.h"

#include <string.h>

#define SECONDS_PER_DAY (24 * 60 * 60)

static void
add_filter (OffprintDocument *document, const char *prefix, const char *value)
{
  if (*value != '\0' && strlen (prefix) + strlen (value) <= XAP_TERM_MAX_BYTES)
    offprint_terms_add (document->terms, prefix, strlen (prefix), value, strlen (value));
}

static void
add_date_filters (OffprintDocument *document, const OffprintDate *date)
{
  char text[16];
  if (date->precision >= OFFPRINT_PRECISION_DAY)
    {
      g_snprintf (text, sizeof text, "%04d%02d%02d", date->year, date->month, date->day);
      add_filter (document, OFFPRINT_PREFIX_DAY, text);
    }
  if (date->precision >= OFFPRINT_PRECISION_MONTH)
    {
      g_snprintf (text, sizeof text, "%04d%02d", date->year, date->month);
      add_filter (document, OFFPRINT_PREFIX_MONTH, text);
    }
  g_snprintf (text, sizeof text, "%04d", date->year);
  add_filter (document, OFFPRINT_PREFIX_YEAR, text);
}

static void
add_language_filters (OffprintDocument *document, const char *language)
{
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_LANGUAGE)->filter;
  g_autofree char *tag = g_ascii_strdown (language, -1);
  add_filter (document, prefix, tag);
  tag[strcspn (tag, "-_")] = '\0';
  add_filter (document, prefix, tag);
}

static gboolean
add_site (const char *site, gpointer data)
{
  add_filter (data, OFFPRINT_PREFIX_HOST, site);
  return TRUE;
}

static void
add_url_filters (OffprintDocument *document, const char *url)
{
  g_autofree char *host = offprint_url_get_host (url);
  g_autofree char *term = offprint_url_get_term (url);
  if (host != NULL)
    offprint_url_foreach_site (host, add_site, document);
  if (term != NULL)
    add_filter (document, "", term);
}

/**
 * offprint_document_add_value:
 * @document: a document without a value in @slot
 * @slot: a slot
 * @data: (array length=length): bytes
 * @length: how many
 */
void
offprint_document_add_value (OffprintDocument *document, guint32 slot, const void *data, gsize length)
{
  OffprintValue value = { slot, g_bytes_new (data, length) };
  g_array_append_val (document->values, value);
}

/* Slot for the hosts: Unix time of at most 4 bytes. */
static void
add_host_date (OffprintDocument *document, gint64 seconds)
{
  guint32 value = GUINT32_TO_BE ((guint32) CLAMP (seconds, 0, G_MAXUINT32));
  offprint_document_add_value (document, OFFPRINT_SLOT_DATE, &value, sizeof value);
}

/* What counts a little in ranking may be a guess: an undated article is as recent as its copy. No weight is below 0. */
static void
add_recency (OffprintDocument *document, gint64 seconds)
{
  char buffer[9];
  double days = CLAMP ((double) (seconds / SECONDS_PER_DAY), 0, OFFPRINT_DOCUMENT_RECENCY_MAX);
  gsize length = xap_sortable_serialise (days, buffer);
  offprint_document_add_value (document, OFFPRINT_SLOT_RECENCY, buffer, length);
}

static gboolean
get_date (const OffprintRecord *record, OffprintField field, OffprintDate *date)
{
  const char *text = offprint_record_get (record, field);
  return text != NULL && offprint_date_parse_iso8601 (text, date) && date->precision != OFFPRINT_PRECISION_NONE;
}

/* The hosts know one date: when the article was published, else when it was saved. */
static void
add_dates (OffprintDocument *document, const OffprintRecord *record)
{
  OffprintDate date;
  if (!get_date (record, OFFPRINT_FIELD_PUBLISHED, &date) && !get_date (record, OFFPRINT_FIELD_SAVED, &date))
    return;
  gint64 seconds = offprint_date_to_unix (&date);
  g_autofree char *padded = g_strdup_printf ("%011" G_GINT64_FORMAT, seconds);
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  add_date_filters (document, &date);
  add_host_date (document, seconds);
  add_recency (document, seconds);
  offprint_data_append (document->lines, "dmtime", padded);
  offprint_data_append (document->lines, "created", plain);
}

/**
 * offprint_document_add_filters:
 * @document: a document without any
 * @record: its article
 */
void
offprint_document_add_filters (OffprintDocument *document, const OffprintRecord *record)
{
  add_dates (document, record);
  const char *language = offprint_record_get (record, OFFPRINT_FIELD_LANGUAGE);
  if (language != NULL)
    add_language_filters (document, language);
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  if (url != NULL)
    add_url_filters (document, url);
}
