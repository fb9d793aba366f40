/* One VEVENT (RFC 5545, 3.6.1): when it is, how it recurs, whether it blocks its time. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>

BusyEvent *
busy_event_new (guint line, guint number)
{
  BusyEvent *event = g_new0 (BusyEvent, 1);

  event->line = line;
  event->number = number;
  event->outlook_status = -1;
  return event;
}

void
busy_event_free (BusyEvent *event)
{
  g_free (event->title);
  g_free (event->categories);
  g_clear_pointer (&event->entry, busy_entry_free);
  g_clear_pointer (&event->rules, g_ptr_array_unref);
  g_clear_pointer (&event->exclusions, g_ptr_array_unref);
  g_clear_pointer (&event->dates, g_array_unref);
  g_clear_pointer (&event->exceptions, g_array_unref);
  g_free (event);
}

static gboolean
read_length (BusyReader *reader, const BusyLine *line, BusyPeriod *when)
{
  char *text = g_strstrip (line->value);

  if (when->kind == BUSY_HAS_END)
    return TRUE; /* RFC 5545 allows one of them */
  if (!busy_length (text, strlen (text), &when->length))
    return busy_refuse (reader, BUSY_BAD_LENGTH, line->number, BUSY_DURATION);
  when->kind = BUSY_HAS_LENGTH;
  return TRUE;
}

static gboolean
read_recurrence_id (BusyReader *reader, const BusyLine *line, BusyEvent *event)
{
  g_autofree char *range = busy_line_parameter (line, "RANGE");

  event->has_recurrence_id = TRUE;
  event->this_and_future = range != NULL && busy_text_is (range, "THISANDFUTURE");
  return busy_value_time (reader, line, BUSY_RECURRENCE_ID, &event->recurrence_id);
}

/* BUSYSTATUS is what the owner chose; INTENDEDSTATUS, what the organizer meant, counts without
 * it.  Someone who works elsewhere can come, and Outlook itself calls it transparent. */
static void
read_outlook_status (BusyEvent *event, const char *value, gboolean intended)
{
  static const struct
  {
    const char *name;
    int status;
  } known[] = {
    { "FREE", BUSY_OUTLOOK_FREE },
    { "WORKINGELSEWHERE", BUSY_OUTLOOK_FREE },
    { "TENTATIVE", BUSY_OUTLOOK_TENTATIVE },
    { "BUSY", BUSY_OUTLOOK_BUSY },
    { "OOF", BUSY_OUTLOOK_BUSY },
    { "OUTOFOFFICE", BUSY_OUTLOOK_BUSY },
  };

  if (intended && event->outlook_status >= 0 && !event->outlook_intended)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (busy_text_is (value, known[i].name))
      {
        event->outlook_status = known[i].status;
        event->outlook_intended = intended;
      }
}

static void
read_status (BusyEvent *event, const char *value)
{
  event->cancelled |= busy_text_is (value, "CANCELLED");
  event->status_tentative = busy_text_is (value, "TENTATIVE");
}

static gint64
read_stamp (BusyReader *reader, const BusyLine *line)
{
  BusyTime time;

  return busy_date_time (reader->zones, line->value, strlen (line->value),
                         busy_zones_utc (reader->zones), &time)
             ? time.local
             : 0;
}

/* Whether @value ("mailto:a@example.org") is the address. */
static gboolean
is_address (const char *value, const char *address)
{
  static const char scheme[] = "mailto:";

  if (g_ascii_strncasecmp (value, scheme, strlen (scheme)) == 0)
    value += strlen (scheme);
  return address != NULL && busy_text_is (value, address);
}

/* Apple writes its own addresses as the value, and those of mail as a parameter. */
static gboolean
is_owner (const BusyReader *reader, const BusyLine *line)
{
  const char *value = g_strstrip (line->value);
  g_autofree char *mail = NULL;

  if (reader->owner == NULL && reader->calendar_owner == NULL)
    return FALSE;
  if (is_address (value, reader->owner) || is_address (value, reader->calendar_owner))
    return TRUE;
  mail = strstr (line->parameters, "@") != NULL ? busy_line_parameter (line, "EMAIL") : NULL;
  return mail != NULL &&
         (is_address (mail, reader->owner) || is_address (mail, reader->calendar_owner));
}

/* What the owner said to the invitation.  Two addresses that say different things say none. */
static void
read_attendee (const BusyReader *reader, BusyEvent *event, const BusyLine *line)
{
  g_autofree char *said = NULL;
  BusyAnswer answer = BUSY_ANSWER_COMES;

  if (!is_owner (reader, line))
    return;
  said = busy_line_parameter (line, "PARTSTAT");
  if (said != NULL && busy_text_is (said, "DECLINED"))
    answer = BUSY_ANSWER_DECLINED;
  else if (said != NULL && busy_text_is (said, "TENTATIVE"))
    answer = BUSY_ANSWER_TENTATIVE;
  if (event->answer != BUSY_ANSWER_UNKNOWN && event->answer != answer)
    answer = BUSY_ANSWER_COMES;
  event->answer = answer;
}

