/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table for all names, keyed by parent and name, in place of a table in each folder: most folders hold no folder,
 * and moving a node leaves the entries of all nodes below it as they are. */
#include "index/watch-tree.h"

#include <string.h>

struct _OffprintWatchTree
{
  OffprintWatchNode *top;
  GHashTable *names; /* set of all nodes but the top and the detached ones */
  GHashTable *wds;   /* wd -> first node of those that have it */
};

static guint
hash_name (gconstpointer key)
{
  const OffprintWatchNode *node = key;
  return g_direct_hash (node->parent) * 31 + g_str_hash (node->name);
}

static gboolean
equal_names (gconstpointer a, gconstpointer b)
{
  const OffprintWatchNode *one = a, *other = b;
  return one->parent == other->parent && strcmp (one->name, other->name) == 0;
}

static OffprintWatchNode *
node_new (const char *name)
{
  OffprintWatchNode *node = g_new0 (OffprintWatchNode, 1);
  node->name = g_strdup (name);
  node->wd = -1;
  return node;
}

static void
node_free (OffprintWatchNode *node)
{
  g_free (node->name);
  g_free (node);
}

static void
free_key (gpointer key, gpointer value, gpointer data)
{
  node_free (key);
}

/**
 * offprint_watch_tree_new: (skip)
 *
 * Returns: (transfer full): a tree that holds `/` only
 */
OffprintWatchTree *
offprint_watch_tree_new (void)
{
  OffprintWatchTree *tree = g_new0 (OffprintWatchTree, 1);
  tree->top = node_new ("");
  tree->names = g_hash_table_new (hash_name, equal_names);
  tree->wds = g_hash_table_new (NULL, NULL);
  return tree;
}

/**
 * offprint_watch_tree_free:
 * @tree: (nullable) (transfer full): a tree in which nothing is detached
 */
void
offprint_watch_tree_free (OffprintWatchTree *tree)
{
  if (tree == NULL)
    return;
  g_hash_table_foreach (tree->names, free_key, NULL);
  g_hash_table_unref (tree->names);
  g_hash_table_unref (tree->wds);
  node_free (tree->top);
  g_free (tree);
}

/**
 * offprint_watch_tree_get_top:
 * @tree: a tree
 *
 * Returns: (transfer none): the node of `/`
 */
OffprintWatchNode *
offprint_watch_tree_get_top (OffprintWatchTree *tree)
{
  return tree->top;
}

/**
 * offprint_watch_tree_find_child:
 * @tree: a tree
 * @parent: a node
 * @name: a name, bytes
 *
 * Returns: (transfer none) (nullable): the node of that name directly below @parent
 */
OffprintWatchNode *
offprint_watch_tree_find_child (OffprintWatchTree *tree, OffprintWatchNode *parent, const char *name)
{
  OffprintWatchNode key = { .parent = parent, .name = (char *) name };
  return g_hash_table_lookup (tree->names, &key);
}

/* Takes the next name off *@rest, which it writes to. Returns: (nullable): NULL at the end */
static const char *
next_name (char **rest)
{
  char *name = *rest + strspn (*rest, "/");
  if (*name == '\0')
    return NULL;
  *rest = name + strcspn (name, "/");
  if (**rest != '\0')
    *(*rest)++ = '\0';
  return name;
}

/**
 * offprint_watch_tree_find:
 * @tree: a tree
 * @path: an absolute path
 *
 * Returns: (transfer none) (nullable): its node
 */
OffprintWatchNode *
offprint_watch_tree_find (OffprintWatchTree *tree, const char *path)
{
  g_autofree char *copy = g_strdup (path);
  char *rest = copy;
  OffprintWatchNode *node = tree->top;
  for (const char *name = next_name (&rest); name != NULL && node != NULL; name = next_name (&rest))
    node = offprint_watch_tree_find_child (tree, node, name);
  return node;
}

/**
 * offprint_watch_tree_find_wd:
 * @tree: a tree
 * @wd: the kernel's number of a watch
 *
 * Returns: (transfer none) (nullable): the first of the nodes that have it; the others follow by `twin`
 */
OffprintWatchNode *
offprint_watch_tree_find_wd (OffprintWatchTree *tree, int wd)
{
  return g_hash_table_lookup (tree->wds, GINT_TO_POINTER (wd));
}

/**
 * offprint_watch_tree_ensure:
 * @tree: a tree
 * @path: an absolute path
 *
 * Returns: (transfer none): its node, made with those on the way to it if they were not there
 */
OffprintWatchNode *
offprint_watch_tree_ensure (OffprintWatchTree *tree, const char *path)
{
  g_autofree char *copy = g_strdup (path);
  char *rest = copy;
  OffprintWatchNode *node = tree->top;
  for (const char *name = next_name (&rest); name != NULL; name = next_name (&rest))
    {
      OffprintWatchNode *child = offprint_watch_tree_find_child (tree, node, name);
      if (child == NULL)
        {
          child = node_new ("");
          offprint_watch_tree_attach (tree, child, node, name);
        }
      node = child;
    }
  return node;
}

static void
unlink_node (OffprintWatchTree *tree, OffprintWatchNode *node)
{
  g_hash_table_remove (tree->names, node);
  if (node->previous != NULL)
    node->previous->next = node->next;
  else
    node->parent->first_child = node->next;
  if (node->next != NULL)
    node->next->previous = node->previous;
  node->parent = node->previous = node->next = NULL;
}

/**
 * offprint_watch_tree_detach:
 * @tree: a tree
 * @node: a node that is neither the top nor detached
 *
 * Takes @node and all below it out of the tree. It is named by its path then, so that paths below it still can be made.
 */
