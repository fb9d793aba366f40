/* Working out the days, a party after the other:
 *
 *   1. the days that rules give;
 *   2. decrees that name a rule take the place of its nearest day;
 *   3. everything goes into the table, decrees over rules;
 *   4. holidays on a weekend move, in order, to the next day that is not off;
 *   5. working days before a holiday become shorter. */
#include "meetings/workdays-internal.h"

#include "core/date.h"
#include "meetings/calendar.h"

/* A decree replaces a rule's day at most so many days away. */
#define DECREE_REACH 60
/* A lunar day is announced at most a day or two beside the computed one; the arithmetic
 * calendar is at most two days beside that. */
#define LUNAR_REACH 10
#define GUESS_REACH 3

/* One party's days while they are worked out. */
typedef struct
{
  Workdays *workdays;
  guint party;
  const char *code;
  GDate from, to; /* with the margins */
  GArray *slots;  /* (element-type Slot) */
} Finder;

/* A day that a rule or a decree gives. */
typedef struct
{
  GDate date;
  const DayRule *rule;     /* (nullable) */
  const DayDecree *decree; /* (nullable) */
  gboolean replaced;       /* a decree took its place */
  gboolean stays;          /* a decree says where it moved */
  GDate from;              /* a decree's moved day: where from, when that is known */
} Slot;

static gboolean
in_force (const GDate *since, const GDate *until, const GDate *date)
{
  return (!g_date_valid (since) || g_date_compare (since, date) <= 0) &&
         (!g_date_valid (until) || g_date_compare (date, until) <= 0);
}

static gboolean
within (const GDate *date, const GDate *from, const GDate *to)
{
  return g_date_compare (from, date) <= 0 && g_date_compare (date, to) <= 0;
}

static int
distance (const GDate *a, const GDate *b)
{
  return ABS (g_date_days_between (a, b));
}

/* --- 1: what rules give -------------------------------------------------------------------- */

static void
slots_add (Finder *finder, const DayRule *rule, const GDate *first)
{
  for (int i = 0; i < MAX (rule->days, 1); i++)
    {
      Slot slot = { .date = date_add (first, i), .rule = rule };

      if (within (&slot.date, &finder->from, &finder->to) &&
          in_force (&rule->since, &rule->until, &slot.date))
        g_array_append_val (finder->slots, slot);
    }
}

static void
find_fixed (Finder *finder, const DayRule *rule)
{
  for (int year = g_date_get_year (&finder->from) - 1; year <= g_date_get_year (&finder->to);
       year++)
    {
      GDate date;

      g_date_clear (&date, 1);
      if (!g_date_valid_dmy ((GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year))
        continue; /* 29 February */
      g_date_set_dmy (&date, (GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year);
      slots_add (finder, rule, &date);
    }
}

/* Whether a decree names the one day of @rule that falls about @date. */
static gboolean
is_decreed (const Finder *finder, const DayRule *rule, const GDate *date)
{
  if (rule->days > 1 || rule->id == NULL)
    return FALSE;
  for (guint i = 0; i < finder->workdays->decrees->len; i++)
    {
      const DayDecree *decree = g_ptr_array_index (finder->workdays->decrees, i);

      if (g_strcmp0 (decree->rule, rule->id) == 0 && decree->kind != DAY_MOVED &&
          distance (&decree->date, date) <= LUNAR_REACH)
        return TRUE;
    }
  return FALSE;
}

/* The first and the last time that @rule's day is needed from the calendar, roughly. */
static gboolean
lunar_is_needed (const Finder *finder, const DayRule *rule, GDate *first, GDate *last)
{
  gboolean needed = FALSE;
  GDate date = date_add (&finder->from, -GUESS_REACH - MAX (rule->days, 1));
  GDate end = date_add (&finder->to, GUESS_REACH);

  for (; g_date_compare (&date, &end) <= 0; g_date_add_days (&date, 1))
    {
      int month, day;

      calendar_lunar_guess (&date, &month, &day);
      /* A thirtieth may be missing from the arithmetic month. */
      if (month != rule->month || day != MIN (rule->day, 29) ||
          !in_force (&rule->since, &rule->until, &date) || is_decreed (finder, rule, &date))
        continue;
      if (!needed)
        *first = date_add (&date, -GUESS_REACH);
      *last = date_add (&date, GUESS_REACH);
      needed = TRUE;
    }
  return needed;
}

static gboolean
find_lunar (Finder *finder, const DayRule *rule, GError **error)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));
  GDate first, last;

  if (!lunar_is_needed (finder, rule, &first, &last))
    return TRUE;
  if (!calendar_lunar_days (g_date_get_year (&first), g_date_get_year (&last), rule->month,
                            rule->day, dates, error))
    return FALSE;
  for (guint i = 0; i < dates->len; i++)
    {
      const GDate *date = &g_array_index (dates, GDate, i);

      if (!is_decreed (finder, rule, date))
        slots_add (finder, rule, date);
    }
  return TRUE;
}

