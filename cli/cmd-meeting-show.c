/* council meeting plan|show|list */
#include "core/date.h"
#include "core/language.h"
#include "core/party.h"
#include "meetings/day-off.h"
#include "meetings/meeting-record.h"
#include "meetings/place.h"
#include "meetings/plan.h"

#include "cli/command.h"
#include "cli/mail-told.h"
#include "cli/replies.h"

#define YEARS_AHEAD 5
#define MAX_YEARS 100

/* --- plan ------------------------------------------------------------------------------------ */

const CommandUse use_meeting_plan = {
  .options = COMMAND_OPTIONS (
      { "years", OPTION_TEXT, "NUMBER", N_ ("How many years after this one; 5 if not said") }),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting plan --years 10  # ten years ahead")),
};

static void
plan_json (CommandRun *run, GPtrArray *rows)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlanRow *row = g_ptr_array_index (rows, i);

      json_begin_object (run->json, NULL);
      json_number (run->json, "year", row->year);
      json_text (run->json, "ref", row->ref);
      json_text (run->json, "host", row->host);
      json_text (run->json, "state", row->state);
      json_text (run->json, "start", row->start);
      json_text (run->json, "why", row->why);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

gboolean
cmd_meeting_plan (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(Table) table = NULL;
  gint64 years;

  if (!command_number (run, "years", YEARS_AHEAD, 0, MAX_YEARS, &years, error))
    return FALSE;
  rows = plan_list (run->db, (int) years, run->lang, error);
  if (rows == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      plan_json (run, rows);
      return TRUE;
    }
  table = table_new (run->lang, N_ ("Year"), N_ ("Meeting"), N_ ("Host"), N_ ("State"),
                     N_ ("Why"), NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlanRow *row = g_ptr_array_index (rows, i);
      g_autofree char *year = g_strdup_printf ("%d", row->year);
      g_autofree char *host =
          place_party_name (run->db, row->host, run->lang, CASE_NOMINATIVE);

      table_row (table, year, row->ref, host, tr (run->lang, row->state), row->why);
    }
  command_table_print (run, table);
  return TRUE;
}

/* --- list ------------------------------------------------------------------------------------ */

const CommandUse use_meeting_list = {
  .options = COMMAND_OPTIONS (
      { "all", OPTION_FLAG, NULL, N_ ("The meetings of working groups too") }),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting list  # the council's meetings")),
};

static gboolean
list_json (CommandRun *run, GPtrArray *meetings, GError **error)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < meetings->len; i++)
    {
      json_begin_object (run->json, NULL);
      if (!meeting_json (run->db, g_ptr_array_index (meetings, i), run->json, error))
        return FALSE;
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
  return TRUE;
}

/* When it sits, in the venue's time; or since when it is asked for. */
static char *
list_when (const Meeting *meeting, const char *lang)
{
  g_autofree char *days = NULL;
  g_autofree char *time = NULL;
  g_autoptr(GDateTime) local = NULL;
  GDate first, last;

  if (!meeting_has_date (meeting))
    return g_strdup (tr (lang, N_ ("no date yet")));
  meeting_first_day (meeting, &first);
  meeting_last_day (meeting, &last);
  days = language_date_range (lang, &first, &last);
  if (meeting->all_day)
    return g_steal_pointer (&days);
  local = instant_in_zone (meeting->starts, meeting->time_zone);
  time = g_date_time_format (local, "%H:%M");
  return g_strdup_printf ("%s, %s", days, time);
}

/* Its state; of a planned one who has confirmed, of a request how long it waits. */
static char *
list_state (CommandRun *run, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) confirmed = meeting_confirmed (run->db, meeting->id, error);
  g_autoptr(GPtrArray) waits = confirmed ? meeting_waits_for (run->db, meeting, error) : NULL;
  g_autofree char *who = NULL;

  if (waits == NULL)
    return NULL;
  if (meeting_is (meeting, MEETING_PLANNED) && confirmed->len > 0)
    {
      who = place_party_names (run->db, confirmed, run->lang);
      return tr_fill (run->lang, N_ ("{state:tr}, confirmed by {who}"), "state",
                      meeting->state, "who", who, NULL);
    }
  if (waits->len == 0 || meeting_is (meeting, MEETING_PLANNED))
    return g_strdup (tr (run->lang, meeting->state));
  return tr_fill_n (run->lang, "{state:tr}, no answer for {n} day",
                    "{state:tr}, no answer for {n} days", meeting_days_waited (meeting),
                    "state", meeting->state, NULL);
}

