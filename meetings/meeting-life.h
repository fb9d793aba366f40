/* What happens to a meeting, from its request to its end.
 *
 * requested (or refused) → planned → convened → held → closed; cancelled before held.  Every
 * function is one transaction, raises SEQUENCE when a calendar must see the change (RFC 5546,
 * section 2.1.4), and adds to @notices (nullable) what the person should know or do.  A @ref is
 * what meeting_load() takes.  An act that the state does not allow is %COUNCIL_ERROR_RULE. */
#pragma once

#include "meetings/meeting.h"
#include "meetings/notices.h"

/** What is known of a meeting to be planned; strings as a person typed them. */
typedef struct
{
  const char *body;  /* (nullable): key of the body; the council when %NULL */
  const char *own;   /* (nullable): code of the party whose own meeting it is, of its national
                        * part; then @body and @host are not read */
  const char *kind;  /* (nullable): "regular" when %NULL */
  const char *start; /* as instant_from_local() reads it, in the venue's time */
  gint64 days;       /* on how many days in a row it sits; 0 counts as 1 */
  const char *host;  /* (nullable): code; of a regular meeting %NULL is the party whose turn it
                        * is, and another one is a swap that waits for consent */
  const char *reason;  /* (nullable): why another host, why on a day off, why extraordinary */
  const char *city;    /* (nullable): the host's capital when %NULL */
  const char *zone;    /* (nullable): IANA name; that of the city if it is a capital, else the
                        * host's */
  const char *venue;   /* (nullable) */
  const char *form;    /* (nullable): "in-person" when %NULL */
  const char *url;     /* (nullable): of an online meeting */
  const char *request; /* (nullable): reference of the request that it answers */
  const char *acting;  /* (nullable): code of the party that plans it */
  const char *basis;   /* (nullable): the letter or note it acts on */
} MeetingPlan;

/**
 * meeting_schedule:
 *
 * Plans a meeting.  Of the council, its host comes from the alternation; of a group
 * (@plan->body), the host is @plan->host, or else not agreed yet.  A group's reference is
 * "HANDLE-2027", "HANDLE-2027-2".  A date in the past is taken, with a notice: the past is
 * entered too.
 *
 * Returns: (transfer full): the planned meeting
 */
Meeting *meeting_schedule (Db *db, const MeetingPlan *plan, Notices *notices, GError **error);

/** What a party asks for. */
typedef struct
{
  const char *by; /* code of the party */
  const char *reason;
  const char *const *questions; /* (nullable): ended by %NULL; they open the agenda */
  const char *form;             /* (nullable) */
  const char *basis;            /* (nullable): its letter or note */
} MeetingRequest;

/** meeting_request: (transfer full): an extraordinary meeting without a date yet. */
Meeting *
meeting_request (Db *db, const MeetingRequest *request, Notices *notices, GError **error);

/**
 * meeting_answer:
 * @party: code of a party other than the requesting one
 * @kind: "accept", "counter" or "refuse"
 * @start: (nullable): the day it counters with
 * @reason: (nullable)
 * @basis: (nullable)
 *
 * Records an answer to a request.  A refused request stays on record; whether it can be scheduled
 * all the same is setting "extraordinary-consent".
 */
gboolean meeting_answer (Db *db, const char *ref, const char *party, const char *kind,
                         const char *start, const char *reason, const char *basis,
                         Notices *notices, GError **error);

/** meeting_confirm: party @party confirms date and place, and with them a host proposed out of
 * turn; with the last one the meeting is convened. */
gboolean meeting_confirm (Db *db, const char *ref, const char *party, const char *basis,
                          Notices *notices, GError **error);

/** meeting_postpone:
 * @start: the new beginning, in the venue's time
 * @days: on how many days; 0 keeps its length
 *
 * Gives it another date, earlier or later: reference and UID stay, confirmations are void, it is
 * planned again.  @notices say what moved and whom to tell.
 */
gboolean meeting_postpone (Db *db, const char *ref, const char *start, gint64 days,
                           const char *reason, Notices *notices, GError **error);

/** Where a meeting goes; %NULL keeps what it has. */
typedef struct
{
  const char *city, *zone, *venue, *form, *url;
} MeetingPlace;

/** meeting_move: another city, venue or form; the local time stays the same, and so do the
 * confirmations. */
gboolean meeting_move (Db *db, const char *ref, const MeetingPlace *place, Notices *notices,
                       GError **error);

/** meeting_cancel: it will not be; its turn is not used up.  A request is withdrawn so too. */
gboolean
meeting_cancel (Db *db, const char *ref, const char *reason, Notices *notices, GError **error);

/** meeting_hold: it took place; it gets its number. */
gboolean meeting_hold (Db *db, const char *ref, Notices *notices, GError **error);

/** meeting_close: closes a meeting that was held and has no protocol in this file. */
gboolean meeting_close (Db *db, const char *ref, Notices *notices, GError **error);

/** meeting_swap: proposes @host for a regular meeting in place of the party whose turn it is; it
 * waits for the consent of every party.  @acting (nullable), who proposes it, consents thereby. */
gboolean
meeting_swap (Db *db, const char *ref, const char *host, const char *reason,
              const char *acting, const char *basis, Notices *notices, GError **error);

/** meeting_swap_consent: @party consents to the host that was proposed. */
gboolean meeting_swap_consent (Db *db, const char *ref, const char *party, const char *basis,
                               Notices *notices, GError **error);

/** meeting_swap_withdraw: the proposal is dropped; the party whose turn it is hosts. */
gboolean meeting_swap_withdraw (Db *db, const char *ref, Notices *notices, GError **error);
