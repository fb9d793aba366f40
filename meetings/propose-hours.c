/* Judging a day: the hour, and who must be there at it. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/message.h"

#define DAY_SECONDS 86400
#define HALF_HOUR 30
#define UNIX_EPOCH 719163 /* 1 January 1970 as g_date_get_julian() counts */

/* What a wish that is not fulfilled costs, of 100. */
#define COST_TENTATIVE 20
#define COST_HOURS 10
#define COST_OTHER_HOUR 3

/* When travel may take place. */
#define AWAKE_FROM (6 * 60)
#define AWAKE_UNTIL (24 * 60)

/* --- clocks -------------------------------------------------------------------------------- */

static gint64
offset_at (const Proposer *proposer, guint place, gint64 second)
{
  GTimeZone *zone = g_ptr_array_index (proposer->zones, place);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);

  return g_time_zone_get_offset (zone, interval);
}

gint64
propose_second (const Proposer *proposer, guint place, const GDate *date, int minute)
{
  gint64 local = ((gint64) g_date_get_julian (date) - UNIX_EPOCH) * DAY_SECONDS + minute * 60;
  gint64 second = local - offset_at (proposer, place, local);

  /* Once more, for the offset there; an hour that is skipped counts as the one after it. */
  return local - offset_at (proposer, place, second);
}

static int
minute_at (const Proposer *proposer, guint place, gint64 second)
{
  gint64 local = second + offset_at (proposer, place, second);

  return (int) (local % DAY_SECONDS / 60);
}

guint
propose_host_place (const Proposer *proposer, const ProposedDay *day)
{
  for (guint i = 0; day->host != NULL && i < proposer->places->len; i++)
    if (g_str_equal (propose_place (proposer, i)->code, day->host))
      return i;
  return 0;
}

/* --- an hour ------------------------------------------------------------------------------- */

/* The hours that are tried on a day. */
typedef struct
{
  const Proposer *proposer;
  ProposedDay *day;
  guint host;
  int minute; /* of the host's day: the hour in question */
} Hour;

static void
sitting (const Hour *hour, const GDate *date, gint64 *starts, gint64 *ends)
{
  *starts = propose_second (hour->proposer, hour->host, date, hour->minute);
  *ends = *starts + hour->proposer->hours * 3600;
}

/* Whether place number @place works while the meeting sits. */
static gboolean
place_works (const Hour *hour, guint place)
{
  gint64 starts, ends;
  int minute;

  sitting (hour, &hour->day->first, &starts, &ends);
  minute = minute_at (hour->proposer, place, starts);
  return minute >= hour->proposer->opens &&
         minute + (int) hour->proposer->hours * 60 <= hour->proposer->closes;
}

static gboolean
all_work (const Hour *hour)
{
  for (guint i = 0; i < hour->proposer->places->len; i++)
    if (!place_works (hour, i))
      return FALSE;
  return TRUE;
}

