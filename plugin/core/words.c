/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One walk over a text that gives every term that Recoll 1.34 and Xapian's query parser (Omega) look for, with
 * positions counted as Recoll counts them. Stems, prefixes and counts are no matter of this file.
 *
 * tests/hosts/recoll-words.py and tests/hosts/xapian-words.cc compare with the real programs. What differs on purpose:
 * - Terms have at most 40 bytes, as written and as folded; Xapian would keep up to 64.
 * - Among ideographs Recoll takes whatever follows without a space for an ideograph too. With digits and ASCII
 *   punctuation we do so as well, since its queries do, and Xapian's forms come on top; but not with `é` and its like,
 *   where it tears the Latin word. A line end among ideographs uses up a position, as in Recoll, but gives no terms.
 * - Recoll drops a term when the one before it has the same position and length; we keep it.
 * - Recoll takes two syllables of Hangul (U+C2B6, U+C3B7) for separators by mistake; to us they are letters.
 * - Xapian divides words at a soft hyphen, so that who types the word does not find it; we do not divide.
 * - Xapian loses its thread when an ideograph follows a joiner (`a'日b` gives `a'b`) and sees no initials right after
 *   an ideograph; we give the words.
 * - More than 40 initials (`A.B.C...`) are single letters to us, one long word to Xapian: to look for the end of such a
 *   chain again and again would take quadratic time.
 * - At one position there are at most 8 forms that only Xapian's parser makes (`½ ½ ½` between two words).
 * - Letters with marks of their own (`e` U+0301) are also given composed, as people type them; Xapian would not.
 *
 * Phrases. Xapian's parser makes of `e-mail`, `foo/bar`, `x@y.com` a phrase of the parts, which are at successive
 * positions: found. A quoted "AT&T pays" asks for `at&t` next to `pays`, but there is one position more between them,
 * since Recoll needs `at` and `t` to have their own: found as words only. "pays AT&T" is found, since such a form
 * stands at its first part's position. The same holds for "13,200 people", "don't go", "U.S.A. today", and without
 * quotes for what the parser makes a phrase of by itself: `foo_bar.baz`. Of `1e-5` it makes the phrase `1e` `5`, which
 * Recoll's one word has no room for. */
#include "core/words-private.h"

static WordsDoing
get_ascii_doing (gunichar c)
{
  switch (c)
    {
    case '-':
    case '+':
      return WORDS_DO_SIGN;
    case '.':
      return WORDS_DO_DOT;
    case '@':
    case '_':
    case '\'':
      return WORDS_DO_GLUE;
    case '#':
      return WORDS_DO_HASH;
    case '\n':
    case '\r':
      return WORDS_DO_LINE_END;
    case '*':
    case '?':
    case '[':
    case ']':
      return WORDS_DO_WILD;
    default:
      if (g_ascii_isdigit ((char) c))
        return WORDS_DO_DIGIT;
      return g_ascii_isalpha ((char) c) ? WORDS_DO_LETTER : WORDS_DO_SEPARATE;
    }
}

WordsDoing
words_get_doing (gunichar c)
{
  if (c < 0x80)
    return get_ascii_doing (c);
  if (c == 0x2010 || c == 0x2019 || c == 0x275c || c == 0x2bc)
    return WORDS_DO_GLUE;
  if (c >= 0x1100 && offprint_character_is_cjk (c))
    return WORDS_DO_IDEOGRAPH;
  switch (offprint_character_get_kind (c))
    {
    case OFFPRINT_CHARACTER_SEPARATOR:
      return WORDS_DO_SEPARATE;
    case OFFPRINT_CHARACTER_SKIPPED:
      return WORDS_DO_SKIP;
    default:
      return WORDS_DO_LETTER;
    }
}

/* Returns: the character behind the one of @length bytes at the walk's place, or 0 at the end */
static gunichar
peek (const WordsWalk *walk, gsize length)
{
  gsize ignored;

  if (walk->at + length >= walk->length)
    return 0;
  return offprint_character_decode (walk->text + walk->at + length, &ignored);
}

