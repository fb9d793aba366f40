/* Changing the agenda. */
#include "meetings/agenda-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/sector.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/decision.h"
#include "meetings/record.h"

#include <string.h>

/* --- what a person typed ------------------------------------------------------------------- */

char *
agenda_clean_title (const char *title, GError **error)
{
  char *clean = text_clean (title, N_ ("the title"), error);

  if (clean != NULL && g_str_has_suffix (clean, ".") && !g_str_has_suffix (clean, ".."))
    clean[strlen (clean) - 1] = '\0';
  return clean;
}

/* An empty code takes the sector away. */
static gboolean
find_sector (Db *db, const char *code, char **id, GError **error)
{
  return sector_key (db, code && *code ? code : NULL, id, error);
}

static gboolean
find_party (Db *db, const char *code, char **id, GError **error)
{
  g_autoptr(Party) party = NULL;

  if (code == NULL || *code == '\0')
    return TRUE;
  party = party_load (db, code, error);
  *id = party ? g_strdup (party->id) : NULL;
  return party != NULL;
}

static gboolean
check_title_is_new (Db *db, const Meeting *meeting, const char *title, const char *except,
                    GError **error)
{
  g_autoptr(GPtrArray) items = agenda_list (db, meeting->id, error);
  g_autofree char *folded = text_fold (title);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const AgendaItem *item = g_ptr_array_index (items, i);
      g_autofree char *there = text_fold (item->title);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, item->position);

      if (g_strcmp0 (item->id, except) != 0 && g_str_equal (there, folded))
        return council_error (error, COUNCIL_ERROR_RULE,
                              N_ ("«{title}»: item {number} of {ref} has that title (each "
                                  "question stands once)"),
                              "title", title, "number", number, "ref", meeting->ref, NULL);
    }
  return TRUE;
}

gint64
agenda_count (Db *db, const Meeting *meeting, GError **error)
{
  return db_number (db,
                    "SELECT count(*) FROM agenda_item WHERE meeting = ?"
                    " AND state != 'withdrawn'",
                    error, "s", meeting->id);
}

static gboolean
check_position (const Meeting *meeting, gint64 position, gint64 last, GError **error)
{
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, position);
  g_autofree char *limit = g_strdup_printf ("%" G_GINT64_FORMAT, last);

  if (position >= 1 && position <= last)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("position {position}: the agenda of {ref} has no such place (1 to "
                            "{last})"),
                        "position", wanted, "ref", meeting->ref, "last", limit, NULL);
}

/* --- adding -------------------------------------------------------------------------------- */

static gboolean
write_rapporteurs (Db *db, const char *item, GPtrArray *rapporteurs, GError **error)
{
  if (!db_run (db, "DELETE FROM rapporteur WHERE item = ?", error, "s", item))
    return FALSE;
  for (guint i = 0; i < rapporteurs->len; i++)
    {
      const Responsible *one = g_ptr_array_index (rapporteurs, i);
      g_autofree char *id = uuid7 ();

      if (!db_run (db,
                   "INSERT INTO rapporteur (id, item, party, who)"
                   " SELECT ?, ?, id, ? FROM party WHERE code = ?",
                   error, "ssss", id, item, one->who, one->party))
        return FALSE;
    }
  return TRUE;
}

/* Makes room at @position. */
static gboolean
shift_from (Db *db, const Meeting *meeting, gint64 position, gint64 by, GError **error)
{
  return db_run (db,
                 "UPDATE agenda_item SET position = position + ? WHERE meeting = ?"
                 " AND state != 'withdrawn' AND position >= ?",
                 error, "isi", by, meeting->id, position);
}

char *
agenda_insert (Db *db, const Meeting *meeting, const AgendaFields *fields, GError **error)
{
  g_autofree char *id = uuid7 (), *sector = NULL, *party = NULL, *discussion = NULL;
  g_autofree char *title = agenda_clean_title (fields->title, error);
  g_autoptr(GPtrArray) rapporteurs =
      title ? responsible_parse_all (db, fields->rapporteurs, error) : NULL;
  gint64 count = rapporteurs ? agenda_count (db, meeting, error) : -1;
  gint64 position = fields->position ? fields->position : count + 1;

  if (count < 0 || !check_position (meeting, position, count + 1, error) ||
      !check_title_is_new (db, meeting, title, NULL, error) ||
      !find_sector (db, fields->sector, &sector, error) ||
      !find_party (db, fields->proposed_by, &party, error) ||
      !text_clean_optional (fields->discussion, N_ ("the discussion"), &discussion, error) ||
      !shift_from (db, meeting, position, 1, error) ||
      !db_run (db,
               "INSERT INTO agenda_item (id, meeting, position, title, sector, proposed_by,"
               " discussion, state, sample) VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed', ?)",
               error, "ssissssi", id, meeting->id, position, title, sector, party, discussion,
               db_sample (db)) ||
      !write_rapporteurs (db, id, rapporteurs, error))
    return NULL;
  return g_steal_pointer (&id);
}

