/* council protocol show */
#include "cli/command.h"

#include "core/date.h"
#include "core/party.h"
#include "protocols/reading.h"
#include "protocols/review.h"
#include "protocols/signature.h"

const CommandUse use_protocol_show = {
  .options = COMMAND_OPTIONS ({ "for", OPTION_TEXT, "PARTY",
                                N_ ("As the original of that party has it, without marks") }),
  .details = N_ ("The numbers at the left are those that 'council protocol edit' takes."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council protocol show 2027  # the text with its marks"),
                        N_ ("council protocol show 2027 --for kg  # as Kyrgyzstan's original "
                            "reads")),
};

/* All that is shown beside the text. */
typedef struct
{
  Protocol *protocol;
  GPtrArray *clauses, *agreements, *originals, *signatories;
  GPtrArray *signatures;          /* (element-type GPtrArray): of each original */
  GPtrArray *blocks;              /* (nullable): of one original */
  GPtrArray *bracketed;           /* the text with brackets by side */
  GPtrArray *comments, *brackets; /* the open ones */
  char *sha256;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->protocol, protocol_free);
  g_clear_pointer (&shown->clauses, g_ptr_array_unref);
  g_clear_pointer (&shown->agreements, g_ptr_array_unref);
  g_clear_pointer (&shown->originals, g_ptr_array_unref);
  g_clear_pointer (&shown->signatures, g_ptr_array_unref);
  g_clear_pointer (&shown->signatories, g_ptr_array_unref);
  g_clear_pointer (&shown->blocks, g_ptr_array_unref);
  g_clear_pointer (&shown->bracketed, g_ptr_array_unref);
  g_clear_pointer (&shown->comments, g_ptr_array_unref);
  g_clear_pointer (&shown->brackets, g_ptr_array_unref);
  g_clear_pointer (&shown->sha256, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static gboolean
load_signatures (Db *db, Shown *shown, GError **error)
{
  shown->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < shown->originals->len; i++)
    {
      GPtrArray *list = signature_list (db, g_ptr_array_index (shown->originals, i), error);

      if (list == NULL)
        return FALSE;
      g_ptr_array_add (shown->signatures, list);
    }
  return TRUE;
}

static gboolean
shown_load (CommandRun *run, Shown *shown, GError **error)
{
  Db *db = run->db;

  shown->protocol = protocol_load (db, run->args[0], error);
  if (shown->protocol == NULL ||
      (shown->clauses = protocol_clauses (db, shown->protocol, error)) == NULL ||
      (shown->agreements = protocol_agreements (db, shown->protocol, error)) == NULL ||
      (shown->originals = original_list (db, shown->protocol, error)) == NULL ||
      !load_signatures (db, shown, error) ||
      (shown->signatories = signatories_of (db, shown->protocol, error)) == NULL ||
      (shown->comments = comment_list (db, shown->protocol, FALSE, error)) == NULL ||
      (shown->brackets = bracket_list (db, shown->protocol, error)) == NULL ||
      (shown->bracketed =
           review_bracketed (db, shown->protocol, shown->clauses, FALSE, error)) == NULL)
    return FALSE;
  shown->sha256 = protocol_text_hash (shown->clauses);
  return TRUE;
}

static gboolean
read_blocks (CommandRun *run, Shown *shown, const char *keeper, GError **error)
{
  const Protocol *protocol = shown->protocol;
  GDate date;
  gboolean dated =
      protocol->signing_date != NULL && date_parse (protocol->signing_date, &date, NULL);
  g_autoptr(GPtrArray) text = NULL;

  if (!party_exists (run->db, keeper, error) ||
      (text = review_bracketed (run->db, protocol, shown->clauses, TRUE, error)) == NULL)
    return FALSE;
  shown->blocks = reading_make (run->db, protocol, text, keeper, protocol->city,
                                dated ? &date : NULL, error);
  return shown->blocks != NULL;
}

/* --- for a program ------------------------------------------------------------------------------ */

static void
clause_json (JsonBuilder *json, guint number, const char *kind, const char *label,
             const char *text)
{
  json_begin_object (json, NULL);
  json_number (json, "n", number);
  json_text (json, "kind", kind);
  json_text (json, "label", label);
  json_text (json, "text", text);
  json_builder_end_object (json);
}

