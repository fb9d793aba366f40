/* Who took part: the preamble's lines and the annexes. */
#include "protocols/compose-internal.h"

#include "core/date.h"
#include "core/name.h"
#include "core/text.h"

#include <string.h>

GPtrArray *
compose_present (Composer *composer, const Party *party, GError **error)
{
  return db_all (composer->db,
                 "SELECT id, role, name, post, person FROM delegate AS d"
                 " WHERE meeting = ? AND party = ? AND coalesce (attended, 1) = 1"
                 " AND NOT EXISTS (SELECT 1 FROM delegate WHERE substitutes = d.id)"
                 " ORDER BY role != 'head', position",
                 error, "ss", composer->meeting->id, party->id);
}

/* The chair's title in the instrumental, when @post is what the file knows as that office. */
static gboolean
declined_title (Composer *composer, const Party *party, const char *post, char **title,
                GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (composer->db, &row,
                 "SELECT declined.text AS text FROM office"
                 " JOIN name ON name.owner = office.id AND name.role = 'title'"
                 " AND name.lang = 'ru' AND name.form = 'nominative'"
                 " JOIN name AS declined ON declined.owner = office.id"
                 " AND declined.role = 'title' AND declined.lang = 'ru'"
                 " AND declined.form = 'instrumental'"
                 " WHERE office.party = ? AND name.text = ?",
                 error, "ss", party->id, post))
    return FALSE;
  *title = row ? row_copy (row, "text") : NULL;
  return TRUE;
}

/* «А.» of «Алмаз» and of «А.». */
static char *
initial (const char *name)
{
  char letter[7] = { 0 };

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), letter);
  return g_strconcat (letter, ". ", NULL);
}

/* «А. Касымалиевым», when the file knows the surname's instrumental. */
static gboolean
declined_person (Composer *composer, const char *person, char **name, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *given = NULL, *patronymic = NULL;

  *name = NULL;
  if (person == NULL)
    return TRUE;
  if (!db_maybe (composer->db, &row,
                 "SELECT given, patronymic, text FROM person JOIN name ON owner = person.id"
                 " WHERE person.id = ? AND role = 'surname' AND lang = 'ru'"
                 " AND form = 'instrumental'",
                 error, "s", person))
    return FALSE;
  if (row == NULL)
    return TRUE;
  given = row_is_null (row, "given") ? NULL : initial (row_text (row, "given"));
  patronymic = row_is_null (row, "patronymic") ? NULL : initial (row_text (row, "patronymic"));
  *name = g_strconcat (given ? given : "", given && patronymic ? patronymic : "",
                       row_text (row, "text"), NULL);
  return TRUE;
}

/* « во главе с Премьер-министром … А. Фамилией»; where the file does not know the cases, a form
 * that needs none. */
static gboolean
head_words (Composer *composer, const Party *party, const DbRow *head, char **words,
            GError **error)
{
  g_autofree char *title = NULL, *name = NULL;

  if (head == NULL || !g_str_equal (row_text (head, "role"), "head"))
    {
      *words = g_strdup ("");
      return TRUE;
    }
  if (!declined_title (composer, party, row_text (head, "post"), &title, error) ||
      !declined_person (composer, row_text (head, "person"), &name, error))
    return FALSE;
  if (title != NULL && name != NULL)
    *words = g_strdup_printf (" во главе %s %s %s", compose_with (title), title, name);
  else
    *words = g_strdup_printf (", руководитель делегации — %s, %s", row_text (head, "name"),
                              row_text (head, "post"));
  return TRUE;
}

static gboolean
compose_participant (Composer *composer, const Party *party, GError **error)
{
  g_autoptr(GPtrArray) present = compose_present (composer, party, error);
  g_autofree char *head = NULL, *annex = NULL, *text = NULL;

  if (present == NULL ||
      !head_words (composer, party, present->len ? g_ptr_array_index (present, 0) : NULL,
                   &head, error))
    return FALSE;
  if (composer->brief && present->len > 0)
    annex = NULL;
  else if (present->len > MANY_PRESENT)
    annex = g_strdup_printf (
        " (%u %s, список прилагается — приложение {annex:delegation:%s})", present->len,
        language_plural (present->len, "человек", "человека", "человек"), party->code);
  else if (present->len > 0)
    annex = g_strdup_printf (" (приложение {annex:delegation:%s})", party->code);
  else
    g_ptr_array_add (composer->notices,
                     tr_fill (composer->lang,
                              N_ ("{party}: the meeting has no delegation of it"), "party",
                              party->code, NULL));
  text = g_strdup_printf ("делегация {party:%s:side:genitive}%s%s", party->code, head,
                          annex ? annex : "");
  compose_add (composer, "party", party->code, text, party->id);
  return TRUE;
}

gboolean
compose_participants (Composer *composer, GError **error)
{
  compose_add (composer, "lead-in", NULL, "В заседании приняли участие:", NULL);
  for (guint i = 0; i < composer->parties->len; i++)
    if (!compose_participant (composer, g_ptr_array_index (composer->parties, i), error))
      return FALSE;
  return TRUE;
}

/* What a delegate is beside the post. */
static const char *
role_words (const DbRow *delegate)
{
  static const struct
  {
    const char *role, *words;
  } all[] = { { "head", "руководитель делегации" },
              { "expert", "эксперт" },
              { "interpreter", "переводчик" } };
  g_autofree char *post = text_fold (row_text (delegate, "post"));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (row_text (delegate, "role"), all[i].role) &&
        strstr (post, all[i].words) == NULL)
      return all[i].words;
  return NULL;
}

gboolean
compose_delegation_annex (Composer *composer, const Party *party, const char *title,
                          GError **error)
{
  g_autoptr(GPtrArray) present = compose_present (composer, party, error);
  g_autofree char *label = g_strconcat ("delegation:", party->code, NULL);

  if (present == NULL || present->len == 0)
    return present != NULL;
  compose_add (composer, "annex", label, title, party->id);
  compose_reference (composer);
  for (guint i = 0; i < present->len; i++)
    {
      const DbRow *row = g_ptr_array_index (present, i);
      const char *role = composer->domestic ? NULL : role_words (row);
      g_autofree char *text =
          g_strconcat (row_text (row, "name"), " — ", row_text (row, "post"), role ? ", " : "",
                       role ? role : "", NULL);

      compose_add (composer, "delegate", NULL, text, row_text (row, "id"));
    }
  return TRUE;
}

static gboolean
compose_delegation (Composer *composer, const Party *party, GError **error)
{
  g_autofree char *name = compose_meeting_name (composer, CASE_PREPOSITIONAL);
  g_autofree char *title =
      g_strdup_printf ("Состав делегации {party:%s:side:genitive} на %s", party->code, name);

  return compose_delegation_annex (composer, party, title, error);
}

gboolean
compose_delegations (Composer *composer, GError **error)
{
  for (guint i = 0; i < composer->parties->len; i++)
    if (!compose_delegation (composer, g_ptr_array_index (composer->parties, i), error))
      return FALSE;
  return TRUE;
}
