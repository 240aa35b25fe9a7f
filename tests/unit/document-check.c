/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/document-variant.h"
#include "core/error.h"
#include "store/document-variant-private.h"
#include "store/metadata.h"
#include "store/sketch.h"
#include "tests/unit/document-fixture.h"

#include <string.h>

#define N_PARTS 7

static OffprintDocument *
make_document (void)
{
  g_autoptr (GError) error = NULL;
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, "Otters");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "Otters swim.");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  OffprintDocument *document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  return document;
}

/* An honest document's value with one part replaced, read: (nullable) what is wrong */
static char *
check_with (OffprintDocumentPart part, GVariant *value)
{
  GVariant *parts[N_PARTS];
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autoptr (OffprintDocument) document = make_document ();
  g_autoptr (GVariant) honest = g_variant_ref_sink (offprint_document_to_variant (document));
  for (gsize i = 0; i < N_PARTS; i++)
    parts[i] = i == part ? g_variant_ref (owned) : g_variant_get_child_value (honest, i);
  g_autoptr (GVariant) changed = g_variant_ref_sink (g_variant_new_tuple (parts, N_PARTS));
  for (gsize i = 0; i < N_PARTS; i++)
    g_variant_unref (parts[i]);
  g_autoptr (OffprintDocument) back = offprint_document_new_from_variant (changed, &error);
  g_assert_true ((back == NULL) == (error != NULL));
  if (error == NULL)
    return NULL;
  g_assert_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT);
  return g_strdup (error->message);
}

static void
assert_refused (OffprintDocumentPart part, GVariant *value, const char *reason)
{
  g_autofree char *found = check_with (part, value);
  g_assert_nonnull (found);
  if (strstr (found, reason) == NULL)
    g_error ("'%s' instead of '%s'", found, reason);
}

static void
assert_accepted (OffprintDocumentPart part, GVariant *value)
{
  g_autofree char *found = check_with (part, value);
  g_assert_null (found);
}

static GVariant *
bytes (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, length, 1);
}

static GVariant *
text_bytes (const char *text)
{
  return bytes (text, strlen (text));
}

typedef struct
{
  const char *bytes;
  gsize n_bytes;
  OffprintTermRow row;
  guint n_rows; /* so often the same row */
  guint32 positions[3];
  guint n_positions;
} Terms;

/* A document of nothing but terms */
static char *
check_terms (const Terms *terms)
{
  GVariant *parts[N_PARTS];
  g_autoptr (GError) error = NULL;
  g_autofree OffprintTermRow *rows = g_new (OffprintTermRow, terms->n_rows);
  for (guint i = 0; i < terms->n_rows; i++)
    rows[i] = terms->row;
  parts[0] = bytes (terms->bytes, terms->n_bytes);
  parts[1] = g_variant_new_fixed_array (G_VARIANT_TYPE ("(uuuu)"), rows, terms->n_rows, sizeof *rows);
  parts[2] = g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, terms->positions, terms->n_positions, sizeof (guint32));
  parts[3] = g_variant_new_array (G_VARIANT_TYPE ("(uay)"), NULL, 0);
  parts[4] = bytes (NULL, 0);
  parts[5] = bytes (NULL, 0);
  parts[6] = g_variant_new_string ("english");
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_tuple (parts, N_PARTS));
  g_autoptr (OffprintDocument) document = offprint_document_new_from_variant (variant, &error);
  return error != NULL ? g_strdup (error->message) : NULL;
}

static char *
check_term (const char *term)
{
  const gsize length = strlen (term);
  return check_terms (&(Terms){ term, length + 1, { (guint32) length, 0, 1, 0 }, 1, { 7 }, 1 });
}

/* Each fixture of the golden tests comes back as it was. */
static void
test_round_trip_file (const char *path, gpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_autoptr (GBytes) content = g_bytes_new_take (g_steal_pointer (&contents), length);
  const OffprintSource source = { .path = path, .bytes = content };
  g_autoptr (GPtrArray) records = offprint_extract (&source, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OffprintDocument) document = offprint_document_new (g_ptr_array_index (records, i), &error);
      g_assert_no_error (error);
      g_autoptr (GVariant) variant = g_variant_ref_sink (offprint_document_to_variant (document));
      g_autoptr (OffprintDocument) back = offprint_document_new_from_variant (variant, &error);
      g_assert_no_error (error);
      document_assert_equal (document, back);
      ++*(guint *) data;
    }
}

