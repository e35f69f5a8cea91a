#include "model/document.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

egb_document *egb_document_new(const char *schema) {
  egb_table *head = egb_table_new(schema, 0, 0);
  egb_document *document = head == NULL ? NULL : egb_arena_array(head->arena, 1, sizeof *document);
  if (document == NULL) {
    egb_table_free(head);
    return NULL;
  }
  document->head = head;
  return document;
}

void egb_document_free(egb_document *document) {
  if (document == NULL)
    return;
  for (size_t i = 0; i < document->count; i++)
    egb_table_free(document->block[i].table);
  egb_buffer_clear(&document->payload);
  egb_table_free(document->head); /* the document itself lives in its arena */
}

/* The list grows at counts that are powers of two. */
static egb_document_block *add(egb_document *document) {
  const size_t count = document->count;
  if (document->failed)
    return NULL;
  if ((count & (count - 1)) == 0) {
    egb_document_block *wider = egb_arena_array(document->head->arena, count == 0 ? 1 : 2 * count, sizeof *wider);
    document->failed = wider == NULL;
    if (wider == NULL)
      return NULL;
    if (count != 0)
      memcpy(wider, document->block, count * sizeof *wider);
    document->block = wider;
  }
  document->count++;
  return &document->block[count];
}

static void add_text(egb_document *document, egb_block_kind kind, int level, const char *text) {
  const char *copy = egb_arena_copy(document->head->arena, text);
  document->failed = document->failed || copy == NULL;
  egb_document_block *block = add(document);
  if (block != NULL)
    *block = (egb_document_block){.kind = kind, .level = level, .text = copy};
}

void egb_document_heading(egb_document *document, int level, const char *text) {
  add_text(document, EGB_BLOCK_HEADING, level, text);
}

void egb_document_text(egb_document *document, egb_block_kind kind, const char *text) {
  if (text != NULL && text[0] != '\0')
    add_text(document, kind, 0, text);
}

void egb_document_take(egb_document *document, egb_block_kind kind, egb_buffer *text) {
  document->failed = document->failed || text->failed;
  if (!text->failed && text->length > 0)
    add_text(document, kind, 0, text->text);
  egb_buffer_clear(text);
}

const char *egb_document_keep(egb_document *document, egb_buffer *text) {
  const char *copy = text->failed ? NULL : egb_arena_copy(document->head->arena, egb_buffer_string(text));
  document->failed = document->failed || copy == NULL;
  egb_buffer_clear(text);
  return copy == NULL ? "" : copy;
}

void egb_document_format(egb_document *document, egb_block_kind kind, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length < 0 ? NULL : egb_arena_array(document->head->arena, (size_t)length + 1, 1);
  if (text != NULL)
    (void)vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  va_end(arguments);
  document->failed = document->failed || text == NULL;
  egb_document_block *block = text == NULL ? NULL : add(document);
  if (block != NULL)
    *block = (egb_document_block){.kind = kind, .text = text};
}

egb_table *egb_document_table(egb_document *document, size_t columns, size_t rows) {
  egb_table *table = egb_table_new("", columns, rows);
  egb_document_block *block = table == NULL ? NULL : add(document);
  document->failed = document->failed || table == NULL;
  if (block == NULL) {
    egb_table_free(table);
    return NULL;
  }
  table->inside = true;
  table->column_selected = true;
  *block = (egb_document_block){.kind = EGB_BLOCK_TABLE, .table = table};
  return table;
}

/* "egovbench.summary/1" is summary, the second summary-2. NULL: out of memory. */
static const char *name_of(const egb_document *document, const char *schema) {
  const char *begin = strchr(schema, '.');
  begin = begin == NULL ? schema : begin + 1;
  const char *word = egb_arena_text(document->head->arena, begin, strcspn(begin, "/"));
  const char *name = word;
  for (size_t same = 2, i = 0; name != NULL && i < document->count; i++)
    if (document->block[i].name != NULL && strcmp(document->block[i].name, name) == 0) {
      name = egb_arena_format(document->head->arena, "%s-%zu", word, same++);
      i = SIZE_MAX; /* again from the first */
    }
  return name;
}

static void adopt(egb_document *document, egb_table *table, egb_block_kind kind, const char *picture) {
  const char *name = name_of(document, table->schema);
  document->failed = document->failed || name == NULL;
  egb_document_block *block = name == NULL ? NULL : add(document);
  if (block == NULL) {
    egb_table_free(table);
    return;
  }
  table->inside = true;
  *block = (egb_document_block){.kind = kind, .table = table, .name = name, .picture = picture};
}

void egb_document_adopt(egb_document *document, egb_table *table) {
  if (table == NULL)
    document->failed = true;
  else
    adopt(document, table, EGB_BLOCK_TABLE, NULL);
}

