/* The sheet is drawn in tenths of a millimetre, and in whole numbers, which read the same in
 * every locale. */
#include "meetings/grid-svg.h"

#include "core/date.h"
#include "core/text.h"

#define SHEET_WIDTH 2970
#define SHEET_HEIGHT 2100
#define MARGIN 110
#define TOP 270 /* where the months begin */
#define MONTH_GAP 60
#define MONTH_HEAD 104 /* title and weekdays */
#define ROW_GAP 32
#define CELL_MOST 200
#define PANEL 730 /* the names, with the gap before them */
#define TITLE_SIZE 84
#define BOLD_WIDTH 72 /* of a bold letter, in hundredths of its size */
#define KEY_SIZE 30
#define KEY_LINE 62
#define NOTE_LINE 38
#define NOTE_TEXT 172 /* where a note's text begins in the panel */

typedef struct
{
  const Grid *grid;
  GString *out;
  int height;                  /* of the sheet */
  int columns, rows;           /* of months */
  int month_width, row_height; /* with the gap below */
  int cell_width, cell_height;
  int keys_top, months_right;
} Sheet;

static const char style[] =
    "text{font-family:sans-serif;fill:#1b1b1b}\n"
    ".title{font-weight:bold}\n"
    ".subtitle{font-size:42px;fill:#444}\n"
    ".month{font-size:46px;font-weight:bold}\n"
    ".weekday{font-size:26px;fill:#555;text-anchor:middle}\n"
    ".rule{stroke:#1b1b1b;stroke-width:3}\n"
    ".key{font-size:30px}\n"
    ".day rect{fill:#fff;stroke:#cfcfcf;stroke-width:2}\n"
    ".day .n{text-anchor:start}\n"
    ".day .m{text-anchor:end;font-weight:bold}\n"
    ".day .k{text-anchor:middle;font-weight:bold;font-size:26px}\n"
    ".weekend rect{fill:#ececec}\n"
    ".weekend .n{fill:#5c5c5c}\n"
    ".off rect,.off-some rect{stroke:#333}\n"
    ".off .n,.off-some .n,.off .m,.off-some .m,.off .k,.off-some .k{font-weight:bold;"
    "stroke:#fff;stroke-width:7px;stroke-linejoin:round;paint-order:stroke}\n"
    ".s0 rect{fill:url(#p0)}\n"
    ".s1 rect{fill:url(#p1)}\n"
    ".s2 rect{fill:url(#p2)}\n"
    ".s3 rect{fill:url(#p3)}\n"
    ".off-some rect{fill:url(#p4)}\n"
    ".off-all rect{fill:#8f1d2c;stroke:#1b1b1b}\n"
    ".off-all text{fill:#fff;font-weight:bold}\n"
    ".worked rect{stroke:#1b1b1b;stroke-width:7}\n"
    ".worked .n{font-weight:bold}\n"
    ".noted .n{text-decoration:underline}\n"
    ".closed rect{fill:#f4f4f4}\n"
    ".closed .n{fill:#767676;text-decoration:line-through}\n"
    ".v0 rect{fill:#f1f7f6}\n"
    ".v1 rect{fill:#d3e9e4}\n"
    ".v2 rect{fill:#a5d2c8}\n"
    ".v3 rect{fill:#6fb5a6}\n"
    ".v4 rect{fill:#3f9788}\n"
    ".score .m{font-weight:normal}\n"
    ".best rect{fill:#ffd94f;stroke:#1b1b1b;stroke-width:8}\n"
    ".best .n{font-weight:bold}\n"
    ".unsure rect{stroke:#333;stroke-width:4;stroke-dasharray:11 8}\n"
    ".beyond{fill:#c4c4c4}\n"
    ".note-month{font-weight:bold}\n"
    ".note-days{text-anchor:end}\n"
    ".note-mark{font-weight:bold}\n";

/* One way of hatching a party, the last one for several. */
static const char patterns[] =
    "<pattern id=\"p0\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\""
    " patternTransform=\"rotate(45)\"><rect width=\"10\" height=\"10\" fill=\"#d6e8f7\"/>"
    "<rect width=\"3\" height=\"10\" fill=\"#6aa9d6\"/></pattern>\n"
    "<pattern id=\"p1\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"12\" height=\"12\" fill=\"#fdeac4\"/>"
    "<circle cx=\"3\" cy=\"3\" r=\"2\" fill=\"#c4841a\"/>"
    "<circle cx=\"9\" cy=\"9\" r=\"2\" fill=\"#c4841a\"/></pattern>\n"
    "<pattern id=\"p2\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"10\" height=\"10\" fill=\"#dcf0df\"/>"
    "<rect width=\"10\" height=\"3\" fill=\"#64b076\"/></pattern>\n"
    "<pattern id=\"p3\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"10\" height=\"10\" fill=\"#f1dff1\"/>"
    "<rect width=\"3\" height=\"10\" fill=\"#b07ab1\"/></pattern>\n"
    "<pattern id=\"p4\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\""
    " patternTransform=\"rotate(45)\"><rect width=\"12\" height=\"12\" fill=\"#ebebeb\"/>"
    "<rect width=\"3\" height=\"12\" fill=\"#9a9a9a\"/>"
    "<rect width=\"12\" height=\"3\" fill=\"#9a9a9a\"/></pattern>\n";

