/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of fields and the ways to look a row up. It says what a field is; how it is found out is in extract/, how
 * it is stored in store/. */
#include "core/schema.h"

#include "core/i18n.h"

#include <string.h>

/* lint: table */
static const OffprintFieldInfo schema[OFFPRINT_N_FIELDS] = {
  [OFFPRINT_FIELD_PATH] = {
    .kind = OFFPRINT_KIND_LOCATION, .name = "path", .max_bytes = 4096, .slot = OFFPRINT_NO_SLOT,
  },
  [OFFPRINT_FIELD_MEMBER] = {
    .kind = OFFPRINT_KIND_LOCATION, .name = "member", .max_bytes = 1024, .slot = OFFPRINT_NO_SLOT, .data_key = "ipath",
  },
  [OFFPRINT_FIELD_MIME_TYPE] = {
    .kind = OFFPRINT_KIND_LINE, .name = "mime_type", .max_bytes = 200, .filter = "T", .slot = 1010, .data_key = "mtype",
    .query_names = "type mime", .help = N_("media type of the file: type:text/html, or its last part: type:html"),
  },
  [OFFPRINT_FIELD_TITLE] = {
    .kind = OFFPRINT_KIND_LINE, .name = "title", .max_bytes = 1000, .prefix = "S", .slot = OFFPRINT_NO_SLOT,
    .data_key = "caption", .query_names = "title caption subject", .help = N_("words of the headline"),
  },
  [OFFPRINT_FIELD_DESCRIPTION] = {
    .kind = OFFPRINT_KIND_LINE, .name = "description", .max_bytes = 2000, .prefix = "XS", .slot = OFFPRINT_NO_SLOT,
    .data_key = "abstract", .query_names = "description abstract", .help = N_("words of the standfirst"),
  },
  [OFFPRINT_FIELD_AUTHORS] = {
    .kind = OFFPRINT_KIND_LIST, .name = "authors", .max_bytes = 200, .max_items = 32, .prefix = "A", .slot = 1006,
    .data_key = "author", .query_names = "author authors from", .help = N_("words of the authors' names"),
  },
  [OFFPRINT_FIELD_PUBLISHER] = {
    .kind = OFFPRINT_KIND_LINE, .name = "publisher", .max_bytes = 200, .prefix = "XYPUB", .slot = 1004,
    .data_key = "publisher", .query_names = "publisher", .help = N_("the site or paper: publisher:\"Copenhagen News\""),
  },
  [OFFPRINT_FIELD_AGENCY] = {
    .kind = OFFPRINT_KIND_LINE, .name = "agency", .max_bytes = 200, .prefix = "XYAG", .slot = 1005,
    .data_key = "agency", .query_names = "agency", .help = N_("the wire service or first publisher: agency:RFE/RL"),
  },
  [OFFPRINT_FIELD_PUBLISHED] = {
    .kind = OFFPRINT_KIND_DATE, .name = "published", .max_bytes = 32, .slot = 1000,
    .data_key = "published", .query_names = "published date",
    .help = N_("day, month, year or span: published:2022, published:2022-01..2022-02"),
  },
  [OFFPRINT_FIELD_MODIFIED] = {
    .kind = OFFPRINT_KIND_DATE, .name = "modified", .max_bytes = 32, .slot = 1001,
    .data_key = "modified", .query_names = "modified", .help = N_("likewise, the article's last change"),
  },
  [OFFPRINT_FIELD_SAVED] = {
    .kind = OFFPRINT_KIND_DATE, .name = "saved", .max_bytes = 32, .slot = 1002,
    .data_key = "saved", .query_names = "saved", .help = N_("likewise, when the copy was saved"),
  },
  [OFFPRINT_FIELD_URL] = {
    .kind = OFFPRINT_KIND_LINE, .name = "url", .max_bytes = 4096, .filter = OFFPRINT_PREFIX_URL,
    .slot = OFFPRINT_NO_SLOT, .data_key = "canonical", .query_names = "url", .help = N_("the article's address"),
  },
  [OFFPRINT_FIELD_LANGUAGE] = {
    .kind = OFFPRINT_KIND_LINE, .name = "language", .max_bytes = 35, .filter = "L", .slot = 1009,
    .data_key = "language", .query_names = "lang language", .help = N_("language: lang:fr"),
  },
  [OFFPRINT_FIELD_SECTION] = {
    .kind = OFFPRINT_KIND_LINE, .name = "section", .max_bytes = 200, .prefix = "XYSEC", .slot = 1007,
    .data_key = "section", .query_names = "section", .help = N_("the publisher's section"),
  },
  [OFFPRINT_FIELD_KEYWORDS] = {
    .kind = OFFPRINT_KIND_LIST, .name = "keywords", .max_bytes = 200, .max_items = 64, .prefix = "K",
    .slot = OFFPRINT_NO_SLOT, .data_key = "keywords", .query_names = "tag keyword keywords",
    .help = N_("words of the keywords and tags"),
  },
  [OFFPRINT_FIELD_COMMENT] = {
    .kind = OFFPRINT_KIND_LINE, .name = "comment", .max_bytes = 2000, .prefix = "XYCOM", .slot = OFFPRINT_NO_SLOT,
    .data_key = "comment", .query_names = "comment", .help = N_("words of the comment on the file"),
  },
  [OFFPRINT_FIELD_PLACE] = {
    .kind = OFFPRINT_KIND_LINE, .name = "place", .max_bytes = 200, .prefix = "XYPL", .slot = 1008,
    .data_key = "place", .query_names = "place", .help = N_("the dateline's place"),
  },
  [OFFPRINT_FIELD_RIGHTS] = {
    .kind = OFFPRINT_KIND_LINE, .name = "rights", .max_bytes = 1000, .slot = OFFPRINT_NO_SLOT, .data_key = "rights",
  },
  [OFFPRINT_FIELD_TEXT] = {
    .kind = OFFPRINT_KIND_TEXT, .name = "text", .max_bytes = 8 * 1024 * 1024, .slot = OFFPRINT_NO_SLOT,
  },
  [OFFPRINT_FIELD_WORDS] = {
    .kind = OFFPRINT_KIND_NUMBER, .name = "words", .slot = OFFPRINT_NO_SLOT, .data_key = "words",
  },
  [OFFPRINT_FIELD_SITE] = {
    .kind = OFFPRINT_KIND_LINE, .name = "site", .filter = OFFPRINT_PREFIX_HOST, .slot = OFFPRINT_NO_SLOT,
    .query_names = "site host", .help = N_("host name of the article's address: site:example.org"),
  },
  [OFFPRINT_FIELD_DIRECTORY] = {
    .kind = OFFPRINT_KIND_LOCATION, .name = "dir", .prefix = "XP", .prefix_only = TRUE, .slot = OFFPRINT_NO_SLOT,
    .query_names = "dir", .help = N_("folders above the file, in order: dir:Articles/2022"),
  },
  [OFFPRINT_FIELD_FILE_NAME] = {
    .kind = OFFPRINT_KIND_LOCATION, .name = "file", .prefix = "XSFN", .prefix_only = TRUE, .slot = OFFPRINT_NO_SLOT,
    .query_names = "file filename", .help = N_("words of the file name"),
  },
  [OFFPRINT_FIELD_EXTENSION] = {
    .kind = OFFPRINT_KIND_LOCATION, .name = "ext", .filter = "XE", .slot = OFFPRINT_NO_SLOT,
    .query_names = "ext", .help = N_("extension of the file name: ext:md"),
  },
};

