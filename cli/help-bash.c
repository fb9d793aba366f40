#include "cli/help.h"

#include "cli/arguments.h"

#include <string.h>

static void
append_options (GString *out, const CommandOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    g_string_append_printf (out, " --%s", options->name);
}

/* "meeting") verbs="plan propose …" */
static void
append_verbs (GString *out, const char *noun)
{
  g_string_append_printf (out, "    '%s') words='", noun);
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->verb != NULL && strcmp (row->noun, noun) == 0)
      g_string_append_printf (out, "%s ", row->verb);
  g_string_append (out, "' ;;\n");
}

static void
append_command (GString *out, const Command *command)
{
  if (command->use->options == NULL)
    return;
  g_string_append_printf (out, "    '%s%s%s') words+='", command->noun,
                          command->verb ? " " : "", command->verb ? command->verb : "");
  append_options (out, command->use->options);
  g_string_append (out, "' ;;\n");
}

static void
append_first_words (GString *out)
{
  const char *last = "";

  for (const Command *row = command_table; row->noun != NULL; last = row++->noun)
    if (strcmp (row->noun, last) != 0)
      g_string_append_printf (out, "%s ", row->noun);
}

/* Options that have a value, as a pattern: --file|--lang|… */
static void
append_values (GString *out)
{
  const char *separator = "";

  for (const CommandOption *option = common_options; option->name != NULL; option++)
    if (option->kind != OPTION_FLAG)
      {
        g_string_append_printf (out, "%s--%s", separator, option->name);
        separator = "|";
      }
}

void
help_bash (CommandRun *run)
{
  GString *out = run->out;

  g_string_append (out, "# bash completion for council; made by 'council help --bash'\n"
                        "_council () {\n"
                        "  local cur=${COMP_WORDS[COMP_CWORD]} i noun= verb= words=\n"
                        "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                        "    case ${COMP_WORDS[i]} in\n"
                        "    ");
  append_values (out);
  g_string_append (out, ") ((i++)) ;;\n"
                        "    -*) ;;\n"
                        "    *) if [ -z \"$noun\" ]; then noun=${COMP_WORDS[i]}\n"
                        "       elif [ -z \"$verb\" ]; then verb=${COMP_WORDS[i]}; fi ;;\n"
                        "    esac\n"
                        "  done\n"
                        "  if [[ $cur == -* ]]; then\n"
                        "    words='");
  append_options (out, common_options);
  g_string_append (out, "'\n"
                        "    case \"$noun${verb:+ $verb}\" in\n");
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->alias_of == NULL)
      append_command (out, row);
  g_string_append (out, "    esac\n"
                        "  elif [ -z \"$noun\" ]; then\n"
                        "    words='");
  append_first_words (out);
  g_string_append (out, "'\n"
                        "  elif [ -z \"$verb\" ]; then\n"
                        "    case $noun in\n");
  for (const CommandNoun *noun = command_nouns; noun->noun != NULL; noun++)
    if (command_find_noun (noun->noun) != NULL)
      append_verbs (out, noun->noun);
  g_string_append (out, "    esac\n"
                        "  fi\n"
                        "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                        "}\n"
                        "complete -o default -F _council council\n");
}
