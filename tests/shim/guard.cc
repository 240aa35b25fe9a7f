/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guard: whatever is thrown in it becomes one error with the right code and a text that may be shown. */
#include "shim/guard.hh"

#include <cerrno>
#include <functional>
#include <new>
#include <stdexcept>
#include <vector>

namespace
{

struct Case
{
  const char *name;
  std::function<void ()> body;
  XapError code;
};

const std::vector<Case> cases = {
  { "lock", [] { throw Xapian::DatabaseLockError ("x"); }, XAP_ERROR_LOCKED },
  { "corrupt", [] { throw Xapian::DatabaseCorruptError ("x"); }, XAP_ERROR_CORRUPT },
  { "version", [] { throw Xapian::DatabaseVersionError ("x"); }, XAP_ERROR_CORRUPT },
  { "feature", [] { throw Xapian::FeatureUnavailableError ("x"); }, XAP_ERROR_CORRUPT },
  { "opening", [] { throw Xapian::DatabaseOpeningError ("x"); }, XAP_ERROR_CORRUPT },
  { "opening-missing", [] { throw Xapian::DatabaseOpeningError ("x", ENOENT); }, XAP_ERROR_NOT_FOUND },
  { "opening-forbidden", [] { throw Xapian::DatabaseOpeningError ("x", EACCES); }, XAP_ERROR_FAILED },
  { "no-database", [] { throw Xapian::DatabaseNotFoundError ("x"); }, XAP_ERROR_NOT_FOUND },
  { "no-document", [] { throw Xapian::DocNotFoundError ("x"); }, XAP_ERROR_NOT_FOUND },
  { "create", [] { throw Xapian::DatabaseCreateError ("x", ENOENT); }, XAP_ERROR_NOT_FOUND },
  { "truncated", [] { throw Xapian::DatabaseError ("x"); }, XAP_ERROR_CORRUPT },
  { "disk", [] { throw Xapian::DatabaseError ("x", EIO); }, XAP_ERROR_FAILED },
  { "modified", [] { throw Xapian::DatabaseModifiedError ("x"); }, XAP_ERROR_MODIFIED },
  { "closed", [] { throw Xapian::DatabaseClosedError ("x"); }, XAP_ERROR_FAILED },
  { "query", [] { throw Xapian::QueryParserError ("x"); }, XAP_ERROR_QUERY },
  { "wildcard", [] { throw Xapian::WildcardError ("x"); }, XAP_ERROR_QUERY },
  { "full", [] { throw Xapian::DatabaseError ("x", ENOSPC); }, XAP_ERROR_NO_SPACE },
  { "quota", [] { throw Xapian::DatabaseError ("x", EDQUOT); }, XAP_ERROR_NO_SPACE },
  { "full-opening", [] { throw Xapian::DatabaseCreateError ("x", ENOSPC); }, XAP_ERROR_NO_SPACE },
  { "full-lock", [] { throw Xapian::DatabaseLockError ("x", ENOSPC); }, XAP_ERROR_NO_SPACE },
  { "network", [] { throw Xapian::NetworkError ("x"); }, XAP_ERROR_NETWORK },
  { "network-timeout", [] { throw Xapian::NetworkTimeoutError ("x"); }, XAP_ERROR_NETWORK },
  { "argument", [] { throw Xapian::InvalidArgumentError ("x"); }, XAP_ERROR_FAILED },
  { "internal", [] { throw Xapian::InternalError ("x"); }, XAP_ERROR_FAILED },
  { "shim", [] { throw xap::Failure (XAP_ERROR_QUERY, "x"); }, XAP_ERROR_QUERY },
  { "memory", [] { throw std::bad_alloc (); }, XAP_ERROR_FAILED },
  { "standard", [] { throw std::runtime_error ("x"); }, XAP_ERROR_FAILED },
  { "number", [] { throw 42; }, XAP_ERROR_FAILED },
};

/* Each class of exception gives the code of the most derived class that has one. */
void
test_code (gconstpointer data)
{
  const Case &row = *static_cast<const Case *> (data);
  g_autoptr (GError) error = nullptr;
  const int result = xap::guard (-1, &error, [&] {
    row.body ();
    return 1;
  });

  g_assert_cmpint (result, ==, -1);
  g_assert_error (error, XAP_ERROR, row.code);
  g_assert_cmpstr (error->message, !=, "");
}

/* What the system said is part of the text, and bytes that are no UTF-8 are not. */
void
test_text ()
{
  g_autoptr (GError) error = nullptr;

  xap::guard (0, &error, []() -> int { throw Xapian::DatabaseError ("can't write 'caf\xe9'", "disk '\xff'", ENOSPC); });
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NO_SPACE);
  g_assert_cmpstr (error->message, ==, "can't write 'caf\xef\xbf\xbd': No space left on device (disk '\xef\xbf\xbd')");
}

