#include "meetings/subscription.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/handle.h"
#include "core/language.h"
#include "core/message.h"
#include "core/person.h"
#include "core/setting.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>
#include <unistd.h>

/* 160 bits, five to a letter. */
#define SECRET_BYTES 20
#define SECRET_LETTERS (SECRET_BYTES * 8 / 5)

/* So that the address of a public feed is short enough too. */
#define HANDLE_MAX 60

/* What apps show whole. */
#define NAME_MAX_CHARACTERS 120

void
subscription_free (Subscription *subscription)
{
  if (subscription == NULL)
    return;
  g_free (subscription->id);
  g_free (subscription->handle);
  g_free (subscription->secret);
  g_free (subscription->party);
  g_free (subscription->group);
  g_free (subscription->person);
  g_free (subscription->lang);
  g_free (subscription->name);
  g_free (subscription->created_at);
  g_free (subscription->revoked_at);
  g_free (subscription);
}

/* --- reading ------------------------------------------------------------------------------- */

#define COLUMNS                                                                               \
  "f.id, f.handle, f.secret, f.kind, p.code AS party, b.handle AS group_handle,"              \
  " n.handle AS person, f.lang, f.name, f.created_at, f.revoked_at FROM feed f"               \
  " LEFT JOIN party p ON p.id = f.party LEFT JOIN body b ON b.id = f.working_group"           \
  " LEFT JOIN person n ON n.id = f.person"

static Subscription *
from_row (const DbRow *row, GError **error)
{
  g_autoptr(Subscription) subscription = g_new0 (Subscription, 1);

  if (!feed_kind_parse (row_text (row, "kind"), &subscription->kind, error))
    return NULL;
  subscription->id = row_copy (row, "id");
  subscription->handle = row_copy (row, "handle");
  subscription->secret = row_copy (row, "secret");
  subscription->party = row_copy (row, "party");
  subscription->group = row_copy (row, "group_handle");
  subscription->person = row_copy (row, "person");
  subscription->lang = row_copy (row, "lang");
  subscription->name = row_copy (row, "name");
  subscription->created_at = row_copy (row, "created_at");
  subscription->revoked_at = row_copy (row, "revoked_at");
  return g_steal_pointer (&subscription);
}

Subscription *
subscription_load (Db *db, const char *handle, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " WHERE f.handle = ?", error, "s", handle);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("no feed {handle} (see 'council feed list')"), "handle",
                            handle, NULL);
      return NULL;
    }
  return from_row (row, error);
}

GPtrArray *
subscription_list (Db *db, gboolean revoked, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (db,
                                       "SELECT " COLUMNS " WHERE ? OR f.revoked_at IS NULL"
                                       " ORDER BY f.revoked_at IS NOT NULL, f.handle",
                                       error, "i", (gint64) revoked);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) subscription_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Subscription *subscription = from_row (g_ptr_array_index (rows, i), error);

      if (subscription == NULL)
        return NULL;
      g_ptr_array_add (list, subscription);
    }
  return rows ? g_steal_pointer (&list) : NULL;
}

/* --- creating ------------------------------------------------------------------------------ */

/* Base32 in small letters (RFC 4648, section 6): read out over a telephone without a mistake. */
static char *
new_secret (GError **error)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 bytes[SECRET_BYTES];
  char *secret;
  guint bits = 0, n_bits = 0, n = 0;

  if (getentropy (bytes, sizeof bytes) != 0)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("the system gives no random bytes for a secret address"), NULL);
      return NULL;
    }
  secret = g_malloc (SECRET_LETTERS + 1);
  for (guint i = 0; i < SECRET_BYTES; i++)
    {
      bits = bits << 8 | bytes[i];
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        secret[n++] = letters[bits >> (n_bits - 5) & 31];
    }
  secret[n] = '\0';
  return secret;
}

/* "deadlines-tj", "meetings-energy-2": what it is about, and a number when that is taken. */
static char *
new_handle (Db *db, const FeedScope *scope, GError **error)
{
  const char *parts[] = { scope->party, scope->group, scope->person,
                          g_str_equal (scope->lang, "ru") ? NULL : scope->lang };
  g_autoptr(GString) stem = g_string_new (feed_kind_name (scope->kind));
  g_autofree char *handle = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (stem, "-%s", parts[i]);
  g_string_truncate (stem, MIN (stem->len, HANDLE_MAX));
  for (guint n = 1;; n++)
    {
      gint64 taken;

      g_free (handle);
      handle = n == 1 ? g_strdup (stem->str) : g_strdup_printf ("%s-%u", stem->str, n);
      taken = db_number (db, "SELECT count(*) FROM feed WHERE handle = ?", error, "s", handle);
      if (taken <= 0)
        return taken == 0 ? g_steal_pointer (&handle) : NULL;
    }
}

