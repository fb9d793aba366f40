#include "protocols/compose-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/registry.h"
#include "protocols/reading.h"
#include "protocols/protocol-annex.h"

#include <string.h>

#define NBSP "\u00a0"

void
compose_add (Composer *composer, const char *kind, const char *label, const char *text,
             const char *source)
{
  Clause *clause = clause_new (kind, label, text, source);
  g_auto(GStrv) parts = g_strsplit (clause->text, NBSP, -1);

  /* the typesetting binds words; an editor and text_clean() would lose these spaces */
  g_free (clause->text);
  clause->text = g_strjoinv (" ", parts);
  g_ptr_array_add (composer->clauses, clause);
}

/* Whether the word begins with two consonants, so that «с» and «в» need their «о». */
static gboolean
starts_hard (const char *word, const char *first)
{
  gunichar initial = g_unichar_tolower (g_utf8_get_char (word)), second;

  if (initial == 0 || g_utf8_strchr (first, -1, initial) == NULL)
    return FALSE;
  second = g_unichar_tolower (g_utf8_get_char (g_utf8_next_char (word)));
  return second != 0 && g_utf8_strchr ("бвгджзклмнпрстфхцчшщ", -1, second) != NULL;
}

const char *
compose_with (const char *word)
{
  return starts_hard (word, "сзшж") ? "со" : "с";
}

const char *
compose_in (const char *word)
{
  return starts_hard (word, "вф") ? "во" : "в";
}

char *
compose_sentence (const char *text)
{
  gunichar initial = g_unichar_toupper (g_utf8_get_char (text));
  const char *rest = g_utf8_next_char (text);
  gunichar last = g_utf8_get_char (g_utf8_find_prev_char (text, text + strlen (text)));
  char first[7] = { 0 };

  g_unichar_to_utf8 (initial, first);
  return g_strconcat (first, rest, g_utf8_strchr (".!?…:;", -1, last) ? "" : ".", NULL);
}

static gboolean
of_council (const Composer *composer)
{
  return g_str_equal (composer->protocol->body, composer->protocol->council);
}

/* What follows «заседание»: the council, a group of it, or a party's part of it. */
static char *
body_words (const Composer *composer)
{
  const Protocol *protocol = composer->protocol;

  if (protocol->group != NULL)
    return g_strdup_printf ("рабочей группы %s {council:genitive}", protocol->group);
  if (protocol->own != NULL)
    return g_strdup_printf (
        "национальной части {council:genitive} от {party:%s:side:genitive}", protocol->own);
  return g_strdup ("{council:genitive}");
}

char *
compose_session_name (const Composer *composer, GrammaticalCase form)
{
  static const char *const regular[] = { "очередное", "очередного", "очередному",
                                         "очередное", "очередным",  "очередном" };
  static const char *const session[] = { "заседание", "заседания",  "заседанию",
                                         "заседание", "заседанием", "заседании" };
  gboolean extraordinary = g_str_equal (composer->meeting->kind, MEETING_EXTRAORDINARY);
  /* the council alone has a rhythm from which it can depart */
  gboolean plain = !extraordinary && !of_council (composer);
  g_autofree char *body = body_words (composer);

  return g_strdup_printf ("%s%s%s%s %s", extraordinary ? "вне" : "",
                          plain ? "" : regular[form], plain ? "" : " ", session[form], body);
}

char *
compose_meeting_name (const Composer *composer, GrammaticalCase form)
{
  g_autofree char *ordinal = language_ordinal (composer->ordinal, GENDER_NEUTER, form);
  g_autofree char *session = compose_session_name (composer, form);

  return g_strdup_printf ("%s %s", ordinal, session);
}

/* --- head and preamble ----------------------------------------------------------------------- */

char *
compose_date (const Composer *composer)
{
  if (g_date_compare (&composer->first, &composer->last) == 0)
    return language_date_short ("ru", &composer->first);
  return language_date_range ("ru", &composer->first, &composer->last);
}

static gboolean
is_online (const Composer *composer)
{
  return g_str_equal (composer->meeting->form, "online");
}

char *
compose_place (const Composer *composer)
{
  if (composer->meeting->city != NULL)
    return g_strconcat ("г. ", composer->meeting->city, NULL);
  return g_strdup (is_online (composer) ? "Видеоконференция" : "г. ____________");
}

