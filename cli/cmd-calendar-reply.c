/* council calendar reply */
#include "cli/replies.h"

#include "core/date.h"
#include "core/file.h"
#include "core/text.h"
#include "meetings/mail.h"

#include <string.h>

/* A folder with more letters than this is none of answers. */
#define FILES_MAX 10000

/* What "-" means. */
#define STANDARD_INPUT "/dev/stdin"

/* Letters of an address that are shown. */
#define ADDRESS_SHOWN 60

const CommandUse use_calendar_reply = {
  .options = COMMAND_OPTIONS (
      { "others", OPTION_FLAG, NULL,
        N_ ("Take answers that came from another address than the invited person's; whose "
            "letter it was stays on record") }),
  .details = N_ (
      "FILE is an answer to an invitation as mail programs send it: a letter (.eml), a "
      "calendar (.ics), a maildir (its folders new and cur are read and left as they are) or "
      "another folder of such files; - is standard input.  Acceptances, refusals, "
      "delegations and counter-proposals are matched by the meeting's UID and the invited "
      "address; of one person the latest counts, by SEQUENCE and then by date.  Who sends "
      "another in their place changes no delegation: the command that would is shown.  The "
      "same letters a second time change nothing.  The exit status is 1 when something "
      "needs a look: strangers, other senders, what cannot be read."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar reply ~/Maildir  # every answer that came by mail"),
      N_ ("council calendar reply answer.eml --dry-run  # what would be recorded"),
      N_ ("council calendar reply answer.eml --others  # an assistant answered; the secretary "
          "checked")),
};

/* --- which files ----------------------------------------------------------------------------- */

static gboolean
raise_folder (const char *path, GError **error)
{
  return council_error (
      error, COUNCIL_ERROR_INPUT,
      N_ ("{path}: the folder cannot be read, or has more than 10,000 files"), "path", path,
      NULL);
}

/* Adds the files of a folder; of a maildir none that is being delivered, which begins with a
 * dot. */
static gboolean
add_folder (const char *path, GPtrArray *files, GError **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    return raise_folder (path, error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (*name == '.' || !g_file_test (file, G_FILE_TEST_IS_REGULAR))
        continue;
      if (files->len >= FILES_MAX)
        return raise_folder (path, error);
      g_ptr_array_add (files, g_steal_pointer (&file));
    }
  return TRUE;
}

static gboolean
add_path (const char *path, GPtrArray *files, GError **error)
{
  static const char *const rooms[] = { "new", "cur" };
  gboolean maildir = FALSE;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (files, g_strdup (strcmp (path, "-") == 0 ? STANDARD_INPUT : path));
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autofree char *room = g_build_filename (path, rooms[i], NULL);

      if (!g_file_test (room, G_FILE_TEST_IS_DIR))
        continue;
      maildir = TRUE;
      if (!add_folder (room, files, error))
        return FALSE;
    }
  return maildir || add_folder (path, files, error);
}

/* A name that another program gave. */
static char *
file_shown (const char *path)
{
  g_autofree char *name =
      strcmp (path, STANDARD_INPUT) == 0 ? g_strdup ("-") : g_path_get_basename (path);

  return text_one_line (name, 60);
}

static gboolean
is_named (const CommandRun *run, const char *path)
{
  for (guint i = 0; i < run->n_args; i++)
    if (g_str_equal (run->args[i], path) ||
        (g_str_equal (run->args[i], "-") && g_str_equal (path, STANDARD_INPUT)))
      return TRUE;
  return FALSE;
}

/* Of a file named by hand an error is an error; of one in a folder it is a row, for it must not
 * keep back the others. */
static gboolean
read_file (CommandRun *run, const char *path, GPtrArray *replies, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GBytes) bytes = file_read_whole (path, MAIL_BYTES_MAX, &problem);
  g_autofree char *shown = file_shown (path);

  if (bytes != NULL)
    return reply_read (bytes, shown, run->lang, replies, error);
  if (is_named (run, path))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  reply_add_unreadable (replies, shown, run->lang, problem);
  return TRUE;
}

static int
path_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_all (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) replies = g_ptr_array_new_with_free_func ((GDestroyNotify) reply_free);

  for (guint i = 0; i < run->n_args; i++)
    if (!add_path (run->args[i], files, error))
      return NULL;
  g_ptr_array_sort (files, path_compare);
  for (guint i = 0; i < files->len; i++)
    if (!read_file (run, g_ptr_array_index (files, i), replies, error))
      return NULL;
  return g_steal_pointer (&replies);
}

/* --- what came of it ------------------------------------------------------------------------- */

