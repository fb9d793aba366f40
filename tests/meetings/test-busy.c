/* Busy time: what is noted, listed and forgotten. */
#include "meetings/busy.h"

#include "core/error.h"
#include "core/journal.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

static char *
noted (Fixture *f, const BusyDraft *draft)
{
  g_autoptr(GError) error = NULL;
  char *handle = busy_add (f->db, draft, &error);

  g_assert_no_error (error);
  return handle;
}

static void
refused (Fixture *f, const BusyDraft *draft, int code, const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (busy_add (f->db, draft, &error));
  fixture_assert_error (&error, code, words);
}

static GPtrArray *
listed (Fixture *f, const BusyQuery *query)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = busy_list (f->db, query, &error);

  g_assert_no_error (error);
  return entries;
}

/* "2027-03-01T19:00:00Z". */
static void
assert_instant (gint64 second, const char *text)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (second);
  g_autofree char *found = g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");

  g_assert_cmpstr (found, ==, text);
}

/* Arkadsk is at UTC+5, Boreysk at UTC+6. */
static void
test_days_are_those_of_the_capital (Fixture *f, gconstpointer unused)
{
  g_autofree char *one = noted (
      f, &(BusyDraft){ .person = "vymyslov", .from = "2027-03-02", .to = "2027-03-03" });
  g_autofree char *two =
      noted (f, &(BusyDraft){ .person = "primerzoda", .from = "2027-03-02" });
  g_autoptr(GError) error = NULL;
  g_autoptr(BusyEntry) arkadian = busy_load (f->db, one, "en", &error);
  g_autoptr(BusyEntry) borean = busy_load (f->db, two, "en", &error);

  g_assert_no_error (error);
  assert_instant (arkadian->starts, "2027-03-01T19:00:00Z");
  assert_instant (arkadian->ends, "2027-03-03T19:00:00Z");
  g_assert_true (arkadian->all_day);
  g_assert_cmpstr (arkadian->party, ==, "ar");
  assert_instant (borean->starts, "2027-03-01T18:00:00Z");
  assert_instant (borean->ends, "2027-03-02T18:00:00Z");
}

static void
test_hours_are_local_or_carry_an_offset (Fixture *f, gconstpointer unused)
{
  g_autofree char *one = noted (f, &(BusyDraft){ .person = "vymyslov",
                                                 .from = "2027-03-02 09:00",
                                                 .to = "2027-03-02 12:30" });
  g_autofree char *two = noted (f, &(BusyDraft){ .person = "vymyslov",
                                                 .from = "2027-03-02T09:00+03:00",
                                                 .to = "2027-03-02T10:00Z" });
  g_autofree char *three = noted (f, &(BusyDraft){ .person = "vymyslov",
                                                   .from = "2027-03-05 09:00",
                                                   .to = "2027-03-05 10:00",
                                                   .zone = "Etc/GMT-3" });
  g_autoptr(GError) error = NULL;
  g_autoptr(BusyEntry) local = busy_load (f->db, one, "en", &error);
  g_autoptr(BusyEntry) offset = busy_load (f->db, two, "en", &error);
  g_autoptr(BusyEntry) zoned = busy_load (f->db, three, "en", &error);

  g_assert_no_error (error);
  assert_instant (local->starts, "2027-03-02T04:00:00Z");
  assert_instant (local->ends, "2027-03-02T07:30:00Z");
  g_assert_false (local->all_day);
  assert_instant (offset->starts, "2027-03-02T06:00:00Z");
  assert_instant (offset->ends, "2027-03-02T10:00:00Z");
  assert_instant (zoned->starts, "2027-03-05T06:00:00Z");
}

