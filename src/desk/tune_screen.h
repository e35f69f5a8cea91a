/* tune_screen.h - the desk: what is chosen and open, and how it is drawn. */
#ifndef EGB_DESK_TUNE_SCREEN_H
#define EGB_DESK_TUNE_SCREEN_H

#include "tune_model.h"

typedef enum tune_page { TUNE_DESK, TUNE_HELP, TUNE_PAIR } tune_page;

/* A line that is being typed; label NULL: none. */
typedef struct tune_prompt {
  const char *label;
  char text[200];
} tune_prompt;

typedef struct tune_desk {
  tune_model model;
  const char *const *languages;
  const char *title;
  int decimals;
  tune_page page;
  bool *open;    /* per node: its parts are listed */
  size_t *line;  /* nodes that are listed, in order */
  size_t lines;  /* how many */
  size_t chosen; /* line */
  size_t top;    /* first line shown */
  bool in_ranking;
  size_t unit;    /* chosen in the ranking, SIZE_MAX: none */
  size_t other;   /* first of a pair, SIZE_MAX: none */
  egb_swap *swap; /* of the pair on its page; NULL: no answer, and why not is in model.problem */
  size_t ranking_top;
  size_t ranking_rows; /* as drawn last, for paging */
  tune_prompt prompt;
  char message[400]; /* "" : what is chosen is described */
} tune_desk;

/* Lists the nodes below open ones; what was chosen stays chosen. */
void tune_desk_list(tune_desk *desk);
/* Position of the chosen unit in the ranking, SIZE_MAX. */
size_t tune_desk_position(const tune_desk *desk);
void tune_draw(tune_desk *desk);

#endif
