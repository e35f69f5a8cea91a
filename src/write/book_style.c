/* How cells look: styles.xml (18.8). Fonts, fills and borders of the formats used are written once each. */
#include "write/book_state.h"

#include <string.h>

#define FORMAT_WHOLE 1     /* "0", of the formats that every reader has (18.8.30, numFmt) */
#define FORMAT_TEXT 49     /* "@" */
#define FORMAT_FIRST 164   /* of those that the file brings: so many decimals behind it, then percentages likewise */
#define PERCENT_DECIMALS 2 /* of a percentage as needed */

/* XML of a font between its size and its name, a fill, and a border for each role: a colour, and what is seen without
 * colours too. Contrast of each font with its fill is 4.5 and more. */
typedef struct role_style {
  const char *marks;  /* in front of the size of a font */
  const char *colour; /* of a font; NULL: that of the theme */
  const char *fill;   /* RGB; NULL: none */
  const char *edge;   /* of the border; NULL: none */
  const char *line;   /* its style */
} role_style;
static const role_style roles[EGB_LOOK_ROLE_COUNT] = {
    [EGB_ROLE_PLAIN] = {"", NULL, NULL, NULL, NULL},
    [EGB_ROLE_INPUT] = {"", "0B3D91", "FFF7D6", "7F6000", "thin"},
    [EGB_ROLE_FORMULA] = {"", NULL, "EEF4FA", "C9D8E8", "hair"},
    [EGB_ROLE_FIXED] = {"<i/>", "404040", "EFEFEF", NULL, NULL},
    [EGB_ROLE_FILLED] = {"<i/>", "7A3E00", "FDE9D3", "B35900", "dashed"},
    [EGB_ROLE_FAULT] = {"<b/>", "FFFFFF", "A63603", "000000", "medium"},
    [EGB_ROLE_LINK] = {"<u/>", "0563C1", NULL, NULL, NULL},
};

/* ---- formats that are used -------------------------------------------------------------------- */

static int decimals_of(egb_look look) {
  if (look.kind != EGB_LOOK_NUMBER && look.kind != EGB_LOOK_PERCENT)
    return -1;
  if (look.decimals < 0)
    return look.kind == EGB_LOOK_PERCENT ? PERCENT_DECIMALS : -1;
  return look.decimals < EGB_BOOK_DECIMALS ? look.decimals : EGB_BOOK_DECIMALS;
}

size_t egb_book_style_of(egb_book *book, egb_look look, bool formula) {
  look.decimals = decimals_of(look);
  uint16_t *known = &book->style_of[look.kind][look.decimals + 1][look.role][look.bold][formula];
  if (*known != 0)
    return *known - 1U;
  void *styles = book->style;
  if (!egb_book_grow(book, &styles, book->style_count, &book->style_room, sizeof *book->style))
    return 0;
  book->style = styles;
  book->style[book->style_count++] = (egb_book_style){look, formula};
  *known = (uint16_t)book->style_count;
  return book->style_count - 1;
}

/* ---- XML of one ------------------------------------------------------------------------------- */

/* A text of a formula's own is not shown as typed: the formula would be, once somebody edits it. */
static int number_format(const egb_book_style *style) {
  const egb_look *look = &style->look;
  if (look->kind == EGB_LOOK_GENERAL || (look->kind == EGB_LOOK_NUMBER && look->decimals < 0))
    return 0;
  if (look->kind == EGB_LOOK_NUMBER)
    return look->decimals == 0 ? FORMAT_WHOLE : FORMAT_FIRST + look->decimals;
  if (look->kind == EGB_LOOK_PERCENT)
    return FORMAT_FIRST + EGB_BOOK_DECIMALS + 1 + look->decimals;
  return style->formula ? 0 : FORMAT_TEXT;
}

static int size_of(egb_look_kind kind) {
  return kind == EGB_LOOK_TITLE ? 14 : kind == EGB_LOOK_DESCRIPTION ? 10 : 11;
}