static gboolean
check_name (const char *name, char **clean, GError **error)
{
  if (!text_clean_optional (name, N_ ("name"), clean, error))
    return FALSE;
  if (*clean == NULL || g_utf8_strlen (*clean, -1) <= NAME_MAX_CHARACTERS)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("the name of the feed is too long (at most 120 characters)"),
                        NULL);
}

/* Within the caller's transaction. */
static gboolean
insert (Db *db, const FeedScope *scope, const char *handle, const char *secret,
        const char *name, GError **error)
{
  g_autofree char *id = uuid7 ();
  g_autofree char *now = clock_now_text ();

  return db_run (
      db,
      "INSERT INTO feed (id, handle, secret, kind, party, working_group, person, lang, name,"
      " created_at) VALUES (?, ?, ?, ?, (SELECT id FROM party WHERE code = ?),"
      " (SELECT id FROM body WHERE handle = ?), (SELECT id FROM person WHERE handle = ?), ?, "
      "?,"
      " ?)",
      error, "ssssssssss", id, handle, secret, feed_kind_name (scope->kind), scope->party,
      scope->group, scope->person, scope->lang, name, now);
}

Subscription *
subscription_create (Db *db, const FeedScope *scope, gboolean public, GError **error)
{
  g_autofree char *name = NULL, *secret = NULL, *handle = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(Person) person = NULL;
  g_autoptr(Subscription) made = NULL;
  FeedScope named = *scope;

  if (!language_is_known (scope->lang))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("no language {lang} (one of: ru, en, tg, ky)"), "lang", scope->lang,
                     NULL);
      return NULL;
    }
  if (public && scope->person != NULL)
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("when a person is where is not for everyone (leave out --public or "
                         "--person)"),
                     NULL);
      return NULL;
    }
  tx = db_begin (db, "feed.create", error);
  if (tx == NULL || !check_name (scope->name, &name, error) ||
      !feed_scope_check (db, scope, error))
    return NULL;
  if (scope->person != NULL)
    {
      person = person_load (db, scope->person, error);
      named.person = person ? person->handle : NULL;
    }
  secret = public ? NULL : new_secret (error);
  handle = public || secret ? new_handle (db, &named, error) : NULL;
  if (handle == NULL || !insert (db, &named, handle, secret, name, error))
    return NULL;
  made = subscription_load (db, handle, error);
  db_subject (tx, handle);
  return made != NULL && db_commit (&tx, error) ? g_steal_pointer (&made) : NULL;
}

gboolean
subscription_revoke (Db *db, const char *handle, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "feed.revoke", error);
  g_autoptr(Subscription) feed = tx ? subscription_load (db, handle, error) : NULL;
  g_autofree char *now = clock_now_text ();

  if (feed == NULL)
    return FALSE;
  if (feed->revoked_at != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("feed {handle} was revoked already, at {when}"), "handle",
                          handle, "when", feed->revoked_at, NULL);
  if (!db_run (db, "UPDATE feed SET revoked_at = ? WHERE id = ?", error, "ss", now, feed->id))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

/* --- addresses ----------------------------------------------------------------------------- */

char *
subscription_path (const Subscription *subscription)
{
  return subscription->secret ? g_strconcat ("f/", subscription->secret, NULL)
                              : g_strdup (subscription->handle);
}

/* Without ".ics". */
static char *
stem_address (Db *db, const Subscription *subscription, GError **error)
{
  g_autofree char *base = setting_get (db, "base-url", error);
  g_autofree char *path = subscription_path (subscription);

  return base ? g_strdup_printf ("%s/%s", base, path) : NULL;
}

char *
subscription_address (Db *db, const Subscription *subscription, gboolean webcal,
                      GError **error)
{
  g_autofree char *stem = stem_address (db, subscription, error);

  if (stem == NULL)
    return NULL;
  return webcal ? g_strconcat ("webcal", strchr (stem, ':'), ".ics", NULL)
                : g_strconcat (stem, ".ics", NULL);
}

CalendarFeed *
subscription_build (Db *db, const Subscription *subscription, GError **error)
{
  g_autofree char *address = stem_address (db, subscription, error);

  if (address == NULL)
    return NULL;
  return feed_build (db,
                     &(FeedScope){ .kind = subscription->kind,
                                   .party = subscription->party,
                                   .group = subscription->group,
                                   .person = subscription->person,
                                   .public = subscription->secret == NULL,
                                   .lang = subscription->lang,
                                   .name = subscription->name,
                                   .address = address },
                     error);
}
