/* council-busy FROM TO ZONE COUNTRY ADDRESS [zone|days|entries]: reads the calendar on standard
 * input, writes what meetings/busy-calendar-wire.h describes to standard output; with "days" as a
 * list of days off, with "entries" its entries as they stand, with "zone" its floating times as
 * those of ZONE.
 *
 * It is a program of its own, started anew for each file, so that a file that takes it over, or
 * makes it run for ever, has nothing: no council's file, no memory of the program that asks, two
 * seconds and 512 MB.  COUNTRY and ADDRESS are "-" when none is known. */
#include "meetings/calendar-busy-internal.h"
#include "meetings/child-limits.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

typedef GVariant *
Reader (char *text, gsize length, const BusyCalendarQuery *query, const BusyLimits *limits);

/* (nullable): what the last argument asks for. */
static Reader *
reader_named (int argc, char **argv)
{
  if (argc == 6 || (argc == 7 && strcmp (argv[6], BUSY_WIRE_ZONE_MODE) == 0))
    return calendar_busy_read;
  if (argc == 7 && strcmp (argv[6], DAYS_WIRE_MODE) == 0)
    return calendar_days_read;
  if (argc == 7 && strcmp (argv[6], ENTRIES_WIRE_MODE) == 0)
    return calendar_entries_read;
  return NULL;
}

int
main (int argc, char **argv)
{
  static char *text; /* to the end, which frees it */
  g_autoptr(GVariant) answer = NULL;
  Reader *reader = reader_named (argc, argv);
  BusyCalendarQuery query;
  gsize length = 0;

  if (reader == NULL || !limits_set ())
    return EXIT_FAILURE;
  text = memory_map (&length);
  if (text == NULL)
    text = limits_read (BUSY_CALENDAR_BYTES, &length);
  if (text == NULL)
    return EXIT_FAILURE;
  memory_warm (length);
  query.from = g_ascii_strtoll (argv[1], NULL, 10);
  query.to = g_ascii_strtoll (argv[2], NULL, 10);
  query.zone = argv[3];
  query.country = strcmp (argv[4], "-") == 0 ? NULL : argv[4];
  query.address = strcmp (argv[5], "-") == 0 ? NULL : argv[5];
  query.zone_is_meant = argc == 7 && strcmp (argv[6], BUSY_WIRE_ZONE_MODE) == 0;
  answer = reader (text, length, &query, &busy_limits_default);
  return limits_write (answer) ? EXIT_SUCCESS : EXIT_FAILURE;
}