static void
text_json (JsonBuilder *json, const Shown *shown)
{
  json_begin_array (json, "clauses");
  for (guint i = 0; shown->blocks != NULL && i < shown->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (shown->blocks, i);

      clause_json (json, block->clause, block->kind, block->label, block->text);
    }
  for (guint i = 0; shown->blocks == NULL && i < shown->clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (shown->clauses, i);

      clause_json (json, i + 1, clause->kind, clause->label, clause->text);
    }
  json_builder_end_array (json);
}

static void
agreements_json (JsonBuilder *json, GPtrArray *agreements)
{
  json_begin_array (json, "agreements");
  for (guint i = 0; i < agreements->len; i++)
    {
      const Agreement *agreement = g_ptr_array_index (agreements, i);

      json_begin_object (json, NULL);
      json_text (json, "party", agreement->party);
      json_text (json, "on", agreement->on);
      json_text (json, "basis", agreement->basis);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
signatories_json (JsonBuilder *json, GPtrArray *signatories)
{
  json_begin_array (json, "signatories");
  for (guint i = 0; i < signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (signatories, i);

      json_begin_object (json, NULL);
      json_text (json, "party", signatory->party);
      json_text (json, "name", signatory->name);
      json_text (json, "title", signatory->title);
      json_text (json, "capacity", signatory->capacity);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
signatures_json (JsonBuilder *json, GPtrArray *signatures)
{
  json_begin_array (json, "signatures");
  for (guint i = 0; i < signatures->len; i++)
    {
      const Signature *signature = g_ptr_array_index (signatures, i);

      json_begin_object (json, NULL);
      json_text (json, "by", signature->party);
      json_text (json, "signer", signature->name);
      json_text (json, "at", signature->signed_at);
      json_text (json, "timestamp", signature->stamped_at);
      json_text (json, "certificate", signature->subject);
      json_text (json, "confirmed", signature->doubts);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
originals_json (JsonBuilder *json, const Shown *shown)
{
  json_begin_array (json, "originals");
  for (guint i = 0; i < shown->originals->len; i++)
    {
      const Original *original = g_ptr_array_index (shown->originals, i);

      json_begin_object (json, NULL);
      json_text (json, "for", original->keeper);
      json_text (json, "sha256", original->sha256);
      json_text (json, "issued", original->issued_at);
      json_text (json, "scan", original->scan_sha256);
      json_text (json, "signed", original->signed_on);
      json_text (json, "place", original->signed_in);
      json_text (json, "attached_by", original->attached_by);
      json_text (json, "attached", original->attached_at);
      signatures_json (json, g_ptr_array_index (shown->signatures, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
show_json (CommandRun *run, const Shown *shown)
{
  const Protocol *protocol = shown->protocol;

  json_begin_object (run->json, NULL);
  json_text (run->json, "ref", protocol->ref);
  json_text (run->json, "state", protocol->state);
  json_bool (run->json, "sample", protocol->sample);
  json_text (run->json, "for", command_option (run, "for"));
  json_text (run->json, "sha256", shown->sha256);
  json_number (run->json, "issue", protocol->issue);
  json_text (run->json, "place", protocol->city);
  json_text (run->json, "date", protocol->signing_date);
  agreements_json (run->json, shown->agreements);
  signatories_json (run->json, shown->signatories);
  originals_json (run->json, shown);
  json_number (run->json, "brackets", shown->brackets->len);
  json_number (run->json, "comments", shown->comments->len);
  text_json (run->json, shown);
  json_builder_end_object (run->json);
}

/* --- for people --------------------------------------------------------------------------------- */

static void
print_clause (CommandRun *run, Table *table, guint number, const char *kind, const char *label,
              const char *text)
{
  g_autofree char *n = number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("");
  g_autofree char *line = label ? g_strconcat (label, "  ", text, NULL) : g_strdup (text);

  table_row (table, n, tr (run->lang, clause_kind_find (kind)->word), line);
}

static void
print_comments (CommandRun *run, Table *table, const Shown *shown, guint number)
{
  for (guint i = 0; i < shown->comments->len; i++)
    {
      const Comment *comment = g_ptr_array_index (shown->comments, i);
      g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, comment->number);
      g_autofree char *what = tr_fill (run->lang, N_ ("comment {n}"), "n", n, NULL);
      g_autofree char *text =
          g_strdup_printf ("%s%s%s: %s", comment->party, comment->author ? ", " : "",
                           comment->author ? comment->author : "", comment->text);

      if (comment->clause == number)
        table_row (table, "", what, text);
    }
}

static void
print_text (CommandRun *run, const Shown *shown)
{
  g_autoptr(Table) table = table_new_plain (3);
  guint number = 0; /* clauses that a side inserts have none */

  table_align_right (table, 0);
  for (guint i = 0; shown->blocks != NULL && i < shown->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (shown->blocks, i);

      print_clause (run, table, block->clause, block->kind, block->label, block->text);
    }
  for (guint i = 0; shown->blocks == NULL && i < shown->bracketed->len; i++)
    {
      const Clause *clause = g_ptr_array_index (shown->bracketed, i);

      number += clause->id != NULL;
      print_clause (run, table, clause->id ? number : 0, clause->kind, clause->label,
                    clause->text);
      if (clause->id != NULL)
        print_comments (run, table, shown, number);
    }
  command_table_print (run, table);
}

/* Who has signed an original electronically, or that nobody has. */
static void
print_signatures (CommandRun *run, const char *keeper, GPtrArray *signatures)
{
  if (signatures->len == 0)
    command_say (run, N_ ("  original kept by {party}: not signed yet"), "party", keeper,
                 NULL);
  for (guint i = 0; i < signatures->len; i++)
    {
      const Signature *signature = g_ptr_array_index (signatures, i);

      command_say (run,
                   N_ ("  original kept by {party}: signed electronically by {name}, at {at}"),
                   "party", keeper, "name", signature->name, "at", signature->signed_at, NULL);
      if (signature->doubts != NULL)
        command_say (run, N_ ("    confirmed all the same: {doubts}"), "doubts",
                     signature->doubts, NULL);
    }
}

static void
print_signing (CommandRun *run, const Shown *shown)
{
  for (guint i = 0; i < shown->signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (shown->signatories, i);

      command_say (run, N_ ("  signs for {party}: {name}, {title}"), "party", signatory->party,
                   "name", signatory->name, "title", signatory->title, NULL);
    }
  for (guint i = 0; i < shown->originals->len; i++)
    {
      const Original *original = g_ptr_array_index (shown->originals, i);

      if (original->scan != NULL)
        command_say (
            run,
            N_ ("  original kept by {party}: signed on {date}, {city}; attached by {who}"),
            "party", original->keeper, "date", original->signed_on, "city",
            original->signed_in, "who", original->attached_by, NULL);
      else
        print_signatures (run, original->keeper, g_ptr_array_index (shown->signatures, i));
    }
}

/* What is not settled yet. */
static void
print_open (CommandRun *run, const Shown *shown)
{
  g_autofree char *brackets = g_strdup_printf ("%u", shown->brackets->len);
  g_autofree char *comments = g_strdup_printf ("%u", shown->comments->len);

  if (shown->brackets->len > 0 || shown->comments->len > 0)
    command_say (run, N_ ("  not settled: brackets {brackets}, comments {comments}"),
                 "brackets", brackets, "comments", comments, NULL);
}

static void
show_print (CommandRun *run, const Shown *shown)
{
  const Protocol *protocol = shown->protocol;

  command_say (run, N_ ("Protocol {ref}: {state:tr}"), "ref", protocol->ref, "state",
               protocol_state_word (protocol), NULL);
  if (protocol->sample)
    command_line (run, tr (run->lang, N_ ("SAMPLE: this record holds sample data")));
  command_say (run, N_ ("  text: {hash}"), "hash", shown->sha256, NULL);
  for (guint i = 0; i < shown->agreements->len; i++)
    {
      const Agreement *agreement = g_ptr_array_index (shown->agreements, i);

      command_say (run, N_ ("  agreed by {party} on {date}; basis: {basis}"), "party",
                   agreement->party, "date", agreement->on, "basis", agreement->basis, NULL);
    }
  if (!protocol_is_frozen (protocol) && protocol->reopened_reason != NULL)
    command_say (run, N_ ("  reopened: {reason}"), "reason", protocol->reopened_reason, NULL);
  if (g_str_equal (protocol->state, "issued") || g_str_equal (protocol->state, "signed"))
    print_signing (run, shown);
  print_open (run, shown);
  command_line (run, "");
  print_text (run, shown);
}

gboolean
cmd_protocol_show (CommandRun *run, GError **error)
{
  g_auto(Shown) shown = { 0 };
  const char *keeper = command_option (run, "for");

  if (!shown_load (run, &shown, error) ||
      (keeper != NULL && !read_blocks (run, &shown, keeper, error)))
    return FALSE;
  if (run->json != NULL)
    show_json (run, &shown);
  else
    show_print (run, &shown);
  return TRUE;
}
