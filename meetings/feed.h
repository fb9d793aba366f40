/* From the record to what apps subscribe to: meetings, deadlines and decisions, days off. */
#pragma once

#include "core/db.h"
#include "meetings/calendar.h"

typedef enum
{
  FEED_MEETINGS,  /* events */
  FEED_DEADLINES, /* tasks: what is due before meetings, decisions, mandates of groups */
  FEED_HOLIDAYS,  /* days off of the parties' countries */
  N_FEED_KINDS
} FeedKind;

/** feed_kind_name: (transfer none): "meetings", "deadlines", "holidays". */
const char *feed_kind_name (FeedKind kind);

/** feed_kind_parse: by that name; %COUNCIL_ERROR_USAGE lists those there are. */
gboolean feed_kind_parse (const char *name, FeedKind *kind, GError **error);

/** What a feed tells, and to whom. */
typedef struct
{
  FeedKind kind;
  const char
      *meeting;       /* (nullable): a meeting's reference: that one alone; of FEED_MEETINGS */
  const char *agenda; /* (nullable): what is told of that one's agenda; all of it when %NULL */
  const char *party;  /* (nullable): code: what concerns that party, named as it writes */
  const char *group;  /* (nullable): handle of a working group: what concerns it */
  gboolean public;    /* for everyone: without what is a party's own */
  const char *person; /* (nullable): handle or surname: what concerns that person */
  const char *lang;   /* "ru", "en", "tg", "ky": of titles and descriptions */
  const char *name;   /* (nullable): the calendar's name; one made of the above when %NULL */
  const char *address; /* (nullable): where it is fetched from, without ".ics" */
} FeedScope;

/** feed_scope_check: whether there are that party, group and person, and whether the kind can be
 * narrowed to them: days off are a party's. */
gboolean feed_scope_check (Db *db, const FeedScope *scope, GError **error);

/**
 * feed_build:
 * @error: what feed_scope_check() says; %COUNCIL_ERROR_RULE when scope->meeting has no date yet
 *
 * Meetings have a date: planned (tentative), convened, held and closed (confirmed) and cancelled
 * ones, never expected years.  A person's are those of the bodies that the person holds an office,
 * a seat or a mandate in on that day, and those whose delegation names the person.
 *
 * Tasks are the deadlines of meetings that were scheduled, for those responsible; decisions in
 * force, for their executors; the last day of temporary groups.
 *
 * Days off are those of the years from the last one to the next but one.
 *
 * Every stamp comes from the record and its journal, and nothing says what day it is: the same
 * record gives the same bytes.  Russian stands where the language has no translation.
 *
 * Returns: (transfer full): the feed; calendar_write() makes its bytes
 */
CalendarFeed *feed_build (Db *db, const FeedScope *scope, GError **error);
