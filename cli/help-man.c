#include "cli/help.h"

#include "cli/arguments.h"

#include <string.h>

/* scdoc's marks; what stands in a line of text must not be taken for one. */
static void
append_escaped (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (strchr ("*_\\#[]<>~`.-+", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
}

static void
append_line (CommandRun *run, const char *text)
{
  append_escaped (run->out, tr (run->lang, text));
  g_string_append (run->out, "\n\n");
}

static void
section (CommandRun *run, const char *title)
{
  g_string_append_printf (run->out, "# %s\n\n", tr (run->lang, title));
}

static void
append_option (CommandRun *run, const CommandOption *option)
{
  g_autofree char *value =
      option->value ? g_strdup_printf (" _%s_", option->value) : g_strdup ("");

  g_string_append_printf (run->out, "*--%s*%s\n\t", option->name, value);
  append_line (run, option->help);
}

static void
append_examples (CommandRun *run, const char *const *lines)
{
  g_string_append (run->out, "```\n");
  for (; *lines != NULL; lines++)
    g_string_append_printf (run->out, "%s\n", tr (run->lang, *lines));
  g_string_append (run->out, "```\n\n");
}

static void
append_command (CommandRun *run, const Command *command)
{
  g_autofree char *line = arguments_usage (command, run->lang);

  g_string_append (run->out, "## ");
  g_string_append_printf (run->out, "%s\n\n", line);
  append_line (run, command->summary);
  if (command->use->details != NULL)
    append_line (run, command->use->details);
  for (const CommandOption *option = command->use->options; option && option->name; option++)
    append_option (run, option);
  append_examples (run, command->use->examples);
}

static void
append_statuses (CommandRun *run)
{
  static const struct
  {
    int status;
    const char *meaning;
  } statuses[] = {
    { 0, N_ ("done") },
    { 1, N_ ("a check found something") },
    { 2, N_ ("a bad argument, or none") },
    { 3, N_ ("nothing bears that name") },
    { 4, N_ ("a rule forbids it, or a question was answered no") },
    { 5, N_ ("the council's file or an output cannot be read or written") },
    { 6, N_ ("a bad file from outside") },
  };

  section (run, N_ ("EXIT STATUS"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_string_append_printf (run->out, "*%d*\n\t", statuses[i].status);
      append_line (run, statuses[i].meaning);
    }
}

static void
append_environment (CommandRun *run)
{
  static const struct
  {
    const char *name;
    const char *meaning;
  } variables[] = {
    { "COUNCIL_FILE", N_ ("The council's file when --file does not name one.") },
    { "COUNCIL_NOW",
      N_ ("An instant, such as 2026-11-24T09:00:00Z, at which the clock stands: for "
          "tests and demonstrations. The journal records that it was set.") },
    { "LC_ALL, LC_MESSAGES, LANG",
      N_ ("The language of the answer when --lang does not name one; "
          "else it is Russian.") },
    { "NO_COLOR", N_ ("When it is not empty, nothing is coloured.") },
  };

  section (run, N_ ("ENVIRONMENT"));
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_string_append_printf (run->out, "*%s*\n\t", variables[i].name);
      append_line (run, variables[i].meaning);
    }
}

void
help_man (CommandRun *run)
{
  g_string_append (run->out, "council(1)\n\n");
  section (run, N_ ("NAME"));
  g_string_append_printf (run->out, "council - %s\n\n",
                          tr (run->lang, N_ ("run an intergovernmental council")));
  section (run, N_ ("SYNOPSIS"));
  g_string_append (run->out, "*council* [*--file* _FILE_] _NOUN_ _VERB_ ...\n\n");
  section (run, N_ ("DESCRIPTION"));
  append_line (run,
               N_ ("One council is one file. The commands below keep its parties, meetings, "
                   "agendas, delegations, decisions and working groups, draw up its protocols "
                   "and export its calendar. Every change is entered in the file's journal."));
  section (run, N_ ("OPTIONS"));
  for (const CommandOption *option = common_options; option->name != NULL; option++)
    append_option (run, option);
  section (run, N_ ("COMMANDS"));
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->alias_of == NULL)
      append_command (run, row);
  append_statuses (run);
  append_environment (run);
  section (run, N_ ("EXAMPLES"));
  append_examples (run, help_program_examples);
}