AgendaItem *
agenda_add (Db *db, const char *ref, const AgendaFields *fields, Notices *notices,
            GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.add", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autofree char *id = meeting ? agenda_insert (db, meeting, fields, error) : NULL;
  g_autofree char *number = NULL;
  g_autoptr(AgendaItem) item = NULL;
  gint64 position;

  if (id == NULL || !decision_renumber (db, meeting, notices, error) ||
      !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  position = db_number (db, "SELECT position FROM agenda_item WHERE id = ?", error, "s", id);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, position);
  item = position > 0 ? agenda_item_load (db, meeting, number, error) : NULL;
  return item && db_commit (&tx, error) ? g_steal_pointer (&item) : NULL;
}

/* --- changing ------------------------------------------------------------------------------ */

static gboolean
write_fields (Db *db, const Meeting *meeting, const AgendaItem *item,
              const AgendaFields *fields, GError **error)
{
  g_autofree char *title = NULL, *sector = NULL, *party = NULL, *discussion = NULL;

  if (fields->title != NULL)
    {
      title = agenda_clean_title (fields->title, error);
      if (title == NULL || !check_title_is_new (db, meeting, title, item->id, error))
        return FALSE;
    }
  if (!find_sector (db, fields->sector, &sector, error) ||
      !find_party (db, fields->proposed_by, &party, error) ||
      !text_clean_optional (fields->discussion, N_ ("the discussion"), &discussion, error))
    return FALSE;
  return db_run (db,
                 "UPDATE agenda_item SET title = coalesce(?, title),"
                 " sector = iif(?, ?, sector), proposed_by = iif(?, ?, proposed_by),"
                 " discussion = iif(?, ?, discussion) WHERE id = ?",
                 error, "sisisiss", title, (gint64) (fields->sector != NULL), sector,
                 (gint64) (fields->proposed_by != NULL), party,
                 (gint64) (fields->discussion != NULL), discussion, item->id);
}

gboolean
agenda_edit (Db *db, const char *ref, const char *number, const AgendaFields *fields,
             GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.edit", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) item = meeting ? agenda_item_load (db, meeting, number, error) : NULL;
  g_autoptr(GPtrArray) rapporteurs =
      item ? responsible_parse_all (db, fields->rapporteurs, error) : NULL;

  if (rapporteurs == NULL || !write_fields (db, meeting, item, fields, error))
    return FALSE;
  if (rapporteurs->len > 0 && !write_rapporteurs (db, item->id, rapporteurs, error))
    return FALSE;
  if (!record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
agenda_move (Db *db, const char *ref, const char *number, gint64 position, Notices *notices,
             GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.move", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) item = meeting ? agenda_item_load (db, meeting, number, error) : NULL;
  gint64 count = item ? agenda_count (db, meeting, error) : -1;

  if (count < 0 || !check_position (meeting, position, count, error))
    return FALSE;
  /* The others close up behind it and make room before it; it goes in last. */
  if (!shift_from (db, meeting, item->position + 1, -1, error) ||
      !shift_from (db, meeting, position, 1, error) ||
      !db_run (db, "UPDATE agenda_item SET position = ? WHERE id = ?", error, "is", position,
               item->id) ||
      !decision_renumber (db, meeting, notices, error) || !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

static gboolean
check_without_decisions (Db *db, const Meeting *meeting, const AgendaItem *item,
                         GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, item->position);
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row, "SELECT ref FROM decision WHERE item = ? ORDER BY position LIMIT 1",
                 error, "s", item->id))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("item {number} of {ref}: it cannot be withdrawn, decision "
                            "{decision} stands under it (take that back first: 'council "
                            "decision remove {decision}')"),
                        "number", number, "ref", meeting->ref, "decision",
                        row_text (row, "ref"), NULL);
}

