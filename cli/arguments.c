#include "cli/arguments.h"

#include "cli/words.h"
#include "core/language.h"
#include "core/text.h"

#include <string.h>

const CommandOption common_options[] = {
  { "file", OPTION_TEXT, "FILE",
    N_ ("The council's file (else $COUNCIL_FILE, else council.db)") },
  { "lang", OPTION_TEXT, "LANGUAGE", N_ ("Language of the answer: ru, en, tg, ky") },
  { "json", OPTION_FLAG, NULL, N_ ("Answer with one JSON document") },
  { "help", OPTION_FLAG, NULL, N_ ("Show this help") },
  { "version", OPTION_FLAG, NULL, N_ ("Show the program's version") },
  { "as", OPTION_TEXT, "PARTY", N_ ("Act for a party: its code, such as tj") },
  { "basis", OPTION_TEXT, "TEXT",
    N_ ("The letter or note that is acted on, with number and date") },
  { "dry-run", OPTION_FLAG, NULL, N_ ("Say what would change and change nothing") },
  { "yes", OPTION_FLAG, NULL, N_ ("Answer questions with yes") },
  { "sample", OPTION_FLAG, NULL, N_ ("Mark what is written as sample data, for ever") },
  { NULL },
};

/* --- language ------------------------------------------------------------------------------- */

static const char *
known_language (const char *text)
{
  static const char *const languages[] = { "ru", "en", "tg", "ky" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strncmp (text, languages[i], 2) == 0 && strchr ("_.@", text[2]) != NULL)
      return languages[i];
  return NULL;
}

/* The first variable that says anything decides; "C" and languages we lack mean Russian. */
static const char *
locale_language (void)
{
  static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && *value != '\0')
        {
          const char *lang = known_language (value);

          return lang ? lang : "ru";
        }
    }
  return "ru";
}

const char *
arguments_language (char **argv)
{
  for (guint i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      const char *value = NULL;

      if (g_str_has_prefix (argv[i], "--lang="))
        value = argv[i] + strlen ("--lang=");
      else if (strcmp (argv[i], "--lang") == 0)
        value = argv[i + 1];
      if (value != NULL && language_is_known (value))
        return value;
    }
  return locale_language ();
}

/* --- options -------------------------------------------------------------------------------- */

static const CommandOption *
find_option (const CommandOption *options, const char *name, gsize length)
{
  for (; options != NULL && options->name != NULL; options++)
    if (strncmp (options->name, name, length) == 0 && options->name[length] == '\0')
      return options;
  return NULL;
}

const CommandOption *
arguments_option (const Command *command, const char *name, gsize length)
{
  const CommandOption *option = find_option (common_options, name, length);

  if (option == NULL && command != NULL)
    option = find_option (command->use->options, name, length);
  return option;
}

/* The option that @word names, which begins with a dash. */
static const CommandOption *
word_option (const Command *command, const char *word)
{
  if (strcmp (word, "-h") == 0)
    word = "--help";
  if (!g_str_has_prefix (word, "--"))
    return NULL;
  word += 2;
  return arguments_option (command, word, strcspn (word, "="));
}

static gboolean
is_option (const char *word)
{
  return word[0] == '-' && word[1] != '\0';
}

static void
collect_option_names (GPtrArray *names, const CommandOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    g_ptr_array_add (names, (gpointer) options->name);
}

static gboolean
unknown_option (const Command *command, const char *word, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  gsize dashes = strspn (word, "-");
  g_autofree char *name = g_strndup (word, dashes + strcspn (word + dashes, "="));
  g_autofree char *suggestion = NULL;
  const char *nearest;

  if (word_option (command, word) != NULL) /* known, so it was a flag with a value */
    return council_error (error, COUNCIL_ERROR_USAGE, N_ ("option {option} takes no value"),
                          "option", name, NULL);
  collect_option_names (names, common_options);
  if (command != NULL)
    collect_option_names (names, command->use->options);
  nearest = words_nearest (name + dashes, names);
  if (nearest == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("unknown option {option} (--help lists the options)"), "option",
                          name, NULL);
  suggestion = g_strconcat ("--", nearest, NULL);
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("unknown option {option} (did you mean {nearest}?)"), "option",
                        name, "nearest", suggestion, NULL);
}

/* GOption would say what is wrong in its own words and in one language, and takes --json=no for
 * --json; so this looks first.  @end is set to where the options end. */
