/* A party's list of delegates, as its secretariat sends it. */
#include "meetings/delegation-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "meetings/import.h"
#include "meetings/record.h"

#include <string.h>

static const char *const rank_column[] = { "rank", "№",     "№ п/п",   "№ п.п.",
                                           "ранг", "номер", "порядок", NULL };
static const char *const name_column[] = {
  "name", "фио", "ф.и.о.", "ф. и. о.", "имя", "фамилия, имя, отчество", "фамилия имя отчество",
  NULL
};
static const char *const post_column[] = { "post", "title", "должность", NULL };
static const char *const role_column[] = { "role", "роль", "качество", NULL };
static const char *const person_column[] = { "person", "лицо", NULL };

/* How lists call the roles; folded. */
static const struct
{
  const char *word, *role;
} role_words[] = {
  { "head", DELEGATE_HEAD },
  { "глава", DELEGATE_HEAD },
  { "глава делегации", DELEGATE_HEAD },
  { "руководитель", DELEGATE_HEAD },
  { "руководитель делегации", DELEGATE_HEAD },
  { "delegate", DELEGATE_DELEGATE },
  { "member", DELEGATE_DELEGATE },
  { "делегат", DELEGATE_DELEGATE },
  { "член делегации", DELEGATE_DELEGATE },
  { "expert", DELEGATE_EXPERT },
  { "эксперт", DELEGATE_EXPERT },
  { "interpreter", DELEGATE_INTERPRETER },
  { "переводчик", DELEGATE_INTERPRETER },
};

/* A row of the table at the place that its rank gives it. */
typedef struct
{
  guint row;
  gint64 rank;
  const char *role;
} Line;

/* --- reading the lines --------------------------------------------------------------------- */

static gboolean
read_rank (const CsvTable *table, Line *line, GError **error)
{
  const char *cell = import_cell (table, line->row, rank_column);
  g_autofree char *number = g_strdup (cell);

  line->rank = line->row + 1;
  if (!import_has (table, rank_column))
    return TRUE;
  if (number != NULL && g_str_has_suffix (number, "."))
    number[strlen (number) - 1] = '\0'; /* «1.», as lists are numbered */
  if (number != NULL && g_ascii_string_to_signed (number, 10, 1, 9999, &line->rank, NULL))
    return TRUE;
  council_error (
      error, COUNCIL_ERROR_INPUT,
      N_ ("rank «{rank}» is no number (1, 2, 3 … in every line, or no such column)"), "rank",
      cell ? cell : "", NULL);
  return import_error (table, line->row, error);
}

static gboolean
read_role (const CsvTable *table, Line *line, GError **error)
{
  const char *cell = import_cell (table, line->row, role_column);
  g_autofree char *folded = cell ? text_fold (cell) : NULL;

  line->role = DELEGATE_DELEGATE;
  if (cell == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    if (g_str_equal (role_words[i].word, folded))
      {
        line->role = role_words[i].role;
        return TRUE;
      }
  council_error (error, COUNCIL_ERROR_INPUT,
                 N_ ("role «{role}» is none (head, delegate, expert, interpreter; or глава "
                     "делегации, делегат, эксперт, переводчик)"),
                 "role", cell, NULL);
  return import_error (table, line->row, error);
}

static int
by_rank (gconstpointer a, gconstpointer b)
{
  const Line *one = a, *other = b;

  return one->rank != other->rank ? (one->rank > other->rank) - (one->rank < other->rank)
                                  : (one->row > other->row) - (one->row < other->row);
}

static gboolean
check_ranks (const CsvTable *table, GArray *lines, GError **error)
{
  for (guint i = 1; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      const Line *before = &g_array_index (lines, Line, i - 1);
      g_autofree char *rank = g_strdup_printf ("%" G_GINT64_FORMAT, line->rank);
      g_autofree char *other = g_strdup_printf ("%u", csv_table_line (table, before->row));

      if (line->rank != before->rank)
        continue;
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("rank {rank} stands in line {other} already (each rank once)"),
                     "rank", rank, "other", other, NULL);
      return import_error (table, line->row, error);
    }
  return TRUE;
}

/* The head leads the list; a list that names no roles is led by its first. */
static gboolean
check_head (const CsvTable *table, GArray *lines, gboolean replace, GError **error)
{
  if (replace && !import_has (table, role_column))
    g_array_index (lines, Line, 0).role = DELEGATE_HEAD;
  for (guint i = 1; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (!g_str_equal (line->role, DELEGATE_HEAD))
        continue;
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("a head who is not first (a delegation has one head, who leads the "
                         "list)"),
                     NULL);
      return import_error (table, line->row, error);
    }
  return TRUE;
}

