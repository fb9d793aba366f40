/* Feeds of a council that does not exist, for our tests and for the judges. */
#pragma once

#include "meetings/calendar.h"

static inline CalendarEvent *
sample_event (CalendarFeed *feed, const char *uid, const char *zone, const char *starts,
              const char *ends)
{
  CalendarEvent *event = calendar_event_new ();
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  event->uid = g_strdup (uid);
  event->status = CALENDAR_CONFIRMED;
  event->zone = g_strdup (zone);
  event->starts_at = starts ? g_date_time_new_from_iso8601 (starts, utc) : NULL;
  event->ends_at = ends ? g_date_time_new_from_iso8601 (ends, utc) : NULL;
  event->summary = g_strdup ("Второе заседание");
  event->last_modified = g_date_time_new_from_iso8601 ("2026-11-02T08:15:00Z", utc);
  g_ptr_array_add (feed->events, event);
  return event;
}

static inline CalendarFeed *
sample_meeting (void)
{
  CalendarFeed *feed = calendar_feed_new ("Совет Северных Озёр, заседания");
  CalendarEvent *event =
      sample_event (feed, "0192e4b1-7a3c-7def-8000-000000000001@council", "Asia/Dushanbe",
                    "2027-03-15T05:00:00Z", "2027-03-15T08:30:00Z");

  feed->description = g_strdup ("Заседания совета; только назначенные");
  feed->refresh_minutes = 360;
  feed->source_url = g_strdup ("https://council.example/f/4t8k.ics");
  event->sequence = 2;
  event->description = g_strdup ("Очередное заседание.\r\nПринимает Озёрная Сторона.");
  event->location = g_strdup ("Озёрск, Дом приёмов");
  event->url = g_strdup ("https://council.example/meeting/2027");
  event->has_geo = TRUE;
  event->latitude = 38.5598;
  event->longitude = 68.787;
  event->organizer_name = g_strdup ("Секретариат");
  event->organizer_address = g_strdup ("secretariat@council.example");
  event->created = g_date_time_new_utc (2026, 11, 1, 6, 0, 0);
  g_ptr_array_add (event->categories, g_strdup ("Торговля, услуги"));
  g_ptr_array_add (event->categories, g_strdup ("энергетика"));
  return feed;
}

/* Noon in Berlin on both sides of a change of clocks; a year later; beyond the zone data. */
static inline CalendarFeed *
sample_zones (void)
{
  CalendarFeed *feed = calendar_feed_new ("Пояса");

  sample_event (feed, "berlin-winter@council", "Europe/Berlin", "2027-03-27T11:00:00Z",
                "2027-03-27T12:00:00Z");
  sample_event (feed, "berlin-summer@council", "Europe/Berlin", "2027-03-28T10:00:00Z",
                "2027-03-28T11:00:00Z");
  sample_event (feed, "berlin-later@council", "Europe/Berlin", "2028-12-01T11:00:00Z",
                "2028-12-01T12:00:00Z");
  sample_event (feed, "berlin-far@council", "Europe/Berlin", "2045-07-10T10:00:00Z",
                "2045-07-10T11:00:00Z");
  sample_event (feed, "bishkek@council", "Asia/Bishkek", "2027-03-15T05:00:00Z",
                "2027-03-16T08:00:00Z");
  sample_event (feed, "bishkek-far@council", "Asia/Bishkek", "2045-07-11T10:00:00Z",
                "2045-07-11T11:00:00Z");
  sample_event (feed, "online@council", NULL, "2027-06-01T09:00:00Z", "2027-06-01T10:00:00Z");
  return feed;
}

static inline CalendarFeed *
sample_all_day (void)
{
  CalendarFeed *feed = calendar_feed_new ("Праздники");
  CalendarEvent *event = sample_event (feed, "days@council", NULL, NULL, NULL);

  event->all_day = TRUE;
  event->transparent = TRUE;
  g_date_set_dmy (&event->first_day, 1, 3, 2027);
  g_date_set_dmy (&event->last_day, 2, 3, 2027);
  return feed;
}

