/* roff with the macros of man(7). */
#include "base/number.h"
#include "describe/manual.h"

/* A text on lines of its own; what roff would read as a command or an escape is made plain. */
void egb_manual_text(egb_buffer *out, const char *text) {
  bool at_start = true;
  for (const char *c = text; *c != '\0'; c++) {
    if (at_start && (*c == '.' || *c == '\''))
      egb_buffer_text(out, "\\&");
    at_start = *c == '\n';
    if (*c == '\\')
      egb_buffer_text(out, "\\e");
    else if (*c == '-')
      egb_buffer_text(out, "\\-");
    else
      egb_buffer_char(out, *c);
  }
}

void egb_manual_line(egb_buffer *out, const char *text) {
  egb_manual_text(out, text);
  egb_buffer_char(out, '\n');
}

void egb_manual_heading(egb_buffer *out, const char *text) {
  egb_buffer_text(out, ".SH ");
  for (const char *c = text; *c != '\0'; c++)
    egb_buffer_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
  egb_buffer_char(out, '\n');
}

void egb_manual_term(egb_buffer *out, const char *name) {
  egb_buffer_text(out, ".TP\n\\fB");
  egb_manual_text(out, name);
  egb_buffer_text(out, "\\fR");
}

void egb_manual_number(egb_buffer *out, double value) {
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  egb_manual_text(out, text);
}

void egb_manual_words(egb_buffer *out, const char *before, const char *const *words) {
  egb_buffer_text(out, before);
  for (size_t i = 0; words[i] != NULL; i++) {
    egb_buffer_text(out, i == 0 ? " " : ", ");
    egb_buffer_text(out, "\\fB");
    egb_manual_text(out, words[i]);
    egb_buffer_text(out, "\\fR");
  }
  egb_buffer_text(out, ".\n");
}
