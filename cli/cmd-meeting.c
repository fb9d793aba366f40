/* council meeting schedule|request|answer|confirm|swap|postpone|move|keep|cancel|held|close */
#include "meetings/day-off.h"
#include "meetings/meeting-life.h"

#include "cli/command.h"
#include "cli/told.h"

#include "groups/working-group.h"

#define MAX_DAYS 30

/* What an act answers: what it brings with it, and with --json the meeting as it is now. */
static gboolean
answer (CommandRun *run, const char *id, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = NULL;

  if (run->json == NULL)
    {
      told_print (run, notices);
      return TRUE;
    }
  meeting = meeting_load_id (run->db, id, error);
  if (meeting == NULL)
    return FALSE;
  json_begin_object (run->json, NULL);
  if (!meeting_json (run->db, meeting, run->json, error))
    return FALSE;
  told_json (run, notices);
  json_builder_end_object (run->json);
  return TRUE;
}

/* "next" may mean another meeting after the act: the answer is about the one it was. */
static Meeting *
named (CommandRun *run, GError **error)
{
  return meeting_load (run->db, run->args[0], error);
}

/* The answer of an act on a meeting that stands in the list already. */
static gboolean
done (CommandRun *run, const Meeting *meeting, const char *message, Notices *notices,
      GError **error)
{
  if (run->json == NULL)
    command_say (run, message, "ref", meeting->ref, NULL);
  return answer (run, meeting->id, notices, error);
}

/* --- planning -------------------------------------------------------------------------------- */

const CommandUse use_meeting_schedule = {
  .options = COMMAND_OPTIONS (
      { "kind", OPTION_TEXT, "KIND", N_ ("regular (the default) or extraordinary") },
      { "days", OPTION_TEXT, "NUMBER", N_ ("On how many days in a row it sits") },
      { "city", OPTION_TEXT, "CITY", N_ ("Where; else the host's capital") },
      { "venue", OPTION_TEXT, "VENUE", N_ ("The building or hall") },
      { "zone", OPTION_TEXT, "NAME",
        N_ ("Time zone of the venue, such as Asia/Dushanbe; else "
            "the city's or the host's") },
      { "form", OPTION_TEXT, "FORM", N_ ("in-person (the default), online or hybrid") },
      { "url", OPTION_TEXT, "ADDRESS", N_ ("Address of an online meeting") },
      { "host", OPTION_TEXT, "PARTY", N_ ("Another host than the one whose turn it is") },
      { "reason", OPTION_TEXT, "REASON",
        N_ ("Why another host, a day off, or an extraordinary "
            "meeting") },
      { "request", OPTION_TEXT, "REF",
        N_ ("The request for an extraordinary meeting that this "
            "answers") },
      { "group", OPTION_TEXT, "GROUP", N_ ("A meeting of that working group") },
      { "own", OPTION_TEXT, "PARTY",
        N_ ("A meeting of that party's own, of its national part, "
            "which its side alone attends and confirms") }),
  .details =
      N_ ("START is a date, or a date and time, as clocks at the venue show it.  The host "
          "comes from the alternation; another host needs a reason and stays a proposal "
          "until every party consents.  Prints the reference alone."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting schedule 2027-03-17  # the regular meeting, at the host's"),
      N_ ("council meeting schedule \"2027-03-17 11:00\" --days 2  # two days from 11 "
          "o'clock"),
      N_ ("council meeting schedule 2026-12-10 --request 2026-E1  # a date for a request"),
      N_ ("council meeting schedule \"2027-03-01 15:00\" --group energy --host kg  # prints "
          "energy-2027"),
      N_ ("council meeting schedule \"2027-03-05 10:00\" --own tj  # prepares it at home: "
          "tj-2027")),
};

gboolean
cmd_meeting_schedule (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = NULL;
  MeetingPlan plan = {
    .kind = command_option (run, "kind"),
    .start = run->args[0],
    .host = command_option (run, "host"),
    .reason = command_option (run, "reason"),
    .city = command_option (run, "city"),
    .zone = command_option (run, "zone"),
    .venue = command_option (run, "venue"),
    .form = command_option (run, "form"),
    .url = command_option (run, "url"),
    .request = command_option (run, "request"),
    .acting = run->as,
    .basis = run->basis,
    .own = command_option (run, "own"),
  };
  const char *handle = command_option (run, "group");
  g_autoptr(WorkingGroup) group = NULL;

  if (plan.own != NULL && (handle != NULL || plan.host != NULL))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("--own has no other host and no group (leave out --host, --group)"), NULL);
  if (handle != NULL)
    {
      group = working_group_load (run->db, handle, error);
      if (group == NULL)
        return FALSE;
      plan.body = group->id;
    }
  if (!command_number (run, "days", 1, 1, MAX_DAYS, &plan.days, error))
    return FALSE;
  meeting = meeting_schedule (run->db, &plan, notices, error);
  if (meeting == NULL)
    return FALSE;
  if (run->json == NULL)
    command_line (run, meeting->ref);
  return answer (run, meeting->id, notices, error);
}

