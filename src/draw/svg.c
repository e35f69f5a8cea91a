#include "draw/svg.h"

#include "base/number.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Pixels at 12 px, about: means over letters as Noto Sans has them, a little more than those. */
#define LETTER 6.8
#define CAPITAL 7.7
#define BROAD 10.8
#define SLIM 4.2
#define OTHER 7.0 /* letters of other scripts */
#define HALF 6.1  /* of an ideograph, which has two columns of a terminal */
#define ELLIPSIS 9.0

/* Contrast of text and lines against their paper is computed in tests/draw. Colours of series: M. Okabe, K. Ito, "Color
 * universal design" (2008), in an order in which neighbours differ in lightness; white paper, and #16181d. */
const char egb_svg_style[] =
    "text{font:12px 'Noto Sans','Noto Sans CJK TC','Noto Sans CJK JP','Microsoft JhengHei','Hiragino "
    "Sans','PingFang TC',Arial,sans-serif;fill:#1a1c20}"
    ".paper{fill:#fff}.title{font-size:15px;font-weight:bold}.minor{font-size:11px;fill:#565a63}"
    ".tiny{font-size:9px}.strong{font-weight:bold}.inverse{fill:#fff}.dark{fill:#1a1c20}"
    ".axis{stroke:#565a63;stroke-width:1;fill:none}.grid{stroke:#dfe1e6;stroke-width:1;fill:none}"
    ".mark{fill:#1a1c20;stroke:none}.hollow{fill:#fff;stroke:#1a1c20;stroke-width:1.5}"
    ".span{stroke:#1a1c20;stroke-width:2;fill:none}.thin{stroke:#9a9ea8;stroke-width:1;fill:none}"
    ".box{fill:#d5dbe6;stroke:#565a63;stroke-width:1}.frame{fill:none;stroke:#1a1c20;stroke-width:1.5}"
    ".none{fill:#eceef2;stroke:#9a9ea8;stroke-width:.5}.hatch{fill:url(#hatch)}.tile{stroke:#9a9ea8;stroke-width:.5}"
    ".outline{fill:none;stroke:#9a9ea8;stroke-width:.5}.band{fill:#9a9ea8;fill-opacity:.35}"
    ".f0{fill:#0072b2}.f1{fill:#e69f00}.f2{fill:#009e73}.f3{fill:#f0e442}.f4{fill:#d55e00}.f5{fill:#56b4e9}"
    ".f6{fill:#5f6368}.f7{fill:#cc79a7}"
    ".s0{stroke:#0072b2}.s1{stroke:#e69f00}.s2{stroke:#009e73}.s3{stroke:#a89b00}.s4{stroke:#d55e00}"
    ".s5{stroke:#56b4e9}.s6{stroke:#5f6368}.s7{stroke:#cc79a7}"
    ".s0,.s1,.s2,.s3,.s4,.s5,.s6,.s7{fill:none;stroke-width:2}"
    ".p4{fill:#08519c}.p3{fill:#2a78b2}.p2{fill:#6baed6}.p1{fill:#c6dbef}.p0{fill:#f7f7f7}"
    ".n1{fill:#fdd0a2}.n2{fill:#fdae6b}.n3{fill:#cc4700}.n4{fill:#a63603}"
    "@media (prefers-color-scheme:dark){text{fill:#e8eaed}.paper{fill:#16181d}.minor{fill:#a9afba}"
    ".inverse{fill:#fff}.dark{fill:#1a1c20}"
    ".axis{stroke:#a9afba}.grid{stroke:#343842}.mark{fill:#e8eaed}.hollow{fill:#16181d;stroke:#e8eaed}"
    ".span{stroke:#e8eaed}.thin{stroke:#6d727d}.box{fill:#3a4150;stroke:#a9afba}.frame{stroke:#e8eaed}"
    ".none{fill:#2a2e37;stroke:#6d727d}.f0{fill:#4aa3df}.f6{fill:#9aa0a8}.s0{stroke:#4aa3df}.s6{stroke:#9aa0a8}}";

const char egb_svg_definitions[] =
    "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><path class=\"thin\" d=\"M0 0V6\"/></pattern></defs>";

void egb_svg_release(egb_buffer *out, egb_buffer *text) {
  out->failed = out->failed || text->failed;
  egb_buffer_clear(text);
}

