/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pop-launcher and its plugins say to each other: one JSON value a line. Values in, lines out; no I/O. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RequestKind:
 * @REQUEST_OTHER: one that this plugin does not know or need
 * @REQUEST_SEARCH: find what @text says, then `Finished`
 * @REQUEST_INTERRUPT: stop searching; `Finished` is waited for
 * @REQUEST_ACTIVATE: open result @id
 * @REQUEST_COMPLETE: put into the entry what result @id is called
 * @REQUEST_CONTEXT: what can be done with result @id?
 * @REQUEST_ACTIVATE_CONTEXT: do @context with it
 * @REQUEST_EXIT: end
 */
typedef enum
{
  REQUEST_OTHER,
  REQUEST_SEARCH,
  REQUEST_INTERRUPT,
  REQUEST_ACTIVATE,
  REQUEST_COMPLETE,
  REQUEST_CONTEXT,
  REQUEST_ACTIVATE_CONTEXT,
  REQUEST_EXIT,
} RequestKind;

typedef struct
{
  RequestKind kind;
  char *text; /* of REQUEST_SEARCH, else NULL */
  guint32 id, context;
} Request;

void request_clear (Request *request);
gboolean request_parse (const char *line, Request *request);

char *response_new (const char *name);
char *response_new_append (guint32 id, const char *name, const char *description, const char *icon);
char *response_new_context (guint32 id, const char *const *options);
char *response_new_fill (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

G_END_DECLS
