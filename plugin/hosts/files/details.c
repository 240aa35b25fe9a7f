/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/details.h"

#include "core/i18n.h"
#include "desktop/date-line.h"
#include "desktop/presentation.h"
#include "hosts/files/address.h"
#include "offprint-bus.h"

/* A page is read by a person: of a container of a thousand articles, the first few. */
#define MAX_ARTICLES 10
#define MAX_OTHERS 10

/* lint: table */
static const struct
{
  OffprintField field;
  const char *label;
} fields[] = {
  { OFFPRINT_FIELD_TITLE, N_ ("Title") },
  { OFFPRINT_FIELD_DESCRIPTION, N_ ("Description") },
  { OFFPRINT_FIELD_AUTHORS, N_ ("Author") },
  { OFFPRINT_FIELD_PUBLISHER, N_ ("Publisher") },
  { OFFPRINT_FIELD_AGENCY, N_ ("Agency") },
  { OFFPRINT_FIELD_PUBLISHED, N_ ("Published") },
  { OFFPRINT_FIELD_MODIFIED, N_ ("Modified") },
  { OFFPRINT_FIELD_SAVED, N_ ("Saved") },
  { OFFPRINT_FIELD_SECTION, N_ ("Section") },
  { OFFPRINT_FIELD_KEYWORDS, N_ ("Keywords") },
  { OFFPRINT_FIELD_COMMENT, N_ ("Comment") },
  { OFFPRINT_FIELD_PLACE, N_ ("Place") },
  { OFFPRINT_FIELD_LANGUAGE, N_ ("Language") },
  { OFFPRINT_FIELD_WORDS, N_ ("Words") },
  { OFFPRINT_FIELD_MEMBER, N_ ("Inside the File") },
  { OFFPRINT_FIELD_URL, N_ ("Original Page") },
};

typedef struct
{
  GCancellable *cancellable;
  DetailsFunc func;
  gpointer data;
  char *path;
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->cancellable);
  g_free (question->path);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
row_free (gpointer data)
{
  DetailRow *row = data;
  g_free (row->label);
  g_free (row->value);
  g_free (row->uri);
  g_free (row);
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func (row_free);
}

/* @value, @uri: (transfer full) */
static void
add_row (GPtrArray *rows, const char *label, char *value, char *uri)
{
  DetailRow *row = g_new (DetailRow, 1);
  *row = (DetailRow){ g_strdup (label), value, uri };
  g_ptr_array_add (rows, row);
}

/* Returns: (transfer full) (nullable) */
static char *
get_value (const OffprintRecord *record, OffprintField field)
{
  const char *const *items = NULL;
  switch (offprint_schema_get (field)->kind)
    {
    case OFFPRINT_KIND_LIST:
      items = offprint_record_get_list (record, field);
      return items[0] != NULL ? g_strjoinv (", ", (char **) items) : NULL;
    case OFFPRINT_KIND_NUMBER:
      return g_strdup_printf ("%'" G_GUINT64_FORMAT, offprint_record_get_words (record));
    case OFFPRINT_KIND_LOCATION:
      return offprint_record_get (record, field) != NULL ? g_filename_display_name (offprint_record_get (record, field))
                                                         : NULL;
    case OFFPRINT_KIND_DATE:
      return offprint_date_line_new (offprint_record_get (record, field));
    default:
      return g_strdup (offprint_record_get (record, field));
    }
}

static void
add_record (GPtrArray *rows, const OffprintRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = get_value (record, fields[i].field);
      if (value == NULL || *value == '\0')
        continue;
      gboolean leads_there = fields[i].field == OFFPRINT_FIELD_URL && address_is_web (value);
      char *uri = leads_there ? g_strdup (value) : NULL;
      add_row (rows, _(fields[i].label), g_steal_pointer (&value), uri);
    }
}

static void
add_hit (GPtrArray *rows, const OffprintHit *hit)
{
  const char *path = offprint_record_get (hit->record, OFFPRINT_FIELD_PATH);
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autofree char *name = g_filename_display_name (path != NULL ? path : "");
  char *value = hit->near_duplicate ? g_steal_pointer (&name)
                                    : g_strconcat (title, *byline != '\0' ? " – " : "", byline, NULL);
  add_row (rows, hit->near_duplicate ? _("Duplicate") : _("Similar"), value,
           path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL);
}

static void
on_similar (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (OffprintHits) hits = offprint_client_hits_finish (OFFPRINT_BUS_SERVICE (source), result, NULL);
  if (hits == NULL || hits->hits->len == 0 || g_cancellable_is_cancelled (question->cancellable))
    return;
  g_autoptr (GPtrArray) rows = new_rows ();
  for (guint i = 0; i < hits->hits->len; i++)
    add_hit (rows, g_ptr_array_index (hits->hits, i));
  question->func (rows, question->data);
}

static void
ask_similar (OffprintBusService *client, const OffprintRecord *record, Question *question)
{
  offprint_client_similar (client, question->path, offprint_record_get (record, OFFPRINT_FIELD_MEMBER), MAX_OTHERS,
                           question->cancellable, on_similar, question);
}

static void
on_articles (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Question) question = data;
  OffprintBusService *client = OFFPRINT_BUS_SERVICE (source);
  g_autoptr (GPtrArray) files = offprint_client_get_articles_finish (client, result, &error);
  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  g_autoptr (GPtrArray) rows = new_rows ();
  GPtrArray *records = files != NULL && files->len > 0 ? g_ptr_array_index (files, 0) : NULL;
  for (guint i = 0; records != NULL && i < MIN (records->len, MAX_ARTICLES); i++)
    add_record (rows, g_ptr_array_index (records, i));
  if (records == NULL)
    add_row (rows, _("Not Known"), g_strdup (error != NULL ? error->message : ""), NULL);
  else if (records->len == 0)
    add_row (rows, _("Not Known"), g_strdup (_("The index has no article in this file.")), NULL);
  question->func (rows, question->data);
  if (records != NULL && records->len == 1 && !g_cancellable_is_cancelled (question->cancellable))
    ask_similar (client, g_ptr_array_index (records, 0), g_steal_pointer (&question));
}

/**
 * details_ask:
 * @client: the way to the daemon
 * @path: a file
 * @cancellable: to stop it; nothing is called afterwards
 * @func: called with rows
 * @data: for @func
 *
 * Finds out, in the background, what there is to show. What is like one article is only shown for a file of one.
 */
void
details_ask (OffprintBusService *client, const char *path, GCancellable *cancellable, DetailsFunc func, gpointer data)
{
  Question *question = g_new0 (Question, 1);
  question->cancellable = g_object_ref (cancellable);
  question->func = func;
  question->data = data;
  question->path = g_strdup (path);
  offprint_client_get_articles (client, (const char *const[]){ path, NULL }, cancellable, on_articles, question);
}