void egb_svg_number(egb_buffer *out, double value) {
  char text[EGB_NUMBER_MAX];
  size_t length = egb_number_fixed(isfinite(value) && fabs(value) < 1e9 ? value : 0, 2, text);
  while (length > 0 && text[length - 1] == '0')
    length--;
  if (length > 0 && text[length - 1] == '.')
    length--;
  if (length == 2 && memcmp(text, "-0", 2) == 0)
    egb_buffer_char(out, '0');
  else
    egb_buffer_add(out, text, length);
}

void egb_svg_escape(egb_buffer *out, const char *text) {
  egb_buffer shown = {0};
  egb_utf8_show(&shown, text, strlen(text));
  for (const char *p = egb_buffer_string(&shown); *p != '\0'; p++)
    switch (*p) {
    case '&':
      egb_buffer_text(out, "&amp;");
      break;
    case '<':
      egb_buffer_text(out, "&lt;");
      break;
    case '>':
      egb_buffer_text(out, "&gt;");
      break;
    case '"':
      egb_buffer_text(out, "&quot;");
      break;
    default:
      egb_buffer_char(out, *p);
    }
  egb_svg_release(out, &shown);
}

static void attribute(egb_buffer *out, const char *name, double value) {
  egb_buffer_format(out, " %s=\"", name);
  egb_svg_number(out, value);
  egb_buffer_char(out, '"');
}

static void element(egb_buffer *out, const char *tag, const char *name, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_buffer_format(out, "<%s%s>", tag, name);
  egb_svg_escape(out, text);
  egb_buffer_format(out, "</%s>", tag);
}

void egb_svg_open(egb_buffer *out, double width, double height, const char *title, const char *description) {
  const bool described = description != NULL && description[0] != '\0';
  egb_buffer_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title%s\"",
                    described ? " desc" : "");
  attribute(out, "width", width);
  attribute(out, "height", height);
  egb_buffer_text(out, " viewBox=\"0 0 ");
  egb_svg_number(out, width);
  egb_buffer_char(out, ' ');
  egb_svg_number(out, height);
  egb_buffer_text(out, "\">\n");
  element(out, "title", " id=\"title\"", title);
  element(out, "desc", " id=\"desc\"", description);
  egb_buffer_format(out, "\n<style>%s</style>\n%s\n", egb_svg_style, egb_svg_definitions);
  egb_svg_rectangle(out, "paper", 0, 0, width, height, NULL);
}

void egb_svg_close(egb_buffer *out) {
  egb_buffer_text(out, "</svg>\n");
}

static void end_shape(egb_buffer *out, const char *tag, const char *tip) {
  if (tip == NULL || tip[0] == '\0') {
    egb_buffer_text(out, "/>\n");
    return;
  }
  egb_buffer_char(out, '>');
  element(out, "title", "", tip);
  egb_buffer_format(out, "</%s>\n", tag);
}

void egb_svg_rectangle(egb_buffer *out, const char *class, double x, double y, double width, double height,
                       const char *tip) {
  egb_buffer_format(out, "<rect class=\"%s\"", class);
  attribute(out, "x", width < 0 ? x + width : x);
  attribute(out, "y", height < 0 ? y + height : y);
  attribute(out, "width", fabs(width));
  attribute(out, "height", fabs(height));
  end_shape(out, "rect", tip);
}

void egb_svg_circle(egb_buffer *out, const char *class, double x, double y, double radius, const char *tip) {
  egb_buffer_format(out, "<circle class=\"%s\"", class);
  attribute(out, "cx", x);
  attribute(out, "cy", y);
  attribute(out, "r", radius);
  end_shape(out, "circle", tip);
}

void egb_svg_line(egb_buffer *out, const char *class, double x1, double y1, double x2, double y2) {
  egb_buffer_format(out, "<line class=\"%s\"", class);
  attribute(out, "x1", x1);
  attribute(out, "y1", y1);
  attribute(out, "x2", x2);
  attribute(out, "y2", y2);
  egb_buffer_text(out, "/>\n");
}

void egb_svg_polyline(egb_buffer *out, const char *class, const double *x, const double *y, size_t count,
                      const char *tip) {
  bool inside = false;
  egb_buffer_format(out, "<path class=\"%s\" d=\"", class);
  for (size_t i = 0; i < count; i++) {
    const bool there = !isnan(x[i]) && !isnan(y[i]);
    if (there) {
      egb_buffer_char(out, inside ? 'L' : 'M');
      egb_svg_number(out, x[i]);
      egb_buffer_char(out, ' ');
      egb_svg_number(out, y[i]);
    }
    inside = there;
  }
  egb_buffer_char(out, '"');
  end_shape(out, "path", tip);
}

