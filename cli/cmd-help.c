/* council help [NOUN [VERB]] [--man | --bash | --json] */
#include "cli/arguments.h"
#include "cli/help.h"

const CommandUse use_help = {
  .options =
      COMMAND_OPTIONS ({ "man", OPTION_FLAG, NULL, N_ ("The manual page, as scdoc reads it") },
                       { "bash", OPTION_FLAG, NULL, N_ ("A completion script for bash") }),
  .examples = COMMAND_EXAMPLES (N_ ("council help meeting  # what can be done with meetings"),
                                N_ ("council help meeting schedule  # how one is scheduled")),
};

gboolean
cmd_help (CommandRun *run, GError **error)
{
  const Command *command;

  if (run->json != NULL)
    help_json (run);
  else if (command_flag (run, "man"))
    help_man (run);
  else if (command_flag (run, "bash"))
    help_bash (run);
  else if (run->n_args == 0)
    help_program (run);
  else if (run->n_args == 1 && command_find_noun (run->args[0]) != NULL)
    help_noun (run, run->args[0]);
  else if ((command = command_find (run->args[0], run->args[1])) != NULL)
    help_command (run, command);
  else
    return arguments_unknown (run->args[0], run->args[1], error);
  return TRUE;
}
