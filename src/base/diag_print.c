#include "base/diag_list.h"
#include "base/utf8.h"

#include <string.h>

#define INDENT "  "
#define LINE_COLUMNS 96   /* of a source line; longer lines are cut around the caret */
#define COLUMNS_BEFORE 40 /* kept before the caret of a cut line */
#define TAB_COLUMNS 4
#define CUT_MARK "\xE2\x80\xA6" /* one column */

#define BOLD "\033[1m"
#define RESET "\033[0m"

static const char *severity_colour(egb_severity severity) {
  return severity == EGB_SEVERITY_ERROR ? "\033[1;31m" : severity == EGB_SEVERITY_WARNING ? "\033[1;35m" : "\033[1;36m";
}

static void show(egb_buffer *out, const char *text) {
  egb_utf8_show(out, text, strlen(text));
}

/* A source line as the terminal gets it, and the columns of the caret and of what it underlines. */
typedef struct excerpt {
  egb_buffer text;
  size_t caret;
  size_t underline;
} excerpt;

static size_t excerpt_width(const excerpt *line) {
  return line->text.length == 0 ? 0 : egb_utf8_width(line->text.text, line->text.length);
}

/* Cleans the line and turns tabs into spaces, so that the caret line needs only spaces. Characters are counted from
 * zero. */
static void expand(excerpt *line, const char *text, size_t caret, size_t marked) {
  const size_t length = strlen(text);
  size_t start = 0, character = 0, caret_column = SIZE_MAX, end_column = SIZE_MAX;
  for (size_t at = 0, size; at <= length; at += size, character++) {
    if (character == caret || character == caret + marked || at == length || text[at] == '\t') {
      egb_utf8_show(&line->text, text + start, at - start);
      start = at;
      const size_t width = excerpt_width(line);
      if (character == caret)
        caret_column = width;
      if (character == caret + marked)
        end_column = width;
      if (at == length)
        break;
      if (text[at] == '\t') {
        egb_buffer_repeat(&line->text, ' ', TAB_COLUMNS - width % TAB_COLUMNS);
        start = at + 1;
      }
    }
    (void)egb_utf8_next(text + at, length - at, &size);
  }
  const size_t width = excerpt_width(line);
  line->caret = caret_column == SIZE_MAX ? width : caret_column;
  if (end_column == SIZE_MAX)
    end_column = width;
  line->underline = end_column > line->caret ? end_column - line->caret : 1;
}

/* Prints the excerpt cut to LINE_COLUMNS, with a mark for what is left out at either end. cut_before: something was
 * left out already. The caret moves with the text. */
static void print_excerpt(excerpt *line, bool cut_before, egb_buffer *out) {
  const char *text = line->text.text == NULL ? "" : line->text.text;
  size_t length = line->text.length;
  size_t width = egb_utf8_width(text, length);
  if (width + cut_before > LINE_COLUMNS && line->caret > COLUMNS_BEFORE) {
    const size_t skip = egb_utf8_fit(text, length, line->caret - COLUMNS_BEFORE);
    const size_t skipped = egb_utf8_width(text, skip);
    text += skip;
    length -= skip;
    width -= skipped;
    line->caret -= skipped;
    cut_before = true;
  }
  egb_buffer_text(out, INDENT);
  if (cut_before)
    egb_buffer_text(out, CUT_MARK);
  line->caret += cut_before;
  const size_t room = LINE_COLUMNS - cut_before;
  if (width > room) {
    egb_buffer_add(out, text, egb_utf8_fit(text, length, room - 1));
    egb_buffer_text(out, CUT_MARK);
  } else {
    egb_buffer_add(out, text, length);
  }
  egb_buffer_char(out, '\n');
  if (line->caret + line->underline > LINE_COLUMNS)
    line->underline = line->caret < LINE_COLUMNS ? LINE_COLUMNS - line->caret : 1;
}

static void print_source(const egb_diag_entry *entry, bool colour, egb_buffer *out) {
  const egb_message *message = &entry->message;
  excerpt line = {0};
  const size_t before = message->column - 1;
  expand(&line, message->source_line, before > entry->cut ? before - entry->cut : 0, message->width);
  if (line.text.failed)
    out->failed = true;
  print_excerpt(&line, entry->cut != 0, out);
  egb_buffer_text(out, INDENT);
  egb_buffer_repeat(out, ' ', line.caret);
  if (colour)
    egb_buffer_text(out, severity_colour(message->severity));
  egb_buffer_char(out, '^');
  egb_buffer_repeat(out, '~', line.underline - 1);
  if (colour)
    egb_buffer_text(out, RESET);
  egb_buffer_char(out, '\n');
  egb_buffer_clear(&line.text);
}

static void print_message(const egb_diag_entry *entry, bool colour, egb_buffer *out) {
  const egb_message *message = &entry->message;
  if (colour)
    egb_buffer_text(out, BOLD);
  if (message->file != NULL) {
    show(out, message->file);
    egb_buffer_format(out, ":%zu:%zu:", message->line, message->column);
  } else {
    egb_buffer_text(out, "egovbench:");
  }
  egb_buffer_format(out, "%s %s%s[%s]:%s ", colour ? RESET : "", colour ? severity_colour(message->severity) : "",
                    egb_severity_name(message->severity), message->code, colour ? RESET : "");
  show(out, message->text);
  egb_buffer_char(out, '\n');
  if (message->file != NULL)
    print_source(entry, colour, out);
  if (message->hint != NULL) {
    egb_buffer_text(out, INDENT "help: ");
    show(out, message->hint);
    egb_buffer_char(out, '\n');
  }
}

void egb_diag_print_human(const egb_diag *diag, egb_severity least, bool colour, egb_buffer *out) {
  for (size_t i = 0; i < diag->count; i++)
    if (diag->entries[i].message.severity >= least)
      print_message(&diag->entries[i], colour, out);
  egb_buffer rest = {0};
  if (egb_diag_rest(diag, least, &rest)) {
    egb_buffer_text(out, "egovbench: ");
    egb_buffer_add(out, rest.text == NULL ? "" : rest.text, rest.length);
    egb_buffer_char(out, '\n');
  }
  egb_buffer_clear(&rest);
}
