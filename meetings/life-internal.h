/* Between the files of a meeting's life; nobody else includes it. */
#pragma once

#include "meetings/meeting-life.h"

/** life_refuse: %COUNCIL_ERROR_RULE: @act, an N_() infinitive, is not possible in the meeting's
 * state.  Returns %FALSE. */
gboolean life_refuse (const Meeting *meeting, const char *act, GError **error);

/** life_today: (transfer full): today's date in @zone (nullable). */
char *life_today (const char *zone);

/** life_free_ref: (transfer full): the first reference of @body (a key) in that year that is
 * free: "2027", "2027-2"; "2026-E1"; of a group "energy-2027". */
char *
life_free_ref (Db *db, const char *body, int year, gboolean extraordinary, GError **error);

/** life_read_start: the instant that @text means in @zone; a date alone takes @time (nullable),
 * else setting "meeting-time". */
GDateTime *
life_read_start (Db *db, const char *text, const char *zone, const char *time, GError **error);

/** life_end_after: (transfer full): when a meeting that begins at @starts and sits on @days
 * ends, by setting "meeting-hours" on its last day; %NULL with @error. */
GDateTime *
life_end_after (Db *db, GDateTime *starts, const char *zone, gint64 days, GError **error);

/** life_check_free: that no other meeting of @body, but for that with key @except (nullable),
 * sits between these instants. */
gboolean life_check_free (Db *db, const char *body, const char *except, GDateTime *starts,
                          GDateTime *ends, GError **error);

/** life_check_form: that @form (nullable) is one that there is. */
gboolean life_check_form (const char *form, GError **error);

/** life_tell_past: a notice when the meeting begins in the past. */
void life_tell_past (const char *ref, GDateTime *starts, Notices *notices);

/** life_tell: who has to know that @meeting changed, into notices->tell; nothing when @notices is
 * %NULL.  @confirmed (element-type utf8) are the parties whose confirmation is void now. */
gboolean life_tell (Db *db, const Meeting *meeting, GPtrArray *confirmed, Notices *notices,
                    GError **error);

/** life_is_council: whether @body is the council. */
gboolean life_is_council (Db *db, const char *body, gboolean *council, GError **error);

/** swap_propose: within a transaction: a swap that waits for consent; @acting (nullable) has
 * given its own. */
gboolean
swap_propose (Db *db, const Meeting *meeting, const char *rule, const char *host,
              const char *reason, const char *acting, const char *basis, GError **error);

/** swap_consent: within a transaction: @party (code) consents to the meeting's pending swap, if
 * there is one; with the last consent it is agreed and the meeting changes its host. */
gboolean swap_consent (Db *db, const Meeting *meeting, const char *party, const char *basis,
                       Notices *notices, GError **error);

/** swap_drop: within a transaction: a pending swap is withdrawn. */
gboolean swap_drop (Db *db, const char *meeting, GError **error);

/** swap_is_pending: fills @pending. */
gboolean swap_is_pending (Db *db, const char *meeting, gboolean *pending, GError **error);

/** life_check_day: that no day of the meeting is off in a party's country (@own (nullable): in
 * that one's), or that there is a
 * @reason (nullable) for it; tells days off that were taken, and lunar days not announced yet. */
gboolean
life_check_day (Db *db, const char *own, const char *zone, GDateTime *starts, GDateTime *ends,
                const char *reason, Notices *notices, GError **error);
