/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index holds: files with their signatures, and files and folders that failed. Loaded once, then kept in step
 * with every change that is written. Owned by the indexer's thread. */
#pragma once

#include "index/signature.h"
#include "store/reader.h"

G_BEGIN_DECLS

typedef struct _OffprintKnown OffprintKnown;

/**
 * OffprintKnownFile:
 * @path: bytes
 * @members: (element-type utf8): names of the articles in it, an empty string for the file itself; shared
 * @signature: of the state that was indexed, or that failed
 * @failure: (nullable): why it could not be read
 * @seen: number of the scan that last saw it on disk
 * @next_like: (nullable): the next one with articles of the same size and time
 * @next_link: (nullable): the next one with the same inode: hard links, and files that took the place of one another
 */
typedef struct _OffprintKnownFile OffprintKnownFile;

struct _OffprintKnownFile
{
  char *path;
  GPtrArray *members;
  OffprintSignature signature;
  char *failure;
  guint64 seen;
  OffprintKnownFile *next_like;
  OffprintKnownFile *next_link;
};

OffprintKnown *offprint_known_load (OffprintReader *reader, GError **error);
void offprint_known_free (OffprintKnown *known);
OffprintKnownFile *offprint_known_find (const OffprintKnown *known, const char *path);
GPtrArray *offprint_known_list_below (const OffprintKnown *known, const char *folder);
OffprintKnownFile *offprint_known_find_like (const OffprintKnown *known, const OffprintSignature *signature);
OffprintKnownFile *offprint_known_find_links (const OffprintKnown *known, guint64 inode);
guint offprint_known_count_articles (const OffprintKnown *known);
guint offprint_known_count_failures (const OffprintKnown *known);
OffprintKnownFile *offprint_known_put (OffprintKnown *known, const char *path, const OffprintSignature *signature,
                                       GPtrArray *members);
OffprintKnownFile *offprint_known_rename (OffprintKnown *known, OffprintKnownFile *file, const char *path,
                                          const OffprintSignature *signature);
OffprintKnownFile *offprint_known_set_failure (OffprintKnown *known, const char *path,
                                               const OffprintSignature *signature, const char *reason);
void offprint_known_clear_failure (OffprintKnown *known, OffprintKnownFile *file);
void offprint_known_remove_articles (OffprintKnown *known, OffprintKnownFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintKnown, offprint_known_free)

G_END_DECLS
