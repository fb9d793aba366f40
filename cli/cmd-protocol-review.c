/* council protocol comment | bracket | settle */
#include "cli/command.h"

#include "core/text.h"
#include "protocols/review.h"

/* The number of a clause that argument @word names. */
static gboolean
parse_clause (const char *word, guint *clause, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, 0, 100000, &number, NULL))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("clause {word}: not the number of a clause (as 'council protocol "
            "show' numbers them)"),
        "word", word, NULL);
  *clause = (guint) number;
  return TRUE;
}

/* «kg, Асанов А.»: the side, and who of it where that is known; the caller frees it. */
static char *
who (const char *party, const char *author)
{
  return author ? g_strdup_printf ("%s, %s", party, author) : g_strdup (party);
}

/* --- comment ----------------------------------------------------------------------------------- */

const CommandUse use_protocol_comment = {
  .options = COMMAND_OPTIONS ({ "resolve", OPTION_TEXT, "NUMBER",
                                N_ ("Nothing is left of that comment to talk about") },
                              { "all", OPTION_FLAG, NULL, N_ ("List the resolved ones too") }),
  .details =
      N_ ("Without a clause the comments are listed. A comment does not change the text; "
          "wording that a side wants instead is proposed with 'council protocol bracket'."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol comment 2027 12 \"the date is too early\" --as kg  # about clause "
          "12"),
      N_ ("council protocol comment 2027 --resolve 1 --as tj  # settled by word of mouth")),
};

static void
comments_json (CommandRun *run, GPtrArray *comments)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < comments->len; i++)
    {
      const Comment *comment = g_ptr_array_index (comments, i);

      json_begin_object (run->json, NULL);
      json_number (run->json, "number", comment->number);
      json_number (run->json, "clause", comment->clause);
      json_text (run->json, "party", comment->party);
      json_text (run->json, "author", comment->author);
      json_text (run->json, "text", comment->text);
      json_text (run->json, "on", comment->on);
      json_text (run->json, "basis", comment->basis);
      json_text (run->json, "resolved", comment->resolved_on);
      json_text (run->json, "resolved_by", comment->resolved_by);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
comments_print (CommandRun *run, const Protocol *protocol, GPtrArray *comments)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("COMMENT"), N_ ("CLAUSE"), N_ ("PARTY"),
                                       N_ ("DATE"), N_ ("STATE"), N_ ("TEXT"), NULL);

  if (comments->len == 0)
    {
      command_say (run, N_ ("Protocol {ref}: no comments."), "ref", protocol->ref, NULL);
      return;
    }
  for (guint i = 0; i < comments->len; i++)
    {
      const Comment *comment = g_ptr_array_index (comments, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, comment->number);
      g_autofree char *clause = g_strdup_printf ("%u", comment->clause);
      g_autofree char *side = who (comment->party, comment->author);

      table_row (table, number, comment->clause > 0 ? clause : NULL, side, comment->on,
                 tr (run->lang, comment->resolved_on == NULL   ? N_ ("not resolved")
                                : comment->resolved_by == NULL ? N_ ("the clause is gone")
                                                               : N_ ("resolved")),
                 comment->text);
    }
  command_table_print (run, table);
}

static gboolean
list_comments (CommandRun *run, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) comments =
      comment_list (run->db, protocol, command_flag (run, "all"), error);

  if (comments == NULL)
    return FALSE;
  if (run->json != NULL)
    comments_json (run, comments);
  else
    comments_print (run, protocol, comments);
  return TRUE;
}

static gboolean
add_comment (CommandRun *run, Protocol *protocol, GError **error)
{
  const char *party = command_party (run, error);
  g_autofree char *text = party ? text_clean (run->args[2], N_ ("comment"), error) : NULL;
  g_autofree char *n = NULL;
  gint64 number;
  guint clause;

  if (text == NULL || !parse_clause (run->args[1], &clause, error) ||
      !comment_add (run->db, protocol, clause, party, NULL, run->basis, text, &number, error))
    return FALSE;
  n = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (run->json != NULL)
    return list_comments (run, protocol, error);
  command_say (run, N_ ("Protocol {ref}: comment {n} of {party} on clause {clause}"), "ref",
               protocol->ref, "n", n, "party", party, "clause", run->args[1], NULL);
  return TRUE;
}

static gboolean
resolve_comment (CommandRun *run, Protocol *protocol, GError **error)
{
  const char *party = command_party (run, error);
  gint64 number;

  if (party == NULL || !command_number (run, "resolve", 0, 1, 100000, &number, error) ||
      !comment_resolve (run->db, protocol, number, party, error))
    return FALSE;
  if (run->json != NULL)
    return list_comments (run, protocol, error);
  command_say (run, N_ ("Protocol {ref}: comment {n} is resolved"), "ref", protocol->ref, "n",
               command_option (run, "resolve"), NULL);
  return TRUE;
}

