/* The entries of a calendar as they stand, read in this process by the reader of busy calendars
 * and in its bounds: nothing is expanded, nothing left out. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>

/* --- attendees ------------------------------------------------------------------------------ */

static void
attendee_free (BusyAttendee *attendee)
{
  g_free (attendee->address);
  g_free (attendee->name);
  g_free (attendee->state);
  g_free (attendee->delegated_to);
  g_free (attendee->delegated_from);
  g_free (attendee->sent_by);
  g_free (attendee);
}

/* (transfer full): the address of "mailto:ivan%2Bcouncil@example.org"; "" when it is none. */
static char *
address_of (const char *uri)
{
  g_autofree char *text = g_strstrip (g_strdup (uri));
  g_autofree char *address = NULL;

  if (g_ascii_strncasecmp (text, "mailto:", 7) != 0)
    return g_strdup ("");
  address = g_uri_unescape_string (text + 7, "/");
  if (address == NULL)
    address = g_strdup (text + 7);
  if (!g_utf8_validate (address, -1, NULL) || strlen (address) > ENTRY_NAME_BYTES ||
      strchr (address, '@') == NULL)
    return g_strdup ("");
  for (const char *p = address; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isgraph (g_utf8_get_char (p)) || strchr ("<>\",;", *p) != NULL)
      return g_strdup ("");
  return g_steal_pointer (&address);
}

/* The first address of a list that may be in quotes, one each. */
static char *
parameter_address (const BusyLine *line, const char *name)
{
  g_autofree char *value = busy_line_parameter (line, name);
  char *end = value ? strpbrk (value, "\",") : NULL;

  if (end != NULL && end > value)
    *end = '\0';
  return address_of (value ? value : "");
}

/* RFC 6868: ^n, ^' and ^^; then one printable line. */
static char *
parameter_text (const BusyLine *line, const char *name)
{
  g_autofree char *value = busy_line_parameter (line, name);
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = value ? value : ""; *p != '\0'; p++)
    if (*p == '\\')
      g_string_append (text, "\\\\"); /* no escape in a parameter */
    else if (*p != '^' || strchr ("n'^", p[1]) == NULL || p[1] == '\0')
      g_string_append_c (text, *p);
    else
      {
        p++;
        g_string_append_c (text, *p == 'n' ? ' ' : *p == '\'' ? '"' : '^');
      }
  return busy_text_line (text->str, DAYS_TEXT_LETTERS);
}

static void
attendee_add (BusyEntry *entry, const BusyLine *line)
{
  BusyAttendee *attendee;

  if (entry->attendees->len >= ENTRY_ATTENDEES)
    return;
  attendee = g_new0 (BusyAttendee, 1);
  attendee->address = address_of (line->value);
  attendee->name = parameter_text (line, "CN");
  attendee->state = parameter_text (line, "PARTSTAT");
  attendee->delegated_to = parameter_address (line, "DELEGATED-TO");
  attendee->delegated_from = parameter_address (line, "DELEGATED-FROM");
  attendee->sent_by = parameter_address (line, "SENT-BY");
  g_ptr_array_add (entry->attendees, attendee);
}

/* --- one entry ------------------------------------------------------------------------------ */

BusyEntry *
busy_entry_new (const char *method)
{
  BusyEntry *entry = g_new0 (BusyEntry, 1);

  entry->method = busy_text_line (method ? method : "", 20);
  entry->place = g_strdup ("");
  entry->comment = g_strdup ("");
  entry->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify) attendee_free);
  return entry;
}

void
busy_entry_free (BusyEntry *entry)
{
  g_free (entry->method);
  g_free (entry->place);
  g_free (entry->comment);
  g_ptr_array_unref (entry->attendees);
  g_free (entry);
}

gboolean
busy_entry_reads (const char *name)
{
  return strcmp (name, "LOCATION") == 0 || strcmp (name, "COMMENT") == 0 ||
         strcmp (name, "ATTENDEE") == 0;
}

/* The first one that says something counts. */
static void
text_take (char **text, const char *value, glong most)
{
  if (**text != '\0')
    return;
  g_free (*text);
  *text = busy_text_line (value, most);
}

void
busy_entry_line (BusyEvent *event, const BusyLine *line)
{
  BusyEntry *entry = event->entry;

  if (strcmp (line->name, "LOCATION") == 0)
    text_take (&entry->place, line->value, DAYS_TEXT_LETTERS);
  else if (strcmp (line->name, "COMMENT") == 0)
    text_take (&entry->comment, line->value, ENTRY_COMMENT_LETTERS);
  else if (strcmp (line->name, "ATTENDEE") == 0)
    attendee_add (entry, line);
}

