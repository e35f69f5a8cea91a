/* The parts around the sheets (ECMA-376-2). Nothing is taken from the clock, and no part has a date: that of today
 * would make every file another one, and any other would be false. */
#include "write/book_state.h"
#include "write/sheet_text.h"

#define TITLE_MOST ((size_t)32767)
#define TYPE "application/vnd.openxmlformats-officedocument."
#define NUMBERED "<Override PartName=\"/xl/%s%zu.xml\" ContentType=\"" TYPE "%s+xml\"/>"
#define OVERRIDE "<Override PartName=\"/%s\" ContentType=\"" TYPE "%s+xml\"/>"

/* ---- parts ------------------------------------------------------------------------------------ */

static void put_types(egb_buffer *out, const egb_book *book) {
  egb_buffer_text(out, EGB_BOOK_XML "<Types xmlns=\"" EGB_BOOK_PACKAGE "content-types\">"
                                    "<Default Extension=\"rels\" ContentType=\""
                                    "application/vnd.openxmlformats-package.relationships+xml\"/>"
                                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                    "<Override PartName=\"/docProps/core.xml\" ContentType=\""
                                    "application/vnd.openxmlformats-package.core-properties+xml\"/>");
  egb_buffer_format(out, OVERRIDE OVERRIDE OVERRIDE, "xl/workbook.xml", "spreadsheetml.sheet.main", "xl/styles.xml",
                    "spreadsheetml.styles", "xl/theme/theme1.xml", "theme");
  for (size_t i = 0, chart = 0; i < book->count; i++) {
    egb_buffer_format(out, NUMBERED, "worksheets/sheet", i + 1, "spreadsheetml.worksheet");
    if (book->page[i]->plots != NULL)
      egb_buffer_format(out, NUMBERED, "drawings/drawing", i + 1, "drawing");
    for (const egb_book_plot *plot = book->page[i]->plots; plot != NULL; plot = plot->next)
      egb_buffer_format(out, NUMBERED, "charts/chart", ++chart, "drawingml.chart");
  }
  egb_buffer_text(out, "</Types>");
}

static void put_package(egb_buffer *out, const egb_book *book) {
  (void)book;
  egb_buffer_text(out, EGB_BOOK_RELATIONS
                  "<Relationship Id=\"rId1\" Type=\"" EGB_BOOK_OFFICE
                  "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" EGB_BOOK_PACKAGE
                  "relationships/metadata/core-properties\" "
                  "Target=\"docProps/core.xml\"/></Relationships>");
}

