/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms, slots and data lines of a file. All of them follow from the identity alone, so that those of an old path can
 * be taken out of a document again without touching what its content brought. Only the root of the path has a count:
 * Xapian's check takes an article of length 0 for one without terms, and every article has a root. */
#include "store/identity-private.h"

#include "core/text.h"
#include "core/words.h"
#include "store/data.h"

#include <string.h>

#define NAME_MAX_BYTES 230
#define EXTENSION_MAX_BYTES 40
#define HASHED_PATH_BYTES 170
#define NAME_START 1
#define PATH_START 1

/* Lines that offprint_identity_apply() writes, but for the caption */
static const char *const keys[] = {
  OFFPRINT_DATA_URL, OFFPRINT_DATA_PATH, "ipath", "mtype", "type", "fmtime", "modtime", "fbytes", "pcbytes", "size",
  OFFPRINT_DATA_SIGNATURE, "filename", OFFPRINT_DATA_UNTITLED, NULL,
};

/**
 * offprint_identity_get_unique_term:
 * @path: absolute path, any bytes but NUL
 * @member: (nullable): name inside a container, any bytes but NUL
 *
 * Recoll's form is `Qpath|member`. Where that is too long for Xapian, or a `|` in the path would make it ambiguous, it
 * is the start of the path up to any `|` and a SHA-256 of both: as only the first form has a `|`, the two never meet.
 *
 * Returns: (transfer full): the term that only this article has
 */
GBytes *
offprint_identity_get_unique_term (const char *path, const char *member)
{
  const char *name = member != NULL ? member : "";
  gsize length = strlen (OFFPRINT_PREFIX_UNIQUE_ID) + strlen (path) + 1 + strlen (name);
  if (length <= XAP_TERM_MAX_BYTES && strchr (path, '|') == NULL)
    return g_bytes_new_take (g_strconcat (OFFPRINT_PREFIX_UNIQUE_ID, path, "|", name, NULL), length);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) path, (gssize) strlen (path) + 1);
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  gsize kept = MIN (strcspn (path, "|"), HASHED_PATH_BYTES);
  GString *term = g_string_new (OFFPRINT_PREFIX_UNIQUE_ID);
  g_string_append_len (term, path, (gssize) kept);
  g_string_append (term, g_checksum_get_string (checksum));
  return g_string_free_to_bytes (term);
}

/**
 * offprint_identity_get_key:
 * @identity: of an article
 * @key: (array fixed-size=16): receives what it is known by among near-duplicates: the MD5 of its file, or for one of
 *   several in a file an MD5 of that and its name
 */
void
offprint_identity_get_key (const OffprintIdentity *identity, guint8 *key)
{
  gsize length = sizeof identity->md5;
  memcpy (key, identity->md5, length);
  if (identity->member == NULL)
    return;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (checksum, identity->md5, sizeof identity->md5);
  g_checksum_update (checksum, (const guchar *) identity->member, (gssize) strlen (identity->member));
  g_checksum_get_digest (checksum, key, &length);
}

static void
truncate_at_character (char *text, gsize max_bytes)
{
  if (strlen (text) <= max_bytes)
    return;
  char *end = g_utf8_find_prev_char (text, text + max_bytes + 1);
  *end = '\0';
}

static const char *
get_name (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash != NULL ? slash + 1 : path;
}

static char *
make_whole_name (const char *path)
{
  g_autofree char *name = offprint_text_make_valid (get_name (path), -1);
  char *folded = offprint_text_fold (name, -1);
  truncate_at_character (folded, NAME_MAX_BYTES);
  return folded;
}

/**
 * offprint_identity_list_path_terms:
 * @path: absolute path, any bytes but NUL
 *
 * Returns: (transfer full) (element-type utf8): terms that all articles of that file have, whatever their members, and
 *   few others; that of the file's name first
 */
GPtrArray *
offprint_identity_list_path_terms (const char *path)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func (g_free);
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_DIRECTORY)->prefix;
  g_autofree char *name = make_whole_name (path);
  if (*name != '\0')
    g_ptr_array_add (terms, g_strconcat (OFFPRINT_PREFIX_WHOLE_FILE_NAME, name, NULL));
  const char *end = get_name (path);
  for (const char *at = path; at < end;)
    {
      gsize length = strcspn (at, "/");
      gsize kept = MIN (length, OFFPRINT_IDENTITY_COMPONENT_MAX);
      if (length > 0)
        g_ptr_array_add (terms, g_strdup_printf ("%s%.*s", prefix, (int) kept, at));
      at += length + 1;
    }
  return terms;
}

/* Where terms go: into a document or out of it. */
typedef struct
{
  XapDocument *document;
  gboolean remove;
  const char *prefix;
  GError **error;
} Target;

