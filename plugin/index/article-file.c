/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading with plain descriptors: O_NOFOLLOW and O_NONBLOCK so that a link, FIFO or device put in the file's place
 * neither leads elsewhere nor hangs, a bound on the size, and a second look at the status after the last byte. Not
 * mapped: a file that is cut while it is mapped kills the reader. */
#include "index/article-file.h"

#include "core/error.h"
#include "extract/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define ORIGIN_ATTRIBUTE "user.xdg.origin.url"
#define ORIGIN_MAX_BYTES 4096
/* A file that changes each time it is read is left for the next run. */
#define READ_ATTEMPTS 3

static gboolean
fail (GError **error, OffprintError code, const char *reason)
{
  g_set_error_literal (error, OFFPRINT_ERROR, (int) code, reason);
  return FALSE;
}

static OffprintError
get_open_error (int code)
{
  if (code == ELOOP)
    return OFFPRINT_ERROR_INPUT;
  return code == EACCES || code == EPERM ? OFFPRINT_ERROR_ACCESS : OFFPRINT_ERROR_IO;
}

static int
open_regular (const char *path, struct stat *status, GError **error)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, status) != 0)
    {
      int code = errno;
      if (fd >= 0)
        close (fd);
      fail (error, get_open_error (code), g_strerror (code));
      return -1;
    }
  if (!S_ISREG (status->st_mode))
    {
      close (fd);
      fail (error, OFFPRINT_ERROR_INPUT, "not a regular file");
      return -1;
    }
  return fd;
}

static GBytes *
read_all (int fd, gsize size, GError **error)
{
  g_autofree guint8 *data = g_try_malloc (MAX (size, 1));
  gsize length = 0;
  if (data == NULL)
    {
      fail (error, OFFPRINT_ERROR_IO, "not enough memory to read it");
      return NULL;
    }
  while (length < size)
    {
      gssize n = read (fd, data + length, size - length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        break;
      length += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static char *
read_origin (int fd)
{
  char value[ORIGIN_MAX_BYTES];
  gssize length = fgetxattr (fd, ORIGIN_ATTRIBUTE, value, sizeof value);
  if (length <= 0 || !g_utf8_validate (value, length, NULL))
    return NULL;
  return g_strndup (value, (gsize) length);
}

static void
digest (OffprintArticleFile *file)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  gsize size, length = sizeof file->md5;
  const guint8 *data = g_bytes_get_data (file->bytes, &size);
  g_checksum_update (checksum, data, (gssize) size);
  g_strlcpy (file->signature.md5, g_checksum_get_string (checksum), sizeof file->signature.md5);
  g_checksum_get_digest (checksum, file->md5, &length);
  if (file->origin_url == NULL)
    return;
  g_autofree char *origin = g_compute_checksum_for_string (G_CHECKSUM_MD5, file->origin_url, -1);
  g_strlcpy (file->signature.origin, origin, sizeof file->signature.origin);
}

/* Returns: TRUE and *unchanged, or FALSE with error */
static gboolean
read_once (int fd, const struct stat *before, OffprintArticleFile *file, gboolean *unchanged, GError **error)
{
  struct stat after;
  g_autoptr (GBytes) bytes = lseek (fd, 0, SEEK_SET) == 0 ? read_all (fd, (gsize) before->st_size, error) : NULL;
  if (bytes == NULL)
    return (error == NULL || *error != NULL) ? FALSE : fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  if (fstat (fd, &after) != 0)
    return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  OffprintSignature now;
  offprint_signature_init (&file->signature, before);
  offprint_signature_init (&now, &after);
  *unchanged = offprint_signature_compare (&file->signature, &now) == OFFPRINT_FRESH
            && g_bytes_get_size (bytes) == file->signature.size;
  g_clear_pointer (&file->bytes, g_bytes_unref);
  file->bytes = g_steal_pointer (&bytes);
  return TRUE;
}

static gboolean
read_stable (int fd, struct stat *status, guint64 max_bytes, OffprintArticleFile *file, GError **error)
{
  for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++)
    {
      gboolean unchanged = FALSE;
      if ((guint64) status->st_size > max_bytes)
        {
          g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, "larger than %" G_GUINT64_FORMAT " bytes",
                       max_bytes);
          return FALSE;
        }
      if (!read_once (fd, status, file, &unchanged, error))
        return FALSE;
      if (unchanged)
        return TRUE;
      if (fstat (fd, status) != 0)
        return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
    }
  return fail (error, OFFPRINT_ERROR_IO, "changes while it is read");
}

/**
 * offprint_article_file_read:
 * @path: absolute path
 * @max_bytes: larger files are refused
 * @error: return location
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable): the file; %OFFPRINT_ERROR_INPUT where trying again is of no use before the file
 * changes (no regular file, too large), %OFFPRINT_ERROR_IO where it is (gone, no permission, changes while it is read,
 * input/output error)
 */
OffprintArticleFile *
offprint_article_file_read (const char *path, guint64 max_bytes, GError **error)
{
  struct stat status;
  int fd = open_regular (path, &status, error);
  if (fd < 0)
    return NULL;
  g_autoptr (OffprintArticleFile) file = g_new0 (OffprintArticleFile, 1);
  gboolean read = read_stable (fd, &status, max_bytes, file, error);
  if (read)
    file->origin_url = read_origin (fd);
  close (fd);
  if (!read)
    return NULL;
  digest (file);
  return g_steal_pointer (&file);
}

/**
 * offprint_article_file_extract:
 * @file: what was read
 * @path: its path
 * @error: return location
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable) (element-type OffprintRecord): as offprint_extract()
 */
GPtrArray *
offprint_article_file_extract (const OffprintArticleFile *file, const char *path, GError **error)
{
  const OffprintSource source = {
    .path = path,
    .bytes = file->bytes,
    .origin_url = file->origin_url,
    .modified = file->signature.modified_ns / G_GINT64_CONSTANT (1000000000),
  };
  return offprint_extract (&source, error);
}

/**
 * offprint_article_file_free:
 * @file: (transfer full) (nullable): a file
 */
void
offprint_article_file_free (OffprintArticleFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file->origin_url);
  g_free (file);
}
