/* tune_terminal.h - the whole terminal as a page of cells, and its keys; the only door to ncurses. The terminal is left
 * as it was found, also after a signal that ends the program. One at a time. */
#ifndef EGB_DESK_TUNE_TERMINAL_H
#define EGB_DESK_TUNE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum tune_style {
  TUNE_PLAIN,
  TUNE_BOLD,
  TUNE_DIM,
  TUNE_TITLE, /* reversed */
  TUNE_CHOSEN,
  TUNE_BAR,
  TUNE_UP,
  TUNE_DOWN,
  TUNE_STYLES
} tune_style;

typedef enum tune_key {
  TUNE_NOTHING,
  TUNE_TEXT, /* a character */
  TUNE_KEY_UP,
  TUNE_KEY_DOWN,
  TUNE_KEY_LEFT,
  TUNE_KEY_RIGHT,
  TUNE_KEY_FINE_LEFT, /* with shift */
  TUNE_KEY_FINE_RIGHT,
  TUNE_KEY_PAGE_UP,
  TUNE_KEY_PAGE_DOWN,
  TUNE_KEY_HOME,
  TUNE_KEY_END,
  TUNE_KEY_TAB,
  TUNE_KEY_ENTER,
  TUNE_KEY_ESCAPE,
  TUNE_KEY_BACKSPACE,
  TUNE_RESIZED,
  TUNE_PAUSE,  /* nothing happened for as long as was to be waited */
  TUNE_SIGNAL, /* ends the program */
  TUNE_LOST    /* the terminal is gone */
} tune_key;

typedef struct tune_event {
  tune_key key;
  char text[8]; /* UTF-8, for TUNE_TEXT */
  int signal;   /* for TUNE_SIGNAL */
} tune_event;

/* What keeps the desk from this terminal in words for a person, NULL: nothing. Changes nothing. */
const char *tune_terminal_lacks(void);
/* The sequences that leave the page, in out; how many bytes. */
size_t tune_terminal_leaving(char *out, size_t room);
/* Takes the terminal over. false: it cannot be had. */
bool tune_terminal_begin(bool colour);
/* Gives it back; may be called again. */
void tune_terminal_end(void);
void tune_terminal_size(size_t *rows, size_t *columns);
void tune_terminal_erase(void);
/* Text at a place, cut to width columns; what would act on the terminal is replaced. */
void tune_terminal_put(size_t row, size_t column, size_t width, tune_style style, const char *text);
/* The same style over width blanks. */
void tune_terminal_fill(size_t row, size_t column, size_t width, tune_style style);
/* Shows what was put; the cursor is at the place, or is hidden with a row of SIZE_MAX. */
void tune_terminal_show(size_t cursor_row, size_t cursor_column);
/* Waits for something to happen, at most so many milliseconds (-1: as long as it takes). */
tune_event tune_terminal_wait(int milliseconds);
/* Whether something has happened that is still to be reported. */
bool tune_terminal_is_pending(void);

#endif