static gboolean
put_counted_term (Target *target, const char *prefix, const char *word, gsize length, guint32 position, guint32 wdf)
{
  g_autofree char *term = g_malloc (strlen (prefix) + length + 1);
  gsize prefix_length = strlen (prefix);
  memcpy (term, prefix, prefix_length);
  memcpy (term + prefix_length, word, length);
  if (target->remove)
    return xap_document_remove_term (target->document, term, prefix_length + length, target->error);
  return xap_document_add_term (target->document, term, prefix_length + length, wdf, &position, position > 0,
                                target->error);
}

static gboolean
put_term (Target *target, const char *prefix, const char *word, gsize length, guint32 position)
{
  return put_counted_term (target, prefix, word, length, position, 0);
}

static gboolean
put_filter (Target *target, const char *prefix, const char *value)
{
  if (*value == '\0' || strlen (prefix) + strlen (value) > XAP_TERM_MAX_BYTES)
    return TRUE;
  return put_term (target, prefix, value, strlen (value), 0);
}

/* Recoll: `XP` for the root, then each folder's name as it is, at consecutive positions, without the file's name. */
static gboolean
put_path (Target *target, const char *path)
{
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_DIRECTORY)->prefix;
  const char *end = get_name (path);
  guint32 position = PATH_START;
  if (!put_counted_term (target, prefix, "", 0, position++, 1))
    return FALSE;
  for (const char *at = path; at < end;)
    {
      gsize length = strcspn (at, "/");
      gsize kept = MIN (length, OFFPRINT_IDENTITY_COMPONENT_MAX);
      if (length > 0 && !put_term (target, prefix, at, kept, position++))
        return FALSE;
      at += length + 1;
    }
  return TRUE;
}

static gboolean
put_name_word (const OffprintWord *word, gpointer data)
{
  Target *target = data;
  return put_term (target, target->prefix, word->term, word->length, word->position);
}

static gboolean
put_name_words (Target *target, const char *name)
{
  target->prefix = offprint_schema_get (OFFPRINT_FIELD_FILE_NAME)->prefix;
  if (!put_term (target, target->prefix, OFFPRINT_ANCHOR_START, strlen (OFFPRINT_ANCHOR_START), NAME_START))
    return FALSE;
  guint32 end = offprint_words_foreach (name, strlen (name), NAME_START + 1, put_name_word, target);
  if (target->error != NULL && *target->error != NULL)
    return FALSE;
  return put_term (target, target->prefix, OFFPRINT_ANCHOR_END, strlen (OFFPRINT_ANCHOR_END), end);
}

static gboolean
put_extension (Target *target, const char *name)
{
  const char *dot = strrchr (name, '.');
  if (dot == NULL || dot == name || dot[1] == '\0' || strlen (dot + 1) > EXTENSION_MAX_BYTES
      || strpbrk (dot, " \t\n") != NULL)
    return TRUE;
  g_autofree char *extension = g_utf8_strdown (dot + 1, -1);
  return put_filter (target, offprint_schema_get (OFFPRINT_FIELD_EXTENSION)->filter, extension)
         && put_filter (target, OFFPRINT_PREFIX_OMEGA_EXTENSION, extension);
}

static gboolean
put_terms (Target *target, const char *path, const char *member, const char *mime_type)
{
  g_autoptr (GBytes) unique = offprint_identity_get_unique_term (path, member);
  g_autofree char *name = offprint_text_make_valid (get_name (path), -1);
  g_autofree char *whole_name = make_whole_name (path);
  return put_term (target, "", g_bytes_get_data (unique, NULL), g_bytes_get_size (unique), 0)
         && put_filter (target, offprint_schema_get (OFFPRINT_FIELD_MIME_TYPE)->filter, mime_type)
         && put_path (target, path) && put_name_words (target, name)
         && put_filter (target, OFFPRINT_PREFIX_WHOLE_FILE_NAME, whole_name)
         && put_extension (target, name);
}

static gboolean
set_path (const OffprintIdentity *identity, XapDocument *document, GError **error)
{
  g_autoptr (GByteArray) location = g_byte_array_new ();
  g_byte_array_append (location, (const guint8 *) identity->path, (guint) strlen (identity->path) + 1);
  if (identity->member != NULL)
    g_byte_array_append (location, (const guint8 *) identity->member, (guint) strlen (identity->member));
  return xap_document_set_value (document, OFFPRINT_SLOT_PATH, location->data, location->len, error);
}

static gboolean
set_values (const OffprintIdentity *identity, XapDocument *document, GError **error)
{
  g_autofree char *size = g_strdup_printf ("%012" G_GUINT64_FORMAT, identity->size);
  guint32 type_slot = offprint_schema_get (OFFPRINT_FIELD_MIME_TYPE)->slot;
  guint8 key[sizeof identity->md5];
  offprint_identity_get_key (identity, key);
  return xap_document_set_value (document, OFFPRINT_SLOT_COLLAPSE, key, sizeof key, error)
         && xap_document_set_value (document, OFFPRINT_SLOT_SIZE, size, strlen (size), error)
         && xap_document_set_value (document, OFFPRINT_SLOT_SIGNATURE, identity->signature,
                                    strlen (identity->signature), error)
         && xap_document_set_value (document, type_slot, identity->mime_type, strlen (identity->mime_type), error)
         && set_path (identity, document, error);
}

