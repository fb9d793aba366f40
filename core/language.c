#include "core/language.h"

#include "core/message.h"

#define NBSP "\u00a0"

typedef struct
{
  const char *code;
  const char *months[12];   /* alone */
  const char *in_dates[12]; /* after the day's number */
  const char *weekdays[7];  /* from Monday */
  const char *weekdays_short[7];
  gboolean year_first;     /* "2026-жылдын 13-февралы" */
  const char *before_year; /* between month and year, or between year and day */
  const char *after_year;
} Language;

/* Tajik joins day, month and year by the izafet -и («13 феврали соли 2026»); Kyrgyz puts the
 * month in the possessive of the third person, its vowel in harmony with the month's last
 * («13-февралы», «23-апрели», «7-июну»). */
static const Language languages[] = {
  { .code = "ru",
    .months = { "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
                "сентябрь", "октябрь", "ноябрь", "декабрь" },
    .in_dates = { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                  "сентября", "октября", "ноября", "декабря" },
    .weekdays = { "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
                  "воскресенье" },
    .weekdays_short = { "пн", "вт", "ср", "чт", "пт", "сб", "вс" },
    .before_year = " ",
    .after_year = " года" },
  { .code = "en",
    .months = { "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December" },
    .in_dates = { "January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December" },
    .weekdays = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                  "Sunday" },
    .weekdays_short = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
    .before_year = " ",
    .after_year = "" },
  { .code = "tg",
    .months = { "январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр",
                "октябр", "ноябр", "декабр" },
    .in_dates = { "январи", "феврали", "марти", "апрели", "майи", "июни", "июли", "августи",
                  "сентябри", "октябри", "ноябри", "декабри" },
    .weekdays = { "душанбе", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе" },
    .weekdays_short = { "дшб", "сшб", "чшб", "пшб", "ҷмъ", "шнб", "яшб" },
    .before_year = " соли ",
    .after_year = "" },
  { .code = "ky",
    .months = { "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
                "сентябрь", "октябрь", "ноябрь", "декабрь" },
    .in_dates = { "январы", "февралы", "марты", "апрели", "майы", "июну", "июлу", "августу",
                  "сентябры", "октябры", "ноябры", "декабры" },
    .weekdays = { "дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума", "ишемби",
                  "жекшемби" },
    .weekdays_short = { "дүй", "шей", "шар", "бей", "жум", "ише", "жек" },
    .year_first = TRUE,
    .before_year = "-жылдын " },
};

static const Language *
find (const char *lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (lang, languages[i].code) == 0)
      return &languages[i];
  return NULL;
}

static const Language *
find_or_russian (const char *lang)
{
  const Language *language = find (lang);

  return language != NULL ? language : &languages[0];
}

const char *
case_name (GrammaticalCase grammatical_case)
{
  static const char *const names[] = {
    [CASE_NOMINATIVE] = N_ ("nominative"),
    [CASE_GENITIVE] = N_ ("genitive"),
    [CASE_DATIVE] = N_ ("dative"),
    [CASE_ACCUSATIVE] = N_ ("accusative"),
    [CASE_INSTRUMENTAL] = N_ ("instrumental"),
    [CASE_PREPOSITIONAL] = N_ ("prepositional"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == N_CASES);
  g_return_val_if_fail ((guint) grammatical_case < N_CASES, names[CASE_NOMINATIVE]);
  return names[grammatical_case];
}

gboolean
language_is_known (const char *lang)
{
  return find (lang) != NULL;
}

/* --- dates --------------------------------------------------------------------------------- */

/* The month as it stands beside a day: in Kyrgyz a hyphen joins them. */
static void
append_month (GString *text, const Language *language, const GDate *date)
{
  g_string_append (text, language->year_first ? "-" : " ");
  g_string_append (text, language->in_dates[g_date_get_month (date) - 1]);
}

static void
append_day (GString *text, const GDate *date)
{
  g_string_append_printf (text, "%d", g_date_get_day (date));
}

static void
append_year (GString *text, const Language *language, const GDate *date)
{
  if (!language->year_first)
    g_string_append (text, language->before_year);
  g_string_append_printf (text, "%d", g_date_get_year (date));
  g_string_append (text, language->year_first ? language->before_year : language->after_year);
}

/* The days from @first to @last of one year, the year told once. */
static void
append_days (GString *text, const Language *language, const GDate *first, const GDate *last)
{
  if (language->year_first)
    append_year (text, language, first);
  append_day (text, first);
  if (g_date_get_month (first) != g_date_get_month (last))
    {
      append_month (text, language, first);
      g_string_append (text, " – ");
      append_day (text, last);
    }
  else if (g_date_get_day (first) != g_date_get_day (last))
    {
      g_string_append (text, "–");
      append_day (text, last);
    }
  append_month (text, language, last);
  if (!language->year_first)
    append_year (text, language, last);
}

char *
language_date_long (const char *lang, const GDate *date)
{
  return language_date_range (lang, date, date);
}

char *
language_date_short (const char *lang, const GDate *date)
{
  const Language *language = find_or_russian (lang);

  if (language != &languages[0])
    return language_date_long (lang, date);
  return g_strdup_printf ("%d" NBSP "%s" NBSP "%d" NBSP "г.", g_date_get_day (date),
                          language->in_dates[g_date_get_month (date) - 1],
                          g_date_get_year (date));
}

char *
language_date_formal (const GDate *date)
{
  return g_strdup_printf ("«%d» %s %d года", g_date_get_day (date),
                          languages[0].in_dates[g_date_get_month (date) - 1],
                          g_date_get_year (date));
}

char *
language_date_range (const char *lang, const GDate *first, const GDate *last)
{
  const Language *language = find_or_russian (lang);
  GString *text = g_string_new (NULL);

  if (g_date_compare (first, last) > 0)
    {
      const GDate *swap = first;

      first = last;
      last = swap;
    }
  if (g_date_get_year (first) == g_date_get_year (last))
    append_days (text, language, first, last);
  else
    {
      append_days (text, language, first, first);
      g_string_append (text, " – ");
      append_days (text, language, last, last);
    }
  return g_string_free (text, FALSE);
}

/* --- names --------------------------------------------------------------------------------- */

const char *
language_month (const char *lang, guint month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return find_or_russian (lang)->months[month - 1];
}

const char *
language_weekday (const char *lang, guint weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return find_or_russian (lang)->weekdays[weekday - 1];
}

const char *
language_weekday_short (const char *lang, guint weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return find_or_russian (lang)->weekdays_short[weekday - 1];
}

const char *
language_plural (guint64 number, const char *one, const char *few, const char *many)
{
  guint64 ten = number % 10, hundred = number % 100;

  if (ten == 1 && hundred != 11)
    return one;
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? few : many;
}