/* --- writing ------------------------------------------------------------------------------- */

static void put (Sheet *sheet, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
put (Sheet *sheet, const char *format, ...)
{
  va_list values;

  va_start (values, format);
  g_string_append_vprintf (sheet->out, format, values);
  va_end (values);
}

/* Names come from people: whatever XML cannot hold or would take for markup is made harmless. */
static void
put_text (Sheet *sheet, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (sheet->out, "&amp;");
      else if (c == '<')
        g_string_append (sheet->out, "&lt;");
      else if (c == '>')
        g_string_append (sheet->out, "&gt;");
      else if (c == '"')
        g_string_append (sheet->out, "&quot;");
      else if (c != '\n' && (g_unichar_iscntrl (c) || c == 0xFFFE || c == 0xFFFF))
        g_string_append_c (sheet->out, ' ');
      else
        g_string_append_unichar (sheet->out, c);
    }
}

/* A text at a place; @size is 0 for that of its class. */
static void
put_label (Sheet *sheet, const char *class, int x, int y, int size, const char *text)
{
  put (sheet, "<text class=\"%s\" x=\"%d\" y=\"%d\"", class, x, y);
  if (size > 0)
    put (sheet, " font-size=\"%d\"", size);
  put (sheet, ">");
  put_text (sheet, text);
  put (sheet, "</text>\n");
}

/* --- measuring ----------------------------------------------------------------------------- */

/* What @text takes in a sans serif of @size, a little more rather than less: the reader's font is
 * not known. */
static int
measure (const char *text, int size)
{
  return (int) text_width (text) * size * 58 / 100;
}

static int
key_width (const GridKey *key)
{
  return 70 + measure (key->text, KEY_SIZE) + 56;
}

static int
key_lines (const Grid *grid)
{
  int x = 0, lines = 1;

  for (guint i = 0; i < grid->keys->len; i++)
    {
      int width = key_width (g_ptr_array_index (grid->keys, i));

      if (x > 0 && x + width > SHEET_WIDTH - 2 * MARGIN)
        {
          x = 0;
          lines++;
        }
      x += width;
    }
  return grid->keys->len > 0 ? lines : 0;
}

static int
month_columns (int months)
{
  return months <= 3 ? months : months == 4 ? 2 : months <= 6 ? 3 : 4;
}

static void
sheet_measure (Sheet *sheet)
{
  const Grid *grid = sheet->grid;
  int months = (int) grid_months (grid), keys = key_lines (grid) * KEY_LINE, width, grown;

  sheet->months_right = SHEET_WIDTH - MARGIN - (grid->notes->len > 0 ? PANEL : 0);
  sheet->columns = month_columns (months);
  sheet->rows = (months + sheet->columns - 1) / sheet->columns;
  sheet->keys_top = SHEET_HEIGHT - MARGIN - keys;
  sheet->row_height = (sheet->keys_top - TOP) / MIN (sheet->rows, 3);
  width = (sheet->months_right - MARGIN - (sheet->columns - 1) * MONTH_GAP) / sheet->columns;
  sheet->cell_width = MIN (width / 7, CELL_MOST);
  sheet->month_width = sheet->cell_width * 7;
  sheet->cell_height = MIN ((sheet->row_height - MONTH_HEAD - ROW_GAP) / 6, sheet->cell_width);
  grown = MAX (sheet->rows - 3, 0) * sheet->row_height;
  sheet->height = SHEET_HEIGHT + grown;
  sheet->keys_top += grown;
}

/* --- months -------------------------------------------------------------------------------- */

static void
put_class (Sheet *sheet, GridLook look)
{
  put (sheet, "<g class=\"day %s", grid_tone_name (look.tone));
  if (look.tone == GRID_OFF)
    put (sheet, " s%u", look.shade % GRID_PARTY_SHADES);
  if (look.tone == GRID_SCORE || look.tone == GRID_BEST)
    put (sheet, " v%u", MIN (look.shade, 4));
  put (sheet, "%s\"", look.unsure ? " unsure" : "");
}

