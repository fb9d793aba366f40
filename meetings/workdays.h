/* Which days are off: each party's rules and decrees, worked out for a stretch of time.
 *
 * Nothing here reads the file: the caller adds what holds for each party, then asks.
 *
 *   g_autoptr(Workdays) days = workdays_new (&first, &last);
 *   workdays_add_rule (days, &rule); …
 *   if (!workdays_find (days, error)) return FALSE;
 *   verdict = workdays_verdict (days, "tj", &date);
 *
 * The calendar module (libical) is loaded only when a lunar day that no decree names can fall
 * into the stretch. */
#pragma once

#include <glib.h>

typedef enum
{
  DAY_HOLIDAY,      /* off */
  DAY_MOVED,        /* off, for a holiday on a weekend or a Saturday that was worked */
  DAY_WORKING,      /* a day off made a working day, as a Saturday */
  DAY_SHORTENED,    /* working, an hour shorter */
  DAY_COMMEMORATED, /* working, but not like another */
  N_DAY_KINDS
} DayKind;

/** day_kind_name: (transfer none): "holiday", "moved", … as the file and JSON have it. */
const char *day_kind_name (DayKind kind);

/** day_kind_parse: whether @name is a kind; fills @kind. */
gboolean day_kind_parse (const char *name, DayKind *kind);

/** A day of every year.  A #GDate that is not valid (g_date_clear()) leaves its end open. */
typedef struct
{
  const char *id; /* decrees name it */
  const char *party;
  gboolean lunar; /* month and day are those of the Islamic calendar, Umm al-Qura */
  int month;      /* 1 to 12 */
  int day;        /* 1 to 31 */
  int days;       /* how many in a row; 1 when less */
  DayKind kind;   /* holiday, shortened or commemorated */
  const char *name;
  const char *act;       /* (nullable): what makes it law */
  GDate since, until;    /* first and last day on which it is law */
  int confirmed_from;    /* first and last year whose list was published, 0 for none; in any */
  int confirmed_through; /* other year the day is provisional.  A lunar day always is. */
} DayRule;

typedef enum
{
  CONDUCT_MOVE,        /* a holiday on Saturday or Sunday moves to the next working day */
  CONDUCT_DO_NOT_MOVE, /* it does not, which a party without a rule does not either */
  CONDUCT_SHORTEN_EVE, /* a working day before a holiday is an hour shorter */
} DayConductKind;

/** What a party does about the days beside its holidays.  For moving, of those in force on the
 * day of the holiday the one that began last counts. */
typedef struct
{
  const char *party;
  DayConductKind kind;
  GDate since, until;
  gboolean confirmed;
  const char *act; /* (nullable) */
} DayConduct;

/** What was decreed or announced for one day.  It overrides what rules say of that day.
 *
 * With @rule, it is that rule's day: the nearest one the rule gives is replaced.  A day of kind
 * moved with @rule is where a day of that rule was moved to, so that it does not move again; a
 * moved day without rule is, when it falls where a holiday moves by law, that very move, else a
 * bridge day. */
typedef struct
{
  const char *party;
  GDate date;
  DayKind kind;
  gboolean confirmed;
  const char *rule; /* (nullable): a rule's id */
  const char *name;
  const char *act; /* (nullable) */
} DayDecree;

/** What is special about a party's day; there is at most one for a party and date. */
typedef struct
{
  GDate date;
  const char *party;
  DayKind kind;
  gboolean off;
  gboolean confirmed;
  gboolean lunar;   /* rests on a lunar day that is not announced: may be a day off */
  gboolean decreed; /* rests on a decree, not only on a rule */
  GDate from;       /* moved, or the eve of a holiday: the day it is about; else not valid */
  const char *name; /* of the holiday; several are joined with "; " */
  const char *act;  /* (nullable) */
} WorkDay;

/** The answer for one date. */
typedef struct
{
  gboolean off;
  gboolean weekend;   /* a Saturday or Sunday, be it worked or not */
  const WorkDay *day; /* (nullable): what is special about it */
} DayVerdict;

typedef struct _Workdays Workdays;

/** workdays_new: (transfer full): nothing known yet for the days @first to @last. */
Workdays *workdays_new (const GDate *first, const GDate *last);
void workdays_free (Workdays *workdays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Workdays, workdays_free)

/* What is added is copied.  Parties are listed in the order in which they first occur. */
void workdays_add_rule (Workdays *workdays, const DayRule *rule);
void workdays_add_conduct (Workdays *workdays, const DayConduct *conduct);
void workdays_add_decree (Workdays *workdays, const DayDecree *decree);

/**
 * workdays_find:
 * @error: %COUNCIL_ERROR_STORAGE when the calendar module is needed and cannot be loaded
 *
 * Works everything out, once, when all is added; before it no question can be asked.  No year
 * is refused: beyond those whose lists were published the days are provisional.
 */
gboolean workdays_find (Workdays *workdays, GError **error);

/** workdays_list: (transfer container) (element-type WorkDay): the special days from first to
 * last, by date, then by party; they belong to @workdays. */
GPtrArray *workdays_list (const Workdays *workdays);

/** workdays_verdict: what @date, from first to last, is for @party.  A party of which nothing
 * is known has its weekends. */
DayVerdict workdays_verdict (const Workdays *workdays, const char *party, const GDate *date);

/** workdays_is_off: whether @party is off on @date. */
gboolean workdays_is_off (const Workdays *workdays, const char *party, const GDate *date);

/** workdays_is_bridge: whether @date is a working day of @party between two days off. */
gboolean workdays_is_bridge (const Workdays *workdays, const char *party, const GDate *date);

/** workdays_beside: (transfer none) (nullable): the lunar holiday, not yet announced, of
 * @party's that is a day before or after @date, and may still become @date. */
const WorkDay *
workdays_beside (const Workdays *workdays, const char *party, const GDate *date);

/** workdays_before: the last working day of @party's that is not after @date.  It looks back
 * at most 45 days, and gives @date when there is none. */
GDate workdays_before (const Workdays *workdays, const char *party, const GDate *date);

/** workdays_after: the first working day of @party's that is not before @date, as above. */
GDate workdays_after (const Workdays *workdays, const char *party, const GDate *date);
