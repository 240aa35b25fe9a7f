/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Speaks what a worker speaks, and lies in the way that OFFPRINT_LIE names, or the name of the file without its
 * ending where that is `as-named`. */
#include "index/worker-sandbox.h"
#include "index/worker-wire.h"
#include "core/error.h"
#include "offprint-config.h"
#include "store/document.h"
#include "store/metadata.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKET OFFPRINT_WIRE_SOCKET

static void
say (OffprintWireKind kind, GVariant *value, int descriptor)
{
  if (!offprint_wire_send (SOCKET, kind, value, descriptor, NULL))
    _exit (0);
}

static void
say_raw (const void *data, gsize length)
{
  if (send (SOCKET, data, length, MSG_NOSIGNAL) != (gssize) length)
    _exit (0);
}

static void
say_end (void)
{
  say (OFFPRINT_WIRE_END, g_variant_new (OFFPRINT_WIRE_END_TYPE), -1);
}

static OffprintDocument *
make_document (void)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "An otter.");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  return offprint_document_new (record, NULL);
}

static GVariant *
make_article (const char *member, const char *const *warnings, int length, GVariant *document)
{
  return g_variant_new ("(ms@as@" OFFPRINT_DOCUMENT_TYPE ")", member, g_variant_new_strv (warnings, length), document);
}

static GVariant *
make_honest (void)
{
  g_autoptr (OffprintDocument) document = make_document ();
  return make_article (NULL, NULL, 0, offprint_document_to_variant (document));
}

/* The honest document with another one word in it */
static GVariant *
make_with_term (const char *term)
{
  const guint32 row[] = { (guint32) strlen (term), 0, 0, 0 };
  GVariant *parts[7];
  g_autoptr (OffprintDocument) document = make_document ();
  g_autoptr (GVariant) honest = g_variant_ref_sink (offprint_document_to_variant (document));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = g_variant_get_child_value (honest, i);
  parts[0] = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, term, strlen (term) + 1, 1);
  parts[1] = g_variant_new_fixed_array (G_VARIANT_TYPE ("(uuuu)"), row, 1, sizeof row);
  parts[2] = g_variant_new_array (G_VARIANT_TYPE_UINT32, NULL, 0);
  return make_article (NULL, NULL, 0, g_variant_new_tuple (parts, G_N_ELEMENTS (parts)));
}

/* A document with nothing in it */
static GVariant *
make_small (void)
{
  return g_variant_new ("(msas@" OFFPRINT_DOCUMENT_TYPE ")", NULL, NULL,
                        g_variant_new_parsed ("@" OFFPRINT_DOCUMENT_TYPE " ([], [], [], [], [], [], 'none')"));
}

static void
say_article (GVariant *article)
{
  say (OFFPRINT_WIRE_ARTICLE, article, -1);
  say_end ();
}

static void
lie_nothing (void)
{
  say_article (make_honest ());
}

static void
lie_identity (void)
{
  say_article (make_with_term ("Q/home/me/other.html|"));
}

static void
lie_long_term (void)
{
  g_autofree char *term = g_strnfill (1000000, 'a');
  say_article (make_with_term (term));
}

static void
lie_not_utf8 (void)
{
  say_article (make_with_term ("\xff\xfe"));
}

static void
lie_endless (void)
{
  g_autoptr (GVariant) article = g_variant_ref_sink (make_small ());
  for (;;)
    say (OFFPRINT_WIRE_ARTICLE, article, -1);
}

/* Small messages that are much work: each text unpacks to 8 MiB. */
static void
lie_bombs (void)
{
  g_autofree char *text = g_strnfill (8 * 1024 * 1024, ' ');
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, "An otter.");
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  g_autoptr (OffprintDocument) document = offprint_document_new (record, NULL);
  g_autoptr (GBytes) packed = offprint_metadata_pack_text (text);
  g_autoptr (GVariant) honest = g_variant_ref_sink (offprint_document_to_variant (document));
  GVariant *parts[7];
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = g_variant_get_child_value (honest, i);
  parts[5] = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, packed, TRUE);
  g_autoptr (GVariant) article
      = g_variant_ref_sink (make_article (NULL, NULL, 0, g_variant_new_tuple (parts, G_N_ELEMENTS (parts))));
  for (;;)
    say (OFFPRINT_WIRE_ARTICLE, article, -1);
}

