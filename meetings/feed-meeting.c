/* Meetings as the events of a feed. */
#include "meetings/feed-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"

#include <string.h>

/* --- the description ----------------------------------------------------------------------- */

/* Gender-free, since one word serves in a sentence of any kind. */
static const char *
state_line (const Meeting *meeting)
{
  if (meeting_is (meeting, MEETING_PLANNED))
    return N_ ("The date is proposed; it waits for the parties' confirmation.");
  if (meeting_is (meeting, MEETING_CONVENED))
    return N_ ("Every party has confirmed the date.");
  if (meeting_is (meeting, MEETING_CANCELLED))
    return N_ ("Cancelled.");
  return N_ ("The meeting was held.");
}

/* "Душанбе: 15 марта 2027 года, 10:00" for each capital. */
static void
add_capital_times (const Feed *feed, const Meeting *meeting, GString *text)
{
  for (guint i = 0; i < feed->parties->len && !meeting->all_day; i++)
    {
      const Party *party = g_ptr_array_index (feed->parties, i);
      g_autoptr(GDateTime) local = instant_in_zone (meeting->starts, party->time_zone);
      g_autoptr(GDateTime) last = g_date_time_add_seconds (meeting->ends, -1);
      g_autofree char *time = g_date_time_format (local, "%H:%M");
      g_autofree char *days = NULL;
      GDate from, to;

      instant_local_date (meeting->starts, party->time_zone, &from);
      instant_local_date (last, party->time_zone, &to);
      days = language_date_range (feed->lang, &from, &to);
      g_string_append_printf (text, "\n%s: %s, %s",
                              (char *) g_ptr_array_index (feed->capitals, i), days, time);
    }
}

