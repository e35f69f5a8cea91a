#include "terminal.h"

#include "base/text.h"
#include "team.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_LEAST 20 /* smaller reported widths are ignored */
#define WIDTH_MOST 100000

/* What a launcher of MPI hands on is no terminal, though it looks like one to its processes. */
bool cli_is_terminal(int descriptor) {
  return isatty(descriptor) == 1 && !cli_team_launched();
}

static size_t columns_variable(void) {
  const char *text = getenv("COLUMNS");
  if (text == NULL || text[0] < '0' || text[0] > '9')
    return 0;
  char *end;
  const unsigned long width = strtoul(text, &end, 10);
  return *end == '\0' && width >= WIDTH_LEAST && width <= WIDTH_MOST ? (size_t)width : 0;
}

size_t cli_terminal_width(int descriptor) {
#ifdef TIOCGWINSZ
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_LEAST)
    return size.ws_col;
#else
  (void)descriptor;
#endif
  const size_t width = columns_variable();
  return width != 0 ? width : 80;
}

size_t cli_terminal_height(int descriptor) {
#ifdef TIOCGWINSZ
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row != 0)
    return size.ws_row;
#else
  (void)descriptor;
#endif
  return 24;
}

static bool is_set(const char *variable) {
  const char *text = getenv(variable);
  return text != NULL && text[0] != '\0';
}

bool cli_terminal_colour(const char *flag, int descriptor, const char **why) {
  const char *reason;
  bool colour = false;
  const char *terminal = getenv("TERM");
  const char *forced = getenv("CLICOLOR_FORCE");
  if (flag != NULL && strcmp(flag, "auto") != 0) {
    reason = "--color";
    colour = strcmp(flag, "always") == 0;
  } else if (is_set("NO_COLOR")) {
    reason = "NO_COLOR";
  } else if (forced != NULL && forced[0] != '\0' && strcmp(forced, "0") != 0) {
    reason = "CLICOLOR_FORCE";
    colour = true;
  } else if (terminal != NULL && strcmp(terminal, "dumb") == 0) {
    reason = "TERM=dumb";
  } else {
    colour = cli_is_terminal(descriptor);
    reason = colour ? "a terminal" : "not a terminal";
  }
  if (why != NULL)
    *why = reason;
  return colour;
}

/* de_DE.UTF-8, C.utf8, en_US.UTF-8@euro. */
static bool names_utf8(const char *locale) {
  const char *point = strchr(locale, '.');
  char encoding[8] = "";
  for (size_t i = 0, put = 0; point != NULL && point[1 + i] != '@' && point[1 + i] != '\0' && put + 1 < sizeof encoding;
       i++)
    if (point[1 + i] != '-')
      encoding[put++] = point[1 + i];
  return egb_text_same(encoding, "utf8");
}

bool cli_terminal_is_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *terminal = getenv("TERM");
  if (terminal != NULL && strcmp(terminal, "linux") == 0)
    return false;
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *locale = getenv(variables[i]);
    if (locale != NULL && locale[0] != '\0')
      return names_utf8(locale);
  }
  return true;
}
