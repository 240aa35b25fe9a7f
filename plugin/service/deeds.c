/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "service/deeds.h"

#include "core/i18n.h"
#include "desktop/notice.h"
#include "desktop/opener.h"
#include "desktop/search-window.h"

/* The one that keeps the clipboard of Plasma: a program without a window has none of its own. desktop/clipboard.h would
 * start one where that is missing; the daemon starts none. */
#define KLIPPER "org.kde.klipper"
#define KLIPPER_PATH "/klipper"
#define KLIPPER_INTERFACE "org.kde.klipper.klipper"
/* It may be busy */
#define TIMEOUT_MS 60000

/* What @deed was, while somebody else does it */
typedef struct
{
  GDBusConnection *connection;
  GDBusMethodInvocation *invocation;
  char *text; /* (nullable): what is to be copied */
} Errand;

static Errand *
errand_new (const Deed *deed, const char *text)
{
  Errand *errand = g_new (Errand, 1);
  *errand = (Errand){ g_object_ref (deed->connection), deed->invocation, g_strdup (text) };
  return errand;
}

/* @error: (nullable): why it was not done */
static void
end (Errand *errand, const GError *error)
{
  const Deed deed = { .connection = errand->connection, .invocation = errand->invocation };
  if (error != NULL)
    deed_refuse (&deed, error);
  else
    g_dbus_method_invocation_return_value (errand->invocation, NULL);
  g_object_unref (errand->connection);
  g_free (errand->text);
  g_free (errand);
}

/**
 * deed_refuse:
 * @deed: what can't be done
 * @error: why, for a person
 */
void
deed_refuse (const Deed *deed, const GError *error)
{
  offprint_notice_send (deed->connection, _("That did not work"), error->message);
  g_dbus_method_invocation_return_gerror (deed->invocation, error);
}

static void
on_opener (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  offprint_opener_finish (result, &error);
  end (data, error);
}

/**
 * deed_open:
 * @deed: how
 * @record: an article
 *
 * Has the article opened in the default application of its type.
 */
void
deed_open (const Deed *deed, const OffprintRecord *record)
{
  offprint_opener_open (deed->connection, offprint_record_get (record, OFFPRINT_FIELD_PATH),
                        offprint_record_get (record, OFFPRINT_FIELD_MEMBER), deed->token, NULL, on_opener,
                        errand_new (deed, NULL));
}

/**
 * deed_show:
 * @deed: how
 * @record: an article
 *
 * Has its file shown in the file manager.
 */
void
deed_show (const Deed *deed, const OffprintRecord *record)
{
  offprint_opener_show (deed->connection, offprint_record_get (record, OFFPRINT_FIELD_PATH), deed->token, NULL,
                        on_opener, errand_new (deed, NULL));
}

static void
on_window (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  offprint_search_window_finish (result, &error);
  end (data, error);
}

/**
 * deed_search:
 * @deed: how
 * @words: what was typed
 *
 * Has the search window opened with these words.
 */
void
deed_search (const Deed *deed, const char *words)
{
  offprint_search_window_search (deed->connection, words, deed->token, NULL, on_window, errand_new (deed, NULL));
}

/**
 * deed_similar:
 * @deed: how
 * @record: an article
 *
 * Has the search window opened with articles like this one.
 */
void
deed_similar (const Deed *deed, const OffprintRecord *record)
{
  offprint_search_window_show_similar (deed->connection, offprint_record_get (record, OFFPRINT_FIELD_PATH),
                                       offprint_record_get (record, OFFPRINT_FIELD_MEMBER), deed->token, NULL,
                                       on_window, errand_new (deed, NULL));
}

/* Where nobody keeps a clipboard for others, a person can at least read the link. */
static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (reply == NULL)
    offprint_notice_send (errand->connection, _("The link could not be copied"), errand->text);
  end (errand, NULL);
}

/**
 * deed_copy:
 * @deed: how
 * @record: an article
 *
 * Has its address put into the clipboard; that of its file when no other is known.
 */
void
deed_copy (const Deed *deed, const OffprintRecord *record)
{
  const char *url = offprint_record_get (record, OFFPRINT_FIELD_URL);
  const char *path = offprint_record_get (record, OFFPRINT_FIELD_PATH);
  g_autofree char *uri = url == NULL ? g_filename_to_uri (path, NULL, NULL) : g_strdup (url);
  g_dbus_connection_call (deed->connection, KLIPPER, KLIPPER_PATH, KLIPPER_INTERFACE, "setClipboardContents",
                          g_variant_new ("(s)", uri != NULL ? uri : ""), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          TIMEOUT_MS, NULL, on_copied, errand_new (deed, uri));
}
