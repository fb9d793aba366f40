#include "meetings/meeting-status.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/json.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/day-off.h"
#include "meetings/deadline.h"
#include "meetings/meeting.h"
#include "meetings/place.h"
#include "meetings/plan.h"

#include <string.h>

/* The meetings ahead, or past and still waiting to be recorded as held. */
static GPtrArray *
open_meetings (Db *db, GError **error)
{
  GPtrArray *meetings = meeting_list (db, NULL, error);

  for (guint i = meetings ? meetings->len : 0; i > 0; i--)
    if (!meeting_is_open (g_ptr_array_index (meetings, i - 1)))
      g_ptr_array_remove_index (meetings, i - 1);
  return meetings;
}

static gboolean
is_over (const Meeting *meeting)
{
  g_autoptr(GDateTime) now = clock_now ();

  return g_date_time_compare (meeting->ends, now) <= 0;
}

static gboolean
is_request (const Meeting *meeting)
{
  return meeting_is (meeting, MEETING_REQUESTED) || meeting_is (meeting, MEETING_REFUSED);
}

static const Meeting *
first_ahead (GPtrArray *meetings)
{
  for (guint i = 0; i < meetings->len; i++)
    if (!is_over (g_ptr_array_index (meetings, i)))
      return g_ptr_array_index (meetings, i);
  return NULL;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static gboolean
json_next (Db *db, const Meeting *meeting, JsonBuilder *builder, GError **error)
{
  if (meeting == NULL)
    {
      json_nothing (builder, "next");
      return TRUE;
    }
  json_begin_object (builder, "next");
  if (!meeting_json (db, meeting, builder, error))
    return FALSE;
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
json_turn (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(PlanRow) turn = NULL;

  if (!plan_turn (db, "ru", &turn, error))
    return FALSE;
  if (turn == NULL)
    {
      json_nothing (builder, "turn");
      return TRUE;
    }
  json_begin_object (builder, "turn");
  json_text (builder, "host", turn->host);
  json_number (builder, "year", turn->year);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
json_deadlines (Db *db, GPtrArray *meetings, JsonBuilder *builder, GError **error)
{
  json_begin_array (builder, "deadlines");
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      g_autoptr(GPtrArray) ladder =
          is_over (meeting) ? g_ptr_array_new ()
                            : deadline_list (db, meeting, DEADLINE_CERTAIN_DAYS_OFF, error);

      for (guint j = 0; ladder != NULL && j < ladder->len; j++)
        {
          json_begin_object (builder, NULL);
          json_text (builder, "meeting", meeting->ref);
          deadline_json (g_ptr_array_index (ladder, j), "ru", builder);
          json_builder_end_object (builder);
        }
      if (ladder == NULL)
        return FALSE;
    }
  json_builder_end_array (builder);
  return TRUE;
}

/* Requests that wait for an answer or a date. */
static gboolean
json_requests (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list (db, NULL, error);

  json_begin_array (builder, "requests");
  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);

      if (!is_request (meeting))
        continue;
      json_begin_object (builder, NULL);
      if (!meeting_json (db, meeting, builder, error))
        return FALSE;
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return meetings != NULL;
}

static gboolean
json_days_off (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_open (db, "ru", error);

  if (days != NULL)
    day_off_json (builder, "days_off", days);
  return days != NULL;
}

static gboolean
status_json (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) meetings = open_meetings (db, error);

  return meetings != NULL && json_next (db, first_ahead (meetings), builder, error) &&
         json_turn (db, builder, error) && json_deadlines (db, meetings, builder, error) &&
         json_requests (db, builder, error) && json_days_off (db, builder, error);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* An online meeting has a party that presides, and no city to travel to. */
static const char *
next_message (const Meeting *meeting)
{
  if (g_str_equal (meeting->form, "online"))
    return meeting->sample
               ? N_ ("Next meeting: SAMPLE: {ref}, {when}, online ({host} presides) — "
                     "{state:tr}")
               : N_ ("Next meeting: {ref}, {when}, online ({host} presides) — "
                     "{state:tr}");
  return meeting->sample
             ? N_ ("Next meeting: SAMPLE: {ref}, {when}, {city} (host: {host}) — "
                   "{state:tr}")
             : N_ ("Next meeting: {ref}, {when}, {city} (host: {host}) — {state:tr}");
}

static gboolean
add_next (Db *db, const Meeting *meeting, const char *lang, GPtrArray *lines, GError **error)
{
  g_autofree char *when = NULL, *host = NULL;

  if (meeting == NULL)
    {
      g_ptr_array_add (lines, g_strdup (tr (lang, N_ ("Next meeting: none is scheduled"))));
      return TRUE;
    }
  when = place_local (meeting, lang);
  host = place_party_name (db, meeting->host, lang, CASE_NOMINATIVE);
  g_ptr_array_add (lines, tr_fill (lang, next_message (meeting), "ref", meeting->ref, "when",
                                   when, "city", meeting->city, "host", host, "state",
                                   meeting->state, NULL));
  return TRUE;
}

static gboolean
add_turn (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(PlanRow) turn = NULL;
  g_autofree char *host = NULL, *year = NULL;

  if (!plan_turn (db, lang, &turn, error))
    return FALSE;
  if (turn == NULL)
    return TRUE;
  host = place_party_name (db, turn->host, lang, CASE_NOMINATIVE);
  year = g_strdup_printf ("%d", turn->year);
  g_ptr_array_add (lines, tr_fill (lang,
                                   N_ ("Turn to host: {host}, the regular meeting of {year} "
                                       "({why})"),
                                   "host", host, "year", year, "why", turn->why, NULL));
  return TRUE;
}

/* Who still has to do it: nobody by name when none of them has. */
static char *
outstanding (Db *db, const Deadline *deadline, const char *lang)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      if (!deadline_is_settled (part->state))
        g_ptr_array_add (codes, part->party);
    }
  if (codes->len == deadline->parts->len)
    return g_strdup ("");
  names = place_party_names (db, codes, lang);
  return g_strconcat (": ", names, NULL);
}

