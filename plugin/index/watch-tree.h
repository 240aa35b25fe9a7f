/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folders of a watch as nodes linked to their parents: a node's path is put together only when it is needed, so
 * that renaming a folder is one relinking, whatever is below it. Plain data: nothing here talks to the kernel. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OffprintWatchNode OffprintWatchNode;
typedef struct _OffprintWatchTree OffprintWatchTree;

/**
 * OffprintWatchNode:
 * @parent: (nullable): the folder above; %NULL for `/`, and for the top of what is detached
 * @first_child, @previous, @next: the folders below, and beside it
 * @twin: (nullable): the next node with the same @wd: a bind mount shows one folder at several places
 * @name: its name in @parent; of a detached top its whole path
 * @wd: the kernel's number of the watch, -1 when there is none
 * @mask: what the kernel was last asked to tell of it
 * @guard_mask: what is wanted of it because a root is there or below; 0 for nothing
 * @is_folder: added by offprint_watch_add(); without a watch then there were not enough of them
 * @is_remote: @is_folder, and others may change it without this kernel's knowing
 */
struct _OffprintWatchNode
{
  OffprintWatchNode *parent, *first_child, *previous, *next, *twin;
  char *name;
  int wd;
  guint32 mask, guard_mask;
  guint is_folder : 1, is_remote : 1;
};

OffprintWatchTree *offprint_watch_tree_new (void);
void offprint_watch_tree_free (OffprintWatchTree *tree);

OffprintWatchNode *offprint_watch_tree_get_top (OffprintWatchTree *tree);
OffprintWatchNode *offprint_watch_tree_find (OffprintWatchTree *tree, const char *path);
OffprintWatchNode *offprint_watch_tree_find_child (OffprintWatchTree *tree, OffprintWatchNode *parent,
                                                   const char *name);
OffprintWatchNode *offprint_watch_tree_find_wd (OffprintWatchTree *tree, int wd);
OffprintWatchNode *offprint_watch_tree_ensure (OffprintWatchTree *tree, const char *path);
void offprint_watch_tree_detach (OffprintWatchTree *tree, OffprintWatchNode *node);
void offprint_watch_tree_attach (OffprintWatchTree *tree, OffprintWatchNode *node, OffprintWatchNode *parent,
                                 const char *name);
void offprint_watch_tree_remove (OffprintWatchTree *tree, OffprintWatchNode *leaf);
gboolean offprint_watch_tree_set_wd (OffprintWatchTree *tree, OffprintWatchNode *node, int wd);

char *offprint_watch_node_get_path (const OffprintWatchNode *node);
gboolean offprint_watch_node_is_below (const OffprintWatchNode *node, const OffprintWatchNode *top);
gboolean offprint_watch_node_is_detached (const OffprintWatchTree *tree, const OffprintWatchNode *node);
OffprintWatchNode *offprint_watch_node_next (OffprintWatchNode *node, const OffprintWatchNode *top);
OffprintWatchNode *offprint_watch_node_skip (OffprintWatchNode *node, const OffprintWatchNode *top);
GPtrArray *offprint_watch_node_list (OffprintWatchNode *top);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OffprintWatchTree, offprint_watch_tree_free)

G_END_DECLS
