#include "read/xlsx_xml.h"

#include "base/codes.h"
#include "read/xlsx_expat.h"

#include <string.h>

#define CHUNK 65536
#define SEPARATOR '|' /* between a namespace and a name: in no URI */

typedef struct reader {
  const egb_xlsx_handler *handler;
  const egb_xlsx_about *about;
  egb_expat expat;
  XML_Parser parser;
  egb_status status;
  size_t depth;
  egb_xlsx_tag stack[EGB_XLSX_DEPTH];
} reader;

/* ---- names ------------------------------------------------------------------------------------ */

/* Transitional and strict spreadsheets (ECMA-376 parts 4 and 1), and relationships (part 2). */
static bool is_ours(const char *uri, size_t length) {
  static const char *const ours[] = {
      "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
      "http://purl.oclc.org/ooxml/spreadsheetml/main",
      "http://schemas.openxmlformats.org/package/2006/relationships",
  };
  for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
    if (strlen(ours[i]) == length && memcmp(ours[i], uri, length) == 0)
      return true;
  return false;
}

static egb_xlsx_tag tag_of(const char *name) {
  static const struct {
    const char *name;
    egb_xlsx_tag tag;
  } tags[] = {
      {"c", EGB_XLSX_C},
      {"v", EGB_XLSX_V},
      {"row", EGB_XLSX_ROW},
      {"f", EGB_XLSX_F},
      {"t", EGB_XLSX_T},
      {"si", EGB_XLSX_SI},
      {"r", EGB_XLSX_R},
      {"is", EGB_XLSX_IS},
      {"mergeCell", EGB_XLSX_MERGE_CELL},
      {"xf", EGB_XLSX_XF},
      {"numFmt", EGB_XLSX_NUM_FMT},
      {"Relationship", EGB_XLSX_RELATIONSHIP},
      {"sheet", EGB_XLSX_SHEET},
      {"cellXfs", EGB_XLSX_CELL_XFS},
      {"mergeCells", EGB_XLSX_MERGE_CELLS},
      {"numFmts", EGB_XLSX_NUM_FMTS},
      {"Relationships", EGB_XLSX_RELATIONSHIPS},
      {"sheetData", EGB_XLSX_SHEET_DATA},
      {"sheets", EGB_XLSX_SHEETS},
      {"sst", EGB_XLSX_SST},
      {"styleSheet", EGB_XLSX_STYLE_SHEET},
      {"workbook", EGB_XLSX_WORKBOOK},
      {"workbookPr", EGB_XLSX_WORKBOOK_PR},
      {"worksheet", EGB_XLSX_WORKSHEET},
  };
  const char *bar = strchr(name, SEPARATOR);
  if (bar == NULL || !is_ours(name, (size_t)(bar - name)))
    return EGB_XLSX_OTHER;
  for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
    if (strcmp(tags[i].name, bar + 1) == 0)
      return tags[i].tag;
  return EGB_XLSX_OTHER;
}

const char *egb_xlsx_attribute(const egb_xlsx_element *element, const char *name) {
  static const char prefix[] = "r:", end[] = "/relationships|";
  const bool related = strncmp(name, prefix, sizeof prefix - 1) == 0;
  for (const char *const *at = element->attribute; at != NULL && *at != NULL; at += 2) {
    if (!related && strcmp(*at, name) == 0)
      return at[1];
    const char *space = related ? strstr(*at, end) : NULL;
    if (space != NULL && strcmp(space + sizeof end - 1, name + sizeof prefix - 1) == 0)
      return at[1];
  }
  return NULL;
}