static gboolean
find_rules (Finder *finder, GError **error)
{
  for (guint i = 0; i < finder->workdays->rules->len; i++)
    {
      const DayRule *rule = g_ptr_array_index (finder->workdays->rules, i);

      if (rule->party != finder->code)
        continue;
      if (!rule->lunar)
        find_fixed (finder, rule);
      else if (!find_lunar (finder, rule, error))
        return FALSE;
    }
  return TRUE;
}

/* --- 2: what decrees replace --------------------------------------------------------------- */

static const DayRule *
decree_rule (const Finder *finder, const DayDecree *decree)
{
  for (guint i = 0; decree->rule != NULL && i < finder->workdays->rules->len; i++)
    {
      const DayRule *rule = g_ptr_array_index (finder->workdays->rules, i);

      if (g_strcmp0 (rule->id, decree->rule) == 0)
        return rule;
    }
  return NULL;
}

/* The day of @rule nearest to @date that may still be @replaced, or said to stay. */
static Slot *
nearest_slot (Finder *finder, const DayRule *rule, const GDate *date, gboolean to_stay)
{
  Slot *nearest = NULL;

  for (guint i = 0; i < finder->slots->len; i++)
    {
      Slot *slot = &g_array_index (finder->slots, Slot, i);
      gboolean fits =
          to_stay ? !slot->stays && workdays_is_weekend (&slot->date) : slot->decree == NULL;

      if (slot->rule == rule && !slot->replaced && fits &&
          distance (&slot->date, date) <= DECREE_REACH &&
          (nearest == NULL || distance (&slot->date, date) < distance (&nearest->date, date)))
        nearest = slot;
    }
  return nearest;
}

static void
find_decrees (Finder *finder, gboolean moved)
{
  for (guint i = 0; i < finder->workdays->decrees->len; i++)
    {
      const DayDecree *decree = g_ptr_array_index (finder->workdays->decrees, i);
      const DayRule *rule = decree_rule (finder, decree);
      Slot slot = { .date = decree->date, .rule = rule, .decree = decree };
      Slot *about;

      if (decree->party != finder->code || (decree->kind == DAY_MOVED) != moved ||
          !within (&decree->date, &finder->from, &finder->to))
        continue;
      about = rule ? nearest_slot (finder, rule, &decree->date, moved) : NULL;
      g_date_clear (&slot.from, 1);
      if (about != NULL && moved)
        {
          about->stays = TRUE;
          slot.from = about->date;
        }
      else if (about != NULL)
        about->replaced = TRUE;
      g_array_append_val (finder->slots, slot);
    }
}

/* --- 3: the table -------------------------------------------------------------------------- */

/* What of several holds for a day: decrees over rules, then the one that says most. */
static int
day_rank (const WorkDay *day)
{
  static const int ranks[N_DAY_KINDS] = {
    [DAY_WORKING] = 5,   [DAY_HOLIDAY] = 4,      [DAY_MOVED] = 3,
    [DAY_SHORTENED] = 2, [DAY_COMMEMORATED] = 1,
  };

  return ranks[day->kind] + (day->decreed ? N_DAY_KINDS : 0);
}

static const char *
join (Workdays *workdays, const char *one, const char *two)
{
  g_autofree char *both = NULL;

  if (one == NULL || two == NULL || g_str_equal (one, two))
    return one ? one : two;
  both = g_strconcat (one, "; ", two, NULL);
  return g_string_chunk_insert_const (workdays->strings, both);
}

