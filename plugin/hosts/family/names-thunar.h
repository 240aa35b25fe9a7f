/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Thunar calls what it shares with the others. It has no columns, tells of a file only when a menu or a page is
 * opened for it, and can't be made to ask again. */
#pragma once

#include <thunarx/thunarx.h>

typedef ThunarxFileInfo HostFileInfo;
typedef ThunarxMenuProvider HostMenuProvider;
typedef ThunarxMenuProviderIface HostMenuProviderInterface;
typedef ThunarxMenu HostMenu;
typedef ThunarxMenuItem HostMenuItem;
typedef ThunarxPropertyPageProvider HostPropertyPageProvider;
typedef ThunarxPropertyPageProviderIface HostPropertyPageProviderInterface;

#define HOST_TYPE_MENU_PROVIDER THUNARX_TYPE_MENU_PROVIDER
#define HOST_TYPE_PROPERTY_PAGE_PROVIDER THUNARX_TYPE_PROPERTY_PAGE_PROVIDER
#define HOST_FILE_INFO THUNARX_FILE_INFO
#define HOST_WINDOW_ARGUMENT GtkWidget *window,

#define get_file_items get_file_menu_items
#define get_background_items get_folder_menu_items
#define host_file_info_get_location thunarx_file_info_get_location
#define host_file_info_get_activation_uri thunarx_file_info_get_uri
#define host_file_info_get_mime_type thunarx_file_info_get_mime_type
#define host_file_info_is_directory thunarx_file_info_is_directory
#define host_file_info_list_copy thunarx_file_info_list_copy
#define host_file_info_list_free thunarx_file_info_list_free
#define host_menu_new thunarx_menu_new
#define host_menu_append_item thunarx_menu_append_item
#define host_menu_item_new thunarx_menu_item_new
#define host_menu_item_set_submenu thunarx_menu_item_set_menu

static inline GObject *
host_property_page_new (const char *name, GtkWidget *label, GtkWidget *child)
{
  GtkWidget *page = thunarx_property_page_new_with_label_widget (label);
  gtk_container_add (GTK_CONTAINER (page), child);
  gtk_widget_show (page);
  return G_OBJECT (page);
}
