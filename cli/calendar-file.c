#include "cli/calendar-file.h"

gboolean
calendar_file_print (CommandRun *run, const CalendarFeed *feed, const char *kind,
                     GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(GBytes) bytes = feed ? calendar_write (feed, error) : NULL;
  gsize size = 0;
  const char *text;

  if (bytes == NULL || (path != NULL && !command_write_file (run, path, bytes, error)))
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  if (run->json != NULL)
    {
      g_autofree char *copy = path ? NULL : g_strndup (text, size);

      json_begin_object (run->json, NULL);
      if (kind != NULL)
        json_text (run->json, "kind", kind);
      json_number (run->json, "events", feed->events->len);
      json_text (run->json, "file", path);
      json_text (run->json, "calendar", copy);
      json_builder_end_object (run->json);
    }
  else if (path == NULL)
    g_string_append_len (run->out, text, (gssize) size);
  return TRUE;
}