static void
put_day (Sheet *sheet, const GDate *date, int x, int y)
{
  const GridDay *day = grid_day (sheet->grid, date);
  int number = MIN (sheet->cell_height * 45 / 100, sheet->cell_width * 46 / 100);
  int mark = MIN (sheet->cell_height * 37 / 100, sheet->cell_width * 34 / 100);
  int base = number * 92 / 100; /* figures are lower than the line: the mark has room below */
  int inset = 0; /* a frame of its own is not to be covered by the days beside it */
  g_autofree char *text = g_strdup_printf ("%d", g_date_get_day (date));
  g_autofree char *id = date_text (date);

  if (day == NULL)
    {
      put_label (sheet, "beyond", x + 8, y + base, number, text);
      return;
    }
  if (day->look.unsure || day->look.tone == GRID_WORKED || day->look.tone == GRID_BEST)
    inset = 4;
  put_class (sheet, day->look);
  put (sheet, " id=\"d%s\">", id);
  if (day->words != NULL)
    {
      put (sheet, "<title>");
      put_text (sheet, day->words);
      put (sheet, "</title>");
    }
  put (sheet, "\n<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x + inset, y + inset,
       sheet->cell_width - 2 * inset, sheet->cell_height - 2 * inset);
  put_label (sheet, "n", x + 8 + inset, y + base + inset, number, text);
  if (day->mark != NULL)
    mark = MIN (mark, (sheet->cell_width - 12 - 2 * inset) * 100 /
                          ((int) text_width (day->mark) * BOLD_WIDTH));
  if (day->mark != NULL)
    put_label (sheet, "m", x + sheet->cell_width - 7 - inset,
               y + sheet->cell_height - 7 - inset, mark, day->mark);
  put (sheet, "</g>\n");
}

static void
put_month (Sheet *sheet, guint i, int x, int y)
{
  GDate month = grid_month (sheet->grid, i);
  g_autofree char *title = grid_month_title (sheet->grid, &month);
  int days = g_date_get_days_in_month (g_date_get_month (&month), g_date_get_year (&month));
  int before = (int) g_date_get_weekday (&month) - 1;

  put_label (sheet, "month", x, y + 42, 0, title);
  for (int weekday = 1; weekday <= 7; weekday++)
    {
      g_autofree char *name = grid_weekday (sheet->grid, (guint) weekday);

      put_label (sheet, "weekday", x + weekday * sheet->cell_width - sheet->cell_width / 2,
                 y + 86, 0, name);
    }
  put (sheet, "<path class=\"rule\" d=\"M%d %dh%d\"/>\n", x, y + MONTH_HEAD - 7,
       sheet->month_width);
  for (int day = 1; day <= days; day++)
    {
      GDate date = date_add (&month, day - 1);
      int place = before + day - 1;

      put_day (sheet, &date, x + place % 7 * sheet->cell_width,
               y + MONTH_HEAD + place / 7 * sheet->cell_height);
    }
}

static void
put_months (Sheet *sheet)
{
  int width = sheet->months_right - MARGIN;
  int gap = sheet->columns > 1
                ? (width - sheet->columns * sheet->month_width) / (sheet->columns - 1)
                : 0;

  for (guint i = 0; i < grid_months (sheet->grid); i++)
    put_month (sheet, i,
               MARGIN + (int) i % sheet->columns * (sheet->month_width + MIN (gap, 240)),
               TOP + (int) i / sheet->columns * sheet->row_height);
}

/* --- legend and names ---------------------------------------------------------------------- */

static void
put_keys (Sheet *sheet)
{
  int x = MARGIN, y = sheet->keys_top;

  for (guint i = 0; i < sheet->grid->keys->len; i++)
    {
      const GridKey *key = g_ptr_array_index (sheet->grid->keys, i);
      int width = key_width (key);

      if (x > MARGIN && x + width > SHEET_WIDTH - MARGIN)
        {
          x = MARGIN;
          y += KEY_LINE;
        }
      put_class (sheet, key->look);
      put (sheet, ">\n<rect x=\"%d\" y=\"%d\" width=\"56\" height=\"42\"/>\n", x, y);
      if (key->mark != NULL)
        put_label (sheet, "k", x + 28, y + 31, 0, key->mark);
      put (sheet, "</g>\n");
      put_label (sheet, "key", x + 70, y + 31, 0, key->text);
      x += width;
    }
}

/* Breaks @text at spaces into lines of at most @columns characters. */
static GPtrArray *
break_text (const char *text, guint columns)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (line->len > 0 && text_width (line->str) + 1 + text_width (words[i]) > columns)
        {
          g_ptr_array_add (lines, g_strdup (line->str));
          g_string_truncate (line, 0);
        }
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
    }
  g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

static guint
note_columns (int size)
{
  return (guint) MAX ((PANEL - MONTH_GAP - NOTE_TEXT) * 100 / (size * 56), 12);
}