static gboolean
is_digit (gunichar c)
{
  return c < 0x80 && g_ascii_isdigit ((char) c);
}

/* Begins a part at the walk's place. */
static WordsPart *
begin_part (WordsWalk *walk)
{
  WordsSpan *span = &walk->span;
  WordsPart *part = &span->parts[span->n_parts];

  part->start = part->end = walk->at;
  part->raw_start = part->raw_end = span->raw_length;
  part->folded_start = part->folded_end = span->folded_length;
  part->position = walk->position;
  return part;
}

static void
add_to_word (WordsWalk *walk, gunichar c, gsize length)
{
  WordsPart *part = &walk->span.parts[walk->span.n_parts];

  if (!walk->in_word)
    part = begin_part (walk);
  walk->in_word = TRUE;
  words_span_append (&walk->span, c, length);
  part->end = walk->at + length;
  part->raw_end = walk->span.raw_length;
  part->folded_end = walk->span.folded_length;
}

/* Ends the word; ends the span too when it has as many as Recoll joins. */
static void
end_word (WordsWalk *walk)
{
  if (!walk->in_word)
    return;
  walk->in_word = FALSE;
  walk->position++;
  if (++walk->span.n_parts >= WORDS_MAX_PARTS)
    words_walk_end_span (walk);
}

void
words_walk_separate (WordsWalk *walk)
{
  end_word (walk);
  words_walk_end_span (walk);
  walk->in_number = FALSE;
}

static void
glue (WordsWalk *walk, gunichar c, gsize length)
{
  end_word (walk);
  walk->in_number = FALSE;
  words_span_append (&walk->span, c, length);
}

/* White space that a reader sees: only then is a `+` the end of `c++`. */
static gboolean
is_visible_white (gunichar c)
{
  return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x180e
         || (c >= 0x80 && g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR);
}

static void
take_sign_in_word (WordsWalk *walk, gunichar c, gunichar next)
{
  if (c == '-' && !is_visible_white (next))
    glue (walk, c, 1);
  else if (c == '+' && (next == '+' || is_visible_white (next)))
    add_to_word (walk, c, 1);
  else
    words_walk_separate (walk);
}

/* `-10`, `1e-5`, `e-mail`, `c++` */
static void
take_sign (WordsWalk *walk, gunichar c)
{
  gunichar next = peek (walk, 1);

  if (walk->in_word && !walk->in_number)
    take_sign_in_word (walk, c, next);
  else if (is_digit (next) && (!walk->in_word || walk->span.last == 'e' || walk->span.last == 'E'))
    {
      walk->in_number = TRUE;
      add_to_word (walk, c, 1);
    }
  else
    words_walk_separate (walk);
}

/* `.5`, `.net`: the latter is a word, and `net` is one at the same position. */
static void
take_first_dot (WordsWalk *walk, gunichar next)
{
  if (is_digit (next))
    {
      walk->in_number = TRUE;
      add_to_word (walk, '.', 1);
    }
  else
    {
      begin_part (walk);
      walk->span.n_parts++;
      words_span_append (&walk->span, '.', 1);
    }
}

static gboolean
is_alphanumeric (gunichar c)
{
  WordsDoing does = c != 0 ? words_get_doing (c) : WORDS_DO_SEPARATE;

  return does == WORDS_DO_LETTER || does == WORDS_DO_DIGIT
         || (does == WORDS_DO_IDEOGRAPH && offprint_character_get_kind (c) == OFFPRINT_CHARACTER_LETTER);
}

static void
take_dot (WordsWalk *walk)
{
  gunichar next = peek (walk, 1);

  if (walk->in_number ? !is_digit (next) : !is_alphanumeric (next))
    words_walk_separate (walk);
  else if (walk->in_number)
    add_to_word (walk, '.', 1);
  else if (walk->span.raw_length == 0)
    take_first_dot (walk, next);
  else if (walk->in_word)
    {
      end_word (walk);
      words_span_append (&walk->span, '.', 1);
    }
}