static void
test_what_makes_no_sense_is_refused (Fixture *f, gconstpointer unused)
{
  refused (f, &(BusyDraft){ .from = "2027-03-02" }, COUNCIL_ERROR_USAGE, "who");
  refused (f, &(BusyDraft){ .person = "vymyslov", .party = "ar", .from = "2027-03-02" },
           COUNCIL_ERROR_USAGE, "one of them");
  refused (f, &(BusyDraft){ .person = "nobody", .from = "2027-03-02" },
           COUNCIL_ERROR_NOT_FOUND, "nobody");
  refused (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-02-30" }, COUNCIL_ERROR_USAGE,
           "2027-02-30");
  refused (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-03-03", .to = "2027-03-02" },
           COUNCIL_ERROR_USAGE, "ends before it begins");
  refused (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-03-03 10:00" },
           COUNCIL_ERROR_USAGE, "until when");
  refused (f,
           &(BusyDraft){ .person = "vymyslov", .from = "2027-03-03", .zone = "Mars/Olympus" },
           COUNCIL_ERROR_USAGE, "Mars/Olympus");
  refused (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-03-03", .reason = "surgery" },
           COUNCIL_ERROR_USAGE, "no reason");
  refused (f, &(BusyDraft){ .party = "bo", .from = "2027-03-03" }, COUNCIL_ERROR_USAGE,
           "--reason");
}

static void
test_the_same_is_noted_once (Fixture *f, gconstpointer unused)
{
  BusyDraft person = { .person = "vymyslov", .from = "2027-03-02" };
  BusyDraft party = { .party = "bo", .from = "2027-03-02", .reason = "elections" };
  g_autofree char *one = noted (f, &person), *two = noted (f, &party);

  g_assert_cmpstr (one, ==, "1");
  g_assert_cmpstr (two, ==, "bo-2027-03-02");
  refused (f, &person, COUNCIL_ERROR_RULE, "busy time 1");
  refused (f, &party, COUNCIL_ERROR_RULE, "bo-2027-03-02");
  party.to = "2027-03-04";
  g_free (two);
  two = noted (f, &party);
  g_assert_cmpstr (two, ==, "bo-2027-03-02-2");
}

