/* council serve [--listen 127.0.0.1:8080] */
#include "cli/command.h"

#include "cli/web-module.h"

#define LISTEN "127.0.0.1:8080"

const CommandUse use_serve = {
  .options = COMMAND_OPTIONS ({ "listen", OPTION_TEXT, "ADDRESS",
                                N_ ("Where to listen; 127.0.0.1:8080 when left out") }),
  .details =
      N_ ("Answers the addresses of 'council feed create' and shows how to subscribe.  It "
          "reads the file anew when it changed, and runs until it gets SIGTERM or "
          "SIGINT.  Only this machine reaches it unless you say otherwise: put a web "
          "server with TLS in front, and set base-url to its address.  A line for each "
          "request goes to standard error, without secrets."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council serve  # at http://127.0.0.1:8080/"),
      N_ ("council serve --listen '[::1]:8090'  # at another address and port")),
};

gboolean
cmd_serve (CommandRun *run, GError **error)
{
  const char *listen = command_option (run, "listen");
  WebServe *serve = (WebServe *) web_module_function ("web_serve", error);

  if (serve == NULL)
    return FALSE;
  g_clear_pointer (&run->db, db_close); /* the server opens it when it changed */
  return serve (run->file, listen ? listen : LISTEN, error);
}
