/* The site as files for any web server.
 *
 * What was written is on record in the folder, in .council-manifest: a line a file, the hash of its
 * path and the hash of its bytes.  The paths themselves would tell the secret addresses to whoever
 * finds that file on the web. */
#include "web/web.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "web/site.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST ".council-manifest"
#define FILE_MAX ((gsize) 1 << 30)

typedef struct
{
  const char *folder;
  gboolean dry_run;
  GPtrArray *changes;
  GHashTable
      *written;    /* hash of a path to the hash of its bytes: what publishing wrote before */
  GHashTable *now; /* the same, as it is to be */
} Publisher;

static char *
hash_text (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* (transfer full): @path without what is secret in it: that stands in no message. */
static char *
shown_path (const char *path)
{
  const char *rest = g_str_has_prefix (path, "f/") ? strpbrk (path + 2, "/.") : NULL;

  return rest ? g_strdup_printf ("f/…%s", rest) : g_strdup (path);
}

/* (transfer full): the same with the folder. */
static char *
shown_full (const Publisher *publisher, const char *path)
{
  g_autofree char *shown = shown_path (path);

  return g_build_filename (publisher->folder, shown, NULL);
}

static void
note (Publisher *publisher, char sign, const char *path)
{
  g_autofree char *shown = shown_path (path);

  g_ptr_array_add (publisher->changes, g_strdup_printf ("%c %s", sign, shown));
}

/* --- the record of what was written ---------------------------------------------------------- */

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
manifest_read (Publisher *publisher)
{
  g_autofree char *path = g_build_filename (publisher->folder, MANIFEST, NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (space != NULL)
        g_hash_table_insert (publisher->written,
                             g_strndup (lines[i], (gsize) (space - lines[i])),
                             g_strdup (space + 1));
    }
}

static gboolean
manifest_write (Publisher *publisher, GHashTable *table, GError **error)
{
  g_autofree char *path = g_build_filename (publisher->folder, MANIFEST, NULL);
  g_autofree char *before = NULL;
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;

  for (GList *key = keys; key != NULL; key = key->next)
    g_string_append_printf (text, "%s %s\n", (char *) key->data,
                            (char *) g_hash_table_lookup (table, key->data));
  if (publisher->dry_run ||
      (g_file_get_contents (path, &before, NULL, NULL) && g_str_equal (before, text->str)))
    return TRUE;
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return file_write_whole (path, bytes, error);
}

/* Before anything is written: what this run writes is ours even when it is broken off. */
static gboolean
manifest_announce (Publisher *publisher, GError **error)
{
  g_autoptr(GHashTable) both = table_new ();
  GHashTable *tables[] = { publisher->written, publisher->now };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (both, g_strdup (key), g_strdup (value));
    }
  return manifest_write (publisher, both, error);
}

/* --- writing ------------------------------------------------------------------------------- */

static gboolean
make_folder (const char *path, const char *shown, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0755) == 0 ||
         council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{path}: {why:tr}"), "path", shown,
                        "why", file_reason (errno), NULL);
}

typedef enum
{
  SAME,
  DIFFERENT,
  ABSENT
} State;

static State
file_state (const char *path, GBytes *bytes)
{
  g_autoptr(GBytes) there =
      g_file_test (path, G_FILE_TEST_EXISTS) ? file_read_whole (path, FILE_MAX, NULL) : NULL;

  if (there == NULL)
    return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK) ? DIFFERENT
                                                                           : ABSENT;
  return g_bytes_equal (there, bytes) ? SAME : DIFFERENT;
}

/* Refuses, before anything is written, to replace what somebody else put there. */
static gboolean
check_path (Publisher *publisher, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *full = g_build_filename (publisher->folder, path, NULL);
  g_autofree char *key = hash_text (path);

  if (g_hash_table_contains (publisher->written, key) || file_state (full, bytes) != DIFFERENT)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{path}: 'council publish' did not write this file and does not "
                            "replace it (move it away, or publish into another folder)"),
                        "path", full, NULL);
}

/* The second in which a file was written; 0 when there is none. */
static gint64
file_second (const char *path)
{
  GStatBuf is;

  return g_stat (path, &is) == 0 ? (gint64) is.st_mtim.tv_sec : 0;
}

/* Web servers make an entity tag of a file's second and size: a file that changed must differ in
 * the first, even within the same second. */
static void
move_second (const char *path, gint64 before)
{
  const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = before + 1 } };

  if (file_second (path) <= before)
    utimensat (AT_FDCWD, path, times, 0);
}

static gboolean
write_path (Publisher *publisher, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *full = g_build_filename (publisher->folder, path, NULL);
  g_autofree char *shown = shown_full (publisher, path);
  State state = file_state (full, bytes);
  gint64 before = file_second (full);

  if (state == SAME)
    return TRUE;
  note (publisher, state == ABSENT ? '+' : '*', path);
  if (publisher->dry_run)
    return TRUE;
  if (!make_folder (full, shown, error) || !file_write_shown (full, shown, bytes, error))
    return FALSE;
  move_second (full, before);
  return TRUE;
}