static void
test_a_list_is_in_the_order_of_time (Fixture *f, gconstpointer unused)
{
  g_autofree char *late =
      noted (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-05-02" });
  g_autofree char *past =
      noted (f, &(BusyDraft){ .person = "vymyslov", .from = "2026-10-02" });
  g_autofree char *early =
      noted (f, &(BusyDraft){ .person = "primerzoda", .from = "2027-03-02" });
  g_autofree char *period = noted (
      f, &(BusyDraft){
             .party = "ar", .from = "2027-04-01", .to = "2027-04-05", .reason = "elections" });
  g_autoptr(GPtrArray) all = listed (f, &(BusyQuery){ .lang = "en" });
  g_autoptr(GPtrArray) of_party = listed (f, &(BusyQuery){ .party = "ar", .lang = "en" });
  g_autoptr(GPtrArray) of_person = listed (
      f, &(BusyQuery){
             .person = "vymyslov", .from = "2026-10-01", .to = "2026-10-31", .lang = "en" });

  g_assert_cmpuint (all->len, ==, 3); /* the past is left out */
  g_assert_cmpstr (((BusyEntry *) all->pdata[0])->handle, ==, early);
  g_assert_cmpstr (((BusyEntry *) all->pdata[1])->handle, ==, period);
  g_assert_cmpstr (((BusyEntry *) all->pdata[1])->who, ==, "Arcadia");
  g_assert_cmpstr (((BusyEntry *) all->pdata[1])->reason, ==, "elections");
  g_assert_cmpstr (((BusyEntry *) all->pdata[2])->handle, ==, late);
  g_assert_cmpuint (of_party->len, ==, 2);
  g_assert_cmpuint (of_person->len, ==, 1);
  g_assert_cmpstr (((BusyEntry *) of_person->pdata[0])->handle, ==, past);
}

static void
test_removing_is_all_or_nothing (Fixture *f, gconstpointer unused)
{
  g_autofree char *one = noted (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-05-02" });
  g_autofree char *two =
      noted (f, &(BusyDraft){ .party = "ar", .from = "2027-04-01", .reason = "elections" });
  const char *with_a_stranger[] = { one, "99", NULL }, *both[] = { one, two, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) before = NULL, after = NULL;

  g_assert_false (busy_remove (f->db, with_a_stranger, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "99");
  before = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_true (busy_remove (f->db, both, &error));
  after = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (after->len, ==, 0);
  fixture_assert_sound (f);
}

/* The bytes of the file hold no trace of an interval that was removed, and the journal says of
 * whom something was noted, by which verb, and nothing else. */
static void
test_what_was_removed_is_gone (Fixture *f, gconstpointer unused)
{
  guint8 starts[4]; /* as SQLite writes an integer of that size */
  g_autofree char *one = noted (
      f, &(BusyDraft){ .person = "vymyslov", .from = "2027-05-02", .to = "2027-05-04" });
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL, changes = NULL;
  const JournalEntry *entry;
  gsize size;
  gint64 removed;
  BusyEntry *noted_entry = busy_load (f->db, one, "en", &error);

  for (int i = 0; i < 4; i++)
    starts[i] = (guint8) (noted_entry->starts >> (24 - 8 * i));
  busy_entry_free (noted_entry);
  fixture_reopen (f);
  g_assert_true (g_file_get_contents (f->path, &before, &size, NULL));
  g_assert_nonnull (memmem (before, size, starts, sizeof starts));
  g_assert_true (busy_remove_person (f->db, "vymyslov", FALSE, &removed, &error));
  g_assert_cmpint (removed, ==, 1);
  fixture_reopen (f);
  g_assert_true (g_file_get_contents (f->path, &after, &size, NULL));
  g_assert_null (memmem (after, size, starts, sizeof starts));

  entries = journal_list (f->db, 1, &error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->verb, ==, "busy.remove");
  g_assert_cmpstr (entry->subject, ==, "vymyslov");
  changes = journal_changes (f->db, entry->seq, &error);
  g_assert_cmpuint (changes->len, ==, 0);
  fixture_assert_sound (f);
}

/* --- calendars ----------------------------------------------------------------------------- */

static GBytes *
calendar (const char *events)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                           "PRODID:-//test//\r\n%sEND:VCALENDAR\r\n",
                                           events);

  return g_bytes_new (text, strlen (text));
}

#define EVENT(uid, starts, ends)                                                              \
  "BEGIN:VEVENT\r\nUID:" uid                                                                  \
  "\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Surgery\r\nDTSTART:" starts "\r\nDTEND:" ends      \
  "\r\nEND:VEVENT\r\n"

static void
import (Fixture *f, const char *events, gboolean add, const char *from, const char *to,
        guint stored, gint64 replaced)
{
  g_autoptr(GBytes) bytes = calendar (events);
  BusyImport wanted = {
    .person = "vymyslov", .bytes = bytes, .from = from, .to = to, .add = add
  };
  g_auto(BusyImported) imported = { NULL };
  g_autoptr(GError) error = NULL;

  busy_import (f->db, &wanted, &imported, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported.stored, ==, stored);
  g_assert_cmpint (imported.replaced, ==, replaced);
}

static void
test_an_import_takes_the_place_of_the_last (Fixture *f, gconstpointer unused)
{
  g_autofree char *typed =
      noted (f, &(BusyDraft){ .person = "vymyslov", .from = "2027-01-11" });
  g_autoptr(GPtrArray) before = NULL, after = NULL;
  const BusyEntry *entry;

  import (f,
          EVENT ("a", "20270111T090000", "20270111T100000")
              EVENT ("b", "20270112T090000Z", "20270112T100000Z"),
          FALSE, NULL, NULL, 2, 0);
  before = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (before->len, ==, 3);
  entry = g_ptr_array_index (before, 1);
  assert_instant (entry->starts, "2027-01-11T04:00:00Z"); /* floating: Arkadsk's */
  g_assert_true (entry->imported);
  import (f, EVENT ("c", "20270113T090000Z", "20270113T100000Z"), FALSE, NULL, NULL, 1, 2);
  import (f, EVENT ("d", "20270114T090000Z", "20270114T100000Z"), TRUE, NULL, NULL, 1, 0);
  after = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (after->len, ==, 3); /* typed, c, d */
  g_assert_cmpstr (((BusyEntry *) after->pdata[0])->handle, ==, typed);
  fixture_assert_sound (f);
}

static void
test_an_import_leaves_what_lies_outside (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) entries = NULL;

  /* A week from Monday on; then Wednesday and Thursday are read anew and are free. */
  import (f, EVENT ("a", "20270111T000000Z", "20270118T000000Z"), FALSE, NULL, NULL, 1, 0);
  import (f, "", FALSE, "2027-01-13", "2027-01-14", 0, 1);
  entries = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (entries->len, ==, 2);
  assert_instant (((BusyEntry *) entries->pdata[0])->starts, "2027-01-11T00:00:00Z");
  assert_instant (((BusyEntry *) entries->pdata[0])->ends, "2027-01-12T19:00:00Z");
  assert_instant (((BusyEntry *) entries->pdata[1])->starts, "2027-01-14T19:00:00Z");
  assert_instant (((BusyEntry *) entries->pdata[1])->ends, "2027-01-18T00:00:00Z");
}