const CommandUse use_meeting_request = {
  .options = COMMAND_OPTIONS (
      { "by", OPTION_TEXT, "PARTY", N_ ("Who requests it") },
      { "reason", OPTION_TEXT, "REASON", N_ ("Why it is urgent") },
      { "question", OPTION_MANY, "TEXT", N_ ("A question for its agenda") },
      { "form", OPTION_TEXT, "FORM", N_ ("in-person (the default), online or hybrid") }),
  .details =
      N_ ("By the Agreement the request of one party suffices; the parties agree only the "
          "day.  The letter or note of the request is --basis."),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting request --by kg --reason \"floods\" "
                                    "--question \"On joint relief\"  # prints 2026-E1")),
};

gboolean
cmd_meeting_request (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  MeetingRequest request = {
    .by = command_option (run, "by"),
    .reason = command_option (run, "reason"),
    .questions = command_values (run, "question"),
    .form = command_option (run, "form"),
    .basis = run->basis,
  };
  g_autoptr(Meeting) meeting = NULL;

  if (!command_may_act (run, request.by, error))
    return FALSE;
  meeting = meeting_request (run->db, &request, notices, error);
  if (meeting == NULL)
    return FALSE;
  if (run->json == NULL)
    command_line (run, meeting->ref);
  return answer (run, meeting->id, notices, error);
}

const CommandUse use_meeting_answer = {
  .options = COMMAND_OPTIONS (
      { "accept", OPTION_FLAG, NULL, N_ ("Agree to the request") },
      { "counter", OPTION_TEXT, "START", N_ ("Agree, and propose this day") },
      { "refuse", OPTION_FLAG, NULL, N_ ("Refuse; the request stays on record") },
      { "reason", OPTION_TEXT, "REASON", N_ ("Why") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting answer 2026-E1 --as tj --accept  # Tajikistan agrees"),
      N_ ("council meeting answer 2026-E1 --as tj --counter 2026-12-11  # it proposes a day")),
};

gboolean
cmd_meeting_answer (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = NULL;
  const char *party = command_party (run, error);
  const char *counter = command_option (run, "counter");
  gboolean accept = command_flag (run, "accept"), refuse = command_flag (run, "refuse");

  if (party == NULL)
    return FALSE;
  if (accept + refuse + (counter != NULL) != 1)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("say one of --accept, --counter START and --refuse"), NULL);
  meeting = named (run, error);
  return meeting != NULL &&
         meeting_answer (run->db, meeting->ref, party,
                         accept   ? "accept"
                         : refuse ? "refuse"
                                  : "counter",
                         counter, command_option (run, "reason"), run->basis, notices,
                         error) &&
         done (run, meeting, N_ ("{ref}: the answer is on record"), notices, error);
}

/* --- confirming, swapping -------------------------------------------------------------------- */

const CommandUse use_meeting_confirm = {
  .details =
      N_ ("With the confirmation of every party the meeting is convened.  It also consents "
          "to a host proposed out of turn."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council meeting confirm 2027 --as tj  # Tajikistan confirms"),
                        N_ ("council meeting confirm next --as kg --basis \"note 12 of "
                            "2 February 2027\"  # on the basis of a note")),
};

gboolean
cmd_meeting_confirm (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  const char *party = command_party (run, error);
  g_autoptr(Meeting) meeting = party ? named (run, error) : NULL;

  return meeting != NULL &&
         meeting_confirm (run->db, meeting->ref, party, run->basis, notices, error) &&
         done (run, meeting, N_ ("{ref}: confirmed"), notices, error);
}

const CommandUse use_meeting_swap = {
  .options = COMMAND_OPTIONS ({ "host", OPTION_TEXT, "PARTY",
                                N_ ("Who hosts in place of the party whose turn it is") },
                              { "reason", OPTION_TEXT, "REASON", N_ ("Why") },
                              { "withdraw", OPTION_FLAG, NULL, N_ ("Drop the proposal") }),
  .details =
      N_ ("Without an option, the party of --as consents to the host that was proposed.  "
          "The change holds when every party has consented."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting swap 2027 --host kg --reason \"elections\" --as tj  # proposes it"),
      N_ ("council meeting swap 2027 --as kg  # Kyrgyzstan consents")),
};

gboolean
cmd_meeting_swap (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  const char *host = command_option (run, "host"), *reason = command_option (run, "reason");
  gboolean withdraw = command_flag (run, "withdraw");
  const char *party = host || withdraw ? run->as : command_party (run, error);
  g_autoptr(Meeting) meeting = NULL;
  gboolean good;

  if (host == NULL && !withdraw && party == NULL)
    return FALSE;
  if ((host != NULL) != (reason != NULL) || (host != NULL && withdraw))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("say --host PARTY --reason TEXT to propose a host, --withdraw to "
            "drop the proposal, or --as PARTY alone to consent"),
        NULL);
  meeting = named (run, error);
  if (meeting == NULL)
    return FALSE;
  if (withdraw)
    good = meeting_swap_withdraw (run->db, meeting->ref, notices, error);
  else if (host != NULL)
    good =
        meeting_swap (run->db, meeting->ref, host, reason, party, run->basis, notices, error);
  else
    good = meeting_swap_consent (run->db, meeting->ref, party, run->basis, notices, error);
  return good && done (run, meeting,
                       withdraw       ? N_ ("{ref}: the change of the host is withdrawn")
                       : host != NULL ? N_ ("{ref}: the change of the host is proposed")
                                      : N_ ("{ref}: the consent is on record"),
                       notices, error);
}

