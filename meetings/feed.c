#include "meetings/feed.h"

#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/meeting.h"

#include <string.h>

/* Apps ask the server again after so long; most have a rhythm of their own. */
#define REFRESH_MINUTES 180

typedef struct
{
  Db *db;
  const char *lang;
  GPtrArray *parties;
  char *own; /* (nullable): code of the party whose file it is: it names the council its way */
} Feed;

static void
feed_clear (Feed *feed)
{
  g_clear_pointer (&feed->parties, g_ptr_array_unref);
  g_clear_pointer (&feed->own, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Feed, feed_clear)

static gboolean
feed_open (Feed *feed, GError **error)
{
  g_autoptr (GError) problem = NULL;

  feed->parties = party_list (feed->db, error);
  if (feed->parties == NULL)
    return FALSE;
  feed->own = setting_get (feed->db, "own-party", &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return error == NULL || *error == NULL;
}

/* --- the title ----------------------------------------------------------------------------- */

/* The council's name as the file's own party writes it; the neutral one when there is none. */
static char *
council_name (const Feed *feed, GrammaticalCase grammatical_case, GError **error)
{
  g_autoptr (DbRow) row = db_one (feed->db, "SELECT id FROM council", error, "");

  if (row == NULL)
    return NULL;
  return name_get (feed->db, row_text (row, "id"), "body", feed->own, feed->lang,
                   grammatical_case, error);
}

static gboolean
is_russian (const Feed *feed)
{
  return !g_str_equal (feed->lang, "en");
}

/* «Второе очередное заседание Межправительственного совета» */
static char *
council_meeting_title (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autofree char *name = council_name (feed, CASE_GENITIVE, error);
  gint64 number = name ? meeting_ordinal (feed->db, meeting, error) : 0;
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);

  if (number <= 0)
    return NULL;
  if (!is_russian (feed))
    return g_strdup_printf ("%s, %s meeting no. %" G_GINT64_FORMAT, name,
                            regular ? "regular" : "extraordinary", number);

  g_autofree char *ordinal = language_ordinal ((guint) number, GENDER_NEUTER, CASE_NOMINATIVE);
  g_autofree char *first = g_utf8_substring (ordinal, 0, 1);
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strdup_printf ("%s%s %s заседание %s", capital, g_utf8_next_char (ordinal),
                          regular ? "очередное" : "внеочередное", name);
}

/* A cancelled meeting has no number: another takes it. */
static char *
unnumbered_title (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autofree char *name = council_name (feed, CASE_GENITIVE, error);
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);

  if (name == NULL)
    return NULL;
  if (!is_russian (feed))
    return g_strdup_printf ("%s, %s meeting", name, regular ? "regular" : "extraordinary");
  return g_strdup_printf ("%s заседание %s", regular ? "Очередное" : "Внеочередное", name);
}

static char *
meeting_title (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autoptr (DbRow) group = NULL;

  if (!db_maybe (feed->db, &group, "SELECT name FROM working_group WHERE id = ?", error, "s",
                 meeting->body))
    return NULL;
  if (group != NULL)
    return g_strdup_printf (is_russian (feed) ? "Заседание рабочей группы %s"
                                              : "Meeting of the working group «%s»",
                            row_text (group, "name"));
  if (meeting_is (meeting, MEETING_CANCELLED))
    return unnumbered_title (feed, meeting, error);
  return council_meeting_title (feed, meeting, error);
}

static char *
event_summary (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autofree char *title = meeting_title (feed, meeting, error);

  if (title == NULL)
    return NULL;
  return meeting->sample ? g_strconcat ("ОБРАЗЕЦ: ", title, NULL) : g_steal_pointer (&title);
}

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
static gboolean
add_capital_times (const Feed *feed, const Meeting *meeting, GString *text, GError **error)
{
  for (guint i = 0; i < feed->parties->len && !meeting->all_day; i++)
    {
      const Party *party = g_ptr_array_index (feed->parties, i);
      g_autofree char *capital
          = party_name (feed->db, party, "capital", feed->lang, CASE_NOMINATIVE, error);
      g_autoptr (GDateTime) local = NULL;
      g_autofree char *day = NULL, *time = NULL;
      GDate date;

      if (capital == NULL)
        return FALSE;
      local = instant_in_zone (meeting->starts, party->time_zone);
      instant_local_date (meeting->starts, party->time_zone, &date);
      day = language_date_long (feed->lang, &date);
      time = g_date_time_format (local, "%H:%M");
      g_string_append_printf (text, "\n%s: %s, %s", capital, day, time);
    }
  return TRUE;
}

static gboolean
add_host (const Feed *feed, const Meeting *meeting, GString *text, GError **error)
{
  g_autoptr (Party) host = NULL;
  g_autofree char *name = NULL, *line = NULL;

  if (meeting->host == NULL)
    return TRUE;
  host = party_load (feed->db, meeting->host, error);
  name = host ? party_name (feed->db, host, "state", feed->lang, CASE_NOMINATIVE, error) : NULL;
  if (name == NULL)
    return FALSE;
  line = tr_fill (feed->lang, "Host: {name}", "name", name, NULL);
  g_string_append_printf (text, "\n%s", line);
  return TRUE;
}

static void
add_line (const Feed *feed, GString *text, const char *message, const char *value)
{
  g_autofree char *line = value ? tr_fill (feed->lang, message, "value", value, NULL) : NULL;

  if (line != NULL)
    g_string_append_printf (text, "\n%s", line);
}

