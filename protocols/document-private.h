/* What a Document holds; for layout*.c alone. */
#pragma once

#include "protocols/document.h"

typedef enum
{
  BLOCK_TITLE,
  BLOCK_SUBTITLE,
  BLOCK_PLACE_AND_DATE,
  BLOCK_HEADING,
  BLOCK_ITEM_HEADING,
  BLOCK_PARAGRAPH,
  BLOCK_LEAD_IN,
  BLOCK_PLAIN_PARAGRAPH,
  BLOCK_NOTE,
  BLOCK_LIST_ITEM,
  BLOCK_SPACE,
  BLOCK_PAGE_BREAK,
  BLOCK_ANNEX,
  BLOCK_TABLE,
  BLOCK_SIGNATURES
} BlockKind;

typedef struct
{
  char *heading; /* or NULL */
  double share;
  DocumentAlign align;
} TableColumn;

struct _DocumentTable
{
  GArray *columns; /* TableColumn */
  GPtrArray *rows; /* GStrv */
};

typedef struct
{
  char *title;
  char *name;  /* or NULL */
  char *field; /* name of its signature field; or NULL */
} SignatureColumn;

struct _DocumentSignatures
{
  char *closing;   /* or NULL */
  GArray *columns; /* SignatureColumn */
  gboolean lines;  /* one below another */
};

typedef struct
{
  BlockKind kind;
  char *text;
  char *label;  /* a number, a list label, the date, an annex's reference */
  char *label2; /* an annex's title */
  double lines; /* of BLOCK_SPACE */
  DocumentTable *table;
  DocumentSignatures *signatures;
} Block;

struct _Document
{
  char *title;
  char *lang;
  char *subject;
  char *keywords;
  char *author;
  GDateTime *created; /* or NULL */
  DocumentMarks marks;
  char *code;        /* or NULL */
  gboolean joined;   /* other pages come to it: it is no PDF/A */
  GPtrArray *blocks; /* Block */
};
