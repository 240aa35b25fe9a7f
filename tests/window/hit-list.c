/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of hits against a service that answers as the test wants it to. */
#include "window/hit-list.h"

#include "core/error.h"
#include "offprint-bus.h"

#define PAGE OFFPRINT_HIT_LIST_PAGE
#define NOBODY G_MAXUINT

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  OffprintBusService *service, *client;
  OffprintHitList *list;
  guint n_articles;  /* that there are */
  guint n_estimated; /* that the service says there are */
  guint gone;        /* rank of an article that went */
  guint n_asked;     /* questions so far */
  guint last_offset;
  guint n_answered; /* signals so far */
  gboolean silent; /* it does not answer */
  GPtrArray *held; /* of GDBusMethodInvocation, not answered */
} Fixture;

static OffprintHit *
make_hit (guint rank)
{
  g_autofree char *path = g_strdup_printf ("/articles/%u.html", rank);
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, path);
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  hit->rank = rank;
  hit->record = offprint_record_builder_end (builder);
  hit->snippet = g_strdup ("");
  return hit;
}

static void
answer (Fixture *fixture, GDBusMethodInvocation *invocation, GVariant *options)
{
  guint offset = 0, limit = 20;
  g_autoptr (OffprintHits) hits = offprint_hits_new ();
  g_variant_lookup (options, "offset", "u", &offset);
  g_variant_lookup (options, "limit", "u", &limit);
  for (guint i = offset; i < MIN (offset + limit, fixture->n_articles); i++)
    if (i + 1 != fixture->gone)
      g_ptr_array_add (hits->hits, make_hit (i + 1));
  hits->estimated = fixture->n_estimated;
  hits->notes = g_new0 (char *, 1);
  fixture->last_offset = offset;
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(@aa{sv}@a{sv})", offprint_hits_to_variant (hits), offprint_hits_get_info (hits)));
}

static gboolean
on_question (OffprintBusService *service, GDBusMethodInvocation *invocation, const char *query, GVariant *options,
             Fixture *fixture)
{
  fixture->n_asked++;
  if (fixture->silent)
    g_ptr_array_add (fixture->held, invocation);
  else if (g_str_equal (query, "wrong"))
    g_dbus_method_invocation_return_error_literal (invocation, OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX, "it is no index");
  else
    answer (fixture, invocation, options);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_answered (Fixture *fixture)
{
  fixture->n_answered++;
}

static void
on_client (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = data;
  fixture->client = offprint_client_new_finish (result, &error);
  g_assert_no_error (error);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean named = FALSE;
  fixture->gone = NOBODY;
  fixture->held = g_ptr_array_new ();
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
      &error);
  g_assert_no_error (error);
  fixture->service = offprint_bus_service_skeleton_new ();
  g_signal_connect (fixture->service, "handle-search", G_CALLBACK (on_question), fixture);
  g_signal_connect (fixture->service, "handle-complete", G_CALLBACK (on_question), fixture);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (fixture->service), fixture->connection,
                                    OFFPRINT_CLIENT_OBJECT_PATH, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (fixture->connection, OFFPRINT_CLIENT_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_name,
                                NULL, &named, NULL);
  while (!named)
    g_main_context_iteration (NULL, TRUE);
  offprint_client_new (fixture->connection, NULL, on_client, fixture);
  while (fixture->client == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture->list = offprint_hit_list_new ();
  g_signal_connect_swapped (fixture->list, "answered", G_CALLBACK (on_answered), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->list), (gpointer *) &fixture->list);
  g_object_unref (fixture->list);
  while (fixture->list != NULL)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < fixture->held->len; i++)
    g_object_unref (fixture->held->pdata[i]);
  g_ptr_array_unref (fixture->held);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->service);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_test_dbus_stop (fixture->bus);
  g_clear_object (&fixture->bus);
}

static void
ask (Fixture *fixture, OffprintQuestionKind kind, const char *query)
{
  g_autoptr (OffprintQuestion) question = offprint_question_new (kind, query, "relevance");
  offprint_hit_list_ask (fixture->list, fixture->client, question);
}

/* Asks, and waits for the answer. */
static void
search (Fixture *fixture, guint n_articles, guint n_estimated)
{
  guint before = fixture->n_answered;
  fixture->n_articles = n_articles;
  fixture->n_estimated = n_estimated;
  ask (fixture, OFFPRINT_QUESTION_SEARCH, "otter");
  while (fixture->n_answered == before)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* Returns: (transfer full): the item at @position, once it is known what is there; %NULL: the list ends before */
static OffprintHitItem *
look_at (Fixture *fixture, guint position)
{
  g_autoptr (OffprintHitItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);
  offprint_hit_list_want (fixture->list, position);
  while (position < count (fixture) && offprint_hit_item_get_state (item) == OFFPRINT_HIT_AWAITED)
    g_main_context_iteration (NULL, TRUE);
  return position < count (fixture) ? g_steal_pointer (&item) : NULL;
}

static void
assert_shown (Fixture *fixture, guint position)
{
  g_autofree char *path = g_strdup_printf ("/articles/%u.html", position + 1);
  g_autoptr (OffprintHitItem) item = look_at (fixture, position);
  g_assert_nonnull (item);
  g_assert_cmpuint (offprint_hit_item_get_position (item), ==, position);
  g_assert_cmpstr (offprint_hit_item_get_path (item), ==, path);
}

/* A list of 100,000 hits has them all, and fetches only those that are looked at, wherever they are. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  static const guint positions[] = { 0, 57, 99999, 50000, 12345, 99999, 49, 50 };
  search (fixture, 100000, 100000);
  g_assert_cmpuint (count (fixture), ==, 100000);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
    assert_shown (fixture, positions[i]);
  g_assert_cmpuint (fixture->n_asked, ==, 4);
  g_assert_cmpuint (count (fixture), ==, 100000);
}

/* Scrolled through from end to end it stays right, though it forgets the pages that came first. */
static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  search (fixture, 5000, 5000);
  for (guint position = 0; position < 5000; position++)
    assert_shown (fixture, position);
  assert_shown (fixture, 0);
  g_assert_cmpuint (count (fixture), ==, 5000);
}

