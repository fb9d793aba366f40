/* A list of days off that others publish, held against the file's own rules.
 *
 * Public lists are often out of date: they still count days that a law has made working days.
 * So nothing is believed that a rule of the file contradicts: such a day is a conflict, shown
 * with what the rule says, and entered by hand if the list is right after all.  What is new
 * becomes a decree, provisional unless an act is named.  The past is not touched without one. */
#pragma once

#include "core/db.h"
#include "meetings/workdays.h"

typedef enum
{
  IMPORT_NEW,       /* becomes a decree */
  IMPORT_CONFIRMED, /* known, but provisional: the act confirms it */
  IMPORT_SAME,      /* as the file has it */
  IMPORT_CONFLICT,  /* the file has a rule, or a confirmed day, that says otherwise */
  IMPORT_PASSED,    /* new, but past: needs an act */
  IMPORT_MISSING,   /* off by the file's rules, not in the list; nothing changes */
  N_IMPORT_KINDS
} HolidayImportKind;

/** holiday_import_kind_name: (transfer none): "new", "confirmed", … as JSON has it. */
const char *holiday_import_kind_name (HolidayImportKind kind);

typedef struct
{
  GDate date;
  HolidayImportKind kind;
  DayKind day; /* what the list says of it; of a missing one what the file says */
  char *title; /* what the list calls it; of a missing one what the file does */
  char *words; /* what the file says of it */
  char *rule;  /* (nullable): handle of the lunar rule whose day it is */
} HolidayImportDay;

typedef struct
{
  GPtrArray *days; /* (element-type HolidayImportDay): by date */
  guint counts[N_IMPORT_KINDS];
  guint hours;   /* events left out because they have hours */
  guint foreign; /* days left out because they name another party's country */
} HolidayImport;

void holiday_import_free (HolidayImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HolidayImport, holiday_import_free)

/**
 * holiday_import:
 * @party: code of the party whose list it is
 * @ics: the list, as it came from outside
 * @year: the year that is read; 0 for this one and the two that follow
 * @basis: (nullable): the act that makes it law; without it what is new is provisional
 * @lang: of the words
 * @error: %COUNCIL_ERROR_INPUT for a file that is refused
 *
 * Reads the list, compares it day by day and enters what is new.  An announced lunar day takes
 * the place of the computed one.  The same list a second time changes nothing.
 *
 * Returns: (transfer full): what differed
 */
HolidayImport *holiday_import (Db *db, const char *party, GBytes *ics, int year,
                               const char *basis, const char *lang, GError **error);
