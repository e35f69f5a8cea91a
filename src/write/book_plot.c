/* The part of a chart (21.2.2.29): series by reference, with the values that their cells have now. */
#include "base/number.h"
#include "write/book_chart.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#define ALL_CHARACTERS ((size_t)-1)
#define LABELS_AXIS "1"
#define VALUES_AXIS "2"
#define EDGE "565A63"
#define GRID "DFE1E6"
#define STYLES ((size_t)8)

/* How series are told apart. Colours: M. Okabe, K. Ito, "Color universal design" (2008), as pictures have them
 * (draw/svg.c); every second area has a pattern, every line dashes, every point a shape of its own. */
static const struct series_style {
  const char *colour;
  const char *pattern, *paper; /* with a paler one between its lines; NULL: none */
  const char *dash, *marker;
} styles[STYLES] = {
    {"0072B2", NULL, NULL, "solid", "circle"},   {"E69F00", "wdUpDiag", "FCEFD4", "dash", "square"},
    {"009E73", NULL, NULL, "sysDot", "diamond"}, {"A89B00", "wdDnDiag", "F3F0CC", "dashDot", "triangle"},
    {"D55E00", NULL, NULL, "lgDash", "x"},       {"56B4E9", "lgGrid", "E1F1FB", "sysDash", "star"},
    {"5F6368", NULL, NULL, "lgDashDot", "plus"}, {"CC79A7", "narHorz", "F7E8F0", "lgDashDotDot", "dash"},
};

/* ---- references and the values behind them ---------------------------------------------------- */

void egb_book_kept_text(egb_buffer *out, const egb_cell *cell) {
  if (cell->kind == EGB_CELL_TEXT)
    egb_buffer_text(out, cell->as.text);
  else if (cell->kind == EGB_CELL_NUMBER)
    egb_buffer_number(out, cell->as.number);
}

static void put_point(egb_buffer *out, const egb_cell *cell, size_t at, bool numbers) {
  egb_buffer text = {0};
  if (cell->kind == EGB_CELL_EMPTY || (numbers && cell->kind != EGB_CELL_NUMBER))
    return;
  egb_book_kept_text(&text, cell);
  egb_buffer_format(out, "<c:pt idx=\"%zu\"><c:v>", at);
  egb_sheet_text(out, egb_buffer_string(&text), ALL_CHARACTERS);
  egb_buffer_text(out, "</c:v></c:pt>");
  out->failed = out->failed || text.failed;
  egb_buffer_clear(&text);
}

static void put_values(egb_buffer *out, const egb_book_kept *kept, bool numbers) {
  const size_t count = egb_book_kept_count(kept);
  egb_buffer_text(out, numbers ? "<c:numRef><c:f>" : "<c:strRef><c:f>");
  egb_book_range(out, kept->sheet, kept->range.area, EGB_FIX_BOTH);
  egb_buffer_text(out, numbers ? "</c:f><c:numCache><c:formatCode>General</c:formatCode>" : "</c:f><c:strCache>");
  egb_buffer_format(out, "<c:ptCount val=\"%zu\"/>", count);
  for (size_t i = 0; i < count; i++)
    put_point(out, &kept->cell[i], i, numbers);
  egb_buffer_text(out, numbers ? "</c:numCache></c:numRef>" : "</c:strCache></c:strRef>");
}

static void put_title(egb_buffer *out, const egb_book_kept *kept, int size) {
  if (kept == NULL)
    return;
  egb_buffer_text(out, "<c:title><c:tx>");
  put_values(out, kept, false);
  egb_buffer_format(out,
                    "</c:tx><c:overlay val=\"0\"/><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"%d\" "
                    "b=\"1\"/></a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr></c:title>",
                    size);
}

/* ---- series ----------------------------------------------------------------------------------- */

static void put_solid(egb_buffer *out, const char *colour) {
  egb_buffer_format(out, "<a:solidFill><a:srgbClr val=\"%s\"/></a:solidFill>", colour);
}

static void put_area_style(egb_buffer *out, const struct series_style *style) {
  egb_buffer_text(out, "<c:spPr>");
  if (style->pattern == NULL)
    put_solid(out, style->colour);
  else
    egb_buffer_format(out,
                      "<a:pattFill prst=\"%s\"><a:fgClr><a:srgbClr val=\"%s\"/></a:fgClr><a:bgClr>"
                      "<a:srgbClr val=\"%s\"/></a:bgClr></a:pattFill>",
                      style->pattern, style->colour, style->paper);
  egb_buffer_text(out, "<a:ln w=\"3175\">");
  put_solid(out, EDGE);
  egb_buffer_text(out, "</a:ln></c:spPr><c:invertIfNegative val=\"0\"/>");
}

