/* A meeting of the council or of one of its working groups. */
#pragma once

#include "core/db.h"

#include "core/json.h"

/* What kind, state and form may be; the file keeps these words. */
#define MEETING_REGULAR "regular"
#define MEETING_EXTRAORDINARY "extraordinary"

#define MEETING_REQUESTED "requested" /* extraordinary, without a date yet */
#define MEETING_REFUSED "refused"     /* the same, refused by a party; it stays visible */
#define MEETING_PLANNED "planned"     /* a date is proposed */
#define MEETING_CONVENED "convened"   /* every party has confirmed */
#define MEETING_HELD "held"
#define MEETING_CLOSED "closed" /* the last signature or scan is there */
#define MEETING_CANCELLED "cancelled"

typedef struct
{
  char *id;
  char *ref;         /* "2027", "2027-2", "2026-E1"; never changes */
  char *body;        /* key of the body that meets */
  char *own;         /* (nullable): code of the party whose own meeting it is, of its national
                      * part; %NULL: all parties meet */
  char *kind;        /* "regular" or "extraordinary" */
  char *state;       /* one of the words above */
  char *host;        /* (nullable): code of a party; %NULL: not agreed yet */
  GDateTime *starts; /* (nullable), UTC; %NULL while requested */
  GDateTime *ends;   /* (nullable), UTC; the moment after it, of an all-day meeting midnight */
  gboolean all_day;  /* only the dates at the venue are known */
  char *scheduled_on;     /* (nullable): the date on which it got its present date */
  char *time_zone;        /* (nullable): of the venue; set with starts */
  char *city;             /* (nullable): in the nominative, in Russian */
  char *venue;            /* (nullable): the building or hall */
  char *form;             /* "in-person", "online" or "hybrid" */
  char *url;              /* (nullable): of an online meeting */
  gint64 ordinal;         /* given when held; 0 before */
  gint64 sequence;        /* iCalendar SEQUENCE */
  char *reason;           /* (nullable): why it is extraordinary, or on a day off */
  char *requested_by;     /* (nullable): code of a party */
  char *requested_on;     /* (nullable): date */
  char *request_basis;    /* (nullable) */
  char *cancelled_reason; /* (nullable) */
  gboolean no_protocol;   /* closed without a protocol in this file */
  gboolean sample;        /* the record holds sample data, for ever */
  char *created_at;       /* instant */
  char *changed_at;       /* instant: DTSTAMP and LAST-MODIFIED of its event */
} Meeting;

void meeting_free (Meeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Meeting, meeting_free)

/**
 * meeting_load:
 * @ref: a reference, such as "2027" or "2026-E1"; or "next": the council's first meeting, planned
 *   or convened, that is not over; or "last": its latest meeting that has begun and was not
 *   cancelled
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is no such meeting
 *
 * Returns: (transfer full): the meeting, without its agenda and delegations
 */
Meeting *meeting_load (Db *db, const char *ref, GError **error);

/** meeting_load_id: (transfer full): by its key. */
Meeting *meeting_load_id (Db *db, const char *id, GError **error);

/**
 * meeting_list:
 * @body: (nullable): key of the body; %NULL for the council
 *
 * Returns: (transfer full) (element-type Meeting): all of that body, by their start; what has no
 *   date yet stands at the day of its request
 */
GPtrArray *meeting_list (Db *db, const char *body, GError **error);

/** meeting_list_all: (transfer full) (element-type Meeting): as meeting_list(), of every body. */
GPtrArray *meeting_list_all (Db *db, GError **error);

/** meeting_is: whether @meeting is in @state. */
gboolean meeting_is (const Meeting *meeting, const char *state);

/** meeting_is_open: whether it is planned or convened: its date and place can still change. */
gboolean meeting_is_open (const Meeting *meeting);

/** meeting_concerns: whether @party (code) has a part in it. */
gboolean meeting_concerns (const Meeting *meeting, const char *party);

/** meeting_check_party: %COUNCIL_ERROR_RULE when @party has no part in it. */
gboolean meeting_check_party (const Meeting *meeting, const char *party, GError **error);

/** meeting_has_date: whether it stands in calendars: it has a start. */
gboolean meeting_has_date (const Meeting *meeting);

/** meeting_first_day: fills @date with the civil date at the venue on which @meeting, which has
 * a date, begins. */
void meeting_first_day (const Meeting *meeting, GDate *date);

/** meeting_last_day: the same, of the last day on which it sits. */
void meeting_last_day (const Meeting *meeting, GDate *date);

/**
 * meeting_uid:
 *
 * The UID of its calendar event: made of the key and the council's handle, so that it is the
 * same in every secretariat and never changes.
 *
 * Returns: (transfer full): the UID, without a slash; %NULL with @error
 */
char *meeting_uid (Db *db, const Meeting *meeting, GError **error);

/** meeting_waits_for: (transfer full) (element-type utf8): codes of the parties that a planned
 * meeting waits for to be confirmed, or a request to be answered; none in other states. */
GPtrArray *meeting_waits_for (Db *db, const Meeting *meeting, GError **error);

/** meeting_days_waited: since how many days a request stands; 0 when it is none. */
guint64 meeting_days_waited (const Meeting *meeting);

/** meeting_confirmed: (transfer full) (element-type utf8): codes of the parties that confirmed
 * its date, in party order. */
GPtrArray *meeting_confirmed (Db *db, const char *id, GError **error);

/**
 * meeting_ordinal:
 *
 * Its number: that given when it was held, else the one that it would get if it were the next to
 * be held.  Setting "numbering" decides whether regular and extraordinary meetings count apart.
 *
 * Returns: the number, from 1; 0 with @error
 */
gint64 meeting_ordinal (Db *db, const Meeting *meeting, GError **error);

/** meeting_json: adds the members of the command line's contract for a meeting to the object
 * that is open in @builder. */
gboolean meeting_json (Db *db, const Meeting *meeting, JsonBuilder *builder, GError **error);

/* --- within the caller's transaction ------------------------------------------------------- */

/** meeting_touch: notes that the record of meeting @id has changed now. */
gboolean meeting_touch (Db *db, const char *id, GError **error);

/** meeting_mark_sample: marks the meeting as one that holds sample data; there is no way back. */
gboolean meeting_mark_sample (Db *db, const char *id, GError **error);

/** meeting_mark_held: gives a convened @meeting its number and makes it held;
 * %COUNCIL_ERROR_RULE before its first day. */
gboolean meeting_mark_held (Db *db, const Meeting *meeting, GError **error);

/**
 * meeting_close_signed:
 * @date: the day on which the last original was signed, YYYY-MM-DD
 * @error: %COUNCIL_ERROR_RULE when the meeting is neither held nor convened with its day come
 *
 * Closes a meeting whose originals are all complete; one that was still convened counts as held.
 * Then runs what follows from a protocol in force (registry_force_effects()).  Called by
 * protocols within its transaction.
 */
gboolean meeting_close_signed (Db *db, const char *id, const char *date, GError **error);
