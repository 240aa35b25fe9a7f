/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One look-up, three types. */
#include "service/options.h"

#include "core/error.h"
#include "core/i18n.h"

/* Returns: (transfer full) (nullable): %NULL when it is not there, or with @error set when it has another type */
static GVariant *
look_up (GVariant *options, const char *name, const GVariantType *type, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (options, name, NULL);
  if (value == NULL || g_variant_is_of_type (value, type))
    return g_steal_pointer (&value);
  g_set_error (error, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("option '%s' has type '%s': it takes '%.*s'"), name,
               g_variant_get_type_string (value), (int) g_variant_type_get_string_length (type),
               g_variant_type_peek_string (type));
  return NULL;
}

/**
 * options_get_number:
 * @options: of type `a{sv}`
 * @name: of the option, a `u`
 * @least: that it may be
 * @most: that it may be
 * @value: (inout): its value
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
options_get_number (GVariant *options, const char *name, guint least, guint most, guint *value, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) found = look_up (options, name, G_VARIANT_TYPE_UINT32, &problem);
  guint number = found != NULL ? g_variant_get_uint32 (found) : least;
  if (problem == NULL && (number < least || number > most))
    g_set_error (&problem, OFFPRINT_ERROR, OFFPRINT_ERROR_USAGE, _("option '%s' takes a number from %u to %u"), name,
                 least, most);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (found != NULL)
    *value = number;
  return TRUE;
}

/**
 * options_get_boolean:
 * @options: of type `a{sv}`
 * @name: of the option, a `b`
 * @value: (inout): its value
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
options_get_boolean (GVariant *options, const char *name, gboolean *value, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) found = look_up (options, name, G_VARIANT_TYPE_BOOLEAN, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (found != NULL)
    *value = g_variant_get_boolean (found);
  return TRUE;
}

/**
 * options_get_text:
 * @options: of type `a{sv}`
 * @name: of the option, an `s`
 * @value: (out) (transfer full) (nullable): its value
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OFFPRINT_ERROR_USAGE
 */
gboolean
options_get_text (GVariant *options, const char *name, char **value, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) found = look_up (options, name, G_VARIANT_TYPE_STRING, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  *value = found != NULL ? g_variant_dup_string (found, NULL) : NULL;
  return TRUE;
}