static void
test_round_trip (void)
{
  guint n_documents = 0;
  document_foreach_fixture ("html", test_round_trip_file, &n_documents);
  document_foreach_fixture ("markdown", test_round_trip_file, &n_documents);
  document_foreach_fixture ("text", test_round_trip_file, &n_documents);
  g_assert_cmpuint (n_documents, >, 50);
}

/* After an ideograph, which makes others of what follows */
static char *
fill (const char *piece, gsize size)
{
  GString *text = g_string_sized_new (size);
  g_string_append (text, "日");
  while (text->len + strlen (piece) <= size)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

static void
assert_comes_back (const char *text)
{
  g_autoptr (GError) error = NULL;
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_DESCRIPTION, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, "en-GB");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, "0001-01-01");
  offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, text);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) variant = g_variant_ref_sink (offprint_document_to_variant (document));
  g_assert_cmpuint (g_variant_get_size (variant), <, OFFPRINT_DOCUMENT_MAX_BYTES);
  g_autoptr (OffprintDocument) back = offprint_document_new_from_variant (variant, &error);
  if (error != NULL)
    g_error ("'%.50s': %s", text, error->message);
  document_assert_equal (document, back);
}

/* No honest document is refused, whatever the text is made of: positions of a term always ascend, and there are never
 * more terms, positions or counts than the bounds. */
static void
test_stress (void)
{
  static const char *const pieces[] = {
    /* The first ones as long as a text may be. Most forms a byte: each part with each later one, and the initials */
    "a.b.c.d.e.f.g.",
    /* Digits after ideographs are such too, and numbers to Xapian's parser */
    "123-",
    /* What folds to several words at one place */
    "a˘a˘a˘a˘a˘a˘a˘a˘a˘a˘a ",
    "a-b-c-d-e-f-g ",
    "a@b_c'd.e-f@g ",
    "日本語の東京都 ",
    "ｶﾞ한국어㌀",
    "ﷺ ﷻ-ﷻ ",
    "e\u0301-E\u0300 ½ ¼ ¾ ² ³ ¹ ",
    "Kİſ Æß ᴬⒶ Ａ ",
    "AT&T C++ c# .net 13,200 -1e-5 #tag x+y ",
    "a\\\n\nb=c\n\n",
    "Z ZZ XXST XXND Q:x ",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = fill (pieces[i], i < 3 ? offprint_schema_get (OFFPRINT_FIELD_TEXT)->max_bytes : 65536);
      assert_comes_back (text);
      assert_comes_back (pieces[i]);
    }
  g_autoptr (GString) distinct = g_string_new (NULL);
  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (distinct, "Running%x-%xs ", i, i * 7);
  assert_comes_back (distinct->str);
  g_string_assign (distinct, "日");
  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (distinct, "%u-", i);
  assert_comes_back (distinct->str);
}

/* Terms that the content of an article brings pass. */
static void
test_content_terms (void)
{
  static const char *const terms[] = {
    "otter",     "caf\xc3\xa9", "Zotter",        "Sotter",   "ZSotter",        "XSotter", "ZXSotter", "Adoe",
    "Knature",   "XYPUBnews",   "XYAGnews",      "XYSECnews", "XYPLhague",     "XXST",    "XXND",     "SXXST",
    "XYPUBXXND", "XYCOMread", "D20220127",   "M202201",       "Y2022",    "Hwww.example.org", "Lde-at", "at&t",
    "3.14",      "Uhttps://www.example.org/A?B", "\xe6\x9d\xb1\xe4\xba\xac",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *found = check_term (terms[i]);
      g_assert_cmpstr (found, ==, NULL);
    }
}

