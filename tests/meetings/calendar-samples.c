/* Writes the sample feeds into a folder, for test-judges.py. */
#include "tests/meetings/calendar-samples.h"

#include "core/error.h"

static gboolean
write_feed (const char *folder, const char *name, CalendarFeed *feed, GError **error)
{
  g_autoptr(CalendarFeed) owned = feed;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GBytes) ics = calendar_write (feed, error);

  return ics != NULL && g_file_set_contents (path, g_bytes_get_data (ics, NULL),
                                             (gssize) g_bytes_get_size (ics), error);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc != 2)
    return 2;
  if (write_feed (argv[1], "meeting.ics", sample_meeting (), &error) &&
      write_feed (argv[1], "zones.ics", sample_zones (), &error) &&
      write_feed (argv[1], "all-day.ics", sample_all_day (), &error) &&
      write_feed (argv[1], "tasks.ics", sample_tasks (), &error) &&
      write_feed (argv[1], "links.ics", sample_links (), &error) &&
      write_feed (argv[1], "hostile.ics", sample_hostile (), &error) &&
      write_feed (argv[1], "request.ics", sample_message (CALENDAR_REQUEST), &error) &&
      write_feed (argv[1], "cancel.ics", sample_message (CALENDAR_CANCEL), &error) &&
      write_feed (argv[1], "uninvite.ics", sample_message (CALENDAR_UNINVITE), &error) &&
      write_feed (argv[1], "decline.ics", sample_message (CALENDAR_DECLINE), &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
