/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a citation says is decided here, once for all forms; how it is written and escaped, in the file of each form.
 * Dates are ISO 8601 to the day: a citation is read by people of other countries, and the time of day is no part of it.
 */
#include "desktop/citation.h"

#include "desktop/citation-private.h"

#include <string.h>

/* lint: table */
static const struct
{
  char *(*format) (const OffprintRecord *record);
  const char *item;  /* before each of several */
} forms[OFFPRINT_N_CITATION_FORMS] = {
  [OFFPRINT_CITATION_PLAIN] = { citation_format_plain, "" },
  [OFFPRINT_CITATION_MARKDOWN] = { citation_format_markdown, "- " },
  [OFFPRINT_CITATION_BIBTEX] = { citation_format_bibtex, "" },
};

/**
 * citation_get_creators:
 * @record: an article
 * @agency: where the answer is kept when it is the agency
 *
 * A report of a wire service without a name is cited under the service, as the manuals of style say.
 *
 * Returns: (transfer none): who is named as having written it, perhaps nobody; valid as long as @record and @agency
 */
const char *const *
citation_get_creators (const OffprintRecord *record, const char *agency[2])
{
  const char *const *authors = offprint_record_get_list (record, OFFPRINT_FIELD_AUTHORS);
  agency[0] = offprint_record_get (record, OFFPRINT_FIELD_AGENCY);
  agency[1] = NULL;
  return authors[0] != NULL ? authors : agency;
}

/**
 * citation_get_title:
 * @record: an article
 *
 * Returns: (transfer full): its title, else what it is called on disk
 */
char *
citation_get_title (const OffprintRecord *record)
{
  const char *title = offprint_record_get (record, OFFPRINT_FIELD_TITLE);
  const char *member = offprint_record_get (record, OFFPRINT_FIELD_MEMBER);
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  if (title != NULL)
    return g_strdup (title);
  return g_filename_display_basename (member != NULL ? member : path != NULL ? path : "");
}

/**
 * citation_get_publisher:
 * @record: an article
 *
 * Returns: (transfer none) (nullable): where it appeared, unless it is already named as who wrote it
 */
const char *
citation_get_publisher (const OffprintRecord *record)
{
  const char *agency[2];
  const char *publisher = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHER);
  const char *const *creators = citation_get_creators (record, agency);
  return publisher != NULL && g_strv_contains (creators, publisher) ? NULL : publisher;
}

/**
 * citation_get_date:
 * @record: an article
 * @date: (out): the date of publication, to the day at most
 *
 * Returns: whether it is known
 */
gboolean
citation_get_date (const OffprintRecord *record, OffprintDate *date)
{
  const char *published = offprint_record_get (record, OFFPRINT_FIELD_PUBLISHED);
  OffprintDate whole;
  if (published == NULL || !offprint_date_parse_iso8601 (published, &whole))
    return FALSE;
  *date = (OffprintDate){ .precision = MIN (whole.precision, OFFPRINT_PRECISION_DAY),
                          .year = whole.year,
                          .month = whole.month,
                          .day = whole.day };
  return TRUE;
}

/* Jane Doe, John Roe, "Otters return", Thames Courier, 2022-01-27, https://... */
char *
citation_format_plain (const OffprintRecord *record)
{
  const char *agency[2];
  char date_text[OFFPRINT_DATE_BUFFER];
  OffprintDate date;
  g_autofree char *title = citation_get_title (record);
  g_autoptr (GString) text = g_string_new (NULL);
  for (const char *const *creator = citation_get_creators (record, agency); *creator != NULL; creator++)
    g_string_append_printf (text, "%s, ", *creator);
  g_string_append_printf (text, "“%s”", title);
  if (citation_get_publisher (record) != NULL)
    g_string_append_printf (text, ", %s", citation_get_publisher (record));
  if (citation_get_date (record, &date))
    g_string_append_printf (text, ", %s", offprint_date_format (&date, date_text));
  if (offprint_record_get (record, OFFPRINT_FIELD_URL) != NULL)
    g_string_append_printf (text, ", %s", offprint_record_get (record, OFFPRINT_FIELD_URL));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * offprint_citation_format:
 * @record: an article
 * @form: how it is to be written
 *
 * A BibTeX entry has a key that is made of the article alone, so that it is the same whenever it is cited, also from
 * another copy of the file; and two articles have different ones.
 *
 * Returns: (transfer full): the citation in UTF-8, without a line's end
 */
char *
offprint_citation_format (const OffprintRecord *record, OffprintCitationForm form)
{
  g_return_val_if_fail (form < OFFPRINT_N_CITATION_FORMS, NULL);

  return forms[form].format (record);
}

/**
 * offprint_citation_format_all:
 * @records: (element-type OffprintRecord): articles
 * @form: how they are to be written
 *
 * Copies of one article are cited once: BibTeX refuses a key that comes again.
 *
 * Returns: (transfer full): the citations, in order: lines, a list, entries; each with a line's end when there are
 * several, or when it is an entry
 */
char *
offprint_citation_format_all (GPtrArray *records, OffprintCitationForm form)
{
  g_return_val_if_fail (form < OFFPRINT_N_CITATION_FORMS, NULL);

  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) citations = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (records, i);
      if (g_hash_table_add (seen, citation_make_key (record)))
        g_ptr_array_add (citations, offprint_citation_format (record, form));
    }
  if (citations->len == 1 && form != OFFPRINT_CITATION_BIBTEX)
    return g_ptr_array_steal_index (citations, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < citations->len; i++)
    g_string_append_printf (text, "%s%s%s\n", i > 0 && form == OFFPRINT_CITATION_BIBTEX ? "\n" : "", forms[form].item,
                            (const char *) g_ptr_array_index (citations, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
