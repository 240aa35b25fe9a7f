/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A container is hostile: names of members go nowhere, sizes are bounded, and what is written can only be read by its
 * owner, in a folder that the session clears away. A member is written again each time it is asked for, into a folder
 * of its own by hash, so that its file can have its own name; what nobody asked for in a day goes. */
#include "desktop/member.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/text.h"
#include "offprint-config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if HAVE_LIBARCHIVE
#include <archive.h>
#include <archive_entry.h>
#endif

#define MEMBER_MAX_BYTES (64 * 1024 * 1024)
#define ENTRIES_MAX 1000000
#define KEPT_MAX 64
#define KEPT_SECONDS (24 * 60 * 60)
#define NAME_MAX_BYTES 120
#define HASH_CHARS 16
#define BLOCK_BYTES (64 * 1024)

/* What programs for reading open. Anything else, which may be a program itself, is shown as text. */
/* lint: table */
static const char *const extensions[] = {
  ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".txt", ".text", ".md", ".markdown", ".pdf", ".epub", ".eml",
};

/**
 * offprint_member_get_folder:
 *
 * Returns: (transfer full) (type filename): where members are put in this session
 */
char *
offprint_member_get_folder (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "offprint", "members", NULL);
}

static gboolean
is_plain (gunichar c)
{
  return g_unichar_isalnum (c) || strchr (" -_.,+()", (int) MIN (c, 0x7f)) != NULL;
}

static gboolean
has_known_extension (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (lower, extensions[i]) && strlen (lower) > strlen (extensions[i]))
      return TRUE;
  return FALSE;
}

/**
 * offprint_member_make_file_name:
 * @member: name inside a container, any bytes
 *
 * Returns: (transfer full): a name that is harmless as a file's: the last part, letters and digits, not hidden, not
 * long, of a type that is for reading
 */
char *
offprint_member_make_file_name (const char *member)
{
  g_autofree char *base = g_path_get_basename (member);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  for (const char *at = valid; *at != '\0' && name->len < NAME_MAX_BYTES; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      g_string_append_unichar (name, is_plain (c) ? c : '_');
    }
  const char *dot = strrchr (valid, '.');
  gboolean is_cut = strlen (valid) > NAME_MAX_BYTES && dot != NULL && has_known_extension (valid);
  if (is_cut)
    g_string_append (name, dot);
  while (name->len > 0 && strchr (". -", name->str[0]) != NULL)
    g_string_erase (name, 0, 1);
  if (name->len == 0)
    g_string_append (name, "article");
  if (!has_known_extension (name->str))
    g_string_append (name, ".txt");
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gboolean
fail_io (GError **error, const char *what)
{
  int number = errno;
  g_autofree char *name = g_filename_display_name (what);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, _("'%s' can't be written: %s"), name, g_strerror (number));
  return FALSE;
}

/* Nobody else may have made it, or may look into it. */
static gboolean
make_private_folder (const char *folder, GError **error)
{
  struct stat status;
  if (g_mkdir_with_parents (folder, 0700) != 0 || lstat (folder, &status) != 0)
    return fail_io (error, folder);
  if (S_ISDIR (status.st_mode) && status.st_uid == geteuid () && (status.st_mode & 077) == 0)
    return TRUE;
  g_autofree char *name = g_filename_display_name (folder);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_ACCESS, _("'%s' is no private folder: remove it"), name);
  return FALSE;
}

static void
remove_kept (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

typedef struct
{
  char *path;
  gint64 written;
} Kept;

static void
clear_kept (gpointer kept)
{
  g_free (((Kept *) kept)->path);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Kept *) a)->written, y = ((const Kept *) b)->written;
  return x < y ? 1 : x > y ? -1 : 0;
}

static GArray *
list_kept (const char *folder)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  g_array_set_clear_func (list, clear_kept);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Kept kept = { .path = g_build_filename (folder, name, NULL) };
      struct stat status;
      if (lstat (kept.path, &status) == 0)
        kept.written = status.st_mtime;
      g_array_append_val (list, kept);
    }
  return list;
}

/* So many may stay; one more is about to come. */
static void
clean_up (const char *folder, gint64 now)
{
  g_autoptr (GArray) list = list_kept (folder);
  g_array_sort (list, compare_age);
  for (guint i = 0; i < list->len; i++)
    {
      const Kept *kept = &g_array_index (list, Kept, i);
      if (i >= KEPT_MAX - 1 || kept->written < now - KEPT_SECONDS)
        remove_kept (kept->path);
    }
}

