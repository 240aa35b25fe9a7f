/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's methods, properties and signals, seen by a client. */
#include "bus-fixture.h"

#include <unistd.h>

static const char *
get_string (GVariant *hit, const char *name)
{
  const char *value = NULL;
  g_assert_true (g_variant_lookup (hit, name, "&s", &value));
  return value;
}

static char *
get_name (GVariant *hit)
{
  const char *path = NULL;
  g_assert_true (g_variant_lookup (hit, "path", "^&ay", &path));
  return g_path_get_basename (path);
}

/* Names of the files of hits, in order */
static char *
list_names (GVariant *hits)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (gsize i = 0; i < g_variant_n_children (hits); i++)
    {
      g_autoptr (GVariant) hit = g_variant_get_child_value (hits, i);
      g_autofree char *name = get_name (hit);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Without an index nothing is found, and that is no error. */
static void
test_empty (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hits = NULL, info = NULL, counts = NULL, articles = NULL, similar = NULL;
  const char *paths[] = { "/nowhere/a.txt", "/nowhere/b.txt", NULL };
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 0);
  offprint_bus_service_call_complete_sync (fixture->proxy, "ott", bus_fixture_options (NULL), &hits, &info, NULL,
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (hits), ==, 0);
  offprint_bus_service_call_facets_sync (fixture->proxy, "", bus_fixture_options (NULL), &counts, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (counts), ==, 8);
  offprint_bus_service_call_get_articles_sync (fixture->proxy, paths, &articles, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (articles), ==, 2);
  offprint_bus_service_call_similar_sync (fixture->proxy, paths[0], "", bus_fixture_options (NULL), &similar, NULL,
                                          &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
}

static void
on_changed (OffprintBusService *proxy, const char *const *paths, GHashTable *seen)
{
  for (; *paths != NULL; paths++)
    g_hash_table_add (seen, g_strdup (*paths));
}

/* A folder that is added is indexed, listed and remembered, its files are told of as changed; a removed one is not. */
static void
test_folders (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims in the river.\n");
  g_autofree char *list = g_build_filename (fixture->home, "offprint", "folders", NULL);
  g_autofree char *content = NULL;
  g_signal_connect (fixture->proxy, "changed", G_CALLBACK (on_changed), seen);
  bus_fixture_follow (fixture);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 1);
  g_main_context_iteration (NULL, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (g_hash_table_contains (seen, path));
  const char *const *folders = offprint_bus_service_get_folders (fixture->proxy);
  g_assert_cmpuint (g_strv_length ((char **) (guintptr) folders), ==, 1);
  g_assert_cmpstr (folders[0], ==, fixture->articles);
  g_assert_true (g_file_get_contents (list, &content, NULL, &error));
  g_assert_true (g_str_has_prefix (content, "file:///"));
  offprint_bus_service_call_remove_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 0);
  offprint_bus_service_call_remove_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

/* What is no folder is refused with a reason. */
static void
test_no_folders (BusFixture *fixture, gconstpointer data)
{
  g_autofree char *file = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  const char *paths[] = { file, "/nowhere/at/all", "articles", "" };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      offprint_bus_service_call_add_folder_sync (fixture->proxy, paths[i], NULL, &error);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

/* What may have been meant is told apart from the notes, and only where there is something to tell. */
static void
test_suggestion (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hits = NULL, info = NULL, plain = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims in the river.\n");
  const char *suggestion = NULL;
  gboolean corrected = FALSE;
  bus_fixture_follow (fixture);
  offprint_bus_service_call_search_sync (fixture->proxy, "ottre", bus_fixture_options (NULL), &hits, &info, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (hits), ==, 1);
  g_assert_true (g_variant_lookup (info, "suggestion", "&s", &suggestion));
  g_assert_cmpstr (suggestion, ==, "otter");
  g_assert_true (g_variant_lookup (info, "corrected", "b", &corrected));
  g_assert_true (corrected);
  offprint_bus_service_call_search_sync (fixture->proxy, "otter", bus_fixture_options (NULL), NULL, &plain, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_variant_lookup (plain, "suggestion", "&s", &suggestion));
}

/* A hit has all that the interface promises. */
static void
test_hit (BusFixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "rank", "score", "path", "member", "title", "authors", "publisher", "agency", "published", "saved", "url",
    "language", "mime_type", "snippet", "matches", "duplicates", "near_duplicate", "modified", "section", "keywords",
    "comment", "place", "description", "words",
  };
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims in the river.\n");
  guint32 start, end;
  bus_fixture_follow (fixture);
  g_autoptr (GVariant) hits = bus_fixture_search (fixture, "otter", NULL);
  g_autoptr (GVariant) hit = g_variant_get_child_value (hits, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (hit, names[i], NULL);
      g_test_message ("%s", names[i]);
      g_assert_nonnull (value);
    }
  g_assert_cmpuint (g_variant_n_children (hit), ==, G_N_ELEMENTS (names));
  g_assert_cmpstr (get_string (hit, "title"), ==, "Otters");
  g_assert_cmpstr (get_string (hit, "mime_type"), ==, "text/plain");
  g_assert_cmpstr (get_string (hit, "snippet"), ==, "The otter swims in the river.");
  g_autoptr (GVariant) matches = g_variant_lookup_value (hit, "matches", G_VARIANT_TYPE ("a(uu)"));
  g_variant_get_child (matches, 0, "(uu)", &start, &end);
  g_assert_cmpuint (start, ==, strlen ("The "));
  g_assert_cmpuint (end, ==, strlen ("The otter"));
}

/* Options of searching do what they say; wrong ones are told. */
static void
test_options (BusFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    "{'limit': <'x'>}", "{'limit': <uint32 1001>}", "{'sort': <'size'>}", "{'fold': <uint32 1>}",
    "{'offset': <int32 1>}", "{'session': <uint32 1>}",
  };
  g_autofree char *a = bus_fixture_write (fixture, "a.txt", "Copies\n\nThe otter swims in copies.\n");
  g_autofree char *b = bus_fixture_write (fixture, "b.txt", "Copies\n\nThe otter swims in copies.\n");
  g_autofree char *c = bus_fixture_write (fixture, "c.txt", "Other\n\nThe otter is another one.\n");
  bus_fixture_follow (fixture);
  g_autoptr (GVariant) folded = bus_fixture_search (fixture, "otter", "{'unknown': <true>}");
  g_assert_cmpuint (g_variant_n_children (folded), ==, 2);
  g_autoptr (GVariant) all = bus_fixture_search (fixture, "otter", "{'fold': <false>, 'sort': <'saved'>}");
  g_assert_cmpuint (g_variant_n_children (all), ==, 3);
  g_autoptr (GVariant) page = bus_fixture_search (
      fixture, "otter", "{'fold': <false>, 'sort': <'saved'>, 'offset': <uint32 1>, 'limit': <uint32 1>}");
  g_autoptr (GVariant) second = g_variant_get_child_value (all, 1);
  g_autofree char *name = get_name (second);
  g_autofree char *names = list_names (page);
  g_assert_cmpstr (names, ==, name);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      offprint_bus_service_call_search_sync (fixture->proxy, "otter", bus_fixture_options (wrong[i]), NULL, NULL, NULL,
                                             &error);
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
    }
}

