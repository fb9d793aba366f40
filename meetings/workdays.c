#include "meetings/workdays-internal.h"

#include "core/date.h"

static const char *const kind_names[] = {
  [DAY_HOLIDAY] = "holiday",           [DAY_MOVED] = "moved",
  [DAY_WORKING] = "working",           [DAY_SHORTENED] = "shortened",
  [DAY_COMMEMORATED] = "commemorated",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == N_DAY_KINDS);

const char *
day_kind_name (DayKind kind)
{
  g_return_val_if_fail ((guint) kind < N_DAY_KINDS, NULL);
  return kind_names[kind];
}

gboolean
day_kind_parse (const char *name, DayKind *kind)
{
  for (guint i = 0; i < N_DAY_KINDS; i++)
    if (g_str_equal (kind_names[i], name))
      {
        *kind = (DayKind) i;
        return TRUE;
      }
  return FALSE;
}

/* --- keeping ------------------------------------------------------------------------------- */

Workdays *
workdays_new (const GDate *first, const GDate *last)
{
  Workdays *workdays = g_new0 (Workdays, 1);

  g_return_val_if_fail (g_date_valid (first) && g_date_valid (last), NULL);
  workdays->first = *first;
  workdays->last = *last;
  workdays->strings = g_string_chunk_new (4096);
  workdays->parties = g_ptr_array_new ();
  workdays->rules = g_ptr_array_new_with_free_func (g_free);
  workdays->conducts = g_ptr_array_new_with_free_func (g_free);
  workdays->decrees = g_ptr_array_new_with_free_func (g_free);
  return workdays;
}

void
workdays_free (Workdays *workdays)
{
  if (workdays == NULL)
    return;
  g_string_chunk_free (workdays->strings);
  g_ptr_array_unref (workdays->parties);
  g_ptr_array_unref (workdays->rules);
  g_ptr_array_unref (workdays->conducts);
  g_ptr_array_unref (workdays->decrees);
  g_clear_pointer (&workdays->days, g_hash_table_unref);
  g_free (workdays);
}

static const char *
keep (Workdays *workdays, const char *text)
{
  return text ? g_string_chunk_insert_const (workdays->strings, text) : NULL;
}

static const char *
keep_party (Workdays *workdays, const char *party)
{
  const char *kept = keep (workdays, party);

  if (!g_ptr_array_find (workdays->parties, kept, NULL))
    g_ptr_array_add (workdays->parties, (gpointer) kept);
  return kept;
}

void
workdays_add_rule (Workdays *workdays, const DayRule *rule)
{
  DayRule copy = *rule;

  g_return_if_fail (workdays->days == NULL);
  copy.id = keep (workdays, rule->id);
  copy.party = keep_party (workdays, rule->party);
  copy.name = keep (workdays, rule->name);
  copy.act = keep (workdays, rule->act);
  g_ptr_array_add (workdays->rules, g_memdup2 (&copy, sizeof copy));
}

void
workdays_add_conduct (Workdays *workdays, const DayConduct *conduct)
{
  DayConduct copy = *conduct;

  g_return_if_fail (workdays->days == NULL);
  copy.party = keep_party (workdays, conduct->party);
  copy.act = keep (workdays, conduct->act);
  g_ptr_array_add (workdays->conducts, g_memdup2 (&copy, sizeof copy));
}

void
workdays_add_decree (Workdays *workdays, const DayDecree *decree)
{
  DayDecree copy = *decree;

  g_return_if_fail (workdays->days == NULL);
  copy.party = keep_party (workdays, decree->party);
  copy.rule = keep (workdays, decree->rule);
  copy.name = keep (workdays, decree->name);
  copy.act = keep (workdays, decree->act);
  g_ptr_array_add (workdays->decrees, g_memdup2 (&copy, sizeof copy));
}

/* --- answering ----------------------------------------------------------------------------- */

gpointer
workdays_key (guint party, const GDate *date)
{
  return GSIZE_TO_POINTER ((gsize) party << 32 | g_date_get_julian (date));
}

WorkDay *
workdays_lookup (const Workdays *workdays, guint party, const GDate *date)
{
  return g_hash_table_lookup (workdays->days, workdays_key (party, date));
}

gboolean
workdays_is_weekend (const GDate *date)
{
  return g_date_get_weekday (date) >= G_DATE_SATURDAY;
}

static gint
day_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const WorkDay *one = *(const WorkDay *const *) a;
  const WorkDay *two = *(const WorkDay *const *) b;
  GPtrArray *parties = data;
  int order = g_date_compare (&one->date, &two->date);
  guint first = 0, second = 0;

  if (order != 0)
    return order;
  g_ptr_array_find (parties, one->party, &first);
  g_ptr_array_find (parties, two->party, &second);
  return first < second ? -1 : first > second;
}

GPtrArray *
workdays_list (const Workdays *workdays)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (workdays->days != NULL, list);
  g_hash_table_iter_init (&iter, workdays->days);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const WorkDay *day = value;

      if (g_date_compare (&day->date, &workdays->first) >= 0 &&
          g_date_compare (&day->date, &workdays->last) <= 0)
        g_ptr_array_add (list, value);
    }
  g_ptr_array_sort_with_data (list, day_compare, workdays->parties);
  return list;
}

DayVerdict
workdays_verdict (const Workdays *workdays, const char *party, const GDate *date)
{
  DayVerdict verdict = { .weekend = workdays_is_weekend (date) };
  guint place;

  g_return_val_if_fail (workdays->days != NULL, verdict);
  if (g_ptr_array_find_with_equal_func (workdays->parties, party, g_str_equal, &place))
    verdict.day = workdays_lookup (workdays, place, date);
  verdict.off = verdict.day ? verdict.day->off : verdict.weekend;
  return verdict;
}

gboolean
workdays_is_off (const Workdays *workdays, const char *party, const GDate *date)
{
  return workdays_verdict (workdays, party, date).off;
}

gboolean
workdays_is_bridge (const Workdays *workdays, const char *party, const GDate *date)
{
  GDate before = date_add (date, -1);
  GDate after = date_add (date, 1);

  return !workdays_is_off (workdays, party, date) &&
         workdays_is_off (workdays, party, &before) &&
         workdays_is_off (workdays, party, &after);
}

const WorkDay *
workdays_beside (const Workdays *workdays, const char *party, const GDate *date)
{
  for (int days = -1; days <= 1; days += 2)
    {
      GDate other = date_add (date, days);
      const WorkDay *day = workdays_verdict (workdays, party, &other).day;

      if (day != NULL && day->kind == DAY_HOLIDAY && day->lunar)
        return day;
    }
  return NULL;
}

static GDate
nearest_working_day (const Workdays *workdays, const char *party, const GDate *date, int step)
{
  GDate day = *date;

  for (int i = 0; i <= 45; i++, day = date_add (&day, step))
    if (!workdays_is_off (workdays, party, &day))
      return day;
  return *date;
}

GDate
workdays_before (const Workdays *workdays, const char *party, const GDate *date)
{
  return nearest_working_day (workdays, party, date, -1);
}

GDate
workdays_after (const Workdays *workdays, const char *party, const GDate *date)
{
  return nearest_working_day (workdays, party, date, 1);
}
