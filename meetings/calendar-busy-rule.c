/* Recurrence rules (RFC 5545, 3.3.10), read and checked part by part. */
#include "meetings/calendar-busy-internal.h"

#include <stdlib.h>
#include <string.h>

typedef enum
{
  PART_FREQ,
  PART_UNTIL,
  PART_COUNT,
  PART_INTERVAL,
  PART_BYSECOND,
  PART_BYMINUTE,
  PART_BYHOUR,
  PART_BYDAY,
  PART_BYMONTHDAY,
  PART_BYYEARDAY,
  PART_BYWEEKNO,
  PART_BYMONTH,
  PART_BYSETPOS,
  PART_WKST,
  PART_RSCALE,
  PART_SKIP,
  N_PARTS
} Part;

/* What a list of numbers may hold: how many, how far from 0, whether below it and 0 itself. */
typedef struct
{
  const char *name;
  guint most;
  int highest;
  gboolean negative;
  gboolean zero;
} PartShape;

/* Of 378 weekdays of a year or 366 days, a person names a few. */
static const PartShape shapes[N_PARTS] = {
  [PART_FREQ] = { "FREQ" },
  [PART_UNTIL] = { "UNTIL" },
  [PART_COUNT] = { "COUNT", 1, G_MAXINT },
  [PART_INTERVAL] = { "INTERVAL", 1, 9999 },
  [PART_BYSECOND] = { "BYSECOND", BUSY_TIMES_A_DAY, 60, FALSE, TRUE },
  [PART_BYMINUTE] = { "BYMINUTE", BUSY_TIMES_A_DAY, 59, FALSE, TRUE },
  [PART_BYHOUR] = { "BYHOUR", 24, 23, FALSE, TRUE },
  [PART_BYDAY] = { "BYDAY", 70, 53, TRUE },
  [PART_BYMONTHDAY] = { "BYMONTHDAY", 31, 31, TRUE },
  [PART_BYYEARDAY] = { "BYYEARDAY", 100, 366, TRUE },
  [PART_BYWEEKNO] = { "BYWEEKNO", 53, 53, TRUE },
  [PART_BYMONTH] = { "BYMONTH", 12, 12 },
  [PART_BYSETPOS] = { "BYSETPOS", 100, 366, TRUE },
  [PART_WKST] = { "WKST" },
  [PART_RSCALE] = { "RSCALE" },
  [PART_SKIP] = { "SKIP" },
};

static const char weekdays[] = "SUMOTUWETHFRSA";

/* A rule in its parts. */
typedef struct
{
  char *values[N_PARTS]; /* (nullable), in capitals */
  guint lengths[N_PARTS];
  BusyRefusal refusal;
} RuleParts;

/* --- checking ------------------------------------------------------------------------------ */

/* A whole number without a space, at most 999999999 either way, that ends at @end. */
static gboolean
number_read (const char *text, const char *end, int *number)
{
  const char *p = text;
  gint64 value = 0;

  if (p < end && (*p == '+' || *p == '-'))
    p++;
  if (p == end || end - p > 10)
    return FALSE;
  for (; p < end; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      value = value * 10 + g_ascii_digit_value (*p);
    }
  if (value > G_MAXINT)
    return FALSE;
  *number = *text == '-' ? (int) -value : (int) value;
  return TRUE;
}

