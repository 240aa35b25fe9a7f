/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sketches: which texts are near-duplicates by them, and which bytes are no sketch. */
#include "store/sketch.h"

#include "core/words.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GBytes *sketch, *keys;
} Sketched;

static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  if (word->form == OFFPRINT_WORD_PLAIN)
    offprint_sketch_add_word (data, word->term, word->length);
  else if (word->form == OFFPRINT_WORD_CJK_PAIR)
    offprint_sketch_replace_word (data, word->term, word->length);
  return TRUE;
}

static void
clear_sketched (Sketched *sketched)
{
  g_clear_pointer (&sketched->sketch, g_bytes_unref);
  g_clear_pointer (&sketched->keys, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sketched, clear_sketched)

static Sketched
sketch_page (const char *site, const char *title, const char *text)
{
  Sketched sketched;
  g_autoptr (OffprintSketch) sketch = offprint_sketch_new ();
  offprint_sketch_set_source (sketch, site, title);
  offprint_words_foreach (text, strlen (text), 0, take_word, sketch);
  sketched.sketch = offprint_sketch_end (sketch, &sketched.keys);
  return sketched;
}

static Sketched
sketch_text (const char *text)
{
  return sketch_page (NULL, NULL, text);
}

static const guint8 *
get_bytes (GBytes *bytes)
{
  return g_bytes_get_data (bytes, NULL);
}

static guint
count_common_keys (const Sketched *a, const Sketched *b)
{
  guint count = 0;
  for (gsize i = 0; i < g_bytes_get_size (a->keys); i += 4)
    for (gsize j = 0; j < g_bytes_get_size (b->keys); j += 4)
      count += memcmp (get_bytes (a->keys) + i, get_bytes (b->keys) + j, 4) == 0;
  return count;
}

/* Near by their sketches, which is symmetric, and sharing a key */
static gboolean
are_near (const char *one, const char *other)
{
  g_auto (Sketched) a = sketch_text (one);
  g_auto (Sketched) b = sketch_text (other);
  gboolean near = offprint_sketch_is_near (get_bytes (a.sketch), get_bytes (b.sketch), FALSE);
  g_assert_cmpint (offprint_sketch_is_near (get_bytes (b.sketch), get_bytes (a.sketch), FALSE), ==, near);
  return near && count_common_keys (&a, &b) > 0;
}

/* A sentence that no other number has a word of */
static void
append_sentence (GString *text, guint number)
{
  for (guint i = 0; i < 18; i++)
    g_string_append_printf (text, "w%us%u%s", number, i, i < 17 ? " " : ". ");
}

static char *
make_text (guint first, guint n_sentences)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < n_sentences; i++)
    append_sentence (text, first + i);
  return g_string_free (text, FALSE);
}

/* Every fifth of 20 sentences is another one: half of all in both, when both were changed. Of one report that is
 * a near-duplicate, as are one cut to half and one turned round; another report is not. */
static void
test_near (void)
{
  g_autofree char *report = make_text (0, 20), *half = make_text (5, 10), *other = make_text (100, 20);
  g_autoptr (GString) changed = g_string_new (NULL), turned = g_string_new (NULL);
  for (guint i = 0; i < 20; i++)
    {
      append_sentence (changed, i % 5 < 2 ? 200 + i : i);
      append_sentence (turned, (i + 10) % 20);
    }
  g_assert_true (are_near (report, report));
  g_assert_true (are_near (report, changed->str));
  g_assert_true (are_near (report, half));
  g_assert_true (are_near (report, turned->str));
  g_assert_false (are_near (report, other));
}

/* What holds five reports is a near-duplicate of none, nor is what quotes two sentences of twenty. */
static void
test_parts (void)
{
  g_autofree char *all = make_text (0, 50), *one = make_text (10, 10), *quoted = make_text (0, 2);
  g_autofree char *own = make_text (300, 18), *report = make_text (0, 20);
  g_autofree char *quoting = g_strconcat (quoted, own, NULL);
  g_assert_false (are_near (all, one));
  g_assert_false (are_near (report, quoting));
}

/* Notices written by one pattern have most of their words in common, but between them stand other names and numbers. */
static void
test_pattern (void)
{
  GString *texts[] = { g_string_new (NULL), g_string_new (NULL) };
  for (guint text = 0; text < 2; text++)
    for (guint i = 0; i < 20; i++)
      g_string_append_printf (texts[text],
                              "the %u%u per cent bond is a%u b%u c%u issued by N%u-%u at d%u e%u on %u%u. ",
                              text, i, i, i, i, text, i, i, i, i, text);
  g_assert_false (are_near (texts[0]->str, texts[1]->str));
  g_assert_true (are_near (texts[0]->str, texts[0]->str));
  for (guint text = 0; text < 2; text++)
    g_string_free (texts[text], TRUE);
}