/* --- changing -------------------------------------------------------------------------------- */

const CommandUse use_meeting_postpone = {
  .options = COMMAND_OPTIONS (
      { "to", OPTION_TEXT, "START", N_ ("The new beginning; a date alone keeps the hour") },
      { "reason", OPTION_TEXT, "REASON", N_ ("Why") },
      { "days", OPTION_TEXT, "NUMBER", N_ ("On how many days it sits; else as before") }),
  .details = N_ ("The reference and the calendar entry stay; confirmations are void and the "
                 "deadlines move, which is listed with whom to tell."),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting postpone 2027 --to 2027-04-14 --reason "
                                    "\"elections\"  # a month later")),
};

gboolean
cmd_meeting_postpone (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);
  gint64 days;

  return meeting != NULL && command_number (run, "days", 0, 1, MAX_DAYS, &days, error) &&
         meeting_postpone (run->db, meeting->ref, command_option (run, "to"), days,
                           command_option (run, "reason"), notices, error) &&
         done (run, meeting, N_ ("{ref}: postponed, and planned anew"), notices, error);
}

const CommandUse use_meeting_move = {
  .options = COMMAND_OPTIONS (
      { "city", OPTION_TEXT, "CITY", N_ ("The city") },
      { "venue", OPTION_TEXT, "VENUE", N_ ("The building or hall") },
      { "zone", OPTION_TEXT, "NAME", N_ ("Time zone of a city that is no party's capital") },
      { "form", OPTION_TEXT, "FORM", N_ ("in-person, online or hybrid") },
      { "url", OPTION_TEXT, "ADDRESS", N_ ("Address of an online meeting") }),
  .details =
      N_ ("The hour stays the same by the clocks at the venue; confirmations stay too."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting move 2027 --venue \"Kohi Somon\"  # names the hall"),
      N_ ("council meeting move 2027 --form online --url https://…  # by video")),
};

gboolean
cmd_meeting_move (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);
  MeetingPlace place = {
    .city = command_option (run, "city"),
    .venue = command_option (run, "venue"),
    .zone = command_option (run, "zone"),
    .form = command_option (run, "form"),
    .url = command_option (run, "url"),
  };

  return meeting != NULL && meeting_move (run->db, meeting->ref, &place, notices, error) &&
         done (run, meeting, N_ ("{ref}: moved"), notices, error);
}

const CommandUse use_meeting_keep = {
  .options = COMMAND_OPTIONS ({ "reason", OPTION_TEXT, "REASON", N_ ("Why") }),
  .details =
      N_ ("A meeting whose day was made a day off is shown by status and check until it is "
          "postponed or kept."),
  .examples = COMMAND_EXAMPLES (N_ (
      "council meeting keep 2027 --reason \"agreed by telephone\"  # they meet all the same")),
};

gboolean
cmd_meeting_keep (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);

  return meeting != NULL &&
         meeting_keep (run->db, meeting->ref, command_option (run, "reason"), run->basis,
                       notices, error) &&
         done (run, meeting, N_ ("{ref}: stays on its day"), notices, error);
}

/* --- ending ---------------------------------------------------------------------------------- */

const CommandUse use_meeting_cancel = {
  .options = COMMAND_OPTIONS ({ "reason", OPTION_TEXT, "REASON", N_ ("Why") }),
  .details =
      N_ ("The meeting stays on record and in calendars, as cancelled.  It does not use up "
          "the turn: the hosts of later planned meetings follow, which is listed."),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting cancel 2027 --reason \"by agreement of "
                                    "the parties\"  # it will not be")),
};

gboolean
cmd_meeting_cancel (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);

  return meeting != NULL &&
         meeting_cancel (run->db, meeting->ref, command_option (run, "reason"), notices,
                         error) &&
         done (run, meeting, N_ ("{ref}: cancelled"), notices, error);
}

const CommandUse use_meeting_held = {
  .details =
      N_ ("The meeting gets its number.  It must be convened, and its day must have come."),
  .examples = COMMAND_EXAMPLES (N_ ("council meeting held 2027  # it took place")),
};

gboolean
cmd_meeting_held (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);

  return meeting != NULL && meeting_hold (run->db, meeting->ref, notices, error) &&
         done (run, meeting, N_ ("{ref}: on record as held"), notices, error);
}

const CommandUse use_meeting_close = {
  .details = N_ ("A meeting with a protocol closes itself when every original is signed and "
                 "attached."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council meeting close 2026  # its protocol is not in this "
                            "file")),
};

gboolean
cmd_meeting_close (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = named (run, error);

  return meeting != NULL && meeting_close (run->db, meeting->ref, notices, error) &&
         done (run, meeting, N_ ("{ref}: closed, without a protocol in this file"), notices,
               error);
}
