/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the window share: window.c puts it together and decides which page is seen, window-search.c
 * asks and shows answers, window-actions.c does what a person wants done. */
#pragma once

#include "window/facet-panel.h"
#include "window/filter.h"
#include "window/hit-list.h"
#include "window/preview.h"
#include "window/window.h"

G_BEGIN_DECLS

struct _OffprintWindow
{
  AdwApplicationWindow parent_instance;

  OffprintDaemon *daemon;
  OffprintHitList *hits;
  GtkSingleSelection *selection;
  GListStore *filters; /* of OffprintFilter */
  char *sort;
  OffprintQuestion *similar;  /* (nullable): the list shows articles like another one */
  char *similar_title;        /* (nullable): of that one */
  OffprintHitItem *kept;      /* (nullable): what was selected when a better list was asked for */
  guint pause_source;         /* (nullable): until the query is taken for finished */
  guint refresh_source;       /* (nullable): until the list is asked for anew */
  gboolean focus_list;        /* when the answer comes */
  char *closed_notice;        /* (nullable): that was read */

  AdwToastOverlay *toasts;
  GtkWidget *back, *filters_button;
  GtkSearchEntry *entry;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  GtkStack *pages;
  AdwStatusPage *lost_page;
  GtkWidget *choose_folder, *try_again;
  AdwFlap *flap;
  OffprintFacetPanel *facets;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkWidget *similar_chip;
  GtkLabel *similar_label;
  GtkFlowBox *chips;
  GtkLabel *summary;
  GtkStack *list_pages;
  GtkScrolledWindow *list_scroller;
  GtkListView *list_view;
  AdwStatusPage *nothing_page;
  GtkButton *suggestion;
  GtkWidget *status_bar;
  GtkLabel *status_label;
  GtkProgressBar *status_progress;
  OffprintPreview *preview;
};

OffprintHitItem *offprint_window_get_selected (OffprintWindow *window);
gboolean offprint_window_shows_preview (OffprintWindow *window);
gboolean offprint_window_is_in_entry (OffprintWindow *window);
void offprint_window_update_pages (OffprintWindow *window);
void offprint_window_tell (OffprintWindow *window, const char *text);
void offprint_window_focus_list (OffprintWindow *window);

void offprint_window_init_search (OffprintWindow *window);
void offprint_window_end_search (OffprintWindow *window);
void offprint_window_ask (OffprintWindow *window, OffprintQuestionKind kind);
void offprint_window_ask_again (OffprintWindow *window);
void offprint_window_refresh (OffprintWindow *window);
gboolean offprint_window_has_words (OffprintWindow *window);
void offprint_window_leave_similar (OffprintWindow *window);
void offprint_window_bind_search (GtkWidgetClass *class);

void offprint_window_install_actions (GtkWidgetClass *class);
void offprint_window_init_actions (OffprintWindow *window);
void offprint_window_update_actions (OffprintWindow *window);

G_END_DECLS
