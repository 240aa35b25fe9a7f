/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From C++ exceptions to GError: the one place that knows which exception means what to a caller. */
#include "shim/handles.hh"

#include <cerrno>
#include <cstring>
#include <new>

/**
 * xap_error_quark:
 *
 * Returns: the domain of #XapError
 */
G_DEFINE_QUARK (xap-error-quark, xap_error)

/**
 * xap_version:
 *
 * Returns: (transfer none): the version of the Xapian library that runs, such as `1.4.22`
 */
const char *
xap_version (void)
{
  return Xapian::version_string ();
}

namespace
{

/* Xapian keeps the text of errno, not the number: so texts are compared, made by the same function at the same time. */
bool
is_errno (const char *text, int number)
{
  char buffer[256];

  return text != nullptr && std::strcmp (text, strerror_r (number, buffer, sizeof buffer)) == 0;
}

bool
is_no_space (const Xapian::Error &problem)
{
  static const int numbers[] = { ENOSPC, EDQUOT, EFBIG };
  char buffer[256];

  for (int number : numbers)
    {
      /* Of two failures in a row, the first is in the message of the second. */
      if (is_errno (problem.get_error_string (), number)
          || problem.get_msg ().find (strerror_r (number, buffer, sizeof buffer)) != std::string::npos)
        return true;
    }
  return false;
}

/* Whether the exception in flight is of this class or one derived from it. (Xapian's have no virtual functions.) */
template <typename Class>
bool
is_in_flight ()
{
  try
    {
      throw;
    }
  catch (const Class &)
    {
      return true;
    }
  catch (...)
    {
      return false;
    }
}

/* The first row that fits counts, so most derived classes first. What is not named here is FAILED. */
const struct
{
  bool (*is_in_flight) ();
  XapError code;
} codes[] = {
  { is_in_flight<Xapian::DatabaseLockError>, XAP_ERROR_LOCKED },
  { is_in_flight<Xapian::DatabaseVersionError>, XAP_ERROR_CORRUPT },
  { is_in_flight<Xapian::DatabaseCorruptError>, XAP_ERROR_CORRUPT },
  { is_in_flight<Xapian::FeatureUnavailableError>, XAP_ERROR_CORRUPT },
  { is_in_flight<Xapian::DatabaseNotFoundError>, XAP_ERROR_NOT_FOUND },
  { is_in_flight<Xapian::DocNotFoundError>, XAP_ERROR_NOT_FOUND },
  { is_in_flight<Xapian::DatabaseModifiedError>, XAP_ERROR_MODIFIED },
  { is_in_flight<Xapian::QueryParserError>, XAP_ERROR_QUERY },
  { is_in_flight<Xapian::WildcardError>, XAP_ERROR_QUERY },
  { is_in_flight<Xapian::NetworkError>, XAP_ERROR_NETWORK },
  { is_in_flight<Xapian::DatabaseClosedError>, XAP_ERROR_FAILED },
};

/* The other errors of databases say only where it happened. What the system said decides; without that it is the
 * database's own state, as in "EOF reading block 2". */
XapError
code_from_system (const char *reason)
{
  if (is_errno (reason, ENOENT) || is_errno (reason, ENOTDIR))
    return XAP_ERROR_NOT_FOUND;
  return reason == nullptr ? XAP_ERROR_CORRUPT : XAP_ERROR_FAILED;
}

XapError
code_in_flight (const Xapian::Error &problem)
{
  if (is_no_space (problem))
    return XAP_ERROR_NO_SPACE;
  for (const auto &row : codes)
    if (row.is_in_flight ())
      return row.code;
  if (is_in_flight<Xapian::DatabaseError> ())
    return code_from_system (problem.get_error_string ());
  return XAP_ERROR_FAILED;
}

std::string
make_message (const Xapian::Error &problem)
{
  std::string text = problem.get_msg ();

  if (problem.get_error_string () != nullptr)
    text.append (": ").append (problem.get_error_string ());
  if (!problem.get_context ().empty ())
    text.append (" (").append (problem.get_context ()).append (")");
  return text;
}

void
set_error (GError **error, XapError code, const std::string &text)
{
  g_autofree char *valid = xap::make_utf8 (text);

  g_set_error_literal (error, XAP_ERROR, code, valid);
}

void
rethrow_to_error (GError **error)
{
  try
    {
      throw;
    }
  catch (const xap::Failure &problem)
    {
      set_error (error, problem.code, problem.text);
    }
  catch (const Xapian::Error &problem)
    {
      set_error (error, code_in_flight (problem), make_message (problem));
    }
  catch (const std::bad_alloc &)
    {
      set_error (error, XAP_ERROR_FAILED, "out of memory");
    }
  catch (const std::exception &problem)
    {
      set_error (error, XAP_ERROR_FAILED, problem.what ());
    }
  catch (...)
    {
      set_error (error, XAP_ERROR_FAILED, "an exception of an unknown kind was thrown");
    }
}

} /* namespace */

/* Making the text may run out of memory itself: then that is the error. */
void
xap::set_error_from_exception (GError **error) noexcept
{
  try
    {
      rethrow_to_error (error);
    }
  catch (...)
    {
      if (error != nullptr && *error == nullptr)
        g_set_error_literal (error, XAP_ERROR, XAP_ERROR_FAILED, "out of memory");
    }
}

std::string
xap::make_text (const char *text, gsize length)
{
  return length == 0 ? std::string () : std::string (text, length);
}

GBytes *
xap::make_bytes (const std::string &bytes)
{
  return g_bytes_new (bytes.data (), bytes.size ());
}

/* Returns: (transfer full): valid UTF-8, NUL-terminated; what is not becomes U+FFFD */
char *
xap::make_utf8 (const std::string &bytes)
{
  return g_utf8_make_valid (bytes.data (), static_cast<gssize> (bytes.size ()));
}
