/* xlsx_xml.h - a part of a workbook, element by element, read by expat (xlsx_expat.h).
 *
 * Elements are known by their names in the namespaces of spreadsheets and of relationships; those of others, of which
 * there are many, are EGB_XLSX_OTHER. Refused: document types, so that there are no entities but the five of XML; more
 * than EGB_XLSX_DEPTH levels; one tag or comment of more than EGB_XLSX_TOKEN bytes. */
#ifndef EGB_READ_XLSX_XML_H
#define EGB_READ_XLSX_XML_H

#include "read/xlsx_zip.h"

#define EGB_XLSX_DEPTH 64
#define EGB_XLSX_TOKEN ((size_t)1 << 20)

typedef enum egb_xlsx_tag {
  EGB_XLSX_OTHER = 0,
  EGB_XLSX_C,
  EGB_XLSX_CELL_XFS,
  EGB_XLSX_F,
  EGB_XLSX_IS,
  EGB_XLSX_MERGE_CELL,
  EGB_XLSX_MERGE_CELLS,
  EGB_XLSX_NUM_FMT,
  EGB_XLSX_NUM_FMTS,
  EGB_XLSX_R,
  EGB_XLSX_RELATIONSHIP,
  EGB_XLSX_RELATIONSHIPS,
  EGB_XLSX_ROW,
  EGB_XLSX_SHEET,
  EGB_XLSX_SHEET_DATA,
  EGB_XLSX_SHEETS,
  EGB_XLSX_SI,
  EGB_XLSX_SST,
  EGB_XLSX_STYLE_SHEET,
  EGB_XLSX_T,
  EGB_XLSX_V,
  EGB_XLSX_WORKBOOK,
  EGB_XLSX_WORKBOOK_PR,
  EGB_XLSX_WORKSHEET,
  EGB_XLSX_XF
} egb_xlsx_tag;

/* An element that opens or closes. */
typedef struct egb_xlsx_element {
  egb_xlsx_tag tag, parent;
  const char *const *attribute; /* names and values by turns, NULL at the end; NULL when it closes */
} egb_xlsx_element;

/* What to do with a part; any of them NULL: nothing. A status other than EGB_OK ends the reading and is its result. */
typedef struct egb_xlsx_handler {
  void *context;
  egb_status (*open)(void *context, const egb_xlsx_element *element);
  egb_status (*close)(void *context, const egb_xlsx_element *element);
  egb_status (*text)(void *context, egb_xlsx_tag tag, const char *text, size_t length); /* directly in this element */
} egb_xlsx_handler;

/* Reads a part of the archive, which is there; texts live until the handler returns. EGB_REFUSED, reported: it is
 * damaged, encrypted, no XML or has a document type. EGB_NO_MEMORY, or a status of the handler. */
egb_status egb_xlsx_xml_read(egb_zip *zip, const egb_xlsx_about *about, const char *part,
                             const egb_xlsx_handler *handler);
/* The value of an attribute, NULL. "id" without a namespace and "r:id" (in the namespace of relationships) differ. */
const char *egb_xlsx_attribute(const egb_xlsx_element *element, const char *name);
bool egb_xlsx_attribute_true(const egb_xlsx_element *element, const char *name); /* "1" or "true" */

#endif