static char *
make_place (const char *folder, const char *container, const char *member)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) container, (gssize) strlen (container) + 1);
  g_checksum_update (checksum, (const guchar *) member, (gssize) strlen (member));
  g_autofree char *hash = g_strndup (g_checksum_get_string (checksum), HASH_CHARS);
  return g_build_filename (folder, hash, NULL);
}

#if HAVE_LIBARCHIVE

typedef struct archive Archive;

static void
archive_close_all (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close_all)

static gboolean
fail_container (GError **error, const char *container, const char *why)
{
  g_autofree char *name = g_filename_display_basename (container);
  g_autofree char *reason = g_utf8_make_valid (why != NULL ? why : _("unknown form"), -1);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("'%s' can't be read: %s"), name, reason);
  return FALSE;
}

static Archive *
open_container (const char *container, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  archive_read_support_format_zip (archive);
  archive_read_support_format_tar (archive);
  archive_read_support_format_warc (archive);
  archive_read_support_filter_gzip (archive);
  archive_read_support_filter_zstd (archive);
  if (archive_read_open_filename (archive, container, BLOCK_BYTES) == ARCHIVE_OK)
    return g_steal_pointer (&archive);
  fail_container (error, container, archive_error_string (archive));
  return NULL;
}

static gboolean
find_entry (Archive *archive, const char *container, const char *member, GError **error)
{
  struct archive_entry *entry;
  int status = ARCHIVE_OK;
  for (guint i = 0; i < ENTRIES_MAX && (status = archive_read_next_header (archive, &entry)) >= ARCHIVE_WARN; i++)
    {
      const char *name = archive_entry_pathname (entry);
      if (status == ARCHIVE_EOF)
        break;
      if (name != NULL && g_str_equal (name, member) && archive_entry_filetype (entry) == AE_IFREG)
        return TRUE;
    }
  if (status < ARCHIVE_WARN)
    return fail_container (error, container, archive_error_string (archive));
  g_autofree char *wanted = offprint_text_printable (member);
  g_autofree char *name = g_filename_display_basename (container);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, _("there is no '%s' in '%s' any more"), wanted, name);
  return FALSE;
}

static gboolean
copy_entry (Archive *archive, const char *container, int file, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  gssize length, total = 0;
  while ((length = archive_read_data (archive, block, BLOCK_BYTES)) > 0)
    {
      total += length;
      if (total > MEMBER_MAX_BYTES)
        return fail_container (error, container, _("the article in it is too large to be opened from there"));
      if (write (file, block, (gsize) length) != length)
        return fail_io (error, container);
    }
  return length == 0 || fail_container (error, container, archive_error_string (archive));
}

static gboolean
write_member (const char *container, const char *member, const char *path, GError **error)
{
  g_autoptr (Archive) archive = open_container (container, error);
  if (archive == NULL || !find_entry (archive, container, member, error))
    return FALSE;
  g_unlink (path);
  int file = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    return fail_io (error, path);
  gboolean done = copy_entry (archive, container, file, error);
  if (close (file) != 0 && done)
    done = fail_io (error, path);
  if (!done)
    g_unlink (path);
  return done;
}

#else

static gboolean
write_member (const char *container, const char *member, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (container);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_UNSUPPORTED,
               _("'%s' can't be read: this Offprint was built without libarchive"), name);
  return FALSE;
}

#endif

/**
 * offprint_member_extract:
 * @folder: as of offprint_member_get_folder(); made when it is not there
 * @container: path of the container
 * @member: name of the article in it, as in its record
 * @now: the present in Unix seconds
 * @error: return location
 *
 * Reads a file that is not trusted and may be large: not in a thread that anybody waits for.
 *
 * Returns: (transfer full) (type filename) (nullable): the path of a copy that only this user can read; it stays for a
 *   day, or until 64 others were asked for. %OFFPRINT_ERROR_INPUT when the container can't be read or has no such
 * member, %OFFPRINT_ERROR_UNSUPPORTED when this build reads no containers, %OFFPRINT_ERROR_IO, %OFFPRINT_ERROR_ACCESS
 */
char *
offprint_member_extract (const char *folder, const char *container, const char *member, gint64 now, GError **error)
{
  g_autofree char *place = make_place (folder, container, member);
  g_autofree char *name = offprint_member_make_file_name (member);
  g_autofree char *path = g_build_filename (place, name, NULL);
  if (!make_private_folder (folder, error))
    return NULL;
  clean_up (folder, now);
  if (!make_private_folder (place, error))
    return NULL;
  if (write_member (container, member, path, error))
    return g_steal_pointer (&path);
  g_rmdir (place);
  return NULL;
}
