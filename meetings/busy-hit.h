/* Meetings that busy time has come to fall on: it was noted after they were planned.
 *
 * Of a person the meetings count at which they preside or sit in a delegation, of a party every
 * one.  Travel does not count: 'council meeting propose --meeting REF --explain DATE' says that. */
#pragma once

#include "meetings/busy.h"

#include "core/json.h"

typedef enum
{
  BUSY_HIT_CHAIR,    /* presides for a party */
  BUSY_HIT_DELEGATE, /* sits in a delegation */
  BUSY_HIT_PARTY     /* the whole party cannot */
} BusyHitRole;

typedef struct
{
  BusyHitRole role;
  char *meeting;      /* its reference */
  char *when;         /* "17 марта 2027 года, среда, 10:00" */
  char *state;        /* of the meeting */
  char *party;        /* code: whose chair or delegate, or who cannot */
  char *country;      /* its name */
  char *person;       /* (nullable): handle; %NULL of a party */
  char *who;          /* the person's name, or why the party cannot */
  gboolean tentative; /* it may yet change */
} BusyHit;

void busy_hit_free (BusyHit *hit);

/** busy_hits_of_entry: (transfer full) (element-type BusyHit): by the meetings' start: those that
 * are planned or convened and not over, on which @entry falls. */
GPtrArray *
busy_hits_of_entry (Db *db, const BusyEntry *entry, const char *lang, GError **error);

/** busy_hits_of_import: (transfer full) (element-type BusyHit): the same of what is
 * known of the person in the window that was read. */
GPtrArray *
busy_hits_of_import (Db *db, const BusyImported *imported, const char *lang, GError **error);

/** busy_hit_line: (transfer full): what has to be decided, in a line. */
char *busy_hit_line (const BusyHit *hit, const char *lang);

/** busy_hits_json: adds the array "meetings" of {"meeting","state","party","person","role",
 * "tentative"}. */
void busy_hits_json (JsonBuilder *builder, GPtrArray *hits);