/* Without a word nothing is found, unless all articles are asked for; also in a session. */
static void
test_all (BusFixture *fixture, gconstpointer data)
{
  bus_fixture_write_many (fixture, 3);
  bus_fixture_follow (fixture);
  g_assert_cmpuint (bus_fixture_count (fixture, ""), ==, 0);
  g_autoptr (GVariant) all = bus_fixture_search (fixture, " ", "{'all': <true>, 'sort': <'saved'>}");
  g_assert_cmpuint (g_variant_n_children (all), ==, 3);
  g_autoptr (GVariant) page
      = bus_fixture_search (fixture, "", "{'all': <true>, 'session': <'s'>, 'offset': <uint32 1>, 'fold': <false>}");
  g_assert_cmpuint (g_variant_n_children (page), ==, 2);
  g_autoptr (GVariant) none = bus_fixture_search (fixture, "", "{'session': <'s'>, 'fold': <false>}");
  g_assert_cmpuint (g_variant_n_children (none), ==, 0);
}

/* Complete finds by the start of a word, Similar what is like an article, Facets counts. */
static void
test_questions (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hits = NULL, info = NULL, similar = NULL, counts = NULL, types = NULL, counted = NULL;
  const char *value;
  guint32 count, estimated;
  gboolean cut;
  bus_fixture_write_many (fixture, 30);
  g_autofree char *path = bus_fixture_write (fixture, "a.txt", "Herons\n\nThe grey heron waits for the frog.\n");
  g_autofree char *like = bus_fixture_write (fixture, "b.txt", "Birds\n\nA heron and another heron and a frog.\n");
  bus_fixture_follow (fixture);
  offprint_bus_service_call_complete_sync (fixture->proxy, "hero", bus_fixture_options (NULL), &hits, &info, NULL,
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (hits), ==, 2);
  offprint_bus_service_call_similar_sync (fixture->proxy, path, "", bus_fixture_options (NULL), &similar, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *names = list_names (similar);
  g_assert_true (g_str_has_prefix (names, "b.txt"));
  offprint_bus_service_call_facets_sync (fixture->proxy, "heron", bus_fixture_options (NULL), &counts, &counted, NULL,
                                         &error);
  g_assert_no_error (error);
  types = g_variant_lookup_value (counts, "type", G_VARIANT_TYPE ("a(su)"));
  g_variant_get_child (types, 0, "(&su)", &value, &count);
  g_assert_cmpstr (value, ==, "text/plain");
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (g_variant_lookup (counted, "estimated", "u", &estimated) && g_variant_lookup (counted, "cut", "b", &cut));
  g_assert_cmpuint (estimated, ==, 2);
  g_assert_false (cut);
}

/* Hundreds of files can be asked about at once; answers are in their order, and empty for what is not known. */
static void
test_articles (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) articles = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  bus_fixture_write_many (fixture, 300);
  bus_fixture_follow (fixture);
  for (guint i = 0; i < 600; i++)
    g_ptr_array_add (paths, g_strdup_printf ("%s/%05u.txt", fixture->articles, 599 - i));
  g_ptr_array_add (paths, NULL);
  offprint_bus_service_call_get_articles_sync (fixture->proxy, (const char *const *) paths->pdata, &articles, NULL,
                                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (articles), ==, 600);
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (GVariant) one = g_variant_get_child_value (articles, i);
      g_assert_cmpuint (g_variant_n_children (one), ==, i < 300 ? 0 : 1);
      if (i < 300)
        continue;
      g_autoptr (GVariant) article = g_variant_get_child_value (one, 0);
      g_autofree char *title = g_strdup_printf ("Article %u", 599 - i);
      g_assert_cmpstr (get_string (article, "title"), ==, title);
    }
}

