/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes addresses that lead to the same article equal, so that who pastes one finds the article that was saved from
 * another. Dropped is what only says how a reader came there or on what device: scheme, `www.` and `m.`, a slash at the
 * end, parameters of campaigns, marks of AMP pages, the archive whose copy it is. What can be written in several ways
 * is written in one. Nothing here knows a site. The same is done when indexing and when searching. */
#include "store/url.h"

#include "core/schema.h"
#include "shim/xap.h"

#include <string.h>

/* Plain terms are shorter than hashed ones, so that none can pose as the other. */
#define HASH_DIGITS 64
#define PLAIN_MAX_BYTES (XAP_TERM_MAX_BYTES - 1)
#define SITES_MAX 8

/* Query parameters of campaign and click tracking; one that ends in `*` stands for all that begin so. */
/* lint: table */
static const char *const tracking[] = {
  "utm_*",
  "mtm_*",
  "pk_*",
  "piwik_*",
  "matomo_*",
  "hsa_*",
  "ns_*",
  "at_*",
  "oly_*",
  "vero_*",
  "__hs*",
  "_hs*",
  "ga_*",
  "_ga",
  "_gl",
  "_openstat",
  "__twitter_impression",
  "amp",
  "cmpid",
  "dclid",
  "epik",
  "fb_action_ids",
  "fb_action_types",
  "fb_source",
  "fbclid",
  "gbraid",
  "gclid",
  "gclsrc",
  "guccounter",
  "guce_referrer",
  "guce_referrer_sig",
  "igsh",
  "igshid",
  "li_fat_id",
  "mc_cid",
  "mc_eid",
  "mkt_tok",
  "msclkid",
  "ncid",
  "rb_clickid",
  "ref_src",
  "ref_url",
  "s_cid",
  "s_kwcid",
  "smid",
  "sr_share",
  "srsltid",
  "trk",
  "ttclid",
  "twclid",
  "wbraid",
  "wickedid",
  "wt_mc",
  "wt.mc_id",
  "xtor",
  "yclid",
  "ysclid",
};

static gboolean
is_tracking (const char *parameter, gsize length)
{
  gsize name = 0;
  while (name < length && parameter[name] != '=')
    name++;
  for (gsize i = 0; i < G_N_ELEMENTS (tracking); i++)
    {
      gsize known = strlen (tracking[i]);
      gboolean family = tracking[i][known - 1] == '*';
      known -= family;
      if ((family ? name > known : name == known) && g_ascii_strncasecmp (parameter, tracking[i], known) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_unreserved (guchar byte)
{
  return g_ascii_isalnum (byte) || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/* Percent escapes in capitals, none where none is needed, one where one is. */
static void
append_escaped (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];
      gboolean escape
          = byte == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]);
      if (escape)
        {
          byte = (guchar) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }
      if (escape ? is_unreserved (byte) : byte > ' ' && byte < 0x7f && byte != '%')
        g_string_append_c (out, (char) byte);
      else
        g_string_append_printf (out, "%%%02X", byte);
    }
}

/* Escapes are put right first: they may hide the name of a parameter. */
static void
append_query (GString *out, const char *query, gsize length)
{
  char separator = '?';
  for (gsize at = 0; at < length;)
    {
      const char *parameter = query + at;
      const char *next = memchr (parameter, '&', length - at);
      gsize size = next != NULL ? (gsize) (next - parameter) : length - at;
      gsize start = out->len;
      at += size + 1;
      if (size == 0)
        continue;
      g_string_append_c (out, separator);
      append_escaped (out, parameter, size);
      if (is_tracking (out->str + start + 1, out->len - start - 1))
        g_string_truncate (out, start);
      else
        separator = '&';
    }
}

/* Where a URL's parts begin; each ends where the next one begins. */
typedef struct
{
  const char *authority, *path, *query, *fragment, *end;
} Parts;

static gboolean
split_at (const char *authority, Parts *parts)
{
  parts->authority = authority;
  parts->path = parts->authority + strcspn (parts->authority, "/?#");
  parts->query = parts->path + strcspn (parts->path, "?#");
  parts->fragment = parts->query + strcspn (parts->query, "#");
  parts->end = parts->fragment + strlen (parts->fragment);
  return parts->path > parts->authority;
}

