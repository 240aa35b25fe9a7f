/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/document.h"

#include "core/error.h"
#include "shim/xap.h"
#include "store/document-private.h"
#include "store/metadata.h"

#include <string.h>

static OffprintRecord *
make_record (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Fields come as name, value, name, value, NULL. */
static OffprintRecord *
make_record (const char *first, ...)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  va_list values;
  va_start (values, first);
  for (const char *name = first; name != NULL; name = va_arg (values, const char *))
    {
      const OffprintFieldInfo *info = offprint_schema_find_name (name);
      const char *value = va_arg (values, const char *);
      if (info->kind == OFFPRINT_KIND_LIST)
        offprint_record_builder_add (builder, offprint_schema_get_field (info), value);
      else
        offprint_record_builder_set (builder, offprint_schema_get_field (info), value);
    }
  va_end (values);
  return offprint_record_builder_end (builder);
}

static OffprintDocument *
make_document (OffprintRecord *record, OffprintLayout layout)
{
  g_autoptr (GError) error = NULL;
  OffprintDocument *document = offprint_document_new_with_layout (record, layout, &error);
  g_assert_no_error (error);
  return document;
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe_term (const OffprintTerm *term)
{
  GString *text = g_string_new (term->text);
  if (term->wdf > 0)
    g_string_append_printf (text, ":%u", term->wdf);
  for (guint32 i = 0; i < term->n_positions; i++)
    g_string_append_printf (text, "%c%u", i == 0 ? '@' : ',', term->positions[i]);
  return g_string_free (text, FALSE);
}

/* Every term in order, as `term:count@positions`, without a count of 0 */
static char *
describe (const OffprintDocument *document)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < offprint_terms_get_count (document->terms); i++)
    g_ptr_array_add (lines, describe_term (offprint_terms_get (document->terms, i)));
  g_ptr_array_sort (lines, compare_text);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (" ", (char **) lines->pdata);
}

static void
assert_terms (OffprintRecord *record, const char *wanted)
{
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  g_autofree char *found = describe (document);
  g_assert_cmpstr (found, ==, wanted);
}

static const OffprintTerm *
find_term (const OffprintDocument *document, const char *text)
{
  for (gsize i = 0; i < offprint_terms_get_count (document->terms); i++)
    if (g_str_equal (offprint_terms_get (document->terms, i)->text, text))
      return offprint_terms_get (document->terms, i);
  return NULL;
}

static char *
get_value (const OffprintDocument *document, guint32 slot)
{
  for (guint i = 0; i < document->values->len; i++)
    {
      const OffprintValue *value = &g_array_index (document->values, OffprintValue, i);
      if (value->slot == slot)
        return g_strndup (g_bytes_get_data (value->value, NULL), g_bytes_get_size (value->value));
    }
  return NULL;
}

/* The body stands from position 100000 on, words counted and with positions, stems counted and without, also where they
 * are the word. */
static void
test_body (void)
{
  g_autoptr (OffprintRecord) record = make_record ("language", "en", "text", "Otters swim. The otters!", NULL);
  assert_terms (
      record, "Len XXND@100005 XXST@100000 Zotter:2 Zswim:1 Zthe:1 otters:2@100001,100004 swim:1@100002 the:1@100003");
}

/* A field's words stand under the prefix and bare at the same position, before the body; counted are the bare word and
 * both stems. */
static void
test_field (void)
{
  g_autoptr (OffprintRecord) record = make_record ("title", "Otters", "language", "en", "text", "otter", NULL);
  assert_terms (record,
                "Len SXXND@3 SXXST@1 Sotters@2 XXND@100002 XXST@100000 ZSotter:1 Zotter:2 otter:1@100001 otters:1@2");
}

/* The items of a list are fields of their own, more than a phrase apart. */
static void
test_list (void)
{
  g_autoptr (OffprintRecord) record = make_record ("authors", "Jane Doe", "authors", "Jo Park", NULL);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  const OffprintTerm *start = find_term (document, "AXXST");
  const OffprintTerm *end = find_term (document, "AXXND");
  const OffprintTerm *jo = find_term (document, "Ajo");
  g_assert_cmpuint (start->n_positions, ==, 2);
  g_assert_cmpuint (end->n_positions, ==, 2);
  g_assert_cmpuint (start->positions[1], ==, end->positions[0] + 101);
  g_assert_cmpuint (jo->positions[0], ==, start->positions[1] + 1);
}

/* What the hosts ask for besides plain words has no count: spans, words without folding and their stems, parser forms.
 * */
static void
test_forms (void)
{
  g_autoptr (OffprintRecord) record = make_record ("language", "en", "text", "café e-mail at&t ma'am", NULL);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  const char *const counted[] = { "cafe", "e", "mail", "Zcafe", "Zmail", "at", "t" };
  const char *const uncounted[] = { "café", "Zcafé", "e-mail", "at&t", "Zat&t", "ma'am", "Zma'am",
                                    "XXST", "XXND", "Len" };
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      const OffprintTerm *term = find_term (document, counted[i]);
      g_assert_nonnull (term);
      g_assert_cmpuint (term->wdf, ==, 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (uncounted); i++)
    {
      const OffprintTerm *term = find_term (document, uncounted[i]);
      g_assert_nonnull (term);
      g_assert_cmpuint (term->wdf, ==, 0);
    }
  g_assert_null (find_term (document, "Ze-mail"));
  g_assert_cmpuint (find_term (document, "café")->positions[0], ==, find_term (document, "cafe")->positions[0]);
}

