/* Meetings of the past: what a file says, and what becomes of the alternation. */
#include "meetings/meeting-import.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "meetings/alternation.h"
#include "meetings/life-import-internal.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "meetings/plan.h"
#include "tests/support/fixture.h"

#include <string.h>

static MeetingImport *
read_text (Fixture *f, const char *text, const MeetingImportQuery *query)
{
  static const MeetingImportQuery none = { .source = "past" };
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  MeetingImport *import =
      meeting_import_read (f->db, bytes, query ? query : &none, "en", &error);

  g_assert_no_error (error);
  return import;
}

static const MeetingImportRow *
row_at (const MeetingImport *import, guint at)
{
  g_assert_cmpuint (at, <, import->rows->len);
  return g_ptr_array_index (import->rows, at);
}

static void
enter (Fixture *f, MeetingImport *import, Notices *notices)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (meeting_import_enter (f->db, import, notices, &error));
  g_assert_no_error (error);
}

static gint64
entries (Fixture *f)
{
  return db_number (f->db, "SELECT count(*) FROM journal", NULL, "");
}

static void
assert_instant (GDateTime *instant, const char *text)
{
  g_autofree char *found = instant ? instant_text (instant) : NULL;

  g_assert_cmpstr (found, ==, text);
}

/* --- titles ---------------------------------------------------------------------------------- */

static void
test_numbers_in_titles (void)
{
  static const struct
  {
    const char *title;
    gint64 number;
  } cases[] = {
    { "Второе заседание", 2 },
    { "«Двадцать второе очередное заседание совета»", 22 },
    { "3-е внеочередное заседание", 3 },
    { "Заседание № 4", 4 },
    { "Совет, очередное заседание №5", 5 },
    { "6th regular meeting of the Council", 6 },
    { "Council, regular meeting no. 7", 7 },
    { "Second meeting", 2 },
    { "Аркадия, ҷаласаи навбатӣ № 8", 8 },
    { "Заседание совета", 0 },
    { "Заседание 2024 года", 0 },
    { "Подготовка ко 2 заседанию на 3 этаже", 2 },
    { "13 февраля, заседание", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].title);
      g_assert_cmpint (import_title_number (cases[i].title), ==, cases[i].number);
    }
  g_assert_cmpstr (import_kind ("Внеочередное заседание"), ==, "extraordinary");
  g_assert_cmpstr (import_kind ("очередное"), ==, "regular");
  g_assert_cmpstr (import_kind ("кезексиз жыйын"), ==, "extraordinary");
  g_assert_null (import_kind ("Заседание"));
}

/* --- dates ----------------------------------------------------------------------------------- */

