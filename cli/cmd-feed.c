/* council feed create|list|revoke */
#include "cli/command.h"

#include "core/setting.h"
#include "meetings/subscription.h"

/* --- showing ------------------------------------------------------------------------------- */

static gboolean
feed_json (CommandRun *run, const Subscription *feed, GError **error)
{
  g_autofree char *https = subscription_address (run->db, feed, FALSE, error);
  g_autofree char *webcal = https ? subscription_address (run->db, feed, TRUE, error) : NULL;

  if (webcal == NULL)
    return FALSE;
  json_begin_object (run->json, NULL);
  json_text (run->json, "feed", feed->handle);
  json_text (run->json, "kind", feed_kind_name (feed->kind));
  json_text (run->json, "party", feed->party);
  json_text (run->json, "group", feed->group);
  json_text (run->json, "person", feed->person);
  json_text (run->json, "language", feed->lang);
  json_text (run->json, "name", feed->name);
  json_bool (run->json, "public", feed->secret == NULL);
  json_text (run->json, "https", https);
  json_text (run->json, "webcal", webcal);
  json_text (run->json, "created", feed->created_at);
  json_text (run->json, "revoked", feed->revoked_at);
  json_builder_end_object (run->json);
  return TRUE;
}

/* The two addresses alone, so that a script can take them. */
static gboolean
print_addresses (CommandRun *run, const Subscription *feed, GError **error)
{
  g_autofree char *https = subscription_address (run->db, feed, FALSE, error);
  g_autofree char *webcal = https ? subscription_address (run->db, feed, TRUE, error) : NULL;

  if (webcal == NULL)
    return FALSE;
  command_line (run, https);
  command_line (run, webcal);
  return TRUE;
}

/* Apps reach it past whatever network they are in. */
static gboolean
warn_of_http (CommandRun *run, GError **error)
{
  static const char *const safe[] = { "https:", "http://127.", "http://[::1]",
                                      "http://localhost", NULL };
  g_autofree char *base = setting_get (run->db, "base-url", error);

  if (base == NULL)
    return FALSE;
  for (guint i = 0; safe[i] != NULL; i++)
    if (g_str_has_prefix (base, safe[i]))
      return TRUE;
  command_notice (
      run,
      N_ ("{base} is not encrypted: a network on the way can put its login page in "
          "the place of the calendar (serve it over https, and set base-url)"),
      "base", base, NULL);
  return TRUE;
}

/* --- create -------------------------------------------------------------------------------- */

const CommandUse use_feed_create = {
  .options = COMMAND_OPTIONS (
      { "kind", OPTION_TEXT, "KIND",
        N_ ("meetings, deadlines (with decisions) or holidays; meetings when left out") },
      { "party", OPTION_TEXT, "PARTY", N_ ("What concerns that party, named as it writes") },
      { "group", OPTION_TEXT, "GROUP", N_ ("What concerns that working group") },
      { "person", OPTION_TEXT, "PERSON", N_ ("What concerns that person") },
      { "language", OPTION_TEXT, "LANGUAGE",
        N_ ("Of titles and descriptions: ru, en, tg, ky; Russian when left out") },
      { "name", OPTION_TEXT, "NAME", N_ ("What apps call the calendar") },
      { "public", OPTION_FLAG, NULL,
        N_ ("An address for everyone, shown on the site; else it is secret") }),
  .details =
      N_ ("The address is answered by 'council serve', or by any web server that has what "
          "'council publish' writes.  Whoever knows it can read the feed: send it to one "
          "person or office, and revoke it when it should end.  It begins with the "
          "setting base-url."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council feed create  # the meetings, in Russian"),
      N_ ("council feed create --kind deadlines --party tj --language tg  # what Tajikistan "
          "has "
          "to do"),
      N_ ("council feed create --kind holidays --public  # days off, for everyone")),
};

gboolean
cmd_feed_create (CommandRun *run, GError **error)
{
  const char *kind = command_option (run, "kind");
  const char *lang = command_option (run, "language");
  FeedScope scope = { .kind = FEED_MEETINGS,
                      .party = command_option (run, "party"),
                      .group = command_option (run, "group"),
                      .person = command_option (run, "person"),
                      .lang = lang ? lang : "ru",
                      .name = command_option (run, "name") };
  g_autoptr(Subscription) feed = NULL;

  if (kind != NULL && !feed_kind_parse (kind, &scope.kind, error))
    return FALSE;
  feed = subscription_create (run->db, &scope, command_flag (run, "public"), error);
  if (feed == NULL || !warn_of_http (run, error))
    return FALSE;
  if (run->json != NULL)
    return feed_json (run, feed, error);
  command_notice (run, N_ ("feed {handle} (take it back with 'council feed revoke {handle}')"),
                  "handle", feed->handle, NULL);
  return print_addresses (run, feed, error);
}

/* --- list ---------------------------------------------------------------------------------- */

const CommandUse use_feed_list = {
  .options =
      COMMAND_OPTIONS ({ "all", OPTION_FLAG, NULL, N_ ("Those that were revoked as well") }),
  .examples = COMMAND_EXAMPLES (N_ ("council feed list  # the addresses that are answered")),
};

static gboolean
print_list (CommandRun *run, GPtrArray *feeds, GError **error)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("FEED"), N_ ("LANGUAGE"), N_ ("ADDRESS"), NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      const Subscription *feed = g_ptr_array_index (feeds, i);
      g_autofree char *https = subscription_address (run->db, feed, FALSE, error);
      g_autofree char *shown = NULL;

      if (https == NULL)
        return FALSE;
      shown = feed->revoked_at ? tr_fill (run->lang, N_ ("revoked at {when}"), "when",
                                          feed->revoked_at, NULL)
                               : g_steal_pointer (&https);
      table_row (table, feed->handle, feed->lang, shown);
    }
  command_table_print (run, table);
  return TRUE;
}

gboolean
cmd_feed_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) feeds = subscription_list (run->db, command_flag (run, "all"), error);

  if (feeds == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      if (feeds->len == 0)
        command_say (run, N_ ("There is no feed yet (make one with 'council feed create')."),
                     NULL);
      return feeds->len == 0 || print_list (run, feeds, error);
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < feeds->len; i++)
    if (!feed_json (run, g_ptr_array_index (feeds, i), error))
      return FALSE;
  json_builder_end_array (run->json);
  return TRUE;
}

/* --- revoke -------------------------------------------------------------------------------- */

const CommandUse use_feed_revoke = {
  .details =
      N_ ("Apps that were subscribed keep what they have and get nothing new.  An address "
          "that was revoked never comes back; make another feed instead."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council feed revoke deadlines-tj  # the address became known")),
};

gboolean
cmd_feed_revoke (CommandRun *run, GError **error)
{
  if (!subscription_revoke (run->db, run->args[0], error))
    return FALSE;
  if (run->json != NULL)
    {
      g_autoptr(Subscription) feed = subscription_load (run->db, run->args[0], error);

      return feed != NULL && feed_json (run, feed, error);
    }
  command_say (run, N_ ("Feed {handle} is revoked."), "handle", run->args[0], NULL);
  return TRUE;
}
