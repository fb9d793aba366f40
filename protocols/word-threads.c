/* What Word keeps beside the comments of a docx: which one answers which, and what was settled.
 *
 * A comment is known there by the last of its paragraphs, whose name the comments' own part tells
 * («paraId»); pandoc knows it by its number. */
#include "protocols/word.h"

#include <string.h>

#define LONGEST 100 /* answers to answers: a file that goes in circles has an end */

/** What is noted about one comment. */
typedef struct
{
  char *parent; /* (nullable): the last paragraph of the comment that it answers */
  gboolean done;
} Note;

typedef struct
{
  char *number;        /* (nullable): of the comment that is read */
  char *last;          /* (nullable): its last paragraph so far */
  GHashTable *numbers; /* last paragraph to the comment's number */
  GHashTable *lasts;   /* the comment's number to its last paragraph */
  GHashTable *notes;   /* last paragraph to its Note */
} Threads;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->parent);
  g_free (note);
}

/* The name without its prefix: «w15:commentEx» is a commentEx whatever stands for the space. */
static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon ? colon + 1 : name;
}

static const char *
value_of (const char **names, const char **values, const char *wanted)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (local_name (names[i]), wanted))
      return values[i];
  return NULL;
}

static void
note_thread (Threads *threads, const char **names, const char **values)
{
  const char *paragraph = value_of (names, values, "paraId");
  const char *done = value_of (names, values, "done");
  Note *note;

  if (paragraph == NULL)
    return;
  note = g_new0 (Note, 1);
  note->parent = g_strdup (value_of (names, values, "paraIdParent"));
  note->done = g_strcmp0 (done, "1") == 0 || g_strcmp0 (done, "true") == 0;
  g_hash_table_insert (threads->notes, g_strdup (paragraph), note);
}

static void
begin_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Threads *threads = data;
  const char *name = local_name (element);

  (void) context;
  (void) error;
  if (g_str_equal (name, "comment"))
    {
      g_free (threads->number);
      threads->number = g_strdup (value_of (names, values, "id"));
      g_clear_pointer (&threads->last, g_free);
    }
  else if (g_str_equal (name, "p") && value_of (names, values, "paraId") != NULL)
    {
      g_free (threads->last);
      threads->last = g_strdup (value_of (names, values, "paraId"));
    }
  else if (g_str_equal (name, "commentEx"))
    note_thread (threads, names, values);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Threads *threads = data;

  (void) context;
  (void) error;
  if (!g_str_equal (local_name (element), "comment") || threads->number == NULL ||
      threads->last == NULL)
    return;
  g_hash_table_insert (threads->numbers, g_strdup (threads->last), g_strdup (threads->number));
  g_hash_table_insert (threads->lasts, g_steal_pointer (&threads->number),
                       g_steal_pointer (&threads->last));
}

static gboolean
parse (Threads *threads, GBytes *part)
{
  static const GMarkupParser parser = { begin_element, end_element, NULL, NULL, NULL };
  g_autoptr(GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, 0, threads, NULL);
  gsize n;
  const char *bytes = g_bytes_get_data (part, &n);

  return g_markup_parse_context_parse (context, bytes, (gssize) n, NULL);
}

/* (transfer container): number of a comment to its WordComment. */
static GHashTable *
comments_by_number (GPtrArray *paragraphs)
{
  GHashTable *comments = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);

      for (guint k = 0; k < paragraph->comments->len; k++)
        {
          WordComment *comment = g_ptr_array_index (paragraph->comments, k);

          if (comment->number != NULL)
            g_hash_table_insert (comments, comment->number, comment);
        }
    }
  return comments;
}

/* What was said above a comment, and whether all of it is settled: Word notes that at the first. */
static void
link_comment (const Threads *threads, GHashTable *comments, WordComment *comment)
{
  const char *last = g_hash_table_lookup (threads->lasts, comment->number);

  for (guint i = 0; last != NULL && i < LONGEST; i++)
    {
      const Note *note = g_hash_table_lookup (threads->notes, last);
      const char *number;

      if (note == NULL)
        return;
      comment->resolved = comment->resolved || note->done;
      last = note->parent;
      number = last ? g_hash_table_lookup (threads->numbers, last) : NULL;
      if (i == 0 && number != NULL)
        comment->answers = g_hash_table_lookup (comments, number);
    }
}

void
word_threads_add (GBytes *comments, GBytes *extended, GPtrArray *paragraphs)
{
  g_autoptr(GHashTable) numbers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) lasts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) notes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
  g_autoptr(GHashTable) there = comments_by_number (paragraphs);
  Threads threads = { .numbers = numbers, .lasts = lasts, .notes = notes };
  GHashTableIter iter;
  gpointer comment;

  if (parse (&threads, comments) && parse (&threads, extended))
    {
      g_hash_table_iter_init (&iter, there);
      while (g_hash_table_iter_next (&iter, NULL, &comment))
        link_comment (&threads, there, comment);
    }
  g_free (threads.number);
  g_free (threads.last);
}