/* One file's columns as text */
static char *
print_columns (GVariant *columns, gsize at)
{
  gboolean has_url;
  guint32 n;
  guint64 words;
  const char *title, *publisher, *author, *published, *language;
  g_autoptr (GVariant) file = g_variant_get_child_value (columns, at);
  g_variant_get (file, "(ub&s&s&s&s&st)", &n, &has_url, &title, &publisher, &author, &published, &language, &words);
  return g_strdup_printf ("%u%s|%s|%s|%s|%s|%s|%u", n, has_url ? "u" : "", title, publisher, author, published, language,
                          (guint) words);
}

static void
assert_columns (GVariant *columns, gsize at, const char *expected)
{
  g_autofree char *text = print_columns (columns, at);
  g_assert_cmpstr (text, ==, expected);
}

static GVariant *
get_columns (BusFixture *fixture, const char *const *paths)
{
  g_autoptr (GError) error = NULL;
  GVariant *columns = NULL;
  offprint_bus_service_call_get_columns_sync (fixture->proxy, paths, &columns, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (columns), ==, g_strv_length ((char **) paths));
  return columns;
}

#define PAGE                                                                                                           \
  "<html lang=\"en\"><head><title>Otters return</title><meta property=\"og:site_name\" content=\"Tidewater Review\">"   \
  "<meta name=\"author\" content=\"Jo Marsh\"><link rel=\"canonical\" href=\"https://review.example/1\">"              \
  "<meta property=\"article:published_time\" content=\"2022-01-27T08:30:00+01:00\"></head>"                            \
  "<body><article><h1>Otters return</h1><p>The otter swims in the river.</p></article></body></html>"

