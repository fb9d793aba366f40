#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-internal.h"

#define PRODUCER "council (libharu)"
#define CREATOR "council"

/* ---- Info -------------------------------------------------------------------------------- */

/* A text string: UTF-16 with its mark, so that readers show every letter. */
void
pdf_add_text (PdfWriter *writer, HPDF_Dict dict, const char *key, const char *value)
{
  g_autofree gunichar2 *units = NULL;
  g_autoptr(GByteArray) bytes = NULL;
  glong n;

  if (value == NULL)
    return;
  units = g_utf8_to_utf16 (value, -1, NULL, &n, NULL);
  if (units == NULL)
    return;
  bytes = g_byte_array_new ();
  for (glong i = -1; i < n; i++)
    {
      gunichar2 unit = GUINT16_TO_BE (i < 0 ? 0xFEFF : units[i]);

      g_byte_array_append (bytes, (const guint8 *) &unit, sizeof unit);
    }
  HPDF_Dict_Add (dict, key, HPDF_Binary_New (writer->doc->mmgr, bytes->data, bytes->len));
}

static void
add_ascii (HPDF_Doc doc, HPDF_Dict dict, const char *key, const char *value)
{
  HPDF_Dict_Add (dict, key, HPDF_String_New (doc->mmgr, value, NULL));
}

static void
add_info (PdfWriter *writer)
{
  const Document *document = writer->document;
  HPDF_Doc doc = writer->doc;

  HPDF_SetInfoAttr (doc, HPDF_INFO_PRODUCER, PRODUCER);
  if (doc->info == NULL)
    return;
  pdf_add_text (writer, doc->info, "Title", document->title);
  pdf_add_text (writer, doc->info, "Author", document->author);
  pdf_add_text (writer, doc->info, "Subject", document->subject);
  pdf_add_text (writer, doc->info, "Keywords", document->keywords);
  add_ascii (doc, doc->info, "Creator", CREATOR);
  if (document->created != NULL)
    {
      g_autofree char *date = g_date_time_format (document->created, "D:%Y%m%d%H%M%SZ");

      add_ascii (doc, doc->info, "CreationDate", date);
      add_ascii (doc, doc->info, "ModDate", date);
    }
}

/* ---- XMP: says what Info says ------------------------------------------------------------ */

static void
append_element (GString *out, const char *before, const char *value, const char *after)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;
  escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (out, "%s%s%s\n", before, escaped, after);
}

static char *
make_xmp (const Document *document)
{
  GString *out = g_string_new ("<?xpacket begin=\"\xEF\xBB\xBF\" "
                               "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               "<rdf:RDF xmlns:rdf="
                               "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                               "<rdf:Description rdf:about=\"\"\n"
                               " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                               " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                               " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                               "<dc:format>application/pdf</dc:format>\n");

  if (!document->joined)
    g_string_append (out, "<pdfaid:part>1</pdfaid:part>\n"
                          "<pdfaid:conformance>B</pdfaid:conformance>\n");

  append_element (out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                  "</rdf:li></rdf:Alt></dc:title>");
  append_element (out, "<dc:creator><rdf:Seq><rdf:li>", document->author,
                  "</rdf:li></rdf:Seq></dc:creator>");
  append_element (out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                  document->subject, "</rdf:li></rdf:Alt></dc:description>");
  append_element (out, "<dc:language><rdf:Bag><rdf:li>", document->lang,
                  "</rdf:li></rdf:Bag></dc:language>");
  append_element (out, "<pdf:Keywords>", document->keywords, "</pdf:Keywords>");
  append_element (out, "<pdf:Producer>", PRODUCER, "</pdf:Producer>");
  append_element (out, "<xmp:CreatorTool>", CREATOR, "</xmp:CreatorTool>");
  if (document->created != NULL)
    {
      g_autofree char *date = g_date_time_format (document->created, "%Y-%m-%dT%H:%M:%SZ");

      append_element (out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
      append_element (out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
    }
  g_string_append (out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                        "<?xpacket end=\"r\"?>\n");
  return g_string_free (out, FALSE);
}

static void
add_xmp (PdfWriter *writer)
{
  g_autofree char *xmp = make_xmp (writer->document);
  HPDF_Dict stream = pdf_stream_new_plain (writer, xmp, strlen (xmp));

  if (stream == NULL)
    return;
  HPDF_Dict_AddName (stream, "Type", "Metadata");
  HPDF_Dict_AddName (stream, "Subtype", "XML");
  HPDF_Dict_Add (writer->doc->catalog, "Metadata", stream);
}

/* ---- Identifier, language, colours ------------------------------------------------------- */

/* The identifier follows from the content, so that the same document has the same bytes. */
void
pdf_add_identifier (PdfWriter *writer)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  HPDF_Array id = HPDF_Array_New (mmgr);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_get_digest (writer->content, digest, &size);
  HPDF_Dict_Add (writer->doc->trailer, "ID", id);
  for (guint i = 0; i < 2; i++)
    HPDF_Array_Add (id, HPDF_Binary_New (mmgr, digest, 16));
}

/* PDF/A wants to know what grey is: sRGB's. */
static gboolean
add_output_intent (PdfWriter *writer, GError **error)
{
  HPDF_Doc doc = writer->doc;
  HPDF_Array intents = HPDF_Array_New (doc->mmgr);
  HPDF_Dict intent = HPDF_Dict_New (doc->mmgr);
  HPDF_Dict profile;
  g_autoptr(GError) reading = NULL;
  g_autofree char *data = NULL;
  const char *path = COUNCIL_COLOUR_PROFILE;
  gsize size;

  HPDF_Dict_Add (doc->catalog, "OutputIntents", intents);
  HPDF_Array_Add (intents, intent);
  if (!g_file_get_contents (path, &data, &size, &reading))
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("the colour profile cannot be read: {why} (Debian package "
                              "icc-profiles-free)"),
                          "why", reading->message, NULL);
  profile = pdf_stream_new (writer, data, size);
  if (profile == NULL)
    return TRUE; /* the document remembers the error */
  HPDF_Dict_AddNumber (profile, "N", 3);
  HPDF_Dict_AddName (intent, "Type", "OutputIntent");
  HPDF_Dict_AddName (intent, "S", "GTS_PDFA1");
  add_ascii (doc, intent, "OutputConditionIdentifier", "sRGB IEC61966-2.1");
  add_ascii (doc, intent, "Info", "sRGB IEC61966-2.1");
  add_ascii (doc, intent, "RegistryName", "http://www.color.org");
  HPDF_Dict_Add (intent, "DestOutputProfile", profile);
  return TRUE;
}

gboolean
pdf_add_metadata (PdfWriter *writer, GError **error)
{
  HPDF_Doc doc = writer->doc;
  HPDF_Dict preferences = HPDF_Dict_New (doc->mmgr);

  add_info (writer);
  add_xmp (writer);
  if (writer->document->lang != NULL)
    add_ascii (doc, doc->catalog, "Lang", writer->document->lang);
  HPDF_Dict_Add (doc->catalog, "ViewerPreferences", preferences);
  HPDF_Dict_AddBoolean (preferences, "DisplayDocTitle", HPDF_TRUE);
  return add_output_intent (writer, error);
}
