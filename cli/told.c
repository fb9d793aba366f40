#include "cli/told.h"

#include "core/date.h"
#include "core/language.h"
#include "core/registry.h"
#include "meetings/day-off.h"
#include "meetings/deadline.h"
#include "meetings/place.h"

static void
print_moved (CommandRun *run, GPtrArray *moved)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("Step"), N_ ("Was"), N_ ("Is now"), N_ ("State"), NULL);

  for (guint i = 0; i < moved->len; i++)
    {
      const DeadlineMove *move = g_ptr_array_index (moved, i);
      g_autofree char *from = language_date_long (run->lang, &move->from);
      g_autofree char *to = language_date_long (run->lang, &move->to);

      table_row (table, tr (run->lang, move->title), from, to, tr (run->lang, move->state));
    }
  if (table_is_empty (table))
    return;
  command_line (run, "");
  command_say (run, N_ ("Deadlines that moved:"), NULL);
  table_indent (table, 2);
  command_table_print (run, table);
}

static void
print_tell (CommandRun *run, GPtrArray *tell)
{
  g_autoptr(Table) table = table_new_plain (3);

  for (guint i = 0; i < tell->len; i++)
    {
      const Recipient *recipient = g_ptr_array_index (tell, i);
      g_autofree char *party =
          place_party_name (run->db, recipient->party, run->lang, CASE_NOMINATIVE);
      g_autoptr(GString) who = g_string_new (recipient->who);

      if (recipient->post != NULL)
        g_string_append_printf (who, ", %s", recipient->post);
      if (recipient->unconfirmed)
        g_string_append_printf (who, " — %s", tr (run->lang, N_ ("its confirmation is void")));
      table_row (table, party, tr (run->lang, recipient->role), who->str);
    }
  if (table_is_empty (table))
    return;
  command_line (run, "");
  command_say (run, N_ ("To tell:"), NULL);
  table_indent (table, 2);
  command_table_print (run, table);
}

void
told_print (CommandRun *run, Notices *notices)
{
  command_notices (run, notices->lines);
  if (notices->moved != NULL)
    print_moved (run, notices->moved);
  if (notices->tell != NULL)
    print_tell (run, notices->tell);
}

static void
moved_json (CommandRun *run, GPtrArray *moved)
{
  json_begin_array (run->json, "moved");
  for (guint i = 0; i < moved->len; i++)
    {
      const DeadlineMove *move = g_ptr_array_index (moved, i);
      g_autofree char *from = date_text (&move->from), *to = date_text (&move->to);

      json_begin_object (run->json, NULL);
      json_text (run->json, "step", move->step);
      json_text (run->json, "title", tr (run->lang, move->title));
      json_text (run->json, "from", from);
      json_text (run->json, "to", to);
      json_text (run->json, "state", move->state);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
tell_json (CommandRun *run, GPtrArray *tell)
{
  json_begin_array (run->json, "tell");
  for (guint i = 0; i < tell->len; i++)
    {
      const Recipient *recipient = g_ptr_array_index (tell, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "party", recipient->party);
      json_text (run->json, "role", recipient->role);
      json_text (run->json, "who", recipient->who);
      json_text (run->json, "post", recipient->post);
      json_bool (run->json, "confirmation_void", recipient->unconfirmed);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

void
told_json (CommandRun *run, Notices *notices)
{
  command_notices (run, notices->lines);
  if (notices->moved != NULL)
    moved_json (run, notices->moved);
  if (notices->tell != NULL)
    tell_json (run, notices->tell);
}

gboolean
told_days_off (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_open (run->db, run->lang, error);

  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      g_autofree char *line = day_off_line (g_ptr_array_index (days, i), run->lang);

      command_notice_text (run, line);
    }
  if (days != NULL && run->json != NULL)
    day_off_json (run->json, "meetings", days);
  return days != NULL;
}
