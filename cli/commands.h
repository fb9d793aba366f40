/* The one table of commands.  Whoever includes it defines what a row becomes.
 *
 *   NOUN (noun, what its commands are about)
 *   COMMAND (noun, verb, flags, arguments, summary)     council NOUN VERB ARGUMENTS
 *   ALIAS (noun, alias, verb)                           another name of a verb
 *   WORD (word, flags, arguments, summary)              council WORD ARGUMENTS
 *
 * A summary says in one line what the command does, without a full stop: "Show one meeting". */

#ifndef NOUN
#define NOUN(noun, summary)
#endif
#ifndef COMMAND
#define COMMAND(noun, verb, flags, arguments, summary)
#endif
#ifndef ALIAS
#define ALIAS(noun, alias, verb)
#endif
#ifndef WORD
#define WORD(word, flags, arguments, summary)
#endif

/* clang-format off */

NOUN (party, "The parties to the agreement")
COMMAND (party, list, NEEDS_FILE, "", "List the parties in their order")
COMMAND (party, show, NEEDS_FILE, "PARTY", "Show one party")
COMMAND (party, add, NEEDS_FILE | WRITES,
         "CODE --country COUNTRY --zone ZONE --state NAME [--government NAME] [--side NAME] "
         "[--capital CITY]",
         "Add a party to a council of your own")

NOUN (agreement, "The agreement that founded the council")
COMMAND (agreement, show, NEEDS_FILE, "", "Show the agreement")
COMMAND (agreement, set, NEEDS_FILE | WRITES, "[--title TITLE] [--date DATE] [--city CITY]",
         "Say what the agreement is")

NOUN (name, "Names in their languages and grammatical cases")
COMMAND (name, list, NEEDS_FILE, "NAME", "List the forms of a name")
COMMAND (name, set, NEEDS_FILE | WRITES,
         "NAME [ROLE] [--writer PARTY] [--language LANGUAGE] [--nominative TEXT] [--genitive TEXT]",
         "Set the forms of a name")

NOUN (person, "People")
COMMAND (person, list, NEEDS_FILE, "", "List everyone on record")
COMMAND (person, show, NEEDS_FILE, "PERSON", "Show one person and the name's cases")
COMMAND (person, add, NEEDS_FILE | WRITES, "PERSON --surname NAME [--given NAME]", "Add a person")
COMMAND (person, edit, NEEDS_FILE | WRITES, "PERSON", "Change what is known of a person")

NOUN (chair, "Who presides for each party, and when")
COMMAND (chair, list, NEEDS_FILE, "[--on DATE]", "List the co-chairs, past and present")
COMMAND (chair, appoint, NEEDS_FILE | WRITES,
         "PERSON --party PARTY --from DATE [--acting] [--title TITLE] --basis TEXT",
         "Appoint a co-chair and list what that affects")
COMMAND (chair, empower, NEEDS_FILE | WRITES,
         "PERSON --party PARTY --meeting REF [--title TITLE] --basis TEXT",
         "Empower someone for one meeting")
COMMAND (chair, correct, NEEDS_FILE | WRITES,
         "--party PARTY [--on DATE | --meeting REF] --basis TEXT",
         "Correct who held the office, on record")

NOUN (secretary, "Executive secretaries of the parties")
COMMAND (secretary, list, NEEDS_FILE, "[--on DATE]", "List the executive secretaries")
COMMAND (secretary, appoint, NEEDS_FILE | WRITES,
         "PERSON --party PARTY --from DATE [--acting] [--title TITLE] --basis TEXT",
         "Appoint an executive secretary")
COMMAND (secretary, empower, NEEDS_FILE | WRITES,
         "PERSON --party PARTY --meeting REF [--title TITLE] --basis TEXT",
         "Empower someone for one meeting")
COMMAND (secretary, correct, NEEDS_FILE | WRITES,
         "--party PARTY [--on DATE | --meeting REF] --basis TEXT",
         "Correct who held the office, on record")

NOUN (member, "Members of the council: ministries, agencies, businesses")
COMMAND (member, list, NEEDS_FILE, "[--party PARTY] [--on DATE]", "List the members")
COMMAND (member, add, NEEDS_FILE | WRITES,
         "MEMBER --party PARTY --kind KIND --name NAME [--representative PERSON] [--from DATE]",
         "Add a member")
COMMAND (member, edit, NEEDS_FILE | WRITES, "MEMBER", "Change what is known of a member")
COMMAND (member, remove, NEEDS_FILE | WRITES, "MEMBER [--on DATE]", "End a membership")

