/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the value of a filter to the terms that the index has for it: `type:html`, `lang:de`, `site:example.org`,
 * `url:`, `ext:`, `dir:`, `file:`, and any field with `:=`. Terms are made as document.c and identity.c make them;
 * where a person may type less than the whole, the index is asked which terms there are. */
#include "store/query-terms.h"

#include "core/text.h"
#include "core/words.h"
#include "store/url.h"

#include <string.h>

/* A filter stands for at most so many terms. */
#define ALTERNATIVES_MAX 100
#define FOLDERS_MAX 64

static GPtrArray *
new_terms (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* Xapian's longest term is a bound for what can be found at all. */
static void
add_term (GPtrArray *terms, const char *prefix, const char *value)
{
  if (*value != '\0' && strlen (prefix) + strlen (value) <= XAP_TERM_MAX_BYTES && terms->len < ALTERNATIVES_MAX)
    g_ptr_array_add (terms, g_strconcat (prefix, value, NULL));
}

typedef struct
{
  GPtrArray *terms;
  const char *wanted;
} TypeWalk;

/* html: text/html; text: all of text/; svg: image/svg+xml */
static gboolean
take_type (const char *term, gsize length, guint32 frequency, gpointer data)
{
  TypeWalk *walk = data;
  g_autofree char *type = g_strndup (term, length);
  char *slash = strchr (type, '/');
  if (slash == NULL)
    return TRUE;
  *slash = '\0';
  char *subtype = slash + 1;
  gsize whole = strcspn (subtype, "+");
  gboolean same = strcmp (type + 1, walk->wanted) == 0 || strcmp (subtype, walk->wanted) == 0
                  || (strlen (walk->wanted) == whole && memcmp (subtype, walk->wanted, whole) == 0)
                  || (g_str_has_prefix (subtype, "x-") && strcmp (subtype + 2, walk->wanted) == 0);
  *slash = '/';
  if (same)
    add_term (walk->terms, "", type);
  return TRUE;
}

static gboolean
find_types (GPtrArray *terms, const char *value, XapReader *reader, GError **error)
{
  const char *prefix = offprint_schema_get (OFFPRINT_FIELD_MIME_TYPE)->filter;
  g_autofree char *lower = g_ascii_strdown (value, -1);
  TypeWalk walk = { terms, lower };
  if (strchr (lower, '/') == NULL)
    return xap_reader_foreach_term (reader, prefix, take_type, &walk, error);
  add_term (terms, prefix, lower);
  return TRUE;
}

static void
find_site (GPtrArray *terms, const char *value)
{
  g_autofree char *host = offprint_url_get_host (value);
  if (host == NULL)
    host = offprint_url_normalise_host (g_str_has_prefix (value, "*.") ? value + 2 : value);
  if (host != NULL)
    add_term (terms, OFFPRINT_PREFIX_HOST, host);
}

static void
add_address (GPtrArray *terms, const char *value)
{
  g_autofree char *term = offprint_url_get_term (value);
  if (term != NULL)
    add_term (terms, "", term);
}

/* With an address that was copied out of a text there often comes a bracket or a full stop. */
static void
find_address (GPtrArray *terms, const char *value)
{
  g_autofree char *copy = g_strdup (value + strspn (value, "<([\"'"));
  gsize length = strlen (copy);
  add_address (terms, copy);
  while (length > 0 && strchr (".,;:!?)]>\"'", copy[length - 1]) != NULL)
    copy[--length] = '\0';
  if (length < strlen (value))
    add_address (terms, copy);
}

static void
find_lower (GPtrArray *terms, const char *prefix, const char *value)
{
  g_autofree char *lower = g_utf8_strdown (value, -1);
  add_term (terms, prefix, lower);
}

/* The folders that were asked for, and under which names the index knows each: in any case, with any accents. */
typedef struct
{
  char **folded; /* NULL-terminated */
  GPtrArray *found[FOLDERS_MAX]; /* (element-type utf8) terms */
} FolderWalk;

static gboolean
take_folder (const char *term, gsize length, guint32 frequency, gpointer data)
{
  FolderWalk *walk = data;
  gsize skip = strlen (offprint_schema_get (OFFPRINT_FIELD_DIRECTORY)->prefix);
  g_autofree char *valid = offprint_text_make_valid (term + skip, (gssize) (length - skip));
  g_autofree char *folded = offprint_text_fold (valid, -1);
  for (gsize i = 0; walk->folded[i] != NULL; i++)
    if (strcmp (walk->folded[i], folded) == 0 && walk->found[i]->len < ALTERNATIVES_MAX)
      g_ptr_array_add (walk->found[i], g_strndup (term, length));
  return TRUE;
}

/* Of an address, the path that it stands for: only so can a folder be named whose name has quotation marks */
static char *
make_path (const char *value)
{
  char *path = g_str_has_prefix (value, "file://") ? g_filename_from_uri (value, NULL, NULL) : NULL;
  if (path != NULL)
    return path;
  gboolean home = value[0] == '~' && (value[1] == '/' || value[1] == '\0');
  return home ? g_strconcat (g_get_home_dir (), value + 1, NULL) : g_strdup (value);
}

/* Below `~` and from `/` on as well. The root is a folder without a name. */
static char **
split_folders (const char *value)
{
  g_autofree char *path = make_path (value);
  g_autofree char *valid = offprint_text_make_valid (path, -1);
  g_auto (GStrv) parts = g_strsplit (valid, "/", FOLDERS_MAX - 1);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' || (i == 0 && valid[0] == '/'))
      g_ptr_array_add (folders, offprint_text_fold (parts[i], -1));
  g_ptr_array_add (folders, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&folders), FALSE);
}

