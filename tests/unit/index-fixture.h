/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small library of articles in several languages, and an index of it in a temporary folder: what the tests of reading
 * search in. */
#pragma once

#include "store/reader.h"
#include "store/writer.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *name; /* of the article in the tests */
  const char *path;
  const char *mime_type;
  const char *content; /* same letter: same content */
  const char *title, *description, *authors, *publisher, *agency;
  const char *published, *modified, *saved;
  const char *url, *language, *section, *keywords, *place;
  const char *text;
} FixtureArticle;

/* lint: table */
static const FixtureArticle fixture_articles[] = {
  {
    .name = "otter", .path = "/library/News/2022/otters.html", .mime_type = "text/html", .content = "a",
    .title = "River otters return to the Thames", .description = "A survey of mammals", .authors = "Jane Doe-Smith",
    .publisher = "Copenhagen News", .agency = "RFE/RL", .published = "2022-01-27", .saved = "2022-01-30T08:00:00+01:00",
    .url = "https://www.example.org/news/otters?id=7&utm_source=mail", .language = "en", .section = "Nature",
    .keywords = "wild life", .place = "London",
    .text = "The otter was counted again. Volunteers counting along the banks found 13,200 tracks and don't expect fewer next "
            "year.\n\nSend an e-mail to x@y.com or call AT&T, they said.",
  },
  {
    .name = "copy", .path = "/library/Old copies/otters copy.html", .mime_type = "text/html", .content = "a",
    .title = "River otters return to the Thames", .published = "2022-01-27", .language = "en", .publisher = "Copenhagen News",
    .text = "The otter was counted again.",
  },
  {
    .name = "lavrov", .path = "/library/News/2023/lavrov.txt", .mime_type = "text/plain", .content = "b",
    .title = "Lavrov meets NATO envoys", .authors = "Jane Roe", .publisher = "Copenhagen News", .agency = "RFE/RL",
    .published = "2023-05-28T10:30:00+02:00", .modified = "2023-05-29", .saved = "2023-06-01", .language = "en",
    .url = "https://news.example.net/world/lavrov", .section = "World news", .place = "Moscow",
    .text = "Sergei Lavrov spoke of the U.S. and its envoys. NATO did not comment on the offprints of the letter.",
  },
  {
    .name = "alliance", .path = "/library/News/2023/alliance.html", .mime_type = "text/html", .content = "c",
    .title = "An alliance looks north", .authors = "Ann O'Brien", .publisher = "The Daily Copenhagen", .published = "2022-12-31",
    .modified = "2023-01-02", .saved = "2023-01-03", .language = "en-GB", .url = "http://daily.example.com/north", .section = "World",
    .text = "NATO is an alliance. Lavrov was not there. News from Copenhagen came late.",
  },
  {
    .name = "cafe", .path = "/library/Étranger/cafés.html", .mime_type = "text/html", .content = "d", .title = "Les cafés de l'été",
    .authors = "Jean-Luc Étienne", .publisher = "Le Journal", .published = "2022-02-14", .saved = "2022-03", .language = "fr",
    .url = "https://journal.example.fr/cafes", .place = "Besançon",
    .text = "Au café, on parle de l'été. Les étés passent, les chevaux aussi; tout le monde mange du bœuf.",
  },
  {
    .name = "strasse", .path = "/library/Étranger/strasse.xhtml", .mime_type = "application/xhtml+xml", .content = "e",
    .title = "Die Häuser der Straße", .publisher = "Beispiel-Zeitung", .published = "2021", .language = "de-AT",
    .url = "https://beispiel.example/haus#oben",
    .text = "In der Straße stehen drei Häuser. Kein Haus ist wie das andere. Die Zeitungen berichteten.",
  },
  {
    .name = "tokyo", .path = "/library/Asia/tokyo.html", .mime_type = "text/html", .content = "f", .title = "東京都の天気",
    .published = "2022-01", .language = "ja", .text = "東京都は晴れです。iPhone手机も売れています。",
  },
  {
    .name = "kyoto", .path = "/library/Asia/kyoto.html", .mime_type = "text/html", .content = "g", .title = "京都の寺",
    .published = "2022-03-01", .language = "ja", .text = "京都は雨です。東の空。",
  },
  {
    .name = "seoul", .path = "/library/Asia/seoul.html", .mime_type = "text/html", .content = "h", .title = "서울 신문",
    .language = "ko", .text = "한국어 기사입니다.",
  },
  {
    .name = "moscow", .path = "/library/News/2022/moscow.html", .mime_type = "text/html", .content = "i", .title = "Переговоры в Москве",
    .published = "2022-01-31T23:30:00-05:00", .language = "ru", .text = "Ёлка стоит. Переговоры шли весь день, газеты писали.",
  },
  {
    .name = "code", .path = "/library/Notes/code.md", .mime_type = "text/markdown", .content = "j", .saved = "2023-01-05",
    .text = "C++ is not C# and C is neither. See https://docs.example.org/guide/start for more, in the U.S.A. too.",
  },
  {
    .name = "greek", .path = "/library/Notes/greek letters.txt", .mime_type = "text/plain", .content = "k", .keywords = "letters",
    .text = "alpha beta gamma delta",
  },
  {
    .name = "far", .path = "/library/Notes/sub/far.txt", .mime_type = "text/plain", .content = "l",
    .text = "alpha one two three four five six seven eight nine ten eleven twelve beta otherwise or near",
  },
  {
    .name = "ninos", .path = "/library/Old copies/ninos.html", .mime_type = "text/html", .content = "m", .title = "Los niños",
    .published = "1999-12-31", .language = "es", .url = "https://example.org/", .text = "Los niños cantaban canciones.",
  },
  {
    .name = "finnish", .path = "/library/Old copies/talo.html", .mime_type = "text/html", .content = "n", .title = "Talot",
    .published = "2022", .language = "fi", .text = "Talossa on ikkunat. Straße und Haus.",
  },
};

