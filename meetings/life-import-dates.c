/* Dates and times as people and spreadsheets write them, brought to the ISO form. */
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/life-import-internal.h"

#include <string.h>

/* A month's name may be cut to this many letters ("янв", "Feb"). */
#define MONTH_LETTERS 3
#define MONTHS 12

static const char *const languages[] = { "ru", "en", "tg", "ky" };

static guint
number_of (GMatchInfo *found, int group)
{
  g_autofree char *text = g_match_info_fetch (found, group);

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

/* --- times ----------------------------------------------------------------------------------- */

#define CLOCK(colon) "([0-9]{1,2})" colon "([0-9]{2})(?::00)?(?: ?([AP])\\.?M\\.?)?"

static char *
clock_text (GMatchInfo *found, int first)
{
  g_autofree char *half = g_match_info_fetch (found, first + 2);
  guint hour = number_of (found, first);

  if (half != NULL && *half != '\0' && hour <= 12)
    hour = hour % 12 + (strpbrk (half, "pP") != NULL ? 12 : 0);
  return g_strdup_printf ("%02u:%02u", hour, number_of (found, first + 1));
}

gboolean
import_is_time (const char *text)
{
  return g_regex_match_simple ("^" CLOCK (":") "$", text, G_REGEX_CASELESS, 0);
}

char *
import_time (const char *text)
{
  g_autoptr(GRegex) clock = g_regex_new ("^" CLOCK ("[:.]") "$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;

  return g_regex_match (clock, text, 0, &found) ? clock_text (found, 1) : g_strdup (text);
}

/* (transfer full) (nullable): the time at the end of @text, and what stands before it. */
static char *
split_time (const char *text, char **before)
{
  g_autoptr(GRegex) ending = g_regex_new (
      "^(.*?[^ ,])(?:,? +(?:в +|at +)?|T)" CLOCK (":") "$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;

  if (!g_regex_match (ending, text, 0, &found))
    {
      *before = g_strdup (text);
      return NULL;
    }
  *before = g_match_info_fetch (found, 1);
  return clock_text (found, 2);
}

/* --- dates in numbers ------------------------------------------------------------------------ */

/* Day and month in either order; @first and @second come before the year. */
static gboolean
scan_slashed (const char *text, guint *first, guint *second, guint *year)
{
  g_autoptr(GRegex) form =
      g_regex_new ("^([0-9]{1,2})([/-])([0-9]{1,2})\\2([0-9]{4})$", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;

  if (!g_regex_match (form, text, 0, &found))
    return FALSE;
  *first = number_of (found, 1);
  *second = number_of (found, 3);
  *year = number_of (found, 4);
  return TRUE;
}

/* The order that a date shows by itself. */
static ImportDateOrder
order_shown (guint first, guint second)
{
  if (first > MONTHS && second <= MONTHS)
    return IMPORT_DAY_FIRST;
  return second > MONTHS && first <= MONTHS ? IMPORT_MONTH_FIRST : IMPORT_ORDER_UNKNOWN;
}

static gboolean
refuse_other_order (const char *text, ImportDateOrder order, GError **error)
{
  return council_error (
      error, COUNCIL_ERROR_INPUT,
      order == IMPORT_DAY_FIRST
          ? N_ ("'{value}': no date with the day first (see --date-order)")
          : N_ ("'{value}': no date with the month first (see --date-order)"),
      "value", text, NULL);
}

static gboolean
refuse_unknown_order (const char *text, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("'{value}': does the day come first, or the month? The table does "
                            "not show it (say --date-order day-first or --date-order "
                            "month-first)"),
                        "value", text, NULL);
}

static char *
slashed_date (const char *text, guint first, guint second, guint year, ImportDateOrder order,
              GError **error)
{
  ImportDateOrder shown = order_shown (first, second);

  if (first > MONTHS && second > MONTHS)
    return g_strdup (text); /* no date; whoever reads it says so */
  if (first != second && shown == IMPORT_ORDER_UNKNOWN &&
      (order == IMPORT_ORDER_UNKNOWN || order == IMPORT_ORDER_MIXED))
    return refuse_unknown_order (text, error), NULL;
  if (shown != IMPORT_ORDER_UNKNOWN &&
      (order == IMPORT_DAY_FIRST || order == IMPORT_MONTH_FIRST) && shown != order)
    return refuse_other_order (text, order, error), NULL;
  if (shown == IMPORT_ORDER_UNKNOWN)
    shown = order;
  return shown == IMPORT_MONTH_FIRST ? g_strdup_printf ("%04u-%02u-%02u", year, first, second)
                                     : g_strdup_printf ("%04u-%02u-%02u", year, second, first);
}

/* (transfer full) (nullable): of "13.02.2026", "13.02.2026 г." and "2026/2/13". */
static char *
plain_date (const char *text)
{
  g_autoptr(GRegex) russian = g_regex_new (
      "^([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})(?: ?г\\.?)?$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GRegex) year_first =
      g_regex_new ("^([0-9]{4})([./-])([0-9]{1,2})\\2([0-9]{1,2})$", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL, other = NULL;

  if (g_regex_match (russian, text, 0, &found))
    return g_strdup_printf ("%04u-%02u-%02u", number_of (found, 3), number_of (found, 2),
                            number_of (found, 1));
  if (g_regex_match (year_first, text, 0, &other))
    return g_strdup_printf ("%04u-%02u-%02u", number_of (other, 1), number_of (other, 3),
                            number_of (other, 4));
  return NULL;
}

/* --- dates in words -------------------------------------------------------------------------- */

/* Whether @word, folded, is the month's name: cut ("фев"), or with the ending that it takes in a
 * date ("февраля", "феврали", "февралы"). */
static gboolean
names_month (const char *word, const char *lang, guint month)
{
  g_autofree char *name = text_fold (language_month (lang, month));
  glong letters = g_utf8_strlen (word, -1), length = g_utf8_strlen (name, -1), same = 0;

  for (const char *a = word, *b = name;
       *a != '\0' && *b != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b);
       a = g_utf8_next_char (a), b = g_utf8_next_char (b))
    same++;
  if (letters < MONTH_LETTERS)
    return FALSE;
  if (same == letters)
    return TRUE;
  return !g_str_equal (lang, "en") && letters - same == 1 && length - same <= 1;
}

static guint
month_of (const char *word)
{
  if (g_str_equal (word, "мая")) /* the only one whose stem is not whole in a date */
    return 5;
  for (guint month = 1; month <= MONTHS; month++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      if (names_month (word, languages[i], month))
        return month;
  return 0;
}

/* What may stand in a date beside the day, month and year. */
static gboolean
says_nothing (const char *word)
{
  static const char *const words[] = { "г",  "год", "года", "of",   "the",
                                       "st", "nd",  "rd",   "th",   "го",
                                       "е",  "ое",  "соли", "жылы", "жылдын" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint day = 1; day <= 7; day++)
      {
        g_autofree char *name = text_fold (language_weekday (languages[i], day));
        g_autofree char *brief = text_fold (language_weekday_short (languages[i], day));

        if (g_str_equal (word, name) || g_str_equal (word, brief))
          return TRUE;
      }
  return FALSE;
}

typedef struct
{
  guint year, month, day;
} WordedDate;

/* Takes one run of digits or letters; %FALSE when it has no place in a date. */
static gboolean
take_token (WordedDate *date, const char *token)
{
  guint64 number;

  if (!g_ascii_isdigit (*token))
    {
      guint month = date->month == 0 ? month_of (token) : 0;

      if (month > 0)
        date->month = month;
      return month > 0 || says_nothing (token);
    }
  number = g_ascii_strtoull (token, NULL, 10);
  if (strlen (token) == 4 && date->year == 0)
    date->year = (guint) number;
  else if (strlen (token) <= 2 && date->day == 0 && number > 0)
    date->day = (guint) number;
  else
    return FALSE;
  return TRUE;
}

/* Where a run of digits, or one of letters, that begins at @text ends. */
static const char *
token_end (const char *text)
{
  gboolean digits = g_ascii_isdigit (*text);

  while (*text != '\0' &&
         (digits ? g_ascii_isdigit (*text) : g_unichar_isalpha (g_utf8_get_char (text))))
    text = g_utf8_next_char (text);
  return text;
}

/* (transfer full) (nullable): of «13 февраля 2026 г.», "Feb 13th, 2026", "13-Feb-2026". */
static char *
worded_date (const char *text)
{
  g_autofree char *folded = text_fold (text);
  WordedDate date = { 0 };

  for (const char *p = folded; *p != '\0';)
    {
      const char *end = token_end (p);

      if (end > p)
        {
          g_autofree char *token = g_strndup (p, (gsize) (end - p));

          if (!take_token (&date, token))
            return NULL;
          p = end;
        }
      else if (g_utf8_strchr (" ,.-/«»\"", -1, g_utf8_get_char (p)) != NULL)
        p = g_utf8_next_char (p);
      else
        return NULL;
    }
  if (date.year == 0 || date.month == 0 || date.day == 0)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", date.year, date.month, date.day);
}

/* --- all of them ----------------------------------------------------------------------------- */

char *
import_date (const char *text, ImportDateOrder order, GError **error)
{
  g_autofree char *before = NULL, *time = split_time (text, &before), *date = NULL;
  guint first, second, year;

  if (scan_slashed (before, &first, &second, &year))
    {
      date = slashed_date (before, first, second, year, order, error);
      if (date == NULL)
        return NULL;
    }
  else if ((date = plain_date (before)) == NULL && (date = worded_date (before)) == NULL)
    return g_strdup (text);
  return time ? g_strdup_printf ("%s %s", date, time) : g_steal_pointer (&date);
}

void
import_date_learn (const char *text, ImportDateOrder *order)
{
  g_autofree char *before = NULL, *time = split_time (text, &before);
  ImportDateOrder shown = IMPORT_ORDER_UNKNOWN;
  guint first, second, year;

  if (scan_slashed (before, &first, &second, &year))
    shown = order_shown (first, second);
  if (shown == IMPORT_ORDER_UNKNOWN || shown == *order)
    return;
  *order = *order == IMPORT_ORDER_UNKNOWN ? shown : IMPORT_ORDER_MIXED;
}

gboolean
import_date_order (const char *name, ImportDateOrder *order, GError **error)
{
  *order = IMPORT_ORDER_UNKNOWN;
  if (name == NULL)
    return TRUE;
  if (g_str_equal (name, "day-first"))
    *order = IMPORT_DAY_FIRST;
  else if (g_str_equal (name, "month-first"))
    *order = IMPORT_MONTH_FIRST;
  else
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no order of dates {order} (one of: day-first, month-first)"),
                          "order", name, NULL);
  return TRUE;
}
