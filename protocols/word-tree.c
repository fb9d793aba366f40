/* The paragraphs of a word processor's file in the tree that pandoc makes of it. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/message.h"

#include <jansson.h>
#include <string.h>

typedef struct
{
  GPtrArray *paragraphs; /* (element-type WordParagraph): those that ended */
  WordParagraph *now;    /* the one that is read */
  GString *text, *gone;  /* its words */
  GString *into;         /* where words go: one of these, or a comment's own */
  GHashTable *open;      /* id of a comment to its WordComment, while its range is open */
  GHashTable *starts;    /* id of a comment to where in @text its range begins */
  gboolean goes_on;      /* its end was struck: the next paragraph belongs to it */
  GPtrArray *cells;      /* (nullable): of the row that is read */
  guint tables;          /* how many there were so far */
  const char *strange;   /* (nullable): what no clause can hold, a msgid */
} Reader;

static void read_inlines (Reader *reader, json_t *node);

/* Of an inline such as {"t":"Strong","c":[…]}: the last list in it holds its inlines. */
static void
read_inner (Reader *reader, json_t *content)
{
  for (gsize i = json_array_size (content); i-- > 0;)
    {
      json_t *last = json_array_get (content, i);

      if (json_is_object (last))
        {
          read_inlines (reader, content);
          return;
        }
      if (json_is_array (last))
        {
          read_inlines (reader, last);
          return;
        }
    }
}

/* --- spans: what word processors note beside the words ---------------------------------------- */

/* (nullable): a span's attribute; @span is [[id, [classes], [[key, value]…]], inlines]. */
static const char *
attribute (json_t *span, const char *key)
{
  json_t *pairs = json_array_get (json_array_get (span, 0), 2), *pair;

  for (guint i = 0; (pair = json_array_get (pairs, i)) != NULL; i++)
    if (g_strcmp0 (json_string_value (json_array_get (pair, 0)), key) == 0)
      return json_string_value (json_array_get (pair, 1));
  return NULL;
}

/* pandoc puts a sign between the paragraphs of a comment. */
static char *
comment_text (GString *words)
{
  g_string_replace (words, " ¶ ", " ", 0);
  return g_strstrip (g_strdup (words->str));
}

static void
begin_comment (Reader *reader, json_t *span)
{
  const char *id = attribute (span, "id");
  g_autoptr(GString) words = g_string_new (NULL);
  GString *before = reader->into;
  g_autofree char *text = NULL;
  WordComment *comment;

  reader->into = words;
  read_inlines (reader, json_array_get (span, 1));
  reader->into = before;
  text = comment_text (words);
  if (*text == '\0')
    return;
  comment = word_comment_new (attribute (span, "author"), text);
  comment->number = g_strdup (id);
  g_ptr_array_add (reader->now->comments, comment);
  if (id == NULL)
    return;
  g_hash_table_insert (reader->open, g_strdup (id), comment);
  g_hash_table_insert (reader->starts, g_strdup (id), GSIZE_TO_POINTER (reader->text->len));
}

static void
end_comment (Reader *reader, json_t *span)
{
  const char *id = attribute (span, "id");
  WordComment *comment = id ? g_hash_table_lookup (reader->open, id) : NULL;
  gsize from = comment ? GPOINTER_TO_SIZE (g_hash_table_lookup (reader->starts, id)) : 0;

  if (comment == NULL)
    return;
  g_free (comment->quote);
  comment->quote = g_strdup (reader->text->str + MIN (from, reader->text->len));
  g_hash_table_remove (reader->open, id);
}

