/* council busy add|import|list|remove */
#include "cli/command.h"

#include "core/date.h"
#include "core/file.h"
#include "core/language.h"
#include "meetings/busy-hit.h"
#include "meetings/busy.h"

/* --- showing ------------------------------------------------------------------------------- */

static char *
local_text (gint64 second, const char *zone, const char *format)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (second);
  g_autoptr(GDateTime) local = instant_in_zone (instant, zone);

  return g_date_time_format (local, format);
}

/* Leaves the object open. */
static void
entry_members_json (CommandRun *run, const BusyEntry *entry)
{
  g_autofree char *starts = local_text (entry->starts, "UTC", "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *ends = local_text (entry->ends, "UTC", "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *from = NULL, *to = NULL;
  GDate first, last;

  busy_entry_days (entry, &first, &last);
  from = date_text (&first);
  to = date_text (&last);
  json_begin_object (run->json, NULL);
  json_text (run->json, "id", entry->handle);
  json_text (run->json, "person", entry->person);
  json_text (run->json, "party", entry->party);
  json_text (run->json, "who", entry->who);
  json_text (run->json, "start", starts);
  json_text (run->json, "end", ends);
  json_text (run->json, "from", from);
  json_text (run->json, "to", to);
  json_text (run->json, "zone", entry->zone);
  json_bool (run->json, "all_day", entry->all_day);
  json_bool (run->json, "tentative", entry->tentative);
  json_text (run->json, "source", entry->imported ? "imported" : "typed");
  json_number (run->json, "intervals", entry->intervals);
  json_text (run->json, "reason", entry->reason);
  json_text (run->json, "noted_on", entry->noted_on);
}

static void
entry_json (CommandRun *run, const BusyEntry *entry)
{
  entry_members_json (run, entry);
  json_builder_end_object (run->json);
}

/* The meetings that the busy time falls on. */
static void
tell_hits (CommandRun *run, GPtrArray *hits)
{
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *line = busy_hit_line (g_ptr_array_index (hits, i), run->lang);

      command_notice_text (run, line);
    }
}

/* «2027-03-10», «2027-03-10 – 2027-03-12», «2027-03-10 09:00–12:00». */
static char *
when_text (const BusyEntry *entry)
{
  g_autofree char *first = NULL, *last = NULL, *starts = NULL, *ends = NULL;
  GDate from, to;

  busy_entry_days (entry, &from, &to);
  first = date_text (&from);
  last = date_text (&to);
  if (entry->all_day)
    return g_str_equal (first, last) ? g_steal_pointer (&first)
                                     : g_strdup_printf ("%s – %s", first, last);
  starts = local_text (entry->starts, entry->zone, "%H:%M");
  ends = local_text (entry->ends, entry->zone, "%H:%M");
  if (g_str_equal (ends, "00:00"))
    {
      g_free (ends);
      ends = g_strdup ("24:00");
    }
  return g_str_equal (first, last)
             ? g_strdup_printf ("%s %s–%s", first, starts, ends)
             : g_strdup_printf ("%s %s – %s %s", first, starts, last, ends);
}

static const char *
kind_text (const BusyEntry *entry)
{
  return entry->tentative ? N_ ("tentative") : N_ ("busy");
}

static char *
remark_text (const BusyEntry *entry, const char *lang)
{
  if (entry->reason != NULL)
    return g_strdup (entry->reason);
  if (!entry->imported)
    return g_strdup ("");
  return entry->intervals == 1
             ? g_strdup (tr (lang, N_ ("from a calendar")))
             : tr_fill_n (lang, "from a calendar, {n} interval",
                          "from a calendar, {n} intervals", entry->intervals, NULL);
}

static void
entries_print (CommandRun *run, GPtrArray *entries)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("ID"), N_ ("WHO"), N_ ("WHEN"),
                                       N_ ("STATE"), N_ ("NOTE"), NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const BusyEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *when = when_text (entry);
      g_autofree char *remark = remark_text (entry, run->lang);

      table_row (table, entry->handle, entry->who, when, tr (run->lang, kind_text (entry)),
                 remark);
    }
  command_table_print (run, table);
}

/* --- add ----------------------------------------------------------------------------------- */

