/* Components (RFC 5545, 3.6): what says when, and whether it blocks its time; nothing else. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>

/* FREEBUSY of one line: a server may write a year into it. */
#define FREEBUSY_VALUES BUSY_CALENDAR_INSTANCES

typedef enum
{
  KIND_OTHER,
  KIND_CALENDAR,
  KIND_EVENT,
  KIND_FREEBUSY,
  KIND_TIMEZONE,
  KIND_OBSERVANCE
} Kind;

typedef struct
{
  BusyReader *reader;
  Kind kinds[BUSY_CALENDAR_DEPTH + 1];
  const char *names[BUSY_CALENDAR_DEPTH + 1]; /* in the text */
  guint depth;
  guint calendars;
  gboolean method_cancel; /* of the calendar that is open */
  const char *method;     /* (nullable): its METHOD, in the text */

  BusyEvent *event;     /* (nullable): the one that is open */
  GArray *periods;      /* (element-type BusyPeriod) of FREEBUSY, until the zones are known */
  GArray *period_flags; /* (element-type guint), beside it */
  char *tzid;           /* of the VTIMEZONE that is open */
  char *location;
  GPtrArray *observances;
} Parser;

/* --- free/busy ----------------------------------------------------------------------------- */

/* A FBTYPE that nobody knows is busy (RFC 5545, 3.2.9). */
static gboolean
freebusy_line (Parser *parser, const BusyLine *line)
{
  g_autofree char *type = busy_line_parameter (line, "FBTYPE");
  guint flags =
      type != NULL && busy_text_is (type, "BUSY-TENTATIVE") ? BUSY_FLAG_TENTATIVE : 0;
  guint before = parser->periods->len;

  if (strcmp (line->name, "FREEBUSY") != 0 || *line->value == '\0')
    return TRUE;
  if (!busy_value_periods (parser->reader, line, BUSY_FREEBUSY, FREEBUSY_VALUES,
                           parser->periods))
    return FALSE;
  if (type != NULL && busy_text_is (type, "FREE"))
    g_array_set_size (parser->periods, before);
  for (guint i = before; i < parser->periods->len; i++)
    g_array_append_val (parser->period_flags, flags);
  return TRUE;
}

static gboolean
freebusy_emit (Parser *parser)
{
  for (guint i = 0; i < parser->periods->len; i++)
    {
      const BusyPeriod *period = &g_array_index (parser->periods, BusyPeriod, i);
      gint64 start = busy_time_utc (&period->start);

      if (!busy_emit (parser->reader, start,
                      busy_period_end (period, start, period->start.local, period->start.zone),
                      g_array_index (parser->period_flags, guint, i), 0))
        return FALSE;
    }
  return TRUE;
}

/* --- zones --------------------------------------------------------------------------------- */

static void
timezone_line (Parser *parser, const BusyLine *line)
{
  if (strcmp (line->name, "TZID") == 0 && parser->tzid == NULL)
    parser->tzid = g_strstrip (g_strdup (line->value));
  else if (strcmp (line->name, "X-LIC-LOCATION") == 0 && parser->location == NULL)
    parser->location = g_strstrip (g_strdup (line->value));
}

/* What is refused in an event only makes an observance useless: its zone may be one that is not
 * looked at. */
static void
observance_forgive (Parser *parser, BusyObservance *observance, gboolean good)
{
  if (good)
    return;
  parser->reader->refusal = BUSY_ACCEPTED;
  observance->broken = TRUE;
}

static gboolean
observance_dates (BusyReader *reader, BusyObservance *observance, const BusyLine *line)
{
  if (observance->dates == NULL)
    observance->dates = g_array_new (FALSE, FALSE, sizeof (BusyPeriod));
  return busy_value_periods (reader, line, BUSY_RDATE, BUSY_CALENDAR_VALUES,
                             observance->dates);
}

static void
observance_line (Parser *parser, const BusyLine *line)
{
  BusyObservance *observance =
      g_ptr_array_index (parser->observances, parser->observances->len - 1);
  BusyReader *reader = parser->reader;

  if (strcmp (line->name, "DTSTART") == 0)
    observance->has_start =
        busy_date_time (reader->zones, line->value, strlen (line->value),
                        busy_zones_own (reader->zones), &observance->start);
  else if (strcmp (line->name, "TZOFFSETFROM") == 0)
    observance->has_offsets[0] = busy_offset (line->value, &observance->offset_from);
  else if (strcmp (line->name, "TZOFFSETTO") == 0)
    observance->has_offsets[1] = busy_offset (line->value, &observance->offset_to);
  else if (strcmp (line->name, "RRULE") == 0)
    observance_forgive (parser, observance,
                        busy_rule_add (reader, line, BUSY_RRULE, &observance->rules));
  else if (strcmp (line->name, "RDATE") == 0)
    observance_forgive (parser, observance, observance_dates (reader, observance, line));
}

/* --- the tree ------------------------------------------------------------------------------ */

