/* A command of the command line: what the table says about it, and what it is given to run.
 *
 * To add a command, write cmd_NOUN_VERB() and use_NOUN_VERB in cli/cmd-NOUN.c and one row in
 * cli/commands.h; list the file in cli/meson.build if it is new.  Nothing else changes.
 *
 * A command parses, calls the model and puts its answer into run->out or run->json; it never
 * writes to standard output itself.  main.c prints that once, and only when the command
 * succeeded, so that nothing comes out half. */
#pragma once

#include "core/db.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "cli/table.h"

typedef struct _CommandRun CommandRun;

typedef gboolean CommandFunction (CommandRun *run, GError **error);

typedef enum
{
  PLAIN = 0,
  NEEDS_FILE = 1 << 0, /* the council's file is open in run->db */
  TRIES_FILE = 1 << 1, /* the same if there is one; else run->db is NULL.  A file that was
                        * named (--file, COUNCIL_FILE) must be there */
  WRITES = 1 << 2      /* changes the council's file: --dry-run, --as, --basis, --yes and
                * --sample apply */
} CommandFlags;

typedef enum
{
  OPTION_FLAG, /* --blank */
  OPTION_TEXT, /* --city CITY */
  OPTION_MANY  /* --question TEXT, any number of times */
} CommandOptionKind;

/** An option of one command.  It must not bear the name of a common one (--file, --lang, --json,
 * --as, --basis, --dry-run, --yes, --sample, --help, --version). */
typedef struct
{
  const char *name; /* without its dashes: "city" */
  CommandOptionKind kind;
  const char *value; /* what its value is called in the help: "CITY"; NULL for a flag.  A word
                      * new to the help is translated by listing it in cli/help.c */
  const char *help;  /* N_() */
} CommandOption;

/** What stands beside a command's function. */
typedef struct
{
  const CommandOption *options; /* (nullable): ended by an empty row */
  const char *details;          /* (nullable): N_(), a paragraph for the help */
  const char *const *examples; /* N_() each, ended by NULL; at least one.  A whole command line
                                 * and, after two spaces and "# ", what it does */
} CommandUse;

/* Reads well in a use_… constant: .options = COMMAND_OPTIONS ({ "city", OPTION_TEXT, … }, …). */
/* clang-format off */
#define COMMAND_OPTIONS(...) (const CommandOption[]) { __VA_ARGS__, { NULL } }
#define COMMAND_EXAMPLES(...) (const char *const[]) { __VA_ARGS__, NULL }
/* clang-format on */

/** A row of the table. */
typedef struct
{
  const char *noun;
  const char *verb;     /* (nullable): none for a word that stands alone, such as "status" */
  const char *alias_of; /* (nullable): the verb that this one is another name of */
  CommandFlags flags;
  /* What follows: "REF --to START [ITEM…]".  How many arguments a command takes, and which
   * options it must have, is read from this: what stands in [] or () may be missing, … repeats. */
  const char *arguments;
  const char *summary; /* msgid */
  const CommandUse *use;
  CommandFunction *function;
} Command;

/** The table: rows of one noun stand together.  Ended by a row without a noun. */
extern const Command command_table[];

/** A noun and what its commands are about. */
typedef struct
{
  const char *noun;
  const char *summary; /* msgid */
} CommandNoun;

extern const CommandNoun command_nouns[];

/** command_find: (transfer none) (nullable): the command of that name, an alias resolved; @verb
 * is %NULL for a word that stands alone. */
const Command *command_find (const char *noun, const char *verb);

/** command_find_noun: (transfer none) (nullable): the name of the noun @word in the table, if it
 * has commands. */
const char *command_find_noun (const char *word);

/* --- a run ------------------------------------------------------------------------------------ */

struct _CommandRun
{
  const Command *command;
  Db *db;      /* (nullable): see the flags */
  char **args; /* the arguments, valid UTF-8, ended by NULL; as many as the row allows */
  guint n_args;
  const char *lang;  /* "ru", "en", "tg", "ky" */
  JsonBuilder *json; /* (nullable): where the one document goes with --json; NULL without */
  GString *out;      /* text for people; empty with --json */
  gboolean dry_run;  /* nothing is kept; the file is open for a dry run already */
  gboolean yes;      /* --yes */
  gboolean sample;   /* --sample: new rows are marked so, see db_sample() */
  const char *as;    /* (nullable): --as, else the file's own party; a code that exists */
  const char *basis; /* (nullable): --basis, one line of safe text */
  const char *file;  /* path of the council's file, there or not */
  guint width;       /* columns of the terminal that standard output is; 0 when it is none */
  gboolean colour;   /* standard output may be coloured */
  gboolean found;    /* set it when a check found something: the exit status is then 1 */

