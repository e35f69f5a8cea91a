/* A page has one style sheet and one name for each thing: a picture leaves its own style sheet out, and its names get a
 * prefix. What is looked for here are quoted attributes and the tags of the head. Neither can be in a text, whose
 * quotation marks and angle brackets egb_svg_escape has written as entities. */
#include "draw/fragment.h"

#include "draw/plot.h"
#include "draw/svg.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SCOPE ".plot" /* class of the element itself */

static bool begins(const char *text, const char *with) {
  return strncmp(text, with, strlen(with)) == 0;
}

static const char *behind(const char *text, const char *what) {
  const char *found = strstr(text, what);
  return found == NULL ? text + strlen(text) : found + strlen(what);
}

/* Classes up to the closing quotation mark, each with the prefix. Returns where that mark is. */
static const char *put_classes(egb_buffer *out, const char *at) {
  while (*at != '"' && *at != '\0') {
    const size_t length = strcspn(at, " \"");
    egb_buffer_text(out, EGB_PLOT_PREFIX);
    egb_buffer_add(out, at, length);
    at += length;
    if (*at == ' ')
      egb_buffer_char(out, *at++);
  }
  return at;
}

/* Elements as they are, but for the names of their classes. */
static void put_body(egb_buffer *out, const char *at) {
  static const char class[] = " class=\"";
  for (;;) {
    const char *next = strstr(at, class);
    if (next == NULL)
      break;
    next += strlen(class);
    egb_buffer_add(out, at, (size_t)(next - at));
    at = put_classes(out, next);
  }
  egb_buffer_text(out, at);
}

/* <title id="title">...</title>, or nothing where the picture has none. */
static void put_named(egb_buffer *out, const char *svg, const char *name, size_t number) {
  char opening[32], closing[32];
  (void)snprintf(opening, sizeof opening, "<%s id=\"%s\">", name, name);
  (void)snprintf(closing, sizeof closing, "</%s>", name);
  const char *text = behind(svg, opening), *end = strstr(text, closing);
  if (end == NULL)
    return;
  egb_buffer_format(out, "<%s id=\"" EGB_PLOT_PREFIX "%zu-%s\">", name, number, name);
  egb_buffer_add(out, text, (size_t)(end - text));
  egb_buffer_text(out, closing);
}

void egb_fragment_of(egb_buffer *out, const char *svg, size_t number) {
  const char *label = behind(svg, "aria-labelledby=\""), *box = behind(svg, "viewBox=\"");
  egb_buffer_format(out, "<svg class=\"%s\" role=\"img\" aria-labelledby=\"" EGB_PLOT_PREFIX "%zu-title", &SCOPE[1],
                    number);
  if (begins(label, "title desc"))
    egb_buffer_format(out, " " EGB_PLOT_PREFIX "%zu-desc", number);
  egb_buffer_text(out, "\" viewBox=\"");
  egb_buffer_add(out, box, strcspn(box, "\""));
  egb_buffer_text(out, "\">\n");
  put_named(out, svg, "title", number);
  put_named(out, svg, "desc", number);
  put_body(out, behind(svg, egb_svg_definitions));
}

/* ---- once per page --------------------------------------------------------------------------- */

/* Selectors begin with a dot and a letter, which no value of the sheet does, or are the element `text`. Each is within
 * the scope, so that a rule of the page for all of its text does not win over a class here. */
void egb_plot_page_style(egb_buffer *out) {
  egb_buffer_text(out, SCOPE "{display:block;width:100%;height:auto}");
  egb_buffer_text(out, SCOPE "." EGB_PLOT_PREFIX "shared{position:absolute;width:0;height:0}");
  for (const char *at = egb_svg_style; *at != '\0'; at++) {
    const bool first = at == egb_svg_style || at[-1] == '}' || at[-1] == '{';
    if (at[0] == '.' && at[1] >= 'a' && at[1] <= 'z') {
      egb_buffer_text(out, SCOPE " ." EGB_PLOT_PREFIX);
    } else if (at[0] == '#' && begins(at, "#hatch")) {
      egb_buffer_text(out, "#" EGB_PLOT_PREFIX);
    } else {
      egb_buffer_text(out, first && begins(at, "text{") ? SCOPE " " : "");
      egb_buffer_char(out, *at);
    }
  }
}

void egb_plot_page_definitions(egb_buffer *out) {
  static const char id[] = " id=\"";
  const char *name = behind(egb_svg_definitions, id);
  egb_buffer_format(out, "<svg class=\"%s " EGB_PLOT_PREFIX "shared\" width=\"0\" height=\"0\" aria-hidden=\"true\">",
                    &SCOPE[1]); /* in the scope, whose rules draw the pattern */
  egb_buffer_add(out, egb_svg_definitions, (size_t)(name - egb_svg_definitions));
  egb_buffer_text(out, EGB_PLOT_PREFIX);
  put_body(out, name);
  egb_buffer_text(out, "</svg>\n");
}
