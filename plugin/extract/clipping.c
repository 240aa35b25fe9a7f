/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A clipping has no fields, only customs: the date or the headline above, a byline, a dateline, calls and notices
 * below. Paragraphs are labelled by boilerplate.c; this file reads what the labelled ones say (clipping-notice.c) and
 * what the first lines are. What can't be told from the text is left in the text: nothing is lost. */
#include "extract/clipping.h"

#include "core/date.h"
#include "core/error.h"
#include "core/i18n.h"
#include "core/text.h"
#include "extract/agency.h"
#include "extract/boilerplate.h"
#include "extract/clipping-notice.h"
#include "extract/dateline.h"
#include "extract/encoding.h"
#include "extract/header-field.h"
#include "extract/language.h"
#include "extract/markdown.h"
#include "extract/paragraphs.h"
#include "extract/sentence.h"

#include <string.h>

#define HEAD_PARAGRAPHS 14 /* the head is no longer */
#define MAX_TITLE 300      /* characters */
#define MAX_QUESTION 150   /* a headline may ask or shout, not at length */
#define MADE_TITLE 100     /* characters of the first sentence, where there is no headline */
#define MAX_DATELINE 120   /* bytes */
#define MAX_KEY 30

typedef struct
{
  OffprintRecordBuilder *builder;
  GArray *paragraphs;    /* of OffprintParagraph */
  OffprintBlock *blocks; /* as many */
  guint body;            /* where the head ends */
  guint title;           /* paragraph that is the headline, or G_MAXUINT */
} Clipping;

static const OffprintParagraph *
get_paragraph (const Clipping *clipping, guint i)
{
  return &g_array_index (clipping->paragraphs, OffprintParagraph, i);
}

static OffprintBlock *
make_blocks (const GArray *paragraphs, OffprintBoilerplateMode mode)
{
  OffprintBlock *blocks = g_new0 (OffprintBlock, paragraphs->len + 1);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const OffprintParagraph *paragraph = &g_array_index (paragraphs, OffprintParagraph, i);
      blocks[i] = (OffprintBlock){ .text = paragraph->text,
                                   .flags = paragraph->flags,
                                   .link_percent = paragraph->link_percent };
    }
  offprint_boilerplate_classify (blocks, paragraphs->len, mode);
  return blocks;
}

/* "Source: Example Times" */
static gboolean
read_labelled (Clipping *clipping, const char *line)
{
  const char *colon = strchr (line, ':');
  if (colon == NULL || colon == line || colon - line > MAX_KEY || g_str_has_prefix (colon, "://"))
    return FALSE;
  g_autofree char *key = g_strndup (line, (gsize) (colon - line));
  g_autofree char *value = g_strstrip (g_strdup (colon + 1));
  return *value != '\0' && offprint_header_field_set (clipping->builder, g_strstrip (key), value);
}

static void
set_if_none (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  if (value != NULL && offprint_record_builder_get (builder, field) == NULL)
    offprint_record_builder_set (builder, field, value);
}

static gboolean
has_many_letters (const char *text, guint limit)
{
  guint letters = 0;
  for (; *text != '\0' && letters <= limit; text = g_utf8_next_char (text))
    letters += g_unichar_isalpha (g_utf8_get_char (text)) != 0;
  return letters > limit;
}

/* Returns: whether @before and @after, what stands beside a date, is nothing but its weekday, zone and mark; or an
 * agency, which is read */
static gboolean
read_beside_date (Clipping *clipping, char *before, const char *after)
{
  g_strdelimit (before, ",|", ' ');
  const char *agency = offprint_agency_find (g_strstrip (before));
  if (has_many_letters (after, 12) || (agency == NULL && has_many_letters (before, 14)))
    return FALSE;
  set_if_none (clipping->builder, OFFPRINT_FIELD_AGENCY, agency);
  return TRUE;
}

