/* What the title of a meeting tells: which kind, which number. */
#include "core/language.h"
#include "core/text.h"
#include "meetings/life-import-internal.h"

#include <string.h>

/* Titles are not read further than this. */
#define WORDS 60

/* How high a number in words is looked for. */
#define ORDINALS 99

const char *
import_kind (const char *words)
{
  static const char *const extraordinary[] = { "внеочередн", "extraordinary", "ғайринавбат",
                                               "кезексиз" };
  static const char *const regular[] = { "очередн", "регулярн", "regular", "навбат",
                                         "кезектеги" };
  g_autofree char *folded = text_fold (words ? words : "");

  for (guint i = 0; i < G_N_ELEMENTS (extraordinary); i++)
    if (strstr (folded, extraordinary[i]) != NULL)
      return MEETING_EXTRAORDINARY;
  for (guint i = 0; i < G_N_ELEMENTS (regular); i++)
    if (strstr (folded, regular[i]) != NULL)
      return MEETING_REGULAR;
  return NULL;
}

static gboolean
begins (const char *word, const char *const *stems)
{
  for (; *stems != NULL; stems++)
    if (g_str_has_prefix (word, *stems))
      return TRUE;
  return FALSE;
}

static gboolean
is_meeting (const char *word)
{
  static const char *const stems[] = { "заседани", "meeting", "session",
                                       "ҷаласа",   "жыйын",   NULL };

  return begins (word, stems);
}

/* What may stand between the number and the meeting: "второе очередное заседание". */
static gboolean
is_between (const char *word)
{
  static const char *const stems[] = { "очередно",      "внеочередно", "регулярно", "regular",
                                       "extraordinary", "совместно",   "joint",     "навбат",
                                       "ғайринавбат",   "кезектеги",   "кезексиз",  NULL };

  return begins (word, stems);
}

/* "2", "2-е", "2nd", "№2"; 0 for what is no number.  text_fold() has made "no" of №.  A year is
 * no number of a meeting. */
static gint64
number_in_digits (const char *word)
{
  guint64 number;
  char *end;

  if (g_str_has_prefix (word, "no"))
    word += strlen ("no");
  if (*word == '.')
    word++;
  if (!g_ascii_isdigit (*word))
    return 0;
  number = g_ascii_strtoull (word, &end, 10);
  return number > 999 || strlen (end) > strlen ("-ое") ? 0 : (gint64) number;
}

static gint64
number_in_words (const char *one, const char *two)
{
  static const char *const english[] = { "first", "second", "third",    "fourth",
                                         "fifth", "sixth",  "seventh",  "eighth",
                                         "ninth", "tenth",  "eleventh", "twelfth" };
  g_autofree char *pair = two ? g_strdup_printf ("%s %s", two, one) : NULL;
  gint64 found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    if (strcmp (one, english[i]) == 0)
      return i + 1;
  for (guint number = 1; number <= ORDINALS; number++)
    {
      g_autofree char *ordinal = language_ordinal (number, GENDER_NEUTER, CASE_NOMINATIVE);
      g_autofree char *folded = text_fold (ordinal);

      if (pair != NULL && strcmp (folded, pair) == 0)
        return number;
      if (strcmp (folded, one) == 0)
        found = number;
    }
  return found;
}

/* Of the words before that of the meeting, from the last one back. */
static gint64
number_before (char **words, guint at)
{
  gint64 number;

  while (at > 0 && is_between (words[at - 1]))
    at--;
  if (at == 0)
    return 0;
  number = number_in_digits (words[at - 1]);
  return number ? number : number_in_words (words[at - 1], at > 1 ? words[at - 2] : NULL);
}

/* "заседание № 2", "meeting no. 2", "ҷаласаи навбатӣ № 2" */
static gint64
number_after (char **words, guint at)
{
  const char *next;

  while (words[at + 1] != NULL && is_between (words[at + 1]))
    at++;
  next = words[at + 1];
  if (next == NULL)
    return 0;
  if (strcmp (next, "no") == 0 || strcmp (next, "no.") == 0)
    return words[at + 2] ? number_in_digits (words[at + 2]) : 0;
  return g_ascii_isdigit (*next) ? 0 : number_in_digits (next);
}

/* (transfer full): the words of a title, without what separates them. */
static GStrv
title_words (const char *title)
{
  g_autofree char *folded = text_fold (title ? title : "");
  g_autoptr(GString) text = g_string_new (g_strdelimit (folded, ",;:()\"\t", ' '));
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;

  g_string_replace (text, "«", " ", 0);
  g_string_replace (text, "»", " ", 0);
  parts = g_strsplit (text->str, " ", WORDS);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

gint64
import_title_number (const char *title)
{
  g_auto(GStrv) words = title_words (title);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 number = is_meeting (words[i]) ? number_before (words, i) : 0;

      if (number == 0 && is_meeting (words[i]))
        number = number_after (words, i);
      if (number > 0)
        return number;
    }
  return 0;
}