/* The first estimate may be too high or too low: the list ends where the hits do. */
static void
test_estimates (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint n_articles, n_estimated;
  } cases[] = { { 0, 0 },   { 1, 1 },      { 49, 60 },  { 50, 50 },   { 51, 70 },
                { 58, 58 }, { 130, 1000 }, { 130, 58 }, { 300, 100 }, { 700, 701 } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u articles, estimated %u", cases[i].n_articles, cases[i].n_estimated);
      search (fixture, cases[i].n_articles, cases[i].n_estimated);
      for (guint position = 0; position < count (fixture); position++)
        g_clear_object (&(OffprintHitItem *){ look_at (fixture, position) });
      g_assert_cmpuint (count (fixture), ==, cases[i].n_articles);
    }
}

/* From an end that is not there one gets back to the one that is. */
static void
test_far_end (Fixture *fixture, gconstpointer data)
{
  search (fixture, 130, 1000);
  while (count (fixture) > 130)
    {
      g_autoptr (OffprintHitItem) item = look_at (fixture, count (fixture) - 1);
    }
  g_assert_cmpuint (count (fixture), ==, 130);
  assert_shown (fixture, 129);
}

/* An article that went leaves a place that says so; those behind it stay where they were. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  static const guint ranks[] = { 1, 7, 50, 51, 58, 100 };
  for (gsize i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      fixture->gone = ranks[i];
      search (fixture, 200, 200);
      g_autoptr (OffprintHitItem) item = look_at (fixture, ranks[i] - 1);
      g_assert_cmpuint (offprint_hit_item_get_state (item), ==, OFFPRINT_HIT_GONE);
      g_assert_null (offprint_hit_item_get_path (item));
      assert_shown (fixture, ranks[i]);
      assert_shown (fixture, 199);
      g_assert_cmpuint (count (fixture), ==, 200);
    }
}

/* The newest question wins: of many asked at once one is answered, and the others disturb nothing. */
static void
test_newest (Fixture *fixture, gconstpointer data)
{
  search (fixture, 3, 3);
  fixture->n_articles = 2;
  for (guint i = 0; i < 20; i++)
    ask (fixture, OFFPRINT_QUESTION_UNFINISHED, i < 19 ? "ot" : "otte");
  g_assert_true (offprint_hit_list_is_waiting (fixture->list));
  g_assert_cmpuint (count (fixture), ==, 3);
  while (offprint_hit_list_is_waiting (fixture->list) || fixture->n_asked < 21)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_answered, ==, 2);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpstr (offprint_question_get_query (offprint_hit_list_get_question (fixture->list)), ==, "otte");
}

/* A question that fails says why, and leaves what was there; the next one goes well again. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  search (fixture, 3, 3);
  ask (fixture, OFFPRINT_QUESTION_SEARCH, "wrong");
  while (fixture->n_answered < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (offprint_hit_list_get_error (fixture->list), OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX);
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_false (offprint_hit_list_is_waiting (fixture->list));
  search (fixture, 4, 4);
  g_assert_null (offprint_hit_list_get_error (fixture->list));
  g_assert_cmpuint (count (fixture), ==, 4);
}

/* An item is the same object as long as somebody holds it. */
static void
test_identity (Fixture *fixture, gconstpointer data)
{
  search (fixture, 200, 200);
  g_autoptr (OffprintHitItem) first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 150);
  g_autoptr (OffprintHitItem) again = look_at (fixture, 150);
  g_assert_true (first == again);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 200));
}

/* While it waits for an answer that does not come, it can be let go. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  fixture->silent = TRUE;
  ask (fixture, OFFPRINT_QUESTION_SEARCH, "otter");
  while (fixture->n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
  fixture->silent = FALSE;
  search (fixture, 3, 3);
  g_assert_cmpuint (count (fixture), ==, 3);
}

#define add(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/hit-list/long", test_long);
  add ("/hit-list/scroll", test_scroll);
  add ("/hit-list/estimates", test_estimates);
  add ("/hit-list/far-end", test_far_end);
  add ("/hit-list/gone", test_gone);
  add ("/hit-list/newest", test_newest);
  add ("/hit-list/failure", test_failure);
  add ("/hit-list/identity", test_identity);
  add ("/hit-list/silence", test_silence);
  return g_test_run ();
}
