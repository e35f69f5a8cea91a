#define _XOPEN_SOURCE 700 /* wide characters of ncurses */
#define NCURSES_NOMACROS  /* functions have types that are checked */

#include "tune_terminal.h"

#include "base/late.h"
#include "base/utf8.h"
#include "egovbench.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* clang-format off */
#define FUNCTIONS(X) \
  X(attr_set) X(cbreak) X(curs_set) X(delscreen) X(endwin) X(erase) X(get_wch) X(getmaxx) X(getmaxy) X(has_colors) \
  X(init_pair) X(keypad) X(move) X(mvaddch) X(mvaddstr) X(newterm) X(nodelay) X(noecho) X(nonl) X(refresh) \
  X(resizeterm) X(set_escdelay) X(start_color) X(stdscr) X(use_default_colors)
/* clang-format on */

typedef struct functions {
  FUNCTIONS(EGB_LATE_MEMBER)
} functions;

static functions ncurses;

#define CALL(name) (ncurses.name)
#define PAGE (*ncurses.stdscr)

static bool find_ncurses(void) {
#ifdef EGB_NCURSES_FILE
  return EGB_LATE_LOAD(EGB_NCURSES_FILE, FUNCTIONS, &ncurses) == EGB_OK;
#else
  ncurses = (functions){FUNCTIONS(EGB_LATE_LINKED)};
  return true;
#endif
}

/* What signal handlers need. */
static struct {
  SCREEN *screen;
  struct termios settings; /* as they were found */
  int wake[2];             /* a pipe: handlers write the number of their signal */
  char restore[256];       /* sequences that leave the page, for a crash */
  size_t restore_length;
} terminal = {.wake = {-1, -1}};

/* ---- signals --------------------------------------------------------------------------------- */

static void tell(int number) {
  const int kept = errno;
  const unsigned char byte = (unsigned char)number;
  (void)!write(terminal.wake[1], &byte, 1);
  errno = kept;
}

/* Our own crash: only what a handler may call. The signal comes again, with its usual end. */
static void crash(int number) {
  (void)!write(STDOUT_FILENO, terminal.restore, terminal.restore_length);
  (void)tcsetattr(STDIN_FILENO, TCSANOW, &terminal.settings);
  (void)raise(number);
}

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  (void)sigemptyset(&action.sa_mask);
  (void)sigaction(number, &action, NULL);
}

static void handle_all(void) {
  static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH},
                   crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
  for (size_t i = 0; i < sizeof handled / sizeof handled[0]; i++)
    handle(handled[i], tell, SA_RESTART);
  for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
    handle(crashes[i], crash, (int)SA_RESETHAND);
}

/* ---- beginning and end ----------------------------------------------------------------------- */

static void choose_colours(bool colour) {
  if (!colour || !CALL(has_colors)() || CALL(start_color)() != OK)
    return;
  (void)CALL(use_default_colors)();
  (void)CALL(init_pair)(TUNE_BAR, COLOR_CYAN, -1);
  (void)CALL(init_pair)(TUNE_UP, COLOR_GREEN, -1);
  (void)CALL(init_pair)(TUNE_DOWN, COLOR_RED, -1);
}

/* Names are UTF-8 whatever the surroundings say; numbers keep their point. */
static void choose_locale(void) {
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
      (void)setlocale(LC_CTYPE, "en_US.UTF-8");
}

bool tune_terminal_begin(bool colour) {
  if (!find_ncurses() || tcgetattr(STDIN_FILENO, &terminal.settings) != 0 || pipe(terminal.wake) != 0)
    return false;
  for (int i = 0; i < 2; i++) {
    (void)fcntl(terminal.wake[i], F_SETFD, FD_CLOEXEC);
    (void)fcntl(terminal.wake[i], F_SETFL, O_NONBLOCK);
  }
  choose_locale();
  terminal.restore_length = tune_terminal_leaving(terminal.restore, sizeof terminal.restore);
  handle_all(); /* before ncurses, which keeps to the handlers it finds */
  terminal.screen = CALL(newterm)(NULL, stdout, stdin);
  if (terminal.screen == NULL) {
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &terminal.settings);
    return false;
  }
  (void)CALL(cbreak)();
  (void)CALL(noecho)();
  (void)CALL(nonl)();
  (void)CALL(keypad)(PAGE, TRUE);
  (void)CALL(nodelay)(PAGE, TRUE);
  (void)CALL(set_escdelay)(50);
  choose_colours(colour);
  return true;
}

void tune_terminal_end(void) {
  if (terminal.screen == NULL)
    return;
  (void)CALL(endwin)();
  (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.settings);
  CALL(delscreen)(terminal.screen);
  terminal.screen = NULL;
  handle(SIGINT, SIG_DFL, 0);
  handle(SIGTERM, SIG_DFL, 0);
  handle(SIGHUP, SIG_DFL, 0);
  handle(SIGWINCH, SIG_DFL, 0);
  for (int i = 0; i < 2; i++) {
    (void)close(terminal.wake[i]);
    terminal.wake[i] = -1;
  }
}

/* ---- the page -------------------------------------------------------------------------------- */

void tune_terminal_size(size_t *rows, size_t *columns) {
  *rows = (size_t)CALL(getmaxy)(PAGE);
  *columns = (size_t)CALL(getmaxx)(PAGE);
}

void tune_terminal_erase(void) {
  (void)CALL(erase)();
}

