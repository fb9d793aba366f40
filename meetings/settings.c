#include "meetings/settings.h"

#include "core/message.h"
#include "meetings/mail.h"

#include <string.h>

#define COMPARABLE N_ ("rules of comparable bodies: the Supreme Eurasian Economic Council")
#define PRACTICE N_ ("general practice of intergovernmental commissions")
#define OWN_CHOICE N_ ("a choice of this program, until the parties make their own")

#define DAYS(name, number, what, whence)                                                      \
  {                                                                                           \
    .key = name, .type = SETTING_NUMBER, .default_value = number, .choices = "0..365",        \
    .description = what, .source = whence                                                     \
  }

/* --- the form of values ----------------------------------------------------------------------- */

gboolean
settings_read_time (const char *text, int *minute)
{
  if (strlen (text) != 5 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      text[2] != ':' || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  *minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  return text[3] < '6' && *minute <= 24 * 60;
}

gboolean
settings_read_hours (const char *text, int *opens, int *closes)
{
  g_auto(GStrv) ends = g_strsplit (text, "-", 2);

  return g_strv_length (ends) == 2 && settings_read_time (ends[0], opens) &&
         settings_read_time (ends[1], closes) && *opens < *closes;
}

gboolean
settings_read_list (const char *text, guint highest, guint *set)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  *set = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, highest, &number, NULL))
        return FALSE;
      *set |= 1u << number;
    }
  return *set != 0;
}

static gboolean
fits_time (const char *value, const char **right)
{
  int minute;

  *right = "10:00";
  return settings_read_time (value, &minute) && minute < 24 * 60;
}

static gboolean
fits_hours (const char *value, const char **right)
{
  int opens, closes;

  *right = "09:00-18:00";
  return settings_read_hours (value, &opens, &closes);
}

static gboolean
fits_weekdays (const char *value, const char **right)
{
  guint set;

  *right = "2,3,4";
  return settings_read_list (value, 7, &set);
}

static gboolean
fits_months (const char *value, const char **right)
{
  guint set;

  *right = "2,3";
  return settings_read_list (value, 12, &set);
}

static gboolean
fits_address (const char *value, const char **right)
{
  *right = "council@example.org";
  return mail_address_is_good (value);
}

static gboolean
fits_path (const char *value, const char **right)
{
  *right = "/etc/council/mail-password";
  return g_path_is_absolute (value);
}

static gboolean
fits_server (const char *value, const char **right)
{
  *right = "smtp://mail.example.org:587";
  return mail_server_is_good (value);
}

/* --- the settings ----------------------------------------------------------------------------- */

