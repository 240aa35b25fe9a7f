/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which encoding a file is in, and decoding it. In this order: a byte order mark; UTF-16 by its zero bytes; text that
 * is valid UTF-8, whatever it declares; what it declares; a guess by uchardet; windows-1252, in which any bytes mean
 * something. */
#include "extract/encoding.h"

#include "offprint-config.h"

#include <stdlib.h>
#include <string.h>
#if HAVE_UCHARDET
#include <uchardet/uchardet.h>
#endif

#define PRESCAN_BYTES 4096
#define GUESS_BYTES (64 * 1024)
#define REPLACEMENT "\xef\xbf\xbd"

typedef struct
{
  const char *label;
  const char *name; /* as iconv knows it */
} Label;

/* The labels of the WHATWG encoding standard, sorted. Many mean a larger encoding than they say: what pages call
 * ISO-8859-1 is windows-1252. */
static const Label labels[] = {
  { "866", "CP866" },
  { "ansi_x3.4-1968", "WINDOWS-1252" },
  { "ascii", "WINDOWS-1252" },
  { "big5", "BIG5-HKSCS" },
  { "big5-hkscs", "BIG5-HKSCS" },
  { "chinese", "GB18030" },
  { "cn-big5", "BIG5-HKSCS" },
  { "cp1250", "WINDOWS-1250" },
  { "cp1251", "WINDOWS-1251" },
  { "cp1252", "WINDOWS-1252" },
  { "cp1253", "WINDOWS-1253" },
  { "cp1254", "WINDOWS-1254" },
  { "cp1255", "WINDOWS-1255" },
  { "cp1256", "WINDOWS-1256" },
  { "cp1257", "WINDOWS-1257" },
  { "cp1258", "WINDOWS-1258" },
  { "cp819", "WINDOWS-1252" },
  { "cp866", "CP866" },
  { "cp932", "CP932" },
  { "cp936", "GB18030" },
  { "cp949", "UHC" },
  { "csbig5", "BIG5-HKSCS" },
  { "cseuckr", "UHC" },
  { "cseucpkdfmtjapanese", "EUC-JP-MS" },
  { "csgb2312", "GB18030" },
  { "csibm866", "CP866" },
  { "csiso2022jp", "ISO-2022-JP" },
  { "csisolatin1", "WINDOWS-1252" },
  { "csisolatin2", "ISO-8859-2" },
  { "csisolatin5", "WINDOWS-1254" },
  { "csisolatinarabic", "ISO-8859-6" },
  { "csisolatincyrillic", "ISO-8859-5" },
  { "csisolatingreek", "ISO-8859-7" },
  { "csisolatinhebrew", "ISO-8859-8" },
  { "cskoi8r", "KOI8-R" },
  { "csksc56011987", "UHC" },
  { "csmacintosh", "MACINTOSH" },
  { "csshiftjis", "CP932" },
  { "csunicode", "UTF-16LE" },
  { "dos-874", "CP874" },
  { "euc-cn", "GB18030" },
  { "euc-jp", "EUC-JP-MS" },
  { "euc-kr", "UHC" },
  { "euc-tw", "EUC-TW" },
  { "gb18030", "GB18030" },
  { "gb2312", "GB18030" },
  { "gb_2312", "GB18030" },
  { "gb_2312-80", "GB18030" },
  { "gbk", "GB18030" },
  { "hebrew", "ISO-8859-8" },
  { "hz-gb-2312", "HZ-GB-2312" },
  { "ibm819", "WINDOWS-1252" },
  { "ibm866", "CP866" },
  { "iso-2022-jp", "ISO-2022-JP" },
  { "iso-8859-1", "WINDOWS-1252" },
  { "iso-8859-10", "ISO-8859-10" },
  { "iso-8859-11", "CP874" },
  { "iso-8859-13", "ISO-8859-13" },
  { "iso-8859-14", "ISO-8859-14" },
  { "iso-8859-15", "ISO-8859-15" },
  { "iso-8859-16", "ISO-8859-16" },
  { "iso-8859-2", "ISO-8859-2" },
  { "iso-8859-3", "ISO-8859-3" },
  { "iso-8859-4", "ISO-8859-4" },
  { "iso-8859-5", "ISO-8859-5" },
  { "iso-8859-6", "ISO-8859-6" },
  { "iso-8859-7", "ISO-8859-7" },
  { "iso-8859-8", "ISO-8859-8" },
  { "iso-8859-8-i", "ISO-8859-8" },
  { "iso-8859-9", "WINDOWS-1254" },
  { "iso8859-1", "WINDOWS-1252" },
  { "iso8859-15", "ISO-8859-15" },
  { "iso8859-2", "ISO-8859-2" },
  { "iso8859-5", "ISO-8859-5" },
  { "iso8859-9", "WINDOWS-1254" },
  { "iso88591", "WINDOWS-1252" },
  { "iso_8859-1", "WINDOWS-1252" },
  { "iso_8859-15", "ISO-8859-15" },
  { "iso_8859-2", "ISO-8859-2" },
  { "johab", "JOHAB" },
  { "koi", "KOI8-R" },
  { "koi8", "KOI8-R" },
  { "koi8-r", "KOI8-R" },
  { "koi8-ru", "KOI8-U" },
  { "koi8-u", "KOI8-U" },
  { "koi8_r", "KOI8-R" },
  { "korean", "UHC" },
  { "ks_c_5601-1987", "UHC" },
  { "ksc5601", "UHC" },
  { "ksc_5601", "UHC" },
  { "l1", "WINDOWS-1252" },
  { "l2", "ISO-8859-2" },
  { "l5", "WINDOWS-1254" },
  { "l9", "ISO-8859-15" },
  { "latin1", "WINDOWS-1252" },
  { "latin2", "ISO-8859-2" },
  { "latin5", "WINDOWS-1254" },
  { "logical", "ISO-8859-8" },
  { "mac", "MACINTOSH" },
  { "mac-cyrillic", "MAC-CYRILLIC" },
  { "macintosh", "MACINTOSH" },
  { "ms932", "CP932" },
  { "ms_kanji", "CP932" },
  { "shift-jis", "CP932" },
  { "shift_jis", "CP932" },
  { "sjis", "CP932" },
  { "tis-620", "CP874" },
  { "uhc", "UHC" },
  { "unicode", "UTF-16LE" },
  { "unicode-1-1-utf-8", "UTF-8" },
  { "us-ascii", "WINDOWS-1252" },
  { "utf-16", "UTF-16LE" },
  { "utf-16be", "UTF-16BE" },
  { "utf-16le", "UTF-16LE" },
  { "utf-32", "UTF-32" },
  { "utf-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "viscii", "VISCII" },
  { "visual", "ISO-8859-8" },
  { "windows-1250", "WINDOWS-1250" },
  { "windows-1251", "WINDOWS-1251" },
  { "windows-1252", "WINDOWS-1252" },
  { "windows-1253", "WINDOWS-1253" },
  { "windows-1254", "WINDOWS-1254" },
  { "windows-1255", "WINDOWS-1255" },
  { "windows-1256", "WINDOWS-1256" },
  { "windows-1257", "WINDOWS-1257" },
  { "windows-1258", "WINDOWS-1258" },
  { "windows-31j", "CP932" },
  { "windows-874", "CP874" },
  { "windows-949", "UHC" },
  { "x-cp1250", "WINDOWS-1250" },
  { "x-cp1251", "WINDOWS-1251" },
  { "x-cp1252", "WINDOWS-1252" },
  { "x-euc-jp", "EUC-JP-MS" },
  { "x-gbk", "GB18030" },
  { "x-mac-cyrillic", "MAC-CYRILLIC" },
  { "x-mac-roman", "MACINTOSH" },
  { "x-mac-ukrainian", "MAC-UK" },
  { "x-sjis", "CP932" },
  { "x-user-defined", "WINDOWS-1252" },
  { "x-x-big5", "BIG5-HKSCS" },
};

static int
compare_label (const void *label, const void *entry)
{
  return strcmp (label, ((const Label *) entry)->label);
}

/**
 * offprint_encoding_find_label:
 * @label: name of an encoding as pages, mails and detectors write it, in any case
 * @length: bytes of @label
 *
 * Returns: (transfer none) (nullable): what is really meant, as iconv knows it; %NULL when nobody knows it
 */
const char *
offprint_encoding_find_label (const char *label, gsize length)
{
  char name[32];
  if (length >= sizeof name)
    return NULL;
  for (gsize i = 0; i < length; i++)
    name[i] = g_ascii_tolower (label[i]);
  name[length] = '\0';
  const Label *found = bsearch (g_strstrip (name), labels, G_N_ELEMENTS (labels), sizeof (Label), compare_label);
  return found != NULL ? found->name : NULL;
}

static const char *
find_nocase (const char *at, const char *end, const char *what)
{
  gsize length = strlen (what);
  for (; (gsize) (end - at) >= length; at++)
    if (g_ascii_strncasecmp (at, what, length) == 0)
      return at;
  return NULL;
}

/* The label after `charset=` or `encoding=` in [at, end). */
static const char *
read_label (const char *at, const char *end, const char *key)
{
  const char *found = find_nocase (at, end, key);
  if (found == NULL)
    return NULL;
  at = found + strlen (key);
  while (at < end && strchr (" \t\r\n=\"'", *at) != NULL && *at != '\0')
    at++;
  const char *start = at;
  while (at < end && (g_ascii_isalnum (*at) || strchr ("-_.:", *at) != NULL) && *at != '\0')
    at++;
  return offprint_encoding_find_label (start, (gsize) (at - start));
}

/* What the first bytes of a page declare. A page that can be read so far and says UTF-16 is not: it means UTF-8. */
static const char *
find_declared (const char *text, gsize length)
{
  const char *end = text + MIN (length, PRESCAN_BYTES);
  const char *name = NULL;
  if (length > 5 && g_ascii_strncasecmp (text, "<?xml", 5) == 0)
    {
      const char *close = memchr (text, '>', (gsize) (end - text));
      name = read_label (text, close != NULL ? close : end, "encoding");
    }
  for (const char *at = text; name == NULL && (at = find_nocase (at, end, "<meta")) != NULL; at++)
    {
      const char *close = memchr (at, '>', (gsize) (end - at));
      name = read_label (at, close != NULL ? close : end, "charset");
    }
  return name != NULL && g_str_has_prefix (name, "UTF-") ? "UTF-8" : name;
}

/* UTF-16 of a page or of Latin text has a zero in every second byte. */
static const char *
find_utf16 (const guint8 *bytes, gsize length)
{
  gsize zeros[2] = { 0, 0 };
  gsize n = MIN (length, PRESCAN_BYTES) & ~(gsize) 1;
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += bytes[i] == 0;
  if (n < 8)
    return NULL;
  if (zeros[1] * 4 > n && zeros[0] * 20 < n)
    return "UTF-16LE";
  return zeros[0] * 4 > n && zeros[1] * 20 < n ? "UTF-16BE" : NULL;
}

/* Whether most of what is no ASCII is valid UTF-8: text that was cut or has a foreign byte in it. */
static gboolean
is_nearly_utf8 (const char *text, gsize length)
{
  const char *end = text + length;
  gsize valid = 0, invalid = 0;
  while (text < end)
    {
      if ((guchar) *text < 0x80)
        {
          text++;
          continue;
        }
      gunichar c = g_utf8_get_char_validated (text, end - text);
      gboolean good = c != (gunichar) -1 && c != (gunichar) -2;
      valid += good;
      invalid += !good;
      text = good ? g_utf8_next_char (text) : text + 1;
    }
  return valid >= 10 * invalid;
}

static GBytes *
repair_utf8 (const char *text, gsize length)
{
  const char *end = text + length;
  GString *out = g_string_sized_new (length + 64);
  while (text < end)
    {
      const char *bad;
      if (g_utf8_validate_len (text, (gsize) (end - text), &bad))
        bad = end;
      g_string_append_len (out, text, bad - text);
      text = bad;
      if (text < end && *text != '\0')
        g_string_append (out, REPLACEMENT);
      text += text < end;
    }
  return g_string_free_to_bytes (out);
}

/* Converts with U+FFFD for each byte that means nothing. */
static GBytes *
decode (const char *text, gsize length, GIConv converter)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) length + 16);
  char *at = (char *) (gsize) text;
  char buffer[16 * 1024];
  while (length > 0)
    {
      char *to = buffer;
      gsize room = sizeof buffer;
      gsize converted = g_iconv (converter, &at, &length, &to, &room);
      int failure = converted == (gsize) -1 ? errno : 0;
      g_byte_array_append (out, (const guint8 *) buffer, (guint) (sizeof buffer - room));
      if (failure == 0 || failure == E2BIG)
        continue;
      g_byte_array_append (out, (const guint8 *) REPLACEMENT, 3);
      if (failure != EILSEQ)
        break;
      at++;
      length--;
    }
  gsize n = out->len;
  g_autofree guint8 *data = g_byte_array_free (g_steal_pointer (&out), FALSE);
  return repair_utf8 ((const char *) data, n);
}

