/* council protocol export | import */
#include "cli/command.h"

#include "core/party.h"
#include "protocols/sequence.h"
#include "protocols/word.h"

const CommandUse use_protocol_export = {
  .options = COMMAND_OPTIONS (
      { "to", OPTION_TEXT, "FORMAT", N_ ("docx, odt or txt") },
      { "for", OPTION_TEXT, "PARTY", N_ ("Whose names it has (one's own otherwise)") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write it") }),
  .details = N_ (
      "For ministries that write in Word: each clause is a paragraph that begins with its "
      "number, §12. The side changes, adds and strikes paragraphs, leaves the numbers as they "
      "are and sends the file back ('council protocol import'). Open comments go along in the "
      "margin. docx and odt need pandoc."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol export 2027 --to docx --out draft.docx --for kg  # to be sent")),
};

gboolean
cmd_protocol_export (CommandRun *run, GError **error)
{
  const char *path = command_option (run, "out"), *format = command_option (run, "to");
  const char *given = command_option (run, "for") ? command_option (run, "for") : run->as;
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) parties =
      protocol ? protocol_parties (run->db, protocol, error) : NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (parties == NULL || (given != NULL && !party_exists (run->db, given, error)))
    return FALSE;
  if (given == NULL)
    given = ((Party *) g_ptr_array_index (parties, 0))->code;
  bytes = word_export (run->db, protocol, format, given, error);
  if (bytes == NULL || !command_write_file (run, path, bytes, error))
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_text (run->json, "for", given);
      json_text (run->json, "file", path);
      json_builder_end_object (run->json);
    }
  else
    command_say (run, N_ ("{file}: the text of protocol {ref}"), "file", path, "ref",
                 protocol->ref, NULL);
  return TRUE;
}

const CommandUse use_protocol_import = {
  .details = N_ (
      "What a side changed in an exported text comes in as its brackets: reworded, new and "
      "struck clauses; comments in the margin are its comments on the clauses. Tracked "
      "changes "
      "count as accepted, and their authors are named. Names that alternate stay marks where "
      "their words were not touched. --dry-run shows the changes and keeps nothing."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol import 2027 draft.docx --as kg --dry-run  # what would change"),
      N_ ("council protocol import 2027 draft.docx --as kg --basis \"note 15\"  # brought "
          "in")),
};

static void
import_json (CommandRun *run, GPtrArray *changes)
{
  static const char *const kinds[] = { "reword", "insert", "strike" };

  json_begin_array (run->json, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      const WordChange *change = g_ptr_array_index (changes, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "kind", change->comment ? "comment" : kinds[change->kind]);
      json_number (run->json, "clause", change->clause);
      json_text (run->json, "before", change->before);
      json_text (run->json, "after", change->after);
      json_bool (run->json, "unmarked", change->unmarked);
      json_text (run->json, "author", change->author);
      if (change->comment)
        json_bool (run->json, "resolved", change->resolved);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
print_comment (CommandRun *run, const WordChange *change)
{
  g_autofree char *n = g_strdup_printf ("%u", change->clause);
  g_autofree char *line = g_strdup_printf ("    %s", change->after);

  if (change->author != NULL)
    command_say (run,
                 change->resolved ? N_ ("a settled comment of {author} on clause {n}:")
                                  : N_ ("a comment of {author} on clause {n}:"),
                 "author", change->author, "n", n, NULL);
  else
    command_say (run,
                 change->resolved ? N_ ("a settled comment on clause {n}:")
                                  : N_ ("a comment on clause {n}:"),
                 "n", n, NULL);
  command_line (run, line);
}

static void
print_change (CommandRun *run, const WordChange *change)
{
  g_autoptr(GPtrArray) runs = words_compare (change->before, change->after);
  g_autofree char *n = g_strdup_printf ("%u", change->clause);
  g_autoptr(GString) line = g_string_new ("    ");

  for (guint i = 0; i < runs->len; i++)
    {
      const WordsRun *words = g_ptr_array_index (runs, i);

      if (words->space && i > 0)
        g_string_append_c (line, ' ');
      g_string_append_printf (line,
                              words->kind == WORDS_SAME   ? "%s"
                              : words->kind == WORDS_GONE ? "[-%s-]"
                                                          : "{+%s+}",
                              words->text);
    }
  if (change->author != NULL)
    command_say (run,
                 change->kind == BRACKET_INSERT
                     ? N_ ("a new clause after clause {n} ({author}):")
                 : change->kind == BRACKET_STRIKE ? N_ ("clause {n} is struck ({author}):")
                                                  : N_ ("clause {n} is reworded ({author}):"),
                 "n", n, "author", change->author, NULL);
  else
    command_say (run,
                 change->kind == BRACKET_INSERT   ? N_ ("a new clause after clause {n}:")
                 : change->kind == BRACKET_STRIKE ? N_ ("clause {n} is struck:")
                                                  : N_ ("clause {n} is reworded:"),
                 "n", n, NULL);
  command_line (run, line->str);
  if (change->unmarked)
    command_notice (
        run,
        N_ ("clause {n}: a name that takes turns in the originals was changed and is a "
            "plain word now (look at its marks)"),
        "n", n, NULL);
}

gboolean
cmd_protocol_import (CommandRun *run, GError **error)
{
  const char *party = command_party (run, error);
  g_autoptr(Protocol) protocol = party ? protocol_load (run->db, run->args[0], error) : NULL;
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *count = NULL, *said = NULL;
  guint comments = 0;

  if (protocol == NULL ||
      !word_import (run->db, protocol, run->args[1], party, run->basis, &changes, error))
    return FALSE;
  if (run->json != NULL)
    {
      import_json (run, changes);
      return TRUE;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      const WordChange *change = g_ptr_array_index (changes, i);

      comments += change->comment;
      (change->comment ? print_comment : print_change) (run, change);
    }
  count = g_strdup_printf ("%u", changes->len - comments);
  said = g_strdup_printf ("%u", comments);
  command_say (run, N_ ("Protocol {ref}: changes of {party}: {n}, comments: {comments}"),
               "ref", protocol->ref, "party", party, "n", count, "comments", said, NULL);
  return TRUE;
}
