/* Meetings of the past, from a calendar (iCalendar) or a table (CSV).
 *
 * A file is read and held against the record first: what is new, what is there, what differs,
 * what is not understood and why.  Nothing that is on record is changed.  What is new is entered
 * as a meeting that was held and whose protocol is not in this file; it counts for the
 * alternation.
 *
 * An entry is known again by its UID, else by kind and first day, so that the same file a second
 * time changes nothing. */
#pragma once

#include "meetings/meeting.h"
#include "meetings/notices.h"

typedef enum
{
  MEETING_IMPORT_NEW,       /* is entered */
  MEETING_IMPORT_SAME,      /* on record */
  MEETING_IMPORT_DIFFERENT, /* on record with other facts; nothing changes */
  MEETING_IMPORT_REFUSED,   /* not understood, or no meeting of the past */
  N_MEETING_IMPORT_KINDS
} MeetingImportKind;

/** meeting_import_kind_name: (transfer none): "new", "same" … as JSON has it. */
const char *meeting_import_kind_name (MeetingImportKind kind);

/** What the file says of one meeting, completed from the record. */
typedef struct
{
  MeetingImportKind state;
  char *why;   /* (nullable): what differs, or why it is refused */
  guint line;  /* of the file */
  char *uid;   /* (nullable) */
  char *title; /* (nullable) */
  char *ref;   /* (nullable): of the meeting on record; once entered, that of the new one */
  const char *kind;         /* "regular" or "extraordinary" */
  gint64 number;            /* 0: not told and not found yet */
  gboolean numbered;        /* the file tells it */
  char *host;               /* (nullable): code */
  GDateTime *starts, *ends; /* (nullable), UTC */
  gboolean all_day;
  char *zone;                        /* (nullable): of the venue */
  char *city, *venue, *url, *reason; /* (nullable) */
  const char *form;
} MeetingImportRow;

typedef struct
{
  GPtrArray *rows; /* (element-type MeetingImportRow): in the order of the file */
  guint counts[N_MEETING_IMPORT_KINDS];
  guint other;        /* entries left out because their title has not the words asked for */
  GPtrArray *notices; /* (element-type utf8): what else the person should know */
  char *body;         /* key */
  char *lang;
} MeetingImport;

void meeting_import_free (MeetingImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeetingImport, meeting_import_free)

/** What is known beside the file; every string may be %NULL. */
typedef struct
{
  const char *source; /* the file's path, for errors */
  const char *group;  /* handle of the working group that met; the council when %NULL */
  const char *words;  /* only entries whose title has these words */
  const char *host;   /* code: of the meetings that do not tell theirs */
  const char *kind;   /* the same */
  const char *zone;   /* IANA name: of times that tell no zone, at a place that tells none */
  const char *date_order; /* "day-first" or "month-first": of dates such as 02/03/2026 */
} MeetingImportQuery;

/**
 * meeting_import_read:
 * @bytes: a calendar, or a table with a column «date»; see the README
 * @lang: of the words in it
 * @error: %COUNCIL_ERROR_INPUT for a file that is refused as a whole
 *
 * Reads and compares; writes nothing.
 *
 * Returns: (transfer full): what would be entered
 */
MeetingImport *meeting_import_read (Db *db, GBytes *bytes, const MeetingImportQuery *query,
                                    const char *lang, GError **error);

/**
 * meeting_import_enter:
 *
 * Compares again and enters what is new, in one transaction; gives every planned meeting the
 * host that is due now (alternation_apply()).
 */
gboolean
meeting_import_enter (Db *db, MeetingImport *import, Notices *notices, GError **error);
