/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asynchronous calls in a main context of their own, run until they end: rofi's own loop has ended by then, and its
 * window must not hear of it. */
#include "hosts/rofi/wish.h"

#include "core/i18n.h"
#include "desktop/typing.h"
#include "hosts/rofi/answer.h"

/* The message is sent long before; what is waited for is only whether it failed. */
#define PATIENCE_SECONDS 5

typedef enum
{
  WISH_ACTION,
  WISH_BEST, /* open the best article for a text that was not answered yet */
  WISH_SEARCH,
} WishKind;

struct _Wish
{
  WishKind kind;
  OffprintActionKind action;
  OffprintRecord *record;
  char *text;
  OffprintTyping *typing;
  gboolean done;
};

static Wish *
make (WishKind kind, const OffprintRecord *record, const char *text)
{
  Wish *wish = g_new0 (Wish, 1);
  wish->kind = kind;
  wish->record = record != NULL ? offprint_record_ref ((OffprintRecord *) record) : NULL;
  wish->text = g_strdup (text);
  return wish;
}

/**
 * wish_new:
 * @kind: what is to be done
 * @record: an article
 *
 * Returns: (transfer full): a wish
 */
Wish *
wish_new (OffprintActionKind kind, const OffprintRecord *record)
{
  Wish *wish = make (WISH_ACTION, record, NULL);
  wish->action = kind;
  return wish;
}

/**
 * wish_new_best:
 * @text: what was typed, and not answered yet when Enter was pressed
 * @preferred: (nullable): the article that was selected then, from an older answer
 *
 * Returns: (transfer full): the wish to open the article that was meant: @preferred if it is found for @text too, else
 * the best one; the search window if there is none
 */
Wish *
wish_new_best (const char *text, const OffprintRecord *preferred)
{
  return make (WISH_BEST, preferred, text);
}

/**
 * wish_new_search:
 * @text: words, perhaps none
 *
 * Returns: (transfer full): the wish to go on in the search window
 */
Wish *
wish_new_search (const char *text)
{
  return make (WISH_SEARCH, NULL, text);
}

/**
 * wish_free:
 * @wish: (nullable) (transfer full): a wish
 */
void
wish_free (Wish *wish)
{
  if (wish == NULL)
    return;
  g_clear_pointer (&wish->record, offprint_record_unref);
  g_clear_pointer (&wish->typing, offprint_typing_free);
  g_free (wish->text);
  g_free (wish);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *done = data;
  offprint_action_finish (result, NULL);
  *done = TRUE;
}

static void
on_hits (OffprintTyping *typing, OffprintHits *hits, const GError *error, gpointer data)
{
  Wish *wish = data;
  g_autoptr (Answer) answer = answer_new (wish->text, hits, error, FALSE);
  const OffprintHit *hit = wish->record != NULL ? answer_find (answer, wish->record) : NULL;
  if (hit == NULL)
    hit = answer_get_hit (answer, 0);
  if (hit != NULL)
    offprint_action_run (OFFPRINT_ACTION_OPEN, hit->record, on_done, &wish->done);
  else
    offprint_action_search (wish->text, on_done, &wish->done);
}

static void
begin (Wish *wish)
{
  switch (wish->kind)
    {
    case WISH_ACTION:
      offprint_action_run (wish->action, wish->record, on_done, &wish->done);
      break;
    case WISH_BEST:
      wish->typing = offprint_typing_new (10, on_hits, wish);
      offprint_typing_ask (wish->typing, wish->text);
      break;
    case WISH_SEARCH:
      offprint_action_search (wish->text, on_done, &wish->done);
      break;
    }
}

static gboolean
on_patience_ends (gpointer data)
{
  gboolean *done = data;
  *done = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * wish_fulfil:
 * @wish: a wish
 *
 * Does it. Returns when it is done or has failed, after five seconds at most.
 */
void
wish_fulfil (Wish *wish)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) patience = g_timeout_source_new_seconds (PATIENCE_SECONDS);
  g_source_set_callback (patience, on_patience_ends, &wish->done, NULL);
  g_source_attach (patience, context);
  g_main_context_push_thread_default (context);
  begin (wish);
  while (!wish->done)
    g_main_context_iteration (context, TRUE);
  g_clear_pointer (&wish->typing, offprint_typing_free);
  g_main_context_pop_thread_default (context);
  g_source_destroy (patience);
}