/* Its city then only tells the clock that it goes by. */
static gboolean
is_online (const Meeting *meeting)
{
  return g_str_equal (meeting->form, "online");
}

gboolean
cmd_meeting_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) meetings = command_flag (run, "all")
                                       ? meeting_list_all (run->db, error)
                                       : meeting_list (run->db, NULL, error);
  g_autoptr(Table) table = NULL;

  if (meetings == NULL)
    return FALSE;
  if (run->json != NULL)
    return list_json (run, meetings, error);
  table = table_new (run->lang, N_ ("Meeting"), N_ ("Kind"), N_ ("When"), N_ ("Host"),
                     N_ ("City"), N_ ("Mark"), N_ ("State"), NULL);
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      g_autofree char *when = list_when (meeting, run->lang);
      g_autofree char *state = list_state (run, meeting, error);
      g_autofree char *host =
          place_party_name (run->db, meeting->host, run->lang, CASE_NOMINATIVE);

      if (state == NULL)
        return FALSE;
      table_row (table, meeting->ref, tr (run->lang, meeting->kind), when, host,
                 is_online (meeting) ? tr (run->lang, meeting->form) : meeting->city,
                 meeting->sample ? tr (run->lang, N_ ("SAMPLE")) : "", state);
    }
  command_table_print (run, table);
  return TRUE;
}

/* --- show ------------------------------------------------------------------------------------ */

const CommandUse use_meeting_show = {
  .examples = COMMAND_EXAMPLES (N_ ("council meeting show next  # the one that comes next"),
                                N_ ("council meeting show 2027 --json  # for a program")),
};

/* A line "what: value"; nothing when there is no value. */
static void
show_line (CommandRun *run, Table *table, const char *what, const char *value)
{
  if (value != NULL && *value != '\0')
    table_row (table, tr (run->lang, what), value);
}

static void
show_times (CommandRun *run, Table *table, const Meeting *meeting, GPtrArray *parties)
{
  g_autofree char *when = list_when (meeting, run->lang);
  g_autofree char *dated = NULL;
  GDate first;

  if (!meeting_has_date (meeting))
    {
      show_line (run, table, N_ ("When"), when);
      return;
    }
  meeting_first_day (meeting, &first);
  dated = g_strdup_printf ("%s (%s)", when,
                           language_weekday (run->lang, g_date_get_weekday (&first)));
  show_line (run, table, N_ ("When"), dated);
  for (guint i = 0; !meeting->all_day && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *city =
          party_name (run->db, party, "capital", run->lang, CASE_NOMINATIVE, NULL);
      g_autofree char *there =
          place_when (meeting->starts, party->time_zone, FALSE, run->lang);

      table_row (table, city ? city : party->code, there);
    }
}

/* A date of the record, as it is read: "24 ноября 2026 года". */
static char *
show_date (CommandRun *run, const char *text)
{
  GDate date;

  return date_parse (text, &date, NULL) ? language_date_long (run->lang, &date)
                                        : g_strdup (text);
}

static gboolean
show_confirmations (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = confirmation_list (run->db, meeting, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Confirmation *given = g_ptr_array_index (list, i);
      g_autofree char *party =
          place_party_name (run->db, given->party, run->lang, CASE_NOMINATIVE);
      g_autofree char *date = given->on ? show_date (run, given->on) : NULL;
      g_autofree char *text =
          tr_fill (run->lang,
                   given->on == NULL      ? N_ ("{party}: not yet")
                   : given->basis == NULL ? N_ ("{party}: on {date}")
                                          : N_ ("{party}: on {date} ({basis})"),
                   "party", party, "date", date, "basis", given->basis, NULL);

      table_row (table, i == 0 ? tr (run->lang, N_ ("Confirmed")) : "", text);
    }
  return list != NULL;
}

/* "ar, bo" becomes "Arcadia, Borea". */
static char *
missing_names (CommandRun *run, const HostSwap *swap)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  g_auto(GStrv) words = g_strsplit (swap->missing ? swap->missing : "", ", ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (codes, words[i]);
  return place_party_names (run->db, codes, run->lang);
}

