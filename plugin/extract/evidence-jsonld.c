/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Claims of JSON-LD: which of the described things is the article of this page, and what is said about it. */
#include "extract/headline.h"
#include "extract/json-repair.h"
#include "extract/evidence-finders.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define OBJECTS_MAX 400
#define VALUES_MAX 60

typedef enum
{
  RANK_NONE,
  RANK_SITE, /* WebSite */
  RANK_PAGE, /* WebPage and its kinds */
  RANK_WORK, /* a recipe, a review, a video */
  RANK_ARTICLE,
} Rank;

typedef struct
{
  GPtrArray *objects; /* of JsonObject with a type, not owned */
  GHashTable *by_id; /* of JsonObject, not owned */
} Graph;

typedef struct
{
  const Graph *graph;
  OffprintEvidence *evidence;
  OffprintEvidenceSource source;
  guint values; /* taken from one list */
} Reader;

/* Values may hold markup and references, although they should not. */
static char *
clean_value (const char *value)
{
  if (strpbrk (value, "<&") == NULL)
    return g_strdup (value);
  g_autoptr (OffprintPage) page = offprint_page_new (value, strlen (value));
  return offprint_page_get_text (page, 0, 16384);
}

static void
add (Reader *self, OffprintField field, const char *value)
{
  if (value == NULL || strlen (value) > 16384)
    return;
  g_autofree char *clean = clean_value (value);
  offprint_evidence_add (self->evidence, field, self->source, 0, clean);
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static Rank
rank_type_name (const char *type)
{
  static const char *const works[]
      = { "Recipe",         "Review",   "HowTo",  "CreativeWork",   "VideoObject",
          "PodcastEpisode", "Question", "Report", "Book",           "Thesis",
          "Chapter",        "Course",   "Guide",  "MedicalWebPage", "SpeakableSpecification" };
  static const char *const pages[]
      = { "WebPage", "ItemPage", "AboutPage", "FAQPage", "ProfilePage", "CollectionPage", "QAPage" };
  const char *name = strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type;
  if (g_str_has_prefix (name, "schema:"))
    name += strlen ("schema:");
  if (g_str_has_suffix (name, "Article") || g_str_has_suffix (name, "Posting")
      || g_ascii_strcasecmp (name, "newsarticle") == 0)
    return RANK_ARTICLE;
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    if (strcmp (name, works[i]) == 0)
      return RANK_WORK;
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (name, pages[i]) == 0)
      return RANK_PAGE;
  return strcmp (name, "WebSite") == 0 ? RANK_SITE : RANK_NONE;
}

static gboolean
type_contains (JsonNode *type, const char *part)
{
  if (type == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (type))
    return json_node_get_value_type (type) == G_TYPE_STRING && strstr (json_node_get_string (type), part) != NULL;
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return FALSE;
  JsonArray *array = json_node_get_array (type);
  for (guint i = 0; i < MIN (json_array_get_length (array), 8); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (item) && type_contains (item, part))
        return TRUE;
    }
  return FALSE;
}

static Rank
rank_object (JsonObject *object)
{
  JsonNode *type = json_object_get_member (object, "@type");
  if (type == NULL)
    return RANK_NONE;
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return JSON_NODE_HOLDS_VALUE (type) && json_node_get_value_type (type) == G_TYPE_STRING
             ? rank_type_name (json_node_get_string (type))
             : RANK_NONE;
  Rank best = RANK_NONE;
  JsonArray *array = json_node_get_array (type);
  for (guint i = 0; i < MIN (json_array_get_length (array), 8); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        best = MAX (best, rank_type_name (json_node_get_string (item)));
    }
  return best;
}

