/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A question takes several reads of an index: which articles, what they hold, their texts. Between two of them a writer
 * may overwrite the snapshot, another index take the place of this one, or a server die. So that no answer is put
 * together from two states, the question is asked again until all its reads were of one. */
#include "core/i18n.h"
#include "store/reader-private.h"

#include "core/error.h"

#define ROUNDS_MAX 8

static gboolean
is_stopped (const OffprintReader *reader)
{
  return reader->stop != NULL && g_atomic_int_get (reader->stop) != 0;
}

static gboolean
is_late (const OffprintReader *reader)
{
  return reader->deadline != 0 && g_get_monotonic_time () >= reader->deadline;
}

/**
 * offprint_reader_is_over:
 * @reader: a reader
 *
 * Returns: whether the time for the question under way is up, or nobody waits for its answer any more
 */
gboolean
offprint_reader_is_over (const OffprintReader *reader)
{
  return is_stopped (reader) || is_late (reader);
}

/* After trouble: leaves out the servers that are gone, or goes on to the index that took the place of this one. */
static gboolean
renew (OffprintReader *reader, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean done = reader->trouble == XAP_ERROR_NETWORK ? xap_reader_drop_unreachable (reader->index, &problem)
                                                       : xap_reader_reopen (reader->index, NULL, &problem);
  reader->trouble = OFFPRINT_READER_NO_TROUBLE;
  return done ? offprint_reader_check (reader, error)
              : offprint_reader_fail (reader, g_steal_pointer (&problem), error);
}

static gboolean
may_go_better (const OffprintReader *reader)
{
  return reader->trouble == XAP_ERROR_MODIFIED || reader->trouble == XAP_ERROR_NETWORK;
}

/* Returns: (transfer full) (nullable): the answer; @steady tells whether it is of one state, or the problem is final */
static gpointer
try (OffprintReader *reader, OffprintReaderFunc func, gconstpointer question, gboolean *steady, GError **error)
{
  gboolean had_trouble = may_go_better (reader);
  reader->cut = FALSE;
  gboolean ready = !had_trouble || renew (reader, error);
  guint64 generation = xap_reader_get_generation (reader->index);
  reader->trouble = ready ? OFFPRINT_READER_NO_TROUBLE : reader->trouble;
  gpointer answer = ready ? func (reader, question, error) : NULL;
  gboolean moved = xap_reader_get_generation (reader->index) != generation;
  if (moved)
    {
      g_clear_pointer (&reader->stems, g_ptr_array_unref);
      g_clear_pointer (&reader->stop_words, offprint_stop_words_free);
    }
  *steady = !moved && !may_go_better (reader);
  return answer;
}

/**
 * offprint_reader_ask:
 * @reader: a reader
 * @func: (scope call): finds the answer; may be called several times, and gives its errors to offprint_reader_fail()
 * @question: for @func
 * @free_answer: frees what @func returns
 * @time_limit_ms: how long it may take; 0: for ever
 * @error: return location
 *
 * Returns: (transfer full): what @func returned, or %NULL with an #OffprintError: %OFFPRINT_ERROR_CANCELLED when it was
 *   stopped
 */
gpointer
offprint_reader_ask (OffprintReader *reader, OffprintReaderFunc func, gconstpointer question,
                     GDestroyNotify free_answer, guint time_limit_ms, GError **error)
{
  gboolean steady = FALSE;
  gpointer answer = NULL;
  GError *problem = NULL;
  reader->deadline = time_limit_ms > 0 ? g_get_monotonic_time () + (gint64) time_limit_ms * 1000 : 0;
  xap_reader_set_limit (reader->index, reader->deadline, reader->stop);
  reader->trouble = OFFPRINT_READER_NO_TROUBLE;
  for (guint round = 0; round < ROUNDS_MAX && !steady; round++)
    {
      g_clear_error (&problem);
      g_clear_pointer (&answer, free_answer);
      answer = try (reader, func, question, &steady, &problem);
      steady = steady || (answer != NULL && is_late (reader)) || is_stopped (reader);
    }
  reader->deadline = 0;
  xap_reader_set_limit (reader->index, 0, NULL);
  if (is_stopped (reader))
    {
      g_clear_error (&problem);
      g_clear_pointer (&answer, free_answer);
      g_set_error (&problem, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED, _("the search was stopped"));
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return answer;
}

/**
 * offprint_reader_set_stop:
 * @reader: a reader
 * @stop: (nullable): when another thread sets this to anything but 0, atomically, the question under way ends soon,
 *   with %OFFPRINT_ERROR_CANCELLED. Must live until another one, or %NULL, is set
 *
 * A question to local indexes ends within some milliseconds; to servers, with what they are asked just now.
 */
void
offprint_reader_set_stop (OffprintReader *reader, const gint *stop)
{
  reader->stop = stop;
}
