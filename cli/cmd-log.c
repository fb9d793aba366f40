/* council log [ENTRY] [--limit NUMBER | --all] */
#include "cli/changes.h"

#include "core/journal.h"

#include <string.h>

const CommandUse use_log = {
  .options = COMMAND_OPTIONS (
      { "limit", OPTION_TEXT, "NUMBER", N_ ("How many entries, the newest (20)") },
      { "all", OPTION_FLAG, NULL, N_ ("All entries") }),
  .details =
      N_ ("With the number of an entry it shows what that one changed, before and after."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council log  # the newest 20 entries"),
                        N_ ("council log 12  # what entry 12 changed"),
                        N_ ("council log --all --json  # the whole journal, for a program")),
};

static void
entry_members (JsonBuilder *json, const JournalEntry *entry)
{
  json_number (json, "seq", entry->seq);
  json_text (json, "at", entry->at);
  json_bool (json, "clock_set", entry->clock_set);
  json_text (json, "actor", entry->actor);
  json_text (json, "party", entry->party);
  json_text (json, "basis", entry->basis);
  json_text (json, "verb", entry->verb);
  json_text (json, "subject", entry->subject);
  json_text (json, "origin", entry->origin);
  json_text (json, "hash", entry->hash);
}

/* "2026-11-24 09:00:00", and a mark when the clock was set by hand. */
static char *
entry_time (const JournalEntry *entry)
{
  return g_strdup_printf ("%.10s %.8s%s", entry->at, entry->at + strlen ("2026-11-24T"),
                          entry->clock_set ? " *" : "");
}

static void
list_json (CommandRun *run, GPtrArray *entries)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      json_begin_object (run->json, NULL);
      entry_members (run->json, g_ptr_array_index (entries, i));
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
list_print (CommandRun *run, GPtrArray *entries)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("No."), N_ ("Time (UTC)"), N_ ("Who"),
                                       N_ ("Party"), N_ ("Act"), N_ ("About"), NULL);
  gboolean clock_was_set = FALSE;

  table_align_right (table, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      const JournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq);
      g_autofree char *time = entry_time (entry);

      clock_was_set |= entry->clock_set;
      table_row (table, number, time, entry->actor, entry->party, entry->verb, entry->subject);
    }
  command_table_print (run, table);
  if (clock_was_set)
    command_say (run, N_ ("* the clock was set by hand"), NULL);
}

static gboolean
show_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  gint64 limit;

  if (!command_number (run, "limit", 20, 1, G_MAXINT, &limit, error))
    return FALSE;
  entries = journal_list (run->db, command_flag (run, "all") ? 0 : (guint) limit, error);
  if (entries == NULL)
    return FALSE;
  if (run->json != NULL)
    list_json (run, entries);
  else
    list_print (run, entries);
  return TRUE;
}

static void
entry_print (CommandRun *run, const JournalEntry *entry, GPtrArray *changes)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *time = entry_time (entry);

  table_row (table, tr (run->lang, N_ ("Time (UTC)")), time);
  table_row (table, tr (run->lang, N_ ("Who")), entry->actor);
  table_row (table, tr (run->lang, N_ ("Party")), entry->party);
  table_row (table, tr (run->lang, N_ ("Basis")), entry->basis);
  table_row (table, tr (run->lang, N_ ("Act")), entry->verb);
  table_row (table, tr (run->lang, N_ ("About")), entry->subject);
  table_row (table, tr (run->lang, N_ ("Hash")), entry->hash);
  command_table_print (run, table);
  if (entry->clock_set)
    command_say (run, N_ ("* the clock was set by hand"), NULL);
  if (changes->len == 0)
    return;
  command_line (run, "");
  command_say (run, N_ ("It changed:"), NULL);
  changes_print (run, changes);
}

static gboolean
show_entry (CommandRun *run, gint64 seq, GError **error)
{
  g_autoptr(JournalEntry) entry = journal_load (run->db, seq, error);
  g_autoptr(GPtrArray) changes = entry ? journal_changes (run->db, seq, error) : NULL;

  if (changes == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      entry_print (run, entry, changes);
      return TRUE;
    }
  json_begin_object (run->json, NULL);
  entry_members (run->json, entry);
  changes_json (run->json, "changes", changes);
  json_builder_end_object (run->json);
  return TRUE;
}

gboolean
cmd_log (CommandRun *run, GError **error)
{
  gint64 seq;

  if (run->n_args == 0)
    return show_list (run, error);
  if (!g_ascii_string_to_signed (run->args[0], 10, 1, G_MAXINT64, &seq, NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{value}: no number of a journal entry (see 'council log')"),
                          "value", run->args[0], NULL);
  return show_entry (run, seq, error);
}
