/* What the calendar module and its loader agree on.
 *
 * The module knows GLib, libical and the structs of calendar.h, nothing else of council: it is
 * not linked with core, so that nothing exists twice.  It reports a problem as a message and its
 * values; the loader raises the error. */
#pragma once

#include "core/error.h"
#include "meetings/calendar.h"

/* Raised with every change of CalendarModule, CalendarFeed or CalendarEvent. */
#define CALENDAR_MODULE_VERSION 4

/* The one symbol that the module exports: a const CalendarModule. */
#define CALENDAR_MODULE_SYMBOL "council_calendar_module"

#define CALENDAR_PROBLEM_VALUES 3

/** Why a function of the module failed. */
typedef struct
{
  CouncilErrorCode code;
  const char *message; /* an English msgid */
  struct
  {
    const char *name; /* %NULL ends the values */
    char *value;      /* owned; any bytes */
  } values[CALENDAR_PROBLEM_VALUES];
} CalendarProblem;

/** The functions behind those of calendar.h; each fills @problem when it fails. */
typedef struct
{
  guint version;
  GBytes *(*write) (const CalendarFeed *feed, CalendarProblem *problem);
  gboolean (*validate) (GBytes *ics, GPtrArray *findings, CalendarProblem *problem);
  gboolean (*lunar_days) (int year_from, int year_to, int islamic_month, int islamic_day,
                          GArray *dates, CalendarProblem *problem);
} CalendarModule;

extern const CalendarModule council_calendar_module __attribute__ ((visibility ("default")));
