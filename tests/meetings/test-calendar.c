/* Feeds and lunar days.  The judges that are not ours read the same feeds in test-judges.py. */
#include "meetings/calendar.h"

#include "core/date.h"
#include "core/error.h"
#include "tests/meetings/calendar-samples.h"

/* --- reading what was written -------------------------------------------------------------- */

/* The file unfolded, a line an element. */
static char **
lines_of (GBytes *ics)
{
  g_autoptr(GString) text =
      g_string_new_len (g_bytes_get_data (ics, NULL), (gssize) g_bytes_get_size (ics));

  g_string_replace (text, "\r\n ", "", 0);
  return g_strsplit (text->str, "\r\n", -1);
}

static char **
lines_written (const CalendarFeed *feed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) ics = calendar_write (feed, &error);

  g_assert_no_error (error);
  return lines_of (ics);
}

static guint
count_line (char **lines, const char *line)
{
  guint count = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    count += g_str_equal (lines[i], line);
  return count;
}

static guint
count_property (char **lines, const char *name)
{
  guint count = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    count += g_str_has_prefix (lines[i], name) && strchr (";:", lines[i][strlen (name)]);
  return count;
}

#define assert_line(lines, line) g_assert_cmpuint (count_line (lines, line), ==, 1)

static void
assert_refused (const CalendarFeed *feed, const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) ics = calendar_write (feed, &error);
  g_autofree char *text = NULL;

  g_assert_null (ics);
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_RULE);
  text = council_error_text (error, "en");
  if (strstr (text, what) == NULL)
    g_error ("'%s' does not say '%s'", text, what);
}

static CalendarEvent *
first_event (CalendarFeed *feed)
{
  return g_ptr_array_index (feed->events, 0);
}

/* --- feeds --------------------------------------------------------------------------------- */

