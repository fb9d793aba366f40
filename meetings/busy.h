/* Busy time: when people cannot come, and when a whole party cannot.
 *
 * Of a person only intervals are kept, never what for; they are not journalled, so that what is
 * removed is gone: the journal says who was noted and by whom, not when they are busy.  A
 * party's periods (elections, a summit) are no personal data: they are shared and journalled,
 * each with its reason. */
#pragma once

#include "core/db.h"
#include "meetings/busy-calendar.h"

/** Entries of one list: a person's interval or a party's period. */
typedef struct
{
  char *handle;  /* (nullable): what people type, "12" or "tj-2027-02-28"; %NULL for several
                    * imported intervals that join */
  char *person;  /* (nullable): the person's handle; %NULL of a party's period */
  char *party;   /* (nullable): code: of the period, or of the person's party */
  char *who;     /* «Вымыслов Леонид Петрович», or the country */
  char *zone;    /* IANA: of the party's capital; "UTC" when no party is known */
  gint64 starts; /* seconds since 1970, UTC */
  gint64 ends;   /* the first second that is free again */
  gboolean all_day, tentative;
  gboolean imported;
  guint intervals; /* how many joined */
  char *reason;    /* (nullable): of a party's period */
  char *noted_on;
} BusyEntry;

void busy_entry_free (BusyEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BusyEntry, busy_entry_free)

/** busy_entry_days: the first and last day of @entry by its zone's calendar. */
void busy_entry_days (const BusyEntry *entry, GDate *first, GDate *last);

/** What is asked for. */
typedef struct
{
  const char *person; /* (nullable): handle or surname */
  const char *party;  /* (nullable): code; neither: everyone */
  const char *from;   /* (nullable): first day; today when %NULL */
  const char *to;     /* (nullable): last day; no end when %NULL */
  const char *lang;   /* of the countries' names */
} BusyQuery;

/**
 * busy_list:
 * @error: %COUNCIL_ERROR_NOT_FOUND for an unknown person or party, %COUNCIL_ERROR_USAGE for a
 *   date that is none
 *
 * What is known, in the order of time.  A party's list holds its periods and those of its
 * people.  Imported intervals of a person that overlap or touch are joined to one entry.
 *
 * Returns: (transfer full) (element-type BusyEntry): the entries
 */
GPtrArray *busy_list (Db *db, const BusyQuery *query, GError **error);

/** busy_load: (transfer full): one entry by its handle; %COUNCIL_ERROR_NOT_FOUND. */
BusyEntry *busy_load (Db *db, const char *handle, const char *lang, GError **error);

/**
 * busy_zone:
 * @person: key
 * @party: (out) (transfer full) (nullable) (optional): code of the person's party
 *
 * The time zone in which a person's times are meant: that of the capital of the party that the
 * person belongs to by an office, else as representative of a member, else as a delegate.
 *
 * Returns: (transfer full) (nullable): %NULL without @error when no party is known
 */
char *busy_zone (Db *db, const char *person, char **party, GError **error);

/* --- writing ------------------------------------------------------------------------------ */

/** What a secretary notes. */
typedef struct
{
  const char *person; /* (nullable): handle or surname */
  const char *party;  /* (nullable): code; one of both */
  const char *from;   /* a date, or date and time */
  const char *to;     /* (nullable): likewise; a date is the last day.  %NULL: that one day */
  const char
      *zone; /* (nullable): where the times are local; else busy_zone() or the party's */
  const char *reason; /* of a party; required there, refused of a person */
  gboolean tentative;
} BusyDraft;

/**
 * busy_add:
 * @error: %COUNCIL_ERROR_USAGE when a time is none, ends before it begins or its zone is not
 *   known; %COUNCIL_ERROR_RULE when exactly that was noted already
 *
 * Returns: (transfer full): the new entry's handle
 */
char *busy_add (Db *db, const BusyDraft *draft, GError **error);

/** busy_remove: removes entries by their handles, all or, when one is unknown, none. */
gboolean busy_remove (Db *db, const char *const *handles, GError **error);

/** busy_remove_person: removes what is known of @who (handle or surname), or only what was
 * imported; @removed (out) says how many intervals. */
gboolean busy_remove_person (Db *db, const char *who, gboolean imported_only, gint64 *removed,
                             GError **error);

/* --- calendars ---------------------------------------------------------------------------- */

/** A calendar from outside. */
typedef struct
{
  const char *person; /* handle or surname: whose it is */
  GBytes *bytes;
  const char *from,
      *to; /* (nullable): first and last day that is read; today, and three years */
  const char
      *zone;    /* (nullable): of times without one; else the calendar's, else busy_zone() */
  gboolean add; /* what was imported before stays; else it gives way in the window */
} BusyImport;

/** What came of it. */
typedef struct
{
  char *person;        /* handle */
  GDate from, to;      /* the window */
  gint64 starts, ends; /* the same in seconds since 1970 */
  guint stored;        /* intervals */
  gint64 replaced;     /* intervals imported before that gave way */
  BusyCalendarSummary summary;
} BusyImported;

/** busy_imported_clear: frees what @imported holds, not @imported. */
void busy_imported_clear (BusyImported *imported);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BusyImported, busy_imported_clear)

/**
 * busy_import:
 * @imported: (out caller-allocates): clear it, also after an error
 * @error: as of busy_calendar_read(), person_load() and date_parse(); nothing is stored then
 *
 * Reads the busy time of one person's calendar into the file.
 */
gboolean
busy_import (Db *db, const BusyImport *wanted, BusyImported *imported, GError **error);
