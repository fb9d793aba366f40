/* council: reads the command line, opens the file, runs one command, prints its answer. */
#include "cli/arguments.h"
#include "cli/dry-run.h"
#include "cli/help.h"
#include "cli/output.h"
#include "core/clock.h"
#include "core/core.h"
#include "core/party.h"
#include "core/setting.h"
#include "groups/groups.h"
#include "meetings/meetings.h"
#include "protocols/protocols.h"

#include <malloc.h>
#include <string.h>
#include <unistd.h>

#define EXIT_FOUND 1 /* a check found something */

/* An error's exit status, by its code. */
static const int statuses[] = {
  [COUNCIL_ERROR_USAGE] = 2,   [COUNCIL_ERROR_NOT_FOUND] = 3, [COUNCIL_ERROR_RULE] = 4,
  [COUNCIL_ERROR_STORAGE] = 5, [COUNCIL_ERROR_INPUT] = 6,
};
G_STATIC_ASSERT (G_N_ELEMENTS (statuses) == N_COUNCIL_ERRORS);

/* An error from elsewhere (GLib's) is one of reading or writing. */
static int
error_status (const GError *error)
{
  return statuses[error->domain == COUNCIL_ERROR ? error->code : COUNCIL_ERROR_STORAGE];
}

/* The party acted for: --as, else the file's own.  Acting for another one than the file's own
 * needs its letter or note. */
static gboolean
choose_party (CommandRun *run, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *own = setting_get (run->db, "own-party", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (run->as != NULL)
    return party_exists (run->db, run->as, error) && command_may_act (run, run->as, error);
  if (own != NULL && *own != '\0')
    run->as = run->own_party = g_steal_pointer (&own);
  return TRUE;
}

static gboolean
open_file (CommandRun *run, GError **error)
{
  CommandFlags flags = run->command->flags;
  gboolean there = run->file_named || g_file_test (run->file, G_FILE_TEST_EXISTS);

  if (!(flags & NEEDS_FILE) && !((flags & TRIES_FILE) && there))
    return TRUE;
  run->db = db_open (run->file, error);
  if (run->db == NULL)
    return FALSE;
  if ((flags & WRITES) || run->as != NULL)
    {
      if (!choose_party (run, error))
        return FALSE;
      db_set_actor (
          run->db,
          &(DbActor){ .name = g_get_user_name (), .party = run->as, .basis = run->basis });
    }
  db_set_sample (run->db, run->sample);
  return !run->dry_run || !(flags & WRITES) || db_dry_run_begin (run->db, error);
}

static gboolean
run_command (CommandRun *run, GError **error)
{
  if (!clock_init (g_getenv ("COUNCIL_NOW"), error) || !open_file (run, error) ||
      !run->command->function (run, error))
    return FALSE;
  return run->db == NULL || !db_is_dry_run (run->db) || dry_run_report (run, error);
}

/* A noun alone: what can be done with it is missing. */
static gboolean
missing_verb (CommandRun *run, GError **error)
{
  g_autoptr(GString) verbs = g_string_new (NULL);

  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->alias_of == NULL && strcmp (row->noun, run->noun) == 0)
      g_string_append_printf (verbs, "%s%s", verbs->len ? ", " : "", row->verb);
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("what to do with {noun} is missing (one of: {verbs}; see 'council "
                            "{noun} --help')"),
                        "noun", run->noun, "verbs", verbs->str, NULL);
}

static gboolean
answer (CommandRun *run, GError **error)
{
  if (run->version)
    command_line (run, "council " COUNCIL_VERSION);
  else if (run->help && run->command != NULL)
    help_command (run, run->command);
  else if (run->help && run->noun != NULL)
    help_noun (run, run->noun);
  else if (run->help)
    help_program (run);
  else if (run->command != NULL)
    return run_command (run, error);
  else
    return missing_verb (run, error);
  return TRUE;
}

static void
run_init (CommandRun *run, char **argv)
{
  *run = (CommandRun){ .lang = arguments_language (argv),
                       .width = output_width (),
                       .colour = output_has_colour () };
  run->out = g_string_new (NULL);
  run->notices = g_string_new (NULL);
  run->options =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_strfreev);
}

static void
run_clear (CommandRun *run)
{
  g_string_free (run->out, TRUE);
  g_string_free (run->notices, TRUE);
  g_hash_table_unref (run->options);
  g_strfreev (run->args);
  g_free (run->own_party);
  g_free (run->clean_basis);
  g_clear_pointer (&run->json, json_builder_free);
}

/* The answer is printed last, when nothing can go wrong any more but the printing. */
static gboolean
print_answer (CommandRun *run, GError **error)
{
  if (run->json != NULL && run->command != NULL && !run->help && !run->version)
    {
      g_autofree char *document = json_document (run->json);

      g_string_assign (run->out, document);
    }
  return command_flush (run, error);
}

static void
print_error (const CommandRun *run, const GError *error)
{
  g_autofree char *text = council_error_text (error, run->lang);
  g_autofree char *line = g_strconcat ("council: ", text, "\n", NULL);

  output_write (STDERR_FILENO, line, NULL);
}

/* Without a word there is nothing to do: the help, but as an error, so that a script whose
 * command came out empty is not taken for done. */
static int
say_nothing_asked (CommandRun *run)
{
  help_program (run);
  output_write (STDERR_FILENO, run->out->str, NULL);
  return statuses[COUNCIL_ERROR_USAGE];
}

int
main (int argc, char **argv)
{
  CommandRun run;
  g_autoptr(GError) error = NULL;
  int status = 0;

  mallopt (M_TRIM_THRESHOLD, 64 * 1024 * 1024); /* a short run gives no memory back */
  mallopt (M_MMAP_THRESHOLD, 32 * 1024 * 1024); /* nor does it fault the same pages in twice */
  output_init ();
  core_register ();
  meetings_register ();
  groups_register ();
  protocols_register ();
  run_init (&run, argv);
  if (argc < 2)
    status = say_nothing_asked (&run);
  else if (!arguments_parse (&run, argv, &error) || !answer (&run, &error))
    status = error_status (error);
  g_clear_pointer (&run.db, db_close);
  if (status == 0 && !print_answer (&run, &error))
    status = error_status (error);
  if (error != NULL)
    print_error (&run, error);
  if (status == 0 && run.found)
    status = EXIT_FOUND;
  run_clear (&run);
  return status;
}
