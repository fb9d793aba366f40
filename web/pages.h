/* The pages, one file each. */
#pragma once

#include "core/db.h"
#include "meetings/subscription.h"

/** What the index links to. */
typedef struct
{
  char *path;
  char *title;
  char *lang; /* (nullable) */
  char *
      keeper; /* (nullable): of a protocol's original: a party's code; @title is its reference */
  char *shown; /* (nullable): instead of @title, in the page's language */
} WebLink;

void web_link_free (WebLink *link);

/** The index in a language of the council; the first is given to those who wish none of them. */
typedef struct
{
  const char *lang;
  const char *path;
  const char *link; /* what the others call it: "In English" */
} IndexPage;

#define N_INDEX_PAGES 4
extern const IndexPage index_pages[N_INDEX_PAGES];

/** page_index: (transfer full): what there is and how to subscribe; @feeds, @agendas and
 * @protocols (element-type WebLink) are public. */
GBytes *page_index (Db *db, const char *lang, GPtrArray *feeds, GPtrArray *agendas,
                    GPtrArray *protocols, GError **error);

/** page_agenda: (transfer full): the agenda of the meeting with that reference; @event is that
 * meeting in a feed in @lang. */
GBytes *page_agenda (Db *db, const char *ref, const CalendarEvent *event, const char *lang,
                     GError **error);
