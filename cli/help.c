#include "cli/help.h"

#include "cli/arguments.h"
#include "cli/words.h"

#include <string.h>

const char *const help_program_examples[] = {
  N_ ("council init --template tj-kg  # make council.db for Tajikistan and Kyrgyzstan"),
  N_ ("council status  # what comes next, whose turn it is, what is overdue"),
  N_ ("council meeting propose  # days on which the next meeting can be held"),
  N_ ("council meeting show next --json  # the next meeting, for a program"),
  NULL,
};

static void
heading (CommandRun *run, const char *message)
{
  if (run->out->len > 0)
    g_string_append_c (run->out, '\n');
  g_string_append_printf (run->out, run->colour ? "\033[1m%s\033[0m\n" : "%s\n",
                          tr (run->lang, message));
}

static void
usage (CommandRun *run, const char *line)
{
  command_say (run, N_ ("Usage: {line}"), "line", line, NULL);
}

static void
examples (CommandRun *run, const char *const *lines)
{
  heading (run, N_ ("Examples:"));
  for (; *lines != NULL; lines++)
    g_string_append_printf (run->out, "  %s\n", tr (run->lang, *lines));
}

static Table *
indented_table (void)
{
  Table *table = table_new_plain (2);

  table_indent (table, 2);
  return table;
}

static void
add_option (CommandRun *run, Table *table, const CommandOption *option)
{
  g_autofree char *value = words_translate (option->value ? option->value : "", run->lang);
  g_autofree char *name = g_strconcat (strcmp (option->name, "help") == 0 ? "-h, " : "", "--",
                                       option->name, *value ? " " : "", value, NULL);

  table_row (table, name, tr (run->lang, option->help));
}

static void
general_options (CommandRun *run, Table *table)
{
  for (guint i = 0; i < N_GENERAL_OPTIONS; i++)
    add_option (run, table, &common_options[i]);
}

void
help_program (CommandRun *run)
{
  g_autoptr(Table) nouns = indented_table ();
  g_autoptr(Table) words = indented_table ();
  g_autoptr(Table) options = indented_table ();
  g_autofree char *line = words_translate ("council [--file FILE] NOUN VERB …", run->lang);

  usage (run, line);
  for (const CommandNoun *noun = command_nouns; noun->noun != NULL; noun++)
    if (command_find_noun (noun->noun) != NULL)
      table_row (nouns, noun->noun, tr (run->lang, noun->summary));
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->verb == NULL)
      table_row (words, row->noun, tr (run->lang, row->summary));
  general_options (run, options);

  if (!table_is_empty (nouns))
    {
      heading (run, N_ ("Nouns ('council NOUN --help' lists what can be done):"));
      command_table_print (run, nouns);
    }
  heading (run, N_ ("Commands that stand alone:"));
  command_table_print (run, words);
  heading (run, N_ ("Options:"));
  command_table_print (run, options);
  examples (run, help_program_examples);
}

static const char *
noun_summary (const char *noun)
{
  for (const CommandNoun *row = command_nouns; row->noun != NULL; row++)
    if (strcmp (row->noun, noun) == 0)
      return row->summary;
  return "";
}

void
help_noun (CommandRun *run, const char *noun)
{
  g_autoptr(Table) verbs = indented_table ();
  g_autofree char *form = g_strdup_printf ("council %s VERB …", noun);
  g_autofree char *line = words_translate (form, run->lang);
  const char *const *first_examples = NULL;

  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->alias_of == NULL && strcmp (row->noun, noun) == 0)
      {
        table_row (verbs, row->verb, tr (run->lang, row->summary));
        if (first_examples == NULL)
          first_examples = row->use->examples;
      }
  usage (run, line);
  heading (run, noun_summary (noun));
  command_table_print (run, verbs);
  if (first_examples != NULL)
    examples (run, first_examples);
  g_string_append_c (run->out, '\n');
  command_say (run, N_ ("'council {noun} VERB --help' explains one of them."), "noun", noun,
               NULL);
}

void
help_command (CommandRun *run, const Command *command)
{
  g_autoptr(Table) own = indented_table ();
  g_autoptr(Table) common = indented_table ();
  g_autofree char *line = arguments_usage (command, run->lang);

  usage (run, line);
  heading (run, command->summary);
  if (command->use->details != NULL)
    command_line (run, tr (run->lang, command->use->details));
  for (const CommandOption *option = command->use->options; option && option->name; option++)
    add_option (run, own, option);
  general_options (run, common);
  if (command->flags & WRITES)
    for (guint i = N_GENERAL_OPTIONS; common_options[i].name != NULL; i++)
      add_option (run, common, &common_options[i]);

  if (!table_is_empty (own))
    {
      heading (run, N_ ("Options:"));
      command_table_print (run, own);
    }
  heading (run, N_ ("Options of every command:"));
  command_table_print (run, common);
  examples (run, command->use->examples);
}
