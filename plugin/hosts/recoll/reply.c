/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document is plain text: then Recoll has nothing to parse any more, and takes the date from a field (in a page it
 * would want a meta element). Every name that the protocol does not know is a field of the document. */
#include "hosts/recoll/reply.h"

#include "core/date.h"
#include "store/url.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Recoll's name for the date that it shows, sorts and filters by */
#define DATE_NAME "modificationdate"

/**
 * recoll_reply_add:
 * @reply: a reply
 * @name: of the element
 * @value: (array length=length): any bytes
 * @length: how many
 */
void
recoll_reply_add (GString *reply, const char *name, const char *value, gsize length)
{
  g_string_append_printf (reply, "%s: %" G_GSIZE_FORMAT "\n", name, length);
  g_string_append_len (reply, value, (gssize) length);
}

static void
add_text (GString *reply, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    recoll_reply_add (reply, name, value, strlen (value));
}

/* When the article was published, else when it was saved: as in our own index. */
static void
add_date (GString *reply, const OffprintRecord *record)
{
  OffprintDate date;
  const char *text = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  if (text == NULL)
    text = offprint_record_get (record, OFFPRINT_FIELD_SAVED);
  if (text == NULL || !offprint_date_parse_iso8601 (text, &date))
    return;
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, offprint_date_to_unix (&date));
  add_text (reply, DATE_NAME, seconds);
}

static void
add_field (GString *reply, const OffprintRecord *record, OffprintField field)
{
  const OffprintFieldInfo *info = offprint_schema_get (field);
  g_autofree char *made = NULL;
  if (info->data_key == NULL || field == OFFPRINT_FIELD_MEMBER || field == OFFPRINT_FIELD_MIME_TYPE)
    return;
  if (info->kind == OFFPRINT_KIND_LIST)
    made = offprint_record_join_list (record, field);
  else if (info->kind == OFFPRINT_KIND_NUMBER)
    made = g_strdup_printf ("%" G_GUINT64_FORMAT, offprint_record_get_words (record));
  add_text (reply, info->data_key, made != NULL ? made : offprint_record_get (record, field));
}

static void
add_site (GString *reply, const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  g_autofree char *host = url != NULL ? offprint_url_get_host (url) : NULL;
  add_text (reply, offprint_schema_get (OFFPRINT_FIELD_SITE)->name, host);
}

/**
 * recoll_reply_add_record:
 * @reply: a reply
 * @record: what the document is
 */
void
recoll_reply_add_record (GString *reply, const OffprintRecord *record)
{
  const char *text = offprint_record_get (record, OFFPRINT_FIELD_TEXT);
  add_text (reply, "Mimetype", "text/plain");
  add_text (reply, "Charset", "utf-8");
  add_text (reply, "Ipath", offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    add_field (reply, record, field);
  add_site (reply, record);
  add_date (reply, record);
  recoll_reply_add (reply, "Document", text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

/**
 * recoll_reply_end:
 * @reply: a reply, whole now
 */
void
recoll_reply_end (GString *reply)
{
  g_string_append_c (reply, '\n');
}

/**
 * recoll_reply_send:
 * @reply: a reply that was ended
 * @descriptor: where it goes
 *
 * Waits.
 *
 * Returns: %FALSE when nobody listens any more
 */
gboolean
recoll_reply_send (const GString *reply, int descriptor)
{
  for (gsize sent = 0; sent < reply->len;)
    {
      gssize n = write (descriptor, reply->str + sent, reply->len - sent);
      if (n < 0 && errno != EINTR)
        return FALSE;
      sent += (gsize) MAX (n, 0);
    }
  return TRUE;
}
