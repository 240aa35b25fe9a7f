/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries from typed text. Xapian's parser reads it, with a stemmer that changes nothing; then the tree is walked
 * and each word outside phrases becomes its stems in all the languages: the parser itself knows one language only. */
#include "shim/handles.hh"

#include <algorithm>
#include <cstring>
#include <set>

using xap::Failure;
using xap::guard;

namespace
{

/* Bounds for hostile text: what the parser makes is a tree that is walked, run and freed by recursion, as deep as
 * operators and parentheses make it, and each wildcard reads all words that begin so. */
constexpr gsize MAX_TEXT_BYTES = 128 * 1024;
constexpr unsigned MAX_WORDS = 12000;
constexpr unsigned MAX_OPERATORS = 500;
constexpr unsigned MAX_NESTING = 100;
constexpr unsigned MAX_WILDCARDS = 20;

/* A wildcard stands for the most frequent of the words it could be. */
constexpr unsigned MAX_EXPANSION = 200;

/* Around the prefix of a filter, so that its terms can be told from words afterwards. The colon at the end keeps
 * the parser from adding one between prefix and value. */
constexpr char FILTER_START[] = "\x01";
constexpr char FILTER_END[] = "\x01:";

/* With any stemmer at all, the parser marks words that may be stemmed with `Z`. */
class IdentityStem : public Xapian::StemImplementation
{
public:
  std::string operator() (const std::string &word) override { return word; }
  std::string get_description () const override { return "identity"; }
};

class StemRewriter
{
public:
  explicit StemRewriter (const char *const *languages);
  Xapian::Query rewrite (const Xapian::Query &query);

private:
  Xapian::Query rewrite_leaf (const std::string &term);
  Xapian::Query rewrite_parts (const Xapian::Query &query);
  Xapian::Query rewrite_word (const std::string &prefix, const std::string &word);

  std::vector<Xapian::Stem> stems;
  Xapian::termpos position = 0;
};

StemRewriter::StemRewriter (const char *const *languages)
{
  for (gsize i = 0; languages != nullptr && languages[i] != nullptr; i++)
    stems.emplace_back (languages[i]);
}

/* Whether there are stems of it: as in Xapian's own indexing, of what begins with a letter of a script with cases
 * or the like, not of numbers; nor of the character groups that CJK text is cut into. */
bool
has_stems (const std::string &word)
{
  const gunichar first = g_utf8_get_char_validated (word.data (), static_cast<gssize> (word.size ()));

  return first < 0x110000 && g_unichar_isalpha (first) && !g_unichar_iswide (first);
}

/* The parser puts a colon between a long prefix and a capital or a colon. */
std::string
join_filter (const std::string &prefix, const std::string &value)
{
  const bool ambiguous = !value.empty () && (g_ascii_isupper (value[0]) || value[0] == ':');

  return prefix.size () > 1 && ambiguous && prefix.back () != ':' ? prefix + ":" + value : prefix + value;
}

Xapian::Query
rewrite_filter (const std::string &term)
{
  const gsize start = sizeof FILTER_START - 1;
  const gsize end = term.find (FILTER_END, start);

  return Xapian::Query (join_filter (term.substr (start, end - start), term.substr (end + sizeof FILTER_END - 1)));
}

Xapian::Query
StemRewriter::rewrite_word (const std::string &prefix, const std::string &word)
{
  std::set<std::string> terms;

  if (stems.empty () || !has_stems (word))
    return Xapian::Query (prefix + word, 1, ++position);
  for (const Xapian::Stem &stem : stems)
    terms.insert ("Z" + prefix + stem (word));

  std::vector<Xapian::Query> parts;
  ++position;
  for (const std::string &stemmed : terms)
    parts.emplace_back (stemmed, 1, position);
  return Xapian::Query (Xapian::Query::OP_SYNONYM, parts.begin (), parts.end ());
}

/* Prefixes are capitals, words never begin with one: the parser lower-cases them. */
Xapian::Query
StemRewriter::rewrite_leaf (const std::string &term)
{
  if (term.compare (0, sizeof FILTER_START - 1, FILTER_START) == 0)
    return rewrite_filter (term);

  const gsize start = term[0] == 'Z' ? 1 : 0;
  gsize end = start;
  while (end < term.size () && g_ascii_isupper (term[end]))
    end++;
  return rewrite_word (term.substr (start, end - start), term.substr (end));
}

Xapian::Query
StemRewriter::rewrite_parts (const Xapian::Query &query)
{
  std::vector<Xapian::Query> parts;

  for (gsize i = 0; i < query.get_num_subqueries (); i++)
    parts.push_back (rewrite (query.get_subquery (i)));
  return Xapian::Query (query.get_type (), parts.begin (), parts.end ());
}

/* What is not named here has no words to stem: PHRASE and NEAR need the words as they stand, and wildcards are no
 * whole words. */
Xapian::Query
StemRewriter::rewrite (const Xapian::Query &query)
{
  switch (query.get_type ())
    {
    case Xapian::Query::LEAF_TERM:
      return rewrite_leaf (*query.get_terms_begin ());
    case Xapian::Query::OP_AND:
    case Xapian::Query::OP_OR:
    case Xapian::Query::OP_AND_NOT:
    case Xapian::Query::OP_XOR:
    case Xapian::Query::OP_AND_MAYBE:
    case Xapian::Query::OP_FILTER:
    case Xapian::Query::OP_SYNONYM:
    case Xapian::Query::OP_MAX:
      return rewrite_parts (query);
    case Xapian::Query::OP_SCALE_WEIGHT:
      /* the parser scales filters only, by zero */
      return Xapian::Query (0.0, rewrite (query.get_subquery (0)));
    default:
      position += query.get_length ();
      return query;
    }
}

/* Counts what makes a query dear, without understanding it: rather too much than too little. */
class TextCounter
{
public:
  void count (const char *text);

