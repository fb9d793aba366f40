/* council-busy FROM TO ZONE COUNTRY [days]: reads the calendar on standard input, writes what
 * meetings/busy-calendar-wire.h describes to standard output; with "days" as a list of days off.
 *
 * It is a program of its own, started anew for each file, so that a file that takes it over, or
 * makes it run for ever, has nothing: no council's file, no memory of the program that asks, two
 * seconds and 512 MB.  COUNTRY is "-" when none is known. */
#include "meetings/calendar-busy-internal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

/* Room for the file and a byte more: all at once, for a fault on each page costs more than the
 * reading. */
static char *
text_new (void)
{
  void *room = mmap (NULL, BUSY_CALENDAR_BYTES + 2, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

  return room == MAP_FAILED ? NULL : room;
}

/* Reads to the end, or one byte more than a calendar may have.  Returns: how many bytes, or a
 * number below 0. */
static gssize
read_all (char *text)
{
  gsize length = 0;

  while (length <= BUSY_CALENDAR_BYTES)
    {
      gssize got = read (STDIN_FILENO, text + length, BUSY_CALENDAR_BYTES + 1 - length);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        return -1;
      if (got > 0)
        length += (gsize) got;
    }
  text[length] = '\0';
  return (gssize) length;
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
  char *text;
  g_autoptr(GVariant) answer = NULL;
  gboolean days = argc == 6 && strcmp (argv[5], DAYS_WIRE_MODE) == 0;
  BusyCalendarQuery query;
  gssize length;

  if ((argc != 5 && !days) || !limit_all () || (text = text_new ()) == NULL ||
      (length = read_all (text)) < 0)
    return EXIT_FAILURE;
  query.from = g_ascii_strtoll (argv[1], NULL, 10);
  query.to = g_ascii_strtoll (argv[2], NULL, 10);
  query.zone = argv[3];
  query.country = strcmp (argv[4], "-") == 0 ? NULL : argv[4];
  answer = (days ? calendar_days_read : calendar_busy_read) (text, (gsize) length, &query,
                                                             &busy_limits_default);
  return write_all (g_variant_get_data (answer), g_variant_get_size (answer)) ? EXIT_SUCCESS
                                                                              : EXIT_FAILURE;
}
