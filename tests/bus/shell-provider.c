/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What GNOME Shell asks, in its order and out of it. */
#include "desktop-fixture.h"

#define PATH "/org/offprint/Offprint/SearchProvider"
#define INTERFACE "org.gnome.Shell.SearchProvider2"
#define CLIENTS 50
#define KEYSTROKES 30
#define IDS_MAX 50

static GVariant *
call (BusFixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = bar_call (fixture, PATH, INTERFACE, method, parameters, &error);
  g_assert_no_error (error);
  return reply;
}

static GVariant *
make_terms (const char *words)
{
  g_auto (GStrv) terms = g_strsplit (words, " ", -1);
  return g_variant_new_strv ((const char *const *) terms, *words == '\0' ? 0 : -1);
}

/* Returns: (transfer full): the ids */
static char **
find (BusFixture *fixture, const char *words)
{
  g_autoptr (GVariant) reply = call (fixture, "GetInitialResultSet", g_variant_new ("(@as)", make_terms (words)));
  char **ids = NULL;
  g_variant_get (reply, "(^as)", &ids);
  return ids;
}

static char **
find_more (BusFixture *fixture, char **previous, const char *words)
{
  g_autoptr (GVariant) reply = call (fixture, "GetSubsearchResultSet",
                                     g_variant_new ("(^as@as)", previous, make_terms (words)));
  char **ids = NULL;
  g_variant_get (reply, "(^as)", &ids);
  return ids;
}

/* Returns: (transfer full): of type aa{sv} */
static GVariant *
get_metas (BusFixture *fixture, char **ids)
{
  g_autoptr (GVariant) reply = call (fixture, "GetResultMetas", g_variant_new ("(^as)", ids));
  GVariant *metas = g_variant_get_child_value (reply, 0);
  g_assert_cmpuint (g_variant_n_children (metas), ==, g_strv_length (ids));
  return metas;
}

/* Returns: (transfer full) (nullable): a text of one of @metas */
static char *
get_text (GVariant *metas, gsize i, const char *key)
{
  g_autoptr (GVariant) meta = g_variant_get_child_value (metas, i);
  char *text = NULL;
  g_variant_lookup (meta, key, "s", &text);
  return text;
}

static void
write_page (BusFixture *fixture, const char *name, const char *title, const char *text)
{
  g_autofree char *page
      = g_strdup_printf ("<html><head><title>%s</title><meta property='og:title' content='%s'>"
                         "<meta property='og:site_name' content='The River Paper'>"
                         "<meta property='article:published_time' content='2022-01-27'>"
                         "<link rel='canonical' href='https://river.example/%s'></head>"
                         "<body><article><h1>%s</h1><p>%s</p></article></body></html>",
                         title, title, name, title, text);
  g_autofree char *path = bus_fixture_write (fixture, name, page);
}

/* Nothing is found without an index, for no words and for words that no article has; nothing of it is an error. */
static void
test_nothing (BusFixture *fixture, gconstpointer data)
{
  char *no_ids[] = { NULL };
  g_auto (GStrv) early = find (fixture, "otter");
  g_assert_cmpuint (g_strv_length (early), ==, 0);
  g_autoptr (GVariant) none = get_metas (fixture, no_ids);
  write_page (fixture, "a.html", "Otters return", "The otter swims in the river.");
  bus_fixture_follow (fixture);
  for (const char *const *words = (const char *const[]){ "", "zeppelin", NULL }; *words != NULL; words++)
    {
      g_auto (GStrv) ids = find (fixture, *words);
      g_auto (GStrv) more = find_more (fixture, ids, *words);
      g_assert_cmpuint (g_strv_length (ids) + g_strv_length (more), ==, 0);
    }
}

/* A row has title, publisher, date, a snippet that begins near the word found, an icon, and the address to copy. */
static void
test_metas (BusFixture *fixture, gconstpointer data)
{
  write_page (fixture, "a.html", "Animals return",
              "A camera under the old swing bridge, which the harbour had put there against thieves in the spring of last "
              "year, filmed an otter with two cubs at night, wardens of the estuary said on Monday.");
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otter");
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpuint (strlen (ids[0]), <, 24);
  g_autoptr (GVariant) metas = get_metas (fixture, ids);
  g_autofree char *id = get_text (metas, 0, "id"), *name = get_text (metas, 0, "name"),
                  *description = get_text (metas, 0, "description"), *link = get_text (metas, 0, "clipboardText");
  g_assert_cmpstr (id, ==, ids[0]);
  g_assert_cmpstr (name, ==, "Animals return");
  g_assert_true (g_str_has_prefix (description, "The River Paper · 27 January 2022 — …"));
  g_auto (GStrv) halves = g_strsplit (description, "an otter", 2);
  g_assert_cmpuint (strlen (halves[0]), <, strlen ("The River Paper · 27 January 2022 — …") + 30);
  g_assert_cmpstr (link, ==, "https://river.example/a.html");
  g_autoptr (GVariant) meta = g_variant_get_child_value (metas, 0);
  g_autoptr (GVariant) serialized = g_variant_lookup_value (meta, "icon", NULL);
  g_autoptr (GIcon) icon = g_icon_deserialize (serialized);
  g_assert_true (G_IS_THEMED_ICON (icon));
}

