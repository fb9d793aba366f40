/* The domestic template: СЛУШАЛИ, ВЫСТУПИЛИ, РЕШИЛИ, for one party's own meetings. */
#include "protocols/compose-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"
#include "protocols/original.h"
#include "protocols/reading.h"

#include <string.h>

/* --- head --------------------------------------------------------------------------------------- */

/* «заседания …» under ПРОТОКОЛ; the number stands with the date. */
static void
add_head (Composer *composer)
{
  g_autofree char *name = compose_session_name (composer, CASE_GENITIVE);
  g_autofree char *place = compose_place (composer), *date = compose_date (composer);
  g_autofree char *day = g_strdup_printf ("%s № %u", date, composer->ordinal);

  compose_add (composer, "title", NULL, "ПРОТОКОЛ", NULL);
  compose_add (composer, "subtitle", NULL, name, NULL);
  compose_add (composer, "place", NULL, place, NULL);
  compose_add (composer, "date", NULL, day, NULL);
}

/* Those who sign, or none of them: then their names are left to ink. */
static gboolean
find_signatories (Composer *composer, GPtrArray *list, GError **error)
{
  GError *local = NULL;

  if (signatories_for (composer->db, composer->protocol,
                       g_ptr_array_index (composer->parties, 0), &composer->last, list,
                       &local))
    return TRUE;
  if (!g_error_matches (local, COUNCIL_ERROR, COUNCIL_ERROR_RULE))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_ptr_array_add (composer->notices, council_error_text (local, composer->lang));
  g_error_free (local);
  return TRUE;
}

static const DbRow *
find_present (GPtrArray *present, const char *person)
{
  for (guint i = 0; i < present->len; i++)
    if (g_strcmp0 (row_text (g_ptr_array_index (present, i), "person"), person) == 0)
      return g_ptr_array_index (present, i);
  return NULL;
}

/* «Председатель — Л. П. Вымыслов, Премьер-министр …» */
static void
add_officer (Composer *composer, const char *title, const Signatory *signatory,
             const DbRow *delegate)
{
  g_autofree char *text =
      g_strconcat (title, " — ", signatory ? signatory->name : "____________",
                   delegate ? ", " : "", delegate ? row_text (delegate, "post") : "", NULL);

  compose_add (composer, "paragraph", NULL, text, delegate ? row_text (delegate, "id") : NULL);
}

/* Who was there beside those two; many are counted and listed in the annex. */
static void
add_present (Composer *composer, GPtrArray *present, const DbRow *president,
             const DbRow *secretary)
{
  guint n = present->len - (president != NULL) - (secretary != NULL), told = 0;
  const Party *party = g_ptr_array_index (composer->parties, 0);
  g_autofree char *counted = g_strdup_printf (
      "Присутствовали: %u %s", n, language_plural (n, "человек", "человека", "человек"));
  g_autofree char *listed = g_strdup_printf (
      "%s (список прилагается — приложение {annex:delegation:%s}).", counted, party->code);
  g_autofree char *alone = g_strconcat (counted, ".", NULL);

  if (n == 0)
    return;
  if (composer->brief || present->len > MANY_PRESENT)
    {
      compose_add (composer, "paragraph", NULL, composer->brief ? alone : listed, NULL);
      return;
    }
  compose_add (composer, "lead-in", NULL, "Присутствовали:", NULL);
  for (guint i = 0; i < present->len; i++)
    {
      const DbRow *row = g_ptr_array_index (present, i);
      g_autofree char *text = g_strconcat (
          row_text (row, "name"), ", ", row_text (row, "post"), ++told == n ? "." : ";", NULL);

      if (row == president || row == secretary)
        told--;
      else
        compose_add (composer, "list", "—", text, row_text (row, "id"));
    }
}

