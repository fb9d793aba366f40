/* Messages handed to a server by SMTP, through libcurl.
 *
 * What counts is the moment from which the server may have the message: the line with the single
 * dot that ends it.  libcurl writes that line after the last bytes were asked for in vain, so
 * hand_over() is called there. */
#include "meetings/mail-internal.h"

#include <curl/curl.h>

#include <string.h>

#define CONNECT_SECONDS 30
#define SAID_MAX 500

struct _MailSession
{
  CURL *curl;
  char *url, *user, *password, *ca_file;
  gboolean encrypt;
  long timeout;
};

/** One message on its way. */
typedef struct
{
  const char *data;
  gsize length, given;
  MailHandOver hand_over;
  gpointer hand_over_data;
  gboolean handed;  /* all was given, and hand_over() consented */
  gboolean over;    /* QUIT was said: what is heard from here on is no answer to us */
  char command[16]; /* the last that was sent: "RCPT" */
  GString *reply;   /* lines of the last reply */
  int code;         /* of the last whole reply; 0: none to the last command */
  int final_code;   /* of the reply to the whole message; 0: none yet */
  char problem[CURL_ERROR_SIZE];
} Attempt;

/* --- what libcurl asks and tells ----------------------------------------------------------- */

static size_t
give (char *buffer, size_t size, size_t count, void *data)
{
  Attempt *attempt = data;
  gsize n = MIN (size * count, attempt->length - attempt->given);

  if (n == 0)
    {
      if (!attempt->handed && !attempt->hand_over (attempt->hand_over_data))
        return CURL_READFUNC_ABORT;
      attempt->handed = TRUE;
      return 0;
    }
  memcpy (buffer, attempt->data + attempt->given, n);
  attempt->given += n;
  return n;
}

/* One line of a reply: "250-SIZE" goes on, "250 OK" ends it. */
static size_t
hear (char *line, size_t size, size_t count, void *data)
{
  Attempt *attempt = data;
  gsize length = size * count;

  if (attempt->over || length < 4 || !g_ascii_isdigit (line[0]) ||
      !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return length;
  if (attempt->code != 0) /* the last reply was whole: this is another one */
    g_string_truncate (attempt->reply, 0);
  attempt->code = 0;
  if (attempt->reply->len < SAID_MAX)
    {
      if (attempt->reply->len > 0)
        g_string_append_c (attempt->reply, ' ');
      g_string_append_len (attempt->reply, line, (gssize) length);
    }
  if (line[3] == '-')
    return length;
  attempt->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
  if (attempt->handed && attempt->final_code == 0)
    attempt->final_code = attempt->code;
  return length;
}

static int
watch (CURL *curl, curl_infotype type, char *text, size_t size, void *data)
{
  Attempt *attempt = data;
  gsize n = 0;

  if (type != CURLINFO_HEADER_OUT)
    return 0;
  while (n < size && n < sizeof attempt->command - 1 && g_ascii_isalpha (text[n]))
    n++;
  attempt->over = attempt->over || (n == 4 && strncmp (text, "QUIT", 4) == 0);
  if (attempt->over)
    return 0;
  memcpy (attempt->command, text, n);
  attempt->command[n] = '\0';
  g_string_truncate (attempt->reply, 0);
  attempt->code = 0;
  return 0;
}

/* --- what came of it ----------------------------------------------------------------------- */

static MailOutcome
outcome_of_code (int code)
{
  if (code >= 200 && code < 300)
    return MAIL_TAKEN;
  if (code >= 400 && code < 500)
    return MAIL_LATER;
  return code >= 500 && code < 600 ? MAIL_REFUSED : MAIL_UNKNOWN;
}

/* 421 is about the connection, whatever it answers. */
static MailOutcome
outcome_of (const Attempt *attempt)
{
  gboolean about_recipient =
      strcmp (attempt->command, "RCPT") == 0 || strcmp (attempt->command, "DATA") == 0;

  if (attempt->final_code != 0)
    return outcome_of_code (attempt->final_code);
  if (attempt->handed)
    return MAIL_UNKNOWN;
  if (about_recipient && attempt->code >= 400 && attempt->code != 421)
    return outcome_of_code (attempt->code);
  return MAIL_NO_SERVER;
}

static char *
said_by (const Attempt *attempt, CURLcode result)
{
  g_autofree char *line = mail_line (attempt->reply->str);
  const char *why = *attempt->problem ? attempt->problem : curl_easy_strerror (result);

  if (*line != '\0' && (attempt->code >= 400 || attempt->final_code != 0))
    return g_steal_pointer (&line);
  return mail_line (why);
}

/* --- a session ----------------------------------------------------------------------------- */

MailSession *
mail_smtp_open (const MailServer *server)
{
  MailSession *session = g_new0 (MailSession, 1);

  curl_global_init (CURL_GLOBAL_DEFAULT);
  session->curl = curl_easy_init ();
  session->url = g_strdup (server->url);
  session->user = g_strdup (server->user);
  session->password = g_strdup (server->password);
  session->ca_file = g_strdup (server->ca_file);
  session->encrypt = server->encrypt;
  session->timeout = (long) server->timeout;
  return session;
}

void
mail_smtp_close (MailSession *session)
{
  curl_easy_cleanup (session->curl);
  g_free (session->url);
  g_free (session->user);
  g_free (session->password);
  g_free (session->ca_file);
  g_free (session);
}

/* The surroundings (proxies, .netrc) have no say. */
static void
set_server (MailSession *session)
{
  CURL *curl = session->curl;

  curl_easy_reset (curl); /* the connection stays */
  curl_easy_setopt (curl, CURLOPT_URL, session->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  curl_easy_setopt (curl, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    (long) (session->encrypt ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  if (session->ca_file != NULL)
    curl_easy_setopt (curl, CURLOPT_CAINFO, session->ca_file);
  if (session->user != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, session->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, session->password ? session->password : "");
    }
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, MIN (session->timeout, CONNECT_SECONDS));
  curl_easy_setopt (curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, session->timeout);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (curl, CURLOPT_LOW_SPEED_TIME, session->timeout);
}

static void
set_attempt (MailSession *session, Attempt *attempt)
{
  CURL *curl = session->curl;

  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt (curl, CURLOPT_READDATA, attempt);
  curl_easy_setopt (curl, CURLOPT_HEADERFUNCTION, hear);
  curl_easy_setopt (curl, CURLOPT_HEADERDATA, attempt);
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, watch);
  curl_easy_setopt (curl, CURLOPT_DEBUGDATA, attempt);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (curl, CURLOPT_ERRORBUFFER, attempt->problem);
}

MailOutcome
mail_smtp_send (MailSession *session, const char *from, const char *to, GBytes *message,
                MailHandOver hand_over, gpointer data, char **said)
{
  g_autoptr(GString) reply = g_string_new (NULL);
  Attempt attempt = { .hand_over = hand_over, .hand_over_data = data, .reply = reply };
  struct curl_slist *recipients = curl_slist_append (NULL, to);
  MailOutcome outcome;
  CURLcode result;

  attempt.data = g_bytes_get_data (message, &attempt.length);
  set_server (session);
  set_attempt (session, &attempt);
  curl_easy_setopt (session->curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (session->curl, CURLOPT_MAIL_RCPT, recipients);
  result = curl_easy_perform (session->curl);
  outcome = outcome_of (&attempt);
  *said = said_by (&attempt, result);
  curl_easy_reset (session->curl); /* its last words are not for this attempt any more */
  curl_slist_free_all (recipients);
  return outcome;
}
