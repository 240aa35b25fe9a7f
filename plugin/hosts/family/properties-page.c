/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nemo, Caja and Thunar show properties on pages of widgets. */
#include "core/i18n.h"
#include "hosts/family/provider.h"
#include "hosts/files/page.h"

static GList *
make_page (OffprintBusService *client, const char *path)
{
  GtkWidget *label = gtk_label_new (_("Article"));
  gtk_widget_show (label);
  return g_list_append (NULL, host_property_page_new ("Offprint::article", label, page_new (client, path)));
}

static GList *
get_pages (HostPropertyPageProvider *provider, GList *files)
{
  OffprintProvider *self = OFFPRINT_PROVIDER (provider);
  OffprintBusService *client = lookup_get_client (offprint_provider_get_lookup (self));
  g_autofree char *path = offprint_provider_find_article (self, files);
  return client != NULL && path != NULL ? make_page (client, path) : NULL;
}

GType
offprint_provider_get_properties_type (void)
{
  return HOST_TYPE_PROPERTY_PAGE_PROVIDER;
}

void
offprint_provider_init_properties (gpointer interface)
{
  HostPropertyPageProviderInterface *pages = interface;
  pages->get_pages = get_pages;
}
