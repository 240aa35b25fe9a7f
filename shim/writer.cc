/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one writer of a database. All changes since the last commit are one transaction: Xapian alone would commit every
 * 10,000 changes, and once more when the handle is freed. A change that could not be written takes all of them
 * with it, whichever function made it; the writer then goes on from the last commit. */
#include "shim/handles.hh"

#include <exception>

using xap::Failure;
using xap::guard;
using xap::make_text;

namespace
{

/* Xapian says the same for a missing path and for one that is something else. */
void
check_path (const std::string &path, bool create)
{
  const bool exists = xap::file_exists (path);
  const bool is_folder = g_file_test (path.c_str (), G_FILE_TEST_IS_DIR);

  if (!exists && !create)
    throw Failure (XAP_ERROR_NOT_FOUND, "no database at '" + path + "'");
  if (exists && !is_folder)
    throw Failure (XAP_ERROR_CORRUPT, "'" + path + "' is no folder, so no database that can be written to");
  if (exists && !create && !xap::is_database (path))
    throw Failure (XAP_ERROR_CORRUPT, "no Xapian database in the folder '" + path + "'");
}

int
flags_to_xapian (unsigned flags)
{
  return ((flags & XAP_WRITER_CREATE) ? Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS : Xapian::DB_OPEN)
         | ((flags & XAP_WRITER_NO_SYNC) ? Xapian::DB_NO_SYNC : 0);
}

/* Runs @body, which changes the database. Wrong arguments are noticed before anything is written, and cost nothing. */
template <typename Result, typename Body>
Result
guard_write (XapWriter *writer, Result failure, GError **error, Body body) noexcept
{
  return guard (failure, error, [&] {
    try
      {
        return body (writer->database);
      }
    catch (const Xapian::DatabaseError &)
      {
        const std::exception_ptr first = std::current_exception ();

        writer->open ();
        std::rethrow_exception (first);
      }
  });
}

} /* namespace */

/* Also after a failed write, as on a full disk, when what Xapian holds of the tables is wrong: cancelling alone
 * does not mend that. */
void
_XapWriter::open ()
{
  value_changes = 0;
  database = Xapian::WritableDatabase (); /* gives the lock back */
  database = Xapian::WritableDatabase (path, flags_to_xapian (flags));
  database.begin_transaction (false);
}

/**
 * xap_writer_open:
 * @path: (type filename): directory of the database
 * @flags: #XapWriterFlags
 * @error: return location for an error
 *
 * Opens a database for writing and takes its lock, which is held until xap_writer_free(). The lock belongs to the
 * process: a second writer in the same process is refused too. Readers never wait for it.
 *
 * Returns: (transfer full): the writer, or %NULL with %XAP_ERROR_LOCKED (at once, without waiting),
 *    %XAP_ERROR_NOT_FOUND (no database and not asked to make one, or no folder to make it in), %XAP_ERROR_CORRUPT,
 *    %XAP_ERROR_NO_SPACE or %XAP_ERROR_FAILED
 */
XapWriter *
xap_writer_open (const char *path, XapWriterFlags flags, GError **error)
{
  return guard<XapWriter *> (nullptr, error, [&] {
    check_path (path, flags & XAP_WRITER_CREATE);

    auto writer = std::make_unique<XapWriter> ();

    writer->path = path;
    writer->flags = flags;
    writer->open ();
    return writer.release ();
  });
}

/**
 * xap_writer_free:
 * @writer: (nullable) (transfer full): a writer
 *
 * Gives the lock back. What was not committed is lost.
 */
void
xap_writer_free (XapWriter *writer)
{
  delete writer;
}

/**
 * xap_writer_commit:
 * @writer: a writer
 * @error: return location for an error
 *
 * Makes all changes since the last commit visible to readers, at once and together. Without changes it costs nothing.
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_NO_SPACE or another #XapError: then none of these changes was made, they
 *    are gone and the database is as after the last commit
 */
gboolean
xap_writer_commit (XapWriter *writer, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    writer->write_values ();
    database.commit_transaction ();
    database.commit ();
    database.begin_transaction (false);
    return TRUE;
  });
}

