/* What each table of the file is to the journal, in one place. */
#pragma once

#include <glib.h>

typedef enum
{
  TABLE_SHARED, /* journalled, exchanged between secretariats */
  TABLE_OWN,    /* journalled, kept by this working file alone */
  TABLE_UNJOURNALLED
} TableKind;

typedef struct
{
  const char *name;
  TableKind kind;
  const char *why; /* N_(): why it is not journalled; NULL when it is */
} TableDeclaration;

/** table_declarations: ended by a row whose name is %NULL; a test compares it with the schema. */
extern const TableDeclaration table_declarations[];

/** table_declaration: (transfer none) (nullable): the declaration of table @name. */
const TableDeclaration *table_declaration (const char *name);
