/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character references of HTML. libxml2 has the table of HTML 4's names; the few of HTML 5 that pages use are added
 * here. */
#include "extract/entity.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define NAME_MAX_BYTES 16

typedef struct
{
  const char *name;
  gunichar value;
} Entity;

static const Entity html5_entities[] = {
  { "AMP", '&' },      { "COPY", 0xa9 },   { "GT", '>' },        { "Hat", '^' },       { "LT", '<' },
  { "NewLine", '\n' }, { "QUOT", '"' },    { "REG", 0xae },      { "Tab", '\t' },      { "ZeroWidthSpace", 0x200b },
  { "ast", '*' },      { "bsol", '\\' },   { "check", 0x2713 },  { "colon", ':' },     { "comma", ',' },
  { "commat", '@' },   { "dash", 0x2010 }, { "dollar", '$' },    { "equals", '=' },    { "excl", '!' },
  { "grave", '`' },    { "half", 0xbd },   { "horbar", 0x2015 }, { "hyphen", 0x2010 }, { "lbrace", '{' },
  { "lbrack", '[' },   { "lcub", '{' },    { "lowbar", '_' },    { "lpar", '(' },      { "lsqb", '[' },
  { "num", '#' },      { "percnt", '%' },  { "period", '.' },    { "plus", '+' },      { "quest", '?' },
  { "rbrace", '}' },   { "rbrack", ']' },  { "rcub", '}' },      { "rpar", ')' },      { "rsqb", ']' },
  { "semi", ';' },     { "sol", '/' },     { "verbar", '|' },    { "vert", '|' },
};

/* What pages of the nineties meant by &#128; to &#159;. */
static const guint16 windows_1252[32] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

static gunichar
valid_character (guint64 value)
{
  if (value >= 0x80 && value < 0xa0)
    return windows_1252[value - 0x80];
  if (value == 0 || value > 0x10ffff || !g_unichar_validate ((gunichar) value))
    return 0xfffd;
  return (gunichar) value;
}

/* "#228;": @text is what follows the ampersand. Returns: bytes used, 0 when this is no reference */
static gsize
read_number (const char *text, gsize length, gunichar *value)
{
  gboolean hex = length > 1 && (text[1] == 'x' || text[1] == 'X');
  gsize start = hex ? 2 : 1;
  gsize at = start;
  guint64 number = 0;
  for (; at < length && (hex ? g_ascii_isxdigit (text[at]) : g_ascii_isdigit (text[at])); at++)
    number = MIN (number * (hex ? 16 : 10) + (guint64) g_ascii_xdigit_value (text[at]), 0x110000);
  if (at == start)
    return 0;
  *value = valid_character (number);
  return at + (at < length && text[at] == ';');
}

static gunichar
find_name (const char *name)
{
  const htmlEntityDesc *entity = htmlEntityLookup ((const xmlChar *) name);
  if (entity != NULL)
    return entity->value;
  for (gsize i = 0; i < G_N_ELEMENTS (html5_entities); i++)
    if (strcmp (html5_entities[i].name, name) == 0)
      return html5_entities[i].value;
  return 0;
}

/* "copy 2022", "ampfoo": the old names of Latin-1 count without semicolon too, the longest one that fits. */
static gsize
read_unfinished_name (char *name, gsize length, gunichar *value)
{
  for (gsize n = MIN (length, 6); n >= 2; n--)
    {
      name[n] = '\0';
      *value = find_name (name);
      if (*value != 0 && *value < 0x100 && *value != '\'')
        return n;
    }
  return 0;
}

static gsize
read_name (const char *text, gsize length, gboolean in_attribute, gunichar *value)
{
  char name[NAME_MAX_BYTES + 1];
  gsize n = 0;
  for (; n < MIN (length, NAME_MAX_BYTES) && g_ascii_isalnum (text[n]); n++)
    name[n] = text[n];
  name[n] = '\0';
  if (n < length && text[n] == ';' && (*value = find_name (name)) != 0)
    return n + 1;
  if (!in_attribute)
    return read_unfinished_name (name, n, value);
  /* in an address `&copy=1` is a parameter */
  if (n < length && text[n] == '=')
    return 0;
  *value = find_name (name);
  return *value != 0 && *value < 0x100 ? n : 0;
}

/**
 * offprint_entity_append:
 * @out: where to append
 * @text: valid UTF-8
 * @length: bytes of @text
 * @in_attribute: %TRUE for the value of an attribute, where fewer references count
 *
 * Appends @text with its character references resolved, once. What is no reference stays as it is; a reference to no
 * character gives U+FFFD.
 */
void
offprint_entity_append (GString *out, const char *text, gsize length, gboolean in_attribute)
{
  const char *end = text + length;
  const char *ampersand;
  while (text < end && (ampersand = memchr (text, '&', (gsize) (end - text))) != NULL)
    {
      gunichar value = 0;
      gsize rest = (gsize) (end - ampersand) - 1;
      gsize used = 0;
      g_string_append_len (out, text, ampersand - text);
      if (rest > 1)
        used = ampersand[1] == '#' ? read_number (ampersand + 1, rest, &value)
                                   : read_name (ampersand + 1, rest, in_attribute, &value);
      if (used > 0)
        g_string_append_unichar (out, value);
      else
        g_string_append_c (out, '&');
      text = ampersand + 1 + used;
    }
  g_string_append_len (out, text, end - text);
}
