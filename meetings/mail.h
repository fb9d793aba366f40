/* Mail: a message made, read, or handed to a server.
 *
 * This is the door to the mail module, which alone knows GMime and libcurl.  Loading them costs
 * more start-up than most commands take, so the module is loaded by the first call that needs it,
 * from where meetings/module-path.h looks.  A call that cannot load it fails with
 * %COUNCIL_ERROR_STORAGE. */
#pragma once

#include "core/text.h"

/* --- reading ------------------------------------------------------------------------------- */

/* A message may have at most this many bytes. */
#define MAIL_BYTES_MAX (16 * 1024 * 1024)

/** A calendar that came within a message. */
typedef struct
{
  char *method;  /* (nullable): what its Content-Type says, in capitals: "REPLY" */
  char *charset; /* as the message names it, "utf-8" when it does not */
  GBytes *bytes; /* decoded, and in UTF-8 if the charset is known here */
} MailCalendarPart;

/** What is read of a message.  Every string is UTF-8, of one line, as the sender wrote it. */
typedef struct
{
  char *from_name;    /* (nullable) */
  char *from_address; /* (nullable): of the first sender; without a domain when it has none */
  char *subject;      /* (nullable) */
  char *message_id;   /* (nullable): without its angle brackets */
  char *in_reply_to;  /* (nullable): as the header has it */
  GDateTime *date;    /* (nullable): that of its header */
  GPtrArray *parts;   /* (element-type MailCalendarPart): text/calendar and application/ics, in
                       * order; a part that repeats an earlier one byte by byte is left out */
} MailReceived;

void mail_received_free (MailReceived *received);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailReceived, mail_received_free)

/**
 * mail_read:
 * @message: an Internet message (RFC 5322), such as an .eml file
 * @error: %COUNCIL_ERROR_INPUT when it has no header, or more than %MAIL_BYTES_MAX bytes, 1,000
 *   parts or 16 levels of parts within parts
 *
 * Reads who wrote it and the calendars in it; those of a message that is forwarded as an
 * attachment too.  A message without a calendar is read, with no parts.
 *
 * Returns: (transfer full): what was read
 */
MailReceived *mail_read (GBytes *message, GError **error);

/* --- making -------------------------------------------------------------------------------- */

/** An invitation, a change or a cancellation as a message to one person. */
typedef struct
{
  const char *from_name, *from_address; /* name (nullable) */
  const char *to_name, *to_address;     /* name (nullable) */
  const char *reply_to;                 /* (nullable): an address */
  const char *subject;
  const char *lang;       /* Content-Language */
  const char *message_id; /* "…@domain", without angle brackets */
  const char
      *previous;     /* (nullable): the message before it to that person about that meeting */
  const char *first; /* (nullable): the first one; %NULL when @previous is */
  GDateTime *date;
  const char *text;   /* for people; line ends "\n" */
  const char *method; /* of the calendar: "REQUEST", "CANCEL", "DECLINECOUNTER" */
  GBytes *calendar;
} MailMessage;

/**
 * mail_compose:
 * @error: %COUNCIL_ERROR_USAGE when an address is none
 *
 * Makes the message: multipart/mixed of an alternative of text/plain and text/calendar, whose
 * method is that of the calendar (RFC 6047), and the calendar again as a file, invite.ics, for
 * people whose mail program knows no invitations.  All is 7 bits wide, lines end in CRLF.
 * Control characters and direction overrides in any header become spaces.
 *
 * There is no Auto-Submitted (RFC 3834): a person ordered each of these messages.
 *
 * Returns: (transfer full): the bytes; the same @message gives the same bytes
 */
GBytes *mail_compose (const MailMessage *message, GError **error);

/* --- handing over -------------------------------------------------------------------------- */

/** A server that takes mail. */
typedef struct
{
  const char *url;      /* "smtp://host:port" or "smtps://host:port" */
  const char *user;     /* (nullable) */
  const char *password; /* (nullable) */
  const char *ca_file;  /* (nullable): PEM; the system's certificates when %NULL */
  guint timeout;        /* seconds to wait for an answer */
  gboolean encrypt;     /* set by mail_session_open() */
} MailServer;

/** mail_server_is_good: whether @url is smtp:// or smtps:// with a host and perhaps a port, and
 * nothing else. */
gboolean mail_server_is_good (const char *url);

/** mail_server_is_here: whether the host of a good @url is this machine itself, by name or
 * address: only then does smtp:// go without encryption. */
gboolean mail_server_is_here (const char *url);

typedef enum
{
  MAIL_TAKEN,     /* the server has it: it answered 2xx to the whole message */
  MAIL_LATER,     /* the server wants us to come again (4xx to this recipient or message) */
  MAIL_REFUSED,   /* the server will not have it (5xx to this recipient or message) */
  MAIL_UNKNOWN,   /* it was handed over, and no answer came */
  MAIL_NO_SERVER, /* not handed over: the server is not there, not known, or refuses us */
} MailOutcome;

/** Called when all of the message but its end was given to the server: from the moment it returns
 * %TRUE the server may have the message.  %FALSE ends the attempt. */
typedef gboolean (*MailHandOver) (gpointer data);

typedef struct _MailSession MailSession;

/** mail_session_open: (transfer full): for messages to one server; it connects with the first.
 * %COUNCIL_ERROR_USAGE for a bad URL. */
MailSession *mail_session_open (const MailServer *server, GError **error);
void mail_session_close (MailSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailSession, mail_session_close)

/**
 * mail_session_send:
 * @from: the sender's address
 * @to: the recipient's; both good
 * @message: as mail_compose() makes it
 * @said: (out) (transfer full): what the server said last, one line with its code, or why it
 *   could not be reached
 *
 * Gives one message for one recipient to the server (RFC 5321).  TLS is verified; smtp:// must
 * offer STARTTLS unless the server is this machine.
 */
MailOutcome
mail_session_send (MailSession *session, const char *from, const char *to, GBytes *message,
                   MailHandOver hand_over, gpointer data, char **said);
