/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Nemo calls what it shares with its relatives. */
#pragma once

#include <libnemo-extension/nemo-column-provider.h>
#include <libnemo-extension/nemo-info-provider.h>
#include <libnemo-extension/nemo-menu-provider.h>
#include <libnemo-extension/nemo-property-page-provider.h>

typedef NemoFileInfo HostFileInfo;
typedef NemoInfoProvider HostInfoProvider;
typedef NemoInfoProviderInterface HostInfoProviderInterface;
typedef NemoColumnProvider HostColumnProvider;
typedef NemoColumnProviderInterface HostColumnProviderInterface;
typedef NemoMenuProvider HostMenuProvider;
typedef NemoMenuProviderInterface HostMenuProviderInterface;
typedef NemoOperationHandle HostOperationHandle;
typedef NemoOperationResult HostOperationResult;
typedef NemoColumn HostColumn;
typedef NemoMenu HostMenu;
typedef NemoMenuItem HostMenuItem;

#define HOST_NAME "Nemo"
#define HOST_TYPE_INFO_PROVIDER NEMO_TYPE_INFO_PROVIDER
#define HOST_TYPE_COLUMN_PROVIDER NEMO_TYPE_COLUMN_PROVIDER
#define HOST_TYPE_MENU_PROVIDER NEMO_TYPE_MENU_PROVIDER
#define HOST_OPERATION_COMPLETE NEMO_OPERATION_COMPLETE
#define HOST_FILE_INFO NEMO_FILE_INFO
#define HOST_MENU_PROVIDER NEMO_MENU_PROVIDER

#define host_module_initialize nemo_module_initialize
#define host_module_shutdown nemo_module_shutdown
#define host_module_list_types nemo_module_list_types
#define host_file_info_lookup nemo_file_info_lookup
#define host_file_info_get_location nemo_file_info_get_location
#define host_file_info_get_activation_uri nemo_file_info_get_activation_uri
#define host_file_info_get_mime_type nemo_file_info_get_mime_type
#define host_file_info_is_directory nemo_file_info_is_directory
#define host_file_info_add_string_attribute nemo_file_info_add_string_attribute
#define host_file_info_invalidate_extension_info nemo_file_info_invalidate_extension_info
#define host_file_info_list_copy nemo_file_info_list_copy
#define host_file_info_list_free nemo_file_info_list_free
#define host_menu_new nemo_menu_new
#define host_menu_append_item nemo_menu_append_item
#define host_menu_item_new nemo_menu_item_new
#define host_menu_item_set_submenu nemo_menu_item_set_submenu
#define host_menu_provider_emit_items_updated_signal nemo_menu_provider_emit_items_updated_signal

#define HOST_WINDOW_ARGUMENT GtkWidget *window,
#define host_column_new(name, label, description, width) \
  nemo_column_new2 (name, name, label, description, width, PANGO_ELLIPSIZE_END)

typedef NemoPropertyPage HostPropertyPage;
typedef NemoPropertyPageProvider HostPropertyPageProvider;
typedef NemoPropertyPageProviderInterface HostPropertyPageProviderInterface;
#define HOST_TYPE_PROPERTY_PAGE_PROVIDER NEMO_TYPE_PROPERTY_PAGE_PROVIDER
#define host_property_page_new nemo_property_page_new
