/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Recoll asks its input handler (`execm`): messages of elements, each `name: LENGTH`, a line feed and so many
 * bytes; an empty line ends a message. Whatever comes is read to its end in bounded memory. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A longer value of an element is read and forgotten: no path is that long. */
#define RECOLL_ELEMENT_MAX_BYTES 65536

typedef struct _RecollInput RecollInput;

/**
 * RecollRequest:
 * @path: (nullable): bytes of a file's path; %NULL: the next document of the file that was asked for before
 * @member: (nullable): bytes of the name of the only document that is wanted of the file
 * @valid: whether it can be answered; not when it is malformed, or what it asks for is too long
 */
typedef struct
{
  char *path;
  char *member;
  gboolean valid;
} RecollRequest;

RecollInput *recoll_input_new (int descriptor);
void recoll_input_free (RecollInput *input);
gboolean recoll_input_read (RecollInput *input, RecollRequest *request);
void recoll_request_clear (RecollRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecollInput, recoll_input_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecollRequest, recoll_request_clear)

G_END_DECLS
