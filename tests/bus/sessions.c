/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of hits that a caller pages through: how long they are kept, and that pages of a real daemon do not shift
 * while its index changes. */
#include "bus-fixture.h"

#include "service/sessions.h"
#include "store/swap.h"
#include "store/writer.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)

static char *
list_page (BusFixture *fixture, const char *query, guint offset, guint limit, const char *more)
{
  g_autofree char *options
      = g_strdup_printf ("{'offset': <uint32 %u>, 'limit': <uint32 %u>, 'sort': <'published'>%s}", offset, limit, more);
  g_autoptr (GVariant) hits = bus_fixture_search (fixture, query, options);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < g_variant_n_children (hits); i++)
    {
      g_autoptr (GVariant) hit = g_variant_get_child_value (hits, i);
      const char *title = NULL;
      guint rank = 0;
      g_variant_lookup (hit, "title", "&s", &title);
      g_variant_lookup (hit, "rank", "u", &rank);
      g_string_append_printf (text, "%s%u:%s", i > 0 ? " " : "", rank, title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Article N was published on the Nth of January: found newest first. */
static char *
write_article (BusFixture *fixture, guint number, const char *word)
{
  g_autofree char *name = g_strdup_printf ("%02u.html", number);
  g_autofree char *text
      = g_strdup_printf ("<html><head><title>A%u</title><meta property=\"article:published_time\" "
                         "content=\"2022-01-%02u\"></head><body><article><h1>A%u</h1><p>The %s number %u swims in the "
                         "river.</p></article></body></html>",
                         number, number, number, word, number);
  return bus_fixture_write (fixture, name, text);
}

static void
flush (BusFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_page (BusFixture *fixture, guint offset, const char *more, const char *expected)
{
  g_autofree char *page = list_page (fixture, "otter", offset, 3, more);
  g_assert_cmpstr (page, ==, expected);
}

/* In a session, what was on the second page is there still when articles came before it; one that went leaves a gap,
 * one that was changed is shown as it is now. Another session, and no session, see what is there now. */
static void
test_pages (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *gone = NULL;
  for (guint i = 1; i <= 9; i++)
    {
      g_autofree char *path = write_article (fixture, i, "otter");
      if (i == 5)
        gone = g_steal_pointer (&path);
    }
  bus_fixture_follow (fixture);
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A9 2:A8 3:A7");
  g_autofree char *first = write_article (fixture, 20, "otter");
  g_autofree char *second = write_article (fixture, 21, "otter");
  g_autofree char *changed = write_article (fixture, 4, "heron");
  g_assert_cmpint (g_unlink (gone), ==, 0);
  flush (fixture);
  assert_page (fixture, 3, ", 'session': <'a'>", "4:A6 6:A4");
  assert_page (fixture, 6, ", 'session': <'a'>", "7:A3 8:A2 9:A1");
  assert_page (fixture, 9, ", 'session': <'a'>", "");
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A9 2:A8 3:A7");
  assert_page (fixture, 0, ", 'session': <'b'>", "1:A21 2:A20 3:A9");
  assert_page (fixture, 3, "", "4:A8 5:A7 6:A6");
}

/* Another question in the same session begins it anew; so does another order. */
static void
test_question (BusFixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 4; i++)
    g_free (write_article (fixture, i, "otter"));
  bus_fixture_follow (fixture);
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A4 2:A3 3:A2");
  g_free (write_article (fixture, 9, "otter"));
  flush (fixture);
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A4 2:A3 3:A2");
  assert_page (fixture, 0, ", 'session': <'a'>, 'fold': <false>", "1:A9 2:A4 3:A3");
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A9 2:A4 3:A3");
  g_autofree char *other = list_page (fixture, "heron", 0, 3, ", 'session': <'a'>");
  g_assert_cmpstr (other, ==, "");
}

/* An index that was deleted and built anew has other articles under the same numbers: none of them is shown for
 * another one.
 */
static void
test_rebuilt (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->home, "offprint", "xapiandb", NULL);
  for (guint i = 1; i <= 6; i++)
    g_free (write_article (fixture, i, "otter"));
  bus_fixture_follow (fixture);
  assert_page (fixture, 0, ", 'session': <'a'>", "1:A6 2:A5 3:A4");
  for (guint i = 3; i <= 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%02u.html", fixture->articles, i);
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_free (write_article (fixture, i + 10, "otter"));
    }
  offprint_swap_remove (database);
  do
    flush (fixture);
  while (bus_fixture_count (fixture, "otter") != 6);
  g_autofree char *page = list_page (fixture, "otter", 0, 6, ", 'session': <'a'>");
  g_assert_true (g_str_equal (page, "") || g_str_equal (page, "5:A2 6:A1") || g_str_equal (page, "5:A2")
                 || g_str_equal (page, "6:A1"));
}

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  char *index;
  OffprintRanked *ranked;
} Table;