static void
read_span (Reader *reader, json_t *span)
{
  json_t *inlines = json_array_get (span, 1);
  const char *class =
      json_string_value (json_array_get (json_array_get (json_array_get (span, 0), 1), 0));
  GString *before = reader->into;

  if (g_strcmp0 (class, "comment-start") == 0)
    begin_comment (reader, span);
  else if (g_strcmp0 (class, "comment-end") == 0)
    {
      end_comment (reader, span);
      read_inlines (reader, inlines); /* pandoc puts the ends of other ranges in there */
    }
  else if (g_strcmp0 (class, "deletion") == 0 || g_strcmp0 (class, "insertion") == 0)
    {
      word_paragraph_by (reader->now, attribute (span, "author"));
      if (*class == 'd' && before == reader->text)
        reader->into = reader->gone;
      read_inlines (reader, inlines);
      reader->into = before;
    }
  else if (g_strcmp0 (class, "paragraph-deletion") == 0 ||
           g_strcmp0 (class, "paragraph-insertion") == 0)
    {
      word_paragraph_by (reader->now, attribute (span, "author"));
      reader->goes_on = g_str_equal (class, "paragraph-deletion") && reader->text->len > 0;
    }
  else
    read_inlines (reader, inlines);
}

/* --- words ------------------------------------------------------------------------------------- */

static const char *
type_of (json_t *object)
{
  const char *type = json_string_value (json_object_get (object, "t"));

  return type != NULL ? type : "";
}

static void
read_inline (Reader *reader, json_t *object)
{
  const char *type = type_of (object);
  json_t *content = json_object_get (object, "c");

  if (g_str_equal (type, "Str") && json_is_string (content))
    g_string_append (reader->into, json_string_value (content));
  else if (g_str_equal (type, "Space") || g_str_equal (type, "SoftBreak") ||
           g_str_equal (type, "LineBreak"))
    g_string_append_c (reader->into, ' ');
  else if (g_str_equal (type, "Note"))
    reader->strange = N_ ("a footnote");
  else if (g_str_equal (type, "Image"))
    reader->strange = N_ ("a picture");
  else if (g_str_equal (type, "Math"))
    reader->strange = N_ ("a formula");
  else if (g_str_equal (type, "Span"))
    read_span (reader, content);
  else if (g_str_equal (type, "Quoted"))
    {
      g_string_append (reader->into, "«");
      read_inner (reader, content);
      g_string_append (reader->into, "»");
    }
  else if (!g_str_equal (type, "RawInline") && !g_str_equal (type, "Code"))
    read_inner (reader, content);
}

static void
read_inlines (Reader *reader, json_t *node)
{
  json_t *each;

  for (guint i = 0; (each = json_array_get (node, i)) != NULL; i++)
    if (json_is_object (each))
      read_inline (reader, each);
}

/* --- paragraphs and rows ----------------------------------------------------------------------- */

static void
begin_paragraph (Reader *reader)
{
  reader->now = word_paragraph_new (NULL);
  g_string_truncate (reader->text, 0);
  g_string_truncate (reader->gone, 0);
  g_hash_table_remove_all (reader->open);
}

static void
keep_words (char **into, GString *words)
{
  g_free (*into);
  *into = g_strstrip (g_strdup (words->str));
}

/* What was read is a paragraph of its own, unless it is empty. */
static void
keep_paragraph (Reader *reader)
{
  WordParagraph *now = reader->now;
  gboolean empty;

  keep_words (&now->text, reader->text);
  keep_words (&now->gone, reader->gone);
  empty = *now->text == '\0' && *now->gone == '\0' && now->comments->len == 0 &&
          now->cells == NULL;
  if (empty)
    word_paragraph_free (now);
  else
    g_ptr_array_add (reader->paragraphs, now);
  begin_paragraph (reader);
}

static void
end_paragraph (Reader *reader)
{
  if (reader->cells != NULL || reader->goes_on)
    g_string_append_c (reader->text, ' ');
  else
    keep_paragraph (reader);
  reader->goes_on = FALSE;
}

static void read_blocks (Reader *reader, json_t *node);

/* [attributes, alignment, rows, columns, blocks] */
static void
read_cell (Reader *reader, json_t *cell)
{
  char *words = NULL;

  g_string_truncate (reader->text, 0);
  read_blocks (reader, json_array_get (cell, 4));
  keep_words (&words, reader->text);
  g_ptr_array_add (reader->cells, words);
}