/* Chair, secretary and who else was there. */
static gboolean
add_people (Composer *composer, GError **error)
{
  const Party *party = g_ptr_array_index (composer->parties, 0);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) signatory_free);
  g_autoptr(GPtrArray) present = compose_present (composer, party, error);
  const Signatory *chair, *secretary;
  const DbRow *chair_row, *secretary_row;

  if (present == NULL || !find_signatories (composer, list, error))
    return FALSE;
  chair = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
  secretary = list->len > 1 ? g_ptr_array_index (list, 1) : NULL;
  chair_row = chair ? find_present (present, chair->person) : NULL;
  if (chair_row == NULL && present->len > 0 &&
      g_str_equal (row_text (g_ptr_array_index (present, 0), "role"), "head"))
    chair_row = g_ptr_array_index (present, 0);
  secretary_row = secretary ? find_present (present, secretary->person) : NULL;
  add_officer (composer, "Председатель", chair, chair_row);
  add_officer (composer, "Секретарь", secretary, secretary_row);
  add_present (composer, present, chair_row, secretary_row);
  return TRUE;
}

/* --- the questions ----------------------------------------------------------------------------- */

static void
add_agenda (Composer *composer, GPtrArray *items)
{
  if (items->len == 0)
    g_ptr_array_add (composer->notices,
                     g_strdup (tr (composer->lang, N_ ("the meeting has no agenda"))));
  if (items->len == 0 || composer->brief)
    return;
  compose_add (composer, "lead-in", NULL, "Повестка дня:", NULL);
  compose_list_items (composer, items);
}

/* «СЛУШАЛИ: о развитии торговли»; a title that is no «О …» stands in quotes. */
static char *
heard (const char *title)
{
  static const char *const prepositions[] = { "О ", "Об ", "Обо " };
  g_autofree char *folded = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (prepositions); i++)
    if (g_str_has_prefix (title, prepositions[i]))
      {
        folded = g_utf8_strdown (prepositions[i], -1);
        return g_strconcat ("СЛУШАЛИ: ", folded, title + strlen (prepositions[i]), NULL);
      }
  return g_strdup_printf ("СЛУШАЛИ: по вопросу «%s»", title);
}

/* «Доклад: Министерство …; Агентство ….», and who was invited. */
static gboolean
add_names (Composer *composer, const char *words, GPtrArray *rows)
{
  g_autoptr(GString) text = g_string_new (words);

  if (rows == NULL || rows->len == 0)
    return rows != NULL;
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : " ",
                            row_text (g_ptr_array_index (rows, i), "name"));
  g_string_append_c (text, '.');
  compose_add (composer, "paragraph", NULL, text->str, NULL);
  return TRUE;
}

static gboolean
add_speakers (Composer *composer, const DbRow *item, GError **error)
{
  const char *discussion = row_text (item, "discussion");
  g_autofree char *said = NULL;
  g_autoptr(GPtrArray) reporters =
      db_all (composer->db, "SELECT who AS name FROM rapporteur WHERE item = ? ORDER BY id",
              error, "s", row_text (item, "id"));
  g_autoptr(GPtrArray) invited =
      reporters ? db_all (composer->db,
                          "SELECT member.name AS name FROM invitation JOIN member"
                          " ON member.id = invitation.member WHERE item = ? ORDER BY name",
                          error, "s", row_text (item, "id"))
                : NULL;

  if (invited == NULL ||
      !add_names (composer, reporters->len == 1 ? "Докладчик:" : "Докладчики:", reporters) ||
      !add_names (composer, "Приглашены:", invited))
    return FALSE;
  if (discussion == NULL || *discussion == '\0')
    return TRUE;
  said = compose_sentence (discussion);
  compose_add (composer, "lead-in", NULL, "ВЫСТУПИЛИ:", NULL);
  compose_add (composer, "paragraph", NULL, said, row_text (item, "id"));
  return TRUE;
}

