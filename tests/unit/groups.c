/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of near-duplicates follow from the set of articles alone: whatever the order in which they came, went, changed
 * and were renamed, what is in the index equals what a new one holds, and what the definition says, which is followed
 * here by comparing all with all. */
#include "store/groups.h"

#include "core/schema.h"
#include "store/metadata.h"
#include "store/sketch.h"
#include "store-fixture.h"

#include <string.h>

#define N_PATHS 40
#define N_STORIES 3
#define N_SENTENCES 10
#define N_CHANGES 100
/* More articles than that make a key stock. */
#define STOCK_ARTICLES 16

/* What lies at a path: a story with some of its sentences (a bit each), or nothing; with or without the notes that many
 * have; its title */
typedef struct
{
  guint story;
  guint sentences;
  gboolean notes;
  const char *title;
} Article;

static void
append_sentence (GString *text, guint story, guint number)
{
  for (guint i = 0; i < 14; i++)
    g_string_append_printf (text, "w%us%un%u%s", story, number, i, i < 13 ? " " : ". ");
}

static char *
make_text (const Article *article)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < N_SENTENCES; i++)
    if (article->sentences >> i & 1)
      append_sentence (text, article->story, i);
  for (guint i = 0; article->notes && i < 4; i++)
    append_sentence (text, N_STORIES, i);
  return g_string_free (text, FALSE);
}

static OffprintIdentity
identify (const char *path, const char *text)
{
  OffprintIdentity identity = store_fixture_identity (path);
  gsize length = sizeof identity.md5;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, identity.md5, &length);
  return identity;
}

static void
put_titled (OffprintWriter *writer, const char *path, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = store_fixture_record (title, "en", text);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  OffprintIdentity identity = identify (path, text != NULL ? text : "");
  g_assert_no_error (error);
  offprint_writer_put (writer, &identity, document, &error);
  g_assert_no_error (error);
}

static void
put_text (OffprintWriter *writer, const char *path, const char *text)
{
  put_titled (writer, path, "Title", text);
}

static void
put (OffprintWriter *writer, const char *path, const Article *article)
{
  g_autofree char *text = make_text (article);
  put_titled (writer, path, article->title != NULL ? article->title : "Title", text);
}

static void
remove_path (OffprintWriter *writer, const char *path)
{
  g_autoptr (GError) error = NULL;
  offprint_writer_remove (writer, path, NULL, &error);
  g_assert_no_error (error);
}

static void
rename_path (OffprintWriter *writer, const char *from, const char *to, const Article *article)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = make_text (article);
  OffprintIdentity identity = identify (to, text);
  offprint_writer_rename (writer, from, NULL, &identity, &error);
  g_assert_no_error (error);
}

typedef struct
{
  XapReader *reader;
  guint32 slot;
  GPtrArray *lines;
} Dump;

static char *
get_path (XapReader *reader, guint32 docid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) path = xap_reader_get_value (reader, docid, OFFPRINT_SLOT_PATH, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (path, NULL), g_bytes_get_size (path));
}

static gboolean
add_value (guint32 docid, const void *value, gsize length, gpointer data)
{
  Dump *dump = data;
  g_autofree char *path = get_path (dump->reader, docid), *text = g_base64_encode (value, length);
  g_ptr_array_add (dump->lines, g_strdup_printf ("%s %u %s", path, dump->slot, text));
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
add_group (const char *key, gsize length, guint32 frequency, gpointer data)
{
  Dump *dump = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strndup (key, length);
  g_autoptr (GBytes) packed = xap_reader_get_metadata (dump->reader, 0, name, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) docids = offprint_groups_unpack_list (packed);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < docids->len; i++)
    g_ptr_array_add (paths, get_path (dump->reader, g_array_index (docids, guint32, i)));
  g_ptr_array_sort (paths, compare);
  g_ptr_array_add (paths, NULL);
  g_autofree char *joined = g_strjoinv (" ", (char **) paths->pdata);
  g_ptr_array_add (dump->lines, g_strdup_printf ("%s: %s", name, joined));
  return TRUE;
}