static GArray *
read_lines (const CsvTable *table, gboolean replace, GError **error)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, TRUE, sizeof (Line));

  if (!import_needs (table, name_column, error) || !import_needs (table, post_column, error) ||
      !import_needs_rows (table, error))
    return NULL;
  for (guint i = 0; i < table->rows->len; i++)
    {
      Line line = { .row = i };

      if (!read_rank (table, &line, error) || !read_role (table, &line, error))
        return NULL;
      g_array_append_val (lines, line);
    }
  g_array_sort (lines, by_rank);
  if (!check_ranks (table, lines, error) || !check_head (table, lines, replace, error))
    return NULL;
  return g_steal_pointer (&lines);
}

/* --- writing ------------------------------------------------------------------------------- */

static gboolean
write_lines (Db *db, const Meeting *meeting, const char *party, const CsvTable *table,
             GArray *lines, GError **error)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      const DelegateFields fields = {
        .name = import_cell (table, line->row, name_column),
        .post = import_cell (table, line->row, post_column),
        .person = import_cell (table, line->row, person_column),
        .role = line->role,
      };
      g_autofree char *id = delegation_insert (db, meeting, party, &fields, NULL, error);

      if (id == NULL)
        return import_error (table, line->row, error);
    }
  return TRUE;
}

/* Substitutes first: they refer to whom they replace. */
static gboolean
clear_delegation (Db *db, const Meeting *meeting, const char *party, GError **error)
{
  return db_run (db,
                 "UPDATE delegate SET substitutes = NULL WHERE meeting = ? AND"
                 " party = (SELECT id FROM party WHERE code = ?)",
                 error, "ss", meeting->id, party) &&
         db_run (db,
                 "DELETE FROM delegate WHERE meeting = ? AND"
                 " party = (SELECT id FROM party WHERE code = ?)",
                 error, "ss", meeting->id, party);
}

/* Who stands in the new list as in the old one was named when the old one came. */
static gboolean
keep_dates (Db *db, GPtrArray *before, GError **error)
{
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      const Delegate *old = g_ptr_array_index (before, i);

      if (!db_run (db,
                   "UPDATE delegate SET noted_on = ?, attended = iif(? < 0, NULL, ?)"
                   " WHERE meeting = ? AND party = (SELECT id FROM party WHERE code = ?)"
                   " AND name = ? AND post = ? AND role = ?",
                   error, "siisssss", old->noted_on, (gint64) old->attended,
                   (gint64) old->attended, old->meeting, old->party, old->name, old->post,
                   old->role))
        return FALSE;
    }
  return TRUE;
}

static void
notice_import (GPtrArray *delegates, const Meeting *meeting, const char *party,
               Notices *notices)
{
  gboolean has_head = FALSE, late = FALSE;

  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);

      has_head |= g_str_equal (delegate->role, DELEGATE_HEAD);
      late |= delegate->late;
    }
  if (!has_head)
    notices_add (notices, N_ ("{ref}: the delegation of {party} has no head"), "ref",
                 meeting->ref, "party", party, NULL);
  if (late)
    notices_add (notices,
                 N_ ("the list of {party} comes after the deadline for the delegations of "
                     "{ref}; tell the other parties"),
                 "ref", meeting->ref, "party", party, NULL);
}

GPtrArray *
delegation_import (Db *db, const char *ref, const char *party, const CsvTable *table,
                   gboolean replace, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "delegation.import", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(GArray) lines = NULL;
  g_autoptr(GPtrArray) before = NULL, delegates = NULL;

  if (meeting == NULL || !party_exists (db, party, error))
    return NULL;
  lines = read_lines (table, replace, error);
  before = lines ? delegation_list (db, meeting->id, party, error) : NULL;
  if (before == NULL || (replace && !clear_delegation (db, meeting, party, error)) ||
      !write_lines (db, meeting, party, table, lines, error) ||
      (replace && !keep_dates (db, before, error)) || !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  delegates = delegation_list (db, meeting->id, party, error);
  if (delegates == NULL || !db_commit (&tx, error))
    return NULL;
  notice_import (delegates, meeting, party, notices);
  return g_steal_pointer (&delegates);
}
