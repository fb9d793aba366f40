/* Between the files of finding the day: propose.c ranks, propose-record.c reads what counts,
 * propose-people.c reads who must come and when they cannot, propose-judge.c excludes,
 * propose-hours.c chooses the hour, propose-wishes.c weighs. */
#pragma once

#include "meetings/busy-spans.h"
#include "meetings/meeting.h"
#include "meetings/propose.h"

/** A meeting that is in the way. */
typedef struct
{
  char *ref;
  gboolean council; /* else a group's: only a wish */
  GDate first, last;
} ProposeBlock;

/** A person, and when that person cannot come. */
typedef struct
{
  char *id;     /* key */
  char *name;   /* «Л.П. Вымыслов» */
  GArray *firm; /* (element-type BusySpan): they do not overlap */
  GArray *tentative;
} ProposePerson;

/* Who goes before whom, and how much one who cannot come weighs. */
typedef enum
{
  ROLE_CHAIR,
  ROLE_SECRETARY,
  ROLE_DELEGATE,
  ROLE_MEMBER,
  N_ROLES
} ProposeRoleKind;

/** Why a person is concerned, from when to when. */
typedef struct
{
  ProposeRoleKind kind;
  guint place; /* of the party, in Proposer.places */
  const ProposePerson *person;
  char *title;        /* "Премьер-министр Республики Аркадия" */
  gboolean empowered; /* for the very meeting that a day is looked for */
  GDate since, until; /* first and last day; not valid: open */
} ProposeRole;

/** A period that a party rules out. */
typedef struct
{
  guint place;
  gint64 starts, ends;
  GDate first, last; /* by the party's calendar */
  gboolean all_day, tentative;
  char *reason;
} ProposePeriod;

typedef struct
{
  const char *lang;
  gboolean extraordinary;
  gboolean explain; /* every rule is said, also that it is kept */
  gboolean online;  /* nobody travels */
  int days;
  GPtrArray *places; /* (element-type HolidayPlace) */
  GPtrArray *zones;  /* (element-type GTimeZone): of the places */
  Workdays *workdays;
  GArray *fasts;         /* (element-type CalendarSpan): the months of Ramadan */
  GPtrArray *blocks;     /* (element-type ProposeBlock) */
  GPtrArray *people;     /* (element-type ProposePerson) */
  GPtrArray *roles;      /* (element-type ProposeRole): by kind, party and name */
  GPtrArray *periods;    /* (element-type ProposePeriod): in time */
  GDate today, earliest; /* earliest: the first day that the notice allows */
  const char *notice_key;
  gint64 notice, travel, travel_hours, experts, hours;
  guint months, weekdays;    /* wished for: a bit each, 1 << number */
  int opens, closes, begins; /* minutes of the day: work, and the meeting's usual beginning */
} Proposer;

/* --- reading: propose-people.c ------------------------------------------------------------- */

/**
 * propose_read_people:
 * @meeting: (nullable): the meeting that a day is looked for; its delegates and who is empowered
 *   for it count
 * @from: @to: the days for which busy time is read
 *
 * Fills people, roles and periods of @proposer, whose places and language are set.
 */
gboolean propose_read_people (Db *db, Proposer *proposer, const Meeting *meeting,
                              const GDate *from, const GDate *to, GError **error);

/** propose_clear_people: frees what propose_read_people() made. */
void propose_clear_people (Proposer *proposer);

/** propose_role_on: whether @role counts on @date: its time has come, and nobody else goes
 * before it there.  A person counts once, by the role that goes first. */
gboolean
propose_role_on (const Proposer *proposer, const ProposeRole *role, const GDate *date);

/* --- judging ------------------------------------------------------------------------------- */

/** propose_judge: fills @day, whose dates and host are set. */
void propose_judge (const Proposer *proposer, ProposedDay *day);

/** The hour of a day; minutes of the host's day. */
typedef struct
{
  int usual;       /* what it would be if nobody were busy */
  int minute;      /* what was chosen; the usual one when none is free */
  int first, last; /* what came into question */
  gboolean suits;  /* every capital works then */
  gboolean free;   /* nobody who must come is busy */
} ProposeChoice;

/** propose_hours: sets the hours of @day: the usual ones, else the first at which every capital
 * works and nobody who must come is busy; excludes the day when there are none, or when a
 * co-chair cannot travel. */
ProposeChoice propose_hours (const Proposer *proposer, ProposedDay *day);

/** propose_hours_wishes: says what the hour that was chosen is like. */
void
propose_hours_wishes (const Proposer *proposer, ProposedDay *day, const ProposeChoice *choice);

/** propose_wishes: weighs what is not forbidden; of a day that is excluded only for the
 * explanation. */
void propose_wishes (const Proposer *proposer, ProposedDay *day);

/** propose_note: for the explanation alone: what @rule says; @text is copied. */
void propose_note (const Proposer *proposer, ProposedDay *day, ProposeRule rule, gboolean kept,
                   int cost, const char *text);

/** propose_is_kept: whether nothing was found yet that @rule objects to.  Only while explaining. */
gboolean propose_is_kept (const ProposedDay *day, ProposeRule rule);

/* What a rule says.  Each takes @text (transfer full).  One that is said already counts once. */

/** propose_exclude: @rule forbids the day. */
void propose_exclude (const Proposer *proposer, ProposedDay *day, ProposeRule rule,
                      ProposeHurdle hurdle, char *text);

/** propose_charge: a wish is not fulfilled, and costs @cost of 100. */
void propose_charge (const Proposer *proposer, ProposedDay *day, ProposeRule rule, int cost,
                     char *text);

/** propose_praise: something that speaks for the day. */
void propose_praise (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text);

/** propose_keep: the rule is kept, which only an explanation says, by a line of its own unless
 * the rule has one already. */
void propose_keep (const Proposer *proposer, ProposedDay *day, ProposeRule rule,
                   const char *message);

/** propose_dated: (transfer full): @text (transfer full), after @date when a meeting sits on
 * several days. */
char *propose_dated (const Proposer *proposer, const GDate *date, char *text);

/** propose_place: (transfer none): the place of party number @i. */
const HolidayPlace *propose_place (const Proposer *proposer, guint i);

/** propose_host_place: number of the host's place; of the first when the host is not agreed. */
guint propose_host_place (const Proposer *proposer, const ProposedDay *day);

/** propose_second: the second of @date at @minute of the day by the clocks of place @place. */
gint64 propose_second (const Proposer *proposer, guint place, const GDate *date, int minute);

/* --- what a search knows (propose-record.c) --------------------------------------------------- */

/* Everything that a search needs; the judge sees the first part. */
typedef struct
{
  Proposer judge;
  Db *db;
  GPtrArray *parties, *turns;
  gboolean old_order;
  Meeting *meeting;    /* (nullable): what a day is looked for */
  GPtrArray *meetings; /* (element-type Meeting): of every body */
  char *council;       /* key of the council's body */
  GDate from, to;
} ProposeSearch;

void propose_search_clear (ProposeSearch *search);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProposeSearch, propose_search_clear)

/** propose_search_read: the record and the settings; @search has its file. */
gboolean
propose_search_read (ProposeSearch *search, const ProposeQuery *query, GError **error);

/** propose_search_window: the first and the last day that come into question. */
gboolean
propose_search_window (ProposeSearch *search, const ProposeQuery *query, GError **error);

/** propose_search_days: the days of rest and of fasting, and when people cannot come, from the
 * first to the last day. */
gboolean propose_search_days (ProposeSearch *search, GError **error);
