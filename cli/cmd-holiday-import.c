/* council holiday import */
#include "cli/command.h"
#include "cli/told.h"

#include "core/date.h"
#include "core/file.h"
#include "core/language.h"
#include "meetings/busy-calendar.h"
#include "meetings/holiday-import.h"

const CommandUse use_holiday_import = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("Whose list it is") },
      { "year", OPTION_TEXT, "YEAR",
        N_ ("The year that is read; this one and the two that follow when left out") }),
  .details =
      N_ ("Reads a list of days off as others publish it (.ics) and shows how it differs.  "
          "What is new is entered: as provisional, or as confirmed when --basis names the "
          "act.  Public lists are often out of date: a day that a rule of this file makes a "
          "working day is shown as a conflict, with the rule, and is not entered.  The same "
          "list a second time changes nothing; --dry-run only shows."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday import list.ics --party kg --dry-run  # how does it differ?"),
      N_ ("council holiday import list.ics --party tj --year 2027 --basis \"list of 2027\"  # "
          "what is new is confirmed by the act")),
};

/* Leaves the object open. */
static void
import_json (CommandRun *run, const HolidayImport *import)
{
  json_begin_object (run->json, NULL);
  for (guint kind = 0; kind < N_IMPORT_KINDS; kind++)
    json_number (run->json, holiday_import_kind_name (kind), import->counts[kind]);
  json_number (run->json, "hours", import->hours);
  json_number (run->json, "foreign", import->foreign);
  json_begin_array (run->json, "days");
  for (guint i = 0; i < import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->days, i);
      g_autofree char *date = date_text (&day->date);

      json_begin_object (run->json, NULL);
      json_text (run->json, "date", date);
      json_text (run->json, "difference", holiday_import_kind_name (day->kind));
      json_text (run->json, "kind", day_kind_name (day->day));
      json_text (run->json, "name", day->title);
      json_text (run->json, "here", day->words);
      json_text (run->json, "rule", day->rule);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static const char *
difference_words (HolidayImportKind kind)
{
  static const char *const words[N_IMPORT_KINDS] = {
    [IMPORT_NEW] = N_ ("new, entered"),
    [IMPORT_CONFIRMED] = N_ ("confirmed by the act"),
    [IMPORT_SAME] = N_ ("the same"),
    [IMPORT_CONFLICT] = N_ ("conflict, not entered"),
    [IMPORT_PASSED] = N_ ("past, not entered (needs --basis)"),
    [IMPORT_MISSING] = N_ ("not in the list, stays"),
  };

  return words[kind];
}

static void
differences_print (CommandRun *run, const HolidayImport *import)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("DATE"), N_ ("WEEKDAY"),
                                       N_ ("DIFFERENCE"), N_ ("NAME"), N_ ("HERE"), NULL);

  for (guint i = 0; i < import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->days, i);
      g_autofree char *date = date_text (&day->date);

      if (day->kind != IMPORT_SAME)
        table_row (table, date,
                   language_weekday_short (run->lang, g_date_get_weekday (&day->date)),
                   tr (run->lang, difference_words (day->kind)), day->title, day->words);
    }
  if (table_is_empty (table))
    command_say (run, "The list says nothing that this file does not.", NULL);
  else
    command_table_print (run, table);
}

static void
tell_left_out (CommandRun *run, const HolidayImport *import)
{
  g_autofree char *hours = g_strdup_printf ("%u", import->hours);
  g_autofree char *foreign = g_strdup_printf ("%u", import->foreign);

  if (import->days->len == import->counts[IMPORT_MISSING])
    command_notice (run, N_ ("the list names no day of these years (see --year)"), NULL);
  if (import->hours > 0)
    command_notice (run, N_ ("events with hours, which are no days off, left out: {n}"), "n",
                    hours, NULL);
  if (import->foreign > 0)
    command_notice (run, N_ ("days of another country left out: {n}"), "n", foreign, NULL);
  if (import->counts[IMPORT_CONFLICT] > 0)
    command_notice (run,
                    N_ ("if the list is right where it conflicts, change the rule "
                        "('council holiday remove') or enter the day ('council holiday add') "
                        "by its act"),
                    NULL);
}

gboolean
cmd_holiday_import (CommandRun *run, GError **error)
{
  g_autoptr(HolidayImport) import = NULL;
  g_autoptr(GBytes) list = NULL;
  g_autofree char *same = NULL;
  gint64 year;

  if (!command_number (run, "year", 0, 1901, 2998, &year, error))
    return FALSE;
  list = file_read_whole (run->args[0], BUSY_CALENDAR_BYTES, error);
  import = list ? holiday_import (run->db, command_option (run, "party"), list, (int) year,
                                  run->basis, run->lang, error)
                : NULL;
  if (import == NULL)
    return FALSE;
  tell_left_out (run, import);
  if (run->json != NULL)
    import_json (run, import);
  if (!told_days_off (run, error))
    return FALSE;
  if (run->json != NULL)
    {
      json_builder_end_object (run->json);
      return TRUE;
    }
  differences_print (run, import);
  same =
      tr_fill_n (run->lang, "{n} day of the list is the same here.",
                 "{n} days of the list are the same here.", import->counts[IMPORT_SAME], NULL);
  command_line (run, "");
  command_line (run, same);
  return TRUE;
}