/* An article is stemmed in its own language, counted, and in English for Omega, not counted. */
static void
test_language (void)
{
  g_autoptr (OffprintRecord) record = make_record ("language", "de-AT", "text", "Häuser Regierungen running", NULL);
  assert_terms (record,
                "Lde Lde-at XXND@100004 XXST@100000 Zhaus:1 Zhauser Zhäuser Zregier:1 Zregierungen Zrun Zrunning:1 "
                "hauser:1@100001 häuser@100001 regierungen:1@100002 running:1@100003");
}

static void
assert_dates (const char *published, const char *saved, const char *wanted)
{
  g_autoptr (OffprintRecord) record = make_record ("published", published, "saved", saved, NULL);
  assert_terms (record, wanted);
}

/* Date filters say what is known and no more; without a publication date it is the day of saving. */
static void
test_dates (void)
{
  assert_dates ("2022-01-27T23:30:00-05:00", "2022-02-01", "D20220127 M202201 Y2022");
  assert_dates ("2022-01", NULL, "M202201 Y2022");
  assert_dates ("0987", NULL, "Y0987");
  assert_dates (NULL, "2022-02-01", "D20220201 M202202 Y2022");
  assert_dates (NULL, NULL, "");
}

/* The hosts' date slot and lines are those of the publication, else of saving; our own published slot never is the day
 * of saving. */
static void
test_date_values (void)
{
  g_autoptr (OffprintRecord) record = make_record ("published", "1960-01-02", "saved", "2022-02-01T00:00:00Z", NULL);
  g_autoptr (OffprintRecord) undated = make_record ("saved", "2022-02-01T00:00:00Z", NULL);
  g_autoptr (OffprintDocument) early = make_document (record, OFFPRINT_LAYOUT_FULL);
  g_autoptr (OffprintDocument) late = make_document (undated, OFFPRINT_LAYOUT_FULL);
  g_autofree char *published = get_value (early, offprint_schema_get (OFFPRINT_FIELD_PUBLISHED)->slot);
  g_autofree char *none = get_value (late, offprint_schema_get (OFFPRINT_FIELD_PUBLISHED)->slot);
  g_autofree char *weight = get_value (late, OFFPRINT_SLOT_RECENCY);
  g_autofree char *saved = get_value (late, offprint_schema_get (OFFPRINT_FIELD_SAVED)->slot);
  g_autofree char *host = get_value (late, OFFPRINT_SLOT_DATE);
  g_assert_cmpstr (published, ==, "1960-01-02");
  g_assert_null (none);
  char recency[9];
  gsize recency_length = xap_sortable_serialise (19024, recency);
  g_assert_cmpmem (weight, strlen (weight), recency, recency_length);
  g_assert_cmpstr (saved, ==, "2022-02-01T00:00:00Z");
  g_assert_cmpmem (host, strlen (host), "\x61\xf8\x78\x80", 0 + strlen (host));
  g_assert_cmpstr (late->lines->str, ==,
                   "saved=2022-02-01T00:00:00Z\nwords=0\ndmtime=01643673600\ncreated=1643673600\n");
}

/* Dates before 1970 count as its first second for the hosts, whose slot knows none before. */
static void
test_date_clamped (void)
{
  g_autoptr (OffprintRecord) record = make_record ("published", "1960-01-02", NULL);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  for (guint i = 0; i < document->values->len; i++)
    {
      const OffprintValue *value = &g_array_index (document->values, OffprintValue, i);
      if (value->slot == OFFPRINT_SLOT_DATE)
        g_assert_cmpmem (g_bytes_get_data (value->value, NULL), g_bytes_get_size (value->value), "\0\0\0\0", 4);
    }
}

/* The article's address gives its sites and itself, without what only tells where a reader came from. */
static void
test_url (void)
{
  g_autoptr (OffprintRecord) record = make_record ("url", "https://www.Example.org/a?utm_source=x#top", NULL);
  assert_terms (record, "Hexample.org Hwww.example.org Uexample.org/a");
}

/* The content's lines of the data, and none that tells about the file. */
static void
test_lines (void)
{
  g_autoptr (OffprintRecord) record
      = make_record ("path", "/claimed", "mime_type", "text/claimed", "title", "T", "description", "D", "authors",
                     "A B", "authors", "C", "publisher", "P", "url", "https://example.org/", "language", "en", "text",
                     "One.\n\nTwo.", NULL);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  g_assert_cmpstr (document->lines->str, ==,
                   "sample=One. Two.\ndbytes=10\norigcharset=UTF-8\ncaption=T\nabstract=D\nauthor=A B; C\npublisher=P\n"
                   "canonical=https://example.org/\nlanguage=en\nwords=2\n");
  g_assert_cmpint (document->titled, ==, TRUE);
}

