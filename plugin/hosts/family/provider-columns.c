/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file manager asks about one file after the other and goes on when it has an answer, so every answer is given at
 * once; when more is known, it is made to ask once more. */
#include "core/i18n.h"
#include "hosts/family/provider.h"

static GList *
get_columns (HostColumnProvider *provider)
{
  GList *columns = NULL;
  for (CardColumn i = 0; i < N_CARD_COLUMNS; i++)
    {
      const CardColumnInfo *info = card_column_get (i);
      HostColumn *column = host_column_new (info->name, _(info->label), _(info->description), info->width);
      g_object_set (column, "xalign", info->align, NULL);
      columns = g_list_append (columns, column);
    }
  return columns;
}

void
offprint_provider_init_columns (HostColumnProviderInterface *interface)
{
  interface->get_columns = get_columns;
}

/* What has no value is "unknown" in some file managers: for a picture, that would be wrong. */
static HostOperationResult
update_file_info (HostInfoProvider *provider, HostFileInfo *file, GClosure *update_complete,
                  HostOperationHandle **handle)
{
  OffprintProvider *self = OFFPRINT_PROVIDER (provider);
  g_autofree char *path = host_file_info_is_directory (file) ? NULL : offprint_provider_get_path (file);
  const Card *card = path != NULL ? lookup_get (offprint_provider_get_lookup (self), path) : NULL;
  gboolean is_article = card != NULL && card_get_count (card) > 0;
  for (CardColumn i = 0; i < N_CARD_COLUMNS; i++)
    host_file_info_add_string_attribute (file, card_column_get (i)->name, is_article ? card_get (card, i) : "");
  return HOST_OPERATION_COMPLETE;
}

/* No answer is ever late. */
static void
cancel_update (HostInfoProvider *provider, HostOperationHandle *handle)
{
}

void
offprint_provider_init_info (HostInfoProviderInterface *interface)
{
  interface->update_file_info = update_file_info;
  interface->cancel_update = cancel_update;
}
