/* What the Agreement leaves open about meetings. */
#pragma once

#include "core/registry.h"

/** The settings of meetings; meetings_register() adds them. */
extern const SettingDefinition meeting_settings[];

/** settings_read_time: fills @minute, of the day, from "10:00"; "24:00" is its end. */
gboolean settings_read_time (const char *text, int *minute);

/** settings_read_hours: the same of "09:00-18:00"; it closes after it opens. */
gboolean settings_read_hours (const char *text, int *opens, int *closes);

/** settings_read_list: fills @set with a bit a number, 1 << number, from "2,3,4": numbers from 1
 * to @highest, at least one. */
gboolean settings_read_list (const char *text, guint highest, guint *set);
