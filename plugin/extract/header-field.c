/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table of names and one function a kind of value. No value is believed by its name alone: a "source" that is an
 * address is the address, one that is an agency is the agency, else it is the paper. */
#include "extract/header-field.h"

#include "core/date.h"
#include "extract/agency.h"
#include "extract/author.h"

#include <string.h>

#define MAX_KEY 40
#define MAX_VALUE 4000
#define MAX_NAME 100

typedef struct
{
  const char *keys; /* lower-case, letters and digits only, separated by spaces */
  OffprintField field;
  gboolean weak; /* gives way to a more exact name */
} Alias;

/* lint: table */
static const Alias aliases[] = {
  { "title headline titel titre titulo título titolo überschrift ueberschrift subject betreff заголовок название 标题 タイトル",
    OFFPRINT_FIELD_TITLE, FALSE },
  { "name", OFFPRINT_FIELD_TITLE, TRUE },
  { "description excerpt summary abstract subtitle deck dek standfirst lead teaser untertitel beschreibung resumen résumé",
    OFFPRINT_FIELD_DESCRIPTION, FALSE },
  { "author authors by byline creator writer autor autoren autorin auteur auteurs autore autores verfasser von par автор 作者 著者",
    OFFPRINT_FIELD_AUTHORS, FALSE },
  { "publisher publication site sitename website newspaper journal magazine outlet medium zeitung zeitschrift herausgeber éditeur editor"
    " periódico giornale krant издание",
    OFFPRINT_FIELD_PUBLISHER, FALSE },
  { "agency newsagency agentur nachrichtenagentur agence agencia agenzia агентство", OFFPRINT_FIELD_AGENCY, FALSE },
  { "published publisheddate publishedtime publishedat publishedon datepublished publishdate pubdate publicationdate datepub veröffentlicht"
    " veröffentlichtam erschienen erschienenam publié publiéle publicado pubblicato",
    OFFPRINT_FIELD_PUBLISHED, FALSE },
  { "date datum fecha data posted postedon дата 日付 日期", OFFPRINT_FIELD_PUBLISHED, TRUE },
  { "modified updated lastmod lastmodified lastupdated datemodified dateupdated updatedat modifiedtime aktualisiert geändert",
    OFFPRINT_FIELD_MODIFIED, FALSE },
  { "saved savedat savedon datesaved clipped clippedat dateclipped captured retrieved retrievedon accessed accessedon archived added"
    " dateadded addedat gespeichert abgerufen abgerufenam",
    OFFPRINT_FIELD_SAVED, FALSE },
  { "created createdat datecreated createdtime", OFFPRINT_FIELD_SAVED, TRUE },
  { "url link canonical canonicalurl sourceurl urlsource originalurl permalink href uri address weblink webadresse adresse adresseweb",
    OFFPRINT_FIELD_URL, FALSE },
  { "source from quelle fonte fuente bron origin via original источник 来源 出典", OFFPRINT_FIELD_URL, TRUE },
  { "language lang locale sprache langue idioma lingua taal", OFFPRINT_FIELD_LANGUAGE, FALSE },
  { "section rubrik ressort rubrique sección sezione category column", OFFPRINT_FIELD_SECTION, FALSE },
  { "tags tag keywords keyword labels label topics topic categories schlagworte schlagwörter stichworte motsclés etiquetas",
    OFFPRINT_FIELD_KEYWORDS, FALSE },
  { "place location dateline ort lieu lugar luogo", OFFPRINT_FIELD_PLACE, FALSE },
  { "rights license licence copyright lizenz urheberrecht licencia", OFFPRINT_FIELD_RIGHTS, FALSE },
};

static gboolean
has_word (const char *list, const char *word)
{
  gsize n = strlen (word);
  for (const char *at = list; (at = strstr (at, word)) != NULL; at += n)
    if ((at == list || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
      return TRUE;
  return FALSE;
}

/* "Date_Published", "URL Source" and "datePublished" are the same. */
static const Alias *
find_alias (const char *key)
{
  if (strlen (key) > MAX_KEY)
    return NULL;
  g_autoptr (GString) plain = g_string_new (NULL);
  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_unichar_tolower (g_utf8_get_char (p)));
  for (gsize i = 0; plain->len > 0 && i < G_N_ELEMENTS (aliases); i++)
    if (has_word (aliases[i].keys, plain->str))
      return &aliases[i];
  return NULL;
}

/* "[[Jane Doe]]", "[Jane Doe](https://...)", "'Jane Doe'" */
static char *
strip_marks (const char *value)
{
  const char *start = value + strspn (value, " \t[\"'*_");
  const char *link = strstr (start, "](");
  gsize n = link != NULL && start > value ? (gsize) (link - start) : strlen (start);
  while (n > 0 && strchr (" \t]\"'*_", start[n - 1]) != NULL)
    n--;
  g_autofree char *name = g_strndup (start, n);
  char *alias = strchr (name, '|'); /* [[page|shown]] */
  return g_strdup (alias != NULL && alias[1] != '\0' ? alias + 1 : name);
}

/* Adds one name, unless it is an agency's: that one is set, where none is known. */
static void
add_author (OffprintRecordBuilder *builder, const char *name)
{
  const char *agency = offprint_agency_find (name);
  if (agency == NULL)
    offprint_record_builder_add (builder, OFFPRINT_FIELD_AUTHORS, name);
  else if (offprint_record_builder_get (builder, OFFPRINT_FIELD_AGENCY) == NULL)
    offprint_record_builder_set (builder, OFFPRINT_FIELD_AGENCY, agency);
}

/**
 * offprint_header_field_add_authors:
 * @builder: a record
 * @value: one name or several, valid UTF-8, also as "By Jane Doe and [[John Roe]]"
 *
 * Adds the people named; a news agency among them is set as the agency.
 */
void
offprint_header_field_add_authors (OffprintRecordBuilder *builder, const char *value)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bare = strip_marks (value);
  const char *agency = offprint_agency_find (bare);
  g_autoptr (GString) plain = g_string_new (bare);
  g_string_replace (plain, "[[", "", 0);
  g_string_replace (plain, "]]", "", 0);
  if (agency != NULL)
    add_author (builder, bare);
  else
    offprint_author_split (plain->str, names);
  for (guint i = 0; i < names->len; i++)
    add_author (builder, g_ptr_array_index (names, i));
}