static GBytes *
decode_as (const char *text, gsize length, const char *name)
{
  if (strcmp (name, "UTF-8") == 0)
    return repair_utf8 (text, length);
  GIConv converter = g_iconv_open ("UTF-8", name);
  if (converter == (GIConv) -1)
    return NULL;
  GBytes *result = decode (text, length, converter);
  g_iconv_close (converter);
  return result;
}

#if HAVE_UCHARDET
/* The detector sees what is no ASCII and a little around it: markup tells nothing, and is most of a page. */
static const char *
guess (const char *text, gsize length)
{
  uchardet_t detector = uchardet_new ();
  gsize fed = 0, last = 0;
  for (gsize i = 0; i < length && fed < GUESS_BYTES; i++)
    if ((guchar) text[i] >= 0x80 && i >= last)
      {
        gsize start = MAX (last, i > 16 ? i - 16 : 0);
        gsize end = MIN (i + 64, length);
        uchardet_handle_data (detector, text + start, end - start);
        fed += end - start;
        last = end;
      }
  uchardet_data_end (detector);
  const char *label = uchardet_get_charset (detector);
  const char *name = offprint_encoding_find_label (label, strlen (label));
  uchardet_delete (detector);
  return name != NULL ? name : "WINDOWS-1252";
}
#else
static const char *
guess (const char *text, gsize length)
{
  return "WINDOWS-1252";
}
#endif