NOUN (sector, "Sectors of cooperation")
COMMAND (sector, list, NEEDS_FILE, "", "List the sectors")
COMMAND (sector, add, NEEDS_FILE | WRITES, "CODE --name NAME [--english NAME]", "Add a sector")

NOUN (setting, "Settings and where each figure comes from")
COMMAND (setting, list, NEEDS_FILE, "", "List the settings and their sources")
COMMAND (setting, set, NEEDS_FILE | WRITES, "SETTING VALUE", "Change a setting")
COMMAND (setting, unset, NEEDS_FILE | WRITES, "SETTING", "Return a setting to its default")

NOUN (holiday, "Days off of each country")
COMMAND (holiday, list, NEEDS_FILE, "[--year YEAR] [--party PARTY]", "List the days off of a year")
COMMAND (holiday, calendar, NEEDS_FILE, "[--year YEAR] [--party PARTY] [--names] [--out FILE]",
         "Show a year of every country, in the terminal or as a picture")
ALIAS (holiday, year, calendar)
COMMAND (holiday, export, NEEDS_FILE,
         "[--year YEAR | --from DATE --to DATE] [--party PARTY] [--out FILE]",
         "Export days off as iCalendar")
COMMAND (holiday, import, NEEDS_FILE | WRITES, "FILE --party PARTY [--year YEAR]",
         "Enter what is new in a published list of days off (iCalendar)")
COMMAND (holiday, rules, NEEDS_FILE, "[--party PARTY]", "List the rules that days off follow from")
COMMAND (holiday, transfer, NEEDS_FILE | WRITES,
         "[--party PARTY] [(--next | --none) --from DATE]",
         "Show or set whether a holiday on a weekend moves")
COMMAND (holiday, add, NEEDS_FILE | WRITES, "DATE --party PARTY --name NAME",
         "Enter a decreed day, or a yearly one")
COMMAND (holiday, confirm, NEEDS_FILE | WRITES, "[RULE] --year YEAR",
         "Confirm a year's days by an act or announcement")
COMMAND (holiday, remove, NEEDS_FILE | WRITES, "DATE|RULE", "Drop a decreed day, or end a rule")

NOUN (busy, "When people cannot come")
COMMAND (busy, add, NEEDS_FILE | WRITES,
         "(--person PERSON | --party PARTY) FROM [TO] [--tentative] [--reason TEXT]",
         "Note when a person, or a whole party, cannot")
COMMAND (busy, import, NEEDS_FILE | WRITES, "FILE --person PERSON [--add]",
         "Read when a person is busy from a calendar (iCalendar)")
COMMAND (busy, list, NEEDS_FILE, "[--person PERSON] [--party PARTY]", "List who cannot come, and when")
COMMAND (busy, remove, NEEDS_FILE | WRITES, "[ID…] [--person PERSON (--imported | --all)]",
         "Remove busy time for good")

NOUN (meeting, "Meetings, from the plan to the record")
COMMAND (meeting, plan, NEEDS_FILE, "[--years NUMBER]", "Show who hosts when, for years ahead")
COMMAND (meeting, propose, NEEDS_FILE,
         "[--kind KIND | --meeting REF] [--from DATE] [--to DATE] "
         "[--explain DATE | --map | --out FILE]",
         "Find the days that suit a meeting")
COMMAND (meeting, schedule, NEEDS_FILE | WRITES, "START",
         "Plan a meeting; prints its reference")
COMMAND (meeting, request, NEEDS_FILE | WRITES,
         "--by PARTY --reason TEXT --question TEXT…",
         "Request an extraordinary meeting; prints its reference")
COMMAND (meeting, answer, NEEDS_FILE | WRITES,
         "REF (--accept | --counter START | --refuse) [--reason TEXT]",
         "Answer a request for an extraordinary meeting")
COMMAND (meeting, confirm, NEEDS_FILE | WRITES, "REF", "Confirm a meeting's date and place")
COMMAND (meeting, swap, NEEDS_FILE | WRITES,
         "REF [--host PARTY --reason TEXT | --withdraw]",
         "Propose another host, or consent to one")
COMMAND (meeting, postpone, NEEDS_FILE | WRITES, "REF --to START --reason TEXT [--days NUMBER]",
         "Give a meeting another date")
COMMAND (meeting, move, NEEDS_FILE | WRITES, "REF", "Give a meeting another city, venue or form")
COMMAND (meeting, keep, NEEDS_FILE | WRITES, "REF --reason TEXT",
         "Keep a meeting on its day, though the day became a day off")