static gboolean
check_options (const Command *command, char **argv, guint *end, GError **error)
{
  guint i;

  for (i = 1; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    {
      const CommandOption *option =
          is_option (argv[i]) ? word_option (command, argv[i]) : NULL;
      gboolean has_value = strchr (argv[i], '=') != NULL;

      if (!is_option (argv[i]))
        continue;
      if (option == NULL || (option->kind == OPTION_FLAG && has_value))
        return unknown_option (command, argv[i], error);
      if (option->kind == OPTION_FLAG || has_value)
        continue;
      if (argv[++i] == NULL)
        return council_error (error, COUNCIL_ERROR_USAGE,
                              N_ ("option {option}: its value is missing"), "option",
                              argv[i - 1], NULL);
    }
  *end = i;
  return TRUE;
}

/* Where GOption puts an option's value. */
typedef struct
{
  const CommandOption *option;
  gboolean flag;
  char **values;
} OptionValue;

static void
add_entries (GArray *entries, OptionValue *values, guint *n, const CommandOption *options)
{
  for (; options != NULL && options->name != NULL; options++, (*n)++)
    {
      gboolean is_flag = options->kind == OPTION_FLAG;
      GOptionEntry entry = {
        .long_name = options->name,
        .short_name = strcmp (options->name, "help") == 0 ? 'h' : '\0',
        .arg = is_flag ? G_OPTION_ARG_NONE : G_OPTION_ARG_FILENAME_ARRAY,
        .arg_data = is_flag ? (gpointer) &values[*n].flag : (gpointer) &values[*n].values,
      };

      values[*n].option = options;
      g_array_append_val (entries, entry);
    }
}

static guint
count_options (const CommandOption *options)
{
  guint n = 0;

  while (options != NULL && options[n].name != NULL)
    n++;
  return n;
}

static gboolean
keep_value (CommandRun *run, OptionValue *value, GError **error)
{
  const char *name;
  char **values = g_steal_pointer (&value->values);

  g_assert (value->option != NULL); /* add_entries() set it */
  name = value->option->name;
  if (value->flag)
    values = g_new0 (char *, 1);
  if (values == NULL)
    return TRUE;
  g_hash_table_insert (run->options, (gpointer) name, values);
  if (value->option->kind == OPTION_TEXT && g_strv_length (values) > 1)
    {
      g_autofree char *option = g_strconcat ("--", name, NULL);

      return council_error (error, COUNCIL_ERROR_USAGE,
                            N_ ("option {option}: given more than once"), "option", option,
                            NULL);
    }
  return TRUE;
}

/* Reads the options of @argv, which end at @end.  Returns (transfer full): the program's name and
 * the arguments among them; those after "--" are left out. */
static char **
parse_options (CommandRun *run, char **argv, guint end, GError **error)
{
  const CommandOption *own = run->command ? run->command->use->options : NULL;
  guint n_values = count_options (common_options) + count_options (own), n = 0;
  g_autofree OptionValue *values = g_new0 (OptionValue, n_values);
  g_autoptr(GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_auto(GStrv) words = g_new0 (char *, end + 1);
  gboolean ok;

  for (guint i = 0; i < end; i++)
    words[i] = g_strdup (argv[i]);
  add_entries (entries, values, &n, common_options);
  add_entries (entries, values, &n, own);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, (GOptionEntry *) (gpointer) entries->data, NULL);
  ok = g_option_context_parse_strv (context, &words, error);
  for (guint i = 0; i < n_values; i++)
    {
      ok = ok && keep_value (run, &values[i], error);
      g_strfreev (values[i].values);
    }
  return ok ? g_steal_pointer (&words) : NULL;
}

/* Sets run->args: what is no option, then what follows "--". */
static gboolean
read_options (CommandRun *run, char **argv, GError **error)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) front = NULL;
  guint end = 0;

  if (!check_options (run->command, argv, &end, error))
    return FALSE;
  front = parse_options (run, argv, end, error);
  if (front == NULL)
    return FALSE;
  g_strv_builder_addv (words, (const char **) front + 1);
  if (argv[end] != NULL)
    g_strv_builder_addv (words, (const char **) argv + end + 1);
  run->args = g_strv_builder_end (words);
  run->n_args = g_strv_length (run->args);
  return TRUE;
}

/* --- the command ---------------------------------------------------------------------------- */

static gboolean
unknown_noun (const char *word, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *whole = NULL;
  const char *nearest;

  for (const Command *row = command_table; row->noun != NULL; row++)
    {
      g_ptr_array_add (names, (gpointer) row->noun);
      if (whole == NULL && g_strcmp0 (row->verb, word) == 0) /* the noun was forgotten */
        whole = g_strdup_printf ("%s %s", row->noun, row->verb);
    }
  nearest = whole ? whole : words_nearest (word, names);
  if (nearest == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("unknown command {command} (see 'council --help')"), "command",
                          word, NULL);
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("unknown command {command} (did you mean 'council {nearest}'?)"),
                        "command", word, "nearest", nearest, NULL);
}