/* Metas come in the order asked for, an article that is gone or never was has a name too. */
static void
test_gone (BusFixture *fixture, gconstpointer data)
{
  write_page (fixture, "a.html", "Otters return", "The otter swims.");
  write_page (fixture, "b.html", "Otters leave", "The otter walks.");
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otters re");
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_autofree char *gone = g_build_filename (fixture->articles, "a.html", NULL);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  bus_fixture_follow (fixture);
  char *asked[] = { (char[]){ "7777.00000000" }, ids[0], ids[1], (char[]){ "" }, (char[]){ "1.x" }, NULL };
  g_autoptr (GVariant) metas = get_metas (fixture, asked);
  for (gsize i = 0; asked[i] != NULL; i++)
    {
      g_autofree char *id = get_text (metas, i, "id"), *name = get_text (metas, i, "name");
      g_assert_cmpstr (id, ==, asked[i]);
      g_assert_cmpstr (name, ==, i == 2 ? "Otters leave" : "This article is no longer there");
    }
}

/* A longer word finds what the shorter one did not: what was found before does not matter. At most 50 are found, the
 * same each time; of these, articles with the word in the title come first. */
static void
test_order (BusFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.html", i);
      g_autofree char *title = g_strdup_printf (i == 40 ? "Otterly %u" : "Herons %u", i);
      g_autofree char *text = g_strdup_printf ("The otter number%u swims in the river of the otters.", i);
      write_page (fixture, name, title, text);
    }
  bus_fixture_follow (fixture);
  char *wrong[] = { (char[]){ "1.00000000" }, NULL };
  g_auto (GStrv) ids = find (fixture, "otter"), again = find (fixture, "otter"), more = find_more (fixture, wrong, "otte");
  g_assert_cmpuint (g_strv_length (ids), ==, IDS_MAX);
  g_assert_true (g_strv_equal ((const char *const *) ids, (const char *const *) again));
  g_assert_cmpuint (g_strv_length (more), ==, IDS_MAX);
  g_autoptr (GVariant) metas = get_metas (fixture, more);
  g_autofree char *first = get_text (metas, 0, "name");
  g_assert_cmpstr (first, ==, "Otterly 40");
}

/* Ids stay good when the daemon is started anew. */
static void
test_lasting (BusFixture *fixture, gconstpointer data)
{
  write_page (fixture, "a.html", "Otters return", "The otter swims.");
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otter");
  g_subprocess_force_exit (fixture->daemon);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  bus_fixture_start_daemon (fixture);
  g_autoptr (GVariant) metas = get_metas (fixture, ids);
  g_autofree char *name = get_text (metas, 0, "name"), *description = get_text (metas, 0, "description");
  g_assert_cmpstr (name, ==, "Otters return");
  g_assert_nonnull (strstr (description, "The otter swims."));
}

/* Whatever a title holds, it is one short line of plain text. */
static void
test_hostile (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *letters = g_strnfill (10000, 'o');
  g_autofree char *long_title = g_strconcat ("otter ", letters, NULL);
  const char *titles[] = { "&lt;b&gt;otter&lt;/b&gt;&lt;img src=x&gt;", "otter &#x202e;drawkcab&#x2066; heron",
                           "otter&#10;&#10;two&#9;lines", long_title };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.html", (guint) i);
      write_page (fixture, name, titles[i], titles[i]);
    }
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otter");
  g_assert_cmpuint (g_strv_length (ids), ==, G_N_ELEMENTS (titles));
  g_autoptr (GVariant) metas = get_metas (fixture, ids);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *name = get_text (metas, i, "name"), *description = get_text (metas, i, "description");
      g_assert_cmpint (g_utf8_strlen (name, -1), <=, 200);
      g_assert_cmpint (g_utf8_strlen (description, -1), <=, 300);
      g_assert_null (strpbrk (name, "\n\t"));
      g_assert_null (strpbrk (description, "\n\t"));
      g_assert_null (strstr (name, "\u202e"));
      g_assert_null (strstr (description, "\u2066"));
    }
}

typedef struct
{
  BusFixture *fixture;
  guint waiting, found;
} Storm;

static void
on_storm (GObject *source, GAsyncResult *result, gpointer data)
{
  Storm *storm = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) ids = g_variant_get_child_value (reply, 0);
  storm->found += g_variant_n_children (ids) > 0;
  if (--storm->waiting == 0)
    g_main_loop_quit (storm->fixture->loop);
}

