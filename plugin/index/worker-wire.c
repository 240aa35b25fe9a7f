/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sending, which both sides do alike; receiving differs: one side waits for ever, the other trusts nothing. */
#include "index/worker-wire.h"

#include "core/error.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static const GVariantType *
get_type (OffprintWireKind kind)
{
  switch (kind)
    {
    case OFFPRINT_WIRE_HELLO:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_HELLO_TYPE);
    case OFFPRINT_WIRE_REQUEST:
    case OFFPRINT_WIRE_RECORDS_REQUEST:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_REQUEST_TYPE);
    case OFFPRINT_WIRE_ARTICLE:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_ARTICLE_TYPE);
    case OFFPRINT_WIRE_RECORD:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_RECORD_TYPE);
    case OFFPRINT_WIRE_END:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_END_TYPE);
    case OFFPRINT_WIRE_ERROR:
      return G_VARIANT_TYPE (OFFPRINT_WIRE_ERROR_TYPE);
    default:
      return NULL;
    }
}

/* @descriptor: sent along, or -1 */
static gssize
send_some (int socket, struct iovec *parts, gsize n_parts, int descriptor)
{
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = n_parts };
  if (descriptor >= 0)
    {
      message.msg_control = &control;
      message.msg_controllen = sizeof control;
      struct cmsghdr *header = CMSG_FIRSTHDR (&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN (sizeof (int));
      memcpy (CMSG_DATA (header), &descriptor, sizeof descriptor);
    }
  gssize n;
  do
    n = sendmsg (socket, &message, MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  return n;
}

static void
skip_sent (struct iovec *parts, gsize n_parts, gsize sent)
{
  for (gsize i = 0; i < n_parts; i++)
    {
      gsize n = MIN (sent, parts[i].iov_len);
      parts[i].iov_base = (char *) parts[i].iov_base + n;
      parts[i].iov_len -= n;
      sent -= n;
    }
}

/**
 * offprint_wire_send:
 * @socket: a stream socket
 * @kind: of the message
 * @value: (transfer floating): of the kind's type
 * @descriptor: sent along with the first byte, or -1
 * @error: return location
 *
 * Raises no SIGPIPE.
 *
 * Returns: %FALSE with %OFFPRINT_ERROR_FAILED when the other side is gone, or does not take what a socket that must not
 * wait is given
 */
gboolean
offprint_wire_send (int socket, OffprintWireKind kind, GVariant *value, int descriptor, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  OffprintWireHeader header = { (guint32) kind, (guint32) g_variant_get_size (owned) };
  struct iovec parts[] = { { &header, sizeof header }, { (gpointer) g_variant_get_data (owned), header.length } };
  for (gsize left = sizeof header + header.length; left > 0; descriptor = -1)
    {
      gssize n = send_some (socket, parts, G_N_ELEMENTS (parts), descriptor);
      if (n < 0)
        {
          g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_FAILED, g_strerror (errno));
          return FALSE;
        }
      skip_sent (parts, G_N_ELEMENTS (parts), (gsize) n);
      left -= (gsize) n;
    }
  return TRUE;
}

/**
 * offprint_wire_unpack:
 * @kind: that the other side said
 * @data: (transfer full) (array length=length): the message, from g_malloc()
 * @length: bytes of @data
 *
 * Returns: (transfer full) (nullable): the value, of the kind's type, perhaps not in normal form; %NULL when there is
 * no such kind
 */
GVariant *
offprint_wire_unpack (OffprintWireKind kind, gpointer data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  const GVariantType *type = get_type (kind);
  return type != NULL ? g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE)) : NULL;
}