/* Texts of pages that have @site or %NULL, and titles */
static gboolean
pages_are_near (const char *site, const char *one, const char *title, const char *other, const char *other_title,
                gboolean stock)
{
  g_auto (Sketched) a = sketch_page (site, title, one);
  g_auto (Sketched) b = sketch_page (site, other_title, other);
  gboolean near = offprint_sketch_is_near (get_bytes (a.sketch), get_bytes (b.sketch), stock);
  g_assert_cmpint (offprint_sketch_is_near (get_bytes (b.sketch), get_bytes (a.sketch), stock), ==, near);
  return near;
}

/* Two papers that have a third of a report in common print one report, two pages of one paper are about one matter.
 * Short pages of one site with the same text are the same when their titles are, whatever their case. */
static void
test_site (void)
{
  g_autofree char *report = make_text (0, 20), *third = make_text (13, 20), *most = make_text (2, 20);
  g_autofree char *notice = make_text (0, 5);
  g_assert_true (pages_are_near (NULL, report, "One", third, "Two", FALSE));
  g_assert_false (pages_are_near ("paper.example", report, "One", third, "Two", FALSE));
  g_assert_true (pages_are_near ("paper.example", report, "One", most, "Two", FALSE));
  g_assert_true (pages_are_near (NULL, notice, "One", notice, "Two", FALSE));
  g_assert_false (pages_are_near ("paper.example", notice, "One", notice, "Two", FALSE));
  g_assert_true (pages_are_near ("paper.example", notice, "Notice", notice, "NOTICE", FALSE));
}

/* What many others have too joins only what is nearly the same, title and all. */
static void
test_stock (void)
{
  g_autofree char *page = make_text (0, 20), *half = make_text (6, 20), *most = make_text (2, 20);
  g_assert_true (pages_are_near (NULL, page, "One", most, "One", TRUE));
  g_assert_false (pages_are_near (NULL, page, "One", half, "One", TRUE));
  g_assert_true (pages_are_near (NULL, page, "One", half, "One", FALSE));
  g_assert_false (pages_are_near (NULL, page, "One", page, "Two", TRUE));
  g_assert_true (pages_are_near (NULL, page, "One", page, "One", TRUE));
}

/* Keys are counted each time that they come. */
static void
test_count (void)
{
  g_auto (Sketched) sketched = sketch_text ("Otters swim in the river at night.");
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  offprint_sketch_keys_count (sketched.keys, counts);
  offprint_sketch_keys_count (sketched.keys, counts);
  g_assert_cmpuint (offprint_sketch_keys_get_length (sketched.keys), ==, g_hash_table_size (counts));
  g_assert_cmpuint (g_hash_table_size (counts), >, 0);
  for (guint i = 0; i < offprint_sketch_keys_get_length (sketched.keys); i++)
    {
      gpointer key = GUINT_TO_POINTER (offprint_sketch_keys_get (sketched.keys, i));
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)), ==, 2);
    }
}

/* What is measured of texts with half of 20 sentences in common, and with none, is within the error of the theory. */
static void
test_measures (void)
{
  OffprintSketchMeasures measures;
  g_autofree char *report = make_text (0, 20), *half = make_text (10, 20), *other = make_text (100, 40);
  g_auto (Sketched) a = sketch_text (report);
  g_auto (Sketched) b = sketch_text (half);
  g_auto (Sketched) c = sketch_text (other);
  offprint_sketch_measure (get_bytes (a.sketch), get_bytes (b.sketch), &measures);
  g_assert_cmpfloat (measures.longer, ==, 358);
  g_assert_cmpfloat (measures.lengths, ==, 1);
  g_assert_cmpfloat (fabs (measures.common - 179), <, 60);
  g_assert_cmpfloat (measures.kept, >, 0.8);
  offprint_sketch_measure (get_bytes (a.sketch), get_bytes (c.sketch), &measures);
  g_assert_cmpfloat (measures.lengths, >, 2);
  g_assert_cmpfloat (measures.common, <, 30);
}

/* Short texts are near-duplicates when they are equal, or nearly. */
static void
test_short (void)
{
  g_assert_true (are_near ("Otter", "otter"));
  g_assert_false (are_near ("Otter", "Heron"));
  g_assert_true (are_near ("Otters swim.", "Otters swim!"));
  g_assert_false (are_near ("Qtly div 18 cts vs 17 cts prior. Pay April 15. Record April One",
                            "Qtly div 15 cts vs 12 cts prior. Pay April 15. Record March 31"));
  g_assert_false (are_near ("This page needs a newer browser. Otters are back in the river, wardens say.",
                            "This page needs a newer browser. The bridge will be closed until May."));
}

