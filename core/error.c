#include "core/error.h"

#include "core/message.h"
#include "core/text.h"

#include <stdarg.h>

/* A value longer than this says no more about the mistake. */
#define VALUE_LIMIT 200
#define FOREIGN_LIMIT 500

/* What a message was made from, so that it can be made again in another language. */
typedef struct
{
  char *message;
  GHashTable *values; /* name to value, made printable */
} CouncilErrorPrivate;

static void
council_error_private_init (CouncilErrorPrivate *private)
{
  private->message = NULL;
  private->values = NULL;
}

static void
council_error_private_copy (const CouncilErrorPrivate *from, CouncilErrorPrivate *to)
{
  to->message = g_strdup (from->message);
  to->values = from->values != NULL ? g_hash_table_ref (from->values) : NULL;
}

static void
council_error_private_clear (CouncilErrorPrivate *private)
{
  g_clear_pointer (&private->message, g_free);
  g_clear_pointer (&private->values, g_hash_table_unref);
}

G_DEFINE_EXTENDED_ERROR (CouncilError, council_error)

static void
raise_error (GError **error, CouncilErrorCode code, const char *message, va_list pairs)
{
  g_autoptr(GHashTable) values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *english = NULL;
  CouncilErrorPrivate *private;
  GError *raised;
  const char *name;

  if (error == NULL)
    return;
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      g_hash_table_insert (values, g_strdup (name),
                           value != NULL ? text_one_line (value, VALUE_LIMIT) : NULL);
    }
  english = message_fill (message, "en", values);
  raised = g_error_new_literal (COUNCIL_ERROR, (int) code, english);
  private = council_error_get_private (raised);
  private->message = g_strdup (message);
  private->values = g_steal_pointer (&values);
  g_propagate_error (error, raised);
}

gboolean
council_error (GError **error, CouncilErrorCode code, const char *message, ...)
{
  va_list pairs;

  va_start (pairs, message);
  raise_error (error, code, message, pairs);
  va_end (pairs);
  return FALSE;
}

gboolean
council_error_rename (GError **error, CouncilErrorCode code, const char *message, ...)
{
  va_list pairs;

  if (error == NULL || !g_error_matches (*error, COUNCIL_ERROR, (int) code))
    return FALSE;
  g_clear_error (error);
  va_start (pairs, message);
  raise_error (error, code, message, pairs);
  va_end (pairs);
  return FALSE;
}

char *
council_error_text (const GError *error, const char *lang)
{
  const CouncilErrorPrivate *private = NULL;

  if (g_strcmp0 (lang, "en") != 0)
    lang = "ru";
  if (error->domain == COUNCIL_ERROR)
  private = council_error_get_private (error);
  if (private == NULL || private->message == NULL)
    return text_one_line (error->message, FOREIGN_LIMIT);
  return message_fill (tr (lang, private->message), lang, private->values);
}
