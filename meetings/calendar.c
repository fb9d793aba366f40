#include "meetings/calendar.h"

#include "core/error.h"
#include "core/message.h"
#include "meetings/calendar-module.h"
#include "meetings/module-path.h"

#include <dlfcn.h>

/* The table of Umm al-Qura in ICU ends with the year 1600 after the Hijra, in November 2174;
 * from here on its dates are those of the arithmetic calendar, which needs no module. */
#define FIRST_TABULAR_YEAR 2176

/* --- loading the module -------------------------------------------------------------------- */

static const CalendarModule *
module_open (GError **error)
{
  g_autofree char *path = module_path ("council-calendar.so");
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  const CalendarModule *module = handle ? dlsym (handle, CALENDAR_MODULE_SYMBOL) : NULL;

  if (module == NULL)
    {
      const char *why = dlerror ();

      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("cannot load the calendar: {why} (install council again)"), "why",
                     why ? why : path, NULL);
      return NULL;
    }
  if (module->version != CALENDAR_MODULE_VERSION)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("cannot load the calendar: {path} is of another version of council "
                         "(install council again)"),
                     "path", path, NULL);
      return NULL;
    }
  return module;
}

/* Loaded once, never unloaded: libical and ICU keep their tables. */
static const CalendarModule *
module_get (GError **error)
{
  static GMutex lock;
  static const CalendarModule *module;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (module == NULL)
    module = module_open (error);
  return module;
}

/* Raises what the module reported.  Returns %FALSE. */
static gboolean
problem_raise (CalendarProblem *problem, GError **error)
{
  council_error (error, problem->code, problem->message, problem->values[0].name,
                 problem->values[0].value, problem->values[1].name, problem->values[1].value,
                 problem->values[2].name, problem->values[2].value, NULL);
  for (guint i = 0; i < CALENDAR_PROBLEM_VALUES; i++)
    g_clear_pointer (&problem->values[i].value, g_free);
  return FALSE;
}

/* --- feeds --------------------------------------------------------------------------------- */

CalendarAttendee *
calendar_attendee_new (const char *name, const char *address)
{
  CalendarAttendee *attendee = g_new0 (CalendarAttendee, 1);

  attendee->name = g_strdup (name);
  attendee->address = g_strdup (address);
  attendee->role = CALENDAR_REQUIRED;
  return attendee;
}

void
calendar_attendee_free (CalendarAttendee *attendee)
{
  if (attendee == NULL)
    return;
  g_free (attendee->name);
  g_free (attendee->address);
  g_free (attendee->delegated_from);
  g_free (attendee->delegated_to);
  g_free (attendee);
}

CalendarEvent *
calendar_event_new (void)
{
  CalendarEvent *event = g_new0 (CalendarEvent, 1);

  g_date_clear (&event->first_day, 1);
  g_date_clear (&event->last_day, 1);
  event->categories = g_ptr_array_new_with_free_func (g_free);
  event->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify) calendar_attendee_free);
  event->percent = -1;
  return event;
}

void
calendar_event_free (CalendarEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->uid);
  g_clear_pointer (&event->starts_at, g_date_time_unref);
  g_clear_pointer (&event->ends_at, g_date_time_unref);
  g_free (event->zone);
  g_free (event->summary);
  g_free (event->description);
  g_free (event->location);
  g_free (event->url);
  g_free (event->conference);
  g_free (event->attachment);
  g_free (event->attachment_type);
  g_free (event->attachment_title);
  g_free (event->color);
  g_free (event->parent);
  g_clear_pointer (&event->categories, g_ptr_array_unref);
  g_free (event->organizer_name);
  g_free (event->organizer_address);
  g_clear_pointer (&event->completed, g_date_time_unref);
  g_clear_pointer (&event->created, g_date_time_unref);
  g_clear_pointer (&event->last_modified, g_date_time_unref);
  g_clear_pointer (&event->stamp, g_date_time_unref);
  g_free (event->comment);
  g_clear_pointer (&event->attendees, g_ptr_array_unref);
  g_free (event);
}

CalendarFeed *
calendar_feed_new (const char *name)
{
  CalendarFeed *feed = g_new0 (CalendarFeed, 1);

  feed->name = g_strdup (name);
  feed->events = g_ptr_array_new_with_free_func ((GDestroyNotify) calendar_event_free);
  return feed;
}

void
calendar_feed_free (CalendarFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->name);
  g_free (feed->description);
  g_free (feed->lang);
  g_free (feed->source_url);
  g_clear_pointer (&feed->events, g_ptr_array_unref);
  g_free (feed);
}

GBytes *
calendar_write (const CalendarFeed *feed, GError **error)
{
  const CalendarModule *module = module_get (error);
  CalendarProblem problem = { 0 };
  GBytes *bytes;

  if (module == NULL)
    return NULL;
  bytes = module->write (feed, &problem);
  if (bytes == NULL)
    problem_raise (&problem, error);
  return bytes;
}

