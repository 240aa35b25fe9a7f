/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folders that are followed. A person asks for a path; it leads to the root, which has no symbolic link in it, as
 * for who indexes a folder once. So a root that is moved elsewhere, with a link left in its place, is followed there:
 * its articles are found where they are now, and no longer where they were. */
#include "index/indexer-private.h"

#include <string.h>

/* State name under which it is stored where links lead, and the type of the value */
#define LEADS_STATE "leads"
#define LEADS_TYPE G_VARIANT_TYPE ("a(ayay)")

/* Returns: (transfer none) (nullable): the outermost of @roots that @path is or is below */
static const char *
find_outermost (const GPtrArray *roots, const char *path)
{
  const char *found = NULL;
  for (guint i = 0; i < roots->len; i++)
    {
      const char *root = g_ptr_array_index (roots, i);
      if (offprint_path_is_below (path, root) && (found == NULL || strlen (root) < strlen (found)))
        found = root;
    }
  return found;
}

/**
 * offprint_indexer_find_root:
 * @indexer: an indexer
 * @path: a path
 *
 * Returns: (transfer none) (nullable): the outermost followed folder that @path is or is below
 */
const char *
offprint_indexer_find_root (const OffprintIndexer *indexer, const char *path)
{
  return find_outermost (indexer->roots, path);
}

static gboolean
has_path (GPtrArray *paths, const char *path)
{
  return g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL);
}

static GPtrArray *
new_paths (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static void
add_once (GPtrArray *paths, const char *path)
{
  if (!has_path (paths, path))
    g_ptr_array_add (paths, g_strdup (path));
}

/**
 * offprint_indexer_watch_roots:
 * @indexer: an indexer
 *
 * Has the ways to the roots guarded, from what was asked for on.
 */
void
offprint_indexer_watch_roots (OffprintIndexer *indexer)
{
  g_autoptr (GPtrArray) paths = new_paths ();
  if (indexer->watch == NULL)
    return;
  for (guint i = 0; i < indexer->ways->len; i++)
    g_ptr_array_add (paths, g_strdup (g_ptr_array_index (indexer->ways, i)));
  g_ptr_array_add (paths, NULL);
  offprint_watch_set_roots (indexer->watch, (const char *const *) paths->pdata);
}

/* Nobody asks any more for what rescans find outside the followed folders. */
static void
end_outside (OffprintIndexer *indexer)
{
  for (GList *link = indexer->jobs.head, *next; link != NULL; link = next)
    {
      OffprintJob *job = link->data;
      next = link->next;
      if (job->is_internal && offprint_indexer_find_root (indexer, g_ptr_array_index (job->roots, 0)) == NULL)
        offprint_job_end (indexer, job, NULL);
    }
}

/* Drops the articles below @path, but for those below a followed folder. */
static void
drop_below (OffprintIndexer *indexer, const char *path)
{
  g_autoptr (GPtrArray) files = offprint_known_list_below (indexer->known, path);
  for (guint i = 0; i < files->len && !offprint_indexer_has_failed (indexer); i++)
    {
      OffprintKnownFile *file = g_ptr_array_index (files, i);
      if (offprint_indexer_find_root (indexer, file->path) == NULL)
        offprint_indexer_drop_file (indexer, file, TRUE);
    }
  indexer->places_changed |= offprint_places_remove (indexer->places, path);
  offprint_indexer_save_places (indexer);
}

static GVariant *
leads_to_variant (OffprintIndexer *indexer)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer asked, lead;
  g_variant_builder_init (&builder, LEADS_TYPE);
  g_hash_table_iter_init (&iter, indexer->leads);
  while (g_hash_table_iter_next (&iter, &asked, &lead))
    g_variant_builder_add (&builder, "(@ay@ay)", g_variant_new_bytestring (asked), g_variant_new_bytestring (lead));
  return g_variant_builder_end (&builder);
}

static void
save_leads (OffprintIndexer *indexer)
{
  if (!offprint_indexer_has_failed (indexer)
      && offprint_writer_set_state (indexer->writer, LEADS_STATE, leads_to_variant (indexer), &indexer->error))
    offprint_indexer_count_change (indexer, NULL, 0, FALSE);
}

