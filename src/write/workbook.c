#include "write/workbook.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* ---- names of sheets -------------------------------------------------------------------------- */

static bool is_taken(const egb_workbook *workbook, size_t sheet) {
  for (size_t i = 0; i < sheet; i++)
    if (egb_text_same(workbook->sheet[i].name, workbook->sheet[sheet].name))
      return true;
  return false;
}

void egb_workbook_name(egb_workbook *workbook, size_t sheet) {
  static const char maker[] = "egovbench.";
  char *name = workbook->sheet[sheet].name;
  const char *from = workbook->sheet[sheet].table->schema;
  if (strncmp(from, maker, sizeof maker - 1) == 0)
    from += sizeof maker - 1;
  size_t length = 0;
  for (; *from != '\0' && *from != '/' && length + 1 < EGB_SHEET_NAME; from++)
    name[length++] = (char)(egb_is_letter(*from) || egb_is_digit(*from) || *from == '-' ? *from : '_');
  name[length] = '\0';
  if (length == 0 || !egb_is_letter(name[0])) /* what begins with a digit would need quotes in a reference */
    length = (size_t)snprintf(name, EGB_SHEET_NAME, "table");
  for (size_t number = 2; is_taken(workbook, sheet); number++) {
    char tail[24];
    const size_t size = (size_t)snprintf(tail, sizeof tail, "_%zu", number);
    const size_t keep = length + size < EGB_SHEET_NAME ? length : EGB_SHEET_NAME - 1 - size;
    memcpy(name + keep, tail, size + 1);
  }
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void put_types(egb_buffer *out, const egb_workbook *workbook) {
  egb_buffer_text(out, XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\""
                           "application/vnd.openxmlformats-package.relationships+xml\"/>"
                           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                           "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
                           "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
                           "<Override PartName=\"/docProps/core.xml\" ContentType=\""
                           "application/vnd.openxmlformats-package.core-properties+xml\"/>");
  for (size_t i = 0; i < workbook->count; i++)
    egb_buffer_format(out, "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE "worksheet+xml\"/>",
                      i + 1);
  egb_buffer_text(out, "</Types>");
}

static void put_package(egb_buffer *out, const egb_workbook *workbook) {
  (void)workbook;
  egb_buffer_text(out, XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                           "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
                           "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>");
}

/* Without dates: that of today would make every file another one, and any other would be false. */
static void put_properties(egb_buffer *out, const egb_workbook *workbook) {
  egb_buffer_text(out, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
  if (workbook->title != NULL) {
    egb_buffer_text(out, "<dc:title>");
    egb_sheet_text(out, workbook->title);
    egb_buffer_text(out, "</dc:title>");
  }
  egb_buffer_format(out, "<dc:creator>egovbench %s</dc:creator></cp:coreProperties>", egb_version());
}

/* A filter is a name of the workbook as well: Excel makes it anew otherwise, and asks to save. */
static void put_filters(egb_buffer *out, const egb_workbook *workbook) {
  size_t count = 0;
  for (size_t i = 0; i < workbook->count; i++) {
    if (!egb_sheet_is_filtered(&workbook->sheet[i]))
      continue;
    egb_buffer_text(out, count++ == 0 ? "<definedNames>" : "");
    egb_buffer_format(out, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">'%s'!", i,
                      workbook->sheet[i].name);
    egb_sheet_area(out, &workbook->sheet[i]);
    egb_buffer_text(out, "</definedName>");
  }
  egb_buffer_text(out, count != 0 ? "</definedNames>" : "");
}

static void put_workbook(egb_buffer *out, const egb_workbook *workbook) {
  egb_buffer_text(out, XML "<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICE "\"><sheets>");
  for (size_t i = 0; i < workbook->count; i++)
    egb_buffer_format(out, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", workbook->sheet[i].name, i + 1,
                      i + 1);
  egb_buffer_text(out, "</sheets>");
  put_filters(out, workbook);
  egb_buffer_text(out, "</workbook>");
}

static void put_relations(egb_buffer *out, const egb_workbook *workbook) {
  egb_buffer_text(out, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
  for (size_t i = 0; i < workbook->count; i++)
    egb_buffer_format(out,
                      "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                      i + 1, i + 1);
  egb_buffer_format(out,
                    "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/></Relationships>",
                    workbook->count + 1);
}

#define FORMAT_WHOLE 1   /* "0", of the formats that every reader has (18.8.30, numFmt) */
#define FORMAT_TEXT 49   /* "@" */
#define FORMAT_FIRST 164 /* of those that the file brings */
#define PLAIN "<xf numFmtId=\"%d\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"%s/>"

static void put_formats(egb_buffer *out) {
  egb_buffer_format(out, "<numFmts count=\"%d\">", EGB_STYLE_DECIMALS_MOST);
  for (int decimals = 1; decimals <= EGB_STYLE_DECIMALS_MOST; decimals++)
    egb_buffer_format(out, "<numFmt numFmtId=\"%d\" formatCode=\"0.%0*d\"/>", FORMAT_FIRST + decimals, decimals, 0);
  egb_buffer_text(out, "</numFmts>");
}

/* In the order of EGB_STYLE_GENERAL and what follows it in sheet.h. */
static void put_styles(egb_buffer *out, const egb_workbook *workbook) {
  (void)workbook;
  egb_buffer_text(out, XML "<styleSheet xmlns=\"" SHEETS "\">");
  put_formats(out);
  egb_buffer_text(
      out,
      "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      "<font><i/><sz val=\"10\"/><color rgb=\"FF595959\"/><name val=\"Calibri\"/></font></fonts>"
      "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>"
      "</fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7EDF3\"/></patternFill></fill></fills>"
      "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/>"
      "<bottom style=\"thin\"><color rgb=\"FF7F7F7F\"/></bottom><diagonal/></border></borders>"
      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
  egb_buffer_format(out, "<cellXfs count=\"%d\">", EGB_STYLE_DECIMALS + EGB_STYLE_DECIMALS_MOST + 1);
  egb_buffer_format(out, PLAIN, 0, "");
  egb_buffer_format(out,
                    "<xf numFmtId=\"%d\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" "
                    "applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\"/>",
                    FORMAT_TEXT);
  egb_buffer_format(out, PLAIN, FORMAT_TEXT, " applyNumberFormat=\"1\"");
  egb_buffer_format(out, PLAIN, FORMAT_WHOLE, " applyNumberFormat=\"1\"");
  egb_buffer_format(out,
                    "<xf numFmtId=\"%d\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
                    "applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
                    FORMAT_TEXT);
  egb_buffer_format(out, PLAIN, FORMAT_WHOLE, " applyNumberFormat=\"1\"");
  for (int decimals = 1; decimals <= EGB_STYLE_DECIMALS_MOST; decimals++)
    egb_buffer_format(out, PLAIN, FORMAT_FIRST + decimals, " applyNumberFormat=\"1\"");
  egb_buffer_text(out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
                       "</cellStyles></styleSheet>");
}

static void put_part(egb_archive *archive, const char *name, const egb_workbook *workbook, egb_buffer *scratch,
                     void (*put)(egb_buffer *out, const egb_workbook *workbook)) {
  scratch->length = 0;
  put(scratch, workbook);
  egb_archive_begin(archive, name);
  if (!scratch->failed)
    egb_archive_add(archive, scratch->text, scratch->length);
}

static const char *const part_name[EGB_WORKBOOK_SHEETS] = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
                                                           "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"};

bool egb_workbook_write(const egb_workbook *workbook, egb_buffer *out) {
  egb_archive *archive = egb_archive_new(out);
  egb_buffer scratch = {0};
  if (archive == NULL)
    return false;
  put_part(archive, "[Content_Types].xml", workbook, &scratch, put_types); /* the first, as many readers expect */
  put_part(archive, "_rels/.rels", workbook, &scratch, put_package);
  put_part(archive, "docProps/core.xml", workbook, &scratch, put_properties);
  put_part(archive, "xl/workbook.xml", workbook, &scratch, put_workbook);
  put_part(archive, "xl/_rels/workbook.xml.rels", workbook, &scratch, put_relations);
  put_part(archive, "xl/styles.xml", workbook, &scratch, put_styles);
  for (size_t i = 0; i < workbook->count; i++) {
    egb_archive_begin(archive, part_name[i]);
    egb_sheet_write(&workbook->sheet[i], i == 0, workbook->digits, archive, &scratch);
  }
  const bool whole = egb_archive_end(archive) && !scratch.failed;
  egb_buffer_clear(&scratch);
  return whole;
}
