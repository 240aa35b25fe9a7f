/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What KRunner asks. */
#include "desktop-fixture.h"

#define PATH "/org/offprint/Offprint/KRunner"
#define INTERFACE "org.kde.krunner1"
#define KEYSTROKES 30

static GVariant *
call (BusFixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = bar_call (fixture, PATH, INTERFACE, method, parameters, &error);
  g_assert_no_error (error);
  return reply;
}

/* Returns: (transfer full): of type a(sssida{sv}) */
static GVariant *
match (BusFixture *fixture, const char *query)
{
  g_autoptr (GVariant) reply = call (fixture, "Match", g_variant_new ("(s)", query));
  return g_variant_get_child_value (reply, 0);
}

typedef struct
{
  char *id, *text, *icon;
  int category;
  double relevance;
  GVariant *properties;
} Match;

static void
match_clear (Match *found)
{
  g_free (found->id);
  g_free (found->text);
  g_free (found->icon);
  g_variant_unref (found->properties);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static Match
get_match (GVariant *matches, gsize i)
{
  Match found;
  g_variant_get_child (matches, i, "(sssid@a{sv})", &found.id, &found.text, &found.icon, &found.category,
                       &found.relevance, &found.properties);
  return found;
}

static char *
get_property (const Match *found, const char *name)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (found->properties, name, NULL);
  return value != NULL ? g_variant_print (value, FALSE) : g_strdup ("");
}

static void
write_articles (BusFixture *fixture)
{
  g_free (bus_fixture_write (fixture, "a.html",
                             "<html><head><title>Otters return</title><meta property='og:site_name' content='The River Paper'>"
                             "<meta property='article:published_time' content='2022-01-27'>"
                             "<link rel='canonical' href='https://river.example/a'></head>"
                             "<body><article><h1>Otters return</h1><p>They swim in the river at night.</p></article>"));
  g_free (bus_fixture_write (fixture, "b.txt", "Herons wait\n\nThe heron waits, and the otter swims past it.\n"));
  bus_fixture_follow (fixture);
}

/* A match has two lines, publisher and date, where it is, and what can be done with it; words of the title come first.
 */
static void
test_match (BusFixture *fixture, gconstpointer data)
{
  write_articles (fixture);
  g_autoptr (GVariant) matches = match (fixture, "otter");
  g_assert_cmpuint (g_variant_n_children (matches), ==, 2);
  g_auto (Match) first = get_match (matches, 0), second = get_match (matches, 1);
  g_autofree char *urls = get_property (&first, "urls"), *subtext = get_property (&first, "subtext"),
                  *actions = get_property (&first, "actions"), *multiline = get_property (&first, "multiline"),
                  *fewer = get_property (&second, "actions");
  g_autofree char *wanted = g_strdup_printf ("['file://%s/a.html']", fixture->articles);
  g_assert_cmpstr (first.text, ==, "Otters return\nThey swim in the river at night.");
  g_assert_cmpstr (first.icon, ==, "text-html");
  g_assert_cmpstr (urls, ==, wanted);
  g_assert_cmpstr (subtext, ==, "'The River Paper · 27 January 2022'");
  g_assert_cmpstr (actions, ==, "['show', 'similar', 'copy']");
  g_assert_cmpstr (fewer, ==, "['show', 'similar']");
  g_assert_cmpstr (multiline, ==, "true");
  g_assert_cmpint (first.category, ==, 50);
  g_assert_cmpint (second.category, ==, 30);
  g_assert_cmpfloat (first.relevance, ==, 1);
  g_assert_cmpfloat (second.relevance, <, 1);
}

/* All operators of the query language get through. */
static void
test_operators (BusFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    gsize count;
  } cases[] = {
    { "otter -heron", 1 }, { "title:otters", 1 },         { "\"otter swims past\"", 1 }, { "heron OR otters", 2 },
    { "", 0 },             { "published:2022 otter", 1 }, { "type:html otter", 1 },      { "zeppelin", 0 },
  };
  g_autoptr (GVariant) early = match (fixture, "otter");
  g_assert_cmpuint (g_variant_n_children (early), ==, 0);
  write_articles (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) matches = match (fixture, cases[i].query);
      g_test_message ("%s", cases[i].query);
      g_assert_cmpuint (g_variant_n_children (matches), ==, cases[i].count);
    }
}

/* No text of an article is markup, on any of its lines. */
static void
test_hostile (BusFixture *fixture, gconstpointer data)
{
  g_free (bus_fixture_write (fixture, "a.html",
                             "<html><head><title>otter &lt;img src='http://x.example/'&gt;</title>"
                             "<meta property='og:site_name' content='&lt;b&gt;Paper'></head><body><article>"
                             "<h1>otter</h1><p>The otter &lt;img src='http://x.example/'&gt; swims.</p></article>"));
  bus_fixture_follow (fixture);
  g_autoptr (GVariant) matches = match (fixture, "otter");
  g_auto (Match) found = get_match (matches, 0);
  g_autofree char *subtext = get_property (&found, "subtext");
  g_assert_null (strchr (found.text, '<'));
  g_assert_nonnull (strstr (found.text, "img src"));
  g_assert_null (strchr (subtext, '<'));
}

/* There are three actions; the configuration does not have them: KRunner can't read them there, and would not ask
 * again. */
