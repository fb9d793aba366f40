#include "meetings/meetings.h"

#include "core/registry.h"
#include "meetings/holiday.h"
#include "meetings/settings.h"

void
meetings_register (void)
{
  registry_add_check (holiday_check);
  registry_add_settings (meeting_settings);
}