static void put_font(egb_buffer *out, const egb_look *look) {
  const role_style *role = &roles[look->role];
  const bool bold = look->bold || look->kind == EGB_LOOK_TITLE || look->kind == EGB_LOOK_HEADER;
  const bool described = look->kind == EGB_LOOK_DESCRIPTION && look->role == EGB_ROLE_PLAIN;
  egb_buffer_text(out, bold && strcmp(role->marks, "<b/>") != 0 ? "<font><b/>" : "<font>");
  egb_buffer_format(out, "%s%s<sz val=\"%d\"/>", described ? "<i/>" : "", role->marks, size_of(look->kind));
  if (described || role->colour != NULL)
    egb_buffer_format(out, "<color rgb=\"FF%s\"/>", described ? "595959" : role->colour);
  else
    egb_buffer_text(out, "<color theme=\"1\"/>");
  egb_buffer_text(out, "<name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/></font>");
}

static void put_fill(egb_buffer *out, const egb_look *look) {
  const char *colour = roles[look->role].fill;
  if (colour == NULL && look->kind == EGB_LOOK_HEADER)
    colour = "E7EDF3";
  if (colour == NULL)
    egb_buffer_text(out, "<fill><patternFill patternType=\"none\"/></fill>");
  else
    egb_buffer_format(out, "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF%s\"/></patternFill></fill>",
                      colour);
}

static void put_edge(egb_buffer *out, const char *side, const char *line, const char *colour) {
  egb_buffer_format(out, "<%s style=\"%s\"><color rgb=\"FF%s\"/></%s>", side, line, colour, side);
}

static void put_border(egb_buffer *out, const egb_look *look) {
  static const char *const side[] = {"left", "right", "top", "bottom"};
  const role_style *role = &roles[look->role];
  egb_buffer_text(out, "<border>");
  for (size_t i = 0; i < 4; i++)
    if (role->edge != NULL)
      put_edge(out, side[i], role->line, role->edge);
    else if (look->kind == EGB_LOOK_HEADER && i == 3)
      put_edge(out, side[i], "thin", "7F7F7F");
    else
      egb_buffer_format(out, "<%s/>", side[i]);
  egb_buffer_text(out, "<diagonal/></border>");
}

/* ---- the part --------------------------------------------------------------------------------- */

/* Texts that differ, each with its NUL. */
typedef struct distinct {
  egb_buffer texts;
  size_t count;
} distinct;

/* The position of what `put` writes for the look. */
static size_t position(distinct *in, void (*put)(egb_buffer *out, const egb_look *look), const egb_look *look) {
  egb_buffer text = {0};
  put(&text, look);
  const char *known = egb_buffer_string(&in->texts);
  size_t at = 0;
  for (; at < in->count && !text.failed && strcmp(known, egb_buffer_string(&text)) != 0; at++)
    known += strlen(known) + 1;
  if (at == in->count && !text.failed) {
    egb_buffer_add(&in->texts, egb_buffer_string(&text), text.length + 1);
    in->count += in->texts.failed ? 0 : 1; /* what memory had no room for is not there to be read */
  }
  in->texts.failed = in->texts.failed || text.failed;
  egb_buffer_clear(&text);
  return at;
}

static void put_distinct(egb_buffer *out, const char *element, distinct *list) {
  const char *text = egb_buffer_string(&list->texts);
  egb_buffer_format(out, "<%s count=\"%zu\">", element, list->count);
  for (size_t i = 0; i < list->count && !list->texts.failed; i++, text += strlen(text) + 1)
    egb_buffer_text(out, text);
  egb_buffer_format(out, "</%s>", element);
  out->failed = out->failed || list->texts.failed;
  egb_buffer_clear(&list->texts);
}

/* `<xf .../>`: only inputs can be changed once their sheet is protected. */
static void put_format(egb_buffer *out, const egb_book_style *style, size_t font, size_t fill, size_t border) {
  const egb_look_kind kind = style->look.kind;
  const int number = number_format(style);
  const bool input = style->look.role == EGB_ROLE_INPUT, text = kind == EGB_LOOK_TEXT;
  const bool wrapped = kind == EGB_LOOK_DESCRIPTION || kind == EGB_LOOK_HEADER;
  egb_buffer_format(out, "<xf numFmtId=\"%d\" fontId=\"%zu\" fillId=\"%zu\" borderId=\"%zu\" xfId=\"0\"", number, font,
                    fill, border);
  egb_buffer_format(out, "%s%s%s%s%s%s>", number != 0 ? " applyNumberFormat=\"1\"" : "",
                    font != 0 ? " applyFont=\"1\"" : "", fill != 0 ? " applyFill=\"1\"" : "",
                    border != 0 ? " applyBorder=\"1\"" : "", wrapped || text ? " applyAlignment=\"1\"" : "",
                    input ? " applyProtection=\"1\"" : "");
  if (wrapped || text)
    egb_buffer_format(out, "<alignment horizontal=\"left\"%s indent=\"1\"/>", /* apart from the number before it */
                      wrapped ? " vertical=\"top\" wrapText=\"1\"" : "");
  egb_buffer_text(out, input ? "<protection locked=\"0\"/>" : "");
  egb_buffer_text(out, "</xf>");
}

