/* Busy calendars: starts council-busy on a file and checks what it answers. */
#include "meetings/busy-calendar-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "meetings/limited.h"

#include <string.h>

/* An answer with every interval that the bounds allow, and notices. */
#define ANSWER_BYTES (BUSY_CALENDAR_INTERVALS * sizeof (BusyWireInterval) + 64 * 1024)

/* 1 January 1900 and 3000: the years that council's dates have. */
#define FIRST_SECOND G_GINT64_CONSTANT (-2208988800)
#define LAST_SECOND G_GINT64_CONSTANT (32503680000)

/* Of the order of BusyRefusal. */
static const char *const refusals[] = {
  [BUSY_ACCEPTED] = "",
  [BUSY_TOO_LARGE] = N_ ("the calendar is too large: more than 4 MB (export a shorter time)"),
  [BUSY_EMPTY] = N_ ("no calendar: the file is empty"),
  [BUSY_WEB_PAGE] = N_ ("no calendar: this is a web page (download the .ics file itself)"),
  [BUSY_NO_CALENDAR] = N_ ("no calendar: line {line} is not of an iCalendar file (it begins "
                           "with BEGIN:VCALENDAR)"),
  [BUSY_OLD_FORMAT] = N_ ("the calendar is in the old format vCalendar 1.0 (export it as "
                          "iCalendar, .ics)"),
  [BUSY_NOT_UTF8] = N_ ("line {line} of the calendar is damaged: it is not UTF-8 (export it "
                        "again)"),
  [BUSY_LINE_LONG] = N_ ("line {line} of the calendar is too long: more than 64 KB"),
  [BUSY_DEPTH] = N_ ("line {line} of the calendar: entries stand in each other more than 4 "
                     "deep"),
  [BUSY_COMPONENTS] = N_ ("the calendar has more than 20,000 entries (export a shorter time)"),
  [BUSY_UNBALANCED] =
      N_ ("line {line} of the calendar ends an entry that did not begin (export "
          "it again)"),
  [BUSY_CUT_OFF] = N_ ("the calendar is cut off: its last END is missing (export it again)"),
  [BUSY_BAD_LINES] = N_ ("the calendar is damaged: more than 100 lines cannot be read (export "
                         "it again)"),
  [BUSY_BAD_DATE] = N_ ("line {line} of the calendar: {property} has a date or time that does "
                        "not exist"),
  [BUSY_BAD_LENGTH] = N_ ("line {line} of the calendar: {property} is no length of time"),
  [BUSY_MANY_VALUES] = N_ ("line {line} of the calendar: {property} has more values than a "
                           "calendar needs (at most 500)"),
  [BUSY_RULE_BAD] = N_ ("line {line} of the calendar: {property} is no rule of recurrence"),
  [BUSY_RULE_OFTEN] =
      N_ ("line {line} of the calendar: the event recurs within a day (daily or "
          "less often is read)"),
  [BUSY_RULE_COUNT] = N_ ("line {line} of the calendar: the event recurs more than 20,000 "
                          "times"),
  [BUSY_RULE_DENSE] = N_ ("line {line} of the calendar: {property} names more days or hours "
                          "than a calendar needs"),
  [BUSY_RULE_IMPOSSIBLE] = N_ ("line {line} of the calendar: no day fits {property}"),
  [BUSY_RULE_FOREIGN] =
      N_ ("line {line} of the calendar: {property} counts in another calendar's days "
          "(months, their days and weekdays are read)"),
  [BUSY_MANY_INSTANCES] = N_ ("line {line} of the calendar: the event recurs more than 20,000 "
                              "times in the window"),
  [BUSY_MANY_INTERVALS] = N_ ("the calendar has more than a million busy times in the window "
                              "(ask for a shorter one)"),
  [BUSY_MANY_STEPS] = N_ ("line {line} of the calendar: its rules of recurrence take too long "
                          "to follow"),
  [BUSY_NO_ZONE] = N_ ("the calendar has more time zones than there are"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (refusals) == N_BUSY_REFUSALS);

static const char *const notices[] = {
  [BUSY_NOTICE_UNDECLARED] = N_ ("time zone «{name}» is not known: taken as {zone}"),
  [BUSY_NOTICE_WINDOWS] = N_ ("time zone «{name}» taken as {zone}"),
  [BUSY_NOTICE_BAD_LINES] = N_ ("lines that cannot be read, left out: {n}"),
  [BUSY_NOTICE_BROKEN] =
      N_ ("events without a start, or with an end before it, left out: {n}"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (notices) == N_BUSY_NOTICES);

/* --- the summary --------------------------------------------------------------------------- */

static void
notice_free (BusyCalendarNotice *notice)
{
  g_free (notice->name);
  g_free (notice->zone);
  g_free (notice);
}

void
busy_calendar_summary_clear (BusyCalendarSummary *summary)
{
  g_clear_pointer (&summary->notices, g_ptr_array_unref);
}

char *
busy_calendar_notice_text (const BusyCalendarNotice *notice, const char *lang)
{
  g_autofree char *count = g_strdup_printf ("%u", notice->count);

  return tr_fill (lang, notice->message, "name", notice->name, "zone", notice->zone, "n",
                  count, NULL);
}

/* --- what council-busy answered ------------------------------------------------------------ */

static gboolean
raise_refusal (BusyRefusal why, guint line, BusyProperty property, GError **error)
{
  static const char *const properties[] = BUSY_PROPERTY_NAMES;
  g_autofree char *number = g_strdup_printf ("%u", line);

  return council_error (error, COUNCIL_ERROR_INPUT, refusals[why], "line", number, "property",
                        properties[property], NULL);
}

static gboolean
is_one_line (const char *text)
{
  if (strlen (text) > BUSY_NAME_BYTES)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isprint (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* GVariant has checked the strings for UTF-8. */
GPtrArray *
busy_calendar_notices (GVariant *answer)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) notice_free);
  GVariantIter iter;
  guint kind, count;
  const char *name, *zone;

  g_variant_iter_init (&iter, answer);
  while (g_variant_iter_next (&iter, "(u&su&s)", &kind, &name, &count, &zone))
    {
      BusyCalendarNotice *notice;

      if (kind >= N_BUSY_NOTICES || !is_one_line (name) || !is_one_line (zone))
        return NULL;
      notice = g_new0 (BusyCalendarNotice, 1);
      notice->message = notices[kind];
      notice->name = *name ? g_strdup (name) : NULL;
      notice->zone = *zone ? g_strdup (zone) : NULL;
      notice->count = count;
      g_ptr_array_add (list, notice);
    }
  return g_steal_pointer (&list);
}

/* In order, inside the window, with flags that exist. */
static GArray *
take_intervals (GVariant *answer, const BusyCalendarQuery *query)
{
  gsize count;
  const BusyWireInterval *from = g_variant_get_fixed_array (answer, &count, sizeof *from);
  g_autoptr(GArray) list =
      g_array_sized_new (FALSE, FALSE, sizeof (BusyCalendarInterval), (guint) count);
  gint64 last = query->from;

  for (gsize i = 0; i < count; i++)
    {
      const BusyCalendarInterval interval = {
        .start = from[i].start,
        .end = from[i].end,
        .all_day = (from[i].flags & BUSY_FLAG_ALL_DAY) != 0,
        .tentative = (from[i].flags & BUSY_FLAG_TENTATIVE) != 0,
      };

      if (interval.start < last || interval.end <= interval.start ||
          interval.end > query->to ||
          from[i].flags > (BUSY_FLAG_ALL_DAY | BUSY_FLAG_TENTATIVE))
        return NULL;
      last = interval.start;
      g_array_append_val (list, interval);
    }
  return g_steal_pointer (&list);
}

static gboolean
take_counts (GVariant *answer, BusyCalendarSummary *summary)
{
  gsize count;
  const guint32 *counts = g_variant_get_fixed_array (answer, &count, sizeof *counts);

  if (count != N_BUSY_COUNTS)
    return FALSE;
  summary->events = counts[BUSY_COUNT_EVENTS];
  summary->recurring = counts[BUSY_COUNT_RECURRING];
  summary->free = counts[BUSY_COUNT_FREE];
  summary->broken = counts[BUSY_COUNT_BROKEN];
  summary->busy = counts[BUSY_COUNT_BUSY];
  return TRUE;
}

static gboolean
raise_nonsense (GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("the calendar is refused: reading it gave nonsense"), NULL);
}