static gboolean
begins_month (const Grid *grid, guint i)
{
  const GridNote *note = g_ptr_array_index (grid->notes, i), *before;

  if (i == 0)
    return TRUE;
  before = g_ptr_array_index (grid->notes, i - 1);
  return g_date_get_month (&before->first) != g_date_get_month (&note->first) ||
         g_date_get_year (&before->first) != g_date_get_year (&note->first);
}

/* The largest line height at which all names fit beside the months. */
static int
note_line (const Sheet *sheet)
{
  int room = sheet->keys_top - TOP - ROW_GAP, height;

  for (height = NOTE_LINE; height > 12; height--)
    {
      int lines = 0;

      for (guint i = 0; i < sheet->grid->notes->len; i++)
        {
          const GridNote *note = g_ptr_array_index (sheet->grid->notes, i);
          g_autoptr(GPtrArray) broken =
              break_text (note->text, note_columns (height * 72 / 100));

          lines += (int) broken->len * 2 + (begins_month (sheet->grid, i) ? 3 : 0);
        }
      if (lines * height / 2 <= room)
        break;
    }
  return height;
}

static int
put_note (Sheet *sheet, const GridNote *note, int x, int y, int line)
{
  int size = line * 72 / 100;
  g_autoptr(GPtrArray) broken = break_text (note->text, note_columns (size));
  g_autofree char *days = g_date_compare (&note->first, &note->last) == 0
                              ? g_strdup_printf ("%d", g_date_get_day (&note->first))
                              : g_strdup_printf ("%d–%d", g_date_get_day (&note->first),
                                                 g_date_get_day (&note->last));

  put_label (sheet, "note-days", x + 78, y, size, days);
  put_label (sheet, "note-mark", x + 96, y, size, note->mark);
  for (guint i = 0; i < broken->len; i++)
    put_label (sheet, "note", x + NOTE_TEXT, y + (int) i * line, size,
               g_ptr_array_index (broken, i));
  return y + (int) broken->len * line;
}

static void
put_notes (Sheet *sheet)
{
  int x = SHEET_WIDTH - MARGIN - PANEL + MONTH_GAP, y = TOP + 42, line = note_line (sheet);

  for (guint i = 0; i < sheet->grid->notes->len; i++)
    {
      const GridNote *note = g_ptr_array_index (sheet->grid->notes, i);

      if (begins_month (sheet->grid, i))
        {
          g_autofree char *title = grid_month_title (sheet->grid, &note->first);

          y += i > 0 ? line / 2 : 0;
          put_label (sheet, "note-month", x, y, line * 78 / 100, title);
          y += line;
        }
      y = put_note (sheet, note, x, y, line);
    }
}

/* --- the sheet ----------------------------------------------------------------------------- */

/* A long title is set smaller rather than cut off at the sheet's edge. */
static int
title_size (const char *title)
{
  int fits =
      (SHEET_WIDTH - 2 * MARGIN) * 100 / (MAX ((int) text_width (title), 1) * BOLD_WIDTH);

  return MIN (TITLE_SIZE, fits);
}

static void
put_head (Sheet *sheet)
{
  const Grid *grid = sheet->grid;

  put (sheet,
       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
       "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"297mm\" height=\"%d.%dmm\""
       " viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\" lang=\"",
       sheet->height / 10, sheet->height % 10, SHEET_WIDTH, sheet->height);
  put_text (sheet, grid->lang);
  put (sheet, "\">\n<title id=\"title\">");
  put_text (sheet, grid->title);
  put (sheet, "</title>\n<desc id=\"desc\">");
  put_text (sheet, grid->subtitle ? grid->subtitle : grid->title);
  for (guint i = 0; i < grid->keys->len; i++)
    {
      const GridKey *key = g_ptr_array_index (grid->keys, i);

      put (sheet, "%s", i > 0 ? "; " : ". ");
      put_text (sheet, key->mark ? key->mark : "");
      put (sheet, "%s", key->mark ? " " : "");
      put_text (sheet, key->text);
    }
  put (sheet, "</desc>\n<style>\n%s</style>\n<defs>\n%s</defs>\n", style, patterns);
  put (sheet, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", SHEET_WIDTH,
       sheet->height);
  put_label (sheet, "title", MARGIN, MARGIN + 62, title_size (grid->title), grid->title);
  if (grid->subtitle != NULL)
    put_label (sheet, "subtitle", MARGIN, MARGIN + 122, 0, grid->subtitle);
}

GBytes *
grid_svg (const Grid *grid)
{
  Sheet sheet = { .grid = grid, .out = g_string_new (NULL) };

  sheet_measure (&sheet);
  put_head (&sheet);
  put_months (&sheet);
  put_keys (&sheet);
  if (grid->notes->len > 0)
    put_notes (&sheet);
  put (&sheet, "</svg>\n");
  return g_string_free_to_bytes (sheet.out);
}
