#include "protocols/pdf-stream-pack.h"

#include <zlib.h>

/* The higher levels take up to twice as long to save a tenth. */
#define LEVEL 3

struct _PdfPacker
{
  GThread *thread;    /* %NULL once it has finished */
  GAsyncQueue *queue; /* GBytes; the packer itself is the end */
  GPtrArray *packed;  /* GBytes; the thread's until it has finished */
};

static GBytes *
pack (z_stream *stream, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  gsize room = deflateBound (stream, size);
  guint8 *out = g_malloc (room);

  stream->next_in = (Bytef *) data;
  stream->avail_in = (uInt) size;
  stream->next_out = out;
  stream->avail_out = (uInt) room;
  deflate (stream, Z_FINISH); /* there is room for all */
  room = stream->total_out;
  deflateReset (stream);
  return g_bytes_new_take (g_realloc (out, room), room);
}

static gpointer
pack_all (gpointer user_data)
{
  PdfPacker *packer = user_data;
  z_stream stream = { .zalloc = Z_NULL };
  gpointer data;

  if (deflateInit (&stream, LEVEL) != Z_OK)
    g_error ("no memory for zlib");
  while ((data = g_async_queue_pop (packer->queue)) != packer)
    {
      g_ptr_array_add (packer->packed, pack (&stream, data));
      g_bytes_unref (data);
    }
  deflateEnd (&stream);
  return NULL;
}

PdfPacker *
pdf_packer_new (void)
{
  PdfPacker *packer = g_new0 (PdfPacker, 1);

  packer->queue = g_async_queue_new ();
  packer->packed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  packer->thread = g_thread_new ("pack", pack_all, packer);
  return packer;
}

void
pdf_packer_add (PdfPacker *packer, GBytes *data)
{
  g_return_if_fail (packer->thread != NULL);
  g_async_queue_push (packer->queue, data);
}

const GPtrArray *
pdf_packer_finish (PdfPacker *packer)
{
  if (packer->thread != NULL)
    {
      g_async_queue_push (packer->queue, packer);
      g_thread_join (g_steal_pointer (&packer->thread));
    }
  return packer->packed;
}

void
pdf_packer_free (PdfPacker *packer)
{
  pdf_packer_finish (packer);
  g_async_queue_unref (packer->queue);
  g_ptr_array_unref (packer->packed);
  g_free (packer);
}
