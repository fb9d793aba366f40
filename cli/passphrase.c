#include "cli/passphrase.h"

#include "core/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LONGEST 1024 /* bytes of a file with a passphrase */

static char *
from_file (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = file_read_whole (path, LONGEST, error);
  const char *data;
  gsize n, length;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &n);
  for (length = 0; length < n && data[length] != '\n' && data[length] != '\r'; length++)
    if (data[length] == '\0')
      break;
  return g_strndup (data ? data : "", length);
}

/* Types no letter back; the terminal is as before when this returns. */
static char *
from_terminal (CommandRun *run, const char *what)
{
  g_autofree char *prompt =
      tr_fill (run->lang, N_ ("Passphrase for {file}:"), "file", what, NULL);
  FILE *terminal = fopen ("/dev/tty", "r+e");
  struct termios before, silent;
  char line[LONGEST];
  char *text = NULL;

  if (terminal == NULL)
    return NULL;
  if (tcgetattr (fileno (terminal), &before) == 0)
    {
      silent = before;
      silent.c_lflag &= (tcflag_t) ~ECHO;
      tcsetattr (fileno (terminal), TCSAFLUSH, &silent);
      fprintf (terminal, "%s ", prompt);
      fflush (terminal);
      if (fgets (line, sizeof line, terminal) != NULL)
        text = g_strndup (line, strcspn (line, "\r\n"));
      tcsetattr (fileno (terminal), TCSAFLUSH, &before);
      fputc ('\n', terminal);
      explicit_bzero (line, sizeof line);
    }
  fclose (terminal);
  return text;
}

char *
passphrase_ask (const char *what, gpointer data, GError **error)
{
  CommandRun *run = data;
  const char *path = command_option (run, "passphrase-file");
  char *text;

  if (path != NULL)
    return from_file (path, error);
  text = from_terminal (run, what);
  if (text == NULL)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("{file}: its passphrase is missing, and there is no terminal to ask on "
                       "(--passphrase-file FILE)"),
                   "file", what, NULL);
  return text;
}
