#include "cli/arguments.h"
#include "cli/command.h"

#include "cli/output.h"
#include "core/file.h"
#include "core/setting.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- the table ------------------------------------------------------------------------------ */

const Command command_table[] = {
#define COMMAND(noun, verb, flags, arguments, summary)                                        \
  { #noun, #verb, NULL, flags, arguments, summary, &use_##noun##_##verb, cmd_##noun##_##verb },
#define ALIAS(noun, alias, verb) { #noun, #alias, #verb, PLAIN, "", "", NULL, NULL },
#define WORD(word, flags, arguments, summary)                                                 \
  { #word, NULL, NULL, flags, arguments, summary, &use_##word, cmd_##word },
#include "cli/commands.h"
  { NULL },
};

const CommandNoun command_nouns[] = {
#define NOUN(noun, summary) { #noun, summary },
#include "cli/commands.h"
  { NULL },
};

const Command *
command_find (const char *noun, const char *verb)
{
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (strcmp (row->noun, noun) == 0 && g_strcmp0 (row->verb, verb) == 0)
      return row->alias_of ? command_find (noun, row->alias_of) : row;
  return NULL;
}

const char *
command_find_noun (const char *word)
{
  for (const Command *row = command_table; row->noun != NULL; row++)
    if (row->verb != NULL && strcmp (row->noun, word) == 0)
      return row->noun;
  return NULL;
}

/* --- options -------------------------------------------------------------------------------- */

static char **
option_values (CommandRun *run, const char *name)
{
  g_assert (arguments_option (run->command, name, strlen (name)) != NULL);
  return g_hash_table_lookup (run->options, name);
}

const char *
command_option (CommandRun *run, const char *name)
{
  char **values = option_values (run, name);

  return values ? values[0] : NULL;
}

gboolean
command_flag (CommandRun *run, const char *name)
{
  return option_values (run, name) != NULL;
}

const char *const *
command_values (CommandRun *run, const char *name)
{
  static const char *const none[] = { NULL };
  char **values = option_values (run, name);

  return values ? (const char *const *) values : none;
}

gboolean
command_number (CommandRun *run, const char *name, gint64 fallback, gint64 lowest,
                gint64 highest, gint64 *number, GError **error)
{
  const char *value = command_option (run, name);

  *number = fallback;
  if (value == NULL || g_ascii_string_to_signed (value, 10, lowest, highest, number, NULL))
    return TRUE;

  g_autofree char *option = g_strconcat ("--", name, NULL);
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, lowest);
  g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, highest);

  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("{option} {value}: not a number from {least} to {most}"), "option",
                        option, "value", value, "least", least, "most", most, NULL);
}

const char *
command_party (CommandRun *run, GError **error)
{
  if (run->as == NULL)
    council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("the party acted for is missing (say --as PARTY; see 'council party list')"),
        NULL);
  return run->as;
}

gboolean
command_may_act (CommandRun *run, const char *party, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *own = setting_get (run->db, "own-party", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (own == NULL || *own == '\0' || party == NULL || g_strcmp0 (party, own) == 0 ||
      run->basis != NULL || !(run->command->flags & WRITES))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("this file is kept by {own}: acting for {party} needs a basis (--basis "
          "\"letter or note, number, date\")"),
      "own", own, "party", party, NULL);
}

/* --- what a command says -------------------------------------------------------------------- */

/* tr_fill() with the pairs of a caller's caller. */
static char *
fill (const char *lang, const char *message, va_list pairs)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;

  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      g_hash_table_insert (values, (gpointer) name, (gpointer) (value ? value : "—"));
    }
  return message_fill (tr (lang, message), lang, values);
}

void
command_line (CommandRun *run, const char *text)
{
  g_string_append (run->out, text);
  g_string_append_c (run->out, '\n');
}

void
command_say (CommandRun *run, const char *message, ...)
{
  g_autofree char *text = NULL;
  va_list pairs;

  va_start (pairs, message);
  text = fill (run->lang, message, pairs);
  va_end (pairs);
  command_line (run, text);
}

void
command_table_print (CommandRun *run, Table *table)
{
  table_print (table, run->out, run->width, run->colour);
}

void
command_notice_text (CommandRun *run, const char *text)
{
  g_string_append (run->notices, text);
  g_string_append_c (run->notices, '\n');
}

void
command_notices (CommandRun *run, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    command_notice_text (run, g_ptr_array_index (texts, i));
}

void
command_notice (CommandRun *run, const char *message, ...)
{
  g_autofree char *text = NULL;
  va_list pairs;

  va_start (pairs, message);
  text = fill (run->lang, message, pairs);
  va_end (pairs);
  command_notice_text (run, text);
}

static gboolean
is_yes (const char *answer)
{
  static const char *const words[] = { "y", "yes", "д", "да", "ҳа", "ооба" };
  g_autofree char *word = g_utf8_strdown (answer, -1);

  g_strstrip (word);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Asks on the terminal. */
static gboolean
ask (CommandRun *run, const char *question)
{
  g_autofree char *prompt = g_strdup_printf ("%s %s ", question, tr (run->lang, N_ ("[y/n]")));
  char answer[64];

  return output_write (STDERR_FILENO, prompt, NULL) &&
         fgets (answer, sizeof answer, stdin) != NULL && g_utf8_validate (answer, -1, NULL) &&
         is_yes (answer);
}

gboolean
command_ask (CommandRun *run, GError **error, const char *question, ...)
{
  g_autofree char *text = NULL;
  va_list pairs;

  if (run->yes || run->dry_run)
    return TRUE;
  va_start (pairs, question);
  text = fill (run->lang, question, pairs);
  va_end (pairs);
  if (!isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("not done: {question} was not answered (--yes answers it)"),
                          "question", text, NULL);
  return ask (run, text) ||
         council_error (error, COUNCIL_ERROR_RULE, N_ ("not done: the answer was no"), NULL);
}

gboolean
command_write_file (CommandRun *run, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (bytes));

  if (!run->dry_run)
    return file_write_whole (path, bytes, error);
  command_notice (run, N_ ("would write {path} ({size} bytes)"), "path", path, "size", size,
                  NULL);
  return TRUE;
}

gboolean
command_flush (CommandRun *run, GError **error)
{
  gboolean ok = output_write (STDOUT_FILENO, run->out->str, error);

  output_write (STDERR_FILENO, run->notices->str, NULL);
  g_string_truncate (run->out, 0);
  g_string_truncate (run->notices, 0);
  return ok;
}