/* Fifty clients that type thirty letters at once, and wait for none, each get every answer; each last one finds. */
static void
test_storm (BusFixture *fixture, gconstpointer data)
{
  GDBusConnection *clients[CLIENTS];
  Storm storm = { .fixture = fixture };
  bus_fixture_write_many (fixture, 500);
  bus_fixture_follow (fixture);
  for (guint i = 0; i < CLIENTS; i++)
    clients[i] = bus_fixture_connect (fixture);
  for (guint key = 1; key <= KEYSTROKES; key++)
    for (guint i = 0; i < CLIENTS; i++)
      {
        g_autofree char *typed = g_strndup ("otter swims in the river articles", key);
        GVariant *terms = make_terms (g_strchomp (typed));
        gboolean first = key == 1;
        g_dbus_connection_call (clients[i], BUS_NAME, PATH, INTERFACE,
                                first ? "GetInitialResultSet" : "GetSubsearchResultSet",
                                first ? g_variant_new ("(@as)", terms) : g_variant_new ("(@as@as)", make_terms (""), terms),
                                G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, DEADLINE_SECONDS * 1000, NULL, on_storm,
                                &storm);
        storm.waiting++;
      }
  bus_fixture_wait (fixture, "all answers");
  g_assert_cmpuint (storm.found, >=, CLIENTS);
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_dbus_connection_close_sync (clients[i], NULL, NULL);
      g_object_unref (clients[i]);
    }
}

/* An article is opened by the opener, since the daemon starts no application; the words are handed to the window. */
static void
test_deeds (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (Desktop) desktop = desktop_new (fixture);
  write_page (fixture, "a.html", "Otters return", "The otter swims.");
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otter");
  desktop_add (desktop, OPENER);
  desktop_add (desktop, WINDOW);
  g_autoptr (GVariant) opened
      = call (fixture, "ActivateResult", g_variant_new ("(s@asu)", ids[0], make_terms ("otter"), 0));
  g_autofree char *open_call = desktop_take_calls (desktop);
  g_autofree char *wanted = g_strdup_printf ("Open (b'%s/a.html', '', '')\n", fixture->articles);
  g_assert_cmpstr (open_call, ==, wanted);
  g_autoptr (GVariant) launched
      = call (fixture, "LaunchSearch", g_variant_new ("(@asu)", make_terms ("otter swims"), 17));
  g_autofree char *window_call = desktop_take_calls (desktop);
  g_assert_true (g_str_has_prefix (window_call, "ActivateAction ('search', [<'otter swims'>], {"));
  g_assert_nonnull (strstr (window_call, "'desktop-startup-id': <'offprint_TIME17'>"));
}

static void
refuse (BusFixture *fixture, Desktop *desktop, const char *id, int code, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (bar_call (fixture, PATH, INTERFACE, "ActivateResult",
                           g_variant_new ("(s@asu)", id, make_terms ("otter"), 0), &error));
  g_assert_error (error, OFFPRINT_ERROR, code);
  while (strstr (desktop->calls->str, "Notify") == NULL)
    bus_fixture_wait (fixture, "the notification");
  g_autofree char *calls = desktop_take_calls (desktop);
  g_assert_nonnull (strstr (calls, reason));
}

/* What can't be opened is told in a notification: nobody sees the error of a call. */
static void
test_refused (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (Desktop) desktop = desktop_new (fixture);
  write_page (fixture, "a.html", "Otters return", "The otter swims.");
  bus_fixture_follow (fixture);
  g_auto (GStrv) ids = find (fixture, "otter");
  desktop_add (desktop, NOTIFICATIONS);
  refuse (fixture, desktop, ids[0], OFFPRINT_ERROR_FAILED, OPENER);
  refuse (fixture, desktop, "7777.00000000", OFFPRINT_ERROR_INPUT, "no longer in the index");
  desktop_add (desktop, OPENER);
  desktop->refuses = TRUE;
  refuse (fixture, desktop, ids[0], OFFPRINT_ERROR_IO, "the river &lt;is&gt; frozen");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bus_fixture_test ("/shell-provider/nothing", test_nothing);
  bus_fixture_test ("/shell-provider/metas", test_metas);
  bus_fixture_test ("/shell-provider/gone", test_gone);
  bus_fixture_test ("/shell-provider/order", test_order);
  bus_fixture_test ("/shell-provider/lasting", test_lasting);
  bus_fixture_test ("/shell-provider/hostile", test_hostile);
  bus_fixture_test ("/shell-provider/storm", test_storm);
  bus_fixture_test ("/shell-provider/deeds", test_deeds);
  bus_fixture_test ("/shell-provider/refused", test_refused);
  return g_test_run ();
}
