/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a file manager's module asks of the daemon, and how seldom: on a private bus, with a service of the test's own
 * in place of the daemon, which counts the questions and answers when it is told to. */
#include "hosts/files/lookup.h"

#include "hosts/files/menu.h"
#include "offprint-bus.h"

#define DEADLINE_SECONDS 120
#define MEMBERS 20000

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection, *own; /* of the look-up; of the service */
  OffprintBusService *service;
  guint name;
  guint questions, paths_asked, largest; /* what the service was asked */
  gboolean holds, fails;                 /* the service keeps questions; answers with an error */
  GQueue held;
  const char *title;
  Lookup *lookup;
  guint tells, watched;
  GHashTable *told; /* paths */
} Fixture;

static gboolean
too_late (gpointer what)
{
  g_error ("waited too long for %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

/* The main context runs until a condition holds. */
#define wait_until(condition)                                                                                          \
  do                                                                                                                   \
    {                                                                                                                  \
      guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late, (gpointer) #condition);                      \
      while (!(condition))                                                                                             \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      g_source_remove (deadline);                                                                                      \
    }                                                                                                                  \
  while (FALSE)

/* --- the service --- */

/* What is named .txt is an article. */
static GVariant *
make_answer (Fixture *fixture, const char *const *paths)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ubssssst)"));
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      gboolean known = g_str_has_suffix (paths[i], ".txt");
      g_variant_builder_add (&builder, "(ubssssst)", known ? 1u : 0u, FALSE, known ? fixture->title : "", "", "", "", "",
                             known ? G_GUINT64_CONSTANT (7) : G_GUINT64_CONSTANT (0));
    }
  return g_variant_builder_end (&builder);
}

static void
answer (Fixture *fixture, GDBusMethodInvocation *invocation)
{
  g_autofree const char **paths = NULL;
  g_autoptr (GVariant) list = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  g_auto (GStrv) copies = g_variant_dup_bytestring_array (list, NULL);
  if (fixture->fails)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.offprint.Offprint.Error.Index", "no index");
  else
    offprint_bus_service_complete_get_columns (fixture->service, invocation,
                                               make_answer (fixture, (const char *const *) copies));
}

