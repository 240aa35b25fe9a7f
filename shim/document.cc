/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One document while it is put together or changed. Nothing is written before a writer takes it. */
#include "shim/handles.hh"

#include <algorithm>

using xap::guard;
using xap::make_text;

/* Xapian would notice only when the document is written, and would then drop everything not yet committed. */
void
xap::check_key (const char *what, const std::string &key)
{
  const gsize stored = key.size () + static_cast<gsize> (std::count (key.begin (), key.end (), '\0'));

  if (key.empty ())
    throw Failure (XAP_ERROR_FAILED, std::string ("empty ") + what);
  if (stored > XAP_TERM_MAX_BYTES)
    throw Failure (XAP_ERROR_FAILED,
                   std::string (what) + " of " + std::to_string (stored) + " bytes is too long, at most "
                     + std::to_string (XAP_TERM_MAX_BYTES) + " can be stored: '" + key.substr (0, 40) + "...'");
}

/**
 * xap_document_new:
 * @error: return location for an error
 *
 * Returns: (transfer full): an empty document, or %NULL with %XAP_ERROR_FAILED (out of memory)
 */
XapDocument *
xap_document_new (GError **error)
{
  return guard<XapDocument *> (nullptr, error, [] { return new XapDocument (); });
}

/**
 * xap_document_free:
 * @document: (nullable) (transfer full): a document
 */
void
xap_document_free (XapDocument *document)
{
  delete document;
}

/**
 * xap_document_add_term:
 * @document: a document
 * @term: (array length=length): bytes of the term, prefix included
 * @length: bytes, from 1 up to %XAP_TERM_MAX_BYTES as stored
 * @wdf: how often the term counts for ranking; 0 for a filter or a term that is there for its positions only
 * @positions: (nullable) (array length=n_positions): where it stands, ascending (other orders work, slower)
 * @n_positions: how many; they do not change the count, which is @wdf whatever they are
 * @error: return location for an error
 *
 * Adds a term. Added again, counts add up and positions are united.
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED (term empty or too long, out of memory), then nothing was added
 */
gboolean
xap_document_add_term (XapDocument *document, const char *term, gsize length, guint32 wdf, const guint32 *positions,
                       gsize n_positions, GError **error)
{
  return guard (FALSE, error, [&] {
    const std::string key = make_text (term, length);

    xap::check_key ("term", key);
    if (n_positions == 0)
      document->document.add_term (key, wdf);
    /* The count goes in with the first position: one look-up less than with add_term(). */
    for (gsize i = 0; i < n_positions; i++)
      document->document.add_posting (key, positions[i], i == 0 ? wdf : 0);
    return TRUE;
  });
}

/**
 * xap_document_remove_term:
 * @document: a document
 * @term: (array length=length): bytes of the term, prefix included
 * @length: bytes
 * @error: return location for an error
 *
 * Removes a term with all its positions. A term that is not there is no error.
 *
 * Returns: %TRUE, or %FALSE with any #XapError where the terms had first to be read from a database
 */
gboolean
xap_document_remove_term (XapDocument *document, const char *term, gsize length, GError **error)
{
  return guard (FALSE, error, [&] {
    try
      {
        document->document.remove_term (make_text (term, length));
      }
    catch (const Xapian::InvalidArgumentError &)
      {
        /* it was not there */
      }
    return TRUE;
  });
}

/**
 * xap_document_set_value:
 * @document: a document
 * @slot: number of the value slot
 * @value: (nullable) (array length=length): bytes; values compare as bytes
 * @length: bytes; 0 removes the value
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED
 */
gboolean
xap_document_set_value (XapDocument *document, guint32 slot, const void *value, gsize length, GError **error)
{
  return guard (FALSE, error, [&] {
    document->document.add_value (slot, make_text (static_cast<const char *> (value), length));
    return TRUE;
  });
}

/**
 * xap_document_set_data:
 * @document: a document
 * @data: (nullable) (array length=length): bytes that hits bring back
 * @length: bytes
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %XAP_ERROR_FAILED
 */
gboolean
xap_document_set_data (XapDocument *document, const void *data, gsize length, GError **error)
{
  return guard (FALSE, error, [&] {
    document->document.set_data (make_text (static_cast<const char *> (data), length));
    return TRUE;
  });
}

/**
 * xap_document_get_data:
 * @document: a document
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the data, empty when there is none; %NULL with any #XapError where it had first
 *    to be read from a database
 */
GBytes *
xap_document_get_data (XapDocument *document, GError **error)
{
  return guard<GBytes *> (nullptr, error, [&] { return xap::make_bytes (document->document.get_data ()); });
}

/**
 * xap_document_get_value:
 * @document: a document
 * @slot: number of the value slot
 * @error: return location for an error
 *
 * Returns: (transfer full): a copy of the value, empty when there is none; %NULL with any #XapError where it had
 *    first to be read from a database
 */
GBytes *
xap_document_get_value (XapDocument *document, guint32 slot, GError **error)
{
  return guard<GBytes *> (nullptr, error, [&] { return xap::make_bytes (document->document.get_value (slot)); });
}
