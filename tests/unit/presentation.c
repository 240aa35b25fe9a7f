/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "desktop/presentation.h"

#include <string.h>

#define PATH "/articles/otters-return.html"

/* @pairs: fields and values, %NULL-terminated by a field's value */
static OffprintHit *
make_hit (const char *title, const char *publisher, const char *published)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, PATH);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_MIME_TYPE, "text/html");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHER, publisher);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, published);
  OffprintHit *hit = g_new0 (OffprintHit, 1);
  hit->record = offprint_record_builder_end (builder);
  hit->snippet = g_strdup ("");
  return hit;
}

/* With `[` and `]` around what was found */
static void
set_snippet (OffprintHit *hit, const char *marked)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (OffprintMatch));
  OffprintMatch match = { 0, 0 };
  for (; *marked != '\0'; marked++)
    {
      if (*marked == '[')
        match.start = text->len;
      else if (*marked != ']')
        g_string_append_c (text, *marked);
      else
        {
          match.end = text->len;
          g_array_append_val (matches, match);
        }
    }
  g_free (hit->snippet);
  g_free (hit->matches);
  hit->snippet = g_string_free (text, FALSE);
  hit->n_matches = matches->len;
  hit->matches = (OffprintMatch *) (gpointer) g_array_free (g_steal_pointer (&matches), FALSE);
}

static void
check_snippet (const char *marked, gsize max_chars, const char *wanted)
{
  g_autoptr (OffprintHit) hit = make_hit ("Otters", NULL, NULL);
  g_autoptr (GArray) matches = NULL;
  set_snippet (hit, marked);
  g_autofree char *shown = offprint_presentation_get_snippet (hit, max_chars, &matches);
  GString *line = g_string_new (NULL);
  gsize at = 0;
  for (guint i = 0; i < matches->len; i++)
    {
      OffprintMatch match = g_array_index (matches, OffprintMatch, i);
      g_string_append_len (line, shown + at, (gssize) (match.start - at));
      g_string_append_printf (line, "[%.*s]", (int) (match.end - match.start), shown + match.start);
      at = match.end;
    }
  g_string_append (line, shown + at);
  g_autofree char *found = g_string_free (line, FALSE);
  g_assert_cmpstr (found, ==, wanted);
  if (max_chars > 0)
    g_assert_cmpint (g_utf8_strlen (shown, -1), <=, max_chars);
}

/* An article is known by its title, else by its file. */
static void
test_title (void)
{
  g_autoptr (OffprintHit) titled = make_hit ("Otters return", NULL, NULL), untitled = make_hit (NULL, NULL, NULL);
  g_autofree char *title = offprint_presentation_get_title (titled->record);
  g_autofree char *name = offprint_presentation_get_title (untitled->record);
  g_assert_cmpstr (title, ==, "Otters return");
  g_assert_cmpstr (name, ==, "otters-return.html");
}

/* A member of a container by its own name, of which nothing can be done but to show it */
static void
test_member (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PATH, "/articles/all.zip");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_MEMBER, "2022/ot\nters\xe9.html");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autofree char *title = offprint_presentation_get_title (record);
  g_autofree char *location = offprint_presentation_get_location (record);
  g_assert_cmpstr (title, ==, "ot ters\ufffd.html");
  g_assert_cmpstr (location, ==, "/articles/all.zip | 2022/ot ters\ufffd.html");
}

/* Hostile titles are one short line. */
static void
test_hostile (void)
{
  g_autofree char *letters = g_strnfill (10000, 'o');
  const char *titles[] = { "<b>Otters</b>\n\nreturn", "\u202eOtters\u2066 return", "Otters\treturn\033[0m", letters };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (OffprintHit) hit = make_hit (titles[i], titles[i], titles[i]);
      g_autofree char *title = offprint_presentation_get_title (hit->record);
      g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_AUTHORS);
      g_assert_cmpint (g_utf8_strlen (title, -1), <=, 200);
      g_assert_cmpint (g_utf8_strlen (byline, -1), <=, 200);
      g_assert_null (strpbrk (title, "\n\t\033"));
      g_assert_null (strstr (title, "\u202e"));
      g_assert_null (strstr (title, "\u2066"));
    }
}