static void
append_number (GString *lines, const char *key, int width, gint64 number)
{
  char text[32];
  g_snprintf (text, sizeof text, "%0*" G_GINT64_FORMAT, width, number);
  offprint_data_append (lines, key, text);
}

/* A path may hold what no line can: then the hosts get it mended, and we get it escaped. */
static void
append_location (GString *lines, const OffprintIdentity *identity)
{
  g_autofree char *url = g_strconcat ("file://", identity->path, NULL);
  offprint_data_append (lines, OFFPRINT_DATA_URL, url);
  if (strpbrk (identity->path, "\n\r") != NULL)
    {
      g_autofree char *escaped = g_uri_escape_bytes ((const guint8 *)identity->path, strlen (identity->path),
                                                     G_URI_RESERVED_CHARS_ALLOWED_IN_PATH);
      offprint_data_append (lines, OFFPRINT_DATA_PATH, escaped);
    }
  offprint_data_append (lines, "ipath", identity->member);
}

static GString *
make_lines (const OffprintIdentity *identity, gboolean titled)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *name = offprint_text_make_valid (get_name (identity->path), -1);
  gint64 size = (gint64) MIN (identity->size, (guint64) G_MAXINT64);
  append_location (lines, identity);
  offprint_data_append (lines, "mtype", identity->mime_type);
  offprint_data_append (lines, "type", identity->mime_type);
  append_number (lines, "fmtime", 11, identity->modified);
  append_number (lines, "modtime", 1, identity->modified);
  append_number (lines, "fbytes", 1, size);
  append_number (lines, "pcbytes", 1, size);
  append_number (lines, "size", 1, size);
  offprint_data_append (lines, OFFPRINT_DATA_SIGNATURE, identity->signature);
  offprint_data_append (lines, "filename", name);
  if (!titled)
    {
      offprint_data_append (lines, offprint_schema_get (OFFPRINT_FIELD_TITLE)->data_key, name);
      offprint_data_append (lines, OFFPRINT_DATA_UNTITLED, "1");
    }
  return lines;
}

/**
 * offprint_identity_apply:
 * @identity: of the file
 * @document: a document without any identity
 * @lines: the content's lines of the document data
 * @titled: %FALSE: there is no title, the file name stands in for it
 * @error: return location
 *
 * Adds the terms and slots of @identity and sets the document data.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_identity_apply (const OffprintIdentity *identity, XapDocument *document, const char *lines, gboolean titled,
                         GError **error)
{
  g_autoptr (GError) problem = NULL;
  Target target = { document, FALSE, NULL, &problem };
  if (!put_terms (&target, identity->path, identity->member, identity->mime_type))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_autoptr (GString) all = make_lines (identity, titled);
  g_string_append (all, lines);
  return set_values (identity, document, error) && xap_document_set_data (document, all->str, all->len, error);
}

typedef struct
{
  GString *lines;
  gboolean titled;
} Keeper;

static gboolean
keep_content_line (const char *key, gsize key_length, const char *value, gsize value_length, gpointer user_data)
{
  Keeper *keeper = user_data;
  g_autofree char *name = g_strndup (key, key_length);
  const char *caption = offprint_schema_get (OFFPRINT_FIELD_TITLE)->data_key;
  if (g_strv_contains (keys, name) || (!keeper->titled && g_str_equal (name, caption)))
    return TRUE;
  g_autofree char *text = g_strndup (value, value_length);
  offprint_data_append (keeper->lines, name, text);
  return TRUE;
}

/**
 * offprint_identity_withdraw:
 * @path: that @document has now
 * @member: (nullable): that @document has now
 * @document: a document from the index
 * @lines: receives the content's lines of the document data
 * @titled: (out): %FALSE: the file name stood in for the title
 * @error: return location
 *
 * Removes the terms of the identity that offprint_identity_apply() added; slots are left for the next one to overwrite.
 *
 * Returns: %TRUE, or %FALSE with a #XapError
 */
gboolean
offprint_identity_withdraw (const char *path, const char *member, XapDocument *document, GString *lines,
                            gboolean *titled, GError **error)
{
  g_autoptr (GBytes) data = xap_document_get_data (document, error);
  if (data == NULL)
    return FALSE;
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  g_autofree char *mime_type = offprint_data_get (text, length, "mtype");
  g_autofree char *untitled = offprint_data_get (text, length, OFFPRINT_DATA_UNTITLED);
  g_autoptr (GError) problem = NULL;
  Target target = { document, TRUE, NULL, &problem };
  if (!put_terms (&target, path, member, mime_type != NULL ? mime_type : ""))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  Keeper keeper = { lines, untitled == NULL };
  offprint_data_foreach (text, length, keep_content_line, &keeper);
  *titled = keeper.titled;
  return TRUE;
}