static gboolean
is_weekday (const char *text)
{
  for (guint i = 0; i < 14; i += 2)
    if (strncmp (text, weekdays + i, 2) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): the number as a computer writes it, with @suffix. */
static char *
number_normal (const PartShape *shape, const char *text, const char *end, const char *suffix)
{
  int number;

  if (!number_read (text, end, &number) || ABS (number) > shape->highest ||
      (number == 0 && !shape->zero) || (number < 0 && !shape->negative))
    return NULL;
  return g_strdup_printf ("%d%s", number, suffix);
}

/* One value of a list, (transfer full) (nullable): a number, or "MO" and "-1FR" in BYDAY, "5L"
 * in BYMONTH of other calendars. */
static char *
item_normal (Part part, gboolean other_calendar, const char *text, const char *end)
{
  PartShape shape = shapes[part];
  g_autofree char *suffix = g_strdup ("");

  if (part == PART_BYDAY)
    {
      if (end - text < 2 || !is_weekday (end - 2))
        return NULL;
      if (end - text == 2)
        return g_strndup (text, 2);
      end -= 2;
      g_free (suffix);
      suffix = g_strndup (end, 2);
    }
  if (part == PART_BYMONTH && other_calendar)
    {
      shape.highest = 13;
      if (end - text > 1 && end[-1] == 'L')
        {
          end--;
          g_free (suffix);
          suffix = g_strdup ("L");
        }
    }
  return number_normal (&shape, text, end, suffix);
}

/* Checks a list, and leaves each value of it once: libical counts "MO,MO" twice. */
static void
list_check (RuleParts *parts, Part part)
{
  const char *text = parts->values[part];
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) normal = g_string_new (NULL);

  for (const char *end; text != NULL; text = *end ? end + 1 : NULL)
    {
      g_autofree char *item = NULL;

      end = text + strcspn (text, ",");
      item = item_normal (part, parts->values[PART_RSCALE] != NULL, text, end);
      if (item == NULL)
        {
          parts->refusal = BUSY_RULE_BAD;
          return;
        }
      if (g_hash_table_contains (seen, item))
        continue;
      g_string_append_printf (normal, "%s%s", normal->len > 0 ? "," : "", item);
      g_hash_table_add (seen, g_steal_pointer (&item));
      if (++parts->lengths[part] > shapes[part].most)
        {
          parts->refusal = BUSY_RULE_DENSE;
          return;
        }
    }
  if (parts->values[part] != NULL)
    {
      g_free (parts->values[part]);
      parts->values[part] = g_strdup (normal->str);
    }
}

static Part
part_find (const char *name)
{
  Part part = 0;

  while (part < N_PARTS && strcmp (shapes[part].name, name) != 0)
    part++;
  return part;
}

/* Takes "FREQ=WEEKLY;…" apart.  A part that no RFC knows is left out; one that comes twice has
 * no meaning. */
static void
parts_split (RuleParts *parts, const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);
  g_auto(GStrv) pieces = g_strsplit (g_strstrip (upper), ";", N_PARTS + 10);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      char *equals = strchr (pieces[i], '=');
      Part part;

      if (*pieces[i] == '\0')
        continue; /* some write a semicolon at the end */
      if (equals == NULL || equals[1] == '\0')
        {
          parts->refusal = BUSY_RULE_BAD;
          return;
        }
      *equals = '\0';
      part = part_find (pieces[i]);
      if (part < N_PARTS && parts->values[part] != NULL)
        parts->refusal = BUSY_RULE_BAD;
      else if (part < N_PARTS)
        parts->values[part] = g_strdup (equals + 1);
    }
}

static void
frequency_check (RuleParts *parts)
{
  static const char *const often[] = { "SECONDLY", "MINUTELY", "HOURLY", NULL };
  static const char *const good[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL };
  const char *frequency = parts->values[PART_FREQ];

  if (frequency != NULL && g_strv_contains (often, frequency))
    parts->refusal = BUSY_RULE_OFTEN;
  else if (frequency == NULL || !g_strv_contains (good, frequency))
    parts->refusal = BUSY_RULE_BAD;
}

