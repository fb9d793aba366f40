/* council protocol edit: one clause by its number, or the whole text in an editor. */
#include "cli/command.h"

#include "core/file.h"
#include "core/text.h"
#include "protocols/protocol.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define TEXT_FILE_LIMIT (4 * 1024 * 1024) /* bytes */

const CommandUse use_protocol_edit = {
  .options =
      COMMAND_OPTIONS ({ "clause", OPTION_TEXT, "NUMBER",
                         N_ ("The clause, as 'council protocol show' numbers them") },
                       { "text", OPTION_TEXT, "TEXT", N_ ("Its new text, with marks") },
                       { "from", OPTION_TEXT, "FILE",
                         N_ ("Take the whole text from a file, as the editor shows it") }),
  .details =
      N_ ("Without options the whole text opens in the editor that VISUAL or EDITOR names. "
          "Wording that is not agreed yet stands in [brackets]. Who had agreed has to agree "
          "again. A text that cannot be taken is not lost: the error says in which file it is "
          "and in which line it fails."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol edit 2027  # the whole text, in the editor"),
      N_ ("council protocol edit 2027 --clause 4 --text \"The parties noted that "
          "trade grew.\"  # one clause")),
};

static gboolean
set_clause (CommandRun *run, GPtrArray *clauses, GError **error)
{
  gint64 number;
  g_autofree char *text = text_clean (command_option (run, "text"), N_ ("text"), error);
  Clause *clause;

  if (text == NULL ||
      !command_number (run, "clause", 0, 1, (gint64) clauses->len, &number, error))
    return FALSE;
  clause = g_ptr_array_index (clauses, (guint) number - 1);
  g_free (clause->text);
  clause->text = g_steal_pointer (&text);
  return TRUE;
}

/* The words of the editor's command; vi when none is named. */
static GStrv
editor_command (const char *path, GError **error)
{
  const char *name = g_getenv ("VISUAL") ? g_getenv ("VISUAL") : g_getenv ("EDITOR");
  g_auto(GStrv) words = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (!g_shell_parse_argv (name && *name ? name : "vi", NULL, &words, NULL))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("editor {name}: it is no command (set VISUAL or EDITOR)"), "name",
                     name, NULL);
      return NULL;
    }
  g_strv_builder_addv (builder, (const char **) words);
  g_strv_builder_add (builder, path);
  return g_strv_builder_end (builder);
}

static gboolean
run_editor (const char *path, GError **error)
{
  g_auto(GStrv) words = editor_command (path, error);
  g_autoptr(GError) problem = NULL;
  int status;

  if (words == NULL)
    return FALSE;
  if (g_spawn_sync (NULL, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
                    NULL, NULL, NULL, NULL, &status, &problem) &&
      g_spawn_check_wait_status (status, &problem))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("editor {name}: {why} (set VISUAL or EDITOR, or use --clause and --text)"), "name",
      words[0], "why", problem->message, NULL);
}

static char *
read_text (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = file_read_whole (path, TEXT_FILE_LIMIT, error);

  return bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

/* Writes @text to a file that only its owner reads. */
static char *
write_text (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) problem = NULL;
  int fd = g_file_open_tmp ("council-protocol-XXXXXX.txt", &path, &problem);

  if (fd >= 0)
    close (fd);
  if (fd >= 0 && g_file_set_contents (path, text, -1, &problem))
    return g_steal_pointer (&path);
  council_error (error, COUNCIL_ERROR_STORAGE,
                 N_ ("text of the protocol: it cannot be written for the editor: {why}"),
                 "why", problem->message, NULL);
  return NULL;
}

static gboolean
take_text (CommandRun *run, Protocol *protocol, const char *text, guint *voided,
           GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_text_read (text, error);

  return clauses != NULL && protocol_set_clauses (run->db, protocol, clauses, voided, error);
}

/* An hour's work is not thrown away because of a brace. */
static gboolean
keep_text (const Protocol *protocol, const char *path, GError **error)
{
  return council_error_wrap (error,
                             (*error)->domain == COUNCIL_ERROR
                                 ? (CouncilErrorCode) (*error)->code
                                 : COUNCIL_ERROR_INPUT,
                             N_ ("{error}; what you wrote is in {path} (correct it and run "
                                 "'council protocol edit {ref} "
                                 "--from {path}')"),
                             "path", path, "ref", protocol->ref, NULL);
}

static gboolean
edit_whole (CommandRun *run, Protocol *protocol, guint *voided, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (run->db, protocol, error);
  g_autofree char *before =
      clauses ? protocol_text_write (protocol, clauses, run->lang) : NULL;
  g_autofree char *path = before ? write_text (before, error) : NULL;
  g_autofree char *after = NULL;
  gboolean edited;

  if (path == NULL)
    return FALSE;
  edited = run_editor (path, error);
  after = read_text (path, edited ? error : NULL);
  if (edited && after != NULL && take_text (run, protocol, after, voided, error))
    {
      g_unlink (path);
      return TRUE;
    }
  if (after != NULL && !g_str_equal (before, after))
    return keep_text (protocol, path, error);
  g_unlink (path);
  return FALSE;
}

static gboolean
edit_from (CommandRun *run, Protocol *protocol, guint *voided, GError **error)
{
  g_autofree char *text = read_text (command_option (run, "from"), error);

  return text != NULL && take_text (run, protocol, text, voided, error);
}

static gboolean
edit_clause (CommandRun *run, Protocol *protocol, guint *voided, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (run->db, protocol, error);

  return clauses != NULL && set_clause (run, clauses, error) &&
         protocol_set_clauses (run->db, protocol, clauses, voided, error);
}

static void
say_edited (CommandRun *run, const Protocol *protocol, GPtrArray *clauses, guint voided)
{
  g_autofree char *sha256 = protocol_text_hash (clauses);

  if (voided > 0)
    command_notice (
        run,
        N_ ("protocol {ref}: the text has changed, so that the agreements to it are "
            "void"),
        "ref", protocol->ref, NULL);
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_text (run->json, "sha256", sha256);
      json_number (run->json, "voided", voided);
      json_builder_end_object (run->json);
    }
  else
    command_say (run, N_ ("Protocol {ref}: the text is kept"), "ref", protocol->ref, NULL);
}

static gboolean
check_options (CommandRun *run, const Protocol *protocol, GError **error)
{
  gboolean number = command_option (run, "clause") != NULL;

  if (number != (command_option (run, "text") != NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--clause and --text: one needs the other"), NULL);
  if (number && command_option (run, "from") != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--clause and --from: only one of them can be given"), NULL);
  return protocol_check_open (protocol, error);
}

gboolean
cmd_protocol_edit (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) clauses = NULL;
  guint voided = 0;

  if (protocol == NULL || !check_options (run, protocol, error) ||
      !(command_option (run, "clause") ? edit_clause (run, protocol, &voided, error)
        : command_option (run, "from") ? edit_from (run, protocol, &voided, error)
                                       : edit_whole (run, protocol, &voided, error)))
    return FALSE;
  clauses = protocol_clauses (run->db, protocol, error);
  if (clauses == NULL)
    return FALSE;
  say_edited (run, protocol, clauses, voided);
  return TRUE;
}
