#include "draw/canvas.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MOST ((size_t)1 << 20)
#define UNKNOWN "\xEF\xBF\xBD" /* U+FFFD: a cluster of more bytes than a cell has */

static const char *const signs[EGB_SIGN_COUNT][2] = {
    [EGB_SIGN_ACROSS] = {"─", "-"},     [EGB_SIGN_UPRIGHT] = {"│", "|"},   [EGB_SIGN_CORNER] = {"└", "+"},
    [EGB_SIGN_TICK_BELOW] = {"┬", "+"}, [EGB_SIGN_TICK_LEFT] = {"┤", "+"}, [EGB_SIGN_BEGIN] = {"├", "|"},
    [EGB_SIGN_END] = {"┤", "|"},        [EGB_SIGN_QUARTILES] = {"▒", "="}, [EGB_SIGN_MEDIAN] = {"█", "#"},
    [EGB_SIGN_HOLLOW] = {"○", "o"},     [EGB_SIGN_DOT] = {"●", "@"},       [EGB_SIGN_UP] = {"▲", "^"},
    [EGB_SIGN_DOWN] = {"▼", "v"},       [EGB_SIGN_SAME] = {"=", "="},      [EGB_SIGN_ABSENT] = {"·", ","},
    [EGB_SIGN_CROSS] = {"×", "x"}};

/* By how dark it is. */
static const char *const shades[5][2] = {{"▁", "."}, {"░", ":"}, {"▒", "+"}, {"▓", "%"}, {"█", "#"}};

egb_canvas egb_canvas_make(size_t width, bool ascii, bool colour) {
  const size_t most = width > EGB_CANVAS_MOST ? EGB_CANVAS_MOST : width;
  return (egb_canvas){.width = most < EGB_CANVAS_LEAST ? EGB_CANVAS_LEAST : most, .ascii = ascii, .colour = colour};
}

egb_pen egb_canvas_series(size_t i) {
  return (egb_pen)(EGB_PEN_FIRST + i % (EGB_PEN_COUNT - EGB_PEN_FIRST));
}

void egb_canvas_free(egb_canvas *c) {
  free(c->cell);
  c->cell = NULL;
  egb_buffer_clear(&c->clean);
}

/* The cells of a row, for something to be put there; NULL: out of memory. */
static egb_canvas_cell *row_at(egb_canvas *c, size_t y) {
  if (c->failed)
    return NULL;
  if (y >= c->room) {
    size_t room = c->room == 0 ? 32 : c->room;
    while (room <= y && room < ROWS_MOST)
      room *= 2;
    egb_canvas_cell *grown = room <= y ? NULL : realloc(c->cell, room * c->width * sizeof *grown);
    c->failed = grown == NULL;
    if (grown == NULL)
      return NULL;
    memset(grown + c->room * c->width, 0, (room - c->room) * c->width * sizeof *grown);
    c->cell = grown;
    c->room = room;
  }
  c->height = y < c->height ? c->height : y + 1;
  return &c->cell[y * c->width];
}

/* A wide character in the last two columns gives way to the sign. */
static void cut_row(const egb_canvas *c, egb_canvas_cell *row) {
  egb_canvas_cell *last = &row[c->width - 1];
  if (last->covered)
    last[-1].text[0] = '\0';
  last->covered = false;
  last->cut = true;
}

/* ---- text ------------------------------------------------------------------------------------ */

static size_t put_cluster(egb_canvas *c, size_t x, size_t y, const char *text, size_t bytes, size_t width) {
  egb_canvas_cell *row = row_at(c, y);
  if (row != NULL && x + width > c->width)
    cut_row(c, row);
  if (row == NULL || x + width > c->width)
    return x;
  egb_canvas_cell *cell = &row[x];
  const bool whole = bytes < sizeof cell->text;
  memset(cell->text, 0, sizeof cell->text);
  memcpy(cell->text, whole ? text : UNKNOWN, whole ? bytes : strlen(UNKNOWN));
  cell->covered = false;
  cell->pen = (unsigned char)c->pen;
  if (width == 2) { /* a blank beside the sign that takes the place of a wide cluster */
    cell[1] = (egb_canvas_cell){.covered = whole};
    if (!whole)
      cell[1].text[0] = ' ';
  }
  return x + width;
}

/* The first cluster that takes room, with what precedes it, in *bytes; its columns. */
static size_t next_cluster(const char *text, size_t length, size_t *bytes) {
  for (size_t width = 1; width <= 2; width++) {
    *bytes = egb_utf8_fit(text, length, width);
    if (*bytes > 0)
      return egb_utf8_width(text, *bytes);
  }
  *bytes = length;
  return 1;
}

