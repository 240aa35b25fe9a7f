/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes addresses that lead to the same article equal: what only says where a reader came from is dropped, what can be
 * written in several ways is written in one. Nothing here knows a site: `http` and `https`, `www.` and a slash at the
 * end stay as they are. */
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
split (const char *url, Parts *parts)
{
  gsize scheme = strspn (url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  if (!g_ascii_isalpha (*url) || !g_str_has_prefix (url + scheme, "://"))
    return FALSE;
  parts->authority = url + scheme + 3;
  parts->path = parts->authority + strcspn (parts->authority, "/?#");
  parts->query = parts->path + strcspn (parts->path, "?#");
  parts->fragment = parts->query + strcspn (parts->query, "#");
  parts->end = parts->fragment + strlen (parts->fragment);
  return parts->path > parts->authority;
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

static gboolean
is_default_port (const char *scheme, const char *port, gsize length)
{
  return length == 0 || (length == 2 && memcmp (port, "80", 2) == 0 && g_str_has_prefix (scheme, "http:"))
         || (length == 3 && memcmp (port, "443", 3) == 0 && g_str_has_prefix (scheme, "https:"));
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
 * @url: an address, valid UTF-8
 *
 * Lower-cases scheme and host, drops user, password, default port, tracking parameters and fragment (but `#!...`, which
 * names a page), and writes percent escapes in one way.
 *
 * Returns: (transfer full) (nullable): the address in ASCII; %NULL when @url is not absolute or has no host
 */
char *
offprint_url_normalise (const char *url)
{
  Parts parts;
  const char *port;
  if (!split (url, &parts))
    return NULL;
  g_autofree char *host = get_authority (&parts, &port);
  if (host == NULL)
    return NULL;
  g_autofree char *scheme = g_ascii_strdown (url, parts.authority - url);
  g_autoptr (GString) result = g_string_new (scheme);
  g_string_append (result, host);
  if (port != NULL && !is_default_port (scheme, port, parts.path - port))
    g_string_append_printf (result, ":%.*s", (int) (parts.path - port), port);
  append_escaped (result, parts.path < parts.query ? parts.path : "/", MAX (parts.query - parts.path, 1));
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
 *   @url is not absolute
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

static gboolean
is_address (const char *host)
{
  return g_hostname_is_ip_address (host) || *host == '[';
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
