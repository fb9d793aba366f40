#include "cli/dry-run.h"

#include "cli/changes.h"

static void
report_json (CommandRun *run, GPtrArray *changes)
{
  g_autoptr(JsonBuilder) answer = g_steal_pointer (&run->json);

  run->json = json_builder_new ();
  json_begin_object (run->json, NULL);
  json_bool (run->json, "dry_run", TRUE);
  changes_json (run->json, "changes", changes);
  json_insert (run->json, "answer", answer);
  json_builder_end_object (run->json);
}

static void
report_text (CommandRun *run, GPtrArray *changes)
{
  if (changes->len == 0)
    {
      command_say (run,
                   db_has_act (run->db) ? N_ ("Dry run: nothing was kept.")
                                        : N_ ("Dry run: nothing would change."),
                   NULL);
      return;
    }
  command_say (run, N_ ("Dry run: this would change, and nothing was kept:"), NULL);
  changes_print (run, changes);
}

gboolean
dry_run_report (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) changes = db_dry_run_changes (run->db, error);

  if (changes == NULL)
    return FALSE;
  if (run->json != NULL)
    report_json (run, changes);
  else
    report_text (run, changes);
  return TRUE;
}
