#include "core/file.h"

#include "core/db.h"
#include "core/error.h"
#include "core/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* SQLite's header: its name, and the application_id at byte 68, the highest byte first. */
#define SQLITE_MAGIC "SQLite format 3"
#define APPLICATION_ID_AT 68
#define HEADER_SIZE 100

const char *
file_reason (int number)
{
  switch (number)
    {
    case EACCES:
    case EPERM:
      return N_ ("not permitted");
    case EROFS:
      return N_ ("the medium is read-only");
    case ENOSPC:
    case EDQUOT:
      return N_ ("no space left on the disk");
    case EFBIG:
      return N_ ("a file may not become so large here");
    case ENOENT:
    case ENOTDIR:
      return N_ ("no such folder");
    case EISDIR:
      return N_ ("it is a folder");
    case ENAMETOOLONG:
      return N_ ("the name is too long");
    case EIO:
      return N_ ("the disk reports an error");
    case EPIPE:
      return N_ ("the reader has gone");
    case EBADF:
      return N_ ("it is closed");
    default:
      return g_strerror (number);
    }
}

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
}
#define autoclose __attribute__ ((cleanup (close_fd)))

static gboolean
read_failed (GError **error, const char *path, int reason)
{
  if (reason == ENOENT || reason == ENOTDIR)
    return council_error (error, COUNCIL_ERROR_NOT_FOUND, N_ ("no file {path}"), "path", path,
                          NULL);
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("{path}: cannot be read: {why:tr}"),
                        "path", path, "why", file_reason (reason), NULL);
}

static gboolean
write_failed (GError **error, const char *path, int reason)
{
  return council_error (error, COUNCIL_ERROR_STORAGE,
                        N_ ("{path}: cannot be written: {why:tr}"), "path", path, "why",
                        file_reason (reason), NULL);
}

GBytes *
file_read_whole (const char *path, gsize limit, GError **error)
{
  autoclose int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr(GByteArray) bytes = NULL;
  guint8 buffer[65536];
  struct stat found;
  ssize_t n;

  if (fd < 0)
    {
      read_failed (error, path, errno);
      return NULL;
    }
  bytes = g_byte_array_sized_new (
      fstat (fd, &found) == 0
          ? (guint) CLAMP (found.st_size, 0, (goffset) MIN (limit, G_MAXINT))
          : 0);
  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          read_failed (error, path, errno);
          return NULL;
        }
      if (bytes->len + (gsize) n > limit)
        {
          g_autofree char *most = g_strdup_printf ("%" G_GSIZE_FORMAT, limit);

          council_error (error, COUNCIL_ERROR_INPUT,
                         N_ ("{path}: too large (at most {limit} bytes)"), "path", path,
                         "limit", most, NULL);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
file_is_council (const char *path)
{
  autoclose int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  guint8 header[HEADER_SIZE];
  guint32 id;

  if (fd < 0 || read (fd, header, sizeof header) != sizeof header)
    return FALSE;
  memcpy (&id, header + APPLICATION_ID_AT, sizeof id);
  return memcmp (header, SQLITE_MAGIC, sizeof SQLITE_MAGIC) == 0 &&
         GUINT32_FROM_BE (id) == DB_APPLICATION_ID;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize left;
  const char *at = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      ssize_t n = write (fd, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      at += n;
      left -= (gsize) n;
    }
  return TRUE;
}

/* A device or a pipe: there is nothing to rename. */
static gboolean
write_into (const char *path, const char *shown, GBytes *bytes, GError **error)
{
  autoclose int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0 || !write_all (fd, bytes))
    return write_failed (error, shown, errno);
  return TRUE;
}

/* The new name is on the disk only when its folder is. */
static gboolean
sync_folder (const char *folder)
{
  autoclose int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return fd >= 0 && fsync (fd) == 0;
}

/* Opens a new file beside @target with the umask's mode, which mkstemp() does not give. */
static int
open_beside (const char *folder, const char *target, char **name)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *base = g_path_get_basename (target);
      int fd;

      *name = g_strdup_printf ("%s/.%.200s.%08x", folder, base, g_random_int ());
      fd = open (*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd >= 0 || errno != EEXIST)
        return fd;
      g_clear_pointer (name, g_free);
    }
  errno = EEXIST;
  return -1;
}

static gboolean
replace (const char *target, const char *shown, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *beside = NULL;
  autoclose int fd = open_beside (folder, target, &beside);
  int reason;

  if (fd < 0)
    return write_failed (error, shown, errno);
  if (write_all (fd, bytes) && fsync (fd) == 0 && rename (beside, target) == 0)
    return sync_folder (folder) || write_failed (error, shown, errno);
  reason = errno;
  unlink (beside);
  return write_failed (error, shown, reason);
}

gboolean
file_write_whole (const char *path, GBytes *bytes, GError **error)
{
  return file_write_shown (path, NULL, bytes, error);
}

gboolean
file_write_shown (const char *path, const char *shown, GBytes *bytes, GError **error)
{
  char *real =
      realpath (path, NULL); /* follows a link; none: a new file, or a dangling link */
  g_autofree char *target = g_strdup (real ? real : path);
  struct stat info;

  free (real);
  if (stat (target, &info) < 0)
    return replace (target, shown ? shown : target, bytes, error);
  if (S_ISDIR (info.st_mode))
    return write_failed (error, shown ? shown : path, EISDIR);
  if (!S_ISREG (info.st_mode))
    return write_into (target, shown ? shown : target, bytes, error);
  if (file_is_council (target))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{path}: is a council's file and is not overwritten (choose another "
            "name)"),
        "path", shown ? shown : path, NULL);
  return replace (target, shown ? shown : target, bytes, error);
}
