/* What the terminal's description says; apart from the rest, because <term.h> takes words like `columns` for itself. */
#define _XOPEN_SOURCE 700
#define NCURSES_NOMACROS

#include "tune_terminal.h"

#include "base/late.h"

#include <ncurses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#define FUNCTIONS(X) X(del_curterm) X(set_curterm) X(setupterm) X(tigetstr)

typedef struct functions {
  FUNCTIONS(EGB_LATE_MEMBER)
} functions;

static functions ncurses;

#define CALL(name) (ncurses.name)

#ifdef EGB_NCURSES_FILE
static const char not_there[] = EGB_LATE_ABSENT("ncurses", EGB_NCURSES_FILE, "shows it", "libncursesw6", "ncurses");

static bool find_ncurses(void) {
  return EGB_LATE_LOAD(EGB_NCURSES_FILE, FUNCTIONS, &ncurses) == EGB_OK;
}
#else
static const char not_there[] = "";

static bool find_ncurses(void) {
  ncurses = (functions){FUNCTIONS(EGB_LATE_LINKED)};
  return true;
}
#endif

/* NULL: there is none. */
static const char *sequence(const char *name) {
  const char *text = CALL(tigetstr)(name);
  return text == (const char *)-1 ? NULL : text;
}

const char *tune_terminal_lacks(void) {
  const char *type = getenv("TERM");
  int found = 0;
  if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1)
    return "it needs a terminal for its input and its output";
  if (type == NULL || type[0] == '\0' || strcmp(type, "dumb") == 0)
    return "this terminal cannot place text (TERM is empty or `dumb`)";
  if (!find_ncurses())
    return not_there;
  if (CALL(setupterm)(type, STDOUT_FILENO, &found) != OK)
    return "this kind of terminal (TERM) is not known here";
  const bool places = sequence("cup") != NULL;
  (void)CALL(del_curterm)(CALL(set_curterm)(NULL));
  return places ? NULL : "this terminal cannot place text";
}

size_t tune_terminal_leaving(char *out, size_t room) {
  static const char *const leave[] = {"sgr0", "rmkx", "cnorm", "rmcup"};
  size_t used = 0;
  int found = 0;
  if (!find_ncurses() || CALL(setupterm)(NULL, STDOUT_FILENO, &found) != OK)
    return 0;
  for (size_t i = 0; i < sizeof leave / sizeof leave[0]; i++) {
    const char *text = sequence(leave[i]);
    const size_t length = text == NULL ? 0 : strlen(text);
    if (length > room - used)
      continue;
    if (length != 0)
      memcpy(out + used, text, length);
    used += length;
  }
  (void)CALL(del_curterm)(CALL(set_curterm)(NULL));
  return used;
}
