/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the engine share. indexer.c: its life, and what others ask of it; indexer-roots.c: the folders that
 * it follows; indexer-loop.c: its loop, and commits; indexer-trouble.c: opening the index, and what is done when
 * something is wrong with it; indexer-job.c: scans, and what is removed after one; indexer-path.c: what is done about
 * one path; indexer-result.c: what is done about what was extracted. */
#pragma once

#include "index/extractor.h"
#include "index/indexer.h"
#include "index/known.h"
#include "index/mounts.h"
#include "index/place.h"
#include "index/queue.h"
#include "index/scan.h"
#include "index/watch.h"
#include "store/writer.h"

G_BEGIN_DECLS

/**
 * OffprintJob:
 * @roots: (element-type filename): paths to be scanned
 * @tops: (element-type filename): of each, the root that was asked for: itself or one above it
 * @is_internal: nobody asked: a rescan
 * @is_urgent: a rescan that goes before jobs that are not
 * @generation: files seen since the job began have this number or a later one
 * @next: the first of @roots not yet scanned
 * @scan: (nullable): of the one before it
 * @in_work: files of it that are being extracted
 * @unreadable: (element-type filename): of which nothing is known
 * @overtaken: (element-type filename): scanned by others meanwhile, who may know better: this job's lists may be older
 * @doomed: (nullable) (element-type filename): known, and not seen by the scan
 */
typedef struct
{
  GPtrArray *roots;
  GPtrArray *tops;
  gboolean is_internal;
  gboolean is_urgent;
  gboolean full;
  OffprintProgressFunc progress_func;
  OffprintComplaintFunc complaint;
  OffprintDoneFunc done;
  gpointer data;
  GCancellable *cancellable;
  guint64 generation;
  guint next;
  OffprintScan *scan;
  guint in_work;
  GPtrArray *unreadable;
  GHashTable *overtaken;
  GPtrArray *doomed;
  OffprintProgress progress;
  gint64 last_report;
} OffprintJob;

/**
 * OffprintWork:
 * @job: (nullable): whose file it is
 * @urgent: a change that was just made
 * @again: it changed since it was given to the extractor
 */
typedef struct
{
  OffprintJob *job;
  gboolean urgent;
  gboolean again;
} OffprintWork;

typedef struct
{
  OffprintFlushedFunc func;
  gpointer data;
} OffprintWaiter;

/**
 * OffprintIndexer:
 * @writer: (nullable): %NULL while the index can't be written
 * @error: the first one since the last look at it: ends what is under way
 * @trouble: (nullable): why there is no writer, in words
 * @retry_at: monotonic microseconds at which opening the index is tried again, 0: never
 * @retry_anyway_at: when it is tried also without more room on the disk
 * @rebuilt_at: when a damaged index was last built anew
 * @generation: number of the latest job
 * @queue: paths of which events told
 * @gone: (element-type filename): paths that went away: scanned when nothing can turn out to be their new place
 * @gone_since: when the first of them did
 * @jobs: (element-type OffprintJob): in their order
 * @work: (element-type filename OffprintWork): given to the extractor
 * @n_urgent: of those: urgent ones
 * @changed: (element-type filename): since the last commit
 * @uncommitted_since: monotonic microseconds of the first change since the last commit, 0: none
 * @uncommitted_urgent: one of the changes was just made
 * @database_watch: (nullable): of the index itself
 * @missed_at: when it was first seen that the index is not there any more, 0: it is
 * @asked: (element-type filename): folders that are to be followed
 * @ways: (element-type filename): those, where they lead, and each path between the two: offprint_path_list_ways()
 * @leads: (element-type filename filename): of those that are links, or were when last seen: where they lead
 * @roots: (element-type filename): where they lead: without symbolic links
 * @roots_dirty: some of them may be elsewhere now
 */
struct _OffprintIndexer
{
  OffprintIndexerOptions options;
  char *database;
  OffprintScanRules rules;
  OffprintIndexerFuncs funcs;
  gpointer data;
  GMainContext *context;
  GSource *loop;
  gint woken; /* atomic */

  OffprintWriter *writer;
  OffprintKnown *known;
  OffprintExtractor *extractor;
  GPtrArray *places;
  gboolean places_changed;
  GError *error;
  OffprintIndexerState trouble_state;
  char *trouble;
  gint64 retry_at;
  gint64 retry_anyway_at;
  gint64 rebuilt_at;
  guint64 room_at_failure;

  guint64 generation;
  OffprintQueue *queue;
  GHashTable *gone;
  gint64 gone_since;
  GQueue jobs;
  GHashTable *work;
  guint n_urgent;