/* Members that hold other articles than the one of this page. */
static gboolean
is_about_others (const char *member)
{
  static const char *const others[]
      = { "itemListElement", "hasPart", "comment",  "blogPost",  "blogPosts", "relatedLink", "citation",
          "review",          "reviews", "mentions", "isBasedOn", "video",     "about",       "isPartOf" };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (member, others[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Recursion is bounded: the text was refused when nested too deep. */
static void
collect (Graph *graph, JsonNode *node)
{
  if (graph->objects->len >= OBJECTS_MAX)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        collect (graph, json_array_get_element (array, i));
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  JsonObject *object = json_node_get_object (node);
  const char *id = get_string (object, "@id");
  JsonObject *known = id != NULL ? g_hash_table_lookup (graph->by_id, id) : NULL;
  if (id != NULL && (known == NULL || json_object_get_size (known) < json_object_get_size (object)))
    g_hash_table_insert (graph->by_id, (gpointer) (gsize) id, object);
  if (json_object_has_member (object, "@type"))
    g_ptr_array_add (graph->objects, object);

  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!is_about_others (name))
      collect (graph, member);
}

/* A thing that is only named by its id is described elsewhere. */
static JsonObject *
resolve (const Graph *graph, JsonObject *object)
{
  const char *id = get_string (object, "@id");
  JsonObject *described = id != NULL ? g_hash_table_lookup (graph->by_id, id) : NULL;
  return described != NULL && !json_object_has_member (object, "name") ? described : object;
}

static gboolean
is_address (const char *text)
{
  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "//");
}

static void
add_person (Reader *self, JsonObject *object, OffprintField field)
{
  object = resolve (self->graph, object);
  const char *name = get_string (object, "name");
  const char *given = get_string (object, "givenName");
  const char *family = get_string (object, "familyName");
  OffprintEvidenceSource source = self->source;
  if (type_contains (json_object_get_member (object, "@type"), "Organization") && field == OFFPRINT_FIELD_AUTHORS)
    self->source = OFFPRINT_EVIDENCE_JSON_LD_ORGANIZATION;
  if (name != NULL && !is_address (name))
    add (self, field, name);
  else if (given != NULL && family != NULL)
    {
      g_autofree char *full = g_strconcat (given, " ", family, NULL);
      add (self, field, full);
    }
  self->source = source;
}

/* A name, a thing with a name, or a list of such. */
static void
add_names (Reader *self, JsonNode *node, OffprintField field, guint depth)
{
  if (node == NULL || depth > 3 || self->values++ > VALUES_MAX)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array) && self->values <= VALUES_MAX; i++)
        add_names (self, json_array_get_element (array, i), field, depth + 1);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      JsonNode *inner = json_object_get_member (object, "name");
      if (inner != NULL && JSON_NODE_HOLDS_ARRAY (inner))
        add_names (self, inner, field, depth + 1);
      else
        add_person (self, object, field);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           && !is_address (json_node_get_string (node)))
    add (self, field, json_node_get_string (node));
}

static void
add_member_names (Reader *self, JsonObject *object, const char *member, OffprintField field)
{
  self->values = 0;
  add_names (self, json_object_get_member (object, member), field, 0);
}

static void
add_keywords (Reader *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "keywords");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      add_member_names (self, object, "keywords", OFFPRINT_FIELD_KEYWORDS);
      return;
    }
  g_auto (GStrv) words = g_strsplit (json_node_get_string (node), ",", VALUES_MAX);
  for (gsize i = 0; words[i] != NULL; i++)
    add (self, OFFPRINT_FIELD_KEYWORDS, words[i]);
}

static void
add_language (Reader *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "inLanguage");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      add (self, OFFPRINT_FIELD_LANGUAGE, get_string (object, "inLanguage"));
      return;
    }
  JsonObject *language = json_node_get_object (node);
  const char *code = get_string (language, "alternateName");
  add (self, OFFPRINT_FIELD_LANGUAGE, code != NULL ? code : get_string (language, "name"));
}

static void
add_url (Reader *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "mainEntityOfPage");
  const char *url = NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    url = get_string (json_node_get_object (node), "@id");
  else
    url = get_string (object, "mainEntityOfPage");
  if (url == NULL || !is_address (url))
    url = get_string (object, "url");
  if (url != NULL && is_address (url))
    add (self, OFFPRINT_FIELD_URL, url);
}

typedef struct
{
  const char *member;
  OffprintField field;
} MemberInfo;

static const MemberInfo members[] = {
  { "headline", OFFPRINT_FIELD_TITLE },
  { "name", OFFPRINT_FIELD_TITLE },
  { "alternativeHeadline", OFFPRINT_FIELD_TITLE },
  { "description", OFFPRINT_FIELD_DESCRIPTION },
  { "datePublished", OFFPRINT_FIELD_PUBLISHED },
  { "dateModified", OFFPRINT_FIELD_MODIFIED },
  { "articleSection", OFFPRINT_FIELD_SECTION },
  { "dateline", OFFPRINT_FIELD_PLACE },
  { "copyrightNotice", OFFPRINT_FIELD_RIGHTS },
  { "license", OFFPRINT_FIELD_RIGHTS },
};

