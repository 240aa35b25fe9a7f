/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Title and byline are part of the text: they scroll with it, can be selected, and a screen reader reads them
 * first. The text is that of the index, so that nothing of a hostile page is ever drawn. */
#include "window/preview.h"

#include "core/error.h"
#include "core/i18n.h"
#include "desktop/presentation.h"
#include "offprint-bus.h"
#include "window/hidden-pages.h"

#define TEXT_CLASS_MARK "mark"

struct _OffprintPreview
{
  AdwBin parent_instance;
  GtkStack *pages;
  GtkWidget *open;
  GtkTextView *text;
  GtkWidget *matches_box;
  GtkLabel *matches_label;
  GCancellable *cancellable; /* (nullable): of the text that is asked for */
  OffprintHitItem *item;     /* (nullable): that is shown */
  gulong handler;
  OffprintBusService *client; /* (nullable) */
  char *query;                /* (nullable): what is marked */
  gboolean unfinished;
  GArray *matches; /* of int: where in the buffer they begin, in characters */
  guint current;   /* match that was gone to, from 1; 0: none yet */
};

G_DEFINE_FINAL_TYPE (OffprintPreview, offprint_preview, ADW_TYPE_BIN)

static GtkTextBuffer *
get_buffer (OffprintPreview *self)
{
  return gtk_text_view_get_buffer (self->text);
}

static void
append (OffprintPreview *self, const char *text, const char *tag)
{
  GtkTextIter end;
  gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  gtk_text_buffer_insert_with_tags_by_name (get_buffer (self), &end, text, -1, tag, NULL);
  gtk_text_buffer_insert (get_buffer (self), &end, "\n", 1);
}

static void
append_head (OffprintPreview *self, const OffprintHit *hit)
{
  g_autofree char *title = offprint_presentation_get_title (hit->record);
  g_autofree char *byline = offprint_presentation_get_byline (hit->record, OFFPRINT_BYLINE_AUTHORS);
  append (self, title, "title");
  append (self, byline, "byline");
}

static void
update_matches (OffprintPreview *self)
{
  guint n_matches = self->matches->len;
  g_autofree char *label
      = self->current > 0
            /* Translators: the first is the number of the match that is shown, the second how many there are */
            ? g_strdup_printf (_("%u of %u"), self->current, n_matches)
            : g_strdup_printf (ngettext ("%u match", "%u matches", n_matches), n_matches);
  gtk_label_set_label (self->matches_label, label);
  gtk_widget_set_visible (self->matches_box, n_matches > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next-match", n_matches > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous-match", n_matches > 0);
}

/* Offsets in bytes become offsets in characters in one walk over the text. */
static void
mark_matches (OffprintPreview *self, const char *text, GVariant *matches, int begin)
{
  GVariantIter iter;
  guint32 start, end;
  gsize length = strlen (text), at = 0;
  glong chars = begin;
  g_variant_iter_init (&iter, matches);
  while (g_variant_iter_next (&iter, "(uu)", &start, &end))
    {
      GtkTextIter first, last;
      if (start < at || end < start || end > length)
        continue;
      chars += g_utf8_strlen (text + at, (gssize) (start - at));
      int offset = (int) chars;
      g_array_append_val (self->matches, offset);
      gtk_text_buffer_get_iter_at_offset (get_buffer (self), &first, offset);
      chars += g_utf8_strlen (text + start, (gssize) (end - start));
      gtk_text_buffer_get_iter_at_offset (get_buffer (self), &last, (int) chars);
      gtk_text_buffer_apply_tag_by_name (get_buffer (self), TEXT_CLASS_MARK, &first, &last);
      at = end;
    }
}

static void
show_text (OffprintPreview *self, const char *text, GVariant *matches)
{
  GtkTextIter end;
  gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  int begin = gtk_text_iter_get_offset (&end);
  if (*text != '\0')
    gtk_text_buffer_insert (get_buffer (self), &end, text, -1);
  else
    append (self, _("This article has no text."), "byline");
  if (matches != NULL)
    mark_matches (self, text, matches, begin);
  update_matches (self);
}

/* It is asked for again when the same article is to be shown again. */
static void
show_error (OffprintPreview *self, const char *message)
{
  append (self, message, "byline");
  g_clear_pointer (&self->query, g_free);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OffprintPreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) matches = NULL;
  g_autofree char *text = NULL;
  gboolean done = offprint_bus_service_call_get_text_finish (OFFPRINT_BUS_SERVICE (source), &text, &matches, result,
                                                             &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, OFFPRINT_ERROR, OFFPRINT_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_dbus_error_strip_remote_error (error);
  if (done)
    show_text (self, text, matches);
  else
    show_error (self, error->message);
}

static void
ask_text (OffprintPreview *self)
{
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "query", "s", self->query);
  g_variant_dict_insert (&options, "unfinished", "b", self->unfinished);
  const char *member = offprint_hit_item_get_member (self->item);
  self->cancellable = g_cancellable_new ();
  offprint_bus_service_call_get_text (self->client, offprint_hit_item_get_path (self->item),
                                      member != NULL ? member : "", g_variant_dict_end (&options), self->cancellable,
                                      on_text, g_object_ref (self));
}

