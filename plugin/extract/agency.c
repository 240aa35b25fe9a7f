/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the names of a news agency to the one it signs with. A general table of the world's agencies: papers, and anyone
 * who republishes, don't belong here. Names are looked for with their capitals, because many are ordinary words
 * without. */
#include "extract/agency.h"

#include <string.h>

typedef struct
{
  const char *name;     /* as in bylines */
  const char *variants; /* (nullable): separated by | */
} Agency;

/* lint: table */
static const Agency agencies[] = {
  { "AAP", "Australian Associated Press" },
  { "ABI", "Agencia Boliviana de Información" },
  { "AFP", "Agence France-Presse|Agence France Presse|AFP Relaxnews" },
  { "AGI", "Agenzia Giornalistica Italia" },
  { "AKI", "Adnkronos International" },
  { "Adnkronos", NULL },
  { "Anadolu", "Anadolu Agency|Anadolu Ajansı|Anadolu Agentur" },
  { "Andina", "Agencia Andina" },
  { "ANA-MPA", "Athens-Macedonian News Agency|Athens News Agency" },
  { "ANI", "Asian News International|ANI News" },
  { "ANP", "Algemeen Nederlands Persbureau" },
  { "ANSA", "Agenzia ANSA" },
  { "Antara", "Antara News|ANTARA" },
  { "AP", "Associated Press|The Associated Press|AP News" },
  { "APA", "Austria Presse Agentur|APA-OTS" },
  { "APS", "Algérie Presse Service|Algeria Press Service" },
  { "Azertac", "AZERTAC" },
  { "BBC", "BBC News|BBC World Service" },
  { "Belga", "Agence Belga|Belga News Agency" },
  { "BelTA", "BELTA" },
  { "Bernama", "BERNAMA" },
  { "Bloomberg", "Bloomberg News" },
  { "BNS", "Baltic News Service" },
  { "BSS", "Bangladesh Sangbad Sangstha" },
  { "BTA", "Bulgarian News Agency|Bulgarian Telegraph Agency|БТА" },
  { "CNA", "Central News Agency" },
  { "CNN", "CNN Newsource|CNN Wire" },
  { "CP", "Canadian Press|The Canadian Press|La Presse Canadienne|Presse canadienne" },
  { "ČTK", "CTK|Česká tisková kancelář|Czech News Agency" },
  { "dapd", "ddp" },
  { "DPA", "dpa|Deutsche Presse-Agentur|dpa-AFX|dpa/tmn|dpa-infocom" },
  { "DW", "Deutsche Welle" },
  { "EFE", "Agencia EFE|EFE Verde" },
  { "epd", "Evangelischer Pressedienst" },
  { "Europa Press", "EUROPA PRESS" },
  { "Fars", "Fars News Agency|FNA" },
  { "GNA", "Ghana News Agency" },
  { "HINA", "Hina" },
  { "IANS", "Indo-Asian News Service" },
  { "Interfax", "Интерфакс|Interfax-Ukraine" },
  { "IPS", "Inter Press Service" },
  { "IRNA", "Islamic Republic News Agency" },
  { "ITAR-TASS", NULL },
  { "Jiji", "Jiji Press|時事通信" },
  { "JTA", "Jewish Telegraphic Agency" },
  { "KCNA", "Korean Central News Agency" },
  { "Keystone-SDA", "Keystone-ATS|Schweizerische Depeschenagentur" },
  { "KNA", "Katholische Nachrichten-Agentur" },
  { "Kyodo", "Kyodo News|共同通信" },
  { "Kuwait News Agency", "KUNA" },
  { "LaPresse", NULL },
  { "LETA", NULL },
  { "Lusa", "Agência Lusa|LUSA" },
  { "MENA", "Middle East News Agency" },
  { "MTI", "Magyar Távirati Iroda" },
  { "NAN", "News Agency of Nigeria" },
  { "Notimex", "NOTIMEX" },
  { "NTB", "Norsk Telegrambyrå" },
  { "NZPA", "New Zealand Press Association" },
  { "PA Media", "PA|Press Association|PA news agency" },
  { "PAP", "Polska Agencja Prasowa|Polish Press Agency" },
  { "Petra", "Jordan News Agency" },
  { "Prensa Latina", NULL },
  { "PTI", "Press Trust of India" },
  { "PNA", "Philippine News Agency" },
  { "QNA", "Qatar News Agency" },
  { "Reuters", "REUTERS|Thomson Reuters|Reuters News|Thomson Reuters Foundation|Рейтер" },
  { "RFA", "Radio Free Asia" },
  { "RFE/RL", "Radio Free Europe/Radio Liberty|Radio Free Europe|RFE-RL|RFERL|Радио Свобода|Радіо Свобода" },
  { "RFI", "Radio France Internationale" },
  { "RIA Novosti", "РИА Новости|RIA" },
  { "Ritzau", "Ritzaus Bureau|RITZAU" },
  { "SANA", "Syrian Arab News Agency" },
  { "SAPA", "South African Press Association" },
  { "SDA", "sda|Schweizer Depeschenagentur" },
  { "SID", "Sport-Informations-Dienst" },
  { "SPA", "Saudi Press Agency" },
  { "Sputnik", NULL },
  { "STT", "Suomen Tietotoimisto" },
  { "TANJUG", "Tanjug" },
  { "TAP", "Tunis Afrique Presse" },
  { "TASR", NULL },
  { "TASS", "ТАСС|Russian News Agency TASS" },
  { "Télam", "Telam" },
  { "The Conversation", NULL },
  { "TT", "Tidningarnas Telegrambyrå" },
  { "Tribune News Service", "TNS" },
  { "Ukrinform", "Укринформ|Укрінформ" },
  { "UNB", "United News of Bangladesh" },
  { "UNI", "United News of India" },
  { "UPI", "United Press International" },
  { "VNA", "Vietnam News Agency" },
  { "VOA", "Voice of America|VOA News" },
  { "WAFA", NULL },
  { "WAM", "Emirates News Agency" },
  { "Xinhua", "Xinhua News Agency|XINHUA|新华社|新華社" },
  { "Yonhap", "Yonhap News Agency|연합뉴스" },
};