/* « Ответственный: … Срок: 1 июня 2027 года.» */
static char *
charge (Composer *composer, const DbRow *decision, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (composer->db,
                                       "SELECT who FROM executor JOIN party"
                                       " ON party.id = executor.party WHERE decision = ?"
                                       " ORDER BY party.position, executor.id",
                                       error, "s", row_text (decision, "id"));
  g_autoptr(GString) text = g_string_new (NULL);
  GDate day;

  if (rows == NULL)
    return NULL;
  if (rows->len > 0)
    g_string_append (text, rows->len == 1 ? " Ответственный: " : " Ответственные: ");
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : "",
                            row_text (g_ptr_array_index (rows, i), "who"));
  if (rows->len > 0)
    g_string_append_c (text, '.');
  if (row_text (decision, "due") != NULL &&
      date_parse (row_text (decision, "due"), &day, NULL))
    {
      g_autofree char *date = language_date_long ("ru", &day);

      g_string_append_printf (text, " Срок: %s.", date);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_decision (Composer *composer, const DbRow *item, const DbRow *decision, GError **error)
{
  g_autofree char *label =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".",
                       row_int (item, "position"), row_int (decision, "position"));
  g_autofree char *sentence = compose_sentence (row_text (decision, "text"));
  g_autofree char *charged = charge (composer, decision, error), *text = NULL;

  if (charged == NULL)
    return FALSE;
  text = g_strconcat (sentence, charged, NULL);
  compose_add (composer, "decision", label, text, row_text (decision, "id"));
  return TRUE;
}

static gboolean
add_item (Composer *composer, const DbRow *item, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row_int (item, "position"));
  g_autofree char *label = g_strconcat (number, ".", NULL);
  g_autofree char *title = heard (row_text (item, "title"));
  g_autoptr(GPtrArray) decisions = compose_item_decisions (composer, item, error);

  if (decisions == NULL)
    return FALSE;
  compose_add (composer, "item", label, title, row_text (item, "id"));
  if (!composer->brief && !add_speakers (composer, item, error))
    return FALSE;
  if (decisions->len > 0)
    compose_add (composer, "lead-in", NULL, "РЕШИЛИ:", NULL);
  else
    g_ptr_array_add (composer->notices,
                     tr_fill (composer->lang, N_ ("item {n} of the agenda has no decision"),
                              "n", number, NULL));
  for (guint i = 0; i < decisions->len; i++)
    if (!add_decision (composer, item, g_ptr_array_index (decisions, i), error))
      return FALSE;
  return TRUE;
}

/* --- the end ------------------------------------------------------------------------------------ */

static gboolean
add_next (Composer *composer, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Meeting) next = compose_next_meeting (composer, &local);
  g_autofree char *city = NULL, *date = NULL, *text = NULL;
  GDate first, last;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (next == NULL || next->city == NULL)
    return TRUE;
  city = reading_city (composer->db, next->city, error);
  if (city == NULL)
    return FALSE;
  meeting_first_day (next, &first);
  meeting_last_day (next, &last);
  date = language_date_range ("ru", &first, &last);
  text = g_strdup_printf ("Следующее заседание состоится %s в городе %s.", date, city);
  compose_add (composer, "paragraph", NULL, text, next->id);
  return TRUE;
}

static gboolean
add_list (Composer *composer, GError **error)
{
  const Party *party = g_ptr_array_index (composer->parties, 0);
  g_autoptr(GPtrArray) present = compose_present (composer, party, error);
  g_autofree char *name = compose_session_name (composer, CASE_PREPOSITIONAL);
  g_autofree char *title = g_strconcat ("Список присутствовавших на ", name, NULL);

  if (present == NULL || composer->brief || present->len <= MANY_PRESENT)
    return present != NULL;
  return compose_delegation_annex (composer, party, title, error);
}

gboolean
compose_domestic (Composer *composer, GPtrArray *items, GError **error)
{
  gboolean own = composer->protocol->own != NULL;

  add_head (composer);
  if (!(own ? add_people (composer, error) : compose_participants (composer, error)))
    return FALSE;
  add_agenda (composer, items);
  for (guint i = 0; i < items->len; i++)
    if (!add_item (composer, g_ptr_array_index (items, i), error))
      return FALSE;
  if (!add_next (composer, error))
    return FALSE;
  if (!own)
    {
      compose_closing (composer);
      return composer->brief || compose_delegations (composer, error);
    }
  compose_add (composer, "closing", NULL, "Протокол составлен в одном экземпляре.", NULL);
  return add_list (composer, error);
}