static void put_properties(egb_buffer *out, const egb_book *book) {
  egb_buffer_text(out, EGB_BOOK_XML "<cp:coreProperties xmlns:cp=\"" EGB_BOOK_PACKAGE "metadata/core-properties\" "
                                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
  if (book->title != NULL) {
    egb_buffer_text(out, "<dc:title>");
    egb_sheet_text(out, book->title, TITLE_MOST);
    egb_buffer_text(out, "</dc:title>");
  }
  egb_buffer_format(out, "<dc:creator>egovbench %s</dc:creator></cp:coreProperties>", egb_version());
}

/* ---- the part of the workbook ----------------------------------------------------------------- */

/* A filter is a name of the workbook as well: Excel makes it anew otherwise, and asks to save. */
static void put_filter(egb_buffer *out, const egb_book_page *page, size_t sheet) {
  egb_buffer_format(out, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">", sheet);
  egb_book_range(out, page->name, page->filter, EGB_FIX_BOTH);
  egb_buffer_text(out, "</definedName>");
}

/* Whole rows and columns: "Scores!$A:$B,Scores!$1:$3". */
static void put_repeated(egb_buffer *out, const egb_book_page *page, size_t sheet) {
  egb_buffer_format(out, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">", sheet);
  if (page->repeated_columns != 0) {
    egb_buffer_format(out, "'%s'!$A:$", page->name);
    egb_sheet_letters(out, page->repeated_columns - 1);
  }
  egb_buffer_text(out, page->repeated_columns != 0 && page->repeated_rows != 0 ? "," : "");
  if (page->repeated_rows != 0)
    egb_buffer_format(out, "'%s'!$1:$%zu", page->name, page->repeated_rows);
  egb_buffer_text(out, "</definedName>");
}

static void put_names(egb_buffer *out, const egb_book *book) {
  const size_t before = out->length;
  egb_buffer_text(out, "<definedNames>");
  const size_t empty = out->length;
  for (size_t i = 0; i < book->count; i++) {
    const egb_book_page *page = book->page[i];
    if (page->filtered)
      put_filter(out, page, i);
    if (page->printed && (page->repeated_rows != 0 || page->repeated_columns != 0))
      put_repeated(out, page, i);
  }
  egb_buffer_add(out, egb_buffer_string(&book->names), book->names.length);
  out->failed = out->failed || book->names.failed;
  if (out->length == empty)
    out->length = before;
  else
    egb_buffer_text(out, "</definedNames>");
}

/* Where cells compute, Excel is asked to compute all of them when it opens the book: one program's results, not a
 * mixture of those written here and those that a changed weight reached. They agree; LibreOffice, unless it is set
 * otherwise, and who does not compute show what is written. */
static void put_workbook(egb_buffer *out, const egb_book *book) {
  egb_buffer_text(out, EGB_BOOK_XML "<workbook xmlns=\"" EGB_BOOK_SHEETS "\" xmlns:r=\"" EGB_BOOK_OFFICE "\">"
                                    "<bookViews><workbookView/></bookViews><sheets>");
  for (size_t i = 0; i < book->count; i++)
    egb_buffer_format(out, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", book->page[i]->name, i + 1, i + 1);
  egb_buffer_text(out, "</sheets>");
  put_names(out, book);
  egb_buffer_text(out, book->computes ? "<calcPr fullCalcOnLoad=\"1\"/></workbook>" : "</workbook>");
}

static void put_relations(egb_buffer *out, const egb_book *book) {
  egb_buffer_text(out, EGB_BOOK_RELATIONS);
  for (size_t i = 0; i < book->count; i++)
    egb_buffer_format(
        out, "<Relationship Id=\"rId%zu\" Type=\"" EGB_BOOK_OFFICE "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
        i + 1, i + 1);
  egb_buffer_format(out,
                    "<Relationship Id=\"rId%zu\" Type=\"" EGB_BOOK_OFFICE "/styles\" Target=\"styles.xml\"/>"
                    "<Relationship Id=\"rId%zu\" Type=\"" EGB_BOOK_OFFICE "/theme\" Target=\"theme/theme1.xml\"/>"
                    "</Relationships>",
                    book->count + 1, book->count + 2);
}

/* ---- the archive ------------------------------------------------------------------------------ */

/* A part out of what is in the buffer. */
static void add_part(egb_archive *archive, const char *name, egb_buffer *text) {
  egb_archive_begin(archive, name);
  if (!text->failed)
    egb_archive_add(archive, text->text, text->length);
  text->length = 0;
}

static void put_part(egb_archive *archive, const char *name, const egb_book *book, egb_buffer *scratch,
                     void (*put)(egb_buffer *out, const egb_book *book)) {
  put(scratch, book);
  add_part(archive, name, scratch);
}

/* The name of a part, which an archive borrows; "" after a failure. */
static const char *numbered(egb_book *book, const char *before, size_t number, const char *behind) {
  const char *name = egb_arena_format(book->arena, "xl/%s%zu%s", before, number, behind);
  book->failed = book->failed || name == NULL;
  return name != NULL ? name : "";
}

/* The charts of a sheet; `chart` were before. */
static size_t put_charts(egb_archive *archive, egb_book *book, size_t sheet, size_t chart, egb_buffer *scratch) {
  const egb_book_plot *plots = book->page[sheet]->plots;
  if (plots == NULL)
    return chart;
  egb_buffer_format(scratch,
                    EGB_BOOK_RELATIONS "<Relationship Id=\"rId1\" Type=\"" EGB_BOOK_OFFICE
                                       "/drawing\" Target=\"../drawings/drawing%zu.xml\"/></Relationships>",
                    sheet + 1);
  add_part(archive, numbered(book, "worksheets/_rels/sheet", sheet + 1, ".xml.rels"), scratch);
  egb_book_put_drawing(scratch, plots);
  add_part(archive, numbered(book, "drawings/drawing", sheet + 1, ".xml"), scratch);
  egb_book_put_drawing_relations(scratch, plots, chart + 1);
  add_part(archive, numbered(book, "drawings/_rels/drawing", sheet + 1, ".xml.rels"), scratch);
  for (const egb_book_plot *plot = plots; plot != NULL; plot = plot->next) {
    egb_book_put_plot(scratch, plot);
    add_part(archive, numbered(book, "charts/chart", ++chart, ".xml"), scratch);
  }
  return chart;
}

static void put_sheets(egb_archive *archive, egb_book *book, egb_buffer *scratch) {
  for (size_t i = 0, charts = 0; i < book->count; i++) {
    egb_archive_begin(archive, numbered(book, "worksheets/sheet", i + 1, ".xml"));
    egb_book_put_sheet(book, i, archive, scratch);
    charts = put_charts(archive, book, i, charts, scratch);
  }
}

bool egb_book_write(egb_book *book, egb_buffer *out) {
  egb_archive *archive = book->failed || egb_arena_failed(book->arena) ? NULL : egb_archive_new(out);
  egb_buffer scratch = {0};
  if (archive == NULL)
    return false;
  put_part(archive, "[Content_Types].xml", book, &scratch, put_types); /* the first, as many readers expect */
  put_part(archive, "_rels/.rels", book, &scratch, put_package);
  put_part(archive, "docProps/core.xml", book, &scratch, put_properties);
  put_part(archive, "xl/workbook.xml", book, &scratch, put_workbook);
  put_part(archive, "xl/_rels/workbook.xml.rels", book, &scratch, put_relations);
  put_part(archive, "xl/styles.xml", book, &scratch, egb_book_put_styles);
  put_part(archive, "xl/theme/theme1.xml", book, &scratch, egb_book_put_theme);
  put_sheets(archive, book, &scratch);
  const bool whole = egb_archive_end(archive) && !scratch.failed && !book->failed;
  egb_buffer_clear(&scratch);
  return whole;
}
