/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page is asked for at a time: the daemon answers only the newest call of a caller. Of the pages that were wanted
 * meanwhile the last few are remembered, since who scrolls fast does not look at the others. Items live as long as
 * somebody shows them, or their page is one of the last that came: a list may be long. */
#include "window/hit-list.h"

#include "offprint-bus.h"

#include <gio/gio.h>

#define PAGE OFFPRINT_HIT_LIST_PAGE
/* So many more are asked for: a page whose last articles went meanwhile is not yet the end. */
#define OVERLAP 8u
#define WANTED_MAX 8
#define PAGES_KEPT 40

struct _OffprintHitList
{
  GObject parent_instance;
  OffprintBusService *client; /* (nullable) until the first question */
  OffprintQuestion *question; /* (nullable): that the list answers */
  OffprintQuestion *next;     /* (nullable): that was asked and not answered yet */
  OffprintHits *answer;       /* (nullable): what is known of the whole; its hits are in the items */
  GError *error;              /* (nullable): why the last question was not answered */
  guint n_items;
  GHashTable *items;          /* of position to OffprintHitItem, not owned */
  GHashTable *positions;      /* the other way round */
  GQueue pages;               /* of GPtrArray of OffprintHitItem: the last ones that came */
  GQueue wanted;              /* of page numbers, the newest first */
  GCancellable *cancellable;  /* (nullable): of what is asked now */
  guint asked;                /* page that is asked for now */
};

enum
{
  ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OffprintHitList, offprint_hit_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
on_item_gone (gpointer data, GObject *where)
{
  OffprintHitList *self = data;
  gpointer position = g_hash_table_lookup (self->positions, where);
  g_hash_table_remove (self->positions, where);
  g_hash_table_remove (self->items, position);
}

/* Returns: (transfer full): the item, the same one as long as somebody holds it */
static OffprintHitItem *
get_item (OffprintHitList *self, guint position)
{
  OffprintHitItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item != NULL)
    return g_object_ref (item);
  item = offprint_hit_item_new (position);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
  g_hash_table_insert (self->positions, item, GUINT_TO_POINTER (position));
  g_object_weak_ref (G_OBJECT (item), on_item_gone, self);
  return item;
}

static void
forget_items (OffprintHitList *self)
{
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_object_weak_unref (item, on_item_gone, self);
  g_hash_table_remove_all (self->items);
  g_hash_table_remove_all (self->positions);
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_ptr_array_unref);
}

static GType
get_item_type (GListModel *model)
{
  return OFFPRINT_TYPE_HIT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return OFFPRINT_HIT_LIST (model)->n_items;
}

static gpointer
get_item_at (GListModel *model, guint position)
{
  OffprintHitList *self = OFFPRINT_HIT_LIST (model);
  return position < self->n_items ? get_item (self, position) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item_at;
}

static void
set_n_items (OffprintHitList *self, guint n_items)
{
  guint before = self->n_items;
  self->n_items = n_items;
  if (n_items < before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_items, before - n_items, 0);
  else if (n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_items - before);
}

static guint
get_last_rank (const OffprintHits *hits)
{
  return hits->hits->len > 0 ? ((OffprintHit *) g_ptr_array_index (hits->hits, hits->hits->len - 1))->rank : 0;
}

/* Moves the hits into items, and tells those between them that their articles went. */
static void
take_hits (OffprintHitList *self, OffprintHits *hits, guint begin)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);
  guint at = begin;
  for (guint i = 0; i < hits->hits->len; i++)
    {
      OffprintHit *hit = g_ptr_array_index (hits->hits, i);
      for (; at + 1 < hit->rank; at++)
        {
          g_ptr_array_add (page, get_item (self, at));
          offprint_hit_item_take (g_ptr_array_index (page, page->len - 1), NULL);
        }
      g_ptr_array_add (page, get_item (self, at++));
      offprint_hit_item_take (g_ptr_array_index (page, page->len - 1), hit);
    }
  g_ptr_array_set_free_func (hits->hits, NULL);
  g_ptr_array_set_size (hits->hits, 0);
  g_queue_push_head (&self->pages, page);
  if (self->pages.length > PAGES_KEPT)
    g_ptr_array_unref (g_queue_pop_tail (&self->pages));
}

/* How long the list is, now that a page that begins after @begin hits has come. What is told at first is an
 * estimate. */
static guint
estimate_length (OffprintHitList *self, const OffprintHits *hits, guint begin)
{
  guint last = MAX (get_last_rank (hits), begin);
  if (offprint_question_get_kind (self->question) != OFFPRINT_QUESTION_SEARCH || last < begin + PAGE)
    return last;
  gboolean may_go_on = last == begin + PAGE + OVERLAP;
  return MAX (self->n_items, may_go_on ? last + 1 : last);
}

static void ask_wanted (OffprintHitList *self);

static void
add_page (OffprintHitList *self, OffprintHits *hits, guint begin)
{
  guint n_items = estimate_length (self, hits, begin);
  take_hits (self, hits, begin);
  set_n_items (self, n_items);
}