static char *
event_description (const Feed *feed, const Meeting *meeting)
{
  g_autoptr(GString) text = g_string_new (tr (feed->lang, state_line (meeting)));
  const char *agenda = feed->scope->agenda ? feed->scope->agenda
                                           : g_hash_table_lookup (feed->agendas, meeting->id);
  guint host = meeting->host ? feed_party (feed, meeting->host) : feed->parties->len;

  feed_line (feed, text, N_ ("Reason: {value}"), meeting->cancelled_reason);
  add_capital_times (feed, meeting, text);
  if (host < feed->parties->len)
    feed_line (feed, text, N_ ("Host: {value}"), g_ptr_array_index (feed->states, host));
  if (!g_str_equal (meeting->form, "in-person"))
    feed_line (feed, text, N_ ("Form: {value:tr}"), meeting->form);
  feed_line (feed, text, N_ ("Reason of the meeting: {value}"), meeting->reason);
  feed_line (feed, text, N_ ("Reference: {value}"), meeting->ref);
  if (agenda != NULL && *agenda != '\0')
    g_string_append_printf (text, "\n\n%s\n%s", tr (feed->lang, N_ ("Agenda:")), agenda);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- the place ----------------------------------------------------------------------------- */

/* The party in whose capital it is; parties->len if it is elsewhere. */
static guint
capital_of (const Feed *feed, const Meeting *meeting)
{
  guint i = 0;

  while (i < feed->parties->len &&
         g_strcmp0 (g_ptr_array_index (feed->capitals_ru, i), meeting->city) != 0)
    i++;
  return i;
}

/* A capital is named in the feed's language; of another city the file has one name. */
static char *
event_location (const Feed *feed, const Meeting *meeting)
{
  guint capital = capital_of (feed, meeting);
  const char *city = capital < feed->parties->len ? g_ptr_array_index (feed->capitals, capital)
                                                  : meeting->city;

  if (city != NULL && meeting->venue != NULL)
    return g_strdup_printf ("%s, %s", city, meeting->venue);
  return g_strdup (city ? city : meeting->venue);
}

/* The coordinates are those of a capital; another city has none in the file. */
static void
set_geo (const Feed *feed, const Meeting *meeting, CalendarEvent *event)
{
  guint capital = capital_of (feed, meeting);
  const Party *party =
      capital < feed->parties->len ? g_ptr_array_index (feed->parties, capital) : NULL;

  if (party == NULL || party->latitude == NULL || party->longitude == NULL)
    return;
  event->has_geo = TRUE;
  event->latitude = g_ascii_strtod (party->latitude, NULL);
  event->longitude = g_ascii_strtod (party->longitude, NULL);
}

/* --- events -------------------------------------------------------------------------------- */

static void
set_status (const Meeting *meeting, CalendarEvent *event)
{
  gboolean open = meeting_is_open (meeting);
  const char *color = open ? "seagreen" : "steelblue";

  event->status = CALENDAR_CONFIRMED;
  if (meeting_is (meeting, MEETING_CANCELLED))
    {
      event->status = CALENDAR_CANCELLED;
      color = "gray";
    }
  else if (meeting_is (meeting, MEETING_PLANNED))
    {
      event->status = CALENDAR_TENTATIVE;
      color = "goldenrod";
    }
  event->color = g_strdup (color);
}

static void
set_time (const Feed *feed, const Meeting *meeting, CalendarEvent *event)
{
  meeting_first_day (meeting, &event->first_day);
  meeting_last_day (meeting, &event->last_day);
  event->all_day =
      meeting->all_day || (g_str_equal (feed->several_days, "all-day") &&
                           g_date_compare (&event->first_day, &event->last_day) != 0);
  if (event->all_day)
    return;
  event->starts_at = g_date_time_ref (meeting->starts);
  event->ends_at = g_date_time_ref (meeting->ends);
  event->zone = g_strdup (meeting->time_zone);
}

static void
set_links (const Feed *feed, const Meeting *meeting, CalendarEvent *event)
{
  event->url = g_strdup (meeting->url);
  if (!g_str_equal (meeting->form, "in-person"))
    event->conference = g_strdup (meeting->url);
  if (feed->scope->address == NULL || !g_hash_table_contains (feed->agendas, meeting->id))
    return;
  event->attachment = g_strdup_printf ("%s/%s.html", feed->scope->address, meeting->ref);
  event->attachment_type = g_strdup ("text/html");
  event->attachment_title = g_strdup (tr (feed->lang, N_ ("Agenda")));
}

const char *
feed_meeting_changed (const Feed *feed, const Meeting *meeting)
{
  gboolean numbered =
      meeting->own == NULL && !g_hash_table_contains (feed->groups, meeting->body);

  /* The number of one that is ahead follows from the meetings before it. */
  return numbered && meeting_is_open (meeting) &&
                 strcmp (feed->ordered_at, meeting->changed_at) > 0
             ? feed->ordered_at
             : meeting->changed_at;
}

static CalendarEvent *
make_event (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autoptr(CalendarEvent) event = calendar_event_new ();
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);

  event->summary = feed_meeting_title (feed, meeting, error);
  if (event->summary == NULL)
    return NULL;
  event->organizer_name = g_strdup (feed->name);
  event->uid = g_strdup_printf ("%s@%s.council", meeting->id, feed->handle);
  event->description = event_description (feed, meeting);
  event->sequence = (guint) meeting->sequence;
  set_status (meeting, event);
  set_time (feed, meeting, event);
  /* The setting moves the start of such a meeting; letters have the meeting's own count. */
  if (feed->scope->meeting == NULL &&
      g_date_compare (&event->first_day, &event->last_day) != 0)
    event->sequence += feed->shapes_of_days;
  event->location = event_location (feed, meeting);
  set_geo (feed, meeting, event);
  set_links (feed, meeting, event);
  if (meeting_is_open (meeting))
    event->alarm_minutes = feed->alarm_minutes;
  g_ptr_array_add (event->categories,
                   g_strdup (tr (feed->lang, regular ? N_ ("regular meeting")
                                                     : N_ ("extraordinary meeting"))));
  event->created = instant_parse (meeting->created_at, error);
  event->last_modified =
      event->created
          ? feed_stamp (feed, feed_meeting_changed (feed, meeting), meeting->ref, error)
          : NULL;
  return event->last_modified ? g_steal_pointer (&event) : NULL;
}

/* One meeting, or all. */
static GPtrArray *
choose_meetings (Db *db, const char *ref, GError **error)
{
  g_autoptr(Meeting) meeting = NULL;
  GPtrArray *one;

  if (ref == NULL)
    return meeting_list_all (db, error);
  meeting = meeting_load (db, ref, error);
  if (meeting == NULL)
    return NULL;
  if (!meeting_has_date (meeting))
    {
      council_error (error, COUNCIL_ERROR_RULE,
                     N_ ("meeting {ref}: it has no date yet (schedule it first)"), "ref",
                     meeting->ref, NULL);
      return NULL;
    }
  one = g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_free);
  g_ptr_array_add (one, g_steal_pointer (&meeting));
  return one;
}

gboolean
feed_add_meetings (Feed *feed, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GPtrArray) meetings = choose_meetings (feed->db, feed->scope->meeting, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      CalendarEvent *event;

      if (!meeting_has_date (meeting) ||
          (feed->meetings != NULL && !g_hash_table_contains (feed->meetings, meeting->id)) ||
          (feed->hidden != NULL && g_hash_table_contains (feed->hidden, meeting->id)))
        continue;
      event = make_event (feed, meeting, error);
      if (event == NULL)
        return FALSE;
      g_ptr_array_add (calendar->events, event);
    }
  return meetings != NULL;
}