gboolean
agenda_withdraw (Db *db, const char *ref, const char *number, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.withdraw", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) item = meeting ? agenda_item_load (db, meeting, number, error) : NULL;

  if (item == NULL || !check_without_decisions (db, meeting, item, error) ||
      !db_run (db, "UPDATE agenda_item SET state = 'withdrawn' WHERE id = ?", error, "s",
               item->id) ||
      !shift_from (db, meeting, item->position + 1, -1, error) ||
      !decision_renumber (db, meeting, notices, error) || !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
agenda_adopt (Db *db, const char *ref, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.adopt", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  gint64 proposed = meeting ? db_number (db,
                                         "SELECT count(*) FROM agenda_item WHERE meeting = ?"
                                         " AND state = 'proposed'",
                                         error, "s", meeting->id)
                            : -1;

  if (proposed < 0)
    return FALSE;
  if (proposed == 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("agenda of {ref}: it has no proposed item to adopt (see 'council "
            "agenda list {ref}')"),
        "ref", meeting->ref, NULL);
  if (!db_run (db,
               "UPDATE agenda_item SET state = 'adopted' WHERE meeting = ?"
               " AND state = 'proposed'",
               error, "s", meeting->id) ||
      !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* --- inviting businesses ------------------------------------------------------------------- */

static DbRow *
load_member (Db *db, const char *handle, GError **error)
{
  DbRow *row = db_one (db, "SELECT id, kind, name, until FROM member WHERE handle = ?", error,
                       "s", handle);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no member {handle} (see 'council member list')"), "handle",
                          handle, NULL);
  return row;
}

static gboolean
check_is_business (const DbRow *member, const char *handle, const Meeting *meeting,
                   GError **error)
{
  g_autofree char *day = NULL;
  const char *until = row_text (member, "until");

  if (!g_str_equal (row_text (member, "kind"), "business"))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("member {handle}: «{name}» is no business, it attends the whole "
                              "meeting as a member (only businesses are invited by item)"),
                          "handle", handle, "name", row_text (member, "name"), NULL);
  if (until == NULL || !meeting_has_date (meeting))
    return TRUE;
  {
    GDate first;

    meeting_first_day (meeting, &first);
    day = date_text (&first);
  }
  return strcmp (until, day) >= 0 ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("member {handle}: its membership ends on {until}, before {ref} "
                            "begins (see 'council member list')"),
                        "handle", handle, "until", until, "ref", meeting->ref, NULL);
}

gboolean
agenda_invite (Db *db, const char *ref, const char *number, const char *member, GError **error)
{
  g_autofree char *id = uuid7 ();
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.invite", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) item = meeting ? agenda_item_load (db, meeting, number, error) : NULL;
  g_autoptr(DbRow) row = item ? load_member (db, member, error) : NULL;

  if (row == NULL || !check_is_business (row, member, meeting, error))
    return FALSE;
  for (guint i = 0; i < item->invited->len; i++)
    if (g_str_equal (((Invited *) g_ptr_array_index (item->invited, i))->member, member))
      return council_error (error, COUNCIL_ERROR_RULE,
                            N_ ("member {handle}: it is invited to item {number} of {ref} "
                                "already"),
                            "handle", member, "number", number, "ref", meeting->ref, NULL);
  if (!db_run (db, "INSERT INTO invitation (id, item, member) VALUES (?, ?, ?)", error, "sss",
               id, item->id, row_text (row, "id")) ||
      !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
agenda_uninvite (Db *db, const char *ref, const char *number, const char *member,
                 GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "agenda.uninvite", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) item = meeting ? agenda_item_load (db, meeting, number, error) : NULL;
  g_autoptr(DbRow) row = item ? load_member (db, member, error) : NULL;
  gint64 there = row ? db_number (db,
                                  "SELECT count(*) FROM invitation WHERE item = ?"
                                  " AND member = ?",
                                  error, "ss", item->id, row_text (row, "id"))
                     : -1;

  if (there < 0)
    return FALSE;
  if (there == 0)
    return council_error (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("member {handle}: it is not invited to item {number} of {ref} "
                              "(see 'council agenda list {ref}')"),
                          "handle", member, "number", number, "ref", meeting->ref, NULL);
  if (!db_run (db, "DELETE FROM invitation WHERE item = ? AND member = ?", error, "ss",
               item->id, row_text (row, "id")) ||
      !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