/* The day to act by: the earliest working day of those who have to. */
static char *
act_by (const Deadline *deadline, const char *lang)
{
  g_autofree char *date = date_text (&deadline->date);
  g_autofree char *due = language_date_long (lang, &deadline->date);
  g_autofree char *by = NULL;
  const char *earliest = date;
  GDate day;

  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      if (!deadline_is_settled (part->state) && part->workday != NULL &&
          strcmp (part->workday, earliest) < 0)
        earliest = part->workday;
    }
  if (g_str_equal (earliest, date) || !date_parse (earliest, &day, NULL))
    return g_steal_pointer (&due);
  by = language_date_long (lang, &day);
  return tr_fill (lang, N_ ("{by} ({date} is a day off)"), "by", by, "date", due, NULL);
}

/* Of a meeting far ahead only the first steps matter; of a near one what is due or was missed. */
static gboolean
add_deadlines (Db *db, const Meeting *meeting, const char *lang, GPtrArray *lines,
               GError **error)
{
  g_autoptr(GPtrArray) ladder = deadline_list (db, meeting, DEADLINE_CERTAIN_DAYS_OFF, error);
  guint ahead = 0;

  for (guint i = 0; ladder != NULL && i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);
      g_autofree char *date = NULL, *who = NULL;

      if (deadline_is_settled (deadline->state) ||
          (g_str_equal (deadline->state, "ahead") && ++ahead > 2))
        continue;
      date = act_by (deadline, lang);
      who = outstanding (db, deadline, lang);
      g_ptr_array_add (lines,
                       tr_fill (lang,
                                N_ ("Deadline: {ref}, {date} — {step:tr}{who} "
                                    "({state:tr})"),
                                "ref", meeting->ref, "date", date, "step", deadline->title,
                                "who", who, "state", deadline->state, NULL));
    }
  return ladder != NULL;
}

/* Who confirmed the date, and who has to. */
static gboolean
add_confirmations (Db *db, const Meeting *meeting, const char *lang, GPtrArray *lines,
                   GError **error)
{
  g_autoptr(GPtrArray) given = NULL, missing = NULL;
  g_autofree char *who = NULL, *waits = NULL;

  if (!meeting_is (meeting, MEETING_PLANNED))
    return TRUE;
  given = meeting_confirmed (db, meeting->id, error);
  missing = given ? meeting_waits_for (db, meeting, error) : NULL;
  if (missing == NULL)
    return FALSE;
  who = place_party_names (db, given, lang);
  waits = place_party_names (db, missing, lang);
  g_ptr_array_add (
      lines, tr_fill (lang,
                      given->len ? N_ ("Date to confirm: {ref} — confirmed by {given}, waits "
                                       "for {missing}")
                                 : N_ ("Date to confirm: {ref} — waits for {missing}"),
                      "ref", meeting->ref, "given", who, "missing", waits, NULL));
  return TRUE;
}

static void
add_request (Db *db, const Meeting *meeting, GPtrArray *waits, const char *lang,
             GPtrArray *lines)
{
  g_autofree char *by = place_party_name (db, meeting->requested_by, lang, CASE_NOMINATIVE);
  g_autofree char *who = place_party_names (db, waits, lang);
  guint64 days = meeting_days_waited (meeting);

  g_ptr_array_add (
      lines,
      waits->len > 0
          ? tr_fill_n (lang, "Request: {ref} ({by}): {state:tr}; no answer for {n} day: {who}",
                       "Request: {ref} ({by}): {state:tr}; no answer for {n} days: {who}",
                       days, "ref", meeting->ref, "by", by, "state", meeting->state, "who",
                       who, NULL)
          : tr_fill_n (lang, "Request: {ref} ({by}): {state:tr}, without a date for {n} day",
                       "Request: {ref} ({by}): {state:tr}, without a date for {n} days", days,
                       "ref", meeting->ref, "by", by, "state", meeting->state, NULL));
}