static void
table_put (Finder *finder, const WorkDay *day)
{
  WorkDay *there = workdays_lookup (finder->workdays, finder->party, &day->date);

  if (there == NULL)
    {
      g_hash_table_insert (finder->workdays->days, workdays_key (finder->party, &day->date),
                           g_memdup2 (day, sizeof *day));
      return;
    }
  if (day_rank (day) > day_rank (there))
    *there = *day;
  else if (day_rank (day) == day_rank (there))
    {
      there->name = join (finder->workdays, there->name, day->name);
      there->act = join (finder->workdays, there->act, day->act);
      there->confirmed = there->confirmed || day->confirmed;
      there->lunar = there->lunar && day->lunar;
    }
}

static gboolean
rule_is_confirmed (const DayRule *rule, const GDate *date)
{
  int year = g_date_get_year (date);

  return !rule->lunar && rule->confirmed_from > 0 && year >= rule->confirmed_from &&
         year <= rule->confirmed_through;
}

static WorkDay
slot_day (const Finder *finder, const Slot *slot)
{
  const DayDecree *decree = slot->decree;
  WorkDay day = {
    .date = slot->date,
    .party = finder->code,
    .kind = decree ? decree->kind : slot->rule->kind,
    .confirmed = decree ? decree->confirmed : rule_is_confirmed (slot->rule, &slot->date),
    .decreed = decree != NULL,
    .name = decree ? decree->name : slot->rule->name,
    .act = decree ? decree->act : slot->rule->act,
  };

  if (day.kind == DAY_MOVED)
    day.from = slot->from;
  day.lunar = slot->rule != NULL && slot->rule->lunar && !day.confirmed;
  day.off = day.kind == DAY_HOLIDAY || day.kind == DAY_MOVED ||
            (day.kind != DAY_WORKING && workdays_is_weekend (&day.date));
  return day;
}

static void
table_fill (Finder *finder)
{
  for (guint i = 0; i < finder->slots->len; i++)
    {
      const Slot *slot = &g_array_index (finder->slots, Slot, i);
      WorkDay day;

      if (slot->replaced)
        continue;
      day = slot_day (finder, slot);
      table_put (finder, &day);
    }
}

/* --- 4: moving ----------------------------------------------------------------------------- */

/* How @party moves a holiday of @date; %NULL when it does not. */
static const DayConduct *
moving_conduct (const Finder *finder, const GDate *date)
{
  const DayConduct *last = NULL;

  for (guint i = 0; i < finder->workdays->conducts->len; i++)
    {
      const DayConduct *conduct = g_ptr_array_index (finder->workdays->conducts, i);

      if (conduct->party != finder->code || conduct->kind == CONDUCT_SHORTEN_EVE ||
          !in_force (&conduct->since, &conduct->until, date))
        continue;
      if (last == NULL || !g_date_valid (&last->since) ||
          (g_date_valid (&conduct->since) &&
           g_date_compare (&conduct->since, &last->since) >= 0))
        last = conduct;
    }
  return last != NULL && last->kind == CONDUCT_MOVE ? last : NULL;
}

/* A moved day that names no rule is no obstacle: when a holiday arrives there, it is its move. */
static gboolean
is_taken (const Finder *finder, const GDate *date, GHashTable *bridges)
{
  const WorkDay *day = workdays_lookup (finder->workdays, finder->party, date);

  if (workdays_is_weekend (date))
    return TRUE;
  if (day == NULL || g_hash_table_contains (bridges, workdays_key (0, date)))
    return FALSE;
  return day->off || day->kind == DAY_WORKING;
}

static void
move_one (Finder *finder, const Slot *slot, GHashTable *bridges)
{
  const DayConduct *conduct = moving_conduct (finder, &slot->date);
  const WorkDay *source = workdays_lookup (finder->workdays, finder->party, &slot->date);
  WorkDay *decreed;
  WorkDay moved;

  if (conduct == NULL || source->kind != DAY_HOLIDAY)
    return;
  moved = *source;
  moved.kind = DAY_MOVED;
  moved.decreed = FALSE;
  moved.confirmed = source->confirmed && conduct->confirmed;
  moved.act = join (finder->workdays, source->act, conduct->act);
  moved.from = source->date;
  do
    g_date_add_days (&moved.date, 1);
  while (is_taken (finder, &moved.date, bridges));
  decreed = workdays_lookup (finder->workdays, finder->party, &moved.date);
  if (g_hash_table_remove (bridges, workdays_key (0, &moved.date)))
    decreed->from = source->date;
  else
    table_put (finder, &moved);
}

