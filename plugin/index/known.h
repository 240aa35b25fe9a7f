/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index held when a run began: files with their signatures, and files that failed. Immutable once loaded, so
 * that extraction threads may look things up in it. */
#pragma once

#include "index/signature.h"
#include "store/reader.h"

G_BEGIN_DECLS

typedef struct _OffprintKnown OffprintKnown;

/**
 * OffprintKnownFile:
 * @path: bytes
 * @members: (array zero-terminated=1): names of the articles in it, an empty string for the file itself
 * @signature: of the state that was indexed, or that failed
 * @failure: (nullable): why it could not be read; then there are no @members
 */
typedef struct
{
  char *path;
  GPtrArray *members;
  OffprintSignature signature;
  char *failure;
} OffprintKnownFile;

OffprintKnown *offprint_known_load (OffprintReader *reader, GError **error);
void offprint_known_free (OffprintKnown *known);
const OffprintKnownFile *offprint_known_find (const OffprintKnown *known, const char *path);
const OffprintKnownFile *
offprint_known_find_gone (const OffprintKnown *known, const char *path, const OffprintSignature *signature);
void offprint_known_foreach (const OffprintKnown *known, void (*func) (const OffprintKnownFile *file, gpointer data),
                             gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintKnown, offprint_known_free)

G_END_DECLS