void egb_svg_path(egb_buffer *out, const char *class, double x, double y, const char *path, const char *tip) {
  egb_buffer_format(out, "<path class=\"%s\" transform=\"translate(", class);
  egb_svg_number(out, x);
  egb_buffer_char(out, ' ');
  egb_svg_number(out, y);
  egb_buffer_text(out, ")\" d=\"");
  egb_buffer_text(out, path);
  egb_buffer_char(out, '"');
  end_shape(out, "path", tip);
}

void egb_svg_open_window(egb_buffer *out, double x, double y, double width, double height) {
  egb_buffer_text(out, "<svg");
  attribute(out, "x", x);
  attribute(out, "y", y);
  attribute(out, "width", width);
  attribute(out, "height", height);
  egb_buffer_text(out, ">\n");
}

void egb_svg_close_window(egb_buffer *out) {
  egb_buffer_text(out, "</svg>\n");
}

static void begin_text(egb_buffer *out, const char *class, egb_anchor anchor) {
  static const char *const word[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  egb_buffer_text(out, "<text");
  if (class != NULL)
    egb_buffer_format(out, " class=\"%s\"", class);
  egb_buffer_text(out, word[anchor]);
}

static void end_text(egb_buffer *out, const char *text) {
  egb_buffer_char(out, '>');
  egb_svg_escape(out, text);
  egb_buffer_text(out, "</text>\n");
}

void egb_svg_text(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, const char *text) {
  begin_text(out, class, anchor);
  attribute(out, "x", x);
  attribute(out, "y", y);
  end_text(out, text);
}

void egb_svg_turned(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, bool slanted,
                    const char *text) {
  begin_text(out, class, anchor);
  egb_buffer_text(out, " transform=\"translate(");
  egb_svg_number(out, x);
  egb_buffer_char(out, ' ');
  egb_svg_number(out, y);
  egb_buffer_format(out, ") rotate(%s)\"", slanted ? "-45" : "-90");
  end_text(out, text);
}

static double width_of(const char *text, size_t bytes) {
  const unsigned char first = (unsigned char)*text;
  const size_t columns = egb_utf8_width(text, bytes);
  if (first >= 0x80)
    return columns > 1 ? HALF * (double)columns : OTHER * (double)columns;
  return strchr("mwMW@%", first) != NULL                  ? BROAD
         : strchr("iljtfrI.,:;'|!()[] /-", first) != NULL ? SLIM
         : first >= 'A' && first <= 'Z'                   ? CAPITAL
                                                          : LETTER;
}

/* Bytes of the longest prefix that is no wider, and the pixels it has. */
static size_t prefix(const char *text, double most, double *width) {
  const size_t length = strlen(text);
  size_t at = 0, bytes = 0;
  *width = 0;
  while (at < length) {
    (void)egb_utf8_next(text + at, length - at, &bytes);
    const double more = width_of(text + at, bytes);
    if (*width + more > most)
      break;
    *width += more;
    at += bytes;
  }
  return at;
}

double egb_svg_width(const char *text) {
  double width;
  (void)prefix(text, INFINITY, &width);
  return width;
}

/* What fits in pixels, in the columns that it has, so that no letter loses its accents. */
void egb_svg_fit(egb_buffer *out, const char *text, double width) {
  double used;
  if (egb_svg_width(text) <= width) {
    egb_buffer_text(out, text);
    return;
  }
  const size_t bytes = prefix(text, fmax(0, width - ELLIPSIS), &used);
  egb_buffer_add(out, text, egb_utf8_fit(text, strlen(text), egb_utf8_width(text, bytes)));
  egb_buffer_text(out, "\xE2\x80\xA6");
}

void egb_svg_label(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, double width,
                   const char *text) {
  egb_buffer part = {0};
  egb_svg_fit(&part, text, width);
  begin_text(out, class, anchor);
  attribute(out, "x", x);
  attribute(out, "y", y);
  egb_buffer_char(out, '>');
  if (strcmp(egb_buffer_string(&part), text) != 0)
    element(out, "title", "", text);
  egb_svg_escape(out, egb_buffer_string(&part));
  egb_buffer_text(out, "</text>\n");
  egb_svg_release(out, &part);
}