bool egb_xlsx_attribute_true(const egb_xlsx_element *element, const char *name) {
  const char *value = egb_xlsx_attribute(element, name);
  return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* ---- what expat calls ------------------------------------------------------------------------- */

static void settle(reader *r, egb_status status) {
  if (status == EGB_OK || r->status != EGB_OK)
    return;
  r->status = status;
  (void)r->expat.XML_StopParser(r->parser, XML_FALSE);
}

static egb_xlsx_tag parent_of(const reader *r) {
  return r->depth == 0 ? EGB_XLSX_OTHER : r->stack[r->depth - 1];
}

static void XMLCALL on_open(void *context, const XML_Char *name, const XML_Char **attribute) {
  reader *r = context;
  if (r->status)
    return; /* expat finishes an empty element before it stops */
  if (r->depth == EGB_XLSX_DEPTH) {
    settle(r, egb_xlsx_refuse(r->about, EGB_E_XLSX_SIZE, EGB_XLSX_SAVE_AGAIN, "elements nested deeper than %d",
                              EGB_XLSX_DEPTH));
    return;
  }
  const egb_xlsx_element element = {tag_of(name), parent_of(r), (const char *const *)attribute};
  r->stack[r->depth++] = element.tag;
  if (r->handler->open != NULL)
    settle(r, r->handler->open(r->handler->context, &element));
}

static void XMLCALL on_close(void *context, const XML_Char *name) {
  reader *r = context;
  (void)name;
  if (r->status)
    return;
  const egb_xlsx_tag tag = r->stack[--r->depth];
  if (r->handler->close != NULL)
    settle(r, r->handler->close(r->handler->context, &(egb_xlsx_element){tag, parent_of(r), NULL}));
}

static void XMLCALL on_text(void *context, const XML_Char *text, int length) {
  reader *r = context;
  if (r->status || r->handler->text == NULL || r->depth == 0)
    return;
  settle(r, r->handler->text(r->handler->context, parent_of(r), text, (size_t)length));
}

static void XMLCALL on_document_type(void *context, const XML_Char *name, const XML_Char *system,
                                     const XML_Char *public, int internal) {
  reader *r = context;
  (void)name;
  (void)system;
  (void)public;
  (void)internal;
  settle(r, egb_xlsx_refuse(r->about, EGB_E_XLSX, "a workbook has none: do not trust this file",
                            "a document type, which can define entities"));
}

/* ---- reading ---------------------------------------------------------------------------------- */

static egb_status from_expat(reader *r, const char *part) {
  if (r->status)
    return r->status;
  if (r->expat.XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY)
    return EGB_NO_MEMORY;
  return egb_xlsx_refuse(r->about, EGB_E_XLSX, "fetch the file again; if it opens elsewhere, save it again as .xlsx",
                         "the workbook is damaged: `%s`, line %lu, is not XML (%s)", part,
                         (unsigned long)r->expat.XML_GetCurrentLineNumber(r->parser),
                         r->expat.XML_ErrorString(r->expat.XML_GetErrorCode(r->parser)));
}

/* expat begins again at the start of a token that is not complete, so that one very long token takes quadratic time. */
static egb_status check_token(const reader *r, uint64_t fed) {
  const XML_Index at = r->expat.XML_GetCurrentByteIndex(r->parser);
  if (at < 0 || fed - (uint64_t)at <= EGB_XLSX_TOKEN)
    return EGB_OK;
  return egb_xlsx_refuse(r->about, EGB_E_XLSX_SIZE, EGB_XLSX_SAVE_AGAIN, "one tag or comment of more than 1 MiB");
}

static egb_status pump(reader *r, egb_zip *zip, const char *part) {
  uint64_t fed = 0;
  for (bool more = true; more;) {
    void *room = r->expat.XML_GetBuffer(r->parser, CHUNK);
    if (room == NULL)
      return EGB_NO_MEMORY;
    unsigned got;
    egb_status status = egb_zip_read(zip, room, CHUNK, &got);
    if (status)
      return status;
    fed += got;
    more = got != 0;
    if (r->expat.XML_ParseBuffer(r->parser, (int)got, !more) != XML_STATUS_OK)
      return from_expat(r, part);
    status = check_token(r, fed);
    if (status)
      return status;
  }
  return EGB_OK;
}

static egb_status read_part(reader *r, egb_zip *zip, const char *part) {
  r->parser = r->expat.XML_ParserCreateNS(NULL, SEPARATOR);
  if (r->parser == NULL)
    return EGB_NO_MEMORY;
  r->expat.XML_SetUserData(r->parser, r);
  r->expat.XML_SetElementHandler(r->parser, on_open, on_close);
  r->expat.XML_SetCharacterDataHandler(r->parser, on_text);
  r->expat.XML_SetStartDoctypeDeclHandler(r->parser, on_document_type);
  const egb_status status = pump(r, zip, part);
  r->expat.XML_ParserFree(r->parser);
  return status;
}

egb_status egb_xlsx_xml_read(egb_zip *zip, const egb_xlsx_about *about, const char *part,
                             const egb_xlsx_handler *handler) {
  reader r = {.handler = handler, .about = about};
  egb_status status = egb_expat_open(&r.expat);
  if (status)
    return status == EGB_IO ? egb_xlsx_unreadable(about, egb_expat_absent) : status;
  status = egb_zip_begin(zip, part);
  if (status)
    return status;
  status = read_part(&r, zip, part);
  egb_zip_end(zip);
  return status;
}