static gboolean
show_swaps (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = host_swap_list (run->db, meeting, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const HostSwap *swap = g_ptr_array_index (list, i);
      g_autofree char *host =
          place_party_name (run->db, swap->host, run->lang, CASE_NOMINATIVE);
      g_autofree char *rule = place_party_name (run->db, swap->rule, run->lang, CASE_GENITIVE);
      g_autofree char *missing = missing_names (run, swap);
      g_autofree char *text = tr_fill (
          run->lang,
          g_str_equal (swap->state, "agreed")
              ? N_ ("{host} in place of {rule}: agreed ({reason})")
          : g_str_equal (swap->state, "withdrawn")
              ? N_ ("{host} in place of {rule}: withdrawn ({reason})")
              : N_ ("{host} in place of {rule}: waits for {missing} ({reason})"),
          "host", host, "rule", rule, "reason", swap->reason, "missing", missing, NULL);

      table_row (table, tr (run->lang, N_ ("Change of host")), text);
    }
  return list != NULL;
}

static gboolean
show_moves (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = meeting_move_list (run->db, meeting, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MeetingMove *move = g_ptr_array_index (list, i);
      g_autofree char *from =
          place_when (move->from, meeting->time_zone, meeting->all_day, run->lang);
      g_autofree char *to =
          place_when (move->to, meeting->time_zone, meeting->all_day, run->lang);
      g_autofree char *date = show_date (run, move->on);
      g_autofree char *text =
          tr_fill (run->lang, N_ ("from {from} to {to}: {reason} (on {date})"), "from", from,
                   "to", to, "reason", move->reason, "date", date, NULL);

      table_row (table, i == 0 ? tr (run->lang, N_ ("Postponed")) : "", text);
    }
  return list != NULL;
}

/* What an answer says. */
static const char *
answer_word (const RequestAnswer *answer)
{
  if (g_str_equal (answer->kind, "accept"))
    return N_ ("accepted");
  return g_str_equal (answer->kind, "counter") ? N_ ("another day proposed")
                                               : N_ ("a refusal");
}

static gboolean
show_answers (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = request_answer_list (run->db, meeting, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const RequestAnswer *answer = g_ptr_array_index (list, i);
      g_autofree char *party =
          place_party_name (run->db, answer->party, run->lang, CASE_NOMINATIVE);
      g_autofree char *on = show_date (run, answer->on);
      /* The day was typed in the host's time, as at scheduling. */
      g_autoptr(Party) host =
          party_load (run->db, meeting->host ? meeting->host : answer->party, error);
      g_autoptr(GString) text = g_string_new (party);

      if (host == NULL)
        return FALSE;
      g_string_append_printf (text, ": %s", tr (run->lang, answer_word (answer)));
      if (answer->starts != NULL)
        {
          g_autofree char *day = place_when (
              answer->starts, meeting->time_zone ? meeting->time_zone : host->time_zone, FALSE,
              run->lang);

          g_string_append_printf (text, " — %s", day);
        }
      g_string_append_printf (text, " (%s)", on);
      if (answer->reason != NULL)
        g_string_append_printf (text, ": %s", answer->reason);
      table_row (table, i == 0 ? tr (run->lang, N_ ("Answers")) : "", text->str);
    }
  return list != NULL;
}

static void
show_request (CommandRun *run, Table *table, const Meeting *meeting)
{
  g_autofree char *by = NULL, *on = NULL, *text = NULL;

  if (meeting->requested_by == NULL || meeting->requested_on == NULL)
    return;
  by = place_party_name (run->db, meeting->requested_by, run->lang, CASE_NOMINATIVE);
  on = show_date (run, meeting->requested_on);
  text = g_strdup_printf ("%s, %s%s%s", by, on, meeting->request_basis ? " — " : "",
                          meeting->request_basis ? meeting->request_basis : "");
  show_line (run, table, N_ ("Requested by"), text);
}

