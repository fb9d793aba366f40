/* The options that give the forms of a name. */
#pragma once

#include "cli/command.h"
#include "core/language.h"

#define OBLIQUE_OPTIONS                                                                       \
  { "genitive", OPTION_TEXT, "TEXT", N_ ("In the genitive (“кого? чего?”)") },                \
      { "dative", OPTION_TEXT, "TEXT", N_ ("In the dative (“кому? чему?”)") },                \
      { "accusative", OPTION_TEXT, "TEXT", N_ ("In the accusative (“кого? что?”)") },         \
      { "instrumental", OPTION_TEXT, "TEXT", N_ ("In the instrumental (“кем? чем?”)") },      \
  {                                                                                           \
    "prepositional", OPTION_TEXT, "TEXT", N_ ("In the prepositional (“о ком? о чём?”)")       \
  }

/** case_options: fills the oblique forms that were given; the nominative is left alone. */
void case_options (CommandRun *run, const char *forms[N_CASES]);
