/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents have a file of their own, see store/document-check.c; here is what stands around them. */
#include "index/worker-answer.h"

#include "index/worker-wire.h"

#include "core/error.h"
#include "core/schema.h"
#include "core/text.h"

#include <string.h>

static void
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, what);
}

/* Before they are taken out: millions of them would each cost a pointer. */
static gboolean
has_few_warnings (GVariant *answer)
{
  g_autoptr (GVariant) warnings = g_variant_get_child_value (answer, 1);
  return g_variant_n_children (warnings) <= OFFPRINT_WIRE_WARNINGS_MAX;
}

/* One line that a person may be shown */
static gboolean
is_line (const char *text, gsize max_bytes)
{
  g_autofree char *printable = strlen (text) <= max_bytes ? offprint_text_printable (text) : NULL;
  return printable != NULL && *text != '\0' && strcmp (text, printable) == 0;
}

static gboolean
are_lines (const char *const *lines)
{
  while (*lines != NULL && is_line (*lines, OFFPRINT_WIRE_LINE_MAX_BYTES))
    lines++;
  return *lines == NULL;
}

/**
 * offprint_worker_answer_get_article:
 * @answer: of %OFFPRINT_WIRE_ARTICLE_TYPE, with any bytes in it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the article, without media type; %OFFPRINT_ERROR_INPUT, with what is wrong
 */
OffprintArticle *
offprint_worker_answer_get_article (GVariant *answer, GError **error)
{
  const char *member;
  g_autofree const char **warnings = NULL;
  g_autoptr (GVariant) variant = NULL;
  if (!has_few_warnings (answer))
    {
      refuse (error, "too many warnings");
      return NULL;
    }
  g_variant_get (answer, "(m&s^a&s@" OFFPRINT_DOCUMENT_TYPE ")", &member, &warnings, &variant);
  if (member != NULL && !is_line (member, offprint_schema_get (OFFPRINT_FIELD_MEMBER)->max_bytes))
    {
      refuse (error, "a member's name that is none");
      return NULL;
    }
  if (!are_lines (warnings))
    {
      refuse (error, "a warning that is not one line of text");
      return NULL;
    }
  g_autoptr (OffprintDocument) document = offprint_document_new_from_variant (variant, error);
  if (document == NULL)
    return NULL;
  OffprintArticle *article = g_new0 (OffprintArticle, 1);
  article->member = g_strdup (member);
  article->warnings = g_strdupv ((char **) warnings);
  article->document = g_steal_pointer (&document);
  return article;
}

/**
 * offprint_worker_answer_get_error:
 * @answer: of %OFFPRINT_WIRE_ERROR_TYPE, with any bytes in it
 * @error: return location
 *
 * Whatever the worker says, it is this file that can't be read: %OFFPRINT_ERROR_UNSUPPORTED or %OFFPRINT_ERROR_INPUT.
 *
 * Returns: (transfer full) (nullable): what the worker says; %NULL, with @error set, where it is not one line of text
 */
GError *
offprint_worker_answer_get_error (GVariant *answer, GError **error)
{
  guint32 code;
  const char *reason;
  g_variant_get (answer, "(u&s)", &code, &reason);
  if (is_line (reason, OFFPRINT_WIRE_LINE_MAX_BYTES))
    return g_error_new_literal (OFFPRINT_ERROR,
                                code == OFFPRINT_ERROR_UNSUPPORTED ? OFFPRINT_ERROR_UNSUPPORTED : OFFPRINT_ERROR_INPUT,
                                reason);
  refuse (error, "a reason that is not one line of text");
  return NULL;
}
