/* council check */
#include "cli/command.h"

#include "core/check.h"
#include "core/tables.h"

const CommandUse use_check = {
  .details =
      N_ ("Reads the whole file: SQLite's own checks, the journal's chain of hashes, whether "
          "replaying the journal gives today's tables, every document's hash, and the "
          "council's rules. The exit status is 1 when something was found."),
  .examples = COMMAND_EXAMPLES (N_ ("council check  # is the file sound?"),
                                N_ ("council check --json  # the findings, for a program")),
};

static void
check_json (CommandRun *run, GPtrArray *findings)
{
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_bool (json, "ok", findings->len == 0);
  json_texts (json, "findings", findings);
  json_begin_array (json, "unjournalled");
  for (const TableDeclaration *table = table_declarations; table->name != NULL; table++)
    if (table->kind == TABLE_UNJOURNALLED)
      {
        json_begin_object (json, NULL);
        json_text (json, "table", table->name);
        json_text (json, "why", tr (run->lang, table->why));
        json_builder_end_object (json);
      }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
check_print (CommandRun *run, GPtrArray *findings)
{
  g_autofree char *total = NULL;

  for (guint i = 0; i < findings->len; i++)
    command_line (run, g_ptr_array_index (findings, i));
  if (findings->len == 0)
    command_say (run, N_ ("The file is sound."), NULL);
  else
    {
      total = tr_fill_n (run->lang, "One finding.", "{n} findings.", findings->len, NULL);
      command_line (run, total);
    }
}

gboolean
cmd_check (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) findings = check_file (run->db, run->lang, error);

  if (findings == NULL)
    return FALSE;
  run->found = findings->len > 0;
  if (run->json != NULL)
    check_json (run, findings);
  else
    check_print (run, findings);
  return TRUE;
}
