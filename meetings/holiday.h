/* Days off in the council's file: rules, decrees and announcements, each with its act.
 *
 * The file keeps rules and what was decreed or announced for single days; meetings/workdays.h
 * works the days out.  Nothing that is worked out is kept.  A stretch with a lunar day that is
 * not announced loads the calendar module (libical), which costs more than most commands take:
 * no function here is for `council status`. */
#pragma once

#include "core/party.h"
#include "meetings/notices.h"
#include "meetings/workdays.h"

/** What a party's country and capital are called, for naming days off. */
typedef struct
{
  char *code;
  char *country;   /* "Таджикистан" */
  char *city;      /* the capital's name */
  char *time_zone; /* of the capital */
} HolidayPlace;

void holiday_place_free (HolidayPlace *place);

/** holiday_places: (transfer full) (element-type HolidayPlace): every party's, in the order of
 * the parties. */
GPtrArray *holiday_places (Db *db, const char *lang, GError **error);

/* --- asking ------------------------------------------------------------------------------- */

/**
 * holiday_load:
 * @party: (nullable): code; %NULL for every party
 * @lang: what the holidays are called in; those without a name in it keep the Russian one
 * @error: %COUNCIL_ERROR_NOT_FOUND for an unknown @party, %COUNCIL_ERROR_STORAGE
 *
 * Returns: (transfer full): the days from @first to @last, worked out
 */
Workdays *holiday_load (Db *db, const char *party, const char *lang, const GDate *first,
                        const GDate *last, GError **error);

/** holiday_load_certain: (transfer full): holiday_load() without the lunar days that are not
 * announced; it loads no module, so that `council status` may ask. */
Workdays *holiday_load_certain (Db *db, const char *party, const char *lang,
                                const GDate *first, const GDate *last, GError **error);

/** holiday_load_year: (transfer full): holiday_load() of a whole year, 1901 to 2998. */
Workdays *
holiday_load_year (Db *db, const char *party, const char *lang, int year, GError **error);

/**
 * holiday_reason:
 * @verdict: of @date, of a day that is off
 *
 * Returns: (transfer full): why the party does not work: "Таджикистан: выходной — День матери,
 *   перенос с 8 марта 2026 года (…закон…)"
 */
char *holiday_reason (const HolidayPlace *place, const DayVerdict *verdict, const GDate *date,
                      const char *lang);

/** holiday_title: (transfer full): what the day is called: "День матери, перенос с 8 марта 2026
 * года", "Нооруз, накануне 21 марта 2026 года". */
char *holiday_title (const WorkDay *day, const char *lang);

/** holiday_words: (transfer full): the same of any day: "Кыргызстан: рабочий день, на час короче:
 * …" when the party works. */
char *holiday_words (const HolidayPlace *place, const DayVerdict *verdict, const GDate *date,
                     const char *lang);

/** holiday_is_likely: whether a day off rests on nothing but a lunar date that is not announced:
 * it may yet be worked. */
gboolean holiday_is_likely (const DayVerdict *verdict);

/**
 * holiday_verdict:
 * @party: code
 * @off: (out) (nullable)
 *
 * Returns: (transfer full): what @date is for the party, in words
 */
char *holiday_verdict (Db *db, const char *party, const GDate *date, const char *lang,
                       gboolean *off, GError **error);

/**
 * holiday_obstacles:
 * @party: (nullable): code of the one whose days off count; %NULL: every party's
 * @obstacles: (element-type utf8): why a day from @first to @last is off in a party's country,
 *   one line each; none when every party works
 * @doubts: (nullable) (element-type utf8): the same for lunar days that are not announced
 *
 * For whoever plans something on these days.
 */
gboolean
holiday_obstacles (Db *db, const char *party, const GDate *first, const GDate *last,
                   const char *lang, GPtrArray *obstacles, GPtrArray *doubts, GError **error);

/** holiday_working_day_before: fills @day with the party's last working day that is not after
 * @date. */
gboolean holiday_working_day_before (Db *db, const char *party, const GDate *date, GDate *day,
                                     GError **error);

/* --- the rules ---------------------------------------------------------------------------- */