/* Small messages that take much memory: the shortest terms there are */
static void
lie_terms (void)
{
  enum { N_TERMS = 400000 };
  const guint32 row[] = { 1, 0, 0, 0 };
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof row);
  for (int i = 0; i < N_TERMS; i++)
    {
      g_string_append_len (bytes, "a", 2);
      g_array_append_vals (rows, row, 1);
    }
  GVariant *parts[7];
  g_autoptr (GVariant) small = g_variant_ref_sink (make_small ());
  g_autoptr (GVariant) document = g_variant_get_child_value (small, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = g_variant_get_child_value (document, i);
  parts[0] = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes->str, bytes->len, 1);
  parts[1] = g_variant_new_fixed_array (G_VARIANT_TYPE ("(uuuu)"), rows->data, rows->len, sizeof row);
  g_autoptr (GVariant) article
      = g_variant_ref_sink (make_article (NULL, NULL, 0, g_variant_new_tuple (parts, G_N_ELEMENTS (parts))));
  for (;;)
    say (OFFPRINT_WIRE_ARTICLE, article, -1);
}

static void
lie_half (void)
{
  say (OFFPRINT_WIRE_ARTICLE, make_honest (), -1);
  say_raw (&(OffprintWireHeader){ OFFPRINT_WIRE_ARTICLE, 100 }, sizeof (OffprintWireHeader));
  say_raw ("half of it", 10);
  _exit (0);
}

static void
lie_large (void)
{
  for (;;)
    {
      g_autofree char *line = g_malloc0 (64 * 1024 * 1024);
      say (OFFPRINT_WIRE_ARTICLE, make_article (NULL, NULL, 0, g_variant_new_from_data (
           G_VARIANT_TYPE (OFFPRINT_DOCUMENT_TYPE), line, 64 * 1024 * 1024, FALSE, NULL, NULL)), -1);
    }
}

static void
lie_length (void)
{
  say_raw (&(OffprintWireHeader){ OFFPRINT_WIRE_ARTICLE, G_MAXUINT32 }, sizeof (OffprintWireHeader));
  pause ();
}

static void
lie_kind (void)
{
  say_raw (&(OffprintWireHeader){ 77, 0 }, sizeof (OffprintWireHeader));
  pause ();
}

static void
lie_garbage (void)
{
  char garbage[4096];
  for (gsize i = 0; i < sizeof garbage; i++)
    garbage[i] = (char) g_random_int ();
  say_raw (&(OffprintWireHeader){ OFFPRINT_WIRE_ARTICLE, sizeof garbage }, sizeof (OffprintWireHeader));
  say_raw (garbage, sizeof garbage);
  pause ();
}

/* Descriptors that nobody asked for: they must not pile up on the other side. */
static void
lie_descriptors (void)
{
  for (int i = 0; i < 50; i++)
    say (OFFPRINT_WIRE_ARTICLE, make_honest (), STDIN_FILENO);
  say_end ();
}

static void
lie_silence (void)
{
  pause ();
}

/* A byte now and then: never still, never done */
static void
lie_trickle (void)
{
  say_raw (&(OffprintWireHeader){ OFFPRINT_WIRE_ARTICLE, 1000000 }, sizeof (OffprintWireHeader));
  for (;;)
    {
      GPollFD none = { -1, 0, 0 };
      g_poll (&none, 1, 20);
      say_raw ("", 1);
    }
}

static void
lie_spin (void)
{
  for (volatile guint i = 0;; i++)
    continue;
}

static void
lie_nothing_found (void)
{
  say_end ();
}

static void
lie_twice (void)
{
  struct
  {
    OffprintWireHeader header;
    guint8 unit, padding[3];
  } ends[] = { { { OFFPRINT_WIRE_END, 4 }, 0, { 0 } }, { { OFFPRINT_WIRE_END, 4 }, 0, { 0 } } };
  say (OFFPRINT_WIRE_ARTICLE, make_honest (), -1);
  say_raw (ends, sizeof ends);
}

static void
lie_hello (void)
{
  say (OFFPRINT_WIRE_HELLO, g_variant_new (OFFPRINT_WIRE_HELLO_TYPE, OFFPRINT_VERSION, 0), -1);
}

static void
lie_no_space (void)
{
  say (OFFPRINT_WIRE_ERROR, g_variant_new (OFFPRINT_WIRE_ERROR_TYPE, OFFPRINT_ERROR_NO_SPACE, "the disk is full"), -1);
}

