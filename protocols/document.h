/* A document to be printed: blocks in reading order, and nothing about where they come from.
 *
 * Whoever composes a text (a protocol, an extract, a list) fills a Document; the layout breaks
 * it into lines and pages and pdf.c writes them.  Every text is UTF-8; it is normalised to NFC
 * and set by the rules of Russian typography (typography.h), so the composer types ordinary
 * spaces, "straight" or «real» quotes and hyphens, and never a soft hyphen. */
#pragma once

#include <glib.h>

typedef struct _Document Document;
typedef struct _DocumentTable DocumentTable;
typedef struct _DocumentSignatures DocumentSignatures;

/* A mark across every page, drawn as outlines beneath the text: it is no text of the page. */
typedef enum
{
  DOCUMENT_MARK_DRAFT = 1 << 0, /* «ПРОЕКТ» */
  DOCUMENT_MARK_SAMPLE = 1 << 1 /* «ОБРАЗЕЦ» */
} DocumentMarks;

typedef enum
{
  DOCUMENT_ALIGN_LEFT,
  DOCUMENT_ALIGN_CENTRE,
  DOCUMENT_ALIGN_RIGHT
} DocumentAlign;

/* How a document looks.  Lengths are millimetres unless said otherwise. */
typedef struct
{
  double margin_left;
  double margin_right;
  double margin_top;
  double margin_bottom;
  double indent;           /* of a paragraph's first line */
  double font_size;        /* points: 12, 13 or 14 (8 to 24 is possible) */
  double line_spacing;     /* 1 is 1.2 times the font size; usual are 1 to 1.5 */
  gboolean mirrored;       /* on the back of a leaf the side margins change places */
  gboolean close_initials; /* «И.О. Фамилия», not «И. О. Фамилия» */
} DocumentStyle;

/* GOST R 7.0.97 as most ministries use it: 30, 15, 20, 20 mm, 12.5 mm, 14 pt, 1.15. */
extern const DocumentStyle document_style_default;

/**
 * document_new:
 * @title: the document's title for readers and archives, such as
 *   "Протокол второго заседания …"; it is not printed, document_add_title() prints
 * @lang: its language as RFC 3066 has it: "ru"
 *
 * Returns: (transfer full): a document without blocks
 */
Document *document_new (const char *title, const char *lang);

/** document_free: frees @document with its tables and signature blocks; %NULL is allowed. */
void document_free (Document *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, document_free)

/** document_set_subject: one line that says what the document is about (metadata). */
void document_set_subject (Document *document, const char *subject);

/** document_set_keywords: words for searching, separated by "; " (metadata). */
void document_set_keywords (Document *document, const char *keywords);

/** document_set_author: the body that issues the document (metadata). */
void document_set_author (Document *document, const char *author);

/**
 * document_set_created:
 * @created: the instant to record as creation and modification date
 *
 * Nothing here reads a clock: without this call the file bears no date at all.
 */
void document_set_created (Document *document, GDateTime *created);

/** document_set_joined: pages of a file that is no PDF/A will be joined to it, so that it does not
 * claim to be PDF/A itself. */
void document_set_joined (Document *document);

/** document_set_marks: the marks to draw across every page; both are possible. */
void document_set_marks (Document *document, DocumentMarks marks);

/**
 * document_set_code:
 * @code: ASCII for a QR code at the foot of the first page, right
 */
void document_set_code (Document *document, const char *code);

/* Within any text: what follows is struck through, underlined, or plain again, as a comparison
 * of two texts shows it.  Private characters, which text_clean() lets nobody type. */
#define DOCUMENT_STRUCK "\uE001"
#define DOCUMENT_UNDERLINED "\uE002"
#define DOCUMENT_PLAIN "\uE003"

/* ---- Blocks, in reading order ------------------------------------------------------------ */

/** document_add_title: bold, letter-spaced, centred: "ПРОТОКОЛ".  Typed in capitals. */
void document_add_title (Document *document, const char *text);

/** document_add_subtitle: bold and centred, under the title; long ones break evenly. */
void document_add_subtitle (Document *document, const char *text);

/** document_add_place_and_date: one line, @place at the left margin, @date at the right. */
void document_add_place_and_date (Document *document, const char *place, const char *date);

/** document_add_heading: bold, kept on one page with what follows it. */
void document_add_heading (Document *document, const char *text);

/** document_add_item_heading: a bold heading with a number, "1." and its text, indented like a
 * paragraph, even at the left only, kept with what follows it. */
void document_add_item_heading (Document *document, const char *number, const char *text);

