/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/identity.h"

#include "store-fixture.h"
#include "store/identity-private.h"

#include <string.h>

static void
assert_unique (const char *path, const char *member, const char *wanted)
{
  g_autoptr (GBytes) term = offprint_identity_get_unique_term (path, member);
  g_assert_cmpmem (g_bytes_get_data (term, NULL), g_bytes_get_size (term), wanted, strlen (wanted));
}

/* Recoll's form, where it fits. */
static void
test_unique (void)
{
  assert_unique ("/a/b.html", NULL, "Q/a/b.html|");
  assert_unique ("/a/b.zip", "1", "Q/a/b.zip|1");
}

/* Paths and members that would run into each other, or are longer than a term, still give different terms that Xapian
 * can hold. */
static void
test_unique_distinct (void)
{
  g_autofree char *long_name = g_strnfill (2000, 'x');
  g_autofree char *one = g_strconcat ("/", long_name, "1", NULL);
  g_autofree char *two = g_strconcat ("/", long_name, "2", NULL);
  const char *const pairs[][2] = {
    { "/a|b", NULL }, { "/a", "b|" }, { "/a|", "b" }, { "/a", "b" }, { "/a", NULL }, { "/a|", NULL },
    { one, NULL }, { two, NULL }, { one, "1" }, { "/a", long_name }, { "/a\xff", NULL }, { "/a\xfe", NULL },
  };
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      GBytes *term = offprint_identity_get_unique_term (pairs[i][0], pairs[i][1]);
      g_assert_cmpuint (g_bytes_get_size (term), <=, XAP_TERM_MAX_BYTES);
      g_assert_cmpint (g_hash_table_add (seen, term), ==, TRUE);
    }
}

static void
apply (XapDocument *document, const OffprintIdentity *identity, const char *lines, gboolean titled)
{
  g_autoptr (GError) error = NULL;
  offprint_identity_apply (identity, document, lines, titled, &error);
  g_assert_no_error (error);
}

static XapDocument *
make_document (void)
{
  g_autoptr (GError) error = NULL;
  XapDocument *document = xap_document_new (&error);
  xap_document_add_term (document, "content", 7, 1, NULL, 0, &error);
  g_assert_no_error (error);
  return document;
}

/* Writes the only document of an index and reads its terms back. */
static char *
write_and_list (const StoreFixture *fixture, XapDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapWriter) writer = xap_writer_open (fixture->index, XAP_WRITER_CREATE, &error);
  g_assert_no_error (error);
  xap_writer_replace_docid (writer, 1, document, &error);
  xap_writer_commit (writer, &error);
  g_assert_no_error (error);
  g_autoptr (XapReader) reader = store_fixture_read (fixture);
  return store_fixture_terms (reader, 1);
}

/* All the terms of a file: kind, endings for both hosts, folders in order, words of the name and the whole name. */
static void
test_terms (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (XapDocument) document = make_document ();
  OffprintIdentity identity = store_fixture_identity ("/home/Jane/Great Otters.HTML");
  apply (document, &identity, "", FALSE);
  g_autofree char *terms = write_and_list (fixture, document);
  g_assert_cmpstr (
      terms, ==,
      "Ehtml Q/home/Jane/Great Otters.HTML| Ttext/html XEhtml XP XPJane XPhome XSFNXXND XSFNXXST XSFNgreat "
      "XSFNhtml XSFNotters XSFNotters.html XSFSgreat otters.html content ");
}

/* A withdrawn identity leaves nothing behind, and what the content brought stays. */
static void
test_withdraw (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = make_document ();
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean titled;
  OffprintIdentity identity = store_fixture_identity ("/home/Jane/Ünïcode otters.tar.gz");
  identity.member = "3";
  apply (document, &identity, "author=Jane\ncaption=Real\n", TRUE);
  offprint_identity_withdraw (identity.path, identity.member, document, lines, &titled, &error);
  g_assert_no_error (error);
  g_assert_cmpint (titled, ==, TRUE);
  g_assert_cmpstr (lines->str, ==, "author=Jane\ncaption=Real\n");
  g_autofree char *terms = write_and_list (fixture, document);
  g_assert_cmpstr (terms, ==, "content ");
}

