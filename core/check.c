#include "core/check.h"

#include "core/blob.h"
#include "core/journal.h"
#include "core/message.h"
#include "core/registry.h"

static gboolean
check_sqlite (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (db, "PRAGMA integrity_check (20)", error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *what = row_text (g_ptr_array_index (rows, i), "integrity_check");

      if (!g_str_equal (what, "ok"))
        g_ptr_array_add (findings, tr_fill (lang, N_ ("SQLite: {what}"), "what", what, NULL));
    }
  return rows != NULL;
}

static gboolean
check_foreign_keys (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT DISTINCT \"table\" AS child, parent FROM pragma_foreign_key_check",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (findings,
                       tr_fill (lang, N_ ("{child}: a row names one of {parent} that is gone"),
                                "child", row_text (row, "child"), "parent",
                                row_text (row, "parent"), NULL));
    }
  return rows != NULL;
}

GPtrArray *
check_file (Db *db, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  const CheckSource own[] = { check_sqlite, check_foreign_keys, journal_verify, blob_verify };
  GPtrArray *registered = registry_checks ();

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (!own[i](db, lang, findings, error))
      return NULL;
  for (guint i = 0; i < registered->len; i++)
    if (!((CheckSource) g_ptr_array_index (registered, i)) (db, lang, findings, error))
      return NULL;
  return g_steal_pointer (&findings);
}
