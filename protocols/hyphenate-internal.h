/* The hyphenation dictionary as hyphenate-table.c writes it when council is built: what libhyphen
 * makes of the patterns, without the pointers, which would have to be moved at every start. */
#pragma once

#include <hyphen.h>

typedef struct
{
  int match;    /* where its numbers begin in the level's matches; -1: it has none */
  int fallback; /* a state of the level */
  int n_steps;  /* that lead on from it; they follow those of the state before */
} HyphenateState;

/* A HyphenDict. */
typedef struct
{
  char min[4]; /* letters: left, right, and of a compound's parts */
  const char *forbidden;
  int n_forbidden;
  int n_states;
  const HyphenateState *states;
  const HyphenTrans *steps;
  const char *matches;
} HyphenateLevel;

/* The first divides at hyphens, the next what is between them. */
extern const HyphenateLevel hyphenate_levels[];
extern const int hyphenate_n_levels;