static gsize
find_mark (const guint8 *bytes, gsize length, const char **name)
{
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      *name = "UTF-8";
      return 3;
    }
  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    {
      *name = bytes[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      return 2;
    }
  return 0;
}

/* Encodings that shift by escapes look like ASCII. */
static gboolean
is_shifting (const char *name, const char *text, gsize length)
{
  if (name == NULL)
    return FALSE;
  if (strcmp (name, "ISO-2022-JP") == 0)
    return memmem (text, length, "\x1b$", 2) != NULL || memmem (text, length, "\x1b(", 2) != NULL;
  return strcmp (name, "HZ-GB-2312") == 0 && memmem (text, length, "~{", 2) != NULL;
}

/**
 * offprint_encoding_to_utf8:
 * @bytes: a file
 * @kind: what declares its encoding
 * @result: (out): the text; clear with g_bytes_unref() on its text
 *
 * Decodes a file into valid UTF-8. Bytes that mean nothing become U+FFFD, NUL bytes are left out. Linear in the size.
 * The labels follow https://encoding.spec.whatwg.org/#names-and-labels.
 */
void
offprint_encoding_to_utf8 (GBytes *bytes, OffprintEncodingKind kind, OffprintEncodingResult *result)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  const char *name = NULL;
  gsize skipped = find_mark (data, length, &name);
  const char *text = data != NULL ? (const char *) data + skipped : "";
  gsize rest = length - skipped;

  result->guessed = FALSE;
  if (name == NULL)
    name = find_utf16 (data, length);
  if (name == NULL)
    {
      const char *declared = kind == OFFPRINT_ENCODING_MARKUP ? find_declared (text, rest) : NULL;
      gboolean shifting = is_shifting (declared, text, rest);
      if (!shifting && rest > 0 && g_utf8_validate_len (text, rest, NULL))
        {
          result->name = "UTF-8";
          result->text = g_bytes_new_from_bytes (bytes, skipped, rest);
          return;
        }
      gboolean utf8 = declared == NULL || strcmp (declared, "UTF-8") == 0;
      if (!utf8)
        name = declared;
      else if (rest == 0 || is_nearly_utf8 (text, rest))
        name = "UTF-8";
      result->guessed = name == NULL;
      if (name == NULL)
        name = guess (text, rest);
    }
  result->text = decode_as (text, rest, name);
  result->name = name;
  if (result->text == NULL)
    {
      result->name = "WINDOWS-1252";
      result->guessed = TRUE;
      result->text = decode_as (text, rest, "WINDOWS-1252");
    }
  if (result->text == NULL)
    result->text = repair_utf8 (text, rest);
}

static void
close_converter (gpointer converter)
{
  g_iconv_close (*(GIConv *) converter);
}

/**
 * offprint_encoding_open_all:
 *
 * The C library loads the code of an encoding when it is first asked for, from files. While the result is there, none
 * has to be loaded: for a process that is about to give up seeing files.
 *
 * Returns: (transfer full) (element-type GIConv): a converter from each encoding that a label may mean
 */
GArray *
offprint_encoding_open_all (void)
{
  GArray *converters = g_array_new (FALSE, FALSE, sizeof (GIConv));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_array_set_clear_func (converters, close_converter);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (!g_hash_table_add (seen, (gpointer) labels[i].name))
        continue;
      GIConv converter = g_iconv_open ("UTF-8", labels[i].name);
      if (converter != (GIConv) -1)
        g_array_append_val (converters, converter);
    }
  return converters;
}