static gboolean
unknown_verb (const char *noun, const char *word, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *command = g_strdup_printf ("%s %s", noun, word);
  g_autofree char *suggestion = NULL;
  const char *nearest;

  for (const Command *row = command_table; row->noun != NULL; row++)
    if (strcmp (row->noun, noun) == 0)
      g_ptr_array_add (names, (gpointer) row->verb);
  nearest = words_nearest (word, names);
  if (nearest == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("unknown command {command} (see 'council {noun} --help')"),
                          "command", command, "noun", noun, NULL);
  suggestion = g_strdup_printf ("%s %s", noun, nearest);
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("unknown command {command} (did you mean 'council {nearest}'?)"),
                        "command", command, "nearest", suggestion, NULL);
}

gboolean
arguments_unknown (const char *noun, const char *verb, GError **error)
{
  const char *known = command_find_noun (noun);

  return known != NULL && verb != NULL ? unknown_verb (known, verb, error)
                                       : unknown_noun (noun, error);
}

/* Takes a word of the command's name; it is removed from @words. */
static gboolean
take_word (CommandRun *run, GPtrArray *words, guint index, GError **error)
{
  g_autofree char *word = g_ptr_array_steal_index (words, index);

  if (run->noun != NULL)
    {
      run->command = command_find (run->noun, word);
      return run->command != NULL || arguments_unknown (run->noun, word, error);
    }
  run->command = command_find (word, NULL);
  run->noun = run->command ? run->command->noun : command_find_noun (word);
  return run->noun != NULL || arguments_unknown (word, NULL, error);
}

/* Finds the command's one or two words; only common options may stand before them. */
static gboolean
find_command (CommandRun *run, GPtrArray *words, GError **error)
{
  guint i = 1;

  while (run->command == NULL && words->pdata[i] != NULL)
    {
      const char *word = words->pdata[i];
      const CommandOption *option;

      if (strcmp (word, "--") == 0)
        return TRUE;
      if (!is_option (word))
        {
          if (!take_word (run, words, i, error))
            return FALSE;
          continue;
        }
      option = word_option (NULL, word);
      if (option == NULL)
        return unknown_option (NULL, word, error);
      i++;
      if (option->kind != OPTION_FLAG && strchr (word, '=') == NULL && words->pdata[i] != NULL)
        i++;
    }
  return TRUE;
}

/* --- all of it ------------------------------------------------------------------------------ */

static gboolean
check_utf8 (char **argv, GError **error)
{
  for (guint i = 1; argv[i] != NULL; i++)
    if (!g_utf8_validate (argv[i], -1, NULL))
      return council_error (error, COUNCIL_ERROR_USAGE,
                            N_ ("argument {argument}: not valid UTF-8"), "argument", argv[i],
                            NULL);
  return TRUE;
}

static gboolean
read_common (CommandRun *run, GError **error)
{
  const char *lang = command_option (run, "lang");
  const char *file = command_option (run, "file");

  if (lang != NULL && !language_is_known (lang))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--lang {lang}: no language of council (ru, en, tg, ky)"),
                          "lang", lang, NULL);
  if (file == NULL)
    file = g_getenv ("COUNCIL_FILE");
  run->file_named = file != NULL && *file != '\0';
  run->file = run->file_named ? file : "council.db";
  run->as = command_option (run, "as");
  if (command_option (run, "basis") != NULL)
    {
      /* One that says nothing is none: it must not stand in the journal for a letter. */
      run->clean_basis = text_clean (command_option (run, "basis"), N_ ("basis"), error);
      if (run->clean_basis == NULL)
        return FALSE;
    }
  run->basis = run->clean_basis;
  run->dry_run = command_flag (run, "dry-run");
  run->yes = command_flag (run, "yes");
  run->sample = command_flag (run, "sample");
  run->help = command_flag (run, "help");
  run->version = command_flag (run, "version");
  if (command_flag (run, "json"))
    run->json = json_builder_new ();
  return TRUE;
}

gboolean
arguments_parse (CommandRun *run, char **argv, GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  if (!check_utf8 (argv, error))
    return FALSE;
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (argv[i]));
  if (!find_command (run, words, error) ||
      !read_options (run, (char **) words->pdata, error) || !read_common (run, error))
    return FALSE;
  return run->help || run->version || run->command == NULL || arguments_count (run, error);
}