static void
test_a_refused_calendar_changes_nothing (Fixture *f, gconstpointer unused)
{
  static const char damaged[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (damaged, strlen (damaged));
  BusyImport wanted = { .person = "vymyslov", .bytes = bytes };
  g_auto(BusyImported) imported = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL, journal = NULL;

  import (f, EVENT ("a", "20270111T090000Z", "20270111T100000Z"), FALSE, NULL, NULL, 1, 0);
  g_assert_false (busy_import (f->db, &wanted, &imported, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
  entries = listed (f, &(BusyQuery){ .lang = "en" });
  g_assert_cmpuint (entries->len, ==, 1);
  g_clear_error (&error);
  journal = journal_list (f->db, 1, &error);
  g_assert_cmpstr (((JournalEntry *) journal->pdata[0])->subject, ==, "vymyslov: 1");
}

/* What overlaps or touches in the calendars of one person is one line of the list. */
static void
test_a_list_joins_what_overlaps (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) entries = NULL;
  const BusyEntry *entry;

  import (f, EVENT ("a", "20270111T090000Z", "20270111T110000Z"), FALSE, NULL, NULL, 1, 0);
  import (f, EVENT ("b", "20270111T100000Z", "20270111T120000Z"), TRUE, NULL, NULL, 1, 0);
  import (f, EVENT ("c", "20270111T120000Z", "20270111T130000Z"), TRUE, NULL, NULL, 1, 0);
  entries = listed (f, &(BusyQuery){ .person = "vymyslov", .lang = "en" });
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  assert_instant (entry->starts, "2027-01-11T09:00:00Z");
  assert_instant (entry->ends, "2027-01-11T13:00:00Z");
  g_assert_cmpuint (entry->intervals, ==, 3);
  g_assert_null (entry->handle);
}

/* The titles of a calendar are nowhere in the file. */
static void
test_no_title_is_kept (Fixture *f, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize size;

  import (f, EVENT ("a", "20270111T090000Z", "20270111T110000Z"), FALSE, NULL, NULL, 1, 0);
  fixture_reopen (f);
  g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, "Surgery", 7));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/busy/days-are-those-of-the-capital", test_days_are_those_of_the_capital);
  fixture_test ("/busy/hours-are-local-or-carry-an-offset",
                test_hours_are_local_or_carry_an_offset);
  fixture_test ("/busy/what-makes-no-sense-is-refused", test_what_makes_no_sense_is_refused);
  fixture_test ("/busy/the-same-is-noted-once", test_the_same_is_noted_once);
  fixture_test ("/busy/a-list-is-in-the-order-of-time", test_a_list_is_in_the_order_of_time);
  fixture_test ("/busy/removing-is-all-or-nothing", test_removing_is_all_or_nothing);
  fixture_test ("/busy/what-was-removed-is-gone", test_what_was_removed_is_gone);
  fixture_test ("/busy/import/takes-the-place-of-the-last",
                test_an_import_takes_the_place_of_the_last);
  fixture_test ("/busy/import/leaves-what-lies-outside",
                test_an_import_leaves_what_lies_outside);
  fixture_test ("/busy/import/refused-changes-nothing",
                test_a_refused_calendar_changes_nothing);
  fixture_test ("/busy/import/list-joins-what-overlaps", test_a_list_joins_what_overlaps);
  fixture_test ("/busy/import/no-title-is-kept", test_no_title_is_kept);
  return g_test_run ();
}
