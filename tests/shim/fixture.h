/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small databases for the tests of the shim. Everything here ends the test when it fails. */
#pragma once

#include "shim/xap.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define NO_SLOT G_MAXUINT32

/* What a walk gave, joined by spaces; a frequency other than 0 follows its term after a slash. */
typedef struct
{
  GString *text;
  guint limit; /* stop after so many, 0: never */
  guint count;
} Gathered;

char *fixture_make_directory (void);
void fixture_remove_directory (const char *directory);
char *fixture_get_path (const char *directory, const char *name);

XapWriter *fixture_open_writer (const char *path);
XapReader *fixture_open_reader (const char *first, ...) G_GNUC_NULL_TERMINATED;
void fixture_commit (XapWriter *writer);
XapDocument *fixture_make_document (const char *id, const char *text);
void fixture_add_term (XapDocument *document, const char *term, guint32 wdf);
void fixture_set_value (XapDocument *document, guint32 slot, const char *value);
guint32 fixture_replace (XapWriter *writer, const char *id, XapDocument *document);
guint32 fixture_add (XapWriter *writer, const char *id, const char *text);
void fixture_make_database (const char *path, const char *first_text, ...) G_GNUC_NULL_TERMINATED;
void fixture_write_file (const char *path, const char *text);

XapQuery *fixture_make_term_query (const char *term);
char *fixture_search (XapReader *reader, XapQuery *query, const XapSearch *search);
void fixture_assert_bytes (GBytes *bytes, const char *expected);

Gathered gathered_init (guint limit);
char *gathered_finish (Gathered *gathered);
gboolean gather_term (const char *term, gsize length, guint32 frequency, gpointer data);
gboolean gather_value (guint32 docid, const void *value, gsize length, gpointer data);
gboolean gather_position (guint32 position, gpointer data);
gboolean gather_facet (const void *value, gsize length, guint32 count, gpointer data);

G_END_DECLS