/* Everything that the index knows of groups, docids left out */
static char *
dump_groups (const char *index)
{
  static const guint32 slots[] = { OFFPRINT_SLOT_COLLAPSE, OFFPRINT_SLOT_OWN_KEY, OFFPRINT_SLOT_KEYS };
  g_autoptr (GError) error = NULL;
  const char *const databases[] = { index, NULL };
  g_autoptr (XapReader) reader = xap_reader_open (databases, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Dump dump = { reader, 0, lines };
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      dump.slot = slots[i];
      xap_reader_foreach_value (reader, dump.slot, add_value, &dump, &error);
      g_assert_no_error (error);
    }
  xap_reader_foreach_metadata (reader, 0, OFFPRINT_METADATA_GROUP_PREFIX, add_group, &dump, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (lines, compare);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static guint
count_groups (const char *index)
{
  g_autofree char *dump = dump_groups (index);
  guint count = 0;
  for (const char *at = dump; (at = strstr (at, OFFPRINT_METADATA_GROUP_PREFIX)) != NULL; at++)
    count++;
  return count;
}

/* An article as the definition sees it */
typedef struct
{
  guint8 own[OFFPRINT_GROUP_KEY_BYTES], key[OFFPRINT_GROUP_KEY_BYTES];
  const guint8 *wanted;
  GBytes *sketch, *keys;
} Defined;

static void
clear_defined (gpointer data)
{
  Defined *defined = data;
  g_bytes_unref (defined->sketch);
  g_bytes_unref (defined->keys);
}

static GBytes *
read_value (XapReader *reader, guint32 docid, guint32 slot)
{
  g_autoptr (GError) error = NULL;
  GBytes *value = xap_reader_get_value (reader, docid, slot, &error);
  g_assert_no_error (error);
  return value;
}

typedef struct
{
  XapReader *reader;
  GArray *articles;   /* (element-type Defined) */
  GHashTable *counts; /* of keys */
} Definition;

static gboolean
add_defined (guint32 docid, const void *value, gsize length, gpointer data)
{
  Definition *definition = data;
  Defined defined = { .sketch = read_value (definition->reader, docid, OFFPRINT_SLOT_SKETCH) };
  g_autoptr (GBytes) key = read_value (definition->reader, docid, OFFPRINT_SLOT_COLLAPSE);
  g_autoptr (GBytes) own = read_value (definition->reader, docid, OFFPRINT_SLOT_OWN_KEY);
  defined.keys = g_bytes_new (value, length);
  memcpy (defined.key, g_bytes_get_data (key, NULL), OFFPRINT_GROUP_KEY_BYTES);
  memcpy (defined.own, g_bytes_get_data (g_bytes_get_size (own) > 0 ? own : key, NULL), OFFPRINT_GROUP_KEY_BYTES);
  offprint_sketch_keys_count (defined.keys, definition->counts);
  g_array_append_val (definition->articles, defined);
  return TRUE;
}

static int
compare_defined (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Defined *) a)->own, ((const Defined *) b)->own, OFFPRINT_GROUP_KEY_BYTES);
}

/* Neighbours share a key, and are near; what counts as stock says the smallest key that they share. */
static gboolean
are_neighbours (const Definition *definition, const Defined *a, const Defined *b)
{
  for (guint i = 0; i < offprint_sketch_keys_get_length (a->keys); i++)
    for (guint j = 0; j < offprint_sketch_keys_get_length (b->keys); j++)
      {
        gpointer key = GUINT_TO_POINTER (offprint_sketch_keys_get (a->keys, i));
        if (key != GUINT_TO_POINTER (offprint_sketch_keys_get (b->keys, j)))
          continue;
        return offprint_sketch_is_near (g_bytes_get_data (a->sketch, NULL), g_bytes_get_data (b->sketch, NULL),
                                        GPOINTER_TO_UINT (g_hash_table_lookup (definition->counts, key))
                                            > STOCK_ARTICLES);
      }
  return FALSE;
}

/* Each is of the first centre among its neighbours that come before it, or is a centre.
 *
 * Returns: how many are not */
static guint
assert_as_defined (const char *index)
{
  g_autoptr (GError) error = NULL;
  const char *const databases[] = { index, NULL };
  guint n_others = 0;
  g_autoptr (XapReader) reader = xap_reader_open (databases, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) articles = g_array_new (FALSE, FALSE, sizeof (Defined));
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  Definition definition = { reader, articles, counts };
  g_array_set_clear_func (articles, clear_defined);
  xap_reader_foreach_value (reader, OFFPRINT_SLOT_KEYS, add_defined, &definition, &error);
  g_assert_no_error (error);
  g_array_sort (articles, compare_defined);
  for (guint i = 0; i < articles->len; i++)
    {
      Defined *article = &g_array_index (articles, Defined, i);
      article->wanted = article->own;
      for (guint j = 0; j < i && article->wanted == article->own; j++)
        {
          const Defined *other = &g_array_index (articles, Defined, j);
          if (other->wanted == other->own && compare_defined (other, article) != 0
              && are_neighbours (&definition, other, article))
            article->wanted = other->own;
        }
      n_others += article->wanted != article->own;
      g_assert_cmpmem (article->key, OFFPRINT_GROUP_KEY_BYTES, article->wanted, OFFPRINT_GROUP_KEY_BYTES);
    }
  return n_others;
}

