/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "core/error.h"
#include "hosts/rofi/answer.h"
#include "hosts/rofi/row.h"

#include <string.h>

static OffprintHit *
make_hit (const char *path, const char *title, const char *snippet, gsize start, gsize end)
{
  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, path);
  if (title != NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, "Bone & Sons");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, "2022");
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  hit->record = offprint_record_builder_end (g_steal_pointer (&builder));
  hit->snippet = g_strdup (snippet);
  hit->n_matches = end > start ? 1 : 0;
  hit->matches = g_new0 (OffprintMatch, 1);
  *hit->matches = (OffprintMatch){ start, end };
  return hit;
}

static OffprintHits *
make_hits (OffprintHit *hit)
{
  OffprintHits *hits = offprint_hits_new ();
  g_ptr_array_add (hits->hits, hit);
  return hits;
}

/* As Pango does, but for what its tags mean */
static void
expect_markup (const char *row)
{
  static const GMarkupParser parser = { 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autofree char *document = g_strconcat ("<markup>", row, "</markup>", NULL);
  GError *error = NULL;
  g_markup_parse_context_parse (context, document, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

/* A row has the title, and below it publisher, date and snippet, where the words found are bold. */
static void
test_row (void)
{
  g_autoptr (OffprintHit) hit = make_hit ("/a/otter.html", "Otters & <friends>", "The otter <swims>.", 4, 9);
  g_autofree char *two = row_new (hit, TRUE);
  g_autofree char *one = row_new (hit, FALSE);
  g_assert_cmpstr (two, ==,
                   "Otters &amp; &lt;friends&gt;\n<span alpha=\"70%\" size=\"small\">Bone &amp; Sons · 2022 — "
                   "The <b>otter</b> &lt;swims&gt;.</span>");
  g_assert_cmpstr (one, ==,
                   "Otters &amp; &lt;friends&gt;  <span alpha=\"70%\" size=\"small\">Bone &amp; Sons · 2022</span>");
}

/* Whatever a title is, its row is valid markup of two lines; an article without one has its file's name. */
static void
test_hostile_titles (void)
{
  g_autofree char *long_title = g_strnfill (10240, '<');
  const char *const titles[] = {
    "</span></markup>", "&", "&amp;", "a\nb\rc\u2028d", "\u202eevil\u2066", "\x1b[31mred", "\x01\x02", "<b>", "", long_title,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (OffprintHit) hit = make_hit ("/a/<i>.html", titles[i], titles[i], 0, 0);
      g_autofree char *row = row_new (hit, TRUE);
      expect_markup (row);
      g_auto (GStrv) lines = g_strsplit (row, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 2);
      g_assert_null (strstr (row, "\u202e"));
      g_assert_null (strchr (row, '\x1b'));
    }
  g_autoptr (OffprintHit) hit = make_hit ("/a/<i>.html", NULL, "", 0, 0);
  g_autofree char *row = row_new (hit, FALSE);
  g_assert_true (g_str_has_prefix (row, "&lt;i&gt;.html  <span"));
}

/* What rofi itself finds it by, mixed with other modes, is plain text. */
static void
test_words (void)
{
  g_autoptr (OffprintHit) hit = make_hit ("/a/b.html", "Otters & <friends>", "", 0, 0);
  g_autofree char *words = row_get_words (hit);
  g_assert_cmpstr (words, ==, "Otters & <friends> Bone & Sons · 2022");
}

/* An answer has its hits as rows; a row that is not there is empty. */
static void
test_hits (void)
{
  g_autoptr (Answer) answer
      = answer_new ("otter", make_hits (make_hit ("/a/b.html", "Otters", "", 0, 0)), NULL, FALSE);
  g_assert_cmpuint (answer_count_rows (answer), ==, 1);
  g_assert_nonnull (answer_get_hit (answer, 0));
  g_assert_null (answer_get_hit (answer, 1));
  g_assert_null (answer_get_hit (answer, G_MAXUINT32));
  g_autofree char *row = answer_make_row (answer, 0, TRUE);
  g_autofree char *none = answer_make_row (answer, 5, TRUE);
  g_autofree char *message = answer_make_message (answer);
  g_assert_true (g_str_has_prefix (row, "Otters\n"));
  g_assert_cmpstr (none, ==, "");
  g_assert_null (message);
  g_assert_true (answer_find (answer, answer_get_hit (answer, 0)->record) == answer_get_hit (answer, 0));
  g_autoptr (OffprintHit) other = make_hit ("/a/c.html", "Otters", "", 0, 0);
  g_assert_null (answer_find (answer, other->record));
}

static void
expect_notice (Answer *answer, const char *start)
{
  g_autofree char *row = answer_make_row (answer, 0, TRUE);
  g_assert_cmpuint (answer_count_rows (answer), ==, 1);
  g_assert_null (answer_get_hit (answer, 0));
  expect_markup (row);
  g_test_message ("%s", row);
  g_assert_true (g_str_has_prefix (row, start));
  answer_unref (answer);
}

/* Where nothing is found, one row says why. */
static void
test_notices (void)
{
  g_autoptr (GError) error = g_error_new_literal (OFFPRINT_ERROR, OFFPRINT_ERROR_INDEX, "broken <index> & more");
  expect_notice (answer_new ("otter", NULL, error, FALSE), "The articles can&apos;t be searched\n<span");
  expect_notice (answer_new ("otter", offprint_hits_new (), NULL, FALSE), "Nothing found\n");
  expect_notice (answer_new ("otter", offprint_hits_new (), NULL, TRUE), "No articles yet\n");
  expect_notice (answer_new ("", offprint_hits_new (), NULL, FALSE), "No articles yet\n");
  expect_notice (answer_new_similar ("Otters", offprint_hits_new (), NULL), "No similar articles");
}

/* What a person should know of all rows is escaped too. */
static void
test_message (void)
{
  OffprintHits *hits = make_hits (make_hit ("/a/b.html", "Otters", "", 0, 0));
  g_strfreev (hits->notes);
  hits->notes = g_strsplit ("what is <this>?|and & that", "|", -1);
  g_autoptr (Answer) answer = answer_new ("otter", hits, NULL, FALSE);
  g_autofree char *message = answer_make_message (answer);
  g_assert_cmpstr (message, ==, "what is &lt;this&gt;? · and &amp; that");
  g_autoptr (Answer) similar
      = answer_new_similar ("Q & A", make_hits (make_hit ("/a/b.html", "Otters", "", 0, 0)), NULL);
  g_autofree char *title = answer_make_message (similar);
  g_assert_cmpstr (title, ==, "Articles like “Q &amp; A”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rofi-answer/row", test_row);
  g_test_add_func ("/rofi-answer/hostile-titles", test_hostile_titles);
  g_test_add_func ("/rofi-answer/words", test_words);
  g_test_add_func ("/rofi-answer/hits", test_hits);
  g_test_add_func ("/rofi-answer/notices", test_notices);
  g_test_add_func ("/rofi-answer/message", test_message);
  return g_test_run ();
}