  GHashTable *changed;
  guint uncommitted;
  gsize uncommitted_terms;
  gint64 uncommitted_since;
  gboolean uncommitted_urgent;
  gint64 last_commit;

  OffprintWatch *watch;
  OffprintWatch *database_watch;
  gint64 missed_at;
  OffprintMounts *mounts;
  GPtrArray *asked;
  GPtrArray *ways;
  GHashTable *leads;
  GPtrArray *roots;
  gboolean roots_dirty;
  char **away;
  gboolean paused;
  gboolean modest;
  gboolean was_idle;
  GArray *waiters;    /* of OffprintWaiter: for what changed to be in the index */
  GArray *compactors; /* of OffprintWaiter: for it to be made small */
  char *current_folder;
  char *watch_state;
};

/* indexer-roots.c */
const char *offprint_indexer_find_root (const OffprintIndexer *indexer, const char *path);
gboolean offprint_indexer_load_leads (OffprintIndexer *indexer, OffprintReader *reader);
void offprint_indexer_watch_roots (OffprintIndexer *indexer);
void offprint_indexer_doubt_roots (OffprintIndexer *indexer, const char *path);
void offprint_indexer_resolve_roots (OffprintIndexer *indexer);

/* indexer.c */
gboolean offprint_indexer_is_full (const OffprintIndexer *indexer);
void offprint_indexer_renew_extractor (OffprintIndexer *indexer);

/* indexer-loop.c */
void offprint_indexer_start_loop (OffprintIndexer *indexer);
void offprint_indexer_wake (OffprintIndexer *indexer);
gboolean offprint_indexer_has_failed (const OffprintIndexer *indexer);
gboolean offprint_indexer_is_working (const OffprintIndexer *indexer);
void offprint_indexer_count_change (OffprintIndexer *indexer, const char *path, gsize terms, gboolean urgent);
void offprint_indexer_commit (OffprintIndexer *indexer);
gboolean offprint_indexer_is_commit_due (const OffprintIndexer *indexer, gint64 now);

/* indexer-trouble.c */
gboolean offprint_indexer_open (OffprintIndexer *indexer);
void offprint_indexer_close (OffprintIndexer *indexer);
void offprint_indexer_compact_now (OffprintIndexer *indexer, GError **error);
void offprint_indexer_face_trouble (OffprintIndexer *indexer, gint64 now);
void offprint_indexer_retry (OffprintIndexer *indexer, gint64 now);

/* indexer-job.c */
OffprintJob *offprint_job_new (OffprintIndexer *indexer, gboolean is_internal);
void offprint_job_free (OffprintJob *job);
void offprint_job_complain (OffprintJob *job, const char *path, const char *reason, gboolean failed);
void offprint_job_report (OffprintJob *job, const char *current, gboolean now);
void offprint_job_end (OffprintIndexer *indexer, OffprintJob *job, const GError *error);
void offprint_job_add_root (OffprintIndexer *indexer, OffprintJob *job, const char *asked);
void offprint_indexer_scan_path (OffprintIndexer *indexer, const char *top, const char *path, gboolean urgent);
gboolean offprint_indexer_step_jobs (OffprintIndexer *indexer);
void offprint_indexer_save_places (OffprintIndexer *indexer);
void offprint_indexer_update_away (OffprintIndexer *indexer);

/* indexer-path.c */
void offprint_indexer_found_file (OffprintIndexer *indexer, OffprintJob *job, const char *path,
                                  const struct stat *status);
void offprint_indexer_doubt (OffprintIndexer *indexer, const char *folder);
void offprint_indexer_look_at (OffprintIndexer *indexer, const char *path);
gboolean offprint_indexer_drop_file (OffprintIndexer *indexer, OffprintKnownFile *file, gboolean urgent);
void offprint_indexer_push (OffprintIndexer *indexer, OffprintWork *work, const char *path,
                            const OffprintSignature *signature, gboolean always);

/* indexer-result.c */
void offprint_indexer_settle (OffprintIndexer *indexer, OffprintExtraction *result);
gboolean offprint_indexer_rename (OffprintIndexer *indexer, OffprintKnownFile *old, const char *path,
                                  const OffprintSignature *signature, gboolean urgent);
void offprint_indexer_forget_failure (OffprintIndexer *indexer, OffprintKnownFile *file);
void offprint_indexer_set_failure (OffprintIndexer *indexer, const char *path, const OffprintSignature *signature,
                                   const char *reason);

G_END_DECLS
