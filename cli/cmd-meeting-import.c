/* council meeting import */
#include "cli/command.h"

#include "cli/told.h"
#include "core/date.h"
#include "core/file.h"
#include "core/language.h"
#include "meetings/busy-calendar.h"
#include "meetings/meeting-import.h"
#include "meetings/place.h"

#include <unistd.h>

const CommandUse use_meeting_import = {
  .options = COMMAND_OPTIONS (
      { "words", OPTION_TEXT, "TEXT",
        N_ ("Only entries whose title has these words; of a calendar with other events") },
      { "host", OPTION_TEXT, "PARTY",
        N_ ("Who hosted those that name neither host nor capital") },
      { "kind", OPTION_TEXT, "KIND",
        N_ ("regular (the default) or extraordinary, of those that do not say") },
      { "group", OPTION_TEXT, "GROUP", N_ ("They are meetings of that working group") },
      { "zone", OPTION_TEXT, "NAME",
        N_ ("The time zone of times without one; else that of the party's capital") },
      { "date-order", OPTION_TEXT, "ORDER",
        N_ ("day-first or month-first, of a table whose dates are like 02/03/2026 and do not "
            "show it") }),
  .details = N_ (
      "FILE is a calendar (.ics), or a table (CSV) with the column date and, if there are, "
      "time, end, days, city, venue, host, kind, number, zone, form, title, reason, uid; the "
      "columns may be named in Russian (дата, время, окончание, дней, город, место, "
      "принимает, вид, номер, форма, название, причина), dates be written 13.02.2026, "
      "13/02/2026, 13 февраля 2026 г. or Feb 13, 2026; tables that Outlook exports are "
      "understood as they are.  - is standard input.  Shows what is new, what is on record, "
      "what differs and what is not "
      "understood, then asks and enters what is new, as meetings whose protocol is not in "
      "this file.  They count for the alternation.  What is on record is never changed; the "
      "same file a second time changes nothing.  The exit status is 1 when something "
      "differs or is not understood."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting import meetings.csv --dry-run  # what would be entered?"),
      N_ ("council meeting import calendar.ics --words \"заседание совета\"  # asks, then "
          "enters"),
      N_ ("council meeting import meetings.csv --yes  # enters without asking")),
};

static void
row_json (CommandRun *run, const MeetingImportRow *row)
{
  g_autofree char *starts = row->starts ? instant_text (row->starts) : NULL;
  g_autofree char *ends = row->ends ? instant_text (row->ends) : NULL;

  json_begin_object (run->json, NULL);
  json_number (run->json, "line", row->line);
  json_text (run->json, "state", meeting_import_kind_name (row->state));
  json_text (run->json, "why", row->why);
  json_text (run->json, "ref", row->ref);
  json_text (run->json, "uid", row->uid);
  json_text (run->json, "title", row->title);
  json_text (run->json, "kind", row->kind);
  if (row->number > 0)
    json_number (run->json, "number", row->number);
  else
    json_nothing (run->json, "number");
  json_text (run->json, "host", row->host);
  json_text (run->json, "start", starts);
  json_text (run->json, "end", ends);
  json_bool (run->json, "all_day", row->all_day);
  json_text (run->json, "time_zone", row->zone);
  json_text (run->json, "city", row->city);
  json_text (run->json, "venue", row->venue);
  json_text (run->json, "form", row->form);
  json_builder_end_object (run->json);
}

static void
import_json (CommandRun *run, const MeetingImport *import, Notices *notices)
{
  json_begin_object (run->json, NULL);
  for (guint kind = 0; kind < N_MEETING_IMPORT_KINDS; kind++)
    json_number (run->json, meeting_import_kind_name (kind), import->counts[kind]);
  json_number (run->json, "other", import->other);
  json_begin_array (run->json, "meetings");
  for (guint i = 0; i < import->rows->len; i++)
    row_json (run, g_ptr_array_index (import->rows, i));
  json_builder_end_array (run->json);
  told_json (run, notices);
  json_builder_end_object (run->json);
}

/* --- for people ------------------------------------------------------------------------------ */

static const char *
state_words (MeetingImportKind state)
{
  static const char *const words[N_MEETING_IMPORT_KINDS] = {
    [MEETING_IMPORT_NEW] = N_ ("new"),
    [MEETING_IMPORT_SAME] = N_ ("on record"),
    [MEETING_IMPORT_DIFFERENT] = N_ ("differs, nothing changes"),
    [MEETING_IMPORT_REFUSED] = N_ ("not understood"),
  };

  return words[state];
}

