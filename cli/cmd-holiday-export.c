/* council holiday export */
#include "cli/calendar-file.h"

#include "core/clock.h"
#include "core/date.h"
#include "meetings/holiday-feed.h"

#define MOST_YEARS 20

const CommandUse use_holiday_export = {
  .options = COMMAND_OPTIONS (
      { "year", OPTION_TEXT, "YEAR", N_ ("The year; this one when left out") },
      { "from", OPTION_TEXT, "DATE", N_ ("Instead of a year: the first day") },
      { "to", OPTION_TEXT, "DATE", N_ ("Instead of a year: the last day") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Of this party alone") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write it; standard output when left out") }),
  .details =
      N_ ("One event of a whole day for each country and day: days off and moved ones, "
          "weekends that are worked, shortened and commemorated days, with the act.  What "
          "is provisional is tentative.  'council holiday import' reads it again."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday export --year 2027 --out holidays.ics  # for a calendar program"),
      N_ ("council holiday export --party kg --from 2027-01-01 --to 2028-12-31 --out kg.ics  "
          "# "
          "two years of one country")),
};

static gboolean
check_length (const GDate *first, const GDate *last, GError **error)
{
  g_autofree char *from = date_text (first), *to = date_text (last);
  g_autofree char *most = g_strdup_printf ("%d", MOST_YEARS);

  if (g_date_compare (first, last) > 0)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{from} to {to}: the last day comes before the first (--from, "
                              "--to)"),
                          "from", from, "to", to, NULL);
  return g_date_days_between (first, last) <= MOST_YEARS * 366 ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("{from} to {to}: too long (at most {most} years)"), "from", from,
                        "to", to, "most", most, NULL);
}

/* A year, or a stretch of days, of which both ends must be said. */
static gboolean
read_stretch (CommandRun *run, GDate *first, GDate *last, GError **error)
{
  const char *from = command_option (run, "from"), *to = command_option (run, "to");
  GDate today;
  gint64 year;

  clock_today (NULL, &today);
  if (!command_number (run, "year", g_date_get_year (&today), 1901, 2998, &year, error))
    return FALSE;
  if (from == NULL && to == NULL)
    {
      g_date_clear (first, 1);
      g_date_clear (last, 1);
      g_date_set_dmy (first, 1, G_DATE_JANUARY, (GDateYear) year);
      g_date_set_dmy (last, 31, G_DATE_DECEMBER, (GDateYear) year);
      return TRUE;
    }
  if (from == NULL || to == NULL || command_option (run, "year") != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("say which days: --year, or both --from and --to"), NULL);
  return date_parse (from, first, error) && date_parse (to, last, error) &&
         check_length (first, last, error);
}

gboolean
cmd_holiday_export (CommandRun *run, GError **error)
{
  g_autoptr(CalendarFeed) feed = NULL;
  GDate first, last;

  if (!read_stretch (run, &first, &last, error))
    return FALSE;
  feed =
      feed_holidays (run->db, command_option (run, "party"), run->lang, &first, &last, error);
  return calendar_file_print (run, feed, NULL, error);
}
