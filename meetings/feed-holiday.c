/* Days off as the events of a feed. */
#include "meetings/feed-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/message.h"
#include "meetings/holiday.h"

/* What stands in calendars: the last year, this one and the two that follow. */
#define YEARS_BEFORE 1
#define YEARS_AHEAD 2

static const char *const titles[] = {
  [DAY_HOLIDAY] = N_ ("{country}: {name}"),
  [DAY_MOVED] = N_ ("{country}: day off ({name})"),
  [DAY_WORKING] = N_ ("{country}: working day ({name})"),
  [DAY_SHORTENED] = N_ ("{country}: shorter working day ({name})"),
  [DAY_COMMEMORATED] = N_ ("{country}: {name} (working day)"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (titles) == N_DAY_KINDS);

static const char *const categories[] = {
  [DAY_HOLIDAY] = N_ ("public holiday"),      [DAY_MOVED] = N_ ("moved day off"),
  [DAY_WORKING] = N_ ("working Saturday"),    [DAY_SHORTENED] = N_ ("shorter working day"),
  [DAY_COMMEMORATED] = N_ ("day of remembrance"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (categories) == N_DAY_KINDS);

static char *
day_description (const Feed *feed, const WorkDay *day)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!day->confirmed)
    g_string_append (text, tr (feed->lang,
                               day->lunar ? N_ ("A lunar date: it may move by a day until it is "
                                                "announced.")
                                          : N_ ("Provisional: no act has named this day yet.")));
  if (g_date_valid (&day->from))
    {
      g_autofree char *from = language_date_long (feed->lang, &day->from);

      feed_line (feed, text, N_ ("For {value}"), from);
    }
  feed_line (feed, text, N_ ("By: {value}"), day->act);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* «Таджикистан», which is shorter than the state's name. */
static const char *
country_name (GPtrArray *places, const char *party)
{
  for (guint i = 0; i < places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (places, i);

      if (g_str_equal (place->code, party))
        return place->country;
    }
  return party;
}

static CalendarEvent *
make_day (const Feed *feed, GPtrArray *places, const WorkDay *day, GDateTime *stamp)
{
  CalendarEvent *event = calendar_event_new ();
  const char *country = country_name (places, day->party);

  event->organizer_name = g_strdup (feed->name);
  event->uid = g_strdup_printf ("day-%s-%04u%02u%02u@%s.council", day->party,
                                g_date_get_year (&day->date),
                                (guint) g_date_get_month (&day->date),
                                (guint) g_date_get_day (&day->date), feed->handle);
  event->summary =
      tr_fill (feed->lang, titles[day->kind], "country", country, "name", day->name, NULL);
  event->description = day_description (feed, day);
  event->status = day->confirmed ? CALENDAR_CONFIRMED : CALENDAR_TENTATIVE;
  event->all_day = TRUE;
  event->first_day = event->last_day = day->date;
  event->transparent = TRUE;
  event->color = g_strdup (day->off ? "crimson" : "gray");
  event->last_modified = g_date_time_ref (stamp);
  g_ptr_array_add (event->categories, g_strdup (tr (feed->lang, categories[day->kind])));
  return event;
}

/* The rules and decrees carry no stamp of their own: the journal knows their last change. */
static GDateTime *
last_change (Db *db, GError **error)
{
  g_autoptr(DbRow) row = db_one (
      db,
      "SELECT coalesce(max(CASE WHEN verb LIKE 'holiday.%' THEN at END), min(at)) AS at"
      " FROM journal",
      error, "");

  return row ? instant_parse (row_text (row, "at"), error) : NULL;
}

gboolean
feed_add_holidays (Feed *feed, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GDateTime) stamp = last_change (feed->db, error);
  g_autoptr(GPtrArray) places = stamp ? holiday_places (feed->db, feed->lang, error) : NULL;
  g_autoptr(Workdays) workdays = NULL;
  g_autoptr(GPtrArray) days = NULL;
  GDate today, first, last;
  int year;

  clock_today (NULL, &today);
  year = g_date_get_year (&today);
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, 1, 1, (GDateYear) (year - YEARS_BEFORE));
  g_date_set_dmy (&last, 31, 12, (GDateYear) (year + YEARS_AHEAD));
  workdays = places ? holiday_load (feed->db, feed->scope->party, feed->lang, &first, &last,
                                    error)
                    : NULL;
  if (workdays == NULL)
    return FALSE;
  days = workdays_list (workdays);
  for (guint i = 0; i < days->len; i++)
    g_ptr_array_add (calendar->events,
                     make_day (feed, places, g_ptr_array_index (days, i), stamp));
  return TRUE;
}
