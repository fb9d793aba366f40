/* Protocols that the public may read: a decision of this file's secretariat, protocol by
 * protocol, which takes effect once the protocol is signed. */
#pragma once

#include "core/db.h"

/** disclosure_set: whether the protocol of the meeting @ref may be published; @basis (nullable) is
 * the letter or note it rests on. %COUNCIL_ERROR_RULE when it is so already. */
gboolean disclosure_set (Db *db, const char *ref, gboolean disclosed, const char *basis,
                         GError **error);

/** An original of a signed protocol that may be published. */
typedef struct
{
  char *ref;     /* of the meeting */
  char *keeper;  /* code */
  GBytes *bytes; /* the scan if there is one, else the signed PDF */
} DisclosedFile;

void disclosed_file_free (DisclosedFile *file);

/** disclosure_files: (transfer full) (element-type DisclosedFile): by meeting and keeper. */
GPtrArray *disclosure_files (Db *db, GError **error);
