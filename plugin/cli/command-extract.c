/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint extract`: the record of each file, for a person, as JSON or as a plain web page. */
#include "cli/article-page.h"
#include "cli/command.h"

#include "core/record.h"
#include "core/text.h"
#include "index/article-file.h"

typedef void (*PrintFunc) (const OffprintRecord *record);

static void
print_value (const OffprintFieldInfo *info, const char *value)
{
  g_autofree char *printable = offprint_text_printable (value);
  command_print ("%s: %s\n", info->name, printable);
}

static void
print_field (const OffprintRecord *record, OffprintField field)
{
  const OffprintFieldInfo *info = offprint_schema_get (field);
  if (info->kind == OFFPRINT_KIND_LIST)
    {
      g_autofree char *joined = offprint_record_join_list (record, field);
      if (*joined != '\0')
        print_value (info, joined);
      return;
    }
  if (info->kind == OFFPRINT_KIND_NUMBER)
    {
      command_print ("%s: %" G_GUINT64_FORMAT "\n", info->name, offprint_record_get_words (record));
      return;
    }
  const char *value = offprint_record_get (record, field);
  if (value != NULL && info->kind != OFFPRINT_KIND_TEXT)
    print_value (info, value);
}

static void
print_paragraphs (const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    {
      g_autofree char *printable = offprint_text_printable (paragraphs[i]);
      command_print ("%s\n", printable);
    }
}

static void
print_text (const OffprintRecord *record)
{
  for (OffprintField field = 0; field < OFFPRINT_N_RECORD_FIELDS; field++)
    print_field (record, field);
  const char *text = offprint_record_get (record, OFFPRINT_FIELD_TEXT);
  command_print ("\n");
  if (text != NULL)
    print_paragraphs (text);
}

static void
print_json (const OffprintRecord *record)
{
  g_autofree char *json = offprint_record_to_json (record);
  command_print ("%s\n", json);
}

static void
print_page (const OffprintRecord *record)
{
  g_autofree char *page = article_page_make (record);
  command_print ("%s", page);
}

static GPtrArray *
extract_file (const char *path, guint64 max_bytes, GError **error)
{
  g_autoptr (OffprintArticleFile) file = offprint_article_file_read (path, max_bytes, NULL, error);
  return file != NULL ? offprint_article_file_extract (file, path, error) : NULL;
}

static gboolean
show_file (const char *path, guint64 max_bytes, PrintFunc print)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = extract_file (path, max_bytes, &error);
  if (records == NULL)
    {
      command_complain (path, error->message, NULL);
      return FALSE;
    }
  for (guint i = 0; i < records->len; i++)
    {
      const OffprintRecord *record = g_ptr_array_index (records, i);
      const char *const *warnings = offprint_record_get_warnings (record);
      for (; print == print_text && *warnings != NULL; warnings++)
        command_complain (path, *warnings, _("warning"));
      print (record);
    }
  return TRUE;
}

/**
 * command_extract:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_extract (GStrv arguments, const OffprintConfig *config)
{
  g_auto (GStrv) words = arguments;
  g_auto (GStrv) files = NULL;
  gboolean as_json = FALSE, as_text = FALSE, as_html = FALSE;
  ExitStatus status = EXIT_STATUS_DONE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("One JSON object a line"), NULL },
    { "html", 0, 0, G_OPTION_ARG_NONE, &as_html, N_("A plain web page: metadata, then the text"), NULL },
    { "text", 0, 0, G_OPTION_ARG_NONE, &as_text, N_("Lines `field: value`, then the text (default)"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_("FILE...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (&words, _("Shows what is in saved articles: title, author, date, text."),
                              _("Exit status: 0 done, 1 some files could not be read, 2 wrong usage."), entries,
                              &status))
    return status;
  if (files == NULL || as_json + as_text + as_html > 1)
    return command_misuse ("extract", "%s", files == NULL ? _("which files?") : _("one of --json, --html and --text"));
  PrintFunc print = as_json ? print_json : as_html ? print_page : print_text;
  for (gsize i = 0; files[i] != NULL; i++)
    if (!show_file (files[i], config->max_file_bytes, print))
      status = EXIT_STATUS_SOME_FAILED;
  return status;
}