static void
words_check (RuleParts *parts)
{
  static const char *const skips[] = { "OMIT", "BACKWARD", "FORWARD", NULL };
  const char *wkst = parts->values[PART_WKST];
  const char *skip = parts->values[PART_SKIP];
  const char *scale = parts->values[PART_RSCALE];

  if ((wkst != NULL && (strlen (wkst) != 2 || !is_weekday (wkst))) ||
      (skip != NULL && !g_strv_contains (skips, skip)) ||
      (scale != NULL && (strlen (scale) > 30 ||
                         strspn (scale, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != strlen (scale))))
    parts->refusal = BUSY_RULE_BAD;
}

/* Whether each day of BYMONTHDAY is beyond the end of each month of BYMONTH. */
static gboolean
days_impossible (const RuleParts *parts)
{
  static const int ends[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const char *month = parts->values[PART_BYMONTH];

  if (month == NULL || parts->values[PART_BYMONTHDAY] == NULL || parts->values[PART_RSCALE])
    return FALSE;
  for (; month != NULL; month = strchr (month, ',') ? strchr (month, ',') + 1 : NULL)
    for (const char *day = parts->values[PART_BYMONTHDAY]; day != NULL;
         day = strchr (day, ',') ? strchr (day, ',') + 1 : NULL)
      if (ABS (atoi (day)) <= ends[atoi (month) - 1])
        return FALSE;
  return TRUE;
}

/* Whether arithmetic is enough.  Years and months of other calendars, and moving a day that is not
 * there, are left to libical. */
static gboolean
is_plain (const RuleParts *parts)
{
  const char *scale = parts->values[PART_RSCALE];
  const char *skip = parts->values[PART_SKIP];
  const char *frequency = parts->values[PART_FREQ];

  if ((scale == NULL || strcmp (scale, "GREGORIAN") == 0) &&
      (skip == NULL || strcmp (skip, "OMIT") == 0))
    return TRUE;
  return (strcmp (frequency, "DAILY") == 0 || strcmp (frequency, "WEEKLY") == 0) &&
         parts->values[PART_BYMONTH] == NULL && parts->values[PART_BYMONTHDAY] == NULL &&
         parts->values[PART_BYYEARDAY] == NULL && parts->values[PART_BYWEEKNO] == NULL;
}

/* Whether a list has a number further from 0 than @most; with @all, whether all of it is. */
static gboolean
list_exceeds (const char *text, int most, gboolean all)
{
  for (; text != NULL; text = strchr (text, ',') ? strchr (text, ',') + 1 : NULL)
    if ((ABS (atoi (text)) > most) != all)
      return !all;
  return all;
}

/* Whether libical may have to look for the day: it does so for twenty thousand years, and asks
 * the moon for each of the Chinese calendar.  Left are months that come every year, days that
 * every month has, and weekdays. */
static gboolean
is_sought (const RuleParts *parts)
{
  char *const *values = parts->values;
  gboolean moves = values[PART_SKIP] != NULL && strcmp (values[PART_SKIP], "OMIT") != 0;
  const char *month = values[PART_BYMONTH], *days = values[PART_BYMONTHDAY];
  const char *weekday = values[PART_BYDAY];

  if (values[PART_BYSETPOS] != NULL || values[PART_BYYEARDAY] != NULL ||
      values[PART_BYWEEKNO] != NULL || strcmp (values[PART_FREQ], "DAILY") == 0 ||
      strcmp (values[PART_FREQ], "WEEKLY") == 0)
    return TRUE;
  if (!moves && month != NULL && (strchr (month, 'L') || list_exceeds (month, 12, FALSE)))
    return TRUE;
  if (!moves && days != NULL && list_exceeds (days, 29, TRUE))
    return TRUE;
  return weekday != NULL && list_exceeds (weekday, days != NULL ? 0 : 4, FALSE);
}

static void
parts_check (RuleParts *parts)
{
  const guint *n = parts->lengths;

  if (parts->refusal == BUSY_ACCEPTED)
    frequency_check (parts);
  if (parts->refusal == BUSY_ACCEPTED)
    words_check (parts);
  for (Part part = 0; part < N_PARTS && parts->refusal == BUSY_ACCEPTED; part++)
    if (shapes[part].most > 0)
      list_check (parts, part);
  if (parts->refusal != BUSY_ACCEPTED)
    return;
  if (parts->values[PART_COUNT] && atoi (parts->values[PART_COUNT]) > BUSY_CALENDAR_INSTANCES)
    parts->refusal = BUSY_RULE_COUNT;
  else if (MAX (n[PART_BYHOUR], 1) * MAX (n[PART_BYMINUTE], 1) * MAX (n[PART_BYSECOND], 1) >
           BUSY_TIMES_A_DAY)
    parts->refusal = BUSY_RULE_DENSE;
  else if (days_impossible (parts))
    parts->refusal = BUSY_RULE_IMPOSSIBLE;
  else if (!is_plain (parts) && is_sought (parts))
    parts->refusal = BUSY_RULE_FOREIGN;
}

/* --- making -------------------------------------------------------------------------------- */

static gboolean
until_read (BusyReader *reader, BusyRule *rule, const char *text)
{
  BusyTime time;

  if (text == NULL)
    return TRUE;
  if (!busy_date_time (reader->zones, text, strlen (text), busy_zones_own (reader->zones),
                       &time))
    return FALSE;
  rule->until = time.local;
  rule->until_kind = time.is_date                                  ? BUSY_UNTIL_DATE
                     : time.zone == busy_zones_utc (reader->zones) ? BUSY_UNTIL_UTC
                                                                   : BUSY_UNTIL_LOCAL;
  return TRUE;
}

static void
part_append (GString *text, const RuleParts *parts, Part part)
{
  if (parts->values[part] != NULL)
    g_string_append_printf (text, ";%s=%s", shapes[part].name, parts->values[part]);
}

/* The rule for libical: FREQ first; BYHOUR, BYMINUTE and BYSECOND apart. */
static void
rule_write (BusyRule *rule, const RuleParts *parts)
{
  GString *text = g_string_new ("FREQ=");
  GString *clock_text = g_string_new (NULL);

  g_string_append (text, parts->values[PART_FREQ]);
  for (Part part = PART_COUNT; part < N_PARTS; part++)
    part_append (part >= PART_BYSECOND && part <= PART_BYHOUR ? clock_text : text, parts,
                 part);
  rule->text = g_string_free (text, FALSE);
  rule->clock_text = g_string_free (clock_text, FALSE);
}

static void
rule_note (BusyRule *rule, const RuleParts *parts)
{
  char *const *values = parts->values;
  const BusyRuleParts days = {
    .frequency = values[PART_FREQ],
    .interval = values[PART_INTERVAL],
    .byday = values[PART_BYDAY],
    .bymonthday = values[PART_BYMONTHDAY],
    .byyearday = values[PART_BYYEARDAY],
    .byweekno = values[PART_BYWEEKNO],
    .bymonth = values[PART_BYMONTH],
  };

  rule->counted = values[PART_COUNT] != NULL;
  rule->count = rule->counted ? atoi (values[PART_COUNT]) : 0;
  rule->clock[0] = busy_number_bits (values[PART_BYHOUR]);
  rule->clock[1] = busy_number_bits (values[PART_BYMINUTE]);
  rule->clock[2] = busy_number_bits (values[PART_BYSECOND]);
  rule->positions = busy_numbers (values[PART_BYSETPOS]);
  rule->week_start = values[PART_WKST] ? busy_weekday (values[PART_WKST]) : 1;
  if (is_plain (parts))
    {
      busy_weeks_note (rule, &days);
      busy_months_note (rule, &days);
    }
  rule_write (rule, parts);
}

BusyRule *
busy_rule_new (BusyReader *reader, const BusyLine *line, BusyProperty property)
{
  RuleParts parts = { .refusal = BUSY_ACCEPTED };
  BusyRule *rule = g_new0 (BusyRule, 1);

  rule->line = line->number;
  rule->property = property;
  parts_split (&parts, line->value);
  parts_check (&parts);
  if (parts.refusal == BUSY_ACCEPTED && !until_read (reader, rule, parts.values[PART_UNTIL]))
    parts.refusal = BUSY_BAD_DATE;
  if (parts.refusal == BUSY_ACCEPTED)
    rule_note (rule, &parts);
  else
    {
      busy_refuse (reader, parts.refusal, line->number, property);
      g_clear_pointer (&rule, busy_rule_free);
    }
  for (Part part = 0; part < N_PARTS; part++)
    g_free (parts.values[part]);
  return rule;
}

void
busy_rule_free (BusyRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->text);
  g_free (rule->clock_text);
  g_clear_pointer (&rule->positions, g_array_unref);
  busy_fit_clear (&rule->fit);
  g_free (rule);
}

gboolean
busy_rule_add (BusyReader *reader, const BusyLine *line, BusyProperty property,
               GPtrArray **rules)
{
  BusyRule *rule = busy_rule_new (reader, line, property);

  if (rule == NULL)
    return FALSE;
  if (*rules == NULL)
    *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_rule_free);
  g_ptr_array_add (*rules, rule);
  return TRUE;
}
