#include "cli/output.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void
output_init (void)
{
  /* A closed standard output stays unwritable; the others may swallow what they get. */
  static const int modes[] = { O_RDONLY, O_RDONLY, O_WRONLY };

  for (int fd = 0; fd < (int) G_N_ELEMENTS (modes); fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", modes[fd]) != fd)
      _exit (5);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a write beyond the limit of a file's size (ulimit -f) fails */
}

gboolean
output_write (int fd, const char *text, GError **error)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      ssize_t n = write (fd, text, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return council_error (error, COUNCIL_ERROR_STORAGE,
                              N_ ("standard output: cannot be written: {why:tr}"), "why",
                              file_reason (errno), NULL);
      text += n;
      left -= (gsize) n;
    }
  return TRUE;
}

guint
output_width (void)
{
  struct winsize size;
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = 0;

  if (!isatty (STDOUT_FILENO))
    return 0;
  if (columns != NULL && g_ascii_string_to_unsigned (columns, 10, 20, 1000, &width, NULL))
    return (guint) width;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
    return size.ws_col;
  return 80;
}

gboolean
output_has_colour (void)
{
  const char *no_colour = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_colour == NULL || *no_colour == '\0') &&
         g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}