/* Columns come in the order of the paths: those of an article, nothing for what is unknown or has vanished, also where
 * names have bytes that are no UTF-8, line ends, or are those of many files. */
static void
test_columns (BusFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a\nb|\"c'.html", "\xff\xfe.html", "gone.html" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (paths, g_strdup ("/nowhere/a.html"));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (paths, bus_fixture_write (fixture, names[i], PAGE));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%u", fixture->articles, i);
      g_autofree char *name = g_strdup_printf ("%u/same.txt", i);
      g_autofree char *text = g_strdup_printf ("Number %u\n\nThe heron number %u waits.\n", i, i);
      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_ptr_array_add (paths, bus_fixture_write (fixture, name, text));
    }
  g_ptr_array_add (paths, NULL);
  bus_fixture_follow (fixture);
  g_assert_cmpint (g_unlink (g_ptr_array_index (paths, 3)), ==, 0);
  g_assert_true (offprint_bus_service_call_flush_sync (fixture->proxy, NULL, NULL));
  g_autoptr (GVariant) columns = get_columns (fixture, (const char *const *) paths->pdata);
  assert_columns (columns, 0, "0||||||0");
  assert_columns (columns, 1, "1u|Otters return|Tidewater Review|Jo Marsh|2022-01-27|en|6");
  assert_columns (columns, 2, "1u|Otters return|Tidewater Review|Jo Marsh|2022-01-27|en|6");
  assert_columns (columns, 3, "0||||||0");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *expected = g_strdup_printf ("1|Number %u|||||5", i);
      assert_columns (columns, 4 + i, expected);
    }
}

/* A file is known by a path through links too: to its folder, or to itself. A link that leads nowhere is unknown. */
static void
test_links (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hits = NULL, text = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "a.html", PAGE);
  g_autofree char *folder = g_build_filename (fixture->home, "link", NULL);
  g_autofree char *below = g_build_filename (folder, "a.html", NULL);
  g_autofree char *file = g_build_filename (fixture->home, "link.html", NULL);
  g_autofree char *broken = g_build_filename (fixture->home, "broken.html", NULL);
  const char *paths[] = { below, file, broken, NULL };
  g_assert_cmpint (symlink (fixture->articles, folder), ==, 0);
  g_assert_cmpint (symlink (below, file), ==, 0);
  g_assert_cmpint (symlink ("/nowhere/a.html", broken), ==, 0);
  bus_fixture_follow (fixture);
  g_autoptr (GVariant) columns = get_columns (fixture, paths);
  for (gsize i = 0; i < 2; i++)
    assert_columns (columns, i, "1u|Otters return|Tidewater Review|Jo Marsh|2022-01-27|en|6");
  assert_columns (columns, 2, "0||||||0");
  offprint_bus_service_call_similar_sync (fixture->proxy, below, "", bus_fixture_options (NULL), &hits, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *shown = NULL;
  offprint_bus_service_call_get_text_sync (fixture->proxy, file, "", bus_fixture_options (NULL), &shown, &text, NULL,
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpstr (shown, ==, "The otter swims in the river.");
  g_assert_cmpint (g_unlink (folder) | g_unlink (file) | g_unlink (broken), ==, 0);
}

/* More paths than one question may have are refused as a whole. */
static void
test_too_many_paths (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  for (guint i = 0; i < 10001; i++)
    g_ptr_array_add (paths, (gpointer) "/a");
  g_ptr_array_add (paths, NULL);
  g_assert_false (offprint_bus_service_call_get_columns_sync (
      fixture->proxy, (const char *const *) paths->pdata, &columns, NULL, &error));
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE);
}

typedef struct
{
  BusFixture *fixture;
  guint open, answered, cancelled;
} Crowd;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply != NULL)
    crowd->answered++;
  else
    {
      g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED);
      crowd->cancelled++;
    }
  if (--crowd->open == 0)
    g_main_loop_quit (crowd->fixture->loop);
}

