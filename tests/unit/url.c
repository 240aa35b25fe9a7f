/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/url.h"

#include "shim/xap.h"

#include <string.h>

/* lint: table */
static const struct
{
  const char *url, *normal;
} cases[] = {
  { "https://example.org/a", "example.org/a" },
  { "http://example.org/a", "example.org/a" },
  { "example.org/a", "example.org/a" },
  { "HTTPS://Example.ORG", "example.org" },
  { "https://example.org/", "example.org" },
  { "https://example.org/a/", "example.org/a" },
  { "https://example.org/a//", "example.org/a" },
  { "https://example.org/A", "example.org/A" },
  { "https://example.org?a=1", "example.org?a=1" },
  { "https://example.org/?a=1", "example.org?a=1" },
  { "http://example.org:80/", "example.org" },
  { "https://example.org:443/", "example.org" },
  { "https://example.org:/", "example.org" },
  { "https://example.org:8443/", "example.org:8443" },
  { "https://me:secret@example.org/", "example.org" },
  { "https://example.org./", "example.org" },
  { "https://example.org/a#part", "example.org/a" },
  { "https://example.org/#!/story", "example.org#!/story" },
  { "https://www.example.org/a", "example.org/a" },
  { "https://m.example.org/a", "example.org/a" },
  { "https://mobile.example.org/a", "example.org/a" },
  { "https://en.m.example.org/a", "en.example.org/a" },
  { "https://news.example.org/a", "news.example.org/a" },
  { "https://www.example/a", "www.example/a" },
  { "https://example.org/a/amp/", "example.org/a" },
  { "https://example.org/amp/a", "example.org/a" },
  { "https://amp.example.org/a", "example.org/a" },
  { "https://example.org/a.amp", "example.org/a" },
  { "https://example.org/a.amp.html", "example.org/a.html" },
  { "https://example.org/a?amp", "example.org/a" },
  { "https://example.org/a?amp=1&id=7", "example.org/a?id=7" },
  { "https://example.org/ampere", "example.org/ampere" },
  { "https://cache.example/amp/s/www.example.org/a", "example.org/a" },
  { "https://www-example-org.cdn.example/c/s/www.example.org/a/", "example.org/a" },
  { "https://example.org/c/s/news", "example.org/c/s/news" },
  { "https://archive.example/web/20220127/https://example.org/a?id=1", "example.org/a?id=1" },
  { "https://archive.example/http://other.example/https://www.example.org/a", "example.org/a" },
  { "https://archive.example/https://", NULL },
  { "https://example.org/go?to=https://example.net/", "example.org/go?to=https://example.net/" },
  { "https://example.org/a/index.html", "example.org/a" },
  { "https://example.org/a?utm_source=x&id=7&UTM_Medium=y", "example.org/a?id=7" },
  { "https://example.org/a?fbclid=1&gclid=2&mc_cid=3", "example.org/a" },
  { "https://example.org/a?utm_=1&fbclids=2&&x", "example.org/a?utm_=1&fbclids=2&x" },
  { "https://example.org/a?u%74m_source=1", "example.org/a" },
  { "https://example.org/a?b=1&a=2", "example.org/a?b=1&a=2" },
  { "https://example.org/%7euser/caf%c3%a9", "example.org/~user/caf%C3%A9" },
  { "https://example.org/café é", "example.org/caf%C3%A9%20%C3%A9" },
  { "https://example.org/100%", "example.org/100%25" },
  { "https://example.org/a%2Fb%00", "example.org/a%2Fb%00" },
  { "https://münchen.example/", "xn--mnchen-3ya.example" },
  { "https://[2001:db8::1]:443/x", "[2001:db8::1]/x" },
  { "https://192.0.2.17/x", "192.0.2.17/x" },
  { "//example.org/a", NULL },
  { "mailto:me@example.org", NULL },
  { "words", NULL },
  { "https:///a", NULL },
  { "https://:80/", NULL },
  { "https://exa mple.org/", NULL },
  { "https://example.org:port/", NULL },
  { "https://[2001:db8::1", NULL },
  { "https://[2001:db8:/", NULL },
  { "https://a%b/", NULL },
  { "", NULL },
};

/* Addresses of the same article become equal, of different ones stay different, and what is no address gives none. */
static void
test_normalise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = offprint_url_normalise (cases[i].url);
      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

/* Normalising what is normal changes nothing: else a query would not meet the index. */
static void
test_normalise_twice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].normal == NULL)
        continue;
      g_autofree char *normal = offprint_url_normalise (cases[i].normal);
      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

/* A long address gives a term that Xapian can hold, and another one for an address that differs only at its end. */
static void
test_term (void)
{
  g_autofree char *path = g_strnfill (4000, 'x');
  g_autofree char *one = g_strconcat ("https://example.org/", path, "1", NULL);
  g_autofree char *two = g_strconcat ("https://example.org/", path, "2", NULL);
  g_autofree char *term = offprint_url_get_term (one);
  g_autofree char *other = offprint_url_get_term (two);
  g_autofree char *plain = offprint_url_get_term ("https://Example.org/a?utm_source=x");
  g_autofree char *none = offprint_url_get_term ("no address");
  g_assert_cmpuint (strlen (term), ==, XAP_TERM_MAX_BYTES);
  g_assert_cmpstr (term, !=, other);
  g_assert_cmpstr (plain, ==, "Uexample.org/a");
  g_assert_null (none);
}

static gboolean
append_site (const char *site, gpointer data)
{
  g_string_append_printf (data, "%s ", site);
  return TRUE;
}

static void
assert_sites (const char *host, const char *wanted)
{
  g_autoptr (GString) sites = g_string_new (NULL);
  offprint_url_foreach_site (host, append_site, sites);
  g_assert_cmpstr (sites->str, ==, wanted);
}

/* A host stands for its parents down to two labels; an address in numbers only for itself; the number of labels is
 * bounded. */
static void
test_sites (void)
{
  assert_sites ("www.news.example.org", "www.news.example.org news.example.org example.org ");
  assert_sites ("example.org", "example.org ");
  assert_sites ("localhost", "localhost ");
  assert_sites ("192.0.2.17", "192.0.2.17 ");
  assert_sites ("[2001:db8::1]", "[2001:db8::1] ");
  assert_sites ("a.b.c.d.e.f.g.h.i.example",
                "a.b.c.d.e.f.g.h.i.example b.c.d.e.f.g.h.i.example c.d.e.f.g.h.i.example d.e.f.g.h.i.example "
                "e.f.g.h.i.example f.g.h.i.example g.h.i.example h.i.example ");
  g_autofree char *endless = g_strnfill (300, 'x');
  assert_sites (endless, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/url/normalise", test_normalise);
  g_test_add_func ("/url/normalise/twice", test_normalise_twice);
  g_test_add_func ("/url/term", test_term);
  g_test_add_func ("/url/sites", test_sites);
  return g_test_run ();
}
