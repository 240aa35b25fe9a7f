/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hosts/files/menu.h"

#include "core/i18n.h"
#include "hosts/files/action.h"
#include "offprint-bus.h"

#include <string.h>

/* lint: table */
static const MenuItemInfo infos[N_MENU_ITEMS] = {
  [MENU_SIMILAR] = { "Offprint::similar", N_ ("Similar _Articles"), N_ ("Show articles that are like this one"),
                     MENU_SIMILAR },
  [MENU_DUPLICATES] = { "Offprint::duplicates", N_ ("Show _Duplicates"), N_ ("Show other copies of this article"),
                        MENU_DUPLICATES },
  [MENU_ORIGINAL] = { "Offprint::original", N_ ("Open Original _Page"),
                      N_ ("Open the page that the article was saved from, in the web browser"), MENU_ORIGINAL },
  [MENU_CITE] = { "Offprint::cite", N_ ("Copy C_itation"), N_ ("Copy who wrote what, where and when"), MENU_CITE },
  [MENU_CITE_PLAIN] = { "Offprint::cite-plain", N_ ("_Plain Text"), N_ ("Copy the citation as a line of text"), MENU_CITE },
  [MENU_CITE_MARKDOWN] = { "Offprint::cite-markdown", N_ ("_Markdown"), N_ ("Copy the citation with a link, for Markdown"),
                           MENU_CITE },
  [MENU_CITE_BIBTEX] = { "Offprint::cite-bibtex", N_ ("_BibTeX"), N_ ("Copy an entry for a BibTeX file"), MENU_CITE },
  [MENU_SEARCH] = { "Offprint::search", N_ ("Search _These Articles"), N_ ("Search the articles in this folder"),
                    MENU_SEARCH },
  [MENU_WATCH] = { "Offprint::watch", N_ ("_Watch This Folder"),
                   N_ ("Have the articles in this folder found from now on"), MENU_WATCH },
  [MENU_UNWATCH] = { "Offprint::unwatch", N_ ("Stop _Watching"),
                     N_ ("Have the articles in this folder found no longer"), MENU_UNWATCH },
};

/* Of these, or kinds of these, articles are. It only matters until the daemon has said what is one. */
static const char *const page_types[]
    = { "text/html", "application/xhtml+xml", "multipart/related", "application/x-mimearchive" };
static const char *const article_types[] = { "text/plain",           "application/xhtml+xml",     "message/rfc822",
                                             "multipart/related",    "application/x-mimearchive", "application/pdf",
                                             "application/epub+zip", "application/x-warc" };

#define BIT(item) (1u << (item))
#define CITATIONS (BIT (MENU_CITE) | BIT (MENU_CITE_PLAIN) | BIT (MENU_CITE_MARKDOWN) | BIT (MENU_CITE_BIBTEX))

/**
 * menu_item_get:
 * @item: an item
 *
 * Returns: (transfer none): what it is called
 */
const MenuItemInfo *
menu_item_get (MenuItem item)
{
  g_return_val_if_fail (item < N_MENU_ITEMS, NULL);

  return &infos[item];
}

/**
 * menu_items_have:
 * @items: a set of items
 * @item: an item
 *
 * Returns: whether it is in the set
 */
gboolean
menu_items_have (MenuItems items, MenuItem item)
{
  return (items & BIT (item)) != 0;
}

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);
  while (length > 0 && folder[length - 1] == G_DIR_SEPARATOR)
    length--;
  return strncmp (path, folder, length) == 0 && (path[length] == G_DIR_SEPARATOR || path[length] == '\0');
}

/* Returns: (transfer none) (nullable): what the daemon follows, as it said last */
static const char *const *
get_watched (Lookup *lookup)
{
  OffprintBusService *client = lookup_get_client (lookup);
  return client != NULL ? offprint_bus_service_get_folders (client) : NULL;
}

static gboolean
is_watched (Lookup *lookup, const char *path)
{
  const char *const *folder = get_watched (lookup);
  for (; folder != NULL && *folder != NULL; folder++)
    if (is_below (path, *folder))
      return TRUE;
  return FALSE;
}

static gboolean
is_one_of (const char *type, const char *const *types, gsize n_types)
{
  for (gsize i = 0; type != NULL && i < n_types; i++)
    if (g_content_type_is_a (type, types[i]))
      return TRUE;
  return FALSE;
}

/* As long as nothing is known of a file. Where not even the folders are known, a web page may well be in one. */
static gboolean
may_be_article (Lookup *lookup, const MenuFile *file)
{
  if (get_watched (lookup) == NULL)
    return is_one_of (file->type, page_types, G_N_ELEMENTS (page_types));
  return is_watched (lookup, file->path) && is_one_of (file->type, article_types, G_N_ELEMENTS (article_types));
}

/**
 * menu_get_for_files:
 * @lookup: what is known of files
 * @files: (array length=n_looked_at): the first of the selected files
 * @n_looked_at: how many they are
 * @n_selected: how many are selected
 * @incomplete: (out): whether there may be more, or fewer, items when more is known; that will be told
 *
 * A file of which nothing is known yet is taken for an article when it may well be one: where a file manager tells of
 * files only when their menu is opened, the first one would have no items else.
 *
 * Returns: the items for these files, none when no article is among them
 */
MenuItems
menu_get_for_files (Lookup *lookup, const MenuFile *files, gsize n_looked_at, gsize n_selected, gboolean *incomplete)
{
  MenuItems items = 0;
  *incomplete = FALSE;
  for (gsize i = 0; i < n_looked_at; i++)
    {
      const Card *card = lookup_get (lookup, files[i].path);
      gboolean guessed = card == NULL && may_be_article (lookup, &files[i]);
      *incomplete |= card == NULL;
      if (guessed || (card != NULL && card_get_count (card) > 0))
        items |= CITATIONS;
      if (n_selected <= ACTION_MAX_PAGES && (guessed || (card != NULL && card_has_url (card))))
        items |= BIT (MENU_ORIGINAL);
    }
  if (items != 0 && n_selected == 1)
    items |= BIT (MENU_SIMILAR) | BIT (MENU_DUPLICATES);
  return items;
}

/**
 * menu_get_for_folder:
 * @lookup: what is known of files
 * @folder: where its menu is opened
 *
 * Returns: the items for this folder
 */
MenuItems
menu_get_for_folder (Lookup *lookup, const char *folder)
{
  const char *const *watched = get_watched (lookup);
  gboolean is_one = FALSE, overlaps = FALSE;
  for (; watched != NULL && *watched != NULL; watched++)
    {
      is_one |= is_below (folder, *watched) && is_below (*watched, folder);
      overlaps |= is_below (folder, *watched) || is_below (*watched, folder);
    }
  MenuItems items = overlaps ? BIT (MENU_SEARCH) : 0;
  if (is_one)
    items |= BIT (MENU_UNWATCH);
  else if (!is_watched (lookup, folder))
    items |= BIT (MENU_WATCH);
  return items;
}