static void
fixture_set (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  offprint_record_builder_set (builder, field, value);
}

static OffprintRecord *
fixture_make_record (const FixtureArticle *article)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  fixture_set (builder, OFFPRINT_FIELD_TITLE, article->title);
  fixture_set (builder, OFFPRINT_FIELD_DESCRIPTION, article->description);
  fixture_set (builder, OFFPRINT_FIELD_AUTHORS, article->authors);
  fixture_set (builder, OFFPRINT_FIELD_PUBLISHER, article->publisher);
  fixture_set (builder, OFFPRINT_FIELD_AGENCY, article->agency);
  fixture_set (builder, OFFPRINT_FIELD_PUBLISHED, article->published);
  fixture_set (builder, OFFPRINT_FIELD_MODIFIED, article->modified);
  fixture_set (builder, OFFPRINT_FIELD_SAVED, article->saved);
  fixture_set (builder, OFFPRINT_FIELD_URL, article->url);
  fixture_set (builder, OFFPRINT_FIELD_LANGUAGE, article->language);
  fixture_set (builder, OFFPRINT_FIELD_SECTION, article->section);
  fixture_set (builder, OFFPRINT_FIELD_KEYWORDS, article->keywords);
  fixture_set (builder, OFFPRINT_FIELD_PLACE, article->place);
  fixture_set (builder, OFFPRINT_FIELD_TEXT, article->text);
  return offprint_record_builder_end (builder);
}

static void
fixture_put (OffprintWriter *writer, const FixtureArticle *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OffprintRecord) record = fixture_make_record (article);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  g_autofree char *signature = g_strconcat ("signature of ", article->name, NULL);
  OffprintIdentity identity = {
    .path = article->path,
    .mime_type = article->mime_type,
    .size = strlen (article->text),
    .modified = 1700000000,
    .signature = signature,
  };
  memset (identity.md5, article->content[0], sizeof identity.md5);
  offprint_writer_put (writer, &identity, document, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): a new temporary folder with the index of all articles */
G_GNUC_UNUSED static char *
fixture_make_index (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("offprint-test-XXXXXX", &error);
  g_assert_no_error (error);
  g_autoptr (OffprintWriter) writer = offprint_writer_open (directory, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture_articles); i++)
    fixture_put (writer, &fixture_articles[i]);
  offprint_writer_commit (writer, &error);
  g_assert_no_error (error);
  return directory;
}

static void
fixture_remove_index (char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_remove (path);
    }
  g_rmdir (directory);
  g_free (directory);
}

G_GNUC_UNUSED static OffprintReader *
fixture_open_reader (const char *directory)
{
  g_autoptr (GError) error = NULL;
  const char *databases[] = { directory, NULL };
  OffprintReader *reader = offprint_reader_open (databases, &error);
  g_assert_no_error (error);
  return reader;
}
