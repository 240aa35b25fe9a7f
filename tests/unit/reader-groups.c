/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Near-duplicates as who searches sees them: one hit with their exact number, or all of them; marked in what is
 * similar. */
#include "core/schema.h"
#include "store/reader.h"
#include "store-fixture.h"

#include <string.h>

#define N_MEMBERS 30

static void
append_sentence (GString *text, guint story, guint number)
{
  for (guint i = 0; i < 14; i++)
    g_string_append_printf (text, "w%us%un%u%s", story, number, i, i < 13 ? " " : ". ");
}

static void
put (OffprintWriter *writer, const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = store_fixture_record ("Title", "en", text);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  OffprintIdentity identity = store_fixture_identity (path);
  gsize length = sizeof identity.md5;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_assert_no_error (error);
  g_checksum_update (checksum, (const guchar *) path, (gssize) strlen (path));
  g_checksum_get_digest (checksum, identity.md5, &length);
  g_assert_true (offprint_writer_put (writer, &identity, document, &error));
  g_assert_no_error (error);
}

/* Of one story, each with a word of its own; every third has the word `otter` too, once or many times. */
static void
put_members (OffprintWriter *writer, guint story)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/s%u/%02u.txt", story, i);
      g_autoptr (GString) text = g_string_new ("river ");
      for (guint j = 0; j < 10; j++)
        append_sentence (text, story, j);
      g_string_append_printf (text, "own%u", i);
      for (guint j = 0; i % 3 == 0 && j <= i; j++)
        g_string_append (text, " otter");
      put (writer, path, text->str);
    }
}

static void
make_index (const char *directory, guint story)
{
  g_autoptr (GError) error = NULL;
  OffprintWriter *writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  put_members (writer, story);
  put (writer, "/alone.txt", "an otter in another river, w1s1n1 alone");
  store_fixture_commit (writer);
  offprint_writer_free (writer);
}

static OffprintHits *
search (const char *const *databases, const char *text, guint limit, gboolean fold)
{
  g_autoptr (GError) error = NULL;
  const OffprintSearch wanted = { .text = text, .limit = limit, .fold = fold };
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  OffprintHits *hits = offprint_reader_search (reader, &wanted, &error);
  g_assert_no_error (error);
  return hits;
}

static const OffprintHit *
get_hit (const OffprintHits *hits, guint index)
{
  return g_ptr_array_index (hits->hits, index);
}

/* The count is of those that match, exactly, however few hits are asked for. */
static void
test_fold (StoreFixture *fixture, gconstpointer data)
{
  const char *const databases[] = { fixture->index, NULL };
  make_index (fixture->index, 1);
  g_autoptr (OffprintHits) all = search (databases, "otter", 100, FALSE);
  g_autoptr (OffprintHits) folded = search (databases, "otter", 100, TRUE);
  g_autoptr (OffprintHits) first = search (databases, "otter", 1, TRUE);
  g_autoptr (OffprintHits) river = search (databases, "river", 2, TRUE);
  g_autoptr (OffprintHits) own = search (databases, "own4", 10, TRUE);
  g_assert_cmpuint (all->hits->len, ==, N_MEMBERS / 3 + 1);
  g_assert_cmpuint (get_hit (all, 0)->duplicates, ==, 0);
  g_assert_cmpuint (folded->hits->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      gboolean alone = g_str_equal (offprint_record_get (get_hit (folded, i)->record, OFFPRINT_FIELD_PATH), "/alone.txt");
      g_assert_cmpuint (get_hit (folded, i)->duplicates, ==, alone ? 0 : N_MEMBERS / 3 - 1);
      g_assert_false (get_hit (folded, i)->near_duplicate);
    }
  g_assert_cmpuint (get_hit (first, 0)->docid, ==, get_hit (all, 0)->docid);
  g_assert_cmpuint (river->hits->len, ==, 2);
  g_assert_cmpuint (get_hit (river, 0)->duplicates + get_hit (river, 1)->duplicates, ==, N_MEMBERS - 1);
  g_assert_cmpuint (get_hit (own, 0)->duplicates, ==, 0);
}

/* While a query is being typed near-duplicates are one hit as well; they need not be counted exactly then. */
static void
test_unfinished (StoreFixture *fixture, gconstpointer data)
{
  const char *const databases[] = { fixture->index, NULL };
  g_autoptr (GError) error = NULL;
  make_index (fixture->index, 1);
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  const OffprintSearch wanted = { .text = "rive", .limit = 100, .fold = TRUE, .unfinished = TRUE };
  g_autoptr (OffprintHits) hits = offprint_reader_search (reader, &wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, ==, 2);
  g_assert_cmpuint (MAX (get_hit (hits, 0)->duplicates, get_hit (hits, 1)->duplicates), >, 0);
}

/* Where two indexes hold the same files their groups are one; the count goes over both. */
static void
test_several (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  const char *const databases[] = { fixture->index, other, NULL };
  make_index (fixture->index, 1);
  make_index (other, 1);
  g_autoptr (OffprintHits) hits = search (databases, "river", 10, TRUE);
  g_assert_cmpuint (hits->hits->len, ==, 2);
  g_assert_cmpuint (MAX (get_hit (hits, 0)->duplicates, get_hit (hits, 1)->duplicates), ==, 2 * N_MEMBERS - 1);
}

/* Few words, but in another order each time */
static void
append_jumble (GString *text, guint story, guint number)
{
  for (guint i = 0; i < 14; i++)
    g_string_append_printf (text, "w%un%u%s", story, (number * 7 + i * i * 3 + i * number) % 17, i < 13 ? " " : ". ");
}

/* Near-duplicates first, and marked; then others, those that are near-duplicates of one another as one. */
static void
test_similar (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *const databases[] = { fixture->index, NULL };
  OffprintWriter *writer = store_fixture_open (fixture);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u.txt", i);
      g_autoptr (GString) text = g_string_new (NULL);
      guint story = i < 3 ? 1 : i < 6 ? 2 : i;
      append_jumble (text, i < 7 ? 0 : i, 0);
      for (guint j = 0; j < 10; j++)
        append_jumble (text, story, j + (i % 3 == 2 && j > 7 ? 20 : 0));
      put (writer, path, text->str);
    }
  store_fixture_commit (writer);
  offprint_writer_free (writer);
  g_autoptr (OffprintReader) reader = offprint_reader_open (databases, &error);
  g_autoptr (OffprintHits) hits = offprint_reader_similar (reader, "/0.txt", NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->hits->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const char *path = offprint_record_get (get_hit (hits, i)->record, OFFPRINT_FIELD_PATH);
      g_assert_cmpint (get_hit (hits, i)->near_duplicate, ==, i < 2);
      g_assert_cmpint (g_str_equal (path, "/1.txt") || g_str_equal (path, "/2.txt"), ==, i < 2);
      g_assert_cmpuint (get_hit (hits, i)->rank, ==, i + 1);
    }
  g_autoptr (OffprintHits) one = offprint_reader_similar (reader, "/0.txt", NULL, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->hits->len, ==, 1);
  g_assert_true (get_hit (one, 0)->near_duplicate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/reader-groups/fold", test_fold);
  store_fixture_test ("/reader-groups/unfinished", test_unfinished);
  store_fixture_test ("/reader-groups/several", test_several);
  store_fixture_test ("/reader-groups/similar", test_similar);
  return g_test_run ();
}