static char *
make_path (guint number)
{
  return g_strdup_printf ("/a/%02u.txt", number);
}

static void
assert_equals_new (const StoreFixture *fixture, const Article *articles)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh", NULL);
  OffprintWriter *writer = offprint_writer_open (fresh, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PATHS; i++)
    {
      g_autofree char *path = make_path (i);
      if (articles[i].sentences != 0)
        put (writer, path, &articles[i]);
    }
  store_fixture_commit (writer);
  offprint_writer_free (writer);
  g_autofree char *live = dump_groups (fixture->index), *wanted = dump_groups (fresh);
  g_assert_cmpstr (live, ==, wanted);
  offprint_swap_remove (fresh);
}

static Article
choose_article (GRand *rand)
{
  Article article = { .story = (guint) g_rand_int_range (rand, 0, N_STORIES) };
  for (guint i = 0; i < N_SENTENCES; i++)
    article.sentences |= (guint) (g_rand_int_range (rand, 0, 10) < 6) << i;
  article.sentences |= article.sentences == 0;
  article.notes = g_rand_int_range (rand, 0, 3) > 0;
  article.title = g_rand_boolean (rand) ? "Title" : "Other title";
  return article;
}

static void
change (GRand *rand, OffprintWriter *writer, Article *articles)
{
  guint number = (guint) g_rand_int_range (rand, 0, N_PATHS), other = (guint) g_rand_int_range (rand, 0, N_PATHS);
  g_autofree char *path = make_path (number), *to = make_path (other);
  gboolean there = articles[number].sentences != 0;
  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      remove_path (writer, path);
      articles[number].sentences = 0;
      break;
    case 1:
      if (!there || number == other)
        break;
      rename_path (writer, path, to, &articles[number]);
      articles[other] = articles[number];
      articles[number].sentences = 0;
      break;
    case 2:
      if (!there)
        break;
      put (writer, to, &articles[number]);
      articles[other] = articles[number];
      break;
    default:
      articles[number] = choose_article (rand);
      put (writer, path, &articles[number]);
    }
}

/* Random histories, committed at random. The keys of the notes become stock and cease to be. */
static void
test_histories (StoreFixture *fixture, gconstpointer data)
{
  guint n_groups = 0, n_others = 0;
  for (guint seed = 1; seed <= 12; seed++)
    {
      Article articles[N_PATHS] = { 0 };
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      OffprintWriter *writer = store_fixture_open (fixture);
      for (guint i = 0; i < N_CHANGES; i++)
        {
          change (rand, writer, articles);
          if (g_rand_int_range (rand, 0, 4) != 0)
            continue;
          store_fixture_commit (writer);
          n_others += assert_as_defined (fixture->index);
        }
      store_fixture_commit (writer);
      offprint_writer_free (writer);
      assert_equals_new (fixture, articles);
      n_groups += count_groups (fixture->index);
      offprint_swap_remove (fixture->index);
    }
  g_assert_cmpuint (n_groups, >, 12);
  g_assert_cmpuint (n_others, >, 100);
}

/* Which of three texts is the centre is said by the MD5: a word that changes it and nothing else. */
static void
put_in_row (OffprintWriter *writer, const char *path, const Article *article, guint8 first, guint8 last)
{
  g_autofree char *text = make_text (article);
  for (guint i = 0;; i++)
    {
      g_autofree char *tried = g_strdup_printf ("%s. x%u", text, i);
      guint8 byte = identify (path, tried).md5[0];
      if (byte < first || byte > last)
        continue;
      put_text (writer, path, tried);
      return;
    }
}

/* Of a chain of three, each a near-duplicate of the next one only, all are of one group where the middle is the centre;
 * where it is not, only two. The rest of a long chain does not follow. */
static void
test_chain (StoreFixture *fixture, gconstpointer data)
{
  static const Article chain[] = { { .sentences = 0x01f }, { .sentences = 0x0fc }, { .sentences = 0x3e0 } };
  OffprintWriter *writer = store_fixture_open (fixture);
  put_in_row (writer, "/a", &chain[0], 0x40, 0x7f);
  put_in_row (writer, "/c", &chain[2], 0x80, 0xff);
  store_fixture_commit (writer);
  g_assert_cmpuint (count_groups (fixture->index), ==, 0);
  put_in_row (writer, "/b", &chain[1], 0, 0x3f);
  store_fixture_commit (writer);
  g_autofree char *joined = dump_groups (fixture->index);
  g_assert_nonnull (strstr (joined, ": /a /b /c"));
  put_in_row (writer, "/b", &chain[1], 0xa0, 0xff);
  store_fixture_commit (writer);
  g_autofree char *parted = dump_groups (fixture->index);
  g_assert_cmpuint (count_groups (fixture->index), ==, 1);
  g_assert_nonnull (strstr (parted, ": /a /b"));
  g_assert_null (strstr (parted, ": /a /b /c"));
  remove_path (writer, "/b");
  store_fixture_commit (writer);
  g_assert_cmpuint (count_groups (fixture->index), ==, 0);
  put_in_row (writer, "/b", &chain[1], 0, 0x3f);
  store_fixture_commit (writer);
  g_autofree char *again = dump_groups (fixture->index);
  g_assert_cmpstr (again, ==, joined);
  offprint_writer_free (writer);
}

