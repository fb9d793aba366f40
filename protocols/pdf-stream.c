#include "protocols/pdf-stream.h"

#include <zlib.h>

static GBytes *
inflate_bytes (PdfFile *file, const guint8 *data, gsize n)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  z_stream stream = { .next_in = (Bytef *) data, .avail_in = (uInt) n };
  gsize most = MAX (n * PDF_MOST_RATIO, PDF_SMALL_STREAM);
  guint8 part[16384];
  int status = inflateInit (&stream);

  while (status == Z_OK)
    {
      gsize made;

      stream.next_out = part;
      stream.avail_out = sizeof part;
      status = inflate (&stream, Z_NO_FLUSH);
      made = sizeof part - stream.avail_out;
      if (out->len + made > most || !pdf_file_unpack (file, made))
        status = Z_MEM_ERROR;
      else if (status == Z_OK || status == Z_STREAM_END)
        g_byte_array_append (out, part, (guint) made);
    }
  inflateEnd (&stream);
  return status == Z_STREAM_END ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

GBytes *
pdf_file_stream (PdfFile *file, guint at, const PdfObject *object)
{
  const PdfValue *filter, *parameters;
  const guint8 *data;
  gsize size;

  if (object == NULL || object->stream == 0)
    return NULL;
  data = (const guint8 *) pdf_file_data (file, &size) + object->stream;
  filter = pdf_file_get (file, at, object->value, "Filter");
  parameters = pdf_file_get (file, at, object->value, "DecodeParms");
  if (filter != NULL && filter->kind == PDF_ARRAY && pdf_count (filter) <= 1)
    filter = pdf_file_value (file, at, pdf_item (filter, 0));
  if (filter == NULL)
    return pdf_file_unpack (file, object->stream_length)
               ? g_bytes_new (data, object->stream_length)
               : NULL;
  if (!pdf_is_name (filter, "FlateDecode") || pdf_get (parameters, "Predictor") != NULL)
    return NULL;
  return inflate_bytes (file, data, object->stream_length);
}
