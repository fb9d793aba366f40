#include "meetings/notices.h"

#include "core/message.h"

Notices *
notices_new (const char *lang)
{
  Notices *notices = g_new0 (Notices, 1);

  notices->lang = lang;
  notices->lines = g_ptr_array_new_with_free_func (g_free);
  return notices;
}

void
notices_free (Notices *notices)
{
  if (notices == NULL)
    return;
  g_ptr_array_unref (notices->lines);
  g_clear_pointer (&notices->moved, g_ptr_array_unref);
  g_clear_pointer (&notices->tell, g_ptr_array_unref);
  g_free (notices);
}

void
notices_add (Notices *notices, const char *message, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;
  va_list pairs;

  if (notices == NULL)
    return;
  va_start (pairs, message);
  while ((name = va_arg (pairs, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, va_arg (pairs, char *));
  va_end (pairs);
  g_ptr_array_add (notices->lines,
                   message_fill (tr (notices->lang, message), notices->lang, values));
}