/**
 * offprint_schema_get:
 * @field: a field
 *
 * Returns: (transfer none): the row of @field
 */
const OffprintFieldInfo *
offprint_schema_get (OffprintField field)
{
  g_return_val_if_fail (field < OFFPRINT_N_FIELDS, NULL);

  return &schema[field];
}

/**
 * offprint_schema_get_field:
 * @info: a row of the table
 *
 * Returns: the field that the row is about
 */
OffprintField
offprint_schema_get_field (const OffprintFieldInfo *info)
{
  return (OffprintField) (info - schema);
}

/**
 * offprint_schema_find_name:
 * @name: name as in JSON
 *
 * Returns: (transfer none) (nullable): the row with this name
 */
const OffprintFieldInfo *
offprint_schema_find_name (const char *name)
{
  for (gsize i = 0; i < OFFPRINT_N_FIELDS; i++)
    if (strcmp (schema[i].name, name) == 0)
      return &schema[i];
  return NULL;
}

static gboolean
names_contain (const char *names, const char *name, gsize length)
{
  for (const char *at = names; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      gsize size = strcspn (at, " ");
      if (size == length && g_ascii_strncasecmp (at, name, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * offprint_schema_find_query_name:
 * @name: name as typed before the colon of a query, in any case
 * @length: bytes of @name
 *
 * Returns: (transfer none) (nullable): the row that the query asks about
 */
const OffprintFieldInfo *
offprint_schema_find_query_name (const char *name, gsize length)
{
  for (gsize i = 0; i < OFFPRINT_N_FIELDS; i++)
    if (names_contain (schema[i].query_names, name, length))
      return &schema[i];
  return NULL;
}

/**
 * offprint_schema_find_data_key:
 * @key: key of a line of the document data
 * @length: bytes of @key
 *
 * Returns: (transfer none) (nullable): the row that is stored under @key
 */
const OffprintFieldInfo *
offprint_schema_find_data_key (const char *key, gsize length)
{
  for (gsize i = 0; i < OFFPRINT_N_FIELDS; i++)
    if (schema[i].data_key != NULL && strlen (schema[i].data_key) == length
        && memcmp (schema[i].data_key, key, length) == 0)
      return &schema[i];
  return NULL;
}