static void
test_meeting (void)
{
  g_autoptr(CalendarFeed) feed = sample_meeting ();
  g_auto(GStrv) lines = lines_written (feed);

  assert_line (lines, "METHOD:PUBLISH");
  assert_line (lines, "VERSION:2.0");
  assert_line (lines, "PRODID:-//council//calendar//RU");
  assert_line (lines, "NAME:Совет Северных Озёр\\, заседания");
  assert_line (lines, "X-WR-CALNAME:Совет Северных Озёр заседания");
  assert_line (lines, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
  assert_line (lines, "X-PUBLISHED-TTL:PT6H");
  assert_line (lines, "SOURCE;VALUE=URI:https://council.example/f/4t8k.ics");
  assert_line (lines, "TZID:Asia/Dushanbe");
  assert_line (lines, "UID:0192e4b1-7a3c-7def-8000-000000000001@council");
  assert_line (lines, "DTSTART;TZID=Asia/Dushanbe:20270315T100000");
  assert_line (lines, "DTEND;TZID=Asia/Dushanbe:20270315T133000");
  assert_line (lines, "DTSTAMP:20261102T081500Z");
  assert_line (lines, "LAST-MODIFIED:20261102T081500Z");
  assert_line (lines, "CREATED:20261101T060000Z");
  assert_line (lines, "SEQUENCE:2");
  assert_line (lines, "STATUS:CONFIRMED");
  assert_line (lines, "TRANSP:OPAQUE");
  assert_line (lines, "CLASS:PUBLIC");
  assert_line (lines, "SUMMARY:Второе заседание");
  assert_line (lines, "LOCATION:Озёрск\\, Дом приёмов");
  assert_line (lines, "URL:https://council.example/meeting/2027");
  assert_line (lines, "DESCRIPTION:Очередное заседание.\\nПринимает Озёрная Сторона.\\n\\n"
                      "https://council.example/meeting/2027");
  assert_line (lines, "GEO:38.559800;68.787000");
  assert_line (lines, "ORGANIZER;CN=Секретариат:mailto:secretariat@council.example");
  assert_line (lines, "CATEGORIES:Торговля\\, услуги");
  assert_line (lines, "CATEGORIES:энергетика");
  g_assert_cmpuint (count_property (lines, "ATTENDEE"), ==, 0);
}

/* What Content-Type repeats, who is invited, why; nothing that only a subscription has. */
static void
test_request (void)
{
  g_autoptr(CalendarFeed) feed = sample_message (CALENDAR_REQUEST);
  g_auto(GStrv) lines = lines_written (feed);

  assert_line (lines, "METHOD:REQUEST");
  assert_line (lines, "DTSTAMP:20261124T090000Z");
  assert_line (lines, "LAST-MODIFIED:20261102T081500Z");
  assert_line (lines, "STATUS:CONFIRMED");
  assert_line (lines,
               "ATTENDEE;CN=\"Вымыслов ^'Л^'; П,:^^  X-EVIL:1\xef\xbf\xbd\";CUTYPE=INDIVIDUAL;"
               "ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:vymyslov@example.org");
  assert_line (lines, "ATTENDEE;CN=Озёрная Нина;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;"
                      "PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
                      "DELEGATED-FROM=\"mailto:skazkin@example.org\":"
                      "mailto:a@example.org%20%20X-EVIL:2");
  assert_line (lines,
               "COMMENT:Перенос\\; причина\\, \"болезнь\" ATTENDEE:mailto:x@example.org");
  g_assert_cmpuint (count_property (lines, "ATTENDEE"), ==, 2);
  g_assert_cmpuint (count_property (lines, "NAME"), ==, 0);
  g_assert_cmpuint (count_property (lines, "X-WR-CALNAME"), ==, 0);
  g_assert_cmpuint (count_property (lines, "X-EVIL"), ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr(CalendarFeed) cancel = sample_message (CALENDAR_CANCEL);
  g_autoptr(CalendarFeed) uninvite = sample_message (CALENDAR_UNINVITE);
  g_auto(GStrv) cancelled = lines_written (cancel);
  g_auto(GStrv) uninvited = lines_written (uninvite);

  assert_line (cancelled, "METHOD:CANCEL");
  assert_line (cancelled, "STATUS:CANCELLED");
  assert_line (uninvited, "METHOD:CANCEL");
  g_assert_cmpuint (count_property (uninvited, "STATUS"), ==, 0);
  g_assert_cmpuint (count_line (cancelled, "BEGIN:VALARM"), ==, 0);
  g_assert_cmpuint (count_property (uninvited, "ATTENDEE"), ==, 2);
}

static void
test_refuses_messages_that_apps_would_misread (void)
{
  g_autoptr(CalendarFeed) feed = sample_message (CALENDAR_REQUEST);
  CalendarEvent *event = first_event (feed);

  event->status = CALENDAR_CANCELLED;
  assert_refused (feed, "a meeting that takes place");
  feed->method = CALENDAR_CANCEL;
  event->status = CALENDAR_CONFIRMED;
  assert_refused (feed, "a meeting that takes place");
  feed->method = CALENDAR_REQUEST;
  g_clear_pointer (&event->organizer_address, g_free);
  assert_refused (feed, "no organizer");
  event->organizer_address = g_strdup ("a@example.org");
  ((CalendarAttendee *) g_ptr_array_index (event->attendees, 1))->address[0] = '\0';
  assert_refused (feed, "no address");
  g_ptr_array_set_size (event->attendees, 0);
  assert_refused (feed, "invites nobody");
}

static void
test_zone_without_summer_time_has_one_standard (void)
{
  g_autoptr(CalendarFeed) feed = sample_meeting ();
  g_auto(GStrv) lines = lines_written (feed);

  g_assert_cmpuint (count_line (lines, "BEGIN:VTIMEZONE"), ==, 1);
  g_assert_cmpuint (count_line (lines, "BEGIN:STANDARD"), ==, 1);
  g_assert_cmpuint (count_line (lines, "BEGIN:DAYLIGHT"), ==, 0);
  assert_line (lines, "DTSTART:19700101T000000");
  assert_line (lines, "TZOFFSETFROM:+0500");
  assert_line (lines, "TZOFFSETTO:+0500");
}

static void
test_zone_with_summer_time_tells_its_changes (void)
{
  g_autoptr(CalendarFeed) feed = sample_zones ();
  g_auto(GStrv) lines = lines_written (feed);

  assert_line (lines, "TZID:Europe/Berlin");
  assert_line (lines, "TZID:Asia/Bishkek");
  /* 2027 and 2028, each change once. */
  assert_line (lines, "DTSTART:20270328T020000");
  assert_line (lines, "DTSTART:20271031T030000");
  assert_line (lines, "DTSTART:20280326T020000");
  assert_line (lines, "DTSTART:20281029T030000");
  g_assert_cmpuint (count_line (lines, "BEGIN:DAYLIGHT"), ==, 2);
  assert_line (lines, "DTSTART;TZID=Europe/Berlin:20270327T120000");
  assert_line (lines, "DTSTART;TZID=Europe/Berlin:20270328T120000");
  /* Beyond the zone data: in UTC. */
  assert_line (lines, "DTSTART:20450710T100000Z");
  assert_line (lines, "DTSTART;TZID=Asia/Bishkek:20450711T160000");
}

static void
test_all_day_ends_after_its_last_day (void)
{
  g_autoptr(CalendarFeed) feed = sample_all_day ();
  g_auto(GStrv) lines = lines_written (feed);

  assert_line (lines, "DTSTART;VALUE=DATE:20270301");
  assert_line (lines, "DTEND;VALUE=DATE:20270303");
  assert_line (lines, "TRANSP:TRANSPARENT");
  g_assert_cmpuint (count_line (lines, "BEGIN:VTIMEZONE"), ==, 0);
}

static void
test_cancelled_stays_and_frees_its_time (void)
{
  g_autoptr(CalendarFeed) feed = sample_meeting ();
  g_auto(GStrv) lines = NULL;

  first_event (feed)->status = CALENDAR_CANCELLED;
  first_event (feed)->sequence = 3;
  lines = lines_written (feed);
  assert_line (lines, "STATUS:CANCELLED");
  assert_line (lines, "SEQUENCE:3");
  assert_line (lines, "TRANSP:TRANSPARENT");
  assert_line (lines, "UID:0192e4b1-7a3c-7def-8000-000000000001@council");
}

static void
test_same_bytes_in_any_order (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CalendarFeed) feed = sample_zones ();
  g_autoptr(GBytes) first = calendar_write (feed, &error);
  g_autoptr(GBytes) second = NULL, third = NULL;
  gpointer *events = feed->events->pdata;

  g_assert_no_error (error);
  second = calendar_write (feed, &error);
  g_assert_true (g_bytes_equal (first, second));
  for (guint i = 0, j = feed->events->len - 1; i < j; i++, j--)
    {
      gpointer event = events[i];

      events[i] = events[j];
      events[j] = event;
    }
  third = calendar_write (feed, &error);
  g_assert_true (g_bytes_equal (first, third));
}

static void
test_no_string_adds_a_property (void)
{
  g_autoptr(CalendarFeed) feed = sample_hostile ();
  g_auto(GStrv) lines = lines_written (feed);
  gboolean seen = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_false (g_str_has_prefix (lines[i], "ATTENDEE"));
      g_assert_false (g_str_has_prefix (lines[i], "X-EVIL"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      for (const char *p = lines[i]; *p != '\0'; p++)
        g_assert_true ((guchar) *p >= ' ' && *p != 0x7f);
      seen = seen || g_str_has_prefix (lines[i], "SUMMARY:Заседание");
    }
  g_assert_true (seen);
  g_assert_cmpuint (count_line (lines, "BEGIN:VEVENT"), ==, 1);
  g_assert_cmpuint (count_line (lines, "END:VCALENDAR"), ==, 1);
}

static void
test_lines_are_folded_at_75_octets (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CalendarFeed) feed = sample_hostile ();
  g_autoptr(GBytes) ics = calendar_write (feed, &error);
  g_autofree char *text = g_strndup (g_bytes_get_data (ics, NULL), g_bytes_get_size (ics));
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_no_error (error);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strchr (lines[i], '\n'));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
test_empty_feed_is_a_calendar (void)
{
  g_autoptr(CalendarFeed) feed = calendar_feed_new ("Совет Северных Озёр");
  g_auto(GStrv) lines = lines_written (feed);

  assert_line (lines, "END:VCALENDAR");
  g_assert_cmpuint (count_line (lines, "BEGIN:VEVENT"), ==, 0);
}

static void
test_refuses_what_apps_would_lose (void)
{
  static const char *const bad[] = { "", "a/b", "a b", "a\r\nX-EVIL:1", "ключ" };
  g_autoptr(CalendarFeed) feed = sample_zones ();
  CalendarEvent *event = first_event (feed);
  CalendarEvent *other = g_ptr_array_index (feed->events, 1);
  g_autofree char *uid = g_steal_pointer (&event->uid);

  assert_refused (feed, "bad calendar UID ''");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      event->uid = (char *) bad[i];
      assert_refused (feed, "bad calendar UID");
    }
  event->uid = other->uid;
  assert_refused (feed, "two calendar events have the UID");
  event->uid = g_steal_pointer (&uid);

  event->status = (CalendarStatus) 7;
  assert_refused (feed, "unknown status");
  event->status = CALENDAR_CONFIRMED;

  uid = g_steal_pointer (&event->zone);
  event->zone = (char *) "Asia/Atlantis";
  assert_refused (feed, "no time zone 'Asia/Atlantis'");
  event->zone = (char *) "../../etc/passwd";
  assert_refused (feed, "no time zone");
  event->zone = g_steal_pointer (&uid);

  uid = g_steal_pointer (&event->summary);
  assert_refused (feed, "has no title");
  event->summary = g_steal_pointer (&uid);

  g_clear_pointer (&event->ends_at, g_date_time_unref);
  event->ends_at = g_date_time_ref (event->starts_at);
  assert_refused (feed, "ends before it starts");
}