/* Strings that try to be properties. */
static inline CalendarFeed *
sample_hostile (void)
{
  CalendarFeed *feed = calendar_feed_new ("Имя\r\nX-EVIL:1; и, ещё \\");
  CalendarEvent *event = sample_event (feed, "hostile@council", "Asia/Bishkek",
                                       "2027-03-15T05:00:00Z", "2027-03-15T08:00:00Z");

  feed->description = g_strdup ("а\nX-EVIL:2\x01\x7f");
  feed->lang = g_strdup ("ru\r\nX-EVIL:3");
  feed->source_url = g_strdup ("https://council.example/f\r\nX-EVIL:4");
  g_free (event->summary);
  event->summary =
      g_strdup ("Заседание\r\nATTENDEE:mailto:a@b.example\xff\xfe \xe2\x80\xae"
                "конец\xe2\x80\xa8строки \x1b[31m очень длинное название, которое "
                "не помещается ни в одну строку файла и поэтому переносится");
  event->description =
      g_strdup ("Первая\r\nATTENDEE:x\rTретья \"кавычки\"; запятая, \\ черта");
  event->location = g_strdup ("Зал\nX-EVIL:5");
  event->url = g_strdup ("https://council.example/a b\r\nX-EVIL:6\"<>");
  event->organizer_name = g_strdup ("Имя \"в кавычках\"; с: запятой,\r\nX-EVIL:7");
  event->organizer_address = g_strdup ("a@b.example\r\nATTENDEE:mailto:c@d.example");
  g_ptr_array_add (event->categories, g_strdup ("раз;два,три\\четыре\nX-EVIL:8"));
  return feed;
}

static inline CalendarEvent *
sample_task (CalendarFeed *feed, const char *uid, const char *due)
{
  CalendarEvent *task = sample_event (feed, uid, NULL, NULL, NULL);

  task->task = TRUE;
  task->status = CALENDAR_NEEDS_ACTION;
  task->priority = 5;
  g_date_set_dmy (&task->first_day, 20, 11, 2026);
  if (due != NULL)
    g_date_set_parse (&task->last_day, due);
  return task;
}

/* What is due: later, on its first day, done, without a day; with every link an entry can have. */
static inline CalendarFeed *
sample_tasks (void)
{
  CalendarFeed *feed = calendar_feed_new ("Сроки");
  CalendarEvent *task = sample_task (feed, "agenda@council", "2027-02-28");

  task->parent = g_strdup ("0192e4b1-7a3c-7def-8000-000000000001@council");
  task->alarm_minutes = 24 * 60;
  task->color = g_strdup ("seagreen");
  task->percent = 40;
  task->status = CALENDAR_IN_PROCESS;
  sample_task (feed, "today@council", "2026-11-20")->percent = 0;
  sample_task (feed, "done@council", "2026-12-01")->status = CALENDAR_COMPLETED;
  sample_task (feed, "open@council", NULL);
  sample_task (feed, "dropped@council", "2026-12-01")->status = CALENDAR_CANCELLED;
  return feed;
}

/* An online meeting with its agenda, to be announced an hour before. */
static inline CalendarFeed *
sample_links (void)
{
  CalendarFeed *feed = calendar_feed_new ("Видеосвязь");
  CalendarEvent *event = sample_event (feed, "links@council", "Asia/Dushanbe",
                                       "2027-03-15T05:00:00Z", "2027-03-15T08:30:00Z");

  event->description = g_strdup ("Очередное заседание");
  event->url = g_strdup ("https://video.example/room?a=1;b=2");
  event->conference = g_strdup (event->url);
  event->attachment = g_strdup ("https://council.example/f/x/2027.html\r\nX-EVIL:9");
  event->attachment_type = g_strdup ("text/html");
  event->attachment_title = g_strdup ("Повестка дня\nX-EVIL:10");
  event->color = g_strdup ("seagreen\r\nX-EVIL:11");
  event->alarm_minutes = 60;
  return feed;
}

/* The meeting as it is sent to two people, one of whom comes for another. */
static inline CalendarFeed *
sample_message (CalendarMethod method)
{
  CalendarFeed *feed = sample_meeting ();
  CalendarEvent *event = g_ptr_array_index (feed->events, 0);
  CalendarAttendee *chair = calendar_attendee_new (
      "Вымыслов \"Л\"; П,:^\r\nX-EVIL:1\xff\xe2\x80\xae", "vymyslov@example.org");
  CalendarAttendee *second =
      calendar_attendee_new ("Озёрная Нина", "a@example.org\r\nX-EVIL:2");

  feed->method = method;
  if (method == CALENDAR_CANCEL)
    event->status = CALENDAR_CANCELLED;
  event->alarm_minutes = 60;
  event->stamp = g_date_time_new_utc (2026, 11, 24, 9, 0, 0);
  event->comment = g_strdup ("Перенос; причина, \"болезнь\"\nATTENDEE:mailto:x@example.org");
  chair->role = CALENDAR_CHAIR;
  chair->answer = CALENDAR_ACCEPTED;
  second->role = CALENDAR_OPTIONAL;
  second->delegated_from = g_strdup ("skazkin@example.org");
  g_ptr_array_add (event->attendees, chair);
  g_ptr_array_add (event->attendees, second);
  return feed;
}