static OffprintRanked *
make_ranked (const char *index)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { index, NULL };
  g_autoptr (OffprintWriter) writer = offprint_writer_open (index, &error);
  g_assert_true (offprint_writer_commit (writer, &error));
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  return offprint_ranked_new (reader, &(OffprintSearch){ .text = "otter" }, &error);
}

static GDBusConnection *
connect_to (GTestDBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
  return connection;
}

static void
set_up (Table *table, gconstpointer data)
{
  table->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (table->bus);
  table->connection = connect_to (table->bus);
  table->index = g_dir_make_tmp ("offprint-sessions-XXXXXX", NULL);
  table->ranked = make_ranked (table->index);
}

static void
tear_down (Table *table, gconstpointer data)
{
  offprint_ranked_unref (table->ranked);
  g_dbus_connection_close_sync (table->connection, NULL, NULL);
  g_object_unref (table->connection);
  g_test_dbus_down (table->bus);
  g_object_unref (table->bus);
  offprint_swap_remove (table->index);
  g_free (table->index);
}

static gboolean
has (Sessions *sessions, const char *sender, const char *name, gint64 now)
{
  g_autoptr (OffprintRanked) ranked = sessions_find (sessions, sender, name, "q", now);
  return ranked != NULL;
}

/* A list is found by sender, name and question only, and for half an hour after it was used. */
static void
test_age (Table *table, gconstpointer data)
{
  g_autoptr (Sessions) sessions = sessions_new (table->connection);
  const char *me = g_dbus_connection_get_unique_name (table->connection);
  sessions_keep (sessions, me, "a", "q", table->ranked, MINUTE);
  g_assert_false (has (sessions, me, "b", MINUTE));
  g_assert_false (has (sessions, ":1.999", "a", MINUTE));
  g_assert_null (sessions_find (sessions, me, "a", "other", MINUTE));
  g_assert_true (has (sessions, me, "a", 30 * MINUTE));
  g_assert_true (has (sessions, me, "a", 59 * MINUTE));
  g_assert_false (has (sessions, me, "a", 90 * MINUTE));
  g_assert_cmpuint (sessions_count (sessions), ==, 0);
}

/* Of one caller eight lists are kept, of all 64; those used longest ago go first. */
static void
test_number (Table *table, gconstpointer data)
{
  g_autoptr (Sessions) sessions = sessions_new (table->connection);
  const char *me = g_dbus_connection_get_unique_name (table->connection);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      sessions_keep (sessions, me, name, "q", table->ranked, i);
      g_assert_true (has (sessions, me, "0", i));
    }
  g_assert_cmpuint (sessions_count (sessions), ==, 8);
  g_assert_true (has (sessions, me, "0", 9));
  g_assert_false (has (sessions, me, "1", 9));
  sessions_keep (sessions, me, "0", "q", table->ranked, 9);
  g_assert_cmpuint (sessions_count (sessions), ==, 8);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *sender = g_strdup_printf (":1.%u", 1000 + i);
      sessions_keep (sessions, sender, "a", "q", table->ranked, 10);
    }
  g_assert_cmpuint (sessions_count (sessions), ==, 64);
  g_assert_true (has (sessions, ":1.1099", "a", 10));
  g_assert_false (has (sessions, me, "0", 10));
}

/* Lists go when their caller leaves the bus; those of others stay. */
static void
test_vanished (Table *table, gconstpointer data)
{
  g_autoptr (Sessions) sessions = sessions_new (table->connection);
  g_autoptr (GDBusConnection) other = connect_to (table->bus);
  g_autofree char *name = g_strdup (g_dbus_connection_get_unique_name (other));
  const char *me = g_dbus_connection_get_unique_name (table->connection);
  sessions_keep (sessions, name, "a", "q", table->ranked, 1);
  sessions_keep (sessions, me, "a", "q", table->ranked, 1);
  sessions_keep (sessions, name, "b", "q", table->ranked, 1);
  g_dbus_connection_close_sync (other, NULL, NULL);
  while (sessions_count (sessions) > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has (sessions, me, "a", 1));
}

#define ADD(name, function) g_test_add (name, Table, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sessions/age", test_age);
  ADD ("/sessions/number", test_number);
  ADD ("/sessions/vanished", test_vanished);
  bus_fixture_test ("/sessions/pages", test_pages);
  bus_fixture_test ("/sessions/question", test_question);
  bus_fixture_test ("/sessions/rebuilt", test_rebuilt);
  return g_test_run ();
}
