/* What an odt tells beside its words: comments in the margin, who changed what, and the heads of
 * tables that are repeated on every sheet.
 *
 * pandoc, which reads the words, leaves these out; the paragraphs are found again by what they
 * say, the tables by their order. */
#include "protocols/word.h"

#include <string.h>

typedef struct
{
  GPtrArray *paragraphs; /* (element-type WordParagraph): of the file, with comments */
  WordParagraph *now;    /* (nullable): the paragraph that is read */
  GString *text, *gone;
  GHashTable *authors; /* id of a tracked change to its author */
  GHashTable *struck;  /* id of a tracked change to the words that it took out */
  char *change;        /* (nullable): id of the tracked change that is read */
  GString *words;      /* of the comment or the struck passage that is read */
  GString *author;
  char *name;        /* (nullable): of the comment that is read */
  gboolean resolved; /* whether that was settled */
  gboolean in_comment, in_changes, in_author, in_struck;
  guint ignored;      /* elements that no text of the paragraph stands in */
  GHashTable *open;   /* name of a comment to its WordComment */
  GHashTable *starts; /* name of a comment to where its words begin */
  guint tables;       /* how many there were so far */
  gboolean in_head;   /* in rows that are repeated */
  GPtrArray *heads;   /* (element-type WordParagraph): those rows */
} Margin;

static const char *
value_of (const char **names, const char **values, const char *wanted)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], wanted))
      return values[i];
  return NULL;
}

static gboolean
is_paragraph (const char *element)
{
  return g_str_equal (element, "text:p") || g_str_equal (element, "text:h");
}

/* --- elements that begin ----------------------------------------------------------------------- */

static void
begin_comment (Margin *margin, const char *name, gboolean resolved)
{
  margin->in_comment = TRUE;
  margin->resolved = resolved;
  g_string_truncate (margin->words, 0);
  g_string_truncate (margin->author, 0);
  g_free (margin->name);
  margin->name = g_strdup (name);
}

static void
end_range (Margin *margin, const char *name)
{
  WordComment *comment = name ? g_hash_table_lookup (margin->open, name) : NULL;
  gsize from = comment ? GPOINTER_TO_SIZE (g_hash_table_lookup (margin->starts, name)) : 0;

  if (comment == NULL)
    return;
  g_free (comment->quote);
  comment->quote = g_strdup (margin->text->str + MIN (from, margin->text->len));
}

/* A tracked change stands here. */
static void
pass_change (Margin *margin, const char *id)
{
  const char *struck = id ? g_hash_table_lookup (margin->struck, id) : NULL;

  if (id == NULL || margin->now == NULL)
    return;
  word_paragraph_by (margin->now, g_hash_table_lookup (margin->authors, id));
  if (struck != NULL)
    g_string_append_printf (margin->gone, "%s ", struck);
}

static void
begin_inside (Margin *margin, const char *element, const char **names, const char **values)
{
  if (g_str_equal (element, "office:annotation"))
    begin_comment (margin, value_of (names, values, "office:name"),
                   g_strcmp0 (value_of (names, values, "loext:resolved"), "true") == 0);
  else if (g_str_equal (element, "office:annotation-end"))
    end_range (margin, value_of (names, values, "office:name"));
  else if (g_str_equal (element, "text:change") || g_str_equal (element, "text:change-start"))
    pass_change (margin, value_of (names, values, "text:change-id"));
  else if (g_str_equal (element, "text:s") || g_str_equal (element, "text:tab") ||
           g_str_equal (element, "text:line-break"))
    g_string_append_c (margin->text, ' ');
  else if (g_str_equal (element, "text:note"))
    margin->ignored++;
}

static void
begin_change (Margin *margin, const char *element, const char **names, const char **values)
{
  if (g_str_equal (element, "text:changed-region"))
    {
      g_free (margin->change);
      margin->change = g_strdup (value_of (names, values, "text:id"));
      g_string_truncate (margin->author, 0);
      g_string_truncate (margin->words, 0);
    }
  else if (g_str_equal (element, "text:deletion"))
    margin->in_struck = TRUE;
}