/* Terms that identify a file, that could be taken for such, or that nobody writes, do not. */
static void
test_foreign_terms (void)
{
  static const char *const terms[] = {
    "Q/home/me/secret.html|", "Q",      "Ttext/html", "Ehtml",       "XEhtml",   "XP",       "XPhome",  "XSFNotter",
    "XSFNXXST",               "XSFSotter.html", "F/home", "XBotter", "XSFNotte", "XSFN1",    "ZXSFNotter", "ZQa",
    "S",                      "ZS",     "Z",          "ZXXST",       "XXSTa",    "SXXSTa",   "SQotter", "XSF",
    "ZD20220127",             "D2022012", "D2022012x", "D-2022012",  "M2022",    "Y20221",   "Yotter",  "DXXST",
    "HExample.org",           "H",      "U",          "UQ/a|",       "LDE",      "XYotter",  "XYPUBXSFNa", "XXAA",
    "Otter",                  "ZZotter", "QXXST",     "TXXND",      "XYBTott",  "XYBFott", "XYBOott",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *found = check_term (terms[i]);
      g_assert_cmpstr (found, ==, "a term that no article brings");
    }
}

static void
assert_terms (const Terms *terms, const char *reason)
{
  g_autofree char *found = check_terms (terms);
  if (reason == NULL)
    g_assert_cmpstr (found, ==, NULL);
  else
    g_assert_true (found != NULL && strstr (found, reason) != NULL);
}