static void
read_article (Reader *self, JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    add (self, members[i].field, get_string (object, members[i].member));
  if (get_string (object, "datePublished") == NULL)
    add (self, OFFPRINT_FIELD_PUBLISHED, get_string (object, "dateCreated"));
  add_member_names (self, object, json_object_has_member (object, "author") ? "author" : "creator",
                    OFFPRINT_FIELD_AUTHORS);
  add_member_names (self, object, "publisher", OFFPRINT_FIELD_PUBLISHER);
  add_member_names (self, object, "sourceOrganization", OFFPRINT_FIELD_AGENCY);
  add_member_names (self, object, "provider", OFFPRINT_FIELD_AGENCY);
  add_member_names (self, object, "locationCreated", OFFPRINT_FIELD_PLACE);
  add_keywords (self, object);
  add_language (self, object);
  add_url (self, object);
  const char *body = get_string (object, "articleBody");
  offprint_evidence_add (self->evidence, OFFPRINT_FIELD_TEXT, self->source, 0, body);
}

static void
read_page (Reader *self, JsonObject *object)
{
  add (self, OFFPRINT_FIELD_PUBLISHED, get_string (object, "datePublished"));
  add (self, OFFPRINT_FIELD_MODIFIED, get_string (object, "dateModified"));
  add (self, OFFPRINT_FIELD_DESCRIPTION, get_string (object, "description"));
  add (self, OFFPRINT_FIELD_TITLE, get_string (object, "headline"));
  add_member_names (self, object, "author", OFFPRINT_FIELD_AUTHORS);
  add_member_names (self, object, "publisher", OFFPRINT_FIELD_PUBLISHER);
  add_language (self, object);
}

/* How well a title agrees with what the page says elsewhere. */
static double
score_title (const OffprintEvidence *evidence, const char *title)
{
  double best = 0;
  for (guint i = 0; title != NULL && i < MIN (evidence->claims->len, 100); i++)
    {
      const OffprintClaim *claim = &g_array_index (evidence->claims, OffprintClaim, i);
      if (claim->field == OFFPRINT_FIELD_TITLE)
        best = MAX (best, offprint_headline_compare (title, claim->value));
    }
  return best;
}

static JsonObject *
choose (const Graph *graph, const OffprintEvidence *evidence, Rank *best_rank)
{
  JsonObject *best = NULL;
  double best_score = -1;
  *best_rank = RANK_NONE;
  for (guint i = 0; i < MIN (graph->objects->len, 100); i++)
    {
      JsonObject *object = g_ptr_array_index (graph->objects, i);
      Rank rank = rank_object (object);
      const char *title = get_string (object, "headline");
      if (rank < RANK_WORK || rank < *best_rank)
        continue;
      double score = score_title (evidence, title != NULL ? title : get_string (object, "name"));
      if (rank > *best_rank || score > best_score)
        {
          best = object;
          best_rank[0] = rank;
          best_score = score;
        }
    }
  return best;
}

static void
read_graph (const Graph *graph, OffprintEvidence *evidence)
{
  Rank rank;
  JsonObject *article = choose (graph, evidence, &rank);
  if (article != NULL)
    read_article (&(Reader){ graph, evidence,
                             rank == RANK_ARTICLE ? OFFPRINT_EVIDENCE_JSON_LD : OFFPRINT_EVIDENCE_JSON_LD_PAGE, 0 },
                  article);
  Reader reader = { graph, evidence, OFFPRINT_EVIDENCE_JSON_LD_PAGE, 0 };
  for (guint i = 0; i < MIN (graph->objects->len, 100); i++)
    {
      JsonObject *object = g_ptr_array_index (graph->objects, i);
      rank = rank_object (object);
      if (rank == RANK_PAGE)
        read_page (&reader, object);
      else if (rank == RANK_SITE)
        add (&reader, OFFPRINT_FIELD_PUBLISHER, get_string (object, "name"));
    }
}

static void
parse (const char *text, GPtrArray *parsers, Graph *graph)
{
  g_autofree char *json = offprint_json_repair (text, strlen (text));
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (json == NULL || !json_parser_load_from_data (parser, json, -1, NULL))
    return;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL)
    return;
  collect (graph, root);
  g_ptr_array_add (parsers, g_steal_pointer (&parser));
}

/**
 * offprint_evidence_find_json_ld:
 * @page: a page
 * @evidence: where to add; what it holds about the title helps to tell the article from others that the page lists
 *
 * Adds what the scripts of type application/ld+json claim about the article of @page. Broken JSON is repaired as far as
 * possible.
 */
void
offprint_evidence_find_json_ld (const OffprintPage *page, OffprintEvidence *evidence)
{
  g_autoptr (GPtrArray) parsers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Graph graph = { objects, by_id };
  for (guint i = 0; i < page->json_ld->len; i++)
    parse (g_ptr_array_index (page->json_ld, i), parsers, &graph);
  read_graph (&graph, evidence);
}