static gboolean
add_agenda (const Feed *feed, const Meeting *meeting, GString *text, GError **error)
{
  g_autoptr (GPtrArray) rows
      = db_all (feed->db,
                "SELECT position, title FROM agenda_item WHERE meeting = ?"
                " AND state <> 'withdrawn' ORDER BY position",
                error, "s", meeting->id);

  if (rows != NULL && rows->len > 0)
    g_string_append_printf (text, "\n\n%s", tr (feed->lang, "Agenda:"));
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "\n%s. %s", row_text (row, "position"),
                              row_text (row, "title"));
    }
  return rows != NULL;
}

static char *
event_description (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autoptr (GString) text = g_string_new (tr (feed->lang, state_line (meeting)));

  add_line (feed, text, N_ ("Reason: {value}"), meeting->cancelled_reason);
  if (!add_capital_times (feed, meeting, text, error) ||
      !add_host (feed, meeting, text, error))
    return NULL;
  if (!g_str_equal (meeting->form, "in-person"))
    add_line (feed, text, N_ ("Form: {value:tr}"), meeting->form);
  add_line (feed, text, N_ ("Reason of the meeting: {value}"), meeting->reason);
  add_line (feed, text, N_ ("Reference: {value}"), meeting->ref);
  if (!add_agenda (feed, meeting, text, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- the place ----------------------------------------------------------------------------- */

static char *
event_location (const Meeting *meeting)
{
  if (meeting->city != NULL && meeting->venue != NULL)
    return g_strdup_printf ("%s, %s", meeting->city, meeting->venue);
  return g_strdup (meeting->city ? meeting->city : meeting->venue);
}

/* The coordinates are those of a capital; another city has none in the file. */
static gboolean
set_geo (const Feed *feed, const Meeting *meeting, CalendarEvent *event, GError **error)
{
  for (guint i = 0; i < feed->parties->len && meeting->city != NULL; i++)
    {
      const Party *party = g_ptr_array_index (feed->parties, i);
      g_autofree char *capital
          = party_name (feed->db, party, "capital", "ru", CASE_NOMINATIVE, error);

      if (capital == NULL)
        return FALSE;
      if (!g_str_equal (capital, meeting->city) || party->latitude == NULL ||
          party->longitude == NULL)
        continue;
      event->has_geo = TRUE;
      event->latitude = g_ascii_strtod (party->latitude, NULL);
      event->longitude = g_ascii_strtod (party->longitude, NULL);
    }
  return TRUE;
}

/* --- events -------------------------------------------------------------------------------- */

static CalendarStatus
event_status (const Meeting *meeting)
{
  if (meeting_is (meeting, MEETING_CANCELLED))
    return CALENDAR_CANCELLED;
  return meeting_is (meeting, MEETING_PLANNED) ? CALENDAR_TENTATIVE : CALENDAR_CONFIRMED;
}

static void
set_time (const Meeting *meeting, CalendarEvent *event)
{
  event->all_day = meeting->all_day;
  if (meeting->all_day)
    {
      meeting_first_day (meeting, &event->first_day);
      meeting_last_day (meeting, &event->last_day);
      return;
    }
  event->starts_at = g_date_time_ref (meeting->starts);
  event->ends_at = g_date_time_ref (meeting->ends);
  event->zone = g_strdup (meeting->time_zone);
}

static CalendarEvent *
make_event (const Feed *feed, const Meeting *meeting, GError **error)
{
  g_autoptr (CalendarEvent) event = calendar_event_new ();
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);

  event->uid = meeting_uid (feed->db, meeting, error);
  event->summary = event->uid ? event_summary (feed, meeting, error) : NULL;
  event->description = event->summary ? event_description (feed, meeting, error) : NULL;
  if (event->description == NULL || !set_geo (feed, meeting, event, error))
    return NULL;
  event->sequence = (guint) meeting->sequence;
  event->status = event_status (meeting);
  set_time (meeting, event);
  event->location = event_location (meeting);
  event->url = g_strdup (meeting->url);
  g_ptr_array_add (event->categories,
                   g_strdup (tr (feed->lang, regular ? N_ ("regular meeting")
                                                     : N_ ("extraordinary meeting"))));
  event->created = instant_parse (meeting->created_at, error);
  event->last_modified = event->created ? instant_parse (meeting->changed_at, error) : NULL;
  return event->last_modified ? g_steal_pointer (&event) : NULL;
}

/* One meeting, or all that have a date. */
static GPtrArray *
choose_meetings (Db *db, const char *ref, GError **error)
{
  g_autoptr (Meeting) meeting = NULL;
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

CalendarFeed *
feed_meetings (Db *db, const char *ref, const char *lang, GError **error)
{
  g_auto (Feed) feed = { .db = db, .lang = lang };
  g_autoptr (GPtrArray) meetings = choose_meetings (db, ref, error);
  g_autofree char *name = NULL;
  g_autoptr (CalendarFeed) calendar = NULL;

  if (meetings == NULL || !feed_open (&feed, error))
    return NULL;
  name = council_name (&feed, CASE_NOMINATIVE, error);
  if (name == NULL)
    return NULL;
  calendar = calendar_feed_new (name);
  calendar->lang = g_strdup (lang);
  calendar->refresh_minutes = REFRESH_MINUTES;
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);
      CalendarEvent *event;

      if (!meeting_has_date (meeting))
        continue;
      event = make_event (&feed, meeting, error);
      if (event == NULL)
        return NULL;
      g_ptr_array_add (calendar->events, event);
    }
  return g_steal_pointer (&calendar);
}