void
offprint_watch_tree_detach (OffprintWatchTree *tree, OffprintWatchNode *node)
{
  char *path = offprint_watch_node_get_path (node);
  unlink_node (tree, node);
  g_free (node->name);
  node->name = path;
}

/**
 * offprint_watch_tree_attach:
 * @tree: a tree
 * @node: a new or detached node
 * @parent: where to
 * @name: its name there, which no node has
 */
void
offprint_watch_tree_attach (OffprintWatchTree *tree, OffprintWatchNode *node, OffprintWatchNode *parent,
                            const char *name)
{
  g_free (node->name);
  node->name = g_strdup (name);
  node->parent = parent;
  node->next = parent->first_child;
  if (node->next != NULL)
    node->next->previous = node;
  parent->first_child = node;
  g_hash_table_add (tree->names, node);
}

/**
 * offprint_watch_tree_remove:
 * @tree: a tree
 * @leaf: (transfer full): a node without a watch and with none below it, but not the top
 */
void
offprint_watch_tree_remove (OffprintWatchTree *tree, OffprintWatchNode *leaf)
{
  if (leaf->parent != NULL)
    unlink_node (tree, leaf);
  node_free (leaf);
}

static void
remove_twin (OffprintWatchTree *tree, OffprintWatchNode *node)
{
  OffprintWatchNode *first = offprint_watch_tree_find_wd (tree, node->wd);
  if (first != node)
    {
      while (first->twin != node)
        first = first->twin;
      first->twin = node->twin;
    }
  else if (node->twin != NULL)
    g_hash_table_insert (tree->wds, GINT_TO_POINTER (node->wd), node->twin);
  else
    g_hash_table_remove (tree->wds, GINT_TO_POINTER (node->wd));
  node->twin = NULL;
}

/**
 * offprint_watch_tree_set_wd:
 * @tree: a tree
 * @node: a node
 * @wd: the kernel's number of its watch, or -1
 *
 * Returns: whether the number that it had belongs to no node any more
 */
gboolean
offprint_watch_tree_set_wd (OffprintWatchTree *tree, OffprintWatchNode *node, int wd)
{
  int old = node->wd;
  if (old == wd)
    return FALSE;
  if (old >= 0)
    remove_twin (tree, node);
  node->wd = wd;
  if (wd >= 0)
    {
      node->twin = offprint_watch_tree_find_wd (tree, wd);
      g_hash_table_insert (tree->wds, GINT_TO_POINTER (wd), node);
    }
  return old >= 0 && offprint_watch_tree_find_wd (tree, old) == NULL;
}

/**
 * offprint_watch_node_get_path:
 * @node: a node
 *
 * Returns: (transfer full): its path, bytes
 */
char *
offprint_watch_node_get_path (const OffprintWatchNode *node)
{
  gsize length = 0;
  for (const OffprintWatchNode *above = node; above != NULL; above = above->parent)
    length += strlen (above->name) + 1;
  char *path = g_malloc (length + 1), *start = path + length;
  *start = '\0';
  for (const OffprintWatchNode *above = node; above != NULL; above = above->parent)
    {
      gsize size = strlen (above->name);
      start -= size;
      memcpy (start, above->name, size);
      if (above->parent != NULL)
        *--start = '/';
    }
  if (*start == '\0')
    *--start = '/';
  memmove (path, start, strlen (start) + 1);
  return path;
}

/**
 * offprint_watch_node_is_below:
 * @node: a node
 * @top: a node
 *
 * Returns: whether @node is @top or below it
 */
gboolean
offprint_watch_node_is_below (const OffprintWatchNode *node, const OffprintWatchNode *top)
{
  while (node != NULL && node != top)
    node = node->parent;
  return node != NULL;
}

/**
 * offprint_watch_node_is_detached:
 * @tree: a tree
 * @node: a node
 *
 * Returns: whether it or a node above it is out of the tree, so that its path may lead elsewhere
 */
gboolean
offprint_watch_node_is_detached (const OffprintWatchTree *tree, const OffprintWatchNode *node)
{
  while (node->parent != NULL)
    node = node->parent;
  return node != tree->top;
}

/**
 * offprint_watch_node_next:
 * @node: a node that is @top or below it
 * @top: where the walk began
 *
 * Returns: (transfer none) (nullable): the node after @node, parents before what is below them
 */
OffprintWatchNode *
offprint_watch_node_next (OffprintWatchNode *node, const OffprintWatchNode *top)
{
  return node->first_child != NULL ? node->first_child : offprint_watch_node_skip (node, top);
}

/**
 * offprint_watch_node_skip:
 * @node: a node that is @top or below it
 * @top: where the walk began
 *
 * Returns: (transfer none) (nullable): the node after @node and all below it
 */
OffprintWatchNode *
offprint_watch_node_skip (OffprintWatchNode *node, const OffprintWatchNode *top)
{
  while (node != top && node->next == NULL)
    node = node->parent;
  return node != top ? node->next : NULL;
}

/**
 * offprint_watch_node_list:
 * @top: a node
 *
 * Returns: (transfer container) (element-type OffprintWatchNode): @top and all below it, parents first
 */
GPtrArray *
offprint_watch_node_list (OffprintWatchNode *top)
{
  GPtrArray *nodes = g_ptr_array_new ();
  for (OffprintWatchNode *node = top; node != NULL; node = offprint_watch_node_next (node, top))
    g_ptr_array_add (nodes, node);
  return nodes;
}
