/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nautilus shows properties as rows of a name and a value, from a list that may grow while it is shown. */
#include "core/i18n.h"
#include "hosts/family/provider.h"
#include "hosts/files/details.h"

static void
append_rows (GPtrArray *rows, gpointer data)
{
  GListStore *store = data;
  for (guint i = 0; i < rows->len; i++)
    {
      const DetailRow *row = g_ptr_array_index (rows, i);
      g_autoptr (NautilusPropertiesItem) item = nautilus_properties_item_new (row->label, row->value);
      g_list_store_append (store, item);
    }
}

static void
on_store_gone (gpointer cancellable, GObject *store)
{
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
}

static GList *
make_model (OffprintBusService *client, const char *path)
{
  g_autoptr (GListStore) store = g_list_store_new (NAUTILUS_TYPE_PROPERTIES_ITEM);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  NautilusPropertiesModel *model = nautilus_properties_model_new (_("Article"), G_LIST_MODEL (store));
  g_object_weak_ref (G_OBJECT (store), on_store_gone, g_object_ref (cancellable));
  details_ask (client, path, cancellable, append_rows, store);
  return g_list_append (NULL, model);
}

static GList *
get_models (NautilusPropertiesModelProvider *provider, GList *files)
{
  OffprintProvider *self = OFFPRINT_PROVIDER (provider);
  OffprintBusService *client = lookup_get_client (offprint_provider_get_lookup (self));
  g_autofree char *path = offprint_provider_find_article (self, files);
  return client != NULL && path != NULL ? make_model (client, path) : NULL;
}

GType
offprint_provider_get_properties_type (void)
{
  return NAUTILUS_TYPE_PROPERTIES_MODEL_PROVIDER;
}

void
offprint_provider_init_properties (gpointer interface)
{
  NautilusPropertiesModelProviderInterface *models = interface;
  models->get_models = get_models;
}