static void
ask (Crowd *crowd, GDBusConnection *connection, const char *method, GVariant *parameters)
{
  crowd->open++;
  g_dbus_connection_call (connection, BUS_NAME, OBJECT_PATH, BUS_NAME, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, DEADLINE_SECONDS * 1000, NULL, on_answer, crowd);
}

static void
on_last_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  Crowd *crowd = data;
  g_assert_no_error (error);
  crowd->answered++;
  if (--crowd->open == 0)
    g_main_loop_quit (crowd->fixture->loop);
}

static void
ask_last (Crowd *crowd, const char *method, GVariant *parameters)
{
  crowd->open++;
  g_dbus_connection_call (crowd->fixture->connection, BUS_NAME, OBJECT_PATH, BUS_NAME, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, DEADLINE_SECONDS * 1000, NULL, on_last_answer, crowd);
}

/* Of many questions that wait, only the newest of each kind is answered; one of another kind is not touched. */
static void
test_newest (BusFixture *fixture, gconstpointer data)
{
  Crowd crowd = { .fixture = fixture };
  bus_fixture_write_many (fixture, 500);
  bus_fixture_follow (fixture);
  g_subprocess_send_signal (fixture->daemon, SIGSTOP);
  ask_last (&crowd, "Facets", g_variant_new_parsed ("('otter', @a{sv} {})"));
  for (guint i = 0; i < 100; i++)
    ask (&crowd, fixture->connection, "Search", g_variant_new_parsed ("('otter*', {'limit': <uint32 500>})"));
  ask_last (&crowd, "Search", g_variant_new_parsed ("('number7', @a{sv} {})"));
  g_dbus_connection_flush_sync (fixture->connection, NULL, NULL);
  g_subprocess_send_signal (fixture->daemon, SIGCONT);
  bus_fixture_wait (fixture, "answers");
  g_test_message ("%u answered, %u cancelled", crowd.answered, crowd.cancelled);
  g_assert_cmpuint (crowd.answered + crowd.cancelled, ==, 102);
  g_assert_cmpuint (crowd.cancelled, >, 0);
}

/* Fifty clients at once are all answered: nobody's question takes the place of another one's. */
static void
test_crowd (BusFixture *fixture, gconstpointer data)
{
  Crowd crowd = { .fixture = fixture };
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  bus_fixture_write_many (fixture, 100);
  bus_fixture_follow (fixture);
  for (guint i = 0; i < 50; i++)
    {
      GDBusConnection *connection = bus_fixture_connect (fixture);
      g_ptr_array_add (connections, connection);
      ask (&crowd, connection, "Search", g_variant_new_parsed ("('otter', @a{sv} {})"));
      ask (&crowd, connection, "Complete", g_variant_new_parsed ("('ott', @a{sv} {})"));
      ask (&crowd, connection, "GetArticles", g_variant_new_parsed ("([b'/a', b'/b'],)"));
    }
  bus_fixture_wait (fixture, "answers");
  g_assert_cmpuint (crowd.answered, ==, 150);
  for (guint i = 0; i < connections->len; i++)
    g_dbus_connection_close_sync (g_ptr_array_index (connections, i), NULL, NULL);
}

typedef struct
{
  guint count;
  guint64 done, total; /* the most that was told */
  gboolean has_folder, has_rate;
} Changes;

static void
on_properties (OffprintBusService *proxy, GVariant *changed, const char *const *invalidated, Changes *changes)
{
  changes->count++;
  changes->done = MAX (changes->done, offprint_bus_service_get_done (proxy));
  changes->total = MAX (changes->total, offprint_bus_service_get_total (proxy));
  changes->has_folder |= *offprint_bus_service_get_current_folder (proxy) == '/';
  changes->has_rate |= offprint_bus_service_get_rate (proxy) > 0;
}

