/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The symbols are weak: a rofi without one of them still loads the module. Declared as in rofi 1.7 and 2.0. */
#include "hosts/rofi/host.h"

#include <rofi/rofi-types.h>

#include <rofi/helper.h>

#define WEAK __attribute__ ((weak))

typedef struct RofiViewState RofiViewState;

void rofi_view_reload (void) WEAK;
RofiViewState *rofi_view_get_active (void) WEAK;
const char *rofi_view_get_user_input (const RofiViewState *state) WEAK;
int rofi_get_num_enabled_modi (void) WEAK;
gboolean config_parse_set_property (const Property *property, char **error) WEAK;

/**
 * host_reload:
 *
 * Has rofi ask the mode for its rows again, soon.
 */
void
host_reload (void)
{
  if (rofi_view_reload != NULL)
    rofi_view_reload ();
}

/**
 * host_get_input:
 *
 * Returns: (nullable): what stands in rofi's entry, %NULL when there is none or that can't be told
 */
const char *
host_get_input (void)
{
  RofiViewState *view = rofi_view_get_active != NULL ? rofi_view_get_active () : NULL;
  return view != NULL && rofi_view_get_user_input != NULL ? rofi_view_get_user_input (view) : NULL;
}

static gboolean
set_option (char *name, PropertyType type, int value)
{
  g_autofree char *problem = NULL;
  Property property = { .name = name, .type = type };
  if (type == P_BOOLEAN)
    property.value.b = value;
  else
    property.value.i = value;
  return !config_parse_set_property (&property, &problem);
}

/**
 * host_prepare_rows:
 *
 * Rows of rofi are one line high and without icons unless told otherwise, for all modes alike. Where ours is the only
 * one, and the command line does not say how high, they get two lines and icons.
 *
 * Returns: whether rows have two lines
 */
gboolean
host_prepare_rows (void)
{
  unsigned int lines = 1;
  if (find_arg_uint ("-eh", &lines))
    return lines > 1;
  if (config_parse_set_property == NULL || rofi_get_num_enabled_modi == NULL || rofi_get_num_enabled_modi () != 1)
    return FALSE;
  if (find_arg ("-no-show-icons") < 0)
    set_option ((char *) "show-icons", P_BOOLEAN, TRUE);
  return set_option ((char *) "eh", P_INTEGER, 2);
}