static void
reply_json (CommandRun *run, const Reply *reply)
{
  g_autoptr(GDateTime) stamp = g_date_time_new_from_unix_utc (reply->stamp);
  g_autofree char *at = g_date_time_format (stamp, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *start = reply->asked_start ? instant_text (reply->asked_start) : NULL;
  g_autofree char *end = reply->asked_end ? instant_text (reply->asked_end) : NULL;

  json_begin_object (run->json, NULL);
  json_text (run->json, "file", reply->file);
  json_text (run->json, "outcome", reply_outcome_name (reply->outcome));
  json_text (run->json, "why", reply->why);
  json_text (run->json, "meeting", reply->meeting);
  json_text (run->json, "uid", *reply->uid ? reply->uid : NULL);
  json_text (run->json, "address", *reply->address ? reply->address : NULL);
  json_text (run->json, "person", reply->person);
  json_text (run->json, "party", reply->party);
  json_text (run->json, "name", reply->name);
  json_text (run->json, "answer", reply->answers ? reply_answer_name (reply->answer) : NULL);
  json_number (run->json, "sequence", reply->sequence);
  json_text (run->json, "at", reply->stamp ? at : NULL);
  json_text (run->json, "sender", reply->sender);
  json_text (run->json, "delegated_to", reply->delegated_to);
  json_text (run->json, "comment", reply->comment);
  json_text (run->json, "start", start);
  json_text (run->json, "end", end);
  json_text (run->json, "proposal", reply->proposal);
  json_builder_end_object (run->json);
}

static void
counts_json (CommandRun *run, const guint *counts)
{
  for (guint i = 0; i < N_REPLY_OUTCOMES; i++)
    json_number (run->json, reply_outcome_name ((ReplyOutcome) i), counts[i]);
}

static void
outcomes_json (CommandRun *run, GPtrArray *replies, const guint *counts)
{
  json_begin_object (run->json, NULL);
  counts_json (run, counts);
  json_begin_array (run->json, "answers");
  for (guint i = 0; i < replies->len; i++)
    reply_json (run, g_ptr_array_index (replies, i));
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
}

static char *
who (const Reply *reply)
{
  g_autofree char *address = text_one_line (reply->address, ADDRESS_SHOWN);

  if (reply->name == NULL)
    return *address ? g_steal_pointer (&address) : NULL;
  return *address ? g_strdup_printf ("%s <%s>", reply->name, address) : g_strdup (reply->name);
}

/* What the secretary may want to do about it. */
static void
proposal_print (CommandRun *run, const Reply *reply)
{
  if (reply->answer == REPLY_COUNTER)
    {
      g_autofree char *when =
          replies_when (run, reply->asked_start, reply->all_day, reply->zone);
      g_autofree char *comment =
          reply->comment ? g_strdup_printf (" («%s»)", reply->comment) : g_strdup ("");
      g_autofree char *decline =
          reply->person
              ? g_strdup_printf ("council calendar decline %s --to %s --reason …",
                                 reply->meeting, reply->person)
              : g_strdup_printf ("council calendar decline %s --reason …", reply->meeting);

      command_notice (
          run,
          N_ ("{name} asks for another time: {when}{comment}; to grant it: {command}; to "
              "decline it: {decline}"),
          "name", reply->name, "when", when, "comment", comment, "command", reply->proposal,
          "decline", decline, NULL);
      return;
    }
  command_notice (run, N_ ("{name} sends {other} instead; to put that on the list: {command}"),
                  "name", reply->name, "other",
                  reply->delegated_name ? reply->delegated_name : reply->delegated_to,
                  "command", reply->proposal, NULL);
}

static void
replies_print (CommandRun *run, GPtrArray *replies)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("FILE"), N_ ("SENDER"), N_ ("WHO"), N_ ("REF"), N_ ("ANSWER"),
                 N_ ("OUTCOME"), N_ ("WHY"), NULL);

  for (guint i = 0; i < replies->len; i++)
    {
      const Reply *reply = g_ptr_array_index (replies, i);
      g_autofree char *name = who (reply);
      g_autofree char *sender =
          reply->sender ? text_one_line (reply->sender, ADDRESS_SHOWN) : NULL;

      table_row (table, reply->file, sender, name, reply->meeting,
                 reply->answers ? tr (run->lang, reply_answer_words (reply->answer)) : NULL,
                 tr (run->lang, reply_outcome_words (reply->outcome)),
                 reply->why ? reply->why : "");
      if (reply->proposal != NULL)
        proposal_print (run, reply);
    }
  if (table_is_empty (table))
    command_say (run, N_ ("There is no letter."), NULL);
  else
    command_table_print (run, table);
}

/* "recorded: 3; stale: 1" */
static void
counts_print (CommandRun *run, const guint *counts)
{
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < N_REPLY_OUTCOMES; i++)
    if (counts[i] > 0)
      g_string_append_printf (line, "%s%s: %u", line->len ? "; " : "",
                              tr (run->lang, reply_outcome_words ((ReplyOutcome) i)),
                              counts[i]);
  if (line->len > 0)
    command_line (run, line->str);
}

gboolean
cmd_calendar_reply (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) replies = read_all (run, error);
  guint counts[N_REPLY_OUTCOMES] = { 0 };

  if (replies == NULL ||
      !reply_take (run->db, replies, command_flag (run, "others"), run->lang, error))
    return FALSE;
  for (guint i = 0; i < replies->len; i++)
    {
      const Reply *reply = g_ptr_array_index (replies, i);

      counts[reply->outcome]++;
      run->found = run->found || reply_outcome_needs_care (reply->outcome);
    }
  if (run->json != NULL)
    {
      outcomes_json (run, replies, counts);
      return TRUE;
    }
  replies_print (run, replies);
  counts_print (run, counts);
  return TRUE;
}