COMMAND (meeting, cancel, NEEDS_FILE | WRITES, "REF --reason TEXT", "Cancel a meeting")
COMMAND (meeting, held, NEEDS_FILE | WRITES, "REF", "Record that a meeting was held")
ALIAS (meeting, hold, held)
COMMAND (meeting, close, NEEDS_FILE | WRITES, "REF",
         "Close a meeting that has no protocol in this file")
COMMAND (meeting, import, NEEDS_FILE | WRITES, "FILE [--words TEXT] [--host PARTY] [--group GROUP]",
         "Enter meetings of the past from a calendar or a table (CSV)")
COMMAND (meeting, show, NEEDS_FILE, "REF", "Show one meeting")
COMMAND (meeting, list, NEEDS_FILE, "[--all]", "List the meetings")
COMMAND (meeting, deadlines, NEEDS_FILE, "REF", "Show what is due before a meeting, and when")
COMMAND (meeting, deadline, NEEDS_FILE | WRITES,
         "REF STEP (--met [--on DATE] | --missed | --undo) [--note TEXT]",
         "Record that a step was met or missed")

NOUN (agenda, "The agenda of a meeting")
COMMAND (agenda, add, NEEDS_FILE | WRITES, "REF [TEXT | --follow-up]", "Add an item")
COMMAND (agenda, list, NEEDS_FILE, "REF", "List the items of a meeting")
COMMAND (agenda, show, NEEDS_FILE, "REF ITEM", "Show one item with its discussion and decisions")
COMMAND (agenda, edit, NEEDS_FILE | WRITES, "REF ITEM", "Change what an item says")
COMMAND (agenda, move, NEEDS_FILE | WRITES, "REF ITEM --position NUMBER",
         "Give an item another number")
COMMAND (agenda, withdraw, NEEDS_FILE | WRITES, "REF ITEM", "Take an item off the agenda")
COMMAND (agenda, adopt, NEEDS_FILE | WRITES, "REF", "Adopt the agenda")
COMMAND (agenda, import, NEEDS_FILE | WRITES, "REF FILE", "Add items from a table (CSV)")
COMMAND (agenda, invite, NEEDS_FILE | WRITES, "REF ITEM --member MEMBER",
         "Invite a business to an item")
COMMAND (agenda, uninvite, NEEDS_FILE | WRITES, "REF ITEM --member MEMBER",
         "Take an invitation back")

NOUN (delegation, "Who comes to a meeting")
COMMAND (delegation, add, NEEDS_FILE | WRITES, "REF --party PARTY [NAME] [--post TEXT]",
         "Add a delegate")
COMMAND (delegation, list, NEEDS_FILE, "REF", "List the delegations in rank order")
COMMAND (delegation, substitute, NEEDS_FILE | WRITES,
         "REF WHO [NAME] --party PARTY [--post TEXT]", "Let another come in someone's place")
COMMAND (delegation, move, NEEDS_FILE | WRITES, "REF WHO --party PARTY --rank NUMBER",
         "Give a delegate another rank")
COMMAND (delegation, remove, NEEDS_FILE | WRITES, "REF WHO --party PARTY",
         "Strike a delegate from the list")
COMMAND (delegation, import, NEEDS_FILE | WRITES, "REF --party PARTY FILE",
         "Take a party's list from a table (CSV)")

NOUN (attendance, "Who was at a meeting")
COMMAND (attendance, set, NEEDS_FILE | WRITES, "REF --party PARTY [--absent WHO…]",
         "Note who came")

NOUN (decision, "Decisions, their executors and due dates")
COMMAND (decision, add, NEEDS_FILE | WRITES, "REF ITEM TEXT", "Draft a decision on an item")
COMMAND (decision, list, NEEDS_FILE, "", "List decisions")
COMMAND (decision, show, NEEDS_FILE, "DECISION", "Show one decision and how it is carried out")
COMMAND (decision, edit, NEEDS_FILE | WRITES, "DECISION", "Change a draft, or fill its gaps")
COMMAND (decision, remove, NEEDS_FILE | WRITES, "DECISION", "Take a draft back")
COMMAND (decision, progress, NEEDS_FILE | WRITES, "DECISION TEXT",
         "Note how a decision is carried out")
COMMAND (decision, close, NEEDS_FILE | WRITES, "DECISION", "Note that a decision is done or dropped")
COMMAND (decision, enforce, NEEDS_FILE | WRITES, "REF --signed DATE",
         "Put a meeting's decisions in force by a protocol kept elsewhere")

