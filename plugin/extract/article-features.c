/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names are split into words at spaces, hyphens, underscores and capitals, and whole words are looked up: "header" says
 * nothing about "subheader", "ad" nothing about "lead". Names that state a condition ("has-sidebar") are passed over.
 */
#include "extract/article-features.h"

#include <string.h>

#define MAX_WORDS 24 /* of one name list */

typedef struct
{
  const char *words; /* lower-case, separated by spaces */
  OffprintFeatures features;
} Row;

/* lint: table */
static const Row rows[] = {
  { "articlebody storybody postbody entrycontent articlecontent articletext storytext bodytext fulltext maintext postcontent",
    OFFPRINT_FEATURE_BODY },
  { "sidebar aside nav navigation navbar menu menus breadcrumb breadcrumbs footer foot masthead topbar toolbar pagination pager paging "
    "infobox factbox toc tableofcontents skip banner offcanvas drawer login signin search modal popup popover overlay lightbox tooltip "
    "cookie cookies consent gdpr cmp onetrust notice alert dialog dropdown copyright legal disclaimer colophon hidden invisible sr screenreader "
    "visuallyhidden noprint poll quiz survey ticker weather calendar countdown player playlist carousel slider slideshow gallery lightbox "
    "printonly loading placeholder errorpage subnav utility utilities seitenleiste fusszeile rightrail rail rightcol leftcol",
    OFFPRINT_FEATURE_ASIDE },
  { "related relateds recommended recommendation recommendations recommend recirc recirculation readmore mostread mostpopular popular "
    "trending teaser teasers teaserlist outbrain taboola zergnet plista morenews seealso suggestions suggested similar crosslinks nextpost "
    "prevpost upnext latestnews lastnews linklist linkbox articlelist newslist postlist moreon morefrom morestories readnext further "
    "interlink weiterlesen verwandte",
    OFFPRINT_FEATURE_RELATED },
  { "ad ads adv advert adverts advertise advertisement advertising advertorial adbox adslot adunit adsense dfp sponsor sponsored "
    "sponsors promo promos promotion promotional promobox newsletter newsletters signup subscribe subscription subscriptions paywall "
    "regwall optin donate donation support membership share sharing shares sharebar sharedaddy addthis addtoany social socials socialmedia "
    "follow facebook twitter whatsapp telegram linkedin pinterest widget widgets cta callout marketing shop shopping affiliate coupon "
    "werbung anzeige publicite publicidad pubblicita banner ctas newsletterbox piano tp leaderboard mailchimp mailing emailform giveaway "
    "jeg crm abo",
    OFFPRINT_FEATURE_PROMOTION },
  { "byline bylines authorbox authorinfo author authors authorbio bio dateline timestamp pubdate postmeta entrymeta articlemeta meta "
    "metadata tags taglist tagcloud keywords categories published updated readtime readingtime credit credits toolbox tools actions "
    "kicker eyebrow overline label badge rating ratings vote votes print topics hashtag hashtags",
    OFFPRINT_FEATURE_META },
  { "caption captions figcaption imagecaption photocaption credit imagecredit photocredit copyright bildunterschrift legende",
    OFFPRINT_FEATURE_CAPTION },
  { "comment comments commentlist disqus livefyre respond reply replies commentary discussion feedback kommentar "
    "kommentare commentaires comentarios reacties spotim openweb hyvor coral vuukle facebookcomments commento",
    OFFPRINT_FEATURE_COMMENT },
};

/* Words after which a name says what the page has, not what this part is. */
static const char *const conditions[] = { "has",  "no",     "is",      "with",    "without",  "not", "hide",
                                          "show", "enable", "enabled", "disable", "supports", "can" };

static gpointer
build_words (gpointer unused)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows[i].words, " ", -1);
      for (gsize k = 0; parts[k] != NULL; k++)
        {
          guint before = GPOINTER_TO_UINT (g_hash_table_lookup (words, parts[k]));
          g_hash_table_replace (words, g_strdup (parts[k]), GUINT_TO_POINTER (before | rows[i].features));
        }
    }
  return words;
}

static GHashTable *
get_words (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, build_words, NULL);
}

typedef struct
{
  OffprintFeatures features;
  gboolean body_first, body_second; /* "article", then "body" */
  gboolean condition;
} Name;

