#include "meetings/meetings.h"

#include "core/registry.h"
#include "meetings/alternation.h"
#include "meetings/day-off.h"
#include "meetings/decision.h"
#include "meetings/delegation.h"
#include "meetings/holiday.h"
#include "meetings/mail-status.h"
#include "meetings/meeting-status.h"
#include "meetings/settings.h"

/* Before what other rooms tell: the meeting is what everything turns about. */
#define STATUS_ORDER 10

void
meetings_register (void)
{
  registry_add_settings (meeting_settings);
  registry_add_status (STATUS_ORDER, &meeting_status);
  registry_add_status (STATUS_ORDER + 20, &decision_status);
  registry_add_status (STATUS_ORDER + 90, &mail_status);
  registry_add_check (alternation_check);
  registry_add_check (meeting_check);
  registry_add_check (holiday_check);
  registry_add_check (day_off_check);
  registry_add_check (delegation_check);
  registry_add_check (decision_check);
  registry_add_chair_effect (meeting_chair_effect);
  registry_add_force_effect (decision_enter_force);
}