static XapQuery *
build_folder_phrase (const FolderWalk *walk, gsize n_folders, GError **error)
{
  g_autoptr (GPtrArray) parts = offprint_parts_new ();
  gboolean all_known = TRUE;
  for (gsize i = 0; i < n_folders; i++)
    all_known = all_known && walk->found[i]->len > 0;
  for (gsize i = 0; all_known && i < n_folders; i++)
    {
      XapQuery *folder = offprint_query_build_terms (XAP_OPERATOR_OR, walk->found[i], 0, error);
      if (folder == NULL)
        return NULL;
      g_ptr_array_add (parts, folder);
    }
  return offprint_query_combine (XAP_OPERATOR_PHRASE, parts, 0, error);
}

/* Folders in order, each below the one before */
static XapQuery *
build_folders (const char *value, XapReader *reader, GError **error)
{
  g_auto (GStrv) folded = split_folders (value);
  gsize n_folders = g_strv_length (folded);
  FolderWalk walk = { .folded = folded };
  for (gsize i = 0; i < n_folders; i++)
    walk.found[i] = new_terms ();
  XapQuery *query = NULL;
  if (xap_reader_foreach_term (reader, offprint_schema_get (OFFPRINT_FIELD_DIRECTORY)->prefix, take_folder, &walk,
                               error))
    query = build_folder_phrase (&walk, n_folders, error);
  for (gsize i = 0; i < n_folders; i++)
    g_ptr_array_unref (walk.found[i]);
  return query;
}

typedef struct
{
  GPtrArray *terms;
  const char *prefix;
} WordWalk;

static gboolean
take_word (const OffprintWord *word, gpointer data)
{
  WordWalk *walk = data;
  if (word->form == OFFPRINT_WORD_PLAIN)
    add_term (walk->terms, walk->prefix, word->term);
  return TRUE;
}

