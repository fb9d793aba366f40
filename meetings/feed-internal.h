/* What the files of feed.c share; nobody else includes it. */
#pragma once

#include "core/party.h"
#include "meetings/feed.h"
#include "meetings/meeting.h"

/** A feed while it is made, with what every entry needs, read once. */
typedef struct
{
  Db *db;
  const FeedScope *scope;
  const char *lang;
  char *handle;                 /* of the council, for UIDs */
  char *name, *name_genitive;   /* of the council, as the feed's party writes it */
  GPtrArray *all_parties;       /* owns them */
  GPtrArray *parties;           /* (element-type Party), the feed's party first */
  GPtrArray *capitals, *states; /* (element-type utf8): of each, in @lang */
  GPtrArray *capitals_ru;       /* as a meeting's city is written */
  GHashTable *groups;           /* key of a body to the group's name */
  GHashTable *agendas;          /* key of a meeting to its items, a line each */
  GHashTable *stamps;           /* what the journal is about to when it was last changed */
  char *shaped_at;        /* when what shapes every entry was last changed; "" if never */
  char *ordered_at;       /* the same, of the order of meetings, which gives numbers */
  guint shapes_of_days;   /* how often the setting of several days was changed */
  guint shapes_of_ladder; /* the same, of the settings of deadlines */
  GHashTable *meetings;   /* (nullable): keys of those it is narrowed to */
  GHashTable *hidden;     /* (nullable): keys of parties' own meetings that are not for it */
  GHashTable *concerned;  /* (nullable): codes of the parties it is narrowed to */
  char *person;           /* (nullable): key */
  char *several_days;     /* the setting */
  guint alarm_minutes;
} Feed;

/** feed_stamp: (transfer full): the latest of @base, an instant or a date of the record, the
 * journal's last entry about @subject (nullable), and the last change of what shapes entries. */
GDateTime *
feed_stamp (const Feed *feed, const char *base, const char *subject, GError **error);

/** feed_meeting_changed: (transfer none): when the meeting's own facts were last changed. */
const char *feed_meeting_changed (const Feed *feed, const Meeting *meeting);

/** feed_party: (transfer none): the place of the party with that code; parties->len if none. */
guint feed_party (const Feed *feed, const char *code);

/** feed_concerns: whether the feed is for that party too. */
gboolean feed_concerns (const Feed *feed, const char *code);

/** feed_meeting_title: (transfer full): «Второе очередное заседание …», marked as a sample if
 * it is one. */
char *feed_meeting_title (const Feed *feed, const Meeting *meeting, GError **error);

/** feed_group_words: (transfer full): «рабочая группа по энергетике». */
char *feed_group_words (const Feed *feed, const char *name);

/** feed_sample: (transfer full): @title, marked when @sample; takes @title. */
char *feed_sample (char *title, gboolean sample);

/** feed_line: appends a line of @message, whose place {value} is filled; nothing for %NULL. */
void feed_line (const Feed *feed, GString *text, const char *message, const char *value);

/* Each adds its entries to @calendar. */
gboolean feed_add_meetings (Feed *feed, CalendarFeed *calendar, GError **error);
gboolean feed_add_deadlines (Feed *feed, CalendarFeed *calendar, GError **error);
gboolean feed_add_decisions (Feed *feed, CalendarFeed *calendar, GError **error);
gboolean feed_add_mandates (Feed *feed, CalendarFeed *calendar, GError **error);
