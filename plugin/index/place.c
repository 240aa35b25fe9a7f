/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The identity is type and `f_fsid` of statfs(2): made of the file system's UUID or number, not of the order of
 * mounting. Memory file systems have a new one after each mount, and nothing else survives that either. */
#include "index/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>

/* As many as the kernel follows */
#define LINKS_MAX 40

static void
place_free (gpointer data)
{
  OffprintPlace *place = data;
  g_free (place->path);
  g_free (place->file_system);
  g_free (place);
}

/* Returns: (transfer full) (nullable): NULL when nothing is at @path */
static char *
identify_file_system (const char *path)
{
  struct statfs status;
  int id[2];
  if (statfs (path, &status) != 0)
    return NULL;
  memcpy (id, &status.f_fsid, sizeof id);
  return g_strdup_printf ("%lx:%08x%08x", (unsigned long) status.f_type, (unsigned) id[0], (unsigned) id[1]);
}

/**
 * offprint_places_new:
 * @value: (nullable): what offprint_places_to_variant() made
 *
 * Returns: (transfer full) (element-type OffprintPlace): the places
 */
GPtrArray *
offprint_places_new (GVariant *value)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  GVariantIter iter;
  GVariant *path;
  const char *file_system;
  gboolean is_root, is_mount;
  if (value == NULL)
    return places;
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(@ay&sbb)", &path, &file_system, &is_root, &is_mount))
    {
      OffprintPlace *place = g_new0 (OffprintPlace, 1);
      place->path = g_strdup (g_variant_get_bytestring (path));
      place->file_system = g_strdup (file_system);
      place->is_root = is_root;
      place->is_mount = is_mount;
      g_ptr_array_add (places, place);
      g_variant_unref (path);
    }
  return places;
}

/**
 * offprint_places_to_variant:
 * @places: (element-type OffprintPlace): places
 *
 * Returns: (transfer floating): a value of type %OFFPRINT_PLACES_TYPE
 */
GVariant *
offprint_places_to_variant (GPtrArray *places)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, OFFPRINT_PLACES_TYPE);
  for (guint i = 0; i < places->len; i++)
    {
      const OffprintPlace *place = g_ptr_array_index (places, i);
      g_variant_builder_add (&builder, "(@aysbb)", g_variant_new_bytestring (place->path), place->file_system,
                             place->is_root, place->is_mount);
    }
  return g_variant_builder_end (&builder);
}

static OffprintPlace *
find (GPtrArray *places, const char *path)
{
  for (guint i = 0; i < places->len; i++)
    {
      OffprintPlace *place = g_ptr_array_index (places, i);
      if (strcmp (place->path, path) == 0)
        return place;
    }
  return NULL;
}

/**
 * offprint_places_set:
 * @places: (element-type OffprintPlace): places
 * @path: a path that is there now
 * @is_root: whether it was asked for; a place that once was stays one
 *
 * Records the file system that is at @path now.
 *
 * Returns: whether anything changed
 */
gboolean
offprint_places_set (GPtrArray *places, const char *path, gboolean is_root)
{
  g_autofree char *file_system = identify_file_system (path);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *file_system_above = identify_file_system (parent);
  if (file_system == NULL)
    return FALSE;
  gboolean is_mount = g_strcmp0 (file_system, file_system_above) != 0;
  OffprintPlace *place = find (places, path);
  if (place == NULL)
    {
      place = g_new0 (OffprintPlace, 1);
      place->path = g_strdup (path);
      g_ptr_array_add (places, place);
    }
  else if (strcmp (place->file_system, file_system) == 0 && place->is_root >= is_root && place->is_mount == is_mount)
    return FALSE;
  g_free (place->file_system);
  place->file_system = g_steal_pointer (&file_system);
  place->is_root = place->is_root || is_root;
  place->is_mount = is_mount;
  return TRUE;
}

/**
 * offprint_places_remove:
 * @places: (element-type OffprintPlace): places
 * @path: a root that nobody asks for any more
 *
 * Forgets it and the mount points below it.
 *
 * Returns: whether anything changed
 */
gboolean
offprint_places_remove (GPtrArray *places, const char *path)
{
  guint before = places->len;
  for (guint i = places->len; i > 0; i--)
    if (offprint_path_is_below (((OffprintPlace *) g_ptr_array_index (places, i - 1))->path, path))
      g_ptr_array_remove_index (places, i - 1);
  return places->len != before;
}

