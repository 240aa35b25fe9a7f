/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A saved page: decoded, parsed, asked for claims, decided on. Each step is a file of its own; this one only puts them
 * in order. */
#include "extract/html.h"

#include "core/i18n.h"
#include "extract/article.h"
#include "extract/decide.h"
#include "extract/encoding.h"
#include "extract/evidence-finders.h"
#include "extract/headline.h"
#include "extract/language.h"

#include "core/error.h"

static void
find_text (const OffprintPage *page, guint32 headline, const char *language, const OffprintEvidence *evidence,
           OffprintRecordBuilder *builder)
{
  OffprintArticleHints hints = {
    .title_node = headline,
    .title = offprint_record_builder_get (builder, OFFPRINT_FIELD_TITLE),
    .description = offprint_record_builder_get (builder, OFFPRINT_FIELD_DESCRIPTION),
    .body = offprint_evidence_get (evidence, OFFPRINT_FIELD_TEXT, OFFPRINT_EVIDENCE_JSON_LD),
    .language = language,
  };
  g_autofree char *text = offprint_article_find_text (page, &hints);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, text);
  if (language == NULL && text != NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, offprint_language_detect (text));
  offprint_decide_agency (evidence, text, builder);
}

static void
read_page (const OffprintPage *page, const OffprintSource *source, OffprintRecordBuilder *builder)
{
  g_autoptr (OffprintEvidence) evidence = offprint_evidence_new ();
  offprint_evidence_find_saver (page, evidence);
  offprint_evidence_find_head (page, evidence);
  offprint_evidence_find_json_ld (page, evidence);
  offprint_evidence_find_microdata (page, evidence);
  g_autofree char *declared = offprint_decide_language (evidence);
  guint32 headline = offprint_headline_find (page, evidence);
  offprint_evidence_find_visible (page, headline, declared, evidence);
  g_autofree char *language = declared != NULL ? g_strdup (declared) : offprint_decide_language (evidence);

  offprint_record_builder_set (builder, OFFPRINT_FIELD_LANGUAGE, language);
  offprint_decide_addresses (evidence, builder);
  offprint_decide_publisher (evidence, builder);
  offprint_decide_title (page, headline, evidence, builder);
  offprint_decide_dates (evidence, language, builder);
  offprint_decide_authors (evidence, builder);
  offprint_decide_lines (evidence, builder);
  find_text (page, headline, language, evidence, builder);
}

/**
 * offprint_html_read:
 * @source: a saved page
 * @builders: (element-type OffprintRecordBuilder): where to append its article
 * @error: return location
 *
 * Returns: %FALSE when there is nothing in the page: %OFFPRINT_ERROR_INPUT
 */
gboolean
offprint_html_read (const OffprintSource *source, GPtrArray *builders, GError **error)
{
  OffprintEncodingResult encoding;
  offprint_encoding_to_utf8 (source->bytes, OFFPRINT_ENCODING_MARKUP, &encoding);
  g_autoptr (GBytes) text = encoding.text;
  gsize length;
  const char *html = g_bytes_get_data (text, &length);
  g_autoptr (OffprintPage) page = offprint_page_new (html, length);
  if (page->n_nodes <= 3 && page->text[0] == '\0')
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("the page is empty"));
      return FALSE;
    }

  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  if (encoding.guessed)
    offprint_record_builder_warn (builder, "character encoding not declared, read as %s", encoding.name);
  if (page->truncated)
    offprint_record_builder_warn (builder, "page too large, its end was not read");
  read_page (page, source, builder);
  g_ptr_array_add (builders, g_steal_pointer (&builder));
  return TRUE;
}
