/* A paragraph of a word processor's file, and what it says. */
#include "protocols/word.h"

#include "core/message.h"
#include "core/text.h"

#include <string.h>

WordComment *
word_comment_new (const char *author, const char *text)
{
  WordComment *comment = g_new0 (WordComment, 1);

  comment->author = author && *author ? g_strdup (author) : NULL;
  comment->text = g_strdup (text);
  return comment;
}

void
word_comment_free (WordComment *comment)
{
  if (comment == NULL)
    return;
  g_free (comment->author);
  g_free (comment->quote);
  g_free (comment->text);
  g_free (comment);
}

WordParagraph *
word_paragraph_new (const char *text)
{
  WordParagraph *paragraph = g_new0 (WordParagraph, 1);

  paragraph->text = g_strdup (text ? text : "");
  paragraph->gone = g_strdup ("");
  paragraph->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) word_comment_free);
  return paragraph;
}

void
word_paragraph_free (WordParagraph *paragraph)
{
  if (paragraph == NULL)
    return;
  g_free (paragraph->text);
  g_free (paragraph->gone);
  g_free (paragraph->author);
  g_ptr_array_unref (paragraph->comments);
  g_clear_pointer (&paragraph->cells, g_ptr_array_unref);
  g_free (paragraph);
}

void
word_paragraph_by (WordParagraph *paragraph, const char *author)
{
  g_auto (GStrv) known = g_strsplit (paragraph->author ? paragraph->author : "", ", ", -1);
  char *both;

  if (author == NULL || *author == '\0' ||
      g_strv_contains ((const char *const *) known, author))
    return;
  both = paragraph->author ? g_strconcat (paragraph->author, ", ", author, NULL)
                           : g_strdup (author);
  g_free (paragraph->author);
  paragraph->author = both;
}

/* --- what it says ------------------------------------------------------------------------------ */

/* What word processors put for a hyphen, and signs of their own, which no text keeps. */
static char *
without_signs (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      if (c == 0x2010 || c == 0x2011)
        g_string_append_c (plain, '-');
      else if (g_unichar_isspace (c))
        g_string_append_c (plain, ' ');
      else if (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
               type != G_UNICODE_PRIVATE_USE)
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

gboolean
word_clean (const char *text, char **clean, GError **error)
{
  g_autofree char *plain = without_signs (text);

  return text_clean_optional (plain, N_ ("text"), clean, error);
}

static gboolean
is_ordinal (const char *cell)
{
  gsize digits = strspn (cell, "0123456789");

  return digits > 0 && (cell[digits] == '\0' || g_str_equal (cell + digits, "."));
}

char *
word_paragraph_words (const WordParagraph *paragraph, const char *rest, gboolean delegates)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean any = FALSE;

  if (paragraph->cells == NULL)
    return g_strdup (rest);
  for (guint i = 0; i < paragraph->cells->len; i++)
    {
      const char *cell = i > 0 ? g_ptr_array_index (paragraph->cells, i) : rest;
      gboolean skipped =
          (*cell == '\0' && (i == 0 || delegates)) || (delegates && !any && is_ordinal (cell));

      if (skipped)
        continue;
      if (any)
        g_string_append (words, delegates ? " — " : " | ");
      g_string_append (words, cell);
      any = TRUE;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

gboolean
word_paragraph_is_head (const WordParagraph *paragraph)
{
  static const char *const heads[] = { "№",         "№ п/п",   "№ п.п.",
                                       "фио",       "ф.и.о.",  "ф. и. о.",
                                       "имя",       "фамилия", "фамилия, имя",
                                       "должность", NULL };

  for (guint i = 0; paragraph->cells != NULL && i < paragraph->cells->len; i++)
    {
      g_autofree char *cell = text_fold (g_ptr_array_index (paragraph->cells, i));

      if (g_strv_contains (heads, g_strstrip (cell)))
        return TRUE;
    }
  return FALSE;
}

gboolean
word_paragraph_is_empty (const WordParagraph *paragraph)
{
  for (guint i = 0; paragraph->cells != NULL && i < paragraph->cells->len; i++)
    if (*(const char *) g_ptr_array_index (paragraph->cells, i) != '\0')
      return FALSE;
  return *paragraph->text == '\0';
}

/* --- a comment --------------------------------------------------------------------------------- */

#define QUOTE_SHOWN 80 /* characters */

char *
word_comment_said (const WordComment *comment, const char *whole)
{
  g_autofree char *quote = NULL, *all = NULL;
  g_autoptr (GString) inner = NULL;

  if (comment->quote == NULL || !word_clean (comment->quote, &quote, NULL) || quote == NULL ||
      !word_clean (whole, &all, NULL) || g_strcmp0 (quote, all) == 0)
    return g_strdup (comment->text);
  inner = g_string_new (NULL);
  g_string_append_len (
      inner, quote,
      g_utf8_offset_to_pointer (quote, MIN (g_utf8_strlen (quote, -1), QUOTE_SHOWN)) - quote);
  if (inner->len < strlen (quote))
    g_string_append (inner, "…");
  g_string_replace (inner, "«", "„", 0);
  g_string_replace (inner, "»", "“", 0);
  return g_strdup_printf ("к словам «%s»: %s", inner->str, comment->text);
}
