#include "meetings/meetings.h"

#include "meetings/settings.h"

void
meetings_register (void)
{
  registry_add_settings (meeting_settings);
}