/* Publisher and date, each only when it is known; the site stands in for a publisher. */
static void
test_byline (void)
{
  g_autoptr (OffprintHit) hit = make_hit ("Otters", "The River Paper", "2022-01"), bare = make_hit ("Otters", NULL, NULL);
  g_autofree char *whole = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_SHORT);
  g_autofree char *empty = offprint_presentation_get_byline (bare->record, OFFPRINT_BYLINE_AUTHORS);
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, "https://www.river.example/otters");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_SAVED, "2023-03-14T10:00:00Z");
  for (const char *const *name = (const char *const[]){ "Ada Brook", "Jo Marsh", "Mo Reed", "Al Heron", NULL };
       *name != NULL; name++)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, *name);
  g_autoptr (OffprintRecord) site = offprint_record_builder_end (builder);
  g_autofree char *other = offprint_presentation_get_byline (site, OFFPRINT_BYLINE_AUTHORS);
  g_assert_cmpstr (whole, ==, "The River Paper · January 2022");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (other, ==, "river.example · Ada Brook, Jo Marsh, Mo Reed, … · saved 14 March 2023");
}

/* With room the snippet is shown whole; without, it starts near the first word found. Marks move along. */
static void
test_snippet (void)
{
  check_snippet ("", 0, "");
  check_snippet ("The [otter] swims.", 0, "The [otter] swims.");
  check_snippet ("The [otter] swims.", 18, "The [otter] swims.");
  check_snippet ("The [otter] swims in the river.", 20, "The [otter] swims in…");
  check_snippet ("A camera under the old swing bridge filmed the [otter] with two cubs.", 30,
                 "…filmed the [otter] with two…");
  check_snippet ("…a camera under the old bridge [filmed] the otter and her [cubs] in the night.", 40,
                 "…old bridge [filmed] the otter and her…");
  check_snippet ("\033The [ot\u202eter]\n[swims].", 0, "\ufffdThe [otter] [swims].");
}

/* An article without text says what its standfirst says. */
static void
test_standfirst (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_DESCRIPTION, "After sixty years.");
  OffprintHit hit = { .record = offprint_record_builder_end (builder), .snippet = (char[]){ "" } };
  g_autofree char *shown = offprint_presentation_get_snippet (&hit, 0, NULL);
  g_assert_cmpstr (shown, ==, "After sixty years.");
  offprint_record_unref (hit.record);
}

/* All but the title on one line */
static void
test_description (void)
{
  g_autoptr (OffprintHit) hit = make_hit ("Otters", "The River Paper", "2022-01-27");
  set_snippet (hit, "The [otter] swims.");
  g_autofree char *line = offprint_presentation_get_description (hit, 60);
  g_assert_cmpstr (line, ==, "The River Paper · 27 January 2022 — The otter swims.");
  set_snippet (hit, "A camera under the bridge filmed the [otter].");
  g_autofree char *near = offprint_presentation_get_description (hit, 60);
  g_assert_cmpstr (near, ==, "The River Paper · 27 January 2022 — …filmed the otter.");
}

/* The icon goes by name, so that any theme has one. */
static void
test_icon (void)
{
  g_autoptr (OffprintHit) hit = make_hit ("Otters", NULL, NULL);
  g_autoptr (GIcon) icon = offprint_presentation_get_icon (hit->record);
  g_assert_true (G_IS_THEMED_ICON (icon));
  g_assert_true (g_strv_contains (g_themed_icon_get_names (G_THEMED_ICON (icon)), "text-html"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/presentation/title", test_title);
  g_test_add_func ("/presentation/member", test_member);
  g_test_add_func ("/presentation/hostile", test_hostile);
  g_test_add_func ("/presentation/byline", test_byline);
  g_test_add_func ("/presentation/snippet", test_snippet);
  g_test_add_func ("/presentation/standfirst", test_standfirst);
  g_test_add_func ("/presentation/description", test_description);
  g_test_add_func ("/presentation/icon", test_icon);
  return g_test_run ();
}