/**
 * xap_writer_replace:
 * @writer: a writer
 * @unique_term: (array length=length): a term that only this document holds; @document must hold it too
 * @length: bytes
 * @document: the new document, which stays the caller's
 * @error: return location for an error
 *
 * Puts @document in the place of the one that holds @unique_term, with its docid, or adds it. Were there several, the
 * first keeps its docid and the others are deleted.
 *
 * When writing fails, *all* changes since the last commit are dropped, not only this one.
 *
 * Returns: the docid, or 0 with %XAP_ERROR_NO_SPACE, %XAP_ERROR_CORRUPT or %XAP_ERROR_FAILED
 */
guint32
xap_writer_replace (XapWriter *writer, const char *unique_term, gsize length, XapDocument *document, GError **error)
{
  return guard_write<guint32> (writer, 0, error, [&] (Xapian::WritableDatabase &database) {
    const std::string term = make_text (unique_term, length);

    xap::check_key ("term", term);
    writer->value_changes++;
    return database.replace_document (term, document->document);
  });
}

/**
 * xap_writer_replace_docid:
 * @writer: a writer
 * @docid: document number from 1
 * @document: the new document, which stays the caller's
 * @error: return location for an error
 *
 * Puts @document at @docid, whether that is taken or free. Of a document that came from xap_writer_get_document()
 * with the same
 * @docid only what was changed is written.
 *
 * When writing fails, *all* changes since the last commit are dropped, not only this one.
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_NO_SPACE, %XAP_ERROR_CORRUPT or %XAP_ERROR_FAILED
 */
gboolean
xap_writer_replace_docid (XapWriter *writer, guint32 docid, XapDocument *document, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    writer->value_changes++;
    database.replace_document (docid, document->document);
    return TRUE;
  });
}

/**
 * xap_writer_delete:
 * @writer: a writer
 * @docid: document number
 * @error: return location for an error
 *
 * Deletes a document. Its docid is not given to another by xap_writer_replace().
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_NOT_FOUND or another #XapError
 */
gboolean
xap_writer_delete (XapWriter *writer, guint32 docid, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    writer->value_changes++;
    database.delete_document (docid);
    return TRUE;
  });
}

/**
 * xap_writer_get_document:
 * @writer: a writer
 * @docid: document number
 * @error: return location for an error
 *
 * Gets a document to change it and write it back with xap_writer_replace_docid(). Its parts are read from the
 * database when they are first asked for or changed, so that a changed value does not rewrite thousands of terms: so
 * use it before @docid is written otherwise and before @writer is freed.
 *
 * Returns: (transfer full): the document, uncommitted changes included, or %NULL with %XAP_ERROR_NOT_FOUND or another
 *    #XapError
 */
XapDocument *
xap_writer_get_document (XapWriter *writer, guint32 docid, GError **error)
{
  return guard<XapDocument *> (nullptr, error,
                               [&] { return new XapDocument{ writer->database.get_document (docid) }; });
}

/**
 * xap_writer_get_value:
 * @writer: a writer
 * @docid: a document number
 * @slot: number of the value slot
 * @error: return location for an error
 *
 * Cheaper than xap_writer_get_document(), since it does not ask whether there is such a document.
 *
 * Returns: (transfer full): a copy of the value, uncommitted changes included, empty when there is none or no such
 *    document; or %NULL with a #XapError
 */
GBytes *
xap_writer_get_value (XapWriter *writer, guint32 docid, guint32 slot, GError **error)
{
  return guard<GBytes *> (nullptr, error, [&] {
    if (docid == 0)
      throw Failure (XAP_ERROR_NOT_FOUND, "documents are numbered from 1");
    return xap::make_bytes (writer->database.get_document (docid, Xapian::DOC_ASSUME_VALID).get_value (slot));
  });
}

/**
 * xap_writer_foreach_value:
 * @writer: a writer
 * @slot: number of the value slot
 * @func: (scope call): called for each document that has a value there, uncommitted changes included, in the order of
 *    docids; must return normally (no longjmp), and not write
 * @data: for @func
 * @error: return location for an error
 *
 * Uncommitted values are written to the disk for it. When that fails, *all* changes since the last commit are dropped.
 *
 * Returns: %TRUE, also when @func stopped it, or %FALSE with %XAP_ERROR_NO_SPACE or another #XapError
 */
