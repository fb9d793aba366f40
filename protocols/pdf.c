#include "protocols/pdf.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-internal.h"

static HPDF_STATUS
write_filter (HPDF_Dict object, HPDF_Stream out)
{
  return HPDF_Stream_WriteStr (out, "/Filter /FlateDecode\n");
}

HPDF_Dict
pdf_stream_new_plain (PdfWriter *writer, const void *data, gsize size)
{
  HPDF_Dict stream = HPDF_DictStream_New (writer->doc->mmgr, writer->doc->xref);

  if (stream != NULL) /* or else the document remembers the error */
    HPDF_Stream_Write (stream->stream, data, (HPDF_UINT) size);
  g_checksum_update (writer->content, data, (gssize) size);
  return stream;
}

HPDF_Dict
pdf_stream_new (PdfWriter *writer, const void *data, gsize size)
{
  HPDF_Dict stream = HPDF_DictStream_New (writer->doc->mmgr, writer->doc->xref);

  if (stream != NULL)
    pdf_stream_pack (writer, stream, g_bytes_new (data, size));
  return stream;
}

void
pdf_stream_pack (PdfWriter *writer, HPDF_Dict stream, GBytes *data)
{
  stream->write_fn = write_filter; /* libharu would pack what it names the filter of */
  g_ptr_array_add (writer->streams, stream);
  pdf_packer_add (writer->packer, data);
}

void
pdf_finish_streams (PdfWriter *writer)
{
  const GPtrArray *packed = pdf_packer_finish (writer->packer);

  for (guint i = 0; i < packed->len; i++)
    {
      HPDF_Dict stream = g_ptr_array_index (writer->streams, i);
      gsize size;
      const void *data = g_bytes_get_data (g_ptr_array_index (packed, i), &size);

      HPDF_Stream_Write (stream->stream, data, (HPDF_UINT) size);
      g_checksum_update (writer->content, data, (gssize) size);
    }
}

static PdfWriter *
writer_new (const Layout *layout, const Document *document)
{
  PdfWriter *writer = g_new0 (PdfWriter, 1);

  writer->layout = layout;
  writer->document = document;
  writer->content = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint face = 0; face < N_FACES; face++)
    writer->used[face] = g_new0 (guint8, CODES / 8);
  writer->streams = g_ptr_array_new ();
  writer->packer = pdf_packer_new ();
  writer->doc = HPDF_New (NULL, NULL);
  if (writer->doc != NULL)
    writer->tags = pdf_tags_new (writer->doc, layout);
  return writer;
}

static void
writer_free (PdfWriter *writer)
{
  pdf_packer_free (writer->packer);
  g_ptr_array_unref (writer->streams);
  if (writer->doc != NULL)
    HPDF_Free (writer->doc);
  pdf_tags_free (writer->tags);
  for (guint face = 0; face < N_FACES; face++)
    g_free (writer->used[face]);
  g_checksum_free (writer->content);
  g_free (writer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfWriter, writer_free)

/* libharu keeps the first error of a document and does nothing after it. */
static gboolean
check (const PdfWriter *writer, GError **error)
{
  HPDF_STATUS status =
      writer->doc != NULL ? HPDF_GetError (writer->doc) : HPDF_FAILD_TO_ALLOC_MEM;
  g_autofree char *code = NULL;

  if (status == HPDF_OK)
    return TRUE;
  code = g_strdup_printf ("0x%04lX", status);
  return council_error (error, COUNCIL_ERROR_STORAGE,
                        N_ ("the PDF cannot be written: libharu gives up with {code}"), "code",
                        code, NULL);
}

static GBytes *
save (PdfWriter *writer, GError **error)
{
  HPDF_UINT32 size, got;
  g_autofree guint8 *data = NULL;

  HPDF_SaveToStream (writer->doc);
  if (!check (writer, error))
    return NULL;
  HPDF_ResetStream (writer->doc);
  got = size = HPDF_GetStreamSize (writer->doc);
  data = g_malloc (size);
  HPDF_ReadFromStream (writer->doc, data, &got);
  if (!check (writer, error))
    return NULL;
  g_assert (got == size);
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

GBytes *
pdf_write (const Layout *layout, const Document *document, GError **error)
{
  g_autoptr(PdfWriter) writer = writer_new (layout, document);

  if (!check (writer, error))
    return NULL;
  writer->doc->pdf_version = HPDF_VER_14;
  pdf_add_marks (writer);
  for (guint i = 0; i < layout->pages->len; i++)
    pdf_add_page (writer, g_ptr_array_index (layout->pages, i));
  pdf_tags_finish (writer->tags);
  if (!check (writer, error) || !pdf_finish_fonts (writer, error) ||
      !pdf_add_metadata (writer, error))
    return NULL;
  pdf_finish_streams (writer);
  pdf_add_identifier (writer);
  return check (writer, error) ? save (writer, error) : NULL;
}
