/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel replaces a whole attribute at once, so that readers see the old value or the new one. Between reading and
 * writing one, others may write too: those that change tags by this file wait for one another. */
#include "index/attribute-change.h"

#include "core/error.h"
#include "core/i18n.h"
#include "core/tags.h"
#include "index/file-attributes.h"

#include <errno.h>
#include <linux/limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/xattr.h>

static gboolean
fail (int code, GError **error)
{
  const char *reason = g_strerror (code);
  if (code == ENOTSUP)
    reason = N_("its file system has no place for tags and comments");
  else if (code == ENOSPC || code == EDQUOT || code == E2BIG || code == ERANGE)
    reason = N_("its file system has no room for more tags or a longer comment");
  g_set_error_literal (error, OFFPRINT_ERROR,
                       code == EACCES || code == EPERM ? OFFPRINT_ERROR_ACCESS : OFFPRINT_ERROR_IO, reason);
  return FALSE;
}

/* @value: (array length=length): nothing: there is none any more */
static gboolean
set_value (int fd, OffprintAttribute attribute, const char *value, gsize length, GError **error)
{
  const char *name = offprint_attribute_get_name (attribute);
  int result = length > 0 ? fsetxattr (fd, name, value, length, 0) : fremovexattr (fd, name);
  return result == 0 || (length == 0 && errno == ENODATA) || fail (errno, error);
}

/* A value that can't be read is not overwritten. */
static gboolean
change_tags (int fd, const OffprintAttributeChange *change, GError **error)
{
  g_autofree char *value = g_malloc (XATTR_SIZE_MAX);
  gssize length = fgetxattr (fd, offprint_attribute_get_name (OFFPRINT_ATTRIBUTE_TAGS), value, XATTR_SIZE_MAX);
  if (length < 0 && errno != ENODATA)
    return fail (errno, error);
  g_autoptr (GString) tags = offprint_tags_edit (value, (gsize) MAX (length, 0), change->add, change->remove);
  return tags == NULL || set_value (fd, OFFPRINT_ATTRIBUTE_TAGS, tags->str, tags->len, error);
}

/**
 * offprint_attribute_change_apply:
 * @change: what to do
 * @fd: a file
 * @error: return location
 *
 * What is as it shall be already is not written. Thread-safe.
 *
 * Returns: %FALSE with %OFFPRINT_ERROR_ACCESS, or %OFFPRINT_ERROR_IO where the file system has no place or no room for
 * it: then tags or comment may have been changed, neither in part
 */
gboolean
offprint_attribute_change_apply (const OffprintAttributeChange *change, int fd, GError **error)
{
  gboolean is_locked = flock (fd, LOCK_EX) == 0;
  gboolean done = (change->add[0] == NULL && change->remove[0] == NULL) || change_tags (fd, change, error);
  if (done && change->comment != NULL)
    done = set_value (fd, OFFPRINT_ATTRIBUTE_COMMENT, change->comment, strlen (change->comment), error);
  if (is_locked)
    flock (fd, LOCK_UN);
  return done;
}
