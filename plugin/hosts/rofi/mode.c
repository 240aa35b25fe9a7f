/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mode `articles` of rofi: a table of functions that rofi calls in its one thread. None waits for the daemon: a
 * change of what was typed is a question, and when its answer comes rofi is told to ask for the rows again.
 *
 * Rofi tells the text when it filters, so not when it becomes empty: that is seen when rows are drawn (there is always
 * one). It asks for the number of rows only when told to, so rows stay those of one answer until then: "listed" is what
 * rofi has counted, "drawn" what a person sees, and so what a key is meant for. */
#include "core/i18n.h"
#include "desktop/presentation.h"
#include "desktop/typing.h"
#include "hosts/rofi/answer.h"
#include "hosts/rofi/host.h"
#include "hosts/rofi/row.h"
#include "hosts/rofi/wish.h"

#include <cairo.h>
#include <gmodule.h>
#include <rofi/mode.h>

#include <rofi/helper.h>
#include <rofi/mode-private.h>
#include <rofi/rofi-icon-fetcher.h>

#include <string.h>

#define MAX_HITS 50
/* Of a row, in rofi's textbox.h, which is not installed */
#define ROW_HAS_MARKUP 8

/* Keys, counted from rofi's kb-custom-1 */
typedef enum
{
  KEY_SHOW,
  KEY_COPY_LINK,
  KEY_SIMILAR,
} Key;

typedef struct
{
  OffprintTyping *typing;
  char *asked;
  char *similar; /* title of the article that others shall be like, or NULL */
  Answer *newest, *listed, *drawn; /* NULL: no answer yet */
  gboolean two_lines;
  Wish *wish;
} Articles;

extern G_MODULE_EXPORT Mode mode;

static void
on_answer (OffprintTyping *typing, OffprintHits *hits, const GError *error, gpointer data)
{
  Articles *articles = data;
  g_clear_pointer (&articles->newest, answer_unref);
  articles->newest = articles->similar != NULL
                         ? answer_new_similar (articles->similar, hits, error)
                         : answer_new (articles->asked, hits, error, offprint_typing_has_no_articles (typing));
  host_reload ();
}

static void
ask (Articles *articles, const char *text)
{
  g_free (articles->asked);
  articles->asked = g_strdup (text);
  g_clear_pointer (&articles->similar, g_free);
  offprint_typing_ask (articles->typing, text);
}

static void
ask_similar (Articles *articles, const OffprintRecord *record)
{
  g_free (articles->asked);
  articles->asked = g_strdup ("");
  g_free (articles->similar);
  articles->similar = offprint_presentation_get_title (record);
  offprint_typing_ask_similar (articles->typing, offprint_record_get (record, OFFPRINT_FIELD_PATH),
                               offprint_record_get (record, OFFPRINT_FIELD_MEMBER));
}

static void
follow_input (Articles *articles, const char *text)
{
  if (strcmp (text, articles->asked) != 0)
    ask (articles, text);
}

static void
replace_answer (Answer **place, Answer *answer)
{
  Answer *old = *place;
  *place = answer != NULL ? answer_ref (answer) : NULL;
  answer_unref (old);
}

static int
articles_init (Mode *self)
{
  if (mode_get_private_data (self) != NULL)
    return TRUE;
  offprint_i18n_bind ();
  Articles *articles = g_new0 (Articles, 1);
  mode_set_private_data (self, articles);
  if (self->display_name == NULL)
    self->display_name = (char *) _("Articles");
  articles->two_lines = host_prepare_rows ();
  articles->typing = offprint_typing_new (MAX_HITS, on_answer, articles);
  ask (articles, "");
  return TRUE;
}

static void
articles_destroy (Mode *self)
{
  Articles *articles = mode_get_private_data (self);
  if (articles == NULL)
    return;
  mode_set_private_data (self, NULL);
  offprint_typing_free (articles->typing);
  if (articles->wish != NULL)
    wish_fulfil (articles->wish);
  wish_free (articles->wish);
  answer_unref (articles->newest);
  answer_unref (articles->listed);
  answer_unref (articles->drawn);
  g_free (articles->asked);
  g_free (articles->similar);
  g_free (articles);
}

static unsigned int
articles_get_num_entries (const Mode *self)
{
  Articles *articles = mode_get_private_data (self);
  replace_answer (&articles->listed, articles->newest);
  return articles->listed != NULL ? answer_count_rows (articles->listed) : 0;
}

/* With G_MESSAGES_DEBUG=offprint one sees what rofi is given; the tests do. */
static char *
tell (unsigned int row, char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');
  g_debug ("row %u: %s", row, line);
  return text;
}

static char *
articles_get_display_value (const Mode *self, unsigned int row, int *state, GList **attributes, int get_entry)
{
  Articles *articles = mode_get_private_data (self);
  *state |= ROW_HAS_MARKUP;
  if (!get_entry)
    return NULL;
  const char *text = host_get_input ();
  if (text != NULL && *text == '\0')
    follow_input (articles, text);
  replace_answer (&articles->drawn, articles->listed);
  return tell (row, articles->listed != NULL ? answer_make_row (articles->listed, row, articles->two_lines)
                                             : g_strdup (""));
}

