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

  BusyEvent *event;     /* (nullable): the one that is open */
  GArray *periods;      /* (element-type BusyPeriod) of FREEBUSY, until the zones are known */
  GArray *period_flags; /* (element-type guint), beside it */
  char *tzid;           /* of the VTIMEZONE that is open */
  char *location;
  GPtrArray *observances;
} Parser;

/* --- one event ----------------------------------------------------------------------------- */

static BusyEvent *
event_new (guint line, guint number)
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
  g_clear_pointer (&event->rules, g_ptr_array_unref);
  g_clear_pointer (&event->exclusions, g_ptr_array_unref);
  g_clear_pointer (&event->dates, g_array_unref);
  g_clear_pointer (&event->exceptions, g_array_unref);
  g_free (event);
}

static gboolean
rule_add (BusyReader *reader, const BusyLine *line, BusyProperty property, GPtrArray **rules)
{
  BusyRule *rule = busy_rule_new (reader, line, property);

  if (rule == NULL)
    return FALSE;
  if (*rules == NULL)
    *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_rule_free);
  g_ptr_array_add (*rules, rule);
  return TRUE;
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

/* TEXT (RFC 5545, 3.3.11) as one printable line of at most DAYS_TEXT_LETTERS. */
static char *
read_text (const char *value)
{
  GString *text = g_string_new (NULL);
  glong letters = 0;

  for (const char *p = value; *p != '\0' && letters < DAYS_TEXT_LETTERS;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\\' && p[1] != '\0')
        {
          p++;
          c = *p == 'n' || *p == 'N' ? ' ' : g_utf8_get_char (p);
        }
      if (!g_unichar_isprint (c) || g_unichar_isspace (c) ||
          g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        c = ' ';
      if (c == ' ' && (text->len == 0 || text->str[text->len - 1] == ' '))
        continue;
      g_string_append_unichar (text, c);
      letters++;
    }
  g_strchomp (text->str);
  return g_string_free (text, FALSE);
}

/* What a day is called, and of what kind it is. */
static void
read_name (BusyEvent *event, const BusyLine *line)
{
  g_autofree char *text = read_text (line->value);

  if (strcmp (line->name, "SUMMARY") == 0 && event->title == NULL)
    event->title = g_steal_pointer (&text);
  else if (strcmp (line->name, "CATEGORIES") == 0)
    {
      g_autofree char *before = event->categories;
      g_autofree char *all = before ? g_strjoin (", ", before, text, NULL) : g_strdup (text);

      event->categories = read_text (all);
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
  else if (strcmp (name, "TRANSP") == 0)
    event->transparent = busy_text_is (value, "TRANSPARENT");
  else if (strcmp (name, "X-MICROSOFT-CDO-BUSYSTATUS") == 0)
    read_outlook_status (event, value, FALSE);
  else if (strcmp (name, "X-MICROSOFT-CDO-INTENDEDSTATUS") == 0)
    read_outlook_status (event, value, TRUE);
  else if (strcmp (name, "X-MICROSOFT-CDO-ALLDAYEVENT") == 0)
    event->outlook_all_day = busy_text_is (value, "TRUE");
}

static gboolean
event_line (BusyReader *reader, BusyEvent *event, const BusyLine *line)
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
    return rule_add (reader, line, BUSY_RRULE, &event->rules);
  if (strcmp (name, "EXRULE") == 0)
    return rule_add (reader, line, BUSY_EXRULE, &event->exclusions);
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
  if (reader->names_days)
    read_name (event, line);
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
                        rule_add (reader, line, BUSY_RRULE, &observance->rules));
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
      break;
    case KIND_EVENT:
      reader->counts[BUSY_COUNT_EVENTS]++;
      parser->event = event_new (line, reader->events->len);
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

  event->cancelled |= parser->method_cancel;
  outlook_all_day (parser->reader, event);
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
    parser->method_cancel = busy_text_is (value, "CANCEL");
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
  if (kind == KIND_EVENT && reader->names_days &&
      (strcmp (line->name, "SUMMARY") == 0 || strcmp (line->name, "CATEGORIES") == 0))
    return TRUE;
  return g_str_has_prefix (line->name, "X-")
             ? g_str_has_prefix (line->name, "X-MICROSOFT-CDO-") ||
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
      return event_line (parser->reader, parser->event, line);
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
