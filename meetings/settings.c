#include "meetings/settings.h"

#include "core/message.h"

#define COMPARABLE N_ ("rules of comparable bodies: the Supreme Eurasian Economic Council")
#define PRACTICE N_ ("general practice of intergovernmental commissions")
#define OWN_CHOICE N_ ("a choice of this program, until the parties make their own")

#define DAYS(name, number, what, whence)                                                      \
  { .key = name, .type = SETTING_NUMBER, .default_value = number, .choices = "0..365",        \
    .description = what, .source = whence }

const SettingDefinition meeting_settings[] = {
  { .key = "calendar-alarm-hours", .type = SETTING_NUMBER, .default_value = "24",
    .choices = "0..720",
    .description = N_ ("hours before a meeting or a due day at which subscribers' calendars "
                       "remind; 0: never"),
    .source = OWN_CHOICE },
  { .key = "calendar-several-days", .type = SETTING_CHOICE, .default_value = "times",
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
  DAYS ("deadline-experts", "1", N_ ("days before a regular meeting on which the experts meet"),
        PRACTICE),
  DAYS ("extraordinary-notice", "5",
        N_ ("days of notice before an extraordinary meeting"), PRACTICE),
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
  { .key = "extraordinary-consent", .type = SETTING_CHOICE, .default_value = "request",
    .choices = "request|every-party",
    .description = N_ ("what an extraordinary meeting needs: the request alone, or every other "
                       "party's consent"),
    .source = N_ ("the Agreement: extraordinary meetings are held at the request of a party"),
    .by_agreement = TRUE },
  { .key = "extraordinary-host", .type = SETTING_CHOICE, .default_value = "requesting",
    .choices = "requesting|agreed",
    .description = N_ ("who hosts an extraordinary meeting: the requesting party, or whom the "
                       "parties agree on"),
    .source = PRACTICE },
  { .key = "meeting-hours", .type = SETTING_NUMBER, .default_value = "3", .choices = "1..24",
    .description = N_ ("how many hours a meeting takes when only its beginning is given"),
    .source = OWN_CHOICE },
  { .key = "meeting-time", .type = SETTING_TEXT, .default_value = "10:00",
    .description = N_ ("when a meeting begins, at the venue, when only its date is given"),
    .source = OWN_CHOICE },
  { .key = "meeting-weekdays", .type = SETTING_TEXT, .default_value = "2,3,4",
    .description = N_ ("on which weekdays a meeting sits best, by number: 1 is Monday"),
    .source = OWN_CHOICE },
  { .key = "numbering", .type = SETTING_CHOICE, .default_value = "apart",
    .choices = "apart|through",
    .description = N_ ("whether regular and extraordinary meetings are numbered apart or "
                       "through"),
    .source = OWN_CHOICE },
  { .key = "travel-days", .type = SETTING_NUMBER, .default_value = "1", .choices = "0..14",
    .description = N_ ("days of travel kept free of other meetings before and after a meeting"),
    .source = OWN_CHOICE },
  { .key = "turn-after-swap", .type = SETTING_CHOICE, .default_value = "actual",
    .choices = "actual|old-order",
    .description = N_ ("how the turn goes on after an agreed change of the host: from the "
                       "actual host, or in the old order"),
    .source = OWN_CHOICE },
  { .key = "usual-month", .type = SETTING_NUMBER, .choices = "1..12",
    .description = N_ ("in which month regular meetings usually are; when not set, that of the "
                       "first one"),
    .source = N_ ("the council's first meeting") },
  { .key = "working-hours", .type = SETTING_TEXT, .default_value = "09:00-18:00",
    .description = N_ ("working hours of the capitals, by their own clocks"),
    .source = OWN_CHOICE },
  { NULL },
};