void egb_document_figure(egb_document *document, egb_table *table, const char *picture) {
  const char *copy = egb_arena_copy(document->head->arena, picture);
  egb_document_block *block = NULL;
  document->failed = document->failed || copy == NULL;
  if (table != NULL)
    adopt(document, table, EGB_BLOCK_FIGURE, copy);
  else if ((block = add(document)) != NULL)
    *block = (egb_document_block){.kind = EGB_BLOCK_FIGURE, .picture = copy};
}

void egb_document_pictured(egb_document *document) {
  if (!document->failed && document->count > 0)
    document->block[document->count - 1].pictured = true;
}

/* ---- anchors and links ----------------------------------------------------------------------- */

void egb_document_put_anchor(egb_buffer *out, const char *prefix, const char *id) {
  egb_buffer_text(out, prefix);
  for (const char *at = id; *at != '\0'; at++)
    if (egb_is_letter(*at) || egb_is_digit(*at) || *at == '_' || *at == '-')
      egb_buffer_char(out, *at);
    else
      egb_buffer_format(out, ".%02x", (unsigned int)(unsigned char)*at);
}

void egb_document_anchor(egb_document *document, const char *prefix, const char *id) {
  egb_buffer anchor = {0};
  if (document->failed || document->count == 0)
    return;
  egb_document_put_anchor(&anchor, prefix, id);
  const char *copy = anchor.failed ? NULL : egb_arena_copy(document->head->arena, egb_buffer_string(&anchor));
  document->failed = copy == NULL;
  document->block[document->count - 1].anchor = copy;
  egb_buffer_clear(&anchor);
}

void egb_document_link(egb_document *document, size_t begin, size_t end, const char *target) {
  if (document->failed || document->count == 0)
    return;
  egb_document_block *block = &document->block[document->count - 1];
  const size_t count = block->link_count;
  const char *copy = egb_arena_copy(document->head->arena, target);
  if (copy != NULL && (count & (count - 1)) == 0) { /* grows at powers of two, as the blocks do */
    egb_link *wider = egb_arena_array(document->head->arena, count == 0 ? 1 : 2 * count, sizeof *wider);
    if (wider != NULL && count != 0)
      memcpy(wider, block->link, count * sizeof *wider);
    block->link = wider;
  }
  document->failed = copy == NULL || block->link == NULL;
  if (!document->failed)
    block->link[block->link_count++] = (egb_link){begin, end, copy};
}

void egb_document_text_linked(egb_document *document, egb_block_kind kind, const char *text) {
  egb_document_text(document, kind, text);
  for (size_t at = 0; text[at] != '\0';) {
    const size_t length = egb_text_address(text + at);
    const char *address = length == 0 ? NULL : egb_arena_text(document->head->arena, text + at, length);
    document->failed = document->failed || (length != 0 && address == NULL);
    if (address != NULL)
      egb_document_link(document, at, at + length, address);
    at += length > 0 ? length : 1;
  }
}

void egb_document_fact(egb_document *document, const char *what, const char *text) {
  egb_buffer line = {0};
  if (text == NULL || text[0] == '\0')
    return;
  egb_buffer_format(&line, "%s: %s", what, text);
  document->failed = document->failed || line.failed;
  egb_document_text_linked(document, EGB_BLOCK_ITEM, egb_buffer_string(&line));
  egb_buffer_clear(&line);
}

/* ---- what is in it --------------------------------------------------------------------------- */

size_t egb_document_finding_count(const egb_document *document, egb_severity severity) {
  return (size_t)severity < 3 ? document->finding[severity] : 0;
}

/* The block of table i that has a name; NULL beyond the last. */
static const egb_document_block *named(const egb_document *document, size_t i) {
  for (size_t at = 0; at < document->count; at++)
    if (document->block[at].name != NULL && i-- == 0)
      return &document->block[at];
  return NULL;
}

size_t egb_document_table_count(const egb_document *document) {
  size_t count = 0;
  for (size_t i = 0; i < document->count; i++)
    count += document->block[i].name != NULL;
  return count;
}

const egb_table *egb_document_table_at(const egb_document *document, size_t i) {
  const egb_document_block *block = named(document, i);
  return block == NULL ? NULL : block->table;
}

const char *egb_document_table_name(const egb_document *document, size_t i) {
  const egb_document_block *block = named(document, i);
  return block == NULL ? "" : block->name;
}

bool egb_document_drop_empty(egb_table *table) {
  bool *keep = egb_arena_array(table->arena, table->column_count, sizeof *keep);
  size_t kept = 0;
  if (keep == NULL)
    return false;
  for (size_t i = 0; i < table->row_count * table->column_count; i++)
    keep[i % table->column_count] = keep[i % table->column_count] || table->cell[i].kind != EGB_CELL_EMPTY;
  size_t to = 0;
  for (size_t i = 0; i < table->row_count * table->column_count; i++)
    if (keep[i % table->column_count])
      table->cell[to++] = table->cell[i];
  for (size_t i = 0; i < table->column_count; i++)
    if (keep[i])
      table->column[kept++] = table->column[i];
  table->column_count = kept;
  return true;
}
