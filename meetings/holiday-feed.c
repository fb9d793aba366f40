#include "meetings/holiday-feed.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/holiday.h"

/* Apps ask again after a day: days off change seldom. */
#define REFRESH_MINUTES (24 * 60)

typedef struct
{
  const char *lang;
  char *handle; /* of the council */
  GDateTime *changed;
  GPtrArray *places; /* (element-type HolidayPlace) */
  Workdays *workdays;
} Feed;

static void
feed_clear (Feed *feed)
{
  g_free (feed->handle);
  g_clear_pointer (&feed->changed, g_date_time_unref);
  g_clear_pointer (&feed->places, g_ptr_array_unref);
  workdays_free (feed->workdays);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Feed, feed_clear)

const char *
feed_day_category (DayKind kind)
{
  static const char *const categories[N_DAY_KINDS] = {
    [DAY_HOLIDAY] = N_ ("holiday"),
    [DAY_MOVED] = N_ ("moved day off"),
    [DAY_WORKING] = N_ ("working day"),
    [DAY_SHORTENED] = N_ ("shortened day"),
    [DAY_COMMEMORATED] = N_ ("commemorated day"),
  };

  g_return_val_if_fail ((guint) kind < N_DAY_KINDS, NULL);
  return categories[kind];
}

/* Whatever changes a day off, its name or its country's. */
static gboolean
read_record (Db *db, Feed *feed, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT handle, (SELECT max (at) FROM journal WHERE verb LIKE 'holiday.%'"
              " OR verb LIKE 'exchange.%' OR verb IN ('template.load', 'council.make',"
              " 'name.set', 'party.add')) AS at FROM council",
              error, "");

  if (row == NULL)
    return FALSE;
  feed->handle = row_copy (row, "handle");
  feed->changed = instant_parse (row_text (row, "at"), error);
  return feed->changed != NULL;
}

static char *
describe (const Feed *feed, const HolidayPlace *place, const WorkDay *day)
{
  DayVerdict verdict = {
    .off = day->off,
    .weekend = g_date_get_weekday (&day->date) >= G_DATE_SATURDAY,
    .day = day,
  };
  g_autofree char *words = holiday_words (place, &verdict, &day->date, feed->lang);
  g_autofree char *state =
      tr_fill (feed->lang, "{kind:tr}; {state:tr}", "kind", feed_day_category (day->kind),
               "state", day->confirmed ? N_ ("confirmed") : N_ ("provisional"), NULL);

  return g_strdup_printf ("%s\n%s", words, state);
}

/* A phone shows the title alone: it says of a day at work that it is one, and of a lunar date that
 * it may move. */
static char *
event_title (const Feed *feed, const HolidayPlace *place, const WorkDay *day)
{
  g_autofree char *title = holiday_title (day, feed->lang);
  const char *kind = day->kind == DAY_SHORTENED || day->kind == DAY_COMMEMORATED
                         ? tr (feed->lang, feed_day_category (day->kind))
                         : NULL;
  GString *text = g_string_new (place->country);

  g_string_append_printf (text, ": %s", title);
  if (kind != NULL)
    g_string_append_printf (text, " (%s)", kind);
  if (day->lunar)
    g_string_append_printf (text, " (%s)", tr (feed->lang, N_ ("±1 day")));
  return g_string_free (text, FALSE);
}

static CalendarEvent *
make_event (const Feed *feed, const HolidayPlace *place, const WorkDay *day)
{
  CalendarEvent *event = calendar_event_new ();
  g_autofree char *date = date_text (&day->date);

  event->uid = g_strdup_printf ("holiday-%s-%s@%s.council", place->code, date, feed->handle);
  event->status = day->confirmed ? CALENDAR_CONFIRMED : CALENDAR_TENTATIVE;
  event->all_day = TRUE;
  event->first_day = event->last_day = day->date;
  event->summary = event_title (feed, place, day);
  event->description = describe (feed, place, day);
  event->transparent = TRUE;
  event->color = g_strdup (day->off ? "crimson" : "gray");
  event->last_modified = g_date_time_ref (feed->changed);
  g_ptr_array_add (event->categories,
                   g_strdup (tr (feed->lang, feed_day_category (day->kind))));
  g_ptr_array_add (event->categories, g_strdup (place->country));
  return event;
}

static const HolidayPlace *
find_place (const Feed *feed, const char *party)
{
  for (guint i = 0; i < feed->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (feed->places, i);

      if (g_str_equal (place->code, party))
        return place;
    }
  g_return_val_if_reached (NULL);
}

static char *
feed_name (const Feed *feed, const char *party)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < feed->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (feed->places, i);

      if (party == NULL || g_str_equal (party, place->code))
        g_string_append_printf (names, "%s%s", names->len > 0 ? " – " : "", place->country);
    }
  return tr_fill (feed->lang, "Days off: {countries}", "countries", names->str, NULL);
}

CalendarFeed *
feed_holidays (Db *db, const char *party, const char *lang, const GDate *first,
               const GDate *last, GError **error)
{
  g_auto(Feed) feed = { .lang = lang };
  g_autoptr(CalendarFeed) calendar = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *name = NULL;

  feed.workdays = holiday_load (db, party, lang, first, last, error);
  feed.places = feed.workdays ? holiday_places (db, lang, error) : NULL;
  if (feed.places == NULL || !read_record (db, &feed, error))
    return NULL;
  list = workdays_list (feed.workdays);
  name = feed_name (&feed, party);
  calendar = calendar_feed_new (name);
  calendar->lang = g_strdup (lang);
  calendar->refresh_minutes = REFRESH_MINUTES;
  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (list, i);

      g_ptr_array_add (calendar->events,
                       make_event (&feed, find_place (&feed, day->party), day));
    }
  return g_steal_pointer (&calendar);
}
