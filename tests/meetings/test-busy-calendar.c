/* Busy calendars: every case of tests/cases/busy, and what is too large to keep in a file. */
#include "meetings/busy-calendar.h"

#include "core/error.h"
#include "tests/support/fixture.h"

#include <dirent.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define WINDOW_FROM "2027-01-01T00:00Z"
#define WINDOW_TO "2028-01-01T00:00Z"

/* --- what a case expects ------------------------------------------------------------------- */

typedef struct
{
  BusyCalendarQuery query;
  char *zone;
  char *country;
  char *address;      /* (nullable): the person's */
  char *refused;      /* (nullable): words of the error */
  GString *intervals; /* a line each */
  GPtrArray *notices; /* in English */
} Expected;

static gint64
instant (const char *text)
{
  g_autofree char *zoned =
      strlen (text) == 17 ? g_strdup_printf ("%.16s:00Z", text) : g_strdup (text);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (zoned, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static void
expected_line (Expected *expected, const char *line)
{
  if (g_str_has_prefix (line, "from "))
    expected->query.from = instant (line + 5);
  else if (g_str_has_prefix (line, "to "))
    expected->query.to = instant (line + 3);
  else if (g_str_has_prefix (line, "zone "))
    expected->zone = g_strdup (line + 5);
  else if (g_str_has_prefix (line, "country "))
    expected->country = g_strdup (line + 8);
  else if (g_str_has_prefix (line, "address "))
    expected->address = g_strdup (line + 8);
  else if (g_str_equal (line, "meant"))
    expected->query.zone_is_meant = TRUE;
  else if (g_str_has_prefix (line, "refused "))
    expected->refused = g_strdup (line + 8);
  else if (g_str_has_prefix (line, "notice "))
    g_ptr_array_add (expected->notices, g_strdup (line + 7));
  else
    g_string_append_printf (expected->intervals, "%s\n", line);
}

static void
expected_read (Expected *expected, const char *path)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# ")); /* every case has its reason */
  *expected =
      (Expected){ .query = { .from = instant (WINDOW_FROM), .to = instant (WINDOW_TO) } };
  expected->intervals = g_string_new (NULL);
  expected->notices = g_ptr_array_new_with_free_func (g_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      expected_line (expected, lines[i]);
  expected->query.zone = expected->zone ? expected->zone : "Asia/Bishkek";
  expected->query.country = expected->country ? expected->country : "KG";
  expected->query.address = expected->address;
}

static void
expected_clear (Expected *expected)
{
  g_free (expected->zone);
  g_free (expected->country);
  g_free (expected->address);
  g_free (expected->refused);
  g_string_free (expected->intervals, TRUE);
  g_ptr_array_unref (expected->notices);
}

/* --- what was found ------------------------------------------------------------------------ */

static char *
instant_shown (gint64 unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_time);

  return g_date_time_format (time, unix_time % 60 ? "%Y-%m-%dT%H:%M:%SZ" : "%Y-%m-%dT%H:%MZ");
}

static char *
intervals_shown (const GArray *intervals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < intervals->len; i++)
    {
      const BusyCalendarInterval *busy = &g_array_index (intervals, BusyCalendarInterval, i);
      g_autofree char *start = instant_shown (busy->start);
      g_autofree char *end = instant_shown (busy->end);

      g_string_append_printf (text, "%s %s%s%s\n", start, end, busy->all_day ? " all-day" : "",
                              busy->tentative ? " tentative" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_notices (const BusyCalendarSummary *summary, const GPtrArray *expected)
{
  for (guint i = 0; i < MIN (summary->notices->len, expected->len); i++)
    {
      g_autofree char *text =
          busy_calendar_notice_text (g_ptr_array_index (summary->notices, i), "en");

      g_assert_cmpstr (text, ==, g_ptr_array_index (expected, i));
    }
  g_assert_cmpuint (summary->notices->len, ==, expected->len);
}

/* One line, of our code, without what stands in the file. */
static void
assert_refused (GError **error, const char *words)
{
  g_autofree char *text = *error ? council_error_text (*error, "en") : NULL;

  g_assert_nonnull (text);
  g_assert_null (strchr (text, '\n'));
  g_assert_null (strstr (text, "tomorrow"));
  g_assert_null (strstr (text, "Тайна"));
  fixture_assert_error (error, COUNCIL_ERROR_INPUT, words);
}

static void
test_case (gconstpointer data)
{
  const char *name = data;
  g_autofree char *file = g_strconcat (name, ".ics", NULL);
  g_autofree char *table = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cases", "busy", file, NULL);
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "cases", "busy", table, NULL);
  g_auto(BusyCalendarSummary) summary = { 0 };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GArray) busy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  Expected expected;
  gsize length;
  char *text;

  expected_read (&expected, beside);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  busy = busy_calendar_read (bytes, &expected.query, &summary, &error);
  if (expected.refused != NULL)
    {
      g_assert_null (busy);
      g_assert_null (summary.notices);
      assert_refused (&error, expected.refused);
    }
  else
    {
      g_assert_no_error (error);
      shown = intervals_shown (busy);
      g_assert_cmpstr (shown, ==, expected.intervals->str);
      assert_notices (&summary, expected.notices);
    }
  expected_clear (&expected);
}

static int
name_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
add_cases (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "cases", "busy", NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".ics"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - 4));
  g_ptr_array_sort (names, name_compare);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path =
          g_strconcat ("/busy-calendar/case/", g_ptr_array_index (names, i), NULL);

      g_test_add_data_func_full (path, g_ptr_array_index (names, i), test_case, g_free);
    }
  return names->len >= 40;
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_assert_true (add_cases ());
  return g_test_run ();
}
