/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows listen to its one property. */
#include "window/hit-item.h"

struct _OffprintHitItem
{
  GObject parent_instance;
  guint position;
  OffprintHitState state;
  OffprintHit *hit; /* (nullable) */
};

enum
{
  PROP_STATE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (OffprintHitItem, offprint_hit_item, G_TYPE_OBJECT)

static void
offprint_hit_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OffprintHitItem *self = OFFPRINT_HIT_ITEM (object);
  if (id == PROP_STATE)
    g_value_set_uint (value, self->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
offprint_hit_item_finalize (GObject *object)
{
  OffprintHitItem *self = OFFPRINT_HIT_ITEM (object);
  g_clear_pointer (&self->hit, offprint_hit_free);
  G_OBJECT_CLASS (offprint_hit_item_parent_class)->finalize (object);
}

static void
offprint_hit_item_class_init (OffprintHitItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = offprint_hit_item_get_property;
  object_class->finalize = offprint_hit_item_finalize;
  /* an OffprintHitState */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, OFFPRINT_HIT_GONE, OFFPRINT_HIT_AWAITED,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
offprint_hit_item_init (OffprintHitItem *self)
{
}

/**
 * offprint_hit_item_new:
 * @position: in its list, from 0
 *
 * Returns: (transfer full): an item whose hit is awaited
 */
OffprintHitItem *
offprint_hit_item_new (guint position)
{
  OffprintHitItem *self = g_object_new (OFFPRINT_TYPE_HIT_ITEM, NULL);
  self->position = position;
  return self;
}

/**
 * offprint_hit_item_take:
 * @self: an item
 * @hit: (nullable) (transfer full): its hit; %NULL: the article went
 */
void
offprint_hit_item_take (OffprintHitItem *self, OffprintHit *hit)
{
  g_clear_pointer (&self->hit, offprint_hit_free);
  self->hit = hit;
  self->state = hit != NULL ? OFFPRINT_HIT_THERE : OFFPRINT_HIT_GONE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * offprint_hit_item_get_position:
 * @self: an item
 *
 * Returns: its position in its list, from 0
 */
guint
offprint_hit_item_get_position (OffprintHitItem *self)
{
  return self->position;
}

/**
 * offprint_hit_item_get_state:
 * @self: an item
 *
 * Returns: whether its hit is there
 */
OffprintHitState
offprint_hit_item_get_state (OffprintHitItem *self)
{
  return self->state;
}

/**
 * offprint_hit_item_get_hit:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): its hit
 */
const OffprintHit *
offprint_hit_item_get_hit (OffprintHitItem *self)
{
  return self->hit;
}

/**
 * offprint_hit_item_get_path:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): file of the article
 */
const char *
offprint_hit_item_get_path (OffprintHitItem *self)
{
  return self->hit != NULL ? offprint_record_get (self->hit->record, OFFPRINT_FIELD_PATH) : NULL;
}

/**
 * offprint_hit_item_get_member:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): name of the article inside its file
 */
const char *
offprint_hit_item_get_member (OffprintHitItem *self)
{
  return self->hit != NULL ? offprint_record_get (self->hit->record, OFFPRINT_FIELD_MEMBER) : NULL;
}

/**
 * offprint_hit_item_is_same_article:
 * @a: (nullable): an item
 * @b: (nullable): another
 *
 * Returns: whether both are there, and are hits of the same article
 */
gboolean
offprint_hit_item_is_same_article (OffprintHitItem *a, OffprintHitItem *b)
{
  return a != NULL && b != NULL && a->hit != NULL && b->hit != NULL
         && g_strcmp0 (offprint_hit_item_get_path (a), offprint_hit_item_get_path (b)) == 0
         && g_strcmp0 (offprint_hit_item_get_member (a), offprint_hit_item_get_member (b)) == 0;
}