static gint
slot_compare (gconstpointer a, gconstpointer b)
{
  return g_date_compare (&((const Slot *) a)->date, &((const Slot *) b)->date);
}

static void
move_all (Finder *finder)
{
  g_autoptr(GHashTable) bridges = g_hash_table_new (NULL, NULL);
  GDate last;

  g_date_clear (&last, 1);
  g_array_sort (finder->slots, slot_compare);
  for (guint i = 0; i < finder->slots->len; i++)
    {
      const Slot *slot = &g_array_index (finder->slots, Slot, i);

      if (slot->decree != NULL && slot->decree->kind == DAY_MOVED && slot->rule == NULL)
        g_hash_table_add (bridges, workdays_key (0, &slot->date));
    }
  for (guint i = 0; i < finder->slots->len; i++)
    {
      const Slot *slot = &g_array_index (finder->slots, Slot, i);
      DayKind kind = slot->decree ? slot->decree->kind : slot->rule->kind;

      if (kind != DAY_HOLIDAY || slot->replaced || slot->stays ||
          !workdays_is_weekend (&slot->date) ||
          (g_date_valid (&last) && g_date_compare (&last, &slot->date) == 0))
        continue; /* two holidays on one day move once */
      move_one (finder, slot, bridges);
      last = slot->date;
    }
}

/* --- 5: eves ------------------------------------------------------------------------------- */

static const DayConduct *
eve_conduct (const Finder *finder, const GDate *date)
{
  for (guint i = 0; i < finder->workdays->conducts->len; i++)
    {
      const DayConduct *conduct = g_ptr_array_index (finder->workdays->conducts, i);

      if (conduct->party == finder->code && conduct->kind == CONDUCT_SHORTEN_EVE &&
          in_force (&conduct->since, &conduct->until, date))
        return conduct;
    }
  return NULL;
}

static void
shorten_eve (Finder *finder, const Slot *slot)
{
  GDate eve = date_add (&slot->date, -1);
  const DayConduct *conduct = eve_conduct (finder, &eve);
  const WorkDay *holiday = workdays_lookup (finder->workdays, finder->party, &slot->date);
  const WorkDay *there = workdays_lookup (finder->workdays, finder->party, &eve);
  WorkDay day;

  if (conduct == NULL || holiday->kind != DAY_HOLIDAY || slot->replaced ||
      (there ? there->off : workdays_is_weekend (&eve)))
    return;
  day = *holiday;
  day.date = eve;
  day.kind = DAY_SHORTENED;
  day.off = FALSE;
  day.decreed = FALSE;
  day.confirmed = holiday->confirmed && conduct->confirmed;
  day.act = join (finder->workdays, holiday->act, conduct->act);
  day.from = holiday->date;
  table_put (finder, &day);
}

/* --- all of it ----------------------------------------------------------------------------- */

static gboolean
find_party (Finder *finder, GError **error)
{
  if (!find_rules (finder, error))
    return FALSE;
  find_decrees (finder, FALSE);
  find_decrees (finder, TRUE);
  table_fill (finder);
  move_all (finder);
  for (guint i = 0; i < finder->slots->len; i++)
    {
      const Slot *slot = &g_array_index (finder->slots, Slot, i);
      DayKind kind = slot->decree ? slot->decree->kind : slot->rule->kind;

      if (kind == DAY_HOLIDAY && !slot->replaced)
        shorten_eve (finder, slot);
    }
  return TRUE;
}

gboolean
workdays_find (Workdays *workdays, GError **error)
{
  g_return_val_if_fail (workdays->days == NULL, FALSE);
  workdays->days = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint party = 0; party < workdays->parties->len; party++)
    {
      g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
      Finder finder = {
        .workdays = workdays,
        .party = party,
        .code = g_ptr_array_index (workdays->parties, party),
        .from = date_add (&workdays->first, -WORKDAYS_MARGIN),
        .to = date_add (&workdays->last, WORKDAYS_MARGIN),
        .slots = slots,
      };

      if (!find_party (&finder, error))
        return FALSE;
    }
  return TRUE;
}
