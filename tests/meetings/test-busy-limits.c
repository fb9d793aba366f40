/* Busy calendars too large to keep in a file, and the program that reads them: its limits, what
 * it may answer, what it leaves behind. */
#include "meetings/busy-calendar-wire.h"
#include "meetings/busy-calendar.h"

#include "core/error.h"
#include "tests/support/fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
#define TAIL "END:VCALENDAR\r\n"

/* 2027 to 2029, in Bishkek. */
static const BusyCalendarQuery three_years = {
  .from = 1798740000,
  .to = 1893434400,
  .zone = "Asia/Bishkek",
  .country = "KG",
};

static void
append_event (GString *text, guint number, const char *properties)
{
  g_string_append_printf (text,
                          "BEGIN:VEVENT\r\nUID:%u@example\r\nDTSTAMP:20261101T000000Z\r\n"
                          "SUMMARY:Тайна\r\nDTSTART:2027%02u%02uT050000Z\r\n"
                          "DURATION:PT1H\r\n%sEND:VEVENT\r\n",
                          number, number / 28 % 12 + 1, number % 28 + 1, properties);
}

static GBytes *
calendar_of (guint events, const char *properties)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < events; i++)
    append_event (text, i, properties);
  return g_string_free_to_bytes (g_string_append (text, TAIL));
}

static GBytes *
repeated (const char *before, const char *piece, guint times, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  return g_string_free_to_bytes (g_string_append (text, after));
}

/* --- what the reading cost ----------------------------------------------------------------- */

typedef struct
{
  double seconds;
  long kilobytes;
} Cost;

static Cost
children_cost (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_CHILDREN, &usage), ==, 0);
  return (Cost){ (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                 usage.ru_maxrss };
}

/* Refused with one line, and with at most three seconds and 512 MB. */
static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  Cost before = children_cost (), after;
  g_auto(BusyCalendarSummary) summary = { 0 };

  g_assert_null (busy_calendar_read (bytes, &three_years, &summary, &error));
  after = children_cost ();
  g_assert_nonnull (error);
  line = council_error_text (error, "en");
  g_assert_null (strchr (line, '\n'));
  g_assert_null (strstr (line, "Тайна"));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, words);
  g_assert_cmpfloat (after.seconds - before.seconds, <, 3);
  g_assert_cmpint (after.kilobytes, <, 512 * 1024);
  g_bytes_unref (bytes);
}

/* --- large files --------------------------------------------------------------------------- */

static void
test_size (void)
{
  assert_refused (
      repeated (HEAD "DESCRIPTION:", "0123456789abcdef", 20 * 1024 * 1024 / 16, TAIL),
      "more than 4 MB");
  assert_refused (repeated (HEAD, "X-A:0123456789\r\n", BUSY_CALENDAR_BYTES / 16, TAIL),
                  "more than 4 MB");
}

static void
test_line (void)
{
  assert_refused (repeated (HEAD "X-A:", "0123456789abcdef", 5000, "\r\n" TAIL),
                  "line 4 of the calendar is too long");
  assert_refused (repeated (HEAD "BEGIN:VEVENT\r\nDTSTART:20270101T000000Z\r\nEXDATE:20270101",
                            "\r\n  ", 70000, "\r\nEND:VEVENT\r\n" TAIL),
                  "line 6 of the calendar is too long");
}