/* The stored text is the record's; without text there is none. */
static void
test_text (void)
{
  g_autoptr (OffprintRecord) record = make_record ("title", "T", "text", "One.\n\nTwo.", NULL);
  g_autoptr (OffprintRecord) empty = make_record ("path", "/a", NULL);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  g_autoptr (OffprintDocument) none = make_document (empty, OFFPRINT_LAYOUT_FULL);
  g_autofree char *text = offprint_metadata_unpack_text (document->text);
  g_assert_cmpstr (text, ==, "One.\n\nTwo.");
  g_assert_null (none->text);
  g_assert_cmpint (none->titled, ==, FALSE);
}

/* Each element of the layout can be left out, and then exactly its terms are missing. */
static void
test_layout (void)
{
  static const struct
  {
    OffprintLayout without;
    const char *term; /* gone; in the full layout it is there */
  } rows[] = {
    { OFFPRINT_LAYOUT_STEMS, "Zhaus" },
    { OFFPRINT_LAYOUT_OMEGA_STEMS, "Zhauser" },
    { OFFPRINT_LAYOUT_SPANS, "e-mail" },
    { OFFPRINT_LAYOUT_OTHER_FORMS, "häuser" },
    { OFFPRINT_LAYOUT_FIELD_COPIES, "titelwort" },
    { OFFPRINT_LAYOUT_ANCHORS, "SXXST" },
  };
  g_autoptr (OffprintRecord) record
      = make_record ("language", "de", "title", "Titelwort", "text", "Häuser e-mail", NULL);
  g_autoptr (OffprintDocument) full = make_document (record, OFFPRINT_LAYOUT_FULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OffprintDocument) less = make_document (record, OFFPRINT_LAYOUT_FULL & ~rows[i].without);
      g_assert_nonnull (find_term (full, rows[i].term));
      g_assert_null (find_term (less, rows[i].term));
      g_assert_nonnull (find_term (less, "hauser"));
      g_assert_nonnull (less->text);
    }
  g_autoptr (OffprintDocument) less =
    make_document (record, OFFPRINT_LAYOUT_FULL & ~(OFFPRINT_LAYOUT_TEXT | OFFPRINT_LAYOUT_SYNONYMS));
  g_assert_null (less->text);
  g_assert_cmpint (less->synonyms, ==, FALSE);
}

/* However much stands in the fields, they end before the body begins, and no term is longer than Xapian can hold. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  while (text->len < 9000)
    g_string_append_printf (text, "東x%u ", (guint) text->len);
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    for (guint i = 0; i < 100 && field != OFFPRINT_FIELD_WORDS; i++)
      {
        g_autofree char *value = g_strdup_printf ("%u %s", i, text->str);
        if (offprint_schema_get (field)->kind == OFFPRINT_KIND_LIST)
          offprint_record_builder_add (builder, field, value);
        else
          offprint_record_builder_set (builder, field, value);
      }
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  const OffprintTerm *body = find_term (document, "XXST");
  g_assert_cmpuint (body->positions[0], ==, 100000);
  for (gsize i = 0; i < offprint_terms_get_count (document->terms); i++)
    {
      const OffprintTerm *term = offprint_terms_get (document->terms, i);
      g_assert_cmpuint (term->length, <=, XAP_TERM_MAX_BYTES);
      if (term->prefix > 0)
        for (guint32 j = 0; j < term->n_positions; j++)
          g_assert_cmpuint (term->positions[j], <, 100000);
    }
}

/* An article of nothing but different words is indexed as far as memory is meant to go, and no further. */
static void
test_many_words (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "w%uq ", i);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text->str);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = make_document (record, OFFPRINT_LAYOUT_FULL);
  g_assert_cmpuint (offprint_document_get_term_count (document), >, 150000);
  g_assert_cmpuint (offprint_document_get_term_count (document), <, 400000);
  g_assert_nonnull (find_term (document, "w100q"));
  g_assert_nonnull (find_term (document, "Zw100q"));
  g_assert_null (find_term (document, "w399999q"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/body", test_body);
  g_test_add_func ("/document/field", test_field);
  g_test_add_func ("/document/list", test_list);
  g_test_add_func ("/document/forms", test_forms);
  g_test_add_func ("/document/language", test_language);
  g_test_add_func ("/document/dates", test_dates);
  g_test_add_func ("/document/dates/values", test_date_values);
  g_test_add_func ("/document/dates/clamped", test_date_clamped);
  g_test_add_func ("/document/url", test_url);
  g_test_add_func ("/document/lines", test_lines);
  g_test_add_func ("/document/text", test_text);
  g_test_add_func ("/document/layout", test_layout);
  g_test_add_func ("/document/bounds", test_bounds);
  g_test_add_func ("/document/many-words", test_many_words);
  return g_test_run ();
}
