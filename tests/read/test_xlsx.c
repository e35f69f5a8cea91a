/* Workbooks as CSV text. The archives are made here, part by part and stored without packing, so that each holds one
 * trap and nothing else. */
#include "base/codes.h"
#include "check.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- a writer of stored archives (APPNOTE 4.3) ------------------------------------------------- */

typedef struct part {
  const char *name, *text;
} part;

typedef struct zip {
  char bytes[20000];
  size_t length;
} zip;

static void put(zip *z, uint32_t value, size_t count) {
  for (size_t i = 0; i < count; i++)
    z->bytes[z->length++] = (char)(i < 4 ? value >> 8 * i & 0xFF : 0);
}

static void put_text(zip *z, const char *text, size_t length) {
  memcpy(z->bytes + z->length, text, length);
  z->length += length;
}

static uint32_t crc32_of(const char *text, size_t length) {
  uint32_t crc = 0xFFFFFFFF;
  for (size_t i = 0; i < length; i++) {
    crc ^= (unsigned char)text[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
  }
  return crc ^ 0xFFFFFFFF;
}

static void put_entry(zip *z, const part *one, uint32_t flag) {
  const size_t length = strlen(one->text);
  put(z, 20, 2);
  put(z, flag, 2);
  put(z, 0, 2);
  put(z, 0x00210000, 4);
  put(z, crc32_of(one->text, length), 4);
  put(z, (uint32_t)length, 4);
  put(z, (uint32_t)length, 4);
  put(z, (uint32_t)strlen(one->name), 2);
}

static void put_list(zip *z, const part *parts, size_t count, const uint32_t *place, uint32_t flag) {
  const uint32_t list = (uint32_t)z->length;
  for (size_t i = 0; i < count; i++) {
    put(z, 0x02014b50, 4);
    put(z, 20, 2);
    put_entry(z, &parts[i], flag);
    put(z, 0, 8); /* extra field, comment, disk, attributes */
    put(z, 0, 4); /* attributes of the system */
    put(z, place[i], 4);
    put_text(z, parts[i].name, strlen(parts[i].name));
  }
  const uint32_t end = (uint32_t)z->length;
  put(z, 0x06054b50, 4);
  put(z, 0, 4);
  put(z, (uint32_t)count, 2);
  put(z, (uint32_t)count, 2);
  put(z, end - list, 4);
  put(z, list, 4);
  put(z, 0, 2);
}

static void make_zip(zip *z, const part *parts, size_t count, uint32_t flag) {
  uint32_t place[16];
  z->length = 0;
  for (size_t i = 0; i < count; i++) {
    place[i] = (uint32_t)z->length;
    put(z, 0x04034b50, 4);
    put_entry(z, &parts[i], flag);
    put(z, 0, 2);
    put_text(z, parts[i].name, strlen(parts[i].name));
    put_text(z, parts[i].text, strlen(parts[i].text));
  }
  put_list(z, parts, count, place, flag);
}

/* ---- workbooks -------------------------------------------------------------------------------- */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define SHEET(text) "<worksheet xmlns='" MAIN "'><sheetData>" text "</sheetData></worksheet>"
#define LINK(id, type, target) "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"

static const char book_text[] =
    "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><sheets>"
    "<sheet name='Notes' sheetId='1' state='hidden' r:id='r1'/><sheet name='Data 2017 ' sheetId='2' r:id='r2'/>"
    "<sheet name='Chart' sheetId='3' r:id='r5'/></sheets></workbook>";
static const char links_text[] = "<Relationships xmlns='" PACKAGE "'>" LINK("r1", "worksheet", "worksheets/sheet1.xml")
    LINK("r2", "worksheet", "/xl/worksheets/sheet2.xml") LINK("r3", "sharedStrings", "sharedStrings.xml")
        LINK("r4", "styles", "styles.xml") LINK("r5", "chartsheet", "chartsheets/sheet1.xml") "</Relationships>";
static const char strings_text[] =
    "<sst xmlns='" MAIN "'><si><t>unit</t></si>"
    "<si><r><t>one </t></r><r><t xml:space='preserve'> two</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>"
    "<si><t>a_x000D_\nb &quot;c&quot;</t></si><si><t>92,65</t></si><si><t> </t></si><si><t>_x005F_x0041_</t></si></sst>";
static const char styles_text[] =
    "<styleSheet xmlns='" MAIN "'><numFmts count='2'><numFmt numFmtId='170' formatCode='yyyy\\-mm'/>"
    "<numFmt numFmtId='165' formatCode='0.0\" d\"'/><numFmt numFmtId='166' formatCode='[h]:mm'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='165'/><xf numFmtId='166'/>"
    "</cellXfs></styleSheet>";

typedef struct bench {
  egb_arena *arena;
  egb_diag *diag;
  egb_source source;
  egb_source *out;
  egb_status status;
  zip archive;
} bench;

static void make_book(bench *b, const char *book, const char *sheet) {
  const part parts[] = {{"[Content_Types].xml", "<Types/>"},
                        {"xl/workbook.xml", book},
                        {"xl/_rels/workbook.xml.rels", links_text},
                        {"xl/sharedStrings.xml", strings_text},
                        {"xl/styles.xml", styles_text},
                        {"xl/worksheets/sheet1.xml", SHEET("<row><c t='inlineStr'><is><t>prose</t></is></c></row>")},
                        {"xl/worksheets/sheet2.xml", sheet}};
  make_zip(&b->archive, parts, sizeof parts / sizeof parts[0], 0);
}

static void open_bench(bench *b) {
  b->arena = egb_arena_new();
  b->diag = egb_diag_new();
  assert_non_null(b->arena);
  assert_non_null(b->diag);
}

static void read_bytes(bench *b, size_t length, const egb_xlsx_options *options) {
  b->source = (egb_source){"t.xlsx", b->archive.bytes, length, NULL};
  b->status = egb_xlsx_text(b->arena, &b->source, options, b->diag, &b->out);
}

static void close_bench(bench *b) {
  egb_diag_free(b->diag);
  egb_arena_free(b->arena);
}

static void expect_with(const char *book, const char *sheet, egb_xlsx_options options, const char *text) {
  bench b;
  open_bench(&b);
  make_book(&b, book, sheet);
  read_bytes(&b, b.archive.length, &options);
  assert_ok(b.status, b.diag);
  assert_string_equal(b.out->text, text);
  assert_int_equal(b.out->length, strlen(text));
  close_bench(&b);
}

static void expect(const char *sheet, const char *text) {
  expect_with(book_text, sheet, (egb_xlsx_options){0}, text);
}

static void expect_fault_with(const char *sheet, egb_xlsx_options options, const char *code, const char *words) {
  bench b;
  open_bench(&b);
  make_book(&b, book_text, sheet);
  read_bytes(&b, b.archive.length, &options);
  assert_int_equal(b.status, EGB_REFUSED);
  assert_int_equal(egb_diag_kept(b.diag), 1);
  assert_string_equal(egb_diag_message(b.diag, 0)->code, code);
  if (!reports(b.diag, words))
    print_messages(b.diag);
  assert_true(reports(b.diag, words));
  assert_non_null(egb_diag_message(b.diag, 0)->hint);
  close_bench(&b);
}

static void expect_fault(const char *sheet, const char *code, const char *words) {
  expect_fault_with(sheet, (egb_xlsx_options){0}, code, words);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static void texts(void **state) {
  (void)state;
  expect(SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
               "<row r='3'><c r='A3' t='s'><v>2</v></c><c r='B3' t='s'><v>3</v></c><c r='C3' t='s'><v>4</v></c></row>"
               "<row r='4'><c r='B4' t='s'><v>5</v></c></row>"),
         "\"unit\",\"one two\"\n\n\"a b \"\"c\"\"\",\"92,65\"\n,\"_x0041_\"\n");
  /* Cells and rows that do not say where they are; a result of a formula; inline text; other namespaces. */
  expect("<x:worksheet xmlns:x='" MAIN "' xmlns:y='urn:y'><x:sheetData><x:row><y:c><y:v>9</y:v></y:c>"
         "<x:c t='str'><x:f>1</x:f><x:v>=x</x:v></x:c><x:c t='inlineStr'><x:is><x:t>004</x:t></x:is></x:c></x:row>"
         "</x:sheetData></x:worksheet>",
         "\"=x\",\"004\"\n");
}

/* Serials as Excel shows them: ECMA-376-1, 18.17.4.1, whose examples are 1900-01-01 = 1 and 9999-12-31 = 2958465. */
static void numbers_and_dates(void **state) {
  (void)state;
  expect(
      SHEET(
          "<row><c><v>0.10000000000000001</v></c><c><v>1E3</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>"),
      "0.1,1000,TRUE,#N/A\n");
  expect(SHEET("<row><c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c>"
               "<c s='2'><v>43101.5</v></c><c s='1'><v>2958465</v></c><c s='1'><v>2958466</v></c></row>"),
         "1900-01-01,1900-02-28,60,1900-03-01,2018-01-01T12:00:00,9999-12-31,2958466\n");
  expect(SHEET("<row><c s='3'><v>5</v></c><c s='4'><v>1.5</v></c><c s='2'><v>0.75</v></c>"
               "<c t='d'><v>2018-07-09T00:00:00</v></c></row>"),
         "5,1.5,18:00:00,2018-07-09\n");
  expect_with("<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><workbookPr date1904='1'/><sheets>"
              "<sheet name='a' r:id='r2'/></sheets></workbook>",
              SHEET("<row><c s='1'><v>0</v></c><c s='1'><v>2957003</v></c></row>"), (egb_xlsx_options){0},
              "1904-01-01,9999-12-31\n");
  expect_fault(SHEET("<row><c><v>1,5</v></c></row>"), EGB_E_XLSX_CELL, "cell A1");
  expect_fault(SHEET("<row r='7'><c r='AB7'><f>SUM(A1)</f></c></row>"), EGB_E_XLSX_CELL, "cell AB7");
  expect_fault(SHEET("<row><c t='s'><v>6</v></c></row>"), EGB_E_XLSX_CELL, "list of texts");
}

/* A header that is padded to the last column, blank rows to the last row. */
static void padding_is_cut(void **state) {
  (void)state;
  expect(
      SHEET("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='XFD1' s='1'/></row>"
            "<row r='2'><c r='A2'><v>3</v></c><c r='XFC2' t='s'><v>4</v></c></row><row r='1048576'><c s='1'/></row>"),
      "1,2\n3,\n");
  expect(SHEET(""), "");
}

#define MERGED                                                                                                         \
  "<worksheet xmlns='" MAIN "'><sheetData><row r='1'><c r='B1'><v>7</v></c></row><row r='2'><c r='A2'><v>1</v></c>"    \
  "<c r='B2'><v>2</v></c><c r='C2'><v>3</v></c></row><row r='3'><c r='A3'><v>4</v></c></row></sheetData>"              \
  "<mergeCells><mergeCell ref='B1:XFD1'/><mergeCell ref='A3:B4'/></mergeCells></worksheet>"

static void merged_headers(void **state) {
  (void)state;
  expect(MERGED, ",7,\n1,2,3\n4,,\n");
  expect_with(book_text, MERGED, (egb_xlsx_options){.header_last = 1}, ",7,7\n1,2,3\n4,,\n");
  expect_with(book_text, MERGED, (egb_xlsx_options){.header_last = 9}, ",7,7\n1,2,3\n4,4,\n");
}

static void sheets_and_ranges(void **state) {
  (void)state;
  static const char sheet[] = SHEET("<row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>2</v></c></row>"
                                    "<row r='3'><c r='B3'><v>3</v></c><c r='C3'><v>4</v></c></row>");
  expect_with(book_text, sheet, (egb_xlsx_options){.sheet = "data 2017"}, "\n1,2,\n,3,4\n");
  expect_with(book_text, sheet, (egb_xlsx_options){.sheet = "1"}, "\"prose\"\n");
  expect_with(book_text, sheet, (egb_xlsx_options){.range = "$B$3:c9"}, "\n\n3,4\n");
  expect_with(book_text, sheet, (egb_xlsx_options){.range = "A:A"}, "\n1\n");
  expect_with(book_text, sheet, (egb_xlsx_options){.range = "3:3"}, "\n\n,3,4\n");
  static const char *const bad[] = {"", "B", "5", "B5:", "B5:K", "A1:XFE2", "A0:B1", "A1:B1048577", "B5-K9"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    expect_fault_with(sheet, (egb_xlsx_options){.range = bad[i]}, EGB_E_XLSX_RANGE, "no range");
  expect_fault_with(sheet, (egb_xlsx_options){.sheet = "Data 2018"}, EGB_E_XLSX_SHEET, "did you mean `Data 2017 `");
  expect_fault_with(sheet, (egb_xlsx_options){.sheet = "zz"}, EGB_E_XLSX_SHEET, "`Notes`, `Data 2017 `");
  expect_fault_with(sheet, (egb_xlsx_options){.sheet = "3"}, EGB_E_XLSX_SHEET, "no sheet `3`");

  bench b;
  open_bench(&b);
  make_book(&b, book_text, sheet);
  b.source = (egb_source){"t.xlsx", b.archive.bytes, b.archive.length, NULL};
  egb_xlsx_sheet *found;
  size_t count;
  assert_true(egb_xlsx_is(&b.source));
  assert_ok(egb_xlsx_sheets(b.arena, &b.source, b.diag, &found, &count), b.diag);
  assert_int_equal(count, 2);
  assert_true(found[0].hidden && !found[1].hidden);
  assert_int_equal(found[1].rows, 3);
  assert_int_equal(found[1].columns, 3);
  close_bench(&b);
}

static void hostile_sheets(void **state) {
  (void)state;
  expect_fault("<!DOCTYPE x [<!ENTITY a 'b'>]>" SHEET("<row><c><v>1</v></c></row>"), EGB_E_XLSX, "document type");
  expect_fault(SHEET("<row r='2'/><row r='2'/>"), EGB_E_XLSX, "out of order");
  expect_fault(SHEET("<row r='2'><c r='B2'/><c r='A2'/></row>"), EGB_E_XLSX, "out of order");
  expect_fault(SHEET("<row r='2'><c r='B3'/></row>"), EGB_E_XLSX, "not in its row");
  expect_fault(SHEET("<row r='1048577'/>"), EGB_E_XLSX, "a row");
  expect_fault(SHEET("<row r='0'/>"), EGB_E_XLSX, "a row");
  expect_fault(SHEET("<row"), EGB_E_XLSX, "not XML");
  char deep[2000] = "<worksheet xmlns='" MAIN "'>";
  for (int i = 0; i < 70; i++)
    strcat(deep, "<a>");
  expect_fault(deep, EGB_E_XLSX_SIZE, "nested");
}

/* Cut anywhere, a workbook is refused with one message; so are archives and files of other kinds. */
static void other_bytes(void **state) {
  (void)state;
  bench b;
  static const egb_xlsx_options none = {0};
  open_bench(&b);
  make_book(&b, book_text, SHEET("<row><c><v>1</v></c></row>"));
  for (size_t length = 0; length < b.archive.length; length += 7) {
    read_bytes(&b, length, &none);
    assert_int_equal(b.status, EGB_REFUSED);
    assert_null(b.out);
  }
  close_bench(&b);

  static const struct {
    part part;
    uint32_t flag;
    const char *words;
  } kinds[] = {{{"data.csv", "a,b"}, 0, "not a workbook"},
               {{"content.xml", "<a/>"}, 0, "OpenDocument"},
               {{"xl/workbook.bin", "x"}, 0, "binary workbook"},
               {{"xl/workbook.xml", "<a/>"}, 1, "encrypted"},
               {{"xl/workbook.xml", "<a/>"}, 0, "no sheet of cells"}};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    open_bench(&b);
    make_zip(&b.archive, &kinds[i].part, 1, kinds[i].flag);
    read_bytes(&b, b.archive.length, &none);
    assert_int_equal(b.status, EGB_REFUSED);
    if (!reports(b.diag, kinds[i].words))
      print_messages(b.diag);
    assert_true(reports(b.diag, kinds[i].words));
    close_bench(&b);
  }

  open_bench(&b);
  static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on";
  memcpy(b.archive.bytes, old, sizeof old);
  read_bytes(&b, sizeof old, &none);
  assert_true(egb_xlsx_is(&b.source));
  assert_true(reports(b.diag, ".xls"));
  close_bench(&b);
  assert_false(egb_xlsx_is(&(egb_source){"a.csv", "PK,b", 4, NULL}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts),          cmocka_unit_test(numbers_and_dates), cmocka_unit_test(padding_is_cut),
      cmocka_unit_test(merged_headers), cmocka_unit_test(sheets_and_ranges), cmocka_unit_test(hostile_sheets),
      cmocka_unit_test(other_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
