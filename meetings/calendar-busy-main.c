/* council-busy FROM TO ZONE COUNTRY ADDRESS [zone|days]: reads the calendar on standard input,
 * writes what meetings/busy-calendar-wire.h describes to standard output; with "days" as a list
 * of days off, with "zone" its floating times as those of ZONE.
 *
 * It is a program of its own, started anew for each file, so that a file that takes it over, or
 * makes it run for ever, has nothing: no council's file, no memory of the program that asks, two
 * seconds and 512 MB.  COUNTRY and ADDRESS are "-" when none is known. */
#include "meetings/calendar-busy-internal.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECONDS_MAX 2
#define MEMORY_MAX ((rlim_t) 512 * 1024 * 1024)

/* The sanitizers reserve terabytes of addresses. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

static gboolean
limit (__rlimit_resource_t resource, rlim_t most)
{
  const struct rlimit bounds = { most, most };

  return setrlimit (resource, &bounds) == 0;
}

/* %FALSE when a limit cannot be set: then nothing is read. */
static gboolean
limit_all (void)
{
  gboolean done = limit (RLIMIT_CPU, SECONDS_MAX) && limit (RLIMIT_CORE, 0) &&
                  limit (RLIMIT_FSIZE, 0) && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;

#ifndef SANITIZED
  done = done && limit (RLIMIT_AS, MEMORY_MAX) && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#endif
  return done;
}

/* The file of memory that busy-calendar.c gives, as it lies there: nobody else reads it, so that
 * it can be written into.  Only such a file can be sealed and is not.  The rest of its last page
 * is the null byte after the text; a file without such a rest is read. */
static char *
memory_map (gsize *length)
{
  struct stat file;
  void *text;

  if (fcntl (STDIN_FILENO, F_GET_SEALS) != 0 || fstat (STDIN_FILENO, &file) != 0 ||
      file.st_size <= 0 || file.st_size > BUSY_CALENDAR_BYTES ||
      file.st_size % sysconf (_SC_PAGESIZE) == 0)
    return NULL;
  text = mmap (NULL, (gsize) file.st_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
               STDIN_FILENO, 0);
  *length = (gsize) file.st_size;
  return text == MAP_FAILED ? NULL : text;
}

/* Gets the pages at once that a large calendar will need: a fault on each costs more than all
 * the work on it.  They stay in malloc's hands. */
static void
memory_warm (gsize length)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize room = length / page * page;
  guintptr start;
  void *block;

  if (length < 256 * 1024)
    return;
  mallopt (M_MMAP_THRESHOLD, 2 * BUSY_CALENDAR_BYTES);
  mallopt (M_TRIM_THRESHOLD, 8 * BUSY_CALENDAR_BYTES);
  block = g_malloc (room + page);
  start = ((guintptr) block + page - 1) / page * page;
  madvise ((void *) start, room, MADV_POPULATE_WRITE); /* an older kernel does without */
  g_free (block);
}

/* Reads to the end, or one byte more than a calendar may have. */
static char *
read_all (gsize *read_bytes)
{
  char *text = g_malloc (BUSY_CALENDAR_BYTES + 2);
  gsize length = 0;

  while (length <= BUSY_CALENDAR_BYTES)
    {
      gssize got = read (STDIN_FILENO, text + length, BUSY_CALENDAR_BYTES + 1 - length);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        {
          g_free (text);
          return NULL;
        }
      if (got > 0)
        length += (gsize) got;
    }
  text[length] = '\0';
  *read_bytes = length;
  return text;
}

static gboolean
write_all (const char *data, gsize length)
{
  while (length > 0)
    {
      gssize put = write (STDOUT_FILENO, data, length);

      if (put < 0 && errno != EINTR)
        return FALSE;
      if (put > 0)
        {
          data += put;
          length -= (gsize) put;
        }
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  static char *text; /* to the end, which frees it */
  g_autoptr(GVariant) answer = NULL;
  gboolean days = argc == 7 && strcmp (argv[6], DAYS_WIRE_MODE) == 0;
  gboolean zone = argc == 7 && strcmp (argv[6], BUSY_WIRE_ZONE_MODE) == 0;
  BusyCalendarQuery query;
  gsize length = 0;

  if ((argc != 6 && !days && !zone) || !limit_all ())
    return EXIT_FAILURE;
  text = memory_map (&length);
  if (text == NULL)
    text = read_all (&length);
  if (text == NULL)
    return EXIT_FAILURE;
  memory_warm (length);
  query.from = g_ascii_strtoll (argv[1], NULL, 10);
  query.to = g_ascii_strtoll (argv[2], NULL, 10);
  query.zone = argv[3];
  query.country = strcmp (argv[4], "-") == 0 ? NULL : argv[4];
  query.address = strcmp (argv[5], "-") == 0 ? NULL : argv[5];
  query.zone_is_meant = zone;
  answer = (days ? calendar_days_read : calendar_busy_read) (text, length, &query,
                                                             &busy_limits_default);
  return write_all (g_variant_get_data (answer), g_variant_get_size (answer)) ? EXIT_SUCCESS
                                                                              : EXIT_FAILURE;
}
