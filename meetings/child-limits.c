#include "meetings/child-limits.h"

#include <errno.h>
#include <signal.h>
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

gboolean
limits_set (void)
{
  gboolean done = limit (RLIMIT_CPU, SECONDS_MAX) && limit (RLIMIT_CORE, 0) &&
                  limit (RLIMIT_FSIZE, 0) && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;

#ifndef SANITIZED
  done = done && limit (RLIMIT_AS, MEMORY_MAX) && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#endif
  return done;
}

char *
limits_read (gsize most, gsize *read_bytes)
{
  char *text = g_malloc (most + 2);
  gsize length = 0;

  while (length <= most)
    {
      gssize got = read (STDIN_FILENO, text + length, most + 1 - length);

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

gboolean
limits_write (GVariant *answer)
{
  const char *data = g_variant_get_data (answer);
  gsize length = g_variant_get_size (answer);

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
