/* The agenda of a meeting, as the calendar links to it: called as the event that it belongs to. */
#include "web/pages.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "core/party.h"
#include "meetings/agenda.h"
#include "web/html.h"

static void
add_row (GString *html, const char *lang, const char *what, const char *value)
{
  if (value == NULL)
    return;
  html_element (html, "dt", tr (lang, what));
  html_element (html, "dd", value);
}

/* By the clock of each capital. */
static gboolean
add_times (Db *db, const Meeting *meeting, const char *lang, GString *html, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *capital =
          party_name (db, party, "capital", lang, CASE_NOMINATIVE, error);
      g_autoptr(GDateTime) local = instant_in_zone (meeting->starts, party->time_zone);
      g_autofree char *time = g_date_time_format (local, "%H:%M"), *day = NULL, *both = NULL;
      GDate date;

      if (capital == NULL)
        return FALSE;
      instant_local_date (meeting->starts, party->time_zone, &date);
      day = language_date_long (lang, &date);
      both = g_strdup_printf ("%s, %s", day, time);
      html_element (html, "dt", capital);
      html_element (html, "dd", both);
    }
  return parties != NULL;
}

static void
add_item (const AgendaItem *item, GString *html)
{
  html_raw (html, "<li>");
  html_text (html, item->title);
  for (guint i = 0; i < item->rapporteurs->len; i++)
    {
      const Responsible *rapporteur = g_ptr_array_index (item->rapporteurs, i);

      html_raw (html, "<br><span class=\"note\">");
      html_text (html, rapporteur->who);
      html_raw (html, "</span>");
    }
  html_raw (html, "</li>\n");
}

/* What the event's description begins with: that the date waits, that it is cancelled. */
static void
add_state (const CalendarEvent *event, GString *html)
{
  g_auto(GStrv) lines = g_strsplit (event->description ? event->description : "", "\n", 2);

  if (lines[0] != NULL && *lines[0] != '\0')
    html_element (html, "p", lines[0]);
}

GBytes *
page_agenda (Db *db, const char *ref, const CalendarEvent *event, const char *lang,
             GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(GPtrArray) items = meeting ? agenda_list (db, meeting->id, error) : NULL;
  g_autoptr(GString) html = g_string_new (NULL);
  g_autofree char *days = NULL;
  GDate first, last;

  if (items == NULL)
    return NULL;
  meeting_first_day (meeting, &first);
  meeting_last_day (meeting, &last);
  days = language_date_range (lang, &first, &last);
  html_element (html, "h1", event->summary);
  add_state (event, html);
  html_raw (html, "<dl>\n");
  add_row (html, lang, N_ ("Date"), days);
  if (!meeting->all_day && !add_times (db, meeting, lang, html, error))
    return NULL;
  add_row (html, lang, N_ ("Place"), event->location);
  html_raw (html, "</dl>\n");
  html_element (html, "h2", tr (lang, N_ ("Agenda")));
  html_raw (html, "<ol>\n");
  for (guint i = 0; i < items->len; i++)
    add_item (g_ptr_array_index (items, i), html);
  html_raw (html, "</ol>\n");
  return html_page (lang, event->summary, html);
}
