/* The theme (20.1.6.9): colours for charts that users add, and fonts. Cells name the theme's minor font, so that Excel
 * takes the font of the script that its user writes; a program that knows no themes takes the Latin one and looks in
 * the other fonts of the system for what that lacks. */
#include "write/book_state.h"

#define DRAWING "http://schemas.openxmlformats.org/drawingml/2006/main"
#define FILL "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
#define EFFECT "<a:effectStyle><a:effectLst/></a:effectStyle>"
#define LINE(width) "<a:ln w=\"" width "\">" FILL "<a:prstDash val=\"solid\"/></a:ln>"

static void put_colour(egb_buffer *out, const char *name, const char *rgb) {
  egb_buffer_format(out, "<a:%s><a:srgbClr val=\"%s\"/></a:%s>", name, rgb, name);
}

/* Accents are the colours of series, in order: M. Okabe, K. Ito, "Color universal design" (2008). */
static void put_colours(egb_buffer *out) {
  static const char *const colours[][2] = {{"dk2", "1A1C20"},     {"lt2", "E7EDF3"},     {"accent1", "0072B2"},
                                           {"accent2", "E69F00"}, {"accent3", "009E73"}, {"accent4", "D55E00"},
                                           {"accent5", "56B4E9"}, {"accent6", "CC79A7"}, {"hlink", "0563C1"},
                                           {"folHlink", "6B3FA0"}};
  egb_buffer_text(out,
                  "<a:clrScheme name=\"egovbench\"><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>"
                  "<a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1>");
  for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
    put_colour(out, colours[i][0], colours[i][1]);
  egb_buffer_text(out, "</a:clrScheme>");
}

static void put_fonts(egb_buffer *out, const char *element, const char *latin) {
  static const char *const scripts[][2] = {
      {"Jpan", "Yu Gothic"}, {"Hang", "Malgun Gothic"}, {"Hans", "Microsoft YaHei"}, {"Hant", "Microsoft JhengHei"},
      {"Arab", "Arial"},     {"Hebr", "Arial"},         {"Thai", "Tahoma"}};
  egb_buffer_format(out, "<a:%s><a:latin typeface=\"%s\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>", element, latin);
  for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
    egb_buffer_format(out, "<a:font script=\"%s\" typeface=\"%s\"/>", scripts[i][0], scripts[i][1]);
  egb_buffer_format(out, "</a:%s>", element);
}

void egb_book_put_theme(egb_buffer *out, const egb_book *book) {
  (void)book;
  egb_buffer_text(out, EGB_BOOK_XML "<a:theme xmlns:a=\"" DRAWING "\" name=\"egovbench\"><a:themeElements>");
  put_colours(out);
  egb_buffer_text(out, "<a:fontScheme name=\"egovbench\">");
  put_fonts(out, "majorFont", "Calibri");
  put_fonts(out, "minorFont", "Calibri");
  egb_buffer_text(out, "</a:fontScheme><a:fmtScheme name=\"egovbench\">"
                       "<a:fillStyleLst>" FILL FILL FILL "</a:fillStyleLst><a:lnStyleLst>" LINE("6350") LINE("12700")
                           LINE("19050") "</a:lnStyleLst><a:effectStyleLst>" EFFECT EFFECT EFFECT
                                         "</a:effectStyleLst><a:bgFillStyleLst>" FILL FILL FILL
                                         "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>");
}