static gboolean
add_requests (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list (db, NULL, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      g_autoptr(GPtrArray) waits = NULL;

      if (!is_request (meeting))
        continue;
      waits = meeting_waits_for (db, meeting, error);
      if (waits == NULL)
        return FALSE;
      add_request (db, meeting, waits, lang, lines);
    }
  return meetings != NULL;
}

static gboolean
add_days_off (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_open (db, lang, error);

  for (guint i = 0; days != NULL && i < days->len; i++)
    g_ptr_array_add (lines, day_off_line (g_ptr_array_index (days, i), lang));
  return days != NULL;
}

static gboolean
status_lines (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) meetings = open_meetings (db, error);

  if (meetings == NULL || !add_next (db, first_ahead (meetings), lang, lines, error) ||
      !add_turn (db, lang, lines, error) || !add_days_off (db, lang, lines, error))
    return FALSE;
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);

      if (is_over (meeting))
        g_ptr_array_add (lines, tr_fill (lang,
                                         N_ ("To record: {ref} is past and still {state:tr} "
                                             "('council meeting held {ref}' or 'cancel')"),
                                         "ref", meeting->ref, "state", meeting->state, NULL));
      else if (!add_confirmations (db, meeting, lang, lines, error) ||
               !add_deadlines (db, meeting, lang, lines, error))
        return FALSE;
    }
  return add_requests (db, lang, lines, error);
}

const StatusSource meeting_status = { status_json, status_lines };

/* --- checks ---------------------------------------------------------------------------------- */

static gboolean
has_every_confirmation (Db *db, const Meeting *meeting, gboolean *every, GError **error)
{
  gint64 missing = db_number (db,
                              "SELECT count(*) FROM party WHERE id NOT IN"
                              " (SELECT party FROM confirmation WHERE meeting = ?)"
                              " AND code = coalesce (?, code)",
                              error, "ss", meeting->id, meeting->own);

  *every = missing == 0;
  return missing >= 0;
}

/* (nullable): what is wrong with the record of a meeting. */
static const char *
fault_of (const Meeting *meeting, gboolean confirmed, gboolean council)
{
  gboolean asked =
      meeting_is (meeting, MEETING_REQUESTED) || meeting_is (meeting, MEETING_REFUSED);
  gboolean dead = asked || meeting_is (meeting, MEETING_CANCELLED);

  if (!dead && !meeting_has_date (meeting))
    return N_ ("{ref} is {state:tr} and has no date");
  if (meeting_has_date (meeting) && g_date_time_compare (meeting->starts, meeting->ends) >= 0)
    return N_ ("{ref} ends before it begins");
  if (!dead && council && meeting->host == NULL)
    return N_ ("{ref} is {state:tr} and has no host");
  if (meeting_is (meeting, MEETING_CONVENED) && !confirmed)
    return N_ ("{ref} is convened, but not every party has confirmed");
  if ((meeting_is (meeting, MEETING_HELD) || meeting_is (meeting, MEETING_CLOSED)) &&
      meeting->ordinal == 0)
    return N_ ("{ref} is {state:tr} and has no number");
  return NULL;
}

gboolean
meeting_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list_all (db, error);
  g_autoptr(GPtrArray) own = meetings ? meeting_list (db, NULL, error) : NULL;
  g_autoptr(GHashTable) council = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; own != NULL && i < own->len; i++)
    g_hash_table_add (council, ((Meeting *) g_ptr_array_index (own, i))->id);
  for (guint i = 0; own != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      const char *fault;
      gboolean confirmed;

      if (!has_every_confirmation (db, meeting, &confirmed, error))
        return FALSE;
      fault = fault_of (meeting, confirmed, g_hash_table_contains (council, meeting->id));
      if (fault != NULL)
        g_ptr_array_add (findings, tr_fill (lang, fault, "ref", meeting->ref, "state",
                                            meeting->state, NULL));
    }
  return own != NULL;
}

/* --- a new chair ----------------------------------------------------------------------------- */

gboolean
meeting_chair_effect (Db *db, const ChairChange *change, const char *lang, GPtrArray *lines,
                      GError **error)
{
  g_autoptr(GPtrArray) meetings = open_meetings (db, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      g_autofree char *day = NULL, *when = NULL;
      GDate first;

      meeting_first_day (meeting, &first);
      day = date_text (&first);
      if (strcmp (day, change->from) < 0 ||
          (change->until != NULL && strcmp (day, change->until) > 0))
        continue;
      when = place_local (meeting, lang);
      g_ptr_array_add (lines, tr_fill (lang,
                                       N_ ("meeting {ref}, {when}: the new chair presides "
                                           "for {party}"),
                                       "ref", meeting->ref, "when", when, "party",
                                       change->party, NULL));
    }
  return meetings != NULL;
}
