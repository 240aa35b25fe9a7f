/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighting schemes by name, so that ranking can be tuned and measured without new code. */
#include "shim/handles.hh"

#include <array>
#include <cmath>

using xap::Failure;

namespace
{

constexpr gsize MAX_PARAMETERS = 6;

using Parameters = std::array<double, MAX_PARAMETERS>;

template <typename Scheme>
Xapian::Weight *
make_plain (const Parameters &)
{
  return new Scheme ();
}

template <typename Scheme>
Xapian::Weight *
make_with_one (const Parameters &p)
{
  return new Scheme (p[0]);
}

Xapian::Weight *
make_bm25 (const Parameters &p)
{
  return new Xapian::BM25Weight (p[0], p[1], p[2], p[3], p[4]);
}

Xapian::Weight *
make_bm25_plus (const Parameters &p)
{
  return new Xapian::BM25PlusWeight (p[0], p[1], p[2], p[3], p[4], p[5]);
}

/* Names, how many parameters there are, and what each is when it is not given (Xapian's own choice). */
struct Scheme
{
  const char *name;
  gsize n_parameters;
  Parameters parameters;
  Xapian::Weight *(*make) (const Parameters &p);
};

const Scheme schemes[] = {
  { "bm25", 5, { 1, 0, 1, 0.5, 0.5 }, make_bm25 },
  { "bm25+", 6, { 1, 0, 1, 0.5, 0.5, 1 }, make_bm25_plus },
  { "bool", 0, {}, make_plain<Xapian::BoolWeight> },
  { "coord", 0, {}, make_plain<Xapian::CoordWeight> },
  { "dlh", 0, {}, make_plain<Xapian::DLHWeight> },
  { "dph", 0, {}, make_plain<Xapian::DPHWeight> },
  { "ifb2", 1, { 1 }, make_with_one<Xapian::IfB2Weight> },
  { "ineb2", 1, { 1 }, make_with_one<Xapian::IneB2Weight> },
  { "inl2", 1, { 1 }, make_with_one<Xapian::InL2Weight> },
  { "bb2", 1, { 1 }, make_with_one<Xapian::BB2Weight> },
  { "pl2", 1, { 1 }, make_with_one<Xapian::PL2Weight> },
  { "trad", 1, { 1 }, make_with_one<Xapian::TradWeight> },
};

using Words = std::vector<std::string>;

Words
split (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  Words words;

  for (gsize i = 0; parts[i] != nullptr; i++)
    if (parts[i][0] != '\0')
      words.emplace_back (parts[i]);
  return words;
}

[[noreturn]] void
fail (const std::string &what, const std::string &word)
{
  throw Failure (XAP_ERROR_FAILED, what + " '" + word + "'");
}

double
parse_number (const std::string &word)
{
  char *end;
  const double number = g_ascii_strtod (word.c_str (), &end);

  if (*end != '\0' || !std::isfinite (number))
    fail ("not a number among the parameters of a weighting scheme:", word);
  return number;
}

const Scheme &
find_scheme (const std::string &name)
{
  for (const Scheme &scheme : schemes)
    if (name == scheme.name)
      return scheme;
  fail ("unknown weighting scheme", name);
}

Xapian::Weight *
make_from_table (const Words &words)
{
  const Scheme &scheme = find_scheme (words[0]);
  Parameters parameters = scheme.parameters;

  if (words.size () - 1 > scheme.n_parameters)
    fail ("too many parameters for the weighting scheme", scheme.name);
  for (gsize i = 1; i < words.size (); i++)
    parameters[i - 1] = parse_number (words[i]);
  return scheme.make (parameters);
}

} /* namespace */

/* The only scheme whose parameter is no number is tfidf, with three letters for its normalisations. */
std::unique_ptr<Xapian::Weight>
xap::make_weight (const char *weighting)
{
  const Words words = split (weighting != nullptr ? weighting : "bm25");

  if (words.empty ())
    fail ("no weighting scheme named in", weighting);
  if (words[0] != "tfidf")
    return std::unique_ptr<Xapian::Weight> (make_from_table (words));
  if (words.size () > 2)
    fail ("too many parameters for the weighting scheme", words[0]);
  return std::make_unique<Xapian::TfIdfWeight> (words.size () == 2 ? words[1] : "ntn");
}
