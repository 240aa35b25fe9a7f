/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Beginnings of words: which an article gets, read back from an index. */
#include "store/beginnings.h"

#include "store-fixture.h"

#include <string.h>

static gboolean
append_beginning (const char *term, gsize length, guint32 frequency, gpointer data)
{
  if (length > 3 && memcmp (term, "XYB", 3) == 0)
    g_string_append_printf (data, "%.*s%s ", (int) (length - 3), term + 3, frequency > 0 ? "!" : "");
  return TRUE;
}

/* Returns: (transfer full): what follows `XYB`, each with a space; `!` after what has a count */
static char *
list_beginnings (const StoreFixture *fixture, OffprintRecord *record, OffprintLayout layout)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintWriter) writer = store_fixture_open (fixture);
  g_autoptr (OffprintDocument) document = offprint_document_new_with_layout (record, layout, &error);
  g_assert_no_error (error);
  OffprintIdentity identity = store_fixture_identity ("/a.html");
  offprint_writer_put (writer, &identity, document, &error);
  g_assert_no_error (error);
  store_fixture_commit (writer);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  g_autoptr (GString) terms = g_string_new (NULL);
  xap_reader_foreach_document_term (reader, 1, append_beginning, terms, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&terms), FALSE);
}

static void
assert_beginnings (const StoreFixture *fixture, const char *title, const char *expected)
{
  g_autoptr (OffprintRecord) record = store_fixture_record (title, "en", "Body words are left alone.");
  g_autofree char *found = list_beginnings (fixture, record, OFFPRINT_LAYOUT_FULL);
  g_assert_cmpstr (found, ==, expected);
}

/* One and two characters of each word of the title, up to three of the first one; none has a count. */
static void
test_title (StoreFixture *fixture, gconstpointer data)
{
  assert_beginnings (fixture, "Otters by river", "Fo Fot Fott Tb Tby To Tot Tr Tri ");
}

/* A word that stands first and again later is the first one; what only stands later is not. */
static void
test_first (StoreFixture *fixture, gconstpointer data)
{
  assert_beginnings (fixture, "On and on", "Fo Fon Ta Tan To Ton ");
}

/* Folded, and as it is written too; ideographs by themselves; right to left. */
static void
test_characters (StoreFixture *fixture, gconstpointer data)
{
  assert_beginnings (fixture, "\xc3\x89T", "Fe Fet F\xc3\xa9 F\xc3\xa9t Te Tet T\xc3\xa9 T\xc3\xa9t ");
  assert_beginnings (fixture, "\xe6\x9d\xb1\xe4\xba\xac",
                     "F\xe6\x9d\xb1 F\xe6\x9d\xb1\xe4\xba\xac T\xe4\xba\xac T\xe6\x9d\xb1 T\xe6\x9d\xb1\xe4\xba\xac ");
  assert_beginnings (fixture, "\xd7\xa9\xd7\x9c",
                     "F\xd7\xa9 F\xd7\xa9\xd7\x9c T\xd7\xa9 T\xd7\xa9\xd7\x9c ");
}

/* Authors, publisher, agency and keywords together; not the description, section or place. */
static void
test_others (StoreFixture *fixture, gconstpointer data)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, "Jo Ek");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, "Tide");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_AGENCY, "AP");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, "eel");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_DESCRIPTION, "Xylophone");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_SECTION, "Wild");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PLACE, "Zagreb");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autofree char *found = list_beginnings (fixture, record, OFFPRINT_LAYOUT_FULL);
  g_assert_cmpstr (found, ==, "Oa Oap Oe Oee Oek Oj Ojo Ot Oti ");
}

/* Without a title there are none, nor when the layout is without them. */
static void
test_none (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (OffprintRecord) record = store_fixture_record ("Otters", "en", "text");
  g_autofree char *less = list_beginnings (fixture, record, OFFPRINT_LAYOUT_FULL & ~OFFPRINT_LAYOUT_BEGINNINGS);
  assert_beginnings (fixture, NULL, "");
  g_assert_cmpstr (less, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/beginnings/title", test_title);
  store_fixture_test ("/beginnings/first", test_first);
  store_fixture_test ("/beginnings/characters", test_characters);
  store_fixture_test ("/beginnings/others", test_others);
  store_fixture_test ("/beginnings/none", test_none);
  return g_test_run ();
}
