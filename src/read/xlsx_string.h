/* xlsx_string.h - rich text of cells and of the list of shared strings. */
#ifndef EGB_READ_XLSX_STRING_H
#define EGB_READ_XLSX_STRING_H

#include "base/buffer.h"
#include "read/xlsx_xml.h"

/* A text that is collected. Feed it the elements inside an `si` or an `is`, and the texts in them. */
typedef struct egb_xlsx_string {
  egb_buffer text; /* the caller clears it */
  size_t from;     /* where the run that is being read began */
  bool reading;    /* inside a run */
  bool preserve;   /* the blanks at its ends count (xml:space) */
} egb_xlsx_string;

void egb_xlsx_string_begin(egb_xlsx_string *string); /* forgets what was collected */
/* Runs are joined; phonetic hints (rPh), which Japanese texts have, are no part of what is shown. */
void egb_xlsx_string_open(egb_xlsx_string *string, const egb_xlsx_element *element);
void egb_xlsx_string_text(egb_xlsx_string *string, const char *text, size_t length);
void egb_xlsx_string_close(egb_xlsx_string *string, const egb_xlsx_element *element);
/* At the end: escapes (_x000D_) replaced, breaks of lines as one space. */
void egb_xlsx_string_finish(egb_xlsx_string *string);
/* Nothing, or blanks of any kind. */
bool egb_xlsx_is_blank(const char *text, size_t length);

#endif