gboolean
cmd_protocol_comment (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);

  if (protocol == NULL)
    return FALSE;
  if (command_option (run, "resolve") != NULL && run->n_args > 1)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--resolve and a new comment: only one of them can be given"),
                          NULL);
  if (command_option (run, "resolve") != NULL)
    return resolve_comment (run, protocol, error);
  if (run->n_args == 1)
    return list_comments (run, protocol, error);
  if (run->n_args == 2)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("comment on clause {n}: its text is missing"), "n", run->args[1],
                          NULL);
  return add_comment (run, protocol, error);
}

/* --- bracket ----------------------------------------------------------------------------------- */

const CommandUse use_protocol_bracket = {
  .options = COMMAND_OPTIONS (
      { "after", OPTION_FLAG, NULL, N_ ("A new clause after that one (0: before the first)") },
      { "kind", OPTION_TEXT, "KIND",
        N_ ("The new clause's kind (that of the clause before it otherwise)") },
      { "label", OPTION_TEXT, "LABEL", N_ ("The new clause's label, such as 1.3.") },
      { "strike", OPTION_FLAG, NULL, N_ ("Propose to strike the clause") }),
  .details =
      N_ ("A party says how the clause should read: the whole of it, with its marks. What "
          "differs from the text stands in brackets by side in 'council protocol show' and in "
          "the draft, until every other party takes it ('council protocol settle'). Without a "
          "clause the brackets are listed."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol bracket 2027 14 \"Prepare a plan by 1 September 2027.\" --as kg  "
          "# "
          "another date"),
      N_ ("council protocol bracket 2027 14 --strike --as kg  # it should go"),
      N_ ("council protocol bracket 2027 14 \"The parties agreed to meet.\" --after --kind "
          "paragraph --as tj  # one more clause")),
};

static const char *
bracket_word (const Bracket *bracket)
{
  return bracket->kind == BRACKET_INSERT   ? N_ ("insert after it")
         : bracket->kind == BRACKET_STRIKE ? N_ ("strike")
                                           : N_ ("reword");
}

static void
brackets_json (CommandRun *run, GPtrArray *brackets)
{
  static const char *const kinds[] = { "reword", "insert", "strike" };

  json_begin_array (run->json, NULL);
  for (guint i = 0; i < brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (brackets, i);

      json_begin_object (run->json, NULL);
      json_number (run->json, "number", bracket->number);
      json_text (run->json, "kind", kinds[bracket->kind]);
      json_number (run->json, "clause", bracket->clause);
      json_text (run->json, "clause_kind", bracket->clause_kind);
      json_text (run->json, "label", bracket->label);
      json_text (run->json, "text", bracket->text);
      json_text (run->json, "party", bracket->party);
      json_text (run->json, "author", bracket->author);
      json_text (run->json, "on", bracket->on);
      json_text (run->json, "basis", bracket->basis);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
brackets_print (CommandRun *run, const Protocol *protocol, GPtrArray *brackets)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("CLAUSE"), N_ ("PARTY"), N_ ("DATE"),
                                       N_ ("PROPOSES TO"), N_ ("TEXT"), NULL);

  if (brackets->len == 0)
    {
      command_say (run, N_ ("Protocol {ref}: no brackets."), "ref", protocol->ref, NULL);
      return;
    }
  for (guint i = 0; i < brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (brackets, i);
      g_autofree char *clause = g_strdup_printf ("%u", bracket->clause);
      g_autofree char *side = who (bracket->party, bracket->author);

      table_row (table, clause, side, bracket->on, tr (run->lang, bracket_word (bracket)),
                 bracket->text);
    }
  command_table_print (run, table);
}

static gboolean
list_brackets (CommandRun *run, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) brackets = bracket_list (run->db, protocol, error);

  if (brackets == NULL)
    return FALSE;
  if (run->json != NULL)
    brackets_json (run, brackets);
  else
    brackets_print (run, protocol, brackets);
  return TRUE;
}

/* The kind of clause that a new one takes after clause @number. */
static gboolean
new_kind (CommandRun *run, const Protocol *protocol, guint number, char **kind, GError **error)
{
  const char *given = command_option (run, "kind");
  g_autoptr(GPtrArray) clauses = NULL;

  if (given != NULL && clause_kind_find (given) == NULL)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("--kind {kind}: no such kind of clause (paragraph, decision, list "
            "and so on; 'council protocol edit' lists them)"),
        "kind", given, NULL);
  *kind = g_strdup (given);
  if (given != NULL)
    return TRUE;
  clauses = protocol_clauses (run->db, protocol, error);
  if (clauses == NULL)
    return FALSE;
  *kind = g_strdup (number > 0 && number <= clauses->len
                        ? ((Clause *) g_ptr_array_index (clauses, number - 1))->kind
                        : "paragraph");
  return TRUE;
}