gboolean
xap_writer_foreach_value (XapWriter *writer, guint32 slot, XapValueFunc func, gpointer data, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    writer->write_values ();

    const Xapian::ValueIterator end = database.valuestream_end (slot);

    for (Xapian::ValueIterator i = database.valuestream_begin (slot); i != end; ++i)
      {
        const std::string value = *i;

        if (!func (i.get_docid (), value.data (), value.size (), data))
          break;
      }
    return TRUE;
  });
}

/**
 * xap_writer_find:
 * @writer: a writer
 * @term: (array length=length): a term
 * @length: bytes
 * @docid: (out): the first document that holds it, uncommitted changes included; 0 when there is none
 * @error: return location for an error
 *
 * Returns: %TRUE, found or not, or %FALSE with %XAP_ERROR_CORRUPT or another #XapError
 */
gboolean
xap_writer_find (XapWriter *writer, const char *term, gsize length, guint32 *docid, GError **error)
{
  return guard (FALSE, error, [&] {
    const std::string key = make_text (term, length);

    xap::check_key ("term", key);
    const Xapian::PostingIterator first = writer->database.postlist_begin (key);
    *docid = first == writer->database.postlist_end (key) ? 0 : *first;
    return TRUE;
  });
}

/**
 * xap_writer_set_metadata:
 * @writer: a writer
 * @key: a name, up to %XAP_TERM_MAX_BYTES
 * @value: (nullable) (array length=length): bytes
 * @length: bytes; 0 removes the key
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED (key empty or too long) or another #XapError
 */
gboolean
xap_writer_set_metadata (XapWriter *writer, const char *key, const void *value, gsize length, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    xap::check_key ("metadata key", key);
    database.set_metadata (key, make_text (static_cast<const char *> (value), length));
    return TRUE;
  });
}

/**
 * xap_writer_get_metadata:
 * @writer: a writer
 * @key: a name
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the value, uncommitted changes included, empty when there is none; or %NULL
 *    with a #XapError
 */
GBytes *
xap_writer_get_metadata (XapWriter *writer, const char *key, GError **error)
{
  return guard<GBytes *> (nullptr, error, [&] { return xap::make_bytes (writer->database.get_metadata (key)); });
}

/**
 * xap_writer_add_synonym:
 * @writer: a writer
 * @term: the key
 * @synonym: a word for it; there already is no error
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED (one of them empty or too long) or another #XapError
 */
gboolean
xap_writer_add_synonym (XapWriter *writer, const char *term, const char *synonym, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    xap::check_key ("synonym key", term);
    xap::check_key ("synonym", synonym);
    database.add_synonym (term, synonym);
    return TRUE;
  });
}

/**
 * xap_writer_remove_synonym:
 * @writer: a writer
 * @term: the key
 * @synonym: a word for it; not there is no error
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
xap_writer_remove_synonym (XapWriter *writer, const char *term, const char *synonym, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    xap::check_key ("synonym key", term);
    database.remove_synonym (term, synonym);
    return TRUE;
  });
}

/**
 * xap_writer_add_spelling:
 * @writer: a writer
 * @word: UTF-8, a word that may be suggested
 * @frequency: added to how often it was seen so far
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED (empty or too long) or another #XapError
 */
gboolean
xap_writer_add_spelling (XapWriter *writer, const char *word, guint32 frequency, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    xap::check_key ("word", word);
    database.add_spelling (word, frequency);
    return TRUE;
  });
}

/**
 * xap_writer_remove_spelling:
 * @writer: a writer
 * @word: a word
 * @frequency: taken from how often it was seen; at 0 the word is no longer suggested
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
xap_writer_remove_spelling (XapWriter *writer, const char *word, guint32 frequency, GError **error)
{
  return guard_write (writer, FALSE, error, [&] (Xapian::WritableDatabase &database) {
    xap::check_key ("word", word);
    database.remove_spelling (word, frequency);
    return TRUE;
  });
}
