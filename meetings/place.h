/* Where a meeting is: cities and time zones. */
#pragma once

#include "core/party.h"
#include "meetings/meeting.h"
#include "meetings/notices.h"

/** place_capital: (transfer full): the Russian name of the capital of @party. */
char *place_capital (Db *db, const Party *party, GError **error);

/**
 * place_party_of:
 * @city: a city's name, in any language of the file
 * @party: (out) (transfer full) (nullable): the party whose capital it is
 *
 * Returns: %FALSE only on a storage error
 */
gboolean place_party_of (Db *db, const char *city, Party **party, GError **error);

/** place_same_clock: (transfer full): the instant at which clocks in @to show what they show in
 * @from at @instant. */
GDateTime *place_same_clock (GDateTime *instant, const char *from, const char *to);

/** place_party_name: (transfer full): what @code's country is called in the language and case:
 * "Таджикистан"; the code itself when there is no name. */
char *place_party_name (Db *db, const char *code, const char *lang,
                        GrammaticalCase grammatical_case);

/** place_told_name: (transfer full) (nullable): the same in the language of @notices; %NULL when
 * @notices is. */
char *place_told_name (Db *db, const Notices *notices, const char *code,
                       GrammaticalCase grammatical_case);

/** place_party_names: (transfer full): the same of several: "Таджикистан, Кыргызстан". */
char *place_party_names (Db *db, GPtrArray *codes, const char *lang);

/** place_local: (transfer full): "17 марта 2027 года, среда, 10:00", as the venue's clocks tell;
 * without the time when only the date is known. */
char *place_local (const Meeting *meeting, const char *lang);

/** place_when: (transfer full): the same for any instant in any zone. */
char *place_when (GDateTime *instant, const char *zone, gboolean all_day, const char *lang);

/** place_follow_host: within the caller's transaction: @meeting, which @party hosts from now
 * on, moves to that party's capital if it stood in another's, at the same local time. */
gboolean
place_follow_host (Db *db, const Meeting *meeting, const Party *party, GError **error);
