/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses: taking off the wrapping of web archives, making them whole, and reading a date off them. */
#include "extract/address.h"

#include <string.h>

#define URL_MAX_BYTES 4096
/* GUri refuses what pages write (spaces, bare %): it is told to take it as it is. */
#define URL_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_NON_DNS)

static gboolean
is_web (const char *url)
{
  return g_ascii_strncasecmp (url, "http://", 7) == 0 || g_ascii_strncasecmp (url, "https://", 8) == 0;
}

/* "/web/20200105143015id_/https://..." of the Wayback Machine and "/20200105143015/https://..." of archive.today: where
 * the inner address begins, or NULL. */
static const char *
find_inner (const char *url)
{
  static const char *const archives[]
      = { "web.archive.org/", "archive.today/", "archive.is/", "archive.ph/", "archive.li/", "archive.vn/",
          "archive.fo/",      "archive.md/",    "webarchive.", "arquivo.pt/", "/web/" };
  gboolean archive = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (archives); i++)
    archive = archive || strstr (url, archives[i]) != NULL;
  if (!archive)
    return NULL;
  for (const char *at = strstr (url + 4, "/http"); at != NULL; at = strstr (at + 1, "/http"))
    {
      const char *before = at;
      while (before > url && (g_ascii_isalnum (before[-1]) || strchr ("._-", before[-1]) != NULL))
        before--;
      if (at - before >= 4 && g_ascii_isdigit (before[0]) && g_ascii_isdigit (before[3]) && is_web (at + 1))
        return at + 1;
    }
  return NULL;
}

/**
 * offprint_address_unwrap:
 * @url: valid UTF-8
 *
 * Returns: (transfer full): the address of the page itself, where @url is the one of its copy in a web archive; else
 * @url
 */
char *
offprint_address_unwrap (const char *url)
{
  const char *inner;
  for (guint i = 0; i < 3 && (inner = find_inner (url)) != NULL; i++)
    url = inner;
  return g_strdup (url);
}

static GUri *
parse_relative (const char *url, const char *base)
{
  g_autoptr (GUri) page = base != NULL && strlen (base) <= URL_MAX_BYTES ? g_uri_parse (base, URL_FLAGS, NULL) : NULL;
  return page != NULL ? g_uri_parse_relative (page, url, URL_FLAGS, NULL) : NULL;
}

/* GLib takes odd addresses apart that it then refuses to put together: a host, and a path that does not begin with a
 * slash. */
static gboolean
is_whole (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  const char *scheme = g_uri_get_scheme (uri);
  return (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) && host != NULL && *host != '\0'
      && (*path == '\0' || *path == '/');
}

/**
 * offprint_address_resolve:
 * @url: valid UTF-8, an address as a page writes it, perhaps relative
 * @base: (nullable): address of the page
 *
 * Returns: (transfer full) (nullable): a whole http or https address without user, password and fragment; %NULL when it
 * is none
 */
char *
offprint_address_resolve (const char *url, const char *base)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (url));
  if (*trimmed == '\0' || strlen (trimmed) > URL_MAX_BYTES)
    return NULL;
  g_autofree char *whole
      = g_str_has_prefix (trimmed, "//") ? g_strconcat ("https:", trimmed, NULL) : g_strdup (trimmed);
  g_autoptr (GUri) uri = is_web (whole) ? g_uri_parse (whole, URL_FLAGS, NULL) : parse_relative (whole, base);
  if (uri == NULL || !is_whole (uri))
    return NULL;
  return g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_FRAGMENT);
}

/**
 * offprint_address_get_site:
 * @url: (nullable): a whole address
 *
 * Returns: (transfer full) (nullable): its host in lower case, without `www.` and the like
 */
char *
offprint_address_get_site (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, URL_FLAGS, NULL) : NULL;
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  static const char *const fronts[] = { "www.", "m.", "amp.", "mobile." };
  for (gsize i = 0; i < G_N_ELEMENTS (fronts); i++)
    if (g_str_has_prefix (host, fronts[i]) && strchr (host + strlen (fronts[i]), '.') != NULL)
      return g_strdup (host + strlen (fronts[i]));
  return g_steal_pointer (&host);
}

/**
 * offprint_address_is_front_page:
 * @url: a whole address
 *
 * Returns: whether it names a site, not a page of it
 */
gboolean
offprint_address_is_front_page (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, URL_FLAGS, NULL);
  return uri != NULL && strlen (g_uri_get_path (uri)) <= 1 && g_uri_get_query (uri) == NULL;
}

/* "2022/01/27" or "2022-01-27" at @at, and no digit around it. */
static gboolean
read_date (const char *at, OffprintDate *date)
{
  char separator = at[4];
  char text[11];
  if ((separator != '/' && separator != '-') || at[7] != separator || g_ascii_isdigit (at[10]))
    return FALSE;
  memcpy (text, at, 10);
  text[4] = text[7] = '-';
  text[10] = '\0';
  return offprint_date_parse_iso8601 (text, date) && date->precision == OFFPRINT_PRECISION_DAY && date->year >= 1990;
}

/**
 * offprint_address_find_date:
 * @url: an address
 * @date: (out): the day in it
 *
 * Finds `/2022/01/27/` and `2022-01-27`, with real separators only: digits in numbers and hashes are no dates.
 *
 * Returns: %FALSE when there is none
 */
gboolean
offprint_address_find_date (const char *url, OffprintDate *date)
{
  gsize length = strlen (url);
  for (gsize i = 1; i + 10 <= length; i++)
    if (g_ascii_isdigit (url[i]) && !g_ascii_isalnum (url[i - 1]) && read_date (url + i, date))
      return TRUE;
  return FALSE;
}
