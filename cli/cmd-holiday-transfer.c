/* council holiday transfer */
#include "cli/command.h"

#include "meetings/holiday.h"

const CommandUse use_holiday_transfer = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("Of this party alone") },
      { "next", OPTION_FLAG, NULL,
        N_ ("It moves to the next working day, several of them one after the other") },
      { "none", OPTION_FLAG, NULL, N_ ("It does not move") },
      { "from", OPTION_TEXT, "DATE", N_ ("The first day on which that is law") },
      { "act", OPTION_TEXT, "TEXT",
        N_ ("What makes it law; without it the rule is provisional") }),
  .details =
      N_ ("Whether a holiday that falls on a weekend gives another day off, by law and time.  "
          "Without --next or --none it shows the rules.  What was law before --from stays as "
          "it was."),
  .examples = COMMAND_EXAMPLES (N_ ("council holiday transfer  # what is law in each country"),
                                N_ ("council holiday transfer --party kg --next --from "
                                    "2028-01-01 --act \"law No. 1\"  # "
                                    "holidays move again")),
};

static const char *
conduct_words (const HolidayConduct *conduct)
{
  if (g_str_equal (conduct->kind, "move-to-next-working-day"))
    return N_ ("a holiday on a weekend moves to the next working day");
  if (g_str_equal (conduct->kind, "do-not-move"))
    return N_ ("a holiday on a weekend does not move");
  return N_ ("the day before a holiday is an hour shorter");
}

static void
conduct_json (CommandRun *run, const HolidayConduct *conduct)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "party", conduct->party);
  json_text (run->json, "kind", conduct->kind);
  json_text (run->json, "since", conduct->since);
  json_text (run->json, "until", conduct->until);
  json_text (run->json, "state", conduct->confirmed ? "confirmed" : "provisional");
  json_text (run->json, "act", conduct->act);
  json_builder_end_object (run->json);
}

static gboolean
conducts_print (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) list =
      holiday_conduct_list (run->db, command_option (run, "party"), error);
  g_autoptr(Table) table = table_new (run->lang, N_ ("PARTY"), N_ ("SINCE"), N_ ("UNTIL"),
                                       N_ ("STATE"), N_ ("KIND"), N_ ("ACT"), NULL);

  if (list == NULL)
    return FALSE;
  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      const HolidayConduct *conduct = g_ptr_array_index (list, i);

      if (run->json != NULL)
        conduct_json (run, conduct);
      else
        table_row (table, conduct->party, conduct->since, conduct->until,
                   tr (run->lang, conduct->confirmed ? N_ ("confirmed") : N_ ("provisional")),
                   tr (run->lang, conduct_words (conduct)), conduct->act);
    }
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else
    command_table_print (run, table);
  return TRUE;
}

gboolean
cmd_holiday_transfer (CommandRun *run, GError **error)
{
  const char *party = command_option (run, "party"), *from = command_option (run, "from");
  const char *act = command_option (run, "act");
  gboolean next = command_flag (run, "next"), none = command_flag (run, "none");

  if (!next && !none && from == NULL && act == NULL)
    return conducts_print (run, error);
  if (next == none || party == NULL || from == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("a rule has its party, its day and one of two ways (--party, "
                              "--from, and --next or --none)"),
                          NULL);
  return holiday_set_transfer (run->db, party, next, from, act ? act : run->basis, error) &&
         conducts_print (run, error);
}
