/* Changed rows, for people and programs: of a journal entry, of a dry run. */
#pragma once

#include "cli/command.h"

/** changes_print: appends a line for each of @changes (element-type DbChange), without the keys
 * of rows. */
void changes_print (CommandRun *run, GPtrArray *changes);

/** changes_json: adds an array of @changes with every column before and after. */
void changes_json (JsonBuilder *json, const char *key, GPtrArray *changes);