/* --- the answer ----------------------------------------------------------------------------- */

static gboolean
is_local (const BusyReader *reader, const BusyTime *time)
{
  return time->is_date || busy_zone_is_floating (reader->zones, time->zone);
}

/* Without a zone of its own a time is told as the clock shows it. */
static gint64
period_end_local (const BusyPeriod *when)
{
  switch (when->kind)
    {
    case BUSY_HAS_END:
      return when->end.local;
    case BUSY_HAS_LENGTH:
      return when->start.local + when->length.days * BUSY_DAY + when->length.seconds;
    default:
      return when->start.local;
    }
}

static void
entry_times (const BusyReader *reader, const BusyEvent *event, gint64 *start, gint64 *end,
             guint *flags)
{
  const BusyPeriod *when = &event->when;

  *start = *end = 0;
  if (!event->has_start)
    return;
  *flags |= ENTRY_FLAG_START;
  if (is_local (reader, &when->start))
    {
      *flags |= ENTRY_FLAG_FLOATING | (when->start.is_date ? ENTRY_FLAG_ALL_DAY : 0);
      *start = when->start.local;
      *end = period_end_local (when);
    }
  else
    {
      *start = busy_time_utc (&when->start);
      *end = busy_period_end (when, *start, when->start.local, when->start.zone);
    }
  if (*end > *start)
    *flags |= ENTRY_FLAG_END;
  else if (*end < *start)
    *flags |= ENTRY_FLAG_BROKEN;
}

static guint
entry_flags (const BusyEvent *event)
{
  gboolean recurs = event->rules != NULL || event->dates != NULL || event->has_recurrence_id;

  return (recurs ? ENTRY_FLAG_RECURS : 0) | (event->cancelled ? ENTRY_FLAG_CANCELLED : 0) |
         (event->status_tentative ? ENTRY_FLAG_TENTATIVE : 0);
}

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

static void
add_entry (const BusyReader *reader, GVariantBuilder *entries, const BusyEvent *event)
{
  const BusyEntry *entry = event->entry;
  g_autofree char *uid = busy_text_line (or_empty (event->uid), ENTRY_NAME_BYTES / 4);
  const char *zone =
      event->has_start ? or_empty (busy_zone_name (event->when.start.zone)) : "";
  guint flags = entry_flags (event);
  GVariantBuilder attendees;
  gint64 start, end;

  entry_times (reader, event, &start, &end, &flags);
  g_variant_builder_init (&attendees, G_VARIANT_TYPE ("a" ENTRY_ATTENDEE_TYPE));
  for (guint i = 0; i < entry->attendees->len; i++)
    {
      const BusyAttendee *one = g_ptr_array_index (entry->attendees, i);

      g_variant_builder_add (&attendees, ENTRY_ATTENDEE_TYPE, one->address, one->name,
                             one->state, one->delegated_to, one->delegated_from, one->sent_by);
    }
  g_variant_builder_add (entries, ENTRY_TYPE, event->line, entry->method, uid, event->sequence,
                         event->stamp, start, end, flags, zone, or_empty (event->title),
                         entry->place, entry->comment, or_empty (event->categories),
                         &attendees);
}

GVariant *
calendar_entries_read (char *text, gsize length, const BusyCalendarQuery *query,
                       const BusyLimits *limits)
{
  GVariantBuilder entries, notices;
  BusyReader reader;
  GVariant *result;
  gboolean good;

  busy_reader_init (&reader, query, limits);
  reader.lists_entries = TRUE;
  if (length > BUSY_CALENDAR_BYTES)
    good = busy_refuse (&reader, BUSY_TOO_LARGE, 0, 0);
  else
    good = busy_parse (&reader, text, length);
  g_variant_builder_init (&entries, G_VARIANT_TYPE ("a" ENTRY_TYPE));
  g_variant_builder_init (&notices, G_VARIANT_TYPE ("a(usus)"));
  for (guint i = 0; good && i < reader.events->len; i++)
    add_entry (&reader, &entries, g_ptr_array_index (reader.events, i));
  if (good)
    busy_notices (&reader, &notices);
  result = g_variant_ref_sink (
      g_variant_new (ENTRIES_WIRE_TYPE, (guint) reader.refusal, reader.refusal_line,
                     (guint) reader.refusal_property, &entries, &notices));
  busy_reader_clear (&reader);
  return result;
}
