/* council calendar export [--kind …] [--meeting REF] [--party P] [--out F.ics] */
#include "cli/calendar-file.h"

#include "meetings/feed.h"

const CommandUse use_calendar_export = {
  .options = COMMAND_OPTIONS (
      { "kind", OPTION_TEXT, "KIND",
        N_ ("meetings, deadlines (with decisions) or holidays; meetings when left out") },
      { "meeting", OPTION_TEXT, "REF", N_ ("That meeting alone; all of them when left out") },
      { "party", OPTION_TEXT, "PARTY", N_ ("What concerns that party, named as it writes") },
      { "group", OPTION_TEXT, "GROUP", N_ ("What concerns that working group") },
      { "person", OPTION_TEXT, "PERSON", N_ ("What concerns that person") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write it; standard output when left out") }),
  .details = N_ ("Planned meetings are tentative, cancelled ones stay in the calendar as "
                 "cancelled, so that they leave the subscribers' calendars.  Deadlines and "
                 "decisions are tasks.  Titles are in the language of --lang."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar export --out meetings.ics  # the meetings, for a calendar "
          "program"),
      N_ ("council calendar export --meeting next --lang en  # the next meeting, in English"),
      N_ ("council calendar export --kind deadlines --party tj --out tj.ics  # what "
          "Tajikistan "
          "has to do, and when"),
      N_ ("council calendar export --kind holidays --out holidays.ics  # every country's days "
          "off")),
};

static gboolean
read_scope (CommandRun *run, FeedScope *scope, GError **error)
{
  const char *kind = command_option (run, "kind");

  scope->meeting = command_option (run, "meeting");
  scope->party = command_option (run, "party");
  scope->group = command_option (run, "group");
  scope->person = command_option (run, "person");
  scope->lang = run->lang;
  return kind == NULL || feed_kind_parse (kind, &scope->kind, error);
}

gboolean
cmd_calendar_export (CommandRun *run, GError **error)
{
  FeedScope scope = { .kind = FEED_MEETINGS };
  g_autoptr(CalendarFeed) feed =
      read_scope (run, &scope, error) ? feed_build (run->db, &scope, error) : NULL;

  return calendar_file_print (run, feed, feed_kind_name (scope.kind), error);
}