/* joined: lines between the points. */
static void put_point_style(egb_buffer *out, const struct series_style *style, bool joined) {
  egb_buffer_text(out, "<c:spPr><a:ln w=\"22225\">");
  if (joined)
    put_solid(out, style->colour);
  egb_buffer_format(out, joined ? "<a:prstDash val=\"%s\"/>" : "<a:noFill/>", style->dash);
  egb_buffer_format(out, "</a:ln></c:spPr><c:marker><c:symbol val=\"%s\"/><c:size val=\"7\"/><c:spPr>", style->marker);
  put_solid(out, style->colour);
  egb_buffer_text(out, "<a:ln w=\"9525\">");
  put_solid(out, style->colour);
  egb_buffer_text(out, "</a:ln></c:spPr></c:marker>");
}

static void put_series(egb_buffer *out, const egb_book_plot *plot, size_t at) {
  const egb_book_series *series = &plot->series[at];
  const bool scatter = plot->kind == EGB_CHART_SCATTER;
  egb_buffer_format(out, "<c:ser><c:idx val=\"%zu\"/><c:order val=\"%zu\"/><c:tx>", at, at);
  put_values(out, series->name, false);
  egb_buffer_text(out, "</c:tx>");
  if (scatter || plot->kind == EGB_CHART_RADAR)
    put_point_style(out, &styles[at % STYLES], !scatter);
  else
    put_area_style(out, &styles[at % STYLES]);
  egb_buffer_text(out, scatter ? "<c:xVal>" : "<c:cat>");
  put_values(out, series->labels, scatter);
  egb_buffer_text(out, scatter ? "</c:xVal><c:yVal>" : "</c:cat><c:val>");
  put_values(out, series->values, true);
  egb_buffer_text(out, scatter ? "</c:yVal><c:smooth val=\"0\"/></c:ser>" : "</c:val></c:ser>");
}

/* ---- axes ------------------------------------------------------------------------------------- */

static bool is_of_bars(const egb_book_plot *plot) {
  return plot->kind == EGB_CHART_BARS || plot->kind == EGB_CHART_STACKED;
}

static bool has_negative(const egb_book_plot *plot) {
  for (size_t i = 0; i < plot->count; i++)
    for (size_t k = 0, count = egb_book_kept_count(plot->series[i].values); k < count; k++) {
      const egb_cell *cell = &plot->series[i].values->cell[k];
      if (cell->kind == EGB_CELL_NUMBER && cell->as.number < 0)
        return true;
    }
  return false;
}

static void put_limit(egb_buffer *out, const char *name, double value) {
  egb_buffer_format(out, "<c:%s val=\"", name);
  egb_buffer_number(out, value);
  egb_buffer_text(out, "\"/>");
}

/* limits: the chart, for its axis of values. Bars begin at 0, or their lengths would not be what they show. */
static void put_scaling(egb_buffer *out, bool backward, const egb_book_plot *limits) {
  const bool limited = limits != NULL && (limits->least != 0 || limits->most != 0);
  egb_buffer_format(out, "<c:scaling><c:orientation val=\"%s\"/>", backward ? "maxMin" : "minMax");
  if (limited)
    put_limit(out, "max", limits->most);
  if (limited || (limits != NULL && is_of_bars(limits) && !has_negative(limits)))
    put_limit(out, "min", limits->least);
  egb_buffer_text(out, "</c:scaling><c:delete val=\"0\"/>");
}

static void put_grid(egb_buffer *out) {
  egb_buffer_text(out, "<c:majorGridlines><c:spPr><a:ln w=\"6350\">");
  put_solid(out, GRID);
  egb_buffer_text(out, "</a:ln></c:spPr></c:majorGridlines>");
}

static void put_ticks(egb_buffer *out, const char *place, const char *across) {
  egb_buffer_format(out,
                    "<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>"
                    "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"%s\"/><c:crossAx val=\"%s\"/>",
                    place, across);
}