/* --- our own judge ------------------------------------------------------------------------- */

static GPtrArray *
findings_of (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) ics = g_bytes_new (text, strlen (text));
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_free);

  calendar_validate (ics, findings, &error);
  g_assert_no_error (error);
  return findings;
}

static gboolean
found (GPtrArray *findings, const char *what)
{
  for (guint i = 0; i < findings->len; i++)
    if (strstr (g_ptr_array_index (findings, i), what) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_validate_accepts_our_feeds (void)
{
  CalendarFeed *(*const samples[]) (void) = { sample_meeting, sample_zones, sample_all_day,
                                              sample_tasks,   sample_links, sample_hostile };

  for (guint i = 0; i < G_N_ELEMENTS (samples) + N_CALENDAR_METHODS; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CalendarFeed) feed =
          i < G_N_ELEMENTS (samples)
              ? samples[i]()
              : sample_message ((CalendarMethod) (i - G_N_ELEMENTS (samples)));
      g_autoptr(GBytes) ics = calendar_write (feed, &error);
      g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

      g_assert_no_error (error);
      calendar_validate (ics, findings, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL, ==, NULL);
    }
}

#define EVENT(body)                                                                           \
  "BEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270101T000000Z\r\n"       \
  "SUMMARY:x\r\n" body "END:VEVENT\r\n"
#define CALENDAR(body)                                                                        \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:PUBLISH\r\n" body "END:VCALENDAR\r\n"

static void
test_validate_finds_faults (void)
{
  const char *organizer = CALENDAR (EVENT ("ORGANIZER:mailto:a@b.example\r\n"));
  g_autoptr(GPtrArray) good = findings_of (organizer);
  g_autoptr(GPtrArray) without = findings_of (CALENDAR (EVENT ("")));
  g_autoptr(GPtrArray) twice = findings_of (CALENDAR (
      EVENT ("ORGANIZER:mailto:a@b.example\r\n") EVENT ("ORGANIZER:mailto:a@b.example\r\n")));
  g_autoptr(GPtrArray) status =
      findings_of (CALENDAR (EVENT ("ORGANIZER:mailto:a@b.example\r\nSTATUS:POSTPONED\r\n")));
  g_autoptr(GPtrArray) date =
      findings_of (CALENDAR (EVENT ("ORGANIZER:mailto:a@b.example\r\nCREATED:yesterday\r\n")));

  g_assert_cmpuint (good->len, ==, 0);
  g_assert_true (found (without, "ORGANIZER"));
  g_assert_true (found (twice, "occurs twice"));
  g_assert_true (found (status, "unknown STATUS"));
  g_assert_cmpuint (date->len, >, 0);
}

static void
assert_no_calendar (const char *text, gsize length, const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) ics = g_bytes_new (text, length);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *message = NULL;

  g_assert_false (calendar_validate (ics, findings, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
  message = council_error_text (error, "en");
  if (strstr (message, what) == NULL)
    g_error ("'%s' does not say '%s'", message, what);
}

static void
test_validate_refuses_hostile_files (void)
{
  g_autoptr(GString) nested = g_string_new (NULL);
  g_autoptr(GString) long_line = g_string_new ("BEGIN:VCALENDAR\r\nX-A:");
  g_autoptr(GString) large = g_string_new ("BEGIN:VCALENDAR\r\n");

  for (guint i = 0; i < 100000; i++)
    g_string_append (nested, i == 0 ? "BEGIN:VCALENDAR\r\n" : "BEGIN:VEVENT\r\n");
  for (guint i = 0; i < 70000; i++)
    g_string_append_c (long_line, 'x');
  while (large->len <= 4 * 1024 * 1024)
    g_string_append (large, "X-A:1234567890\r\n");

  assert_no_calendar ("", 0, "does not begin");
  assert_no_calendar ("<html><body>404</body></html>", 29, "does not begin");
  assert_no_calendar ("BEGIN:VCALENDAR\r\n", 17, "cut off");
  assert_no_calendar ("BEGIN:VCALENDAR\r\nX:\xff\r\nEND:VCALENDAR\r\n", 37, "not UTF-8");
  assert_no_calendar (nested->str, nested->len, "nested too deep");
  assert_no_calendar (long_line->str, long_line->len, "more than 64 KB");
  assert_no_calendar (large->str, large->len, "too large");
}

/* --- lunar days ---------------------------------------------------------------------------- */

static char *
lunar (int year_from, int year_to, int month, int day)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(GString) text = g_string_new (NULL);

  calendar_lunar_days (year_from, year_to, month, day, dates, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < dates->len; i++)
    {
      g_autofree char *date = date_text (&g_array_index (dates, GDate, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", date);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_lunar (int year_from, int year_to, int month, int day, const char *wanted)
{
  g_autofree char *got = lunar (year_from, year_to, month, day);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_lunar_days_that_are_known (void)
{
  assert_lunar (2023, 2027, 10, 1, "2023-04-21 2024-04-10 2025-03-30 2026-03-20 2027-03-09");
  assert_lunar (2023, 2027, 12, 10, "2023-06-28 2024-06-16 2025-06-06 2026-05-27 2027-05-16");
  assert_lunar (2000, 2000, 10, 1, "2000-01-08 2000-12-27");
}

static void
test_lunar_thirtieth_is_often_missing (void)
{
  /* Ramadan had 29 days in 2026 and 2027, 30 in 2024. */
  assert_lunar (2024, 2024, 9, 30, "2024-04-09");
  assert_lunar (2027, 2027, 9, 29, "2027-03-08");
  assert_lunar (2027, 2027, 9, 30, "");
}

static int
day_distance (const GDate *a, const GDate *b)
{
  return ABS (g_date_days_between (a, b));
}

/* Each year has the day once or twice, 354 or 355 days apart, without a seam where the table
 * ends; the guess is never further off than two days. */
static void
test_lunar_days_of_every_year (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));

  calendar_lunar_days (1900, 2999, 10, 1, dates, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dates->len, ==, 1134);
  for (guint i = 0; i < dates->len; i++)
    {
      const GDate *date = &g_array_index (dates, GDate, i);
      gboolean near = FALSE;

      if (i > 0)
        {
          int days = day_distance (&g_array_index (dates, GDate, i - 1), date);

          g_assert_cmpint (days, >=, 353);
          g_assert_cmpint (days, <=, 356);
        }
      for (int off = -2; off <= 2; off++)
        {
          GDate other = date_add (date, off);
          int month, day;

          calendar_lunar_guess (&other, &month, &day);
          near = near || (month == 10 && day == 1);
        }
      g_assert_true (near);
    }
}

static void
test_ramadan_is_a_span (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (CalendarSpan));
  g_autofree char *first = NULL, *last = NULL;

  calendar_lunar_months (2027, 2027, 9, spans, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (spans->len, ==, 1);
  first = date_text (&g_array_index (spans, CalendarSpan, 0).first);
  last = date_text (&g_array_index (spans, CalendarSpan, 0).last);
  g_assert_cmpstr (first, ==, "2027-02-08");
  g_assert_cmpstr (last, ==, "2027-03-08");

  /* 2030 begins a second one, which ends in 2031: it touches both years. */
  g_array_set_size (spans, 0);
  calendar_lunar_months (2030, 2030, 9, spans, &error);
  g_assert_cmpuint (spans->len, ==, 2);
  g_array_set_size (spans, 0);
  calendar_lunar_months (2031, 2031, 9, spans, &error);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_no_error (error);
}

static void
test_lunar_arguments (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));

  g_assert_false (calendar_lunar_days (2027, 2027, 13, 1, dates, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (calendar_lunar_days (2027, 2027, 1, 31, dates, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
}

/* --- the module ---------------------------------------------------------------------------- */

/* In a process of its own, for a module stays loaded. */
static void
test_missing_module_is_one_line (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CalendarFeed) feed = sample_meeting ();
      g_autofree char *text = NULL;

      g_setenv ("COUNCIL_MODULES", "/nowhere", TRUE);
      g_assert_null (calendar_write (feed, &error));
      g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_STORAGE);
      text = council_error_text (error, "en");
      g_assert_null (strchr (text, '\n'));
      g_printerr ("%s", text);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("cannot load the calendar: /nowhere/council-calendar.so: *");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/meeting", test_meeting);
  g_test_add_func ("/calendar/request", test_request);
  g_test_add_func ("/calendar/cancel", test_cancel);
  g_test_add_func ("/calendar/refuses-messages-that-apps-would-misread",
                   test_refuses_messages_that_apps_would_misread);
  g_test_add_func ("/calendar/zone-without-summer-time-has-one-standard",
                   test_zone_without_summer_time_has_one_standard);
  g_test_add_func ("/calendar/zone-with-summer-time-tells-its-changes",
                   test_zone_with_summer_time_tells_its_changes);
  g_test_add_func ("/calendar/all-day-ends-after-its-last-day",
                   test_all_day_ends_after_its_last_day);
  g_test_add_func ("/calendar/cancelled-stays-and-frees-its-time",
                   test_cancelled_stays_and_frees_its_time);
  g_test_add_func ("/calendar/same-bytes-in-any-order", test_same_bytes_in_any_order);
  g_test_add_func ("/calendar/no-string-adds-a-property", test_no_string_adds_a_property);
  g_test_add_func ("/calendar/lines-are-folded-at-75-octets",
                   test_lines_are_folded_at_75_octets);
  g_test_add_func ("/calendar/empty-feed-is-a-calendar", test_empty_feed_is_a_calendar);
  g_test_add_func ("/calendar/refuses-what-apps-would-lose",
                   test_refuses_what_apps_would_lose);
  g_test_add_func ("/calendar/validate-accepts-our-feeds", test_validate_accepts_our_feeds);
  g_test_add_func ("/calendar/validate-finds-faults", test_validate_finds_faults);
  g_test_add_func ("/calendar/validate-refuses-hostile-files",
                   test_validate_refuses_hostile_files);
  g_test_add_func ("/lunar/days-that-are-known", test_lunar_days_that_are_known);
  g_test_add_func ("/lunar/thirtieth-is-often-missing", test_lunar_thirtieth_is_often_missing);
  g_test_add_func ("/lunar/days-of-every-year", test_lunar_days_of_every_year);
  g_test_add_func ("/lunar/ramadan-is-a-span", test_ramadan_is_a_span);
  g_test_add_func ("/lunar/arguments", test_lunar_arguments);
  g_test_add_func ("/calendar/missing-module-is-one-line", test_missing_module_is_one_line);
  return g_test_run ();
}
