/* The originals: one a party, rendered once an issue, signed in ink, scanned and attached. */
#pragma once

#include "core/party.h"
#include "meetings/meeting.h"
#include "protocols/protocol.h"

#define SIGNATORY_SECRETARY "secretary" /* of a party's own meeting, beside who presided */

/** Who signs for a party, and in which capacity. */
typedef struct
{
  char *id;       /* (nullable): the row's key */
  char *party;    /* code */
  char *person;   /* key */
  char *capacity; /* "full", "acting", "empowered", or SIGNATORY_SECRETARY */
  char *name;     /* as printed: «А. Фамилия» */
  char *title;    /* as printed */
} Signatory;

void signatory_free (Signatory *signatory);

/**
 * signatories_for:
 * @date: day of the signing
 * @list: (element-type Signatory): gets who signs for @party
 * @error: %COUNCIL_ERROR_RULE when nobody can sign for it that day
 *
 * Of the council, whoever was empowered for the meeting signs; else whoever acts as chair on that
 * day; else who holds the chair then.  Of a group, its co-lead.  Of a party's own meeting, whoever
 * presided, then the executive secretary.
 */
gboolean signatories_for (Db *db, const Protocol *protocol, const Party *party,
                          const GDate *date, GPtrArray *list, GError **error);

/** signatories_on: (transfer full) (element-type Signatory): as signatories_for(), of all
 * parties in their order. */
GPtrArray *
signatories_on (Db *db, const Protocol *protocol, const GDate *date, GError **error);

/** signatories_of: (transfer full) (element-type Signatory): of the last issue. */
GPtrArray *signatories_of (Db *db, const Protocol *protocol, GError **error);

/** An original of the last issue, and its scan if it is attached. */
typedef struct
{
  char *id;
  char *keeper;         /* code */
  char *sha256;         /* of the PDF */
  char *issued_at;      /* instant */
  char *scan;           /* (nullable): key of the scan */
  char *scan_sha256;    /* (nullable) */
  char *signed_on;      /* (nullable): YYYY-MM-DD */
  char *signed_in;      /* (nullable): city */
  char *attached_by;    /* (nullable) */
  char *attached_at;    /* (nullable): instant */
  gint64 signatures;    /* how many electronic signatures it bears */
  gint64 signatories;   /* and how many make it complete */
  char *last_signed_at; /* (nullable): instant of the last of them */
} Original;

void original_free (Original *original);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Original, original_free)

/** original_is_complete: whether every chair has signed it, in ink or electronically. */
gboolean original_is_complete (const Original *original);

/**
 * original_find:
 * @error: %COUNCIL_ERROR_NOT_FOUND when @keeper has none
 *
 * Returns: (transfer full): the original of the last issue that @keeper keeps
 */
Original *original_find (Db *db, const Protocol *protocol, const char *keeper, GError **error);

/**
 * original_settle:
 * @closed: (out): whether every original is complete now, by either route
 *
 * When the last original is complete, the protocol is signed, its decisions are in force and the
 * meeting is closed.  Within the transaction of whoever completed one.
 */
gboolean original_settle (Db *db, const Protocol *protocol, const Meeting *meeting,
                          gboolean *closed, GError **error);

/** original_list: (transfer full) (element-type Original): of the last issue, in the order of the
 * parties; empty before the first. */
GPtrArray *original_list (Db *db, const Protocol *protocol, GError **error);

/**
 * protocol_issue:
 * @city: (nullable): of the signing, in the nominative; the meeting's when %NULL
 * @date: (nullable): of the signing; the meeting's last day when %NULL
 * @blank_date: leave the date to ink; who signs is then told by @date all the same
 * @error: %COUNCIL_ERROR_RULE when the text is not agreed, a name in it changed since, an
 *   original is signed already, or nobody can sign for a party
 *
 * Renders every party's original, keeps the bytes and names who signs.  Issuing again is on
 * record and leaves the text as it was agreed.
 */
gboolean protocol_issue (Db *db, Protocol *protocol, const char *city, const GDate *date,
                         gboolean blank_date, GError **error);

/**
 * protocol_render:
 * @keeper: code of the party whose original it is
 *
 * Returns: (transfer full): the stored bytes once it was issued; before, a rendering marked
 *   «ПРОЕКТ»
 */
GBytes *protocol_render (Db *db, const Protocol *protocol, const char *keeper, GError **error);

/**
 * original_attach:
 * @keeper: code of the party whose original was scanned
 * @scan: the scan, a PDF
 * @signed_on: the day it was signed on
 * @replace: a better scan takes the place of the one there
 * @closed: (out): whether every original is complete now and the meeting is closed
 * @error: %COUNCIL_ERROR_INPUT when @scan is no PDF that can be kept; %COUNCIL_ERROR_RULE when
 *   nothing was issued, a scan is there already, or the day cannot be
 *
 * Records a paper original that every chair signed in ink.  With the last one the protocol is
 * signed, its decisions are in force and the meeting is closed.
 */
gboolean original_attach (Db *db, Protocol *protocol, const char *keeper, GBytes *scan,
                          const GDate *signed_on, const char *city, gboolean replace,
                          gboolean *closed, GError **error);

/**
 * scan_check:
 * @error: %COUNCIL_ERROR_INPUT, saying what the file is instead
 *
 * Whether @bytes are plausibly a whole PDF file that anybody can open: its first and last marks,
 * a sensible size, not encrypted.
 */
gboolean scan_check (GBytes *bytes, GError **error);
