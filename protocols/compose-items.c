/* The agenda, and what was noted and agreed on each of its items. */
#include "protocols/compose-internal.h"

#include "core/date.h"
#include "core/text.h"

#include <string.h>

#define LONG_AGENDA 7 /* items; a longer agenda is an annex */

GPtrArray *
compose_items (Composer *composer, GError **error)
{
  return db_all (composer->db,
                 "SELECT id, position, title, discussion FROM agenda_item"
                 " WHERE meeting = ? AND state != 'withdrawn' ORDER BY position",
                 error, "s", composer->meeting->id);
}

void
compose_list_items (Composer *composer, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const DbRow *item = g_ptr_array_index (items, i);
      g_autofree char *label =
          g_strdup_printf ("%" G_GINT64_FORMAT ".", row_int (item, "position"));
      g_autofree char *text = compose_sentence (row_text (item, "title"));

      compose_add (composer, "list", label, text, row_text (item, "id"));
    }
}

gboolean
compose_agenda (Composer *composer, GPtrArray *items)
{
  if (items->len == 0)
    {
      g_ptr_array_add (composer->notices,
                       g_strdup (tr (composer->lang, N_ ("the meeting has no agenda"))));
      return TRUE;
    }
  if (items->len > LONG_AGENDA)
    {
      compose_add (composer, "paragraph", NULL,
                   "Стороны утвердили повестку дня заседания (приложение {annex:agenda}).",
                   NULL);
      return TRUE;
    }
  compose_add (composer, "lead-in", NULL,
               "Стороны утвердили следующую повестку дня заседания:", NULL);
  compose_list_items (composer, items);
  return TRUE;
}

void
compose_agenda_annex (Composer *composer, GPtrArray *items)
{
  g_autofree char *name = compose_meeting_name (composer, CASE_GENITIVE);
  g_autofree char *title = g_strconcat ("Повестка дня ", name, NULL);

  if (items->len <= LONG_AGENDA)
    return;
  compose_add (composer, "annex", "agenda", title, NULL);
  compose_reference (composer);
  compose_list_items (composer, items);
}

/* «Докладчик: …», «Докладчики: …; …». */
static gboolean
compose_rapporteurs (Composer *composer, const char *item, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (composer->db,
                                       "SELECT who FROM rapporteur JOIN party"
                                       " ON party.id = rapporteur.party WHERE item = ?"
                                       " ORDER BY party.position, rapporteur.id",
                                       error, "s", item);
  g_autoptr(GString) text = NULL;

  if (rows == NULL || rows->len == 0)
    return rows != NULL;
  text = g_string_new (rows->len == 1 ? "Докладчик: " : "Докладчики: ");
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : "",
                            row_text (g_ptr_array_index (rows, i), "who"));
  g_string_append_c (text, '.');
  compose_add (composer, "paragraph", NULL, text->str, NULL);
  return TRUE;
}

/* An invitation is all the record holds; whether they spoke it does not say. */
static gboolean
compose_invited (Composer *composer, const char *item, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (composer->db,
                                       "SELECT member.name AS name FROM invitation"
                                       " JOIN member ON member.id = invitation.member"
                                       " JOIN party ON party.id = member.party WHERE item = ?"
                                       " ORDER BY party.position, member.name",
                                       error, "s", item);
  g_autoptr(GString) text = NULL;

  if (rows == NULL || rows->len == 0)
    return rows != NULL;
  text = g_string_new ("На рассмотрение вопроса приглашены представители деловых кругов: ");
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : "",
                            row_text (g_ptr_array_index (rows, i), "name"));
  g_string_append_c (text, '.');
  compose_add (composer, "paragraph", NULL, text->str, NULL);
  return TRUE;
}

/* Whether the discussion says itself who noted, informed or asked. */
static gboolean
names_its_subject (Composer *composer, const char *text, gboolean *does, GError **error)
{
  g_autofree char *folded = text_fold (text);

  *does = g_str_has_prefix (folded, "стороны ");
  for (guint i = 0; i < composer->parties->len && !*does; i++)
    {
      g_autofree char *side =
          party_name (composer->db, g_ptr_array_index (composer->parties, i), "side", "ru",
                      CASE_NOMINATIVE, error);
      g_autofree char *side_folded = side ? text_fold (side) : NULL;

      if (side == NULL)
        return FALSE;
      *does = g_str_has_prefix (folded, side_folded);
    }
  return TRUE;
}

