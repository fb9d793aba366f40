#include "meetings/agenda.h"

#include "core/error.h"
#include "core/message.h"

#define ITEM_COLUMNS                                                                          \
  "i.id, i.meeting, i.position, i.title, s.code AS sector, p.code AS proposed_by,"            \
  " i.discussion, i.state, i.sample FROM agenda_item i LEFT JOIN sector s ON s.id = i.sector" \
  " LEFT JOIN party p ON p.id = i.proposed_by"

/* The file's words for an item's states, for the catalogue. */
static const char *const words[] G_GNUC_UNUSED = { N_ ("proposed"), N_ ("adopted"),
                                                   N_ ("withdrawn") };

static void
invited_free (Invited *invited)
{
  g_free (invited->member);
  g_free (invited->party);
  g_free (invited->name);
  g_free (invited);
}

void
agenda_item_free (AgendaItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->meeting);
  g_free (item->title);
  g_free (item->sector);
  g_free (item->proposed_by);
  g_free (item->discussion);
  g_free (item->state);
  g_clear_pointer (&item->rapporteurs, g_ptr_array_unref);
  g_clear_pointer (&item->invited, g_ptr_array_unref);
  g_free (item);
}

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
read_rapporteurs (Db *db, AgendaItem *item, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (db,
                                       "SELECT p.code AS party, r.who FROM rapporteur r"
                                       " JOIN party p ON p.id = r.party WHERE r.item = ?"
                                       " ORDER BY p.position, r.id",
                                       error, "s", item->id);

  item->rapporteurs = responsible_from_rows (rows);
  return item->rapporteurs != NULL;
}

static gboolean
read_invited (Db *db, AgendaItem *item, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT m.handle, p.code AS party, m.name FROM invitation v"
              " JOIN member m ON m.id = v.member JOIN party p ON p.id = m.party"
              " WHERE v.item = ? ORDER BY p.position, m.name",
              error, "s", item->id);

  item->invited = g_ptr_array_new_with_free_func ((GDestroyNotify) invited_free);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Invited *invited = g_new0 (Invited, 1);

      invited->member = row_copy (row, "handle");
      invited->party = row_copy (row, "party");
      invited->name = row_copy (row, "name");
      g_ptr_array_add (item->invited, invited);
    }
  return rows != NULL;
}

static AgendaItem *
item_from_row (Db *db, const DbRow *row, GError **error)
{
  g_autoptr(AgendaItem) item = g_new0 (AgendaItem, 1);

  item->id = row_copy (row, "id");
  item->meeting = row_copy (row, "meeting");
  item->position = row_int (row, "position");
  item->title = row_copy (row, "title");
  item->sector = row_copy (row, "sector");
  item->proposed_by = row_copy (row, "proposed_by");
  item->discussion = row_copy (row, "discussion");
  item->state = row_copy (row, "state");
  item->sample = row_int (row, "sample") != 0;
  if (!read_rapporteurs (db, item, error) || !read_invited (db, item, error))
    return NULL;
  return g_steal_pointer (&item);
}

static GPtrArray *
items_from_rows (Db *db, GPtrArray *rows, GError **error)
{
  g_autoptr(GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) agenda_item_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      AgendaItem *item = item_from_row (db, g_ptr_array_index (rows, i), error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return rows ? g_steal_pointer (&items) : NULL;
}

GPtrArray *
agenda_list (Db *db, const char *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT " ITEM_COLUMNS " WHERE i.meeting = ? AND i.state != 'withdrawn'"
              " ORDER BY i.position, i.id",
              error, "s", meeting);

  return items_from_rows (db, rows, error);
}

GPtrArray *
agenda_list_withdrawn (Db *db, const char *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT " ITEM_COLUMNS " WHERE i.meeting = ? AND i.state = 'withdrawn'"
              " ORDER BY i.position, i.id",
              error, "s", meeting);

  return items_from_rows (db, rows, error);
}

static void
no_such_item (Db *db, const Meeting *meeting, const char *number, GError **error)
{
  gint64 count = db_number (db,
                            "SELECT count(*) FROM agenda_item WHERE meeting = ?"
                            " AND state != 'withdrawn'",
                            error, "s", meeting->id);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  if (count == 0)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   N_ ("no item {number} of {ref}: the agenda is empty (add one with 'council "
                       "agenda add {ref} TEXT')"),
                   "number", number, "ref", meeting->ref, NULL);
  else if (count > 0)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   N_ ("no item {number} of {ref}: the agenda has items 1 to {last} (see "
                       "'council agenda list {ref}')"),
                   "number", number, "ref", meeting->ref, "last", last, NULL);
}

AgendaItem *
agenda_item_load (Db *db, const Meeting *meeting, const char *number, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  gint64 position;

  if (!g_ascii_string_to_signed (number, 10, 1, 9999, &position, NULL))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("item {number}: it is no number of an agenda item (see 'council "
                         "agenda list {ref}')"),
                     "number", number, "ref", meeting->ref, NULL);
      return NULL;
    }
  if (!db_maybe (db, &row,
                 "SELECT " ITEM_COLUMNS
                 " WHERE i.meeting = ? AND i.position = ? AND i.state != 'withdrawn'",
                 error, "si", meeting->id, position))
    return NULL;
  if (row == NULL)
    {
      no_such_item (db, meeting, number, error);
      return NULL;
    }
  return item_from_row (db, row, error);
}
