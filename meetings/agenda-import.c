/* An agenda from a table. */
#include "meetings/agenda-internal.h"

#include "core/error.h"
#include "meetings/decision.h"
#include "meetings/import.h"
#include "meetings/record.h"

static const char *const title_column[] = { "title", "вопрос", "наименование", "название",
                                            NULL };
static const char *const sector_column[] = { "sector", "отрасль", "сфера", "сектор", NULL };
static const char *const party_column[] = { "proposed_by", "party",      "сторона", "внесено",
                                            "кем внесён",  "кем внесен", NULL };
static const char *const rapporteurs_column[] = { "rapporteurs", "rapporteur", "докладчики",
                                                  "докладчик", NULL };

/* «tj:Министерство …; kg:Министерство …» */
static GStrv
split_rapporteurs (const char *cell)
{
  g_auto(GStrv) parts = g_strsplit (cell ? cell : "", ";", -1);
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (kept, g_strdup (parts[i]));
  g_ptr_array_add (kept, NULL);
  return (GStrv) g_ptr_array_free (kept, FALSE);
}

static gboolean
import_row (Db *db, const Meeting *meeting, const CsvTable *table, guint row, GError **error)
{
  g_auto(GStrv) rapporteurs =
      split_rapporteurs (import_cell (table, row, rapporteurs_column));
  g_autofree char *id =
      agenda_insert (db, meeting,
                     &(AgendaFields){
                         .title = import_cell (table, row, title_column),
                         .sector = import_cell (table, row, sector_column),
                         .proposed_by = import_cell (table, row, party_column),
                         .rapporteurs = (const char *const *) rapporteurs,
                     },
                     error);

  return id != NULL || import_error (table, row, error);
}

GPtrArray *
agenda_import (Db *db, const char *ref, const CsvTable *table, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.import", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  gint64 before = meeting ? agenda_count (db, meeting, error) : -1;
  g_autoptr(GPtrArray) items = NULL;

  if (before < 0 || !import_needs (table, title_column, error) ||
      !import_needs_rows (table, error))
    return NULL;
  for (guint i = 0; i < table->rows->len; i++)
    if (!import_row (db, meeting, table, i, error))
      return NULL;
  if (!record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  items = agenda_list (db, meeting->id, error);
  if (items == NULL || !db_commit (&tx, error))
    return NULL;
  g_ptr_array_remove_range (items, 0, (guint) before);
  return g_steal_pointer (&items);
}