/* "13 февраля 2026 года", with the hour when it is known. */
static char *
row_when (const CommandRun *run, const MeetingImportRow *row)
{
  g_autoptr(GDateTime) end = NULL;
  GDate first, last;

  if (row->starts == NULL || row->ends == NULL || row->zone == NULL)
    return g_strdup (row->title);
  end = g_date_time_add_seconds (row->ends, -1);
  instant_local_date (row->starts, row->zone, &first);
  instant_local_date (end, row->zone, &last);
  if (g_date_compare (&first, &last) == 0)
    return place_when (row->starts, row->zone, row->all_day, run->lang);
  return language_date_range (run->lang, &first, &last);
}

static void
table_add (CommandRun *run, Table *table, const MeetingImportRow *row)
{
  g_autofree char *when = row_when (run, row);
  g_autofree char *line = g_strdup_printf ("%u", row->line);
  g_autofree char *number =
      row->number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->number) : NULL;
  g_autofree char *host = place_party_name (run->db, row->host, run->lang, CASE_NOMINATIVE);

  table_row (table, line, tr (run->lang, state_words (row->state)), row->ref, when,
             tr (run->lang, row->kind), number, host, row->city, row->why ? row->why : "");
}

static void
preview (CommandRun *run, const MeetingImport *import)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("LINE"), N_ ("WHAT"), N_ ("REF"), N_ ("WHEN"), N_ ("KIND"),
                 N_ ("NUMBER"), N_ ("HOST"), N_ ("CITY"), N_ ("WHY"), NULL);

  for (guint i = 0; i < import->rows->len; i++)
    table_add (run, table, g_ptr_array_index (import->rows, i));
  if (table_is_empty (table))
    command_say (run, "The file names no meeting.", NULL);
  else
    command_table_print (run, table);
  command_notices (run, import->notices);
  if (import->other > 0)
    {
      g_autofree char *other = g_strdup_printf ("%u", import->other);

      command_notice (run, N_ ("entries with another title left out: {n}"), "n", other, NULL);
    }
}

/* Someone at a terminal sees what is asked about. */
static gboolean
ask (CommandRun *run, const MeetingImport *import, GError **error)
{
  g_autofree char *count = g_strdup_printf ("%u", import->counts[MEETING_IMPORT_NEW]);

  if (!run->yes && !run->dry_run && isatty (STDIN_FILENO) && isatty (STDERR_FILENO) &&
      !command_flush (run, error))
    return FALSE;
  return command_ask (run, error, N_ ("Enter the new meetings of the past ({count})?"),
                      "count", count, NULL);
}

static void
say_entered (CommandRun *run, const MeetingImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    {
      const MeetingImportRow *row = g_ptr_array_index (import->rows, i);

      if (row->state == MEETING_IMPORT_NEW)
        command_say (run, N_ ("{ref} is entered"), "ref", row->ref, NULL);
    }
}

gboolean
cmd_meeting_import (CommandRun *run, GError **error)
{
  const char *path = g_str_equal (run->args[0], "-") ? "/dev/stdin" : run->args[0];
  g_autoptr(GBytes) bytes = file_read_whole (path, BUSY_CALENDAR_BYTES, error);
  g_autoptr(Notices) notices = notices_new (run->lang);
  MeetingImportQuery query = {
    .source = run->args[0],
    .group = command_option (run, "group"),
    .words = command_option (run, "words"),
    .host = command_option (run, "host"),
    .kind = command_option (run, "kind"),
    .zone = command_option (run, "zone"),
    .date_order = command_option (run, "date-order"),
  };
  g_autoptr(MeetingImport) import =
      bytes ? meeting_import_read (run->db, bytes, &query, run->lang, error) : NULL;

  if (import == NULL)
    return FALSE;
  if (run->json == NULL)
    preview (run, import);
  if (import->counts[MEETING_IMPORT_NEW] > 0 &&
      (!ask (run, import, error) || !meeting_import_enter (run->db, import, notices, error)))
    return FALSE;
  run->found = import->counts[MEETING_IMPORT_DIFFERENT] > 0 ||
               import->counts[MEETING_IMPORT_REFUSED] > 0;
  if (run->json != NULL)
    {
      import_json (run, import, notices);
      return TRUE;
    }
  say_entered (run, import);
  told_print (run, notices);
  return TRUE;
}
