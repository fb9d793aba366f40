#include "cli/help.h"

static void
option_json (CommandRun *run, const CommandOption *option)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "name", option->name);
  json_text (run->json, "value", option->value);
  json_bool (run->json, "many", option->kind == OPTION_MANY);
  json_text (run->json, "help", tr (run->lang, option->help));
  json_builder_end_object (run->json);
}

static void
command_json (CommandRun *run, const Command *command)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "noun", command->noun);
  json_text (run->json, "verb", command->verb);
  json_text (run->json, "arguments", command->arguments);
  json_text (run->json, "summary", tr (run->lang, command->summary));
  json_bool (run->json, "writes", (command->flags & WRITES) != 0);
  json_bool (run->json, "needs_file", (command->flags & NEEDS_FILE) != 0);
  json_begin_array (run->json, "options");
  for (const CommandOption *option = command->use->options; option && option->name; option++)
    option_json (run, option);
  json_builder_end_array (run->json);
  json_begin_array (run->json, "examples");
  for (const char *const *line = command->use->examples; *line != NULL; line++)
    json_text (run->json, NULL, tr (run->lang, *line));
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
}

void
help_json (CommandRun *run)
{
  json_begin_array (run->json, NULL);
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->alias_of == NULL)
      command_json (run, row);
  json_builder_end_array (run->json);
}
