/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading with plain descriptors: O_NOFOLLOW and O_NONBLOCK so that a link, FIFO or device put in the file's place
 * neither leads elsewhere nor hangs, a bound on the size, and a second look at the status after the last byte. Not
 * mapped: a file that is cut while it is mapped kills the reader. The copy is a sealed file in memory, which whoever
 * extracts maps: what was hashed is what is extracted, and this process holds none of it. */
#include "index/article-file.h"

#include "core/error.h"
#include "core/i18n.h"
#include "extract/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file that changes each time it is read is left for the next run. */
#define READ_ATTEMPTS 3
#define CHUNK_BYTES (64 * 1024)
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif
#define SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

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
      fail (error, OFFPRINT_ERROR_INPUT, N_("not a regular file"));
      return -1;
    }
  return fd;
}

/* Kernels before 6.3 do not know the flag that newer ones complain about when it is missing. */
static int
open_memory (void)
{
  const unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  int fd = memfd_create ("offprint-article", flags | MFD_NOEXEC_SEAL);
  return fd < 0 && errno == EINVAL ? memfd_create ("offprint-article", flags) : fd;
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Returns: bytes read, 0 at the end, or -1 with error */
static gssize
copy_chunk (int from, char *buffer, gsize size, int to, GChecksum *checksum, GError **error)
{
  gssize n;
  do
    n = read (from, buffer, size);
  while (n < 0 && errno == EINTR);
  if (n < 0 || !write_all (to, buffer, (gsize) n))
    {
      fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
      return -1;
    }
  g_checksum_update (checksum, (const guchar *) buffer, n);
  return n;
}

/* Copies at most @size bytes, however much there is. */
static gboolean
copy (int from, gsize size, int to, GChecksum *checksum, gsize *copied, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK_BYTES);
  *copied = 0;
  if (lseek (from, 0, SEEK_SET) != 0)
    return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  while (*copied < size)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      gssize n = copy_chunk (from, buffer, MIN (size - *copied, CHUNK_BYTES), to, checksum, error);
      if (n <= 0)
        return n == 0;
      *copied += (gsize) n;
    }
  return TRUE;
}

static void
set_content_digest (OffprintArticleFile *file, GChecksum *checksum)
{
  gsize length = sizeof file->md5;
  g_strlcpy (file->signature.md5, g_checksum_get_string (checksum), sizeof file->signature.md5);
  g_checksum_get_digest (checksum, file->md5, &length);
}

/* Returns: TRUE and *unchanged, or FALSE with error */
static gboolean
read_once (int fd, const struct stat *before, OffprintArticleFile *file, gboolean *unchanged,
           GCancellable *cancellable, GError **error)
{
  struct stat after;
  gsize copied;
  OffprintSignature now;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  if (ftruncate (file->content, 0) != 0 || lseek (file->content, 0, SEEK_SET) != 0)
    return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  if (!copy (fd, (gsize) before->st_size, file->content, checksum, &copied, cancellable, error))
    return FALSE;
  if (fstat (fd, &after) != 0)
    return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  offprint_signature_init (&file->signature, before);
  offprint_signature_init (&now, &after);
  set_content_digest (file, checksum);
  *unchanged = offprint_signature_compare (&file->signature, &now) == OFFPRINT_FRESH
            && copied == file->signature.size;
  return TRUE;
}

static gboolean
read_stable (int fd, struct stat *status, guint64 max_bytes, OffprintArticleFile *file, GCancellable *cancellable,
             GError **error)
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
      if (!read_once (fd, status, file, &unchanged, cancellable, error))
        return FALSE;
      if (unchanged)
        return fcntl (file->content, F_ADD_SEALS, SEALS) == 0
            || fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
      if (fstat (fd, status) != 0)
        return fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
    }
  return fail (error, OFFPRINT_ERROR_IO, N_("changes while it is read"));
}

/**
 * offprint_article_file_read:
 * @path: absolute path
 * @max_bytes: larger files are refused
 * @cancellable: (nullable): ends it early
 * @error: return location
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable): the file; %OFFPRINT_ERROR_INPUT where trying again is of no use before the file
 * changes (no regular file, too large), %OFFPRINT_ERROR_IO where it is (gone, no permission, changes while it is read,
 * input/output error), %G_IO_ERROR_CANCELLED
 */
OffprintArticleFile *
offprint_article_file_read (const char *path, guint64 max_bytes, GCancellable *cancellable, GError **error)
{
  struct stat status;
  int fd = open_regular (path, &status, error);
  if (fd < 0)
    return NULL;
  g_autoptr (OffprintArticleFile) file = g_new0 (OffprintArticleFile, 1);
  file->content = open_memory ();
  gboolean read = file->content >= 0 ? read_stable (fd, &status, max_bytes, file, cancellable, error)
                                     : fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  if (read)
    offprint_file_attributes_read (&file->attributes, fd);
  close (fd);
  if (!read)
    return NULL;
  offprint_file_attributes_get_digest (&file->attributes, file->signature.origin);
  return g_steal_pointer (&file);
}

typedef struct
{
  gpointer data;
  gsize size;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *mapping = data;
  munmap (mapping->data, mapping->size);
  g_free (mapping);
}

/**
 * offprint_article_file_map:
 * @file: what was read
 * @error: return location
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable): the content, mapped: valid also when @file is gone; %OFFPRINT_ERROR_IO
 */
GBytes *
offprint_article_file_map (const OffprintArticleFile *file, GError **error)
{
  gsize size = file->signature.size;
  if (size == 0)
    return g_bytes_new_static ("", 0);
  gpointer data = mmap (NULL, size, PROT_READ, MAP_PRIVATE, file->content, 0);
  if (data == MAP_FAILED)
    {
      fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
      return NULL;
    }
  Mapping *mapping = g_new (Mapping, 1);
  *mapping = (Mapping){ data, size };
  return g_bytes_new_with_free_func (data, size, mapping_free, mapping);
}

/**
 * offprint_article_file_guess_type:
 * @file: what was read
 * @path: its path
 * @error: return location
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable): as offprint_extract_guess_type(), also %OFFPRINT_ERROR_IO
 */
char *
offprint_article_file_guess_type (const OffprintArticleFile *file, const char *path, GError **error)
{
  char head[OFFPRINT_SOURCE_HEAD_BYTES];
  gssize length = pread (file->content, head, sizeof head, 0);
  if (length >= 0)
    return offprint_extract_guess_type (path, head, (gsize) length, error);
  fail (error, OFFPRINT_ERROR_IO, g_strerror (errno));
  return NULL;
}

/**
 * offprint_article_file_extract:
 * @file: what was read
 * @path: its path
 * @error: return location
 *
 * Extracts in this process, without the guards that a worker process has. Thread-safe.
 *
 * Returns: (transfer full) (nullable) (element-type OffprintRecord): as offprint_extract()
 */
GPtrArray *
offprint_article_file_extract (const OffprintArticleFile *file, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = offprint_article_file_map (file, error);
  if (bytes == NULL)
    return NULL;
  const OffprintSource source = {
    .path = path,
    .bytes = bytes,
    .origin_url = file->attributes.values[OFFPRINT_ATTRIBUTE_ORIGIN_URL],
    .tags = file->attributes.values[OFFPRINT_ATTRIBUTE_TAGS],
    .comment = file->attributes.values[OFFPRINT_ATTRIBUTE_COMMENT],
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
  if (file->content >= 0)
    close (file->content);
  offprint_file_attributes_clear (&file->attributes);
  g_free (file);
}
