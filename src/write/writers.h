/* writers.h - the registry of formats: one row per format, one function that turns any table into bytes.
 *
 * A writer knows tables and nothing of what is in them. It appends to a buffer and reports nothing; the only thing that
 * can go wrong is memory, and what a format cannot hold is found before (`check`). A new format is a file write_xyz.c,
 * with its row, and a line in list.h. */
#ifndef EGB_WRITE_WRITERS_H
#define EGB_WRITE_WRITERS_H

#include "base/buffer.h"
#include "egovbench.h"

#define EGB_EXTENSIONS 3

typedef struct egb_writer {
  const char *name;
  const char *extensions[EGB_EXTENSIONS]; /* without the dot; the first is the usual one */
  const char *help;                       /* what follows its name in a sentence */
  bool for_people;                        /* numbers are rounded, and what only programs want is left out */
  bool is_separated;                      /* rows of fields between separators: honours `excel` and `visible` */
  bool stacks;                            /* tables can follow each other in one text */
  bool continues;                         /* a table can be written in pieces: honours `continues` */
  bool is_workbook;                       /* bytes and no text, for a spreadsheet; data files may be such */
  bool is_page;                           /* for a browser: honours `templates` */
  /* What this library was built without; NULL: nothing. */
  const char *(*lacks)(void);
  /* EGB_UNCOMPUTABLE, reported: the format cannot hold the table. NULL: it holds every table. */
  egb_status (*check)(const egb_table *table, egb_diag *diag);
  /* false: out of memory (a failed buffer is found by the caller). options is never NULL. NULL: the format has rows. */
  bool (*write)(const egb_table *table, const egb_write_options *options, egb_buffer *out);
  /* A format whose rows stand each by itself, so that they are made and written some at a time (stream.h): what comes
   * before them; rows, of which the first has this number in the whole table; what comes behind them. end may be NULL.
   */
  void (*begin)(const egb_table *table, const egb_write_options *options, egb_buffer *out);
  void (*rows)(const egb_table *piece, size_t first, const egb_write_options *options, egb_buffer *out);
  void (*end)(const egb_table *table, const egb_write_options *options, egb_buffer *out);
  void (*document)(const egb_document *document, const egb_write_options *options, egb_buffer *out); /* NULL: none */
} egb_writer;

#define EGB_WRITER(name) extern const egb_writer egb_writer_##name;
#include "write/list.h"

/* The row of a format, NULL when there is none. */
const egb_writer *egb_writer_of(egb_format format);

/* A document in a format, appended. Out of memory: the buffer knows. */
void egb_document_write_text(const egb_document *document, const egb_write_options *options, egb_buffer *out);
void egb_document_write_markdown(const egb_document *document, const egb_write_options *options, egb_buffer *out);
void egb_document_write_latex(const egb_document *document, const egb_write_options *options, egb_buffer *out);
void egb_document_write_html(const egb_document *document, const egb_write_options *options, egb_buffer *out);
void egb_document_write_json(const egb_document *document, const egb_write_options *options, egb_buffer *out);

/* Decimals asked for, for egb_people_number: negative, the column's own choice. */
int egb_write_digits(const egb_write_options *options);
/* EGB_USAGE, reported: `what` has no writer for this format. */
egb_status egb_write_unknown(const char *what, egb_format format, egb_diag *diag);

/* Pieces that documents are made of as well. */

/* Text wrapped at blanks, long words between characters, into lines of width terminal columns (0: no limit), those
 * after the first indented; line ends in it are kept. The caller ends the last line. */
void egb_write_paragraph(egb_buffer *out, const char *text, size_t width, size_t indent);
/* One line of text without markup. With line_start, what would begin a list or a heading is escaped as well. */
void egb_write_markdown_text(egb_buffer *out, const char *text, bool line_start);
/* Text in which nothing has a meaning for TeX. */
void egb_write_latex_text(egb_buffer *out, const char *text);
/* True when the text has Chinese, Japanese or Korean characters, for which the usual fonts of TeX have no glyphs. */
bool egb_write_latex_wide(const char *text);
/* Rows of fields between delimiters, quoted as RFC 4180 does. '\0': that of the locale, else the comma. */
void egb_write_separated_header(const egb_table *table, const egb_write_options *options, char delimiter,
                                egb_buffer *out);
void egb_write_separated_rows(const egb_table *piece, const egb_write_options *options, char delimiter,
                              egb_buffer *out);
void egb_write_json_facts(egb_buffer *out, const egb_table *table);
void egb_write_json_columns(egb_buffer *out, const egb_table *table);
/* Each row an object behind `between`, and behind a comma but for that with the number 0; NULL: each on a line. */
void egb_write_json_rows(egb_buffer *out, const egb_table *piece, size_t first, const char *between);

#endif