const CommandUse use_busy_add = {
  .options = COMMAND_OPTIONS (
      { "person", OPTION_TEXT, "PERSON", N_ ("Who cannot come") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Which party rules the time out as a whole") },
      { "tentative", OPTION_FLAG, NULL, N_ ("It may yet change: it counts as a wish") },
      { "reason", OPTION_TEXT, "TEXT", N_ ("Of a party: why; of a person no reason is kept") },
      { "zone", OPTION_TEXT, "NAME",
        N_ ("The time zone meant; else that of the party's capital") }),
  .details =
      N_ ("FROM and TO are dates, both included, or dates with a time by the clocks of the "
          "party's capital; without TO it is that one day.  Of a person the file keeps the "
          "time alone and can forget it; why a whole party cannot is shared and stays on "
          "record.  A meeting that is planned for that time is named."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council busy add --person ivanov 2027-02-10 2027-02-12  # three whole days"),
      N_ ("council busy add --person ivanov \"2027-02-15 09:00\" \"2027-02-15 12:00\" "
          "--tentative  # a morning, perhaps"),
      N_ ("council busy add --party tj 2027-02-28 2027-03-02 --reason \"elections\"  # the "
          "whole party")),
};

gboolean
cmd_busy_add (CommandRun *run, GError **error)
{
  BusyDraft draft = {
    .person = command_option (run, "person"),
    .party = command_option (run, "party"),
    .from = run->args[0],
    .to = run->args[1],
    .zone = command_option (run, "zone"),
    .reason = command_option (run, "reason"),
    .tentative = command_flag (run, "tentative"),
  };
  g_autofree char *handle = busy_add (run->db, &draft, error);
  g_autoptr(GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) busy_entry_free);
  BusyEntry *entry = handle ? busy_load (run->db, handle, run->lang, error) : NULL;
  g_autoptr(GPtrArray) hits = NULL;

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (entries, entry);
  hits = busy_hits_of_entry (run->db, entry, run->lang, error);
  if (hits == NULL)
    return FALSE;
  tell_hits (run, hits);
  if (run->json == NULL)
    {
      entries_print (run, entries);
      return TRUE;
    }
  entry_members_json (run, entry);
  busy_hits_json (run->json, hits);
  json_builder_end_object (run->json);
  return TRUE;
}

/* --- import -------------------------------------------------------------------------------- */

const CommandUse use_busy_import = {
  .options = COMMAND_OPTIONS (
      { "person", OPTION_TEXT, "PERSON", N_ ("Whose calendar it is") },
      { "from", OPTION_TEXT, "DATE", N_ ("The first day to read; today when left out") },
      { "to", OPTION_TEXT, "DATE", N_ ("The last day to read; three years when left out") },
      { "add", OPTION_FLAG, NULL,
        N_ ("Keep what was imported before: this is another calendar of the same person") },
      { "zone", OPTION_TEXT, "NAME",
        N_ ("The time zone of times without one; else the calendar's own, else that of the "
            "party's capital") }),
  .details = N_ (
      "FILE is a calendar as Outlook, Google, Apple or Nextcloud export it, or - for "
      "standard input.  Only the times are kept, never what they are for.  What the person "
      "declined is free where the file tells whose it is, or the person's e-mail address "
      "is on record.  What was imported for this person before gives way.  A file that is "
      "damaged or hostile is "
      "refused as a whole, and nothing is stored."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council busy import calendar.ics --person ivanov  # as it was exported"),
      N_ ("council busy import - --person ivanov  # from standard input")),
};

static void
import_json (CommandRun *run, const BusyImported *imported, GPtrArray *notices,
             GPtrArray *hits)
{
  g_autofree char *from = date_text (&imported->from), *to = date_text (&imported->to);

  json_begin_object (run->json, NULL);
  json_text (run->json, "person", imported->person);
  json_number (run->json, "intervals", imported->stored);
  json_number (run->json, "replaced", imported->replaced);
  json_begin_object (run->json, "window");
  json_text (run->json, "from", from);
  json_text (run->json, "to", to);
  json_builder_end_object (run->json);
  json_number (run->json, "events", imported->summary.events);
  json_number (run->json, "recurring", imported->summary.recurring);
  json_number (run->json, "free", imported->summary.free);
  json_number (run->json, "broken", imported->summary.broken);
  json_texts (run->json, "notices", notices);
  busy_hits_json (run->json, hits);
  json_builder_end_object (run->json);
}

static void
import_print (CommandRun *run, const BusyImported *imported)
{
  g_autofree char *window = language_date_range (run->lang, &imported->from, &imported->to);
  g_autofree char *events = g_strdup_printf ("%u", imported->summary.events);
  g_autofree char *line = tr_fill_n (
      run->lang, "{person}: {n} busy interval stored, {window} (events read: {events})",
      "{person}: {n} busy intervals stored, {window} (events read: {events})",
      imported->stored, "person", imported->person, "window", window, "events", events, NULL);

  command_line (run, line);
  if (imported->replaced > 0)
    {
      g_autofree char *replaced = tr_fill_n (
          run->lang, "{n} interval imported before gave way.",
          "{n} intervals imported before gave way.", (guint64) imported->replaced, NULL);

      command_line (run, replaced);
    }
}

