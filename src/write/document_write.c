/* Documents as text, Markdown and LaTeX. Texts come from files: what has a meaning in a format is escaped by the same
 * functions that write tables. */
#include "base/options.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/document.h"
#include "write/writers.h"

#include <stdlib.h>
#include <string.h>

#define FORMULA_INDENT ((size_t)4)
#define BOLD "\x1b[1m"
#define PLAIN "\x1b[0m"

/* A picture whose table is elsewhere is nothing to these formats, nor is what is about it. */
static bool is_shown(const egb_document_block *block) {
  return !block->pictured && (block->kind != EGB_BLOCK_FIGURE || block->table != NULL);
}

/* Items of one list are set together; everything else is set apart by an empty line. */
static bool joined(const egb_document *document, size_t i) {
  return i > 0 && document->block[i].kind == EGB_BLOCK_ITEM && document->block[i - 1].kind == EGB_BLOCK_ITEM;
}

/* ---- text ------------------------------------------------------------------------------------ */

static void text_heading(egb_buffer *out, const char *text, int level, const egb_write_options *options) {
  egb_buffer_text(out, options->colour ? BOLD : "");
  egb_write_paragraph(out, text, options->width, 0);
  egb_buffer_text(out, options->colour ? PLAIN "\n" : "\n");
  size_t width = egb_utf8_width(text, strlen(text));
  if (options->width > 0 && width > options->width)
    width = options->width;
  if (level < 3)
    egb_buffer_repeat(out, level == 1 ? '=' : '-', width);
  egb_buffer_text(out, level < 3 ? "\n" : "");
}

static void text_block(egb_buffer *out, const egb_document_block *block, const egb_write_options *options) {
  egb_write_options wide = *options;
  wide.note_lines = 0;
  switch (block->kind) {
  case EGB_BLOCK_HEADING:
    text_heading(out, block->text, block->level, options);
    return;
  case EGB_BLOCK_PARAGRAPH:
    egb_write_paragraph(out, block->text, options->width, 0);
    break;
  case EGB_BLOCK_ITEM:
    egb_buffer_text(out, "- ");
    egb_write_paragraph(out, block->text, options->width, 2);
    break;
  case EGB_BLOCK_FORMULA:
    egb_buffer_repeat(out, ' ', FORMULA_INDENT);
    egb_write_paragraph(out, block->text, options->width, FORMULA_INDENT);
    break;
  case EGB_BLOCK_TABLE:
  case EGB_BLOCK_FIGURE:
    if (block->name == NULL)
      wide.width = 0; /* what the document made itself has few columns: none is left out for lack of room */
    out->failed = !egb_writer_text.write(block->table, &wide, out) || out->failed;
    return;
  }
  egb_buffer_char(out, '\n');
}

void egb_document_write_text(const egb_document *document, const egb_write_options *options, egb_buffer *out) {
  if (document->head->title != NULL)
    text_heading(out, document->head->title, 1, options);
  for (size_t i = 0; i < document->count; i++) {
    if (!is_shown(&document->block[i]))
      continue;
    egb_buffer_text(out, joined(document, i) ? "" : "\n");
    text_block(out, &document->block[i], options);
  }
}

/* ---- Markdown -------------------------------------------------------------------------------- */

/* A formula is an indented block, in which nothing has a meaning; its line ends would end it. */
static void markdown_formula(egb_buffer *out, const char *text) {
  egb_buffer shown = {0};
  for (const char *rest = text;; rest++) {
    const size_t length = strcspn(rest, "\n");
    egb_utf8_show(&shown, rest, length);
    egb_buffer_text(out, "    ");
    egb_buffer_text(out, egb_buffer_string(&shown));
    egb_buffer_char(out, '\n');
    out->failed = out->failed || shown.failed;
    egb_buffer_clear(&shown);
    rest += length;
    if (*rest == '\0')
      break;
  }
}

static void put_markdown_part(egb_buffer *out, const char *text, size_t length, bool line_start) {
  char *part = strndup(text, length);
  out->failed = out->failed || part == NULL;
  if (part != NULL)
    egb_write_markdown_text(out, part, line_start);
  free(part);
}

/* Addresses between angles (CommonMark 6.5), whose signs have no meaning there. */
static void put_markdown_addresses(egb_buffer *out, const egb_document_block *block) {
  size_t at = 0;
  for (size_t i = 0; i < block->link_count; i++) {
    const egb_link *link = &block->link[i];
    if (egb_text_address(link->target) != strlen(link->target) || link->target[0] == '\0')
      continue; /* a place in the document, which Markdown has no names for */
    put_markdown_part(out, block->text + at, link->begin - at, at == 0);
    egb_buffer_format(out, "<%s>", link->target);
    at = link->end;
  }
  egb_write_markdown_text(out, block->text + at, at == 0);
}

/* A text that leads as a whole to a page beside this one; other links are the addresses that they show. */
static void put_markdown_linked(egb_buffer *out, const egb_document_block *block) {
  const size_t length = strlen(EGB_LINK_PAGE);
  const bool leads = block->link_count == 1 && strncmp(block->link[0].target, EGB_LINK_PAGE, length) == 0;
  if (!leads) {
    put_markdown_addresses(out, block);
    return;
  }
  egb_buffer_char(out, '[');
  egb_write_markdown_text(out, block->text, false);
  egb_buffer_text(out, "](");
  egb_document_put_anchor(out, "", block->link[0].target + length);
  egb_buffer_text(out, ".md)");
}