/** document_add_paragraph: justified, its first line indented. */
void document_add_paragraph (Document *document, const char *text);

/** document_add_lead_in: as a paragraph, but kept with the next block: «Стороны отметили:». */
void document_add_lead_in (Document *document, const char *text);

/** document_add_plain_paragraph: justified, without indent. */
void document_add_plain_paragraph (Document *document, const char *text);

/** document_add_note: a paragraph in italics. */
void document_add_note (Document *document, const char *text);

/**
 * document_add_list_item:
 * @label: "1.", "1)", "а)", "—"; it hangs at the indent
 * @text: set beside the label; its lines align under each other
 */
void document_add_list_item (Document *document, const char *label, const char *text);

/** document_add_space: empty height of @lines lines of text; it vanishes at a page's edges. */
void document_add_space (Document *document, double lines);

/** document_add_page_break: what follows begins on a new page; two in a row are one. */
void document_add_page_break (Document *document);

/**
 * document_add_annex:
 * @label: "Приложение 1"; set at the right, on a new page
 * @reference: (nullable): more lines under it, separated by "\n": "к протоколу …"
 * @title: (nullable): bold and centred below: "Состав делегации …"
 */
void document_add_annex (Document *document, const char *label, const char *reference,
                         const char *title);

/**
 * document_add_table:
 *
 * Adds a ruled table.  Its columns are declared before its rows; the head row, if any column
 * has a heading, is repeated on every page; a row is not broken unless it is taller than a
 * page.  An empty table (no rows) prints its head alone.
 *
 * Returns: (transfer none): the table, which lives as long as @document
 */
DocumentTable *document_add_table (Document *document);

/**
 * document_table_add_column:
 * @heading: (nullable): printed in bold in the head row
 * @share: of the table's width, relative to the other columns' (any positive unit)
 */
void document_table_add_column (DocumentTable *table, const char *heading, double share,
                                DocumentAlign align);

/** document_table_add_row: @cells, one a column, ended by %NULL; missing ones are empty. */
void document_table_add_row (DocumentTable *table, const char *const *cells);

/**
 * document_add_signatures:
 * @closing: (nullable): the closing paragraph, «Совершено в городе …», kept with the columns
 *
 * Adds the signature block: columns side by side in the order in which they are added, each
 * with its title, at least 18 mm for ink, a rule and the name.  The block is never divided and
 * never stands alone: at least two lines of the text before it share its page.
 *
 * Returns: (transfer none): the block, which lives as long as @document
 */
DocumentSignatures *document_add_signatures (Document *document, const char *closing);

/** document_signatures_set_lines: the signers' lines stand one below another, as at home: title at
 * the left, a rule to sign on, the name at the right. */
void document_signatures_set_lines (DocumentSignatures *signatures);

/**
 * document_signatures_add_column:
 * @title: whom the signer signs for: "За Сторону …\nПредседатель …"; "\n" begins a new line
 * @name: (nullable): "И. О. Фамилия", under the rule; without it only the rule is drawn
 */
void document_signatures_add_column (DocumentSignatures *signatures, const char *title,
                                     const char *name);

/**
 * document_signatures_add_field:
 * @name: of the field, ASCII without a full stop, unique in the document: "signature-tj"
 *
 * Gives the last column a signature field in its room for ink, empty and unseen, that an
 * electronic signature fills (pades.h).  The fields follow the order of the columns.
 */
void document_signatures_add_field (DocumentSignatures *signatures, const char *name);

/* ---- Rendering --------------------------------------------------------------------------- */

/**
 * document_render:
 * @style: (nullable): %NULL means document_style_default
 * @error: %COUNCIL_ERROR_INPUT when a text is not valid UTF-8, has a letter that the font lacks
 *   (named with its code point), or when a head row or signature block is too tall;
 *   %COUNCIL_ERROR_USAGE when @style leaves no room for text; %COUNCIL_ERROR_STORAGE when the
 *   fonts cannot be read
 *
 * Breaks @document into A4 pages and writes them as a PDF with embedded subset fonts and the
 * document's structure as tags.  The same document and style always give the same bytes.
 *
 * Extraction gives the texts back exactly once white space is folded and the soft hyphens
 * (U+00AD) at lines' ends are dropped with what follows them: those alone were added.  A word
 * may also end a line at a hyphen of its own («торгово-/экономический»), which stays.
 *
 * Returns: (transfer full): the PDF file's bytes, or %NULL with @error set
 */
GBytes *document_render (const Document *document, const DocumentStyle *style, GError **error);
