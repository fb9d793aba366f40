/* The calendar of Umm al-Qura, through libical's recurrences (RFC 7529) and ICU. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

gboolean
calendar_find_lunar_days (int year_from, int year_to, int islamic_month, int islamic_day,
                          GArray *dates, CalendarProblem *problem)
{
  g_autofree char *rule =
      g_strdup_printf ("RSCALE=ISLAMIC-UMALQURA;FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d",
                       islamic_month, islamic_day);
  struct icalrecurrencetype recurrence = icalrecurrencetype_from_string (rule);
  struct icaltimetype day = icaltime_null_date ();
  const guint before = dates->len;
  icalrecur_iterator *iterator;

  day.year = year_from;
  day.month = 1;
  day.day = 1;
  iterator = icalrecur_iterator_new (recurrence, day);
  free (recurrence.rscale); /* the iterator has its own */
  if (iterator == NULL)
    return calendar_problem (problem, COUNCIL_ERROR_STORAGE,
                             N_ ("cannot compute lunar dates: this libical has no RSCALE "
                                 "(libical with ICU is needed)"),
                             NULL);
  for (day = icalrecur_iterator_next (iterator);
       !icaltime_is_null_time (day) && day.year <= year_to;
       day = icalrecur_iterator_next (iterator))
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, day.day, day.month, day.year);
      /* libical gives some dates twice (1 Shawwal in 2125). */
      if (dates->len == before ||
          g_date_compare (&g_array_index (dates, GDate, dates->len - 1), &date) < 0)
        g_array_append_val (dates, date);
    }
  icalrecur_iterator_free (iterator);
  return TRUE;
}