/* Whether somebody who must come is busy then, on one of the days. */
static gboolean
is_taken (const Hour *hour, const GDate *date, gboolean tentative)
{
  const Proposer *proposer = hour->proposer;
  gint64 starts, ends;

  sitting (hour, date, &starts, &ends);
  for (guint i = 0; i < proposer->periods->len; i++)
    {
      const ProposePeriod *period = g_ptr_array_index (proposer->periods, i);

      if (period->tentative == tentative && period->starts < ends && starts < period->ends)
        return TRUE;
    }
  for (guint i = 0; i < proposer->roles->len; i++)
    {
      const ProposeRole *role = g_ptr_array_index (proposer->roles, i);
      const GArray *spans = tentative ? role->person->tentative : role->person->firm;

      if (role->kind != ROLE_CHAIR)
        break; /* they come first */
      if (busy_spans_find (spans, starts, ends) != NULL &&
          propose_role_on (proposer, role, date))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free (const Hour *hour, gboolean tentative)
{
  for (GDate date = hour->day->first; g_date_compare (&date, &hour->day->last) <= 0;
       g_date_add_days (&date, 1))
    if (is_taken (hour, &date, tentative))
      return FALSE;
  return TRUE;
}

/* --- choosing ------------------------------------------------------------------------------ */

/* The usual hour, then every half hour of the host's day. */
static int
nth_minute (const Proposer *proposer, int n)
{
  return n == 0 ? proposer->begins : (n - 1) * HALF_HOUR;
}

static void
consider (Hour *hour, ProposeChoice *choice, gboolean *sure)
{
  if (choice->usual < 0)
    choice->usual = choice->minute = choice->first = choice->last = hour->minute;
  choice->first = MIN (choice->first, hour->minute);
  choice->last = MAX (choice->last, hour->minute);
  if (*sure || !is_free (hour, FALSE))
    return;
  *sure = is_free (hour, TRUE);
  if (*sure || !choice->free)
    choice->minute = hour->minute;
  choice->free = TRUE;
}

static ProposeChoice
choose (const Proposer *proposer, ProposedDay *day, guint host)
{
  Hour hour = { proposer, day, host, 0 };
  ProposeChoice choice = { .usual = -1, .suits = TRUE };
  gboolean sure = FALSE;

  for (int n = 0; n <= 48; n++)
    {
      hour.minute = nth_minute (proposer, n);
      if (all_work (&hour))
        consider (&hour, &choice, &sure);
      if (n == 0 && sure)
        return choice; /* as nearly always */
    }
  if (choice.usual >= 0)
    return choice;
  choice.suits = FALSE;
  for (int n = 0; n <= 48 && !sure; n++)
    {
      hour.minute = nth_minute (proposer, n);
      if (n == 0 || place_works (&hour, host))
        consider (&hour, &choice, &sure);
    }
  return choice;
}

/* --- naming -------------------------------------------------------------------------------- */

static char *
clock_text (const Proposer *proposer, guint place, gint64 second)
{
  int minute = minute_at (proposer, place, second);

  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

/* «весь день», «09:00–12:00 (Душанбе)»: @span on @date at its place. */
static char *
span_text (const Proposer *proposer, guint place, const GDate *date, gint64 starts,
           gint64 ends)
{
  gint64 from = propose_second (proposer, place, date, 0);
  gint64 to = propose_second (proposer, place, date, 24 * 60);
  g_autofree char *begins = NULL, *finishes = NULL;

  if (starts <= propose_second (proposer, place, date, proposer->opens) &&
      ends >= propose_second (proposer, place, date, proposer->closes))
    return g_strdup (tr (proposer->lang, "all day"));
  begins = clock_text (proposer, place, MAX (starts, from));
  finishes = ends >= to ? g_strdup ("24:00") : clock_text (proposer, place, ends);
  return g_strdup_printf ("%s–%s (%s)", begins, finishes,
                          propose_place (proposer, place)->city);
}

static char *
busy_words (const Proposer *proposer, const ProposeRole *role, const GDate *date,
            const BusySpan *span, const char *message)
{
  g_autofree char *when = span_text (proposer, role->place, date, span->starts, span->ends);

  return propose_dated (proposer, date,
                        tr_fill (proposer->lang, message, "country",
                                 propose_place (proposer, role->place)->country, "who",
                                 role->person->name, "office", role->title, "when", when,
                                 NULL));
}

static char *
period_words (const Proposer *proposer, const ProposePeriod *period, const char *message)
{
  g_autofree char *when =
      period->all_day || g_date_compare (&period->first, &period->last) != 0
          ? language_date_range (proposer->lang, &period->first, &period->last)
          : span_text (proposer, period->place, &period->first, period->starts, period->ends);

  return tr_fill (proposer->lang, message, "country",
                  propose_place (proposer, period->place)->country, "when", when, "reason",
                  period->reason, NULL);
}

/* What is in the way on @date between two seconds. */
typedef void
Tell (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text, gpointer data);

static void
tell_periods (const Hour *hour, gint64 starts, gint64 ends, gboolean tentative, Tell *tell,
              gpointer data)
{
  const Proposer *proposer = hour->proposer;

  for (guint i = 0; i < proposer->periods->len; i++)
    {
      const ProposePeriod *period = g_ptr_array_index (proposer->periods, i);

      if (period->tentative == tentative && period->starts < ends && starts < period->ends)
        tell (proposer, hour->day, RULE_PERIOD,
              period_words (proposer, period,
                            tentative ? N_ ("{country}: perhaps ruled out, {when} — {reason}")
                                      : N_ ("{country}: ruled out, {when} — {reason}")),
              data);
    }
}

static void
tell_chairs (const Hour *hour, const GDate *date, gint64 starts, gint64 ends,
             gboolean tentative, Tell *tell, gpointer data)
{
  const Proposer *proposer = hour->proposer;

  for (guint i = 0; i < proposer->roles->len; i++)
    {
      const ProposeRole *role = g_ptr_array_index (proposer->roles, i);
      const BusySpan *span;

      if (role->kind != ROLE_CHAIR)
        break;
      span = busy_spans_find (tentative ? role->person->tentative : role->person->firm, starts,
                              ends);
      if (span != NULL && propose_role_on (proposer, role, date))
        tell (proposer, hour->day, RULE_CHAIR,
              busy_words (proposer, role, date, span,
                          tentative ? N_ ("{country}: perhaps busy — {who} ({office}), {when}")
                                    : N_ ("{country}: busy — {who} ({office}), {when}")),
              data);
    }
}

/* What is in the way of a meeting that begins between two minutes of the host's day. */
static void
tell_taken (Hour *hour, int first, int last, gboolean tentative, Tell *tell, gpointer data)
{
  for (GDate date = hour->day->first; g_date_compare (&date, &hour->day->last) <= 0;
       g_date_add_days (&date, 1))
    {
      gint64 starts, ends, unused;

      hour->minute = first;
      sitting (hour, &date, &starts, &unused);
      hour->minute = last;
      sitting (hour, &date, &unused, &ends);
      tell_periods (hour, starts, ends, tentative, tell, data);
      tell_chairs (hour, &date, starts, ends, tentative, tell, data);
    }
}

static void
tell_hurdle (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text,
             gpointer unused)
{
  propose_exclude (proposer, day, rule, PROPOSE_BUSY, text);
}

static void
tell_doubt (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text,
            gpointer unused)
{
  propose_charge (proposer, day, RULE_TENTATIVE, COST_TENTATIVE, text);
}

static void
collect (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text,
         gpointer data)
{
  GString *list = data;

  g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", text);
  g_free (text);
}

/* --- travel -------------------------------------------------------------------------------- */

/* A co-chair who travels needs some hours in a row on each day of travel. */
static void
exclude_travel_day (const Proposer *proposer, ProposedDay *day, const ProposeRole *role,
                    const GDate *date)
{
  gint64 from = propose_second (proposer, role->place, date, AWAKE_FROM);
  gint64 to = propose_second (proposer, role->place, date, AWAKE_UNTIL);
  g_autofree char *when = NULL;

  if (busy_spans_gap (role->person->firm, from, to) >= proposer->travel_hours * 3600 ||
      !propose_role_on (proposer, role, date))
    return;
  when = language_date_long (proposer->lang, date);
  propose_exclude (
      proposer, day, RULE_TRAVEL, PROPOSE_BUSY,
      tr_fill_n (
          proposer->lang,
          "{country}: busy on the day of travel, {date} — {who} ({office}); not {n} hour "
          "in a row is left (setting travel-hours)",
          "{country}: busy on the day of travel, {date} — {who} ({office}); not {n} hours "
          "in a row are left (setting travel-hours)",
          (guint64) proposer->travel_hours, "country",
          propose_place (proposer, role->place)->country, "date", when, "who",
          role->person->name, "office", role->title, NULL));
}

static void
exclude_travel (const Proposer *proposer, ProposedDay *day)
{
  if (proposer->online || day->host == NULL || proposer->travel_hours == 0)
    return;
  for (guint i = 0; i < proposer->roles->len; i++)
    {
      const ProposeRole *role = g_ptr_array_index (proposer->roles, i);

      if (role->kind != ROLE_CHAIR)
        break;
      if (g_str_equal (propose_place (proposer, role->place)->code, day->host) ||
          role->person->firm->len == 0)
        continue; /* the host is at home */
      for (int n = 1; n <= proposer->travel; n++)
        {
          GDate before = date_add (&day->first, -n), after = date_add (&day->last, n);

          exclude_travel_day (proposer, day, role, &before);
          exclude_travel_day (proposer, day, role, &after);
        }
    }
}

/* --- what is said -------------------------------------------------------------------------- */

static const ProposeRole *
find_chair (const Proposer *proposer, guint place, const GDate *date)
{
  for (guint i = 0; i < proposer->roles->len; i++)
    {
      const ProposeRole *role = g_ptr_array_index (proposer->roles, i);

      if (role->kind == ROLE_CHAIR && role->place == place &&
          propose_role_on (proposer, role, date))
        return role;
    }
  return NULL;
}

/* In an explanation: of each party, who would preside and is free. */
static void
name_free_chairs (const Proposer *proposer, ProposedDay *day)
{
  if (!proposer->explain || !propose_is_kept (day, RULE_CHAIR))
    return;
  for (guint place = 0; place < proposer->places->len; place++)
    {
      const ProposeRole *chair = find_chair (proposer, place, &day->first);
      const char *country = propose_place (proposer, place)->country;
      g_autofree char *text =
          chair ? tr_fill (proposer->lang, "{country}: {who} ({office}) is free", "country",
                           country, "who", chair->person->name, "office", chair->title, NULL)
                : tr_fill (proposer->lang, "{country}: nobody is on record as co-chair then",
                           "country", country, NULL);

      propose_note (proposer, day, RULE_CHAIR, TRUE, 0, text);
    }
}

static void
set_times (const Proposer *proposer, ProposedDay *day, guint host, int minute)
{
  gint64 starts = propose_second (proposer, host, &day->first, minute);
  gint64 ends = propose_second (proposer, host, &day->last, minute) + proposer->hours * 3600;

  day->starts = g_date_time_new_from_unix_utc (starts);
  day->ends = g_date_time_new_from_unix_utc (ends);
  for (guint i = 0; i < proposer->zones->len; i++)
    g_ptr_array_add (day->local, g_date_time_to_timezone (
                                     day->starts, g_ptr_array_index (proposer->zones, i)));
}

/* Why it is not the usual hour. */
static void
explain_other_hour (Hour *hour, const ProposeChoice *choice)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_autofree char *usual =
      g_strdup_printf ("%02d:%02d", choice->usual / 60, choice->usual % 60);
  g_autofree char *time =
      g_strdup_printf ("%02d:%02d", choice->minute / 60, choice->minute % 60);

  tell_taken (hour, choice->usual, choice->usual, FALSE, collect, list);
  tell_taken (hour, choice->usual, choice->usual, TRUE, collect, list);
  propose_charge (hour->proposer, hour->day, RULE_HOURS, COST_OTHER_HOUR,
                  tr_fill (hour->proposer->lang,
                           "from {time} by the host's clock, because {usual} is taken: {busy}",
                           "time", time, "usual", usual, "busy", list->str, NULL));
}

ProposeChoice
propose_hours (const Proposer *proposer, ProposedDay *day)
{
  guint host = propose_host_place (proposer, day);
  ProposeChoice choice = choose (proposer, day, host);
  Hour hour = { proposer, day, host, choice.minute };

  if (!choice.free)
    tell_taken (&hour, choice.first, choice.last, FALSE, tell_hurdle, NULL);
  exclude_travel (proposer, day);
  name_free_chairs (proposer, day);
  propose_keep (proposer, day, RULE_PERIOD, N_ ("no party rules the time out"));
  set_times (proposer, day, host, choice.minute);
  return choice;
}

void
propose_hours_wishes (const Proposer *proposer, ProposedDay *day, const ProposeChoice *choice)
{
  Hour hour = { proposer, day, propose_host_place (proposer, day), choice->minute };

  if (choice->free)
    tell_taken (&hour, choice->minute, choice->minute, TRUE, tell_doubt, NULL);
  propose_keep (proposer, day, RULE_TENTATIVE, N_ ("none that is known"));
  if (choice->free && choice->minute != choice->usual)
    explain_other_hour (&hour, choice);
  if (choice->suits)
    propose_praise (proposer, day, RULE_HOURS,
                    g_strdup (tr (proposer->lang, "working hours in every capital")));
  else
    propose_charge (proposer, day, RULE_HOURS, COST_HOURS,
                    g_strdup (tr (proposer->lang, "no hours at which every capital works")));
}
