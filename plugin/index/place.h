/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places: roots that were asked for and mount points below them, each with the identity of its file system. They tell
 * an unmounted disk, whose articles stay in the index, from a folder that was emptied. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OffprintPlace:
 * @path: bytes
 * @file_system: identity of the file system there: the same after each mount, unlike a device number
 * @is_root: whether it was asked for
 * @is_mount: whether a file system begins there
 */
typedef struct
{
  char *path;
  char *file_system;
  gboolean is_root;
  gboolean is_mount;
} OffprintPlace;

/* State name under which places are stored, and the type of the value */
#define OFFPRINT_PLACES_STATE "places"
#define OFFPRINT_PLACES_TYPE G_VARIANT_TYPE ("a(aysbb)")

GPtrArray *offprint_places_new (GVariant *value);
GVariant *offprint_places_to_variant (GPtrArray *places);
gboolean offprint_places_set (GPtrArray *places, const char *path, gboolean is_root);
gboolean offprint_places_remove (GPtrArray *places, const char *path);
gboolean offprint_place_is_away (const OffprintPlace *place);
char *offprint_path_resolve (const char *path);
GPtrArray *offprint_path_list_ways (const char *path);
gboolean offprint_path_is_below (const char *path, const char *folder);
gboolean offprint_path_is_gone (const char *path);
gboolean offprint_path_may_have_moved (const char *from, const char *to);

G_END_DECLS
