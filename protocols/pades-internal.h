/* What protocols/pades*.c share. */
#pragma once

#include "protocols/pades.h"
#include "protocols/pdf-signature.h"

/** pades_report_new: (transfer full): an empty report. */
PadesReport *pades_report_new (void);

PadesReport *
pades_verify (GBytes *pdf, const char *const *trust, GDateTime *now, GError **error);
AlternatResult *pades_compare (GBytes *first, GBytes *second, GError **error);
GBytes *
pades_prepare (GBytes *pdf, const PadesRequest *request, GBytes **digest, GError **error);
GBytes *pades_fill (GBytes *prepared, GBytes *cms, GError **error);

/**
 * pades_appearance:
 * @widget: the field's dictionary
 * @font: (out) (transfer none): reference to the font that it is drawn with
 *
 * Returns: (transfer full): the content of a form as large as the field, showing @lines in the
 *   font of its empty appearance; %COUNCIL_ERROR_INPUT when there is no font or no such letter
 */
char *pades_appearance (PdfFile *file, const PdfValue *widget, const char *const *lines,
                        double *width, double *height, gint64 *font, GError **error);

extern const PadesModule council_sign_module __attribute__ ((visibility ("default")));
