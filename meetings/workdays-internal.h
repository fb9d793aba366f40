/* Between workdays.c, which keeps and answers, and workdays-find.c, which works out. */
#pragma once

#include "meetings/workdays.h"

/* Days beyond the stretch that are worked out too: a move, or the neighbour of a day, can lie
 * across its ends. */
#define WORKDAYS_MARGIN 60

struct _Workdays
{
  GDate first, last;
  GStringChunk *strings;
  GPtrArray *parties;  /* (element-type utf8): in the order added */
  GPtrArray *rules;    /* (element-type DayRule) */
  GPtrArray *conducts; /* (element-type DayConduct) */
  GPtrArray *decrees;  /* (element-type DayDecree) */
  GHashTable *days;    /* workdays_key() to WorkDay */
};

/** workdays_key: the key of a party's day in the table. */
gpointer workdays_key (guint party, const GDate *date);

/** workdays_lookup: (nullable): what is special about the day of the party with that place. */
WorkDay *workdays_lookup (const Workdays *workdays, guint party, const GDate *date);

/** workdays_is_weekend: Saturday or Sunday. */
gboolean workdays_is_weekend (const GDate *date);