  unsigned words = 0;
  unsigned operators = 0;
  unsigned wildcards = 0;
  unsigned deepest = 0;

private:
  void count_word (const std::string &word);
  void count_parenthesis (char c);

  unsigned nesting = 0;
};

bool
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || static_cast<unsigned char> (c) >= 0x80;
}

void
TextCounter::count_word (const std::string &word)
{
  static const std::set<std::string> names = { "AND", "OR", "NOT", "XOR", "NEAR", "ADJ" };

  words++;
  operators += names.count (word);
}

void
TextCounter::count_parenthesis (char c)
{
  if (c == '(')
    nesting++;
  else if (c == ')' && nesting > 0)
    nesting--;
  deepest = std::max (deepest, nesting);
}

void
TextCounter::count (const char *text)
{
  const char *const text_end = text + strlen (text);

  while (text < text_end)
    {
      const char *end = std::find_if_not (text, text_end, is_word_byte);

      if (end > text)
        {
          count_word (std::string (text, end));
          wildcards += *end == '*';
          text = end;
        }
      else
        count_parenthesis (*text++);
    }
}

void
check_count (const char *what, gsize number, gsize most)
{
  if (number > most)
    throw Failure (XAP_ERROR_QUERY, "query text has " + std::to_string (number) + " " + what + ", at most "
                                      + std::to_string (most) + " can be searched for at once");
}

void
check_text (const char *text, bool plain)
{
  TextCounter counter;

  check_count ("bytes", strlen (text), MAX_TEXT_BYTES);
  counter.count (text);
  check_count ("words", counter.words, MAX_WORDS);
  if (plain)
    return;
  check_count ("operators", counter.operators, MAX_OPERATORS);
  check_count ("wildcards", counter.wildcards, MAX_WILDCARDS);
  check_count ("levels of parentheses", counter.deepest, MAX_NESTING);
}

void
add_prefix (Xapian::QueryParser &parser, const XapPrefix &row)
{
  const std::string grouping = row.name;

  if (row.boolean)
    parser.add_boolean_prefix (row.name, FILTER_START + std::string (row.prefix) + FILTER_END, &grouping);
  else
    parser.add_prefix (row.name, row.prefix);
}

unsigned
flags_to_xapian (const XapParseOptions &options)
{
  unsigned flags = Xapian::QueryParser::FLAG_CJK_NGRAM;

  if (!options.plain)
    flags |= Xapian::QueryParser::FLAG_PHRASE | Xapian::QueryParser::FLAG_BOOLEAN | Xapian::QueryParser::FLAG_LOVEHATE
             | Xapian::QueryParser::FLAG_WILDCARD;
  if (options.partial)
    flags |= Xapian::QueryParser::FLAG_PARTIAL;
  return flags;
}

Xapian::Query
parse (const char *text, const XapParseOptions &options)
{
  Xapian::QueryParser parser;

  parser.set_stemmer (Xapian::Stem (new IdentityStem ()));
  parser.set_stemming_strategy (Xapian::QueryParser::STEM_SOME);
  parser.set_default_op (options.any ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
  parser.set_max_expansion (MAX_EXPANSION, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
  for (gsize i = 0; i < options.n_prefixes; i++)
    add_prefix (parser, options.prefixes[i]);
  return parser.parse_query (text, flags_to_xapian (options));
}

} /* namespace */

/**
 * xap_query_parse:
 * @text: UTF-8, as typed
 * @options: how to read it; copied
 * @error: return location for an error
 *
 * Makes a query from text. Operators are AND, OR, NOT, XOR, NEAR, ADJ, +, -, "phrases", parentheses, word* and
 * field:word. A word that begins with a letter means its stems, capitals or not; numbers, the pieces of CJK text, words
 * in phrases and under NEAR and ADJ stay as they are. A wildcard or unfinished word means the 200 most frequent of the
 * words that it could be. Bounds: 128 KiB, 12,000 words, and without @plain 500 operators, 20 wildcards and parentheses
 * 100 deep.
 *
 * Returns: (transfer full): the query, empty when there are no words; or %NULL with %XAP_ERROR_QUERY (text can't be
 *    parsed or is beyond the bounds) or %XAP_ERROR_FAILED (unknown stemmer, prefix table that contradicts
 *    itself)
 */
XapQuery *
xap_query_parse (const char *text, const XapParseOptions *options, GError **error)
{
  return guard<XapQuery *> (nullptr, error, [&] {
    StemRewriter rewriter (options->stems);

    check_text (text, options->plain);
    return new XapQuery{ rewriter.rewrite (parse (text, *options)) };
  });
}
