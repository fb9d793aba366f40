/* What the files of invitation.c share; nobody else includes it. */
#pragma once

#include "meetings/invitation.h"
#include "meetings/reply.h"

/** invitation_people: (transfer full) (element-type Invitee): who has to hear of @meeting, by
 * party and rank, each person once; without step and past. */
GPtrArray *invitation_people (Db *db, const Meeting *meeting, GError **error);

/** invitation_person: (transfer full): an invitee of that person, without role and post. */
Invitee *invitation_person (Db *db, const char *handle, const char *party, GError **error);

/** invitation_decline: fills @plan with those who ask for another time than the present one. */
gboolean invitation_decline (Db *db, InvitationPlan *plan, GError **error);

/** invitation_nameless: (transfer full): an invitee who is no person on record, without role, post
 * and address. */
Invitee *invitation_nameless (const char *name, const char *party);

/** invitation_read_past: what the address was told; %FALSE only on a storage error. */
gboolean invitation_read_past (Db *db, const char *meeting, const char *address,
                               InvitationPast *past, GError **error);

/** invitation_facts: (transfer full): what a message says of @meeting to an invitee, a fact a
 * line: "starts=2027-03-15T05:00:00Z"; @agenda is what is told of its agenda. */
char *invitation_facts (const Meeting *meeting, const char *agenda);

/** invitation_meeting_told: (transfer full): the meeting, at the time and place that @facts told. */
Meeting *
invitation_meeting_told (Db *db, const Meeting *meeting, const char *facts, GError **error);

/** invitation_opening: (transfer none): the first sentence to @invitee, a msgid. */
const char *invitation_opening (const Invitee *invitee);

/** invitation_changes: adds lines in @lang: how what is told now differs from what was. */
void invitation_changes (Db *db, const char *before, const char *now, const char *lang,
                         GPtrArray *lines);

/** invitation_fact: (transfer full) (nullable): the value of the fact @key. */
char *invitation_fact (const char *facts, const char *key);

/** invitation_agenda: (transfer full): the questions of a meeting, a line each; with @member, a
 * key, those alone that it is invited to or reports on. */
char *invitation_agenda (Db *db, const char *meeting, const char *member, GError **error);

/** invitation_subject: (transfer full): of a message to @invitee; @title names the meeting. */
char *invitation_subject (const Meeting *meeting, const Invitee *invitee, const char *title);

/**
 * invitation_text:
 * @answer_to: the address that answers in words go to
 *
 * Returns: (transfer full): the letter, as an office writes it; %NULL with @error
 */
char *invitation_text (Db *db, const Meeting *meeting, const Invitee *invitee,
                       const char *title, const char *answer_to, GError **error);

/** invitation_add_delegators: adds those who answered that another comes instead and were replaced
 * by the record: they go on hearing of the meeting. */
gboolean invitation_add_delegators (Db *db, InvitationPlan *plan, GError **error);

/** invitation_note_delegates: notes who comes instead of whom, and that these have delegated. */
void invitation_note_delegates (InvitationPlan *plan);

/** invitation_attendees: adds those who stand in the message to @invitee (element-type
 * CalendarAttendee), the recipient first; @setting is mail-attendees. */
void invitation_attendees (const InvitationPlan *plan, const Invitee *invitee,
                           const char *setting, GPtrArray *attendees);