static const OffprintHit *
get_listed_hit (const Articles *articles, unsigned int row)
{
  return articles->listed != NULL ? answer_get_hit (articles->listed, row) : NULL;
}

/* An icon of the theme, by the first of its names that rofi finds: what it is asked for again, it keeps. */
static cairo_surface_t *
articles_get_icon (const Mode *self, unsigned int row, int height)
{
  const OffprintHit *hit = get_listed_hit (mode_get_private_data (self), row);
  g_autoptr (GIcon) icon = hit != NULL ? offprint_presentation_get_icon (hit->record) : NULL;
  if (icon == NULL || !G_IS_THEMED_ICON (icon))
    return NULL;
  const char *const *names = g_themed_icon_get_names (G_THEMED_ICON (icon));
  cairo_surface_t *surface = NULL;
  for (; surface == NULL && *names != NULL; names++)
    surface = rofi_icon_fetcher_get (rofi_icon_fetcher_query (*names, height));
  return surface;
}

/* By itself the mode has rofi filter nothing: it gets no words (see below). Mixed with other modes it is filtered like
 * them. */
static int
articles_token_match (const Mode *self, rofi_int_matcher **tokens, unsigned int row)
{
  const OffprintHit *hit = get_listed_hit (mode_get_private_data (self), row);
  if (tokens == NULL)
    return TRUE;
  g_autofree char *words = hit != NULL ? row_get_words (hit) : NULL;
  return words != NULL && helper_token_match (tokens, words);
}

/* Rofi filters by what is returned: nothing. */
static char *
articles_preprocess_input (Mode *self, const char *text)
{
  follow_input (mode_get_private_data (self), text);
  return g_strdup ("");
}

/* Also what rofi sorts by, if it is told to: the same for each row, so that the best stay first. */
static char *
articles_get_completion (const Mode *self, unsigned int row)
{
  const Articles *articles = mode_get_private_data (self);
  return g_strdup (articles->asked);
}

static char *
articles_get_message (const Mode *self)
{
  const Articles *articles = mode_get_private_data (self);
  return articles->newest != NULL ? answer_make_message (articles->newest) : NULL;
}

static ModeMode
leave_with (Articles *articles, Wish *wish)
{
  wish_free (articles->wish);
  articles->wish = wish;
  return MODE_EXIT;
}

/* Enter may come sooner than the answer to what was typed last. */
static ModeMode
accept (Articles *articles, const char *text, unsigned int row)
{
  const OffprintHit *hit = articles->drawn != NULL ? answer_get_hit (articles->drawn, row) : NULL;
  if (articles->drawn == NULL || strcmp (text, answer_get_asked (articles->drawn)) != 0)
    return leave_with (articles, wish_new_best (text, hit != NULL ? hit->record : NULL));
  if (hit != NULL)
    return leave_with (articles, wish_new (OFFPRINT_ACTION_OPEN, hit->record));
  return leave_with (articles, wish_new_search (text));
}

static ModeMode
press (Articles *articles, Key key, unsigned int row)
{
  const OffprintHit *hit = articles->drawn != NULL ? answer_get_hit (articles->drawn, row) : NULL;
  if (hit == NULL)
    return RELOAD_DIALOG;
  switch (key)
    {
    case KEY_SHOW:
      return leave_with (articles, wish_new (OFFPRINT_ACTION_SHOW, hit->record));
    case KEY_COPY_LINK:
      return leave_with (articles, wish_new (OFFPRINT_ACTION_COPY_LINK, hit->record));
    case KEY_SIMILAR:
      ask_similar (articles, hit->record);
      return RESET_DIALOG;
    }
  return RELOAD_DIALOG;
}

static ModeMode
articles_result (Mode *self, int result, char **input, unsigned int row)
{
  Articles *articles = mode_get_private_data (self);
  const char *text = input != NULL && *input != NULL ? *input : "";
  if ((result & MENU_NEXT) != 0)
    return NEXT_DIALOG;
  if ((result & MENU_PREVIOUS) != 0)
    return PREVIOUS_DIALOG;
  if ((result & MENU_QUICK_SWITCH) != 0)
    return (ModeMode) (result & MENU_LOWER_MASK);
  if ((result & MENU_CUSTOM_COMMAND) != 0)
    return press (articles, (Key) (result & MENU_LOWER_MASK), row);
  if ((result & MENU_OK) != 0)
    return accept (articles, text, row);
  if ((result & MENU_CUSTOM_INPUT) != 0)
    return leave_with (articles, wish_new_search (text));
  return (result & MENU_CANCEL) != 0 ? MODE_EXIT : RELOAD_DIALOG;
}

/* lint: table */
Mode mode = {
  .abi_version = ABI_VERSION,
  .name = (char *) "articles",
  .cfg_name_key = "display-articles",
  ._init = articles_init,
  ._destroy = articles_destroy,
  ._get_num_entries = articles_get_num_entries,
  ._result = articles_result,
  ._token_match = articles_token_match,
  ._get_display_value = articles_get_display_value,
  ._get_icon = articles_get_icon,
  ._get_completion = articles_get_completion,
  ._preprocess_input = articles_preprocess_input,
  ._get_message = articles_get_message,
};
