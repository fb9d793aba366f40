/* Between holiday-import.c, which reads a list and enters what is new, and
 * holiday-import-compare.c, which holds it against the rules; nobody else includes it. */
#pragma once

#include "meetings/holiday-import.h"
#include "meetings/holiday.h"

/* A day of the list. */
typedef struct
{
  GDate date;
  DayKind kind;
  char *title;
} ListedDay;

typedef struct
{
  Db *db;
  const char *lang;
  const char *basis; /* (nullable) */
  Party *party;
  GPtrArray *places; /* (element-type HolidayPlace), in @lang */
  const HolidayPlace *place;
  GPtrArray *rules;   /* (element-type HolidayRule): of the party */
  Workdays *workdays; /* named as the rules are */
  Workdays *spoken;   /* the same, named in @lang */
  GDate first, last, today;
  GHashTable *listed; /* julian day to ListedDay */
  HolidayImport *import;
} Import;

/** holiday_import_compare: fills import->import with what each day of the list is to the file, and
 * what the list lacks. */
gboolean holiday_import_compare (Import *import, GError **error);