gboolean
busy_calendar_raise (guint why, guint line, guint property, GError **error)
{
  if (why != BUSY_ACCEPTED && why < N_BUSY_REFUSALS && property < N_BUSY_PROPERTIES)
    return raise_refusal (why, line, property, error);
  return raise_nonsense (error);
}

/* Believes nothing in the answer that it has not looked at. */
static GArray *
answer_take (GVariant *answer, const BusyCalendarQuery *query, BusyCalendarSummary *summary,
             GError **error)
{
  g_autoptr(GVariant) counts = NULL, intervals = NULL, told = NULL;
  g_autoptr(GArray) list = NULL;
  guint why, line, property;

  g_variant_get (answer, "(uuu@au@a(xxu)@a(usus))", &why, &line, &property, &counts,
                 &intervals, &told);
  if (why == BUSY_ACCEPTED)
    {
      summary->notices = busy_calendar_notices (told);
      list = take_intervals (intervals, query);
    }
  if (summary->notices == NULL || list == NULL || !take_counts (counts, summary))
    {
      busy_calendar_raise (why, line, property, error);
      return NULL;
    }
  return g_steal_pointer (&list);
}

/* --- asking council-busy ------------------------------------------------------------------- */

/* Returns: (transfer full): the answer, not yet looked at. */
static GBytes *
child_ask (GBytes *bytes, const BusyCalendarQuery *query, const char *mode, GError **error)
{
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, query->from);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, query->to);
  const char *const arguments[] = {
    from,
    to,
    query->zone,
    query->country ? query->country : "-",
    query->address ? query->address : "-",
    mode,
    NULL,
  };

  return limited_ask (BUSY_WIRE_PROGRAM, arguments, bytes, ANSWER_BYTES,
                      N_ ("the calendar is refused: reading it takes more than 2 seconds or "
                          "512 MB (export a shorter time)"),
                      error);
}

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
query_check (const BusyCalendarQuery *query, GError **error)
{
  if (!zone_is_known (query->zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("'{zone}': no such time zone here (an IANA name is wanted, such "
                              "as Asia/Dushanbe)"),
                          "zone", query->zone, NULL);
  if (query->from < FIRST_SECOND || query->to > LAST_SECOND || query->to <= query->from)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the window of busy time ends before it begins, or lies outside "
                              "the years 1900 to 2999"),
                          NULL);
  if (query->to - query->from > (gint64) BUSY_CALENDAR_WINDOW * 24 * 60 * 60)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the window of busy time is longer than three years (ask for a "
                              "shorter one)"),
                          NULL);
  return TRUE;
}