/**
 * offprint_header_field_set_date:
 * @builder: a record
 * @field: one of its dates
 * @value: a date in any form, valid UTF-8; what follows in brackets is a remark
 *
 * Returns: whether @value was a date
 */
gboolean
offprint_header_field_set_date (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  OffprintDate date;
  char buffer[OFFPRINT_DATE_BUFFER];
  if (strlen (value) > MAX_NAME)
    return FALSE;
  gboolean found = offprint_date_parse (value, NULL, &date);
  const char *remark = found ? NULL : strstr (value, " (");
  if (remark != NULL)
    {
      g_autofree char *bare = g_strndup (value, (gsize) (remark - value));
      found = offprint_date_parse (bare, NULL, &date);
    }
  if (found)
    offprint_record_builder_set (builder, field, offprint_date_format (&date, buffer));
  return found;
}

static gboolean
looks_like_address (const char *value)
{
  return (strstr (value, "://") != NULL || g_str_has_prefix (value, "www.")) && strchr (value, ' ') == NULL;
}

static gboolean
set_url (OffprintRecordBuilder *builder, const char *value, gboolean weak)
{
  g_autofree char *plain = strip_marks (value);
  const char *address = plain + (*plain == '<');
  g_strchomp (plain);
  if (g_str_has_suffix (plain, ">"))
    plain[strlen (plain) - 1] = '\0';
  if (looks_like_address (address))
    {
      offprint_record_builder_set (builder, OFFPRINT_FIELD_URL, address);
      return TRUE;
    }
  if (!weak || strlen (plain) > MAX_NAME || *plain == '\0')
    return FALSE;
  const char *agency = offprint_agency_find (plain);
  offprint_record_builder_set (builder, agency != NULL ? OFFPRINT_FIELD_AGENCY : OFFPRINT_FIELD_PUBLISHER,
                               agency != NULL ? agency : plain);
  return TRUE;
}

/* "a, b, c", "#a #b" or one */
static void
add_keywords (OffprintRecordBuilder *builder, const char *value)
{
  const char *separators = strchr (value, '#') != NULL ? "#," : ",;";
  g_auto (GStrv) parts = g_strsplit_set (value, separators, 64);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *plain = strip_marks (parts[i]);
      if (*plain != '\0')
        offprint_record_builder_add (builder, OFFPRINT_FIELD_KEYWORDS, plain);
    }
}

static void
set_line (OffprintRecordBuilder *builder, OffprintField field, const char *value)
{
  g_autofree char *plain = field == OFFPRINT_FIELD_PUBLISHER ? strip_marks (value) : g_strdup (value);
  offprint_record_builder_set (builder, field, plain);
}

/**
 * offprint_header_field_set:
 * @builder: a record
 * @key: the name that stands before the colon, valid UTF-8
 * @value: what stands behind it, valid UTF-8; for lists call once an item
 *
 * Returns: whether @key is the name of a field and @value one that it may have. If so, the field is set
 */
gboolean
offprint_header_field_set (OffprintRecordBuilder *builder, const char *key, const char *value)
{
  const Alias *alias = find_alias (key);
  if (alias == NULL || *value == '\0' || strlen (value) > MAX_VALUE)
    return FALSE;
  gboolean is_list = alias->field == OFFPRINT_FIELD_AUTHORS || alias->field == OFFPRINT_FIELD_KEYWORDS;
  if (alias->weak && !is_list && offprint_record_builder_get (builder, alias->field) != NULL)
    return TRUE;
  switch (alias->field)
    {
    case OFFPRINT_FIELD_AUTHORS:
      offprint_header_field_add_authors (builder, value);
      return TRUE;
    case OFFPRINT_FIELD_KEYWORDS:
      add_keywords (builder, value);
      return TRUE;
    case OFFPRINT_FIELD_URL:
      return set_url (builder, value, alias->weak);
    case OFFPRINT_FIELD_PUBLISHED:
    case OFFPRINT_FIELD_MODIFIED:
    case OFFPRINT_FIELD_SAVED:
      return offprint_header_field_set_date (builder, alias->field, value);
    default:
      set_line (builder, alias->field, value);
      return TRUE;
    }
}
