/* The archive copy: the scan of an original with the certificate of a secretary, «Копия верна». */
#pragma once

#include "protocols/original.h"

typedef struct
{
  char *sha256;       /* of the file */
  char *name, *title; /* of the secretary, as printed */
  char *certified_on; /* YYYY-MM-DD */
  gboolean pdfa;      /* it claims to be PDF/A, for the scan does */
  gboolean made;      /* just now; else it was there already */
} ArchiveCopy;

void archive_copy_clear (ArchiveCopy *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ArchiveCopy, archive_copy_clear)

/**
 * archive_make:
 * @keeper: code of the party whose original was scanned
 * @party: code of the party whose executive secretary certifies the scan
 * @copy: (out): clear it with archive_copy_clear()
 * @error: %COUNCIL_ERROR_RULE when the original has no scan or nobody is secretary;
 *   %COUNCIL_ERROR_USAGE without qpdf; %COUNCIL_ERROR_INPUT when qpdf cannot read the scan
 *
 * Joins the pages of the scan and the certificate to one file, which is kept: asked again, the
 * same bytes come out.
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *archive_make (Db *db, const Protocol *protocol, const char *keeper, const char *party,
                      ArchiveCopy *copy, GError **error);