/* `#tag`, `c#` */
static void
take_hash (WordsWalk *walk)
{
  gunichar next = peek (walk, 1);
  WordsDoing does = next != 0 ? words_get_doing (next) : WORDS_DO_SEPARATE;

  if (walk->in_word ? does == WORDS_DO_SEPARATE || does == WORDS_DO_LINE_END : is_alphanumeric (next))
    add_to_word (walk, '#', 1);
  else
    words_walk_separate (walk);
}

static void
take_glue (WordsWalk *walk, gunichar c, gsize length)
{
  if (is_visible_white (peek (walk, length)))
    words_walk_separate (walk);
  else if (walk->in_word)
    glue (walk, c, length);
}

static void
take_letter (WordsWalk *walk, gunichar c, gsize length)
{
  if (c != 'e' && c != 'E')
    walk->in_number = FALSE;
  add_to_word (walk, c, length);
}

static void
take_digit (WordsWalk *walk, gunichar c)
{
  if (!walk->in_word)
    walk->in_number = TRUE;
  add_to_word (walk, c, 1);
}

/* Takes one character, and the ideographs with it if it is one. */
static void
take_character (WordsWalk *walk)
{
  gsize length;
  gunichar c = offprint_character_decode (walk->text + walk->at, &length);
  WordsDoing does = words_get_doing (c);
  gboolean after_soft_hyphen = walk->after_soft_hyphen;

  walk->after_soft_hyphen = c == 0xad || (after_soft_hyphen && does == WORDS_DO_LINE_END);
  switch (does)
    {
    case WORDS_DO_IDEOGRAPH:
      words_walk_take_ideographs (walk);
      return;
    case WORDS_DO_SEPARATE:
    case WORDS_DO_WILD:
      words_walk_separate (walk);
      break;
    case WORDS_DO_LINE_END:
      if (!walk->after_soft_hyphen)
        words_walk_separate (walk);
      break;
    case WORDS_DO_LETTER:
      take_letter (walk, c, length);
      break;
    case WORDS_DO_DIGIT:
      take_digit (walk, c);
      break;
    case WORDS_DO_SIGN:
      take_sign (walk, c);
      break;
    case WORDS_DO_DOT:
      take_dot (walk);
      break;
    case WORDS_DO_GLUE:
      take_glue (walk, c, length);
      break;
    case WORDS_DO_HASH:
      take_hash (walk);
      break;
    case WORDS_DO_SKIP:
      break;
    }
  walk->at += length;
}

/* Returns: %TRUE if neither Recoll's span nor Xapian's parser is half-way through anything */
static gboolean
is_idle (WordsWalk *walk)
{
  return !walk->in_word && walk->span.raw_length == 0 && !words_parser_find (&walk->parser, walk->at)
         && !walk->parser.found && walk->parser.at <= walk->at;
}

/**
 * offprint_words_foreach:
 * @text: (array length=length): valid UTF-8
 * @length: its bytes
 * @position: the position of the first word
 * @func: (scope call): called for each form of each word
 * @data: for @func
 *
 * Walks over @text once and calls @func for every form of every word that Recoll or Xapian's query parser may look for.
 * The words come in the order of the text; of words that are joined (`e-mail`), all forms of all parts come together,
 * so that positions may go back by a few. Each term comes once per position.
 *
 * Takes time in proportion to @length and a few kilobytes of memory, whatever the text is.
 *
 * Returns: the position behind the last word
 */
guint32
offprint_words_foreach (const char *text, gsize length, guint32 position, OffprintWordFunc func, gpointer data)
{
  WordsWalk walk = { .text = text, .length = length, .position = position, .func = func, .data = data };

  walk.parser.text = text;
  walk.parser.length = length;
  while (walk.at < length && !walk.stopped)
    {
      if (is_idle (&walk))
        words_walk_take_simple_words (&walk);
      if (walk.at < length && !walk.stopped)
        take_character (&walk);
    }
  if (!walk.stopped)
    words_walk_separate (&walk);
  if (!walk.stopped && words_parser_find (&walk.parser, length))
    words_walk_give_tokens (&walk, length, walk.position++);
  return walk.position;
}