gboolean
calendar_validate (GBytes *ics, GPtrArray *findings, GError **error)
{
  const CalendarModule *module = module_get (error);
  CalendarProblem problem = { 0 };

  if (module == NULL)
    return FALSE;
  return module->validate (ics, findings, &problem) || problem_raise (&problem, error);
}

/* --- the Islamic calendar ------------------------------------------------------------------ */

/* Days from 1 January of the year 1 (GDate's day 1) to 1 Muharram 1, 19 July 622. */
#define HIJRA_DAY 227015

/* Days of the arithmetic calendar before an Islamic year: eleven years in thirty have 355. */
static int
days_before_year (int year)
{
  return (year - 1) * 354 + (3 + 11 * year) / 30;
}

/* Days before a month in its year: the months have 30 and 29 days in turn. */
static int
days_before_month (int month)
{
  return (59 * (month - 1) + 1) / 2;
}

static int
tabular_day (int year, int month, int day)
{
  return HIJRA_DAY + days_before_year (year) + days_before_month (month) + day - 1;
}

int
calendar_lunar_guess (const GDate *date, int *islamic_month, int *islamic_day)
{
  int days = (int) g_date_get_julian (date) - HIJRA_DAY;
  int year = (30 * days + 10646) / 10631;
  int month = 12;

  days -= days_before_year (year);
  while (days_before_month (month) > days)
    month--;
  *islamic_month = month;
  *islamic_day = days - days_before_month (month) + 1;
  return year;
}

static void
tabular_days (int year_from, int year_to, int month, int day, GArray *dates)
{
  GDate first, date;
  int unused, year;

  g_date_clear (&first, 1);
  g_date_set_dmy (&first, 1, 1, year_from);
  year = calendar_lunar_guess (&first, &unused, &unused);
  for (;; year++)
    {
      g_date_clear (&date, 1);
      g_date_set_julian (&date, tabular_day (year, month, day));
      if (g_date_get_year (&date) > year_to)
        break;
      if (day == 30 &&
          tabular_day (year, month, day) == tabular_day (year + month / 12, month % 12 + 1, 1))
        continue; /* a month of 29 days */
      if (g_date_get_year (&date) >= year_from)
        g_array_append_val (dates, date);
    }
}

static gboolean
lunar_arguments_check (int year_from, int year_to, int month, int day, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", day < 1 || day > 30 ? day : month);

  g_return_val_if_fail (year_from >= 1899 && year_to <= 3000 && year_from <= year_to, FALSE);
  if (day < 1 || day > 30)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no lunar day {day}: a lunar month has 29 or 30 days (1 to 30)"),
                          "day", text, NULL);
  if (month < 1 || month > 12)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no lunar month {month}: a year has twelve (1 to 12)"), "month",
                          text, NULL);
  return TRUE;
}

gboolean
calendar_lunar_days (int year_from, int year_to, int islamic_month, int islamic_day,
                     GArray *dates, GError **error)
{
  if (!lunar_arguments_check (year_from, year_to, islamic_month, islamic_day, error))
    return FALSE;
  if (year_from < FIRST_TABULAR_YEAR)
    {
      const CalendarModule *module = module_get (error);
      CalendarProblem problem = { 0 };

      if (module == NULL)
        return FALSE;
      if (!module->lunar_days (year_from, MIN (year_to, FIRST_TABULAR_YEAR - 1), islamic_month,
                               islamic_day, dates, &problem))
        return problem_raise (&problem, error);
    }
  if (year_to >= FIRST_TABULAR_YEAR)
    tabular_days (MAX (year_from, FIRST_TABULAR_YEAR), year_to, islamic_month, islamic_day,
                  dates);
  return TRUE;
}

/* The month that began on @first ends the day before the next one begins: after 29 days when
 * @thirtieths has not its thirtieth day. */
static GDate
month_end (const GDate *first, const GArray *thirtieths)
{
  GDate last = *first;

  g_date_add_days (&last, 29);
  for (guint i = 0; i < thirtieths->len; i++)
    if (g_date_compare (&g_array_index (thirtieths, GDate, i), &last) == 0)
      return last;
  g_date_subtract_days (&last, 1);
  return last;
}

gboolean
calendar_lunar_months (int year_from, int year_to, int islamic_month, GArray *spans,
                       GError **error)
{
  g_autoptr(GArray) firsts = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GArray) thirtieths = g_array_new (FALSE, FALSE, sizeof (GDate));

  if (!calendar_lunar_days (year_from - 1, year_to + 1, islamic_month, 1, firsts, error) ||
      !calendar_lunar_days (year_from - 1, year_to + 1, islamic_month, 30, thirtieths, error))
    return FALSE;
  for (guint i = 0; i < firsts->len; i++)
    {
      CalendarSpan span = { .first = g_array_index (firsts, GDate, i) };

      span.last = month_end (&span.first, thirtieths);
      if (g_date_get_year (&span.last) >= year_from &&
          g_date_get_year (&span.first) <= year_to)
        g_array_append_val (spans, span);
    }
  return TRUE;
}