static void set_style(tune_style style) {
  static const attr_t attributes[TUNE_STYLES] = {
      [TUNE_BOLD] = A_BOLD, [TUNE_DIM] = A_DIM,  [TUNE_TITLE] = A_REVERSE, [TUNE_CHOSEN] = A_REVERSE | A_BOLD,
      [TUNE_UP] = A_BOLD,   [TUNE_DOWN] = A_BOLD};
  const bool coloured = CALL(has_colors)() && (style == TUNE_BAR || style == TUNE_UP || style == TUNE_DOWN);
  (void)CALL(attr_set)(attributes[style], coloured ? (short)style : (short)0, NULL);
}

void tune_terminal_put(size_t row, size_t column, size_t width, tune_style style, const char *text) {
  if (width == 0 || row >= (size_t)CALL(getmaxy)(PAGE) || column >= (size_t)CALL(getmaxx)(PAGE))
    return;
  char *shown = egb_display_text(text, width);
  set_style(style);
  if (shown != NULL)
    (void)CALL(mvaddstr)((int)row, (int)column, shown);
  set_style(TUNE_PLAIN);
  egb_free(shown);
}

void tune_terminal_fill(size_t row, size_t column, size_t width, tune_style style) {
  set_style(style);
  for (size_t i = 0; i < width; i++)
    (void)CALL(mvaddch)((int)row, (int)(column + i), ' ');
  set_style(TUNE_PLAIN);
}

void tune_terminal_show(size_t cursor_row, size_t cursor_column) {
  (void)CALL(curs_set)(cursor_row == SIZE_MAX ? 0 : 1);
  if (cursor_row != SIZE_MAX)
    (void)CALL(move)((int)cursor_row, (int)cursor_column);
  (void)CALL(refresh)();
}

/* ---- keys ------------------------------------------------------------------------------------ */

static size_t encode(wint_t point, char text[8]) {
  size_t length = 0;
  if (point < 0x80) {
    text[length++] = (char)point;
  } else {
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    text[length++] = (char)(unsigned char)(lead[more] | (unsigned)point >> (6 * more));
    for (int i = more - 1; i >= 0; i--)
      text[length++] = (char)(unsigned char)(0x80U | (((unsigned)point >> (6 * i)) & 0x3FU));
  }
  text[length] = '\0';
  return length;
}

static tune_key function_key(wint_t code) {
  static const struct {
    int code;
    tune_key key;
  } keys[] = {{KEY_UP, TUNE_KEY_UP},         {KEY_DOWN, TUNE_KEY_DOWN},       {KEY_LEFT, TUNE_KEY_LEFT},
              {KEY_RIGHT, TUNE_KEY_RIGHT},   {KEY_SLEFT, TUNE_KEY_FINE_LEFT}, {KEY_SRIGHT, TUNE_KEY_FINE_RIGHT},
              {KEY_PPAGE, TUNE_KEY_PAGE_UP}, {KEY_NPAGE, TUNE_KEY_PAGE_DOWN}, {KEY_HOME, TUNE_KEY_HOME},
              {KEY_END, TUNE_KEY_END},       {KEY_ENTER, TUNE_KEY_ENTER},     {KEY_BACKSPACE, TUNE_KEY_BACKSPACE},
              {KEY_DC, TUNE_KEY_BACKSPACE},  {KEY_RESIZE, TUNE_RESIZED}};
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
    if ((wint_t)keys[i].code == code)
      return keys[i].key;
  return TUNE_NOTHING;
}

static tune_event read_key(void) {
  tune_event event = {.key = TUNE_NOTHING};
  wint_t code = 0;
  const int kind = CALL(get_wch)(&code);
  if (kind == KEY_CODE_YES)
    event.key = function_key(code);
  else if (kind == ERR)
    event.key = TUNE_NOTHING;
  else if (code == '\t')
    event.key = TUNE_KEY_TAB;
  else if (code == '\r' || code == '\n')
    event.key = TUNE_KEY_ENTER;
  else if (code == 27)
    event.key = TUNE_KEY_ESCAPE;
  else if (code == 127 || code == 8)
    event.key = TUNE_KEY_BACKSPACE;
  else if (code >= ' ' && code < 0x110000 && encode(code, event.text) != 0)
    event.key = TUNE_TEXT;
  return event;
}

static tune_event read_signal(void) {
  tune_event event = {.key = TUNE_NOTHING};
  unsigned char number = 0;
  if (read(terminal.wake[0], &number, 1) != 1)
    return event;
  if (number != SIGWINCH)
    return (tune_event){.key = TUNE_SIGNAL, .signal = number};
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    (void)CALL(resizeterm)(size.ws_row, size.ws_col);
  event.key = TUNE_RESIZED;
  return event;
}

static int look(int milliseconds, struct pollfd wait[2]) {
  wait[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
  wait[1] = (struct pollfd){.fd = terminal.wake[0], .events = POLLIN};
  return poll(wait, 2, milliseconds);
}

tune_event tune_terminal_wait(int milliseconds) {
  for (;;) {
    struct pollfd wait[2];
    tune_event event = read_signal();
    if (event.key == TUNE_NOTHING)
      event = read_key();
    if (event.key != TUNE_NOTHING)
      return event;
    const int found = look(milliseconds, wait);
    if (found == 0)
      return (tune_event){.key = TUNE_PAUSE};
    if (found < 0 && errno != EINTR)
      return (tune_event){.key = TUNE_LOST};
    if (found > 0 && (wait[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
      return (tune_event){.key = TUNE_LOST};
  }
}

bool tune_terminal_is_pending(void) {
  struct pollfd wait[2];
  return look(0, wait) != 0;
}