static void
test_config (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) reply = call (fixture, "Actions", NULL), config = call (fixture, "Config", NULL),
                       end = call (fixture, "Teardown", NULL);
  g_autoptr (GVariant) actions = g_variant_get_child_value (reply, 0), values = g_variant_get_child_value (config, 0);
  gint letters;
  g_assert_cmpuint (g_variant_n_children (actions), ==, 3);
  g_assert_cmpuint (g_variant_n_children (values), ==, 1);
  g_assert_true (g_variant_lookup (values, "MinLetterCount", "i", &letters));
  g_assert_cmpint (letters, ==, 2);
}

static char *
run (BusFixture *fixture, Desktop *desktop, const char *id, const char *action)
{
  g_autoptr (GVariant) done = call (fixture, "Run", g_variant_new ("(ss)", id, action));
  return desktop_take_calls (desktop);
}

/* Each action reaches the program that can do it; the activation token goes with the next one only. */
static void
test_run (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (Desktop) desktop = desktop_new (fixture);
  write_articles (fixture);
  g_autoptr (GVariant) matches = match (fixture, "otters return");
  g_auto (Match) found = get_match (matches, 0);
  desktop_add (desktop, OPENER);
  desktop_add (desktop, WINDOW);
  desktop_add (desktop, KLIPPER);
  g_autoptr (GVariant) done = call (fixture, "SetActivationToken", g_variant_new ("(s)", "a-token"));
  g_autofree char *opened = run (fixture, desktop, found.id, ""), *shown = run (fixture, desktop, found.id, "show"),
                  *copied = run (fixture, desktop, found.id, "copy"), *similar = run (fixture, desktop, found.id, "similar");
  g_autofree char *wanted_open = g_strdup_printf ("Open (b'%s/a.html', '', 'a-token')\n", fixture->articles);
  g_autofree char *wanted_show = g_strdup_printf ("Show (b'%s/a.html', '')\n", fixture->articles);
  g_autofree char *wanted_similar = g_strdup_printf ("ActivateAction ('similar', [<(b'%s/a.html', '')>], {})\n",
                                                     fixture->articles);
  g_assert_cmpstr (opened, ==, wanted_open);
  g_assert_cmpstr (shown, ==, wanted_show);
  g_assert_cmpstr (copied, ==, "setClipboardContents ('https://river.example/a',)\n");
  g_assert_cmpstr (similar, ==, wanted_similar);
}

/* Without a program that keeps the clipboard the link is shown; other things that can't be done are told as well. */
static void
test_refused (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Desktop) desktop = desktop_new (fixture);
  write_articles (fixture);
  g_autoptr (GVariant) matches = match (fixture, "otters return");
  g_auto (Match) found = get_match (matches, 0);
  desktop_add (desktop, NOTIFICATIONS);
  g_autofree char *nothing = run (fixture, desktop, found.id, "copy");
  while (strstr (desktop->calls->str, "https://river.example/a") == NULL && strstr (nothing, "river.example") == NULL)
    bus_fixture_wait (fixture, "the link");
  g_free (desktop_take_calls (desktop));
  g_assert_null (bar_call (fixture, PATH, INTERFACE, "Run", g_variant_new ("(ss)", found.id, "similar"), &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED);
  while (strstr (desktop->calls->str, "the search window is not installed") == NULL)
    bus_fixture_wait (fixture, "the notification");
  g_clear_error (&error);
  g_assert_null (bar_call (fixture, PATH, INTERFACE, "Run", g_variant_new ("(ss)", found.id, "eat"), &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

typedef struct
{
  BusFixture *fixture;
  guint waiting;
  gsize last;
} Storm;

static void
on_storm (GObject *source, GAsyncResult *result, gpointer data)
{
  Storm *storm = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) matches = g_variant_get_child_value (reply, 0);
  storm->last = g_variant_n_children (matches);
  if (--storm->waiting == 0)
    g_main_loop_quit (storm->fixture->loop);
}

/* Matches that are asked for before others came all get an answer, never an error: KRunner would wait for ever. */
static void
test_storm (BusFixture *fixture, gconstpointer data)
{
  Storm storm = { .fixture = fixture };
  bus_fixture_write_many (fixture, 300);
  bus_fixture_follow (fixture);
  for (guint key = 1; key <= KEYSTROKES; key++)
    {
      g_autofree char *typed = g_strndup ("otter swims in the river", key);
      g_dbus_connection_call (fixture->connection, BUS_NAME, PATH, INTERFACE, "Match", g_variant_new ("(s)", typed),
                              NULL, G_DBUS_CALL_FLAGS_NONE, DEADLINE_SECONDS * 1000, NULL, on_storm, &storm);
      storm.waiting++;
    }
  bus_fixture_wait (fixture, "all answers");
  g_assert_cmpuint (storm.last, ==, 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bus_fixture_test ("/runner/match", test_match);
  bus_fixture_test ("/runner/operators", test_operators);
  bus_fixture_test ("/runner/hostile", test_hostile);
  bus_fixture_test ("/runner/config", test_config);
  bus_fixture_test ("/runner/run", test_run);
  bus_fixture_test ("/runner/refused", test_refused);
  bus_fixture_test ("/runner/storm", test_storm);
  return g_test_run ();
}