GVariant *
busy_calendar_ask (GBytes *bytes, const BusyCalendarQuery *query, const char *mode,
                   const char *type, GError **error)
{
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GVariant) answer = NULL;

  if (!query_check (query, error))
    return NULL;
  if (g_bytes_get_size (bytes) > BUSY_CALENDAR_BYTES)
    {
      raise_refusal (BUSY_TOO_LARGE, 0, 0, error);
      return NULL;
    }
  whole = child_ask (bytes, query, mode, error);
  if (whole == NULL)
    return NULL;
  answer = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), whole, FALSE));
  if (g_variant_is_normal_form (answer))
    return g_steal_pointer (&answer);
  raise_nonsense (error);
  return NULL;
}

GArray *
busy_calendar_read (GBytes *bytes, const BusyCalendarQuery *query,
                    BusyCalendarSummary *summary, GError **error)
{
  g_auto(BusyCalendarSummary) found = { 0 };
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GArray) list = NULL;

  if (summary != NULL)
    *summary = (BusyCalendarSummary){ 0 };
  answer = busy_calendar_ask (bytes, query, query->zone_is_meant ? BUSY_WIRE_ZONE_MODE : NULL,
                              BUSY_WIRE_TYPE, error);
  list = answer ? answer_take (answer, query, &found, error) : NULL;
  if (list != NULL && summary != NULL)
    {
      *summary = found;
      found = (BusyCalendarSummary){ 0 };
    }
  return g_steal_pointer (&list);
}