/* A picture in an attachment is no reason to refuse. */
static void
test_long_attachment (void)
{
  g_autoptr(GBytes) bytes =
      repeated (HEAD "BEGIN:VEVENT\r\nDTSTART:20270101T050000Z\r\nDURATION:PT1H\r\nATTACH:",
                "\r\n 0123456789abcdef0123456789abcdef", 30000, "\r\nEND:VEVENT\r\n" TAIL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) busy = busy_calendar_read (bytes, &three_years, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (busy->len, ==, 1);
}

static void
test_nesting (void)
{
  assert_refused (repeated ("", "BEGIN:VCALENDAR\r\n", 100000, ""), "more than 4 deep");
  assert_refused (repeated (HEAD, "BEGIN:VEVENT\r\n", 100000, ""), "more than 4 deep");
}

static void
test_components (void)
{
  assert_refused (repeated (HEAD, "BEGIN:VEVENT\r\nEND:VEVENT\r\n", 100000, TAIL),
                  "more than 20,000 entries");
}

static void
test_bad_properties (void)
{
  assert_refused (repeated (HEAD, "nonsense without colon\r\n", 100000, TAIL),
                  "more than 100 lines cannot be read");
  assert_refused (repeated (HEAD "BEGIN:VEVENT\r\n", "DTSTART:nonsense\r\n", 100000,
                            "END:VEVENT\r\n" TAIL),
                  "DTSTART has a date or time that does not exist");
}

static void
test_exceptions (void)
{
  static const char event[] = HEAD "BEGIN:VEVENT\r\nDTSTART:20270101T000000Z\r\n"
                                   "DURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"
                                   "EXDATE:20270101T000000Z";
  g_autoptr(GBytes) most =
      repeated (event, ",\r\n 20270102T000000Z", 499, "\r\nEND:VEVENT\r\n" TAIL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) busy = busy_calendar_read (most, &three_years, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (busy->len, ==, 1096 - 2);
  assert_refused (repeated (event, ",\r\n 20270102T000000Z", 500, "\r\nEND:VEVENT\r\n" TAIL),
                  "EXDATE has more values");
}

static void
test_instances (void)
{
  assert_refused (calendar_of (1, "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,"
                                  "15,16,17,18,19,20,21,22,23\r\n"),
                  "more than 20,000 times in the window");
}

static void
test_intervals (void)
{
  assert_refused (calendar_of (1100, "RRULE:FREQ=DAILY\r\n"),
                  "more than a million busy times");
}

static void
test_zones (void)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text,
                            "BEGIN:VEVENT\r\nDTSTART;TZID=Zone%u:20270101T000000\r\n"
                            "DURATION:PT1H\r\nEND:VEVENT\r\n",
                            i);
  assert_refused (g_string_free_to_bytes (g_string_append (text, TAIL)), "more time zones");
}

/* Each asks where the moon is. */
static void
test_processor_time (void)
{
  assert_refused (calendar_of (10000, "RRULE:RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5\r\n"),
                  "takes more than 2 seconds or 512 MB");
}

/* Days that never come are not looked for beyond the window: the starts are all there is. */
static void
test_never (void)
{
  static const char *const rules[] = {
    "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6\r\n",
    "RRULE:FREQ=YEARLY;INTERVAL=9999;BYYEARDAY=366\r\n",
    "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYMONTHDAY=1;BYSETPOS=2\r\n",
    "RRULE:FREQ=MONTHLY;BYDAY=7MO\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(GBytes) bytes = calendar_of (10000, rules[i]);
      g_auto(BusyCalendarSummary) summary = { 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) busy = busy_calendar_read (bytes, &three_years, &summary, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (busy->len, ==, 28 * 12);
      g_assert_cmpuint (summary.recurring, ==, 10000);
    }
}

/* What the bounds are meant to let through. */
static void
test_room (void)
{
  g_autoptr(GBytes) once = calendar_of (10000, "");
  g_autoptr(GBytes) daily = calendar_of (500, "RRULE:FREQ=DAILY\r\n");
  g_auto(BusyCalendarSummary) summary = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) busy = busy_calendar_read (once, &three_years, &summary, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (busy->len, ==, 28 * 12); /* they share their hours */
  g_assert_cmpuint (summary.events, ==, 10000);
  g_assert_cmpuint (summary.busy, ==, 10000);
  g_assert_cmpuint (summary.recurring, ==, 0);
  g_clear_pointer (&busy, g_array_unref);
  busy_calendar_summary_clear (&summary);
  busy = busy_calendar_read (daily, &three_years, &summary, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary.recurring, ==, 500);
  g_assert_cmpuint (summary.busy, >, 450000);
}

/* --- the program --------------------------------------------------------------------------- */

static GBytes *
good_calendar (void)
{
  return calendar_of (3, "");
}

/* Whether a program's /proc/PID/limits say what it may do. */
static gboolean
limits_stand (const char *path)
{
  static const char *const wanted[] = {
    "cpu time +2 +2 ",
    "core file size +0 +0 ",
    "\nMax file size +0 +0 ",
#ifndef __SANITIZE_ADDRESS__
    "address space +536870912 +536870912 ",
#endif
  };
  g_autofree char *limits = NULL;

  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_regex_match_simple (wanted[i], limits, 0, 0))
      return FALSE;
  return TRUE;
}

