#include "core/registry.h"

#include <string.h>

/* Contributions of one kind; they live as long as the program, as what they point to does. */
typedef struct
{
  GPtrArray *items;
  GArray *orders; /* of each item, for the kinds that have one */
} Shelf;

static Shelf status, checks, chair_effects, recipients, protocol_sources, force_effects,
    settings;

static GPtrArray *
shelf_items (Shelf *shelf)
{
  if (shelf->items == NULL)
    {
      shelf->items = g_ptr_array_new ();
      shelf->orders = g_array_new (FALSE, FALSE, sizeof (int));
    }
  return shelf->items;
}

/* Puts @item behind those of the same or a lower order. */
static void
shelf_add (Shelf *shelf, int order, gpointer item)
{
  GPtrArray *items = shelf_items (shelf);
  guint place = items->len;

  while (place > 0 && g_array_index (shelf->orders, int, place - 1) > order)
    place--;
  g_ptr_array_insert (items, (gint) place, item);
  g_array_insert_val (shelf->orders, place, order);
}

void
registry_add_status (int order, const StatusSource *source)
{
  shelf_add (&status, order, (gpointer) source);
}

GPtrArray *
registry_status (void)
{
  return shelf_items (&status);
}

void
registry_add_check (CheckSource check)
{
  shelf_add (&checks, 0, check);
}

GPtrArray *
registry_checks (void)
{
  return shelf_items (&checks);
}

void
registry_add_chair_effect (ChairEffect effect)
{
  shelf_add (&chair_effects, 0, effect);
}

GPtrArray *
registry_chair_effects (void)
{
  return shelf_items (&chair_effects);
}

Recipient *
recipient_new (const char *party, const char *role, const char *who, const char *post)
{
  Recipient *recipient = g_new0 (Recipient, 1);

  recipient->party = g_strdup (party);
  recipient->role = role;
  recipient->who = g_strdup (who);
  recipient->post = g_strdup (post);
  return recipient;
}

void
recipient_free (Recipient *recipient)
{
  if (recipient == NULL)
    return;
  g_free (recipient->party);
  g_free (recipient->who);
  g_free (recipient->post);
  g_free (recipient);
}

void
registry_add_recipients (RecipientSource source)
{
  shelf_add (&recipients, 0, source);
}

GPtrArray *
registry_recipients (void)
{
  return shelf_items (&recipients);
}

void
registry_add_protocol_source (int order, ProtocolSource source)
{
  shelf_add (&protocol_sources, order, source);
}

GPtrArray *
registry_protocol_sources (void)
{
  return shelf_items (&protocol_sources);
}

void
registry_add_force_effect (ForceEffect effect)
{
  shelf_add (&force_effects, 0, effect);
}

GPtrArray *
registry_force_effects (void)
{
  return shelf_items (&force_effects);
}

static void
add_setting (const SettingDefinition *definition)
{
  GPtrArray *sorted = shelf_items (&settings);
  guint place = 0;

  for (; place < sorted->len; place++)
    {
      const SettingDefinition *other = g_ptr_array_index (sorted, place);
      int order = strcmp (definition->key, other->key);

      if (order == 0)
        g_error ("the setting %s is registered twice", definition->key);
      if (order < 0)
        break;
    }
  g_ptr_array_insert (sorted, (gint) place, (gpointer) definition);
}

void
registry_add_settings (const SettingDefinition *definitions)
{
  for (; definitions->key != NULL; definitions++)
    add_setting (definitions);
}

GPtrArray *
registry_settings (void)
{
  return shelf_items (&settings);
}
