/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks over what a reader holds. Each remembers how far it came: when a writer overwrites the snapshot under it,
 * it goes on from there in the newest one, so that nothing is given twice. */
#include "shim/handles.hh"

using xap::guard;
using xap::make_text;
using xap::retry;

namespace
{

guint32
no_number (const Xapian::TermIterator &)
{
  return 0;
}

/* Any of Xapian's sorted term lists; the last term given is in @last. @number tells what is given beside the term. */
template <typename Begin, typename Number>
gboolean
walk_terms (XapReader &reader, Number number, XapTermFunc func, gpointer data, Begin begin)
{
  std::string last;

  return retry (reader, [&] {
    Xapian::TermIterator i = begin ();
    const Xapian::TermIterator end;

    if (!last.empty () && i != end)
      i.skip_to (last);
    if (!last.empty () && i != end && *i == last)
      ++i;
    for (; i != end; ++i)
      {
        const std::string term = *i;
        const guint32 given = number (i);

        last = term;
        if (!func (term.data (), term.size (), given, data))
          break;
      }
    return TRUE;
  });
}

} /* namespace */

/**
 * xap_reader_foreach_term:
 * @reader: a reader
 * @prefix: how the terms begin; empty: all terms
 * @func: (scope call): called for each term, in the order of the bytes, with the number of documents that have it;
 *    must return normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_term (XapReader *reader, const char *prefix, XapTermFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    return walk_terms (
        *reader, [] (const Xapian::TermIterator &i) { return i.get_termfreq (); }, func, data,
        [&] { return reader->database.allterms_begin (prefix); });
  });
}

/**
 * xap_reader_foreach_local_term:
 * @reader: a reader
 * @prefix: how the terms begin; empty: all terms
 * @func: (scope call): called as by xap_reader_foreach_term(); must return normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * As xap_reader_foreach_term(), of local databases only: a server would send each term over the network.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_local_term (XapReader *reader, const char *prefix, XapTermFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    return walk_terms (
        *reader, [] (const Xapian::TermIterator &i) { return i.get_termfreq (); }, func, data,
        [&] { return reader->local.allterms_begin (prefix); });
  });
}

/**
 * xap_reader_foreach_document_term:
 * @reader: a reader
 * @docid: document number over all shards
 * @func: (scope call): called for each term of the document, in the order of the bytes, with its count in it (wdf);
 *    must return normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with %XAP_ERROR_NOT_FOUND or another #XapError
 */
gboolean
xap_reader_foreach_document_term (XapReader *reader, guint32 docid, XapTermFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    return walk_terms (
        *reader, [] (const Xapian::TermIterator &i) { return i.get_wdf (); }, func, data,
        [&] { return reader->database.termlist_begin (docid); });
  });
}

/**
 * xap_reader_foreach_position:
 * @reader: a reader
 * @docid: document number over all shards
 * @term: (array length=length): a term
 * @length: bytes
 * @func: (scope call): called for each position of the term in the document, ascending; must return normally (no
 *    longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: %TRUE, also when @func stopped it or the document has no such term, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_position (XapReader *reader, guint32 docid, const char *term, gsize length, XapPositionFunc func,
                             gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    const std::string key = make_text (term, length);
    gint64 last = -1;

    return retry (*reader, [&] {
      const Xapian::PositionIterator end = reader->database.positionlist_end (docid, key);

      for (Xapian::PositionIterator i = reader->database.positionlist_begin (docid, key); i != end; ++i)
        {
          if (static_cast<gint64> (*i) <= last)
            continue;
          last = *i;
          if (!func (*i, data))
            break;
        }
      return TRUE;
    });
  });
}

/**
 * xap_reader_foreach_value:
 * @reader: a reader
 * @slot: number of the value slot
 * @func: (scope call): called for each document that has a value there, in the order of docids; must return normally
 *    (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Reads the slot as one stream: the fast way to look at one value of all documents. Of a server every document is
 * fetched, which is slow.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_value (XapReader *reader, guint32 slot, XapValueFunc func, gpointer data, GError **error)
{
  return guard (FALSE, error, [&] {
    Xapian::docid last = 0;

    return retry (*reader, [&] {
      Xapian::ValueIterator i = reader->database.valuestream_begin (slot);
      const Xapian::ValueIterator end = reader->database.valuestream_end (slot);

      if (last > 0 && i != end)
        i.skip_to (last);
      if (last > 0 && i != end && i.get_docid () == last)
        ++i;
      for (; i != end; ++i)
        {
          const std::string value = *i;

          last = i.get_docid ();
          if (!func (last, value.data (), value.size (), data))
            break;
        }
      return TRUE;
    });
  });
}

/**
 * xap_reader_foreach_metadata:
 * @reader: a reader
 * @shard: index of the shard
 * @prefix: how the keys begin; empty: all keys
 * @func: (scope call): called for each key, in the order of the bytes, with frequency 0; must return
 *    normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_metadata (XapReader *reader, guint shard, const char *prefix, XapTermFunc func, gpointer data,
                             GError **error)
{
  return guard (FALSE, error, [&] {
    Xapian::Database &database = reader->get_shard (shard).database;

    return walk_terms (*reader, no_number, func, data, [&] { return database.metadata_keys_begin (prefix); });
  });
}

/**
 * xap_reader_foreach_synonym_key:
 * @reader: a reader
 * @shard: index of the shard
 * @prefix: how the keys begin; empty: all keys
 * @func: (scope call): called for each key that has synonyms, in the order of the bytes, with frequency 0;
 *    must return normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * A server seems to have none.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_synonym_key (XapReader *reader, guint shard, const char *prefix, XapTermFunc func, gpointer data,
                                GError **error)
{
  return guard (FALSE, error, [&] {
    Xapian::Database &database = reader->get_shard (shard).database;

    return walk_terms (*reader, no_number, func, data, [&] { return database.synonym_keys_begin (prefix); });
  });
}

/**
 * xap_reader_foreach_synonym:
 * @reader: a reader
 * @shard: index of the shard
 * @key: a key, whole
 * @func: (scope call): called for each synonym of @key, in the order of the bytes, with frequency 0; must
 *    return normally (no longjmp)
 * @data: for @func
 * @error: return location for an error
 *
 * A server seems to have none.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with a #XapError
 */
gboolean
xap_reader_foreach_synonym (XapReader *reader, guint shard, const char *key, XapTermFunc func, gpointer data,
                            GError **error)
{
  return guard (FALSE, error, [&] {
    Xapian::Database &database = reader->get_shard (shard).database;

    return walk_terms (*reader, no_number, func, data, [&] { return database.synonyms_begin (key); });
  });
}