static size_t put_clean(egb_canvas *c, size_t x, size_t y, const char *text, size_t length) {
  while (length > 0) {
    size_t bytes;
    const size_t width = next_cluster(text, length, &bytes), end = put_cluster(c, x, y, text, bytes, width);
    if (end == x) /* no room is left, or nothing is to be seen */
      return x;
    x = end;
    text += bytes;
    length -= bytes;
  }
  return x;
}

/* In the canvas's own buffer, until the next text. */
static const char *clean(egb_canvas *c, const char *text, size_t bytes) {
  c->clean.length = 0;
  egb_utf8_show(&c->clean, text, bytes);
  c->failed = c->failed || c->clean.failed;
  return c->clean.length == 0 ? "" : egb_buffer_string(&c->clean);
}

size_t egb_canvas_text(egb_canvas *c, size_t x, size_t y, const char *text) {
  const char *shown = clean(c, text, strlen(text));
  return put_clean(c, x, y, shown, c->clean.length);
}

size_t egb_canvas_width(const char *text) {
  return egb_utf8_width(text, strlen(text));
}

void egb_canvas_label(egb_canvas *c, size_t x, size_t y, size_t width, egb_anchor anchor, const char *text) {
  const char *shown = clean(c, text, strlen(text));
  size_t bytes = c->clean.length, wide = egb_utf8_width(shown, bytes);
  const bool cut = wide > width;
  if (cut && width > 0) {
    bytes = egb_utf8_fit(shown, bytes, width - 1);
    wide = egb_utf8_width(shown, bytes) + 1;
  }
  const size_t rest = wide < width ? width - wide : 0, ahead = anchor == EGB_ANCHOR_START ? 0
                                                               : anchor == EGB_ANCHOR_END ? rest
                                                                                          : rest / 2;
  if (width > 0) {
    const size_t end = put_clean(c, x + ahead, y, shown, bytes);
    if (cut)
      (void)egb_canvas_text(c, end, y, c->ascii ? "~" : "…");
  }
}

/* Behind what is in the line, or below it; one that is wider than a line (Chinese sentences are) is cut. */
static void put_word(egb_canvas *c, size_t *x, size_t *y, const char *word, size_t length) {
  const bool fits = *x > 0 && *x + 1 + egb_utf8_width(word, length) <= c->width;
  *y += *x > 0 && !fits;
  *x = fits ? *x + 1 : 0;
  while (length > 0 && !c->failed) {
    const size_t part = egb_utf8_fit(word, length, c->width - *x), put = part > 0 ? part : length;
    *x = put_clean(c, *x, *y, word, put);
    word += put;
    length -= put;
    if (length > 0) {
      *x = 0;
      (*y)++;
    }
  }
}

size_t egb_canvas_paragraph(egb_canvas *c, size_t y, const char *text) {
  size_t x = 0;
  for (const char *at = text + strspn(text, " \n"); *at != '\0'; at += strspn(at, " \n")) {
    const size_t bytes = strcspn(at, " \n");
    const char *word = clean(c, at, bytes);
    put_word(c, &x, &y, word, c->clean.length);
    at += bytes;
  }
  return y + (x > 0);
}

/* ---- signs ----------------------------------------------------------------------------------- */

/* One of those above, which are clean and a column wide; with this pen, unless another is set. */
static size_t put_sign(egb_canvas *c, size_t x, size_t y, const char *sign, egb_pen usual) {
  const egb_pen pen = c->pen;
  c->pen = pen == EGB_PEN_PLAIN ? usual : pen;
  const size_t end = put_cluster(c, x, y, sign, strlen(sign), 1);
  c->pen = pen;
  return end;
}

static egb_pen pen_of(egb_sign sign) {
  return sign == EGB_SIGN_UP || sign == EGB_SIGN_DOT ? EGB_PEN_FIRST
         : sign == EGB_SIGN_DOWN                     ? EGB_PEN_SECOND
                                                     : EGB_PEN_PLAIN;
}

size_t egb_canvas_sign(egb_canvas *c, size_t x, size_t y, egb_sign sign) {
  return put_sign(c, x, y, signs[sign][c->ascii], pen_of(sign));
}

void egb_canvas_signs(egb_canvas *c, size_t x, size_t end, size_t y, egb_sign sign) {
  for (; x < end && x < c->width; x++)
    (void)egb_canvas_sign(c, x, y, sign);
}

size_t egb_canvas_shade(egb_canvas *c, size_t x, size_t y, size_t width, size_t i, size_t count) {
  const size_t last = count > 1 ? count - 1 : 1, step = (4 * i + last / 2) / last;
  for (size_t k = 0; k < width; k++)
    (void)put_sign(c, x + k, y, shades[step < 4 ? 4 - step : 0][c->ascii], EGB_PEN_PLAIN);
  return x + width;
}

