/* council protocol versions | diff */
#include "cli/command.h"

#include "core/party.h"
#include "protocols/comparison.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"
#include "protocols/version.h"

#include <string.h>

/* --- versions ---------------------------------------------------------------------------------- */

const CommandUse use_protocol_versions = {
  .details =
      N_ ("Every text that the protocol had is kept. 'council protocol diff' compares two "
          "of them."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council protocol versions 2027  # what became of the text")),
};

static void
versions_json (CommandRun *run, GPtrArray *versions)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < versions->len; i++)
    {
      const Version *version = g_ptr_array_index (versions, i);

      json_begin_object (run->json, NULL);
      json_number (run->json, "number", version->number);
      json_text (run->json, "verb", version->verb);
      json_text (run->json, "saved", version->saved_at);
      json_text (run->json, "by", version->saved_by);
      json_text (run->json, "party", version->party);
      json_text (run->json, "agreed", version->agreed_on);
      json_text (run->json, "sha256", version->text_sha256);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
versions_print (CommandRun *run, GPtrArray *versions)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("VERSION"), N_ ("SAVED"), N_ ("BY"), N_ ("WHAT WAS DONE"),
                 N_ ("AGREED BY ALL"), N_ ("TEXT"), NULL);

  for (guint i = 0; i < versions->len; i++)
    {
      const Version *version = g_ptr_array_index (versions, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, version->number);
      g_autofree char *hash = g_strndup (version->text_sha256, 12);

      table_row (table, number, version->saved_at, version->saved_by,
                 tr (run->lang, version_verb_word (version)), version->agreed_on, hash);
    }
  command_table_print (run, table);
}

gboolean
cmd_protocol_versions (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) versions = protocol ? version_list (run->db, protocol, error) : NULL;

  if (versions == NULL)
    return FALSE;
  if (run->json != NULL)
    versions_json (run, versions);
  else
    versions_print (run, versions);
  return TRUE;
}

/* --- diff -------------------------------------------------------------------------------------- */

const CommandUse use_protocol_diff = {
  .options = COMMAND_OPTIONS (
      { "from", OPTION_TEXT, "VERSION",
        N_ ("The earlier version: a number, first or agreed (the last agreed one otherwise, "
            "else "
            "the one before)") },
      { "to", OPTION_TEXT, "VERSION", N_ ("The later version (the current one otherwise)") },
      { "for", OPTION_TEXT, "PARTY", N_ ("As that party's original reads, without marks") },
      { "out", OPTION_TEXT, "FILE",
        N_ ("Write the whole text as PDF: what is gone struck through, what is new "
            "underlined") }),
  .details =
      N_ ("Word by word: [-what is gone-]{+what is new+}. Clauses that did not change are "
          "left out in the terminal."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol diff 2027  # what changed since the parties agreed"),
      N_ ("council protocol diff 2027 --from first --to 4  # two versions"),
      N_ ("council protocol diff 2027 --for kg --out changes.pdf  # to be sent round")),
};

static const char *const change_words[] = { "same", "changed", "new", "gone" };

static void
changes_json_text (CommandRun *run, GPtrArray *changes)
{
  static const char *const runs_words[] = { "same", "gone", "new" };

  json_begin_array (run->json, "changes");
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);
      const Clause *clause = change->after ? change->after : change->before;

      if (change->kind == CHANGE_NONE)
        continue;
      json_begin_object (run->json, NULL);
      json_number (run->json, "n", change->number);
      json_text (run->json, "change", change_words[change->kind]);
      json_text (run->json, "kind", clause->kind);
      json_text (run->json, "label", clause->label);
      json_text (run->json, "before", change->before ? change->before->text : NULL);
      json_text (run->json, "after", change->after ? change->after->text : NULL);
      json_begin_array (run->json, "words");
      for (guint r = 0; r < change->runs->len; r++)
        {
          const WordsRun *words = g_ptr_array_index (change->runs, r);

          json_begin_object (run->json, NULL);
          json_text (run->json, "kind", runs_words[words->kind]);
          json_text (run->json, "text", words->text);
          json_builder_end_object (run->json);
        }
      json_builder_end_array (run->json);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
append_run (GString *line, const WordsRun *words, gboolean colour)
{
  if (words->space && line->len > 0)
    g_string_append_c (line, ' ');
  if (words->kind == WORDS_SAME)
    g_string_append (line, words->text);
  else if (words->kind == WORDS_GONE)
    g_string_append_printf (line, "%s[-%s-]%s", colour ? "\033[31m" : "", words->text,
                            colour ? "\033[0m" : "");
  else
    g_string_append_printf (line, "%s{+%s+}%s", colour ? "\033[32m" : "", words->text,
                            colour ? "\033[0m" : "");
}

