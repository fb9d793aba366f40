#include "cli/replies.h"

#include "core/date.h"
#include "core/language.h"
#include "meetings/place.h"

#include <string.h>

char *
replies_when (CommandRun *run, GDateTime *instant, gboolean all_day, const char *zone)
{
  g_autoptr(GPtrArray) parties = party_list (run->db, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  if (all_day && zone != NULL)
    return place_when (instant, zone, TRUE, run->lang);
  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *city =
          party_name (run->db, party, "capital", run->lang, CASE_NOMINATIVE, NULL);
      g_autofree char *when = place_when (instant, party->time_zone, FALSE, run->lang);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", city ? city : party->code,
                              when);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
replies_words (CommandRun *run, const MeetingReply *reply, const char *zone)
{
  GString *text = g_string_new (tr (run->lang, reply_answer_words (reply->answer)));

  if (reply->answer == REPLY_DELEGATED && reply->delegated_to != NULL)
    g_string_append_printf (
        text, ": %s", reply->delegated_name ? reply->delegated_name : reply->delegated_to);
  if (reply->starts != NULL)
    {
      g_autofree char *when =
          zone ? place_when (reply->starts, zone, reply->all_day, run->lang)
               : replies_when (run, reply->starts, reply->all_day, reply->zone);

      g_string_append_printf (text, ": %s", when);
    }
  if (reply->comment != NULL)
    g_string_append_printf (text, " («%s»)", reply->comment);
  if (reply->answer == REPLY_COUNTER && reply->counter != COUNTER_OPEN)
    g_string_append_printf (text, ", %s",
                            tr (run->lang, reply_counter_words (reply->counter)));
  else if (reply->outdated)
    g_string_append_printf (text, ", %s", tr (run->lang, N_ ("of an earlier date")));
  return g_string_free (text, FALSE);
}

/* Whose letter it was: its date, and the sender when it is another. */
static char *
source_of (CommandRun *run, const MeetingReply *reply)
{
  g_autofree char *day = g_strndup (reply->on, strlen ("2026-12-01"));
  g_autofree char *date = NULL;
  GDate parsed;

  date = date_parse (day, &parsed, NULL) ? language_date_long (run->lang, &parsed)
                                         : g_strdup (day);
  if (reply->other_sender)
    return tr_fill (run->lang, N_ ("on {date}, by the letter of {sender}"), "date", date,
                    "sender", reply->sender, NULL);
  return tr_fill (run->lang, N_ ("on {date}"), "date", date, NULL);
}

gboolean
replies_show (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = meeting_reply_list (run->db, meeting, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (list, i);
      g_autofree char *words = replies_words (run, reply, NULL);
      g_autofree char *source = source_of (run, reply);
      g_autofree char *text = g_strdup_printf ("%s: %s (%s)", reply->name, words, source);

      table_row (table, i == 0 ? tr (run->lang, N_ ("By mail")) : "", text);
    }
  return list != NULL;
}

void
replies_members_json (CommandRun *run, const MeetingReply *reply)
{
  g_autofree char *starts = reply->starts ? instant_text (reply->starts) : NULL;
  g_autofree char *ends = reply->ends ? instant_text (reply->ends) : NULL;

  json_text (run->json, "person", reply->person);
  json_text (run->json, "name", reply->name);
  json_text (run->json, "party", reply->party);
  json_text (run->json, "address", reply->address);
  json_text (run->json, "answer", reply_answer_name (reply->answer));
  json_text (run->json, "at", reply->on);
  json_text (run->json, "sender", reply->sender);
  json_text (run->json, "comment", reply->comment);
  json_text (run->json, "delegated_to", reply->delegated_to);
  json_text (run->json, "delegated_from", reply->delegated_from);
  json_text (run->json, "start", starts);
  json_text (run->json, "end", ends);
  json_bool (run->json, "outdated", reply->outdated);
}

gboolean
replies_json (CommandRun *run, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) list = meeting_reply_list (run->db, meeting, error);

  if (list == NULL)
    return FALSE;
  json_begin_array (run->json, "answers");
  for (guint i = 0; i < list->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (list, i);

      json_begin_object (run->json, NULL);
      replies_members_json (run, reply);
      if (reply->answer == REPLY_COUNTER)
        json_text (run->json, "counter", reply_counter_name (reply->counter));
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
  return TRUE;
}

const MeetingReply *
replies_of (GPtrArray *list, const char *person)
{
  for (guint i = 0; list != NULL && person != NULL && i < list->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (list, i);

      if (g_strcmp0 (reply->person, person) == 0)
        return reply;
    }
  return NULL;
}