static gboolean
compose_discussion (Composer *composer, const DbRow *item, GError **error)
{
  const char *discussion = row_text (item, "discussion");
  g_autofree char *text = NULL;
  gboolean does;

  if (discussion == NULL || *discussion == '\0')
    return TRUE;
  if (!names_its_subject (composer, discussion, &does, error))
    return FALSE;
  if (!does)
    compose_add (composer, "lead-in", NULL, "Стороны отметили:", NULL);
  text = compose_sentence (discussion);
  compose_add (composer, "paragraph", NULL, text, row_text (item, "id"));
  return TRUE;
}

/* « (исполнители: от Таджикской Стороны — …; от Кыргызской Стороны — …)». */
static char *
executors (Composer *composer, const char *decision, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (composer->db,
              "SELECT code, who FROM executor JOIN party ON party.id = executor.party"
              " WHERE decision = ? ORDER BY party.position, executor.id",
              error, "s", decision);
  GString *text;

  if (rows == NULL)
    return NULL;
  text = g_string_new (rows->len > 1    ? " (исполнители: "
                       : rows->len == 1 ? " (исполнитель: "
                                        : "");
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *code = row_text (row, "code");

      if (i > 0 && g_str_equal (code, row_text (g_ptr_array_index (rows, i - 1), "code")))
        g_string_append (text, ", ");
      else /* the keeper's executors come first in its original */
        g_string_append_printf (text, "{turn:%s}от {party:%s:side:genitive} — ", code, code);
      g_string_append (text, row_text (row, "who"));
    }
  if (rows->len > 0)
    g_string_append (text, "{turns:end})");
  return g_string_free (text, FALSE);
}

/* «, в срок до 1 июня 2026 года», unless the text itself gives its date. */
static char *
due_words (const char *text, const char *due)
{
  g_autofree char *folded = text_fold (text), *date = NULL;
  GDate day;

  if (due == NULL || strstr (folded, " срок до ") != NULL || !date_parse (due, &day, NULL))
    return g_strdup ("");
  date = language_date_long ("ru", &day);
  return g_strconcat (" в срок до ", date, NULL);
}

static gboolean
compose_decision (Composer *composer, const DbRow *item, const DbRow *decision, GError **error)
{
  g_autofree char *label =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".",
                       row_int (item, "position"), row_int (decision, "position"));
  g_autofree char *bare = g_strdup (row_text (decision, "text"));
  g_autofree char *due = NULL, *who = executors (composer, row_text (decision, "id"), error);
  g_autofree char *whole = NULL, *text = NULL;

  if (who == NULL)
    return FALSE;
  while (*bare && strchr (".; ", bare[strlen (bare) - 1]))
    bare[strlen (bare) - 1] = '\0';
  due = due_words (bare, row_text (decision, "due"));
  whole = g_strconcat (bare, due, who, NULL);
  text = compose_sentence (whole);
  compose_add (composer, "decision", label, text, row_text (decision, "id"));
  return TRUE;
}

GPtrArray *
compose_item_decisions (Composer *composer, const DbRow *item, GError **error)
{
  return db_all (
      composer->db,
      "SELECT id, position, text, due FROM decision WHERE item = ? AND state != 'dropped'"
      " ORDER BY position",
      error, "s", row_text (item, "id"));
}

gboolean
compose_item (Composer *composer, const DbRow *item, GError **error)
{
  const char *id = row_text (item, "id");
  g_autofree char *label =
      g_strdup_printf ("%" G_GINT64_FORMAT ".", row_int (item, "position"));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row_int (item, "position"));
  g_autoptr(GPtrArray) decisions = compose_item_decisions (composer, item, error);

  if (decisions == NULL)
    return FALSE;
  compose_add (composer, "item", label, row_text (item, "title"), id);
  if (!composer->brief &&
      (!compose_rapporteurs (composer, id, error) || !compose_invited (composer, id, error) ||
       !compose_discussion (composer, item, error)))
    return FALSE;
  if (decisions->len > 0)
    compose_add (composer, "lead-in", NULL, "Стороны договорились:", NULL);
  else if (composer->brief)
    g_ptr_array_add (
        composer->notices,
        tr_fill (composer->lang,
                 N_ ("item {n} of the agenda has no decision: nothing stands below it in the "
                     "short form"),
                 "n", number, NULL));
  else if (row_is_null (item, "discussion"))
    g_ptr_array_add (
        composer->notices,
        tr_fill (composer->lang,
                 N_ ("item {n} of the agenda has neither discussion nor decision"), "n",
                 number, NULL));
  for (guint i = 0; i < decisions->len; i++)
    if (!compose_decision (composer, item, g_ptr_array_index (decisions, i), error))
      return FALSE;
  return TRUE;
}