  /* Kept by arguments.c, main.c and command.c alone. */
  const char *noun;    /* (nullable): the first word, when it is a noun or a whole command */
  char *own_party;     /* (nullable): what as points to when it is the file's own */
  char *clean_basis;   /* (nullable): what basis points to */
  gboolean file_named; /* by --file or COUNCIL_FILE */
  gboolean help, version; /* --help, --version */
  GHashTable *options;    /* name to GStrv of the values given */
  GString *notices;
};

/** command_option: (transfer none) (nullable): the value of --@name; %NULL when it was not
 * given.  A name that the command does not have is a programming error, as below. */
const char *command_option (CommandRun *run, const char *name);

/** command_flag: whether --@name was given. */
gboolean command_flag (CommandRun *run, const char *name);

/** command_values: (transfer none): the values of an OPTION_MANY, in order, ended by %NULL;
 * empty when there is none. */
const char *const *command_values (CommandRun *run, const char *name);

/**
 * command_number:
 * @fallback: the number when --@name was not given
 * @number: (out): from @lowest to @highest
 *
 * Returns: %FALSE with %COUNCIL_ERROR_USAGE when the value is no such number
 */
gboolean command_number (CommandRun *run, const char *name, gint64 fallback, gint64 lowest,
                         gint64 highest, gint64 *number, GError **error);

/**
 * command_party:
 *
 * For a command that acts for a party.
 *
 * Returns: (transfer none): run->as, or %NULL with %COUNCIL_ERROR_USAGE when the person has to
 *   say --as
 */
const char *command_party (CommandRun *run, GError **error);

/**
 * command_may_act:
 * @party: (nullable): code of the party acted for, when an option beside --as names it
 *
 * Returns: %FALSE with %COUNCIL_ERROR_RULE when the file has an own party, @party is another and
 *   no --basis is given
 */
gboolean command_may_act (CommandRun *run, const char *party, GError **error);

/** command_line: appends @text and a line end to run->out. */
void command_line (CommandRun *run, const char *text);

/** command_say: appends a line: @message filled as by tr_fill(), in the language of the run. */
void command_say (CommandRun *run, const char *message, ...) G_GNUC_NULL_TERMINATED;

/** command_table_print: appends @table, fitted to the terminal if there is one. */
void command_table_print (CommandRun *run, Table *table);

/** command_notice: a line for standard error, printed when the command has succeeded: what
 * else happened, whom to tell.  Filled as by tr_fill(). */
void command_notice (CommandRun *run, const char *message, ...) G_GNUC_NULL_TERMINATED;

/** command_notice_text: the same, of a text that is ready. */
void command_notice_text (CommandRun *run, const char *text);

/** command_notices: the same, of each of @texts (element-type utf8). */
void command_notices (CommandRun *run, GPtrArray *texts);

/**
 * command_ask:
 * @question: msgid of a question to be answered yes or no, filled as by tr_fill()
 *
 * Asks before something that cannot be taken back.  --yes and --dry-run answer yes; without a
 * terminal the answer is no.
 *
 * Returns: whether to go on; %FALSE with %COUNCIL_ERROR_RULE
 */
gboolean command_ask (CommandRun *run, GError **error, const char *question,
                      ...) G_GNUC_NULL_TERMINATED;

/**
 * command_write_file:
 *
 * Writes an output file whole, by file_write_whole(), and says nothing; in a dry run it writes
 * nothing and gives notice of what it would write.
 */
gboolean command_write_file (CommandRun *run, const char *path, GBytes *bytes, GError **error);

/**
 * command_flush:
 *
 * Prints run->out and the notices now: for a command that goes on, such as a server.
 */
gboolean command_flush (CommandRun *run, GError **error);

/* --- what the table's rows name ---------------------------------------------------------------- */

#define COMMAND(noun, verb, flags, arguments, summary)                                        \
  CommandFunction cmd_##noun##_##verb;                                                        \
  extern const CommandUse use_##noun##_##verb;
#define WORD(noun, flags, arguments, summary)                                                 \
  CommandFunction cmd_##noun;                                                                 \
  extern const CommandUse use_##noun;
#include "cli/commands.h"
