/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Recoll might write to its input handler: it is read to its end; what is valid names a file that may exist. */
#include "hosts/recoll/request.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const char *value)
{
  if (value != NULL && (*value == '\0' || strlen (value) > RECOLL_ELEMENT_MAX_BYTES))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  int descriptor = memfd_create ("requests", MFD_CLOEXEC);
  if (descriptor < 0 || write (descriptor, data, size) != (ssize_t) size || lseek (descriptor, 0, SEEK_SET) != 0)
    abort ();
  g_autoptr (RecollInput) input = recoll_input_new (descriptor);
  size_t messages = 0;
  for (gboolean more = TRUE; more; messages++)
    {
      g_auto (RecollRequest) request = { 0 };
      more = recoll_input_read (input, &request);
      if (more && request.valid)
        {
          check (request.path);
          check (request.member);
        }
    }
  /* A message is at least one byte, and the input ends once. */
  if (messages > size + 1)
    abort ();
  close (descriptor);
  return 0;
}
