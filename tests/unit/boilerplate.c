/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract/boilerplate.h"

#define PROSE                                                                                                          \
  "The council voted on Monday to rebuild the bridge across the river, after two years in which every bus had to take the long way round."

typedef struct
{
  OffprintBoilerplate kind;
  const char *text;
} Case;

static void
check_all (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      OffprintBlock blocks[] = { { .text = PROSE }, { .text = cases[i].text }, { .text = PROSE } };
      offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_ALL);
      if (blocks[1].kind != cases[i].kind)
        g_test_message ("%s", cases[i].text);
      g_assert_cmpint (blocks[1].kind, ==, cases[i].kind);
      g_assert_cmpint (blocks[0].kind, ==, OFFPRINT_BOILERPLATE_NONE);
      g_assert_cmpint (blocks[2].kind, ==, OFFPRINT_BOILERPLATE_NONE);
    }
}

static void
test_kinds (void)
{
  g_test_summary ("What a paragraph is is told by its own words, in many languages");
  static const Case cases[] = {
    { OFFPRINT_BOILERPLATE_RELATED, "SEE ALSO: Who Pays For The Bridge?" },
    { OFFPRINT_BOILERPLATE_RELATED, "Read more: The bridge that never was" },
    { OFFPRINT_BOILERPLATE_RELATED, "Also Read | Ferry fares to rise" },
    { OFFPRINT_BOILERPLATE_RELATED, "Lesen Sie auch: Warum die Brücke gesperrt wurde" },
    { OFFPRINT_BOILERPLATE_RELATED, "Lire aussi : Le pont qui ne voulait pas finir" },
    { OFFPRINT_BOILERPLATE_RELATED, "Lee también: El puente" },
    { OFFPRINT_BOILERPLATE_RELATED, "Читайте также: Мост закрыт" },
    { OFFPRINT_BOILERPLATE_RELATED, "関連記事：橋は閉鎖" },
    { OFFPRINT_BOILERPLATE_SIGN_UP, "Sign up for our newsletter" },
    { OFFPRINT_BOILERPLATE_SIGN_UP, "Abonnieren Sie unseren Newsletter" },
    { OFFPRINT_BOILERPLATE_SIGN_UP, "Inscrivez-vous à notre newsletter" },
    { OFFPRINT_BOILERPLATE_COPYRIGHT,
      "Copyright (c) 2018. Example Agency, Inc. Republished with the permission of Example Agency" },
    { OFFPRINT_BOILERPLATE_COPYRIGHT, "(c) Copyright 2020 the Example Press. All rights reserved." },
    { OFFPRINT_BOILERPLATE_COPYRIGHT, "© 2021 Example" },
    { OFFPRINT_BOILERPLATE_COPYRIGHT, "Alle Rechte vorbehalten." },
    { OFFPRINT_BOILERPLATE_COPYRIGHT, "Published by arrangement with Example Syndicate" },
    { OFFPRINT_BOILERPLATE_CREDIT, "Image credit: Jane Roe" },
    { OFFPRINT_BOILERPLATE_CREDIT, "Foto: Erika Beispiel" },
    { OFFPRINT_BOILERPLATE_SHARE, "Share this article" },
    { OFFPRINT_BOILERPLATE_SHARE, "Follow us on Twitter and Facebook" },
    { OFFPRINT_BOILERPLATE_COMMENTS, "Comments (12)" },
    { OFFPRINT_BOILERPLATE_ADVERT, "Advertisement" },
    { OFFPRINT_BOILERPLATE_ADVERT, "Anzeige" },
    { OFFPRINT_BOILERPLATE_COOKIES, "We use cookies to improve this site." },
    { OFFPRINT_BOILERPLATE_TAGS, "Tags: bridges, rivers" },
    { OFFPRINT_BOILERPLATE_DATE, "5 min read" },
    { OFFPRINT_BOILERPLATE_PROMOTION,
      "Example's Live Briefing gives you all of the latest developments on the bridge. For all of Example's coverage, click here." },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_bylines (void)
{
  g_test_summary ("Above the article, who wrote it and when is no text; a sentence that begins alike is");
  static const Case cases[] = {
    { OFFPRINT_BOILERPLATE_BYLINE, "By Jane Roe" },
    { OFFPRINT_BOILERPLATE_BYLINE, "Von Erika Beispiel" },
    { OFFPRINT_BOILERPLATE_BYLINE, "by Jane Roe on 19 June 2022" },
    { OFFPRINT_BOILERPLATE_BYLINE, "Par Jeanne Roux, le 19 juin 2022" },
    { OFFPRINT_BOILERPLATE_DATE, "19 June 2022" },
    { OFFPRINT_BOILERPLATE_NONE, "By 19 June 2022 the bridge was to be open" },
    { OFFPRINT_BOILERPLATE_NONE, "By Monday nobody remembered why the bridge had been closed on 19 June 2022" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OffprintBlock blocks[] = { { .text = cases[i].text }, { .text = PROSE } };
      offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_ALL);
      g_assert_cmpint (blocks[0].kind, ==, cases[i].kind);
    }
}

static void
test_text (void)
{
  g_test_summary ("Sentences that use the same words stay");
  static const Case cases[] = {
    { OFFPRINT_BOILERPLATE_NONE,
      "The newsletter of the harbour authority was the first to report the crack, in an issue that only forty people read." },
    { OFFPRINT_BOILERPLATE_NONE,
      "Copyright law has changed little since the bridge was built, and its architect knew that better than most." },
    { OFFPRINT_BOILERPLATE_NONE, "\"Sign up for what?\" the mayor asked, and left the room." },
    { OFFPRINT_BOILERPLATE_NONE,
      "Read more books, his father used to say, and he did, all through the long winters in the lighthouse on the rock." },
    { OFFPRINT_BOILERPLATE_NONE, "But he said no." },
    { OFFPRINT_BOILERPLATE_NONE, "The long way round" },
    { OFFPRINT_BOILERPLATE_NONE, "Share prices fell by a third." },
  };
  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_promotion_with_heading (void)
{
  g_test_summary ("The heading of a promotion goes with it, other headings stay");
  OffprintBlock blocks[] = {
    { .text = PROSE },
    { .text = "Live Briefing: Rivers On The Rise" },
    { .text
      = "Check out our new live briefing on the floods along the river and the work under way. Rivers On The Rise presents the latest "
        "developments and analysis, updated throughout the day." },
    { .text = "What the engineers found" },
    { .text = PROSE },
  };
  offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_ALL);
  g_assert_cmpint (blocks[0].kind, ==, OFFPRINT_BOILERPLATE_NONE);
  g_assert_cmpint (blocks[1].kind, ==, OFFPRINT_BOILERPLATE_PROMOTION);
  g_assert_cmpint (blocks[2].kind, ==, OFFPRINT_BOILERPLATE_PROMOTION);
  g_assert_cmpint (blocks[3].kind, ==, OFFPRINT_BOILERPLATE_NONE);
  g_assert_cmpint (blocks[4].kind, ==, OFFPRINT_BOILERPLATE_NONE);
}

static void
test_tail (void)
{
  g_test_summary ("After the end of the article nothing is kept; a mark of an end that prose follows is none");
  OffprintBlock blocks[] = {
    { .text = PROSE },
    { .text = "Related articles" },
    { .text = PROSE },
    { .text = "© 2021 Example" },
    { .text = "Beyond the river" },
    { .text = "The weather" },
  };
  offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_ALL);
  g_assert_cmpint (blocks[1].kind, ==, OFFPRINT_BOILERPLATE_RELATED);
  g_assert_cmpint (blocks[2].kind, ==, OFFPRINT_BOILERPLATE_NONE);
  g_assert_cmpint (blocks[3].kind, ==, OFFPRINT_BOILERPLATE_COPYRIGHT);
  g_assert_cmpint (blocks[4].kind, ==, OFFPRINT_BOILERPLATE_TAIL);
  g_assert_cmpint (blocks[5].kind, ==, OFFPRINT_BOILERPLATE_TAIL);
}

static void
test_gentle (void)
{
  g_test_summary ("A text that was cleaned before loses only what is certain");
  OffprintBlock blocks[] = { { .text = PROSE },
                             { .text = "Photo: the bridge" },
                             { .text = "Advertisement" },
                             { .text = PROSE },
                             { .text = "The end" } };
  offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_GENTLE);
  g_assert_cmpint (blocks[1].kind, ==, OFFPRINT_BOILERPLATE_NONE);
  g_assert_cmpint (blocks[2].kind, ==, OFFPRINT_BOILERPLATE_ADVERT);
  g_assert_cmpint (blocks[4].kind, ==, OFFPRINT_BOILERPLATE_NONE);
}

