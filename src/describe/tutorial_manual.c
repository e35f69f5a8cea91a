/* egovbench-tutorial(7), in roff with the macros of man(7). */
#include "describe/manual.h"
#include "describe/tutorial.h"

#include "base/utf8.h"
#include "model/phrase.h"

#include <string.h>

/* What surrounds the text, per language. */
typedef struct frame {
  const char *name, *tour, *see;
} frame;

static const frame frames[EGB_PHRASE_LANGUAGES] = {
    [EGB_PHRASE_ENGLISH] = {"NAME", "two weeks of an analyst who edits weights", "SEE ALSO"},
    [EGB_PHRASE_CHINESE] = {"名稱", "分析師調整權重的兩個星期", "參見"},
    [EGB_PHRASE_JAPANESE] = {"名前", "", "関連項目"}};

/* roff ends lines at blanks alone: in Chinese each character says that a line may end behind it. */
static void put_text(egb_buffer *out, const char *text, size_t length) {
  char piece[64];
  for (size_t at = 0, size; at < length; at += size) {
    size = egb_utf8_character(text + at, length - at);
    if (size >= sizeof piece)
      size = 1;
    memcpy(piece, text + at, size);
    piece[size] = '\0';
    egb_manual_text(out, piece);
    if (at + size < length && text[at + size] != ' ' && text[at] != ' ' && egb_utf8_may_part(text + at, length - at))
      egb_buffer_text(out, "\\:");
  }
}

/* A paragraph; what is between backquotes in bold. */
static void put_line(egb_buffer *out, const char *text, size_t length) {
  bool bold = false;
  for (size_t at = 0; at < length;) {
    const char *mark = memchr(text + at, '`', length - at);
    const size_t end = mark == NULL ? length : (size_t)(mark - text);
    put_text(out, text + at, end - at);
    if (mark != NULL) {
      bold = !bold;
      egb_buffer_text(out, bold ? "\\fB" : "\\fR");
    }
    at = end + (mark != NULL);
  }
  egb_buffer_char(out, '\n');
}

/* A line as it is typed or printed. */
static void put_code(egb_buffer *out, const char *text, size_t length) {
  egb_buffer line = {0};
  egb_buffer_add(&line, text, length);
  egb_manual_line(out, egb_buffer_string(&line));
  out->failed = out->failed || line.failed;
  egb_buffer_clear(&line);
}

static void put_piece(egb_buffer *out, const egb_tutorial_piece *piece, bool *in_code) {
  const bool code = piece->kind == EGB_TUTORIAL_LINE;
  if (*in_code && (!code || piece->first))
    egb_buffer_text(out, ".fi\n");
  if (code && piece->first)
    egb_buffer_text(out, ".PP\n.nf\n");
  *in_code = code;
  if (code) {
    put_code(out, piece->text, piece->length);
    return;
  }
  if (piece->kind == EGB_TUTORIAL_END || piece->kind == EGB_TUTORIAL_TITLE)
    return;
  egb_buffer_text(out, piece->kind == EGB_TUTORIAL_HEADING ? ".SH "
                       : piece->kind == EGB_TUTORIAL_ITEM  ? ".IP \\(bu 2\n"
                                                           : ".PP\n");
  put_line(out, piece->text, piece->length);
}

char *egb_tutorial_manual(const char *language) {
  const egb_template *file = egb_tutorial_of(language);
  const char *const asked[] = {language, NULL};
  const frame *around = &frames[egb_phrase_language_of(asked)];
  egb_buffer out = {0};
  if (file == NULL)
    return NULL;
  egb_buffer_text(&out, ".TH EGOVBENCH\\-TUTORIAL 7 \"\" \"egovbench ");
  egb_manual_text(&out, egb_version());
  egb_buffer_format(&out, "\" \"egovbench\"\n.ad l\n.SH %s\negovbench\\-tutorial \\- %s\n.SH ", around->name,
                    around->tour);
  egb_tutorial tutorial = egb_tutorial_open(file);
  egb_tutorial_piece piece = egb_tutorial_next(&tutorial);
  put_line(&out, piece.text, piece.length); /* the title, above what is said before the first day */
  for (bool in_code = false; piece.kind != EGB_TUTORIAL_END;) {
    piece = egb_tutorial_next(&tutorial);
    put_piece(&out, &piece, &in_code);
  }
  egb_buffer_format(&out, ".SH %s\n.BR egovbench (1),\n.BR egovbench\\-definition (5)\n", around->see);
  return egb_buffer_take(&out, NULL);
}