static char *
get_data (XapDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = xap_document_get_data (document, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

/* The file's lines of the data come first; a file name stands in for a missing title, and goes again with the identity.
 * */
static void
test_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XapDocument) document = make_document ();
  g_autoptr (GString) kept = g_string_new (NULL);
  gboolean titled = TRUE;
  OffprintIdentity identity = store_fixture_identity ("/a/one\ntwo.html");
  apply (document, &identity, "author=Jane\n", FALSE);
  g_autofree char *lines = get_data (document);
  g_assert_cmpstr (
      lines, ==,
      "url=file:///a/one two.html\npath=/a/one%0Atwo.html\nmtype=text/html\ntype=text/html\nfmtime=01600000000\n"
      "modtime=1600000000\nfbytes=1234\npcbytes=1234\nsize=1234\nsig=1234-1600000000\nfilename=one two.html\n"
      "caption=one two.html\nuntitled=1\nauthor=Jane\n");
  offprint_identity_withdraw (identity.path, identity.member, document, kept, &titled, &error);
  g_assert_no_error (error);
  g_assert_cmpint (titled, ==, FALSE);
  g_assert_cmpstr (kept->str, ==, "author=Jane\n");
}

static void
assert_value (XapDocument *document, guint32 slot, const void *wanted, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = xap_document_get_value (document, slot, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (value, NULL), g_bytes_get_size (value), wanted, length);
}

/* A file is known by its bytes, the articles in it each by itself. */
static void
test_key (void)
{
  guint8 file[16], one[16], other[16];
  OffprintIdentity identity = store_fixture_identity ("/a/b.zip");
  offprint_identity_get_key (&identity, file);
  g_assert_cmpmem (file, sizeof file, identity.md5, sizeof identity.md5);
  identity.member = "7";
  offprint_identity_get_key (&identity, one);
  identity.member = "8";
  offprint_identity_get_key (&identity, other);
  g_assert_cmpint (memcmp (one, file, sizeof file), !=, 0);
  g_assert_cmpint (memcmp (one, other, sizeof other), !=, 0);
  identity.path = "/elsewhere.zip";
  identity.member = "7";
  offprint_identity_get_key (&identity, other);
  g_assert_cmpmem (one, sizeof one, other, sizeof other);
}

/* The hosts' slots, and the whole location in ours. */
static void
test_values (void)
{
  g_autoptr (XapDocument) document = make_document ();
  OffprintIdentity identity = store_fixture_identity ("/a/b.zip");
  identity.member = "7";
  guint8 key[16];
  apply (document, &identity, "", TRUE);
  offprint_identity_get_key (&identity, key);
  assert_value (document, OFFPRINT_SLOT_COLLAPSE, key, 16);
  assert_value (document, OFFPRINT_SLOT_SIZE, "000000001234", 12);
  assert_value (document, OFFPRINT_SLOT_SIGNATURE, "1234-1600000000", 15);
  assert_value (document, OFFPRINT_SLOT_PATH, "/a/b.zip\0" "7", 10);
}

/* Names of any bytes, endless ones and ones without an ending make terms that Xapian takes. */
static void
test_odd_names (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, '\xe4');
  g_autofree char *wide = g_strconcat ("/", name, "/", name, ".html", NULL);
  const char *const paths[] = { wide, "/\xff\xfe.\xff", "/a.", "/.hidden", "/no-ending", "/a. b", "/" };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (XapDocument) document = make_document ();
      OffprintIdentity identity = store_fixture_identity (paths[i]);
      apply (document, &identity, "", FALSE);
      g_autofree char *terms = write_and_list (fixture, document);
      g_assert_cmpint (strstr (terms, " XE") != NULL, ==, i < 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/unique", test_unique);
  g_test_add_func ("/identity/unique/distinct", test_unique_distinct);
  store_fixture_test ("/identity/terms", test_terms);
  store_fixture_test ("/identity/withdraw", test_withdraw);
  g_test_add_func ("/identity/lines", test_lines);
  g_test_add_func ("/identity/values", test_values);
  g_test_add_func ("/identity/key", test_key);
  store_fixture_test ("/identity/odd-names", test_odd_names);
  return g_test_run ();
}