static void
on_flushed (GObject *proxy, GAsyncResult *result, gpointer data)
{
  BusFixture *fixture = data;
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_flush_finish (fixture->proxy, result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

/* While much is being done, properties change at most four times a second; while nothing is, never. */
static void
test_rate (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Changes changes = { 0 };
  bus_fixture_write_many (fixture, 3000);
  g_signal_connect (fixture->proxy, "g-properties-changed", G_CALLBACK (on_properties), &changes);
  gint64 start = g_get_monotonic_time ();
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush (fixture->proxy, NULL, on_flushed, fixture);
  bus_fixture_wait (fixture, "the index");
  bus_fixture_run_for (fixture, 600);
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_test_message ("%u changes in %.1f s", changes.count, seconds);
  g_assert_cmpuint (changes.count, >, 1);
  g_assert_cmpuint (changes.count, <=, (guint) (seconds * 4) + 2);
  g_assert_cmpuint (changes.done, >, 0);
  g_assert_cmpuint (changes.total, >=, changes.done);
  g_assert_cmpuint (changes.total, <=, 3000);
  g_assert_true (changes.has_folder && changes.has_rate);
  g_assert_cmpstr (offprint_bus_service_get_state (fixture->proxy), ==, "idle");
  g_assert_cmpuint (offprint_bus_service_get_articles (fixture->proxy), ==, 3000);
  g_assert_cmpfloat (offprint_bus_service_get_rate (fixture->proxy), ==, 0);
  g_assert_cmpstr (offprint_bus_service_get_current_folder (fixture->proxy), ==, "");
  changes.count = 0;
  bus_fixture_run_for (fixture, 1500);
  g_assert_cmpuint (changes.count, ==, 0);
}

static void
quit_in_state (OffprintBusService *proxy, GParamSpec *property, BusFixture *fixture)
{
  g_main_loop_quit (fixture->loop);
}

static void
wait_for_state (BusFixture *fixture, const char *state)
{
  gulong handler = g_signal_connect (fixture->proxy, "notify::state", G_CALLBACK (quit_in_state), fixture);
  while (g_strcmp0 (offprint_bus_service_get_state (fixture->proxy), state) != 0)
    bus_fixture_wait (fixture, state);
  g_signal_handler_disconnect (fixture->proxy, handler);
}

static guint
ask_number (BusFixture *fixture, const char *property)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      fixture->connection, BUS_NAME, OBJECT_PATH, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", BUS_NAME, property), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);
  return g_variant_get_uint32 (value);
}

/* Who has waited for Flush reads true properties, asked for or kept from signals, however often they changed before. */
static void
test_flush (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  bus_fixture_follow (fixture);
  for (guint i = 1; i <= 5; i++)
    {
      bus_fixture_write_many (fixture, i);
      offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
      g_assert_no_error (error);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (offprint_bus_service_get_articles (fixture->proxy), ==, i);
      g_assert_cmpstr (offprint_bus_service_get_state (fixture->proxy), ==, "idle");
      g_assert_cmpuint (ask_number (fixture, "Articles"), ==, i);
    }
}

/* GetText gives the whole text, and where the words of a query stand in it; of what is not there the error is told. */
static void
test_text (BusFixture *fixture, gconstpointer data)
{
  static const char *const queries[]
      = { "{'query': <'otters river'>}", "{'query': <'otters riv'>, 'unfinished': <true>}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) plain = NULL;
  g_autofree char *none = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n\nIn the river it plays.\n");
  offprint_bus_service_call_get_text_sync (fixture->proxy, path, "", bus_fixture_options (NULL), &none, NULL, NULL,
                                           &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  g_clear_error (&error);
  bus_fixture_follow (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GVariant) matches = NULL;
      guint32 start, end;
      offprint_bus_service_call_get_text_sync (fixture->proxy, path, "", bus_fixture_options (queries[i]), &text,
                                               &matches, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, "The otter swims.\n\nIn the river it plays.");
      g_assert_cmpuint (g_variant_n_children (matches), ==, 2);
      g_variant_get_child (matches, 0, "(uu)", &start, &end);
      g_assert_cmpmem (text + start, end - start, "otter", strlen ("otter"));
      g_variant_get_child (matches, 1, "(uu)", &start, &end);
      g_assert_cmpmem (text + start, end - start, "river", strlen ("river"));
    }
  offprint_bus_service_call_get_text_sync (fixture->proxy, path, "", bus_fixture_options (NULL), &none, &plain, NULL,
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (plain), ==, 0);
  offprint_bus_service_call_get_text_sync (fixture->proxy, path, "member", bus_fixture_options (NULL), NULL, NULL, NULL,
                                           &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
}

static void
on_cancelled (GObject *proxy, GAsyncResult *result, gpointer data)
{
  BusFixture *fixture = data;
  g_autoptr (GError) error = NULL;
  offprint_bus_service_call_flush_finish (fixture->proxy, result, &error);
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED);
  g_main_loop_quit (fixture->loop);
}

/* Who waits when the daemon ends is told so, and not that all is in the index. */
static void
test_end (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  bus_fixture_write_many (fixture, 5000);
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush (fixture->proxy, NULL, on_cancelled, fixture);
  offprint_bus_service_call_rescan_sync (fixture->proxy, "", NULL, &error);
  g_assert_no_error (error);
  g_subprocess_send_signal (fixture->daemon, SIGTERM);
  bus_fixture_wait (fixture, "the end");
}

/* What could not be read is counted, until it can. */
static void
test_errors (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "giant.txt", "words");
  g_assert_cmpint (truncate (path, 1 << 30), ==, 0);
  bus_fixture_follow (fixture);
  g_assert_cmpuint (ask_number (fixture, "Errors"), ==, 1);
  g_assert_cmpuint (ask_number (fixture, "Articles"), ==, 0);
  g_free (bus_fixture_write (fixture, "giant.txt", "Otters\n\nThe otter swims.\n"));
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ask_number (fixture, "Errors"), ==, 0);
  g_assert_cmpuint (ask_number (fixture, "Articles"), ==, 1);
}