/* A line that is a date and next to nothing else. */
static gboolean
read_date_line (Clipping *clipping, const char *line)
{
  OffprintDate date, whole;
  gsize start, end;
  char buffer[OFFPRINT_DATE_BUFFER];
  if (strlen (line) > 90 || strcspn (line, "0123456789") == strlen (line))
    return FALSE;
  gboolean is_whole = offprint_date_parse (line, NULL, &whole);
  gboolean is_found = offprint_date_find_written (line, NULL, &date, &start, &end);
  g_autofree char *before = is_found ? g_strndup (line, start) : g_strdup ("");
  gboolean is_alone = read_beside_date (clipping, before, is_found ? line + end : "");
  if (!is_whole && !(is_found && is_alone))
    return FALSE;
  set_if_none (clipping->builder, OFFPRINT_FIELD_PUBLISHED, offprint_date_format (is_whole ? &whole : &date, buffer));
  return TRUE;
}

static gboolean
read_agency_line (Clipping *clipping, const char *line)
{
  const char *agency = offprint_agency_find (line);
  set_if_none (clipping->builder, OFFPRINT_FIELD_AGENCY, agency);
  return agency != NULL;
}

static gboolean
read_byline (Clipping *clipping, guint i)
{
  if (clipping->blocks[i].kind != OFFPRINT_BOILERPLATE_BYLINE)
    return FALSE;
  offprint_header_field_add_authors (clipping->builder, get_paragraph (clipping, i)->text);
  return TRUE;
}

static gboolean
ends_with_any (const char *line, const char *const *marks, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_suffix (line, marks[i]))
      return TRUE;
  return FALSE;
}

/* Whether a line reads as a headline: short, no full stop at the end. Old collections put a space before the stop. */
static gboolean
is_headline (const char *line)
{
  static const char *const shouts[]
      = { "?", "!", "？", "！", "؟", "?\"", "!\"", "?'", "!'", "?”", "!”", "?»", "!»", "?“", "!“", "...", "…" };
  static const char *const loose[] = { " .", " ?", " !" };
  glong length = g_utf8_strlen (line, -1);
  if (length > MAX_TITLE || !has_many_letters (line, 1))
    return FALSE;
  if (!offprint_boilerplate_ends_sentence (line) || ends_with_any (line, loose, G_N_ELEMENTS (loose)))
    return TRUE;
  return length <= MAX_QUESTION && ends_with_any (line, shouts, G_N_ELEMENTS (shouts));
}

/* A single sentence above a single, much longer paragraph is most likely a headline too; it stays in the text, in case
 * it is not. */
static gboolean
is_headline_with_stop (const Clipping *clipping, guint i)
{
  const OffprintParagraph *paragraph = get_paragraph (clipping, i);
  gsize length = strlen (paragraph->text);
  return i == 0 && clipping->paragraphs->len == 2 && paragraph->alone && length <= MAX_TITLE
      && *offprint_sentence_skip (paragraph->text) == '\0' && strlen (get_paragraph (clipping, 1)->text) >= 2 * length;
}

/* A headline may take two lines: the second one goes on in lower case. */
static void
set_title (Clipping *clipping, guint i, gboolean may_go_on)
{
  const OffprintParagraph *first = get_paragraph (clipping, i), *next = get_paragraph (clipping, i + 1);
  gboolean goes_on = may_go_on && !first->alone && i + 2 < clipping->paragraphs->len && is_headline (next->text)
                  && g_unichar_islower (g_utf8_get_char (next->text))
                  && strlen (next->text) <= strlen (first->text) + 20;
  g_autofree char *title = goes_on ? g_strconcat (first->text, " ", next->text, NULL) : g_strdup (first->text);
  offprint_record_builder_set (clipping->builder, OFFPRINT_FIELD_TITLE, title);
  clipping->title = i;
  clipping->body += goes_on;
}

static gboolean
read_headline (Clipping *clipping, guint i)
{
  const char *line = get_paragraph (clipping, i)->text;
  gboolean is_plain = is_headline (line) && !offprint_dateline_read (line, NULL, NULL);
  if (clipping->title != G_MAXUINT || i + 1 >= clipping->paragraphs->len
      || offprint_record_builder_get (clipping->builder, OFFPRINT_FIELD_TITLE) != NULL
      || (!is_plain && !is_headline_with_stop (clipping, i)))
    return FALSE;
  set_title (clipping, i, is_plain);
  return is_plain;
}

