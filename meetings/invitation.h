/* Invitations: who has to hear of a meeting by mail, who has heard what, and what is to be sent.
 *
 * The people are the delegations as they were named; for a party that has not named its head,
 * its co-chair; the executive secretaries; the members who are invited to a question or report on
 * one; of a working group its members.  A party's own meeting is that party's
 * alone.  An address gets one
 * invitation.  What each was told, in
 * which SEQUENCE, is on record (table mail), so that an unchanged meeting invites nobody twice
 * and a change goes to those who have something older. */
#pragma once

#include "meetings/calendar.h"
#include "meetings/meeting.h"

typedef enum
{
  INVITATION_NEW,      /* REQUEST */
  INVITATION_CHANGE,   /* REQUEST: what the person was told is no longer so */
  INVITATION_CANCEL,   /* CANCEL: the meeting is cancelled */
  INVITATION_WITHDRAW, /* CANCEL for the person alone: taken off the list */
  INVITATION_DECLINE, /* DECLINECOUNTER: the meeting stays when it is, whatever was asked for */
  INVITATION_DROP,    /* nothing is sent, and what waits in the queue is not either */
  /* From here on nothing is done. */
  INVITATION_KNOWN,        /* has just this */
  INVITATION_QUEUED,       /* just this waits in the queue */
  INVITATION_REFUSED,      /* just this was refused by the server */
  INVITATION_NO_ADDRESS,   /* no address on record */
  INVITATION_BAD_ADDRESS,  /* what is on record is none */
  INVITATION_NO_PERSON,    /* who was sent by another, and is not on record */
  INVITATION_SAME_ADDRESS, /* another person of the list has that address */
  N_INVITATION_STEPS
} InvitationStep;

/** invitation_step_name: (transfer none): "new", "change", …, for a program. */
const char *invitation_step_name (InvitationStep step);

/** invitation_step_sends: whether a message is made. */
gboolean invitation_step_sends (InvitationStep step);

/** What a person was told last about a meeting. */
typedef struct
{
  gint64 number;    /* of the message; 0: none */
  gboolean invited; /* holds an invitation, as far as is known */
  gint64 sequence;  /* the highest that any message to the address had, -1: none */
  char *told;       /* (nullable) */
  char *message_id; /* (nullable): of the last message that left */
  char *first_id;   /* (nullable): of the first one */
  char *pending_method, *pending_told; /* (nullable): of what waits in the queue */
  char *refused_told;                  /* (nullable): of what was refused last */
} InvitationPast;

typedef struct
{
  char *person;  /* handle */
  char *name;    /* as addressed, in @lang */
  char *post;    /* (nullable) */
  char *party;   /* code */
  char *address; /* (nullable) */
  char *lang;    /* of the letter */
  CalendarRole role;
  CalendarAnswer answer;              /* what is known */
  char *delegated_from;               /* (nullable): address of whom this one replaces */
  char *delegated_to, *delegate_name; /* (nullable): address and name of who comes instead */
  char *agenda;           /* (nullable): of one who is told some questions only: those */
  char *reply;            /* (nullable): key of the counter-proposal that is declined */
  gint64 reply_sequence;  /* that it answered */
  char *reply_message_id; /* (nullable): of the letter that it came by */
  Meeting *asked;         /* (nullable): the meeting at the time that it asks for */
  InvitationStep step;
  gboolean
      moved; /* of INVITATION_WITHDRAW: the person stays on the list, the address does not */
  InvitationPast past;
  char *told;         /* (nullable): what the message says: facts, a line each */
  GPtrArray *changes; /* (element-type utf8): in @lang: what has changed since the last one */
  char *reason;       /* (nullable): why */
} Invitee;

void invitee_free (Invitee *invitee);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invitee, invitee_free)

/** invitee_words: (transfer none): what is done, a msgid: "is invited". */
const char *invitee_words (const Invitee *invitee);

/** Whom it is about, and why. */
typedef struct
{
  const char *party;         /* (nullable): code: its people alone */
  const char *const *people; /* (nullable): handles or surnames: these alone */
  const char *reason;        /* (nullable): told beside what the record says */
  gboolean decline; /* not the invitation: that the times they ask for are declined (RFC 5546,
                       3.2.8) */
} InvitationScope;

/** What is to be done for one meeting. */
typedef struct
{
  Meeting *meeting;
  char *reason;        /* (nullable): cleaned */
  GPtrArray *answers;  /* (element-type MeetingReply): what was answered */
  GPtrArray *invitees; /* (element-type Invitee): by party and rank; then who is taken off */
} InvitationPlan;

void invitation_plan_free (InvitationPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InvitationPlan, invitation_plan_free)

/**
 * invitation_plan:
 * @ref: a meeting that is planned, convened or cancelled
 * @error: %COUNCIL_ERROR_RULE when it has no date yet or is over, or when counter-proposals of
 *   people are to be declined who made none; what party_load() and person_load() say of the
 *   scope
 *
 * Returns: (transfer full): who is told what
 */
InvitationPlan *
invitation_plan (Db *db, const char *ref, const InvitationScope *scope, GError **error);

/** invitation_plan_mark: (transfer full): what tells this plan from another: who, what, told what.
 * Shown to someone who consents, it must be the same when it is carried out. */
char *invitation_plan_mark (const InvitationPlan *plan);

/** A message that was made. */
typedef struct
{
  gint64 number;
  const char *person; /* handle */
  GBytes *bytes;
} InvitationMail;

/** Writes one message as a file; within the transaction. */
typedef gboolean (*InvitationWriter) (const InvitationMail *mail, gpointer data,
                                      GError **error);

/**
 * invitation_make:
 * @scope: as it was shown
 * @mark: what was shown, as invitation_plan_mark() tells it
 * @write: (nullable): writes each message, which then counts as told; %NULL puts them into the
 *   queue
 * @numbers: (element-type gint64): gets the numbers of the messages made
 * @error: %COUNCIL_ERROR_RULE when the plan is another one by now, when the sender's address is
 *   not set
 *
 * Makes the messages, in one transaction, which is one entry of the journal.  A message that
 * waited in the queue for the same person and meeting is dropped.  When a change goes to people
 * who have this meeting's SEQUENCE already, as when the agenda changed, the meeting's is raised.
 */
gboolean
invitation_make (Db *db, const char *ref, const InvitationScope *scope, const char *mark,
                 InvitationWriter write, gpointer data, GArray *numbers, GError **error);