static gboolean
read_bracket (CommandRun *run, const Protocol *protocol, Bracket *bracket, GError **error)
{
  gboolean strike = command_flag (run, "strike"), after = command_flag (run, "after");

  if (strike ? run->n_args != 2 || after : run->n_args != 3)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("a clause and its wording are needed; or --strike without wording"), NULL);
  if (!after &&
      (command_option (run, "kind") != NULL || command_option (run, "label") != NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--kind and --label are for a new clause (--after)"), NULL);
  bracket->kind = strike ? BRACKET_STRIKE : after ? BRACKET_INSERT : BRACKET_REWORD;
  if (!parse_clause (run->args[1], &bracket->clause, error) ||
      (!strike && (bracket->text = text_clean (run->args[2], N_ ("text"), error)) == NULL))
    return FALSE;
  return !after || (new_kind (run, protocol, bracket->clause, &bracket->clause_kind, error) &&
                    text_clean_optional (command_option (run, "label"), N_ ("label"),
                                         &bracket->label, error));
}

gboolean
cmd_protocol_bracket (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(Bracket) bracket = g_new0 (Bracket, 1);
  gint64 number;

  if (protocol == NULL)
    return FALSE;
  if (run->n_args == 1)
    return list_brackets (run, protocol, error);
  bracket->party = g_strdup (command_party (run, error));
  if (bracket->party == NULL || !read_bracket (run, protocol, bracket, error) ||
      !bracket_add (run->db, protocol, bracket, run->basis, &number, error))
    return FALSE;
  if (run->json != NULL)
    return list_brackets (run, protocol, error);
  command_say (run,
               N_ ("Protocol {ref}: the wording of {party} for clause {n} stands in brackets"),
               "ref", protocol->ref, "party", bracket->party, "n", run->args[1], NULL);
  return TRUE;
}

/* --- settle ------------------------------------------------------------------------------------ */

const CommandUse use_protocol_settle = {
  .options = COMMAND_OPTIONS (
      { "take", OPTION_TEXT, "PARTY", N_ ("Take the wording of that party") },
      { "withdraw", OPTION_FLAG, NULL, N_ ("Give up what one's own side proposed") }),
  .details = N_ (
      "Wording that every other party has taken is the text; the agreements to the text as "
      "it was are void. Without clauses all brackets of that party are meant."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol settle 2027 14 --take kg --as tj  # the other side's wording"),
      N_ ("council protocol settle 2027 --withdraw --as kg  # the text stands as it was")),
};

static gboolean
read_clauses (CommandRun *run, GArray *clauses, GError **error)
{
  for (guint i = 1; i < run->n_args; i++)
    {
      guint clause;

      if (!parse_clause (run->args[i], &clause, error))
        return FALSE;
      g_array_append_val (clauses, clause);
    }
  return TRUE;
}

static void
say_settled (CommandRun *run, const Protocol *protocol, const Settlement *settlement)
{
  g_autofree char *taken = g_strdup_printf ("%u", settlement->taken);
  g_autofree char *adopted = g_strdup_printf ("%u", settlement->adopted);
  g_autofree char *left = g_strdup_printf ("%u", settlement->left);

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_number (run->json, "taken", settlement->taken);
      json_number (run->json, "adopted", settlement->adopted);
      json_number (run->json, "left", settlement->left);
      json_builder_end_object (run->json);
      return;
    }
  command_say (
      run,
      command_flag (run, "withdraw")
          ? N_ ("Protocol {ref}: brackets withdrawn: {taken}; left: {left}")
          : N_ ("Protocol {ref}: brackets taken: {taken}; now the text: {adopted}; left: "
                "{left}"),
      "ref", protocol->ref, "taken", taken, "adopted", adopted, "left", left, NULL);
}

gboolean
cmd_protocol_settle (CommandRun *run, GError **error)
{
  const char *party = command_party (run, error), *of = command_option (run, "take");
  g_autoptr(Protocol) protocol = party ? protocol_load (run->db, run->args[0], error) : NULL;
  g_autoptr(GArray) clauses = g_array_new (FALSE, FALSE, sizeof (guint));
  Settlement settlement;

  if (protocol == NULL || !read_clauses (run, clauses, error))
    return FALSE;
  if ((of != NULL) == command_flag (run, "withdraw"))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--take PARTY or --withdraw: one of them is needed"), NULL);
  if (!(of ? bracket_take (run->db, protocol, clauses, of, party, run->basis, &settlement,
                           error)
           : bracket_withdraw (run->db, protocol, clauses, party, &settlement, error)))
    return FALSE;
  say_settled (run, protocol, &settlement);
  return TRUE;
}
