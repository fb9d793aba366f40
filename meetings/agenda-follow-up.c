/* The item that opens the next agenda: what became of the decisions before.
 *
 * Its words go into the protocol, which is Russian. */
#include "meetings/agenda-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/decision.h"
#include "meetings/record.h"

#include <string.h>

/* What every drafted title begins with, by which it is found again. */
#define TITLE "О ходе выполнения решений, принятых на "

/* --- words --------------------------------------------------------------------------------- */

static char *
long_date (const char *day)
{
  GDate date;

  return date_parse (day, &date, NULL) ? language_date_long ("ru", &date) : g_strdup (day);
}

static char *
meeting_date (const Meeting *meeting)
{
  GDate first;

  meeting_first_day (meeting, &first);
  return language_date_long ("ru", &first);
}

/* «… принятых на первом внеочередном заседании 13 февраля 2026 года» */
static char *
follow_up_title (Db *db, const Meeting *previous, gboolean several, GError **error)
{
  gboolean regular = g_str_equal (previous->kind, MEETING_REGULAR);
  gint64 number;
  g_autofree char *ordinal = NULL, *date = NULL;

  if (several)
    return g_strdup (TITLE "предыдущих заседаниях");
  number = meeting_ordinal (db, previous, error);
  if (number == 0)
    return NULL;
  ordinal = language_ordinal ((guint) number, GENDER_NEUTER, CASE_PREPOSITIONAL);
  date = meeting_date (previous);
  return g_strdup_printf (TITLE "%s %sзаседании %s", ordinal, regular ? "" : "внеочередном ",
                          date);
}

static void
append_executors (GString *words, const Decision *decision)
{
  if (decision->executors->len == 0)
    {
      g_string_append (words, "исполнители не указаны");
      return;
    }
  g_string_append (words, decision->executors->len == 1 ? "исполнитель: " : "исполнители: ");
  for (guint i = 0; i < decision->executors->len; i++)
    g_string_append_printf (words, "%s%s", i ? ", " : "",
                            ((Responsible *) g_ptr_array_index (decision->executors, i))->who);
}

/* « пункт 1.1: Построить … (исполнитель: …; срок — 1 июня 2026 года; …)» */
static void
append_decision (GString *words, const Decision *decision, const char *of_meeting)
{
  g_autofree char *text = g_strdup (decision->text);

  while (*text && strchr (".; ", text[strlen (text) - 1]))
    text[strlen (text) - 1] = '\0';
  g_string_append_printf (words, "%sпункт %s: %s (", of_meeting,
                          strrchr (decision->ref, '/') + 1, text);
  append_executors (words, decision);
  if (decision->due != NULL)
    {
      g_autofree char *due = long_date (decision->due);

      g_string_append_printf (words, "; срок — %s", due);
    }
  if (decision->percent >= 0)
    g_string_append_printf (words, "; выполнение — %" G_GINT64_FORMAT " %%",
                            decision->percent);
  if (decision->last_progress != NULL)
    {
      g_autofree char *report = g_strdup (decision->last_progress);

      while (*report && strchr (".; ", report[strlen (report) - 1]))
        report[strlen (report) - 1] = '\0';
      g_string_append_printf (words, "; ход выполнения: %s", report);
    }
  g_string_append_c (words, ')');
}

/* --- what is open -------------------------------------------------------------------------- */

/* A meeting before, and its open decisions. */
typedef struct
{
  Meeting *meeting;
  GPtrArray *open; /* (element-type Decision) */
} Before;

static void
before_free (Before *before)
{
  meeting_free (before->meeting);
  g_ptr_array_unref (before->open);
  g_free (before);
}

/* (transfer full) (element-type Before): the meetings before that left something open, the
 * earliest first. */
static GPtrArray *
open_before (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) meetings = record_before (db, meeting, error);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) before_free);

  if (meetings == NULL)
    return NULL;
  while (meetings->len > 0)
    {
      g_autoptr(Meeting) one = g_ptr_array_steal_index (meetings, meetings->len - 1);
      const DecisionFilter filter = { .meeting = one->ref, .open = TRUE };
      g_autoptr(GPtrArray) open = decision_search (db, &filter, error);

      if (open == NULL)
        return NULL;
      if (open->len > 0)
        {
          Before *before = g_new0 (Before, 1);

          before->meeting = g_steal_pointer (&one);
          before->open = g_steal_pointer (&open);
          g_ptr_array_add (all, before);
        }
    }
  return g_steal_pointer (&all);
}