/* The limits stand before a byte is read: the program waits for its input meanwhile. */
static void
test_limits_are_set (void)
{
  g_autofree char *program =
      g_build_filename (g_getenv ("COUNCIL_MODULES"), BUSY_WIRE_PROGRAM, NULL);
  const char *argv[] = { program, "0", "1", "UTC", "-", "-", NULL };
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int input, status;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                            &pid, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  path = g_strdup_printf ("/proc/%d/limits", (int) pid);
  for (guint i = 0; i < 2000 && !limits_stand (path); i++) /* until it has come so far */
    g_usleep (10000);
  g_assert_true (limits_stand (path));
  close (input);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* A folder whose council-busy is this script. */
static char *
false_program (const char *script)
{
  char *folder = g_dir_make_tmp ("busy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, BUSY_WIRE_PROGRAM, NULL);

  g_assert_true (
      g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return folder;
}

/* Reads a good calendar with another program in the place of council-busy. */
static void
assert_program (const char *script, int code, const char *words)
{
  g_autofree char *folder = false_program (script);
  g_autofree char *path = g_build_filename (folder, BUSY_WIRE_PROGRAM, NULL);
  g_autofree char *before = g_strdup (g_getenv ("COUNCIL_MODULES"));
  g_autoptr(GBytes) bytes = good_calendar ();
  g_auto(BusyCalendarSummary) summary = { 0 };
  g_autoptr(GError) error = NULL;

  g_setenv ("COUNCIL_MODULES", folder, TRUE);
  g_assert_null (busy_calendar_read (bytes, &three_years, &summary, &error));
  g_setenv ("COUNCIL_MODULES", before, TRUE);
  fixture_assert_error (&error, code, words);
  g_assert_null (summary.notices);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_program_fails (void)
{
  assert_program ("#!/bin/sh\nexit 1\n", COUNCIL_ERROR_STORAGE, "cannot start council-busy");
  assert_program ("#!/bin/sh\nkill -SEGV $$\n", COUNCIL_ERROR_INPUT, "is refused");
  assert_program ("not a program at all", COUNCIL_ERROR_STORAGE, "cannot start council-busy");
  assert_program ("#!/bin/sh\n", COUNCIL_ERROR_INPUT, "nonsense");
  assert_program ("#!/bin/sh\necho all is well\n", COUNCIL_ERROR_INPUT, "nonsense");
  assert_program ("#!/bin/sh\nexec head -c 100000000 /dev/zero\n", COUNCIL_ERROR_INPUT,
                  "is refused");
}

/* An answer in the right form that cannot be true. */
static void
assert_lie (GVariant *lie)
{
  g_autoptr(GVariant) answer = g_variant_ref_sink (lie);
  g_autofree char *folder = g_dir_make_tmp ("busy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "answer", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nexec cat %s\n", path);

  g_assert_true (g_file_set_contents (path, g_variant_get_data (answer),
                                      (gssize) g_variant_get_size (answer), NULL));
  assert_program (script, COUNCIL_ERROR_INPUT, "nonsense");
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_program_lies (void)
{
  const gint64 from = three_years.from, to = three_years.to;

#define ANSWER(refusal, property, counts, intervals, notices)                                 \
  g_variant_new_parsed ("(%u, uint32 1, %u, " counts ", @a(xxu) " intervals                   \
                        ", @a(usus) " notices ")",                                            \
                        (guint) (refusal), (guint) (property))
#define COUNTS "[uint32 1, 0, 0, 0, 1]"
  assert_lie (ANSWER (N_BUSY_REFUSALS, 0, COUNTS, "[]", "[]"));
  assert_lie (ANSWER (BUSY_BAD_DATE, N_BUSY_PROPERTIES, COUNTS, "[]", "[]"));
  assert_lie (ANSWER (BUSY_ACCEPTED, 0, "[uint32 1]", "[]", "[]"));
  assert_lie (ANSWER (BUSY_ACCEPTED, 0, COUNTS, "[]", "[(99, 'x', 0, 'y')]"));
  assert_lie (ANSWER (BUSY_ACCEPTED, 0, COUNTS, "[]", "[(0, 'x\\ny', 0, 'y')]"));
  assert_lie (ANSWER (BUSY_ACCEPTED, 0, COUNTS, "[]", "[(0, 'x\\u202ey', 0, 'y')]"));
#undef ANSWER
#define ANSWER(start, end, flags)                                                             \
  g_variant_new_parsed ("(uint32 0, uint32 0, uint32 0, " COUNTS                              \
                        ", [(%x, %x, uint32 %u)], @a(usus) [])",                              \
                        (gint64) (start), (gint64) (end), (guint) (flags))
  assert_lie (ANSWER (from - 1, to, 0));
  assert_lie (ANSWER (from, to + 1, 0));
  assert_lie (ANSWER (from + 1, from + 1, 0));
  assert_lie (ANSWER (from + 2, from + 1, 0));
  assert_lie (ANSWER (from, to, 4));
#undef ANSWER
#undef COUNTS
}

static void
test_no_program (void)
{
  g_autofree char *before = g_strdup (g_getenv ("COUNCIL_MODULES"));
  g_autoptr(GBytes) bytes = good_calendar ();
  g_autoptr(GError) error = NULL;

  g_setenv ("COUNCIL_MODULES", "/nowhere", TRUE);
  g_assert_null (busy_calendar_read (bytes, &three_years, NULL, &error));
  g_setenv ("COUNCIL_MODULES", before, TRUE);
  fixture_assert_error (&error, COUNCIL_ERROR_STORAGE, "install council again");
}

static guint
descriptors (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_leaves_nothing (void)
{
  g_autoptr(GBytes) good = good_calendar ();
  g_autoptr(GBytes) bad = g_bytes_new_static ("<html>", 6);
  guint before = descriptors ();

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GArray) busy = busy_calendar_read (good, &three_years, NULL, NULL);

      g_assert_nonnull (busy);
      g_assert_null (busy_calendar_read (bad, &three_years, NULL, NULL));
      test_no_program ();
    }
  g_assert_cmpuint (descriptors (), ==, before);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
}

static gpointer
read_in_thread (gpointer bytes)
{
  g_autoptr(GArray) busy = busy_calendar_read (bytes, &three_years, NULL, NULL);

  return GUINT_TO_POINTER (busy ? busy->len : 0);
}

static void
test_threads (void)
{
  g_autoptr(GBytes) bytes = good_calendar ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("busy", read_in_thread, bytes);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 3);
}

static void
ignore (int signal_number)
{
}

/* The file is read where it lies in memory, or, when it fills its pages, is copied. */
static void
test_whole_pages (void)
{
  for (gsize size = 8191; size <= 8193; size++)
    {
      GString *text = g_string_new (HEAD);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GArray) busy = NULL;

      append_event (text, 0, "");
      g_string_append (text, "X-A:");
      while (text->len < size - strlen ("\r\n" TAIL))
        g_string_append_c (text, 'x');
      bytes = g_string_free_to_bytes (g_string_append (text, "\r\n" TAIL));
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
      busy = busy_calendar_read (bytes, &three_years, NULL, NULL);
      g_assert_nonnull (busy);
      g_assert_cmpuint (busy->len, ==, 1);
    }
}

/* Signals that come all the time interrupt the calls, not the reading. */
static void
test_interrupted (void)
{
  const struct itimerval often = { { 0, 500 }, { 0, 500 } }, never = { { 0, 0 }, { 0, 0 } };
  const struct sigaction action = { .sa_handler = ignore };
  g_autoptr(GBytes) bytes = calendar_of (2000, "");
  g_autoptr(GArray) busy = NULL;
  g_autoptr(GError) error = NULL;

  sigaction (SIGALRM, &action, NULL);
  setitimer (ITIMER_REAL, &often, NULL);
  busy = busy_calendar_read (bytes, &three_years, NULL, &error);
  setitimer (ITIMER_REAL, &never, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (busy->len, ==, 28 * 12);
}

/* A server that ignores its children's ends still learns what they said. */
static void
test_children_ignored (void)
{
  const struct sigaction nothing = { .sa_handler = SIG_IGN };
  g_autoptr(GBytes) good = good_calendar ();
  g_autoptr(GArray) busy = NULL;
  g_autoptr(GError) error = NULL;
  struct sigaction before;

  sigaction (SIGCHLD, &nothing, &before);
  busy = busy_calendar_read (good, &three_years, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (busy->len, ==, 3);
  assert_program ("#!/bin/sh\nkill -SEGV $$\n", COUNCIL_ERROR_INPUT, "is refused");
  sigaction (SIGCHLD, &before, NULL);
}

/* The program of someone who closed them: the pipes get the numbers of the standard ones. */
static void
test_without_standard_files (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GBytes) bytes = good_calendar ();
      g_autoptr(GArray) busy = NULL;

      close (STDIN_FILENO);
      close (STDOUT_FILENO);
      busy = busy_calendar_read (bytes, &three_years, NULL, NULL);
      _exit (busy != NULL && busy->len == 3 ? 0 : 1);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
assert_usage (gint64 from, gint64 to, const char *zone, const char *words)
{
  const BusyCalendarQuery query = { .from = from, .to = to, .zone = zone };
  g_autoptr(GBytes) bytes = good_calendar ();
  g_autoptr(GError) error = NULL;

  g_assert_null (busy_calendar_read (bytes, &query, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, words);
}

static void
test_query (void)
{
  const gint64 from = three_years.from, to = three_years.to;

  assert_usage (from, to, "Asia/Nowhere", "no such time zone");
  assert_usage (to, from, "Asia/Bishkek", "ends before it begins");
  assert_usage (from, from, "Asia/Bishkek", "ends before it begins");
  assert_usage (from, from + (gint64) 1099 * 86400, "Asia/Bishkek", "longer than three years");
  assert_usage (G_MININT64, G_MAXINT64, "Asia/Bishkek", "1900 to 2999");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/busy-limits/size", test_size);
  g_test_add_func ("/busy-limits/line", test_line);
  g_test_add_func ("/busy-limits/long-attachment", test_long_attachment);
  g_test_add_func ("/busy-limits/nesting", test_nesting);
  g_test_add_func ("/busy-limits/components", test_components);
  g_test_add_func ("/busy-limits/bad-properties", test_bad_properties);
  g_test_add_func ("/busy-limits/exceptions", test_exceptions);
  g_test_add_func ("/busy-limits/instances", test_instances);
  g_test_add_func ("/busy-limits/intervals", test_intervals);
  g_test_add_func ("/busy-limits/zones", test_zones);
  g_test_add_func ("/busy-limits/processor-time", test_processor_time);
  g_test_add_func ("/busy-limits/never", test_never);
  g_test_add_func ("/busy-limits/room", test_room);
  g_test_add_func ("/busy-limits/query", test_query);
  g_test_add_func ("/busy-limits/program/limits", test_limits_are_set);
  g_test_add_func ("/busy-limits/program/fails", test_program_fails);
  g_test_add_func ("/busy-limits/program/lies", test_program_lies);
  g_test_add_func ("/busy-limits/program/is-not-there", test_no_program);
  g_test_add_func ("/busy-limits/program/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/busy-limits/program/threads", test_threads);
  g_test_add_func ("/busy-limits/program/children-ignored", test_children_ignored);
  g_test_add_func ("/busy-limits/program/whole-pages", test_whole_pages);
  g_test_add_func ("/busy-limits/program/interrupted", test_interrupted);
  g_test_add_func ("/busy-limits/program/without-standard-files", test_without_standard_files);
  return g_test_run ();
}