NOUN (initiative, "Initiatives by sector")
COMMAND (initiative, propose, NEEDS_FILE | WRITES, "TEXT --sector SECTOR", "Propose an initiative")
COMMAND (initiative, list, NEEDS_FILE, "", "List initiatives by sector")
COMMAND (initiative, show, NEEDS_FILE, "INITIATIVE", "Show one initiative and its way")
COMMAND (initiative, update, NEEDS_FILE | WRITES, "INITIATIVE --note TEXT",
         "Note what became of an initiative")
COMMAND (initiative, drop, NEEDS_FILE | WRITES, "INITIATIVE --reason TEXT",
         "Give an initiative up")

NOUN (group, "Working groups")
COMMAND (group, establish, NEEDS_FILE | WRITES,
         "GROUP --name NAME --mandate TEXT --decision DECISION [--until DATE] [--sector SECTOR]",
         "Establish a working group by a decision")
COMMAND (group, list, NEEDS_FILE, "", "List the working groups")
COMMAND (group, show, NEEDS_FILE, "GROUP", "Show a working group")
COMMAND (group, lead, NEEDS_FILE | WRITES,
         "GROUP NAME --party PARTY [--post POST] [--from DATE]", "Name a party's co-lead")
COMMAND (group, join, NEEDS_FILE | WRITES,
         "GROUP NAME --party PARTY [--post POST] [--from DATE]", "Add a member to a group")
COMMAND (group, leave, NEEDS_FILE | WRITES, "GROUP NAME --party PARTY [--on DATE]",
         "Let a member or co-lead leave a group")
COMMAND (group, report, NEEDS_FILE | WRITES, "GROUP TEXT [--meeting REF]",
         "Note a group's report")
COMMAND (group, extend, NEEDS_FILE | WRITES,
         "GROUP --until DATE --reason TEXT [--decision DECISION]", "Extend a group's mandate")
COMMAND (group, dissolve, NEEDS_FILE | WRITES,
         "GROUP --reason TEXT [--on DATE] [--successor GROUP]", "Dissolve a group")

NOUN (protocol, "Protocols: text, originals, signatures")
COMMAND (protocol, draft, NEEDS_FILE | WRITES, "REF [--again | --update]",
         "Compose the protocol of a meeting from its record")
COMMAND (protocol, annex, NEEDS_FILE | WRITES, "ACTION REF [TABLE]",
         "Attach a table as an annex: add, list, remove or save it")
COMMAND (protocol, check, NEEDS_FILE, "REF", "Name what should be put right before it is signed")
COMMAND (protocol, show, NEEDS_FILE, "REF [--for PARTY]", "Show the text and who has agreed")
COMMAND (protocol, edit, NEEDS_FILE | WRITES, "REF [--clause NUMBER --text TEXT]",
         "Change the text, in an editor or by clause")
COMMAND (protocol, comment, NEEDS_FILE | WRITES, "REF [CLAUSE TEXT] [--resolve NUMBER]",
         "Comment on a clause, or list the comments")
COMMAND (protocol, bracket, NEEDS_FILE | WRITES, "REF [CLAUSE] [TEXT] [--after | --strike]",
         "Propose wording for a clause, or list what is in brackets")
COMMAND (protocol, settle, NEEDS_FILE | WRITES, "REF [CLAUSE…] (--take PARTY | --withdraw)",
         "Settle the wording that stands in brackets")
COMMAND (protocol, versions, NEEDS_FILE, "REF", "List the texts that the protocol had")
COMMAND (protocol, diff, NEEDS_FILE, "REF [--from VERSION] [--to VERSION] [--out FILE]",
         "Compare two versions word by word")
COMMAND (protocol, export, NEEDS_FILE, "REF --to FORMAT --out FILE [--for PARTY]",
         "Write the text for a word processor")
COMMAND (protocol, import, NEEDS_FILE | WRITES, "REF FILE",
         "Bring a side's changes from a word processor in as its brackets")
COMMAND (protocol, agree, NEEDS_FILE | WRITES, "REF", "Agree to the text for a party")
COMMAND (protocol, reopen, NEEDS_FILE | WRITES, "REF --reason REASON", "Open an agreed text again")
COMMAND (protocol, issue, NEEDS_FILE | WRITES, "REF [--place CITY] [--date DATE | --blank-date]",
         "Make the originals to be signed")