/* Lengths, counts, positions that do not fit together, or are larger than those of any article. */
static void
test_term_bounds (void)
{
  g_autofree char *longest = g_strnfill (245, 'a');
  g_autofree char *too_long = g_strnfill (246, 'a');
  const Terms rows[] = {
    { longest, 246, { 245, 1, 1, 1 }, 1, { 7 }, 1 },
    { too_long, 247, { 246, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 0, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 2, 1, 1, 0 }, 1, { 7 }, 1 },
    { "ab", 3, { 1, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a\0b", 4, { 3, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a\nb", 4, { 3, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a\xc2\x9b", 4, { 3, 1, 1, 0 }, 1, { 7 }, 1 },
    { "\xff\xfe", 3, { 2, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { G_MAXUINT32, 1, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 1, 61, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 1, G_MAXUINT32, 1, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 1, 1, 2, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 1, 1, 1, 0 }, 1, { 7, 8 }, 2 },
    { "a", 2, { 1, 1, 2, 0 }, 1, { 8, 7 }, 2 },
    { "a", 2, { 1, 1, 2, 0 }, 1, { 7, 7 }, 2 },
    { "a", 2, { 1, 1, 1, 0 }, 1, { 0 }, 1 },
    { "a", 2, { 1, 1, 1, 0 }, 1, { G_MAXUINT32 }, 1 },
    { "a", 2, { 1, 1, G_MAXUINT32, 0 }, 1, { 7 }, 1 },
    { "a", 2, { 1, 1, 1, 2 }, 1, { 7 }, 1 },
    { "Sa", 3, { 2, 1, 1, 1 }, 1, { 7 }, 1 },
    { "a\0b", 4, { 1, 1, 1, 0 }, 1, { 7 }, 1 },
    { "", 0, { 1, 0, 0, 0 }, 1, { 0 }, 0 },
    { "", 0, { 0, 0, 0, 0 }, 1000000, { 0 }, 0 },
    { "", 0, { 0, 0, 0, 0 }, 0, { 0 }, 0 },
  };
  static const char *const reasons[] = {
    NULL,        "246 bytes", "0 bytes",   "2 bytes",   "1 bytes",   "not text", "not text", "not text", "not text", "bytes",
    "no term",   "no term",   "fewer",     "no term",   "after 8",   "after 7",   "after 0",   "after 0",
    "fewer",     "synonym",   "synonym",   "no term",   "1 bytes",   "1000000 terms", NULL,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_terms (&rows[i], reasons[i]);
}

static GVariant *
value (guint32 slot, const char *data, gsize length)
{
  return g_variant_new ("(u@ay)", slot, bytes (data, length));
}

static GVariant *
values (GVariant *first, GVariant *second)
{
  GVariant *both[] = { first, second };
  return g_variant_new_array (G_VARIANT_TYPE ("(uay)"), both, second != NULL ? 2 : 1);
}

static void
assert_value (guint32 slot, const char *data, gsize length, gboolean good)
{
  GVariant *one = values (value (slot, data, length), NULL);
  if (good)
    assert_accepted (OFFPRINT_DOCUMENT_PART_VALUES, one);
  else
    assert_refused (OFFPRINT_DOCUMENT_PART_VALUES, one, "slot");
}

/* A sketch and its keys, both or none, as a text can have them; never a key of the identity's. */
static void
test_sketch (void)
{
  char sketch[OFFPRINT_SKETCH_BYTES + 1] = { [11] = 1 }, keys[100];
  const gsize length = OFFPRINT_SKETCH_BYTES;
  sketch[77] = 0x21;
  for (gsize i = 0; i < sizeof keys; i++)
    keys[i] = (char) (i / 4);
  assert_accepted (OFFPRINT_DOCUMENT_PART_VALUES, values (value (1052, sketch, length), value (1053, keys, 96)));
  assert_accepted (OFFPRINT_DOCUMENT_PART_VALUES, values (value (1053, keys, 4), value (1052, sketch, length)));
  assert_refused (OFFPRINT_DOCUMENT_PART_VALUES, values (value (1052, sketch, length), NULL), "a sketch without keys");
  assert_refused (OFFPRINT_DOCUMENT_PART_VALUES, values (value (1053, keys, 96), NULL), "a sketch without keys");
  assert_value (1052, sketch, length - 1, FALSE);
  assert_value (1052, sketch, length + 1, FALSE);
  assert_value (1053, keys, 100, FALSE);
  assert_value (1053, keys, 95, FALSE);
  assert_value (1053, "", 0, FALSE);
  assert_value (1053, "bbbbaaaa", 8, FALSE);
  assert_value (1053, "aaaaaaaa", 8, FALSE);
  assert_value (1054, "aaaaaaaaaaaaaaaa", 16, FALSE);
  sketch[78] = 0x11;
  assert_value (1052, sketch, length, FALSE);
  sketch[78] = 0x10;
  assert_value (1052, sketch, length, FALSE);
}

/* Slots of the content, each once, as long as they may be; never those of the identity. */
static void
test_values (void)
{
  g_autofree char *large = g_strnfill (201, 'a');
  assert_value (0, "\0\0\0\1", 4, TRUE);
  assert_value (0, "\0\0\0\1\0", 5, FALSE);
  assert_value (1004, large, 200, TRUE);
  assert_value (1004, large, 201, FALSE);
  assert_value (1004, "a\nb", 3, FALSE);
  assert_value (1004, "a\xc2\x85", 3, FALSE);
  assert_value (1004, "\xff", 1, FALSE);
  assert_value (1004, "a\0", 2, FALSE);
  assert_value (1050, "\x80", 1, TRUE);
  assert_value (1050, "\xb4\xa4\xd7", 3, TRUE);
  assert_value (1050, "\xff\xff", 2, FALSE);
  assert_value (1050, "\x7f", 1, FALSE);
  assert_value (1050, large, 10, FALSE);
  const guint32 foreign[] = { 1, 2, 3, 10, 1003, 1010, 1011, 1051, 1054, G_MAXUINT32 };
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    assert_value (foreign[i], "aaaaaaaaaaaaaaaa", 4, FALSE);
  assert_refused (OFFPRINT_DOCUMENT_PART_VALUES, values (value (1004, "a", 1), value (1004, "b", 1)), "slot 1004");
  g_autoptr (GVariant) one = g_variant_ref_sink (value (1004, "a", 1));
  GVariant *many[33];
  for (gsize i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = one;
  assert_refused (OFFPRINT_DOCUMENT_PART_VALUES, g_variant_new_array (NULL, many, G_N_ELEMENTS (many)), "33 slots");
}

/* Lines of the content, each once, in the form that is written; never those of the identity. */
static void
test_lines (void)
{
  static const char *const good[] = {
    "",
    "caption=Otters\n",
    "caption=a\\\n\nabstract=b\n",
    "sample=a\ndbytes=1\norigcharset=UTF-8\ndmtime=-0000000001\ncreated=-1\nwords=7\ncanonical=https://a.example/\n",
  };
  static const char *const bad[] = {
    "caption=Otters",        "caption=\n",          "=a\n",           "a\n",          "caption=a\nb\n",
    "caption=a\ncaption=b\n", "caption=a\\\nabstract=b\n", "url=file:///etc/passwd\n", "sig=1\n", "ipath=a\n",
    "mtype=text/html\n",     "type=a\n",            "filename=a\n",   "fbytes=1\n",   "path=%2F\n",
    "untitled=1\n",          "fmtime=1\n",          "words=many\n",   "dmtime=1e5\n", "dbytes=9999999999999999999999\n",
    "caption=a\tb\n",        "caption=a\xff\n",     "caption=a\x1b[31m\n", "other=a\n", "\n", "caption=a\n\n",
    "caption=a\r\n",         "caption=a\xc2\x9b\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    assert_accepted (OFFPRINT_DOCUMENT_PART_LINES, text_bytes (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (OFFPRINT_DOCUMENT_PART_LINES, text_bytes (bad[i]), "a line that no article brings");
  assert_refused (OFFPRINT_DOCUMENT_PART_LINES, bytes ("caption=a\0\n", 11), "a line");
  g_autofree char *filler = g_strnfill (300000, 'a');
  g_autofree char *large = g_strdup_printf ("caption=%s\n", filler);
  g_autofree char *long_line = g_strdup_printf ("caption=%.1001s\n", filler);
  assert_refused (OFFPRINT_DOCUMENT_PART_LINES, text_bytes (large), "bytes of lines");
  assert_refused (OFFPRINT_DOCUMENT_PART_LINES, text_bytes (long_line), "a line");
}

static GVariant *
packed (const char *text)
{
  g_autoptr (GBytes) pack = offprint_metadata_pack_text (text);
  return bytes (g_bytes_get_data (pack, NULL), g_bytes_get_size (pack));
}

/* A text that unpacks to valid UTF-8 within bounds, or none; a stemmer that there is. */
static void
test_text_and_stemmer (void)
{
  g_autofree char *large = g_strnfill (8 * 1024 * 1024 + 1, 'a');
  assert_accepted (OFFPRINT_DOCUMENT_PART_TEXT, bytes (NULL, 0));
  assert_accepted (OFFPRINT_DOCUMENT_PART_TEXT, packed ("An otter."));
  assert_accepted (OFFPRINT_DOCUMENT_PART_TEXT, packed (large + 1));
  assert_refused (OFFPRINT_DOCUMENT_PART_TEXT, packed (large), "unpacked");
  assert_refused (OFFPRINT_DOCUMENT_PART_TEXT, packed ("\xff"), "unpacked");
  assert_refused (OFFPRINT_DOCUMENT_PART_TEXT, text_bytes ("no stream"), "unpacked");
  assert_accepted (OFFPRINT_DOCUMENT_PART_STEMMER, g_variant_new_string ("none"));
  assert_accepted (OFFPRINT_DOCUMENT_PART_STEMMER, g_variant_new_string ("german"));
  assert_refused (OFFPRINT_DOCUMENT_PART_STEMMER, g_variant_new_string ("klingon"), "stemmer");
  assert_refused (OFFPRINT_DOCUMENT_PART_STEMMER, g_variant_new_string (""), "stemmer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-check/round-trip", test_round_trip);
  g_test_add_func ("/document-check/stress", test_stress);
  g_test_add_func ("/document-check/content-terms", test_content_terms);
  g_test_add_func ("/document-check/foreign-terms", test_foreign_terms);
  g_test_add_func ("/document-check/term-bounds", test_term_bounds);
  g_test_add_func ("/document-check/values", test_values);
  g_test_add_func ("/document-check/sketch", test_sketch);
  g_test_add_func ("/document-check/lines", test_lines);
  g_test_add_func ("/document-check/text-and-stemmer", test_text_and_stemmer);
  return g_test_run ();
}
