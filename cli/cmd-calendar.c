/* council calendar export [--meeting REF] [--out F.ics] */
#include "cli/command.h"

#include "meetings/feed.h"

const CommandUse use_calendar_export = {
  .options = COMMAND_OPTIONS (
      { "meeting", OPTION_TEXT, "REF", N_ ("That meeting alone; all of them when left out") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write it; standard output when left out") }),
  .details = N_ ("Planned meetings are tentative, cancelled ones stay in the calendar as "
                 "cancelled, so that they leave the subscribers' calendars.  Titles are in the "
                 "language of --lang."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar export --out meetings.ics  # the meetings, for a calendar program"),
      N_ ("council calendar export --meeting next --lang en  # the next meeting, in English")),
};

gboolean
cmd_calendar_export (CommandRun *run, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr (CalendarFeed) feed
      = feed_meetings (run->db, command_option (run, "meeting"), run->lang, error);
  g_autoptr (GBytes) bytes = feed ? calendar_write (feed, error) : NULL;
  gsize size = 0;
  const char *text;

  if (bytes == NULL)
    return FALSE;
  if (path != NULL && !command_write_file (run, path, bytes, error))
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  if (run->json != NULL)
    {
      g_autofree char *copy = path ? NULL : g_strndup (text, size);

      json_begin_object (run->json, NULL);
      json_number (run->json, "events", feed->events->len);
      json_text (run->json, "file", path);
      json_text (run->json, "calendar", copy);
      json_builder_end_object (run->json);
    }
  else if (path == NULL)
    g_string_append_len (run->out, text, (gssize) size);
  return TRUE;
}
