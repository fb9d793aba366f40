#include "protocols/comparison.h"

#include "core/date.h"
#include "core/language.h"
#include "protocols/document.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"

#include <string.h>

GPtrArray *
comparison_reading (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *keeper,
                    GError **error)
{
  g_autoptr(GPtrArray) blocks =
      reading_make (db, protocol, clauses, keeper, NULL, NULL, error);
  GPtrArray *reading;

  if (blocks == NULL)
    return NULL;
  reading = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      g_ptr_array_add (reading, clause_new (block->kind, block->label, block->text, NULL));
    }
  return reading;
}

/* --- on paper ---------------------------------------------------------------------------------- */

/* The words of a clause with what the printer needs to mark them. */
static char *
marked_words (const Change *change)
{
  static const char *const begin[] = { "", DOCUMENT_STRUCK, DOCUMENT_UNDERLINED };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < change->runs->len; i++)
    {
      const WordsRun *run = g_ptr_array_index (change->runs, i);
      gboolean marked = run->kind != WORDS_SAME;

      g_string_append_printf (text, "%s%s%s%s", run->space && text->len ? " " : "",
                              begin[run->kind], run->text, marked ? DOCUMENT_PLAIN : "");
    }
  return g_string_free (text, FALSE);
}

/* «Приложение 1» as an original has it; with its marks, an annex has no number yet. */
static const char *
annex_words (const Clause *clause)
{
  return g_str_has_prefix (clause->label, "Приложение") ? clause->label : "Приложение";
}

static void
add_change (Document *document, const Change *change)
{
  const Clause *clause = change->after ? change->after : change->before;
  const char *kind = clause->kind;
  g_autofree char *text = marked_words (change);

  if (g_str_equal (kind, "title") || g_str_equal (kind, "subtitle"))
    document_add_subtitle (document, text);
  else if (g_str_equal (kind, "item"))
    document_add_item_heading (document, clause->label, text);
  else if (g_str_equal (kind, "annex"))
    {
      g_autofree char *whole = g_strdup_printf ("%s. %s", annex_words (clause), text);

      document_add_heading (document, whole);
    }
  else if (g_str_equal (kind, "heading"))
    document_add_heading (document, text);
  else if (clause->label != NULL)
    document_add_list_item (document, clause->label, text);
  else if (g_str_equal (kind, "delegate") || g_str_equal (kind, "columns") ||
           g_str_equal (kind, "row"))
    document_add_list_item (document, "—", text);
  else
    document_add_paragraph (document, text);
}

/* «редакция № 2 (12 февраля 2027 года)» */
static char *
version_words (const Version *version)
{
  g_autofree char *day = g_strndup (version->saved_at, 10), *date = NULL;
  GDate saved;

  if (date_parse (day, &saved, NULL))
    date = language_date_long ("ru", &saved);
  return g_strdup_printf ("№ %" G_GINT64_FORMAT " от %s", version->number, date ? date : day);
}

static char *
head_words (const Protocol *protocol, const Version *from, const Version *to)
{
  g_autofree char *old = version_words (from), *new = version_words (to);

  return g_strdup_printf ("Протокол %s, редакции %s и %s: " DOCUMENT_STRUCK
                          "исключённое" DOCUMENT_PLAIN " зачёркнуто, " DOCUMENT_UNDERLINED
                          "новое" DOCUMENT_PLAIN " подчёркнуто.",
                          protocol->ref, old, new);
}

GBytes *
comparison_render (const Protocol *protocol, const Version *from, const Version *to,
                   GPtrArray *changes, GError **error)
{
  g_autofree char *head = head_words (protocol, from, to);
  g_autofree char *title = g_strdup_printf ("Сравнение редакций протокола %s", protocol->ref);
  g_autoptr(Document) document = document_new (title, "ru");

  document_set_marks (document,
                      DOCUMENT_MARK_DRAFT | (protocol->sample ? DOCUMENT_MARK_SAMPLE : 0));
  document_add_title (document, "СРАВНЕНИЕ РЕДАКЦИЙ");
  document_add_note (document, head);
  document_add_space (document, 1);
  for (guint i = 0; i < changes->len; i++)
    add_change (document, g_ptr_array_index (changes, i));
  return document_render (document, NULL, error);
}
