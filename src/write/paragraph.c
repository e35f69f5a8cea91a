/* Paragraphs: text wrapped at blanks and, in Chinese and Japanese, between characters (egb_utf8_may_part). */
#include "base/utf8.h"
#include "write/writers.h"

#include <string.h>

#define LEAST_WRAP ((size_t)16) /* narrower paragraphs would be one word a line */

typedef struct paragraph {
  egb_buffer *out;
  size_t width;  /* 0: no limit */
  size_t indent; /* of the lines after the first */
  size_t used;   /* columns taken on the current line, without the indent */
} paragraph;

static void break_line(paragraph *p) {
  egb_buffer_char(p->out, '\n');
  egb_buffer_repeat(p->out, ' ', p->indent);
  p->used = 0;
}

/* ---- between characters ---------------------------------------------------------------------- */

/* Bytes up to the last place within the first `fits` where a line may end; 0: none. */
static size_t last_place(const char *word, size_t bytes, size_t fits) {
  size_t last = 0;
  for (size_t at = 0; at < fits;) {
    const size_t next = at + egb_utf8_character(word + at, bytes - at);
    if (next > fits)
      break;
    if (next == bytes || egb_utf8_may_part(word + at, bytes - at))
      last = next;
    at = next;
  }
  return last;
}

/* A word that is wider than what is left of the line, where it may part or which is empty. Where no line of its own has
 * a place to end, it is cut where the line is full. */
static void put_long_word(paragraph *p, const char *word, size_t bytes) {
  while (bytes > 0) {
    const size_t fits = egb_utf8_fit(word, bytes, p->width - p->used);
    size_t part = last_place(word, bytes, fits);
    if (part == 0)
      part = fits > 0 ? fits : bytes;
    egb_buffer_add(p->out, word, part);
    p->used += egb_utf8_width(word, part);
    word += part;
    bytes -= part;
    if (bytes > 0)
      break_line(p);
  }
}

/* ---- words ----------------------------------------------------------------------------------- */

/* Whether the word, or its beginning up to where it may part, has room behind a blank on the current line. */
static bool has_room(const paragraph *p, const char *word, size_t bytes, size_t width) {
  const size_t left = p->width > p->used ? p->width - p->used : 0;
  if (p->width == 0 || width + 1 <= left)
    return true;
  return left > 1 && last_place(word, bytes, egb_utf8_fit(word, bytes, left - 1)) > 0;
}

static void put_word(paragraph *p, const char *word, size_t bytes) {
  const size_t width = egb_utf8_width(word, bytes);
  if (p->used > 0 && has_room(p, word, bytes, width)) {
    egb_buffer_char(p->out, ' ');
    p->used++;
  } else if (p->used > 0) {
    break_line(p);
  }
  if (p->width > 0 && p->used + width > p->width) {
    put_long_word(p, word, bytes);
  } else {
    egb_buffer_add(p->out, word, bytes);
    p->used += width;
  }
}

void egb_write_paragraph(egb_buffer *out, const char *text, size_t width, size_t indent) {
  size_t limit = 0;
  if (width > 0)
    limit = width > indent + LEAST_WRAP ? width - indent : LEAST_WRAP;
  paragraph p = {.out = out, .width = limit, .indent = indent};
  egb_buffer line = {0};
  for (const char *rest = text;; rest++) {
    const size_t length = strcspn(rest, "\n");
    egb_utf8_show(&line, rest, length);
    const char *at = egb_buffer_string(&line);
    const bool copied = strncmp(at, "  ", 2) == 0; /* to be copied as it is: never broken */
    if (copied)
      egb_buffer_add(out, at, strlen(at));
    for (; !copied;) {
      at += strspn(at, " ");
      const size_t bytes = strcspn(at, " ");
      if (bytes == 0)
        break;
      put_word(&p, at, bytes);
      at += bytes;
    }
    out->failed = out->failed || line.failed;
    egb_buffer_clear(&line);
    rest += length;
    if (*rest == '\0')
      break;
    if (rest[1] == '\n') /* an empty line has no indent */
      egb_buffer_char(out, '\n');
    else
      break_line(&p);
  }
}