static void put_number_formats(egb_buffer *out) {
  egb_buffer_format(out, "<numFmts count=\"%d\">", 2 * EGB_BOOK_DECIMALS + 1);
  for (int decimals = 1; decimals <= EGB_BOOK_DECIMALS; decimals++)
    egb_buffer_format(out, "<numFmt numFmtId=\"%d\" formatCode=\"0.%0*d\"/>", FORMAT_FIRST + decimals, decimals, 0);
  egb_buffer_format(out, "<numFmt numFmtId=\"%d\" formatCode=\"0%%\"/>", FORMAT_FIRST + EGB_BOOK_DECIMALS + 1);
  for (int decimals = 1; decimals <= EGB_BOOK_DECIMALS; decimals++)
    egb_buffer_format(out, "<numFmt numFmtId=\"%d\" formatCode=\"0.%0*d%%\"/>",
                      FORMAT_FIRST + EGB_BOOK_DECIMALS + 1 + decimals, decimals, 0);
  egb_buffer_text(out, "</numFmts>");
}

/* What conditional formats lay over a cell, one for each role: the colour of a shade is that of its background there.
 */
static void put_overlays(egb_buffer *out) {
  egb_buffer_format(out, "<dxfs count=\"%d\">", EGB_LOOK_ROLE_COUNT);
  for (size_t i = 0; i < EGB_LOOK_ROLE_COUNT; i++) {
    const role_style *role = &roles[i];
    egb_buffer_format(out, "<dxf><font>%s", role->marks);
    if (role->colour != NULL)
      egb_buffer_format(out, "<color rgb=\"FF%s\"/>", role->colour);
    egb_buffer_text(out, "</font>");
    if (role->fill != NULL)
      egb_buffer_format(out,
                        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF%s\"/><bgColor rgb=\"FF%s\"/>"
                        "</patternFill></fill>",
                        role->fill, role->fill);
    egb_buffer_text(out, "</dxf>");
  }
  egb_buffer_text(out, "</dxfs>");
}

static void put_shading(egb_buffer *out, const egb_look *look) {
  (void)look;
  egb_buffer_text(out, "<fill><patternFill patternType=\"gray125\"/></fill>");
}

void egb_book_put_styles(egb_buffer *out, const egb_book *book) {
  distinct fonts = {0}, fills = {0}, borders = {0};
  const egb_look none = {0};
  egb_buffer formats = {0};
  (void)position(&fills, put_fill, &none);
  (void)position(&fills, put_shading, &none); /* the second, as Excel has it whatever a file says */
  for (size_t i = 0; i < book->style_count; i++) {
    const egb_look *look = &book->style[i].look;
    const size_t font = position(&fonts, put_font, look), fill = position(&fills, put_fill, look);
    put_format(&formats, &book->style[i], font, fill, position(&borders, put_border, look));
  }
  egb_buffer_text(out, EGB_BOOK_XML "<styleSheet xmlns=\"" EGB_BOOK_SHEETS "\">");
  put_number_formats(out);
  put_distinct(out, "fonts", &fonts);
  put_distinct(out, "fills", &fills);
  put_distinct(out, "borders", &borders);
  egb_buffer_format(out,
                    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
                    "</cellStyleXfs><cellXfs count=\"%zu\">",
                    book->style_count);
  egb_buffer_add(out, egb_buffer_string(&formats), formats.length);
  egb_buffer_text(out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
                       "</cellStyles>");
  put_overlays(out);
  egb_buffer_text(out, "</styleSheet>");
  out->failed = out->failed || formats.failed;
  egb_buffer_clear(&formats);
}