/* «14  решение 1.1.» and the words below. */
static void
print_change (CommandRun *run, const Change *change)
{
  const Clause *clause = change->after ? change->after : change->before;
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *number =
      change->number > 0 ? g_strdup_printf ("%u", change->number) : g_strdup ("—");
  g_autofree char *head = NULL;
  const char *former = change->before ? change->before->label : NULL;

  g_assert (clause != NULL); /* a change has a side */
  for (guint i = 0; i < change->runs->len; i++)
    append_run (line, g_ptr_array_index (change->runs, i), run->colour);
  head = g_strdup_printf (
      "%s  %s%s%s%s%s", number, tr (run->lang, clause_kind_find (clause->kind)->word),
      clause->label ? " " : "", clause->label ? clause->label : "",
      change->kind == CHANGE_WORDS && g_strcmp0 (former, clause->label) != 0 ? " ← " : "",
      change->kind == CHANGE_WORDS && g_strcmp0 (former, clause->label) != 0
          ? (former ? former : "—")
          : "");
  command_line (run, head);
  g_string_prepend (line, "    ");
  command_line (run, line->str);
}

static void
print_changes (CommandRun *run, const Protocol *protocol, const Version *from,
               const Version *to, GPtrArray *changes)
{
  g_autofree char *old = g_strdup_printf ("%" G_GINT64_FORMAT, from->number);
  g_autofree char *new = g_strdup_printf ("%" G_GINT64_FORMAT, to->number);
  guint told = 0;

  command_say (run, N_ ("Protocol {ref}: version {from} ({what:tr}) and version {to}"), "ref",
               protocol->ref, "from", old, "what", version_verb_word (from), "to", new, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);

      if (change->kind == CHANGE_NONE)
        continue;
      print_change (run, change);
      told++;
    }
  if (told == 0)
    command_line (run, tr (run->lang, N_ ("No word differs.")));
}

/* The texts that are compared: with marks, or as an original of @keeper reads. */
static GPtrArray *
text_of (CommandRun *run, const Protocol *protocol, const Version *version, const char *keeper,
         GError **error)
{
  GPtrArray *clauses = version_clauses (run->db, version, error);
  GPtrArray *reading;

  if (clauses == NULL || keeper == NULL)
    return clauses;
  reading = comparison_reading (run->db, protocol, clauses, keeper, error);
  g_ptr_array_unref (clauses);
  return reading;
}

/* Whose names a printed comparison has when nobody says so. */
static char *
usual_keeper (CommandRun *run, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) parties = NULL;

  if (command_option (run, "for") != NULL || command_option (run, "out") == NULL)
    return g_strdup (command_option (run, "for"));
  if (run->as != NULL)
    return g_strdup (run->as);
  parties = protocol_parties (run->db, protocol, error);
  return parties && parties->len ? g_strdup (((Party *) parties->pdata[0])->code) : NULL;
}

static gboolean
write_pdf (CommandRun *run, const Protocol *protocol, const Version *from, const Version *to,
           GPtrArray *changes, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(GBytes) bytes = comparison_render (protocol, from, to, changes, error);

  if (bytes == NULL || !command_write_file (run, path, bytes, error))
    return FALSE;
  if (run->json == NULL)
    command_say (run, N_ ("{file}: the comparison of the two versions"), "file", path, NULL);
  return TRUE;
}

static gboolean
compare (CommandRun *run, const Protocol *protocol, const Version *from, const Version *to,
         GError **error)
{
  g_autofree char *keeper = usual_keeper (run, protocol, error);
  g_autoptr(GPtrArray) before = NULL, after = NULL, changes = NULL;

  if ((keeper != NULL && !party_exists (run->db, keeper, error)) ||
      (before = text_of (run, protocol, from, keeper, error)) == NULL ||
      (after = text_of (run, protocol, to, keeper, error)) == NULL)
    return FALSE;
  changes = changes_between (before, after);
  if (command_option (run, "out") != NULL &&
      !write_pdf (run, protocol, from, to, changes, error))
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_number (run->json, "from", from->number);
      json_number (run->json, "to", to->number);
      json_text (run->json, "for", keeper);
      changes_json_text (run, changes);
      json_builder_end_object (run->json);
    }
  else if (command_option (run, "out") == NULL)
    print_changes (run, protocol, from, to, changes);
  return TRUE;
}

gboolean
cmd_protocol_diff (CommandRun *run, GError **error)
{
  const char *later = command_option (run, "to");
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(Version) from =
      protocol ? version_find (run->db, protocol, command_option (run, "from"), error) : NULL;
  g_autoptr(Version) to =
      from ? version_find (run->db, protocol, later ? later : "current", error) : NULL;

  return to != NULL && compare (run, protocol, from, to, error);
}
