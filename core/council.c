#include "core/council.h"

#include "core/date.h"
#include "core/error.h"
#include "core/handle.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"

void
council_free (Council *council)
{
  if (council == NULL)
    return;
  g_free (council->id);
  g_free (council->handle);
  g_free (council->agreement);
  g_free (council->agreement_date);
  g_free (council->agreement_city);
  g_free (council->language);
  g_free (council);
}

Council *
council_load (Db *db, GError **error)
{
  g_autoptr(DbRow) row = db_one (db,
                                  "SELECT id, handle, agreement, agreement_date, "
                                  "agreement_city, language FROM council LIMIT 1",
                                  error, "");
  Council *council;

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("{path}: holds no council (make a file with 'council init')"),
                            "path", db_path (db), NULL);
      return NULL;
    }
  council = g_new0 (Council, 1);
  council->id = row_copy (row, "id");
  council->handle = row_copy (row, "handle");
  council->agreement = row_copy (row, "agreement");
  council->agreement_date = row_copy (row, "agreement_date");
  council->agreement_city = row_copy (row, "agreement_city");
  council->language = row_copy (row, "language");
  return council;
}

gboolean
council_make (Db *db, const char *handle, GError **error)
{
  g_autofree char *id = uuid7 ();
  g_autoptr(DbTransaction) tx = NULL;

  if (!handle_check (handle, N_ ("handle"), error))
    return FALSE;
  tx = db_begin (db, "council.make", error);
  if (tx == NULL ||
      !db_run (db, "INSERT INTO body (id, kind, handle) VALUES (?, 'council', ?)", error, "ss",
               id, handle) ||
      !db_run (db, "INSERT INTO council (id, handle, language) VALUES (?, ?, 'ru')", error,
               "ss", id, handle))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

gboolean
council_set_agreement (Db *db, const char *title, const char *date, const char *city,
                       GError **error)
{
  g_autofree char *clean_title = NULL, *clean_city = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  GDate day;

  if (!text_clean_optional (title, N_ ("title"), &clean_title, error) ||
      !text_clean_optional (city, N_ ("city"), &clean_city, error) ||
      (date != NULL && !date_parse (date, &day, error)))
    return FALSE;
  tx = db_begin (db, "agreement.set", error);
  return tx != NULL &&
         db_run (
             db,
             "UPDATE council SET agreement = coalesce (?, agreement), agreement_date ="
             " coalesce (?, agreement_date), agreement_city = coalesce (?, agreement_city)",
             error, "sss", clean_title, date, clean_city) &&
         db_commit (&tx, error);
}
