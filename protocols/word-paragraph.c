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
  g_free (comment->number);
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
  g_auto(GStrv) known = g_strsplit (paragraph->author ? paragraph->author : "", ", ", -1);
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

/* --- a comment --------------------------------------------------------------------------------- */

#define QUOTE_SHOWN 80 /* characters */

/* Words as they stand in a quotation: not too many, and with the inner quotation marks. */
static char *
quotation (const char *words)
{
  glong shown = MIN (g_utf8_strlen (words, -1), QUOTE_SHOWN);
  GString *inner = g_string_new_len (words, g_utf8_offset_to_pointer (words, shown) - words);

  if (inner->len < strlen (words))
    g_string_append (inner, "…");
  g_string_replace (inner, "«", "„", 0);
  g_string_replace (inner, "»", "“", 0);
  return g_string_free (inner, FALSE);
}

/* «в ответ на «Срок мал» (Иванов И. И.): Продлим» */
static char *
answer_said (const WordComment *comment)
{
  const WordComment *first = comment->answers;
  g_autofree char *clean = NULL, *quote = NULL;

  if (!word_clean (first->text, &clean, NULL) || clean == NULL)
    return g_strdup (comment->text);
  quote = quotation (clean);
  return first->author ? g_strdup_printf ("в ответ на «%s» (%s): %s", quote, first->author,
                                          comment->text)
                       : g_strdup_printf ("в ответ на «%s»: %s", quote, comment->text);
}

char *
word_comment_said (const WordComment *comment, const char *whole)
{
  g_autofree char *quote = NULL, *all = NULL, *inner = NULL;

  if (comment->answers != NULL)
    return answer_said (comment);
  if (comment->quote == NULL || !word_clean (comment->quote, &quote, NULL) || quote == NULL ||
      !word_clean (whole, &all, NULL) || g_strcmp0 (quote, all) == 0)
    return g_strdup (comment->text);
  inner = quotation (quote);
  return g_strdup_printf ("к словам «%s»: %s", inner, comment->text);
}