/* Who has not answered a request, and for how long. */
static gboolean
show_waiting (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) waits = meeting_waits_for (run->db, meeting, error);
  g_autofree char *who = NULL, *text = NULL;

  if (waits == NULL || waits->len == 0 || meeting_is (meeting, MEETING_PLANNED))
    return waits != NULL;
  who = place_party_names (run->db, waits, run->lang);
  text = tr_fill_n (run->lang, "{who}, for {n} day", "{who}, for {n} days",
                    meeting_days_waited (meeting), "who", who, NULL);
  show_line (run, table, N_ ("No answer"), text);
  return TRUE;
}

/* The days off on which it sits, and what was decided about them. */
static gboolean
show_days_off (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_list (run->db, meeting, run->lang, error);

  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const DayOff *day = g_ptr_array_index (days, i);
      g_autofree char *date = show_date (run, day->date);
      g_autofree char *text =
          tr_fill (run->lang,
                   day->kept ? N_ ("{date}: {why} — kept all the same: {kept}")
                             : N_ ("{date}: {why} — to be decided"),
                   "date", date, "why", day->why, "kept", day->kept, NULL);

      table_row (table, i == 0 ? tr (run->lang, N_ ("Day off")) : "", text);
    }
  return days != NULL;
}

static void
show_head (CommandRun *run, const Meeting *meeting)
{
  g_autofree char *number =
      meeting->ordinal > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, meeting->ordinal) : NULL;

  if (meeting->sample)
    command_say (run, N_ ("SAMPLE: this record holds sample data"), NULL);
  if (number != NULL)
    command_say (run, N_ ("Meeting {ref}: {kind:tr}, no. {number}, {state:tr}"), "ref",
                 meeting->ref, "kind", meeting->kind, "number", number, "state",
                 meeting->state, NULL);
  else
    command_say (run, N_ ("Meeting {ref}: {kind:tr}, {state:tr}"), "ref", meeting->ref, "kind",
                 meeting->kind, "state", meeting->state, NULL);
}

static void
show_place (CommandRun *run, Table *table, const Meeting *meeting)
{
  g_autofree char *host =
      place_party_name (run->db, meeting->host, run->lang, CASE_NOMINATIVE);

  show_line (run, table, is_online (meeting) ? N_ ("Presides") : N_ ("Host"),
             host ? host : tr (run->lang, N_ ("not agreed yet")));
  if (!is_online (meeting))
    show_line (run, table, N_ ("City"), meeting->city);
  show_line (run, table, N_ ("Venue"), meeting->venue);
  show_line (run, table, N_ ("Form"), tr (run->lang, meeting->form));
  show_line (run, table, N_ ("Address"), meeting->url);
}

static gboolean
show_json (CommandRun *run, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_list (run->db, meeting, run->lang, error);

  if (days == NULL)
    return FALSE;
  json_begin_object (run->json, NULL);
  if (!meeting_json (run->db, meeting, run->json, error))
    return FALSE;
  day_off_json (run->json, "days_off", days);
  if (!mail_told_meeting_json (run, meeting, error) || !replies_json (run, meeting, error))
    return FALSE;
  json_builder_end_object (run->json);
  return TRUE;
}

gboolean
cmd_meeting_show (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) parties = meeting ? party_list (run->db, error) : NULL;
  g_autoptr(Table) table = table_new_plain (2);

  if (parties == NULL)
    return FALSE;
  if (run->json != NULL)
    return show_json (run, meeting, error);
  show_head (run, meeting);
  show_times (run, table, meeting, parties);
  show_place (run, table, meeting);
  show_request (run, table, meeting);
  if (!show_waiting (run, table, meeting, error))
    return FALSE;
  show_line (run, table, N_ ("Reason"), meeting->reason);
  show_line (run, table, N_ ("Cancelled"), meeting->cancelled_reason);
  if (meeting->no_protocol)
    show_line (run, table, N_ ("Protocol"), tr (run->lang, N_ ("not in this file")));
  if (!show_days_off (run, table, meeting, error) ||
      (meeting_is_open (meeting) && !show_confirmations (run, table, meeting, error)) ||
      !show_swaps (run, table, meeting, error) || !show_moves (run, table, meeting, error) ||
      !show_answers (run, table, meeting, error) ||
      !mail_told_meeting (run, table, meeting, error) ||
      !replies_show (run, table, meeting, error))
    return FALSE;
  table_indent (table, 2);
  command_table_print (run, table);
  return TRUE;
}
