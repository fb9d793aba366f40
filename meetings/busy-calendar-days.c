#include "meetings/busy-calendar-days.h"

#include "meetings/busy-calendar-internal.h"

#include <string.h>

#define DAY ((gint64) 24 * 60 * 60)

static void
days_free (CalendarDays *days)
{
  g_free (days->title);
  g_free (days->categories);
  g_free (days);
}

/* Of a date, the days since 1970. */
static gint64
day_number (const GDate *date)
{
  GDate epoch;

  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  return g_date_days_between (&epoch, date);
}

static gboolean
is_one_line (const char *text)
{
  if (g_utf8_strlen (text, -1) > DAYS_TEXT_LETTERS)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isprint (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* Believes nothing that it has not looked at; GVariant has checked the strings for UTF-8. */
static GPtrArray *
take_stretches (GVariant *answer, const GDate *first, const GDate *last)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) days_free);
  gint64 lowest = day_number (first), highest = day_number (last), from, to;
  const char *title, *categories;
  GVariantIter iter;
  guint flags;

  if (g_variant_iter_init (&iter, answer) > DAYS_STRETCHES)
    return NULL;
  while (g_variant_iter_next (&iter, "(xxu&s&s)", &from, &to, &flags, &title, &categories))
    {
      CalendarDays *days;

      if (from < lowest || to < from || to > highest || !is_one_line (title) ||
          !is_one_line (categories))
        return NULL;
      days = g_new0 (CalendarDays, 1);
      days->first = *first;
      g_date_add_days (&days->first, (guint) (from - lowest));
      days->last = days->first;
      g_date_add_days (&days->last, (guint) (to - from));
      days->tentative = (flags & BUSY_FLAG_TENTATIVE) != 0;
      days->title = g_strdup (title);
      days->categories = g_strdup (categories);
      g_ptr_array_add (list, days);
    }
  return g_steal_pointer (&list);
}

GPtrArray *
day_calendar_read (GBytes *bytes, const GDate *first, const GDate *last, guint *hours,
                   GError **error)
{
  const BusyCalendarQuery query = {
    .from = day_number (first) * DAY,
    .to = (day_number (last) + 1) * DAY,
    .zone = "UTC",
  };
  g_autoptr(GVariant) answer =
      busy_calendar_ask (bytes, &query, DAYS_WIRE_MODE, DAYS_WIRE_TYPE, error);
  g_autoptr(GVariant) stretches = NULL;
  g_autoptr(GPtrArray) list = NULL;
  guint why, line, property, events, left_out;

  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(uuuuu@a(xxuss))", &why, &line, &property, &events, &left_out,
                 &stretches);
  list = why == BUSY_ACCEPTED ? take_stretches (stretches, first, last) : NULL;
  if (list == NULL)
    {
      busy_calendar_raise (why, line, property, error);
      return NULL;
    }
  if (hours != NULL)
    *hours = left_out;
  return g_steal_pointer (&list);
}
