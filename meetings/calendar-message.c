/* What a calendar that is sent to someone has beside a feed: its attendees (RFC 5546). */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

/* --- what no app forgives ------------------------------------------------------------------ */

static gboolean
is_blank (const char *address)
{
  g_autofree char *line = address ? calendar_line (address) : NULL;

  return line == NULL || strchr (line, '@') == NULL;
}

static gboolean
refuse (CalendarProblem *problem, const char *message, const CalendarEvent *event)
{
  return calendar_problem (problem, COUNCIL_ERROR_RULE, message, "uid", event->uid, NULL);
}

gboolean
calendar_message_check (const CalendarFeed *feed, const CalendarEvent *event,
                        CalendarProblem *problem)
{
  if (feed->method == CALENDAR_PUBLISH)
    return TRUE;
  if ((guint) feed->method >= N_CALENDAR_METHODS || event->task ||
      (feed->method == CALENDAR_REQUEST && event->status == CALENDAR_CANCELLED) ||
      (feed->method == CALENDAR_CANCEL && event->status != CALENDAR_CANCELLED))
    return refuse (problem,
                   N_ ("calendar event {uid}: a request is for a meeting that takes place, a "
                       "cancellation for one that does not"),
                   event);
  if (is_blank (event->organizer_address))
    return refuse (problem, N_ ("calendar event {uid} has no organizer to answer to"), event);
  if (event->attendees->len == 0)
    return refuse (problem, N_ ("calendar event {uid} invites nobody"), event);
  for (guint i = 0; i < event->attendees->len; i++)
    if (is_blank (((CalendarAttendee *) g_ptr_array_index (event->attendees, i))->address))
      return refuse (problem, N_ ("calendar event {uid}: an attendee has no address"), event);
  return TRUE;
}

/* --- attendees ----------------------------------------------------------------------------- */

static char *
mail_uri (const char *address)
{
  g_autofree char *escaped = calendar_uri (address);

  return g_strconcat ("mailto:", escaped, NULL);
}

static void
add_answer (const CalendarFeed *feed, icalproperty *property, const CalendarAttendee *attendee)
{
  static const icalparameter_partstat answers[] = {
    [CALENDAR_UNANSWERED] = ICAL_PARTSTAT_NEEDSACTION,
    [CALENDAR_ACCEPTED] = ICAL_PARTSTAT_ACCEPTED,
    [CALENDAR_DECLINED] = ICAL_PARTSTAT_DECLINED,
    [CALENDAR_PERHAPS] = ICAL_PARTSTAT_TENTATIVE,
    [CALENDAR_DELEGATED] = ICAL_PARTSTAT_DELEGATED,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (answers) == N_CALENDAR_ANSWERS);
  icalproperty_add_parameter (property,
                              icalparameter_new_partstat (answers[attendee->answer]));
  if (feed->method == CALENDAR_REQUEST && attendee->answer == CALENDAR_UNANSWERED)
    icalproperty_add_parameter (property, icalparameter_new_rsvp (ICAL_RSVP_TRUE));
}

static void
add_attendee (const CalendarFeed *feed, icalcomponent *component,
              const CalendarAttendee *attendee)
{
  static const icalparameter_role roles[] = {
    [CALENDAR_CHAIR] = ICAL_ROLE_CHAIR,
    [CALENDAR_REQUIRED] = ICAL_ROLE_REQPARTICIPANT,
    [CALENDAR_OPTIONAL] = ICAL_ROLE_OPTPARTICIPANT,
    [CALENDAR_INFORMED] = ICAL_ROLE_NONPARTICIPANT,
  };
  g_autofree char *uri = mail_uri (attendee->address);
  g_autofree char *name = attendee->name ? calendar_parameter (attendee->name) : NULL;
  g_autofree char *from =
      attendee->delegated_from ? mail_uri (attendee->delegated_from) : NULL;
  g_autofree char *to = attendee->delegated_to ? mail_uri (attendee->delegated_to) : NULL;
  icalproperty *property = icalproperty_new_attendee (uri);

  G_STATIC_ASSERT (G_N_ELEMENTS (roles) == N_CALENDAR_ROLES);
  if (name != NULL && *name != '\0')
    icalproperty_add_parameter (property, icalparameter_new_cn (name));
  icalproperty_add_parameter (property, icalparameter_new_cutype (ICAL_CUTYPE_INDIVIDUAL));
  icalproperty_add_parameter (property, icalparameter_new_role (roles[attendee->role]));
  add_answer (feed, property, attendee);
  if (from != NULL)
    icalproperty_add_parameter (property, icalparameter_new_delegatedfrom (from));
  if (to != NULL)
    icalproperty_add_parameter (property, icalparameter_new_delegatedto (to));
  icalcomponent_add_property (component, property);
}

void
calendar_message_add (const CalendarFeed *feed, icalcomponent *component,
                      const CalendarEvent *event)
{
  for (guint i = 0; i < event->attendees->len; i++)
    add_attendee (feed, component, g_ptr_array_index (event->attendees, i));
  calendar_add_text (component, icalproperty_new_comment, event->comment);
}