static void
begin_table (Margin *margin, const char *element)
{
  GPtrArray *heads = margin->heads;

  if (g_str_equal (element, "table:table"))
    margin->tables++;
  else if (g_str_equal (element, "table:table-header-rows"))
    margin->in_head = TRUE;
  else if (margin->in_head && g_str_equal (element, "table:table-row"))
    {
      WordParagraph *row = word_paragraph_new (NULL);

      row->table = margin->tables;
      row->cells = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (heads, row);
    }
  else if (margin->in_head && heads->len > 0 && g_str_has_suffix (element, "table-cell"))
    g_ptr_array_add (((WordParagraph *) heads->pdata[heads->len - 1])->cells, g_strdup (""));
}

static void
begin_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Margin *margin = data;

  (void) context;
  (void) error;
  if (g_str_equal (element, "dc:creator"))
    margin->in_author = margin->in_comment || margin->in_changes;
  else if (g_str_equal (element, "text:tracked-changes"))
    margin->in_changes = TRUE;
  else if (margin->in_changes)
    begin_change (margin, element, names, values);
  else if (margin->in_comment)
    return;
  else if (g_str_has_prefix (element, "table:"))
    begin_table (margin, element);
  else if (is_paragraph (element) && margin->now == NULL)
    {
      margin->now = word_paragraph_new (NULL);
      g_string_truncate (margin->text, 0);
      g_string_truncate (margin->gone, 0);
    }
  else if (margin->now != NULL)
    begin_inside (margin, element, names, values);
}

/* --- elements that end ------------------------------------------------------------------------- */

static void
end_comment (Margin *margin)
{
  WordComment *comment =
      word_comment_new (margin->author->str, g_strstrip (margin->words->str));

  margin->in_comment = FALSE;
  comment->resolved = margin->resolved;
  if (*comment->text == '\0' || margin->now == NULL)
    {
      word_comment_free (comment);
      return;
    }
  g_ptr_array_add (margin->now->comments, comment);
  if (margin->name == NULL)
    return;
  g_hash_table_insert (margin->open, g_strdup (margin->name), comment);
  g_hash_table_insert (margin->starts, g_strdup (margin->name),
                       GSIZE_TO_POINTER (margin->text->len));
}

static void
end_change (Margin *margin, const char *element)
{
  if (g_str_equal (element, "text:tracked-changes"))
    margin->in_changes = FALSE;
  else if (g_str_equal (element, "text:deletion"))
    margin->in_struck = FALSE;
  else if (is_paragraph (element))
    g_string_append_c (margin->words, ' ');
  else if (g_str_equal (element, "text:changed-region") && margin->change != NULL)
    {
      g_hash_table_insert (margin->authors, g_strdup (margin->change),
                           g_strdup (margin->author->str));
      g_hash_table_insert (margin->struck, g_strdup (margin->change),
                           g_strdup (margin->words->str));
    }
}

/* A paragraph in a cell of a row that is repeated. */
static void
add_to_cell (GPtrArray *heads, const char *text)
{
  const WordParagraph *row = heads->len > 0 ? heads->pdata[heads->len - 1] : NULL;
  char **cell = row && row->cells->len > 0
                    ? (char **) &g_ptr_array_index (row->cells, row->cells->len - 1)
                    : NULL;
  g_autofree char *before = cell ? *cell : NULL;

  if (cell != NULL)
    *cell = g_strstrip (g_strdup_printf ("%s %s", before, text));
}

static void
end_paragraph (Margin *margin)
{
  WordParagraph *now = g_steal_pointer (&margin->now);

  if (margin->in_head)
    add_to_cell (margin->heads, margin->text->str);

  g_free (now->text);
  g_free (now->gone);
  now->text = g_strdup (margin->text->str);
  now->gone = g_strdup (margin->gone->str);
  g_hash_table_remove_all (margin->open);
  g_ptr_array_add (margin->paragraphs, now);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Margin *margin = data;

  (void) context;
  (void) error;
  if (g_str_equal (element, "dc:creator"))
    margin->in_author = FALSE;
  else if (margin->in_changes)
    end_change (margin, element);
  else if (g_str_equal (element, "table:table-header-rows"))
    margin->in_head = FALSE;
  else if (g_str_equal (element, "office:annotation"))
    end_comment (margin);
  else if (margin->in_comment && is_paragraph (element))
    g_string_append_c (margin->words, ' ');
  else if (g_str_equal (element, "text:note") && margin->ignored > 0)
    margin->ignored--;
  else if (is_paragraph (element) && margin->now != NULL && !margin->in_comment &&
           margin->ignored == 0)
    end_paragraph (margin);
}

