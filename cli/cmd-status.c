/* council status: what the rooms registered, in their order. */
#include "cli/command.h"

#include "core/registry.h"

const CommandUse use_status = {
  .examples =
      COMMAND_EXAMPLES (N_ ("council status  # what comes next, whose turn it is, what is "
                            "overdue"),
                        N_ ("council status --json  # the same, for a program")),
};

static gboolean
status_json (CommandRun *run, GPtrArray *sources, GError **error)
{
  json_begin_object (run->json, NULL);
  for (guint i = 0; i < sources->len; i++)
    {
      const StatusSource *source = g_ptr_array_index (sources, i);

      if (source->json != NULL && !source->json (run->db, run->json, error))
        return FALSE;
    }
  json_builder_end_object (run->json);
  return TRUE;
}

static gboolean
status_print (CommandRun *run, GPtrArray *sources, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sources->len; i++)
    {
      const StatusSource *source = g_ptr_array_index (sources, i);

      if (source->lines != NULL && !source->lines (run->db, run->lang, lines, error))
        return FALSE;
    }
  for (guint i = 0; i < lines->len; i++)
    command_line (run, g_ptr_array_index (lines, i));
  return TRUE;
}

gboolean
cmd_status (CommandRun *run, GError **error)
{
  GPtrArray *sources = registry_status ();

  if (!db_read_begin (run->db, error))
    return FALSE;
  return run->json != NULL ? status_json (run, sources, error)
                           : status_print (run, sources, error);
}