/* [[attributes, [cells]]…] */
static void
read_rows (Reader *reader, json_t *rows)
{
  json_t *row, *cell;

  for (guint i = 0; (row = json_array_get (rows, i)) != NULL; i++)
    {
      reader->cells = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; (cell = json_array_get (json_array_get (row, 1), j)) != NULL; j++)
        read_cell (reader, cell);
      if (reader->cells->len == 0) /* its cells were lost */
        reader->strange = N_ ("a table");
      reader->now->table = reader->tables;
      reader->now->cells = g_steal_pointer (&reader->cells);
      g_string_truncate (reader->text, 0);
      keep_paragraph (reader);
    }
}

/* [attributes, caption, columns, [attributes, rows], [bodies], [attributes, rows]] */
static void
read_table (Reader *reader, json_t *table)
{
  json_t *body;

  if (reader->cells != NULL) /* a table in a cell */
    {
      reader->strange = N_ ("a table");
      return;
    }
  reader->tables++;
  read_rows (reader, json_array_get (json_array_get (table, 3), 1));
  for (guint i = 0; (body = json_array_get (json_array_get (table, 4), i)) != NULL; i++)
    {
      read_rows (reader, json_array_get (body, 2));
      read_rows (reader, json_array_get (body, 3));
    }
  read_rows (reader, json_array_get (json_array_get (table, 5), 1));
}

static void
read_block (Reader *reader, json_t *object)
{
  const char *type = type_of (object);
  json_t *content = json_object_get (object, "c");

  if (g_str_equal (type, "Table"))
    read_table (reader, content);
  else if (g_str_equal (type, "Para") || g_str_equal (type, "Plain") ||
           g_str_equal (type, "Header"))
    {
      if (g_str_equal (type, "Header"))
        read_inner (reader, content);
      else if (content != NULL)
        read_inlines (reader, content);
      end_paragraph (reader);
    }
  else if (content != NULL && !g_str_equal (type, "RawBlock"))
    read_blocks (reader, content);
}

/* Blocks, or lists of lists of them. */
static void
read_blocks (Reader *reader, json_t *node)
{
  json_t *each;

  for (guint i = 0; (each = json_array_get (node, i)) != NULL; i++)
    if (json_is_object (each))
      read_block (reader, each);
    else
      read_blocks (reader, each);
}

/* --- the tree ---------------------------------------------------------------------------------- */

static gboolean
refuse_strange (const char *path, const Reader *reader, GError **error)
{
  const char *near = "";

  for (guint i = reader->paragraphs->len; i-- > 0 && *near == '\0';)
    near = ((WordParagraph *) g_ptr_array_index (reader->paragraphs, i))->text;
  return council_error (
      error, COUNCIL_ERROR_INPUT,
      N_ ("{path}: {what:tr} cannot be brought into the text (after the paragraph "
          "«{near}»; take it out and send it as an annex)"),
      "path", path, "what", reader->strange, "near", near, NULL);
}

GPtrArray *
word_tree_read (const char *path, GBytes *tree, GError **error)
{
  g_autoptr(GPtrArray) paragraphs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) word_paragraph_free);
  g_autoptr(GString) text = g_string_new (NULL), gone = g_string_new (NULL);
  g_autoptr(GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) starts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .paragraphs = paragraphs,
                    .text = text,
                    .gone = gone,
                    .into = text,
                    .open = open,
                    .starts = starts };
  gsize n;
  const char *bytes = g_bytes_get_data (tree, &n);
  json_auto_t *root = json_loadb (bytes, n, 0, NULL); /* refuses what is nested 2,000 deep */

  if (root == NULL)
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("{path}: {why:tr}"), "path", path, "why",
                     N_ ("its text is nested too deep"), NULL);
      return NULL;
    }
  begin_paragraph (&reader);
  read_blocks (&reader, json_object_get (root, "blocks"));
  keep_paragraph (&reader);
  word_paragraph_free (reader.now);
  if (reader.strange == NULL)
    return g_steal_pointer (&paragraphs);
  refuse_strange (path, &reader, error);
  return NULL;
}