static void
test_dates_as_people_write_them (void)
{
  static const struct
  {
    const char *text;
    ImportDateOrder order;
    const char *iso;
  } cases[] = {
    { "2026-02-13", 0, "2026-02-13" },
    { "2026-02-13T10:00+05:00", 0, "2026-02-13T10:00+05:00" },
    { "13.02.2026", 0, "2026-02-13" },
    { "3.2.2026 9:30", 0, "2026-02-03 09:30" },
    { "13.02.2026 г.", 0, "2026-02-13" },
    { "13.02.2026, 10:00", 0, "2026-02-13 10:00" },
    { "13.02.2026 в 10:00", 0, "2026-02-13 10:00" },
    { "2026/2/13", 0, "2026-02-13" },
    { "2026.02.13 10:00:00", 0, "2026-02-13 10:00" },
    /* by themselves, whatever the table shows */
    { "13/02/2026", 0, "2026-02-13" },
    { "2/13/2026 1:05 PM", 0, "2026-02-13 13:05" },
    { "13-02-2026", IMPORT_ORDER_MIXED, "2026-02-13" },
    { "4/4/2026", 0, "2026-04-04" },
    /* by the order of the table */
    { "02/03/2026", IMPORT_DAY_FIRST, "2026-03-02" },
    { "02/03/2026", IMPORT_MONTH_FIRST, "2026-02-03" },
    { "2/3/2026 12:00:00 AM", IMPORT_MONTH_FIRST, "2026-02-03 00:00" },
    { "02/03/2026", 0, NULL },
    { "2-3-2026", IMPORT_ORDER_MIXED, NULL },
    { "13/02/2026", IMPORT_MONTH_FIRST, NULL },
    { "02/13/2026", IMPORT_DAY_FIRST, NULL },
    /* in words */
    { "13 февраля 2026 г.", 0, "2026-02-13" },
    { "«13» февраля 2026 года", 0, "2026-02-13" },
    { "пятница, 13 февраля 2026 г. 10:00", 0, "2026-02-13 10:00" },
    { "1 мая 2026", 0, "2026-05-01" },
    { "1 марта 2026", 0, "2026-03-01" },
    { "2 июня 2026 г.", 0, "2026-06-02" },
    { "3 ИЮЛЯ 2026", 0, "2026-07-03" },
    { "13-фев-2026", 0, "2026-02-13" },
    { "13 февр. 2026 г.", 0, "2026-02-13" },
    { "13 нояб. 2025", 0, "2025-11-13" },
    { "13 February 2026", 0, "2026-02-13" },
    { "Feb 13, 2026", 0, "2026-02-13" },
    { "Friday, February 13th, 2026, 9:30 am", 0, "2026-02-13 09:30" },
    { "13-Feb-2026", 0, "2026-02-13" },
    { "1 Sept 2025", 0, "2025-09-01" },
    { "May 1, 2026", 0, "2026-05-01" },
    { "13 феврали соли 2026", 0, "2026-02-13" },
    { "2026-жылдын 13-февралы", 0, "2026-02-13" },
    { "2026-жылдын 7-июну", 0, "2026-06-07" },
    /* what is no date, or no one date, stays and is refused */
    { "31/13/2026", 0, "31/13/2026" },
    { "13/02/26", 0, "13/02/26" },
    { "13-Feb-26", 0, "13-Feb-26" },
    { "12–13 февраля 2026", 0, "12–13 февраля 2026" },
    { "13 мартобря 2026", 0, "13 мартобря 2026" },
    { "13 junk 2026", 0, "13 junk 2026" },
    { "13 February March 2026", 0, "13 February March 2026" },
    { "февраль 2026", 0, "февраль 2026" },
    { "13 февраля", 0, "13 февраля" },
    { "", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *iso = import_date (cases[i].text, cases[i].order, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (iso, ==, cases[i].iso);
      if (cases[i].iso != NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_nonnull (strstr (error->message, cases[i].text));
          fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "--date-order");
        }
    }
}

/* Every date as this program writes it, in each language, is read as that date. */
static void
test_dates_as_we_write_them (void)
{
  static const char *const languages[] = { "ru", "en", "tg", "ky" };
  GDate day;

  g_date_set_dmy (&day, 1, 1, 2024);
  for (; g_date_get_year (&day) == 2024; g_date_add_days (&day, 1))
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        g_autofree char *iso = date_text (&day);
        g_autofree char *longer = language_date_long (languages[i], &day);
        g_autofree char *brief = language_date_short (languages[i], &day);
        g_autofree char *one = import_date (longer, IMPORT_ORDER_UNKNOWN, NULL);
        g_autofree char *other = import_date (brief, IMPORT_ORDER_UNKNOWN, NULL);

        g_assert_cmpstr (one, ==, iso);
        g_assert_cmpstr (other, ==, iso);
      }
}

static void
assert_start (const MeetingImport *import, guint at, const char *text)
{
  g_assert_cmpint (row_at (import, at)->state, ==, MEETING_IMPORT_NEW);
  assert_instant (row_at (import, at)->starts, text);
}

