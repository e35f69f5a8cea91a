/* recognise.h - which keys an entry of `data:` needs for a file, and why: by the rows of model/origins.h, else by what
 * its lines look like. Guesses, to be shown to a person; no load asks for them. */
#ifndef EGB_LOAD_RECOGNISE_H
#define EGB_LOAD_RECOGNISE_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/origins.h"

#define EGB_GUESSES_MOST 16
/* Why a file of periods needs `only-indicator:`. */
#define EGB_NO_INDICATOR "no column says what they are: write what they are called"

/* A number is taken for a year between these; drafts do so too. */
#define EGB_YEAR_FIRST 1900
#define EGB_YEAR_LAST 2100

typedef struct egb_guess {
  const char *key, *value; /* as YAML */
  const char *evidence;    /* part of a sentence without a full stop */
} egb_guess;

typedef struct egb_recognition {
  const egb_origin *origin; /* NULL: no publisher's */
  const egb_origin *other;  /* whose files look the same; NULL: nobody's */
  egb_guess guess[EGB_GUESSES_MOST];
  size_t count;
} egb_recognition;

/* as: the name of the publisher, NULL to look for it. Refused: a workbook or a text that cannot be opened (reported).
 * The texts live in the arena. */
egb_status egb_recognise(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                         egb_recognition *out);
/* guess.c: what the keys of a text of no publisher are, added to those in `out`. */
egb_status egb_guess_keys(egb_arena *arena, const egb_source *text, egb_diag *diag, egb_recognition *out);
/* How many of the first lines have as many cells as the line before, and more than one. */
size_t egb_guess_regular_lines(const egb_source *text, char delimiter);
/* value and evidence are kept as they are. */
egb_status egb_guess_add(egb_recognition *out, const char *key, const char *value, const char *evidence);

#endif
