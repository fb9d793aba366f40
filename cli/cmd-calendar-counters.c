/* council calendar counters [REF] [--all] */
#include "cli/replies.h"

#include "core/date.h"
#include "meetings/place.h"

const CommandUse use_calendar_counters = {
  .options = COMMAND_OPTIONS ({ "all", OPTION_FLAG, NULL,
                                N_ ("Those that were granted, declined or settled as well") }),
  .details = N_ ("Whom 'council calendar reply' found to ask for another time, and whose last "
                 "answer that is.  'council meeting postpone' grants it, 'council calendar "
                 "decline' declines it by mail; another date settles it too."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar counters  # what is to be decided"),
      N_ ("council calendar counters 2027 --all  # and what became of the others")),
};

static void
counter_json (CommandRun *run, const MeetingReply *reply)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "meeting", reply->meeting);
  replies_members_json (run, reply);
  json_text (run->json, "state", reply_counter_name (reply->counter));
  if (reply->declined > 0)
    json_number (run->json, "mail", reply->declined);
  json_builder_end_object (run->json);
}

static void
counters_print (CommandRun *run, GPtrArray *counters)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("MEETING"), N_ ("PARTY"), N_ ("WHO"),
                                       N_ ("ASKS FOR"), N_ ("COMMENT"), N_ ("STATE"), NULL);

  for (guint i = 0; i < counters->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (counters, i);
      g_autofree char *party =
          reply->party ? place_party_name (run->db, reply->party, run->lang, CASE_NOMINATIVE)
                       : NULL;
      g_autofree char *when =
          reply->starts ? replies_when (run, reply->starts, reply->all_day, reply->zone)
                        : NULL;

      table_row (table, reply->meeting, party, reply->name, when, reply->comment,
                 tr (run->lang, reply_counter_words (reply->counter)));
    }
  if (counters->len > 0)
    command_table_print (run, table);
  else
    command_say (run, N_ ("Nobody asks for another time."), NULL);
}

gboolean
cmd_calendar_counters (CommandRun *run, GError **error)
{
  const char *ref = run->n_args > 0 ? run->args[0] : NULL;
  g_autoptr(GPtrArray) counters =
      meeting_counter_list (run->db, ref, command_flag (run, "all"), error);

  if (counters == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      counters_print (run, counters);
      return TRUE;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < counters->len; i++)
    counter_json (run, g_ptr_array_index (counters, i));
  json_builder_end_array (run->json);
  return TRUE;
}