static void
check_aside (const char *paragraph, const char *expected)
{
  g_autofree char *found = offprint_boilerplate_remove_asides (paragraph);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_asides (void)
{
  g_test_summary ("A pointer inside a paragraph goes with its headline, and nothing else");
  check_aside ("He left. SEE ALSO: The River Rises. A Town Gets Ready: Boats And Bread.", "He left.");
  check_aside ("He left. Read more: The river rises. She stayed at home with the dog.",
               "He left. She stayed at home with the dog.");
  check_aside ("Er ging. Lesen Sie auch: Der Fluss steigt. Sie blieb mit dem Hund zu Hause.",
               "Er ging. Sie blieb mit dem Hund zu Hause.");
  check_aside ("He left. See also: ", "He left.");
  check_aside ("He told them to read more: there was time.", NULL);
  check_aside ("See also the appendix. It is long.", NULL);
  check_aside ("", NULL);
}

static void
test_hostile (void)
{
  g_test_summary ("No paragraphs, empty ones and ones without end are no trouble");
  offprint_boilerplate_classify (NULL, 0, OFFPRINT_BOILERPLATE_ALL);
  g_autofree char *long_line = g_strnfill (3 * 1000 * 1000, 'a');
  OffprintBlock blocks[] = { { .text = "" }, { .text = long_line }, { .text = "\xc2\xa9" }, { .text = "(c" } };
  offprint_boilerplate_classify (blocks, G_N_ELEMENTS (blocks), OFFPRINT_BOILERPLATE_ALL);
  g_assert_cmpint (blocks[1].kind, ==, OFFPRINT_BOILERPLATE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boilerplate/kinds", test_kinds);
  g_test_add_func ("/boilerplate/bylines", test_bylines);
  g_test_add_func ("/boilerplate/text", test_text);
  g_test_add_func ("/boilerplate/promotion-with-heading", test_promotion_with_heading);
  g_test_add_func ("/boilerplate/tail", test_tail);
  g_test_add_func ("/boilerplate/gentle", test_gentle);
  g_test_add_func ("/boilerplate/asides", test_asides);
  g_test_add_func ("/boilerplate/hostile", test_hostile);
  return g_test_run ();
}
