/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One row a facet: what the daemon calls it, what a person calls it, what it is in a query. */
#include "window/filter.h"

#include "core/i18n.h"
#include "desktop/line.h"
#include "window/language-name.h"

#include <gio/gio.h>

#define LABEL_MAX_CHARS 60

struct _OffprintFilter
{
  GObject parent_instance;
  OffprintFilterKind kind;
  char *value;
  char *label;
};

G_DEFINE_FINAL_TYPE (OffprintFilter, offprint_filter, G_TYPE_OBJECT)

static char *
make_plain_label (const char *value)
{
  return offprint_line_new (value, LABEL_MAX_CHARS);
}

static char *
make_type_label (const char *value)
{
  g_autofree char *type = g_content_type_from_mime_type (value);
  return type != NULL ? g_content_type_get_description (type) : make_plain_label (value);
}

/* lint: table */
static const struct
{
  const char *facet, *title;
  const char *field; /* of the query language */
  char *(*make_label) (const char *value);
} kinds[] = {
  [OFFPRINT_FILTER_PUBLISHER] = { "publisher", N_("Publisher"), "publisher", make_plain_label },
  [OFFPRINT_FILTER_YEAR] = { "year", N_("Year"), "published", make_plain_label },
  [OFFPRINT_FILTER_AUTHOR] = { "author", N_("Author"), "author", make_plain_label },
  [OFFPRINT_FILTER_LANGUAGE] = { "language", N_("Language"), "lang", offprint_language_name_new },
  [OFFPRINT_FILTER_TYPE] = { "type", N_("Type"), "type", make_type_label },
};

static void
offprint_filter_finalize (GObject *object)
{
  OffprintFilter *self = OFFPRINT_FILTER (object);
  g_free (self->value);
  g_free (self->label);
  G_OBJECT_CLASS (offprint_filter_parent_class)->finalize (object);
}

static void
offprint_filter_class_init (OffprintFilterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = offprint_filter_finalize;
}

static void
offprint_filter_init (OffprintFilter *self)
{
}

/**
 * offprint_filter_kind_get_facet:
 * @kind: a kind
 *
 * Returns: (transfer none): the name of its facet on the bus
 */
const char *
offprint_filter_kind_get_facet (OffprintFilterKind kind)
{
  return kinds[kind].facet;
}

/**
 * offprint_filter_kind_get_title:
 * @kind: a kind
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
offprint_filter_kind_get_title (OffprintFilterKind kind)
{
  return _(kinds[kind].title);
}

/**
 * offprint_filter_new:
 * @kind: of which facet
 * @value: as the facet has it
 *
 * Returns: (transfer full): the filter
 */
OffprintFilter *
offprint_filter_new (OffprintFilterKind kind, const char *value)
{
  OffprintFilter *self = g_object_new (OFFPRINT_TYPE_FILTER, NULL);
  self->kind = kind;
  self->value = g_strdup (value);
  self->label = kinds[kind].make_label (value);
  return self;
}

/**
 * offprint_filter_get_kind:
 * @self: a filter
 *
 * Returns: of which facet it is
 */
OffprintFilterKind
offprint_filter_get_kind (OffprintFilter *self)
{
  return self->kind;
}

/**
 * offprint_filter_get_label:
 * @self: a filter
 *
 * Returns: (transfer none): its value as a person reads it, one line of plain text
 */
const char *
offprint_filter_get_label (OffprintFilter *self)
{
  return self->label;
}

/**
 * offprint_filter_equal:
 * @a: a filter
 * @b: another
 *
 * Returns: whether both narrow down to the same
 */
gboolean
offprint_filter_equal (gconstpointer a, gconstpointer b)
{
  const OffprintFilter *first = a, *second = b;
  return first->kind == second->kind && g_str_equal (first->value, second->value);
}

/* Any of these would end the quotation; between words they say nothing. */
static char *
drop_quotes (const char *value)
{
  static const char *const quotes[] = { "\"", "“", "”", "„", "«", "»" };
  GString *plain = g_string_new (value);
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    g_string_replace (plain, quotes[i], " ", 0);
  return g_string_free (plain, FALSE);
}

/**
 * offprint_filter_get_query:
 * @self: a filter
 *
 * Returns: (transfer full): it as a part of a query, which means all of the value, as what counts the values does
 */
char *
offprint_filter_get_query (OffprintFilter *self)
{
  g_autofree char *value = drop_quotes (self->value);
  return g_strdup_printf ("%s:=\"%s\"", kinds[self->kind].field, value);
}