/* Words in order in the name; the whole name is also that. */
static XapQuery *
build_name_words (const char *value, GError **error)
{
  g_autoptr (GPtrArray) terms = new_terms ();
  WordWalk walk = { terms, offprint_schema_get (OFFPRINT_FIELD_FILE_NAME)->prefix };
  offprint_words_foreach (value, strlen (value), 0, take_word, &walk);
  return offprint_query_build_terms (XAP_OPERATOR_PHRASE, terms, 0, error);
}

/* file:report.html, file:report, file:rep* */
static XapQuery *
build_name (const char *value, XapReader *reader, GError **error)
{
  if (!g_str_has_suffix (value, "*"))
    return build_name_words (value, error);
  g_autofree char *start = g_strndup (value, strlen (value) - 1);
  g_autofree char *folded = offprint_text_fold (start, -1);
  g_autofree char *whole = g_strconcat (OFFPRINT_PREFIX_WHOLE_FILE_NAME, folded, NULL);
  g_autofree char *word = g_strconcat (offprint_schema_get (OFFPRINT_FIELD_FILE_NAME)->prefix, folded, NULL);
  g_autoptr (XapQuery) by_whole
      = xap_query_new_wildcard (reader, whole, strlen (whole), OFFPRINT_QUERY_EXPANSION_MAX, error);
  g_autoptr (XapQuery) by_word
      = by_whole != NULL ? xap_query_new_wildcard (reader, word, strlen (word), OFFPRINT_QUERY_EXPANSION_MAX, error)
                         : NULL;
  XapQuery *both[] = { by_whole, by_word };
  return by_word != NULL ? xap_query_combine (XAP_OPERATOR_OR, both, G_N_ELEMENTS (both), 0, error) : NULL;
}

/* All words of the value, from where the index says that it begins to where it ends: "Le Monde" and "le monde", but not
 * "Le Monde diplomatique". A word that is too long for a term leaves a gap. */
static XapQuery *
build_whole_words (const char *prefix, const char *value, GError **error)
{
  g_autoptr (GPtrArray) terms = new_terms ();
  WordWalk walk = { terms, prefix };
  add_term (terms, prefix, OFFPRINT_ANCHOR_START);
  guint32 end = offprint_words_foreach (value, strlen (value), 1, take_word, &walk);
  add_term (terms, prefix, OFFPRINT_ANCHOR_END);
  return offprint_query_build_terms (XAP_OPERATOR_PHRASE, terms, end + 1, error);
}

/**
 * offprint_query_build_filter:
 * @node: a FILTER
 * @reader: the index, asked for its terms
 * @error: return location
 *
 * Returns: (transfer full): the articles that @node lets through, perhaps none; %NULL with a #XapError
 */
XapQuery *
offprint_query_build_filter (const OffprintQueryNode *node, XapReader *reader, GError **error)
{
  g_autoptr (GPtrArray) terms = new_terms ();
  const char *value = node->value;
  if (node->whole && node->field->prefix != NULL && !node->field->prefix_only)
    return build_whole_words (node->field->prefix, value, error);
  if (node->whole && node->field->slot != OFFPRINT_NO_SLOT)
    return xap_query_new_range (node->field->slot, value, strlen (value), value, strlen (value), error);
  switch (offprint_schema_get_field (node->field))
    {
    case OFFPRINT_FIELD_DIRECTORY:
      return build_folders (value, reader, error);
    case OFFPRINT_FIELD_FILE_NAME:
      return build_name (value, reader, error);
    case OFFPRINT_FIELD_MIME_TYPE:
      if (!find_types (terms, value, reader, error))
        return NULL;
      break;
    case OFFPRINT_FIELD_SITE:
      find_site (terms, value);
      break;
    case OFFPRINT_FIELD_URL:
      find_address (terms, value);
      break;
    case OFFPRINT_FIELD_EXTENSION:
      find_lower (terms, node->field->filter, *value == '.' ? value + 1 : value);
      break;
    default:
      find_lower (terms, node->field->filter, value);
      break;
    }
  return offprint_query_build_terms (XAP_OPERATOR_OR, terms, 0, error);
}
