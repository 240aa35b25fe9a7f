/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one table of fields. The record, JSON, terms, value slots, document data, query fields and help are all loops
 * over it: to add a field, add a row here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fields of the article record, in the order of its JSON; then what a query can also ask about but the record
 * does not hold of its own (site, dir, ...): derived when terms are made. */
typedef enum
{
  OFFPRINT_FIELD_PATH,
  OFFPRINT_FIELD_MEMBER,
  OFFPRINT_FIELD_MIME_TYPE,
  OFFPRINT_FIELD_TITLE,
  OFFPRINT_FIELD_DESCRIPTION,
  OFFPRINT_FIELD_AUTHORS,
  OFFPRINT_FIELD_PUBLISHER,
  OFFPRINT_FIELD_AGENCY,
  OFFPRINT_FIELD_PUBLISHED,
  OFFPRINT_FIELD_MODIFIED,
  OFFPRINT_FIELD_SAVED,
  OFFPRINT_FIELD_URL,
  OFFPRINT_FIELD_LANGUAGE,
  OFFPRINT_FIELD_SECTION,
  OFFPRINT_FIELD_KEYWORDS,
  OFFPRINT_FIELD_COMMENT,
  OFFPRINT_FIELD_PLACE,
  OFFPRINT_FIELD_RIGHTS,
  OFFPRINT_FIELD_TEXT,
  OFFPRINT_FIELD_WORDS,
  OFFPRINT_N_RECORD_FIELDS,

  OFFPRINT_FIELD_SITE = OFFPRINT_N_RECORD_FIELDS,
  OFFPRINT_FIELD_DIRECTORY,
  OFFPRINT_FIELD_FILE_NAME,
  OFFPRINT_FIELD_EXTENSION,
  OFFPRINT_N_FIELDS,
} OffprintField;

typedef enum
{
  OFFPRINT_KIND_LOCATION, /* bytes of a file name: not always UTF-8 */
  OFFPRINT_KIND_LINE,     /* one line of text */
  OFFPRINT_KIND_LIST,     /* several lines, each once, in order */
  OFFPRINT_KIND_DATE,     /* ISO 8601 in the known precision */
  OFFPRINT_KIND_TEXT,     /* paragraphs separated by blank lines */
  OFFPRINT_KIND_NUMBER,
} OffprintFieldKind;

#define OFFPRINT_NO_SLOT G_MAXUINT32

typedef struct
{
  OffprintFieldKind kind;
  const char *name; /* in JSON and in help */
  guint max_bytes;  /* of one value, longer ones are cut at a character (LINE: at a word) */
  guint max_items;  /* of a LIST */
  const char
      *prefix; /* (nullable): of words with positions; such words are also written unprefixed unless @prefix_only */
  gboolean prefix_only;
  const char *filter;      /* (nullable): of the boolean term */
  guint32 slot;            /* value slot for sorting, ranges and facets, or OFFPRINT_NO_SLOT */
  const char *data_key;    /* (nullable): key in the document data */
  const char *query_names; /* (nullable): names in the query language, separated by spaces */
  const char *help;        /* (nullable): one line for a person */
} OffprintFieldInfo;

/* The hosts' value slots: what they hold is fixed by Recoll and Omega. */
#define OFFPRINT_SLOT_DATE 0     /* 4 bytes big-endian Unix time */
#define OFFPRINT_SLOT_COLLAPSE 1 /* 16 bytes: the key of the article's group of near-duplicates */
#define OFFPRINT_SLOT_SIZE 2     /* 12 decimal digits */
#define OFFPRINT_SLOT_SIGNATURE 10
/* Ours besides those in the table. */
#define OFFPRINT_SLOT_RECENCY 1050 /* of publication, else of saving: Unix days from 0 on, sortable_serialise */
#define OFFPRINT_SLOT_PATH 1051             /* whole path, NUL, member: what Q hashes when it is long */
#define OFFPRINT_SLOT_SKETCH 1052           /* what near-duplicates are found by: store/sketch.h */
#define OFFPRINT_SLOT_KEYS 1053             /* 4 bytes each: start of the article's own key, then those of its sketch */
#define OFFPRINT_SLOT_OWN_KEY 1054          /* 16 bytes: MD5, where slot 1 is another */

#define OFFPRINT_PREFIX_UNIQUE_ID "Q"
#define OFFPRINT_PREFIX_HOST "H"
#define OFFPRINT_PREFIX_URL "U"
#define OFFPRINT_PREFIX_DAY "D"
#define OFFPRINT_PREFIX_MONTH "M"
#define OFFPRINT_PREFIX_YEAR "Y"
#define OFFPRINT_PREFIX_OMEGA_EXTENSION "E"
#define OFFPRINT_PREFIX_WHOLE_FILE_NAME "XSFS"
#define OFFPRINT_ANCHOR_START "XXST"
#define OFFPRINT_ANCHOR_END "XXND"

/* Values of a LIST in one string (document data, facet slots) are joined by this; no value contains it. */
#define OFFPRINT_LIST_SEPARATOR "; "

#define OFFPRINT_SCHEMA_VERSION "4"

const OffprintFieldInfo *offprint_schema_get (OffprintField field);
OffprintField offprint_schema_get_field (const OffprintFieldInfo *info);
const OffprintFieldInfo *offprint_schema_find_name (const char *name);
const OffprintFieldInfo *offprint_schema_find_query_name (const char *name, gsize length);
const OffprintFieldInfo *offprint_schema_find_data_key (const char *key, gsize length);

G_END_DECLS
