/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only door between C and Xapian: every entry point of xap.h runs its body in guard(), and what the body throws
 * becomes a GError in set_error_from_exception(). Nothing else in shim/ catches what it does not handle itself. */
#pragma once

#include "shim/xap.h"

#include <string>
#include <utility>
#include <xapian.h>

namespace xap
{

/* What the shim itself has to complain about. */
class Failure
{
public:
  Failure (XapError what, std::string why) : code (what), text (std::move (why)) {}

  XapError code;
  std::string text;
};

/* Sets @error from the exception in flight; only to be called in a catch block. */
void set_error_from_exception (GError **error) noexcept;

/* How often a read is run again, on a newer snapshot, after its own was overwritten. */
constexpr unsigned MAX_REOPENINGS = 5;

/* Returns what @body returns or, when it throws anything at all, @failure with @error set.
 * (An exception that leaves a C function ends the process. Threads that use the shim must not be cancelled:
 * cancellation is an exception too, and ends here in std::terminate().) */
template <typename Result, typename Body>
Result
guard (Result failure, GError **error, Body body) noexcept
{
  try
    {
      return body ();
    }
  catch (...)
    {
      set_error_from_exception (error);
      return failure;
    }
}

/* Runs @body again from its start when a writer has overwritten the snapshot of @source under it. What was read while
 * it was being overwritten may look like damage: that it is none shows in there being a newer snapshot. */
template <typename Source, typename Body>
auto
retry (Source &source, Body body)
{
  for (unsigned reopenings = 0;; reopenings++)
    {
      try
        {
          return body ();
        }
      catch (const Xapian::DatabaseModifiedError &)
        {
          if (reopenings == MAX_REOPENINGS)
            throw;
          source.reopen ();
        }
      catch (const Xapian::NetworkError &problem)
        {
          source.note_silent (problem);
          throw;
        }
      catch (const Xapian::DatabaseCorruptError &)
        {
          if (reopenings == MAX_REOPENINGS || !source.reopen ())
            throw;
        }
    }
}

/* Both together: for entry points that read. */
template <typename Result, typename Source, typename Body>
Result
guard_read (Source &source, Result failure, GError **error, Body body) noexcept
{
  return guard (failure, error, [&] { return retry (source, body); });
}

} /* namespace xap */
