/* Words of the council's languages: dates, ordinals, cases.
 *
 * The system's locales are not used: a bare machine has only C, and glibc's Tajik and Kyrgyz
 * month names are incomplete.  A language that is not known is taken for Russian.  Spaces are
 * plain unless said otherwise; the layout of documents binds them.  «ё» is written where it is
 * spoken («четвёртое», «трёх»). */
#pragma once

#include <glib.h>

typedef enum
{
  CASE_NOMINATIVE,
  CASE_GENITIVE,
  CASE_DATIVE,
  CASE_ACCUSATIVE,
  CASE_INSTRUMENTAL,
  CASE_PREPOSITIONAL,
  N_CASES
} GrammaticalCase;

typedef enum
{
  GENDER_MASCULINE,
  GENDER_FEMININE,
  GENDER_NEUTER
} Gender;

/** case_name: (transfer none): "nominative", …, as the file keeps it. */
const char *case_name (GrammaticalCase grammatical_case);

/** language_is_known: whether @lang is one of ru, en, tg, ky. */
gboolean language_is_known (const char *lang);

/** language_date_long: (transfer full): "13 февраля 2026 года", "13 February 2026",
 * "13 феврали соли 2026", "2026-жылдын 13-февралы". */
char *language_date_long (const char *lang, const GDate *date);

/** language_date_short: (transfer full): "13 февраля 2026 г." with no-break spaces in Russian;
 * as language_date_long() in the others. */
char *language_date_short (const char *lang, const GDate *date);

/** language_date_formal: (transfer full): «13» февраля 2026 года, as Russian acts close. */
char *language_date_formal (const GDate *date);

/** language_date_range: (transfer full): "12–13 февраля 2026 года", "30 апреля – 2 мая 2026
 * года", "30 декабря 2026 года – 2 января 2027 года"; one date when both are the same.  The
 * earlier comes first, whichever way they are given. */
char *language_date_range (const char *lang, const GDate *first, const GDate *last);

/** language_month: (transfer none): the month's name alone ("февраль"); 1 is January.  In
 * lower case but for English, as each language writes it within a sentence. */
const char *language_month (const char *lang, guint month);

/** language_weekday: (transfer none): "понедельник"; 1 is Monday (ISO 8601). */
const char *language_weekday (const char *lang, guint weekday);

/** language_weekday_short: (transfer none): "пн", "Mon", "дшб", "дүй". */
const char *language_weekday_short (const char *lang, guint weekday);

/**
 * language_ordinal:
 * @number: 1 to 999
 *
 * The masculine accusative is that of things («на первый день»), not of persons.
 *
 * Returns: (transfer full): the Russian ordinal in words: "первое", "двадцать второго"
 */
char *language_ordinal (guint number, Gender gender, GrammaticalCase grammatical_case);

/**
 * language_count_words:
 * @number: 0 to 999
 *
 * The accusative is that of things («на два дня»), not of persons.
 *
 * Returns: (transfer full): the Russian cardinal in words: "два", «в двух экземплярах»
 */
char *language_count_words (guint number, Gender gender, GrammaticalCase grammatical_case);

/** language_plural: (transfer none): the Russian form that goes with @number: 1 день, 2 дня,
 * 5 дней. */
const char *
language_plural (guint64 number, const char *one, const char *few, const char *many);
