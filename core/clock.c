#include "core/clock.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"

/* Where the clock was stopped; NULL while it runs. */
static GDateTime *stopped;

gboolean
clock_init (const char *now, GError **error)
{
  GDateTime *instant = NULL;

  if (now != NULL)
    {
      instant = instant_parse (now, NULL);
      if (instant == NULL)
        return council_error (error, COUNCIL_ERROR_USAGE,
                              N_ ("COUNCIL_NOW: '{value}' is no instant (RFC 3339 is wanted, "
                                  "such as 2026-11-24T09:00:00Z)"),
                              "value", now, NULL);
    }
  g_clear_pointer (&stopped, g_date_time_unref);
  stopped = instant;
  return TRUE;
}

gboolean
clock_is_set (void)
{
  return stopped != NULL;
}

GDateTime *
clock_now (void)
{
  if (stopped != NULL)
    return g_date_time_ref (stopped);
  return g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC);
}

char *
clock_now_text (void)
{
  g_autoptr(GDateTime) now = clock_now ();

  return instant_text (now);
}

void
clock_today (const char *zone, GDate *date)
{
  g_autoptr(GDateTime) now = clock_now ();

  instant_local_date (now, zone != NULL ? zone : "UTC", date);
}

gint64
clock_unix_ms (void)
{
  return g_get_real_time () / 1000;
}
