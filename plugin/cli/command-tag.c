/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `offprint tag`: shows and changes what is noted at files. Needs no index; whoever follows a file sees the change. */
#include "cli/command.h"

#include "core/error.h"
#include "core/tags.h"
#include "core/text.h"
#include "index/attribute-change.h"
#include "index/file-attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  OffprintAttributeChange change;
  gboolean as_json;
  gboolean has_change;
} Wish;

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, OFFPRINT_ERROR, OFFPRINT_ERROR_IO, reason);
  return FALSE;
}

/* A link stands for what it leads to: saved searches are folders of links.
 *
 * Returns: a descriptor, or -1 with error */
static int
open_file (const char *path, GError **error)
{
  struct stat status;
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd >= 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fd;
  fail (error, fd < 0 ? g_strerror (errno) : _("not a regular file"));
  if (fd >= 0)
    close (fd);
  return -1;
}

static void
print_line (const char *name, const char *value)
{
  g_autofree char *printable = offprint_text_printable (value);
  if (*printable != '\0')
    command_print ("%s: %s\n", name, printable);
}

static void
print_text (const char *path, GStrv tags, const char *comment)
{
  g_autofree char *joined = g_strjoinv (", ", tags);
  print_line ("path", path);
  print_line ("tags", joined);
  print_line ("comment", comment != NULL ? comment : "");
}

static void
print_json (const char *path, GStrv tags, const char *comment)
{
  g_autofree char *valid = g_utf8_make_valid (path, -1);
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "path");
  json_builder_add_string_value (json, valid);
  json_builder_set_member_name (json, "tags");
  json_builder_begin_array (json);
  for (; *tags != NULL; tags++)
    json_builder_add_string_value (json, *tags);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "comment");
  json_builder_add_string_value (json, comment);
  json_builder_end_object (json);
  command_print_json (json);
}

/* Shows what Offprint takes from there. */
static void
show (const char *path, int fd, gboolean as_json)
{
  OffprintFileAttributes attributes;
  offprint_file_attributes_read (&attributes, fd);
  g_auto (GStrv) tags = offprint_tags_split (attributes.values[OFFPRINT_ATTRIBUTE_TAGS]);
  (as_json ? print_json : print_text) (path, tags, attributes.values[OFFPRINT_ATTRIBUTE_COMMENT]);
  offprint_file_attributes_clear (&attributes);
}

static gboolean
act (const char *path, const Wish *wish)
{
  g_autoptr (GError) error = NULL;
  int fd = open_file (path, &error);
  if (fd >= 0 && (!wish->has_change || offprint_attribute_change_apply (&wish->change, fd, &error))
      && (!wish->has_change || wish->as_json))
    show (path, fd, wish->as_json);
  if (fd >= 0)
    close (fd);
  if (error != NULL)
    command_complain (path, error->message, NULL);
  return error == NULL;
}

static gboolean
are_tags (const char *const *tags, ExitStatus *status)
{
  for (; *tags != NULL; tags++)
    if (!offprint_tags_is_tag (*tags))
      {
        *status = command_misuse ("tag", _("'%s' is no tag: it must be a text without a comma"), *tags);
        return FALSE;
      }
  return TRUE;
}

static ExitStatus
act_on_all (const Wish *wish, char **files)
{
  ExitStatus status = EXIT_STATUS_DONE;
  if (!are_tags (wish->change.add, &status) || !are_tags (wish->change.remove, &status))
    return status;
  for (; *files != NULL; files++)
    if (!act (*files, wish))
      status = EXIT_STATUS_SOME_FAILED;
  return status;
}

/**
 * command_tag:
 * @arguments: (transfer full): the command line
 * @config: the configuration
 *
 * Returns: the exit status
 */
ExitStatus
command_tag (GStrv arguments, const OffprintConfig *config)
{
  static const char *const none[] = { NULL };
  g_auto (GStrv) words = arguments, add = NULL, remove = NULL, files = NULL;
  g_autofree char *comment = NULL;
  gboolean as_json = FALSE;
  ExitStatus status;
  const GOptionEntry entries[] = {
    { "add", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &add, N_("Add this tag; may be given again"), N_("TAG") },
    { "remove", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &remove, N_("Remove this tag; may be given again"), N_("TAG") },
    { "comment", 'c', 0, G_OPTION_ARG_STRING, &comment, N_("Set the comment; an empty one removes it"), N_("TEXT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("One JSON object a line: what is noted at each file then"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_("FILE...") },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_parse_options (
          &words, _("Shows or changes the tags and the comment of files, found by `tag:` and `comment:`."),
          _("They are kept with the file (extended attributes user.xdg.tags and user.xdg.comment), where file "
            "managers keep theirs; what is in the file is not changed.\n\n"
            "Exit status: 0 done, 1 some files could not be read or changed, 2 wrong usage."),
          entries, &status))
    return status;
  if (files == NULL)
    return command_misuse ("tag", "%s", _("which files?"));
  const Wish wish = {
    .change = { add != NULL ? (const char *const *) add : none, remove != NULL ? (const char *const *) remove : none,
                comment },
    .as_json = as_json,
    .has_change = add != NULL || remove != NULL || comment != NULL,
  };
  return act_on_all (&wish, files);
}
