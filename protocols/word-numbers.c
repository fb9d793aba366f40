/* Which clause a paragraph of the file stands for: by its number, «§12», or by what it says. */
#include "protocols/word-import.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/cells.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"

#include <string.h>

#define ALIKE 0.6 /* a paragraph that lost its number is known by what it says */

const ReadingBlock *
import_block (const Import *import, guint clause)
{
  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);

      if (block->clause == clause)
        return block;
    }
  return NULL;
}

gboolean
import_is_delegate (const Import *import, guint clause)
{
  return clause > 0 &&
         g_str_equal (((Clause *) g_ptr_array_index (import->clauses, clause - 1))->kind,
                      "delegate");
}

gboolean
import_is_row (const Import *import, guint clause)
{
  static const char *const kinds[] = { "delegate", "row", "columns", NULL };

  return clause > 0 &&
         g_strv_contains (kinds,
                          ((Clause *) g_ptr_array_index (import->clauses, clause - 1))->kind);
}

/* «§12 …»: the clause of today's text, counted from 1; 0 when the paragraph has no number. */
gboolean
import_read_number (Import *import, const char **text, guint *clause, GError **error)
{
  const char *at = *text;
  char *end;
  guint64 number;
  g_autofree char *n = NULL;

  *clause = 0;
  if (!g_str_has_prefix (at, "§"))
    return TRUE;
  for (at += strlen ("§"); *at == ' ' || g_str_has_prefix (at, "\u00a0");)
    at += *at == ' ' ? 1 : strlen ("\u00a0");
  number = g_ascii_strtoull (at, &end, 10);
  if (end == at)
    return TRUE;
  n = g_strndup (at, (gsize) (end - at));
  while (*end == ' ')
    end++;
  *text = end;
  if (number < 1 || number > import->exported)
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n}: the text that was sent has no such number"), "path",
        import->path, "n", n, NULL);
  if (import->today[number - 1] < 0)
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n}: the clause is gone from the text since it was "
            "sent (export it again)"),
        "path", import->path, "n", n, NULL);
  *clause = (guint) import->today[number - 1] + 1;
  if (import->seen[*clause - 1])
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n} is there twice (a new paragraph has no number)"), "path",
        import->path, "n", n, NULL);
  return TRUE;
}

/* The clause that lost its number and says much the same; 0 when there is none. */
guint
import_recognise (const Import *import, const char *text)
{
  guint best = 0;
  double most = ALIKE;

  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);
      double alike;

      if (import->numbered[block->clause - 1] || import->seen[block->clause - 1])
        continue;
      alike = words_likeness (block->text, text);
      if (alike > most)
        {
          most = alike;
          best = block->clause;
        }
    }
  return best;
}

/* What the clause's number stands before. */
const char *
import_first_words (const WordParagraph *paragraph)
{
  return paragraph->cells && paragraph->cells->len > 0
             ? g_ptr_array_index (paragraph->cells, 0)
             : paragraph->text;
}

/* Whose paragraphs are among the words that tracked changes took out. */
static void
find_struck (Import *import, const WordParagraph *paragraph)
{
  const char *at = paragraph->gone;

  while ((at = strstr (at, "§")) != NULL)
    {
      char *end;
      guint64 number = g_ascii_strtoull (at + strlen ("§"), &end, 10);

      at = end;
      if (number >= 1 && number <= import->exported && import->today[number - 1] >= 0)
        g_hash_table_insert (import->struck, GUINT_TO_POINTER (import->today[number - 1] + 1),
                             paragraph->author);
    }
}

/* Which clauses the file has by number; the others may have lost theirs. */
gboolean
import_find_numbered (Import *import, GPtrArray *paragraphs, GError **error)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      const char *text = import_first_words (paragraph);
      guint clause;

      if (!import_read_number (import, &text, &clause, error))
        return FALSE;
      find_struck (import, paragraph);
      if (clause == 0)
        continue;
      import->numbered[clause - 1] = TRUE;
      if (paragraph->cells != NULL &&
          !g_hash_table_contains (import->tables, GUINT_TO_POINTER (paragraph->table)))
        g_hash_table_insert (import->tables, GUINT_TO_POINTER (paragraph->table),
                             GUINT_TO_POINTER (clause));
    }
  return TRUE;
}

/* «§13» in the middle: the paragraph before lost its end, and the clauses are one now. */
void
import_drop_inner_numbers (const Import *import, GString *text)
{
  const char *at = text->str;

  while ((at = strstr (at, " §")) != NULL)
    {
      const char *digits = at + strlen (" §");
      char *end;
      guint64 number = g_ascii_strtoull (digits, &end, 10);
      gboolean one_of_ours = end != digits && *end == ' ' && number >= 1 &&
                             number <= import->exported && import->today[number - 1] >= 0 &&
                             !import->numbered[import->today[number - 1]];
      gsize offset = (gsize) (at - text->str);

      if (one_of_ours)
        g_string_erase (text, (gssize) offset, end - at);
      at = text->str + offset + (one_of_ours ? 0 : 1);
    }
}

/* How many cells the row has. */
static guint
cells_of (const Import *import, guint clause)
{
  const char *text = import_block (import, clause)->text;
  g_auto(GStrv) cells =
      import_is_delegate (import, clause) ? g_strsplit (text, " — ", -1) : cells_split (text);

  return g_strv_length (cells);
}

/* Joins up to @n paragraphs behind that at @at, each a cell, to it. */
static void
take_cells (GPtrArray *paragraphs, guint at, guint n, gboolean delegates)
{
  WordParagraph *row = g_ptr_array_index (paragraphs, at);
  g_autoptr(GString) text = g_string_new (row->text);

  for (guint i = 0; i < n && at + 1 < paragraphs->len; i++)
    {
      const WordParagraph *next = g_ptr_array_index (paragraphs, at + 1);
      const char *const cell[] = { next->text, NULL };
      g_autofree char *literal = delegates ? g_strdup (next->text) : cells_join (cell);

      if (next->cells != NULL || g_str_has_prefix (next->text, "§"))
        break;
      g_string_append_printf (text, "%s%s", i == 0 ? " " : delegates ? " — " : " | ", literal);
      g_ptr_array_remove_index (paragraphs, at + 1);
    }
  g_free (row->text);
  row->text = g_string_free (g_steal_pointer (&text), FALSE);
}

/* A row that came apart: «§31», and each of its cells as a paragraph behind it. */
gboolean
import_join_loose_cells (Import *import, GPtrArray *paragraphs, GError **error)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      const char *rest = paragraph->text;
      guint clause;

      if (!import_read_number (import, &rest, &clause, error))
        return FALSE;
      if (paragraph->cells == NULL && *rest == '\0' && import_is_row (import, clause))
        take_cells (paragraphs, i, cells_of (import, clause),
                    import_is_delegate (import, clause));
    }
  return TRUE;
}