/* What a day is called, and of what kind it is. */
static void
read_name (BusyEvent *event, const BusyLine *line)
{
  g_autofree char *text = busy_text_line (line->value, DAYS_TEXT_LETTERS);

  if (strcmp (line->name, "SUMMARY") == 0 && event->title == NULL)
    event->title = g_steal_pointer (&text);
  else if (strcmp (line->name, "CATEGORIES") == 0)
    {
      g_autofree char *before = event->categories;
      g_autofree char *all = before ? g_strjoin (", ", before, text, NULL) : g_strdup (text);

      event->categories = busy_text_line (all, DAYS_TEXT_LETTERS);
    }
}

/* Properties that are no times: cannot fail. */
static void
event_word (BusyReader *reader, BusyEvent *event, const BusyLine *line)
{
  const char *name = line->name;
  char *value = g_strstrip (line->value);

  if (strcmp (name, "UID") == 0 && event->uid == NULL && *value != '\0')
    event->uid = value;
  else if (strcmp (name, "SEQUENCE") == 0)
    event->sequence = (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, G_MAXINT);
  else if (strcmp (name, "DTSTAMP") == 0)
    event->stamp = read_stamp (reader, line);
  else if (strcmp (name, "STATUS") == 0)
    read_status (event, value);
  else if (strcmp (name, "ATTENDEE") == 0)
    read_attendee (reader, event, line);
  else if (strcmp (name, "TRANSP") == 0)
    event->transparent = busy_text_is (value, "TRANSPARENT");
  else if (strcmp (name, "X-MICROSOFT-CDO-BUSYSTATUS") == 0)
    read_outlook_status (event, value, FALSE);
  else if (strcmp (name, "X-MICROSOFT-CDO-INTENDEDSTATUS") == 0)
    read_outlook_status (event, value, TRUE);
  else if (strcmp (name, "X-MICROSOFT-CDO-ALLDAYEVENT") == 0)
    event->outlook_all_day = busy_text_is (value, "TRUE");
}

gboolean
busy_event_line (BusyReader *reader, BusyEvent *event, const BusyLine *line)
{
  const char *name = line->name;

  if (strcmp (name, "DTSTART") == 0)
    {
      event->has_start = TRUE;
      return busy_value_time (reader, line, BUSY_DTSTART, &event->when.start);
    }
  if (strcmp (name, "DTEND") == 0)
    {
      event->when.kind = BUSY_HAS_END;
      return busy_value_time (reader, line, BUSY_DTEND, &event->when.end);
    }
  if (strcmp (name, "DURATION") == 0)
    return read_length (reader, line, &event->when);
  if (strcmp (name, "RECURRENCE-ID") == 0)
    return read_recurrence_id (reader, line, event);
  if (strcmp (name, "RRULE") == 0)
    return busy_rule_add (reader, line, BUSY_RRULE, &event->rules);
  if (strcmp (name, "EXRULE") == 0)
    return busy_rule_add (reader, line, BUSY_EXRULE, &event->exclusions);
  if (strcmp (name, "RDATE") == 0)
    {
      if (event->dates == NULL)
        event->dates = g_array_new (FALSE, FALSE, sizeof (BusyPeriod));
      return busy_value_periods (reader, line, BUSY_RDATE, BUSY_CALENDAR_VALUES, event->dates);
    }
  if (strcmp (name, "EXDATE") == 0)
    {
      if (event->exceptions == NULL)
        event->exceptions = g_array_new (FALSE, FALSE, sizeof (BusyTime));
      return busy_value_times (reader, line, BUSY_EXDATE, event->exceptions);
    }
  if (reader->names_days || reader->lists_entries)
    read_name (event, line);
  if (event->entry != NULL)
    busy_entry_line (event, line);
  event_word (reader, event, line);
  return TRUE;
}

/* Outlook writes a whole day as midnight to midnight of some zone, and says that it means the
 * dates. */
static void
outlook_all_day (BusyReader *reader, BusyEvent *event)
{
  BusyPeriod *when = &event->when;

  if (!event->outlook_all_day || !event->has_start || when->start.is_date ||
      when->start.zone == busy_zones_utc (reader->zones) || when->kind != BUSY_HAS_END ||
      when->start.local % BUSY_DAY != 0 || when->end.local % BUSY_DAY != 0)
    return;
  when->start.is_date = when->end.is_date = TRUE;
  when->start.zone = when->end.zone = busy_zones_own (reader->zones);
}

void
busy_event_close (BusyReader *reader, BusyEvent *event, gboolean cancelled)
{
  event->cancelled |= cancelled;
  outlook_all_day (reader, event);
}