static void markdown_block(egb_buffer *out, const egb_document_block *block, const egb_write_options *options) {
  switch (block->kind) {
  case EGB_BLOCK_HEADING:
    egb_buffer_repeat(out, '#', block->level < 6 ? (size_t)block->level : 6);
    egb_buffer_char(out, ' ');
    break;
  case EGB_BLOCK_ITEM:
    egb_buffer_text(out, "- ");
    break;
  case EGB_BLOCK_FORMULA:
    markdown_formula(out, block->text);
    return;
  case EGB_BLOCK_TABLE:
  case EGB_BLOCK_FIGURE:
    out->failed = !egb_writer_markdown.write(block->table, options, out) || out->failed;
    return;
  case EGB_BLOCK_PARAGRAPH:
    break;
  }
  put_markdown_linked(out, block);
  egb_buffer_char(out, '\n');
}

void egb_document_write_markdown(const egb_document *document, const egb_write_options *options, egb_buffer *out) {
  if (document->head->title != NULL) {
    egb_buffer_text(out, "# ");
    egb_write_markdown_text(out, document->head->title, true);
    egb_buffer_char(out, '\n');
  }
  for (size_t i = 0; i < document->count; i++) {
    if (!is_shown(&document->block[i]))
      continue;
    egb_buffer_text(out, joined(document, i) ? "" : "\n");
    markdown_block(out, &document->block[i], options);
  }
}

/* ---- LaTeX ----------------------------------------------------------------------------------- */

static void latex_section(egb_buffer *out, int level, const char *text) {
  egb_buffer_text(out, level <= 1 ? "\\section{" : level == 2 ? "\\subsection{" : "\\subsubsection{");
  egb_write_latex_text(out, text);
  egb_buffer_text(out, "}\n");
}

static void latex_block(egb_buffer *out, const egb_document *document, size_t i, const egb_write_options *options) {
  const egb_document_block *block = &document->block[i];
  const bool last = i + 1 == document->count || document->block[i + 1].kind != EGB_BLOCK_ITEM;
  switch (block->kind) {
  case EGB_BLOCK_HEADING:
    latex_section(out, block->level, block->text);
    break;
  case EGB_BLOCK_PARAGRAPH:
    egb_write_latex_text(out, block->text);
    egb_buffer_char(out, '\n');
    break;
  case EGB_BLOCK_ITEM:
    egb_buffer_text(out, joined(document, i) ? "\\item " : "\\begin{itemize}\n\\item ");
    egb_write_latex_text(out, block->text);
    egb_buffer_text(out, last ? "\n\\end{itemize}\n" : "\n");
    break;
  case EGB_BLOCK_FORMULA:
    egb_buffer_text(out, "\\begin{quote}\\ttfamily\\raggedright ");
    egb_write_latex_text(out, block->text);
    egb_buffer_text(out, "\\end{quote}\n");
    break;
  case EGB_BLOCK_TABLE:
  case EGB_BLOCK_FIGURE:
    out->failed = !egb_writer_latex.write(block->table, options, out) || out->failed;
    break;
  }
}

void egb_document_write_latex(const egb_document *document, const egb_write_options *options, egb_buffer *out) {
  egb_buffer body = {0};
  if (document->head->title != NULL)
    latex_section(&body, 1, document->head->title);
  for (size_t i = 0; i < document->count; i++) {
    if (!is_shown(&document->block[i]))
      continue;
    egb_buffer_text(&body, joined(document, i) ? "" : "\n");
    latex_block(&body, document, i, options);
  }
  egb_buffer_format(out, "%% egovbench %s: %s\n", egb_version(), document->head->schema);
  egb_buffer_text(out, "% In the preamble: \\usepackage{booktabs,longtable}\n");
  if (egb_write_latex_wide(body.failed ? NULL : body.text))
    egb_buffer_text(out,
                    "% The text has Chinese, Japanese or Korean characters: compile with XeLaTeX or LuaLaTeX, with\n"
                    "% \\usepackage{xeCJK} (XeLaTeX) or \\usepackage{luatexja} (LuaLaTeX) and a font that has them.\n");
  egb_buffer_add(out, body.failed || body.length == 0 ? "" : body.text, body.failed ? 0 : body.length);
  out->failed = out->failed || body.failed;
  egb_buffer_clear(&body);
}

egb_status egb_document_write(const egb_document *document, egb_format format, const egb_write_options *options,
                              egb_diag *diag, char **out, size_t *length) {
  egb_write_options asked;
  egb_buffer buffer = {0};
  *out = NULL;
  *length = 0;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  const egb_writer *writer = egb_writer_of(format);
  if (writer == NULL || writer->document == NULL)
    return egb_write_unknown("a document", format, diag);
  writer->document(document, &asked, &buffer);
  *out = egb_buffer_take(&buffer, length);
  return *out == NULL ? EGB_NO_MEMORY : EGB_OK;
}
