/* What entries of a feed are called, in the languages of the council.
 *
 * What else feeds say is in the catalogues; the names of groups are Russian everywhere. */
#include "meetings/feed-internal.h"

#include "core/language.h"
#include "core/message.h"

#define SAMPLE_MARK "ОБРАЗЕЦ: "

char *
feed_sample (char *title, gboolean sample)
{
  char *marked;

  if (title == NULL || !sample)
    return title;
  marked = g_strconcat (SAMPLE_MARK, title, NULL);
  g_free (title);
  return marked;
}

/* «Второе очередное заседание Межправительственного совета» */
static char *
numbered_russian (const Feed *feed, gint64 number, gboolean regular)
{
  g_autofree char *ordinal = language_ordinal ((guint) number, GENDER_NEUTER, CASE_NOMINATIVE);
  g_autofree char *first = g_utf8_substring (ordinal, 0, 1);
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strdup_printf ("%s%s %s заседание %s", capital, g_utf8_next_char (ordinal),
                          regular ? "очередное" : "внеочередное", feed->name_genitive);
}

/* The name of the council, then the meeting, which needs no case. */
static char *
after_name (const Feed *feed, const char *meeting, gint64 number, const char *sign)
{
  if (number == 0)
    return g_strdup_printf ("%s, %s", feed->name, meeting);
  return g_strdup_printf ("%s, %s %s%" G_GINT64_FORMAT, feed->name, meeting, sign, number);
}

/* @number is 0 for a cancelled meeting, which has none: another takes it. */
static char *
council_title (const Feed *feed, gboolean regular, gint64 number)
{
  if (g_str_equal (feed->lang, "en"))
    return after_name (feed, regular ? "regular meeting" : "extraordinary meeting", number,
                       "no. ");
  if (g_str_equal (feed->lang, "tg"))
    return after_name (feed, regular ? "ҷаласаи навбатӣ" : "ҷаласаи ғайринавбатӣ", number,
                       "№ ");
  if (g_str_equal (feed->lang, "ky"))
    return after_name (feed, regular ? "кезектеги жыйын" : "кезексиз жыйын", number, "№ ");
  if (number > 0 && number < 1000)
    return numbered_russian (feed, number, regular);
  if (number > 0)
    return after_name (feed, regular ? "очередное заседание" : "внеочередное заседание",
                       number, "№ ");
  return g_strdup_printf ("%s заседание %s", regular ? "Очередное" : "Внеочередное",
                          feed->name_genitive);
}

/* A group's name is Russian («по энергетике»), whatever the language. */
static char *
group_title (const Feed *feed, const char *name)
{
  if (g_str_equal (feed->lang, "en"))
    return g_strdup_printf ("Meeting of the working group «%s»", name);
  if (g_str_equal (feed->lang, "tg"))
    return g_strdup_printf ("Ҷаласаи гурӯҳи корӣ «%s»", name);
  if (g_str_equal (feed->lang, "ky"))
    return g_strdup_printf ("Жумушчу топтун жыйыны «%s»", name);
  return g_strdup_printf ("Заседание рабочей группы %s", name);
}

static char *
own_title (const Feed *feed)
{
  if (g_str_equal (feed->lang, "en"))
    return g_strdup ("Meeting of the national part of the council");
  if (g_str_equal (feed->lang, "tg"))
    return g_strdup ("Ҷаласаи қисми миллии шӯро");
  if (g_str_equal (feed->lang, "ky"))
    return g_strdup ("Кеңештин улуттук бөлүгүнүн жыйыны");
  return g_strdup ("Заседание национальной части совета");
}

char *
feed_group_words (const Feed *feed, const char *name)
{
  if (g_str_equal (feed->lang, "en"))
    return g_strdup_printf ("working group «%s»", name);
  if (g_str_equal (feed->lang, "tg"))
    return g_strdup_printf ("гурӯҳи корӣ «%s»", name);
  if (g_str_equal (feed->lang, "ky"))
    return g_strdup_printf ("жумушчу топ «%s»", name);
  return g_strdup_printf ("рабочая группа %s", name);
}

char *
feed_meeting_title (const Feed *feed, const Meeting *meeting, GError **error)
{
  const char *group = g_hash_table_lookup (feed->groups, meeting->body);
  gint64 number = 0;

  if (group != NULL)
    return feed_sample (group_title (feed, group), meeting->sample);
  if (meeting->own != NULL)
    return feed_sample (own_title (feed), meeting->sample);
  if (!meeting_is (meeting, MEETING_CANCELLED))
    {
      number = meeting_ordinal (feed->db, meeting, error);
      if (number <= 0)
        return NULL;
    }
  return feed_sample (
      council_title (feed, g_str_equal (meeting->kind, MEETING_REGULAR), number),
      meeting->sample);
}