const SettingDefinition meeting_settings[] = {
  { .key = "base-url",
    .type = SETTING_URL,
    .default_value = "http://127.0.0.1:8080",
    .own = TRUE,
    .description = N_ ("the address at which the world reaches this file's feeds and pages"),
    .source = N_ ("this working file") },
  { .key = "calendar-alarm-hours",
    .type = SETTING_NUMBER,
    .default_value = "24",
    .choices = "0..720",
    .description = N_ ("hours before a meeting, or before 9 o'clock of a whole day, at which "
                       "subscribers' calendars remind; 0: never"),
    .source = OWN_CHOICE },
  { .key = "calendar-several-days",
    .type = SETTING_CHOICE,
    .default_value = "times",
    .choices = "times|all-day",
    .description = N_ ("how calendars show a meeting of several days: with its times, or as "
                       "whole days"),
    .source = OWN_CHOICE },
  DAYS ("deadline-date", "30",
        N_ ("days before a regular meeting by which every party confirms its date"),
        COMPARABLE),
  DAYS ("deadline-agenda-requests", "21",
        N_ ("days before a regular meeting by which questions are proposed for its agenda"),
        N_ ("practice of the European Union's joint bodies")),
  DAYS ("deadline-agenda", "15",
        N_ ("days before a regular meeting by which the host sends the provisional agenda"),
        N_ ("practice of the European Union's joint bodies")),
  DAYS ("deadline-delegations", "10",
        N_ ("days before a regular meeting by which each party names its delegation"),
        PRACTICE),
  DAYS ("deadline-draft", "7",
        N_ ("days before a regular meeting by which the draft protocol is exchanged"),
        PRACTICE),
  DAYS ("deadline-experts", "1",
        N_ ("days before a regular meeting on which the experts meet"), PRACTICE),
  DAYS ("extraordinary-notice", "5", N_ ("days of notice before an extraordinary meeting"),
        PRACTICE),
  DAYS ("extraordinary-agenda", "4",
        N_ ("days before an extraordinary meeting by which the host sends the agenda"),
        PRACTICE),
  DAYS ("extraordinary-delegations", "3",
        N_ ("days before an extraordinary meeting by which each party names its delegation"),
        PRACTICE),
  DAYS ("extraordinary-draft", "2",
        N_ ("days before an extraordinary meeting by which the draft protocol is exchanged"),
        PRACTICE),
  DAYS ("extraordinary-experts", "1",
        N_ ("days before an extraordinary meeting on which the experts meet"), PRACTICE),
  { .key = "extraordinary-consent",
    .type = SETTING_CHOICE,
    .default_value = "request",
    .choices = "request|every-party",
    .description =
        N_ ("what an extraordinary meeting needs: the request alone, or every other "
            "party's consent"),
    .source = N_ ("the Agreement: extraordinary meetings are held at the request of a party"),
    .by_agreement = TRUE },
  { .key = "extraordinary-host",
    .type = SETTING_CHOICE,
    .default_value = "requesting",
    .choices = "requesting|agreed",
    .description = N_ ("who hosts an extraordinary meeting: the requesting party, or whom the "
                       "parties agree on"),
    .source = PRACTICE },
  { .key = "experts-within",
    .type = SETTING_NUMBER,
    .default_value = "4",
    .choices = "0..30",
    .description = N_ ("within how many days before a meeting the experts need a day on which "
                       "every country works; 0: it is not asked"),
    .source = OWN_CHOICE },
  { .key = "mail-attendees",
    .type = SETTING_CHOICE,
    .default_value = "self",
    .choices = "self|party|all",
    .own = TRUE,
    .description =
        N_ ("who is named, with the address, in an invitation: its recipient alone, "
            "the recipient's side, or everyone who is invited"),
    .source = OWN_CHOICE },
  { .key = "mail-ca-file",
    .type = SETTING_TEXT,
    .own = TRUE,
    .fits = fits_path,
    .description = N_ ("certificates (PEM) by which the mail server is known; those of this "
                       "system when not set"),
    .source = N_ ("this working file") },
  { .key = "mail-from",
    .type = SETTING_TEXT,
    .own = TRUE,
    .fits = fits_address,
    .description = N_ ("the address that invitations are sent from and that calendar programs "
                       "answer to"),
    .source = N_ ("this working file") },
  { .key = "mail-password-file",
    .type = SETTING_TEXT,
    .own = TRUE,
    .fits = fits_path,
    .description = N_ ("the file that holds the password for the mail server; others must not "
                       "be able to read it"),
    .source = N_ ("this working file") },
  { .key = "mail-reply-to",
    .type = SETTING_TEXT,
    .own = TRUE,
    .fits = fits_address,
    .description = N_ ("the address for answers in words, when it is another than mail-from"),
    .source = N_ ("this working file") },
  { .key = "mail-server",
    .type = SETTING_TEXT,
    .own = TRUE,
    .fits = fits_server,
    .description = N_ ("the server that takes mail: smtp://HOST:PORT (encrypted by STARTTLS, "
                       "but on this machine) or smtps://HOST:PORT"),
    .source = N_ ("this working file") },
  { .key = "mail-timeout",
    .type = SETTING_NUMBER,
    .default_value = "120",
    .choices = "1..3600",
    .own = TRUE,
    .description = N_ ("seconds to wait for an answer of the mail server"),
    .source = OWN_CHOICE },
  { .key = "mail-user",
    .type = SETTING_TEXT,
    .own = TRUE,
    .description = N_ ("the name by which the mail server knows this secretariat"),
    .source = N_ ("this working file") },
  { .key = "meeting-hours",
    .type = SETTING_NUMBER,
    .default_value = "3",
    .choices = "1..24",
    .description = N_ ("how many hours a meeting takes when only its beginning is given"),
    .source = OWN_CHOICE },
  { .key = "meeting-time",
    .type = SETTING_TEXT,
    .default_value = "10:00",
    .fits = fits_time,
    .description = N_ ("when a meeting begins, at the venue, when only its date is given"),
    .source = OWN_CHOICE },
  { .key = "meeting-weekdays",
    .type = SETTING_TEXT,
    .default_value = "2,3,4",
    .fits = fits_weekdays,
    .description = N_ ("on which weekdays a meeting sits best, by number: 1 is Monday"),
    .source = OWN_CHOICE },
  { .key = "numbering",
    .type = SETTING_CHOICE,
    .default_value = "apart",
    .choices = "apart|through",
    .description = N_ ("whether regular and extraordinary meetings are numbered apart or "
                       "through"),
    .source = OWN_CHOICE },
  { .key = "travel-days",
    .type = SETTING_NUMBER,
    .default_value = "1",
    .choices = "0..14",
    .description =
        N_ ("days of travel before and after a meeting: free of other meetings, and "
            "with hours left for a co-chair who travels"),
    .source = OWN_CHOICE },
  { .key = "travel-hours",
    .type = SETTING_NUMBER,
    .default_value = "4",
    .choices = "0..18",
    .description = N_ ("hours in a row, between 06:00 and 24:00, that a co-chair who travels "
                       "needs free on a day of travel; 0: it is not asked"),
    .source = OWN_CHOICE },
  { .key = "turn-after-swap",
    .type = SETTING_CHOICE,
    .default_value = "actual",
    .choices = "actual|old-order",
    .description = N_ ("how the turn goes on after an agreed change of the host: from the "
                       "actual host, or in the old order"),
    .source = OWN_CHOICE },
  { .key = "usual-month",
    .type = SETTING_TEXT,
    .fits = fits_months,
    .description =
        N_ ("in which months regular meetings are wished, by number: 2 or 2,3; when "
            "not set, that of the first one"),
    .source = N_ ("the council's first meeting") },
  { .key = "working-hours",
    .type = SETTING_TEXT,
    .default_value = "09:00-18:00",
    .fits = fits_hours,
    .description = N_ ("working hours of the capitals, by their own clocks"),
    .source = OWN_CHOICE },
  { NULL },
};
