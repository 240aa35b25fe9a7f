/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Caja calls what it shares with its relatives. */
#pragma once

#include <libcaja-extension/caja-column-provider.h>
#include <libcaja-extension/caja-info-provider.h>
#include <libcaja-extension/caja-menu-provider.h>
#include <libcaja-extension/caja-property-page-provider.h>

typedef CajaFileInfo HostFileInfo;
typedef CajaInfoProvider HostInfoProvider;
typedef CajaInfoProviderIface HostInfoProviderInterface;
typedef CajaColumnProvider HostColumnProvider;
typedef CajaColumnProviderIface HostColumnProviderInterface;
typedef CajaMenuProvider HostMenuProvider;
typedef CajaMenuProviderIface HostMenuProviderInterface;
typedef CajaOperationHandle HostOperationHandle;
typedef CajaOperationResult HostOperationResult;
typedef CajaColumn HostColumn;
typedef CajaMenu HostMenu;
typedef CajaMenuItem HostMenuItem;

#define HOST_NAME "Caja"
#define HOST_TYPE_INFO_PROVIDER CAJA_TYPE_INFO_PROVIDER
#define HOST_TYPE_COLUMN_PROVIDER CAJA_TYPE_COLUMN_PROVIDER
#define HOST_TYPE_MENU_PROVIDER CAJA_TYPE_MENU_PROVIDER
#define HOST_OPERATION_COMPLETE CAJA_OPERATION_COMPLETE
#define HOST_FILE_INFO CAJA_FILE_INFO
#define HOST_MENU_PROVIDER CAJA_MENU_PROVIDER

#define host_module_initialize caja_module_initialize
#define host_module_shutdown caja_module_shutdown
#define host_module_list_types caja_module_list_types
#define host_file_info_lookup caja_file_info_lookup
#define host_file_info_get_location caja_file_info_get_location
#define host_file_info_get_activation_uri caja_file_info_get_activation_uri
#define host_file_info_get_mime_type caja_file_info_get_mime_type
#define host_file_info_is_directory caja_file_info_is_directory
#define host_file_info_add_string_attribute caja_file_info_add_string_attribute
#define host_file_info_invalidate_extension_info caja_file_info_invalidate_extension_info
#define host_file_info_list_copy caja_file_info_list_copy
#define host_file_info_list_free caja_file_info_list_free
#define host_menu_new caja_menu_new
#define host_menu_append_item caja_menu_append_item
#define host_menu_item_new caja_menu_item_new
#define host_menu_item_set_submenu caja_menu_item_set_submenu
#define host_menu_provider_emit_items_updated_signal caja_menu_provider_emit_items_updated_signal

#define HOST_WINDOW_ARGUMENT GtkWidget *window,
#define host_column_new(name, label, description, width) caja_column_new (name, name, label, description)

typedef CajaPropertyPage HostPropertyPage;
typedef CajaPropertyPageProvider HostPropertyPageProvider;
typedef CajaPropertyPageProviderIface HostPropertyPageProviderInterface;
#define HOST_TYPE_PROPERTY_PAGE_PROVIDER CAJA_TYPE_PROPERTY_PAGE_PROVIDER
#define host_property_page_new caja_property_page_new