static void
take_text (GMarkupParseContext *context, const char *text, gsize n, gpointer data,
           GError **error)
{
  Margin *margin = data;
  const char *parent = g_markup_parse_context_get_element (context);
  gboolean dated =
      g_str_equal (parent, "dc:date") || g_str_equal (parent, "meta:creator-initials");

  (void) error;
  if (dated)
    return;
  if (margin->in_author)
    g_string_append_len (margin->author, text, (gssize) n);
  else if (margin->in_comment || margin->in_struck)
    g_string_append_len (margin->words, text, (gssize) n);
  else if (margin->now != NULL && margin->ignored == 0 && !margin->in_changes)
    g_string_append_len (margin->text, text, (gssize) n);
}

/* --- back to the paragraphs -------------------------------------------------------------------- */

/* The letters and signs alone: readers differ in white space. */
static char *
letters_of (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_len (letters, at, g_utf8_next_char (at) - at);
  return g_string_free (letters, FALSE);
}

/* (transfer full): what a paragraph or a cell says to its number in @paragraphs. */
static GHashTable *
index_of (GPtrArray *paragraphs)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = paragraphs->len; i-- > 0;)
    {
      const WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);

      g_hash_table_insert (index, letters_of (paragraph->text), GUINT_TO_POINTER (i));
      for (guint j = 0; paragraph->cells != NULL && j < paragraph->cells->len; j++)
        g_hash_table_insert (index, letters_of (g_ptr_array_index (paragraph->cells, j)),
                             GUINT_TO_POINTER (i));
    }
  return index;
}

/* Moves what @from has beside its words to @to. */
static void
move_margin (WordParagraph *from, WordParagraph *to)
{
  g_autofree char *gone = g_steal_pointer (&to->gone);

  g_ptr_array_extend_and_steal (to->comments, g_steal_pointer (&from->comments));
  from->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) word_comment_free);
  word_paragraph_by (to, from->author);
  to->gone = g_strconcat (gone, from->gone, NULL);
}

/* What pandoc has no paragraph for goes to the one before. */
static void
match_paragraphs (GPtrArray *noted, GPtrArray *paragraphs)
{
  g_autoptr(GHashTable) index = index_of (paragraphs);
  gpointer at = NULL;

  for (guint i = 0; i < noted->len; i++)
    {
      WordParagraph *from = g_ptr_array_index (noted, i);
      g_autofree char *letters = letters_of (from->text);
      gpointer found;

      if (*letters != '\0' && g_hash_table_lookup_extended (index, letters, NULL, &found))
        at = found;
      if (from->comments->len > 0 || from->author != NULL)
        move_margin (from, g_ptr_array_index (paragraphs, GPOINTER_TO_UINT (at)));
    }
}

/* Puts the rows that are repeated before the others of their tables. */
static void
insert_heads (GPtrArray *heads, GPtrArray *paragraphs)
{
  while (heads->len > 0)
    {
      WordParagraph *row = g_ptr_array_steal_index (heads, heads->len - 1);
      guint at = 0;

      while (at < paragraphs->len &&
             ((WordParagraph *) g_ptr_array_index (paragraphs, at))->table < row->table)
        at++;
      g_ptr_array_insert (paragraphs, (int) at, row);
    }
}

void
word_margin_add (GBytes *content, GPtrArray *paragraphs)
{
  static const GMarkupParser parser = { begin_element, end_element, take_text, NULL, NULL };
  g_autoptr(GPtrArray) noted =
      g_ptr_array_new_with_free_func ((GDestroyNotify) word_paragraph_free);
  g_autoptr(GHashTable) authors =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) struck =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) starts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) text = g_string_new (NULL), gone = g_string_new (NULL);
  g_autoptr(GString) words = g_string_new (NULL), author = g_string_new (NULL);
  g_autoptr(GPtrArray) heads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) word_paragraph_free);
  Margin margin = { .paragraphs = noted,
                    .text = text,
                    .gone = gone,
                    .authors = authors,
                    .struck = struck,
                    .words = words,
                    .author = author,
                    .open = open,
                    .starts = starts,
                    .heads = heads };
  g_autoptr(GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, 0, &margin, NULL);
  gsize n;
  const char *bytes = g_bytes_get_data (content, &n);

  if (paragraphs->len > 0 && g_markup_parse_context_parse (context, bytes, (gssize) n, NULL))
    {
      insert_heads (heads, paragraphs);
      match_paragraphs (noted, paragraphs);
    }
  word_paragraph_free (margin.now);
  g_free (margin.change);
  g_free (margin.name);
}
