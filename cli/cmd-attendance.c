/* council attendance set */
#include "meetings/delegation.h"

#include "cli/command.h"
#include "cli/replies.h"

const CommandUse use_attendance_set = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("The party whose delegation it is") },
      { "absent", OPTION_MANY, "WHO", N_ ("Who did not come: a rank or a name; repeat it") }),
  .details = N_ ("Notes that all of a delegation came but those named. The protocol lists who "
                 "came."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council attendance set 2027 --party tj  # all came"),
                        N_ ("council attendance set 2027 --party kg --absent 4  # all but "
                            "number 4")),
};

static gboolean
answer (CommandRun *run, guint present, GPtrArray *absent, const char *ref)
{
  const char *party = command_option (run, "party");
  g_autofree char *count = g_strdup_printf ("%u", present);

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "meeting", ref);
      json_text (run->json, "party", party);
      json_number (run->json, "present", present);
      json_texts (run->json, "absent", absent);
      json_builder_end_object (run->json);
      return TRUE;
    }
  command_say (run, N_ ("{ref}, {party}: present {count}"), "ref", ref, "party", party,
               "count", count, NULL);
  for (guint i = 0; i < absent->len; i++)
    command_say (run, N_ ("absent: {name}"), "name", g_ptr_array_index (absent, i), NULL);
  return TRUE;
}

/* Who is noted as present, and had answered by mail not to come: perhaps forgotten. */
static gboolean
tell_doubts (CommandRun *run, const Meeting *meeting, GPtrArray *delegates, GError **error)
{
  g_autoptr(GPtrArray) replies = meeting_reply_list (run->db, meeting, error);

  for (guint i = 0; replies != NULL && i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);
      const MeetingReply *reply = replies_of (replies, delegate->person);

      if (reply != NULL && !reply->outdated && delegate->attended == ATTENDANCE_PRESENT &&
          (reply->answer == REPLY_DECLINED || reply->answer == REPLY_DELEGATED))
        command_notice (run,
                        N_ ("{name} is noted as present, but had answered by mail: "
                            "{answer:tr} (--absent notes who did not come)"),
                        "name", delegate->name, "answer", reply_answer_words (reply->answer),
                        NULL);
    }
  return replies != NULL;
}

gboolean
cmd_attendance_set (CommandRun *run, GError **error)
{
  const char *party = command_option (run, "party");
  g_autoptr(GPtrArray) delegates = NULL, absent = g_ptr_array_new ();
  g_autoptr(Meeting) meeting = NULL;
  guint present = 0;

  if (!attendance_set (run->db, run->args[0], party, command_values (run, "absent"), error))
    return FALSE;
  meeting = meeting_load (run->db, run->args[0], error);
  delegates = meeting ? delegation_list (run->db, meeting->id, party, error) : NULL;
  if (delegates == NULL || !tell_doubts (run, meeting, delegates, error))
    return FALSE;
  for (guint i = 0; i < delegates->len; i++)
    {
      Delegate *delegate = g_ptr_array_index (delegates, i);

      if (delegate->attended == ATTENDANCE_ABSENT)
        g_ptr_array_add (absent, delegate->name);
      else
        present++;
    }
  return answer (run, present, absent, meeting->ref);
}