/* Every category has its label; those of lying bars begin on top. */
static void put_category_axis(egb_buffer *out, const egb_book_plot *plot) {
  const bool lying = plot->kind != EGB_CHART_RADAR;
  egb_buffer_text(out, "<c:catAx><c:axId val=\"" LABELS_AXIS "\"/>");
  put_scaling(out, lying, NULL);
  egb_buffer_format(out, "<c:axPos val=\"%s\"/>", lying ? "l" : "b");
  if (!lying)
    put_grid(out);
  put_title(out, plot->labels_title, 900);
  put_ticks(out, "low", VALUES_AXIS);
  egb_buffer_text(out, "<c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/>"
                       "<c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>");
}

/* Under lying bars: where the categories end, as they begin on top. */
static void put_value_axis(egb_buffer *out, const egb_book_plot *plot) {
  const bool lying = is_of_bars(plot);
  egb_buffer_text(out, "<c:valAx><c:axId val=\"" VALUES_AXIS "\"/>");
  put_scaling(out, false, plot);
  egb_buffer_format(out, "<c:axPos val=\"%s\"/>", lying ? "b" : "l");
  put_grid(out);
  put_title(out, plot->values_title, 900);
  put_ticks(out, lying ? "nextTo" : "low", LABELS_AXIS);
  egb_buffer_format(out, "<c:crosses val=\"%s\"/><c:crossBetween val=\"%s\"/></c:valAx>", lying ? "max" : "autoZero",
                    plot->kind == EGB_CHART_SCATTER ? "midCat" : "between");
}

static void put_x_axis(egb_buffer *out, const egb_book_plot *plot) {
  egb_buffer_text(out, "<c:valAx><c:axId val=\"" LABELS_AXIS "\"/>");
  put_scaling(out, false, NULL);
  egb_buffer_text(out, "<c:axPos val=\"b\"/>");
  put_grid(out);
  put_title(out, plot->labels_title, 900);
  put_ticks(out, "low", VALUES_AXIS);
  egb_buffer_text(out, "<c:crosses val=\"autoZero\"/><c:crossBetween val=\"midCat\"/></c:valAx>");
}

/* ---- the part --------------------------------------------------------------------------------- */

/* What encloses the series of a kind: before them and after them. */
static const struct {
  const char *before, *after;
} frames[] = {
    [EGB_CHART_BARS] = {"<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>",
                        "<c:gapWidth val=\"40\"/><c:axId val=\"" LABELS_AXIS "\"/><c:axId val=\"" VALUES_AXIS
                        "\"/></c:barChart>"},
    [EGB_CHART_STACKED] = {"<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/>",
                           "<c:gapWidth val=\"40\"/><c:overlap val=\"100\"/><c:axId val=\"" LABELS_AXIS
                           "\"/><c:axId val=\"" VALUES_AXIS "\"/></c:barChart>"},
    [EGB_CHART_RADAR] = {"<c:radarChart><c:radarStyle val=\"marker\"/><c:varyColors val=\"0\"/>",
                         "<c:axId val=\"" LABELS_AXIS "\"/><c:axId val=\"" VALUES_AXIS "\"/></c:radarChart>"},
    [EGB_CHART_SCATTER] = {"<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>",
                           "<c:axId val=\"" LABELS_AXIS "\"/><c:axId val=\"" VALUES_AXIS "\"/></c:scatterChart>"},
};

void egb_book_put_plot(egb_buffer *out, const egb_book_plot *plot) {
  egb_buffer_text(out, EGB_BOOK_XML "<c:chartSpace xmlns:c=\"" EGB_BOOK_DRAWINGS "chart\" xmlns:a=\"" EGB_BOOK_DRAWINGS
                                    "main\"><c:date1904 val=\"0\"/><c:roundedCorners val=\"0\"/><c:chart>");
  put_title(out, plot->title, 1200);
  egb_buffer_format(out, "<c:autoTitleDeleted val=\"%d\"/><c:plotArea><c:layout/>", plot->title == NULL);
  egb_buffer_text(out, frames[plot->kind].before);
  for (size_t i = 0; i < plot->count; i++)
    put_series(out, plot, i);
  egb_buffer_text(out, frames[plot->kind].after);
  if (plot->kind == EGB_CHART_SCATTER)
    put_x_axis(out, plot);
  else
    put_category_axis(out, plot);
  put_value_axis(out, plot);
  egb_buffer_text(out, "</c:plotArea>");
  if (plot->count > 1)
    egb_buffer_text(out, "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>");
  egb_buffer_text(out, "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart><c:txPr><a:bodyPr/>"
                       "<a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"900\"/></a:pPr><a:endParaRPr lang=\"en-US\"/></a:p>"
                       "</c:txPr></c:chartSpace>");
}
