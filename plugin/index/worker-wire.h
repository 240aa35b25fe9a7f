/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes between a process that indexes and its worker processes: messages over a stream socket, each a kind, a
 * length, and a GVariant of the kind's type in host order. The worker says hello once; then each request is answered by
 * any number of articles, or of records where those were asked for, and an end, or by an error. */
#pragma once

#include "store/document-variant.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OFFPRINT_WIRE_HELLO = 1,
  OFFPRINT_WIRE_REQUEST,
  OFFPRINT_WIRE_ARTICLE,
  OFFPRINT_WIRE_END,
  OFFPRINT_WIRE_ERROR,
  OFFPRINT_WIRE_RECORDS_REQUEST,
  OFFPRINT_WIRE_RECORD,
} OffprintWireKind;

typedef struct
{
  guint32 kind;
  guint32 length; /* of what follows */
} OffprintWireHeader;

/* Version of the program, protections that hold */
#define OFFPRINT_WIRE_HELLO_TYPE "(su)"
/* Of either kind: name of the file (bytes with NUL), bytes in it, media type, time of modification, then origin, tags
 * and comment (empty: none). With the descriptor of the content. */
#define OFFPRINT_WIRE_REQUEST_TYPE "(aytsxsss)"
/* Member, warnings, document */
#define OFFPRINT_WIRE_ARTICLE_TYPE "(msas" OFFPRINT_DOCUMENT_TYPE ")"
/* As offprint_record_to_variant() makes it */
#define OFFPRINT_WIRE_RECORD_TYPE "a{sv}"
#define OFFPRINT_WIRE_END_TYPE "()"
/* An #OffprintError, and why */
#define OFFPRINT_WIRE_ERROR_TYPE "(us)"

/* The descriptor at which a worker finds its end of the socket */
#define OFFPRINT_WIRE_SOCKET 3

#define OFFPRINT_WIRE_WARNINGS_MAX 100
#define OFFPRINT_WIRE_LINE_MAX_BYTES 1000
#define OFFPRINT_WIRE_SMALL_MAX_BYTES (16 * 1024)
/* Of a record: its text, and room for the rest */
#define OFFPRINT_WIRE_RECORD_MAX_BYTES (16 * 1024 * 1024)
#define OFFPRINT_WIRE_MESSAGE_MAX_BYTES (OFFPRINT_DOCUMENT_MAX_BYTES + 256 * 1024)

gboolean offprint_wire_send (int socket, OffprintWireKind kind, GVariant *value, int descriptor, GError **error);
GVariant *offprint_wire_unpack (OffprintWireKind kind, gpointer data, gsize length);

G_END_DECLS