static gboolean
split (const char *url, Parts *parts)
{
  gsize scheme = strspn (url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  return g_ascii_isalpha (*url) && g_str_has_prefix (url + scheme, "://") && split_at (url + scheme + 3, parts);
}

/* example.org/a, as people copy it: a dot or a number in brackets, and no user. */
static gboolean
split_bare (const char *url, Parts *parts)
{
  gsize length = strcspn (url, "/?#");
  gboolean is_host = memchr (url, '.', length) != NULL || *url == '[';
  return is_host && memchr (url, '@', length) == NULL && split_at (url, parts);
}

/* Of an archive's copy, https://archive.example/2022/https://example.org/a, the address of the original: the last one
 * in the path. */
static const char *
find_original (const Parts *parts)
{
  const char *original = NULL;
  for (const char *at = parts->path; at < parts->query; at++)
    if (g_ascii_strncasecmp (at, "http://", 7) == 0 || g_ascii_strncasecmp (at, "https://", 8) == 0)
      original = at;
  return original;
}

/* A cache of AMP pages has the original's host in its path: /c/s/example.org/a */
static const char *
find_cached (const Parts *parts)
{
  static const char *const starts[] = { "/c/s/", "/v/s/", "/amp/s/" };
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      const char *host = parts->path + strlen (starts[i]);
      if (!g_str_has_prefix (parts->path, starts[i]) || host >= parts->query)
        continue;
      gsize length = strcspn (host, "/?#");
      if (memchr (host, '.', length) != NULL && host[length] == '/')
        return host;
    }
  return NULL;
}

static gboolean
split_original (const char *url, Parts *parts)
{
  if (!split (url, parts) && !split_bare (url, parts))
    return FALSE;
  const char *original = find_original (parts);
  if (original != NULL && !split (original, parts))
    return FALSE;
  const char *cached;
  while ((cached = find_cached (parts)) != NULL)
    if (!split_at (cached, parts))
      return FALSE;
  return TRUE;
}

/* Host and port without user and password. */
static char *
get_authority (const Parts *parts, const char **port)
{
  g_autofree char *authority = g_strndup (parts->authority, parts->path - parts->authority);
  char *at = strrchr (authority, '@');
  char *host = at != NULL ? at + 1 : authority;
  char *colon = strrchr (host, ':');
  *port = NULL;
  if (colon != NULL && strspn (colon + 1, "0123456789") == strlen (colon + 1))
    {
      *port = parts->path - strlen (colon + 1);
      *colon = '\0';
    }
  return offprint_url_normalise_host (host);
}

/* Without the scheme it can't be told which of the two is the default. */
static gboolean
is_default_port (const char *port, gsize length)
{
  return length == 0 || (length == 2 && memcmp (port, "80", 2) == 0) || (length == 3 && memcmp (port, "443", 3) == 0);
}

/* What the same site is called on other devices; the last two labels stay in any case. */
static void
append_site_name (GString *out, const char *host)
{
  static const char *const devices[] = { "www", "m", "mobile", "amp", NULL };
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n_labels = g_strv_length (labels);
  for (guint i = 0; i < n_labels; i++)
    if (i + 2 >= n_labels || !g_strv_contains (devices, labels[i]))
      g_string_append_printf (out, "%s%s", out->len > 0 ? "." : "", labels[i]);
}

static gboolean
drop_end (GString *out, gsize start, const char *end)
{
  gsize length = strlen (end);
  gboolean has = out->len >= start + length && g_ascii_strcasecmp (out->str + out->len - length, end) == 0;
  if (has)
    g_string_truncate (out, out->len - length);
  return has;
}

/* Ends that say nothing, again and again: /a/amp/, /a/index.html, /a.amp.html */
static void
append_path (GString *out, const Parts *parts)
{
  static const char *const ends[] = { "/", "/amp", "/index.html", "/index.htm", ".amp" };
  gsize start = out->len;
  const char *path = parts->path;
  while (g_str_has_prefix (path, "/amp/"))
    path += strlen ("/amp");
  append_escaped (out, path, (gsize) (parts->query - path));
  for (gsize i = 0; i < G_N_ELEMENTS (ends);)
    i = drop_end (out, start, ends[i]) ? 0 : i + 1;
  if (drop_end (out, start, ".amp.html"))
    g_string_append (out, ".html");
}

static gboolean
is_host_name (const char *name)
{
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_.");
  return length > 0 && name[length] == '\0';
}