/* A paused daemon says so, answers, and goes on with what it left. */
static void
test_pause (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bus_fixture_write (fixture, "otter.txt", "Otters\n\nThe otter swims.\n");
  offprint_bus_service_call_pause_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  wait_for_state (fixture, "paused");
  offprint_bus_service_call_add_folder_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 0);
  offprint_bus_service_call_resume_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_flush_sync (fixture->proxy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bus_fixture_count (fixture, "otter"), ==, 1);
  wait_for_state (fixture, "idle");
}

/* Rescan of a path, and of all, is answered; the fixed properties are there. */
static void
test_rest (BusFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = g_build_filename (fixture->home, "offprint", "xapiandb", NULL);
  bus_fixture_follow (fixture);
  offprint_bus_service_call_rescan_sync (fixture->proxy, "", NULL, &error);
  g_assert_no_error (error);
  offprint_bus_service_call_rescan_sync (fixture->proxy, fixture->articles, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (offprint_bus_service_get_database (fixture->proxy), ==, database);
  g_assert_cmpstr (offprint_bus_service_get_version (fixture->proxy), !=, "");
  g_assert_cmpstr (offprint_bus_service_get_reason (fixture->proxy), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bus_fixture_test ("/service/empty", test_empty);
  bus_fixture_test ("/service/folders", test_folders);
  bus_fixture_test ("/service/no-folders", test_no_folders);
  bus_fixture_test ("/service/hit", test_hit);
  bus_fixture_test ("/service/suggestion", test_suggestion);
  bus_fixture_test ("/service/options", test_options);
  bus_fixture_test ("/service/all", test_all);
  bus_fixture_test ("/service/questions", test_questions);
  bus_fixture_test ("/service/articles", test_articles);
  bus_fixture_test ("/service/columns", test_columns);
  bus_fixture_test ("/service/links", test_links);
  bus_fixture_test ("/service/too-many-paths", test_too_many_paths);
  bus_fixture_test ("/service/text", test_text);
  bus_fixture_test ("/service/newest", test_newest);
  bus_fixture_test ("/service/crowd", test_crowd);
  bus_fixture_test ("/service/rate", test_rate);
  bus_fixture_test ("/service/flush", test_flush);
  bus_fixture_test ("/service/errors", test_errors);
  bus_fixture_test ("/service/end", test_end);
  bus_fixture_test ("/service/pause", test_pause);
  bus_fixture_test ("/service/rest", test_rest);
  return g_test_run ();
}