/* Memory that really runs out is an error like any other. */
void
test_memory ()
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (XapDocument) document = xap_document_new (&error);
  const gsize too_much = G_MAXSSIZE - 1;

  g_assert_no_error (error);
  g_assert_false (xap_document_set_data (document, "x", too_much, &error));
  g_assert_error (error, XAP_ERROR, XAP_ERROR_FAILED);
}

/* A body that does not throw gives its own result and no error. */
void
test_success ()
{
  g_autoptr (GError) error = nullptr;

  g_assert_cmpint (xap::guard (-1, &error, [] { return 7; }), ==, 7);
  g_assert_no_error (error);
}

/* What is read from, as retry() sees it */
struct Source
{
  int newer; /* how many newer states there are */
  int silent = 0;

  bool reopen () { return newer-- > 0; }
  void note_silent (const Xapian::Error &) { silent++; }
};

/* A read is run again when its snapshot is gone, and given up after five reopenings. */
void
test_retry ()
{
  Source source{ 0 };
  g_autoptr (GError) error = nullptr;
  int runs = 0;

  const auto fail_often = [&] (int times) {
    runs = 0;
    return xap::guard_read (source, -1, &error, [&] {
      if (runs++ < times)
        throw Xapian::DatabaseModifiedError ("x");
      return runs;
    });
  };

  g_assert_cmpint (fail_often (5), ==, 6);
  g_assert_no_error (error);
  g_assert_cmpint (fail_often (6), ==, -1);
  g_assert_error (error, XAP_ERROR, XAP_ERROR_MODIFIED);
  g_assert_cmpint (runs, ==, 6);
}

/* Damage that is gone in a newer state was none; damage without a newer state is. */
void
test_retry_corrupt ()
{
  Source source{ 1 };
  g_autoptr (GError) error = nullptr;
  int runs = 0;
  const auto read = [&] (int times) {
    return xap::guard_read (source, -1, &error, [&] {
      if (runs++ < times)
        throw Xapian::DatabaseCorruptError ("x");
      return runs;
    });
  };

  g_assert_cmpint (read (1), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (read (10), ==, -1);
  g_assert_error (error, XAP_ERROR, XAP_ERROR_CORRUPT);
  g_assert_cmpint (runs, ==, 3);
}

/* A server that fails is noted, and the read not run again. */
void
test_network ()
{
  Source source{ 10 };
  g_autoptr (GError) error = nullptr;
  int runs = 0;

  xap::guard_read (source, -1, &error, [&] {
    runs++;
    throw Xapian::NetworkTimeoutError ("x");
    return 0;
  });
  g_assert_error (error, XAP_ERROR, XAP_ERROR_NETWORK);
  g_assert_cmpint (runs, ==, 1);
  g_assert_cmpint (source.silent, ==, 1);
}

} /* namespace */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const Case &row : cases)
    g_test_add_data_func ((std::string ("/shim/guard/code/") + row.name).c_str (), &row, test_code);
  g_test_add_func ("/shim/guard/text", test_text);
  g_test_add_func ("/shim/guard/memory", test_memory);
  g_test_add_func ("/shim/guard/success", test_success);
  g_test_add_func ("/shim/guard/retry", test_retry);
  g_test_add_func ("/shim/guard/retry-corrupt", test_retry_corrupt);
  g_test_add_func ("/shim/guard/network", test_network);
  return g_test_run ();
}
