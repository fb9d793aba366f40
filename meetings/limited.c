/* Starts a program on a file and takes what it answers. */
#include "meetings/limited.h"

#include "core/error.h"
#include "core/message.h"
#include "meetings/module-path.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* The program has two seconds of processor time; a busy machine gives them late.  One that
 * sleeps instead is killed. */
#define WAIT_SECONDS 15

typedef struct
{
  const char *program;
  gsize most;          /* bytes of an answer */
  const char *refused; /* msgid */
} Limited;

static gboolean
raise_system (const Limited *limited, int number, GError **error)
{
  return council_error (error, COUNCIL_ERROR_STORAGE,
                        N_ ("cannot start {program}: {why} (install council again)"),
                        "program", limited->program, "why", g_strerror (number), NULL);
}

static void
fd_close (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/* Moves @fd to a number that is none of the child's standard ones. */
static int
fd_above (int fd)
{
  int moved = fd < 0 || fd > 2 ? fd : fcntl (fd, F_DUPFD_CLOEXEC, 3);

  if (moved != fd)
    close (fd);
  return moved;
}

/* The bytes as a file in memory: the child may take as long as it likes to read them. */
static int
bytes_open (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  int fd = fd_above (memfd_create ("council", MFD_CLOEXEC | MFD_ALLOW_SEALING));

  while (fd >= 0 && length > 0)
    {
      gssize put = write (fd, data, length);

      if (put < 0 && errno == EINTR)
        continue;
      if (put <= 0)
        {
          fd_close (&fd);
          break;
        }
      data += put;
      length -= (gsize) put;
    }
  if (fd >= 0 && lseek (fd, 0, SEEK_SET) < 0)
    fd_close (&fd);
  return fd;
}

/* Only what the loader, the sanitizers and the zones need: (transfer full). */
static char **
child_environment (void)
{
  static const char *const kept[] = { "TZDIR", "LD_LIBRARY_PATH", "ASAN_OPTIONS",
                                      "UBSAN_OPTIONS", "LSAN_OPTIONS" };
  char **environment = g_environ_setenv (NULL, "LC_ALL", "C", TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environment = g_environ_setenv (environment, kept[i], g_getenv (kept[i]), TRUE);
  return environment;
}

/* Returns: 0, or the number of the system's error. */
static int
child_spawn (const char *path, char **argv, int input, int output, pid_t *pid)
{
  g_auto(GStrv) environment = child_environment ();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  int failed;

  sigfillset (&all);
  sigemptyset (&none);
  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  failed = posix_spawn_file_actions_adddup2 (&actions, input, STDIN_FILENO);
  failed =
      failed ? failed : posix_spawn_file_actions_adddup2 (&actions, output, STDOUT_FILENO);
  failed = failed ? failed
                  : posix_spawn_file_actions_addopen (&actions, STDERR_FILENO, "/dev/null",
                                                      O_WRONLY, 0);
  failed = failed ? failed : posix_spawn_file_actions_addclosefrom_np (&actions, 3);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  failed = failed ? failed : posix_spawn (pid, path, &actions, &attributes, argv, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return failed;
}

/* Starts the program on @input.  Returns: where its answer can be read, or -1. */
static int
child_start (const Limited *limited, const char *const *arguments, int input, pid_t *pid,
             GError **error)
{
  g_autofree char *path = module_path (limited->program);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  int ends[2], failed;

  g_ptr_array_add (argv, path);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  if (pipe2 (ends, O_CLOEXEC) < 0)
    {
      raise_system (limited, errno, error);
      return -1;
    }
  ends[0] = fd_above (ends[0]);
  ends[1] = fd_above (ends[1]);
  failed = child_spawn (path, (char **) argv->pdata, input, ends[1], pid);
  fd_close (&ends[1]);
  if (failed != 0)
    {
      fd_close (&ends[0]);
      raise_system (limited, failed, error);
    }
  return ends[0];
}

/* Reads to the end of the answer.  %FALSE when it takes too long or is too long. */
static gboolean
answer_read (int fd, gsize most, GByteArray *answer)
{
  static const gsize piece = 64 * 1024;
  g_autofree guint8 *buffer = g_malloc (piece);
  gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;

  while (answer->len <= most)
    {
      struct pollfd wanted = { .fd = fd, .events = POLLIN };
      gint64 left = end - g_get_monotonic_time ();
      int ready = left > 0 ? poll (&wanted, 1, (int) (left / 1000) + 1) : 0;
      gssize got;

      if (ready < 0 && errno == EINTR)
        continue;
      if (ready <= 0)
        return FALSE;
      got = read (fd, buffer, piece);
      if (got == 0)
        return TRUE;
      if (got < 0 && errno != EINTR)
        return FALSE;
      if (got > 0)
        g_byte_array_append (answer, buffer, (guint) got);
    }
  return FALSE;
}

/* Waits for the child, which is killed first when its answer is not wanted any more. */
static gboolean
child_end (const Limited *limited, pid_t pid, gboolean answered, GError **error)
{
  int status = 0;
  pid_t ended;

  if (!answered)
    kill (pid, SIGKILL);
  do
    ended = waitpid (pid, &status, 0);
  while (ended < 0 && errno == EINTR);
  if (answered && ended < 0)
    return TRUE; /* SIGCHLD is ignored here: the answer tells by itself */
  if (answered && ended == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  if (answered && ended == pid && WIFEXITED (status))
    return raise_system (limited, WEXITSTATUS (status) == 127 ? ENOENT : EIO, error);
  return council_error (error, COUNCIL_ERROR_INPUT, limited->refused, NULL);
}

GBytes *
limited_ask (const char *program, const char *const *arguments, GBytes *bytes, gsize most,
             const char *refused, GError **error)
{
  const Limited limited = { program, most, refused };
  g_autoptr(GByteArray) answer = g_byte_array_new ();
  int input = bytes_open (bytes);
  int output;
  gboolean answered;
  pid_t pid;

  if (input < 0)
    {
      raise_system (&limited, errno, error);
      return NULL;
    }
  output = child_start (&limited, arguments, input, &pid, error);
  fd_close (&input);
  if (output < 0)
    return NULL;
  answered = answer_read (output, most, answer);
  fd_close (&output);
  if (!child_end (&limited, pid, answered, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}