static Kind
kind_of (const char *name, Kind parent)
{
  if (parent == KIND_CALENDAR && strcmp (name, "VEVENT") == 0)
    return KIND_EVENT;
  if (parent == KIND_CALENDAR && strcmp (name, "VFREEBUSY") == 0)
    return KIND_FREEBUSY;
  if (parent == KIND_CALENDAR && strcmp (name, "VTIMEZONE") == 0)
    return KIND_TIMEZONE;
  if (parent == KIND_TIMEZONE &&
      (strcmp (name, "STANDARD") == 0 || strcmp (name, "DAYLIGHT") == 0))
    return KIND_OBSERVANCE;
  return KIND_OTHER;
}

static void
component_open (Parser *parser, Kind kind, guint line)
{
  BusyReader *reader = parser->reader;

  switch (kind)
    {
    case KIND_CALENDAR:
      parser->calendars++;
      parser->method_cancel = FALSE;
      parser->method = NULL;
      reader->calendar_owner = NULL;
      busy_zones_float (reader->zones, NULL);
      break;
    case KIND_EVENT:
      reader->counts[BUSY_COUNT_EVENTS]++;
      parser->event = busy_event_new (line, reader->events->len);
      if (reader->lists_entries)
        parser->event->entry = busy_entry_new (parser->method);
      break;
    case KIND_FREEBUSY:
      reader->counts[BUSY_COUNT_EVENTS]++;
      break;
    case KIND_TIMEZONE:
      parser->observances =
          g_ptr_array_new_with_free_func ((GDestroyNotify) busy_observance_free);
      break;
    case KIND_OBSERVANCE:
      g_ptr_array_add (parser->observances, g_new0 (BusyObservance, 1));
      break;
    default:
      break;
    }
}

static void
event_close (Parser *parser)
{
  BusyEvent *event = g_steal_pointer (&parser->event);

  busy_event_close (parser->reader, event, parser->method_cancel);
  g_ptr_array_add (parser->reader->events, event);
}

static void
timezone_close (Parser *parser)
{
  if (parser->tzid != NULL)
    busy_zones_declare (parser->reader->zones, parser->tzid, parser->location,
                        g_ptr_array_ref (parser->observances));
  g_clear_pointer (&parser->observances, g_ptr_array_unref);
  g_clear_pointer (&parser->tzid, g_free);
  g_clear_pointer (&parser->location, g_free);
}

