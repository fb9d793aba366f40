/* What the Agreement leaves open about meetings. */
#pragma once

#include "core/registry.h"

/** The settings of meetings; meetings_register() adds them. */
extern const SettingDefinition meeting_settings[];