COMMAND (protocol, render, NEEDS_FILE, "REF --for PARTY --out FILE", "Write a party's original as PDF")
COMMAND (protocol, attach, NEEDS_FILE | WRITES,
         "REF --for PARTY FILE --signed DATE --place CITY [--replace]",
         "Attach the scan of a signed original")
COMMAND (protocol, compare, PLAIN, "FILE FILE…",
         "Prove that originals differ in the order of the parties alone")
COMMAND (protocol, archive, NEEDS_FILE | WRITES, "REF --for PARTY --out FILE [--as PARTY]",
         "Make the archive copy of a scanned original, certified by the secretary")
COMMAND (protocol, extract, NEEDS_FILE, "REF --out FILE [--executor WHO]",
         "Write an extract from the protocol as PDF")
COMMAND (protocol, sign, NEEDS_FILE | WRITES,
         "REF --for PARTY --by PARTY [--p12 FILE | --key FILE --cert FILE | --token ADDRESS | "
         "--prepare FILE --cert FILE | --finish FILE]",
         "Sign an original electronically for a party's chair")
COMMAND (protocol, verify, TRIES_FILE, "FILE [--trust FILE…]",
         "Check a signed PDF: who signed, and whether anything was changed")

COMMAND (protocol, disclose, NEEDS_FILE | WRITES, "REF [--withdraw]",
         "Let a signed protocol be published, or no longer")

NOUN (calendar, "Calendar files")
COMMAND (calendar, export, NEEDS_FILE, "[--kind KIND] [--party PARTY] [--out FILE]",
         "Export meetings, deadlines or days off as iCalendar")
COMMAND (calendar, reply, NEEDS_FILE | WRITES, "FILE…",
         "Read what invited people answered, from letters and calendar files")
COMMAND (calendar, invite, NEEDS_FILE | WRITES,
         "REF [--out FOLDER | --send | --queue] [--party PARTY] [--to PERSON…] [--reason TEXT]",
         "Invite people to a meeting by mail, or tell them what has changed")
COMMAND (calendar, counters, NEEDS_FILE, "[REF] [--all]",
         "List who asks for another time of a meeting")
COMMAND (calendar, decline, NEEDS_FILE | WRITES,
         "REF --reason TEXT [--to PERSON…] [--party PARTY] [--out FOLDER | --send | --queue]",
         "Tell people by mail that the time they ask for is declined")

NOUN (mail, "Messages to people: what was sent, what waits")
COMMAND (mail, list, NEEDS_FILE, "[--all] [--meeting REF]",
         "List the messages that are not settled")
COMMAND (mail, show, NEEDS_FILE, "NUMBER [--source]", "Show one message")
COMMAND (mail, send, NEEDS_FILE | WRITES, "", "Send the messages that are due")
COMMAND (mail, retry, NEEDS_FILE | WRITES, "NUMBER", "Send a message again")
COMMAND (mail, confirm, NEEDS_FILE | WRITES, "NUMBER",
         "Note that a message arrived whose arrival was unknown")
COMMAND (mail, drop, NEEDS_FILE | WRITES, "NUMBER", "Do not send a message any more")

NOUN (feed, "Addresses that calendar apps subscribe to")
COMMAND (feed, create, NEEDS_FILE | WRITES,
         "[--kind KIND] [--party PARTY] [--group GROUP] [--person PERSON] [--public]",
         "Make an address for calendar apps; prints it")
COMMAND (feed, list, NEEDS_FILE, "[--all]", "List the feeds and their addresses")
COMMAND (feed, revoke, NEEDS_FILE | WRITES, "FEED", "Take an address back")

/* Words that stand alone. */
WORD (init, WRITES, "[--template NAME | --blank [--handle NAME]] [--own PARTY]", "Make a council's file")
WORD (status, NEEDS_FILE, "", "Show what comes next and what is overdue")
WORD (serve, NEEDS_FILE, "[--listen ADDRESS]", "Serve the feeds to calendar apps")
WORD (publish, NEEDS_FILE | WRITES, "FOLDER", "Write the feeds and pages as files for a web server")
WORD (log, NEEDS_FILE, "[ENTRY]", "Show the journal: who changed what, and when")
WORD (check, NEEDS_FILE, "", "Check that the file is sound")
WORD (backup, NEEDS_FILE, "FILE", "Copy the council's file")
WORD (help, PLAIN, "[NOUN [VERB]]", "Explain a command")

/* clang-format on */

#undef NOUN
#undef COMMAND
#undef ALIAS
#undef WORD