static void
compose_head (Composer *composer)
{
  g_autofree char *name = compose_meeting_name (composer, CASE_GENITIVE);
  g_autofree char *date = compose_date (composer), *place = compose_place (composer);

  compose_add (composer, "title", NULL, "ПРОТОКОЛ", NULL);
  compose_add (composer, "subtitle", NULL, name, NULL);
  compose_add (composer, "place", NULL, place, NULL);
  compose_add (composer, "date", NULL, date, NULL);
}

/* «в городе Бишкеке», «в режиме видеоконференции», both, or nothing. */
static char *
where (Composer *composer, GError **error)
{
  const char *form = composer->meeting->form;
  g_autofree char *city = NULL;

  if (is_online (composer))
    return g_strdup (" в режиме видеоконференции");
  if (composer->meeting->city == NULL)
    return g_strdup (g_str_equal (form, "hybrid") ? " с участием в режиме видеоконференции"
                                                  : "");
  city = reading_city (composer->db, composer->meeting->city, error);
  if (city == NULL)
    return NULL;
  return g_strconcat (" в городе ", city,
                      g_str_equal (form, "hybrid") ? " и в режиме видеоконференции" : "",
                      NULL);
}

static gboolean
compose_preamble (Composer *composer, GError **error)
{
  g_autofree char *date = language_date_range ("ru", &composer->first, &composer->last);
  g_autofree char *name = compose_meeting_name (composer, CASE_NOMINATIVE);
  g_autofree char *place = where (composer, error), *text = NULL;

  if (place == NULL)
    return FALSE;
  text = g_strdup_printf ("%s%s состоялось %s.", date, place, name);
  compose_add (composer, "paragraph", NULL, text, composer->meeting->id);
  return compose_participants (composer, error);
}

/* --- what other rooms add ------------------------------------------------------------------- */

static gboolean
compose_sources (Composer *composer, GError **error)
{
  GPtrArray *sources = registry_protocol_sources ();
  g_autoptr(GPtrArray) paragraphs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sources->len; i++)
    {
      ProtocolSource source = (ProtocolSource) g_ptr_array_index (sources, i);

      if (!source (composer->db, composer->meeting->id, paragraphs, error))
        return FALSE;
    }
  for (guint i = 0; i < paragraphs->len; i++)
    compose_add (composer, "paragraph", NULL, g_ptr_array_index (paragraphs, i), NULL);
  return TRUE;
}

/* --- the next meeting ----------------------------------------------------------------------- */

/* The regular meeting of the same body that is planned or convened after this one. */
Meeting *
compose_next_meeting (Composer *composer, GError **error)
{
  g_autoptr(GPtrArray) meetings =
      meeting_list (composer->db, composer->protocol->body, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *other = g_ptr_array_index (meetings, i);

      if (g_str_equal (other->kind, MEETING_REGULAR) && meeting_is_open (other) &&
          g_date_time_compare (other->starts, composer->meeting->starts) > 0)
        return meeting_load_id (composer->db, other->id, error);
    }
  return NULL;
}

/* «Следующее очередное заседание … состоится 15 марта 2027 года в городе Душанбе.» */
static gboolean
compose_next_known (Composer *composer, const Meeting *next, GError **error)
{
  GDate first, last;
  g_autofree char *date = NULL, *text = NULL;
  g_autofree char *city = reading_city (composer->db, next->city, error);
  g_autofree char *body = body_words (composer);

  if (city == NULL)
    return FALSE;
  meeting_first_day (next, &first);
  meeting_last_day (next, &last);
  date = language_date_range ("ru", &first, &last);
  text = g_strdup_printf ("Стороны договорились провести следующее %sзаседание %s %s в городе "
                          "%s.",
                          of_council (composer) ? "очередное " : "", body, date, city);
  compose_add (composer, "paragraph", NULL, text, next->id);
  return TRUE;
}