gboolean
cmd_busy_import (CommandRun *run, GError **error)
{
  const char *path = g_str_equal (run->args[0], "-") ? "/dev/stdin" : run->args[0];
  g_autoptr(GBytes) bytes = file_read_whole (path, BUSY_CALENDAR_BYTES, error);
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  BusyImport wanted = {
    .person = command_option (run, "person"),
    .bytes = bytes,
    .from = command_option (run, "from"),
    .to = command_option (run, "to"),
    .zone = command_option (run, "zone"),
    .add = command_flag (run, "add"),
  };
  g_auto(BusyImported) imported = { NULL };
  g_autoptr(GPtrArray) hits = NULL;

  if (bytes == NULL || !busy_import (run->db, &wanted, &imported, error))
    return FALSE;
  hits = busy_hits_of_import (run->db, &imported, run->lang, error);
  if (hits == NULL)
    return FALSE;
  for (guint i = 0; i < imported.summary.notices->len; i++)
    g_ptr_array_add (notices, busy_calendar_notice_text (
                                  g_ptr_array_index (imported.summary.notices, i), run->lang));
  if (run->json != NULL)
    import_json (run, &imported, notices, hits);
  else
    import_print (run, &imported);
  command_notices (run, notices);
  tell_hits (run, hits);
  return TRUE;
}

/* --- list ---------------------------------------------------------------------------------- */

const CommandUse use_busy_list = {
  .options = COMMAND_OPTIONS (
      { "person", OPTION_TEXT, "PERSON", N_ ("Of this person alone") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Of this party and its people") },
      { "from", OPTION_TEXT, "DATE", N_ ("From this day on; today when left out") },
      { "to", OPTION_TEXT, "DATE", N_ ("Until this day") }),
  .details = N_ ("Times are those of the capital of each party.  What was imported from one "
                 "calendar and overlaps is joined."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council busy list  # who cannot come, from today on"),
      N_ ("council busy list --party tj --from 2027-02-01 --to 2027-03-31  # one party's "
          "people in two months")),
};

gboolean
cmd_busy_list (CommandRun *run, GError **error)
{
  BusyQuery query = {
    .person = command_option (run, "person"),
    .party = command_option (run, "party"),
    .from = command_option (run, "from"),
    .to = command_option (run, "to"),
    .lang = run->lang,
  };
  g_autoptr(GPtrArray) entries = busy_list (run->db, &query, error);

  if (entries == NULL)
    return FALSE;
  if (run->json == NULL && entries->len == 0)
    command_say (run, "No busy time is known (see 'council busy add').", NULL);
  else if (run->json == NULL)
    entries_print (run, entries);
  else
    {
      json_begin_array (run->json, NULL);
      for (guint i = 0; i < entries->len; i++)
        entry_json (run, g_ptr_array_index (entries, i));
      json_builder_end_array (run->json);
    }
  return TRUE;
}

/* --- remove -------------------------------------------------------------------------------- */

const CommandUse use_busy_remove = {
  .options = COMMAND_OPTIONS (
      { "person", OPTION_TEXT, "PERSON", N_ ("Of this person, with --imported or --all") },
      { "imported", OPTION_FLAG, NULL, N_ ("What came from calendars") },
      { "all", OPTION_FLAG, NULL, N_ ("Everything that is known of the person") }),
  .details = N_ ("A person's time is then gone from the file for good; the journal never "
                 "held it.  A party's period stays in the journal."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council busy remove 12  # one entry, by its number in 'council busy list'"),
      N_ ("council busy remove --person ivanov --all  # forget when someone is busy")),
};

static gboolean
say_removed (CommandRun *run, gint64 removed)
{
  g_autofree char *line = NULL;

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_number (run->json, "removed", removed);
      json_builder_end_object (run->json);
      return TRUE;
    }
  line = tr_fill_n (run->lang, "{n} interval removed.", "{n} intervals removed.",
                    (guint64) removed, NULL);
  command_line (run, line);
  return TRUE;
}

gboolean
cmd_busy_remove (CommandRun *run, GError **error)
{
  const char *person = command_option (run, "person");
  gboolean imported = command_flag (run, "imported"), all = command_flag (run, "all");
  gint64 removed = run->n_args;

  if ((run->n_args > 0) == (person != NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("what to remove? (entries by their ID, or those of --person)"),
                          NULL);
  if (person == NULL)
    return busy_remove (run->db, (const char *const *) run->args, error) &&
           say_removed (run, removed);
  if (imported == all)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("what of {person}? (--imported for what came from calendars, "
                              "--all for everything)"),
                          "person", person, NULL);
  return busy_remove_person (run->db, person, imported, &removed, error) &&
         say_removed (run, removed);
}
