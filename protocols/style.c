#include "protocols/style.h"

#include "core/message.h"
#include "core/setting.h"

#define STANDARD N_ ("GOST R 7.0.97, which does not bind the parties")
#define OWN_CHOICE N_ ("a choice of this program, until the parties make their own")

/* Millimetres with at most one decimal. */
static gboolean
fits_length (const char *value, double most)
{
  const char *point = strchr (value, '.');
  gsize whole = strspn (value, "0123456789");

  if (whole == 0 || whole > 2 || g_ascii_strtod (value, NULL) > most)
    return FALSE;
  return point == NULL ? value[whole] == '\0'
                       : value[whole] == '.' && g_ascii_isdigit (point[1]) && point[2] == '\0';
}

static gboolean
fits_indent (const char *value, const char **right)
{
  *right = "12.5";
  return fits_length (value, 40);
}

#define MARGIN(name, number, least, what)                                                     \
  {                                                                                           \
    .key = "protocol-margin-" name, .type = SETTING_NUMBER, .default_value = number,          \
    .choices = least "..60", .description = what, .source = STANDARD                          \
  }

const SettingDefinition style_settings[] = {
  { .key = "protocol-code",
    .type = SETTING_CHOICE,
    .default_value = "on",
    .choices = "on|off",
    .description = N_ ("whether an original bears a QR code with its reference and its text's "
                       "hash at the foot of the first page"),
    .source = STANDARD },
  { .key = "protocol-font-size",
    .type = SETTING_NUMBER,
    .default_value = "14",
    .choices = "10..16",
    .description = N_ ("size of a protocol's letters, points; 12, 13 and 14 are usual"),
    .source = STANDARD },
  { .key = "protocol-indent",
    .type = SETTING_TEXT,
    .default_value = "12.5",
    .fits = fits_indent,
    .description = N_ ("indent of a paragraph's first line, millimetres"),
    .source = STANDARD },
  { .key = "protocol-initials",
    .type = SETTING_CHOICE,
    .default_value = "apart",
    .choices = "apart|close",
    .description = N_ ("whether a space stands between initials"),
    .source = OWN_CHOICE },
  { .key = "protocol-line-spacing",
    .type = SETTING_CHOICE,
    .default_value = "1.15",
    .choices = "1|1.1|1.15|1.2|1.25|1.3|1.5",
    .description = N_ ("line spacing of a protocol: 1 is single"),
    .source = STANDARD },
  MARGIN ("bottom", "20", "15", N_ ("lower margin of a page, millimetres")),
  MARGIN ("left", "30", "15",
          N_ ("left margin of a page, millimetres: 30 for what is kept more than 10 years")),
  MARGIN ("right", "15", "8", N_ ("right margin of a page, millimetres")),
  MARGIN ("top", "20", "17",
          N_ ("upper margin of a page, millimetres; its number stands in it")),
  { .key = "protocol-sides",
    .type = SETTING_CHOICE,
    .default_value = "same",
    .choices = "same|mirrored",
    .description = N_ ("whether the left margin stays at the left on the back of a leaf, or "
                       "changes sides with the spine"),
    .source = OWN_CHOICE },
  { NULL },
};

static gboolean
load_number (Db *db, const char *key, double *number, GError **error)
{
  g_autofree char *value = setting_get (db, key, error);

  if (value == NULL)
    return FALSE;
  *number = g_ascii_strtod (value, NULL);
  return TRUE;
}

static gboolean
load_choice (Db *db, const char *key, const char *chosen, gboolean *is, GError **error)
{
  g_autofree char *value = setting_get (db, key, error);

  if (value == NULL)
    return FALSE;
  *is = g_str_equal (value, chosen);
  return TRUE;
}

gboolean
style_load (Db *db, DocumentStyle *style, GError **error)
{
  *style = document_style_default;
  return load_number (db, "protocol-margin-left", &style->margin_left, error) &&
         load_number (db, "protocol-margin-right", &style->margin_right, error) &&
         load_number (db, "protocol-margin-top", &style->margin_top, error) &&
         load_number (db, "protocol-margin-bottom", &style->margin_bottom, error) &&
         load_number (db, "protocol-indent", &style->indent, error) &&
         load_number (db, "protocol-font-size", &style->font_size, error) &&
         load_number (db, "protocol-line-spacing", &style->line_spacing, error) &&
         load_choice (db, "protocol-sides", "mirrored", &style->mirrored, error) &&
         load_choice (db, "protocol-initials", "close", &style->close_initials, error);
}

int
style_with_code (Db *db, GError **error)
{
  gboolean with_code;

  return load_choice (db, "protocol-code", "on", &with_code, error) ? with_code : -1;
}
