/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of our items a menu has. Made of what is known at that moment: file managers ask on every change of the
 * selection, so nothing is read and nothing is sent. */
#pragma once

#include "hosts/files/lookup.h"

G_BEGIN_DECLS

typedef enum
{
  MENU_SIMILAR,
  MENU_DUPLICATES,
  MENU_ORIGINAL,
  MENU_CITE,
  MENU_CITE_PLAIN,
  MENU_CITE_MARKDOWN,
  MENU_CITE_BIBTEX,
  MENU_SEARCH,
  MENU_WATCH,
  MENU_UNWATCH,
  N_MENU_ITEMS,
} MenuItem;

/* A set of items */
typedef guint MenuItems;

/**
 * MenuItemInfo:
 * @name: for the file manager, unique
 * @label: not translated yet
 * @tip: not translated yet
 * @parent: the item in whose submenu it is; itself: in none
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *tip;
  MenuItem parent;
} MenuItemInfo;

/**
 * MenuFile:
 * @path: where it is
 * @type: (nullable): its media type
 */
typedef struct
{
  char *path;
  char *type;
} MenuFile;

const MenuItemInfo *menu_item_get (MenuItem item);
gboolean menu_items_have (MenuItems items, MenuItem item);
MenuItems menu_get_for_files (Lookup *lookup, const MenuFile *files, gsize n_looked_at, gsize n_selected,
                              gboolean *incomplete);
MenuItems menu_get_for_folder (Lookup *lookup, const char *folder);

G_END_DECLS