/* Returns: (transfer full) (nullable): of the nearest folder above @path that is there */
static char *
identify_file_system_above (const char *path)
{
  g_autofree char *folder = g_strdup (path);
  for (;;)
    {
      char *file_system = identify_file_system (folder);
      if (file_system != NULL || strcmp (folder, "/") == 0)
        return file_system;
      char *parent = g_path_get_dirname (folder);
      g_free (folder);
      folder = parent;
    }
}

/**
 * offprint_place_is_away:
 * @place: a place
 *
 * Returns: whether the file system that was there is not there now. A folder that was deleted from the file system of
 * the folder above it is not away, but gone
 */
gboolean
offprint_place_is_away (const OffprintPlace *place)
{
  g_autofree char *file_system = identify_file_system (place->path);
  if (g_strcmp0 (file_system, place->file_system) == 0)
    return FALSE;
  if (file_system != NULL || place->is_mount)
    return TRUE;
  g_autofree char *file_system_above = identify_file_system_above (place->path);
  return g_strcmp0 (file_system_above, place->file_system) != 0;
}

/**
 * offprint_path_resolve:
 * @path: a path
 *
 * Returns: (transfer full) (nullable): the same absolute and without symbolic links; %NULL when nothing is there, or
 * that can't be told
 */
char *
offprint_path_resolve (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved);
  free (resolved);
  return copy;
}

/* Returns: (transfer full) (nullable): @path with the first of its names that is a symbolic link replaced by where that
 * leads; %NULL when none is */
static char *
follow_first_link (const char *path)
{
  for (const char *end = path; *end != '\0';)
    {
      end += 1 + strcspn (end + 1, "/");
      g_autofree char *link = g_strndup (path, end - path);
      g_autofree char *target = g_file_read_link (link, NULL);
      if (target == NULL)
        continue;
      g_autofree char *folder = g_path_get_dirname (link);
      g_autofree char *further = g_build_filename (target, end, NULL);
      return g_canonicalize_filename (further, folder);
    }
  return NULL;
}

static const char *
get_last (const GPtrArray *paths)
{
  return g_ptr_array_index (paths, paths->len - 1);
}

/**
 * offprint_path_list_ways:
 * @path: an absolute path, whether anything is there or not
 *
 * Follows the symbolic links in a path one after the other, so that each may be watched: where any of them leads
 * elsewhere, so does the path.
 *
 * Returns: (transfer container) (element-type filename): the path, then the same with one more link followed, and so
 * on; the last has no links in it, as far as that can be told, also when it leads to where nothing is now. A path that
 * leads round in a circle ends at itself
 */
GPtrArray *
offprint_path_list_ways (const char *path)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);
  char *way = g_canonicalize_filename (path, "/");
  for (int i = 0; way != NULL && i < LINKS_MAX; i++)
    {
      g_ptr_array_add (ways, way);
      way = follow_first_link (way);
    }
  /* `..` behind a link leads elsewhere than its letters say. */
  g_autofree char *resolved = way == NULL ? offprint_path_resolve (path) : NULL;
  if (way != NULL || (resolved != NULL && strcmp (resolved, get_last (ways)) != 0))
    g_ptr_array_add (ways, way != NULL ? g_strdup (g_ptr_array_index (ways, 0)) : g_steal_pointer (&resolved));
  g_free (way);
  return ways;
}

/**
 * offprint_path_is_below:
 * @path: a path
 * @folder: an absolute path without a slash at its end (but for `/` itself)
 *
 * Returns: whether @path is @folder or below it
 */
gboolean
offprint_path_is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);
  if (strcmp (folder, "/") == 0)
    return *path == '/';
  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/**
 * offprint_path_is_gone:
 * @path: a path
 *
 * Returns: whether nothing is there; a path of which that can't be told (no permission, too long, input/output error)
 * is not gone
 */
gboolean
offprint_path_is_gone (const char *path)
{
  struct stat status;
  return lstat (path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

static const char *
get_extension (const char *path)
{
  const char *name = strrchr (path, '/');
  const char *dot = strrchr (name != NULL ? name : path, '.');
  return dot != NULL ? dot : "";
}

/**
 * offprint_path_may_have_moved:
 * @from: path of a file in the index
 * @to: path of one on disk
 *
 * Returns: whether the second may be the first under another name, if its content is the same: nothing is there where
 * it was, and the extension, by which a format is known, is the same
 */
gboolean
offprint_path_may_have_moved (const char *from, const char *to)
{
  return strcmp (get_extension (from), get_extension (to)) == 0 && offprint_path_is_gone (from);
}