/* Articles that have nothing in common but a site's notes are near-duplicates as long as they are few, for two papers
 * that print a third of a report look alike; when many have them they are not, and when only few are left they are
 * again. */
static void
test_notes (StoreFixture *fixture, gconstpointer data)
{
  OffprintWriter *writer = store_fixture_open (fixture);
  for (guint i = 0; i <= STOCK_ARTICLES; i++)
    {
      g_autofree char *path = make_path (i), *title = g_strdup_printf ("Title %u", i);
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint j = 0; j < 4; j++)
        append_sentence (text, 10 + i, j);
      for (guint j = 0; j < 4; j++)
        append_sentence (text, 9, j);
      put_titled (writer, path, title, text->str);
      if (i % 4 == 0 || i >= STOCK_ARTICLES - 1)
        {
          store_fixture_commit (writer);
          g_assert_cmpuint (count_groups (fixture->index), ==, i > 0 && i < STOCK_ARTICLES ? 1 : 0);
        }
    }
  remove_path (writer, "/a/05.txt");
  store_fixture_commit (writer);
  g_assert_cmpuint (count_groups (fixture->index), ==, 1);
  assert_as_defined (fixture->index);
  offprint_writer_free (writer);
}

/* Copies of a file are a group although there is no text in them; other files without text are not. */
static void
test_no_text (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  OffprintWriter *writer = store_fixture_open (fixture);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = make_path (i), *content = g_strdup_printf ("%u", i / 2);
      g_autoptr (OffprintRecord) record = store_fixture_record ("Title", "en", NULL);
      g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
      OffprintIdentity identity = identify (path, content);
      g_assert_no_error (error);
      g_assert_true (offprint_writer_put (writer, &identity, document, &error));
    }
  store_fixture_commit (writer);
  g_autofree char *dump = dump_groups (fixture->index);
  g_assert_cmpuint (count_groups (fixture->index), ==, 2);
  g_assert_nonnull (strstr (dump, ": /a/00.txt /a/01.txt"));
  g_assert_nonnull (strstr (dump, ": /a/02.txt /a/03.txt"));
  offprint_writer_free (writer);
}

/* What was not committed leaves no trace, also in groups. */
static void
test_uncommitted (StoreFixture *fixture, gconstpointer data)
{
  static const Article one = { .story = 1, .sentences = 0x3ff }, other = { .story = 1, .sentences = 0x1ff };
  OffprintWriter *writer = store_fixture_open (fixture);
  put (writer, "/a", &one);
  store_fixture_commit (writer);
  g_autofree char *before = dump_groups (fixture->index);
  put (writer, "/b", &other);
  offprint_writer_free (writer);
  g_autofree char *after = dump_groups (fixture->index);
  g_assert_cmpstr (after, ==, before);
}

/* Thousands of copies and of pages that are all alike are one group each, made and taken apart in a bearable time: a
 * comparison of all with all would take minutes. */
static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  enum { N = 1500 };
  OffprintWriter *writer = store_fixture_open (fixture);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = g_strdup_printf ("/m/%u", i);
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint j = 0; j < 4; j++)
        append_sentence (text, 2, j);
      if (i % 2 == 0)
        g_string_append_printf (text, "page%u", i);
      put_text (writer, path, text->str);
      if (i % 250 == 0)
        store_fixture_commit (writer);
    }
  store_fixture_commit (writer);
  g_assert_cmpuint (count_groups (fixture->index), ==, 1);
  for (guint i = 0; i < N; i += 100)
    {
      g_autofree char *path = g_strdup_printf ("/m/%u", i);
      remove_path (writer, path);
      store_fixture_commit (writer);
    }
  g_assert_cmpuint (count_groups (fixture->index), ==, 1);
  offprint_writer_free (writer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_test ("/groups/histories", test_histories);
  store_fixture_test ("/groups/chain", test_chain);
  store_fixture_test ("/groups/notes", test_notes);
  store_fixture_test ("/groups/no-text", test_no_text);
  store_fixture_test ("/groups/uncommitted", test_uncommitted);
  store_fixture_test ("/groups/many", test_many);
  return g_test_run ();
}
