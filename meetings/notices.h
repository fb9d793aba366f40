/* What an act tells besides its result: whom to write to, what changed along with it. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *lang; /* what they are written in */
  GPtrArray *lines; /* (element-type utf8): one notice each */
  GPtrArray
      *moved; /* (nullable) (element-type DeadlineMove): deadlines that got another date */
  GPtrArray *tell; /* (nullable) (element-type Recipient): whom to tell */
} Notices;

/** notices_new: (transfer full): none yet. */
Notices *notices_new (const char *lang);
void notices_free (Notices *notices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Notices, notices_free)

/** notices_add: one more, filled as by tr_fill(); nothing when @notices is %NULL. */
void notices_add (Notices *notices, const char *message, ...) G_GNUC_NULL_TERMINATED;