static gboolean
is_joined (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '@';
}

static gboolean
is_whole_word (const char *text, gsize length, const char *at, gsize n)
{
  if (at > text && is_joined (g_utf8_get_char (g_utf8_prev_char (at))))
    return FALSE;
  return at + n >= text + length || !is_joined (g_utf8_get_char (at + n));
}

/* Returns: (nullable): the first place where @name stands as whole words */
static const char *
find_name (const char *text, gsize length, const char *name, gsize name_length)
{
  const char *at = text;
  while ((at = memmem (at, (gsize) (text + length - at), name, name_length)) != NULL)
    {
      if (is_whole_word (text, length, at, name_length))
        return at;
      at++;
    }
  return NULL;
}

typedef struct
{
  const char *text;
  gsize length;
  const char *at;
  gsize at_length;
  const Agency *agency;
} Search;

/* Of names that overlap the longer one counts, else the first. */
static void
consider (Search *search, const Agency *agency, const char *name, gsize name_length)
{
  const char *at = find_name (search->text, search->length, name, name_length);
  if (at == NULL)
    return;
  if (search->at != NULL && (at > search->at || (at == search->at && name_length <= search->at_length)))
    return;
  search->at = at;
  search->at_length = name_length;
  search->agency = agency;
}

static void
consider_all_names (Search *search, const Agency *agency)
{
  consider (search, agency, agency->name, strlen (agency->name));
  for (const char *name = agency->variants; name != NULL && *name != '\0';)
    {
      gsize n = strcspn (name, "|");
      consider (search, agency, name, n);
      name += n + (name[n] == '|');
    }
}

/**
 * offprint_agency_find_in:
 * @text: valid UTF-8, a line: the cost is its length times the number of agencies
 * @length: bytes of @text
 * @start: (out) (optional): where the name stands
 * @end: (out) (optional): where it ends
 *
 * Returns: (transfer none) (nullable): the agency named first in @text, as it signs
 */
const char *
offprint_agency_find_in (const char *text, gsize length, gsize *start, gsize *end)
{
  Search search = { .text = text, .length = length };
  for (gsize i = 0; i < G_N_ELEMENTS (agencies); i++)
    consider_all_names (&search, &agencies[i]);
  if (search.agency == NULL)
    return NULL;
  if (start != NULL)
    *start = (gsize) (search.at - text);
  if (end != NULL)
    *end = (gsize) (search.at - text) + search.at_length;
  return search.agency->name;
}

/**
 * offprint_agency_find:
 * @name: valid UTF-8
 *
 * Returns: (transfer none) (nullable): the agency that goes by @name and nothing else, as it signs; an article in front
 * and a legal form at the end are no difference
 */
const char *
offprint_agency_find (const char *name)
{
  gsize start, end, length = strlen (name);
  const char *agency = length <= 100 ? offprint_agency_find_in (name, length, &start, &end) : NULL;
  if (agency == NULL || (start > 0 && !(start == 4 && g_ascii_strncasecmp (name, "the ", 4) == 0)))
    return NULL;
  static const char *const tails[] = { "", ".", ", Inc", ", Inc.", " Inc.", " Inc", " GmbH", " Ltd", " Ltd." };
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++)
    if (strcmp (name + end, tails[i]) == 0)
      return agency;
  return NULL;
}
