/* Feeds at their addresses: what calendar apps subscribe to.
 *
 * The address of a feed is secret unless the feed is public: it ends in 32 letters and digits,
 * 160 bits of the system's randomness, which nobody can guess.  Whoever knows it may read the
 * feed; revoking it ends that, and another is made.  The secret is kept as it is, not its hash:
 * the secretariat has to tell an address again, and whoever has the file has all that the feed
 * says.  Feeds are this working file's own: an exchange does not carry them. */
#pragma once

#include "meetings/feed.h"

typedef struct
{
  char *id;
  char *handle; /* what people type: "deadlines-tj" */
  char *secret; /* (nullable): of its address; %NULL: a public feed */
  FeedKind kind;
  char *party;  /* (nullable): code */
  char *group;  /* (nullable): handle */
  char *person; /* (nullable): handle */
  char *lang;
  char *name;       /* (nullable): what apps call it */
  char *created_at; /* instant */
  char *revoked_at; /* (nullable): instant */
} Subscription;

void subscription_free (Subscription *subscription);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Subscription, subscription_free)

/** subscription_load: (transfer full): by its handle; %COUNCIL_ERROR_NOT_FOUND. */
Subscription *subscription_load (Db *db, const char *handle, GError **error);

/** subscription_list: (transfer full) (element-type Subscription): by handle; with @revoked those
 * that were revoked too. */
GPtrArray *subscription_list (Db *db, gboolean revoked, GError **error);

/**
 * subscription_create:
 * @scope: what it tells, to whom, in which language; its name, cleaned, is kept; its address and
 *   meeting are not read
 * @public: whether its address is its handle, for everyone to know
 * @error: as feed_scope_check(); %COUNCIL_ERROR_USAGE for a name that is no text
 *
 * Returns: (transfer full): the new feed
 */
Subscription *
subscription_create (Db *db, const FeedScope *scope, gboolean public, GError **error);

/** subscription_revoke: its address answers no more; %COUNCIL_ERROR_RULE when it was revoked
 * already.  The handle stays taken. */
gboolean subscription_revoke (Db *db, const char *handle, GError **error);

/** subscription_path: (transfer full): the path of its address, without a leading slash and
 * without ".ics": "f/SECRET", or its handle when it is public. */
char *subscription_path (const Subscription *subscription);

/**
 * subscription_address:
 * @webcal: whether the scheme is webcal, which apps open as a subscription
 *
 * Returns: (transfer full): its whole address, at most 256 characters, made with the setting
 *   "base-url"
 */
char *subscription_address (Db *db, const Subscription *subscription, gboolean webcal,
                            GError **error);

/** subscription_build: feed_build() of what it tells, as served at its address. */
CalendarFeed *subscription_build (Db *db, const Subscription *subscription, GError **error);
