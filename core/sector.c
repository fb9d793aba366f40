#include "core/sector.h"

#include "core/error.h"
#include "core/handle.h"
#include "core/message.h"
#include "core/name.h"
#include "core/text.h"
#include "core/uuid.h"

void
sector_free (Sector *sector)
{
  if (sector == NULL)
    return;
  g_free (sector->id);
  g_free (sector->code);
  g_free (sector);
}

static Sector *
sector_from_row (const DbRow *row)
{
  Sector *sector = g_new0 (Sector, 1);

  sector->id = row_copy (row, "id");
  sector->code = row_copy (row, "code");
  sector->position = row_int (row, "position");
  return sector;
}

static Sector *
not_found (const char *code, GError **error)
{
  council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                        N_ ("no sector {code} (see 'council sector list')"), "code", code,
                        NULL);
  return NULL;
}

Sector *
sector_load (Db *db, const char *code, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT id, code, position FROM sector WHERE code = ?", error, "s", code);

  return row ? sector_from_row (row) : not_found (code, error);
}

Sector *
sector_load_id (Db *db, const char *id, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT id, code, position FROM sector WHERE id = ?", error, "s", id);

  return row ? sector_from_row (row) : not_found (id, error);
}

gboolean
sector_key (Db *db, const char *code, char **id, GError **error)
{
  g_autoptr(DbRow) row = NULL, known = NULL;

  *id = NULL;
  if (code == NULL)
    return TRUE;
  if (!db_maybe (db, &row, "SELECT id FROM sector WHERE code = ?", error, "s", code))
    return FALSE;
  *id = row ? row_copy (row, "id") : NULL;
  if (row != NULL)
    return TRUE;
  known = db_one (db,
                  "SELECT group_concat(code, ', ') AS codes FROM"
                  " (SELECT code FROM sector ORDER BY position)",
                  error, "");
  return known && council_error (error, COUNCIL_ERROR_NOT_FOUND,
                                 N_ ("no sector {code} (one of: {codes})"), "code", code,
                                 "codes", row_text (known, "codes"), NULL);
}

GPtrArray *
sector_list (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT id, code, position FROM sector ORDER BY position, code", error, "");
  GPtrArray *sectors;

  if (rows == NULL)
    return NULL;
  sectors = g_ptr_array_new_with_free_func ((GDestroyNotify) sector_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (sectors, sector_from_row (g_ptr_array_index (rows, i)));
  return sectors;
}

char *
sector_name (Db *db, const Sector *sector, const char *lang, GError **error)
{
  return name_get (db, sector->id, "sector", NULL, lang, CASE_NOMINATIVE, error);
}

gboolean
sector_add (Db *db, const char *code, const char *name, const char *english, GError **error)
{
  g_autofree char *russian = text_clean (name, N_ ("name"), error);
  g_autofree char *other = NULL, *id = uuid7 ();
  g_autoptr(DbTransaction) tx = NULL;
  gint64 taken;

  if (russian == NULL || !handle_check (code, N_ ("code"), error) ||
      !text_clean_optional (english, N_ ("name"), &other, error))
    return FALSE;
  tx = db_begin (db, "sector.add", error);
  taken =
      tx ? db_number (db, "SELECT count(*) FROM sector WHERE code = ?", error, "s", code) : -1;
  if (taken != 0)
    return taken > 0 &&
           council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("sector {code}: exists already (choose another code)"), "code",
                          code, NULL);
  db_subject (tx, code);
  return db_run (db,
                 "INSERT INTO sector (id, code, position)"
                 " SELECT ?, ?, coalesce (max(position), 0) + 1 FROM sector",
                 error, "ss", id, code) &&
         name_set (db, id, "sector", NULL, "ru", CASE_NOMINATIVE, russian, error) &&
         (other == NULL ||
          name_set (db, id, "sector", NULL, "en", CASE_NOMINATIVE, other, error)) &&
         db_commit (&tx, error);
}