static gboolean
is_noise (OffprintBoilerplate kind)
{
  return kind != OFFPRINT_BOILERPLATE_NONE && kind != OFFPRINT_BOILERPLATE_TAIL && kind != OFFPRINT_BOILERPLATE_DATE;
}

static gboolean
read_head_paragraph (Clipping *clipping, guint i)
{
  const char *line = get_paragraph (clipping, i)->text;
  if (strcmp (line, "Markdown Content:") == 0)
    return TRUE;
  if (read_byline (clipping, i) || read_labelled (clipping, line) || read_date_line (clipping, line)
      || read_agency_line (clipping, line))
    return TRUE;
  return is_noise (clipping->blocks[i].kind) || read_headline (clipping, i);
}

static void
read_head (Clipping *clipping)
{
  guint n = MIN (clipping->paragraphs->len, HEAD_PARAGRAPHS);
  while (clipping->body < n && read_head_paragraph (clipping, clipping->body))
    clipping->body++;
}

/* Below the text, only labels that can't be part of it. */
static void
read_foot_label (Clipping *clipping, const char *line)
{
  static const char *const keys[]
      = { "source:", "url:", "quelle:", "link:", "from:", "original:", "fonte:", "fuente:", "bron:" };
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strncasecmp (line, keys[i], strlen (keys[i])) == 0)
      read_labelled (clipping, line);
}

static void
read_foot (Clipping *clipping)
{
  for (guint i = clipping->body; i < clipping->paragraphs->len; i++)
    {
      const char *line = get_paragraph (clipping, i)->text;
      if (clipping->blocks[i].kind == OFFPRINT_BOILERPLATE_NONE && clipping->blocks[i].prose)
        continue;
      if (clipping->blocks[i].kind == OFFPRINT_BOILERPLATE_BYLINE
          && offprint_record_builder_get (clipping->builder, OFFPRINT_FIELD_AUTHORS) == NULL)
        offprint_header_field_add_authors (clipping->builder, line);
      if (clipping->paragraphs->len - i <= 6)
        read_foot_label (clipping, line);
      offprint_clipping_notice_read (clipping->blocks, clipping->paragraphs->len, i, clipping->builder);
    }
}

/* A notice may also be the end of the last paragraph. */
static char *
take_notice (Clipping *clipping, const char *paragraph)
{
  const char *notice = offprint_clipping_notice_find (paragraph);
  if (notice == NULL)
    return NULL;
  OffprintBlock block = { .text = notice, .kind = OFFPRINT_BOILERPLATE_COPYRIGHT };
  offprint_clipping_notice_read (&block, 1, 0, clipping->builder);
  return g_strchomp (g_strndup (paragraph, (gsize) (notice - paragraph)));
}

static GString *
collect_text (Clipping *clipping)
{
  GString *text = g_string_new (NULL);
  guint last = clipping->paragraphs->len;
  while (last > clipping->body && clipping->blocks[last - 1].kind != OFFPRINT_BOILERPLATE_NONE)
    last--;
  for (guint i = clipping->body; i < last; i++)
    {
      if (clipping->blocks[i].kind != OFFPRINT_BOILERPLATE_NONE)
        continue;
      g_autofree char *rest = i + 1 == last ? take_notice (clipping, clipping->blocks[i].text) : NULL;
      offprint_boilerplate_append_paragraph (text, rest != NULL ? rest : clipping->blocks[i].text);
    }
  return text;
}

/* Returns: where the story starts that has a dateline before it */
static const char *
skip_dateline (const char *text)
{
  static const char *const marks[] = { "): ", " -- ", " - ", " – ", " — " };
  const char *after = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = strstr (text, marks[i]);
      if (at != NULL && at - text < MAX_DATELINE && (after == NULL || at + strlen (marks[i]) < after))
        after = at + strlen (marks[i]);
    }
  return after != NULL ? after : text;
}