static gboolean
is_in (const char *word, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (word, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
take_word (Name *name, const char *word, gboolean first)
{
  static const char *const firsts[]
      = { "article", "story", "post", "entry", "news", "blog", "main", "single", "artikel", "page", "field" };
  static const char *const seconds[]
      = { "body", "content", "text", "copy", "contents", "inhalt", "corpo", "cuerpo", "corps", "paragraphs" };
  if (first && is_in (word, conditions, G_N_ELEMENTS (conditions)))
    name->condition = TRUE;
  name->features |= GPOINTER_TO_UINT (g_hash_table_lookup (get_words (), word));
  if (name->body_first && is_in (word, seconds, G_N_ELEMENTS (seconds)))
    name->body_second = TRUE;
  name->body_first |= is_in (word, firsts, G_N_ELEMENTS (firsts));
}

static OffprintFeatures
end_name (const Name *name)
{
  if (name->condition)
    return 0;
  return name->body_second && (name->features & OFFPRINT_FEATURE_FOREIGN) == 0 ? name->features | OFFPRINT_FEATURE_BODY
                                                                               : name->features;
}

/* "postBody article-text" has the words post, body; article, text; and, joined, postbody; articletext. */
static OffprintFeatures
read_names (const char *names)
{
  OffprintFeatures features = 0;
  guint words = 0;
  for (const char *p = names; *p != '\0' && words < MAX_WORDS;)
    {
      Name name = { 0 };
      gboolean first = TRUE;
      char word[24];
      gsize n = 0;
      for (;; p++)
        {
          gboolean is_letter = g_ascii_isalpha (*p) || (guchar) *p >= 0x80;
          gboolean breaks = !is_letter || (g_ascii_isupper (*p) && n > 0 && g_ascii_islower (p[-1]));
          if (breaks && n > 0)
            {
              word[n] = '\0';
              take_word (&name, word, first);
              words++;
              first = FALSE;
              n = 0;
            }
          if (*p == '\0' || g_ascii_isspace (*p))
            break;
          if (is_letter && n < sizeof (word) - 1)
            word[n++] = g_ascii_tolower (*p);
        }
      features |= end_name (&name);
      while (g_ascii_isspace (*p))
        p++;
    }
  return features;
}

static OffprintFeatures
read_role (const char *role)
{
  static const char *const foreign[]
      = { "navigation", "complementary", "banner",  "contentinfo", "search", "dialog", "alert",   "alertdialog",
          "menu",       "menubar",       "toolbar", "tablist",     "button", "status", "tooltip", "doc-toc" };
  return is_in (role, foreign, G_N_ELEMENTS (foreign)) ? OFFPRINT_FEATURE_ASIDE | OFFPRINT_FEATURE_STRONG : 0;
}

static OffprintFeatures
read_tag (OffprintTag tag)
{
  switch (tag)
    {
    case OFFPRINT_TAG_NAV:
    case OFFPRINT_TAG_FOOTER:
    case OFFPRINT_TAG_ASIDE:
    case OFFPRINT_TAG_FORM:
    case OFFPRINT_TAG_FIELDSET:
    case OFFPRINT_TAG_BUTTON:
    case OFFPRINT_TAG_LABEL:
    case OFFPRINT_TAG_MENU:
    case OFFPRINT_TAG_TEXTAREA:
    case OFFPRINT_TAG_IFRAME:
    case OFFPRINT_TAG_OBJECT:
    case OFFPRINT_TAG_AUDIO:
    case OFFPRINT_TAG_VIDEO:
    case OFFPRINT_TAG_CANVAS:
      return OFFPRINT_FEATURE_ASIDE | OFFPRINT_FEATURE_STRONG;
    case OFFPRINT_TAG_AMP_AD:
      return OFFPRINT_FEATURE_PROMOTION | OFFPRINT_FEATURE_STRONG;
    case OFFPRINT_TAG_FIGCAPTION:
      return OFFPRINT_FEATURE_CAPTION | OFFPRINT_FEATURE_STRONG;
    case OFFPRINT_TAG_TIME:
    case OFFPRINT_TAG_ADDRESS:
      return OFFPRINT_FEATURE_META;
    default:
      return 0;
    }
}

static OffprintFeatures
read_item_property (const char *property)
{
  static const char *const meta[]
      = { "author", "datePublished", "dateModified", "publisher", "keywords", "dateCreated" };
  if (strcmp (property, "articleBody") == 0 || strcmp (property, "text") == 0 || strcmp (property, "reviewBody") == 0)
    return OFFPRINT_FEATURE_BODY | OFFPRINT_FEATURE_STRONG;
  return is_in (property, meta, G_N_ELEMENTS (meta)) ? OFFPRINT_FEATURE_META : 0;
}

/* The page's whole frame is named after all it has. */
static gboolean
is_frame (OffprintTag tag)
{
  return tag == OFFPRINT_TAG_HTML || tag == OFFPRINT_TAG_BODY || tag == OFFPRINT_TAG_MAIN || tag == OFFPRINT_TAG_ROOT;
}

/**
 * offprint_article_get_features:
 * @page: a page
 * @node: an element in it
 *
 * Returns: what its tag, role, item property, class and id say; nothing of its ancestors
 */
OffprintFeatures
offprint_article_get_features (const OffprintPage *page, guint32 node)
{
  OffprintTag tag = page->nodes[node].tag;
  OffprintFeatures features = read_tag (tag);
  if (is_frame (tag))
    return 0;
  for (guint i = 0; i < page->nodes[node].n_attributes; i++)
    {
      const OffprintAttribute *attribute = &page->attributes[page->nodes[node].first_attribute + i];
      const char *value = page->values + attribute->value;
      if (attribute->name == OFFPRINT_ATTRIBUTE_CLASS || attribute->name == OFFPRINT_ATTRIBUTE_ID)
        features |= read_names (value);
      else if (attribute->name == OFFPRINT_ATTRIBUTE_ROLE)
        features |= read_role (value);
      else if (attribute->name == OFFPRINT_ATTRIBUTE_ITEMPROP)
        features |= read_item_property (value);
      else if (attribute->name == OFFPRINT_ATTRIBUTE_ARIA_HIDDEN && strcmp (value, "true") == 0)
        features |= OFFPRINT_FEATURE_ASIDE | OFFPRINT_FEATURE_STRONG;
    }
  return features;
}
