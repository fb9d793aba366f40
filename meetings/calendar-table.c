/* The one symbol that the calendar module exports. */
#include "meetings/calendar-internal.h"

const CalendarModule council_calendar_module = {
  .version = CALENDAR_MODULE_VERSION,
  .write = calendar_write_ics,
  .validate = calendar_check_ics,
  .lunar_days = calendar_find_lunar_days,
};

gboolean
calendar_problem (CalendarProblem *problem, CouncilErrorCode code, const char *message, ...)
{
  const char *name;
  guint n = 0;
  va_list ap;

  problem->code = code;
  problem->message = message;
  va_start (ap, message);
  while ((name = va_arg (ap, const char *)) != NULL && n < CALENDAR_PROBLEM_VALUES)
    {
      problem->values[n].name = name;
      problem->values[n].value = g_strdup (va_arg (ap, const char *));
      n++;
    }
  va_end (ap);
  return FALSE;
}
