/* What meetings tell at the desk: status, checks, what a new chair touches. */
#pragma once

#include "core/registry.h"

/** The next meeting, whose turn it is, deadlines: "next", "turn", "deadlines". */
extern const StatusSource meeting_status;

/** meeting_check: a CheckSource: meetings whose record contradicts itself. */
gboolean meeting_check (Db *db, const char *lang, GPtrArray *findings, GError **error);

/** meeting_chair_effect: a ChairEffect: meetings ahead at which the chair presides. */
gboolean meeting_chair_effect (Db *db, const ChairChange *change, const char *lang,
                               GPtrArray *lines, GError **error);