static gboolean
write_all (Publisher *publisher, const WebSite *site, GPtrArray *paths, gboolean pages,
           GError **error)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if ((strchr (path, '/') == NULL && g_str_has_suffix (path, ".html")) == pages &&
          !write_path (publisher, path, web_site_find (site, path)->body, error))
        return FALSE;
    }
  return TRUE;
}

/* --- removing ------------------------------------------------------------------------------ */

static gboolean
remove_file (Publisher *publisher, const char *path, GError **error)
{
  g_autofree char *full = g_build_filename (publisher->folder, path, NULL);
  g_autofree char *shown = shown_full (publisher, path);
  g_autofree char *key = hash_text (path);

  if (!g_hash_table_contains (publisher->written, key) ||
      g_hash_table_contains (publisher->now, key))
    return TRUE;
  if (!publisher->dry_run && g_unlink (full) != 0 && errno != ENOENT)
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("{path}: is public no more and cannot be removed: {why:tr}"),
                          "path", shown, "why", file_reason (errno), NULL);
  note (publisher, '-', path);
  g_hash_table_remove (publisher->written, key);
  return TRUE;
}

/* What publishing wrote and is public no more; whatever else lies there stays. */
static gboolean
remove_stale (Publisher *publisher, const char *path, GError **error)
{
  g_autofree char *full = g_build_filename (publisher->folder, path, NULL);
  g_autoptr(GDir) folder = g_dir_open (full, 0, NULL);
  const char *name;

  if (folder == NULL)
    return remove_file (publisher, path, error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (!remove_stale (publisher, below, error))
        return FALSE;
    }
  if (!publisher->dry_run)
    g_rmdir (full); /* stays when something else lies in it */
  return TRUE;
}

/* Where publishing writes: other folders, however large, are not gone through. */
static gboolean
remove_all_stale (Publisher *publisher, GError **error)
{
  g_autoptr(GDir) folder = g_dir_open (publisher->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if ((g_str_equal (name, "f") || g_str_equal (name, "protocols") ||
         g_str_has_prefix (name, "meetings") || g_str_has_prefix (name, "deadlines") ||
         g_str_has_prefix (name, "holidays")) &&
        !remove_stale (publisher, name, error))
      return FALSE;
  return TRUE;
}

/* Whether @name, in the folder f/, is a calendar that is there no more, or belongs to one. */
static gboolean
was_revoked (const Publisher *publisher, const char *name)
{
  g_autofree char *secret = g_strndup (name, strcspn (name, "."));
  g_autofree char *calendar = g_strdup_printf ("f/%s.ics", secret);
  g_autofree char *key = hash_text (calendar);

  return !g_hash_table_contains (publisher->now, key);
}

/* No page links to a secret address: a revoked one goes before anything is written, for then a
 * disk may prove to be full. */
static gboolean
remove_revoked (Publisher *publisher, GError **error)
{
  g_autofree char *path = g_build_filename (publisher->folder, "f", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *below = g_build_filename ("f", name, NULL);

      if (was_revoked (publisher, name) && !remove_stale (publisher, below, error))
        return FALSE;
    }
  return TRUE;
}

/* --- all of it ----------------------------------------------------------------------------- */

/* One at a time: the folder itself is the lock. */
static int
lock_folder (const char *folder, gboolean dry_run, GError **error)
{
  int fd;

  if (dry_run && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return dup (STDERR_FILENO);
  if (g_mkdir_with_parents (folder, 0755) == 0 &&
      (fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0)
    {
      if (flock (fd, LOCK_EX) == 0)
        return fd;
      close (fd);
    }
  council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{path}: {why:tr}"), "path", folder, "why",
                 file_reason (errno), NULL);
  return -1;
}

static gboolean
publish (Publisher *publisher, const WebSite *site, GError **error)
{
  g_autoptr(GPtrArray) paths = web_site_paths (site);

  manifest_read (publisher);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      GBytes *bytes = web_site_find (site, path)->body;

      if (!check_path (publisher, path, bytes, error))
        return FALSE;
      g_hash_table_insert (publisher->now, hash_text (path),
                           g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes));
    }
  /* What the index links to is there before it, and gone after it. */
  return remove_revoked (publisher, error) && manifest_announce (publisher, error) &&
         write_all (publisher, site, paths, FALSE, error) &&
         write_all (publisher, site, paths, TRUE, error) &&
         remove_all_stale (publisher, error) &&
         manifest_write (publisher, publisher->now, error);
}

gboolean
web_publish (Db *db, const char *folder, gboolean dry_run, GPtrArray *changes, GError **error)
{
  g_autoptr(WebSite) site = web_site_build (db, NULL, error);
  g_autoptr(GHashTable) written = table_new (), now = table_new ();
  Publisher publisher = {
    .folder = folder, .dry_run = dry_run, .changes = changes, .written = written, .now = now
  };
  int lock;
  gboolean done;

  if (site == NULL)
    return FALSE;
  lock = lock_folder (folder, dry_run, error);
  if (lock < 0)
    return FALSE;
  done = publish (&publisher, site, error);
  close (lock);
  return done;
}