/* Why there is nothing: the decisions may be waiting for signatures. */
static gboolean
nothing_open (Db *db, const Meeting *meeting, GError **error)
{
  gint64 waiting = db_number (db,
                              "SELECT count(*) FROM decision d JOIN agenda_item i"
                              " ON i.id = d.item JOIN meeting m ON m.id = i.meeting"
                              " WHERE m.body = ? AND m.id != ?"
                              " AND d.state IN ('draft', 'agreed')",
                              error, "ss", meeting->body, meeting->id);

  if (waiting < 0)
    return FALSE;
  if (waiting > 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("nothing to follow up before {ref}: the decisions of the earlier "
            "meetings are not in force yet (see 'council decision list')"),
        "ref", meeting->ref, NULL);
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("nothing to follow up before {ref}: no decision is open (see "
                            "'council decision list --open')"),
                        "ref", meeting->ref, NULL);
}

static char *
follow_up_text (GPtrArray *all)
{
  GString *words = g_string_new ("Стороны рассмотрели ход выполнения следующих решений: ");

  for (guint i = 0; i < all->len; i++)
    {
      const Before *before = g_ptr_array_index (all, i);
      g_autofree char *date = meeting_date (before->meeting);
      g_autofree char *of_meeting =
          all->len > 1 ? g_strdup_printf ("протокол заседания %s, ", date) : g_strdup ("");

      for (guint j = 0; j < before->open->len; j++)
        {
          if (i + j > 0)
            g_string_append (words, "; ");
          append_decision (words, g_ptr_array_index (before->open, j), of_meeting);
        }
    }
  return g_string_free (words, FALSE);
}

/* --- the item ------------------------------------------------------------------------------ */

/* The item that was drafted before, if any. */
static gboolean
find_drafted (Db *db, const Meeting *meeting, char **id, GError **error)
{
  g_autoptr(GPtrArray) items = agenda_list (db, meeting->id, error);

  *id = NULL;
  for (guint i = 0; items != NULL && i < items->len && *id == NULL; i++)
    {
      const AgendaItem *item = g_ptr_array_index (items, i);

      if (g_str_has_prefix (item->title, TITLE))
        *id = g_strdup (item->id);
    }
  return items != NULL;
}

static char *
write_item (Db *db, const Meeting *meeting, const char *title, const char *text,
            GError **error)
{
  const AgendaFields fields = { .title = title, .discussion = text, .position = 1 };
  g_autofree char *id = NULL;

  if (!find_drafted (db, meeting, &id, error))
    return NULL;
  if (id == NULL)
    return agenda_insert (db, meeting, &fields, error);
  if (!db_run (db, "UPDATE agenda_item SET title = ?, discussion = ? WHERE id = ?", error,
               "sss", title, text, id))
    return NULL;
  return g_steal_pointer (&id);
}

static AgendaItem *
load_item (Db *db, const Meeting *meeting, const char *id, GError **error)
{
  gint64 position =
      db_number (db, "SELECT position FROM agenda_item WHERE id = ?", error, "s", id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, position);

  return position > 0 ? agenda_item_load (db, meeting, number, error) : NULL;
}

AgendaItem *
agenda_follow_up (Db *db, const char *ref, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.follow-up", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(GPtrArray) all = meeting ? open_before (db, meeting, error) : NULL;
  g_autofree char *title = NULL, *text = NULL, *id = NULL;
  g_autoptr(AgendaItem) item = NULL;

  if (all == NULL || (all->len == 0 && !nothing_open (db, meeting, error)))
    return NULL;
  title = follow_up_title (db, ((Before *) g_ptr_array_index (all, 0))->meeting, all->len > 1,
                           error);
  text = title ? follow_up_text (all) : NULL;
  id = text ? write_item (db, meeting, title, text, error) : NULL;
  if (id == NULL || !decision_renumber (db, meeting, notices, error) ||
      !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  item = load_item (db, meeting, id, error);
  return item && db_commit (&tx, error) ? g_steal_pointer (&item) : NULL;
}