static gboolean
on_get_columns (OffprintBusService *service, GDBusMethodInvocation *invocation, const char *const *paths,
                Fixture *fixture)
{
  guint n = g_strv_length ((char **) paths);
  fixture->questions++;
  fixture->paths_asked += n;
  fixture->largest = MAX (fixture->largest, n);
  if (fixture->holds)
    g_queue_push_tail (&fixture->held, invocation);
  else
    answer (fixture, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
release (Fixture *fixture)
{
  fixture->holds = FALSE;
  for (GDBusMethodInvocation *invocation; (invocation = g_queue_pop_head (&fixture->held)) != NULL;)
    answer (fixture, invocation);
}

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
start_service (Fixture *fixture)
{
  gboolean acquired = FALSE;
  fixture->name = g_bus_own_name_on_connection (fixture->own, OFFPRINT_CLIENT_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                on_name_acquired, NULL, &acquired, NULL);
  wait_until (acquired);
}

/* Returns once the bus says so to everybody. */
static void
stop_service (Fixture *fixture)
{
  g_autoptr (GVariant) reply = NULL;
  g_bus_unown_name (fixture->name);
  reply = g_dbus_connection_call_sync (fixture->own, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", NULL,
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

/* --- the file manager --- */

static void
tell (const char *path, gpointer data)
{
  Fixture *fixture = data;
  fixture->tells++;
  g_hash_table_add (fixture->told, g_strdup (path));
  lookup_get (fixture->lookup, path); /* as a file manager does */
}

static void
told (gpointer data)
{
}

static void
watched (gpointer data)
{
  ((Fixture *) data)->watched++;
}

static GDBusConnection *
connect_to_bus (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
  return connection;
}

static void
start_lookup (Fixture *fixture, const LookupLimits *limits)
{
  static const LookupFuncs funcs = { tell, told, watched };
  fixture->lookup = lookup_new (fixture->connection, limits, &funcs, fixture);
  wait_until (lookup_get_client (fixture->lookup) != NULL);
}

static const LookupLimits limits
    = { .max_cards = 30000, .max_waiting = 30000, .batch = 250, .retry_ms = 3600000, .refresh_ms = 1 };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->connection = connect_to_bus (fixture);
  fixture->own = connect_to_bus (fixture);
  fixture->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture->title = "Otters";
  fixture->service = offprint_bus_service_skeleton_new ();
  g_signal_connect (fixture->service, "handle-get-columns", G_CALLBACK (on_get_columns), fixture);
  g_assert_true (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (fixture->service), fixture->own,
                                                   OFFPRINT_CLIENT_OBJECT_PATH, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lookup_free (fixture->lookup);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (fixture->service));
  g_clear_object (&fixture->service);
  g_clear_pointer (&fixture->told, g_hash_table_unref);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_dbus_connection_close_sync (fixture->own, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->own);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
}

static const char *
get_title (Fixture *fixture, const char *path)
{
  const Card *card = lookup_get (fixture->lookup, path);
  return card != NULL ? card_get (card, CARD_TITLE) : NULL;
}

/* --- tests --- */

static void
emit_changed (Fixture *fixture, const char *path)
{
  offprint_bus_service_emit_changed (fixture->service, (const char *const[]){ path, NULL });
}

/* An answer is given at once, that nothing is known; then it is told, and known. What is no article is known as that.
 */
static void
test_answer (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  g_assert_null (lookup_get (fixture->lookup, "/a.txt"));
  g_assert_null (lookup_get (fixture->lookup, "/b.png"));
  wait_until (fixture->tells == 2);
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Otters");
  g_assert_cmpuint (card_get_count (lookup_get (fixture->lookup, "/b.png")), ==, 0);
  g_assert_cmpuint (fixture->paths_asked, ==, 2);
}

/* A large folder takes few questions, none too large, and each file is asked about and told once. */
static void
test_batches (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < MEMBERS; i++)
      {
        g_autofree char *path = g_strdup_printf ("/folder/%05u.txt", i);
        g_assert_null (lookup_get (fixture->lookup, path));
      }
  wait_until (g_hash_table_size (fixture->told) == MEMBERS);
  g_assert_cmpuint (fixture->tells, ==, MEMBERS);
  g_assert_cmpuint (fixture->paths_asked, ==, MEMBERS);
  g_assert_cmpuint (fixture->questions, ==, MEMBERS / limits.batch);
  g_assert_cmpuint (fixture->largest, ==, limits.batch);
}

/* The next question is sent before the answer to the one before is taken in, and no further one. A change of a file
 * whose answer waits has it asked about again. */
static void
test_overlap (Fixture *fixture, gconstpointer data)
{
  static const LookupLimits small
      = { .max_cards = 30000, .max_waiting = 30000, .batch = 2, .retry_ms = 3600000, .refresh_ms = 1 };
  fixture->holds = TRUE;
  start_service (fixture);
  start_lookup (fixture, &small);
  for (char name = 'a'; name < 'g'; name++)
    {
      const char path[] = { '/', name, '.', 't', 'x', 't', '\0' };
      g_assert_null (lookup_get (fixture->lookup, path));
    }
  wait_until (fixture->questions == 1);
  emit_changed (fixture, "/a.txt");
  emit_changed (fixture, "/unknown.txt");
  wait_until (g_hash_table_contains (fixture->told, "/unknown.txt"));
  release (fixture);
  wait_until (g_hash_table_size (fixture->told) == 7 && fixture->paths_asked == 8);
  wait_until (get_title (fixture, "/a.txt") != NULL && get_title (fixture, "/unknown.txt") != NULL);
  g_assert_cmpuint (fixture->largest, ==, 2);
  g_assert_cmpuint (fixture->questions, ==, 4);
}

/* While the daemon does not answer nothing waits, and only one question is under way. */
static void
test_hanging (Fixture *fixture, gconstpointer data)
{
  fixture->holds = TRUE;
  start_service (fixture);
  start_lookup (fixture, &limits);
  g_assert_null (lookup_get (fixture->lookup, "/a.txt"));
  wait_until (fixture->questions == 1);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *path = g_strdup_printf ("/folder/%05u.txt", i);
      g_assert_null (lookup_get (fixture->lookup, path));
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_null (lookup_get (fixture->lookup, "/a.txt"));
  g_assert_cmpuint (fixture->questions, ==, 1);
  release (fixture);
  wait_until (fixture->tells == 1001);
  g_assert_cmpuint (fixture->questions, ==, 5);
}

/* A daemon that can't be had is asked once, then left alone; what was wanted is asked when it appears by itself. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  fixture->fails = TRUE;
  start_service (fixture);
  start_lookup (fixture, &limits);
  g_assert_null (lookup_get (fixture->lookup, "/a.txt"));
  wait_until (fixture->questions == 1);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *path = g_strdup_printf ("/folder/%05u.txt", i);
      g_assert_null (lookup_get (fixture->lookup, path));
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (fixture->questions, ==, 1);
  stop_service (fixture);
  fixture->fails = FALSE;
  start_service (fixture);
  wait_until (fixture->tells == 1001);
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Otters");
}

/* After a while it is tried again without anybody's doing. */
static void
test_retry (Fixture *fixture, gconstpointer data)
{
  static const LookupLimits impatient
      = { .max_cards = 10, .max_waiting = 10, .batch = 10, .retry_ms = 1, .refresh_ms = 1 };
  fixture->fails = TRUE;
  start_service (fixture);
  start_lookup (fixture, &impatient);
  g_assert_null (lookup_get (fixture->lookup, "/a.txt"));
  wait_until (fixture->questions == 4);
  fixture->fails = FALSE;
  wait_until (fixture->tells == 1);
}

/* What changed is asked once more. Until then the old values stay; what looks the same is not told. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  lookup_get (fixture->lookup, "/a.txt");
  lookup_get (fixture->lookup, "/b.txt");
  wait_until (fixture->tells == 2);
  emit_changed (fixture, "/a.txt");
  wait_until (fixture->paths_asked == 3);
  fixture->title = "Herons";
  emit_changed (fixture, "/a.txt");
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Otters");
  wait_until (fixture->tells == 3);
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Herons");
  g_assert_cmpstr (get_title (fixture, "/b.txt"), ==, "Otters");
}

/* A change while the question is under way: the answer may be older than it, so it is asked again. */
static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  fixture->holds = TRUE;
  start_service (fixture);
  start_lookup (fixture, &limits);
  lookup_get (fixture->lookup, "/a.txt");
  wait_until (fixture->questions == 1);
  emit_changed (fixture, "/a.txt");
  emit_changed (fixture, "/unknown.txt");
  wait_until (g_hash_table_contains (fixture->told, "/unknown.txt"));
  release (fixture);
  fixture->title = "Herons";
  wait_until (g_strcmp0 (get_title (fixture, "/a.txt"), "Herons") == 0);
}

/* Everything may have changed: all is asked again, and only what differs is told. */
static void
test_all_changed (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  lookup_get (fixture->lookup, "/a.txt");
  lookup_get (fixture->lookup, "/b.png");
  wait_until (fixture->tells == 2);
  fixture->title = "Herons";
  offprint_bus_service_emit_changed (fixture->service, (const char *const[]){ NULL });
  wait_until (fixture->tells == 3);
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Herons");
  g_assert_cmpuint (fixture->paths_asked, ==, 4);
}

/* Another daemon may know other things. */
static void
test_new_daemon (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  lookup_get (fixture->lookup, "/a.txt");
  wait_until (fixture->tells == 1);
  stop_service (fixture);
  fixture->title = "Herons";
  start_service (fixture);
  wait_until (fixture->tells == 2);
  g_assert_cmpstr (get_title (fixture, "/a.txt"), ==, "Herons");
}

/* --- menus, which are made of what is known --- */

static MenuItems
get_items (Fixture *fixture, const char *path, const char *type, gsize n_selected)
{
  gboolean incomplete;
  const MenuFile file = { (char *) path, (char *) type };
  return menu_get_for_files (fixture->lookup, &file, 1, n_selected, &incomplete);
}

/* An article has items, another file none; of several, those that make sense for several. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  start_service (fixture);
  start_lookup (fixture, &limits);
  lookup_get (fixture->lookup, "/a.txt");
  lookup_get (fixture->lookup, "/b.png");
  wait_until (fixture->tells == 2);
  MenuItems one = get_items (fixture, "/a.txt", "text/plain", 1), several = get_items (fixture, "/a.txt", "text/plain", 2);
  g_assert_true (menu_items_have (one, MENU_SIMILAR) && menu_items_have (one, MENU_DUPLICATES));
  g_assert_true (menu_items_have (one, MENU_CITE_BIBTEX) && menu_items_have (several, MENU_CITE_BIBTEX));
  g_assert_false (menu_items_have (one, MENU_ORIGINAL));
  g_assert_false (menu_items_have (several, MENU_SIMILAR));
  g_assert_cmpuint (get_items (fixture, "/b.png", "image/png", 1), ==, 0);
}

/* Below a folder that is watched, a page of which nothing is known yet is taken for an article; a picture is not. */
static void
test_menu_guess (Fixture *fixture, gconstpointer data)
{
  offprint_bus_service_set_folders (fixture->service, (const char *const[]){ "/home/jo/Articles", NULL });
  start_service (fixture);
  start_lookup (fixture, &limits);
  wait_until (offprint_bus_service_get_folders (lookup_get_client (fixture->lookup)) != NULL);
  g_assert_true (
      menu_items_have (get_items (fixture, "/home/jo/Articles/a.html", "text/html", 1), MENU_SIMILAR));
  g_assert_cmpuint (get_items (fixture, "/home/jo/Articles/a.png", "image/png", 1), ==, 0);
  g_assert_cmpuint (get_items (fixture, "/home/jo/Articles2/a.html", "text/html", 1), ==, 0);
}

/* A watched folder can be left, one inside it neither left nor watched, another one watched. */
static void
test_menu_folder (Fixture *fixture, gconstpointer data)
{
  offprint_bus_service_set_folders (fixture->service, (const char *const[]){ "/home/jo/Articles", NULL });
  start_service (fixture);
  start_lookup (fixture, &limits);
  wait_until (offprint_bus_service_get_folders (lookup_get_client (fixture->lookup)) != NULL);
  g_assert_cmpuint (menu_get_for_folder (fixture->lookup, "/home/jo/Articles"), ==,
                    1u << MENU_SEARCH | 1u << MENU_UNWATCH);
  g_assert_cmpuint (menu_get_for_folder (fixture->lookup, "/home/jo/Articles/2022"), ==, 1u << MENU_SEARCH);
  g_assert_cmpuint (menu_get_for_folder (fixture->lookup, "/home/jo"), ==, 1u << MENU_SEARCH | 1u << MENU_WATCH);
  g_assert_cmpuint (menu_get_for_folder (fixture->lookup, "/home/jo/Articles of Ada"), ==, 1u << MENU_WATCH);
  guint before = fixture->watched;
  offprint_bus_service_set_folders (fixture->service, (const char *const[]){ "/home/jo", NULL });
  wait_until (fixture->watched > before);
  g_assert_cmpuint (menu_get_for_folder (fixture->lookup, "/home/jo/Articles"), ==, 1u << MENU_SEARCH);
}

#define add(name, function) g_test_add ("/lookup/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("answer", test_answer);
  add ("batches", test_batches);
  add ("overlap", test_overlap);
  add ("hanging", test_hanging);
  add ("missing", test_missing);
  add ("retry", test_retry);
  add ("changed", test_changed);
  add ("changed-meanwhile", test_changed_meanwhile);
  add ("all-changed", test_all_changed);
  add ("new-daemon", test_new_daemon);
  add ("menu", test_menu);
  add ("menu-guess", test_menu_guess);
  add ("menu-folder", test_menu_folder);
  return g_test_run ();
}
