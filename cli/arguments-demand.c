/* What a command's row demands of its command line: "REF --to START [ITEM…]". */
#include "cli/arguments.h"

#include "cli/words.h"

#include <string.h>

/* What a row's arguments demand. */
typedef struct
{
  guint least, most;
  GPtrArray *names;   /* of the arguments that must be there */
  GPtrArray *options; /* that must be there */
} Demand;

static void
read_option (const Command *command, const char *word, guint depth, Demand *demand,
             gboolean *skip)
{
  const char *last = strrchr (word, '|'); /* of "--accept|--counter VALUE" */
  const char *name = (last ? last + 1 : word) + strlen ("--");
  const CommandOption *option = arguments_option (command, name, strlen (name));

  g_assert (option != NULL); /* the row names an option that the command does not have */
  *skip = option->kind != OPTION_FLAG;
  if (depth == 0)
    g_ptr_array_add (demand->options, (gpointer) option->name);
}

/* Reads "REF --to START [ITEM…]": see Command.arguments. */
static void
read_demand (const Command *command, char **words, Demand *demand)
{
  guint depth = 0;
  gboolean skip = FALSE; /* the next word is an option's value */

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = words[i];
      gsize length;

      for (; strchr ("[(", *word) != NULL && *word != '\0'; word++)
        depth++;
      length = strcspn (word, "])");
      if (skip)
        skip = FALSE;
      else if (g_str_has_prefix (word, "--"))
        {
          g_autofree char *name = g_strndup (word, length);

          read_option (command, name, depth, demand, &skip);
        }
      else if (*word != '|')
        {
          g_autofree char *name = g_strndup (word, length);

          if (depth == 0)
            g_ptr_array_add (demand->names, words[i]);
          demand->most = g_str_has_suffix (name, "…")
                             ? G_MAXUINT
                             : demand->most + (demand->most < G_MAXUINT);
        }
      for (const char *end = word + length; *end == ']' || *end == ')'; end++)
        depth--;
    }
  demand->least = demand->names->len;
}

static gboolean
check_demand (CommandRun *run, const Demand *demand, GError **error)
{
  g_autofree char *usage = arguments_usage (run->command, run->lang);

  if (run->n_args < demand->least)
    {
      g_autofree char *what = words_translate (demand->names->pdata[run->n_args], run->lang);

      return council_error (error, COUNCIL_ERROR_USAGE,
                            N_ ("{what} is missing (usage: {usage})"), "what", what, "usage",
                            usage, NULL);
    }
  if (run->n_args > demand->most)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{argument}: one argument too many (usage: {usage})"),
                          "argument", run->args[demand->most], "usage", usage, NULL);
  for (guint i = 0; i < demand->options->len; i++)
    if (!g_hash_table_contains (run->options, demand->options->pdata[i]))
      {
        g_autofree char *what = g_strconcat ("--", demand->options->pdata[i], NULL);

        return council_error (error, COUNCIL_ERROR_USAGE,
                              N_ ("{what} is missing (usage: {usage})"), "what", what, "usage",
                              usage, NULL);
      }
  return TRUE;
}

gboolean
arguments_count (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GPtrArray) options = g_ptr_array_new ();
  g_auto(GStrv) words = g_strsplit (run->command->arguments, " ", -1);
  Demand demand = { .names = names, .options = options };

  if (*run->command->arguments != '\0')
    read_demand (run->command, words, &demand);
  return check_demand (run, &demand, error);
}

char *
arguments_usage (const Command *command, const char *lang)
{
  g_autofree char *arguments = words_translate (command->arguments, lang);

  return g_strconcat ("council ", command->noun, command->verb ? " " : "",
                      command->verb ? command->verb : "", *arguments ? " " : "", arguments,
                      NULL);
}