static void
lie_escapes (void)
{
  say (OFFPRINT_WIRE_ERROR, g_variant_new (OFFPRINT_WIRE_ERROR_TYPE, OFFPRINT_ERROR_INPUT, "\x1b[2J"), -1);
}

static void
lie_member (void)
{
  g_autoptr (OffprintDocument) document = make_document ();
  say_article (make_article ("a\nb", NULL, 0, offprint_document_to_variant (document)));
}

static void
lie_warnings (void)
{
  g_autoptr (OffprintDocument) document = make_document ();
  const char *warnings[101];
  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    warnings[i] = "beware";
  say_article (make_article (NULL, warnings, G_N_ELEMENTS (warnings), offprint_document_to_variant (document)));
}

static void
lie_crash (void)
{
  raise (SIGSEGV);
}

static void
lie_abort (void)
{
  abort ();
}

static void
lie_exit (void)
{
  _exit (7);
}

static void
lie_hang_up (void)
{
  close (SOCKET);
  pause ();
}

static void
say_record (const char *member, const char *title, const char *text)
{
  OffprintRecordBuilder *builder = offprint_record_builder_new ();
  offprint_record_builder_set (builder, OFFPRINT_FIELD_MEMBER, member);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TITLE, title);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_PUBLISHED, "2019-03-04");
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  g_autoptr (OffprintRecord) record = offprint_record_builder_end (builder);
  say (OFFPRINT_WIRE_RECORD, offprint_record_to_variant (record), -1);
}

/* No lie to who asked for records: a container of articles, as long as no format is one. */
static void
lie_members (void)
{
  say_record ("one/otters: a census", "Otters counted", "Ninety otters live in the river now.");
  say_record ("two/heron \xc3\xa9t\xc3\xa9", "Heron seen", "A heron stood below the weir.");
  say_record ("three", "Bridge closed", "");
  say_end ();
}

static void
lie_record (void)
{
  say (OFFPRINT_WIRE_RECORD, g_variant_new_parsed ("{'title': <42>}"), -1);
  say_end ();
}

static const struct
{
  const char *name;
  void (*tell) (void);
} lies[] = {
  { "nothing", lie_nothing },         { "identity", lie_identity },   { "long-term", lie_long_term },
  { "not-utf8", lie_not_utf8 },       { "endless", lie_endless },     { "large", lie_large },
  { "length", lie_length },           { "kind", lie_kind },           { "garbage", lie_garbage },
  { "descriptors", lie_descriptors }, { "silence", lie_silence },     { "trickle", lie_trickle },
  { "spin", lie_spin },               { "nothing-found", lie_nothing_found }, { "twice", lie_twice },
  { "hello", lie_hello },             { "no-space", lie_no_space },   { "escapes", lie_escapes },
  { "member", lie_member },           { "warnings", lie_warnings },   { "crash", lie_crash },
  { "abort", lie_abort },             { "exit", lie_exit },           { "hang-up", lie_hang_up },
  { "bombs", lie_bombs },             { "terms", lie_terms },         { "half", lie_half },
  { "members", lie_members },         { "record", lie_record },
};

/* Waits for a request, which begins with the name of the file. */
static gboolean
hear (char request[OFFPRINT_WIRE_SMALL_MAX_BYTES])
{
  OffprintWireHeader header;
  return recv (SOCKET, &header, sizeof header, MSG_WAITALL) == sizeof header
      && header.length <= OFFPRINT_WIRE_SMALL_MAX_BYTES
      && recv (SOCKET, request, header.length, MSG_WAITALL) == (gssize) header.length;
}

int
main (void)
{
  char request[OFFPRINT_WIRE_SMALL_MAX_BYTES];
  const char *lie = g_getenv ("OFFPRINT_LIE");
  const char *version = g_str_equal (lie, "version") ? "0.0" : OFFPRINT_VERSION;
  signal (SIGABRT, SIG_DFL);
  signal (SIGSEGV, SIG_DFL);
  if (g_str_equal (lie, "no-start"))
    _exit (127);
  if (g_str_equal (lie, "no-hello"))
    say_end ();
  say (OFFPRINT_WIRE_HELLO, g_variant_new (OFFPRINT_WIRE_HELLO_TYPE, version, 0), -1);
  while (hear (request))
    {
      request[strcspn (request, ".")] = '\0';
      for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
        if (g_str_equal (lies[i].name, g_str_equal (lie, "as-named") ? request : lie))
          lies[i].tell ();
    }
  _exit (0);
}