/**
 * offprint_indexer_load_leads:
 * @indexer: an indexer that is being opened
 * @reader: its index
 *
 * Returns: whether what the index says of links could be read; else the indexer's error is set
 */
gboolean
offprint_indexer_load_leads (OffprintIndexer *indexer, OffprintReader *reader)
{
  g_autoptr (GVariant) value = offprint_reader_get_state (reader, LEADS_STATE, LEADS_TYPE, &indexer->error);
  GVariantIter iter;
  GVariant *asked, *lead;
  g_hash_table_remove_all (indexer->leads);
  if (value == NULL)
    return indexer->error == NULL;
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(@ay@ay)", &asked, &lead))
    {
      g_hash_table_insert (indexer->leads, g_strdup (g_variant_get_bytestring (asked)),
                           g_strdup (g_variant_get_bytestring (lead)));
      g_variant_unref (asked);
      g_variant_unref (lead);
    }
  return TRUE;
}

/* Neither where a link led before nor below the link itself can anything be.
 *
 * @lead: where @asked leads now
 *
 * Returns: whether it leads elsewhere than before */
static gboolean
update_lead (OffprintIndexer *indexer, const char *asked, const char *lead)
{
  const char *old = g_hash_table_lookup (indexer->leads, asked);
  gboolean is_link = strcmp (asked, lead) != 0;
  if (g_strcmp0 (old, is_link ? lead : NULL) == 0)
    return FALSE;
  if (old != NULL)
    drop_below (indexer, old);
  if (is_link)
    drop_below (indexer, asked);
  if (is_link)
    g_hash_table_replace (indexer->leads, g_strdup (asked), g_strdup (lead));
  else
    g_hash_table_remove (indexer->leads, asked);
  return TRUE;
}

/* The index remembers where links lead, so that it is seen also that one was changed while nobody looked.
 *
 * @leads: where each of the paths asked for leads, by the same look at the disk that the followed roots are from: what
 * one look still follows and the next one finds gone would be dropped by neither */
static void
update_leads (OffprintIndexer *indexer, const GPtrArray *leads)
{
  gboolean changed = FALSE;
  if (indexer->writer == NULL)
    return;
  for (guint i = 0; i < indexer->asked->len; i++)
    changed |= update_lead (indexer, g_ptr_array_index (indexer->asked, i), g_ptr_array_index (leads, i));
  if (changed)
    save_leads (indexer);
}

/* Looks at the disk where the folders are that were asked for.
 *
 * @ways: (out): to all of them
 *
 * Returns: (transfer full): where each of them is */
static GPtrArray *
find_leads (OffprintIndexer *indexer, GPtrArray **ways)
{
  GPtrArray *leads = new_paths ();
  *ways = new_paths ();
  for (guint i = 0; i < indexer->asked->len; i++)
    {
      g_autoptr (GPtrArray) way = offprint_path_list_ways (g_ptr_array_index (indexer->asked, i));
      for (guint j = 0; j < way->len; j++)
        add_once (*ways, g_ptr_array_index (way, j));
      g_ptr_array_add (leads, g_strdup (g_ptr_array_index (way, way->len - 1)));
    }
  return leads;
}

static void
scan_new (OffprintIndexer *indexer, const GPtrArray *before)
{
  for (guint i = 0; i < indexer->roots->len; i++)
    {
      const char *root = g_ptr_array_index (indexer->roots, i);
      /* Also one that was scanned as a part of another: it is entered now, whatever lies between. */
      if (g_strcmp0 (find_outermost (before, root), offprint_indexer_find_root (indexer, root)) != 0)
        offprint_indexer_rescan (indexer, root);
    }
}

/* @ways: (transfer full) */
static void
follow (OffprintIndexer *indexer, const GPtrArray *leads, GPtrArray *ways)
{
  g_autoptr (GPtrArray) before = indexer->roots;
  indexer->roots = new_paths ();
  for (guint i = 0; i < leads->len; i++)
    add_once (indexer->roots, g_ptr_array_index (leads, i));
  g_ptr_array_unref (indexer->ways);
  indexer->ways = ways;
  offprint_indexer_watch_roots (indexer);
  end_outside (indexer);
  update_leads (indexer, leads);
  scan_new (indexer, before);
}