/* One date of the table shows how the others are meant, be it of an end. */
static void
test_table_shows_the_order (Fixture *f, gconstpointer unused)
{
  static const char first[] = "date,end,city\n02/03/2025,,Аркадск\n04/05/2025,13/05/2025,"
                              "Борейск\n";
  static const char open[] = "title,date,city\nОбед,13/02/2024,Аркадск\n"
                             "заседание,02/03/2025,Аркадск\n";
  static const char mixed[] = "date,city\n13/02/2024,Аркадск\n02/14/2025,Борейск\n"
                              "02/03/2025,Аркадск\n";
  const MeetingImportQuery month = { .source = "past", .date_order = "month-first" };
  const MeetingImportQuery words = { .source = "past", .words = "заседание" };
  const MeetingImportQuery wrong = { .source = "past", .date_order = "year-first" };
  static const MeetingImportQuery none = { .source = "past" };
  g_autoptr(MeetingImport) import = read_text (f, first, NULL);
  g_autoptr(MeetingImport) some = read_text (f, open, &words);
  g_autoptr(MeetingImport) told = read_text (f, mixed, &month);
  g_autoptr(GBytes) bytes = g_bytes_new_static (mixed, strlen (mixed));
  g_autoptr(GError) error = NULL;

  assert_start (import, 0, "2025-03-01T19:00:00Z");
  assert_start (import, 1, "2025-05-03T18:00:00Z");
  /* What is left out by its title may show it too. */
  g_assert_cmpuint (some->rows->len, ==, 1);
  g_assert_cmpuint (some->other, ==, 1);
  assert_start (some, 0, "2025-03-01T19:00:00Z");
  /* Either order is in the table: nobody guesses, and the person's word holds for all of it. */
  g_assert_null (meeting_import_read (f->db, bytes, &none, "en", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "past, line 4: '02/03/2025'");
  g_assert_cmpint (row_at (told, 0)->state, ==, MEETING_IMPORT_REFUSED);
  g_assert_nonnull (strstr (row_at (told, 0)->why, "'13/02/2024'"));
  assert_start (told, 2, "2025-02-02T19:00:00Z");
  g_assert_null (meeting_import_read (f->db, bytes, &wrong, "en", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "year-first");
}

/* --- the alternation ------------------------------------------------------------------------- */

#define PAST                                                                                  \
  "дата;время;дней;город;номер\n"                                      \
  "12.05.2023;10:00;2;Аркадск;1\n"                                                     \
  "2024-06-14;;;Борейск;2\n"                                                           \
  "2025-09-01;9:30;;г. Аркадск;\n"

static void
test_past_counts_for_the_alternation (Fixture *f, gconstpointer unused)
{
  g_autoptr(MeetingImport) import = read_text (f, PAST, NULL);
  g_autoptr(MeetingImport) again = NULL;
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) first = NULL, next = NULL;
  const MeetingPlan plan = { .start = "2027-03-17" };
  gint64 before;

  g_assert_cmpuint (import->counts[MEETING_IMPORT_NEW], ==, 3);
  g_assert_cmpint (row_at (import, 2)->number, ==, 3); /* the one after the second */
  enter (f, import, notices);
  first = meeting_load (f->db, "2023", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->state, ==, "closed");
  g_assert_true (first->no_protocol);
  g_assert_cmpstr (first->host, ==, "ar");
  g_assert_cmpint (first->ordinal, ==, 1);
  assert_instant (first->starts, "2023-05-12T05:00:00Z"); /* ten o'clock at UTC+5 */
  assert_instant (first->ends, "2023-05-13T08:00:00Z");   /* three hours on the second day */
  g_assert_false (first->all_day);

  next = meeting_schedule (f->db, &plan, notices, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (next->host, ==, "bo");
  g_assert_cmpint (meeting_ordinal (f->db, next, &error), ==, 4);
  fixture_assert_sound (f);

  before = entries (f);
  again = read_text (f, PAST, NULL);
  g_assert_cmpuint (again->counts[MEETING_IMPORT_SAME], ==, 3);
  enter (f, again, notices);
  g_assert_cmpint (entries (f), ==, before);
}

/* The host of what is planned is by the past; it changes when the past does. */
static void
test_planned_meeting_changes_hands (Fixture *f, gconstpointer unused)
{
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  const MeetingPlan plan = { .start = "2027-03-17" };
  g_autoptr(Meeting) planned = meeting_schedule (f->db, &plan, notices, &error);
  g_autoptr(MeetingImport) import = NULL;
  g_autoptr(Meeting) after = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (planned->host, ==, "ar"); /* the first meeting, by the order */
  import = read_text (f, "date,city\n2025-09-01,Аркадск\n", NULL);
  enter (f, import, notices);
  after = meeting_load (f->db, "2027", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->host, ==, "bo");
  g_assert_cmpstr (after->city, ==, "Борейск");
  g_assert_cmpint (after->sequence, >, planned->sequence);
  g_assert_nonnull (
      strstr (g_ptr_array_index (notices->lines, notices->lines->len - 1), "the host is now"));
  fixture_assert_sound (f);
}

/* --- what is not entered --------------------------------------------------------------------- */

static void
assert_refused (const MeetingImport *import, guint at, const char *words)
{
  const MeetingImportRow *row = row_at (import, at);

  g_test_message ("line %u: %s", row->line, row->why);
  g_assert_cmpint (row->state, ==, MEETING_IMPORT_REFUSED);
  g_assert_nonnull (strstr (row->why, words));
}

static void
test_table_names_what_is_wrong (Fixture *f, gconstpointer unused)
{
  g_autoptr(MeetingImport) import =
      read_text (f,
                 "date,city,host,kind,number,end,zone\n"
                 "2025-02-30,Аркадск,,,,,\n"                /* 0: no such day */
                 "2025-03-03,Третьеград,,,,,\n"             /* 1: whose clock? */
                 "2025-03-04,,ве,,,,\n"                     /* 2: no such party */
                 "2025-03-05,Аркадск,,иногда,,,\n"          /* 3 */
                 "2025-03-06,Аркадск,,,0,,\n"               /* 4 */
                 "2025-03-07,Аркадск,,,,2025-03-06,\n"      /* 5: ends before */
                 "2027-03-08,Аркадск,,,,,\n"                /* 6: to come */
                 "2024-03-09,Аркадск,,,1,,\n"               /* 7: good */
                 "2024-03-09,Аркадск,,,2,,\n"               /* 8: twice */
                 "2023-03-09,Борейск,,,1,,\n"               /* 9: the number twice */
                 "2022-03-09,Третьеград,,,,,Asia/Nowhere\n" /* 10 */
                 ",Аркадск,,,,,\n"                          /* 11 */
                 "2022-03-10,Третьеград,,,,,Etc/GMT-3\n",   /* 12: who hosted it? */
                 NULL);
  static const char *const why[] = {
    "no such day",
    "by which clock",
    "no party is called so",
    "no such one",
    "no number",
    "ends before",
    "not over yet",
    NULL,
    "twice in the file: see line 9",
    "number 1 stands twice",
    "no time zone Asia/Nowhere",
    "it has no date",
    "who hosted it",
  };

  for (guint i = 0; i < G_N_ELEMENTS (why); i++)
    if (why[i] != NULL)
      assert_refused (import, i, why[i]);
  g_assert_cmpuint (import->counts[MEETING_IMPORT_NEW], ==, 1);
  g_assert_cmpint (row_at (import, 7)->state, ==, MEETING_IMPORT_NEW);
}

static void
test_record_is_not_changed (Fixture *f, gconstpointer unused)
{
  g_autoptr(MeetingImport) import = read_text (f, PAST, NULL);
  g_autoptr(MeetingImport) other = NULL;
  g_autoptr(Notices) notices = notices_new ("en");
  gint64 before;

  enter (f, import, notices);
  before = entries (f);
  other = read_text (f,
                     "date,city,number,days\n"
                     "2024-06-14,Аркадск,2,\n"  /* another host */
                     "2023-05-12,Аркадск,4,3\n" /* other days and number */
                     "2023-05-13,Борейск,,\n"   /* its second day */
                     "2022-01-10,Борейск,,\n"   /* by its date number 1, which is taken */
                     "2021-01-10,Борейск,3,\n", /* a number that is taken */
                     NULL);
  g_assert_cmpint (row_at (other, 0)->state, ==, MEETING_IMPORT_DIFFERENT);
  g_assert_nonnull (strstr (row_at (other, 0)->why, "host"));
  g_assert_cmpstr (row_at (other, 0)->ref, ==, "2024");
  g_assert_cmpint (row_at (other, 1)->state, ==, MEETING_IMPORT_DIFFERENT);
  g_assert_nonnull (strstr (row_at (other, 1)->why, "12–14 May 2023"));
  g_assert_nonnull (strstr (row_at (other, 1)->why, "number"));
  assert_refused (other, 2, "twice in the file"); /* the second line is three days long */
  assert_refused (other, 3, "it would be 1");
  assert_refused (other, 4, "number 3 is that of meeting 2025");
  enter (f, other, notices);
  g_assert_cmpint (entries (f), ==, before);
}

/* --- calendars ------------------------------------------------------------------------------- */

#define EVENT(uid, start, rest)                                                               \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20250101T000000Z\r\nDTSTART" start "\r\n" rest      \
  "END:VEVENT\r\n"
#define CALENDAR(events)                                                                      \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n" events "END:VCALENDAR\r\n"

static const char calendar[] = CALENDAR (
    EVENT (
        "a1", ";TZID=Central Asia Standard Time:20240614T100000",
        "DTEND;TZID=Central Asia Standard Time:20240614T130000\r\nLOCATION:Борейск\\, зал\r\n"
        "SUMMARY:Второе заседание\r\n")
        EVENT ("a2", ";VALUE=DATE:20230512",
               "DTEND;VALUE=DATE:20230514\r\nLOCATION:г. Аркадск\r\nSUMMARY:1-е заседание\r\n")
            EVENT ("a3", ":20250901T043000Z",
                   "SUMMARY:Внеочередное заседание\r\nLOCATION:Аркадск\r\n")
                EVENT ("a4", ":20250902T043000Z",
                       "RRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Планёрка\r\n")
                    EVENT ("a5", ":20250905T043000Z",
                           "STATUS:CANCELLED\r\nLOCATION:Аркадск\r\n")
                        EVENT ("a1", ":20250906T043000Z", "LOCATION:Аркадск\r\n")
                            EVENT ("a6", ":20250907T100000",
                                   "LOCATION:Аркадск\r\nSUMMARY:Третье заседание\r\n"));

static void
test_calendar (Fixture *f, gconstpointer unused)
{
  g_autoptr(MeetingImport) import = read_text (f, calendar, NULL);
  g_autoptr(MeetingImport) moved = NULL, again = NULL;
  g_autoptr(Notices) notices = notices_new ("en");

  g_assert_cmpuint (import->counts[MEETING_IMPORT_NEW], ==, 4);
  assert_instant (row_at (import, 0)->starts, "2024-06-14T04:00:00Z");
  assert_instant (row_at (import, 0)->ends, "2024-06-14T07:00:00Z");
  g_assert_cmpstr (row_at (import, 0)->host, ==, "bo");
  g_assert_cmpstr (row_at (import, 0)->venue, ==, "зал");
  g_assert_cmpint (row_at (import, 0)->number, ==, 2);
  g_assert_true (row_at (import, 1)->all_day);
  assert_instant (row_at (import, 1)->starts, "2023-05-11T19:00:00Z"); /* midnight at UTC+5 */
  assert_instant (row_at (import, 1)->ends, "2023-05-13T19:00:00Z");
  g_assert_cmpstr (row_at (import, 2)->kind, ==, "extraordinary");
  assert_instant (row_at (import, 2)->ends, "2025-09-01T07:30:00Z"); /* the setting's hours */
  assert_refused (import, 3, "recurs");
  assert_refused (import, 4, "cancelled");
  assert_refused (import, 5, "twice in the file: see line 4");
  assert_instant (row_at (import, 6)->starts, "2025-09-07T05:00:00Z"); /* the place's clock */
  enter (f, import, notices);
  fixture_assert_sound (f);

  again = read_text (f, calendar, NULL);
  g_assert_cmpuint (again->counts[MEETING_IMPORT_SAME], ==, 4);
  g_assert_cmpuint (again->counts[MEETING_IMPORT_NEW], ==, 0);
  /* The UID knows it again on another day. */
  moved = read_text (f,
                     CALENDAR (EVENT ("a3", ":20250910T043000Z",
                                      "SUMMARY:Внеочередное заседание\r\n"
                                      "LOCATION:Аркадск\r\n")),
                     NULL);
  g_assert_cmpint (row_at (moved, 0)->state, ==, MEETING_IMPORT_DIFFERENT);
  g_assert_cmpstr (row_at (moved, 0)->ref, ==, "2025-E1");
}

static void
test_calendar_of_other_things (Fixture *f, gconstpointer unused)
{
  const MeetingImportQuery query = { .source = "x.ics", .words = "ЗАСЕДАНИЕ", .host = "bo" };
  g_autoptr(MeetingImport) import =
      read_text (f,
                 CALENDAR (EVENT ("b1", ":20240614T040000Z", "SUMMARY:заседание\r\n")
                               EVENT ("b2", ":20240615T040000Z", "SUMMARY:Обед\r\n")),
                 &query);

  g_assert_cmpuint (import->rows->len, ==, 1);
  g_assert_cmpuint (import->other, ==, 1);
  g_assert_cmpstr (row_at (import, 0)->host, ==, "bo");
  g_assert_cmpstr (row_at (import, 0)->city, ==, "Борейск");
}

/* Nothing of a hostile text gets through. */
static void
test_calendar_injection (Fixture *f, gconstpointer unused)
{
  g_autoptr(MeetingImport) import = read_text (
      f,
      CALENDAR (EVENT ("c1", ":20240614T040000Z",
                       "SUMMARY:Засе\xe2\x80\xae"
                       "дание\\nATTENDEE:mailto:x\x1b[2J\r\n"
                       "LOCATION:Аркадск\\, \xe2\x80\x8bзал\\nDTSTART:20300101\r\n")),
      NULL);
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = NULL;

  g_assert_cmpint (row_at (import, 0)->state, ==, MEETING_IMPORT_NEW);
  for (const char *p = row_at (import, 0)->title; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
  enter (f, import, notices);
  meeting = meeting_load (f->db, "2024", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->venue, ==, "зал DTSTART:20300101");
  fixture_assert_sound (f);
}

static void
test_hostile_files_are_one_line (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "", "" },
    { "<html>", "" },
    { "BEGIN:VCALENDAR\r\n", "cut off" },
    { CALENDAR (EVENT ("x", ":20271345T250000", "")), "does not exist" },
    { CALENDAR (EVENT ("x", ":20240101T000000Z", "RRULE:FREQ=SECONDLY\r\n")), "within a day" },
    { "date\n", "no rows" },
    { "name\nx\n", "date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MeetingImportQuery query = { .source = i < 2 ? "x.ics" : "x" };
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr(GError) error = NULL;

      g_assert_null (meeting_import_read (f->db, bytes, &query, "en", &error));
      g_assert_null (strchr (error->message, '\n'));
      fixture_assert_error (&error, COUNCIL_ERROR_INPUT, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  g_test_add_func ("/import/numbers-in-titles", test_numbers_in_titles);
  g_test_add_func ("/import/dates-as-people-write-them", test_dates_as_people_write_them);
  g_test_add_func ("/import/dates-as-we-write-them", test_dates_as_we_write_them);
  fixture_test ("/import/table-shows-the-order", test_table_shows_the_order);
  fixture_test ("/import/alternation", test_past_counts_for_the_alternation);
  fixture_test ("/import/planned-meeting-changes-hands", test_planned_meeting_changes_hands);
  fixture_test ("/import/table-names-what-is-wrong", test_table_names_what_is_wrong);
  fixture_test ("/import/record-is-not-changed", test_record_is_not_changed);
  fixture_test ("/import/calendar", test_calendar);
  fixture_test ("/import/calendar-of-other-things", test_calendar_of_other_things);
  fixture_test ("/import/injection", test_calendar_injection);
  fixture_test ("/import/hostile", test_hostile_files_are_one_line);
  return g_test_run ();
}
