/* What a test stands on: a fresh file of a fictitious council, in a folder of its own.
 *
 *   int
 *   main (int argc, char **argv)
 *   {
 *     fixture_init (&argc, &argv);
 *     meetings_register ();
 *     fixture_test ("/meeting/…", test_…);
 *     return g_test_run ();
 *   }
 *
 * The clock stands at FIXTURE_NOW; a test may set another with clock_init(). */
#pragma once

#include "core/db.h"

#define FIXTURE_NOW "2026-11-24T09:00:00Z"

/* Of the parties: "ar" Аркадия (Аркадск, Etc/GMT-5, which is UTC+5), "bo" Борея (Борейск,
 * UTC+6); the third, "ve", is Велурия (Велурград, UTC+3).  No meetings.  People: vymyslov (the
 * chair of ar), ozernaya (its secretary), primerzoda and nebylitsyna (of bo), skazkina and
 * zagadkin (of ve); members ar-energy, ar-trade-agency, ar-power and so on; sectors trade,
 * energy, transport, culture. */
#define FIXTURE_TWO "fictitious.json"
#define FIXTURE_THREE "fictitious-3.json"

typedef struct
{
  Db *db;
  char *folder; /* removed at the end, with all in it */
  char *path;   /* of the council's file */
} Fixture;

typedef void FixtureTest (Fixture *fixture, gconstpointer template);

/** fixture_init: g_test_init(), the clock, the core's settings.  Call it first in main(). */
void fixture_init (int *argc, char ***argv);

/** fixture_set_up: a new council file from @template, one of tests/support; an empty one when
 * it is %NULL. */
void fixture_set_up (Fixture *fixture, gconstpointer template);

void fixture_tear_down (Fixture *fixture, gconstpointer template);

/** fixture_reopen: closes the file and opens it again, as the next run of the program does. */
void fixture_reopen (Fixture *fixture);

/** fixture_test: adds a test on a council of two parties. */
void fixture_test (const char *path, FixtureTest *test);

/** fixture_test_three: adds a test on a council of three parties. */
void fixture_test_three (const char *path, FixtureTest *test);

/** fixture_assert_sound: check_file() finds nothing in the file. */
void fixture_assert_sound (Fixture *fixture);

/** fixture_assert_error: @error is one of ours with @code, and its English text contains
 * @words; frees it. */
void fixture_assert_error (GError **error, int code, const char *words);

/** fixture_template: (transfer full): the path of a template of tests/support. */
char *fixture_template (const char *name);

/** fixture_remove: removes a folder with all in it. */
void fixture_remove (const char *folder);