/* A component's name, in capitals. */
static char *
component_name (const BusyLine *line)
{
  char *name = g_strstrip (line->value);

  for (char *p = name; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return name;
}

static gboolean
line_begin (Parser *parser, const BusyLine *line)
{
  BusyReader *reader = parser->reader;
  const char *name = component_name (line);
  Kind kind = KIND_CALENDAR;

  if (parser->depth == 0 && strcmp (name, "VCALENDAR") != 0)
    return busy_refuse (reader, BUSY_NO_CALENDAR, line->number, 0);
  if (parser->depth >= BUSY_CALENDAR_DEPTH)
    return busy_refuse (reader, BUSY_DEPTH, line->number, 0);
  if (++reader->components > BUSY_CALENDAR_COMPONENTS)
    return busy_refuse (reader, BUSY_COMPONENTS, line->number, 0);
  if (parser->depth > 0)
    kind = kind_of (name, parser->kinds[parser->depth - 1]);
  parser->kinds[parser->depth] = kind;
  parser->names[parser->depth++] = name;
  component_open (parser, kind, line->number);
  return TRUE;
}

static gboolean
line_end (Parser *parser, const BusyLine *line)
{
  const char *name = component_name (line);

  if (parser->depth == 0 || strcmp (name, parser->names[parser->depth - 1]) != 0)
    return busy_refuse (parser->reader, BUSY_UNBALANCED, line->number, 0);
  parser->depth--;
  if (parser->kinds[parser->depth] == KIND_EVENT)
    event_close (parser);
  else if (parser->kinds[parser->depth] == KIND_TIMEZONE)
    timezone_close (parser);
  return TRUE;
}

static gboolean
calendar_line_read (Parser *parser, const BusyLine *line)
{
  char *value = g_strstrip (line->value);

  if (strcmp (line->name, "VERSION") == 0 && strcmp (value, "1.0") == 0)
    return busy_refuse (parser->reader, BUSY_OLD_FORMAT, line->number, 0);
  if (strcmp (line->name, "METHOD") == 0)
    {
      parser->method_cancel = busy_text_is (value, "CANCEL");
      parser->method = value;
    }
  else if (strcmp (line->name, "X-WR-CALNAME") == 0 && strchr (value, '@') != NULL)
    parser->reader->calendar_owner = value; /* Google's name of a person's own calendar */
  else if (strcmp (line->name, "X-WR-TIMEZONE") == 0 && !parser->reader->zone_is_meant)
    busy_zones_float (parser->reader->zones, value);
  return TRUE;
}

/* g_strv_contains(), asked for each line of the file: most names fail by their first letter. */
static gboolean
contains (const char *const *names, const char *name)
{
  for (; *names != NULL; names++)
    if (**names == *name && strcmp (*names, name) == 0)
      return TRUE;
  return FALSE;
}

/* A line that nothing reads may be long: a picture, a description. */
static gboolean
is_read (const BusyReader *reader, Kind kind, const BusyLine *line)
{
  static const char *const known[] = {
    "DTSTART", "DTEND",   "DURATION", "RECURRENCE-ID", "RRULE",      "EXRULE", "RDATE",
    "EXDATE",  "UID",     "SEQUENCE", "DTSTAMP",       "STATUS",     "TRANSP", "FREEBUSY",
    "TZID",    "VERSION", "METHOD",   "TZOFFSETFROM",  "TZOFFSETTO", NULL
  };

  if (kind == KIND_OTHER)
    return FALSE;
  if (kind == KIND_EVENT && (reader->names_days || reader->lists_entries) &&
      (strcmp (line->name, "SUMMARY") == 0 || strcmp (line->name, "CATEGORIES") == 0))
    return TRUE;
  if (kind == KIND_EVENT && reader->lists_entries && busy_entry_reads (line->name))
    return TRUE;
  if (kind == KIND_EVENT && strcmp (line->name, "ATTENDEE") == 0)
    return reader->owner != NULL || reader->calendar_owner != NULL;
  return g_str_has_prefix (line->name, "X-")
             ? g_str_has_prefix (line->name, "X-MICROSOFT-CDO-") ||
                   g_str_has_prefix (line->name, "X-WR-") ||
                   strcmp (line->name, "X-LIC-LOCATION") == 0
             : contains (known, line->name);
}

static gboolean
property_line (Parser *parser, const BusyLine *line)
{
  Kind kind = parser->kinds[parser->depth - 1];

  if (!is_read (parser->reader, kind, line))
    return TRUE;
  if (line->length > BUSY_CALENDAR_LINE)
    return busy_refuse (parser->reader, BUSY_LINE_LONG, line->number, 0);
  switch (kind)
    {
    case KIND_CALENDAR:
      return calendar_line_read (parser, line);
    case KIND_EVENT:
      return busy_event_line (parser->reader, parser->event, line);
    case KIND_FREEBUSY:
      return freebusy_line (parser, line);
    case KIND_TIMEZONE:
      timezone_line (parser, line);
      return TRUE;
    case KIND_OBSERVANCE:
      observance_line (parser, line);
      return TRUE;
    default:
      return TRUE;
    }
}

static gboolean
bad_line (BusyReader *reader, guint number)
{
  return ++reader->bad_lines <= BUSY_CALENDAR_BAD_LINES ||
         busy_refuse (reader, BUSY_BAD_LINES, number, 0);
}

static gboolean
take_line (Parser *parser, const BusyLine *line)
{
  if (strcmp (line->name, "BEGIN") == 0)
    return line_begin (parser, line);
  if (strcmp (line->name, "END") == 0)
    return line_end (parser, line);
  if (parser->depth == 0)
    return parser->calendars > 0 ? bad_line (parser->reader, line->number)
                                 : busy_refuse (parser->reader, BUSY_NO_CALENDAR, 1, 0);
  return property_line (parser, line);
}

static gboolean
take_lines (Parser *parser, BusyText *text)
{
  BusyReader *reader = parser->reader;
  BusyLine line;

  for (;;)
    switch (busy_line_next (reader, text, &line))
      {
      case BUSY_LINE_READ:
        if (!take_line (parser, &line))
          return FALSE;
        break;
      case BUSY_LINE_BAD:
        if (parser->calendars == 0)
          return busy_refuse (reader, BUSY_NO_CALENDAR, line.number, 0);
        if (!bad_line (reader, line.number))
          return FALSE;
        break;
      case BUSY_LINE_END:
        return parser->depth == 0 || busy_refuse (reader, BUSY_CUT_OFF, text->number, 0);
      default:
        return FALSE;
      }
}

/* What the first bytes tell. */
static gboolean
beginning_check (BusyReader *reader, const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  if (*text == '\0')
    return busy_refuse (reader, BUSY_EMPTY, 0, 0);
  if (*text == '<')
    return busy_refuse (reader, BUSY_WEB_PAGE, 0, 0);
  return TRUE;
}

static void
parser_clear (Parser *parser)
{
  g_clear_pointer (&parser->event, busy_event_free);
  g_clear_pointer (&parser->observances, g_ptr_array_unref);
  g_free (parser->tzid);
  g_free (parser->location);
  g_array_unref (parser->periods);
  g_array_unref (parser->period_flags);
}

gboolean
busy_parse (BusyReader *reader, char *text, gsize length)
{
  Parser parser = {
    .reader = reader,
    .periods = g_array_new (FALSE, FALSE, sizeof (BusyPeriod)),
    .period_flags = g_array_new (FALSE, FALSE, sizeof (guint)),
  };
  gboolean marked = length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0;
  BusyText lines = { text + (marked ? 3 : 0), text + length, 0 };
  gboolean done = beginning_check (reader, lines.at) && take_lines (&parser, &lines) &&
                  busy_zones_resolve (reader) && freebusy_emit (&parser);

  parser_clear (&parser);
  return done;
}