static void
clear (OffprintPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_text_buffer_set_text (get_buffer (self), "", 0);
  g_array_set_size (self->matches, 0);
  self->current = 0;
  update_matches (self);
}

static void
update (OffprintPreview *self)
{
  const OffprintHit *hit = self->item != NULL ? offprint_hit_item_get_hit (self->item) : NULL;
  clear (self);
  gtk_stack_set_visible_child_name (self->pages, hit != NULL ? "article" : "nothing");
  if (hit == NULL)
    return;
  append_head (self, hit);
  if (self->client != NULL)
    ask_text (self);
}

static void
go_to_match (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OffprintPreview *self = OFFPRINT_PREVIEW (widget);
  GtkTextIter iter;
  guint n_matches = self->matches->len;
  if (n_matches == 0)
    return;
  if (g_str_equal (action, "preview.next-match"))
    self->current = self->current % n_matches + 1;
  else
    self->current = self->current > 1 ? self->current - 1 : n_matches;
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, g_array_index (self->matches, int, self->current - 1));
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  gtk_text_view_scroll_to_mark (self->text, gtk_text_buffer_get_insert (get_buffer (self)), 0, TRUE, 0.5, 0.3);
  update_matches (self);
}

static void
offprint_preview_dispose (GObject *object)
{
  OffprintPreview *self = OFFPRINT_PREVIEW (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->client);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->query, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), OFFPRINT_TYPE_PREVIEW);
  G_OBJECT_CLASS (offprint_preview_parent_class)->dispose (object);
}

static void
offprint_preview_class_init (OffprintPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = offprint_preview_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/offprint/Window/ui/preview.ui");
  gtk_widget_class_bind_template_child (widget_class, OffprintPreview, pages);
  gtk_widget_class_bind_template_child (widget_class, OffprintPreview, open);
  gtk_widget_class_bind_template_child (widget_class, OffprintPreview, text);
  gtk_widget_class_bind_template_child (widget_class, OffprintPreview, matches_box);
  gtk_widget_class_bind_template_child (widget_class, OffprintPreview, matches_label);
  gtk_widget_class_install_action (widget_class, "preview.next-match", NULL, go_to_match);
  gtk_widget_class_install_action (widget_class, "preview.previous-match", NULL, go_to_match);
}

/* The colour of a text marker shows on white and on black. */
static void
make_tags (OffprintPreview *self)
{
  const GdkRGBA yellow = { 0.96f, 0.83f, 0.18f, 0.45f };
  GtkTextBuffer *buffer = get_buffer (self);
  gtk_text_buffer_create_tag (buffer, "title", "weight", PANGO_WEIGHT_BOLD, "scale", 1.5, "line-height", 1.1f,
                              "pixels-below-lines", 6, NULL);
  gtk_text_buffer_create_tag (buffer, "byline", "scale", 0.9, "pixels-below-lines", 18, NULL);
  gtk_text_buffer_create_tag (buffer, TEXT_CLASS_MARK, "background-rgba", &yellow, NULL);
}

static void
offprint_preview_init (OffprintPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->matches = g_array_new (FALSE, FALSE, sizeof (int));
  make_tags (self);
  offprint_hidden_pages_follow (self->pages);
  update_matches (self);
}

static gboolean
is_shown (OffprintPreview *self, OffprintHitItem *item, const char *query, gboolean unfinished)
{
  gboolean is_same = item == self->item || offprint_hit_item_is_same_article (item, self->item);
  return is_same && g_strcmp0 (query, self->query) == 0 && unfinished == self->unfinished;
}

/**
 * offprint_preview_show:
 * @self: a preview
 * @client: (nullable): whom to ask for the text
 * @item: (nullable): what to show; when its hit comes later, it is shown then
 * @question: (nullable): what it is an answer to
 */
void
offprint_preview_show (OffprintPreview *self, OffprintBusService *client, OffprintHitItem *item,
                       const OffprintQuestion *question)
{
  const char *query = question != NULL ? offprint_question_get_query (question) : "";
  gboolean unfinished
      = question != NULL && offprint_question_get_kind (question) == OFFPRINT_QUESTION_UNFINISHED;
  gboolean shown = item != NULL && is_shown (self, item, query, unfinished);
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  g_set_object (&self->client, client);
  g_free (self->query);
  self->query = g_strdup (query);
  self->unfinished = unfinished;
  if (item != NULL)
    self->handler = g_signal_connect_swapped (item, "notify::state", G_CALLBACK (update), self);
  if (!shown)
    update (self);
}

/**
 * offprint_preview_focus:
 * @self: a preview
 *
 * Moves the focus to what is done with an article most.
 */
void
offprint_preview_focus (OffprintPreview *self)
{
  gtk_widget_grab_focus (self->open);
}