/* Characters of a script without spaces are compared in pairs. */
static void
test_cjk (void)
{
  const char *one = "東京都は四日、新しい橋の建設を始めたと発表した。橋は隅田川にかかり、二年後に完成する予定だ。"
                    "費用は約三十億円で、住民は騒音を心配している。";
  const char *same = "東京都は四日、新しい橋の建設を始めたと発表した。橋は隅田川にかかり、二年後に完成する予定だ。"
                     "費用については明らかにしていない。";
  const char *other = "東京都は四日、古い図書館を閉めると発表した。本は近くの大学に移り、建物は来年の春に取り壊される予定だ。"
                      "跡地の利用は決まっていない。";
  g_assert_true (are_near (one, same));
  g_assert_false (are_near (one, other));
}

/* No words, no sketch. */
static void
test_nothing (void)
{
  g_auto (Sketched) none = sketch_text (" … ");
  g_assert_null (none.sketch);
  g_assert_null (none.keys);
}

/* Three standard errors above and below the threshold no pair is mistaken for another kind. */
static void
test_error (void)
{
  for (guint seed = 1; seed <= 50; seed++)
    {
      g_autofree char *report = make_text (1000 * seed, 20), *shared = make_text (1000 * seed, 10);
      g_autofree char *rest = make_text (1000 * seed + 500, 10), *few = make_text (1000 * seed, 1);
      g_autofree char *much = make_text (1000 * seed + 600, 19);
      g_autofree char *near = g_strconcat (shared, rest, NULL), *far = g_strconcat (few, much, NULL);
      g_assert_true (are_near (report, near));
      g_assert_false (are_near (report, far));
    }
}

/* What a text gives is valid; what is longer, shorter, out of order, half empty or fuller than the text is long is
 * not. */
static void
test_valid (void)
{
  g_autofree char *text = make_text (0, 20);
  g_auto (Sketched) sketched = sketch_text (text);
  gsize length = g_bytes_get_size (sketched.keys);
  g_autofree guint8 *sketch = g_malloc0 (OFFPRINT_SKETCH_BYTES + 1);
  g_autofree guint8 *keys = g_memdup2 (get_bytes (sketched.keys), length);
  memcpy (sketch, get_bytes (sketched.sketch), OFFPRINT_SKETCH_BYTES);
  g_assert_cmpuint (length, ==, OFFPRINT_SKETCH_KEYS_MAX * OFFPRINT_SKETCH_KEY_BYTES);
  g_assert_true (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES));
  g_assert_false (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES - 1));
  g_assert_false (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES + 1));
  g_assert_true (offprint_sketch_keys_are_valid (keys, length));
  g_assert_true (offprint_sketch_keys_are_valid (keys, 4));
  g_assert_false (offprint_sketch_keys_are_valid (keys, length - 1));
  g_assert_false (offprint_sketch_keys_are_valid (keys, 0));
  memcpy (keys + 4, keys, 4);
  g_assert_false (offprint_sketch_keys_are_valid (keys, length));
  sketch[20] = 0x30;
  g_assert_false (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES));
  sketch[20] = 0x33;
  g_assert_true (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES));
  memset (sketch + 8, 0, 4);
  sketch[11] = 9;
  g_assert_false (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES));
  memset (sketch + 8, 0xff, 4);
  g_assert_false (offprint_sketch_is_valid (sketch, OFFPRINT_SKETCH_BYTES));
}

/* The numbers are kept in indexes: they must not change. */
static void
test_stable (void)
{
  g_auto (Sketched) sketched = sketch_text ("Otters swim in the river at night.");
  g_autofree char *sketch = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, sketched.sketch);
  g_autofree char *keys = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, sketched.keys);
  g_assert_cmpstr (sketch, ==, "c4fa91ffe2a8f8f1e7cdb8a06a000d08");
  g_assert_cmpstr (keys, ==, "bbf328a93ff76852996ed6dc69a547ce");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sketch/near", test_near);
  g_test_add_func ("/sketch/parts", test_parts);
  g_test_add_func ("/sketch/pattern", test_pattern);
  g_test_add_func ("/sketch/site", test_site);
  g_test_add_func ("/sketch/stock", test_stock);
  g_test_add_func ("/sketch/count", test_count);
  g_test_add_func ("/sketch/measures", test_measures);
  g_test_add_func ("/sketch/short", test_short);
  g_test_add_func ("/sketch/cjk", test_cjk);
  g_test_add_func ("/sketch/nothing", test_nothing);
  g_test_add_func ("/sketch/error", test_error);
  g_test_add_func ("/sketch/valid", test_valid);
  g_test_add_func ("/sketch/stable", test_stable);
  return g_test_run ();
}
