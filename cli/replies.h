/* What invited people answered by mail, for people and programs. */
#pragma once

#include "cli/command.h"
#include "meetings/reply.h"

/** replies_show: adds a row for each answer on record to @table, of two columns. */
gboolean replies_show (CommandRun *run, Table *table, const Meeting *meeting, GError **error);

/** replies_members_json: adds the members of an answer to the object that is open in run->json. */
void replies_members_json (CommandRun *run, const MeetingReply *reply);

/** replies_json: adds the member "answers" to the object that is open in run->json. */
gboolean replies_json (CommandRun *run, const Meeting *meeting, GError **error);

/** replies_of: (transfer none) (nullable): the answer of the person with that handle (nullable)
 * among @list (element-type MeetingReply). */
const MeetingReply *replies_of (GPtrArray *list, const char *person);

/** replies_words: (transfer full): "comes", "sends another: Заменов Игорь"; with what to know of
 * it, in the language of the run; @zone (nullable): in which a counter's time is told; else by the
 * clocks of each capital. */
char *replies_words (CommandRun *run, const MeetingReply *reply, const char *zone);

/** replies_when: (transfer full): "Душанбе: 18 марта 2027 года, четверг, 10:00; Бишкек: …"; of whole
 * days, which are those of @zone (nullable), the date alone. */
char *replies_when (CommandRun *run, GDateTime *instant, gboolean all_day, const char *zone);
