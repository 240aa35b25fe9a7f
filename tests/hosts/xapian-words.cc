/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares the words of plugin/core/words.c with the Xapian that is installed: every term that its TermGenerator makes
 * and that its QueryParser asks for must be among ours, and a search in an index of our words must find the text.
 * Usage: xapian-words TEXTS, a JSON list of strings. */
#include "core/words.h"

#include <json-glib/json-glib.h>
#include <xapian.h>

#include <clocale>
#include <set>
#include <string>
#include <vector>

namespace {

using Terms = std::set<std::string>;

const unsigned query_flags = Xapian::QueryParser::FLAG_DEFAULT | Xapian::QueryParser::FLAG_CJK_NGRAM;

std::vector<std::string> texts;

/* An index of one text, as the store would write it: words with positions, and their stems. */
struct Index
{
  Xapian::WritableDatabase database{ "", Xapian::DB_BACKEND_INMEMORY };
  Xapian::Document document;
  Xapian::Stem stem{ "english" };
  Terms terms;
};

gboolean
add_word (const OffprintWord *word, gpointer data)
{
  auto *index = static_cast<Index *> (data);
  std::string term (word->term, word->length);

  index->terms.insert (term);
  index->document.add_posting (term, word->position);
  index->document.add_term ("Z" + index->stem (term));
  return TRUE;
}

void
fill (Index &index, const std::string &text)
{
  offprint_words_foreach (text.data (), text.size (), 1, add_word, &index);
  index.database.add_document (index.document);
}

Terms
generate (const std::string &text)
{
  Xapian::TermGenerator generator;

  generator.set_flags (Xapian::TermGenerator::FLAG_CJK_NGRAM);
  generator.index_text (text);
  const Xapian::Document document = generator.get_document ();
  return Terms (document.termlist_begin (), document.termlist_end ());
}

bool
has_long_word (const std::string &text)
{
  for (const auto &term : generate (text))
    if (term.size () > OFFPRINT_WORD_MAX_BYTES)
      return true;
  return false;
}

Xapian::Query
parse (Index &index, const std::string &text)
{
  Xapian::QueryParser parser;

  parser.set_database (index.database);
  parser.set_stemmer (index.stem);
  parser.set_stemming_strategy (parser.STEM_SOME);
  return parser.parse_query (text, query_flags);
}

bool
is_found (Index &index, const Xapian::Query &query)
{
  Xapian::Enquire enquire (index.database);

  enquire.set_query (query);
  return !enquire.get_mset (0, 1).empty ();
}

/* The deliberate differences that words.c lists: soft hyphens, and words that are too long for a term. */
bool
is_deliberate (const std::string &text)
{
  return text.find ("\302\255") != std::string::npos || has_long_word (text);
}

/* Phrases that words.c says can't be found. */
bool
is_lost_phrase (const std::string &text)
{
  return text == "1e-5" || text == "foo_bar.baz@qux-quux";
}

/* Each term of TermGenerator is a form of ours. */
void
test_generator ()
{
  for (const auto &text : texts)
    {
      if (is_deliberate (text))
        continue;
      Index index;
      fill (index, text);
      for (const auto &term : generate (text))
        if (index.terms.count (term) == 0)
          {
            g_test_message ("«%s» lacks «%s»", text.c_str (), term.c_str ());
            g_test_fail ();
          }
    }
}

/* Who types a text into Omega finds it: each word that the query asks for is there, so that even all of them match. */
void
test_query ()
{
  for (const auto &text : texts)
    {
      if (is_deliberate (text))
        continue;
      Index index;
      fill (index, text);
      const Xapian::Query query = parse (index, text);
      for (auto term = query.get_terms_begin (); term != query.get_terms_end (); ++term)
        if (!index.database.term_exists (*term))
          {
            g_test_message ("the query «%s» asks for «%s»: %s", text.c_str (), (*term).c_str (),
                            query.get_description ().c_str ());
            g_test_fail ();
          }
      if (!query.empty () && is_found (index, query) == is_lost_phrase (text))
        {
          g_test_message ("the query «%s» is found or not against what is said: %s", text.c_str (),
                          query.get_description ().c_str ());
          g_test_fail ();
        }
    }
}

/* Quoted phrases that words.c promises, and those that it says can't be found. */
void
test_phrases ()
{
  static const struct
  {
    const char *text, *phrase;
    bool found;
  } cases[] = {
    { "an e-mail today", "an e-mail today", true },
    { "see foo/bar or x@y.com", "foo/bar or x@y.com", true },
    { "the café closed", "the café closed", true },
    { "who pays AT&T today", "who pays AT&T", true },
    { "about 13,200 people", "about 13,200", true },
    { "vingt-et-un ans", "vingt-et-un ans", true },
    { "日本語の本", "日本語", true },
    { "AT&T pays", "AT&T pays", false },
    { "13,200 people", "13,200 people", false },
    { "they don’t go", "don't go", false },
  };

  for (const auto &example : cases)
    {
      Index index;
      fill (index, example.text);
      const Xapian::Query query = parse (index, std::string ("\"") + example.phrase + "\"");
      g_test_message ("%s: %s", example.text, query.get_description ().c_str ());
      g_assert_cmpint (is_found (index, query), ==, example.found);
    }
}

/* Each character of the basic plane: what Xapian makes of it between two letters is a form of ours. Its tables are of
 * an older Unicode than the library's, so characters that one of them does not know are left out. */
void
test_characters ()
{
  for (gunichar c = 0x80; c < 0x10000; c++)
    {
      char bytes[6];
      std::string text = "a";

      if ((c >= 0xd800 && c < 0xe000) || !g_unichar_isdefined (c) || c == 0xad
          || Xapian::Unicode::get_category (c) == Xapian::Unicode::UNASSIGNED)
        continue;
      text.append (bytes, g_unichar_to_utf8 (c, bytes));
      text += "b";
      Index index;
      fill (index, text);
      for (const auto &term : generate (text))
        if (index.terms.count (term) == 0)
          {
            g_test_message ("U+%04X: «%s» is missing", c, term.c_str ());
            g_test_fail ();
          }
    }
}

void
add_text (JsonArray *array, guint i, JsonNode *node, gpointer data)
{
  texts.emplace_back (json_node_get_string (node));
}

bool
load_texts (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = nullptr;

  if (!json_parser_load_from_file (parser, path, &error))
    {
      g_printerr ("%s\n", error->message);
      return false;
    }
  json_array_foreach_element (json_node_get_array (json_parser_get_root (parser)), add_text, nullptr);
  return true;
}

} // namespace

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, nullptr);
  if (argc != 2 || !load_texts (argv[1]))
    return 2;
  g_test_add_func ("/xapian-words/generator", test_generator);
  g_test_add_func ("/xapian-words/query", test_query);
  g_test_add_func ("/xapian-words/phrases", test_phrases);
  g_test_add_func ("/xapian-words/characters", test_characters);
  return g_test_run ();
}