/* The host by the alternation; the day and the city are left to the diplomatic channels. */
static gboolean
compose_next_host (Composer *composer, GError **error)
{
  const Party *host = party_after (composer->parties, composer->meeting->host);
  g_autofree char *state =
      party_name (composer->db, host, "state", "ru", CASE_PREPOSITIONAL, error);
  g_autofree char *text = NULL;

  if (state == NULL)
    return FALSE;
  text = g_strdup_printf ("Стороны договорились провести следующее очередное заседание "
                          "{council:genitive} %s {party:%s:state:prepositional}. Дата и место "
                          "проведения заседания будут согласованы по дипломатическим каналам.",
                          compose_in (state), host->code);
  compose_add (composer, "paragraph", NULL, text, NULL);
  return TRUE;
}

static gboolean
compose_next (Composer *composer, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Meeting) next = NULL;

  if (!g_str_equal (composer->meeting->kind, MEETING_REGULAR))
    return TRUE;
  next = compose_next_meeting (composer, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (next != NULL && next->city != NULL)
    return compose_next_known (composer, next, error);
  if (!of_council (composer)) /* a group meets when it is asked to */
    return TRUE;
  if (composer->meeting->host != NULL)
    return compose_next_host (composer, error);
  compose_add (
      composer, "paragraph", NULL,
      "Дата и место проведения следующего очередного заседания {council:genitive} будут "
      "согласованы по дипломатическим каналам.",
      NULL);
  return TRUE;
}

void
compose_closing (Composer *composer)
{
  g_autofree char *copies =
      language_count_words (composer->parties->len, GENDER_MASCULINE, CASE_PREPOSITIONAL);
  g_autofree char *text =
      g_strdup_printf ("Совершено в городе {signing:city} {signing:date} в %s "
                       "экземплярах, каждый на русском языке.",
                       copies);

  compose_add (composer, "closing", NULL, text, NULL);
}

static char *
reference (const Composer *composer)
{
  g_autofree char *name = composer->domestic ? compose_session_name (composer, CASE_GENITIVE)
                                             : compose_meeting_name (composer, CASE_GENITIVE);
  g_autofree char *date = compose_date (composer);
  g_autofree char *number =
      composer->domestic ? g_strdup_printf (" № %u", composer->ordinal) : g_strdup ("");

  return g_strdup_printf ("к протоколу %s от %s%s", name, date, number);
}

void
compose_reference (Composer *composer)
{
  g_autofree char *text = reference (composer);

  compose_add (composer, "reference", NULL, text, NULL);
}

/* --- all of it --------------------------------------------------------------------------------- */

static gboolean
compose_body (Composer *composer, GError **error)
{
  g_autoptr(GPtrArray) items = compose_items (composer, error);

  if (items == NULL)
    return FALSE;
  if (composer->domestic)
    return compose_domestic (composer, items, error);
  compose_head (composer);
  if (!compose_preamble (composer, error) ||
      (!composer->brief && !compose_agenda (composer, items)))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!compose_item (composer, g_ptr_array_index (items, i), error))
      return FALSE;
  if (!compose_sources (composer, error) || !compose_next (composer, error))
    return FALSE;
  compose_closing (composer);
  if (composer->brief)
    return TRUE;
  if (!compose_delegations (composer, error))
    return FALSE;
  compose_agenda_annex (composer, items);
  return TRUE;
}

GPtrArray *
compose_protocol (Db *db, const Protocol *protocol, const Meeting *meeting,
                  const ProtocolChoice *choice, const char *lang, GPtrArray *notices,
                  GError **error)
{
  Composer composer = { .db = db,
                        .protocol = protocol,
                        .meeting = meeting,
                        .lang = lang,
                        .notices = notices,
                        .brief = g_str_equal (choice->form, "short"),
                        .domestic = g_str_equal (choice->template, "domestic") };
  g_autoptr(GPtrArray) parties = protocol_parties (db, protocol, error);
  g_autoptr(GPtrArray) clauses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  gint64 ordinal = parties ? meeting_ordinal (db, meeting, error) : 0;
  g_autofree char *text = NULL;

  if (ordinal < 1)
    return NULL;
  composer.ordinal = (guint) ordinal;
  composer.parties = parties;
  composer.clauses = clauses;
  meeting_first_day (meeting, &composer.first);
  meeting_last_day (meeting, &composer.last);
  if (!compose_body (&composer, error))
    return NULL;
  text = reference (&composer);
  return table_annex_clauses (db, protocol, text, clauses, error) ? g_steal_pointer (&clauses)
                                                                  : NULL;
}