/** A rule as the file keeps it. */
typedef struct
{
  char *id;
  char *party;  /* code */
  char *handle; /* "tj-navruz", what people type */
  gboolean lunar;
  int month, day, days;
  char *kind; /* "holiday", "commemorated" or "shortened" */
  char *name;
  char *since, *until;                   /* (nullable) first and last day on which it is law */
  int confirmed_from, confirmed_through; /* years whose list was published; 0: none */
  char *act;                             /* (nullable) */
} HolidayRule;

void holiday_rule_free (HolidayRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HolidayRule, holiday_rule_free)

/** holiday_rule_load: (transfer full): by its handle. */
HolidayRule *holiday_rule_load (Db *db, const char *handle, GError **error);

/** holiday_rule_list: (transfer full) (element-type HolidayRule): of a party, or of all when it
 * is %NULL; those that have ended stand last. */
GPtrArray *holiday_rule_list (Db *db, const char *party, GError **error);

/* --- changing ----------------------------------------------------------------------------- */

/* The past stays as it was: a rule ends and another begins.  What has passed is corrected only
 * on the ground of an act, which the journal keeps. */

/** What a person says of a new day, or of a new rule. */
typedef struct
{
  const char *party; /* code */
  const char *date;  /* YYYY-MM-DD: the day; of a rule the first on which it is law */
  const char *kind;  /* (nullable): a DayKind's name; "holiday" when %NULL */
  const char *name;
  const char *act;    /* (nullable): confirmed only with an act, else provisional */
  const char *handle; /* (nullable), of a rule: else made of party and day: "tj-10-05" */
  const char *lunar;  /* (nullable), of a rule: "10-01", month and day of the Islamic calendar;
                       * %NULL takes month and day of @date */
  gint64 days;        /* of a rule: how many in a row; 0 counts as 1 */
} HolidayDraft;

/** holiday_add_day: enters what was decreed for one day. */
gboolean holiday_add_day (Db *db, const HolidayDraft *draft, GError **error);

/** holiday_add_rule: (transfer full): the handle of a new rule for every year from the draft's
 * date on. */
char *holiday_add_rule (Db *db, const HolidayDraft *draft, GError **error);

/**
 * holiday_confirm:
 * @handle: of a rule
 * @date: (nullable): of a lunar rule, the day announced; %NULL confirms the computed one
 * @basis: the act or announcement
 *
 * Confirms a rule's days of @year.
 */
gboolean holiday_confirm (Db *db, const char *handle, int year, const char *date,
                          const char *basis, GError **error);

/** holiday_confirm_year: confirms every fixed rule of party @code for @year, whose list was
 * published; @notices names the lunar days that still wait. */
gboolean holiday_confirm_year (Db *db, const char *code, int year, const char *basis,
                               Notices *notices, GError **error);

/** holiday_end_rule: a rule is law no more from day @text (nullable: today) on; one that never took
 * effect is removed. */
gboolean holiday_end_rule (Db *db, const char *handle, const char *text, const char *basis,
                           GError **error);

/** holiday_remove_day: drops what was decreed for day @text of party @code. */
gboolean holiday_remove_day (Db *db, const char *code, const char *text, const char *basis,
                             GError **error);

/* --- holidays on a weekend ---------------------------------------------------------------- */

/** What a party does about a holiday on a weekend, or the day before one, in a time. */
typedef struct
{
  char *party;         /* code */
  char *kind;          /* "move-to-next-working-day", "do-not-move" or "shorten-eve" */
  char *since, *until; /* (nullable) first and last day on which it is law */
  gboolean confirmed;
  char *act; /* (nullable) */
} HolidayConduct;

/** holiday_conduct_list: (transfer full) (element-type HolidayConduct): of a party, or of all
 * when it is %NULL; by time. */
GPtrArray *holiday_conduct_list (Db *db, const char *party, GError **error);

/**
 * holiday_set_transfer:
 * @code: of the party
 * @moves: whether a holiday on a weekend moves to the next working day
 * @text: the first day on which that is law
 * @ground: (nullable): the act; provisional without it
 * @error: %COUNCIL_ERROR_RULE when that day has passed and there is no act, or it is law already
 *
 * What was law before ends the day before; what was to begin later is dropped.
 */
gboolean holiday_set_transfer (Db *db, const char *code, gboolean moves, const char *text,
                               const char *ground, GError **error);

/** holiday_check: a CheckSource: rules that overlap or contradict, decrees without an act. */
gboolean holiday_check (Db *db, const char *lang, GPtrArray *findings, GError **error);
