/* council backup FILE */
#include "cli/command.h"

const CommandUse use_backup = {
  .details =
      N_ ("The copy is whole even while others work with the file, which a plain copy is "
          "not. It keeps the file's origin: to work with it as well, not instead, it has to "
          "join as another working file."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council backup council-2026-11-24.db  # a copy for the safe")),
};

gboolean
cmd_backup (CommandRun *run, GError **error)
{
  const char *path = run->args[0];

  if (run->dry_run)
    command_notice (run, N_ ("would write {path}"), "path", path, NULL);
  else if (!db_backup (run->db, path, error))
    return FALSE;
  if (run->json == NULL)
    return TRUE;
  json_begin_object (run->json, NULL);
  json_text (run->json, "file", path);
  json_text (run->json, "origin", db_origin (run->db));
  json_builder_end_object (run->json);
  return TRUE;
}