/* Where there is no headline the first sentence stands for it. */
static void
make_title (OffprintRecordBuilder *builder, const char *text)
{
  if (offprint_dateline_read (text, NULL, NULL))
    text = skip_dateline (text);
  const char *end = offprint_sentence_skip (text);
  g_autofree char *sentence = g_strchomp (g_strndup (text, (gsize) (end - text)));
  g_autofree char *title = offprint_text_truncate_words (sentence, MADE_TITLE);
  set_if_none (builder, OFFPRINT_FIELD_TITLE, title);
}

static void
read_dateline (OffprintRecordBuilder *builder, const char *text)
{
  g_autofree char *place = NULL;
  const char *agency = NULL;
  if (!offprint_dateline_read (text, &place, &agency))
    return;
  set_if_none (builder, OFFPRINT_FIELD_PLACE, place);
  set_if_none (builder, OFFPRINT_FIELD_AGENCY, agency);
}

/**
 * offprint_clipping_read_paragraphs:
 * @paragraphs: (element-type OffprintParagraph): the text
 * @mode: how much to doubt them
 * @builder: where the record is built; what it has already stays
 *
 * Reads what the paragraphs tell, and sets the text to those that are the article.
 */
void
offprint_clipping_read_paragraphs (GArray *paragraphs, OffprintBoilerplateMode mode, OffprintRecordBuilder *builder)
{
  g_autofree OffprintBlock *blocks = make_blocks (paragraphs, mode);
  Clipping clipping = { builder, paragraphs, blocks, 0, G_MAXUINT };
  read_head (&clipping);
  read_foot (&clipping);

  g_autoptr (GString) body = collect_text (&clipping);
  read_dateline (builder, body->str);
  if (body->len > 0)
    make_title (builder, body->str);
  offprint_record_builder_set (builder, OFFPRINT_FIELD_TEXT, body->str);
  const char *title = offprint_record_builder_get (builder, OFFPRINT_FIELD_TITLE);
  set_if_none (builder, OFFPRINT_FIELD_LANGUAGE,
               offprint_language_detect (body->len > 0 || title == NULL ? body->str : title));
}

/* The text that a reader service makes of a page: labels, then Markdown. */
static gboolean
is_labelled_markdown (const char *text, gsize length)
{
  return length > 7 && memcmp (text, "Title: ", 7) == 0
      && memmem (text, MIN (length, 8192), "\nMarkdown Content:", 18) != NULL;
}

static void
read_text (const char *text, gsize length, OffprintRecordBuilder *builder)
{
  if (is_labelled_markdown (text, length))
    {
      offprint_markdown_read_text (text, length, builder);
      return;
    }
  g_autoptr (GArray) paragraphs = offprint_paragraphs_split (text, length);
  offprint_clipping_read_paragraphs (paragraphs, OFFPRINT_BOILERPLATE_ALL, builder);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/**
 * offprint_clipping_read:
 * @source: a file of plain text
 * @builders: (element-type OffprintRecordBuilder): where to append its article
 * @error: return location
 *
 * Returns: %FALSE when the file is empty: %OFFPRINT_ERROR_INPUT
 */
gboolean
offprint_clipping_read (const OffprintSource *source, GPtrArray *builders, GError **error)
{
  OffprintEncodingResult encoding;
  offprint_encoding_to_utf8 (source->bytes, OFFPRINT_ENCODING_PLAIN, &encoding);
  g_autoptr (GBytes) bytes = encoding.text;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  if (is_blank (text, length))
    {
      g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_INPUT, N_("the file is empty"));
      return FALSE;
    }

  g_autoptr (OffprintRecordBuilder) builder = offprint_record_builder_new ();
  if (encoding.guessed)
    offprint_record_builder_warn (builder, "character encoding not declared, read as %s", encoding.name);
  read_text (text, length, builder);
  g_ptr_array_add (builders, g_steal_pointer (&builder));
  return TRUE;
}