static gboolean
is_bracketed_address (const char *name)
{
  gsize length = strlen (name);
  if (length < 2 || *name != '[' || name[length - 1] != ']')
    return FALSE;
  g_autofree char *address = g_strndup (name + 1, length - 2);
  return strchr (address, ':') != NULL && g_hostname_is_ip_address (address);
}

static gboolean
is_address (const char *host)
{
  return g_hostname_is_ip_address (host) || *host == '[';
}

/**
 * offprint_url_normalise_host:
 * @host: a host name or address, valid UTF-8
 *
 * Returns: (transfer full) (nullable): it in lower case and ASCII (IDNA), without a dot at the end; %NULL if it is no
 *   host
 */
char *
offprint_url_normalise_host (const char *host)
{
  g_autofree char *name = g_str_is_ascii (host) ? g_ascii_strdown (host, -1) : g_hostname_to_ascii (host);
  if (name == NULL)
    return NULL;
  gsize length = strlen (name);
  while (length > 0 && name[length - 1] == '.')
    name[--length] = '\0';
  return is_host_name (name) || is_bracketed_address (name) ? g_steal_pointer (&name) : NULL;
}

/**
 * offprint_url_get_host:
 * @url: an address, valid UTF-8
 *
 * Returns: (transfer full) (nullable): its host, normalised; %NULL when there is none
 */
char *
offprint_url_get_host (const char *url)
{
  Parts parts;
  const char *port;
  return split (url, &parts) ? get_authority (&parts, &port) : NULL;
}

/**
 * offprint_url_normalise:
 * @url: an address, valid UTF-8, with or without a scheme
 *
 * Lower-cases the host, drops scheme, user, password, default ports, labels for devices, slashes at the end, tracking
 * parameters, marks of AMP pages and the fragment (but `#!...`, which names a page), and writes percent escapes in one
 * way. Of an archive's copy it gives the original's address. What it gives is for comparison only.
 *
 * Returns: (transfer full) (nullable): the address in ASCII, without a scheme; %NULL when @url has no host
 */
char *
offprint_url_normalise (const char *url)
{
  Parts parts;
  const char *port;
  if (!split_original (url, &parts))
    return NULL;
  g_autofree char *host = get_authority (&parts, &port);
  if (host == NULL)
    return NULL;
  g_autoptr (GString) result = g_string_new (NULL);
  if (is_address (host))
    g_string_append (result, host);
  else
    append_site_name (result, host);
  if (port != NULL && !is_default_port (port, (gsize) (parts.path - port)))
    g_string_append_printf (result, ":%.*s", (int) (parts.path - port), port);
  append_path (result, &parts);
  if (parts.query < parts.fragment)
    append_query (result, parts.query + 1, parts.fragment - parts.query - 1);
  if (g_str_has_prefix (parts.fragment, "#!"))
    append_escaped (result, parts.fragment, parts.end - parts.fragment);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * offprint_url_get_term:
 * @url: an address, valid UTF-8, normalised or not
 *
 * Returns: (transfer full) (nullable): the term for the normalised @url, hashed where it would be too long; %NULL when
 *   @url has no host
 */
char *
offprint_url_get_term (const char *url)
{
  g_autofree char *normal = offprint_url_normalise (url);
  if (normal == NULL)
    return NULL;
  if (strlen (OFFPRINT_PREFIX_URL) + strlen (normal) <= PLAIN_MAX_BYTES)
    return g_strconcat (OFFPRINT_PREFIX_URL, normal, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, normal, -1);
  int kept = XAP_TERM_MAX_BYTES - HASH_DIGITS - (int) strlen (OFFPRINT_PREFIX_URL);
  return g_strdup_printf (OFFPRINT_PREFIX_URL "%.*s%s", kept, normal, hash);
}

/**
 * offprint_url_foreach_site:
 * @host: a normalised host
 * @func: (scope call): called for each site
 * @user_data: for @func
 *
 * Sites of a host are itself and its parents down to two labels, so that `example.org` stands for `www.example.org`
 * too. At most eight, the longest first.
 */
void
offprint_url_foreach_site (const char *host, OffprintUrlSiteFunc func, gpointer user_data)
{
  guint left = is_address (host) ? 1 : SITES_MAX;
  gboolean more = strlen (OFFPRINT_PREFIX_HOST) + strlen (host) <= PLAIN_MAX_BYTES;
  while (more && left-- > 0 && func (host, user_data))
    {
      const char *dot = strchr (host, '.');
      more = dot != NULL && strchr (dot + 1, '.') != NULL;
      host = more ? dot + 1 : host;
    }
}