/**
 * offprint_indexer_set_roots:
 * @indexer: an indexer that follows
 * @roots: (array zero-terminated=1): absolute paths of all folders to be followed; a link is followed where it leads
 *
 * Folders that were not followed before are scanned; those that are not any more keep their articles until
 * offprint_indexer_forget().
 */
void
offprint_indexer_set_roots (OffprintIndexer *indexer, const char *const *roots)
{
  g_ptr_array_set_size (indexer->asked, 0);
  for (gsize i = 0; roots[i] != NULL; i++)
    add_once (indexer->asked, roots[i]);
  GPtrArray *ways;
  g_autoptr (GPtrArray) leads = find_leads (indexer, &ways);
  follow (indexer, leads, ways);
}

static gboolean
has_all (GPtrArray *paths, const GPtrArray *others)
{
  for (guint i = 0; i < others->len; i++)
    if (!has_path (paths, g_ptr_array_index (others, i)))
      return FALSE;
  return TRUE;
}

static gboolean
has_same_paths (GPtrArray *paths, GPtrArray *others)
{
  return has_all (paths, others) && has_all (others, paths);
}

/**
 * offprint_indexer_resolve_roots:
 * @indexer: an indexer with a writer
 *
 * Looks where the folders are that are to be followed, and follows them there.
 */
void
offprint_indexer_resolve_roots (OffprintIndexer *indexer)
{
  g_autoptr (GPtrArray) ways = NULL;
  g_autoptr (GPtrArray) leads = find_leads (indexer, &ways);
  indexer->roots_dirty = FALSE;
  if (has_same_paths (leads, indexer->roots) && has_same_paths (ways, indexer->ways))
    update_leads (indexer, leads);
  else
    follow (indexer, leads, g_steal_pointer (&ways));
}

/**
 * offprint_indexer_doubt_roots:
 * @indexer: an indexer
 * @path: where something came or went
 *
 * Has it looked soon where the folders are to which the way leads by @path or a path below it.
 */
void
offprint_indexer_doubt_roots (OffprintIndexer *indexer, const char *path)
{
  for (guint i = 0; i < indexer->ways->len && !indexer->roots_dirty; i++)
    if (offprint_path_is_below (g_ptr_array_index (indexer->ways, i), path))
      {
        indexer->roots_dirty = TRUE;
        offprint_indexer_wake (indexer);
      }
}

/**
 * offprint_indexer_forget:
 * @indexer: an indexer
 * @root: absolute path of a folder that is not followed any more
 *
 * Drops the articles below it, but for those below another followed folder.
 */
void
offprint_indexer_forget (OffprintIndexer *indexer, const char *root)
{
  const char *lead = g_hash_table_lookup (indexer->leads, root);
  if (indexer->writer == NULL)
    return;
  drop_below (indexer, root);
  if (lead != NULL)
    drop_below (indexer, lead);
  if (g_hash_table_remove (indexer->leads, root))
    save_leads (indexer);
  offprint_indexer_wake (indexer);
}

/**
 * offprint_indexer_rescan:
 * @indexer: an indexer that follows
 * @path: (nullable): where things may have changed unseen; %NULL: everywhere
 */
void
offprint_indexer_rescan (OffprintIndexer *indexer, const char *path)
{
  if (path != NULL)
    {
      gboolean is_found = offprint_indexer_find_root (indexer, path) != NULL;
      g_autofree char *resolved = is_found ? NULL : offprint_path_resolve (path);
      const char *there = resolved != NULL ? resolved : path;
      const char *root = offprint_indexer_find_root (indexer, there);
      if (root != NULL)
        offprint_indexer_scan_path (indexer, root, there, FALSE);
      return;
    }
  indexer->roots_dirty = TRUE;
  for (guint i = 0; i < indexer->roots->len; i++)
    {
      const char *root = g_ptr_array_index (indexer->roots, i);
      offprint_indexer_scan_path (indexer, offprint_indexer_find_root (indexer, root), root, FALSE);
    }
}