static void
replace (OffprintHitList *self, OffprintHits *hits)
{
  guint before = self->n_items;
  g_clear_pointer (&self->question, offprint_question_unref);
  self->question = g_steal_pointer (&self->next);
  g_clear_pointer (&self->answer, offprint_hits_free);
  forget_items (self);
  g_queue_clear (&self->wanted);
  self->n_items = hits->estimated;
  self->n_items = estimate_length (self, hits, 0);
  take_hits (self, hits, 0);
  self->answer = hits;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_items);
  g_signal_emit (self, signals[ANSWERED], 0);
}

/* What was shown stays: it is better than nothing. */
static void
fail (OffprintHitList *self, GError *error)
{
  gboolean was_question = self->next != NULL;
  g_clear_pointer (&self->next, offprint_question_unref);
  g_clear_error (&self->error);
  self->error = error;
  if (was_question)
    g_signal_emit (self, signals[ANSWERED], 0);
}

static void
on_hits (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintHitList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintHits) hits
      = offprint_client_hits_finish (OFFPRINT_BUS_SERVICE (source), result, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->cancellable);
  if (hits == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&self->error);
  if (self->next != NULL)
    replace (self, g_steal_pointer (&hits));
  else
    add_page (self, hits, self->asked * PAGE);
  ask_wanted (self);
}

static void
ask (OffprintHitList *self, const OffprintQuestion *question, guint page)
{
  gboolean pages = offprint_question_get_kind (question) == OFFPRINT_QUESTION_SEARCH;
  self->asked = page;
  self->cancellable = g_cancellable_new ();
  offprint_question_ask (question, self->client, page * PAGE, pages ? PAGE + OVERLAP : PAGE, self->cancellable,
                         on_hits, g_object_ref (self));
}

static void
ask_wanted (OffprintHitList *self)
{
  if (self->cancellable == NULL && self->question != NULL && self->wanted.length > 0)
    ask (self, self->question, GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted)));
}

static void
give_up (OffprintHitList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
offprint_hit_list_finalize (GObject *object)
{
  OffprintHitList *self = OFFPRINT_HIT_LIST (object);
  forget_items (self);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->positions);
  g_queue_clear (&self->wanted);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->question, offprint_question_unref);
  g_clear_pointer (&self->next, offprint_question_unref);
  g_clear_pointer (&self->answer, offprint_hits_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (offprint_hit_list_parent_class)->finalize (object);
}

static void
offprint_hit_list_class_init (OffprintHitListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = offprint_hit_list_finalize;
  /**
   * OffprintHitList::answered:
   *
   * The newest question was answered, or can't be: then there is an error.
   */
  signals[ANSWERED] = g_signal_new ("answered", OFFPRINT_TYPE_HIT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
offprint_hit_list_init (OffprintHitList *self)
{
  self->items = g_hash_table_new (NULL, NULL);
  self->positions = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->pages);
  g_queue_init (&self->wanted);
}

/**
 * offprint_hit_list_new:
 *
 * Returns: (transfer full): an empty list, which answers nothing yet
 */
OffprintHitList *
offprint_hit_list_new (void)
{
  return g_object_new (OFFPRINT_TYPE_HIT_LIST, NULL);
}

/**
 * offprint_hit_list_ask:
 * @self: a list
 * @client: whom to ask
 * @question: what
 *
 * Asks; older questions that were not answered yet are forgotten.
 */
void
offprint_hit_list_ask (OffprintHitList *self, OffprintBusService *client, OffprintQuestion *question)
{
  give_up (self);
  g_set_object (&self->client, client);
  g_clear_pointer (&self->next, offprint_question_unref);
  self->next = offprint_question_ref (question);
  ask (self, question, 0);
}

/**
 * offprint_hit_list_want:
 * @self: a list
 * @position: of an item that somebody looks at
 *
 * Has its hit fetched, if it is not there.
 */
void
offprint_hit_list_want (OffprintHitList *self, guint position)
{
  OffprintHitItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  gpointer page = GUINT_TO_POINTER (position / PAGE);
  gboolean is_asked = self->cancellable != NULL && self->next == NULL && self->asked == position / PAGE;
  if (is_asked || (item != NULL && offprint_hit_item_get_state (item) != OFFPRINT_HIT_AWAITED))
    return;
  g_queue_remove (&self->wanted, page);
  g_queue_push_head (&self->wanted, page);
  if (self->wanted.length > WANTED_MAX)
    g_queue_pop_tail (&self->wanted);
  ask_wanted (self);
}

/**
 * offprint_hit_list_get_question:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what the list answers
 */
const OffprintQuestion *
offprint_hit_list_get_question (OffprintHitList *self)
{
  return self->question;
}

/**
 * offprint_hit_list_is_waiting:
 * @self: a list
 *
 * Returns: whether there is a question that was not answered yet
 */
gboolean
offprint_hit_list_is_waiting (OffprintHitList *self)
{
  return self->next != NULL;
}

/**
 * offprint_hit_list_get_answer:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is known of the answer as a whole: how many hits, notes, what may have been
 *   meant; without the hits
 */
const OffprintHits *
offprint_hit_list_get_answer (OffprintHitList *self)
{
  return self->answer;
}

/**
 * offprint_hit_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last question has no answer
 */
const GError *
offprint_hit_list_get_error (OffprintHitList *self)
{
  return self->error;
}