void egb_canvas_bar(egb_canvas *c, size_t x, size_t y, double length) {
  static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double shown = fmin(fmax(length, 0), (double)c->width);
  const size_t parts = (size_t)(c->ascii ? 8 * floor(shown + 0.5) : floor(8 * shown + 0.5));
  for (size_t k = 0; k < parts / 8; k++)
    (void)put_sign(c, x + k, y, c->ascii ? "=" : "█", EGB_PEN_FIRST);
  if (parts % 8 > 0)
    (void)put_sign(c, x + parts / 8, y, eighths[parts % 8], EGB_PEN_FIRST);
}

/* ---- dots ------------------------------------------------------------------------------------ */

void egb_canvas_dot(egb_canvas *c, double x, double y) {
  static const unsigned char bit[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  if (!(x >= 0) || !(y >= 0) || x >= (double)c->width || y >= (double)ROWS_MOST)
    return;
  egb_canvas_cell *row = row_at(c, (size_t)y), *cell = row == NULL ? NULL : &row[(size_t)x];
  if (cell == NULL || cell->text[0] != '\0' || cell->covered)
    return;
  cell->dots = (unsigned char)(cell->dots | bit[(size_t)(4 * y) % 4][(size_t)(2 * x) % 2]);
  cell->pen = (unsigned char)(c->pen == EGB_PEN_PLAIN ? EGB_PEN_FIRST : c->pen);
}

void egb_canvas_line(egb_canvas *c, double x1, double y1, double x2, double y2, size_t apart) {
  const size_t steps = (size_t)fmin(ceil(fmax(fabs(x2 - x1) * 2, fabs(y2 - y1) * 4)), 4 * (double)EGB_CANVAS_MOST);
  for (size_t i = 0; i <= steps; i += apart) {
    const double share = steps > 0 ? (double)i / (double)steps : 0;
    egb_canvas_dot(c, x1 + share * (x2 - x1), y1 + share * (y2 - y1));
  }
}

bool egb_canvas_is_free(const egb_canvas *c, size_t x, size_t y, size_t width) {
  if (x + width > c->width || y >= c->height)
    return false;
  for (size_t k = x; k < x + width; k++) {
    const egb_canvas_cell *cell = &c->cell[y * c->width + k];
    if (cell->text[0] != '\0' || cell->dots != 0 || cell->covered)
      return false;
  }
  return true;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Dots of the upper half, of the lower, of both; more than half of them. */
static char ascii_of(unsigned dots) {
  size_t count = 0;
  for (unsigned rest = dots; rest > 0; rest >>= 1)
    count += rest & 1U;
  const bool upper = (dots & 0x1BU) != 0, lower = (dots & 0xE4U) != 0;
  return count > 4 ? '#' : upper && lower ? ':' : upper ? '\'' : '.';
}

static void put_cell(const egb_canvas *c, const egb_canvas_cell *cell, egb_buffer *out) {
  if (cell->cut)
    egb_buffer_text(out, c->ascii ? "~" : "…");
  else if (cell->text[0] != '\0')
    egb_buffer_text(out, cell->text);
  else if (cell->dots == 0)
    egb_buffer_char(out, ' ');
  else if (c->ascii)
    egb_buffer_char(out, ascii_of(cell->dots));
  else /* U+2800 and the bits of its dots */
    egb_buffer_format(out, "\xE2%c%c", (char)(0xA0 | cell->dots >> 6), (char)(0x80 | (cell->dots & 0x3F)));
}

/* SGR of ECMA-48: cyan, yellow, magenta, green. */
static void put_pen(const egb_canvas *c, egb_pen *now, egb_pen pen, egb_buffer *out) {
  static const char *const codes[EGB_PEN_COUNT] = {"\x1b[0m", "\x1b[36m", "\x1b[33m", "\x1b[35m", "\x1b[32m"};
  if (c->colour && pen != *now)
    egb_buffer_text(out, codes[pen]);
  *now = pen;
}

void egb_canvas_write(const egb_canvas *c, egb_buffer *out) {
  out->failed = out->failed || c->failed;
  for (size_t y = 0; y < c->height; y++) {
    const egb_canvas_cell *row = &c->cell[y * c->width];
    size_t end = c->width;
    while (end > 0 && row[end - 1].dots == 0 && !row[end - 1].covered && !row[end - 1].cut &&
           (row[end - 1].text[0] == '\0' || row[end - 1].text[0] == ' '))
      end--;
    egb_pen pen = EGB_PEN_PLAIN;
    for (size_t x = 0; x < end; x++)
      if (!row[x].covered) {
        put_pen(c, &pen, (egb_pen)row[x].pen, out);
        put_cell(c, &row[x], out);
      }
    put_pen(c, &pen, EGB_PEN_PLAIN, out);
    egb_buffer_char(out, '\n');
  }
}
